/* TAP version 14, flat, as every consumer reads it. Only an observation can be plainly ok: what
 * deviates and may is a TODO, what was not observed a SKIP. */
#include "format.h"
#include "report.h"
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

/* In a description or after a directive, where "#" would begin a directive. */
static void put_words(FILE *to, const char *text)
{
	g_autofree char *shown = printable(text);

	for (const char *at = shown; *at; at++)
		fprintf(to, *at == '#' || *at == '\\' ? "\\%c" : "%c", *at);
}

/* A line of the diagnostics. A string of JSON is one of YAML, too. */
static void put_entry(FILE *to, const char *key, const char *text)
{
	g_autofree char *shown = printable(text);
	json_t *string = json_string(shown);
	char *quoted = json_dumps(string, JSON_ENCODE_ANY);

	fprintf(to, "  %s: %s\n", key, quoted);
	free(quoted);
	json_decref(string);
}

static void put_diagnostics(const struct matrix *matrix, guint row, guint column, FILE *to)
{
	const struct test_case *test = matrix_case(matrix, row);
	const struct cell *cell = matrix_cell(matrix, row, column);
	g_autofree char *explanation = cell_explanation(test, matrix_target(matrix, column), cell);
	g_autofree char *file = g_path_get_basename(test->file);

	fputs("  ---\n", to);
	put_entry(to, "message", explanation);
	put_entry(to, "standing", standing_names[cell->standing]);
	put_entry(to, "outcome", outcome_names[cell->record->outcome]);
	put_entry(to, "text", cell->record->text);
	for (int a = 0; a < AUTHORITIES; a++)
		if (test->allows[a])
			put_entry(to, authority_names[a], test->allows[a]);
	if (test->proves)
		put_entry(to, "clauses", test->proves);
	put_entry(to, "file", file);
	fprintf(to, "  line: %d\n  ...\n", test->line);
}

/* NULL where the test plainly passes or fails. */
static const char *directive(const struct cell *cell)
{
	enum outcome outcome = cell->record->outcome;

	if (cell->standing == DEVIATING || cell->standing == STALE || outcome == UNRESOLVED)
		return NULL;
	if (cell->standing == KNOWN || (cell->standing == UNCLAIMED && outcome == OBSERVED))
		return "TODO";
	return outcome == OBSERVED ? NULL : "SKIP";
}

static void put_test(const struct matrix *matrix, guint row, guint column, guint number, FILE *to)
{
	const struct test_case *test = matrix_case(matrix, row);
	const struct target *target = matrix_target(matrix, column);
	const struct cell *cell = matrix_cell(matrix, row, column);
	const char *mark = directive(cell);
	int passes = mark ? strcmp(mark, "SKIP") == 0
			  : cell->standing == AS_CLAIMED || cell->standing == CONTRADICTION;

	fprintf(to, "%sok %u - ", passes ? "" : "not ", number);
	put_words(to, target->name);
	fputc(' ', to);
	put_words(to, test->id);
	if (mark) {
		g_autofree char *explanation = cell_explanation(test, target, cell);
		fprintf(to, " # %s ", mark);
		put_words(to, explanation);
	}
	fputc('\n', to);
	if (!mark && !(passes && cell->standing == AS_CLAIMED))
		put_diagnostics(matrix, row, column, to);
}

void report_tap(const struct matrix *matrix, FILE *to)
{
	guint tests = 0, number = 0;

	for (guint column = 0; column < matrix->targets->len; column++)
		tests += totals_of(matrix, column).asked;
	fprintf(to, "TAP version 14\n1..%u\n", tests);
	for (guint column = 0; column < matrix->targets->len; column++) {
		g_autofree char *header = target_header(matrix_records(matrix, column));
		fprintf(to, "# %s: %s\n", matrix_target(matrix, column)->name, header);
		for (guint row = 0; row < matrix->cases->len; row++)
			if (matrix_cell(matrix, row, column)->record)
				put_test(matrix, row, column, ++number, to);
	}
}

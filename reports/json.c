/* One JSON object: the targets, and for each case what every target did and how that stands. */
#include "format.h"
#include "report.h"
#include <jansson.h>

static json_t *text_of(const char *text)
{
	g_autofree char *valid = text ? g_utf8_make_valid(text, -1) : NULL;

	return valid ? json_string(valid) : json_null();
}

static json_t *claims_of(const struct target *target)
{
	json_t *claims = json_array();

	for (int a = 0; a < AUTHORITIES; a++)
		if (target->claims[a])
			json_array_append_new(claims, json_string(authority_names[a]));
	return claims;
}

static json_t *counts_of(const char *const *names, const guint *counts, int size)
{
	json_t *object = json_object();

	for (int i = 0; i < size; i++)
		json_object_set_new(object, names[i], json_integer(counts[i]));
	return object;
}

static json_t *target_object(const struct matrix *matrix, guint column)
{
	const struct target *target = matrix_target(matrix, column);
	const struct records *records = matrix_records(matrix, column);
	struct totals totals = totals_of(matrix, column);

	return json_pack("{s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:i, s:o, s:o}", "name",
		text_of(target->name), "libc", text_of(records->libc), "kernel",
		text_of(records->kernel), "machine", text_of(records->machine), "preload",
		text_of(records->preload), "stage", text_of(records->stage), "claims",
		claims_of(target), "cases", (int)totals.asked, "outcomes",
		counts_of(outcome_names, totals.outcomes, OUTCOMES), "standings",
		counts_of(standing_names, totals.standings, STANDINGS));
}

static json_t *list_of(const char *text, const char *separator)
{
	json_t *list = json_array();
	g_auto(GStrv) words = g_strsplit(text ? text : "", separator, -1);

	for (int i = 0; words[i]; i++)
		json_array_append_new(list, text_of(words[i]));
	return list;
}

static json_t *allows_of(const struct test_case *test)
{
	json_t *allows = json_object();

	for (int a = 0; a < AUTHORITIES; a++)
		if (test->allows[a])
			json_object_set_new(
				allows, authority_names[a], list_of(test->allows[a], " | "));
	return allows;
}

static json_t *cell_object(const struct cell *cell)
{
	json_t *verdicts = json_object();
	json_t *object = json_pack("{s:s, s:o, s:o, s:s}", "outcome",
		outcome_names[cell->record->outcome], "text", text_of(cell->record->text),
		"verdicts", verdicts, "standing", standing_names[cell->standing]);

	for (int a = 0; a < AUTHORITIES; a++)
		json_object_set_new(verdicts, authority_names[a],
			json_string(verdict_names[cell->verdicts[a]]));
	if (cell->known)
		json_object_set_new(object, "known",
			json_pack("{s:o, s:o}", "text", text_of(cell->known->text), "reason",
				text_of(cell->known->reason)));
	return object;
}

static json_t *case_object(const struct matrix *matrix, guint row)
{
	const struct test_case *test = matrix_case(matrix, row);
	g_autofree char *file = g_path_get_basename(test->file);
	json_t *targets = json_object();

	for (guint column = 0; column < matrix->targets->len; column++) {
		const struct cell *cell = matrix_cell(matrix, row, column);
		if (cell->record)
			json_object_set_new(
				targets, matrix_target(matrix, column)->name, cell_object(cell));
	}
	return json_pack("{s:o, s:o, s:o, s:o, s:i, s:o, s:o, s:b, s:o, s:b, s:o}", "case",
		text_of(test->id), "call", text_of(test->call), "name", text_of(test->name), "file",
		text_of(file), "line", test->line, "clauses", list_of(test->proves, " "), "stage",
		text_of(test->stage), "declares", test->declares, "allows", allows_of(test),
		"agree", matrix_agrees(matrix, row), "targets", targets);
}

void report_json(const struct matrix *matrix, FILE *to)
{
	json_t *targets = json_array(), *cases = json_array();

	for (guint column = 0; column < matrix->targets->len; column++)
		json_array_append_new(targets, target_object(matrix, column));
	for (guint row = 0; row < matrix->cases->len; row++)
		json_array_append_new(cases, case_object(matrix, row));
	json_t *whole = json_pack("{s:o, s:o}", "targets", targets, "cases", cases);
	json_dumpf(whole, to, JSON_INDENT(1) | JSON_PRESERVE_ORDER);
	fputc('\n', to);
	json_decref(whole);
}

/* Everything that is known of one case or one clause, in plain text. */
#include "explain.h"
#include "chunk.h"
#include "fail.h"
#include <stdio.h>
#include <string.h>

static const struct clause *find_clause(GPtrArray *clauses, const char *id)
{
	for (guint i = 0; i < clauses->len; i++) {
		const struct clause *clause = g_ptr_array_index(clauses, i);
		if (strcmp(clause->id, id) == 0)
			return clause;
	}
	return NULL;
}

static void print_clause(const struct clause *clause)
{
	const struct {
		const char *label, *text;
	} lines[] = {
		{ "says", clause->says },
		{ "posix", clause->posix },
		{ "linux", clause->linux },
		{ "document", clause->accuracy },
		{ "note", clause->note },
		{ "reason", clause->reason },
		{ "evidence", clause->evidence },
	};

	printf("%s  (%s, %s)\n", clause->id, clause->source, clause->section);
	for (size_t i = 0; i < G_N_ELEMENTS(lines); i++)
		if (lines[i].text && *lines[i].text)
			printf("    %-10s %s\n", lines[i].label, lines[i].text);
}

static char *chunk_text(const struct source *source, const struct chunk *chunk)
{
	GString *text = g_string_new(NULL);

	for (int line = chunk->first; line <= chunk->last; line++)
		g_string_append_printf(text, "    %s\n", source->lines[line - 1]);
	return g_string_free(text, FALSE);
}

static int has_call(const char *text, const char *name)
{
	g_autofree char *pattern = g_strdup_printf("\\b%s\\(", name);

	return g_regex_match_simple(pattern, text, 0, 0);
}

/* Prints the chunks of the file that say what text is made of: the macro of a row, the function
 * that it calls. */
static void print_makings(const struct source *source, const struct chunk *of, const char *text)
{
	for (guint i = 0; i < source->chunks->len; i++) {
		const struct chunk *chunk = g_ptr_array_index(source->chunks, i);
		g_autofree char *lines = chunk_text(source, chunk);
		g_auto(GStrv) define = g_strsplit_set(g_strchug(lines), " (", 3);
		int is_macro = strcmp(define[0], "#define") == 0 && define[1];
		const char *name = is_macro ? define[1] : chunk->name;
		if (chunk == of || !name || chunk->first >= of->first || !has_call(text, name))
			continue;
		if (is_macro)
			print_makings(source, chunk, lines);
		if (is_macro || (strchr(lines, '{') && !g_str_has_prefix(lines, name))) /* no row */
			printf("    %s\n", lines);
	}
}

static void print_code(const struct test_case *test)
{
	g_autofree char *path = g_build_filename(SOCKSPEC_SOURCE, test->file, NULL);
	struct source *source = source_read(path, test->file, path);
	const struct chunk *chunk = source_chunk(source, test->line);

	if (chunk) {
		g_autofree char *text = chunk_text(source, chunk);
		print_makings(source, chunk, text);
		printf("%s", text);
	}
	source_free(source);
}

static void print_targets(const struct matrix *matrix, guint row)
{
	for (guint column = 0; column < matrix->targets->len; column++) {
		const struct cell *cell = matrix_cell(matrix, row, column);
		const char *outcome = cell->record->outcome == OBSERVED
					      ? ""
					      : outcome_names[cell->record->outcome];
		printf("    %-12s %s%s%s  (%s%s%s)\n", matrix_target(matrix, column)->name, outcome,
			*outcome && *cell->record->text ? ": " : "", cell->record->text,
			standing_names[cell->standing], cell->known ? ": " : "",
			cell->known ? cell->known->reason : "");
	}
}

/* Joins words as a sentence does: "a", "a and b", "a, b and c". */
static char *joined(GPtrArray *words)
{
	GString *text = g_string_new(NULL);

	for (guint i = 0; i < words->len; i++)
		g_string_append_printf(text, "%s%s",
			i == 0                ? ""
			: i + 1 == words->len ? " and "
					      : ", ",
			(char *)g_ptr_array_index(words, i));
	return g_string_free(text, FALSE);
}

/* The authorities of one verdict on a cell, joined; NULL where there is none. */
static char *authorities_that(const struct cell *cell, enum verdict verdict)
{
	g_autoptr(GPtrArray) words = g_ptr_array_new();

	for (int a = 0; a < AUTHORITIES; a++)
		if (cell->verdicts[a] == verdict)
			g_ptr_array_add(words, (char *)authority_names[a]);
	return words->len ? joined(words) : NULL;
}

static int same_record(const struct cell *one, const struct cell *other)
{
	return one->record->outcome == other->record->outcome &&
	       strcmp(one->record->text, other->record->text) == 0;
}

/* One sentence for the targets that gave the same answer as that of column. */
static void print_answer(const struct matrix *matrix, guint row, guint column)
{
	const struct cell *cell = matrix_cell(matrix, row, column);
	g_autofree char *allowing = authorities_that(cell, CONFORMS),
			*refusing = authorities_that(cell, DEVIATES);
	g_autoptr(GPtrArray) targets = g_ptr_array_new();

	for (guint other = column; other < matrix->targets->len; other++)
		if (same_record(matrix_cell(matrix, row, other), cell))
			g_ptr_array_add(targets, matrix_target(matrix, other)->name);
	g_autofree char *who = joined(targets);
	printf("    On %s it is \"%s\"", who,
		cell->record->outcome == OBSERVED ? cell->record->text
						  : outcome_names[cell->record->outcome]);
	if (allowing)
		printf(", as %s allow%s", allowing, strchr(allowing, ' ') ? "" : "s");
	if (refusing)
		printf("%s against %s", allowing ? " and" : ",", refusing);
	printf(cell->known && cell->standing == KNOWN ? ": %s.\n" : ".\n",
		cell->known ? cell->known->reason : "");
}

/* In sentences: what each answer means, where not all give the same one that all allow. */
static void print_difference(const struct matrix *matrix, guint row)
{
	int differs = !matrix_agrees(matrix, row);

	for (guint column = 0; column < matrix->targets->len; column++)
		differs |= matrix_cell(matrix, row, column)->standing != AS_CLAIMED;
	if (!differs)
		return;
	printf("\nin short\n");
	for (guint column = 0; column < matrix->targets->len; column++) {
		guint before = 0;
		while (before < column && !same_record(matrix_cell(matrix, row, before),
						  matrix_cell(matrix, row, column)))
			before++;
		if (before == column)
			print_answer(matrix, row, column);
	}
}

void explain_case(const struct matrix *matrix, guint row, GPtrArray *clauses)
{
	const struct test_case *test = matrix_case(matrix, row);
	g_auto(GStrv) ids = g_strsplit(test->proves ? test->proves : "", " ", -1);

	printf("%s  %s:%d", test->id, test->file, test->line);
	printf(test->stage ? "  stage %s\n\n" : "\n\n", test->stage);
	print_code(test);
	printf("\nallowed\n");
	for (int a = 0; a < AUTHORITIES; a++)
		printf("    %-12s %s\n", authority_names[a],
			test->allows[a] ? test->allows[a] : "(silent)");
	printf("\nobserved\n");
	print_targets(matrix, row);
	print_difference(matrix, row);
	for (int i = 0; ids[i]; i++) {
		const struct clause *clause = find_clause(clauses, ids[i]);
		printf("%s", i ? "" : "\nproves\n");
		if (clause)
			print_clause(clause);
		else
			printf("%s  (in no line of clauses.tsv)\n", ids[i]);
	}
	printf("\n");
}

void explain_clause(const struct clause *clause, const struct matrix *matrix)
{
	print_clause(clause);
	printf("    %-10s %s\n", "status", clause_status_names[clause_status(clause, matrix)]);
	printf("\n");
}

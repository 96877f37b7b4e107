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

static void print_code(const struct test_case *test)
{
	g_autofree char *path = g_build_filename(SOCKSPEC_SOURCE, test->file, NULL);
	struct source *source = source_read(path, test->file, path);
	const struct chunk *chunk = source_chunk(source, test->line);

	for (int line = chunk ? chunk->first : 1; chunk && line <= chunk->last; line++)
		printf("    %s\n", source->lines[line - 1]);
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

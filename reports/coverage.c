/* How much of the document is proved, and what is not and why: Markdown, to be committed. */
#include "format.h"
#include "report.h"
#include <string.h>

/* Clauses that have one word in common: a section, a kind, a source. */
struct group {
	const char *name;
	guint counts[CLAUSE_STATUSES];
};

struct coverage {
	GPtrArray *clauses;
	enum clause_status *statuses; /* one a clause */
};

static int of_document(const struct clause *clause)
{
	return strcmp(clause->source, "document") == 0;
}

static const char *section_of(const struct clause *clause)
{
	return of_document(clause) ? clause->section : NULL;
}

static const char *kind_of(const struct clause *clause)
{
	return of_document(clause) ? clause->kind : NULL;
}

static const char *source_of(const struct clause *clause)
{
	return clause->source;
}

static struct group *group_named(GArray *groups, const char *name)
{
	for (guint i = 0; i < groups->len; i++)
		if (strcmp(g_array_index(groups, struct group, i).name, name) == 0)
			return &g_array_index(groups, struct group, i);
	struct group group = { .name = name };
	g_array_append_val(groups, group);
	return &g_array_index(groups, struct group, groups->len - 1);
}

static void put_group(const struct group *group, FILE *to)
{
	guint counted = 0;

	for (int i = 0; i < CLAUSE_STATUSES; i++)
		counted += i == EDITORIAL ? 0 : group->counts[i];
	fputs("| ", to);
	put_markdown(to, group->name);
	fprintf(to, " | %u |", counted);
	for (int i = 0; i < CLAUSE_STATUSES; i++)
		fprintf(to, group->counts[i] ? " %u |" : " |", group->counts[i]);
	if (counted)
		fprintf(to, " %.1f %% |\n", 100.0 * group->counts[PROVED] / counted);
	else
		fputs(" |\n", to);
}

static void put_table(const struct coverage *coverage, const char *title,
	const char *(*name_of)(const struct clause *), FILE *to)
{
	g_autoptr(GArray) groups = g_array_new(FALSE, FALSE, sizeof(struct group));
	struct group all = { .name = "all" };

	for (guint i = 0; i < coverage->clauses->len; i++) {
		const char *name = name_of(g_ptr_array_index(coverage->clauses, i));
		if (!name)
			continue;
		group_named(groups, name)->counts[coverage->statuses[i]]++;
		all.counts[coverage->statuses[i]]++;
	}
	fprintf(to, "\n## By %s\n\n| %s | clauses |", title, title);
	for (int i = 0; i < CLAUSE_STATUSES; i++)
		fprintf(to, " %s |", clause_status_names[i]);
	fputs(" share proved |\n|---|---|", to);
	for (int i = 0; i < CLAUSE_STATUSES + 1; i++)
		fputs("---|", to);
	fputc('\n', to);
	for (guint i = 0; i < groups->len; i++)
		put_group(&g_array_index(groups, struct group, i), to);
	put_group(&all, to);
}

/* What the clause says, the cases that name it, and the reason, if any. */
static void put_clause(const struct clause *clause, const struct matrix *matrix, FILE *to)
{
	g_autoptr(GPtrArray) cases = clause_cases(clause, matrix->cases);

	fprintf(to, "| %s | ", clause->id);
	put_markdown(to, clause->says);
	fputs(" |", to);
	for (guint i = 0; i < cases->len; i++) {
		const struct test_case *test = g_ptr_array_index(cases, i);
		fprintf(to, "%s %s", i ? "," : "", test->id);
	}
	fputs(" | ", to);
	put_markdown(to, clause->reason);
	fputs(*clause->reason && *clause->evidence ? ": " : "", to);
	put_markdown(to, clause->evidence);
	fputs(" |\n", to);
}

static void put_list(const struct coverage *coverage, const struct matrix *matrix,
	enum clause_status status, FILE *to)
{
	guint listed = 0;

	for (guint i = 0; i < coverage->clauses->len; i++) {
		if (coverage->statuses[i] != status)
			continue;
		if (!listed++)
			fprintf(to,
				"\n## Clauses %s\n\n| clause | says | cases | reason |\n"
				"|---|---|---|---|\n",
				clause_status_names[status]);
		put_clause(g_ptr_array_index(coverage->clauses, i), matrix, to);
	}
}

void report_coverage(GPtrArray *clauses, const struct matrix *matrix, FILE *to)
{
	static const enum clause_status listed[] = { CONTRADICTED, INJECTED, NOT_SHOWN, UNPROVED };
	struct coverage coverage = { clauses, g_new(enum clause_status, clauses->len) };

	for (guint i = 0; i < clauses->len; i++)
		coverage.statuses[i] = clause_status(g_ptr_array_index(clauses, i), matrix);
	fputs("# Coverage of the document\n\n"
	      "A clause is *proved* where a case that names it was observed on a target that "
	      "claims "
	      "the document, and conforms;\n*contradicted* where it was observed and deviates on "
	      "all "
	      "such targets; *declared* where no more than the\nexistence of a name was shown. "
	      "*Editorial* clauses are outside the count.\nThe first two tables count the clauses "
	      "of "
	      "the document alone; the third sets other sources apart.\n",
		to);
	put_table(&coverage, "section", section_of, to);
	put_table(&coverage, "kind", kind_of, to);
	put_table(&coverage, "source", source_of, to);
	for (guint i = 0; i < G_N_ELEMENTS(listed); i++)
		put_list(&coverage, matrix, listed[i], to);
	g_free(coverage.statuses);
}

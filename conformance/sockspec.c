/* Main 3: the verbs. */
#include "baseline.h"
#include "clause.h"
#include "explain.h"
#include "fail.h"
#include "matrix.h"
#include "options.h"
#include "session.h"
#include "stage.h"
#include "../reports/report.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { AS_THEY_CLAIM = 0, SOMETHING_DEVIATES = 1, HARNESS_FAILED = 2 };

#define CLAUSES SOURCE_PATH("conformance/clauses.tsv")

static int list(const struct options *options)
{
	g_autoptr(GPtrArray) all = all_cases(), cases = g_ptr_array_new();

	for (int i = 0; options->words[i]; i++)
		add_cases(cases, all, options->words[i]);
	if (!options->words[0])
		g_ptr_array_extend(cases, all, NULL, NULL);
	for (guint i = 0; i < cases->len; i++) {
		const struct test_case *test = g_ptr_array_index(cases, i);
		printf("%s\t%s\t%s\n", test->id, test->proves ? test->proves : "",
			test->stage ? test->stage : "base");
	}
	return AS_THEY_CLAIM;
}

/* A stale line of a target's file is an error on the libc and kernel that its committed record
 * names, and told elsewhere. */
static int is_binding(const struct matrix *matrix, guint row, guint column)
{
	const struct test_case *test = matrix_case(matrix, row);
	const struct records *now = matrix_records(matrix, column);
	g_autofree char *name = g_strconcat(now->target, ".jsonl", NULL);
	g_autofree char *path = g_build_filename(SOURCE_PATH("reports/records"), name, NULL);

	if (!g_file_test(path, G_FILE_TEST_EXISTS))
		return 0;
	struct records *accepted = records_read(path);
	int same_kernel = g_strcmp0(accepted->kernel, now->kernel) == 0 || case_runs_anywhere(test);
	int binding = same_kernel && g_strcmp0(accepted->libc, now->libc) == 0;
	records_free(accepted);
	return binding;
}

static const char *comment_on(const struct cell *cell, int claimed, int old)
{
	if (!claimed)
		return " unclaimed";
	if (old)
		return " in the baseline";
	if (cell->standing == CONTRADICTION)
		return " contradiction between authorities";
	return cell->standing == KNOWN ? " known: " : "";
}

/* One line for each authority that the cell deviates from. */
static void print_deviations(const struct matrix *matrix, guint row, guint column, int old)
{
	const struct test_case *test = matrix_case(matrix, row);
	const struct target *target = matrix_target(matrix, column);
	const struct cell *cell = matrix_cell(matrix, row, column);
	const char *outcome = outcome_names[cell->record->outcome];

	for (int a = 0; a < AUTHORITIES; a++) {
		if (cell->verdicts[a] != DEVIATES)
			continue;
		const char *comment = comment_on(cell, target->claims[a], old);
		printf("deviates %s %s %s observed \"%s\" allows \"%s\"%s%s\n", target->name,
			test->id, authority_names[a],
			cell->record->outcome == OBSERVED ? cell->record->text : outcome,
			test->allows[a], comment,
			g_str_has_suffix(comment, ": ") ? cell->known->reason : "");
	}
	if (cell->standing == STALE)
		printf("stale %s %s observed \"%s\" known \"%s\": take the line out of %s\n",
			target->name, test->id, cell->record->text, cell->known->text,
			cell->known->where);
	if (cell->record->outcome == UNRESOLVED)
		printf("unresolved %s %s %s\n", target->name, test->id, cell->record->text);
}

struct tally {
	int standing[STANDINGS], outcome[OUTCOMES], failing;
};

static void count(struct tally *tally, const struct matrix *matrix, const struct baseline *baseline)
{
	for (guint row = 0; row < matrix->cases->len; row++)
		for (guint column = 0; column < matrix->targets->len; column++) {
			const struct cell *cell = matrix_cell(matrix, row, column);
			int old = baseline && baseline_has(baseline, column, cell->record);
			tally->outcome[cell->record->outcome]++;
			tally->standing[cell->standing]++;
			tally->failing += cell->standing == DEVIATING && !old;
			tally->failing +=
				cell->standing == STALE && is_binding(matrix, row, column);
			print_deviations(matrix, row, column, old);
		}
}

/* The reasons for which cases did not run, once each, on stderr. */
static void print_not_run(const struct matrix *matrix)
{
	g_autoptr(GHashTable) reasons = g_hash_table_new(g_str_hash, g_str_equal);
	GHashTableIter iter;
	void *reason, *cases;

	for (guint i = 0; i < matrix->cases->len * matrix->targets->len; i++) {
		const struct record *record = matrix->cells[i].record;
		if (record->outcome != NOT_RUN)
			continue;
		cases = g_hash_table_lookup(reasons, record->text);
		g_hash_table_replace(
			reasons, record->text, GUINT_TO_POINTER(GPOINTER_TO_UINT(cases) + 1));
	}
	g_hash_table_iter_init(&iter, reasons);
	while (g_hash_table_iter_next(&iter, &reason, &cases))
		fprintf(stderr, "sockspec: %u NOT RUN: %s%s\n", GPOINTER_TO_UINT(cases),
			(char *)reason,
			g_str_has_prefix(reason, "no world")
				? "; --stage host runs the cases of the base world without"
				: "");
}

static int required_did_not_run(const struct options *options, const struct matrix *matrix)
{
	int missing = 0;

	for (guint i = 0; i < options->required->len; i++) {
		g_autoptr(GPtrArray) required = g_ptr_array_new();
		add_cases(required, matrix->cases, g_ptr_array_index(options->required, i));
		for (guint row = 0; row < matrix->cases->len; row++)
			for (guint column = 0; column < matrix->targets->len; column++)
				if (g_ptr_array_find(required, matrix_case(matrix, row), NULL) &&
					matrix_cell(matrix, row, column)->record->outcome ==
						NOT_RUN) {
					fprintf(stderr,
						"sockspec: required, but did not run on %s: %s\n",
						matrix_target(matrix, column)->name,
						matrix_case(matrix, row)->id);
					missing = 1;
				}
	}
	return missing;
}

static void print_tally(const struct tally *tally, const struct matrix *matrix)
{
	printf("%u cases, %u targets: %d observed, %d crashed, %d timed-out, %d absent, %d "
	       "unsupported, %d unresolved, "
	       "%d not-run; %d as claimed, %d contradiction, %d unclaimed, %d known, %d stale, %d "
	       "deviate\n",
		matrix->cases->len, matrix->targets->len, tally->outcome[OBSERVED],
		tally->outcome[CRASHED], tally->outcome[TIMED_OUT], tally->outcome[ABSENT],
		tally->outcome[UNSUPPORTED], tally->outcome[UNRESOLVED], tally->outcome[NOT_RUN],
		tally->standing[AS_CLAIMED], tally->standing[CONTRADICTION],
		tally->standing[UNCLAIMED], tally->standing[KNOWN], tally->standing[STALE],
		tally->standing[DEVIATING]);
}

static int exit_status(const struct tally *tally)
{
	if (tally->outcome[UNRESOLVED] || !tally->outcome[OBSERVED])
		return HARNESS_FAILED;
	return tally->failing ? SOMETHING_DEVIATES : AS_THEY_CLAIM;
}

/* What a verb works on. */
struct view {
	GPtrArray *targets, *cases, *records;
	struct matrix *matrix;
};

static struct view view_of(const struct options *options,
	GPtrArray *(*bring)(const struct options *, GPtrArray *, GPtrArray *))
{
	struct view view = { .targets = g_ptr_array_new(), .cases = g_ptr_array_new() };

	select_targets_and_cases(options, view.targets, view.cases);
	if (!view.targets->len)
		fail("no target is installed: see sockspec run --help");
	if (options->verb == VERB_COMPARE && view.targets->len != 2)
		fail("compare takes two targets, not %u: see sockspec compare --help",
			view.targets->len);
	view.records = bring(options, view.targets, view.cases);
	view.matrix = matrix_new(view.cases, view.targets, view.records);
	return view;
}

static void view_free(const struct options *options, struct view *view)
{
	matrix_free(view->matrix);
	g_ptr_array_unref(view->records);
	for (guint i = 0; i < view->targets->len; i++)
		if (view->targets->pdata[i] != options->made_up)
			target_free(view->targets->pdata[i]);
	g_ptr_array_unref(view->targets);
	g_ptr_array_unref(view->cases);
}

static int run(const struct options *options)
{
	struct tally tally = { 0 };
	struct view view = view_of(options, session_run);
	struct baseline *baseline = options->baseline && !options->update
					    ? baseline_read(options->baseline, view.targets)
					    : NULL;

	count(&tally, view.matrix, baseline);
	if (baseline)
		baseline_print_gone(baseline, view.matrix);
	if (options->update)
		baseline_write(options->baseline, view.records);
	print_not_run(view.matrix);
	int status =
		required_did_not_run(options, view.matrix) ? HARNESS_FAILED : exit_status(&tally);
	print_tally(&tally, view.matrix);
	if (baseline)
		baseline_free(baseline);
	view_free(options, &view);
	return options->update && status == SOMETHING_DEVIATES ? AS_THEY_CLAIM : status;
}

static void print_side(const struct matrix *matrix, guint row, guint column)
{
	const struct record *record = matrix_cell(matrix, row, column)->record;

	printf("\t%s: %s%s%s", matrix_target(matrix, column)->name,
		record->outcome == OBSERVED ? "" : outcome_names[record->outcome],
		record->outcome == OBSERVED || !*record->text ? "" : ": ", record->text);
}

static int compare(const struct options *options)
{
	struct view view = view_of(options, session_records);
	guint differ = 0;

	for (guint row = 0; row < view.cases->len; row++) {
		if (matrix_agrees(view.matrix, row))
			continue;
		printf("%s", matrix_case(view.matrix, row)->id);
		print_side(view.matrix, row, 0);
		print_side(view.matrix, row, 1);
		printf("\n");
		differ++;
	}
	printf("%u cases: %u agree, %u differ\n", view.cases->len, view.cases->len - differ,
		differ);
	view_free(options, &view);
	return AS_THEY_CLAIM;
}

/* Puts the cases that name a clause in the place of its id. */
static const struct clause *clause_word(
	struct options *options, GPtrArray *clauses, GPtrArray *cases)
{
	for (guint i = 0; i < clauses->len; i++) {
		const struct clause *clause = g_ptr_array_index(clauses, i);
		if (!options->words[0] || strcmp(clause->id, options->words[0]) != 0)
			continue;
		g_autoptr(GPtrArray) all = all_cases(), named = clause_cases(clause, all);
		g_ptr_array_extend(cases, named, NULL, NULL);
		return clause;
	}
	return NULL;
}

static int explain(struct options *options)
{
	GPtrArray *clauses = clauses_read(CLAUSES);
	struct view view = { .targets = g_ptr_array_new(), .cases = g_ptr_array_new() };

	if (!options->words[0])
		fail("explain needs a case or a clause: see sockspec list, "
		     "conformance/clauses.tsv");
	const struct clause *clause = clause_word(options, clauses, view.cases);
	if (clause)
		options->words++;
	guint cases = view.cases->len;
	select_targets_and_cases(options, view.targets, view.cases);
	if (clause)
		g_ptr_array_set_size(view.cases, (gint)cases);
	view.records = session_records(options, view.targets, view.cases);
	view.matrix = matrix_new(view.cases, view.targets, view.records);
	if (clause)
		explain_clause(clause, view.matrix);
	for (guint row = 0; row < view.cases->len; row++)
		explain_case(view.matrix, row, clauses);
	view_free(options, &view);
	g_ptr_array_unref(clauses);
	return AS_THEY_CLAIM;
}

static int report(struct options *options)
{
	const char *format = options->words[0];
	GPtrArray *clauses = NULL;
	int i = 0;

	if (!format)
		fail("report needs a format: terminal markdown html junit tap json coverage");
	while (reports[i].name && strcmp(reports[i].name, format) != 0)
		i++;
	if (!reports[i].name && strcmp(format, "coverage") != 0)
		fail("no report is called %s: take terminal markdown html junit tap json coverage",
			format);
	options->words++;
	struct view view = view_of(options, session_records);
	if (reports[i].name) {
		reports[i].write(view.matrix, stdout);
	} else {
		clauses = clauses_read(CLAUSES);
		report_coverage(clauses, view.matrix, stdout);
		g_ptr_array_unref(clauses);
	}
	view_free(options, &view);
	return AS_THEY_CLAIM;
}

static int clauses(const struct options *options)
{
	GPtrArray *all = clauses_read(CLAUSES);

	if (options->check) {
		g_autoptr(GPtrArray) cases = all_cases();
		int complaints = clauses_check(all, cases);
		printf("%u clauses, %u cases, %d complaints\n", all->len, cases->len, complaints);
		g_ptr_array_unref(all);
		return complaints ? HARNESS_FAILED : AS_THEY_CLAIM;
	}
	struct view view = view_of(options, session_records);
	if (options->json)
		clauses_print_json(all, view.matrix, stdout);
	else if (options->errno_table)
		report_errno(all, view.matrix, stdout);
	else
		clauses_print(all, view.matrix, stdout);
	view_free(options, &view);
	g_ptr_array_unref(all);
	return AS_THEY_CLAIM;
}

static int run_verb(struct options *options)
{
	switch (options->verb) {
	case VERB_LIST:
		return list(options);
	case VERB_RUN:
		return run(options);
	case VERB_COMPARE:
		return compare(options);
	case VERB_EXPLAIN:
		return explain(options);
	case VERB_REPORT:
		return report(options);
	default:
		return clauses(options);
	}
}

int main(int argc, char **argv)
{
	struct options *options = options_parse(argc, argv);
	int status = run_verb(options);

	options_free(options);
	if (fflush(stdout) != 0 || ferror(stdout))
		fail("standard output: %s", strerror(errno));
	return status;
}

/* JUnit XML: a suite for each target, a test for each case. Only an observation can pass: a case
 * that did not get that far is skipped, with the reason, where it does not fail. */
#include "format.h"
#include "report.h"

enum result { PASSED, SKIPPED, FAILED, IN_ERROR, RESULTS };

static enum result result_of(const struct cell *cell)
{
	if (cell->standing == DEVIATING || cell->standing == STALE)
		return FAILED;
	if (cell->record->outcome == UNRESOLVED)
		return IN_ERROR;
	return cell->record->outcome == OBSERVED ? PASSED : SKIPPED;
}

static void put(FILE *to, const char *before, const char *text, const char *after)
{
	g_autofree char *shown = printable(text);
	g_autofree char *escaped = g_markup_escape_text(shown, -1);

	fprintf(to, "%s%s%s", before, escaped, after);
}

static void put_test(const struct matrix *matrix, guint row, guint column, FILE *to)
{
	static const char *const elements[RESULTS] = { "system-out", "skipped", "failure",
		"error" };
	const struct test_case *test = matrix_case(matrix, row);
	const struct target *target = matrix_target(matrix, column);
	const struct cell *cell = matrix_cell(matrix, row, column);
	enum result result = result_of(cell);
	g_autofree char *explanation = cell_explanation(test, target, cell);
	g_autofree char *file = g_path_get_basename(test->file);

	put(to, "  <testcase classname=\"", target->name, ".");
	put(to, "", test->call, "\"");
	put(to, " name=\"", test->name, "\"");
	if (result == PASSED && cell->standing == AS_CLAIMED) {
		fputs("/>\n", to);
		return;
	}
	fprintf(to, ">\n   <%s", elements[result]);
	if (result != PASSED)
		put(to, " message=\"", explanation, "\"");
	fprintf(to, ">%s: ", standing_names[cell->standing]);
	put(to, "", explanation, "");
	put(to, " (", file, "");
	fprintf(to, ":%d)</%s>\n  </testcase>\n", test->line, elements[result]);
}

static void count_results(const struct matrix *matrix, guint column, guint counts[RESULTS])
{
	for (guint row = 0; row < matrix->cases->len; row++) {
		const struct cell *cell = matrix_cell(matrix, row, column);
		if (cell->record)
			counts[result_of(cell)]++;
	}
}

static void put_property(FILE *to, const char *name, const char *value)
{
	if (!value)
		return;
	put(to, "   <property name=\"", name, "\"");
	put(to, " value=\"", value, "\"/>\n");
}

static void put_suite(const struct matrix *matrix, guint column, FILE *to)
{
	const struct records *records = matrix_records(matrix, column);
	guint counts[RESULTS] = { 0 };
	g_autofree char *claims = target_claims(matrix_target(matrix, column));

	count_results(matrix, column, counts);
	put(to, " <testsuite name=\"", matrix_target(matrix, column)->name, "\"");
	fprintf(to, " tests=\"%u\" failures=\"%u\" errors=\"%u\" skipped=\"%u\">\n",
		counts[PASSED] + counts[SKIPPED] + counts[FAILED] + counts[IN_ERROR],
		counts[FAILED], counts[IN_ERROR], counts[SKIPPED]);
	fputs("  <properties>\n", to);
	put_property(to, "libc", records->libc);
	put_property(to, "kernel", records->kernel);
	put_property(to, "machine", records->machine);
	put_property(to, "preload", records->preload);
	put_property(to, "stage", records->stage);
	put_property(to, "claims", claims);
	fputs("  </properties>\n", to);
	for (guint row = 0; row < matrix->cases->len; row++)
		if (matrix_cell(matrix, row, column)->record)
			put_test(matrix, row, column, to);
	fputs(" </testsuite>\n", to);
}

void report_junit(const struct matrix *matrix, FILE *to)
{
	guint counts[RESULTS] = { 0 };

	for (guint column = 0; column < matrix->targets->len; column++)
		count_results(matrix, column, counts);
	fprintf(to,
		"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
		"<testsuites name=\"sockspec\" tests=\"%u\" failures=\"%u\" errors=\"%u\">\n",
		counts[PASSED] + counts[SKIPPED] + counts[FAILED] + counts[IN_ERROR],
		counts[FAILED], counts[IN_ERROR]);
	for (guint column = 0; column < matrix->targets->len; column++)
		put_suite(matrix, column, to);
	fputs("</testsuites>\n", to);
}

/* Markdown, to be committed: totals, then call by call the cases on which targets differ. */
#include "format.h"
#include "report.h"
#include <string.h>

/* In a cell of a table, as code: "|" would end the cell, "`" the code. */
static void put_code(FILE *to, const char *text)
{
	const char *fence = strchr(text, '`') ? "```" : "`";
	const char *pad = *text == '`' || g_str_has_suffix(text, "`") ? " " : "";

	fprintf(to, "%s%s", fence, pad);
	for (; *text; text++)
		fprintf(to, *text == '|' ? "\\%c" : "%c", *text);
	fprintf(to, "%s%s", pad, fence);
}

/* A column for each target between the first and the last; last may be NULL. */
static void put_heads(const struct matrix *matrix, FILE *to, const char *first, const char *last)
{
	fprintf(to, "\n| %s |", first);
	for (guint column = 0; column < matrix->targets->len; column++) {
		fputc(' ', to);
		put_markdown(to, matrix_target(matrix, column)->name);
		fputs(" |", to);
	}
	fprintf(to, "%s%s\n|---|", last ? last : "", last ? " |" : "");
	for (guint column = 0; column < matrix->targets->len; column++)
		fputs("---|", to);
	fputs(last ? "---|\n" : "\n", to);
}

static void put_targets(const struct matrix *matrix, FILE *to)
{
	fputs("| target | on | claims |\n|---|---|---|\n", to);
	for (guint column = 0; column < matrix->targets->len; column++) {
		g_autofree char *header = target_header(matrix_records(matrix, column));
		g_autofree char *claims = target_claims(matrix_target(matrix, column));
		fputs("| ", to);
		put_markdown(to, matrix_target(matrix, column)->name);
		fputs(" | ", to);
		put_markdown(to, header);
		fprintf(to, " | %s |\n", claims);
	}
}

static void put_totals(const struct matrix *matrix, FILE *to)
{
	guint targets = matrix->targets->len;
	g_autofree struct totals *totals = g_new(struct totals, targets);

	for (guint column = 0; column < targets; column++)
		totals[column] = totals_of(matrix, column);
	put_heads(matrix, to, "cases", NULL);
	for (int i = 0; i < OUTCOMES; i++) {
		fprintf(to, "| %s |", outcome_names[i]);
		for (guint column = 0; column < targets; column++)
			fprintf(to, " %u |", totals[column].outcomes[i]);
		fputc('\n', to);
	}
	for (int i = 0; i < STANDINGS; i++) {
		fprintf(to, "| **%s** |", standing_names[i]);
		for (guint column = 0; column < targets; column++)
			fprintf(to, " %u |", totals[column].standings[i]);
		fputc('\n', to);
	}
}

static void put_reasons(const struct matrix *matrix, FILE *to)
{
	const char *gap = "\n";

	for (guint column = 0; column < matrix->targets->len; column++) {
		g_autoptr(GPtrArray) reasons = reasons_of(matrix, column);
		for (guint i = 0; i < reasons->len; i++) {
			const struct reason *reason = g_ptr_array_index(reasons, i);
			fprintf(to, "%s- ", gap);
			gap = "";
			put_markdown(to, matrix_target(matrix, column)->name);
			fprintf(to, ": %u %s: ", reason->cases, outcome_names[reason->outcome]);
			put_markdown(to, reason->text);
			fputc('\n', to);
		}
	}
}

static void put_cell(const struct cell *cell, FILE *to)
{
	g_autofree char *text = cell_text(cell);

	fputc(' ', to);
	if (cell->record && cell->record->outcome == OBSERVED)
		put_code(to, text);
	else
		put_markdown(to, text);
	if (cell->standing != AS_CLAIMED && cell->standing != UNDECIDED)
		fprintf(to, " **%s**", standing_names[cell->standing]);
	fputs(" |", to);
}

static void put_row(const struct matrix *matrix, guint row, FILE *to)
{
	const struct test_case *test = matrix_case(matrix, row);
	const char *gap = "";

	fputs("| ", to);
	put_markdown(to, test->name);
	fputs(" |", to);
	for (guint column = 0; column < matrix->targets->len; column++)
		put_cell(matrix_cell(matrix, row, column), to);
	for (int a = 0; a < AUTHORITIES; a++) {
		g_autofree char *names = authorities_like(test, (enum authority)a);
		g_autofree char *allows = names ? printable(test->allows[a]) : NULL;
		if (!names)
			continue;
		fprintf(to, "%s %s: ", gap, names);
		put_code(to, allows);
		gap = ";";
	}
	fputs(" |\n", to);
}

static void put_call(const struct matrix *matrix, const struct call *call, FILE *to)
{
	g_autofree char *summary = call_summary(matrix, call);

	fprintf(to, "\n## %s\n\n%s\n", call->name, summary);
	if (call->differing->len)
		put_heads(matrix, to, "case", " allowed");
	for (guint i = 0; i < call->differing->len; i++)
		put_row(matrix, g_array_index(call->differing, guint, i), to);
}

void report_markdown(const struct matrix *matrix, FILE *to)
{
	g_autoptr(GPtrArray) calls = calls_of(matrix);

	fputs("# Comparison\n\nMade by `sockspec report markdown`.\n\n", to);
	put_targets(matrix, to);
	fputs("\nA cell is what a case observed, as strace would write it. Cases on which all "
	      "targets "
	      "agree, each as it claims,\nare only counted. **deviates**: from an authority that "
	      "the "
	      "target claims. **known**: so, and its file says why.\n**stale**: its file says so, "
	      "but "
	      "it is gone. **unclaimed**: from an authority that it does not claim.\n"
	      "**contradiction**: the authorities that it claims allow nothing in common. absent: "
	      "the "
	      "compiler or linker lacks it.\n",
		to);
	put_totals(matrix, to);
	put_reasons(matrix, to);
	for (guint i = 0; i < calls->len; i++)
		put_call(matrix, g_ptr_array_index(calls, i), to);
}

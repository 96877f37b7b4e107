/* One self-contained page: cases down, targets across, readable without its script. */
#include "format.h"
#include "report.h"
#include <string.h>

/* html.css and html.js, whole: the assembler finds them as the compiler finds headers. */
#define EMBED(name, file) \
	__asm__(".pushsection .rodata\n" #name ":\n.incbin \"" file "\"\n.byte 0\n.popsection"); \
	extern const char name[] __attribute__((visibility("hidden")))
EMBED(page_style, "reports/html.css");
EMBED(page_script, "reports/html.js");

static const char *const meanings[STANDINGS] = {
	[AS_CLAIMED] = "Every authority that the target claims and that speaks allows it.",
	[CONTRADICTION] =
		"One of the claimed authorities allows it, and they have nothing in common.",
	[UNCLAIMED] = "Deviates, but only from authorities that the target does not claim.",
	[KNOWN] = "Deviates as the target's file says, with a reason.",
	[STALE] = "The target's file says that it deviates so, but it does not.",
	[DEVIATING] = "Deviates from an authority that the target claims: the run fails.",
	[UNDECIDED] = "Not run, or its set-up failed: says nothing.",
};

static void put(FILE *to, const char *before, const char *text, const char *after)
{
	g_autofree char *shown = printable(text);
	g_autofree char *escaped = g_markup_escape_text(shown, -1);

	fprintf(to, "%s%s%s", before, escaped, after);
}

/* The word as a class of html.css: "as-claimed". */
static char *class_of(const char *word)
{
	return g_strdelimit(g_strdup(word), " ", '-');
}

static void put_bar(const struct totals *totals, FILE *to)
{
	fputs("<div class=\"bar\" aria-hidden=\"true\">", to);
	for (int i = 0; i < STANDINGS; i++) {
		g_autofree char *class = class_of(standing_names[i]);
		if (totals->standings[i])
			fprintf(to, "<span class=\"%s\" style=\"flex:%u\"></span>", class,
				totals->standings[i]);
	}
	fputs("</div>\n", to);
}

static void put_counts(const struct totals *totals, FILE *to)
{
	fputs("<ul class=\"counts\">", to);
	for (int i = 0; i < STANDINGS; i++) {
		g_autofree char *class = class_of(standing_names[i]);
		if (totals->standings[i] || i == DEVIATING)
			fprintf(to, "<li class=\"standing %s\"><b>%u</b> %s</li>\n", class,
				totals->standings[i], standing_names[i]);
	}
	fputs("</ul>\n<p>", to);
	for (int i = 0; i < OUTCOMES; i++)
		if (totals->outcomes[i] || i == OBSERVED || i == NOT_RUN)
			fprintf(to, "%s%u %s", i ? ", " : "", totals->outcomes[i],
				outcome_names[i]);
	fputs("</p>", to);
}

static void put_targets(const struct matrix *matrix, FILE *to)
{
	fputs("<ul class=\"targets\">\n", to);
	for (guint column = 0; column < matrix->targets->len; column++) {
		struct totals totals = totals_of(matrix, column);
		g_autofree char *header = target_header(matrix_records(matrix, column));
		g_autofree char *claims = target_claims(matrix_target(matrix, column));
		put(to, "<li><h2>", matrix_target(matrix, column)->name, "</h2>\n");
		put(to, "<p>", header, "<br>");
		fprintf(to, "claims %s</p>\n", claims);
		put_bar(&totals, to);
		put_counts(&totals, to);
		fputs("</li>\n", to);
	}
	fputs("</ul>\n", to);
}

static void put_legend(FILE *to)
{
	fputs("<details class=\"how\"><summary>How to read this</summary>\n"
	      "<p>A cell is what the case observed on the target, as strace would write it. Its "
	      "colour says how that stands to\nwhat the target claims. Open a case by its name to "
	      "see what each authority allows, and why.</p>\n<ul>\n",
		to);
	for (int i = 0; i < STANDINGS; i++) {
		g_autofree char *class = class_of(standing_names[i]);
		fprintf(to, "<li><span class=\"text %s\">%s</span> <span>%s</span></li>\n", class,
			standing_names[i], meanings[i]);
	}
	fputs("<li><span class=\"text second\">deeper</span> <span>Another answer than the row's "
	      "most frequent; dots and lines for a third and more.</span></li>\n"
	      "<li><span class=\"text absent\">hatched</span> <span>No answer at all: absent, "
	      "crashed, unsupported, not run.</span></li>\n</ul></details>\n",
		to);
}

static void put_options(const char *const *names, int size, int first, FILE *to)
{
	for (int i = first; i < size; i++) {
		g_autofree char *class = class_of(names[i]);
		fprintf(to, "<option value=\"%s\">%s</option>", class, names[i]);
	}
}

static void put_filter(const struct matrix *matrix, GPtrArray *calls, FILE *to)
{
	fputs("<form hidden>\n<input type=\"search\" name=\"search\" placeholder=\"Search cases, "
	      "texts, clauses\" aria-label=\"Search\">\n"
	      "<select name=\"call\" aria-label=\"Call\"><option value=\"\">every call</option>",
		to);
	for (guint i = 0; i < calls->len; i++)
		put(to, "<option>", ((struct call *)g_ptr_array_index(calls, i))->name,
			"</option>");
	fputs("</select>\n<select name=\"verdict\" aria-label=\"Verdict\">"
	      "<option value=\"\">every verdict</option><optgroup label=\"verdict\">",
		to);
	put_options(standing_names, STANDINGS, AS_CLAIMED, to);
	fputs("</optgroup><optgroup label=\"no answer\">", to);
	put_options(outcome_names, OUTCOMES, CRASHED, to);
	fputs("</optgroup></select>\n"
	      "<label><input type=\"checkbox\" name=\"differ\"> only differences</label>\n"
	      "<fieldset aria-label=\"Targets\">",
		to);
	for (guint column = 0; column < matrix->targets->len; column++)
		put(to, "<label><input type=\"checkbox\" name=\"target\" checked> ",
			matrix_target(matrix, column)->name, "</label>\n");
	fputs("</fieldset>\n<button type=\"reset\">Reset</button>\n<output></output>\n</form>\n",
		to);
}

/* Tells the answers of a row apart: 0 for the most frequent, then as they first appear; 0 too where
 * there is none. One a target. */
static guint *answers_of(const struct matrix *matrix, guint row)
{
	guint targets = matrix->targets->len, *answers = g_new0(guint, targets);
	g_autofree const char **texts = g_new0(const char *, targets);
	g_autofree guint *counts = g_new0(guint, targets);
	guint found = 0, most = 0;

	for (guint column = 0; column < targets; column++) {
		const struct record *record = matrix_cell(matrix, row, column)->record;
		if (!record || record->outcome != OBSERVED)
			continue;
		while (texts[answers[column]] && strcmp(texts[answers[column]], record->text) != 0)
			answers[column]++;
		texts[answers[column]] = record->text;
		found = MAX(found, answers[column] + 1);
		counts[answers[column]]++;
	}
	for (guint answer = 0; answer < found; answer++)
		if (counts[answer] > counts[most])
			most = answer;
	for (guint column = 0; column < targets; column++) {
		if (answers[column] < most)
			answers[column]++;
		else if (answers[column] == most)
			answers[column] = 0;
	}
	return answers;
}

static void put_cell(const struct cell *cell, guint answer, FILE *to)
{
	static const char *const depths[] = { "", " second", " third", " other" };
	g_autofree char *text = cell_text(cell);
	GString *classes = g_string_new(NULL);

	if (cell->standing != AS_CLAIMED)
		g_string_append_printf(classes, " %s", standing_names[cell->standing]);
	if (!cell->record)
		g_string_append(classes, " not-asked");
	else if (cell->record->outcome != OBSERVED)
		g_string_append_printf(classes, " %s", outcome_names[cell->record->outcome]);
	else
		g_string_append(classes, depths[MIN(answer, G_N_ELEMENTS(depths) - 1)]);
	if (classes->len)
		fprintf(to, "<td class=\"%s\">", classes->str + 1);
	else
		fputs("<td>", to);
	put(to, "", text, "</td>");
	g_string_free(classes, TRUE);
}

static void put_authorities(const struct matrix *matrix, guint row, FILE *to)
{
	const struct test_case *test = matrix_case(matrix, row);
	int silent = 1;

	for (int a = 0; a < AUTHORITIES; a++) {
		g_autofree char *names = authorities_like(test, (enum authority)a);
		if (!names)
			continue;
		g_auto(GStrv) texts = g_strsplit(test->allows[a], " | ", -1);
		fprintf(to, "<dt>%s</dt><dd>", names);
		for (int i = 0; texts[i]; i++)
			put(to, i ? " or <code>" : "allows <code>", texts[i], "</code>");
		fputs("</dd>\n", to);
		silent = 0;
	}
	if (silent)
		fputs("<dt>authorities</dt><dd>silent: only compared</dd>\n", to);
}

static void put_more(const struct matrix *matrix, guint row, FILE *to)
{
	const struct test_case *test = matrix_case(matrix, row);
	g_autofree char *file = g_path_get_basename(test->file);

	fprintf(to, "<tr class=\"more\"><td colspan=\"%u\"><dl>", matrix->targets->len + 1);
	put_authorities(matrix, row, to);
	for (guint column = 0; column < matrix->targets->len; column++) {
		const struct target *target = matrix_target(matrix, column);
		const struct cell *cell = matrix_cell(matrix, row, column);
		g_autofree char *explanation = cell_explanation(test, target, cell);
		if (cell->standing == AS_CLAIMED && cell->record->outcome == OBSERVED)
			continue;
		put(to, "<dt>", target->name, "</dt>");
		fprintf(to, "<dd><b>%s</b>: ", standing_names[cell->standing]);
		put(to, "", explanation, "</dd>\n");
	}
	if (test->proves)
		put(to, "<dt>proves</dt><dd>", test->proves,
			test->declares ? " (declared)</dd>" : "</dd>");
	if (test->stage)
		put(to, "<dt>stage</dt><dd>", test->stage, "</dd>");
	put(to, "<dt>source</dt><dd>", file, "");
	fprintf(to, ":%d</dd></dl></td></tr>\n", test->line);
}

static void put_row(const struct matrix *matrix, guint row, FILE *to)
{
	const struct test_case *test = matrix_case(matrix, row);
	g_autofree guint *answers = answers_of(matrix, row);

	put(to, "<tr id=\"", test->id, "\"><th scope=\"row\">");
	put(to, "<details><summary>", test->name, "</summary></details></th>");
	for (guint column = 0; column < matrix->targets->len; column++)
		put_cell(matrix_cell(matrix, row, column), answers[column], to);
	fputs("</tr>\n", to);
	put_more(matrix, row, to);
}

static void put_call(const struct matrix *matrix, const struct call *call, FILE *to)
{
	g_autofree char *summary = call_summary(matrix, call);

	put(to, "<tbody id=\"", call->name, "\"><tr class=\"call\">");
	fprintf(to, "<th scope=\"rowgroup\" colspan=\"%u\"><span>", matrix->targets->len + 1);
	put(to, "<b>", call->name, "</b>");
	put(to, "", summary, "</span></th></tr>\n");
	for (guint i = 0; i < call->rows->len; i++)
		put_row(matrix, g_array_index(call->rows, guint, i), to);
	fputs("</tbody>\n", to);
}

static void put_matrix(const struct matrix *matrix, GPtrArray *calls, FILE *to)
{
	fputs("<table class=\"matrix\">\n<colgroup><col class=\"case\">", to);
	for (guint column = 0; column < matrix->targets->len; column++)
		fputs("<col>", to);
	fputs("</colgroup>\n<thead><tr><th scope=\"col\">case</th>", to);
	for (guint column = 0; column < matrix->targets->len; column++)
		put(to, "<th scope=\"col\">", matrix_target(matrix, column)->name, "</th>");
	fputs("</tr></thead>\n", to);
	for (guint i = 0; i < calls->len; i++)
		put_call(matrix, g_ptr_array_index(calls, i), to);
	fputs("</table>\n", to);
}

void report_html(const struct matrix *matrix, FILE *to)
{
	g_autoptr(GPtrArray) calls = calls_of(matrix);

	fprintf(to,
		"<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
		"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
		"<title>sockspec: %u cases on %u "
		"targets</title>\n<style>\n%s</style>\n</head>\n"
		"<body style=\"--targets:%u\">\n<header>\n<h1>%u cases of the sockets API on %u "
		"targets</h1>\n"
		"<p>Made by sockspec: what each target was seen to do, and what it may do.</p>\n",
		matrix->cases->len, matrix->targets->len, page_style, matrix->targets->len,
		matrix->cases->len, matrix->targets->len);
	put_targets(matrix, to);
	put_legend(to);
	fputs("</header>\n", to);
	put_filter(matrix, calls, to);
	put_matrix(matrix, calls, to);
	fprintf(to, "<script>\n%s</script>\n</body>\n</html>\n", page_script);
}

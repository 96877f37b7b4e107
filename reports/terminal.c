/* What a person reads after a run: agreement folded to a count, differences shown. */
#include "format.h"
#include "report.h"
#include "table.h"

static const struct {
	char mark;
	const char *colour, *label;
} marks[STANDINGS] = {
	[AS_CLAIMED] = { ' ', NULL, "as claimed" },
	[CONTRADICTION] = { '#', "36", "authorities contradict" },
	[UNCLAIMED] = { '~', "35", "deviates, unclaimed" },
	[KNOWN] = { '!', "33", "deviates, known" },
	[STALE] = { '*', "1;31", "known, but gone" },
	[DEVIATING] = { 'x', "1;31", "deviates" },
	[UNDECIDED] = { '?', DIM, "undecided" },
};

static void targets_table(const struct matrix *matrix, const struct screen *screen)
{
	struct table table = table_new(3);

	for (guint column = 0; column < matrix->targets->len; column++) {
		const struct target *target = matrix_target(matrix, column);
		g_autofree char *claims = target_claims(target);
		struct line *line = table_line(&table);
		table_set(line, 0, g_strdup(target->name), 0, BOLD);
		table_set(line, 1, target_header(matrix_records(matrix, column)), 0, NULL);
		table_set(line, 2, g_strdup_printf("claims %s", claims), 0, NULL);
	}
	table_print(screen, &table);
	fputc('\n', screen->to);
}

static char *allowed_text(const struct test_case *test)
{
	GString *to = g_string_new(NULL);

	for (int a = 0; a < AUTHORITIES; a++) {
		g_autofree char *names = authorities_like(test, (enum authority)a);
		g_autofree char *allows = names ? printable(test->allows[a]) : NULL;
		if (names)
			g_string_append_printf(to, "%s%s: %s", to->len ? "; " : "", names, allows);
	}
	if (!to->len)
		g_string_assign(to, "no authority speaks");
	return g_string_free(to, FALSE);
}

/* The names of the targets, from the second column on. */
static void add_heads(const struct matrix *matrix, struct table *table)
{
	struct line *line = table_line(table);

	for (guint column = 0; column < matrix->targets->len; column++)
		table_set(line, column + 1, g_strdup(matrix_target(matrix, column)->name), 0,
			UNDERLINED);
}

static void add_row(const struct matrix *matrix, struct table *table, guint row)
{
	const struct test_case *test = matrix_case(matrix, row);
	struct line *line = table_line(table);

	table_set(line, 0, g_strdup(test->name), 0, NULL);
	for (guint column = 0; column < matrix->targets->len; column++) {
		const struct cell *cell = matrix_cell(matrix, row, column);
		table_set(line, column + 1, cell_text(cell), marks[cell->standing].mark,
			marks[cell->standing].colour);
	}
	line->note = allowed_text(test);
}

static void calls_table(const struct matrix *matrix, const struct screen *screen)
{
	g_autoptr(GPtrArray) calls = calls_of(matrix);
	struct table table = table_new(matrix->targets->len + 1);

	for (guint i = 0; i < calls->len; i++) {
		const struct call *call = g_ptr_array_index(calls, i);
		struct line *title = table_line(&table);
		title->title = g_strdup(call->name);
		title->note = call_summary(matrix, call);
		if (call->differing->len)
			add_heads(matrix, &table);
		for (guint j = 0; j < call->differing->len; j++)
			add_row(matrix, &table, g_array_index(call->differing, guint, j));
	}
	table_print(screen, &table);
	fputc('\n', screen->to);
}

/* A line of counts; none where nothing was counted, unless it must be said. */
static void add_counts(struct table *table, const char *label, char mark, const char *colour,
	const guint *counts, int always)
{
	guint sum = 0;

	for (guint column = 1; column < table->columns; column++)
		sum += counts[column - 1];
	if (!sum && !always)
		return;
	struct line *line = table_line(table);
	table_set(line, 0, g_strdup(label), mark, colour);
	for (guint column = 1; column < table->columns; column++)
		table_set(line, column, g_strdup_printf("%u", counts[column - 1]), 0,
			counts[column - 1] ? colour : DIM);
}

static void totals_table(const struct matrix *matrix, const struct screen *screen)
{
	guint targets = matrix->targets->len;
	g_autofree guint *asked = g_new0(guint, targets);
	g_autofree guint *outcomes = g_new0(guint, OUTCOMES * targets);
	g_autofree guint *standings = g_new0(guint, STANDINGS * targets);
	struct table table = table_new(targets + 1);

	for (guint column = 0; column < targets; column++) {
		struct totals totals = totals_of(matrix, column);
		asked[column] = totals.asked;
		for (int i = 0; i < OUTCOMES; i++)
			outcomes[i * targets + column] = totals.outcomes[i];
		for (int i = 0; i < STANDINGS; i++)
			standings[i * targets + column] = totals.standings[i];
	}
	add_heads(matrix, &table);
	add_counts(&table, "cases", 0, BOLD, asked, 1);
	for (int i = 0; i < OUTCOMES; i++)
		add_counts(&table, outcome_names[i], 0, NULL, outcomes + i * targets,
			i == OBSERVED || i == NOT_RUN);
	for (int i = 0; i < STANDINGS; i++)
		add_counts(&table, marks[i].label, marks[i].mark, marks[i].colour,
			standings + i * targets, i == AS_CLAIMED || i == DEVIATING);
	table_print(screen, &table);
}

static void reasons_table(const struct matrix *matrix, const struct screen *screen)
{
	struct table table = table_new(4);

	for (guint column = 0; column < matrix->targets->len; column++) {
		g_autoptr(GPtrArray) reasons = reasons_of(matrix, column);
		for (guint i = 0; i < reasons->len; i++) {
			const struct reason *reason = g_ptr_array_index(reasons, i);
			struct line *line = table_line(&table);
			table_set(line, 0, g_strdup(matrix_target(matrix, column)->name), 0, BOLD);
			table_set(line, 1, g_strdup_printf("%u", reason->cases), 0, NULL);
			table_set(line, 2, g_strdup(outcome_names[reason->outcome]), 0, NULL);
			table_set(line, 3, g_strdup(reason->text), 0, NULL);
		}
	}
	if (table.lines->len)
		fputc('\n', screen->to);
	table_print(screen, &table);
}

void report_terminal(const struct matrix *matrix, FILE *to)
{
	struct screen screen = screen_of(to);

	targets_table(matrix, &screen);
	calls_table(matrix, &screen);
	totals_table(matrix, &screen);
	reasons_table(matrix, &screen);
}

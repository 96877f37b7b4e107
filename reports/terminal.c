/* What a person reads after a run: agreement folded to a count, differences shown. */
#include "format.h"
#include "report.h"
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define BOLD "1"
#define DIM "2"
#define UNDERLINED "4"

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

/* A table whose columns are as wide as they need, or as the screen allows; longer texts go on
 * below. */
struct field {
	char *text;
	guint length; /* in characters */
	char mark;    /* stands before the text; 0 for none */
	const char *colour;
};

struct line {
	char *title; /* instead of fields, or NULL */
	char *note;  /* after the title, or below the fields, or NULL */
	struct field fields[];
};

struct table {
	guint columns;
	GPtrArray *lines; /* of struct line * */
};

struct screen {
	FILE *to;
	gboolean colour;
	guint width;
};

enum { GAP = 3, NARROWEST = 11, INDENT = 6 };

static struct screen screen_of(FILE *to)
{
	struct screen screen = { .to = to, .width = 100 };
	struct winsize size;
	const char *columns = getenv("COLUMNS"), *plain = getenv("NO_COLOR");
	int fd = fileno(to), terminal = fd >= 0 && isatty(fd);

	screen.colour = terminal && !(plain && *plain);
	if (terminal && ioctl(fd, TIOCGWINSZ, &size) == 0 && size.ws_col)
		screen.width = MAX(size.ws_col, 40);
	if (columns && atoi(columns) > 0)
		screen.width = (guint)CLAMP(atoi(columns), 40, 1000);
	return screen;
}

static void paint(const struct screen *screen, const char *colour, const char *text)
{
	if (colour && screen->colour && *text)
		fprintf(screen->to, "\033[%sm%s\033[0m", colour, text);
	else
		fputs(text, screen->to);
}

static struct line *table_line(struct table *table)
{
	struct line *line = g_malloc0(sizeof *line + table->columns * sizeof *line->fields);

	g_ptr_array_add(table->lines, line);
	return line;
}

/* Takes over text. */
static void set(struct line *line, guint column, char *text, char mark, const char *colour)
{
	line->fields[column] = (struct field){ text, (guint)g_utf8_strlen(text, -1), mark, colour };
}

static struct table table_new(guint columns)
{
	return (struct table){ columns, g_ptr_array_new() };
}

static void table_free(struct table *table)
{
	for (guint i = 0; i < table->lines->len; i++) {
		struct line *line = g_ptr_array_index(table->lines, i);
		for (guint column = 0; column < table->columns; column++)
			g_free(line->fields[column].text);
		g_free(line->title);
		g_free(line->note);
		g_free(line);
	}
	g_ptr_array_unref(table->lines);
}

/* How many lines of the screen the table takes, its titles apart. */
static guint table_height(const struct table *table, const guint *widths)
{
	guint sum = 0;

	for (guint i = 0; i < table->lines->len; i++) {
		const struct line *line = g_ptr_array_index(table->lines, i);
		guint height = 0;
		for (guint column = 0; column < table->columns; column++)
			if (line->fields[column].length > height * widths[column])
				height = (line->fields[column].length - 1) / widths[column] + 1;
		sum += height;
	}
	return sum;
}

/* The column that may be narrower by one at the least cost in height; the widest of several.
 * columns where all are as narrow as can be. */
static guint giving_way(const struct table *table, guint *widths)
{
	guint best = table->columns, least = 0;

	for (guint column = 0; column < table->columns; column++) {
		if (widths[column] <= NARROWEST)
			continue;
		widths[column]--;
		guint height = table_height(table, widths);
		widths[column]++;
		if (best == table->columns || height < least ||
			(height == least && widths[column] > widths[best])) {
			best = column;
			least = height;
		}
	}
	return best;
}

/* As wide as the texts are, or as the screen allows. */
static guint *table_widths(const struct table *table, guint screen_width)
{
	guint *widths = g_new(guint, table->columns), sum = 0;

	for (guint column = 0; column < table->columns; column++) {
		widths[column] = 1;
		for (guint i = 0; i < table->lines->len; i++) {
			const struct line *line = g_ptr_array_index(table->lines, i);
			widths[column] = MAX(widths[column], line->fields[column].length);
		}
		sum += widths[column] + GAP;
	}
	for (guint column; sum > screen_width; sum--) {
		if ((column = giving_way(table, widths)) == table->columns)
			break;
		widths[column]--;
	}
	return widths;
}

/* Cuts off and returns what of *rest fits into width characters: up to a blank, if there is one. */
static char *next_piece(const char **rest, guint width)
{
	if ((guint)g_utf8_strlen(*rest, -1) <= width) {
		char *all = g_strdup(*rest);
		*rest += strlen(*rest);
		return all;
	}
	const char *end = g_utf8_offset_to_pointer(*rest, width);
	const char *blank = g_strrstr_len(*rest, end + 1 - *rest, " ");
	const char *cut = blank && blank > *rest ? blank : end;
	char *piece = g_strndup(*rest, (gsize)(cut - *rest));
	*rest = cut + (*cut == ' ');
	return piece;
}

static void print_line(const struct screen *screen, const struct table *table,
	const struct line *line, const guint *widths)
{
	const char **rests = g_new0(const char *, table->columns);
	int more = 1;

	for (guint column = 0; column < table->columns; column++)
		rests[column] = line->fields[column].text ? line->fields[column].text : "";
	for (int first = 1; more; first = 0) {
		guint owed = 0; /* blanks, written only before more text */
		more = 0;
		for (guint column = 0; column < table->columns; column++) {
			const struct field *field = &line->fields[column];
			g_autofree char *piece = next_piece(&rests[column], widths[column]);
			char mark[] = { first && field->mark ? field->mark : ' ', '\0' };
			if (*piece || *mark != ' ') {
				fprintf(screen->to, "%*s", (int)owed + 1, "");
				paint(screen, field->mark ? field->colour : NULL, mark);
				fputc(' ', screen->to);
				paint(screen, field->colour, piece);
				owed = 0;
			} else {
				owed += GAP;
			}
			owed += widths[column] - (guint)g_utf8_strlen(piece, -1);
			more |= *rests[column] != '\0';
		}
		fputc('\n', screen->to);
	}
	g_free(rests);
}

static void print_note(const struct screen *screen, const char *note)
{
	while (*note) {
		g_autofree char *piece = next_piece(&note, screen->width - INDENT);
		fprintf(screen->to, "%*s", INDENT, "");
		paint(screen, DIM, piece);
		fputc('\n', screen->to);
	}
}

static void table_print(const struct screen *screen, struct table *table)
{
	guint *widths = table_widths(table, screen->width);

	for (guint i = 0; i < table->lines->len; i++) {
		const struct line *line = g_ptr_array_index(table->lines, i);
		if (line->title) {
			paint(screen, BOLD, line->title);
			fprintf(screen->to, "  %s\n", line->note);
			continue;
		}
		print_line(screen, table, line, widths);
		if (line->note)
			print_note(screen, line->note);
	}
	g_free(widths);
	table_free(table);
}

static void targets_table(const struct matrix *matrix, const struct screen *screen)
{
	struct table table = table_new(3);

	for (guint column = 0; column < matrix->targets->len; column++) {
		const struct target *target = matrix_target(matrix, column);
		g_autofree char *claims = target_claims(target);
		struct line *line = table_line(&table);
		set(line, 0, g_strdup(target->name), 0, BOLD);
		set(line, 1, target_header(matrix_records(matrix, column)), 0, NULL);
		set(line, 2, g_strdup_printf("claims %s", claims), 0, NULL);
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
		set(line, column + 1, g_strdup(matrix_target(matrix, column)->name), 0, UNDERLINED);
}

static void add_row(const struct matrix *matrix, struct table *table, guint row)
{
	const struct test_case *test = matrix_case(matrix, row);
	struct line *line = table_line(table);

	set(line, 0, g_strdup(test->name), 0, NULL);
	for (guint column = 0; column < matrix->targets->len; column++) {
		const struct cell *cell = matrix_cell(matrix, row, column);
		set(line, column + 1, cell_text(cell), marks[cell->standing].mark,
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
	set(line, 0, g_strdup(label), mark, colour);
	for (guint column = 1; column < table->columns; column++)
		set(line, column, g_strdup_printf("%u", counts[column - 1]), 0,
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
			set(line, 0, g_strdup(matrix_target(matrix, column)->name), 0, BOLD);
			set(line, 1, g_strdup_printf("%u", reason->cases), 0, NULL);
			set(line, 2, g_strdup(outcome_names[reason->outcome]), 0, NULL);
			set(line, 3, g_strdup(reason->text), 0, NULL);
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

/* A table on a screen. */
#include "table.h"
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { GAP = 3, NARROWEST = 11, INDENT = 6 };

struct screen screen_of(FILE *to)
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

struct line *table_line(struct table *table)
{
	struct line *line = g_malloc0(sizeof *line + table->columns * sizeof *line->fields);

	g_ptr_array_add(table->lines, line);
	return line;
}

void table_set(struct line *line, guint column, char *text, char mark, const char *colour)
{
	line->fields[column] = (struct field){ text, (guint)g_utf8_strlen(text, -1), mark, colour };
}

struct table table_new(guint columns)
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

void table_print(const struct screen *screen, struct table *table)
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

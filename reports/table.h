/* A table on a screen: its columns are as wide as their texts, or as the screen allows, and then
 * longer texts go on below. */
#ifndef TABLE_H
#define TABLE_H

#include <glib.h>
#include <stdio.h>

/* What goes between "\033[" and "m". */
#define BOLD "1"
#define DIM "2"
#define UNDERLINED "4"

struct screen {
	FILE *to;
	gboolean colour; /* a terminal, and NO_COLOR is unset */
	guint width;     /* COLUMNS, or the terminal's, or 100 */
};

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

struct screen screen_of(FILE *to);
struct table table_new(guint columns);
struct line *table_line(struct table *table); /* one more, empty; the table takes over its texts */
void table_set(struct line *line, guint column, char *text, char mark, const char *colour);
/* Prints the table, and frees it. */
void table_print(const struct screen *screen, struct table *table);

#endif

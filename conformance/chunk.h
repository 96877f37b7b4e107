/* A source file in its top-level chunks, so that what a target lacks can be left out by the line
 * that its compiler names. Blank lines take its place: the lines of the rest keep their numbers. */
#ifndef CHUNK_H
#define CHUNK_H

#include <glib.h>

struct chunk {
	int first, last; /* lines, from 1 */
	char *name;      /* of the function that it defines, or NULL */
	char *reason;    /* why it is blank: the compiler's message; NULL where it stands */
};

struct source {
	char *path;   /* of the copy that the compiler reads */
	char *origin; /* from the top of the tree: "conformance/cases/bind.c" */
	char **lines;
	GPtrArray *chunks;    /* of struct chunk *, in order */
	GHashTable *missing;  /* names that shall be an error wherever called, to the reason */
	GHashTable *unmarked; /* names that cannot be made so: a header declares them after all */
	int changed;          /* since it was last compiled */
};

struct source *source_read(const char *from, const char *origin, const char *path);
void source_free(struct source *source);
/* Without its blank chunks. A compiler tells of an undeclared function once a file: a missing name
 * is declared to be something that cannot be called, so that it tells of each call: LEFT_OUT is in
 * each such message, or the name is. */
void source_write(const struct source *source);
#define LEFT_OUT "left_out_"
struct chunk *source_chunk(const struct source *source, int line); /* NULL where none stands */

#endif

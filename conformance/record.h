/* What a target was seen to do: one JSON object a line, sorted, after a header that says on what.
 */
#ifndef RECORD_H
#define RECORD_H

#include "case.h"
#include <glib.h>

struct record {
	char *id; /* of the case */
	enum outcome outcome;
	char *text; /* the observation, or the reason */
};

struct records {
	char *target;
	char *libc;          /* "glibc 2.36" */
	char *kernel;        /* "Linux 6.1.0" */
	char *machine;       /* "x86_64" */
	char *preload;       /* the library under test, or NULL */
	char *stage;         /* "host" where there was no world of our own, or NULL */
	GHashTable *by_case; /* id to struct record */
};

struct records *records_new(const char *target);
void records_free(struct records *records);
void records_add(struct records *records, const char *id, enum outcome outcome, const char *text);
const struct record *records_get(
	const struct records *records, const char *id); /* NULL where there is none */

/* A file that is cut short or malformed ends the program: exit 2, file and line named. */
struct records *records_read(const char *path);
/* Whole or not at all: written beside path, then renamed. */
void records_write(const struct records *records, const char *path);

#endif

/* One matrix of a target or more, many readers. Each function writes the whole report to the file
 * given, and nothing else; whether it could be written is for the caller to ask of the file. */
#ifndef REPORT_H
#define REPORT_H

#include "clause.h"
#include "matrix.h"
#include <stdio.h>

struct report {
	const char *name; /* "html" */
	void (*write)(const struct matrix *matrix, FILE *to);
};
extern const struct report reports[]; /* ends with a NULL name */

void report_terminal(
	const struct matrix *matrix, FILE *to); /* agreement folded to a count, differences shown */
void report_markdown(const struct matrix *matrix, FILE *to);
void report_html(const struct matrix *matrix, FILE *to);  /* one self-contained file */
void report_junit(const struct matrix *matrix, FILE *to); /* JUnit XML */
void report_tap(const struct matrix *matrix, FILE *to);   /* TAP 14 */
void report_json(const struct matrix *matrix, FILE *to);  /* one object */

/* How much of the document is proved, and what is not and why, as Markdown. */
void report_coverage(GPtrArray *clauses, const struct matrix *matrix, FILE *to);
/* Each call and errno: how it was provoked and what each target observed, as Markdown. */
void report_errno(GPtrArray *clauses, const struct matrix *matrix, FILE *to);

#endif

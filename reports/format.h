/* What more than one report needs: texts that are safe to show, counts, and the cases call by call.
 * A text returned is the caller's to free, is UTF-8, and has no character that does not print. */
#ifndef FORMAT_H
#define FORMAT_H

#include "matrix.h"
#include <stdio.h>

/* The text, with "\x07" for each byte of what does not print, a line's end too. */
char *printable(const char *text);
/* Writes the text as words of Markdown, in a cell of a table too. */
void put_markdown(FILE *to, const char *text);
/* "-1 EINVAL", "crashed SIGSEGV", "absent"; "not asked" where there is no record. */
char *cell_text(const struct cell *cell);
/* What was seen, which authorities it deviates from, what is known of it: in one line. */
char *cell_explanation(
	const struct test_case *test, const struct target *target, const struct cell *cell);
/* The authorities that allow just what this one allows: "document, linux", or "all". NULL where it
 * is silent, or where an earlier one allows the same. */
char *authorities_like(const struct test_case *test, enum authority authority);
/* "glibc 2.36, Linux 6.1.0, x86_64"; and the library preloaded, and the stage, where there is one.
 */
char *target_header(const struct records *records);
/* "document posix"; "nothing". */
char *target_claims(const struct target *target);

/* How one target did: outcomes and standings each sum up to asked. */
struct totals {
	guint asked;
	guint outcomes[OUTCOMES];
	guint standings[STANDINGS];
};
struct totals totals_of(const struct matrix *matrix, guint column);

/* Why cases were not run, or not resolved, on one target. */
struct reason {
	enum outcome outcome;
	char *text;
	guint cases;
};
GPtrArray *reasons_of(const struct matrix *matrix, guint column); /* of struct reason * */

/* The cases of one call, wherever they stand. */
struct call {
	const char *name;
	GArray *rows;      /* of guint: every row of the call */
	GArray *differing; /* of guint: rows to show, as targets differ, deviate, or were not seen
			    */
	gboolean *lacks;   /* one a target: it has no case of the call, all for the same outcome */
	guint agreeing;    /* rows that all other targets observed alike, each as it claims */
	guint not_run;     /* rows that agree, but that some of the other targets did not run */
};
GPtrArray *calls_of(const struct matrix *matrix); /* of struct call *, as they first appear */
/* "143 cases: 131 agree, 12 differ or deviate; klibc: absent". */
char *call_summary(const struct matrix *matrix, const struct call *call);

#endif

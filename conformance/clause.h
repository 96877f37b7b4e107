/* The document as numbered clauses (clauses.tsv), and how far the cases prove them. */
#ifndef CLAUSE_H
#define CLAUSE_H

#include "matrix.h"
#include <stdio.h>

/* A line of clauses.tsv, in its order; an empty column, written "-", is "" here. */
struct clause {
	char *id;
	char *source; /* document, posix or linux (conditions it leaves out), fault (of its
			 programs), history (faults that systems had) */
	char *section, *subject, *kind, *token, *says, *posix, *linux, *accuracy, *note;
	char *document_line;
	char *reason;   /* why no case can prove it: no-kernel-path, unobservable; or editorial */
	char *evidence; /* of the reason; for history, where it is told */
	const char *path;
	int line; /* of path */
};

/* The strongest first: a clause has the strongest that one of its cases gives it. */
enum clause_status {
	PROVED,       /* a case that names it was observed on a target that claims the document, and
			 conforms */
	CONTRADICTED, /* observed, and deviates on all such targets */
	INJECTED,     /* shown by fault injection only */
	DECLARED,     /* only its existence was shown, which is not enough */
	NOT_SHOWN,    /* the cases that name it did not run */
	UNPROVED,
	EDITORIAL, /* typos, headings: outside the count */
	CLAUSE_STATUSES,
};

extern const char *const clause_status_names[CLAUSE_STATUSES];

GPtrArray *clauses_read(
	const char *path); /* of struct clause *; bad lines end the program, named: exit 2 */
enum clause_status clause_status(const struct clause *clause, const struct matrix *matrix);
GPtrArray *clause_cases(const struct clause *clause, GPtrArray *cases); /* those that name it */
/* Says on stderr, a line each, what is wrong between clauses and cases; returns how much. */
int clauses_check(GPtrArray *clauses, GPtrArray *cases);
/* How many clauses have which status, by section, kind and source. */
void clauses_print(GPtrArray *clauses, const struct matrix *matrix, FILE *to);
/* One object a clause, one a line. */
void clauses_print_json(GPtrArray *clauses, const struct matrix *matrix, FILE *to);

#endif

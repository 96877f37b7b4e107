/* What the command line says, the same way for every verb. */
#ifndef OPTIONS_H
#define OPTIONS_H

#include "case.h"
#include "target.h"
#include <glib.h>

enum verb { VERB_LIST, VERB_RUN, VERB_COMPARE, VERB_EXPLAIN, VERB_REPORT, VERB_CLAUSES, VERBS };

struct options {
	enum verb verb;
	struct target *made_up; /* by --cc, or NULL */
	const char *preload, *out, *baseline;
	GPtrArray *required; /* patterns of cases */
	int update, host, shuffle, jobs, timeout, check, json, errno_table;
	guint32 seed;
	char **words; /* what is left: targets, cases */
};

/* Ends the program on --help (0), on --version (0) and on a mistake (2). */
struct options *options_parse(int argc, char **argv);
void options_free(struct options *options);

/* Every case, by file and line. */
GPtrArray *all_cases(void);
/* The cases that a pattern names: "bind", "bind/twice", "inet_pton/v6_*"; ends the program where
 * there are none. */
void add_cases(GPtrArray *to, GPtrArray *from, const char *pattern);

/* Parts the words into targets and cases. Without targets the default ones, without cases all. What
 * is not installed is named on stderr and left out of the default ones; asked for by name, it ends
 * the program. */
void select_targets_and_cases(const struct options *options, GPtrArray *targets, GPtrArray *cases);

#endif

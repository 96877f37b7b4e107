/* A target is a compiler and a launcher: conformance/targets/NAME. */
#ifndef TARGET_H
#define TARGET_H

#include "case.h"
#include <glib.h>

struct known {
	char *id;   /* of the case */
	char *text; /* what it is known to observe, or the outcome */
	char *reason;
	char *where; /* the file and line that says so */
};

/* A program as cases call it, and the target's own words for it. */
struct alias {
	char *name, *command;
};

struct target {
	char *name;
	char *path;     /* its file; NULL where it was made up on the command line */
	char **needs;   /* programs that must be on PATH */
	char *packages; /* Debian's, which bring them */
	char *cc;
	char *libs;
	char *run;     /* the launcher, or NULL */
	char *names;   /* header of the target's own names, or NULL; a path from the top of the tree
			*/
	char *sources; /* folder whose .c files belong to the target, or NULL; likewise */
	char *programs;     /* folder of the target's programs, or NULL; likewise */
	GPtrArray *aliases; /* of struct alias * */
	char *release;      /* command that prints the libc's release, or NULL */
	char *like;         /* target whose known lines hold here too, or NULL */
	enum kernel { KERNEL_LINUX, KERNEL_OWN, KERNEL_NONE } kernel;
	int claims[AUTHORITIES];
	GPtrArray *known; /* of struct known */
	GHashTable *set;  /* the keys that are set */
};

extern const char *const authority_names[AUTHORITIES]; /* "document", "posix", "linux" */

struct target *target_load(const char *name); /* bad lines end the program, named: exit 2 */
/* For target_set to fill: as another target is, or with a Linux kernel and claims posix linux. */
struct target *target_make_up(const char *name, const char *like);
int target_exists(const char *name);
GPtrArray *target_names(void); /* of char *, sorted */
void target_set(struct target *target, const char *key, const char *value, const char *where);
char *target_missing(const struct target *target); /* the first need that is not on PATH, or NULL */
/* A line for many cases, which need not hold for each of them. */
int known_is_pattern(const struct known *known);
const struct known *target_known(const struct target *target, const char *id);
void target_free(struct target *target);

#endif

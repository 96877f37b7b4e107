/* What an authority says to an observation, and what that means for a target that claims it. */
#ifndef VERDICT_H
#define VERDICT_H

#include "record.h"
#include "target.h"

enum verdict {
	CONFORMS,
	DEVIATES,
	UNSPECIFIED, /* the authority is silent */
	NO_VERDICT,  /* the case did not run, or its set-up failed */
};

/* A cell of the matrix: one case on one target. */
enum standing {
	AS_CLAIMED,    /* every claimed authority that speaks allows it */
	CONTRADICTION, /* one of the claimed authorities allows it, and they have no text in common
			*/
	UNCLAIMED,     /* deviates only from authorities that the target does not claim */
	KNOWN,         /* deviates, as the target's file says */
	STALE,         /* the target's file says that it deviates so, but it does not */
	DEVIATING,     /* deviates: the run fails */
	UNDECIDED,     /* unresolved or not run */
	STANDINGS,
};

extern const char *const verdict_names[];
extern const char *const standing_names[];

/* True where text is one of the alternatives of allows, which " | " separates. */
int verdict_allows(const char *allows, const char *text);
enum verdict verdict_of(const char *allows, const struct record *record);
enum standing verdict_standing(
	const struct test_case *test, const struct target *target, const struct record *record);

#endif

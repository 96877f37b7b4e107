/* What an authority says to an observation, and what that means for a target that claims it. */
#include "verdict.h"
#include <string.h>

const char *const verdict_names[] = { "conforms", "deviates", "unspecified", "none" };
const char *const standing_names[] = {
	"as claimed",
	"contradiction",
	"unclaimed",
	"known",
	"stale",
	"deviates",
	"undecided",
};

/* The next alternative of *rest, whose size goes to *size; NULL after the last. */
static const char *next_alternative(const char **rest, size_t *size)
{
	const char *start = *rest;

	if (!start)
		return NULL;
	const char *end = strstr(start, " | ");
	*size = end ? (size_t)(end - start) : strlen(start);
	*rest = end ? end + strlen(" | ") : NULL;
	return start;
}

static int allows_sized(const char *allows, const char *text, size_t size)
{
	size_t width;

	for (const char *one; (one = next_alternative(&allows, &width));)
		if (width == size && memcmp(one, text, size) == 0)
			return 1;
	return 0;
}

int verdict_allows(const char *allows, const char *text)
{
	return allows_sized(allows, text, strlen(text));
}

enum verdict verdict_of(const char *allows, const struct record *record)
{
	switch (record->outcome) {
	case OBSERVED:
		if (!allows)
			return UNSPECIFIED;
		return verdict_allows(allows, record->text) ? CONFORMS : DEVIATES;
	case CRASHED:
	case TIMED_OUT:
	case ABSENT:
	case UNSUPPORTED:
		return allows ? DEVIATES : UNSPECIFIED;
	default:
		return NO_VERDICT;
	}
}

/* True where some text is allowed by every authority that the target claims and that speaks. */
static int claims_agree(const struct test_case *test, const struct target *target)
{
	const char *first = NULL, *one;
	size_t size;

	for (int a = 0; a < AUTHORITIES && !first; a++)
		if (target->claims[a])
			first = test->allows[a];
	while ((one = next_alternative(&first, &size))) {
		int all = 1;
		for (int a = 0; a < AUTHORITIES; a++)
			if (target->claims[a] && test->allows[a] &&
				!allows_sized(test->allows[a], one, size))
				all = 0;
		if (all)
			return 1;
	}
	return 0;
}

static int is_known(const struct known *known, const struct record *record)
{
	const char *seen =
		record->outcome == OBSERVED ? record->text : outcome_names[record->outcome];

	return known && strcmp(known->text, seen) == 0;
}

enum standing verdict_standing(
	const struct test_case *test, const struct target *target, const struct record *record)
{
	const struct known *known = target_known(target, test->id);
	int claimed = 0, unclaimed = 0, conforming = 0;

	if (record->outcome == UNRESOLVED || record->outcome == NOT_RUN)
		return UNDECIDED;
	for (int a = 0; a < AUTHORITIES; a++) {
		enum verdict verdict = verdict_of(test->allows[a], record);
		claimed += target->claims[a] && verdict == DEVIATES;
		unclaimed += !target->claims[a] && verdict == DEVIATES;
		conforming += target->claims[a] && verdict == CONFORMS;
	}
	if (claimed && is_known(known, record))
		return KNOWN;
	if (claimed && conforming && !claims_agree(test, target))
		return CONTRADICTION;
	if (claimed)
		return DEVIATING;
	/* What stands for every target of a kernel may deviate only from what this one does not
	 * claim. */
	if (known && !known_is_pattern(known) && conforming &&
		!(unclaimed && is_known(known, record)))
		return STALE;
	return unclaimed ? UNCLAIMED : AS_CLAIMED;
}

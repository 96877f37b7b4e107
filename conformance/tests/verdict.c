/* What an authority says to an observation, and what that means for a target. */
#include "../verdict.h"
#include <criterion/criterion.h>

TestSuite(verdict, .timeout = 60);

static const struct test_case speaking = {
	.id = "call/speaking",
	.allows = { "0", "0 | -1 EINVAL", "-1 EINVAL" },
};
static const struct test_case silent = { .id = "call/silent" };

static struct record observed(const char *text)
{
	return (struct record){
		.id = (char *)"call/speaking", .outcome = OBSERVED, .text = (char *)text
	};
}

static struct record ended(enum outcome outcome)
{
	return (struct record){
		.id = (char *)"call/speaking", .outcome = outcome, .text = (char *)"why"
	};
}

Test(verdict, takes_each_alternative_and_nothing_else)
{
	const char *allows = "0 | -1 EINVAL | 1 7f000001";

	cr_expect(verdict_allows(allows, "0"));
	cr_expect(verdict_allows(allows, "-1 EINVAL"));
	cr_expect(verdict_allows(allows, "1 7f000001"));
	cr_expect(!verdict_allows(allows, "-1"));
	cr_expect(!verdict_allows(allows, "-1 EINVAL | 1 7f000001"));
	cr_expect(!verdict_allows(allows, "1 7f0000011"));
	cr_expect(!verdict_allows(allows, "1 7f00000"));
	cr_expect(!verdict_allows(allows, ""));
	cr_expect(!verdict_allows(allows, " "));
	cr_expect(!verdict_allows(allows, "|"));
	cr_expect(verdict_allows("", ""));
	cr_expect(!verdict_allows("", "0"));
}

Test(verdict, of_each_outcome)
{
	struct record good = observed("0"), bad = observed("1");
	static const struct {
		enum outcome outcome;
		enum verdict spoken, unspoken;
	} rows[] = {
		{ CRASHED, DEVIATES, UNSPECIFIED },
		{ TIMED_OUT, DEVIATES, UNSPECIFIED },
		{ ABSENT, DEVIATES, UNSPECIFIED },
		{ UNSUPPORTED, DEVIATES, UNSPECIFIED },
		{ UNRESOLVED, NO_VERDICT, NO_VERDICT },
		{ NOT_RUN, NO_VERDICT, NO_VERDICT },
	};

	cr_expect(verdict_of("0", &good) == CONFORMS);
	cr_expect(verdict_of("0", &bad) == DEVIATES);
	cr_expect(verdict_of(NULL, &bad) == UNSPECIFIED);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct record record = ended(rows[i].outcome);
		cr_expect(verdict_of("why", &record) == rows[i].spoken, "outcome %s",
			outcome_names[rows[i].outcome]);
		cr_expect(verdict_of(NULL, &record) == rows[i].unspoken, "outcome %s",
			outcome_names[rows[i].outcome]);
	}
}

/* A target that claims the authorities whose letter is given, and knows this text if any. */
static struct target *target_of(const char *claims, const char *known)
{
	struct target *target = g_new0(struct target, 1);

	target->claims[AUTHORITY_DOCUMENT] = strchr(claims, 'd') != NULL;
	target->claims[AUTHORITY_POSIX] = strchr(claims, 'p') != NULL;
	target->claims[AUTHORITY_LINUX] = strchr(claims, 'l') != NULL;
	target->known = g_ptr_array_new();
	if (known) {
		struct known *line = g_new0(struct known, 1);
		line->id = g_strdup("call/speaking");
		line->text = g_strdup(known);
		g_ptr_array_add(target->known, line);
	}
	return target;
}

static void expect_standing(
	const char *claims, const char *known, struct record record, enum standing standing)
{
	enum standing seen = verdict_standing(&speaking, target_of(claims, known), &record);

	cr_expect(seen == standing, "%s claimed, %s known, %s \"%s\": %s, not %s", claims,
		known ? known : "nothing", outcome_names[record.outcome], record.text,
		standing_names[seen], standing_names[standing]);
}

Test(verdict, standing_of_what_conforms)
{
	static const struct test_case agreed = { .id = "call/agreed",
		.allows = { "0", "0", NULL } };
	struct record record = observed("0");

	cr_expect(verdict_standing(&agreed, target_of("dpl", NULL), &record) == AS_CLAIMED);
	cr_expect(verdict_standing(&agreed, target_of("", NULL), &record) == AS_CLAIMED);
	expect_standing("d", NULL, observed("0"), UNCLAIMED);
	expect_standing("pl", NULL, observed("-1 EINVAL"), UNCLAIMED);
	expect_standing("p", NULL, observed("-1 EINVAL"), UNCLAIMED);
	expect_standing("", NULL, observed("1"), UNCLAIMED);
}

Test(verdict, standing_of_what_deviates)
{
	expect_standing("d", NULL, observed("1"), DEVIATING);
	expect_standing("pl", NULL, observed("0"), DEVIATING);
	expect_standing("p", NULL, ended(CRASHED), DEVIATING);
	expect_standing("p", NULL, ended(TIMED_OUT), DEVIATING);
	expect_standing("p", NULL, ended(ABSENT), DEVIATING);
	expect_standing("p", NULL, ended(UNSUPPORTED), DEVIATING);
	expect_standing("", NULL, ended(CRASHED), UNCLAIMED);
}

Test(verdict, authorities_that_contradict_each_other)
{
	expect_standing("dl", NULL, observed("0"), CONTRADICTION);
	expect_standing("dpl", NULL, observed("0"), CONTRADICTION);
	expect_standing("dpl", NULL, observed("-1 EINVAL"), CONTRADICTION);
	expect_standing("dpl", NULL, observed("1"), DEVIATING);
	expect_standing("dpl", NULL, ended(CRASHED), DEVIATING);
}

Test(verdict, known_pins_the_text)
{
	expect_standing("pl", "0", observed("0"), KNOWN);
	expect_standing("dp", "-1 EINVAL", observed("-1 EINVAL"), KNOWN);
	expect_standing("pl", "1", observed("0"), DEVIATING);
	expect_standing("p", "crashed", ended(CRASHED), KNOWN);
	expect_standing("p", "absent", ended(ABSENT), KNOWN);
	expect_standing("p", "absent", ended(CRASHED), DEVIATING);
	expect_standing("pl", "0", observed("-1 EINVAL"), STALE);
	expect_standing("p", "0", observed("0"), UNCLAIMED);
	expect_standing("dp", "-1 EINVAL", observed("0"), STALE);
	expect_standing("dl", "0", observed("0"), KNOWN);
}

/* A line for many cases need not hold for each: only one for this very case goes stale. */
Test(verdict, known_pattern_is_never_stale)
{
	struct record record = observed("-1 EINVAL");
	struct target *target = target_of("pl", "0");
	struct known *known = g_ptr_array_index(target->known, 0);

	cr_expect(verdict_standing(&speaking, target, &record) == STALE);
	known->id = g_strdup("call/*");
	cr_expect(verdict_standing(&speaking, target, &record) == UNCLAIMED);
}

/* An outcome is no text: what observes the word "crashed" has not crashed. */
Test(verdict, known_outcome_is_not_a_text)
{
	expect_standing("p", "observed", observed("1"), DEVIATING);
	expect_standing("p", "why", ended(CRASHED), DEVIATING);
}

Test(verdict, undecided_stays_undecided)
{
	expect_standing("dpl", NULL, ended(UNRESOLVED), UNDECIDED);
	expect_standing("dpl", NULL, ended(NOT_RUN), UNDECIDED);
	expect_standing("dpl", "not-run", ended(NOT_RUN), UNDECIDED);
	expect_standing("", NULL, ended(NOT_RUN), UNDECIDED);
}

Test(verdict, silence_allows_everything)
{
	struct record records[] = { observed("0"), ended(CRASHED), ended(ABSENT) };

	for (int i = 0; i < 3; i++)
		cr_expect(verdict_standing(&silent, target_of("dpl", NULL), &records[i]) ==
			  AS_CLAIMED);
}

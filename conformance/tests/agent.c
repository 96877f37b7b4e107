/* Agents that do not speak the language: each is told in one line, and nothing is recorded. */
#include "program.h"
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

TestSuite(agent, .timeout = 120, .fini = scratch_remove);

/* Runs fine/pure and fine/word with a launcher that starts a script in the agent's place. */
static struct ended played(const char *script)
{
	g_autofree char *text = g_strconcat("#!/bin/sh\n", script, "\n", NULL);
	g_autofree char *path = scratch_file("launcher", text);

	cr_assert(chmod(path, 0755) == 0);
	return selftest("run", "--cc", "gcc", "--libs", "-lresolv", "--run", path, "--timeout", "2",
		"fine/pure", "fine/word");
}

static void expect_not_the_language(const char *script, const char *what)
{
	g_autofree char *record = in_scratch("mine.jsonl");

	expect_refused(played(script), "target mine: ", what, "see run and cc in --run and --cc");
	cr_expect(access(record, F_OK) < 0, "a record was written");
}

#define HELLO "printf 'agent\\tLinux\\t1\\tx\\n'; "
#define ONE "printf 'begun\\tfine/pure\\nobserved\\tfine/pure\\t1\\n'; "
#define TWO "printf 'begun\\tfine/word\\nobserved\\tfine/word\\tword\\n'; "

Test(agent, that_speaks_the_language)
{
	struct ended ended = played(HELLO ONE TWO);

	expect_status(ended, 0);
	cr_expect(strstr(ended.out, "2 observed"), "%s", ended.out);
	expect_status(played(HELLO TWO ONE), 0);
	expect_status(played("exec \"$@\""), 0);
	expect_status(played("\"$@\" | sed 's/$/\\r/'"), 0);
}

Test(agent, that_prints_nothing)
{
	expect_not_the_language(":", "its agent printed nothing (stderr: nothing on stderr)");
	expect_not_the_language("exit 3", "its agent printed nothing");
	expect_not_the_language("echo planted >&2; echo more >&2", "(stderr: planted)");
	expect_not_the_language("exec sleep 1000", "its agent printed nothing");
	expect_not_the_language("exec /no/such/program", "its agent printed nothing");
}

Test(agent, that_only_greets)
{
	expect_not_the_language(HELLO, "its agent ended early");
	expect_not_the_language(HELLO "exec sleep 1000", "its agent ended early");
	expect_not_the_language(HELLO ONE, "its agent ended early");
}

Test(agent, that_prints_garbage)
{
	expect_not_the_language("echo garbage", "nobody asked for: garbage");
	expect_not_the_language("echo", "nobody asked for: ");
	expect_not_the_language(HELLO "echo garbage", "nobody asked for: garbage");
	expect_not_the_language(HELLO "printf 'begun\\n'", "nobody asked for: begun");
	expect_not_the_language(HELLO "printf 'begun\\tfine/pure\\nobserved\\n'", "observed");
	expect_not_the_language(
		HELLO "printf 'begun\\tfine/pure\\neaten\\tfine/pure\\t1\\n'", "eaten fine/pure 1");
	expect_not_the_language(HELLO HELLO, "nobody asked for: agent Linux 1 x");
	expect_not_the_language("printf 'agent\\tLinux\\n'", "nobody asked for: agent Linux");
	expect_not_the_language(HELLO ONE TWO "echo more", "nobody asked for: more");
}

Test(agent, that_prints_garbage_without_end_of_line)
{
	expect_not_the_language(HELLO ONE TWO "printf 'more'", "a line without end");
}

Test(agent, that_gives_an_outcome_unasked)
{
	expect_not_the_language(ONE TWO, "nobody asked for: begun fine/pure");
	expect_not_the_language(
		HELLO "printf 'observed\\tfine/pure\\t1\\n'", "observed fine/pure 1");
	expect_not_the_language(HELLO "printf 'begun\\tfine/pure\\nobserved\\tfine/word\\t1\\n'",
		"observed fine/word 1");
	expect_not_the_language(
		HELLO "printf 'begun\\tfine/pure\\nbegun\\tfine/word\\n'", "begun fine/word");
	expect_not_the_language(HELLO "printf 'begun\\tfine/told\\n'", "begun fine/told");
	expect_not_the_language(HELLO "printf 'begun\\tno/such\\n'", "begun no/such");
}

Test(agent, that_gives_a_case_twice)
{
	expect_not_the_language(HELLO ONE ONE TWO, "nobody asked for: begun fine/pure");
	expect_not_the_language(
		HELLO ONE "printf 'observed\\tfine/pure\\t1\\n'", "observed fine/pure 1");
}

Test(agent, that_ends_no_line)
{
	expect_not_the_language(HELLO "exec cat /dev/zero", "a line without end");
	expect_not_the_language("exec tr '\\0' x </dev/zero", "a line without end");
}

/* More than an agent can print in its life, but nothing that was asked for. */
Test(agent, that_never_ends)
{
	expect_not_the_language("exec yes", "nobody asked for: y");
	expect_not_the_language(
		"printf 'x\\n'; trap '' TERM INT HUP; while :; do :; done", "nobody asked for: x");
}

/* A case is blamed, the others are asked of a new start. */
Test(agent, that_dies_in_a_case)
{
	struct ended ended =
		selftest("run", "glibc", "crash", "fine/pure", "fine/word", "print/much");

	expect_status(ended, 1);
	expect_line(
		ended.out, "deviates glibc crash/agent posix observed \"crashed\" allows \"1\"");
	cr_expect(strstr(ended.out, "7 cases, 1 targets: 3 observed, 4 crashed"), "%s", ended.out);
}

Test(agent, that_hangs_in_a_case)
{
	struct ended ended = selftest("run", "--cc", "gcc", "--libs", "-lresolv", "--name", "slow",
		"--timeout", "1", "hang", "fine/pure", "fine/word");

	expect_status(ended, 1);
	expect_line(
		ended.out, "deviates slow hang/alone posix observed \"timed-out\" allows \"1\"");
	cr_expect(strstr(ended.out, "4 cases, 1 targets: 2 observed, 0 crashed, 2 timed-out"), "%s",
		ended.out);
}

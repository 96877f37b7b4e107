/* Faults that sockspec must notice, in targets, in cases and in what is around it. */
#include "program.h"
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <unistd.h>

TestSuite(faults, .timeout = 120, .fini = scratch_remove);

#define sockspec(...) \
	program_run(NULL, \
		(const char *const[]){ SOCKSPEC, "run", "--out", scratch(), __VA_ARGS__, NULL })

Test(faults, canary_deviates)
{
	struct ended ended = sockspec("canary", "inet_pton", "bind");

	expect_status(ended, 1);
	expect_line(ended.out, "deviates canary inet_pton/");
	expect_line(ended.out, "deviates canary bind/");
}

Test(faults, canary_deviates_where_glibc_does_not)
{
	expect_status(selftest("run", "glibc", "inet_pton/loopback"), 0);
	struct ended ended = selftest("run", "canary", "inet_pton/loopback");
	expect_status(ended, 1);
	expect_line(ended.out,
		"deviates canary inet_pton/loopback document observed \"0\" allows \"1\"\n");
}

Test(faults, preload_that_breaks_a_call)
{
	expect_status(selftest("run", "glibc", "listen", "fine/pure"), 0);
	struct ended ended = selftest("run", "glibc", "listen", "fine/pure", "--preload",
		BUILD_PATH("../broken-listen.so"));
	expect_status(ended, 1);
	expect_line(ended.out,
		"deviates glibc listen/bound posix observed \"-1 EPERM\" allows \"0\"\n");
	cr_expect(strstr(ended.out, "2 observed"), "%s", ended.out);
}

Test(faults, preload_without_sockets)
{
	struct ended ended = selftest("run", "glibc", "listen", "fine/socket", "fine/pure",
		"--preload", BUILD_PATH("../no-sockets.so"));

	expect_status(ended, 1);
	expect_line(ended.out, "deviates glibc listen/bound posix observed \"unsupported\"");
	cr_expect(strstr(ended.out, "1 observed") && strstr(ended.out, "2 unsupported"), "%s",
		ended.out);
}

Test(faults, nothing_observed_is_no_success)
{
	expect_status(selftest("run", "glibc", "staged/lacking"), 2);
	expect_status(selftest("run", "--cc", "gcc", "--libs", "-lresolv", "--claims", "", "--name",
			      "no-sockets", "listen", "--preload", BUILD_PATH("../no-sockets.so")),
		2);
}

Test(faults, cases_that_crash)
{
	struct ended ended = selftest("run", "glibc", "crash", "fine/pure");
	g_autofree char *path = in_scratch("glibc.jsonl"), *record = read_file(path);

	expect_status(ended, 1);
	cr_expect(strstr(record, "\"crash/signal\",\"outcome\":\"crashed\",\"text\":\"SIGSEGV\""),
		"%s", record);
	cr_expect(strstr(record, "\"crash/abort\",\"outcome\":\"crashed\",\"text\":\"SIGABRT\""),
		"%s", record);
	cr_expect(strstr(record, "\"crash/exit\",\"outcome\":\"crashed\",\"text\":\"exit\""), "%s",
		record);
	cr_expect(strstr(record, "\"crash/agent\",\"outcome\":\"crashed\""), "%s", record);
}

Test(faults, cases_that_print_too_much)
{
	struct ended ended = selftest("run", "--cc", "gcc", "--libs", "-lresolv", "--name",
		"printing", "print", "fine/pure");

	expect_status(ended, 1);
	expect_no_line(ended.out, "deviates printing print/much");
	expect_line(ended.out, "deviates printing print/without_end posix observed \"crashed\"");
	cr_expect(strstr(ended.out, "3 cases, 1 targets: 2 observed, 1 crashed"), "%s", ended.out);
}

Test(faults, cases_that_observe_too_much)
{
	struct ended ended = selftest("run", "glibc", "observe/much", "fine/pure");

	expect_status(ended, 2);
	expect_line(ended.out, "unresolved glibc observe/much the observation is too long");
}

Test(faults, set_up_that_fails)
{
	struct ended ended = selftest("run", "glibc", "setup", "fine/pure");

	expect_status(ended, 2);
	expect_line(ended.out, "unresolved glibc setup/fails planted");
	expect_line(ended.out, "deviates glibc setup/lacks posix observed \"unsupported\"");
}

Test(faults, known_deviation)
{
	struct ended ended = selftest("run", "knowing", "fine/told");

	expect_status(ended, 0);
	expect_line(ended.out,
		"deviates knowing fine/told posix observed \"wrong\" allows \"right | "
		"fair\" known: planted\n");
	cr_expect(strstr(ended.out, "1 known"), "%s", ended.out);
}

/* A target's accepted record, which binds the lines of its file to a libc and a kernel. */
static char *accepted(void)
{
	return g_strdup(SOURCE_PATH("reports/records/stale.jsonl"));
}

static void remove_accepted(void)
{
	g_autofree char *path = accepted();

	unlink(path);
}

/* Elsewhere a stale line is told of; on the libc and kernel that it is for, it fails the run. */
Test(faults, known_deviation_that_is_stale, .fini = remove_accepted)
{
	g_autofree char *path = accepted(), *ours = in_scratch("stale.jsonl");
	struct ended told = selftest("run", "stale", "fine/told");

	expect_status(told, 0);
	expect_line(told.out, "stale stale fine/told observed \"right\" known \"wrong\": take the "
			      "line out of ");
	cr_expect(strstr(told.out, "conformance/targets/stale:6\n"), "%s", told.out);
	g_autofree char *record = read_file(ours);
	cr_assert(g_file_set_contents(path, record, -1, NULL));
	expect_status(selftest("run", "stale", "fine/told"), 1);
	g_autofree char *other = g_strdup(
		"{\"target\":\"stale\",\"libc\":\"other\",\"kernel\":\"other\",\"machine\":\"x\","
		"\"records\":0}\n");
	cr_assert(g_file_set_contents(path, other, -1, NULL));
	expect_status(selftest("run", "stale", "fine/told"), 0);
}

static void write_to(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY);

	if (fd < 0 || write(fd, text, strlen(text)) < 0)
		_exit(125);
	close(fd);
}

/* In the new process: a file system with room for nothing, over the folder "full". */
static void fill_disk(void)
{
	static char full[4096];
	g_autofree char *user = g_strdup_printf("0 %u 1", (unsigned)geteuid());
	g_autofree char *group = g_strdup_printf("0 %u 1", (unsigned)getegid());

	if (unshare(CLONE_NEWUSER | CLONE_NEWNS) < 0)
		_exit(125);
	write_to("/proc/self/uid_map", user);
	write_to("/proc/self/setgroups", "deny");
	write_to("/proc/self/gid_map", group);
	if (chdir(scratch()) < 0 || mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) < 0 ||
		mount("full", "full", "tmpfs", 0, "size=4k") < 0)
		_exit(125);
	int fd = open("full/all-there-is", O_CREAT | O_WRONLY, 0666);
	while (write(fd, full, sizeof full) > 0)
		;
	close(fd);
}

Test(faults, full_disk)
{
	g_autofree char *full = in_scratch("full");

	cr_assert(g_mkdir_with_parents(full, 0777) == 0);
	struct ended ended = program_run(fill_disk, (const char *const[]){ SELFTEST, "run", "--out",
							    full, "glibc", "fine/pure", NULL });
	if (ended.status == 125)
		cr_skip_test("no namespaces here");
	expect_refused(ended, full, "No space left on device", "name another folder with --out");
}

/* Criterion lets a leak pass: our suite must not. */
Test(faults, leak_fails_a_criterion_test)
{
	const char *const leaks[] = { PROGRAMS "/conformance-leak", "--filter", "leak/forgets",
		NULL };
	const char *const frees[] = { PROGRAMS "/conformance-leak", "--filter", "leak/frees",
		NULL };
	struct ended failing = program_run(NULL, leaks), passing = program_run(NULL, frees);

	cr_expect(failing.status == 1, "%d: %s%s", failing.status, failing.out, failing.err);
	cr_expect(strstr(failing.err, "it leaks"), "%s", failing.err);
	expect_status(passing, 0);
}

/* Each is in a world of its own, where pids begin anew, but not the names in /tmp. */
Test(faults, suites_run_side_by_side)
{
	expect_status(
		program_run(NULL, (const char *const[]){ "/bin/sh", "-c",
					  "for i in 1 2 3; do \"$0\" --filter leak/frees & "
					  "all=\"$all $!\"; done; for one in $all; do wait $one "
					  "|| exit 1; done",
					  PROGRAMS "/conformance-leak", NULL }),
		0);
}

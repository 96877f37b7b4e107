/* The private worlds of cases: what is in them, that nothing is left of them, and what runs where
 * there are none. */
#include "program.h"
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

TestSuite(world, .timeout = 120, .fini = scratch_remove);

/* Bounds what a loaded machine may take for something that comes within milliseconds. */
enum { PATIENCE = 30 };

static int refused_here(void)
{
	struct ended ended = program_run(NULL,
		(const char *const[]){ "/usr/bin/unshare", "-Urnmpi", "--fork", "true", NULL });

	return ended.status != 0;
}

#define needs_worlds() \
	do { \
		if (refused_here()) \
			cr_skip_test("no namespaces here"); \
	} while (0)

Test(world, is_as_the_cases_find_it)
{
	needs_worlds();
	struct ended ended = selftest("run", "glibc", "world");

	expect_status(ended, 0);
	expect_no_line(ended.out, "deviates");
	cr_expect(strstr(ended.out, "12 observed"), "%s", ended.out);
}

Test(world, shares_no_namespace_with_us)
{
	static const char *const names[] = { "net", "pid", "mnt", "user", "ipc" };
	needs_worlds();
	struct ended ended = selftest("explain", "world/namespaces", "glibc");

	expect_status(ended, 0);
	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		g_autofree char *path = g_strdup_printf("/proc/self/ns/%s", names[i]);
		g_autofree char *ours = g_file_read_link(path, NULL);
		g_autofree char *start = g_strdup_printf("%s:[", names[i]);
		cr_expect(strstr(ended.out, start), "no %s in %s", start, ended.out);
		cr_expect(!strstr(ended.out, ours), "%s is ours", ours);
	}
}

Test(world, is_new_for_each_target)
{
	needs_worlds();
	struct ended ended = selftest("compare", "glibc", "canary", "world/namespaces");

	expect_line(ended.out, "1 cases: 0 agree, 1 differ");
}

Test(world, keeps_what_cases_leave)
{
	needs_worlds();
	expect_status(selftest("run", "glibc", "leave"), 0);
	expect_status(selftest("run", "glibc", "world/folder_is_empty"), 0);
	g_autoptr(GDir) folder = g_dir_open(BUILD_PATH("world"), 0, NULL);
	cr_assert(folder);
	cr_expect(!g_dir_read_name(folder), "the working folder under it is not empty");
}

Test(world, stages_are_furnished)
{
	needs_worlds();
	struct ended ended = selftest("run", "glibc", "staged/furnished*", "world/folder_is_empty");

	expect_status(ended, 0);
	cr_expect(strstr(ended.out, "3 observed"), "%s", ended.out);
}

Test(world, stage_that_fails_is_no_verdict)
{
	needs_worlds();
	struct ended ended = selftest("run", "glibc", "staged/failing", "fine/pure");

	expect_status(ended, 2);
	expect_line(ended.out, "unresolved glibc staged/failing the stage failed: the planted "
			       "failure");
	expect_no_line(ended.out, "deviates");
	cr_expect(strstr(ended.out, "1 observed") && strstr(ended.out, "1 unresolved"));
}

/* What of a run is there: its processes, and what namespaces one of them is in. */
struct traces {
	char *mark;            /* in the environment of each */
	GPtrArray *namespaces; /* "net:[4026531840]" */
};

static int is_marked(const char *pid, const char *mark)
{
	g_autofree char *path = g_strdup_printf("/proc/%s/environ", pid), *text = NULL;
	g_autofree char *variable = g_strconcat("SELFTEST_MARK=", mark, NULL);
	gsize size;

	if (!g_file_get_contents(path, &text, &size, NULL))
		return 0;
	for (const char *at = text; at < text + size; at += strlen(at) + 1)
		if (strcmp(at, variable) == 0)
			return 1;
	return 0;
}

static int has_case(const char *pid, const char *id)
{
	g_autofree char *path = g_strdup_printf("/proc/%s/cmdline", pid), *text = NULL;
	gsize size;

	if (!g_file_get_contents(path, &text, &size, NULL) ||
		g_str_has_prefix(text, PROGRAMS "/"
						"sockspec"))
		return 0;
	for (const char *at = text; at < text + size; at += strlen(at) + 1)
		if (strcmp(at, id) == 0)
			return 1;
	return 0;
}

static GPtrArray *marked(const char *mark)
{
	GPtrArray *pids = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GDir) folder = g_dir_open("/proc", 0, NULL);

	for (const char *name; (name = g_dir_read_name(folder));)
		if (g_ascii_isdigit(*name) && is_marked(name, mark))
			g_ptr_array_add(pids, g_strdup(name));
	return pids;
}

static void pause_briefly(void)
{
	nanosleep(&(struct timespec){ .tv_nsec = 5000000 }, NULL);
}

#define poll_until(condition_) \
	for (time_t end_ = time(NULL) + PATIENCE; !(condition_); pause_briefly()) \
	cr_assert(time(NULL) < end_, "in %d s it did not come that %s", PATIENCE, #condition_)

/* True once the agent and so many processes of a case are there; then one of their pids is known.
 */
static int is_hanging(const char *mark, const char *id, guint processes, char **pid)
{
	g_autoptr(GPtrArray) pids = marked(mark);
	guint n = 0;

	for (guint i = 0; i < pids->len; i++)
		if (has_case(pids->pdata[i], id)) {
			n++;
			g_free(*pid);
			*pid = g_strdup(pids->pdata[i]);
		}
	return n > processes;
}

static void take_namespaces(struct traces *traces, const char *pid)
{
	static const char *const names[] = { "net", "pid", "mnt", "user", "ipc" };

	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		g_autofree char *theirs = g_strdup_printf("/proc/%s/ns/%s", pid, names[i]);
		g_autofree char *ours = g_strdup_printf("/proc/self/ns/%s", names[i]);
		g_autofree char *our_space = g_file_read_link(ours, NULL);
		char *space = g_file_read_link(theirs, NULL);
		cr_assert(space, "%s is gone", theirs);
		if (strcmp(space, our_space) != 0)
			g_ptr_array_add(traces->namespaces, space);
	}
}

/* True where some process is in one of these namespaces; one without a process or a mount of its
 * own is gone. */
static int is_anyone_in(GPtrArray *namespaces)
{
	static const char *const names[] = { "net", "pid", "mnt", "user", "ipc" };
	g_autoptr(GDir) folder = g_dir_open("/proc", 0, NULL);

	for (const char *pid; (pid = g_dir_read_name(folder));)
		for (size_t i = 0; g_ascii_isdigit(*pid) && i < G_N_ELEMENTS(names); i++) {
			g_autofree char *path = g_strdup_printf("/proc/%s/ns/%s", pid, names[i]);
			g_autofree char *space = g_file_read_link(path, NULL);
			if (space && g_ptr_array_find_with_equal_func(
					     namespaces, space, g_str_equal, NULL))
				return 1;
		}
	return 0;
}

static int is_nothing_left(const struct traces *traces)
{
	g_autoptr(GPtrArray) pids = marked(traces->mark);

	return !pids->len && !is_anyone_in(traces->namespaces);
}

static void expect_no_mount_left(void)
{
	g_autofree char *mounts = NULL;

	cr_assert(g_file_get_contents("/proc/self/mountinfo", &mounts, NULL, NULL));
	cr_expect(!strstr(mounts, BUILD_PATH("world")), "%s", mounts);
}

/* Starts a run of a case that hangs, and comes back when it does. */
static pid_t start_hanging(struct traces *traces, const char *id, guint processes, const char *more)
{
	char *pid = NULL;

	traces->mark = g_strdup(scratch());
	traces->namespaces = g_ptr_array_new_with_free_func(g_free);
	g_autofree char *name = g_strdup_printf("hanging%d", (int)getpid());
	pid_t program = program_start(
		traces->mark, SELFTEST_WORDS("run", "--cc", "gcc", "--libs", "-lresolv", "--name",
				      name, "--timeout", "600", id, more));
	poll_until(is_hanging(traces->mark, id, processes, &pid));
	take_namespaces(traces, pid);
	g_free(pid);
	return program;
}

static void remove_hanging(void)
{
	g_autofree char *name = g_strdup_printf("hanging%d", (int)getpid());

	agent_remove(name);
	scratch_remove();
}

TestSuite(world_end, .timeout = 120, .fini = remove_hanging);

static void expect_end(int number, int whole_group, const char *id, guint processes,
	const char *more, guint namespaces)
{
	struct traces traces;
	pid_t program = start_hanging(&traces, id, processes, more);

	cr_expect(traces.namespaces->len == namespaces, "it is in %u namespaces of its own",
		traces.namespaces->len);
	cr_assert(kill(whole_group ? -program : program, number) == 0);
	int status = program_await(program);
	cr_expect(status == 128 + number, "ended with %d", status);
	poll_until(is_nothing_left(&traces));
	expect_no_mount_left();
	g_autoptr(GDir) folder = g_dir_open(scratch(), 0, NULL);
	cr_expect(!g_dir_read_name(folder), "a file is left where records go");
}

Test(world_end, by_interrupt_from_the_terminal)
{
	needs_worlds();
	expect_end(SIGINT, 1, "hang/alone", 1, "--jobs=1", 5);
}

Test(world_end, by_interrupt_alone)
{
	needs_worlds();
	expect_end(SIGINT, 0, "hang/pure", 2, "--jobs=1", 5);
}

Test(world_end, by_termination)
{
	needs_worlds();
	expect_end(SIGTERM, 0, "hang/pure", 2, "--jobs=1", 5);
}

Test(world_end, by_kill)
{
	needs_worlds();
	expect_end(SIGKILL, 0, "hang/pure", 2, "--jobs=1", 5);
}

/* Where nothing is isolated, nothing may be left either. */
Test(world_end, by_kill_in_the_world_of_the_host)
{
	expect_end(SIGKILL, 0, "hang/pure", 2, "--stage=host", 0);
}

Test(world_end, by_interrupt_in_the_world_of_the_host)
{
	expect_end(SIGINT, 1, "hang/pure", 2, "--stage=host", 0);
}

static void expect_nothing_after(const char *more, int status, const char *id)
{
	struct traces traces = { .mark = g_strdup(scratch()), .namespaces = g_ptr_array_new() };
	g_autofree char *name = g_strdup_printf("hanging%d", (int)getpid());
	pid_t program = program_start(
		traces.mark, SELFTEST_WORDS("run", "--cc", "gcc", "--libs", "-lresolv", "--name",
				     name, "--timeout", "1", id, more));

	int seen = program_await(program);
	cr_expect(seen == status, "ended with %d", seen);
	poll_until(is_nothing_left(&traces));
	expect_no_mount_left();
}

Test(world_end, of_its_own)
{
	needs_worlds();
	expect_nothing_after("--jobs=1", 0, "leave");
}

Test(world_end, by_timeout)
{
	needs_worlds();
	expect_nothing_after("--jobs=1", 2, "hang/pure");
}

Test(world_end, by_timeout_in_the_world_of_the_host)
{
	expect_nothing_after("--stage=host", 2, "hang/pure");
}

Test(world_end, of_its_own_in_the_world_of_the_host)
{
	expect_nothing_after("--stage=host", 0, "leave/child*");
}

/* In the new process: a user namespace of our own, in which no more may be made. The number is the
 * namespace's, not the machine's. */
static void refuse_namespaces(void)
{
	int fd = unshare(CLONE_NEWUSER) < 0 ? -1
					    : open("/proc/sys/user/max_user_namespaces", O_WRONLY);

	if (fd < 0 || write(fd, "0", 1) != 1 || unshare(CLONE_NEWUSER) == 0 || errno != ENOSPC)
		_exit(125);
	close(fd);
}

static struct ended without_worlds(const char *const *words)
{
	g_autofree char *before = read_file("/proc/sys/user/max_user_namespaces");
	struct ended ended = program_run(refuse_namespaces, words);
	g_autofree char *after = read_file("/proc/sys/user/max_user_namespaces");

	cr_expect(strcmp(before, after) == 0, "the machine's limit was %s, is %s", before, after);
	if (ended.status == 125)
		cr_skip_test("no user namespace to refuse others in");
	return ended;
}

Test(world, refused_runs_what_is_pure_and_says_so)
{
	struct ended ended = without_worlds(
		SELFTEST_WORDS("run", "glibc", "fine", "listen", "leave/child_without_stage"));

	cr_expect(ended.status == 1, "%d: %s%s", ended.status, ended.out, ended.err);
	expect_line(ended.out, "deviates glibc fine/told posix observed \"nothing\"");
	cr_expect(strstr(ended.out, "8 cases, 1 targets: 5 observed"), "%s", ended.out);
	cr_expect(strstr(ended.out, "3 not-run"), "%s", ended.out);
	expect_line(ended.err,
		"sockspec: 3 NOT RUN: no world of our own: namespaces: No space left "
		"on device; --stage host runs the cases of the base world without");
	expect_refused(
		without_worlds(SELFTEST_WORDS("run", "glibc", "listen", "--jobs=0")), "--jobs");
}

Test(world, refused_and_nothing_pure_is_no_success)
{
	struct ended ended = without_worlds(SELFTEST_WORDS("run", "glibc", "listen"));

	expect_status(ended, 2);
	expect_line(ended.err, "sockspec: 1 NOT RUN: no world of our own");
}

Test(world, refused_but_the_host_will_do)
{
	struct ended ended = without_worlds(SELFTEST_WORDS(
		"run", "--stage", "host", "glibc", "fine/pure", "listen", "staged/furnished"));

	expect_status(ended, 0);
	cr_expect(
		strstr(ended.out, "2 observed") && strstr(ended.out, "1 not-run"), "%s", ended.out);
	expect_line(ended.err, "sockspec: 1 NOT RUN: --stage host: no stage furnished chair");
	g_autofree char *path = in_scratch("glibc.jsonl"), *record = read_file(path);
	cr_expect(strstr(record, "\"stage\":\"host\""), "%s", record);
}

Test(world, only_the_host_may_be_asked_for)
{
	expect_refused(
		selftest("run", "--stage", "furnished", "glibc"), "--stage furnished", "only host");
}

/* The records of several targets: those that stand, and those that are made now, side by side. */
#include "session.h"
#include "fail.h"
#include "run.h"
#include "stage.h"
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/utsname.h>
#include <sys/wait.h>
#include <unistd.h>

static char *record_path(const struct options *options, const struct target *target)
{
	g_autofree char *name = g_strconcat(target->name, ".jsonl", NULL);

	return g_build_filename(options->out, name, NULL);
}

/* A worker's pipe to the progress bar: a byte a case. */
static int progress = -1;

static void tell_progress(void)
{
	if (write(progress, "", 1) < 0)
		_exit(2);
}

static GPtrArray *shuffled(GPtrArray *cases, guint32 seed)
{
	GPtrArray *order = g_ptr_array_copy(cases, NULL, NULL);
	g_autoptr(GRand) random = g_rand_new_with_seed(seed);

	for (guint i = order->len; i > 1; i--) {
		guint other = (guint)g_rand_int_range(random, 0, (gint32)i);
		void *moved = order->pdata[i - 1];
		order->pdata[i - 1] = order->pdata[other];
		order->pdata[other] = moved;
	}
	return order;
}

static int same_text(const char *one, const char *other)
{
	return g_strcmp0(one, other) == 0;
}

/* True where two records are of the same thing, so that one may complete the other. */
static int same_subject(const struct records *one, const struct records *other)
{
	return same_text(one->libc, other->libc) && same_text(one->kernel, other->kernel) &&
	       same_text(one->machine, other->machine) && same_text(one->preload, other->preload) &&
	       same_text(one->stage, other->stage);
}

static int is_older(const char *path, const char *than)
{
	struct stat one, other;

	if (stat(path, &one) < 0 || stat(than, &other) < 0)
		return 1;
	return one.st_mtim.tv_sec < other.st_mtim.tv_sec ||
	       (one.st_mtim.tv_sec == other.st_mtim.tv_sec &&
		       one.st_mtim.tv_nsec < other.st_mtim.tv_nsec);
}

static char *agent_path(const struct target *target)
{
	return g_build_filename(BUILD_PATH("agents"), target->name, "agent", NULL);
}

/* Keeps what an earlier run of other cases saw of the same target with the same agent. */
static void complete(struct records *records, const char *path, const struct target *target)
{
	g_autofree char *agent = agent_path(target);
	GHashTableIter iter;
	void *id, *value;

	if (!g_file_test(path, G_FILE_TEST_EXISTS))
		return;
	struct records *before = records_read(path);
	if (!is_older(path, agent) && same_subject(records, before)) {
		g_hash_table_iter_init(&iter, before->by_case);
		while (g_hash_table_iter_next(&iter, &id, &value)) {
			const struct record *record = value;
			if (!records_get(records, id) && case_find(id))
				records_add(records, id, record->outcome, record->text);
		}
	}
	records_free(before);
}

/* In a process of its own. */
static _Noreturn void work(
	const struct options *options, const struct target *target, GPtrArray *cases, int pipe_end)
{
	const struct run_options how = { .world = options->host ? WORLD_HOST : WORLD_OWN,
		.preload = options->preload,
		.timeout = options->timeout,
		.done = tell_progress };
	g_autofree char *path = record_path(options, target);

	progress = pipe_end;
	struct records *records = run_cases(target, cases, &how);
	complete(records, path, target);
	records_write(records, path);
	fflush(NULL);
	_exit(0);
}

static pid_t start_worker(const struct options *options, const struct target *target,
	GPtrArray *cases, const int ends[2])
{
	pid_t parent = getpid(), child = fork();

	if (child < 0)
		fail("fork: %s", strerror(errno));
	if (child > 0)
		return child;
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != parent)
		_exit(2);
	close(ends[0]);
	work(options, target, cases, ends[1]);
}

static void draw_bar(guint done, guint all, const char *what)
{
	enum { WIDTH = 40 };
	guint filled = all ? done * WIDTH / all : WIDTH;

	if (!isatty(STDERR_FILENO))
		return;
	fprintf(stderr, "\r[%.*s%.*s] %u/%u %s\033[K", (int)filled,
		"########################################", (int)(WIDTH - filled),
		"........................................", done, all, what);
}

/* Hears the workers until one has ended; false where it failed. */
static int await_worker(int pipe_end, guint *done, guint all)
{
	char bytes[512];
	int status;

	for (;;) {
		struct pollfd ready = { .fd = pipe_end, .events = POLLIN };
		pid_t gone = waitpid(-1, &status, WNOHANG);
		if (gone > 0 && WIFSIGNALED(status))
			fprintf(stderr,
				"sockspec: a worker was ended by signal %d; see with "
				"--jobs 1 which\n",
				WTERMSIG(status));
		if (gone > 0)
			return WIFEXITED(status) && WEXITSTATUS(status) == 0;
		if (poll(&ready, 1, 20) <= 0)
			continue;
		ssize_t n = read(pipe_end, bytes, sizeof bytes);
		*done += (guint)MAX(n, 0);
		draw_bar(MIN(*done, all), all, "cases");
	}
}

static void make_out(const struct options *options)
{
	if (g_mkdir_with_parents(options->out, 0777) < 0 || access(options->out, W_OK) < 0)
		fail("--out %s: %s; name a folder that can be written", options->out,
			strerror(errno));
}

/* Leaves a record of every target behind; ends the program if one failed. */
static void work_all(const struct options *options, GPtrArray *targets, GPtrArray *cases)
{
	g_autoptr(GPtrArray) order =
		options->shuffle ? shuffled(cases, options->seed) : g_ptr_array_ref(cases);
	guint done = 0, all = targets->len * cases->len;
	int running = 0, ends[2], ok = 1;

	make_out(options);
	world_refusal(); /* asked before the workers, once */
	if (pipe2(ends, O_CLOEXEC) < 0)
		fail("pipe: %s", strerror(errno));
	draw_bar(0, all, "cases");
	for (guint i = 0; i < targets->len; i++) {
		if (running == options->jobs) {
			ok &= await_worker(ends[0], &done, all);
			running--;
		}
		start_worker(options, g_ptr_array_index(targets, i), order, ends);
		running++;
	}
	for (; running; running--)
		ok &= await_worker(ends[0], &done, all);
	if (isatty(STDERR_FILENO))
		fputs("\r\033[K", stderr);
	close(ends[0]);
	close(ends[1]);
	if (!ok)
		exit(2);
}

static GPtrArray *read_all(const struct options *options, GPtrArray *targets)
{
	GPtrArray *all = g_ptr_array_new_with_free_func((GDestroyNotify)records_free);

	for (guint i = 0; i < targets->len; i++) {
		g_autofree char *path = record_path(options, g_ptr_array_index(targets, i));
		g_ptr_array_add(all, records_read(path));
	}
	return all;
}

GPtrArray *session_run(const struct options *options, GPtrArray *targets, GPtrArray *cases)
{
	work_all(options, targets, cases);
	return read_all(options, targets);
}

/* True where nothing is known that keeps the case from running here and now. */
static int may_run_now(const struct test_case *test, const struct target *target)
{
	if (!test->stage || case_runs_anywhere(test))
		return target->kernel != KERNEL_NONE;
	g_autofree char *missing = stage_missing(test->stage);
	return target->kernel != KERNEL_NONE && !missing;
}

static int is_current(const struct options *options, const struct target *target, GPtrArray *cases)
{
	g_autofree char *path = record_path(options, target), *agent = agent_path(target);
	struct utsname system;

	if (!g_file_test(path, G_FILE_TEST_EXISTS))
		return 0;
	build_free(build_agent(target));
	if (is_older(path, agent))
		return 0;
	struct records *records = records_read(path);
	g_autofree char *kernel =
		uname(&system) == 0 ? run_kernel(system.sysname, system.release) : NULL;
	int current = same_text(records->preload, options->preload) &&
		      same_text(records->stage, options->host ? "host" : NULL) &&
		      (target->kernel == KERNEL_OWN || same_text(records->kernel, kernel));
	for (guint i = 0; current && i < cases->len; i++) {
		const struct test_case *test = g_ptr_array_index(cases, i);
		const struct record *record = records_get(records, test->id);
		current = record && (record->outcome != NOT_RUN || !may_run_now(test, target));
	}
	records_free(records);
	return current;
}

GPtrArray *session_records(const struct options *options, GPtrArray *targets, GPtrArray *cases)
{
	g_autoptr(GPtrArray) lacking = g_ptr_array_new();

	for (guint i = 0; i < targets->len; i++)
		if (!is_current(options, g_ptr_array_index(targets, i), cases))
			g_ptr_array_add(lacking, g_ptr_array_index(targets, i));
	if (lacking->len)
		work_all(options, lacking, cases);
	return read_all(options, targets);
}

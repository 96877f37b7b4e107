/* Main 2: every case as a Criterion test, suite = call, test = situation, on the libc that it is
 * built with.
 *
 *     conformance-TARGET [Criterion's options]
 *
 * It starts itself once per stage, inside it. A test passes where each authority that TARGET claims
 * allows what was observed, or the deviation is known; where SOCKSPEC_RECORD names the target's
 * record, it must also be what sockspec observed. */
#include "build.h"
#include "fail.h"
#include "programs.h"
#include "stage.h"
#include "verdict.h"
#include <criterion/criterion.h>
#include <criterion/hooks.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>
#if defined __SANITIZE_ADDRESS__
#include <sanitizer/lsan_interface.h>
#elif defined __has_feature
#if __has_feature(address_sanitizer)
#include <sanitizer/lsan_interface.h>
#define __SANITIZE_ADDRESS__ 1
#endif
#endif

/* The option that tells a started self what stage it is in. */
#define IN_STAGE "--in-stage"

/* The exit status of a run whose filter fits no test. */
#define NONE_RAN 3

/* At most so many stages run at once. */
#define SIDE_BY_SIDE 4

static int leaks(void)
{
#ifdef __SANITIZE_ADDRESS__
	/* The check opens files: where a case has left no descriptor it would end the test. */
	int one = dup(0), other = dup(0), can_look = other >= 0;
	close(one);
	close(other);
	return can_look && __lsan_do_recoverable_leak_check();
#else
	return 0;
#endif
}

static const struct records *sockspec_record(void)
{
	const char *path = getenv("SOCKSPEC_RECORD");
	static struct records *records;

	if (path && !records)
		records = records_read(path);
	return records;
}

static void compare_with_sockspec(const struct record *record)
{
	const struct records *records = sockspec_record();
	const struct record *theirs = records ? records_get(records, record->id) : NULL;

	if (!records)
		return;
	cr_assert(theirs, "sockspec has no record of it");
	cr_expect(theirs->outcome == record->outcome && strcmp(theirs->text, record->text) == 0,
		"observed \"%s\" here, sockspec observed \"%s\"", record->text, theirs->text);
}

static const char *stage_of(const struct test_case *test)
{
	return test->stage && !case_runs_anywhere(test) ? test->stage : "";
}

/* The case in a process of its own, as an agent runs it: it may leave no memory, or crash. Returns
 * its exit status: 1 where it leaks. */
static int play(const struct test_case *test, struct observation *seen)
{
	int status;
	pid_t child = fork();

	if (child == 0) {
		setpgid(0, 0);
		case_run(test, seen);
		status = leaks();
		_exit(status);
	}
	waitpid(child, &status, 0);
	kill(-child, SIGKILL); /* what the case left behind */
	if (WIFSIGNALED(status) || seen->outcome == OUTCOMES) {
		seen->outcome = CRASHED;
		g_snprintf(seen->text, sizeof seen->text, "%s%s",
			WIFSIGNALED(status) ? "SIG" : "exit",
			WIFSIGNALED(status) ? sigabbrev_np(WTERMSIG(status)) : "");
	}
	return WIFEXITED(status) && WEXITSTATUS(status);
}

/* A worker is a fresh process, where main has not run: only the names carry over. */
static void run_current(void)
{
	g_autofree char *id = g_strdup_printf(
		"%s/%s", criterion_current_suite->name, criterion_current_test->name);
	const struct test_case *test = case_find(id);
	struct target *target = target_load(TARGET_NAME);
	struct observation *seen =
		mmap(NULL, sizeof *seen, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	/* Before the case, which may leave no descriptor; in a folder of its own, for cases run
	 * side by side. */
	sockspec_record();
	char folder[] = "case-XXXXXX";
	if (stage_of(test)[0] == '\0' && (!mkdtemp(folder) || chdir(folder) < 0))
		cr_assert(0, "no folder to work in");
	cr_assert(seen != MAP_FAILED, "no memory");
	seen->outcome = OUTCOMES;
	int leaked = play(test, seen);
	struct record record = { .id = id, .outcome = seen->outcome, .text = seen->text };
	enum standing standing = verdict_standing(test, target, &record);
	cr_expect(standing != UNDECIDED, "%s: %s", outcome_names[seen->outcome], seen->text);
	cr_expect(standing != DEVIATING, "%s \"%s\"; document allows %s, posix %s, linux %s",
		outcome_names[seen->outcome], seen->text, test->allows[AUTHORITY_DOCUMENT],
		test->allows[AUTHORITY_POSIX], test->allows[AUTHORITY_LINUX]);
	compare_with_sockspec(&record);
	target_free(target);
	cr_expect(!leaked, "it leaks");
}

/* What the Test() macro would have wrapped around the body. */
static void show_current(void)
{
	criterion_internal_test_setup();
	criterion_internal_test_main(run_current);
	criterion_internal_test_teardown();
}

static size_t expected;
static int filtered, none_ran;

/* A run that did less than it was asked to is no success; of a filter's, other stages may have
 * more. */
ReportHook(POST_ALL)(struct criterion_global_stats *stats)
{
	size_t ran = stats->nb_tests - stats->tests_skipped;

	none_ran = ran == 0;
	if (!filtered && ran < expected)
		fail("%s: %zu tests ran of at least %zu", TARGET_NAME, ran, expected);
}

static void register_tests(struct criterion_test_set *tests, const char *stage)
{
	static GPtrArray *kept; /* Criterion keeps pointers to them where no leak check sees */

	kept = g_ptr_array_new();
	for (const struct test_case *const *test = __start_cases; test < __stop_cases; test++) {
		if (stage && (strcmp(stage, stage_of(*test)) != 0 || (*test)->wants_agent))
			continue;
		struct criterion_test_extra_data *extra =
			g_new0(struct criterion_test_extra_data, 1);
		struct criterion_test *shown = g_new0(struct criterion_test, 1);
		*extra = (struct criterion_test_extra_data){ .lang_ = CR_LANG_C,
			.identifier_ = (*test)->id,
			.file_ = (*test)->file,
			.line_ = (unsigned)(*test)->line,
			.timeout = 20 };
		*shown = (struct criterion_test){ (char *)(*test)->name, (*test)->call,
			show_current, extra };
		g_ptr_array_add(kept, shown);
		criterion_register_test(tests, shown);
		expected++;
	}
}

static int run_tests(int argc, char **argv, const char *stage)
{
	struct criterion_test_set *tests = criterion_initialize();
	int status = 0;

	register_tests(tests, stage);
	for (int i = 1; i < argc; i++)
		if (g_str_has_prefix(argv[i], "--filter"))
			filtered = 1;
	if (criterion_handle_args(argc, argv, true))
		status = !criterion_run_all_tests(tests);
	criterion_finalize(tests);
	return none_ran ? NONE_RAN : status;
}

/* In a child: into the world, through the stage's file if it has one, and on as a run of that
 * stage. */
static _Noreturn void enter(const char *self, const char *stage, int argc, char **argv)
{
	GPtrArray *words = g_ptr_array_new();
	g_auto(GStrv) furnish = *stage ? stage_words(stage) : NULL;

	for (int i = 0; furnish && furnish[i]; i++)
		g_ptr_array_add(words, furnish[i]);
	g_ptr_array_add(words, (char *)self);
	g_ptr_array_add(words, (char *)IN_STAGE);
	g_ptr_array_add(words, (char *)stage);
	for (int i = 1; i < argc; i++)
		g_ptr_array_add(words, argv[i]);
	if (furnish) /* two ports, say, are for one case at a time */
		g_ptr_array_add(words, (char *)"--jobs=1");
	g_ptr_array_add(words, NULL);
	world_enter();
	/* Criterion names what it shares by pids, which are a world's own. */
	if (mount("criterion", "/dev/shm", "tmpfs", 0, NULL) < 0)
		fail("/dev/shm: %s", strerror(errno));
	execvp(words->pdata[0], (char **)words->pdata);
	fail("%s does not start", (char *)words->pdata[0]);
}

/* A run of one stage's cases, and what it says. */
struct run {
	pid_t child;
	FILE *said;
};

static struct run start_stage(const char *stage, int argc, char **argv)
{
	g_autofree char *self = g_file_read_link("/proc/self/exe", NULL);
	struct run run = { .said = tmpfile() };

	if (!run.said)
		fail("no file for what a stage says; make TMPDIR writable");
	run.child = fork();
	if (run.child == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		dup2(fileno(run.said), STDOUT_FILENO);
		dup2(fileno(run.said), STDERR_FILENO);
		enter(self, stage, argc, argv);
	}
	return run;
}

/* Waits for any of the runs, shows what it said if tests ran, and forgets it. Returns its exit
 * status. */
static int end_one(struct run *runs, int *running)
{
	int status, ended = 0, c;
	pid_t child = wait(&status);

	while (runs[ended].child != child)
		ended++;
	g_autofree char *socket = g_strdup_printf("/tmp/criterion_%d.sock", (int)child);
	unlink(socket); /* left by a run that was killed: it had the child's pid, see world_enter */
	status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
	rewind(runs[ended].said);
	while (status != NONE_RAN && (c = getc(runs[ended].said)) != EOF)
		putc(c, stderr); /* as Criterion does */
	fclose(runs[ended].said);
	runs[ended] = runs[--*running];
	return status;
}

/* Why a stage's cases cannot be tests here, or NULL. */
static char *not_here(const char *stage)
{
	g_autofree char *missing = *stage ? stage_missing(stage) : NULL;

	if (*stage && world_refusal())
		return g_strdup_printf("no world of our own: %s", world_refusal());
	if (missing)
		return g_strdup_printf("it needs %s", missing);
	if (g_str_has_prefix(stage, "inject "))
		return g_strdup("what is injected would hit Criterion itself; sockspec runs them");
	if (strcmp(stage, "guest") == 0)
		return g_strdup("in a guest only an agent is heard; sockspec runs them");
	return NULL;
}

/* The stages that this program's cases are on, with their numbers; says what is for agents. */
static GHashTable *count_stages(void)
{
	GHashTable *stages = g_hash_table_new(g_str_hash, g_str_equal);

	for (const struct test_case *const *test = __start_cases; test < __stop_cases; test++) {
		gpointer stage = (char *)stage_of(*test);
		guint cases = GPOINTER_TO_UINT(g_hash_table_lookup(stages, stage));
		if ((*test)->wants_agent)
			printf("NOT RUN: 1 case, %s: it uses up memory, of which Criterion has "
			       "much; sockspec runs it\n",
				(*test)->id);
		else
			g_hash_table_insert(stages, stage, GUINT_TO_POINTER(cases + 1));
	}
	return stages;
}

/* Whether they can be tests here; says so where not. */
static int runs_here(const char *stage, void *cases)
{
	g_autofree char *why = not_here(stage);

	if (why)
		printf("NOT RUN: %u cases of stage %s: %s\n", GPOINTER_TO_UINT(cases), stage, why);
	return !why;
}

/* Where no world can be had: what needs none of its own. */
static int run_without_world(int argc, char **argv)
{
	g_autoptr(GHashTable) stages = count_stages();
	GHashTableIter iter;
	void *stage, *cases;

	g_hash_table_iter_init(&iter, stages);
	while (g_hash_table_iter_next(&iter, &stage, &cases))
		runs_here(stage, cases);
	fflush(stdout);
	return run_tests(argc, argv, "");
}

static int most_cases_first(gconstpointer a, gconstpointer b, gpointer stages)
{
	return (int)GPOINTER_TO_UINT(g_hash_table_lookup(stages, b)) -
	       (int)GPOINTER_TO_UINT(g_hash_table_lookup(stages, a));
}

static void note_end(int status, int *ran, int *failed)
{
	*ran |= status != NONE_RAN;
	*failed |= status != 0 && status != NONE_RAN;
}

/* Stages side by side, each in a world of its own: most of their time is the kernel's. */
static int run_every_stage(int argc, char **argv)
{
	g_autoptr(GHashTable) stages = count_stages();
	GList *names =
		g_list_sort_with_data(g_hash_table_get_keys(stages), most_cases_first, stages);
	struct run runs[SIDE_BY_SIDE] = { { .child = 0 } };
	int failed = 0, ran = 0, running = 0;

	for (GList *name = names; name; name = name->next) {
		if (!runs_here(name->data, g_hash_table_lookup(stages, name->data)))
			continue;
		if (running == SIDE_BY_SIDE)
			note_end(end_one(runs, &running), &ran, &failed);
		fflush(NULL);
		runs[running++] = start_stage(name->data, argc, argv);
	}
	while (running > 0)
		note_end(end_one(runs, &running), &ran, &failed);
	g_list_free(names);
	if (!ran)
		fail("%s: no test ran; --list shows their names", TARGET_NAME);
	return failed;
}

/* For what is started from here on. */
static void make_programs(void)
{
	struct target *target = target_load(TARGET_NAME);
	g_autofree char *folder = programs_folder(target);
	int lock = build_lock(target);

	build_programs(target);
	if (folder)
		g_setenv("SOCKSPEC_PROGRAMS", folder, TRUE);
	close(lock);
	target_free(target);
}

int main(int argc, char **argv)
{
	int asks = argc > 1 && (strcmp(argv[1], "--list") == 0 || strcmp(argv[1], "--help") == 0);

	if (argc > 2 && strcmp(argv[1], IN_STAGE) == 0) {
		const char *stage = argv[2];
		argv[2] = argv[0];
		return run_tests(argc - 2, argv + 2, stage);
	}
	if (!asks)
		make_programs();
	if (asks)
		return run_tests(argc, argv, NULL);
	return world_refusal() ? run_without_world(argc, argv) : run_every_stage(argc, argv);
}

/* Main 1: runs the cases named on its command line, each in a process of its own, on any libc: no
 * stdio, no threads, no malloc.
 *
 *     agent CASE...
 *
 * It prints, each on a line with tabs between: "agent SYSTEM RELEASE MACHINE"; for each case "begun
 * CASE", then its outcome, as "observed CASE TEXT". A case that hangs is the host's to end. */
#include "case.h"
#include "platform.h"
#include <sys/mman.h>
#include <sys/utsname.h>
#include <sys/wait.h>

static void write_all(const char *text, size_t size)
{
	while (size) {
		ssize_t n = write(STDOUT_FILENO, text, size);
		if (n <= 0)
			_exit(2);
		text += n;
		size -= (size_t)n;
	}
}

/* One write a line: the host sees whole lines or none. */
static void say(const char *word, const char *second, const char *third, const char *fourth)
{
	const char *const words[] = { word, second, third, fourth };
	char line[1024];
	size_t used = 0;

	for (size_t i = 0; i < 4 && words[i]; i++) {
		size_t size = strnlen(words[i], sizeof line - 2 - used);
		if (i)
			line[used++] = '\t';
		memcpy(line + used, words[i], size);
		used += size;
	}
	line[used++] = '\n';
	write_all(line, used);
}

static const char *signal_name(int number)
{
	static const struct {
		int number;
		const char *name;
	} names[] = {
		{ SIGABRT, "SIGABRT" },
		{ SIGALRM, "SIGALRM" },
		{ SIGBUS, "SIGBUS" },
		{ SIGFPE, "SIGFPE" },
		{ SIGILL, "SIGILL" },
		{ SIGINT, "SIGINT" },
		{ SIGKILL, "SIGKILL" },
		{ SIGPIPE, "SIGPIPE" },
		{ SIGSEGV, "SIGSEGV" },
		{ SIGSYS, "SIGSYS" },
		{ SIGTERM, "SIGTERM" },
		{ SIGTRAP, "SIGTRAP" },
	};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (names[i].number == number)
			return names[i].name;
	return "by a signal";
}

#ifdef SOCKSPEC_COVERAGE
extern void __gcov_dump(void);

/* What the case counted would be lost with it, and it may have left no descriptor to write it. */
static void keep_counts(void)
{
	for (int fd = STDERR_FILENO + 1; fd < 64; fd++)
		close(fd);
	__gcov_dump();
}
#else
#define keep_counts() (void)0
#endif

/* In a child, whose standard output is not the host's: a case may print what it likes. */
static _Noreturn void play(const struct test_case *test, struct observation *seen)
{
	int nowhere = open("/dev/null", O_RDWR);

	setpgid(0, 0);
	if (nowhere < 0 || dup2(nowhere, STDOUT_FILENO) < 0)
		_exit(2);
	if (nowhere > STDERR_FILENO)
		close(nowhere);
	case_run(test, seen);
	keep_counts();
	_exit(0);
}

static void run(const struct test_case *test, struct observation *seen)
{
	int status;

	seen->outcome = OUTCOMES; /* until the case says otherwise */
	seen->text[0] = '\0';
	say("begun", test->id, NULL, NULL);
	pid_t child = fork();
	if (child < 0) {
		say(outcome_names[UNRESOLVED], test->id, "fork failed", NULL);
		return;
	}
	if (child == 0)
		play(test, seen);
	while (waitpid(child, &status, 0) < 0)
		if (errno != EINTR)
			_exit(2);
	kill(-child, SIGKILL); /* what the case left behind */
	if (WIFSIGNALED(status))
		say(outcome_names[CRASHED], test->id, signal_name(WTERMSIG(status)), NULL);
	else if (WEXITSTATUS(status) != 0 || seen->outcome == OUTCOMES)
		say(outcome_names[CRASHED], test->id, "exit", NULL);
	else
		say(outcome_names[seen->outcome], test->id, seen->text, NULL);
}

int main(int argc, char **argv)
{
	struct utsname system;
	struct observation *seen =
		mmap(NULL, sizeof *seen, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	if (seen == MAP_FAILED || uname(&system) < 0)
		return 2;
	say("agent", system.sysname, system.release, system.machine);
	for (int i = 1; i < argc; i++) {
		const struct test_case *test = case_find(argv[i]);
		if (!test) {
			say("unknown", argv[i], NULL, NULL);
			return 2;
		}
		run(test, seen);
	}
	return 0;
}

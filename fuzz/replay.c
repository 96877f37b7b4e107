/* Runs a fuzz target over the files and folders named: the main where no fuzzing engine is linked.
 *
 * With --each every input has a process of its own, and a line on standard output that says what
 * the libc was seen to do with it. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "fuzz.h"

int LLVMFuzzerInitialize(int *argc, char ***argv) __attribute__((weak));
void __sanitizer_set_death_callback(void (*callback)(void)) __attribute__((weak));

enum { SECONDS_FOR_ONE = 10 };

int observing;
static const char *program; /* fuzz-NAME */
static const char *input;   /* the path of the one being tried */
static unsigned long inputs;

/* A sanitizer says what went wrong, but not on which input. Async-signal-safe. */
static void tell_input(void)
{
	static const char told[] = "replay: died on ";

	(void)!write(STDERR_FILENO, told, sizeof told - 1);
	(void)!write(STDERR_FILENO, input, strlen(input));
	(void)!write(STDERR_FILENO, "\n", 1);
}

static void on_signal(int number)
{
	tell_input();
	signal(number, SIG_DFL);
	raise(number);
}

static void watch_for_death(void)
{
	signal(SIGABRT, on_signal);
	if (__sanitizer_set_death_callback) {
		__sanitizer_set_death_callback(tell_input);
		return;
	}
	signal(SIGSEGV, on_signal);
	signal(SIGBUS, on_signal);
}

static _Noreturn void refuse(const char *path, const char *why)
{
	fprintf(stderr, "replay: %s: %s\n", path, why);
	exit(2);
}

/* Writes a line: the input, a tab, and what the reference and the libc disagree on, or how it ends.
 */
static void observe_one(const uint8_t *data, size_t size)
{
	static char told[1 << 15];
	size_t length = 0;
	ssize_t got;
	int status, output[2];

	if (pipe(output) != 0)
		refuse(input, strerror(errno));
	pid_t child = fork();
	if (child < 0)
		refuse(input, strerror(errno));
	if (child == 0) {
		dup2(output[1], STDERR_FILENO);
		close(output[0]);
		close(output[1]);
		alarm(SECONDS_FOR_ONE);
		LLVMFuzzerTestOneInput(data, size);
		_exit(0);
	}
	close(output[1]);
	while (length < sizeof told - 1 &&
		(got = read(output[0], told + length, sizeof told - 1 - length)) > 0)
		length += (size_t)got;
	close(output[0]);
	waitpid(child, &status, 0);
	told[length] = '\0';
	for (char *line = strtok(told, "\n"); line; line = strtok(NULL, "\n"))
		printf("%s\t%s\n", input, line);
	if (WIFSIGNALED(status) && WTERMSIG(status) != SIGABRT)
		printf("%s\t%s ends with signal %d\n", input, program, WTERMSIG(status));
	else if (length == 0)
		printf("%s\tas the reference\n", input);
	fflush(stdout);
}

static void replay_file(const char *path, int fd, size_t size)
{
	uint8_t *data =
		malloc(size ? size : 1); /* exactly as large, so that ASan sees an overrun */
	size_t have = 0;

	if (!data)
		refuse(path, strerror(errno));
	while (have < size) {
		ssize_t got = read(fd, data + have, size - have);
		if (got <= 0)
			refuse(path, got < 0 ? strerror(errno) : "is cut short");
		have += (size_t)got;
	}
	input = path;
	if (observing)
		observe_one(data, size);
	else
		LLVMFuzzerTestOneInput(data, size);
	inputs++;
	free(data);
}

static void replay(const char *path);

static int is_visible(const struct dirent *entry)
{
	return entry->d_name[0] != '.';
}

static void replay_folder(const char *path)
{
	struct dirent **entries;
	int count = scandir(path, &entries, is_visible, alphasort);

	if (count < 0)
		refuse(path, strerror(errno));
	if (count == 0)
		refuse(path, "holds no input; nothing was replayed");
	for (int i = 0; i < count; i++) {
		char *entry = malloc(strlen(path) + 1 + strlen(entries[i]->d_name) + 1);
		if (!entry)
			refuse(path, strerror(errno));
		sprintf(entry, "%s/%s", path, entries[i]->d_name);
		replay(entry);
		free(entry);
		free(entries[i]);
	}
	free(entries);
}

static void replay(const char *path)
{
	struct stat status;
	int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);

	if (fd < 0 || fstat(fd, &status) != 0)
		refuse(path, strerror(errno));
	if (S_ISDIR(status.st_mode))
		replay_folder(path);
	else if (S_ISREG(status.st_mode))
		replay_file(path, fd, (size_t)status.st_size);
	else
		refuse(path, "is neither a file nor a folder");
	close(fd);
}

int main(int argc, char **argv)
{
	const char *slash = strrchr(argv[0], '/');

	program = slash ? slash + 1 : argv[0];

	observing = argc > 1 && strcmp(argv[1], "--each") == 0;
	if (argc < 2 + observing) {
		fprintf(stderr, "usage: %s [--each] FILE|FOLDER...\n", program);
		return 2;
	}
	if (LLVMFuzzerInitialize)
		LLVMFuzzerInitialize(&argc, &argv);
	if (!observing)
		watch_for_death();
	for (int i = 1 + observing; i < argc; i++)
		replay(argv[i]);
	if (!observing)
		printf("%s: %lu inputs\n", program, inputs);
	return fflush(stdout) == 0 ? 0 : 2;
}

/* Runs a fuzz target over the files and folders named: the main where no fuzzing engine is linked.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>

#include "fuzz.h"

int LLVMFuzzerInitialize(int *argc, char ***argv) __attribute__((weak));
void __sanitizer_set_death_callback(void (*callback)(void)) __attribute__((weak));

static const char *input; /* the path of the one being tried */
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
	const char *name = slash ? slash + 1 : argv[0];

	if (argc < 2) {
		fprintf(stderr, "usage: %s FILE|FOLDER...\n", name);
		return 2;
	}
	if (LLVMFuzzerInitialize)
		LLVMFuzzerInitialize(&argc, &argv);
	watch_for_death();
	for (int i = 1; i < argc; i++)
		replay(argv[i]);
	printf("%s: %lu inputs\n", name, inputs);
	return fflush(stdout) == 0 ? 0 : 2;
}

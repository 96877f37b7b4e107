/* Programs as the tests run them, and a folder for what they write. */
#include "program.h"
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

static int status_of(int status)
{
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

/* In the new process: a test that ends early takes it along. */
static void prepare(void *before)
{
	prctl(PR_SET_PDEATHSIG, SIGTERM);
	if (before)
		((void (*)(void))before)();
}

struct ended program_run(void (*before)(void), const char *const *words)
{
	struct ended ended = { 0 };
	GError *error = NULL;
	int status;

	/* What Criterion says to its workers is not for a suite that is started by one. */
	g_auto(GStrv) environment = g_environ_unsetenv(g_get_environ(), "BXFI_MAP");
	g_spawn_sync(NULL, (char **)words, environment, G_SPAWN_CHILD_INHERITS_STDIN, prepare,
		(void *)before, &ended.out, &ended.err, &status, &error);
	cr_assert(!error, "%s", error->message);
	ended.status = status_of(status);
	return ended;
}

pid_t program_start(const char *mark, const char *const *words)
{
	pid_t child = fork();

	cr_assert(child >= 0);
	if (child > 0) {
		setpgid(child, child);
		return child;
	}
	int nowhere = open("/dev/null", O_RDWR);
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	setpgid(0, 0);
	dup2(nowhere, STDOUT_FILENO);
	dup2(nowhere, STDERR_FILENO);
	setenv("SELFTEST_MARK", mark, 1);
	execv(words[0], (char **)words);
	_exit(127);
}

int program_await(pid_t program)
{
	int status;

	while (waitpid(program, &status, 0) < 0)
		cr_assert(errno == EINTR);
	return status_of(status);
}

int has_line(const char *text, const char *start)
{
	for (const char *line = text; line && *line; line = strchr(line, '\n')) {
		line += *line == '\n';
		if (g_str_has_prefix(line, start))
			return 1;
	}
	return 0;
}

void refused(struct ended ended, const char *const *words)
{
	size_t size = strlen(ended.err);

	cr_expect(ended.status == 2, "ended with %d:\n%s%s", ended.status, ended.out, ended.err);
	cr_expect(!*ended.out, "wrote to stdout:\n%s", ended.out);
	cr_expect(size && strchr(ended.err, '\n') == ended.err + size - 1, "not one line:\n%s",
		ended.err);
	for (int i = 0; words[i]; i++)
		cr_expect(strstr(ended.err, words[i]), "no \"%s\" in: %s", words[i], ended.err);
}

static char *folder;

const char *scratch(void)
{
	if (!folder) {
		cr_assert(g_mkdir_with_parents(BUILD_PATH("tests"), 0777) == 0);
		folder = g_strdup(BUILD_PATH("tests/XXXXXX"));
		cr_assert(g_mkdtemp(folder));
	}
	return folder;
}

char *in_scratch(const char *name)
{
	return g_build_filename(scratch(), name, NULL);
}

char *scratch_file(const char *name, const char *text)
{
	char *path = in_scratch(name);

	cr_assert(g_file_set_contents(path, text, -1, NULL));
	return path;
}

static int remove_one(const char *path, const struct stat *info, int kind, struct FTW *where)
{
	(void)info, (void)kind, (void)where;
	return remove(path);
}

static void remove_all(const char *path)
{
	cr_expect(nftw(path, remove_one, 16, FTW_DEPTH | FTW_PHYS) == 0, "%s stays", path);
}

void scratch_remove(void)
{
	if (folder)
		remove_all(folder);
}

void agent_remove(const char *name)
{
	g_autofree char *path = g_build_filename(BUILD_PATH("agents"), name, NULL);

	if (g_file_test(path, G_FILE_TEST_EXISTS))
		remove_all(path);
}

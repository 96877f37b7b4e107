/* Runs /usr/bin/uptime beside the server, and takes what it prints. */
#include "command.h"
#include "loop.h"
#include "set_cloexec.h"
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

enum { BUFLEN = 128, LIMIT = 5000 /* milliseconds */, NOT_FOUND = 127 };

static pid_t child;
static int output; /* the end of a pipe that is read */
static int64_t deadline;
static bool is_late;

static _Noreturn void give_up(int error)
{
	printf("error: %s: %s\n", COMMAND, strerror(error));
	fflush(stdout);
	_exit(EXIT_FAILURE);
}

/* All of the child's group, in which the shell is, and what it runs. */
static void end_group(int number)
{
	(void)number;
	kill(0, SIGKILL);
}

/* In the child, whose standard output is the pipe. */
static _Noreturn void run_by_shell(void)
{
	char line[BUFLEN];
	FILE *lines = popen(COMMAND, "r");

	if (!lines)
		give_up(errno);
	while (fgets(line, sizeof line, lines))
		fputs(line, stdout);
	int status = pclose(lines);
	if (WIFEXITED(status) && WEXITSTATUS(status) >= NOT_FOUND - 1 && access(COMMAND, X_OK) < 0)
		give_up(errno);
	fflush(stdout);
	_exit(WIFEXITED(status) ? WEXITSTATUS(status) : EXIT_FAILURE);
}

/* The same; its errors are part of the answer. */
static _Noreturn void run_by_exec(void)
{
	dup2(STDOUT_FILENO, STDERR_FILENO);
	execl(COMMAND, "uptime", (char *)NULL);
	give_up(errno);
}

static _Noreturn void run(bool by_shell, int to, pid_t server)
{
	setpgid(0, 0);
	if (by_shell)
		signal(SIGHUP, end_group);
	prctl(PR_SET_PDEATHSIG, by_shell ? SIGHUP : SIGKILL);
	if (getppid() != server)
		_exit(EXIT_FAILURE);
	loop_restore_signals();
	dup2(to, STDOUT_FILENO);
	if (by_shell)
		run_by_shell();
	run_by_exec();
}

int command_start(bool by_shell)
{
	int ends[2];

	if (pipe(ends) < 0)
		return -1;
	set_cloexec(ends[0]);
	set_cloexec(ends[1]);
	pid_t server = getpid();
	child = fork();
	if (child == 0)
		run(by_shell, ends[1], server);
	int error = errno;
	close(ends[1]);
	if (child < 0) {
		close(ends[0]);
		child = 0;
		errno = error;
		return -1;
	}
	output = ends[0];
	fcntl(output, F_SETFL, O_NONBLOCK); /* a child of it may live on, and hold the other end */
	deadline = loop_now() + LIMIT;
	is_late = false;
	return 0;
}

bool command_runs(void)
{
	return child > 0;
}

/* All of its processes, of a group of their own. */
static void kill_late(void)
{
	if (loop_now() < deadline)
		return;
	kill(-child, SIGKILL);
	is_late = true;
}

static const char *failure_of(int status)
{
	static char text[32];

	if (is_late)
		return "took too long";
	if (WIFSIGNALED(status))
		return strsignal(WTERMSIG(status));
	if (WEXITSTATUS(status) == 0)
		return NULL;
	snprintf(text, sizeof text, "exit status %d", WEXITSTATUS(status));
	return text;
}

bool command_ended(char *text, size_t size, size_t *length, const char **failure)
{
	int status;

	if (waitpid(child, &status, WNOHANG) != child) {
		kill_late();
		return false;
	}
	ssize_t n = read(output, text, size - 1);
	*length = n > 0 ? (size_t)n : 0;
	text[*length] = '\0';
	*failure = failure_of(status);
	close(output);
	child = 0;
	return true;
}

/* Work that may take its time, or hang: each piece in a process of its own, side by side, and what
 * it says is collected. */
#include "task.h"
#include "set_cloexec.h"
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { TASKS = 64 };

int64_t task_now(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static _Noreturn void run(int to, pid_t parent, int (*body)(const void *), const void *argument)
{
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != parent)
		_exit(EXIT_FAILURE);
	dup2(to, STDOUT_FILENO);
	int status = body(argument);
	fflush(stdout);
	_exit(status);
}

int task_start(struct task *task, int (*body)(const void *argument), const void *argument)
{
	int ends[2];

	if (pipe(ends) < 0)
		return -1;
	set_cloexec(ends[0]);
	set_cloexec(ends[1]);
	fflush(stdout);
	pid_t parent = getpid();
	task->pid = fork();
	if (task->pid == 0)
		run(ends[1], parent, body, argument);
	int error = errno;
	close(ends[1]);
	task->fd = ends[0];
	task->size = 0;
	task->ended = false;
	task->text[0] = '\0';
	if (task->pid > 0)
		return 0;
	close(ends[0]);
	task->pid = 0;
	errno = error;
	return -1;
}

static void reap(struct task *task)
{
	int status = -1;

	close(task->fd);
	while (waitpid(task->pid, &status, 0) < 0 && errno == EINTR)
		;
	task->status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
	task->ended = true;
	task->pid = 0;
}

void task_kill(struct task *task)
{
	kill(task->pid, SIGKILL);
	reap(task);
}

/* Returns whether the task has closed its output, and ended. */
static bool has_ended(struct task *task)
{
	char more[4096];
	size_t room = TASK_TEXT - 1 - task->size;
	ssize_t n =
		read(task->fd, room ? task->text + task->size : more, room ? room : sizeof more);

	if (n < 0 && errno == EINTR)
		return false;
	if (n > 0 && room) {
		task->size += (size_t)n;
		task->text[task->size] = '\0';
	}
	if (n > 0)
		return false;
	reap(task);
	return true;
}

struct task *task_wait(struct task *tasks, size_t n, int64_t until)
{
	for (;;) {
		struct pollfd ready[TASKS];
		struct task *of[TASKS];
		nfds_t running = 0;
		int64_t left = until - task_now();

		for (size_t i = 0; i < n && running < TASKS; i++)
			if (tasks[i].pid) {
				of[running] = &tasks[i];
				ready[running++] = (struct pollfd){ tasks[i].fd, POLLIN, 0 };
			}
		if (running == 0 || left <= 0)
			return NULL;
		poll(ready, running, left > 60000 ? 60000 : (int)left);
		for (nfds_t i = 0; i < running; i++)
			if (ready[i].revents && has_ended(of[i]))
				return of[i];
	}
}

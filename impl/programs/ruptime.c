/* Asks hosts how long they are up, over TCP or UDP: the document's two clients in one, without
 * their faults. */
#include "ask.h"
#include "client_options.h"
#include "error.h"
#include "task.h"
#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SIDE_BY_SIDE = 64 };

/* The address's line, which is cut off there, and the words behind it. */
static char *words_of(struct task *task)
{
	char *end = strchr(task->text, '\n');

	if (!end)
		return task->text + task->size;
	*end = '\0';
	return end + 1;
}

/* Of one host: its words as they are, or ours about it, which are the document's, as an error. */
static void print_alone(const char *host, struct task *task, bool udp)
{
	char *words = words_of(task);

	switch (task->status) {
	case ANSWERED:
	case REFUSED:
		fwrite(words, (size_t)(task->text + task->size - words), 1, stdout);
		return;
	case NOT_RESOLVED:
		fprintf(stderr, "getaddrinfo error: %s\n", words);
		return;
	case NOT_CONNECTED:
		fprintf(stderr, "can't %s %s: %s\n", udp ? "contact" : "connect to", host, words);
		return;
	case NOT_ANSWERED:
		fprintf(stderr, "recv error: %s\n", words);
		return;
	default:
		fprintf(stderr, "%s: %s\n", host, words);
	}
}

/* Of one of several: a line, in which nothing can pass for another or steer a terminal. */
static void print_line(const char *host, int width, struct task *task)
{
	char *words = words_of(task);

	words += strspn(words, " ");
	words[strcspn(words, "\n")] = '\0';
	for (char *letter = words; *letter; letter++)
		if (!isprint((unsigned char)*letter))
			*letter = '?';
	printf("%-*s  %-15s  %s\n", width, host, task->text, words);
}

static int longest(char **words, unsigned int n)
{
	size_t most = 0;

	for (unsigned int i = 0; i < n; i++)
		most = strlen(words[i]) > most ? strlen(words[i]) : most;
	return (int)most;
}

/* Ends the task, for this reason. */
static void give_up(struct task *task, const char *reason)
{
	if (task->pid)
		task_kill(task);
	task->ended = true;
	task->status = -1;
	task->size = (size_t)snprintf(task->text, sizeof task->text, "-\n%s", reason);
}

/* Starts as many more as may run. Returns how many have been started. */
static unsigned int start_more(
	struct task *tasks, const struct client_options *told, unsigned int started)
{
	unsigned int running = 0;

	for (unsigned int i = 0; i < started; i++)
		running += !tasks[i].ended;
	for (; started < told->n_hosts && running < SIDE_BY_SIDE; started++, running++) {
		struct question question = { told, told->hosts[started] };
		if (task_start(&tasks[started], ask, &question) < 0)
			give_up(&tasks[started], strerror(errno));
	}
	return started;
}

/* Prints those in turn that have ended, and returns how many have been printed. */
static unsigned int print_ended(
	struct task *tasks, const struct client_options *told, unsigned int i)
{
	int width = longest(told->hosts, told->n_hosts);

	for (; i < told->n_hosts && tasks[i].ended; i++)
		if (told->n_hosts == 1)
			print_alone(told->hosts[i], &tasks[i], told->udp);
		else
			print_line(told->hosts[i], width, &tasks[i]);
	if (fflush(stdout) != 0)
		err_sys("ruptime: standard output");
	return i;
}

int main(int argc, char **argv)
{
	struct client_options told = client_options(argc, argv);
	int64_t until = told.timeout ? task_now() + told.timeout : INT64_MAX;
	static struct task *tasks; /* its children see it too */
	unsigned int started = 0, printed = 0;
	bool failed = false;

	tasks = calloc(told.n_hosts, sizeof *tasks);
	if (!tasks)
		err_sys("ruptime: %u hosts", told.n_hosts);
	while (printed < told.n_hosts) {
		started = start_more(tasks, &told, started);
		task_wait(tasks, started, until);
		for (unsigned int i = 0; task_now() >= until && i < told.n_hosts; i++)
			if (!tasks[i].ended)
				give_up(&tasks[i], strerror(ETIMEDOUT));
		printed = print_ended(tasks, &told, printed);
	}
	for (unsigned int i = 0; i < told.n_hosts; i++)
		failed = failed || tasks[i].status != ANSWERED;
	free(tasks);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}

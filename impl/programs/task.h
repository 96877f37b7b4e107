/* Work that may take its time, or hang: each piece in a process of its own, side by side, and what
 * it says is collected. */
#ifndef TASK_H
#define TASK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

enum { TASK_TEXT = 65536 };

struct task {
	pid_t pid; /* 0 where it does not run */
	int fd;
	bool ended;
	int status; /* what its body returned, once it has ended; -1 where it was killed */
	size_t size;
	char text[TASK_TEXT]; /* what its standard output took, with a NUL; what is more is lost */
};

/* Runs body(argument), which returns 0 to 255, in a new process, which ends with this one. Returns
 * 0; -1 with an errno of pipe() or fork(). */
int task_start(struct task *task, int (*body)(const void *argument), const void *argument);

/* Waits until one of the tasks that run, 64 at most, ends, and returns it; NULL where the time, in
 * milliseconds of task_now(), is over first, or none runs. */
struct task *task_wait(struct task *tasks, size_t n, int64_t until);

/* Ends one that runs. */
void task_kill(struct task *task);

/* Milliseconds of a clock that nobody sets. */
int64_t task_now(void);

#endif

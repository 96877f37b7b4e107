/* Runs /usr/bin/uptime beside the server, and takes what it prints. */
#ifndef COMMAND_H
#define COMMAND_H

#include <stdbool.h>
#include <stddef.h>

#define COMMAND "/usr/bin/uptime"

/* Starts it, by a shell and popen() or by exec() alone, in a process of ours that ends with this
 * one. Returns 0; -1 with an errno of pipe() or fork(). */
int command_start(bool by_shell);

/* Whether it was started and its end not told yet. */
bool command_runs(void);

/* Once it has ended, stores what it printed at text, with a NUL, size bytes at most, and its
 * length; *failure is NULL or says why it is not to be trusted. Returns false while it runs; kills
 * it after five seconds. What it cannot do it prints, after "error: ". */
bool command_ended(char *text, size_t size, size_t *length, const char **failure);

#endif

/* A stage is a private world: namespaces of our own, furnished by a file of stages/, in which a
 * command runs. */
#ifndef STAGE_H
#define STAGE_H

#include <glib.h>
#include <sys/types.h>

enum world {
	WORLD_OWN,  /* user, network, mount, pid and ipc namespaces, empty but for loopback */
	WORLD_HOST, /* the host's: no isolation */
};

/* NULL where this machine gives us a world of our own, else why not. Asked once; static. */
const char *world_refusal(void);

/* The words that furnish a stage, to stand before what runs in it: "inject accept EPROTO" is the
 * file stages/inject and two arguments. Ends the program where there is no such file. */
char **stage_words(const char *stage);
/* The program or file that a stage needs and this machine lacks, or NULL. */
char *stage_missing(const char *stage);

/* True where a stage's file says "# boots:": it takes a while, and is done once for all cases. */
int stage_boots(const char *stage);

/* Starts a command in a world, its output to a pipe, its errors to the file named; all of it dies
 * with us. Returns the process that world_end ends, and the pipe's reading end in *output. */
pid_t world_start(enum world world, char *const *argv, const char *errors, int *output);
/* Kills whatever is left of it, and waits. */
void world_end(enum world world, pid_t first);

/* Enters a world of our own and goes on as a process in it, with the pid that it had, if the kernel
 * lets us choose: Criterion names a socket in /tmp by it, which worlds share. Ends the program
 * where a world is refused. */
void world_enter(void);

#endif

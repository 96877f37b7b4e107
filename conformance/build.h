/* Makes a target's agent: compiles every case, and finds what the target lacks by what its compiler
 * and linker say. */
#ifndef BUILD_H
#define BUILD_H

#include "record.h"
#include "target.h"

struct build {
	char *agent; /* the program */
	struct records
		*absent; /* the cases that are left out: absent, or unsupported, with the message */
	int lock;        /* until build_free no other process builds or runs this target */
};

/* Builds unless the sources, the compiler and the libc are those of the last time. Ends the program
 * where the compiler complains of anything but what a libc may lack: exit 2. */
struct build *build_agent(const struct target *target);
void build_free(struct build *build);
/* Waits until no other process builds or runs this target; closing the descriptor ends it. */
int build_lock(const struct target *target);

#endif

/* What a target lacks, by what its compiler and linker say. */
#ifndef DIAGNOSIS_H
#define DIAGNOSIS_H

#include "case.h"
#include "chunk.h"

struct diagnosis {
	const char *target; /* its name */
	GPtrArray *sources; /* of struct source *: what may lose chunks */
	int is_clang;
	int settled; /* the headers compile: what goes wrong in them now is a file's own fault */
};

/* Takes the chunks that the messages in a file blame out of their sources; unit is the source that
 * was compiled, NULL where a linker speaks. Returns how many it blamed; ends the program where a
 * message blames nothing that a libc may lack: exit 2. */
int diagnose(struct diagnosis *diagnosis, const char *messages, struct source *unit);
/* True where the message is about this name: 'name', in any quotes. */
int message_names(const char *message, const char *name);

#endif

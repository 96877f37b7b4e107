/* What a server answers with: the line of uptime, or what went wrong. */
#ifndef ANSWER_H
#define ANSWER_H

#include <stddef.h>

/* Bytes of an answer: what a command prints beyond is cut. So a datagram of as many bytes as this
 * may always be answered without making more of it. */
enum { ANSWER_SIZE = 1024 };

/* By a shell, by a process of its own, by reading what uptime(1) reads. */
enum mode { MODE_POPEN, MODE_EXEC, MODE_NATIVE };

struct answer {
	char text[ANSWER_SIZE];
	size_t size;
};

/* Returns the answer for those who ask now, valid until the next call; NULL while the command runs,
 * of which there is never more than one: whoever asks until it ends gets its answer. Call again
 * when a child has ended, and at least once in a while: a command that takes longer than five
 * seconds is killed.
 *
 * What goes wrong is an answer too: "error: ", what and why, and a newline. */
const struct answer *answer_get(enum mode mode);

#endif

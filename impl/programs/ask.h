/* Asks a host at all its addresses. */
#ifndef ASK_H
#define ASK_H

#include "client_options.h"
#include "exchange.h"

struct question {
	const struct client_options *options;
	const char *host;
};

/* A task (task.h) that asks at one address after the other, without waiting for one that takes its
 * time: the next is asked a quarter of a second later, and the first whole answer counts. Prints an
 * address, or - where there is none, a newline, and the answer or reason. Returns the outcome; of
 * several that failed that of the last. */
int ask(const void *question);

#endif

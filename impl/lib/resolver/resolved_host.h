/* What a name is resolved to: the addresses of a host, few or many, and its canonical name. */
#ifndef RESOLVED_HOST_H
#define RESOLVED_HOST_H

#include "resolver/host_address.h"
#include <netdb.h>
#include <stddef.h>
#include <stdlib.h>

/* From begin_host() to forget_host(). */
struct resolved_host {
	struct host_address *addresses; /* few, or memory that grows */
	size_t count, room;
	struct host_address few[4];
	const char *canonical_name; /* name, or the text that was looked up */
	char name[NI_MAXHOST];
};

static inline void begin_host(struct resolved_host *host, const char *node)
{
	host->addresses = host->few;
	host->room = sizeof host->few / sizeof *host->few;
	host->count = 0;
	host->canonical_name = node;
}

static inline void forget_host(struct resolved_host *host)
{
	if (host->addresses != host->few)
		free(host->addresses);
}

/* Returns 0 or EAI_MEMORY. */
int add_host_address(struct resolved_host *host, const struct host_address *address);

#endif

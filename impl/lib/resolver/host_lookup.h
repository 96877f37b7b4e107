/* From the name of a host to its addresses, and back. */
#ifndef HOST_LOOKUP_H
#define HOST_LOOKUP_H

#include "resolver/resolved_host.h"

/* Finds the addresses that getaddrinfo() gives for node and the ai_family and ai_flags of its
 * hints, sorted. Returns 0 or its error; only then there is nothing to forget. Is no cancellation
 * point, and leaves errno alone but for EAI_SYSTEM. */
int find_host(const char *node, int family, int flags, struct resolved_host *host);

/* True of localhost and of the names below it, which no name server is asked for (RFC 6761 section
 * 6.3). */
bool is_local_name(const char *name);

/* Finds the name of the host with this address. The caller cannot be cancelled; errno may change.
 * Returns 0; or EAI_NONAME, EAI_AGAIN, EAI_FAIL,
 * EAI_MEMORY, or EAI_SYSTEM with its errno. */
int find_host_name(const struct host_address *address, char name[NI_MAXHOST]);

#endif

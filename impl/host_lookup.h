/* From the name of a host to its addresses, and back. */
#ifndef HOST_LOOKUP_H
#define HOST_LOOKUP_H

#include <netdb.h>
#include <netinet/in.h>
#include <stddef.h>
#include <stdint.h>

/* An address of a host. */
struct host_address {
	sa_family_t family; /* AF_INET or AF_INET6 */
	uint32_t scope;     /* of an IPv6 address; 0 for none */
	union {
		struct in_addr ipv4;
		struct in6_addr ipv6;
	};
	uint64_t rank; /* in the order in which they are to be tried, the least first */
};

/* The addresses of a host, and its canonical name. To be given to forget_host() in the end. */
struct host {
	struct host_address *addresses; /* few, or memory that grows */
	size_t count, room;
	struct host_address few[4];
	const char *canonical_name; /* name, or the text that was looked up */
	char name[NI_MAXHOST];
};

/* Finds the addresses that getaddrinfo() gives for node and the ai_family and ai_flags of its
 * hints, sorted. Returns 0 or its error; only then there is nothing to forget. */
int find_host(const char *node, int family, int flags, struct host *host);

void forget_host(struct host *host);

#endif

/* Networks, and the addresses that belong to them; an IPv4 address counts as ::ffff:a.b.c.d. */
#ifndef NETWORK_H
#define NETWORK_H

#include <netinet/in.h>
#include <stdbool.h>
#include <sys/socket.h>

struct network {
	struct in6_addr address;
	unsigned int bits; /* of 128 */
};

/* Takes ADDRESS or ADDRESS/BITS. Returns false, and writes nothing, for any other text. */
bool network_parse(const char *text, struct network *network);
bool network_has(const struct network *network, const struct in6_addr *address);

/* The address of AF_INET or AF_INET6. */
struct in6_addr network_address(const struct sockaddr *addr);

bool network_is_loopback(const struct in6_addr *address);

#endif

/* An address of a host, of either family. */
#ifndef HOST_ADDRESS_H
#define HOST_ADDRESS_H

#include <netinet/in.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/socket.h>

struct host_address {
	sa_family_t family; /* AF_INET or AF_INET6 */
	uint32_t scope;     /* of an IPv6 address; 0 for none */
	union {
		struct in_addr ipv4;
		struct in6_addr ipv6;
	};
	uint64_t rank; /* in the order in which they are to be tried, the least first */
};

/* Reads an address in one of the forms of inet_aton(), or of inet_pton() and perhaps "%" and a
 * scope. Returns false for any other text. */
bool read_address(const char *text, struct host_address *address);

#endif

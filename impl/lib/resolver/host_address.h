/* An address of a host, of either family. */
#ifndef HOST_ADDRESS_H
#define HOST_ADDRESS_H

#include <netinet/in.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/socket.h>

struct host_address {
	sa_family_t family; /* AF_INET or AF_INET6 */
	uint32_t scope;     /* of an IPv6 address; 0 for none */
	union {
		struct in_addr ipv4;
		struct in6_addr ipv6;
	};
	uint64_t rank;        /* for address_order.c */
	unsigned common_bits; /* with the source, of IPv6 */
};

/* Reads an address in one of the forms of inet_aton(), or of inet_pton() and perhaps "%" and a
 * scope. Returns false for any other text. */
bool read_address(const char *text, struct host_address *address);

/* Returns the address; for one of IPv4 the IPv4-mapped one (RFC 4291 section 2.5.5.2). */
struct in6_addr as_ipv6(const struct host_address *address);

/* Returns how many bits the addresses begin with in common, at most so many. */
unsigned common_bits(const unsigned char a[16], const unsigned char b[16], unsigned most);

#endif

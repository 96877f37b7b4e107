/* Reads addresses of hosts. */
#include "resolver/host_address.h"
#include "address/scope.h"
#include "sockets.h"
#include <string.h>

/* Reads first what is usual, and fast. */
static bool read_ipv6(const char *text, struct host_address *address)
{
	char before_scope[INET6_ADDRSTRLEN];

	if (ref_inet_pton(AF_INET6, text, &address->ipv6))
		return true;
	size_t size = strcspn(text, "%");
	if (!text[size] || size >= sizeof before_scope)
		return false;
	*(char *)mempcpy(before_scope, text, size) = '\0';
	return ref_inet_pton(AF_INET6, before_scope, &address->ipv6) &&
	       read_scope(&address->ipv6, text + size + 1, &address->scope);
}

bool read_address(const char *text, struct host_address *address)
{
	bool is_ipv6 = strchr(text, ':');

	address->scope = 0;
	address->family = is_ipv6 ? AF_INET6 : AF_INET;
	return is_ipv6 ? read_ipv6(text, address) : ref_inet_aton(text, &address->ipv4);
}

struct in6_addr as_ipv6(const struct host_address *address)
{
	struct in6_addr mapped = { .s6_addr = { [10] = 0xff, 0xff } };

	if (address->family == AF_INET6)
		return address->ipv6;
	memcpy(mapped.s6_addr + 12, &address->ipv4, sizeof address->ipv4);
	return mapped;
}

unsigned common_bits(const unsigned char a[16], const unsigned char b[16], unsigned most)
{
	unsigned bits = 0;

	while (bits < most && !((a[bits / 8] ^ b[bits / 8]) & 0x80 >> bits % 8))
		bits++;
	return bits;
}

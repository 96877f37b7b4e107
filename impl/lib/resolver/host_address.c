/* Reads addresses of hosts. */
#include "resolver/host_address.h"
#include "address/scope.h"
#include "sockets.h"
#include <string.h>

bool read_address(const char *text, struct host_address *address)
{
	char before_scope[INET6_ADDRSTRLEN];
	const char *percent;

	address->scope = 0;
	address->family = AF_INET;
	if (ref_inet_aton(text, &address->ipv4))
		return true;
	address->family = AF_INET6;
	percent = strchr(text, '%');
	if (!percent)
		return ref_inet_pton(AF_INET6, text, &address->ipv6);
	if (percent - text >= INET6_ADDRSTRLEN)
		return false;
	*(char *)mempcpy(before_scope, text, (size_t)(percent - text)) = '\0';
	return ref_inet_pton(AF_INET6, before_scope, &address->ipv6) &&
	       read_scope(&address->ipv6, percent + 1, &address->scope);
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

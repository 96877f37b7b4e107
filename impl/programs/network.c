/* Networks, and the addresses that belong to them; an IPv4 address counts as ::ffff:a.b.c.d. */
#include "network.h"
#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "names.h"

enum { MAPPED_BITS = 96 };

static struct in6_addr mapped(const void *in_addr)
{
	struct in6_addr address = { .s6_addr = { [10] = 0xff, [11] = 0xff } };

	memcpy(address.s6_addr + 12, in_addr, 4);
	return address;
}

/* The number of bits after the slash, at most so many; -1 for any other text. */
static int width_of(const char *digits, int most)
{
	char *end;

	if (!digits)
		return most;
	long bits = strtol(digits, &end, 10);
	return *digits < '0' || *digits > '9' || *end || bits > most ? -1 : (int)bits;
}

bool network_parse(const char *text, struct network *network)
{
	const char *slash = strchr(text, '/'), *digits = slash ? slash + 1 : NULL;
	char room[INET6_ADDRSTRLEN];
	struct in6_addr address;
	int size = slash ? (int)(slash - text) : (int)strnlen(text, sizeof room);
	int width;

	if (size >= (int)sizeof room)
		return false;
	snprintf(room, sizeof room, "%.*s", size, text);
	if (inet_pton(AF_INET6, room, &address) == 1) {
		width = width_of(digits, 128);
	} else if (inet_pton(AF_INET, room, &address) == 1) {
		width = width_of(digits, 32);
		width += width < 0 ? 0 : MAPPED_BITS;
		address = mapped(&address);
	} else {
		return false;
	}
	if (width < 0)
		return false;
	*network = (struct network){ address, (unsigned int)width };
	return true;
}

bool network_has(const struct network *network, const struct in6_addr *address)
{
	unsigned int bytes = network->bits / 8, rest = network->bits % 8;

	if (memcmp(network->address.s6_addr, address->s6_addr, bytes) != 0)
		return false;
	return rest == 0 ||
	       (network->address.s6_addr[bytes] ^ address->s6_addr[bytes]) >> (8 - rest) == 0;
}

struct in6_addr network_address(const struct sockaddr *addr)
{
	if (addr->sa_family == AF_INET)
		return mapped(&((const struct sockaddr_in *)addr)->sin_addr);
	return ((const struct sockaddr_in6 *)addr)->sin6_addr;
}

bool network_is_loopback(const struct in6_addr *address)
{
	static const struct network loopback4 = {
		{ .s6_addr = { [10] = 0xff, [11] = 0xff, [12] = 127 } }, MAPPED_BITS + 8
	};

	return IN6_IS_ADDR_LOOPBACK(address) || network_has(&loopback4, address);
}

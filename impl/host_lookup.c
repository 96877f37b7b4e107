/* Hosts: their addresses, by number, from /etc/hosts and from the domain name system. */
#include "host_lookup.h"
#include "address_order.h"
#include "scope.h"
#include "sockets.h"
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* A set of families. */
enum { IPV4 = 1, IPV6 = 2 };

static unsigned family_bit(const struct host_address *address)
{
	return address->family == AF_INET ? IPV4 : IPV6;
}

/* Those whose addresses are looked for: of AF_INET6 with AI_V4MAPPED both. */
static unsigned wanted_families(int family, int flags)
{
	if (family == AF_INET)
		return IPV4;
	if (family == AF_INET6 && !(flags & AI_V4MAPPED))
		return IPV6;
	return IPV4 | IPV6;
}

static int add_address(struct host *host, const struct host_address *address)
{
	if (host->count == host->room) {
		bool few = host->addresses == host->few;
		struct host_address *more =
			realloc(few ? NULL : host->addresses, 2 * host->room * sizeof *more);

		if (!more)
			return EAI_MEMORY;
		if (few)
			memcpy(more, host->few, sizeof host->few);
		host->addresses = more;
		host->room *= 2;
	}
	host->addresses[host->count++] = *address;
	return 0;
}

void forget_host(struct host *host)
{
	if (host->addresses != host->few)
		free(host->addresses);
}

/* This host: any of its addresses for who waits for calls, the loopback's for who calls. */
static void add_own_addresses(struct host *host, unsigned families, int flags)
{
	bool passive = flags & AI_PASSIVE;
	struct host_address ipv6 = { .family = AF_INET6 }, ipv4 = { .family = AF_INET };

	if (!passive) {
		ipv6.ipv6.s6_addr[15] = 1;
		ipv4.ipv4.s_addr = ref_htonl(INADDR_LOOPBACK);
	}
	if (families & IPV6)
		add_address(host, &ipv6);
	if (families & IPV4)
		add_address(host, &ipv4);
}

/* Reads an address in one of the forms of inet_aton(), or of inet_pton() and perhaps "%" and a
 * scope. */
static bool read_address(const char *text, struct host_address *address)
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

/* For AF_INET6, IPv4 addresses are mapped to IPv6 ones, but are left out where there are such and
 * not all are wanted. */
static void map_to_ipv6(struct host *host, int flags)
{
	size_t kept = 0, ipv6_count = 0;

	for (size_t i = 0; i < host->count; i++)
		ipv6_count += host->addresses[i].family == AF_INET6;
	for (size_t i = 0; i < host->count; i++) {
		struct host_address address = host->addresses[i];

		if (address.family == AF_INET) {
			if (ipv6_count && !(flags & AI_ALL))
				continue;
			address.family = AF_INET6;
			address.ipv6 = (struct in6_addr){ .s6_addr = { [10] = 0xff, 0xff } };
			memcpy(address.ipv6.s6_addr + 12, &host->addresses[i].ipv4, 4);
		}
		host->addresses[kept++] = address;
	}
	host->count = kept;
}

static int find_by_number_or_name(const char *node, unsigned families, int flags, struct host *host)
{
	struct host_address address;

	host->canonical_name = node;
	if (read_address(node, &address))
		return family_bit(&address) & families ? add_address(host, &address)
						       : EAI_ADDRFAMILY;
	if (flags & AI_NUMERICHOST)
		return EAI_NONAME;
	return EAI_NONAME;
}

int find_host(const char *node, int family, int flags, struct host *host)
{
	unsigned families = wanted_families(family, flags);
	int error = 0;

	host->addresses = host->few;
	host->room = sizeof host->few / sizeof *host->few;
	host->count = 0;
	if (node)
		error = find_by_number_or_name(node, families, flags, host);
	else
		add_own_addresses(host, families, flags);
	if (error) {
		forget_host(host);
		return error;
	}
	sort_addresses(host->addresses, host->count);
	if (family == AF_INET6)
		map_to_ipv6(host, flags);
	return 0;
}

/* Hosts: their addresses, by number, from /etc/hosts and from the domain name system. */
#include "resolver/host_lookup.h"
#include "databases/database.h"
#include "databases/sources.h"
#include "databases/system_error.h"
#include "resolver/address_order.h"
#include "resolver/dns_host.h"
#include "resolver/hosts_file.h"
#include "resolver/international_name.h"
#include "sockets.h"
#include <ifaddrs.h>
#include <stdlib.h>
#include <string.h>

/* A set of families. */
enum { IPV4 = 1, IPV6 = 2 };

static unsigned family_bit(const struct host_address *address)
{
	return address->family == AF_INET ? IPV4 : IPV6;
}

static bool is_loopback(const struct sockaddr *addr)
{
	const struct sockaddr_in *ipv4 = (const void *)addr;
	const struct sockaddr_in6 *ipv6 = (const void *)addr;

	if (addr->sa_family == AF_INET)
		return ref_ntohl(ipv4->sin_addr.s_addr) >> 24 == IN_LOOPBACKNET;
	return IN6_IS_ADDR_LOOPBACK(&ipv6->sin6_addr);
}

/* The family of an address of an interface, which it may not have. */
static unsigned family_of(const struct sockaddr *addr)
{
	if (addr && addr->sa_family == AF_INET)
		return IPV4;
	return addr && addr->sa_family == AF_INET6 ? IPV6 : 0;
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

/* This host: any of its addresses for who waits for calls, the loopback's for who calls. */
static void add_own_addresses(struct resolved_host *host, unsigned families, int flags)
{
	bool passive = flags & AI_PASSIVE;
	struct host_address ipv6 = { .family = AF_INET6 }, ipv4 = { .family = AF_INET };

	if (!passive) {
		ipv6.ipv6.s6_addr[15] = 1;
		ipv4.ipv4.s_addr = ref_htonl(INADDR_LOOPBACK);
	}
	if (families & IPV6)
		add_host_address(host, &ipv6);
	if (families & IPV4)
		add_host_address(host, &ipv4);
}

/* For AF_INET6, IPv4 addresses are mapped to IPv6 ones, but are left out where there are such and
 * not all are wanted. */
static void map_to_ipv6(struct resolved_host *host, int flags)
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

/* What is looked for, a name or an address, and what came of it so far. */
struct lookup {
	const char *name;
	unsigned families;
	struct resolved_host *host;
	const struct host_address *address;
	char *address_name;
	int error;
};

/* Keeps what a source said, 0 or an error of getaddrinfo(): what was found stands, and so does a
 * doubt; who knows no such name, or has no file, takes nothing back. Returns what nsswitch.conf(5)
 * calls it: a server that fails is one that is not there. */
static enum source_status keep(struct lookup *lookup, enum source source, int error)
{
	bool is_nothing = error == EAI_NONAME || (source == SOURCE_FILES && error == EAI_FAIL);
	bool is_open = lookup->error == EAI_NONAME || lookup->error == EAI_NODATA;

	if (error == 0 || (is_open && !is_nothing))
		lookup->error = error;
	switch (error) {
	case 0:
		return STATUS_SUCCESS;
	case EAI_NONAME:
	case EAI_NODATA:
		return STATUS_NOTFOUND;
	case EAI_AGAIN:
	case EAI_FAIL:
		return STATUS_UNAVAIL;
	default:
		return STATUS_END;
	}
}

static enum source_status look_for_name(enum source source, void *wanted)
{
	struct lookup *lookup = wanted;
	bool ipv4 = lookup->families & IPV4, ipv6 = lookup->families & IPV6;
	int error = EAI_NONAME;

	if (source == SOURCE_FILES)
		error = find_in_hosts(lookup->name, ipv4, ipv6, lookup->host);
	else if (!is_local_name(lookup->name))
		error = dns_find_addresses(lookup->name, ipv4, ipv6, lookup->host);
	return keep(lookup, source, error);
}

static enum source_status look_for_address(enum source source, void *wanted)
{
	struct lookup *lookup = wanted;

	return keep(lookup, source,
		source == SOURCE_FILES ? find_name_in_hosts(lookup->address, lookup->address_name)
				       : dns_find_name(lookup->address, lookup->address_name));
}

/* Looks in the sources of hosts. Returns what all of them said together. */
static int look_up(struct lookup *lookup, look_function *look)
{
	lookup->error = EAI_NONAME;
	int error = look_in_sources("hosts", look, lookup);
	return error ? system_error(error) : lookup->error;
}

bool is_local_name(const char *name)
{
	static const char local[] = "localhost";
	size_t size = strlen(name), local_size = sizeof local - 1;

	size -= size && name[size - 1] == '.';
	if (size < local_size || strncasecmp(name + size - local_size, local, local_size) != 0)
		return false;
	return size == local_size || name[size - local_size - 1] == '.';
}

/* A local name is this host's, whether a file says so or not. */
static int find_by_name(const char *name, unsigned families, struct resolved_host *host)
{
	struct lookup lookup = { .name = name, .families = families, .host = host };
	int error = look_up(&lookup, look_for_name);

	if (error == EAI_NONAME && is_local_name(name)) {
		add_own_addresses(host, families, 0);
		error = 0;
	}
	return error;
}

static bool is_ascii(const char *text)
{
	while (*text && (unsigned char)*text < 0x80)
		text++;
	return *text == '\0';
}

/* The name may be in the encoding of the locale, and so may be the canonical one. */
static int find_by_international_name(
	const char *name, unsigned families, int flags, struct resolved_host *host)
{
	char ascii[NI_MAXHOST];
	int error = 0;

	if (flags & AI_IDN && !is_ascii(name)) {
		error = to_ascii(name, ascii);
		name = ascii;
	}
	if (!error)
		error = find_by_name(name, families, host);
	if (!error && flags & AI_CANONIDN && host->canonical_name == host->name) {
		strcpy(ascii, host->name);
		from_ascii(ascii, host->name);
	}
	return error;
}

/* Takes away the families of which this host has no address. The loopback's count where it has no
 * other at all. */
static int keep_configured(unsigned *families)
{
	struct ifaddrs *list;
	unsigned configured = 0, loopback = 0;

	if (ref_getifaddrs(&list) < 0)
		return system_error(errno);
	for (const struct ifaddrs *entry = list; entry; entry = entry->ifa_next) {
		unsigned family = family_of(entry->ifa_addr);

		if (family && is_loopback(entry->ifa_addr))
			loopback |= family;
		else
			configured |= family;
	}
	ref_freeifaddrs(list);
	*families &= configured ? configured : loopback;
	return *families ? 0 : EAI_NONAME;
}

/* A number is the one address, which must be of a family that is wanted. */
static int check_number(const struct resolved_host *host, unsigned families)
{
	return family_bit(host->few) & families ? 0 : EAI_ADDRFAMILY;
}

/* Finds the addresses where files, interfaces or servers are to be asked. */
static int look_for_host(
	const char *node, unsigned families, int flags, bool is_number, struct resolved_host *host)
{
	int error = flags & AI_ADDRCONFIG ? keep_configured(&families) : 0;

	if (error)
		return error;
	if (is_number)
		return check_number(host, families);
	if (node && flags & AI_NUMERICHOST)
		return EAI_NONAME;
	if (node)
		error = find_by_international_name(node, families, flags, host);
	else
		add_own_addresses(host, families, flags);
	if (!error)
		sort_addresses(host->addresses, host->count);
	return error;
}

int find_host(const char *node, int family, int flags, struct resolved_host *host)
{
	unsigned families = wanted_families(family, flags);
	int error;

	begin_host(host, node);
	bool is_number = node && read_address(node, host->few);
	host->count = is_number;
	if (is_number && !(flags & AI_ADDRCONFIG)) {
		error = check_number(host, families);
	} else {
		struct caller caller = caller_enter();
		error = look_for_host(node, families, flags, is_number, host);
		if (error == EAI_SYSTEM)
			caller.error = errno;
		caller_leave(caller);
	}
	if (error)
		forget_host(host);
	else if (family == AF_INET6 && flags & AI_V4MAPPED)
		map_to_ipv6(host, flags);
	return error;
}

/* The IPv4 address that an IPv6 one embeds, mapped or compatible; else the address as it is. */
static struct host_address plain_address(const struct host_address *address)
{
	struct host_address ipv4 = { .family = AF_INET };

	if (address->family == AF_INET ||
		(!IN6_IS_ADDR_V4MAPPED(&address->ipv6) && !IN6_IS_ADDR_V4COMPAT(&address->ipv6)))
		return *address;
	memcpy(&ipv4.ipv4, address->ipv6.s6_addr + 12, sizeof ipv4.ipv4);
	return ipv4;
}

/* The unspecified address of IPv6 is no host's. */
int find_host_name(const struct host_address *address, char name[NI_MAXHOST])
{
	struct host_address plain = plain_address(address);
	struct lookup lookup = { .address = &plain, .address_name = name };

	if (plain.family == AF_INET6 && IN6_IS_ADDR_UNSPECIFIED(&plain.ipv6))
		return EAI_NONAME;
	return look_up(&lookup, look_for_address);
}

/* The order of RFC 6724: what its rules compare makes a number for each address. */
#include "resolver/address_order.h"
#include "sockets.h"
#include <stdbool.h>
#include <linux/if_addr.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The table of section 2.1, the longest prefix first. */
static const struct policy {
	unsigned char prefix[16];
	unsigned bits, precedence, label;
} policies[] = {
	{ { [15] = 1 }, 128, 50, 0 },
	{ { [10] = 0xff, 0xff }, 96, 35, 4 },
	{ { 0 }, 96, 1, 3 },
	{ { 0x20, 0x01 }, 32, 5, 5 },
	{ { 0x20, 0x02 }, 16, 30, 2 },
	{ { 0x3f, 0xfe }, 16, 1, 12 },
	{ { 0xfe, 0xc0 }, 10, 1, 11 },
	{ { 0xfc }, 7, 3, 13 },
	{ { 0 }, 0, 40, 1 },
};

/* Scopes of RFC 4291 section 2.7, which multicast addresses carry. */
enum { LINK_LOCAL = 2, SITE_LOCAL = 5, GLOBAL = 14 };

/* An IPv4 address stands for its IPv4-mapped one (section 3.2). */
static struct in6_addr as_ipv6(const struct host_address *address)
{
	struct in6_addr mapped = { .s6_addr = { [10] = 0xff, 0xff } };

	if (address->family == AF_INET6)
		return address->ipv6;
	memcpy(mapped.s6_addr + 12, &address->ipv4, sizeof address->ipv4);
	return mapped;
}

/* How many bits the addresses begin with in common, at most so many. */
static unsigned common_bits(const unsigned char a[16], const unsigned char b[16], unsigned most)
{
	unsigned bits = 0;

	while (bits < most && !((a[bits / 8] ^ b[bits / 8]) & 0x80 >> bits % 8))
		bits++;
	return bits;
}

static const struct policy *policy_of(const struct in6_addr *address)
{
	const struct policy *policy = policies;

	while (common_bits(policy->prefix, address->s6_addr, policy->bits) < policy->bits)
		policy++;
	return policy;
}

static unsigned scope_of(const struct in6_addr *address)
{
	const unsigned char *bytes = address->s6_addr;

	if (IN6_IS_ADDR_MULTICAST(address))
		return bytes[1] & 15;
	if (IN6_IS_ADDR_LINKLOCAL(address) || IN6_IS_ADDR_LOOPBACK(address))
		return LINK_LOCAL;
	if (IN6_IS_ADDR_SITELOCAL(address))
		return SITE_LOCAL;
	if (IN6_IS_ADDR_V4MAPPED(address) &&
		(bytes[12] == 127 || (bytes[12] == 169 && bytes[13] == 254)))
		return LINK_LOCAL;
	return GLOBAL;
}

/* Connects to the address and stores its own end's instead; false where no packet would leave. */
static bool learn_source(int fd, struct sockaddr *addr, socklen_t len)
{
	return ref_connect(fd, addr, len) == 0 && ref_getsockname(fd, addr, &len) == 0;
}

/* Stores the address that a packet to the destination would come from; false where none would. */
static bool find_source(const struct host_address *destination, struct host_address *source)
{
	int fd = ref_socket(destination->family, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	bool found;

	if (fd < 0)
		return false;
	*source = *destination;
	if (destination->family == AF_INET) {
		struct sockaddr_in addr = {
			.sin_family = AF_INET, .sin_port = 1, .sin_addr = destination->ipv4
		};
		found = learn_source(fd, (struct sockaddr *)&addr, sizeof addr);
		source->ipv4 = addr.sin_addr;
	} else {
		struct sockaddr_in6 addr = { .sin6_family = AF_INET6,
			.sin6_port = 1,
			.sin6_addr = destination->ipv6,
			.sin6_scope_id = destination->scope };
		found = learn_source(fd, (struct sockaddr *)&addr, sizeof addr);
		source->ipv6 = addr.sin6_addr;
	}
	close(fd);
	return found;
}

/* Whether the system would rather not begin anything from this address of its own. */
static bool is_deprecated(const struct in6_addr *address)
{
	char wanted[2 * sizeof *address + 1], *end = wanted, found[sizeof wanted];
	FILE *file = fopen("/proc/net/if_inet6", "re");
	unsigned flags = 0;
	bool same = false;

	for (size_t i = 0; i < sizeof *address; i++)
		end += sprintf(end, "%02x", address->s6_addr[i]);
	while (file && !same && fscanf(file, "%32s %*x %*x %*x %x %*s", found, &flags) == 2)
		same = strcmp(found, wanted) == 0;
	if (file)
		fclose(file);
	return same && flags & IFA_F_DEPRECATED;
}

/* Rules 1, 2, 3, 5 and 9, which look at the source. */
static uint64_t rank_by_source(const struct host_address *address, struct in6_addr destination)
{
	struct host_address from;
	uint64_t unequal = 64; /* bits, without those of the interface */

	if (!find_source(address, &from))
		return (uint64_t)1 << 63;
	struct in6_addr source = as_ipv6(&from);
	uint64_t rule2 = scope_of(&source) != scope_of(&destination);
	uint64_t rule3 = address->family == AF_INET6 && is_deprecated(&source);
	uint64_t rule5 = policy_of(&source)->label != policy_of(&destination)->label;
	if (address->family == AF_INET6)
		unequal -= common_bits(destination.s6_addr, source.s6_addr, 64);
	return rule2 << 62 | rule3 << 61 | rule5 << 60 | unequal << 32;
}

/* All rules as one number, the first in the highest bits; the least goes first. */
static uint64_t rank_of(const struct host_address *address, size_t found_as)
{
	struct in6_addr destination = as_ipv6(address);
	uint64_t rule6 = 64 - policy_of(&destination)->precedence, rule8 = scope_of(&destination);

	return rank_by_source(address, destination) | rule6 << 48 | rule8 << 44 |
	       (uint32_t)found_as;
}

static int compare(const void *a, const void *b)
{
	const struct host_address *one = a, *other = b;

	return (one->rank > other->rank) - (one->rank < other->rank);
}

void sort_addresses(struct host_address *list, size_t count)
{
	if (count < 2)
		return;
	for (size_t i = 0; i < count; i++)
		list[i].rank = rank_of(&list[i], i);
	qsort(list, count, sizeof *list, compare);
}

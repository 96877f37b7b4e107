/* The order of RFC 6724: what its rules compare makes a number for each address. */
#include "resolver/address_order.h"
#include "resolver/gai_conf.h"
#include "sockets.h"
#include <limits.h>
#include <stdbool.h>
#include <linux/if_addr.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static unsigned scope_of(const struct gai_conf *conf, const struct in6_addr *address)
{
	if (IN6_IS_ADDR_MULTICAST(address))
		return address->s6_addr[1] & 15;
	if (IN6_IS_ADDR_LINKLOCAL(address) || IN6_IS_ADDR_LOOPBACK(address))
		return LINK_LOCAL;
	if (IN6_IS_ADDR_SITELOCAL(address))
		return SITE_LOCAL;
	return IN6_IS_ADDR_V4MAPPED(address) ? gai_value(conf, GAI_SCOPE_V4, address) : GLOBAL;
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

/* Rules 1, 2, 3 and 5, and the bits of rule 9, which look at the source. */
static uint64_t rank_by_source(const struct gai_conf *conf, struct host_address *address,
	const struct in6_addr *destination)
{
	struct host_address from;

	address->common_bits = 0;
	if (!find_source(address, &from))
		return (uint64_t)1 << 63;
	struct in6_addr source = as_ipv6(&from);
	uint64_t rule2 = scope_of(conf, &source) != scope_of(conf, destination);
	uint64_t rule3 = address->family == AF_INET6 && is_deprecated(&source);
	uint64_t rule5 =
		gai_value(conf, GAI_LABEL, &source) != gai_value(conf, GAI_LABEL, destination);
	if (address->family == AF_INET6) /* without the bits of the interface */
		address->common_bits = common_bits(destination->s6_addr, source.s6_addr, 64);
	return rule2 << 62 | rule3 << 61 | rule5 << 60;
}

/* The rules 1 to 8 as one number, the first in the highest bits; the least goes first. */
static void rank(const struct gai_conf *conf, struct host_address *address)
{
	struct in6_addr destination = as_ipv6(address);
	uint64_t rule6 = (uint64_t)INT_MAX - gai_value(conf, GAI_PRECEDENCE, &destination);
	uint64_t rule8 = scope_of(conf, &destination);

	address->rank = rank_by_source(conf, address, &destination) | rule6 << 16 | rule8;
}

/* Rule 9 is for two addresses of IPv6. */
static bool goes_before(const struct host_address *one, const struct host_address *other)
{
	if (one->rank != other->rank)
		return one->rank < other->rank;
	return one->family == AF_INET6 && other->family == AF_INET6 &&
	       one->common_bits > other->common_bits;
}

/* Puts each in its place among those before it, which leaves equals as they were (rule 10). By rule
 * 9 alone an order may go in a circle, where an address of IPv4 stands between: qsort() may not be
 * given that. */
void sort_addresses(struct host_address *list, size_t count)
{
	struct gai_conf conf;

	if (count < 2)
		return;
	read_gai_conf(&conf);
	for (size_t i = 0; i < count; i++) {
		struct host_address address = list[i];
		size_t place = i;

		rank(&conf, &address);
		for (; place && goes_before(&address, &list[place - 1]); place--)
			list[place] = list[place - 1];
		list[place] = address;
	}
	forget_gai_conf(&conf);
}

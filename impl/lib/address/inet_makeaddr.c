/* Classful IPv4 addresses: a network's number and a host's, and the address that they make. */
#include "sockets.h"

static struct in_addr to_network(uint32_t address)
{
	return (struct in_addr){ ref_htonl(address) };
}

/* How many bits of an address are its host's. */
static unsigned host_bits(uint32_t address)
{
	return address < 0x80000000 ? 24 : address < 0xc0000000 ? 16 : 8;
}

struct in_addr ref_inet_makeaddr(in_addr_t net, in_addr_t host)
{
	if (net < 0x80)
		return to_network(net << 24 | (host & 0xffffff));
	if (net < 0x10000)
		return to_network(net << 16 | (host & 0xffff));
	if (net < 0x1000000)
		return to_network(net << 8 | (host & 0xff));
	return to_network(net | host);
}

in_addr_t ref_inet_lnaof(struct in_addr in)
{
	uint32_t address = ref_ntohl(in.s_addr);

	return address & ((1u << host_bits(address)) - 1);
}

in_addr_t ref_inet_netof(struct in_addr in)
{
	uint32_t address = ref_ntohl(in.s_addr);

	return address >> host_bits(address);
}

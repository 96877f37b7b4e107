/* The interfaces of the machine and their addresses, in a list: a link is an entry, and each
 * address of it is one. */
#include "interfaces/rtnetlink.h"
#include "sockets.h"
#include <errno.h>
#include <linux/if_link.h>
#include <linux/rtnetlink.h>
#include <net/if.h>
#include <netpacket/packet.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* How often the kernel is asked before its interfaces are said never to be at rest. */
enum { ATTEMPTS = 32 };

enum { HARDWARE_ADDRESS = 32 }; /* the longest, in bytes: MAX_ADDR_LEN of the kernel */

union address {
	struct sockaddr any;
	struct sockaddr_in in;
	struct sockaddr_in6 in6;
	struct sockaddr_ll ll;
	unsigned char room[offsetof(struct sockaddr_ll, sll_addr) + HARDWARE_ADDRESS];
};

struct entry {
	struct ifaddrs item; /* the caller's view; of the first entry, the block that it frees */
	int index;
	char name[IFNAMSIZ];
	union address address, netmask, other;
	struct rtnl_link_stats statistics;
};

/* The links come first. */
struct list {
	struct entry *entries;
	size_t links, used;
	size_t last; /* the link that an address was found to belong to */
};

static size_t least(size_t a, size_t b)
{
	return a < b ? a : b;
}

static void set_name(struct entry *entry, struct octets value)
{
	size_t size = least(value.size, sizeof entry->name - 1);

	memcpy(entry->name, value.bytes, size);
	entry->name[size] = '\0';
}

/* Returns the address, which is not longer than its family's. */
static struct sockaddr *set_hardware_address(
	union address *address, const struct ifinfomsg *link, struct octets value)
{
	size_t size = least(value.size, HARDWARE_ADDRESS);

	address->ll.sll_family = AF_PACKET;
	address->ll.sll_ifindex = link->ifi_index;
	address->ll.sll_hatype = link->ifi_type;
	address->ll.sll_halen = (unsigned char)size;
	memcpy(address->room + offsetof(struct sockaddr_ll, sll_addr), value.bytes, size);
	return &address->any;
}

static void fill_link(struct entry *entry, const struct ifinfomsg *link, struct octets attributes)
{
	struct octets value;
	unsigned int type;

	entry->index = link->ifi_index;
	entry->item.ifa_flags = link->ifi_flags;
	while (ref_take_attribute(&attributes, &type, &value)) {
		switch (type) {
		case IFLA_IFNAME:
			set_name(entry, value);
			break;
		case IFLA_ADDRESS:
			entry->item.ifa_addr = set_hardware_address(&entry->address, link, value);
			break;
		case IFLA_BROADCAST:
			entry->item.ifa_broadaddr =
				set_hardware_address(&entry->other, link, value);
			break;
		case IFLA_STATS:
			memcpy(&entry->statistics, value.bytes,
				least(value.size, sizeof entry->statistics));
			entry->item.ifa_data = &entry->statistics;
			break;
		}
	}
}

static void add_links(struct list *list, struct octets messages)
{
	struct nlmsghdr header;
	struct octets payload;
	struct ifinfomsg link;

	while (ref_take_message(&messages, &header, &payload))
		if (header.nlmsg_type == RTM_NEWLINK &&
			ref_take_header(&payload, &link, sizeof link))
			fill_link(&list->entries[list->used++], &link, payload);
	list->links = list->used;
}

/* Finds the link of an index. The kernel tells of addresses in the order of their links, so that
 * the search goes on where the last one ended, and few links are looked at. */
static const struct entry *find_link(struct list *list, int index)
{
	for (size_t tried = 0; tried < list->links; tried++) {
		if (list->entries[list->last].index == index)
			return &list->entries[list->last];
		list->last = (list->last + 1) % list->links;
	}
	return NULL;
}

/* Where the bytes of an address stand that is of the family AF_INET or AF_INET6. */
static unsigned char *bytes_of(union address *address, int family)
{
	return family == AF_INET ? (unsigned char *)&address->in.sin_addr
				 : address->in6.sin6_addr.s6_addr;
}

static size_t length_of(int family)
{
	return family == AF_INET ? sizeof(struct in_addr) : sizeof(struct in6_addr);
}

/* Returns the address; NULL for a value that is none. */
static struct sockaddr *set_address(
	union address *address, const struct ifaddrmsg *from, struct octets value)
{
	int family = from->ifa_family;

	if (value.size != length_of(family))
		return NULL;
	address->any.sa_family = (sa_family_t)family;
	memcpy(bytes_of(address, family), value.bytes, value.size);
	if (family == AF_INET6 && (IN6_IS_ADDR_LINKLOCAL(&address->in6.sin6_addr) ||
					  IN6_IS_ADDR_MC_LINKLOCAL(&address->in6.sin6_addr)))
		address->in6.sin6_scope_id = from->ifa_index;
	return &address->any;
}

static struct sockaddr *set_netmask(union address *netmask, const struct ifaddrmsg *from)
{
	unsigned char *byte = bytes_of(netmask, from->ifa_family);
	size_t bits = least(from->ifa_prefixlen, 8 * length_of(from->ifa_family));

	netmask->any.sa_family = from->ifa_family;
	memset(byte, 0xff, bits / 8);
	if (bits % 8)
		byte[bits / 8] = (unsigned char)(0xff00 >> bits % 8);
	return &netmask->any;
}

/* IFA_LOCAL is our address and IFA_ADDRESS the peer's; where there is but IFA_ADDRESS, it is ours.
 * ifa_ifu has what ifa_flags tell, not the peer of an interface that broadcasts. */
static void fill_address(
	struct entry *entry, const struct ifaddrmsg *from, struct octets attributes)
{
	struct octets value, local = { NULL, 0 }, address = local, broadcast = local;
	unsigned int type;

	while (ref_take_attribute(&attributes, &type, &value)) {
		if (type == IFA_LABEL)
			set_name(entry, value);
		else if (type == IFA_LOCAL)
			local = value;
		else if (type == IFA_ADDRESS)
			address = value;
		else if (type == IFA_BROADCAST)
			broadcast = value;
	}
	entry->item.ifa_addr = set_address(&entry->address, from, local.size ? local : address);
	entry->item.ifa_netmask = set_netmask(&entry->netmask, from);
	if (entry->item.ifa_flags & IFF_BROADCAST)
		entry->item.ifa_broadaddr = set_address(&entry->other, from, broadcast);
	else if (entry->item.ifa_flags & IFF_POINTOPOINT && local.size)
		entry->item.ifa_dstaddr = set_address(&entry->other, from, address);
}

static int add_addresses(struct list *list, struct octets messages)
{
	struct nlmsghdr header;
	struct octets payload;
	struct ifaddrmsg address;

	while (ref_take_message(&messages, &header, &payload)) {
		if (header.nlmsg_type != RTM_NEWADDR ||
			!ref_take_header(&payload, &address, sizeof address) ||
			(address.ifa_family != AF_INET && address.ifa_family != AF_INET6))
			continue;
		const struct entry *link = find_link(list, (int)address.ifa_index);
		if (!link) {
			errno = EAGAIN;
			return -1;
		}
		struct entry *entry = &list->entries[list->used++];
		memcpy(entry->name, link->name, sizeof entry->name);
		entry->item.ifa_flags = link->item.ifa_flags;
		fill_address(entry, &address, payload);
	}
	return 0;
}

static size_t count(struct octets messages)
{
	struct nlmsghdr header;
	struct octets payload;
	size_t n = 0;

	while (ref_take_message(&messages, &header, &payload))
		n++;
	return n;
}

int ref_list_interfaces(struct octets links, struct octets addresses, struct ifaddrs **result)
{
	size_t most = count(links) + count(addresses);
	struct list list = { .entries = calloc(most ? most : 1, sizeof *list.entries) };

	if (!list.entries)
		return -1;
	add_links(&list, links);
	if (add_addresses(&list, addresses) < 0) {
		free(list.entries);
		errno = EAGAIN;
		return -1;
	}
	for (size_t i = 0; i < list.used; i++) {
		list.entries[i].item.ifa_name = list.entries[i].name;
		if (i + 1 < list.used)
			list.entries[i].item.ifa_next = &list.entries[i + 1].item;
	}
	*result = list.used ? &list.entries->item : NULL;
	if (!list.used)
		free(list.entries);
	return 0;
}

/* Asks on a socket for links, and for addresses behind them: in one memory, for with two the heap
 * grows and shrinks at each call, and its pages are made anew. */
static int ask(int fd, struct dump *dump, struct ifaddrs **list)
{
	if (ref_dump(fd, RTM_GETLINK, dump) < 0)
		return -1;
	size_t size = dump->size;
	if (ref_dump(fd, RTM_GETADDR, dump) < 0)
		return -1;
	const struct octets links = { dump->bytes, size };
	const struct octets addresses = { dump->bytes + size, dump->size - size };
	return ref_list_interfaces(links, addresses, list);
}

/* Asks once, with a socket that nothing of an earlier dump waits in. */
static int ask_once(struct ifaddrs **list)
{
	int fd = ref_socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE);
	struct dump dump = { NULL, 0, 0 };

	if (fd < 0)
		return -1;
	int result = ask(fd, &dump, list), error = errno;
	free(dump.bytes);
	close(fd);
	errno = error;
	return result;
}

int ref_getifaddrs(struct ifaddrs **ifap)
{
	int result, cancellation, error = errno, attempts = 0;

	/* The calls within are cancellation points, which would leave the socket open. */
	pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &cancellation);
	do
		result = ask_once(ifap);
	while (result < 0 && errno == EAGAIN && ++attempts < ATTEMPTS);
	pthread_setcancelstate(cancellation, &cancellation);
	if (result == 0)
		errno = error;
	return result;
}

void ref_freeifaddrs(struct ifaddrs *ifa)
{
	free(ifa);
}

/* The list of interfaces and their addresses. */
#include "fixture.h"
#include <linux/if_link.h>
#include <linux/sockios.h>
#include <netpacket/packet.h>

static struct ifaddrs *list(void)
{
	struct ifaddrs *first = NULL;

	need(getifaddrs(&first), "getifaddrs");
	return first;
}

static int family_of(const struct ifaddrs *entry)
{
	return entry->ifa_addr ? entry->ifa_addr->sa_family : AF_UNSPEC;
}

/* The bytes of an address of either family, and how many they are. */
static const void *bytes_of(const struct sockaddr *addr, size_t *size)
{
	*size = addr->sa_family == AF_INET ? 4 : 16;
	return addr->sa_family == AF_INET ? (const void *)&((const struct sockaddr_in *)addr)->sin_addr
					  : (const void *)&((const struct sockaddr_in6 *)addr)->sin6_addr;
}

static void observe_address(const struct sockaddr *addr)
{
	size_t size;
	const void *bytes = addr ? bytes_of(addr, &size) : NULL;

	if (addr)
		observe_bytes(bytes, size);
	else
		observe_word("NULL");
}

/* The entry of an address in text. */
static const struct ifaddrs *entry_of(int family, const char *text)
{
	unsigned char wanted[16];
	size_t size;

	if (inet_pton(family, text, wanted) != 1)
		unresolved(text);
	for (const struct ifaddrs *entry = list(); entry; entry = entry->ifa_next)
		if (family_of(entry) == family &&
			memcmp(bytes_of(entry->ifa_addr, &size), wanted, family == AF_INET ? 4 : 16) == 0)
			return entry;
	unresolved("the address is not in the list");
}

/* The entry of AF_PACKET of an interface. */
static const struct ifaddrs *link_of(const char *name)
{
	for (const struct ifaddrs *entry = list(); entry; entry = entry->ifa_next)
		if (family_of(entry) == AF_PACKET && strcmp(entry->ifa_name, name) == 0)
			return entry;
	unresolved("the interface is not in the list");
}

static struct ifreq asked(unsigned long request, const char *interface)
{
	struct ifreq answer = { .ifr_flags = 0 };

	strncpy(answer.ifr_name, interface, sizeof answer.ifr_name - 1);
	need(ioctl(inet_socket(SOCK_DGRAM), request, &answer), "ioctl");
	return answer;
}

/* Loopback alone: the base world. */

CASE(getifaddrs, loopback_v4,
	PROVES("getifaddrs.purpose ifaddrs.ifa_addr ifaddrs.ifa_netmask ifaddrs.ifa_name"),
	DOCUMENT("lo 7f000001 ff000000"), LINUX("lo 7f000001 ff000000"))
{
	const struct ifaddrs *entry = entry_of(AF_INET, "127.0.0.1");

	observe_text(entry->ifa_name);
	observe_address(entry->ifa_addr);
	observe_address(entry->ifa_netmask);
}

CASE(getifaddrs, loopback_v6,
	PROVES("getifaddrs.purpose ifaddrs.ifa_addr ifaddrs.ifa_name"),
	DOCUMENT("lo 00000000000000000000000000000001"), LINUX("lo 00000000000000000000000000000001"))
{
	const struct ifaddrs *entry = entry_of(AF_INET6, "::1");

	observe_text(entry->ifa_name);
	observe_address(entry->ifa_addr);
}

CASE(getifaddrs, loopback_link,
	PROVES("getifaddrs.purpose ifaddrs.ifa_name"),
	DOCUMENT("lo"), LINUX("lo"))
{
	observe_text(link_of("lo")->ifa_name);
}

CASE(getifaddrs, ends_in_null,
	PROVES("ifaddrs.ifa_next"),
	DOCUMENT("3"), LINUX("3"))
{
	int entries = 0;

	for (const struct ifaddrs *entry = list(); entry && entries < 100; entry = entry->ifa_next)
		entries++;
	observe_number(entries);
}

CASE(getifaddrs, returns_zero,
	PROVES("getifaddrs.signature"),
	DOCUMENT("0"), LINUX("0"))
{
	struct ifaddrs *first;

	observe(getifaddrs(&first));
}

/* Numbers of interfaces. */

/* How many entries are of interfaces that are up. */
static int links_up(void)
{
	int up = 0;

	for (const struct ifaddrs *entry = list(); entry; entry = entry->ifa_next)
		up += family_of(entry) == AF_PACKET && entry->ifa_flags & IFF_UP;
	return up;
}

#define UP(count_) \
	CASE(getifaddrs, count_##_up, \
		PROVES("getifaddrs.purpose ifaddrs.ifa_next ifaddrs.ifa_flags"), \
		STAGE("interfaces " #count_), DOCUMENT(#count_), LINUX(#count_)) \
	{ \
		observe_number(links_up()); \
	}

UP(0)
UP(1)
UP(4)
UP(1000)

CASE(getifaddrs, 1000_addresses,
	PROVES("ifaddrs.ifa_addr ifaddrs.ifa_name"), STAGE("interfaces 1000"),
	DOCUMENT("999 right"), LINUX("999 right"))
{
	int addresses = 0, right = 1;

	for (const struct ifaddrs *entry = list(); entry; entry = entry->ifa_next) {
		const struct sockaddr_in *addr = (const struct sockaddr_in *)entry->ifa_addr;
		if (family_of(entry) != AF_INET || strcmp(entry->ifa_name, "lo") == 0)
			continue;
		addresses++;
		right &= atoi(entry->ifa_name + 1) == (int)(ntohl(addr->sin_addr.s_addr) & 0xffff);
	}
	observe_number(addresses);
	observe_word(right ? "right" : "of other interfaces");
}

/* Names, flags and masks. */

CASE(getifaddrs, label,
	PROVES("ifaddrs.ifa_name"), STAGE("addresses"),
	DOCUMENT("here:label"), LINUX("here:label"))
{
	observe_text(entry_of(AF_INET, "198.51.100.1")->ifa_name);
}

CASE(getifaddrs, flags,
	PROVES("ifaddrs.ifa_flags getifaddrs.SIOCGIFFLAGS"), STAGE("addresses"),
	DOCUMENT("11 same"), LINUX("11 same"))
{
	int entries = 0, same = 1;

	for (const struct ifaddrs *entry = list(); entry; entry = entry->ifa_next) {
		if (strcmp(entry->ifa_name, "lo") == 0)
			continue;
		struct ifreq answer = asked(SIOCGIFFLAGS, entry->ifa_name);
		same &= (unsigned short)entry->ifa_flags == (unsigned short)answer.ifr_flags;
		entries++;
	}
	observe_number(entries);
	observe_word(same ? "same" : "other");
}

CASE(getifaddrs, flags_of_loopback,
	PROVES("ifaddrs.ifa_flags"),
	DOCUMENT("IFF_UP IFF_LOOPBACK"), LINUX("IFF_UP IFF_LOOPBACK"))
{
	unsigned flags = entry_of(AF_INET, "127.0.0.1")->ifa_flags;

	observe_flag(flags, IFF_UP);
	observe_flag(flags, IFF_LOOPBACK);
	observe_flag(flags, IFF_BROADCAST);
	observe_flag(flags, IFF_POINTOPOINT);
}

#define NETMASK(name_, family_, text_, expected_, ...) \
	CASE(getifaddrs, netmask_##name_, STAGE("addresses"), DOCUMENT(expected_), \
		LINUX(expected_), PROVES("ifaddrs.ifa_netmask" __VA_ARGS__)) \
	{ \
		const struct sockaddr *mask = entry_of(family_, text_)->ifa_netmask; \
		observe_address(mask); \
		if (mask) \
			observe_word(mask->sa_family == family_ ? #family_ : "other family"); \
	}

NETMASK(24, AF_INET, "192.0.2.1", "ffffff00 AF_INET")
NETMASK(25, AF_INET, "198.51.100.1", "ffffff80 AF_INET")
NETMASK(0, AF_INET, "10.0.0.1", "00000000 AF_INET", " BZ17371")
NETMASK(32, AF_INET, "10.0.0.2", "ffffffff AF_INET", " BZ15698")
NETMASK(v6_64, AF_INET6, "fe80::1", "ffffffffffffffff0000000000000000 AF_INET6")
NETMASK(v6_0, AF_INET6, "2001:db8::1", "00000000000000000000000000000000 AF_INET6", " BZ17371")
NETMASK(v6_120, AF_INET6, "2001:db8::2", "ffffffffffffffffffffffffffffff00 AF_INET6", " BZ15698")
NETMASK(v6_128, AF_INET6, "2001:db8::3", "ffffffffffffffffffffffffffffffff AF_INET6", " BZ15698")

/* The other address, by the flag that tells which it is. */

CASE(getifaddrs, broadcast,
	PROVES("ifaddrs.ifa_ifu.ifu_broadaddr ifaddrs.ifa_broadaddr ifaddrs.ifa_ifu"),
	STAGE("addresses"),
	DOCUMENT("IFF_BROADCAST c00002ff"), LINUX("IFF_BROADCAST c00002ff"))
{
	const struct ifaddrs *entry = entry_of(AF_INET, "192.0.2.1");

	observe_flag(entry->ifa_flags, IFF_BROADCAST);
	observe_address(entry->ifa_broadaddr);
}

/* The interface is one of IFF_BROADCAST, so what stands there is a broadcast address or nothing. */
CASE(getifaddrs, peer_is_no_broadcast,
	PROVES("ifaddrs.ifa_ifu.ifu_broadaddr"), STAGE("addresses"),
	DOCUMENT("NULL"), LINUX("NULL"))
{
	observe_address(entry_of(AF_INET, "203.0.113.1")->ifa_broadaddr);
}

CASE(getifaddrs, own_address_is_no_broadcast,
	PROVES("ifaddrs.ifa_ifu.ifu_broadaddr"), STAGE("addresses"),
	DOCUMENT("NULL"), LINUX("NULL"))
{
	observe_address(entry_of(AF_INET, "198.51.100.1")->ifa_broadaddr);
}

CASE(getifaddrs, peer,
	PROVES("ifaddrs.ifa_ifu.ifu_dstaddr ifaddrs.ifa_dstaddr ifaddrs.ifa_ifu"),
	STAGE("point-to-point"),
	DOCUMENT("IFF_POINTOPOINT c0000202"), LINUX("IFF_POINTOPOINT c0000202"))
{
	const struct ifaddrs *entry = entry_of(AF_INET, "192.0.2.1");

	observe_flag(entry->ifa_flags, IFF_POINTOPOINT);
	observe_address(entry->ifa_dstaddr);
}

CASE(getifaddrs, peer_v6,
	PROVES("ifaddrs.ifa_ifu.ifu_dstaddr ifaddrs.ifa_dstaddr"), STAGE("point-to-point"),
	DOCUMENT("20010db8000000000000000000000002"), LINUX("20010db8000000000000000000000002"))
{
	observe_address(entry_of(AF_INET6, "2001:db8::1")->ifa_dstaddr);
}

/* A tunnel has no hardware address, but is an interface all the same. */
CASE(getifaddrs, link_without_address,
	PROVES("getifaddrs.purpose ifaddrs.ifa_name"), STAGE("point-to-point"),
	DOCUMENT("1"), LINUX("1"))
{
	int links = 0;

	for (const struct ifaddrs *entry = list(); entry; entry = entry->ifa_next)
		links += strcmp(entry->ifa_name, "tunnel") == 0 && family_of(entry) != AF_INET &&
			family_of(entry) != AF_INET6;
	observe_number(links);
}

CASE(getifaddrs, link_local,
	PROVES("ifaddrs.ifa_addr"), STAGE("addresses"),
	DOCUMENT("here"), LINUX("here"))
{
	const struct ifaddrs *entry = entry_of(AF_INET6, "fe80::1");
	unsigned index = ((const struct sockaddr_in6 *)entry->ifa_addr)->sin6_scope_id;
	char name[IFNAMSIZ];

	observe_text(if_indextoname(index, name));
}

/* The interface itself, without an address of the network. */

CASE(getifaddrs, hardware_address,
	PROVES("ifaddrs.ifa_addr"), STAGE("addresses"),
	DOCUMENT("020000000001"), LINUX("020000000001"))
{
	const struct sockaddr_ll *addr = (const struct sockaddr_ll *)link_of("here")->ifa_addr;

	observe_bytes(addr->sll_addr, addr->sll_halen);
}

CASE(getifaddrs, hardware_index,
	PROVES("ifaddrs.ifa_addr"), STAGE("addresses"),
	DOCUMENT("same"), LINUX("same"))
{
	const struct sockaddr_ll *addr = (const struct sockaddr_ll *)link_of("here")->ifa_addr;
	int index = asked(SIOCGIFINDEX, "here").ifr_ifindex;

	observe_word(addr->sll_ifindex == index ? "same" : "other");
}

CASE(getifaddrs, hardware_broadcast,
	PROVES("ifaddrs.ifa_broadaddr"), STAGE("addresses"),
	DOCUMENT("ffffffffffff"), LINUX("ffffffffffff"))
{
	const struct sockaddr_ll *addr = (const struct sockaddr_ll *)link_of("here")->ifa_broadaddr;

	observe_bytes(addr->sll_addr, addr->sll_halen);
}

/* What passed over loopback between two looks at its counters. */
CASE(getifaddrs, statistics,
	PROVES("ifaddrs.ifa_data"),
	DOCUMENT("3 packets"), LINUX("3 packets"))
{
	const struct rtnl_link_stats *before = link_of("lo")->ifa_data;
	struct pair pair = connected(UDP4);

	for (int i = 0; i < 3; i++)
		need((int)send(pair.here, "packet", 6, 0), "send");
	for (int i = 0; i < 3; i++)
		await(pair.there, POLLIN), recv(pair.there, (char[6]){ 0 }, 6, 0);
	const struct rtnl_link_stats *after = link_of("lo")->ifa_data;
	observe_number((long long)(after->rx_packets - before->rx_packets));
	observe_word("packets");
}

/* What changes meanwhile. */

/* Makes an interface with an address, and takes it away again. */
static void come_and_go(int fd)
{
	struct ifreq request = { .ifr_name = "vanishing" };
	struct sockaddr_in *addr = (struct sockaddr_in *)&request.ifr_addr;

	for (;;) {
		ioctl(fd, SIOCBRADDBR, request.ifr_name);
		addr->sin_family = AF_INET;
		addr->sin_addr.s_addr = htonl(0x0b000001);
		ioctl(fd, SIOCSIFADDR, &request);
		ioctl(fd, SIOCBRDELBR, request.ifr_name);
	}
}

/* Whether each interface of the stage is there once, and each address has its interface. */
static int is_whole(const struct ifaddrs *first)
{
	int permanent = 0, vanishing = 0, vanishing_address = 0;

	for (const struct ifaddrs *entry = first; entry; entry = entry->ifa_next) {
		int is_link = family_of(entry) == AF_PACKET;
		if (strcmp(entry->ifa_name, "vanishing") == 0)
			*(is_link ? &vanishing : &vanishing_address) += 1;
		else
			permanent += is_link;
	}
	return permanent == 50 && vanishing <= 1 && vanishing_address <= vanishing;
}

CASE(getifaddrs, interface_vanishes,
	PROVES("getifaddrs.purpose ifaddrs.ifa_name"), STAGE("interfaces 50"),
	DOCUMENT("whole"), LINUX("whole"))
{
	int whole = 1, fd = inet_socket(SOCK_DGRAM);

	need(ioctl(fd, SIOCBRADDBR, "vanishing"), "bridge");
	need(ioctl(fd, SIOCBRDELBR, "vanishing"), "bridge");
	meanwhile(come_and_go, fd);
	for (int i = 0; i < 200 && whole; i++) {
		struct ifaddrs *first = list();
		whole = is_whole(first);
		freeifaddrs(first);
	}
	observe_word(whole ? "whole" : "torn");
}

/* What a call needs, and gives back. */

static volatile int flags_seen;

static void look_at_descriptors(int number)
{
	(void)number;
	for (int fd = 3; fd < 8 && flags_seen == 0; fd++)
		if (fcntl(fd, F_GETFD) >= 0)
			flags_seen = fcntl(fd, F_GETFD) & FD_CLOEXEC ? 1 : -1;
}

/* A signal comes while the list is made, as another thread's fork and exec could. */
CASE(getifaddrs, socket_is_not_inherited,
	PROVES("musl-ceb0ed9c"), STAGE("interfaces 1000"),
	DOCUMENT("close-on-exec"), LINUX("close-on-exec"))
{
	struct sigaction action = { .sa_handler = look_at_descriptors, .sa_flags = SA_RESTART };
	struct itimerval often = { .it_interval.tv_usec = 1000, .it_value.tv_usec = 1000 };

	need(sigaction(SIGALRM, &action, NULL), "sigaction");
	need(setitimer(ITIMER_REAL, &often, NULL), "setitimer");
	for (int i = 0; i < 1000 && flags_seen == 0; i++)
		freeifaddrs(list());
	if (flags_seen == 0)
		unresolved("no signal came while the list was made");
	observe_word(flags_seen > 0 ? "close-on-exec" : "inherited");
}

CASE(getifaddrs, no_descriptor_left,
	PROVES("musl-1a708ece"),
	DOCUMENT("-1 EMFILE"), LINUX("-1 EMFILE"))
{
	struct ifaddrs *first = bad_address(); /* nothing is to be looked for in it */

	no_descriptor_left();

	observe(getifaddrs(&first));
}

CASE(getifaddrs, descriptor_is_closed,
	DOCUMENT("free"), LINUX("free"))
{
	int lowest = need(dup(STDIN_FILENO), "dup");

	close(lowest);
	freeifaddrs(list());
	observe_word(need(dup(STDIN_FILENO), "dup") == lowest ? "free" : "taken");
}

/* Room for some lists of so many, as for ten of glibc's, not for all of them. */
enum { ROOM = 8 << 20, LISTS = 20 };

CASE(freeifaddrs, memory_is_freed,
	PROVES("freeifaddrs.signature"), STAGE("interfaces 1000"),
	DOCUMENT("0"), LINUX("0"))
{
	int result = 0;
	struct ifaddrs *first;

	limit_own_memory(ROOM);
	for (int i = 0; i < LISTS && result == 0; i++) {
		result = getifaddrs(&first);
		if (result == 0)
			freeifaddrs(first);
	}
	observe(result);
}

CASE(getifaddrs, no_memory, WANTS_AGENT, STAGE("interfaces 1000"),
	LINUX("-1 ENOMEM"))
{
	int result = 0;
	struct ifaddrs *first;

	limit_own_memory(ROOM);
	for (int i = 0; i < LISTS && result == 0; i++)
		result = getifaddrs(&first);

	observe(result);
}

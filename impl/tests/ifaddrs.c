/* A list of interfaces from a kernel of our own, which is interrupted, wrong or hostile at will: it
 * stands where ref_getifaddrs() expects the calls of sockets. */
#include "interfaces/rtnetlink.h"
#include "sockets.h"
#include <errno.h>
#include <linux/rtnetlink.h>
#include <net/if.h>
#include <netpacket/packet.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { INDEX = 7, SAID = 4096 };

static int failures;

static void expect(int right, const char *what)
{
	printf("%s%s\n", right ? "" : "NOT ", what);
	failures += !right;
}

/* What the kernel will say, a datagram for each dump; and how it misbehaves. */
static struct {
	unsigned char bytes[SAID];
	size_t size;
} said;
static struct {
	int interruptions; /* so many dumps are of no one moment */
	int strangers;     /* so many datagrams come first that the kernel did not send */
	int signals;       /* so many calls are interrupted by one */
	int refusal;       /* an errno */
	int unknown_links; /* so many dumps of links lack one */
	bool is_lavish;    /* datagrams are larger than the room given */
} kernel;
static int sockets_made, address_prefix = 24;
static size_t hardware_size = 6;

/* Begins a message, whose payload and attributes follow. */
static struct nlmsghdr *message(unsigned short type, const void *payload, size_t size)
{
	struct nlmsghdr *header = (void *)(said.bytes + said.size);

	memset(header, 0, NLMSG_SPACE(size));
	header->nlmsg_len = (unsigned)NLMSG_SPACE(size);
	header->nlmsg_type = type;
	memcpy(NLMSG_DATA(header), payload, size);
	said.size += NLMSG_SPACE(size);
	return header;
}

static void attribute(struct nlmsghdr *header, unsigned short type, const void *value, size_t size)
{
	struct nlattr *attribute = (void *)(said.bytes + said.size);
	size_t room = NLA_HDRLEN + NLA_ALIGN(size);

	memset(attribute, 0, room);
	attribute->nla_len = (unsigned short)(NLA_HDRLEN + size);
	attribute->nla_type = type;
	memcpy((char *)attribute + NLA_HDRLEN, value, size);
	header->nlmsg_len += (unsigned)room;
	said.size += room;
}

static void say_links(void)
{
	struct ifinfomsg link = { .ifi_index = INDEX, .ifi_type = 32, .ifi_flags = IFF_BROADCAST };
	unsigned char hardware[64];

	if (kernel.unknown_links > 0 && kernel.unknown_links--)
		return;
	memset(hardware, 0xab, sizeof hardware);
	message(RTM_NEWLINK, &link, 1);
	message(RTM_NEWROUTE, &link, sizeof link);
	struct nlmsghdr *header = message(RTM_NEWLINK, &link, sizeof link);
	attribute(header, IFLA_IFNAME, "a", 2);
	attribute(header, IFLA_ADDRESS, hardware, hardware_size);
	attribute(header, IFLA_BROADCAST, hardware, hardware_size);
}

static void say_address(unsigned char family, const void *bytes, size_t size)
{
	struct ifaddrmsg address = { .ifa_family = family,
		.ifa_prefixlen = (unsigned char)address_prefix,
		.ifa_index = INDEX };

	attribute(message(RTM_NEWADDR, &address, sizeof address), IFA_ADDRESS, bytes, size);
}

static void say_end(void)
{
	int error = -kernel.refusal;
	struct nlmsgerr refusal = { .error = error };

	struct nlmsghdr *header = kernel.refusal ? message(NLMSG_ERROR, &refusal, sizeof refusal)
						 : message(NLMSG_DONE, &error, sizeof error);
	if (kernel.interruptions > 0 && kernel.interruptions--)
		header->nlmsg_flags |= NLM_F_DUMP_INTR;
}

int ref_socket(int domain, int type, int protocol)
{
	(void)domain, (void)type, (void)protocol;
	sockets_made++;
	return dup(STDOUT_FILENO);
}

ssize_t ref_send(int sockfd, const void *buf, size_t len, int flags)
{
	const struct nlmsghdr *request = buf;

	(void)sockfd, (void)flags;
	said.size = 0;
	if (request->nlmsg_type == RTM_GETLINK)
		say_links();
	if (request->nlmsg_type == RTM_GETADDR) {
		say_address(AF_INET, "\x0a\x00\x00\x01", 4);
		say_address(AF_INET6, "\xfe\x80\0\0\0\0\0\0\0\0\0\0\0\0\0\x01", 16);
		say_address(AF_INET, "short", 3);
		say_address(AF_UNIX, "of another family", 4);
		message(RTM_NEWADDR, "", 1);
		message(RTM_NEWROUTE, "", 1);
	}
	say_end();
	return (ssize_t)len;
}

ssize_t ref_recvfrom(int sockfd, void *restrict buf, size_t len, int flags,
	struct sockaddr *restrict src_addr, socklen_t *restrict addrlen)
{
	bool is_stranger = false;

	(void)sockfd, (void)addrlen;
	if (kernel.signals > 0 && kernel.signals--) {
		errno = EINTR;
		return -1;
	}
	if (kernel.strangers > 0 && kernel.strangers--)
		is_stranger = true;
	memset(src_addr, 0, sizeof(struct sockaddr_nl));
	((struct sockaddr_nl *)src_addr)->nl_pid = is_stranger;
	memcpy(buf, said.bytes, said.size);
	if (kernel.is_lavish && flags & MSG_TRUNC)
		return (ssize_t)len + 1;
	return (ssize_t)said.size;
}

/* The result of a call: its errno, or the number of entries, negated. */
static int entries(void)
{
	struct ifaddrs *list = NULL;
	int n = 0;

	errno = EDOM;
	if (ref_getifaddrs(&list) < 0)
		return list ? 0 : errno;
	for (const struct ifaddrs *entry = list; entry; entry = entry->ifa_next)
		n--;
	ref_freeifaddrs(list);
	return errno == EDOM ? n : 0;
}

static void check_transport(void)
{
	expect(entries() == -4, "the link and its addresses of known families, errno kept");
	kernel.interruptions = 3;
	sockets_made = 0;
	expect(entries() == -4 && sockets_made == 4, "an interrupted dump is read again");
	kernel.interruptions = 1000000;
	sockets_made = 0;
	expect(entries() == EAGAIN && sockets_made == 32, "but not for ever");
	kernel.interruptions = 0;
	kernel.unknown_links = 1;
	expect(entries() == -4, "an address whose link came between is read again");
	kernel.strangers = 2;
	expect(entries() == -4, "what the kernel did not send is passed over");
	kernel.signals = 5;
	expect(entries() == -4, "a signal ends nothing");
	kernel.refusal = EPERM;
	expect(entries() == EPERM, "the kernel's error is told");
	kernel.refusal = 0;
	kernel.is_lavish = true;
	expect(entries() == EMSGSIZE, "what is too large to be whole is no dump");
	kernel.is_lavish = false;
	int lowest = dup(STDOUT_FILENO);
	close(lowest);
	expect(lowest == dup(STDOUT_FILENO), "no descriptor is left open");
	close(lowest);
}

/* Of a group, too, the scope is told, if it is of a link alone. */
static uint32_t scope_of_group(const char *group)
{
	struct ifaddrs *list;
	uint32_t scope;

	said.size = 0;
	say_links();
	struct octets links = { said.bytes, said.size };
	say_address(AF_INET6, group, 16);
	struct octets addresses = { said.bytes + links.size, said.size - links.size };
	if (ref_list_interfaces(links, addresses, &list) < 0)
		return UINT32_MAX;
	scope = ((struct sockaddr_in6 *)list->ifa_next->ifa_addr)->sin6_scope_id;
	ref_freeifaddrs(list);
	return scope;
}

static void check_fields(void)
{
	struct ifaddrs *list = NULL;

	expect(scope_of_group("\xff\2\0\0\0\0\0\0\0\0\0\0\0\0\0\1") == INDEX &&
			scope_of_group("\xff\xe\0\0\0\0\0\0\0\0\0\0\0\0\0\1") == 0,
		"the scope of a group");

	hardware_size = 20;
	address_prefix = 200;
	expect(ref_getifaddrs(&list) == 0, "a long hardware address");
	const struct sockaddr_ll *hardware = (const struct sockaddr_ll *)list->ifa_addr;
	expect(hardware->sll_halen == 20 && hardware->sll_addr[7] == 0xab &&
			((const unsigned char *)hardware)[31] == 0xab,
		"is there as a whole");
	const struct ifaddrs *v4 = list->ifa_next, *v6 = v4->ifa_next, *none = v6->ifa_next;
	expect(((struct sockaddr_in *)v4->ifa_netmask)->sin_addr.s_addr == 0xffffffff,
		"no width beyond the address");
	expect(((struct sockaddr_in6 *)v6->ifa_addr)->sin6_scope_id == INDEX &&
			((struct sockaddr_in6 *)v6->ifa_netmask)->sin6_scope_id == 0,
		"the scope of what is of a link alone");
	expect(!none->ifa_addr && none->ifa_netmask && !none->ifa_next,
		"no address of a wrong size");
	ref_freeifaddrs(list);
	hardware_size = 64;
	expect(ref_getifaddrs(&list) == 0, "too long a hardware address");
	expect(((const struct sockaddr_ll *)list->ifa_addr)->sll_halen == 32, "is cut");
	ref_freeifaddrs(list);
}

/* Every beginning of what the kernel says, in memory of exactly that size, for a sanitizer to
 * watch; and every length in it wrong. */
static void check_bytes(void)
{
	static const struct octets nothing;
	struct ifaddrs *list;

	said.size = 0;
	say_links();
	say_address(AF_INET, "\x0a\x00\x00\x01", 4);
	for (size_t size = 0; size <= said.size; size++)
		for (int at = -1; at < (int)size; at++) {
			unsigned char *bytes = malloc(size ? size : 1);
			memcpy(bytes, said.bytes, size);
			if (at >= 0)
				bytes[at] ^= 0xff;
			struct octets messages = { bytes, size };
			if (ref_list_interfaces(messages, messages, &list) == 0)
				ref_freeifaddrs(list);
			ref_dump_ends(messages);
			free(bytes);
		}
	said.size = 0;
	message(NLMSG_DONE, "", 0);
	expect(ref_dump_ends((struct octets){ said.bytes, said.size }) == 1, "an end of no words");
	expect(ref_list_interfaces(nothing, nothing, &list) == 0 && !list, "nothing is no list");
}

int main(void)
{
	setvbuf(stdout, NULL, _IONBF, 0);
	check_transport();
	check_fields();
	check_bytes();
	return failures > 0;
}

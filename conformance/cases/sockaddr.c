#include "fixture.h"

/* A sockaddr_in or sockaddr_in6 goes where a sockaddr is asked for, and comes back. */
static void pass(struct kind kind)
{
	struct address given = local_address(kind), taken = { .len = sizeof taken.room };
	int fd = new_socket(kind);

	observe(bind(fd, &given.any, given.len));
	observe(getsockname(fd, &taken.any, &taken.len));
	observe_word(taken.len == given.len ? "same length" : "other length");
	observe_word(taken.any.sa_family == kind.family ? "same family" : "other family");
	if (kind.family == AF_INET)
		observe_bytes(&taken.in.sin_addr, sizeof taken.in.sin_addr);
	else
		observe_bytes(&taken.in6.sin6_addr, sizeof taken.in6.sin6_addr);
}

#define PASSES(name, kind, clauses, bytes) \
	CASE(sockaddr, name, PROVES(clauses), ALL("0 0 same length same family " bytes)) \
	{ \
		pass(kind); \
	}
#define V4_CLAUSES \
	"sockaddr.cast.sockaddr_in sockaddr.sa_family sockaddr_in.sin_family sockaddr_in.sin_addr"
#define V6_CLAUSES \
	"sockaddr.cast.sockaddr_in6 sockaddr.sa_family sockaddr_in6.sin6_family " \
	"sockaddr_in6.sin6_addr"

PASSES(v4_of_stream,   TCP4, V4_CLAUSES, "7f000001")
PASSES(v4_of_datagram, UDP4, V4_CLAUSES, "7f000001")
PASSES(v6_of_stream,   TCP6, V6_CLAUSES, "00000000000000000000000000000001")
PASSES(v6_of_datagram, UDP6, V6_CLAUSES, "00000000000000000000000000000001")

/* sa_data is no limit: what is longer passes too. */
CASE(sockaddr, longer_address,
	PROVES("sockaddr.sa_data sockaddr.cast.sockaddr_in6"),
	ALL("longer"))
{
	struct address addr;

	bound(UDP6, &addr);
	observe_word(addr.len > sizeof(struct sockaddr) ? "longer" : "not longer");
}

CASE(sockaddr, path_longer_than_sa_data,
	PROVES("sockaddr.sa_data"),
	ALL("0 a-path-of-more-than-14-bytes"))
{
	struct address addr = { .un = { AF_UNIX, "a-path-of-more-than-14-bytes" } };
	int fd = new_socket(UNIX_DGRAM);
	unlink(addr.un.sun_path);

	observe(bind(fd, &addr.any, sizeof addr.un));
	addr = name_of(fd);
	observe_text(addr.un.sun_path);
}

/* Network byte order is that of the bytes from left to right: the other way round, 127.0.0.1 and
 * ::1 are no address of this machine. */
static void bind_to(struct kind kind, const void *address)
{
	struct address addr = local_address(kind);

	if (kind.family == AF_INET)
		memcpy(&addr.in.sin_addr.s_addr, address, sizeof addr.in.sin_addr.s_addr);
	else
		memcpy(addr.in6.sin6_addr.s6_addr, address, sizeof addr.in6.sin6_addr.s6_addr);
	observe(bind(new_socket(kind), &addr.any, addr.len));
}

CASE(sockaddr, v4_loopback_bytes,
	PROVES("in_addr.s_addr"),
	ALL("0"))
{
	bind_to(UDP4, "\177\0\0\1");
}

CASE(sockaddr, v4_loopback_bytes_reversed,
	PROVES("in_addr.s_addr"),
	ALL("-1 EADDRNOTAVAIL"))
{
	bind_to(UDP4, "\1\0\0\177");
}

CASE(sockaddr, v6_loopback_bytes,
	PROVES("in6_addr.s6_addr"),
	ALL("0"))
{
	bind_to(UDP6, "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\1");
}

CASE(sockaddr, v6_loopback_bytes_reversed,
	PROVES("in6_addr.s6_addr"),
	ALL("-1 EADDRNOTAVAIL"))
{
	bind_to(UDP6, "\1\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0");
}

/* The same order in the library. */
CASE(sockaddr, v4_address_of_text,
	ANYWHERE, PROVES("in_addr.s_addr"), ALL("0xc0000201"))
{
	struct in_addr addr = { 0 };

	inet_pton(AF_INET, "192.0.2.1", &addr);
	observe_hex(ntohl(addr.s_addr));
}

CASE(sockaddr, v6_address_of_text,
	ANYWHERE, PROVES("in6_addr.s6_addr"), ALL("32 1 13 184 10 11"))
{
	struct in6_addr addr = { 0 };

	inet_pton(AF_INET6, "2001:db8::a0b", &addr);
	for (int i = 0; i < 4; i++)
		observe_number(addr.s6_addr[i]);
	observe_number(addr.s6_addr[14]);
	observe_number(addr.s6_addr[15]);
}

CASE(sockaddr, s6_addr_size,
	ANYWHERE, PROVES("in6_addr.s6_addr"), ALL("16"))
{
	observe_number(sizeof((struct in6_addr *)0)->s6_addr);
}

/* inet_pton(3) */
CASE(sockaddr, v4_address_size,
	ANYWHERE, LINUX("4"))
{
	observe_number(sizeof(struct in_addr));
}

CASE(sockaddr, v6_address_size,
	ANYWHERE, LINUX("16"))
{
	observe_number(sizeof(struct in6_addr));
}

/* Port 0x1234 by its number, which has no byte order. */
static struct address address_of_port(int family, const char *host)
{
	struct addrinfo hints = {
		.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV,
		.ai_family = family,
		.ai_socktype = SOCK_DGRAM,
	};
	struct addrinfo *found;
	struct address addr;

	if (getaddrinfo(host, "4660", &hints, &found) != 0)
		unresolved("getaddrinfo");
	addr.len = found->ai_addrlen;
	memcpy(&addr.room, found->ai_addr, addr.len);
	return addr;
}

CASE(sockaddr, v4_port_of_number,
	PROVES("sockaddr_in.sin_port"),
	ALL("1234"))
{
	struct address addr = address_of_port(AF_INET, "127.0.0.1");

	observe_bytes(&addr.in.sin_port, sizeof addr.in.sin_port);
}

CASE(sockaddr, v6_port_of_number,
	PROVES("sockaddr_in6.sin6_port"),
	DOCUMENT("1234 | 3412"), POSIX("1234"), LINUX("1234")) /* the document gives no order */
{
	struct address addr = address_of_port(AF_INET6, "::1");

	observe_bytes(&addr.in6.sin6_port, sizeof addr.in6.sin6_port);
}

CASE(sockaddr, number_of_v4_port,
	PROVES("sockaddr_in.sin_port"),
	ALL("4660"))
{
	struct sockaddr_in addr = loopback();
	char port[8] = "";
	memcpy(&addr.sin_port, "\x12\x34", 2);

	getnameinfo((SA *)&addr, sizeof addr, NULL, 0, port, sizeof port, NI_NUMERICSERV);
	observe_text(port);
}

/* The address of every node on the link means nothing without the interface. */
CASE(sockaddr, scope_of_link,
	PROVES("sockaddr_in6.sin6_scope_id"),
	ALL("0 same scope"))
{
	struct address addr = local_address(UDP6);
	unsigned scope = if_nametoindex("lo");
	int fd = new_socket(UDP6);
	if (!scope)
		unsupported("no interface lo");
	memset(&addr.in6.sin6_addr, 0, sizeof addr.in6.sin6_addr);
	memcpy(addr.in6.sin6_addr.s6_addr, "\xff\2", 2);
	addr.in6.sin6_addr.s6_addr[15] = 1;
	addr.in6.sin6_scope_id = scope;

	observe(bind(fd, &addr.any, addr.len));
	observe_word(name_of(fd).in6.sin6_scope_id == scope ? "same scope" : "other scope");
}

/* What no authority says: of the padding that all have and none lists. */
CASE(sockaddr, padding_not_zero)
{
	struct address addr = local_address(UDP4);
	memset(addr.in.sin_zero, 0xff, sizeof addr.in.sin_zero);

	observe(bind(new_socket(UDP4), &addr.any, addr.len));
}

CASE(sockaddr, padding_of_name)
{
	struct address addr = { .len = sizeof addr.in };
	int fd = bound(UDP4, NULL);
	memset(&addr.room, 0xa5, sizeof addr.room);

	observe(getsockname(fd, &addr.any, &addr.len));
	observe_bytes(addr.in.sin_zero, sizeof addr.in.sin_zero);
}

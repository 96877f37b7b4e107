#include "fixture.h"

static void observe_address(const struct address *addr, struct kind kind)
{
	observe_word(addr->any.sa_family == kind.family ? "family" : "other family");
	if (kind.family == AF_INET)
		observe_bytes(&addr->in.sin_addr, sizeof addr->in.sin_addr);
	else if (kind.family == AF_INET6)
		observe_bytes(&addr->in6.sin6_addr, sizeof addr->in6.sin6_addr);
	else
		observe_text(addr->un.sun_path);
}

/* The address given to bind comes back; where it had port 0, with another port. */
static void ask_bound(struct kind kind)
{
	struct address given = local_address(kind), taken = { .len = sizeof taken.room };
	int fd = new_socket(kind);
	need(bind(fd, &given.any, given.len), "bind");

	observe(getsockname(fd, &taken.any, &taken.len));
	observe_address(&taken, kind);
	if (kind.family != AF_UNIX) {
		observe_number(taken.len);
		observe_word(taken.in.sin_port ? "port" : "no port");
	}
}

#define BOUND(name, kind, address) \
	CASE(getsockname, name, PROVES("getsockname.bound-address"), ALL("0 family " address)) \
	{ \
		ask_bound(kind); \
	}

BOUND(bound_tcp4,           TCP4,           "7f000001 16 port")
BOUND(bound_udp4,           UDP4,           "7f000001 16 port")
BOUND(bound_tcp6,           TCP6,           "00000000000000000000000000000001 28 port")
BOUND(bound_udp6,           UDP6,           "00000000000000000000000000000001 28 port")
BOUND(bound_unix_stream,    UNIX_STREAM,    "socket-a")
BOUND(bound_unix_dgram,     UNIX_DGRAM,     "socket-a")
BOUND(bound_unix_seqpacket, UNIX_SEQPACKET, "socket-a")

CASE(getsockname, port_as_bound,
	PROVES("getsockname.bound-address"),
	ALL("0 same port"))
{
	struct sockaddr_in other;
	struct address addr = { .len = sizeof addr.room };
	close(bound_socket(SOCK_DGRAM, &other));
	int fd = inet_socket(SOCK_DGRAM);
	need(bind(fd, (SA *)&other, sizeof other), "bind");

	observe(getsockname(fd, &addr.any, &addr.len));
	observe_word(addr.in.sin_port == other.sin_port ? "same port" : "other port");
}

/* A path and its NUL are counted, and no more. */
CASE(getsockname, length_of_path,
	LINUX("0 9"))
{
	int fd = bound(UNIX_STREAM, NULL);
	struct address addr = { .len = sizeof addr.room };

	observe(getsockname(fd, &addr.any, &addr.len));
	observe_number((int)addr.len - (int)offsetof(struct sockaddr_un, sun_path));
}

/* A name without a path is as long as it was given. */
CASE(getsockname, abstract_name,
	LINUX("0 4 00610062"))
{
	struct address addr = { .un = { .sun_family = AF_UNIX, .sun_path = "\0a\0b" } };
	int fd = new_socket(UNIX_STREAM);
	need(bind(fd, &addr.any, offsetof(struct sockaddr_un, sun_path) + 4), "bind");
	addr.len = sizeof addr.room;

	observe(getsockname(fd, &addr.any, &addr.len));
	observe_number((int)addr.len - (int)offsetof(struct sockaddr_un, sun_path));
	observe_bytes(addr.un.sun_path, 4);
}

CASE(getsockname, connected_without_bind,
	PROVES("getsockname.bound-address"),
	ALL("0 family 7f000001 port"))
{
	struct address there, here = { .len = sizeof here.room };
	bound(UDP4, &there);
	int fd = new_socket(UDP4);
	need(connect(fd, &there.any, there.len), "connect");

	observe(getsockname(fd, &here.any, &here.len));
	observe_address(&here, UDP4);
	observe_word(here.in.sin_port ? "port" : "no port");
}

/* unix(7): no name is as long as the family alone. */
CASE(getsockname, unnamed,
	LINUX("0 family only"))
{
	int fd = connected(UNIX_STREAM).here;
	struct address addr = { .len = sizeof addr.room };

	observe(getsockname(fd, &addr.any, &addr.len));
	observe_word(addr.any.sa_family == AF_UNIX ? "family" : "other family");
	observe_word(addr.len == sizeof addr.any.sa_family ? "only" : "and more");
}

/* What does not fit is cut off. Linux tells how long the whole is; POSIX asks for the length of
 * what is stored. */
CASE(getsockname, short_buffer,
	POSIX("0 16 cut | 0 4 cut"), LINUX("0 16 cut"))
{
	struct sockaddr_in bound_to;
	int fd = bound_socket(SOCK_DGRAM, &bound_to);
	unsigned char room[8];
	socklen_t len = 4;
	memset(room, 0xee, sizeof room);

	observe(getsockname(fd, (SA *)room, &len));
	observe_number(len);
	int cut = memcmp(room, &bound_to, 4) == 0 && room[4] == 0xee;
	observe_word(cut ? "cut" : "not cut");
}

/* A buffer of no bytes is not touched. */
CASE(getsockname, no_buffer,
	POSIX("0 16 | 0 0"), LINUX("0 16"))
{
	struct sockaddr_in bound_to;
	int fd = bound_socket(SOCK_DGRAM, &bound_to);
	socklen_t len = 0;

	observe(getsockname(fd, bad_address(), &len));
	observe_number(len);
}

/* What it refuses; the document has none of it. A failure writes no address. */

static void ask(int fd)
{
	struct address addr = { .len = sizeof addr.room };
	memset(&addr.room, 0xee, sizeof addr.room);

	observe(getsockname(fd, &addr.any, &addr.len));
	observe_bytes(&addr.room, 4);
	observe_word(addr.len == sizeof addr.room ? "same length" : "other length");
}

CASE(getsockname, bad_descriptor,
	PROVES("getsockname.EBADF.bad-descriptor"),
	POSIX("-1 EBADF eeeeeeee same length"), LINUX("-1 EBADF eeeeeeee same length"))
{
	ask(-1);
}

CASE(getsockname, not_a_socket,
	PROVES("getsockname.ENOTSOCK.not-a-socket"),
	POSIX("-1 ENOTSOCK eeeeeeee same length"), LINUX("-1 ENOTSOCK eeeeeeee same length"))
{
	ask(not_a_socket());
}

#define BAD_POINTER(name, kind) \
	CASE(getsockname, name, PROVES("getsockname.EFAULT.bad-pointer"), LINUX("-1 EFAULT")) \
	{ \
		int fd = bound(kind, NULL); \
		socklen_t len = sizeof(struct sockaddr_storage); \
\
		observe(getsockname(fd, bad_address(), &len)); \
	}

BAD_POINTER(bad_address_tcp4,           TCP4)
BAD_POINTER(bad_address_tcp6,           TCP6)
BAD_POINTER(bad_address_udp4,           UDP4)
BAD_POINTER(bad_address_udp6,           UDP6)
BAD_POINTER(bad_address_unix_stream,    UNIX_STREAM)
BAD_POINTER(bad_address_unix_dgram,     UNIX_DGRAM)
BAD_POINTER(bad_address_unix_seqpacket, UNIX_SEQPACKET)

CASE(getsockname, bad_length_pointer,
	PROVES("getsockname.EFAULT.bad-pointer"),
	LINUX("-1 EFAULT"))
{
	struct address addr;
	int fd = bound(UDP4, NULL);

	observe(getsockname(fd, &addr.any, bad_address()));
}

#define NEGATIVE_LENGTH(name, kind) \
	CASE(getsockname, name, PROVES("getsockname.EINVAL.addrlen"), LINUX("-1 EINVAL")) \
	{ \
		struct address addr; \
		int fd = bound(kind, NULL); \
		socklen_t len = (socklen_t)-1; \
\
		observe(getsockname(fd, &addr.any, &len)); \
	}

NEGATIVE_LENGTH(negative_length_tcp4,           TCP4)
NEGATIVE_LENGTH(negative_length_tcp6,           TCP6)
NEGATIVE_LENGTH(negative_length_udp4,           UDP4)
NEGATIVE_LENGTH(negative_length_udp6,           UDP6)
NEGATIVE_LENGTH(negative_length_unix_stream,    UNIX_STREAM)
NEGATIVE_LENGTH(negative_length_unix_dgram,     UNIX_DGRAM)
NEGATIVE_LENGTH(negative_length_unix_seqpacket, UNIX_SEQPACKET)

/* POSIX lets it be refused. */
#define SHUT_DOWN(name, kind) \
	CASE(getsockname, name, PROVES("getsockname.EINVAL.shut-down"), POSIX("0 | -1 EINVAL")) \
	{ \
		struct address addr = { .len = sizeof addr.room }; \
		int fd = connected(kind).here; \
		need(shutdown(fd, SHUT_RDWR), "shutdown"); \
\
		observe(getsockname(fd, &addr.any, &addr.len)); \
	}

SHUT_DOWN(shut_down_tcp4,        TCP4)
SHUT_DOWN(shut_down_unix_stream, UNIX_STREAM)

/* A socket of the express data path has no name. */
CASE(getsockname, express_data_path,
	PROVES("getsockname.EOPNOTSUPP.protocol"),
	POSIX("-1 EOPNOTSUPP eeeeeeee same length"))
{
	int fd = need(socket(AF_XDP, SOCK_RAW, 0), "AF_XDP");

	ask(fd);
}

#include "fixture.h"

/* Each of two connected sockets has the name of the other; by way of a path for AF_UNIX. */
static struct pair joined(struct kind kind)
{
	struct address addr;
	int here = bound(kind, NULL), there;

	if (kind.family != AF_UNIX)
		return connected(kind);
	if (kind.type == SOCK_DGRAM) {
		there = bound(kind, &addr);
		need(connect(here, &addr.any, addr.len), "connect");
		addr = name_of(here);
		need(connect(there, &addr.any, addr.len), "connect");
		return (struct pair){ here, there };
	}
	there = listening(kind, 1, &addr);
	need(connect(here, &addr.any, addr.len), "connect");
	return (struct pair){ here, need(accept(there, NULL, NULL), "accept") };
}

static void compare(int fd, int other)
{
	struct address peer = { .len = sizeof peer.room }, name = name_of(other);

	observe(getpeername(fd, &peer.any, &peer.len));
	observe_word(peer.len == name.len && memcmp(&peer.room, &name.room, name.len) == 0
			     ? "its name"
			     : "another name");
}

#define CONNECTED(name, kind) \
	CASE(getpeername, name, PROVES("getpeername.connected"), ALL("0 its name 0 its name")) \
	{ \
		struct pair pair = joined(kind); \
\
		compare(pair.here, pair.there); \
		compare(pair.there, pair.here); \
	}

CONNECTED(connected_tcp4,           TCP4)
CONNECTED(connected_tcp6,           TCP6)
CONNECTED(connected_udp4,           UDP4)
CONNECTED(connected_udp6,           UDP6)
CONNECTED(connected_unix_stream,    UNIX_STREAM)
CONNECTED(connected_unix_dgram,     UNIX_DGRAM)
CONNECTED(connected_unix_seqpacket, UNIX_SEQPACKET)

/* To connect a datagram socket is no business of its peer. */
CASE(getpeername, not_connected_back,
	PROVES("getpeername.connected getpeername.ENOTCONN.not-connected"),
	ALL("0 -1 ENOTCONN"))
{
	struct address addr;
	int there = bound(UDP4, &addr), here = new_socket(UDP4);
	need(connect(here, &addr.any, addr.len), "connect");

	observe(getpeername(here, &addr.any, &addr.len));
	observe(getpeername(there, &addr.any, &addr.len));
}

CASE(getpeername, unnamed,
	LINUX("0 family only"))
{
	int fd = connected(UNIX_STREAM).here;
	struct address addr = { .len = sizeof addr.room };

	observe(getpeername(fd, &addr.any, &addr.len));
	observe_word(addr.any.sa_family == AF_UNIX ? "family" : "other family");
	observe_word(addr.len == sizeof addr.any.sa_family ? "only" : "and more");
}

/* What does not fit is cut off. Linux tells how long the whole is; POSIX asks for the length of
 * what is stored. */
CASE(getpeername, short_buffer,
	POSIX("0 16 cut | 0 4 cut"), LINUX("0 16 cut"))
{
	struct pair pair = connected(TCP4);
	struct address name = name_of(pair.there);
	unsigned char room[8];
	socklen_t len = 4;
	memset(room, 0xee, sizeof room);

	observe(getpeername(pair.here, (SA *)room, &len));
	observe_number(len);
	int cut = memcmp(room, &name.room, 4) == 0 && room[4] == 0xee;
	observe_word(cut ? "cut" : "not cut");
}

CASE(getpeername, no_buffer,
	POSIX("0 16 | 0 0"), LINUX("0 16"))
{
	int fd = connected(TCP4).here;
	socklen_t len = 0;

	observe(getpeername(fd, bad_address(), &len));
	observe_number(len);
}

/* What it refuses. A failure writes no address. */

static void ask(int fd)
{
	struct address addr = { .len = sizeof addr.room };
	memset(&addr.room, 0xee, sizeof addr.room);

	observe(getpeername(fd, &addr.any, &addr.len));
	observe_bytes(&addr.room, 4);
	observe_word(addr.len == sizeof addr.room ? "same length" : "other length");
}

CASE(getpeername, bad_descriptor,
	PROVES("getpeername.EBADF.bad-descriptor"),
	POSIX("-1 EBADF eeeeeeee same length"), LINUX("-1 EBADF eeeeeeee same length"))
{
	ask(-1);
}

CASE(getpeername, not_a_socket,
	PROVES("getpeername.ENOTSOCK.not-a-socket"),
	POSIX("-1 ENOTSOCK eeeeeeee same length"), LINUX("-1 ENOTSOCK eeeeeeee same length"))
{
	ask(not_a_socket());
}

#define UNCONNECTED(name, fd) \
	CASE(getpeername, name, PROVES("getpeername.ENOTCONN.not-connected"), \
		POSIX("-1 ENOTCONN eeeeeeee same length"), \
		LINUX("-1 ENOTCONN eeeeeeee same length")) \
	{ \
		ask(fd); \
	}

UNCONNECTED(unconnected_tcp4,           new_socket(TCP4))
UNCONNECTED(unconnected_tcp6,           new_socket(TCP6))
UNCONNECTED(unconnected_udp4,           new_socket(UDP4))
UNCONNECTED(unconnected_udp6,           new_socket(UDP6))
UNCONNECTED(unconnected_unix_stream,    new_socket(UNIX_STREAM))
UNCONNECTED(unconnected_unix_dgram,     new_socket(UNIX_DGRAM))
UNCONNECTED(unconnected_unix_seqpacket, new_socket(UNIX_SEQPACKET))
UNCONNECTED(listening_tcp4,             listening(TCP4, 1, NULL))
UNCONNECTED(listening_unix_stream,      listening(UNIX_STREAM, 1, NULL))

/* A raw view of the links has no peers. */
CASE(getpeername, packet,
	PROVES("getpeername.EOPNOTSUPP.protocol"),
	POSIX("-1 EOPNOTSUPP eeeeeeee same length"))
{
	int fd = need(socket(AF_PACKET, SOCK_DGRAM, 0), "packet socket");

	ask(fd);
}

#define BAD_POINTER(name, kind) \
	CASE(getpeername, name, PROVES("getpeername.EFAULT.bad-pointer"), LINUX("-1 EFAULT")) \
	{ \
		int fd = joined(kind).here; \
		socklen_t len = sizeof(struct sockaddr_storage); \
\
		observe(getpeername(fd, bad_address(), &len)); \
	}

BAD_POINTER(bad_address_tcp4,           TCP4)
BAD_POINTER(bad_address_tcp6,           TCP6)
BAD_POINTER(bad_address_udp4,           UDP4)
BAD_POINTER(bad_address_udp6,           UDP6)
BAD_POINTER(bad_address_unix_stream,    UNIX_STREAM)
BAD_POINTER(bad_address_unix_dgram,     UNIX_DGRAM)
BAD_POINTER(bad_address_unix_seqpacket, UNIX_SEQPACKET)

CASE(getpeername, bad_length_pointer,
	PROVES("getpeername.EFAULT.bad-pointer"),
	LINUX("-1 EFAULT"))
{
	struct address addr;
	int fd = connected(TCP4).here;

	observe(getpeername(fd, &addr.any, bad_address()));
}

#define NEGATIVE_LENGTH(name, kind) \
	CASE(getpeername, name, PROVES("getpeername.EINVAL.addrlen"), LINUX("-1 EINVAL")) \
	{ \
		struct address addr; \
		int fd = joined(kind).here; \
		socklen_t len = (socklen_t)-1; \
\
		observe(getpeername(fd, &addr.any, &len)); \
	}

NEGATIVE_LENGTH(negative_length_tcp4,           TCP4)
NEGATIVE_LENGTH(negative_length_tcp6,           TCP6)
NEGATIVE_LENGTH(negative_length_udp4,           UDP4)
NEGATIVE_LENGTH(negative_length_udp6,           UDP6)
NEGATIVE_LENGTH(negative_length_unix_stream,    UNIX_STREAM)
NEGATIVE_LENGTH(negative_length_unix_dgram,     UNIX_DGRAM)
NEGATIVE_LENGTH(negative_length_unix_seqpacket, UNIX_SEQPACKET)

/* POSIX has it refused. */
#define SHUT_DOWN(name, kind) \
	CASE(getpeername, name, PROVES("getpeername.EINVAL.shut-down"), POSIX("-1 EINVAL")) \
	{ \
		struct address addr = { .len = sizeof addr.room }; \
		int fd = connected(kind).here; \
		need(shutdown(fd, SHUT_RDWR), "shutdown"); \
\
		observe(getpeername(fd, &addr.any, &addr.len)); \
	}

SHUT_DOWN(shut_down_tcp4,           TCP4)
SHUT_DOWN(shut_down_tcp6,           TCP6)
SHUT_DOWN(shut_down_unix_stream,    UNIX_STREAM)
SHUT_DOWN(shut_down_unix_seqpacket, UNIX_SEQPACKET)

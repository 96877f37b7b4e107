#include "fixture.h"

/* Room for more than an option has, to see how much of it is written. */
struct value {
	union {
		int number;
		struct timeval time;
		unsigned char bytes[64];
	};
	socklen_t len;
};

static struct value read_option(int fd, int option)
{
	struct value value = { .len = sizeof value.bytes };

	memset(value.bytes, 0xee, sizeof value.bytes);
	observe(getsockopt(fd, SOL_SOCKET, option, value.bytes, &value.len));
	return value;
}

/* The type that the document gives, by its size, and that nothing is written behind it. */
static void observe_size(const struct value *value, const char *type, size_t size)
{
	size_t beyond = size;

	while (beyond < sizeof value->bytes && value->bytes[beyond] == 0xee)
		beyond++;
	observe_word(value->len == size && beyond == sizeof value->bytes ? type : "other size");
}

static void read_number(int fd, int option)
{
	struct value value = read_option(fd, option);

	observe_size(&value, "int", sizeof value.number);
	observe_number(value.number);
}

/* What is to be read alone: of a new socket, and of one that listens. */

#define TYPE(name, kind, ...) \
	CASE(getsockopt, name, PROVES("sockopt.SO_TYPE sockopt.SO_TYPE.type"), __VA_ARGS__) \
	{ \
		struct value value = read_option(new_socket(kind), SO_TYPE); \
		observe_size(&value, "int", sizeof value.number); \
		observe_word(value.number == SOCK_STREAM         ? "SOCK_STREAM" : \
				value.number == SOCK_DGRAM       ? "SOCK_DGRAM" : \
				value.number == SOCK_SEQPACKET   ? "SOCK_SEQPACKET" : \
								   "other"); \
	}

TYPE(type_tcp4,           TCP4,           ALL("0 int SOCK_STREAM"))
TYPE(type_tcp6,           TCP6,           ALL("0 int SOCK_STREAM"))
TYPE(type_udp4,           UDP4,           ALL("0 int SOCK_DGRAM"))
TYPE(type_udp6,           UDP6,           ALL("0 int SOCK_DGRAM"))
TYPE(type_unix_stream,    UNIX_STREAM,    ALL("0 int SOCK_STREAM"))
TYPE(type_unix_dgram,     UNIX_DGRAM,     ALL("0 int SOCK_DGRAM"))
TYPE(type_unix_seqpacket, UNIX_SEQPACKET, ALL("0 int SOCK_SEQPACKET"))

/* The flags that socket takes with the type are not of it. */
CASE(getsockopt, type_without_flags,
	PROVES("sockopt.SO_TYPE"),
	ALL("0 SOCK_STREAM"))
{
	int fd = need(socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0), "socket");

	observe_word(read_option(fd, SO_TYPE).number == SOCK_STREAM ? "SOCK_STREAM" : "other");
}

#define LISTENS(name, fd, text) \
	CASE(getsockopt, name, PROVES("sockopt.SO_ACCEPTCONN sockopt.SO_ACCEPTCONN.type"), \
		ALL(text)) \
	{ \
		read_number(fd, SO_ACCEPTCONN); \
	}

LISTENS(not_listening_tcp4,           bound(TCP4, NULL),                  "0 int 0")
LISTENS(not_listening_tcp6,           bound(TCP6, NULL),                  "0 int 0")
LISTENS(not_listening_unix_stream,    bound(UNIX_STREAM, NULL),           "0 int 0")
LISTENS(not_listening_unix_seqpacket, bound(UNIX_SEQPACKET, NULL),        "0 int 0")
LISTENS(connected_tcp4,               connected(TCP4).there,              "0 int 0")
LISTENS(listening_tcp4,               listening(TCP4, 1, NULL),           "0 int 1")
LISTENS(listening_tcp6,               listening(TCP6, 1, NULL),           "0 int 1")
LISTENS(listening_unix_stream,        listening(UNIX_STREAM, 1, NULL),    "0 int 1")
LISTENS(listening_unix_seqpacket,     listening(UNIX_SEQPACKET, 1, NULL), "0 int 1")

#define NO_ERROR(name, kind) \
	CASE(getsockopt, name, PROVES("sockopt.SO_ERROR sockopt.SO_ERROR.type"), ALL("0 int 0")) \
	{ \
		read_number(connected(kind).here, SO_ERROR); \
	}

NO_ERROR(no_error_tcp4,           TCP4)
NO_ERROR(no_error_tcp6,           TCP6)
NO_ERROR(no_error_udp4,           UDP4)
NO_ERROR(no_error_udp6,           UDP6)
NO_ERROR(no_error_unix_stream,    UNIX_STREAM)
NO_ERROR(no_error_unix_dgram,     UNIX_DGRAM)
NO_ERROR(no_error_unix_seqpacket, UNIX_SEQPACKET)

/* An error that waits is told once; then the socket has none, and recv finds none either. */
static void take_error(int fd)
{
	char byte;
	await(fd, POLLERR);

	observe_errno(read_option(fd, SO_ERROR).number);
	observe_errno(read_option(fd, SO_ERROR).number);
	observe(recv(fd, &byte, 1, MSG_DONTWAIT));
}

static int refused_datagram(struct kind kind)
{
	struct address nobody;
	close(bound(kind, &nobody));
	int fd = new_socket(kind);

	need(connect(fd, &nobody.any, nobody.len), "connect");
	need((int)send(fd, "x", 1, 0), "send");
	return fd;
}

static int reset_connection(struct kind kind)
{
	struct pair pair = connected(kind);

	need((int)send(pair.here, "x", 1, 0), "send");
	await(pair.there, POLLIN);
	close(pair.there);
	return pair.here;
}

#define ERROR(name, fd, text) \
	CASE(getsockopt, name, PROVES("sockopt.SO_ERROR sockopt.SO_ERROR.clears"), ALL(text)) \
	{ \
		take_error(fd); \
	}

ERROR(error_udp4, refused_datagram(UDP4), "0 ECONNREFUSED 0 0 -1 EAGAIN")
ERROR(error_udp6, refused_datagram(UDP6), "0 ECONNREFUSED 0 0 -1 EAGAIN")
ERROR(error_tcp4, reset_connection(TCP4), "0 ECONNRESET 0 0 0")
ERROR(error_tcp6, reset_connection(TCP6), "0 ECONNRESET 0 0 0")

/* The values that socket(7) and POSIX say that a socket begins with. */
CASE(getsockopt, least_to_receive,
	POSIX("0 int 1"), LINUX("0 int 1"))
{
	read_number(new_socket(TCP4), SO_RCVLOWAT);
}

CASE(getsockopt, least_to_send,
	LINUX("0 int 1"))
{
	read_number(new_socket(TCP4), SO_SNDLOWAT);
}

#define NO_LIMIT(name, option) \
	CASE(getsockopt, name, POSIX("0 timeval 0 0"), LINUX("0 timeval 0 0")) \
	{ \
		struct value value = read_option(new_socket(TCP4), option); \
		observe_size(&value, "timeval", sizeof value.time); \
		observe_number(value.time.tv_sec); \
		observe_number(value.time.tv_usec); \
	}

NO_LIMIT(no_limit_to_receive, SO_RCVTIMEO)
NO_LIMIT(no_limit_to_send,    SO_SNDTIMEO)

/* A value is cut to the room that it has. */

static void read_cut(int level, int option)
{
	socklen_t len = 1;
	unsigned char *byte = guarded("\xee", 1);

	observe(getsockopt(new_socket(TCP6), level, option, byte, &len));
	observe_number((int)len);
}

#define CUT(level, option) \
	CASE(getsockopt, cut_##option, POSIX("0 1"), LINUX("0 1")) { read_cut(level, option); }

CUT(SOL_SOCKET,   SO_ACCEPTCONN)
CUT(SOL_SOCKET,   SO_BROADCAST)
CUT(SOL_SOCKET,   SO_DEBUG)
CUT(SOL_SOCKET,   SO_DONTROUTE)
CUT(SOL_SOCKET,   SO_ERROR)
CUT(SOL_SOCKET,   SO_KEEPALIVE)
CUT(SOL_SOCKET,   SO_LINGER)
CUT(SOL_SOCKET,   SO_OOBINLINE)
CUT(SOL_SOCKET,   SO_RCVBUF)
CUT(SOL_SOCKET,   SO_RCVLOWAT)
CUT(SOL_SOCKET,   SO_RCVTIMEO)
CUT(SOL_SOCKET,   SO_REUSEADDR)
CUT(SOL_SOCKET,   SO_SNDBUF)
CUT(SOL_SOCKET,   SO_SNDLOWAT)
CUT(SOL_SOCKET,   SO_SNDTIMEO)
CUT(SOL_SOCKET,   SO_TYPE)
CUT(IPPROTO_TCP,  TCP_NODELAY)
CUT(IPPROTO_IPV6, IPV6_V6ONLY)

CASE(getsockopt, no_room,
	POSIX("0 0 untouched"), LINUX("0 0 untouched"))
{
	socklen_t len = 0;
	int value = 77;

	observe(getsockopt(new_socket(TCP4), SOL_SOCKET, SO_TYPE, &value, &len));
	observe_number((int)len);
	observe_word(value == 77 ? "untouched" : "written");
}

/* Neither page has a word on it. */
CASE(getsockopt, negative_length)
{
	socklen_t len = (socklen_t)-1;
	int value;

	observe(getsockopt(new_socket(TCP4), SOL_SOCKET, SO_TYPE, &value, &len));
}

/* What it refuses: it leaves value and length alone. */

static void read_nothing(int fd, int level, int option)
{
	int value = 77;
	socklen_t len = sizeof value;

	observe(getsockopt(fd, level, option, &value, &len));
	observe_word(value == 77 && len == sizeof value ? "untouched" : "written");
}

#define REFUSES(name, fd, level, option, clauses, posix, linux_) \
	CASE(getsockopt, name, PROVES(clauses), POSIX(posix), LINUX(linux_)) \
	{ \
		read_nothing(fd, level, option); \
	}

REFUSES(bad_descriptor, -1, SOL_SOCKET, SO_TYPE, "getsockopt.EBADF.bad-descriptor",
	"-1 EBADF untouched", "-1 EBADF untouched")
REFUSES(not_a_socket, not_a_socket(), SOL_SOCKET, SO_TYPE, "getsockopt.ENOTSOCK.not-a-socket",
	"-1 ENOTSOCK untouched", "-1 ENOTSOCK untouched")

CASE(getsockopt, closed_descriptor,
	PROVES("getsockopt.EBADF.bad-descriptor"),
	POSIX("-1 EBADF untouched"), LINUX("-1 EBADF untouched"))
{
	int fd = new_socket(TCP4);
	close(fd);

	read_nothing(fd, SOL_SOCKET, SO_TYPE);
}

/* An option that the level has not, and a level that the socket has not. */
#define UNKNOWN(name, kind, level, option) \
	REFUSES(name, new_socket(kind), level, option, \
		"getsockopt.ENOPROTOOPT.unknown getsockopt.EINVAL.option", \
		"-1 ENOPROTOOPT untouched | -1 EINVAL untouched", "-1 ENOPROTOOPT untouched")

UNKNOWN(unknown_tcp4,           TCP4,           SOL_SOCKET,   9999)
UNKNOWN(unknown_tcp6,           TCP6,           SOL_SOCKET,   9999)
UNKNOWN(unknown_udp4,           UDP4,           SOL_SOCKET,   9999)
UNKNOWN(unknown_udp6,           UDP6,           SOL_SOCKET,   9999)
UNKNOWN(unknown_unix_stream,    UNIX_STREAM,    SOL_SOCKET,   9999)
UNKNOWN(unknown_unix_dgram,     UNIX_DGRAM,     SOL_SOCKET,   9999)
UNKNOWN(unknown_unix_seqpacket, UNIX_SEQPACKET, SOL_SOCKET,   9999)
UNKNOWN(unknown_of_ip,          TCP4,           IPPROTO_IP,   9999)
UNKNOWN(unknown_of_ipv6,        TCP6,           IPPROTO_IPV6, 9999)
UNKNOWN(unknown_of_tcp,         TCP4,           IPPROTO_TCP,  9999)
UNKNOWN(unknown_level_tcp4,     TCP4,           9999,         1)
UNKNOWN(unknown_level_tcp6,     TCP6,           9999,         1)
UNKNOWN(unknown_level_udp4,     UDP4,           9999,         1)
UNKNOWN(unknown_level_unix,     UNIX_STREAM,    9999,         1)
UNKNOWN(tcp_of_udp4,            UDP4,           IPPROTO_TCP,  TCP_NODELAY)
UNKNOWN(tcp_of_unix,            UNIX_STREAM,    IPPROTO_TCP,  TCP_NODELAY)
UNKNOWN(ip_of_unix,             UNIX_DGRAM,     IPPROTO_IP,   IP_TTL)
UNKNOWN(ipv6_of_tcp4,           TCP4,           IPPROTO_IPV6, IPV6_V6ONLY)

#define BAD_POINTER(name, kind, level, option) \
	CASE(getsockopt, name##_value, PROVES("getsockopt.EFAULT.bad-pointer"), \
		LINUX("-1 EFAULT")) \
	{ \
		socklen_t len = sizeof(int); \
\
		observe(getsockopt(new_socket(kind), level, option, bad_address(), &len)); \
	} \
	CASE(getsockopt, name##_length, PROVES("getsockopt.EFAULT.bad-pointer"), \
		LINUX("-1 EFAULT")) \
	{ \
		int value; \
\
		observe(getsockopt(new_socket(kind), level, option, &value, bad_address())); \
	}

BAD_POINTER(bad_address_tcp4,           TCP4,           SOL_SOCKET,   SO_TYPE)
BAD_POINTER(bad_address_udp6,           UDP6,           SOL_SOCKET,   SO_TYPE)
BAD_POINTER(bad_address_unix_stream,    UNIX_STREAM,    SOL_SOCKET,   SO_TYPE)
BAD_POINTER(bad_address_unix_dgram,     UNIX_DGRAM,     SOL_SOCKET,   SO_TYPE)
BAD_POINTER(bad_address_unix_seqpacket, UNIX_SEQPACKET, SOL_SOCKET,   SO_TYPE)
BAD_POINTER(bad_address_of_ip,          TCP4,           IPPROTO_IP,   IP_TTL)
BAD_POINTER(bad_address_of_ipv6,        TCP6,           IPPROTO_IPV6, IPV6_V6ONLY)
BAD_POINTER(bad_address_of_tcp,         TCP4,           IPPROTO_TCP,  TCP_NODELAY)

/* POSIX lets a system refuse these; it need not. */

static int shut_down(struct kind kind)
{
	int fd = connected(kind).here;

	need(shutdown(fd, SHUT_RDWR), "shutdown");
	return fd;
}

#define MAY_REFUSE(name, fd, option, clause, allows, ...) \
	CASE(getsockopt, name, PROVES(clause), POSIX(allows), __VA_ARGS__) \
	{ \
		read_number(fd, option); \
	}

MAY_REFUSE(shut_down_tcp4, shut_down(TCP4), SO_KEEPALIVE, "getsockopt.EINVAL.shut-down",
	"0 int 0 | -1 EINVAL other size -286331154", .stage = NULL)
MAY_REFUSE(shut_down_unix_stream, shut_down(UNIX_STREAM), SO_KEEPALIVE,
	"getsockopt.EINVAL.shut-down", "0 int 0 | -1 EINVAL other size -286331154", .stage = NULL)
MAY_REFUSE(unprivileged, new_socket(TCP4), SO_DEBUG, "getsockopt.EACCES.privilege",
	"0 int 0 | -1 EACCES other size -286331154", STAGE("unprivileged"))

/* No descriptor is opened that nobody is told of. */
static void ask_without_room(int fd, int option)
{
	socklen_t none = 0;
	int lowest = need(dup(STDIN_FILENO), "dup");

	close(lowest);
	observe(getsockopt(fd, SOL_SOCKET, option, NULL, &none));
	observe_word(need(dup(STDIN_FILENO), "dup") == lowest ? "none open" : "one open");
}

enum { PEER_PIDFD = 77 }; /* SO_PEERPIDFD, which not every libc declares */
CASE(getsockopt, descriptor_without_room,
	LINUX("0 none open | -1 EINVAL none open | -1 EFAULT none open | -1 ENOPROTOOPT none open"))
{
	ask_without_room(connected(UNIX_STREAM).here, PEER_PIDFD);
}

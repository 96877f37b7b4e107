#include "fixture.h"
#include <linux/filter.h>
#include <sched.h>

/* The base world, where another row names a stage. */
#define HERE .stage = NULL

static int set_number(int fd, int level, int option, int value)
{
	return setsockopt(fd, level, option, &value, sizeof value);
}

static void observe_number_option(int fd, int level, int option)
{
	int value = -7;
	socklen_t len = sizeof value;

	observe(getsockopt(fd, level, option, &value, &len));
	observe_word(len == sizeof value ? "int" : "other size");
	observe_number(value);
}

/* What is set is had, and what is cleared is not. Any value but zero sets. */
static void switch_on_and_off(int fd, int level, int option)
{
	observe(set_number(fd, level, option, 1));
	observe_word(get_option(fd, level, option) ? "on" : "off");
	observe(set_number(fd, level, option, 0));
	observe_word(get_option(fd, level, option) ? "on" : "off");
	observe(set_number(fd, level, option, -4));
	observe_word(get_option(fd, level, option) ? "on" : "off");
}

#define SWITCH(name, kind, option) \
	CASE(setsockopt, name, \
		PROVES("sockopt." #option " sockopt." #option ".type sockopt.level.SOL_SOCKET"), \
		ALL("0 on 0 off 0 on")) \
	{ \
		switch_on_and_off(new_socket(kind), SOL_SOCKET, option); \
	}

SWITCH(broadcast_udp4,          UDP4,        SO_BROADCAST)
SWITCH(broadcast_udp6,          UDP6,        SO_BROADCAST)
SWITCH(dontroute_tcp4,          TCP4,        SO_DONTROUTE)
SWITCH(dontroute_tcp6,          TCP6,        SO_DONTROUTE)
SWITCH(dontroute_udp4,          UDP4,        SO_DONTROUTE)
SWITCH(dontroute_udp6,          UDP6,        SO_DONTROUTE)
SWITCH(keepalive_tcp4,          TCP4,        SO_KEEPALIVE)
SWITCH(keepalive_tcp6,          TCP6,        SO_KEEPALIVE)
SWITCH(oobinline_tcp4,          TCP4,        SO_OOBINLINE)
SWITCH(oobinline_tcp6,          TCP6,        SO_OOBINLINE)
SWITCH(reuseaddr_tcp4,          TCP4,        SO_REUSEADDR)
SWITCH(reuseaddr_tcp6,          TCP6,        SO_REUSEADDR)
SWITCH(reuseaddr_udp4,          UDP4,        SO_REUSEADDR)
SWITCH(reuseaddr_udp6,          UDP6,        SO_REUSEADDR)
SWITCH(reuseaddr_unix_stream,   UNIX_STREAM, SO_REUSEADDR)

/* socket(7) has it for who may administer the network; a world of one's own is not enough. */
CASE(setsockopt, debug,
	PROVES("sockopt.SO_DEBUG sockopt.SO_DEBUG.type"),
	ALL("0 0 int 1"))
{
	int fd = new_socket(TCP4);

	observe(set_number(fd, SOL_SOCKET, SO_DEBUG, 1));
	observe_number_option(fd, SOL_SOCKET, SO_DEBUG);
}

CASE(setsockopt, debug_off,
	PROVES("sockopt.SO_DEBUG sockopt.SO_DEBUG.type"),
	ALL("0 0 int 0"))
{
	int fd = new_socket(TCP4);

	observe(set_number(fd, SOL_SOCKET, SO_DEBUG, 0));
	observe_number_option(fd, SOL_SOCKET, SO_DEBUG);
}

/* Lengths. */

#define NUMBER(name, kind, level, option, value, clauses, ...) \
	CASE(setsockopt, name, PROVES(clauses), __VA_ARGS__) \
	{ \
		int fd = new_socket(kind); \
\
		observe(set_number(fd, level, option, value)); \
		observe_number_option(fd, level, option); \
	}

/* As much room as was asked for, or more. */
#define BUFFER(name, kind, option) \
	CASE(setsockopt, name, PROVES("sockopt." #option " sockopt." #option ".type"), \
		ALL("0 0 int enough")) \
	{ \
		int fd = new_socket(kind), value = 0; \
		socklen_t len = sizeof value; \
\
		observe(set_number(fd, SOL_SOCKET, option, 10000)); \
		observe(getsockopt(fd, SOL_SOCKET, option, &value, &len)); \
		observe_word(len == sizeof value ? "int" : "other size"); \
		observe_word(value >= 10000 ? "enough" : "too little"); \
	}

BUFFER(rcvbuf_tcp4,        TCP4,        SO_RCVBUF)
BUFFER(rcvbuf_udp6,        UDP6,        SO_RCVBUF)
BUFFER(rcvbuf_unix_stream, UNIX_STREAM, SO_RCVBUF)
BUFFER(sndbuf_tcp4,        TCP4,        SO_SNDBUF)
BUFFER(sndbuf_udp6,        UDP6,        SO_SNDBUF)
BUFFER(sndbuf_unix_stream, UNIX_STREAM, SO_SNDBUF)

/* socket(7): twice as much. */
#define DOUBLED(name, kind, option) \
	CASE(setsockopt, name, LINUX("0 0 int 20000")) \
	{ \
		int fd = new_socket(kind); \
\
		observe(set_number(fd, SOL_SOCKET, option, 10000)); \
		observe_number_option(fd, SOL_SOCKET, option); \
	}

DOUBLED(rcvbuf_doubled_tcp4,        TCP4,        SO_RCVBUF)
DOUBLED(rcvbuf_doubled_unix_stream, UNIX_STREAM, SO_RCVBUF)
DOUBLED(sndbuf_doubled_tcp4,        TCP4,        SO_SNDBUF)
DOUBLED(sndbuf_doubled_unix_stream, UNIX_STREAM, SO_SNDBUF)
/* POSIX leaves it to the system whether these can be set; socket(7): SO_SNDLOWAT cannot. */
#define LEAST(name, kind, option, linux_) \
	NUMBER(name, kind, SOL_SOCKET, option, 5, "sockopt." #option " sockopt." #option ".type", \
		DOCUMENT("0 0 int 5"), POSIX("0 0 int 5 | -1 ENOPROTOOPT 0 int 1"), LINUX(linux_))

LEAST(rcvlowat_tcp4,        TCP4,        SO_RCVLOWAT, "0 0 int 5")
LEAST(rcvlowat_unix_stream, UNIX_STREAM, SO_RCVLOWAT, "0 0 int 5")
LEAST(sndlowat_tcp4,        TCP4,        SO_SNDLOWAT, "-1 ENOPROTOOPT 0 int 1")
LEAST(sndlowat_unix_stream, UNIX_STREAM, SO_SNDLOWAT, "-1 ENOPROTOOPT 0 int 1")

/* Structures. */

#define LIMIT(name, kind, option) \
	CASE(setsockopt, name, PROVES("sockopt." #option ".type sockopt." #option), \
		ALL("0 0 timeval 3 20000")) \
	{ \
		struct timeval limit = { 3, 20000 }, value = { 0, 0 }; \
		socklen_t len = sizeof value; \
		int fd = new_socket(kind); \
\
		observe(setsockopt(fd, SOL_SOCKET, option, &limit, sizeof limit)); \
		observe(getsockopt(fd, SOL_SOCKET, option, &value, &len)); \
		observe_word(len == sizeof value ? "timeval" : "other size"); \
		observe_number(value.tv_sec); \
		observe_number(value.tv_usec); \
	}

LIMIT(rcvtimeo_tcp4,        TCP4,        SO_RCVTIMEO)
LIMIT(rcvtimeo_udp6,        UDP6,        SO_RCVTIMEO)
LIMIT(rcvtimeo_unix_stream, UNIX_STREAM, SO_RCVTIMEO)
LIMIT(sndtimeo_tcp4,        TCP4,        SO_SNDTIMEO)
LIMIT(sndtimeo_udp6,        UDP6,        SO_SNDTIMEO)
LIMIT(sndtimeo_unix_stream, UNIX_STREAM, SO_SNDTIMEO)

#define LINGER(name, kind, on, seconds, text) \
	CASE(setsockopt, name, PROVES("sockopt.SO_LINGER.type sockopt.SO_LINGER"), ALL(text)) \
	{ \
		struct linger linger = { on, seconds }, value = { 7, 7 }; \
		socklen_t len = sizeof value; \
		int fd = new_socket(kind); \
\
		observe(setsockopt(fd, SOL_SOCKET, SO_LINGER, &linger, sizeof linger)); \
		observe(getsockopt(fd, SOL_SOCKET, SO_LINGER, &value, &len)); \
		observe_word(len == sizeof value ? "linger" : "other size"); \
		observe_word(value.l_onoff ? "on" : "off"); \
		if (value.l_onoff) \
			observe_number(value.l_linger); \
	}

LINGER(linger_tcp4,        TCP4,        1, 3, "0 0 linger on 3")
LINGER(linger_tcp6,        TCP6,        1, 0, "0 0 linger on 0")
LINGER(linger_unix_stream, UNIX_STREAM, 1, 3, "0 0 linger on 3")
LINGER(linger_off,         TCP4,        0, 3, "0 0 linger off")

/* Other levels than the socket's own. */

#define OF_LEVEL(name, kind, level, option, value, text) \
	NUMBER(name, kind, level, option, value, "sockopt.level.protocol sockopt.level." #level, \
		ALL(text))

OF_LEVEL(ttl_tcp4,     TCP4, IPPROTO_IP,  IP_TTL,      17, "0 0 int 17")
OF_LEVEL(ttl_udp4,     UDP4, IPPROTO_IP,  IP_TTL,      17, "0 0 int 17")
OF_LEVEL(nodelay_tcp4, TCP4, IPPROTO_TCP, TCP_NODELAY, 1,  "0 0 int 1")
OF_LEVEL(nodelay_tcp6, TCP6, IPPROTO_TCP, TCP_NODELAY, 1,  "0 0 int 1")
NUMBER(v6only_tcp6, TCP6, IPPROTO_IPV6, IPV6_V6ONLY, 1, "sockopt.level.protocol", ALL("0 0 int 1"))
NUMBER(v6only_udp6, UDP6, IPPROTO_IPV6, IPV6_V6ONLY, 1, "sockopt.level.protocol", ALL("0 0 int 1"))

/* What can be read alone is not changed; POSIX does not specify what comes of it. */
#define READ_ONLY(name, fd, option, value, text) \
	CASE(setsockopt, name, PROVES("sockopt." #option ".get-only"), DOCUMENT(text), \
		POSIX(text " | taken 0 | taken " #value), LINUX(text)) \
	{ \
		int socket_fd = fd; \
\
		int ret = set_number(socket_fd, SOL_SOCKET, option, value); \
		observe_word(ret < 0 ? "refused" : "taken"); \
		observe_number(get_option(socket_fd, SOL_SOCKET, option)); \
	}

READ_ONLY(acceptconn_tcp4,        new_socket(TCP4),                SO_ACCEPTCONN, 1, "refused 0")
READ_ONLY(acceptconn_listening,   listening(TCP4, 1, NULL),        SO_ACCEPTCONN, 0, "refused 1")
READ_ONLY(acceptconn_unix_stream, listening(UNIX_STREAM, 1, NULL), SO_ACCEPTCONN, 0, "refused 1")
READ_ONLY(error_tcp4,             new_socket(TCP4),                SO_ERROR,      5, "refused 0")
READ_ONLY(error_udp6,             new_socket(UDP6),                SO_ERROR,      5, "refused 0")
READ_ONLY(error_unix_dgram,       new_socket(UNIX_DGRAM),          SO_ERROR,      5, "refused 0")

#define TYPE_READ_ONLY(name, kind, other) \
	CASE(setsockopt, name, PROVES("sockopt.SO_TYPE.get-only"), DOCUMENT("refused same"), \
		POSIX("refused same | taken same | taken other"), LINUX("refused same")) \
	{ \
		int fd = new_socket(kind); \
\
		int ret = set_number(fd, SOL_SOCKET, SO_TYPE, other); \
		observe_word(ret < 0 ? "refused" : "taken"); \
		observe_word(get_option(fd, SOL_SOCKET, SO_TYPE) == kind.type ? "same" : "other"); \
	}

TYPE_READ_ONLY(type_tcp4,        TCP4,        SOCK_DGRAM)
TYPE_READ_ONLY(type_udp6,        UDP6,        SOCK_STREAM)
TYPE_READ_ONLY(type_unix_stream, UNIX_STREAM, SOCK_DGRAM)

/* What it refuses. */

#define REFUSES(name, fd, level, option, clauses, posix, linux_) \
	CASE(setsockopt, name, PROVES(clauses), POSIX(posix), LINUX(linux_)) \
	{ \
		observe(set_number(fd, level, option, 1)); \
	}

REFUSES(bad_descriptor, -1, SOL_SOCKET, SO_KEEPALIVE, "setsockopt.EBADF.bad-descriptor",
	"-1 EBADF", "-1 EBADF")
REFUSES(not_a_socket, not_a_socket(), SOL_SOCKET, SO_KEEPALIVE,
	"setsockopt.ENOTSOCK.not-a-socket", "-1 ENOTSOCK", "-1 ENOTSOCK")

CASE(setsockopt, closed_descriptor,
	PROVES("setsockopt.EBADF.bad-descriptor"),
	POSIX("-1 EBADF"), LINUX("-1 EBADF"))
{
	int fd = new_socket(TCP4);
	close(fd);

	observe(set_number(fd, SOL_SOCKET, SO_KEEPALIVE, 1));
}

/* An option that the level has not, and a level that the socket has not. */
#define UNKNOWN(name, kind, level, option) \
	REFUSES(name, new_socket(kind), level, option, \
		"setsockopt.ENOPROTOOPT.unknown setsockopt.EINVAL.option", \
		"-1 ENOPROTOOPT | -1 EINVAL", "-1 ENOPROTOOPT")

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

/* Less than the option has. */
#define SHORT(option, level, length) \
	CASE(setsockopt, short_##option, PROVES("setsockopt.EINVAL.optlen"), LINUX("-1 EINVAL")) \
	{ \
		static const char zeros[64]; \
\
		observe(setsockopt(new_socket(TCP6), level, option, guarded(zeros, length), \
			length)); \
	}

SHORT(SO_BROADCAST, SOL_SOCKET,   sizeof(int) - 1)
SHORT(SO_DEBUG,     SOL_SOCKET,   sizeof(int) - 1)
SHORT(SO_DONTROUTE, SOL_SOCKET,   sizeof(int) - 1)
SHORT(SO_KEEPALIVE, SOL_SOCKET,   sizeof(int) - 1)
SHORT(SO_LINGER,    SOL_SOCKET,   sizeof(struct linger) - 1)
SHORT(SO_OOBINLINE, SOL_SOCKET,   sizeof(int) - 1)
SHORT(SO_RCVBUF,    SOL_SOCKET,   sizeof(int) - 1)
SHORT(SO_RCVLOWAT,  SOL_SOCKET,   sizeof(int) - 1)
SHORT(SO_RCVTIMEO,  SOL_SOCKET,   sizeof(struct timeval) - 1)
SHORT(SO_REUSEADDR, SOL_SOCKET,   sizeof(int) - 1)
SHORT(SO_SNDBUF,    SOL_SOCKET,   sizeof(int) - 1)
SHORT(SO_SNDTIMEO,  SOL_SOCKET,   sizeof(struct timeval) - 1)
SHORT(IP_TTL,       IPPROTO_IP,   0)
SHORT(TCP_NODELAY,  IPPROTO_TCP,  sizeof(int) - 1)
SHORT(IPV6_V6ONLY,  IPPROTO_IPV6, sizeof(int) - 1)

#define WRONG_LENGTH(name, length) \
	CASE(setsockopt, name, PROVES("setsockopt.EINVAL.optlen"), LINUX("-1 EINVAL")) \
	{ \
		int value = 1; \
\
		observe(setsockopt(new_socket(UNIX_STREAM), SOL_SOCKET, SO_KEEPALIVE, &value, \
			length)); \
	}

WRONG_LENGTH(no_length,       0)
WRONG_LENGTH(negative_length, (socklen_t)-1)

#define BAD_POINTER(name, kind, level, option) \
	CASE(setsockopt, name, PROVES("setsockopt.EFAULT.bad-pointer"), LINUX("-1 EFAULT")) \
	{ \
		observe(setsockopt(new_socket(kind), level, option, bad_address(), sizeof(int))); \
	}

BAD_POINTER(bad_address_tcp4,           TCP4,           SOL_SOCKET,   SO_KEEPALIVE)
BAD_POINTER(bad_address_udp6,           UDP6,           SOL_SOCKET,   SO_KEEPALIVE)
BAD_POINTER(bad_address_unix_stream,    UNIX_STREAM,    SOL_SOCKET,   SO_KEEPALIVE)
BAD_POINTER(bad_address_unix_dgram,     UNIX_DGRAM,     SOL_SOCKET,   SO_KEEPALIVE)
BAD_POINTER(bad_address_unix_seqpacket, UNIX_SEQPACKET, SOL_SOCKET,   SO_KEEPALIVE)
BAD_POINTER(bad_address_of_ip,          TCP4,           IPPROTO_IP,   IP_TTL)
BAD_POINTER(bad_address_of_ipv6,        TCP6,           IPPROTO_IPV6, IPV6_V6ONLY)
BAD_POINTER(bad_address_of_tcp,         TCP4,           IPPROTO_TCP,  TCP_NODELAY)

/* A million microseconds do not fit: they are a second. */
#define TOO_LONG(name, option) \
	CASE(setsockopt, name, PROVES("setsockopt.EDOM.timeout"), POSIX("-1 EDOM")) \
	{ \
		struct timeval limit = { 0, 1000000 }; \
\
		observe(setsockopt(new_socket(TCP4), SOL_SOCKET, option, &limit, sizeof limit)); \
	}

TOO_LONG(rcvtimeo_too_long, SO_RCVTIMEO)
TOO_LONG(sndtimeo_too_long, SO_SNDTIMEO)

static void set_shut_down(struct kind kind)
{
	int fd = connected(kind).here;
	need(shutdown(fd, SHUT_RDWR), "shutdown");

	observe(set_number(fd, SOL_SOCKET, SO_KEEPALIVE, 1));
}

#define SHUT_DOWN(name, kind) \
	CASE(setsockopt, name, PROVES("setsockopt.EINVAL.shut-down"), POSIX("-1 EINVAL")) \
	{ \
		set_shut_down(kind); \
	}

SHUT_DOWN(shut_down_tcp4,           TCP4)
SHUT_DOWN(shut_down_tcp6,           TCP6)
SHUT_DOWN(shut_down_unix_stream,    UNIX_STREAM)
SHUT_DOWN(shut_down_unix_seqpacket, UNIX_SEQPACKET)

/* Little is left, in a network of the case's own. */
static void limit_network(const char *path, const char *limit)
{
	need(unshare(CLONE_NEWNET), "unshare");
	int file = need(open(path, O_WRONLY), path);

	need((int)write(file, limit, strlen(limit)), "write the limit");
}

CASE(setsockopt, no_memory,
	PROVES("setsockopt.ENOMEM.memory"),
	POSIX("-1 ENOMEM | 0"))
{
	struct sock_filter accepts_all[8];
	struct sock_fprog program = { 8, accepts_all };
	for (int i = 0; i < 8; i++)
		accepts_all[i] = (struct sock_filter){ BPF_RET | BPF_K, 0, 0, 65535 };
	limit_network("/proc/sys/net/core/optmem_max", "64");

	observe(setsockopt(new_socket(UDP4), SOL_SOCKET, SO_ATTACH_FILTER, &program,
		sizeof program));
}

CASE(setsockopt, no_membership_left,
	PROVES("setsockopt.ENOBUFS.resources"),
	POSIX("0 -1 ENOBUFS | 0 0"))
{
	struct ip_mreqn group = { .imr_ifindex = 1 };
	limit_network("/proc/sys/net/ipv4/igmp_max_memberships", "1");
	int fd = new_socket(UDP4);

	group.imr_multiaddr.s_addr = htonl(0xe0000164);
	observe(setsockopt(fd, IPPROTO_IP, IP_ADD_MEMBERSHIP, &group, sizeof group));
	group.imr_multiaddr.s_addr = htonl(0xe0000165);
	observe(setsockopt(fd, IPPROTO_IP, IP_ADD_MEMBERSHIP, &group, sizeof group));
}

#include "fixture.h"
#include <net/route.h>
#include <sys/stat.h>
#include <sys/syscall.h>

/* The base world, where another row names a stage. */
#define HERE .stage = NULL

static int connect_to(int fd, const struct address *addr)
{
	return connect(fd, &addr->any, addr->len);
}

/* What is sent to a connected socket's peer comes to the peer. */
static void connect_and_meet(struct kind kind)
{
	struct address addr;
	int there = kind.type == SOCK_DGRAM ? bound(kind, &addr) : listening(kind, 1, &addr);
	int fd = new_socket(kind);
	char bytes[2];

	observe(connect_to(fd, &addr));
	need((int)send(fd, "ab", 2, 0), "send");
	if (kind.type != SOCK_DGRAM)
		there = need(accept(there, NULL, NULL), "accept");
	await(there, POLLIN);
	observe(recv(there, bytes, sizeof bytes, 0));
	observe_bytes(bytes, sizeof bytes);
	struct address peer = { .len = sizeof peer.room };
	observe(getpeername(fd, &peer.any, &peer.len));
	observe_word(memcmp(&peer.any, &addr.any, sizeof peer.any) == 0 ? "its address" : "other");
}

#define MEETS(name, kind) \
	CASE(connect, name, ALL("0 2 6162 0 its address")) { connect_and_meet(kind); }

MEETS(meets_tcp4,           TCP4)
MEETS(meets_tcp6,           TCP6)
MEETS(meets_udp4,           UDP4)
MEETS(meets_udp6,           UDP6)
MEETS(meets_unix_stream,    UNIX_STREAM)
MEETS(meets_unix_dgram,     UNIX_DGRAM)
MEETS(meets_unix_seqpacket, UNIX_SEQPACKET)

/* To connect gives a socket an address of its own; AF_UNIX does without. */
static void connect_unbound(struct kind kind)
{
	struct address addr;
	kind.type == SOCK_DGRAM ? bound(kind, &addr) : listening(kind, 1, &addr);
	int fd = new_socket(kind);

	observe(connect_to(fd, &addr));
	struct address own = name_of(fd);
	if (kind.family == AF_UNIX)
		observe_word(own.len > sizeof own.any.sa_family ? "named" : "unnamed");
	else if (kind.family == AF_INET)
		observe_word(own.in.sin_port && own.in.sin_addr.s_addr == htonl(INADDR_LOOPBACK) ?
				"named" : "unnamed");
	else
		observe_word(own.in6.sin6_port && own.in6.sin6_addr.s6_addr[15] == 1 ? "named" :
										       "unnamed");
}

#define AUTOBINDS(name, kind, ...) \
	CASE(connect, name, __VA_ARGS__) { connect_unbound(kind); }
#define NAMED PROVES("connect.autobind"), ALL("0 named")

AUTOBINDS(unbound_tcp4,           TCP4, NAMED)
AUTOBINDS(unbound_tcp6,           TCP6, NAMED)
AUTOBINDS(unbound_udp4,           UDP4, NAMED)
AUTOBINDS(unbound_udp6,           UDP6, NAMED)
/* unix(7): a stream socket that was not bound to a path has no name. */
AUTOBINDS(unbound_unix_stream,    UNIX_STREAM, DOCUMENT("0 named"), LINUX("0 unnamed"))
AUTOBINDS(unbound_unix_dgram,     UNIX_DGRAM, DOCUMENT("0 named"))
AUTOBINDS(unbound_unix_seqpacket, UNIX_SEQPACKET, DOCUMENT("0 named"))

/* Datagrams come from the peer alone, until there is another peer, or none. */
static void connect_datagrams(struct kind kind)
{
	struct address own, one, other;
	int fd = bound(kind, &own), first = bound(kind, &one), second = bound(kind, &other);
	char byte;

	observe(connect_to(fd, &one));
	if (sendto(second, "2", 1, 0, &own.any, own.len) < 0 && kind.family != AF_UNIX)
		unresolved("sendto from elsewhere");
	need((int)sendto(first, "1", 1, 0, &own.any, own.len), "sendto from the peer");
	observe(recv(fd, &byte, 1, 0));
	observe_bytes(&byte, 1);
	observe(connect_to(fd, &other));
	need((int)send(fd, "x", 1, 0), "send");
	observe(recv(second, &byte, 1, 0));
	struct sockaddr none = { .sa_family = AF_UNSPEC };
	observe(connect(fd, &none, sizeof none));
	observe(getpeername(fd, &other.any, &other.len));
}

#define PEER_CHANGES(name, kind) \
	CASE(connect, name, POSIX("0 1 31 0 1 0 -1 ENOTCONN"), LINUX("0 1 31 0 1 0 -1 ENOTCONN")) \
	{ \
		connect_datagrams(kind); \
	}

PEER_CHANGES(peer_changes_udp4,       UDP4)
PEER_CHANGES(peer_changes_udp6,       UDP6)
PEER_CHANGES(peer_changes_unix_dgram, UNIX_DGRAM)

/* Without blocking: under way, ready by each of the three ways, and how it ended. */

static void complete(struct kind kind, readiness *ready)
{
	struct address addr;
	listening(kind, 1, &addr);
	int fd = new_socket(kind);
	nonblocking(fd);

	observe(connect_to(fd, &addr));
	observe_word(ready(fd, POLLOUT, 5000) ? "writable" : "waiting");
	observe_errno(get_option(fd, SOL_SOCKET, SO_ERROR));
	observe(send(fd, "x", 1, 0));
}

#define COMPLETES(name, kind, ready) \
	CASE(connect, name, \
		PROVES("connect.nonblocking.EINPROGRESS connect.nonblocking.poll-methods " \
		       "connect.nonblocking.writable-complete " \
		       "connect.EINPROGRESS.nonblocking connect.EINPROGRESS.select-writable " \
		       "connect.EINPROGRESS.so-error connect.EINPROGRESS.so-error-zero"), \
		ALL("-1 EINPROGRESS writable 0 1")) \
	{ \
		complete(kind, ready); \
	}

COMPLETES(completes_by_select_tcp4, TCP4, by_select)
COMPLETES(completes_by_select_tcp6, TCP6, by_select)
COMPLETES(completes_by_poll_tcp4,   TCP4, by_poll)
COMPLETES(completes_by_poll_tcp6,   TCP6, by_poll)
COMPLETES(completes_by_epoll_tcp4,  TCP4, by_epoll)
COMPLETES(completes_by_epoll_tcp6,  TCP6, by_epoll)

/* It is writable too when it failed, and SO_ERROR says of what. */
static void fail_later(struct kind kind, readiness *ready)
{
	struct address addr;
	bound(kind, &addr);
	int fd = new_socket(kind);
	nonblocking(fd);

	observe(connect_to(fd, &addr));
	observe_word(ready(fd, POLLOUT, 5000) ? "writable" : "waiting");
	observe_errno(get_option(fd, SOL_SOCKET, SO_ERROR));
}

#define FAILS_LATER(name, kind, ready) \
	CASE(connect, name, \
		PROVES("connect.EINPROGRESS.nonblocking connect.EINPROGRESS.select-writable " \
		       "connect.EINPROGRESS.so-error connect.EINPROGRESS.so-error-zero"), \
		ALL("-1 EINPROGRESS writable ECONNREFUSED")) \
	{ \
		fail_later(kind, ready); \
	}

FAILS_LATER(fails_by_select_tcp4, TCP4, by_select)
FAILS_LATER(fails_by_select_tcp6, TCP6, by_select)
FAILS_LATER(fails_by_poll_tcp4,   TCP4, by_poll)
FAILS_LATER(fails_by_poll_tcp6,   TCP6, by_poll)
FAILS_LATER(fails_by_epoll_tcp4,  TCP4, by_epoll)
FAILS_LATER(fails_by_epoll_tcp6,  TCP6, by_epoll)

/* As long as nobody answers it is not writable, and has no error; to ask again changes nothing. */
static void wait_for_answer(struct kind kind, readiness *ready)
{
	struct address addr;
	never_accepting(kind, &addr);
	int fd = new_socket(kind);
	nonblocking(fd);

	observe(connect_to(fd, &addr));
	observe_word(ready(fd, POLLOUT, 0) ? "writable" : "waiting");
	observe_errno(get_option(fd, SOL_SOCKET, SO_ERROR));
	observe(connect_to(fd, &addr));
}

#define UNANSWERED(name, kind, ready) \
	CASE(connect, name, \
		PROVES("connect.EINPROGRESS.nonblocking connect.nonblocking.poll-methods " \
		       "connect.EALREADY.in-progress"), \
		ALL("-1 EINPROGRESS waiting 0 -1 EALREADY")) \
	{ \
		wait_for_answer(kind, ready); \
	}

UNANSWERED(unanswered_by_select_tcp4, TCP4, by_select)
UNANSWERED(unanswered_by_select_tcp6, TCP6, by_select)
UNANSWERED(unanswered_by_poll_tcp4,   TCP4, by_poll)
UNANSWERED(unanswered_by_poll_tcp6,   TCP6, by_poll)
UNANSWERED(unanswered_by_epoll_tcp4,  TCP4, by_epoll)
UNANSWERED(unanswered_by_epoll_tcp6,  TCP6, by_epoll)

/* What can complete at once need not wait. */
static void connect_without_blocking(struct kind kind)
{
	struct address addr;
	kind.type == SOCK_DGRAM ? bound(kind, &addr) : listening(kind, 1, &addr);
	int fd = new_socket(kind);
	nonblocking(fd);

	observe(connect_to(fd, &addr));
}

#define AT_ONCE(name, kind) \
	CASE(connect, name, DOCUMENT("0 | -1 EINPROGRESS"), POSIX("0 | -1 EINPROGRESS"), \
		LINUX("0 | -1 EINPROGRESS")) \
	{ \
		connect_without_blocking(kind); \
	}

AT_ONCE(at_once_udp4,           UDP4)
AT_ONCE(at_once_udp6,           UDP6)
AT_ONCE(at_once_unix_stream,    UNIX_STREAM)
AT_ONCE(at_once_unix_dgram,     UNIX_DGRAM)
AT_ONCE(at_once_unix_seqpacket, UNIX_SEQPACKET)

/* The queue of an AF_UNIX listener is full; connect(2) has EAGAIN for that. */
static void connect_to_full_queue(struct kind kind)
{
	struct address addr;
	never_accepting(kind, &addr);
	int fd = new_socket(kind);
	nonblocking(fd);

	observe(connect_to(fd, &addr));
}

#define FULL_QUEUE(name, kind) \
	CASE(connect, name, PROVES("connect.nonblocking.EINPROGRESS connect.EAGAIN.unix-backlog"), \
		DOCUMENT("-1 EINPROGRESS"), POSIX("-1 EINPROGRESS"), LINUX("-1 EAGAIN")) \
	{ \
		connect_to_full_queue(kind); \
	}

FULL_QUEUE(full_queue_unix_stream,    UNIX_STREAM)
FULL_QUEUE(full_queue_unix_seqpacket, UNIX_SEQPACKET)

/* Once it is complete the socket is connected, whoever asks. */
CASE(connect, again_when_complete,
	PROVES("connect.EISCONN.connected"),
	ALL("-1 EISCONN"))
{
	struct address addr;
	listening(TCP4, 1, &addr);
	int fd = new_socket(TCP4);
	nonblocking(fd);
	(void)connect_to(fd, &addr);
	await(fd, POLLOUT);

	observe(connect_to(fd, &addr));
}

/* The listener ends, and resets what it did not accept. */
CASE(connect, reset,
	PROVES("connect.ECONNRESET.peer-reset"),
	POSIX("-1 ECONNRESET | -1 ECONNREFUSED"))
{
	struct address addr;
	int listener = listening(TCP4, 1, &addr), fd = new_socket(TCP4);
	nonblocking(fd);
	(void)connect_to(fd, &addr);
	await(listener, POLLIN);
	close(listener);
	await(fd, POLLHUP);

	observe(connect_to(fd, &addr));
}

/* A connected socket is not connected again; a datagram socket may be. */
static void connect_again(struct kind kind)
{
	struct address addr, other;
	listening(kind, 1, &addr);
	listening(kind, 1, &other);
	int fd = new_socket(kind);
	need(connect_to(fd, &addr), "connect");

	observe(connect_to(fd, &addr));
	observe(connect_to(fd, &other));
}

#define CONNECTED(name, kind) \
	CASE(connect, name, PROVES("connect.EISCONN.connected"), ALL("-1 EISCONN -1 EISCONN")) \
	{ \
		connect_again(kind); \
	}

CONNECTED(connected_tcp4,           TCP4)
CONNECTED(connected_tcp6,           TCP6)
CONNECTED(connected_unix_stream,    UNIX_STREAM)
CONNECTED(connected_unix_seqpacket, UNIX_SEQPACKET)

/* POSIX may have EOPNOTSUPP for a listener; for unix(7) it is in a wrong state. */
static void connect_listener(struct kind kind)
{
	struct address addr;
	listening(kind, 1, &addr);
	int fd = listening(kind, 1, NULL);

	observe(connect_to(fd, &addr));
}

CASE(connect, listener_tcp4,
	PROVES("connect.EOPNOTSUPP.listening"),
	POSIX("-1 EOPNOTSUPP | 0"))
{
	connect_listener(TCP4);
}

CASE(connect, listener_unix_stream,
	PROVES("connect.EOPNOTSUPP.listening"),
	POSIX("-1 EOPNOTSUPP | 0"), LINUX("-1 EINVAL"))
{
	connect_listener(UNIX_STREAM);
}

/* A signal interrupts the call; the attempt of TCP goes on. */
static int interrupted(struct kind kind, struct address *addr)
{
	never_accepting(kind, addr);
	int fd = new_socket(kind);
	interrupt_repeatedly();

	observe(connect_to(fd, addr));
	return fd;
}

#define INTERRUPTED(name, kind) \
	CASE(connect, name, PROVES("connect.EINTR.signal"), ALL("-1 EINTR")) \
	{ \
		struct address addr; \
		interrupted(kind, &addr); \
	}

INTERRUPTED(interrupted_tcp4,           TCP4)
INTERRUPTED(interrupted_tcp6,           TCP6)
INTERRUPTED(interrupted_unix_stream,    UNIX_STREAM)
INTERRUPTED(interrupted_unix_seqpacket, UNIX_SEQPACKET)

CASE(connect, under_way_after_signal,
	PROVES("connect.EINTR.signal connect.EALREADY.in-progress"),
	ALL("-1 EINTR -1 EALREADY"))
{
	struct address addr;
	int fd = interrupted(TCP4, &addr);
	nonblocking(fd);

	observe(connect_to(fd, &addr));
}

/* Nobody answers. Linux looks at its limit when it asks for the second time, after a second. */
static void time_out(struct kind kind)
{
	struct address addr;
	never_accepting(kind, &addr);
	int fd = new_socket(kind);
	set_option(fd, IPPROTO_TCP, TCP_USER_TIMEOUT, 100);

	observe(connect_to(fd, &addr));
}

#define TIMES_OUT(name, kind) \
	CASE(connect, name, PROVES("connect.ETIMEDOUT.timeout"), ALL("-1 ETIMEDOUT")) \
	{ \
		time_out(kind); \
	}

TIMES_OUT(unanswered_tcp4, TCP4)
TIMES_OUT(unanswered_tcp6, TCP6)

/* Nobody is there. */

static void connect_to_bound(struct kind kind)
{
	struct address addr;
	bound(kind, &addr);

	observe(connect_to(new_socket(kind), &addr));
}

static void connect_to_closed(struct kind kind)
{
	struct address addr;
	close(bound(kind, &addr));

	observe(connect_to(new_socket(kind), &addr));
}

#define REFUSED(name, kind, attempt) \
	CASE(connect, name, PROVES("connect.ECONNREFUSED.no-listener"), ALL("-1 ECONNREFUSED")) \
	{ \
		attempt(kind); \
	}

REFUSED(not_listening_tcp4,           TCP4,           connect_to_bound)
REFUSED(not_listening_tcp6,           TCP6,           connect_to_bound)
REFUSED(not_listening_unix_stream,    UNIX_STREAM,    connect_to_bound)
REFUSED(not_listening_unix_seqpacket, UNIX_SEQPACKET, connect_to_bound)
REFUSED(closed_tcp4,                  TCP4,           connect_to_closed)
REFUSED(closed_tcp6,                  TCP6,           connect_to_closed)
REFUSED(closed_unix_stream,           UNIX_STREAM,    connect_to_closed)
REFUSED(closed_unix_dgram,            UNIX_DGRAM,     connect_to_closed)
REFUSED(closed_unix_seqpacket,        UNIX_SEQPACKET, connect_to_closed)

static void connect_other_type(struct kind kind, struct kind other)
{
	struct address addr;
	other.type == SOCK_DGRAM ? bound(other, &addr) : listening(other, 1, &addr);

	observe(connect_to(new_socket(kind), &addr));
}

#define OTHER_TYPE(name, kind, other) \
	CASE(connect, name, PROVES("connect.EPROTOTYPE.type"), ALL("-1 EPROTOTYPE")) \
	{ \
		connect_other_type(kind, other); \
	}

OTHER_TYPE(stream_to_dgram,     UNIX_STREAM,    UNIX_DGRAM)
OTHER_TYPE(stream_to_seqpacket, UNIX_STREAM,    UNIX_SEQPACKET)
OTHER_TYPE(dgram_to_stream,     UNIX_DGRAM,     UNIX_STREAM)
OTHER_TYPE(dgram_to_seqpacket,  UNIX_DGRAM,     UNIX_SEQPACKET)
OTHER_TYPE(seqpacket_to_stream, UNIX_SEQPACKET, UNIX_STREAM)
OTHER_TYPE(seqpacket_to_dgram,  UNIX_SEQPACKET, UNIX_DGRAM)

/* Where the way does not lead. */

static void connect_by_text(struct kind kind, const char *text)
{
	struct address addr = local_address(kind);
	int fd = new_socket(kind);
	nonblocking(fd);
	if (kind.family == AF_INET)
		inet_pton(AF_INET, text, &addr.in.sin_addr);
	else
		inet_pton(AF_INET6, text, &addr.in6.sin6_addr);
	addr.in.sin_port = htons(9);

	observe(connect_to(fd, &addr));
}

#define LEADS_NOWHERE(name, kind, text, clause, allows, ...) \
	CASE(connect, name, PROVES(clause), ALL(allows), __VA_ARGS__) \
	{ \
		connect_by_text(kind, text); \
	}

#define UNREACHABLE(name, kind, text) \
	LEADS_NOWHERE(name, kind, text, "connect.ENETUNREACH.network", "-1 ENETUNREACH", HERE)

UNREACHABLE(no_route_tcp4, TCP4, "192.0.2.1")
UNREACHABLE(no_route_tcp6, TCP6, "2001:db8::1")
UNREACHABLE(no_route_udp4, UDP4, "192.0.2.1")
UNREACHABLE(no_route_udp6, UDP6, "2001:db8::1")

/* connect(2) and the document have EACCES and EPERM alike for a firewall and for a broadcast. */
#define FORBIDDEN(name, kind, text, clause, ...) \
	CASE(connect, name, PROVES(clause), DOCUMENT("-1 EACCES | -1 EPERM"), \
		LINUX("-1 EACCES | -1 EPERM"), __VA_ARGS__) \
	{ \
		connect_by_text(kind, text); \
	}
#define FIREWALL "connect.EACCES.firewall connect.EPERM.firewall"
#define BROADCAST "connect.EACCES.broadcast connect.EPERM.broadcast"

FORBIDDEN(prohibited_tcp4, TCP4, "198.51.100.1", FIREWALL, STAGE("prohibit"))
FORBIDDEN(prohibited_udp4, UDP4, "198.51.100.1", FIREWALL, STAGE("prohibit"))
FORBIDDEN(blocked_tcp4,    TCP4, "192.0.2.2",    FIREWALL, STAGE("block"))
FORBIDDEN(blocked_udp4,    UDP4, "192.0.2.2",    FIREWALL, STAGE("block"))
FORBIDDEN(broadcast_udp4,  UDP4, "127.255.255.255", BROADCAST, HERE)

CASE(connect, broadcast_allowed,
	PROVES(BROADCAST),
	ALL("0"))
{
	struct address addr = local_address(UDP4);
	int fd = new_socket(UDP4);
	set_option(fd, SOL_SOCKET, SO_BROADCAST, 1);
	addr.in.sin_addr.s_addr = htonl(0x7fffffff);
	addr.in.sin_port = htons(9);

	observe(connect_to(fd, &addr));
}

/* A route that says: there is no such host. */
CASE(connect, no_such_host,
	PROVES("connect.EHOSTUNREACH.host"),
	POSIX("-1 EHOSTUNREACH"))
{
	struct address addr = local_address(TCP4);
	struct rtentry route = { .rt_flags = RTF_REJECT | RTF_HOST };
	int fd = new_socket(TCP4);
	addr.in.sin_addr.s_addr = htonl(0xcb007101);
	memcpy(&route.rt_dst, &addr.any, sizeof route.rt_dst);
	if (ioctl(fd, SIOCADDRT, &route) < 0 && errno != EEXIST)
		need(-1, "SIOCADDRT");
	addr.in.sin_port = htons(9);

	observe(connect_to(fd, &addr));
}

/* No address here may be had for the one there. */
CASE(connect, no_address_here,
	PROVES("connect.EADDRNOTAVAIL.address"),
	POSIX("-1 EADDRNOTAVAIL"),
	STAGE("no-ipv6"))
{
	connect_by_text(TCP6, "::1");
}

/* Two ports are given out; the third socket finds none to the same place. */
static void exhaust(struct kind kind)
{
	struct address addr = local_address(kind);
	int there = new_socket(kind);
	addr.in.sin_port = htons(5000);
	set_option(there, SOL_SOCKET, SO_REUSEADDR, 1);
	need(bind(there, &addr.any, addr.len), "bind");
	if (kind.type == SOCK_STREAM)
		need(listen(there, 5), "listen");
	for (int i = 0; i < 2; i++)
		need(connect_to(new_socket(kind), &addr), "connect");

	observe(connect_to(new_socket(kind), &addr));
}

#define PORTS_EXHAUSTED(name, kind, ...) \
	CASE(connect, name, __VA_ARGS__, STAGE("ports")) { exhaust(kind); }

PORTS_EXHAUSTED(ports_exhausted_tcp4, TCP4, PROVES("connect.EADDRNOTAVAIL.ephemeral-exhausted"),
	ALL("-1 EADDRNOTAVAIL"))
PORTS_EXHAUSTED(ports_exhausted_tcp6, TCP6, PROVES("connect.EADDRNOTAVAIL.ephemeral-exhausted"),
	ALL("-1 EADDRNOTAVAIL"))
PORTS_EXHAUSTED(ports_exhausted_udp4, UDP4, PROVES("connect.EAGAIN.udp-ephemeral"),
	ALL("-1 EADDRNOTAVAIL"))
PORTS_EXHAUSTED(ports_exhausted_udp6, UDP6, PROVES("connect.EAGAIN.udp-ephemeral"),
	ALL("-1 EADDRNOTAVAIL"))

/* From one address to one other there is one connection. */
static void connect_same_addresses(struct kind kind)
{
	struct address there, here = local_address(kind);
	listening(kind, 2, &there);
	int first = new_socket(kind), second = new_socket(kind);
	set_option(first, SOL_SOCKET, SO_REUSEADDR, 1);
	set_option(second, SOL_SOCKET, SO_REUSEADDR, 1);
	need(bind(first, &here.any, here.len), "bind");
	here = name_of(first);
	need(bind(second, &here.any, here.len), "bind");
	need(connect_to(first, &there), "connect");

	observe(connect_to(second, &there));
}

#define SAME_ADDRESSES(name, kind) \
	CASE(connect, name, PROVES("connect.EADDRINUSE.local-in-use"), DOCUMENT("-1 EADDRINUSE"), \
		POSIX("-1 EADDRINUSE | -1 EADDRNOTAVAIL"), LINUX("-1 EADDRINUSE")) \
	{ \
		connect_same_addresses(kind); \
	}

SAME_ADDRESSES(same_addresses_tcp4, TCP4)
SAME_ADDRESSES(same_addresses_tcp6, TCP6)

/* Landlock is a security module that a process may ask for itself: no connections by TCP. */
CASE(connect, security_module,
	PROVES("connect.EACCES.lsm"),
	LINUX("-1 EACCES"))
{
	const struct { uint64_t files, network; } handled = { .network = 1 << 1 };
	struct address addr;
	listening(TCP4, 1, &addr);
	int fd = new_socket(TCP4);
	int rules = need((int)syscall(444, &handled, sizeof handled, 0), "landlock_create_ruleset");
	need((int)syscall(SYS_prctl, 38, 1, 0, 0, 0), "PR_SET_NO_NEW_PRIVS");
	need((int)syscall(446, rules, 0), "landlock_restrict_self");

	observe(connect_to(fd, &addr));
}

/* Addresses that no such socket has. */

#define WRONG_LENGTH(name, kind, length) \
	CASE(connect, name, PROVES("connect.EINVAL.address-len"), \
		POSIX("-1 EINVAL | -1 EAFNOSUPPORT")) \
	{ \
		struct address addr = local_address(kind); \
\
		observe(connect(new_socket(kind), &addr.any, length)); \
	}

WRONG_LENGTH(short_tcp4,          TCP4,           sizeof(struct sockaddr_in) - 1)
WRONG_LENGTH(short_tcp6,          TCP6,           23)
WRONG_LENGTH(short_udp4,          UDP4,           sizeof(struct sockaddr_in) - 1)
WRONG_LENGTH(short_udp6,          UDP6,           23)
WRONG_LENGTH(family_cut,          TCP4,           1)
WRONG_LENGTH(no_length,           TCP4,           0)
WRONG_LENGTH(negative_length,     TCP4,           (socklen_t)-1)
WRONG_LENGTH(long_unix_stream,    UNIX_STREAM,    sizeof(struct sockaddr_un) + 1)
WRONG_LENGTH(long_unix_dgram,     UNIX_DGRAM,     sizeof(struct sockaddr_un) + 1)
WRONG_LENGTH(long_unix_seqpacket, UNIX_SEQPACKET, sizeof(struct sockaddr_un) + 1)

static void connect_foreign(struct kind kind, struct kind other)
{
	struct address addr = local_address(other);

	observe(connect_to(new_socket(kind), &addr));
}

/* unix(7) has EINVAL for an address that is not of AF_UNIX. */
#define WRONG_FAMILY(name, kind, other, text) \
	CASE(connect, name, PROVES("connect.EAFNOSUPPORT.sa-family connect.EINVAL.family"), \
		DOCUMENT("-1 EAFNOSUPPORT"), POSIX("-1 EAFNOSUPPORT | -1 EINVAL"), LINUX(text)) \
	{ \
		connect_foreign(kind, other); \
	}

WRONG_FAMILY(unix_for_tcp4,           TCP4,           UNIX_STREAM, "-1 EAFNOSUPPORT")
WRONG_FAMILY(unix_for_tcp6,           TCP6,           UNIX_STREAM, "-1 EAFNOSUPPORT")
WRONG_FAMILY(unix_for_udp4,           UDP4,           UNIX_DGRAM,  "-1 EAFNOSUPPORT")
WRONG_FAMILY(unix_for_udp6,           UDP6,           UNIX_DGRAM,  "-1 EAFNOSUPPORT")
WRONG_FAMILY(ipv6_for_tcp4,           TCP4,           TCP6,        "-1 EAFNOSUPPORT")
WRONG_FAMILY(ipv6_for_udp4,           UDP4,           UDP6,        "-1 EAFNOSUPPORT")
WRONG_FAMILY(ipv4_for_unix_stream,    UNIX_STREAM,    TCP4,        "-1 EINVAL")
WRONG_FAMILY(ipv4_for_unix_dgram,     UNIX_DGRAM,     TCP4,        "-1 EINVAL")
WRONG_FAMILY(ipv4_for_unix_seqpacket, UNIX_SEQPACKET, TCP4,        "-1 EINVAL")

#define BAD_POINTER(name, kind) \
	CASE(connect, name, PROVES("connect.EFAULT.bad-pointer"), DOCUMENT("-1 EFAULT"), \
		LINUX("-1 EFAULT")) \
	{ \
		observe(connect(new_socket(kind), bad_address(), local_address(kind).len)); \
	}

BAD_POINTER(bad_address_tcp4,           TCP4)
BAD_POINTER(bad_address_tcp6,           TCP6)
BAD_POINTER(bad_address_udp4,           UDP4)
BAD_POINTER(bad_address_udp6,           UDP6)
BAD_POINTER(bad_address_unix_stream,    UNIX_STREAM)
BAD_POINTER(bad_address_unix_dgram,     UNIX_DGRAM)
BAD_POINTER(bad_address_unix_seqpacket, UNIX_SEQPACKET)

static void connect_local(int fd)
{
	struct address addr = local_address(TCP4);

	observe(connect_to(fd, &addr));
}

#define BAD_DESCRIPTOR(name, fd, clause, text) \
	CASE(connect, name, PROVES(clause), ALL(text)) { connect_local(fd); }

BAD_DESCRIPTOR(bad_descriptor, -1, "connect.EBADF.bad-descriptor", "-1 EBADF")
BAD_DESCRIPTOR(not_a_socket, not_a_socket(), "connect.ENOTSOCK.not-a-socket", "-1 ENOTSOCK")

CASE(connect, closed_descriptor,
	PROVES("connect.EBADF.bad-descriptor"),
	ALL("-1 EBADF"))
{
	int fd = new_socket(TCP4);
	close(fd);

	connect_local(fd);
}

/* Paths of AF_UNIX. */

/* A socket whose file, or whose folder, lets nobody in. */
static void connect_forbidden(struct kind kind, const char *forbidden)
{
	struct address addr = { .un.sun_family = AF_UNIX, .len = sizeof addr.un };
	strcpy(addr.un.sun_path, "locked/socket");
	(void)mkdir("locked", 0700);
	need(chmod("locked", 0700), "chmod");
	unlink(addr.un.sun_path);
	int there = new_socket(kind), fd = new_socket(kind);
	need(bind(there, &addr.any, addr.len), "bind");
	if (kind.type != SOCK_DGRAM)
		need(listen(there, 1), "listen");
	need(chmod(forbidden, 0), "chmod");

	observe(connect_to(fd, &addr));
}

#define FORBIDDEN_PATH(name, kind, forbidden, clause) \
	CASE(connect, name, PROVES(clause), DOCUMENT("-1 EACCES"), POSIX("-1 EACCES | 0"), \
		LINUX("-1 EACCES"), STAGE("unprivileged")) \
	{ \
		connect_forbidden(kind, forbidden); \
	}

FORBIDDEN_PATH(locked_unix_stream,    UNIX_STREAM,    "locked/socket", "connect.EACCES.unix-write")
FORBIDDEN_PATH(locked_unix_dgram,     UNIX_DGRAM,     "locked/socket", "connect.EACCES.unix-write")
FORBIDDEN_PATH(locked_unix_seqpacket, UNIX_SEQPACKET, "locked/socket", "connect.EACCES.unix-write")
FORBIDDEN_PATH(closed_folder_unix_stream,    UNIX_STREAM,    "locked", "connect.EACCES.unix-search")
FORBIDDEN_PATH(closed_folder_unix_dgram,     UNIX_DGRAM,     "locked", "connect.EACCES.unix-search")
FORBIDDEN_PATH(closed_folder_unix_seqpacket, UNIX_SEQPACKET, "locked", "connect.EACCES.unix-search")

/* Links from 00 to 41, the last of which is to nothing. */
static void lay_chain(void)
{
	char from[] = "00", to[] = "00";

	for (int i = 0; i < 41; i++) {
		from[0] = (char)('0' + i / 10);
		from[1] = (char)('0' + i % 10);
		to[0] = (char)('0' + (i + 1) / 10);
		to[1] = (char)('0' + (i + 1) % 10);
		(void)!symlink(to, from);
	}
}

/* What a path may run into: in the working folder, where an earlier case may have left them. */
static void lay_paths(void)
{
	char text[PATH_MAX];

	memset(text, 'x', 300);
	text[300] = '\0';
	(void)!symlink(text, "long");
	for (size_t i = 0; i < sizeof text - 1; i++)
		text[i] = i % 2 ? '/' : '.';
	text[sizeof text - 1] = '\0';
	(void)!symlink(text, "far");
	(void)!symlink("loop", "loop");
	close(open("file", O_CREAT | O_WRONLY, 0600));
	lay_chain();
}

static void connect_path(struct kind kind, const char *path)
{
	struct address addr = { .un.sun_family = AF_UNIX, .len = sizeof addr.un };
	int fd = new_socket(kind);
	memcpy(addr.un.sun_path, path, strlen(path) + 1);
	lay_paths();

	observe(connect_to(fd, &addr));
}

#define MISLEADS(name, path, clause, allows) \
	CASE(connect, name##_unix_stream, PROVES(clause), POSIX(allows)) \
	{ \
		connect_path(UNIX_STREAM, path); \
	} \
	CASE(connect, name##_unix_dgram, PROVES(clause), POSIX(allows)) \
	{ \
		connect_path(UNIX_DGRAM, path); \
	} \
	CASE(connect, name##_unix_seqpacket, PROVES(clause), POSIX(allows)) \
	{ \
		connect_path(UNIX_SEQPACKET, path); \
	}

MISLEADS(loop, "loop/socket", "connect.ELOOP.loop", "-1 ELOOP")
MISLEADS(many_links, "00", "connect.ELOOP.symloop-max", "-1 ELOOP | -1 ENOENT")
MISLEADS(long_name, "long", "connect.ENAMETOOLONG.component", "-1 ENAMETOOLONG")
MISLEADS(long_way, "far/missing", "connect.ENAMETOOLONG.path-max", "-1 ENAMETOOLONG | -1 ENOENT")
MISLEADS(missing, "missing", "connect.ENOENT.missing", "-1 ENOENT")
MISLEADS(missing_folder, "missing/socket", "connect.ENOENT.missing", "-1 ENOENT")
MISLEADS(file_as_folder, "file/socket", "connect.ENOTDIR.prefix", "-1 ENOTDIR")
MISLEADS(slash_behind_file, "file/", "connect.ENOTDIR.trailing-slash", "-1 ENOTDIR")

/* For unix(7) it is an abstract name, which nobody has. */
CASE(connect, empty_path,
	PROVES("connect.ENOENT.empty-path"),
	POSIX("-1 ENOENT"), LINUX("-1 ECONNREFUSED"))
{
	connect_path(UNIX_STREAM, "");
}

/* unix(7): what is no socket listens no more than a socket that does not. */
CASE(connect, path_of_a_file,
	LINUX("-1 ECONNREFUSED"))
{
	connect_path(UNIX_STREAM, "file");
}

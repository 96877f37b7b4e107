#include "fixture.h"

/* From then on connections come. */
static void listen_and_meet(struct kind kind)
{
	struct address addr;
	int there = bound(kind, &addr), here = new_socket(kind), late = new_socket(kind);

	observe(connect(here, &addr.any, addr.len));
	observe(listen(there, 1));
	observe(connect(late, &addr.any, addr.len));
	observe_number(get_option(there, SOL_SOCKET, SO_ACCEPTCONN));
}

#define LISTENS(name, kind) \
	CASE(listen, name, PROVES("listen.backlog.hint"), ALL("-1 ECONNREFUSED 0 0 1")) \
	{ \
		listen_and_meet(kind); \
	}

LISTENS(meets_tcp4,           TCP4)
LISTENS(meets_tcp6,           TCP6)
LISTENS(meets_unix_stream,    UNIX_STREAM)
LISTENS(meets_unix_seqpacket, UNIX_SEQPACKET)

/* How many connects find room in the queue at once. */
static int connect_until_full(struct kind kind, const struct address *addr, int most)
{
	int n = 0;

	for (; n < most; n++) {
		int fd = new_socket(kind);
		struct pollfd connected = { .fd = fd, .events = POLLOUT };
		nonblocking(fd);
		if (connect(fd, &addr->any, addr->len) == 0)
			continue;
		if (errno != EINPROGRESS || poll(&connected, 1, 0) != 1)
			return n;
	}
	return n;
}

/* The queue takes the backlog or more, and yet it has an end. */
static void fill_queue(struct kind kind, int backlog)
{
	struct address addr;
	listening(kind, backlog, &addr);

	int n = connect_until_full(kind, &addr, 100);
	observe_word(n < backlog ? "less" : n < 100 ? "the backlog or more" : "no end");
}

#define HINTS(name, kind, backlog) \
	CASE(listen, name, PROVES("listen.backlog.hint"), ALL("the backlog or more")) \
	{ \
		fill_queue(kind, backlog); \
	}

HINTS(backlog_1_tcp4,           TCP4,           1)
HINTS(backlog_1_tcp6,           TCP6,           1)
HINTS(backlog_1_unix_stream,    UNIX_STREAM,    1)
HINTS(backlog_1_unix_seqpacket, UNIX_SEQPACKET, 1)
HINTS(backlog_9_tcp4,           TCP4,           9)
HINTS(backlog_9_tcp6,           TCP6,           9)
HINTS(backlog_9_unix_stream,    UNIX_STREAM,    9)
HINTS(backlog_9_unix_seqpacket, UNIX_SEQPACKET, 9)

/* Any number will do, for the system knows what it can: none, a negative one, the greatest. */
static void listen_for(struct kind kind, int backlog)
{
	struct address addr;
	int there = bound(kind, &addr), here = new_socket(kind);

	observe(listen(there, backlog));
	observe(connect(here, &addr.any, addr.len));
}

#define DECIDES(name, kind, backlog) \
	CASE(listen, name, PROVES("listen.backlog.system-decides"), ALL("0 0")) \
	{ \
		listen_for(kind, backlog); \
	}

DECIDES(backlog_0_tcp4,                TCP4,        0)
DECIDES(backlog_0_unix_stream,         UNIX_STREAM, 0)
DECIDES(backlog_negative_tcp4,         TCP4,        -1)
DECIDES(backlog_negative_unix_stream,  UNIX_STREAM, -1)
DECIDES(backlog_greatest_tcp4,         TCP4,        INT_MAX)
DECIDES(backlog_greatest_tcp6,         TCP6,        INT_MAX)
DECIDES(backlog_greatest_unix_stream,  UNIX_STREAM, INT_MAX)

/* What no system has room for is cut down without a word: TCP tells of a listener's limit in what it
 * has no other use for. */
CASE(listen, backlog_capped,
	PROVES("listen.backlog.system-decides"),
	DOCUMENT("0 cut down"), POSIX("0 cut down | 0 as asked"), LINUX("0 cut down"))
{
	struct tcp_info info = { .tcpi_sacked = INT_MAX };
	socklen_t len = sizeof info;
	int fd = bound(TCP4, NULL);

	observe(listen(fd, INT_MAX));
	need(getsockopt(fd, IPPROTO_TCP, TCP_INFO, &info, &len), "TCP_INFO");
	observe_word(info.tcpi_sacked < INT_MAX ? "cut down" : "as asked");
}

/* Another call changes the backlog. */
CASE(listen, again,
	PROVES("listen.backlog.hint"),
	ALL("0 0"))
{
	struct address addr;
	int there = never_accepting(UNIX_STREAM, &addr), here = new_socket(UNIX_STREAM);
	nonblocking(here);

	observe(listen(there, 5));
	observe(connect(here, &addr.any, addr.len));
}

/* The queue of never_accepting is full: is the next one refused, or let wait? */
static void connect_to_full(struct kind kind)
{
	struct address addr;
	never_accepting(kind, &addr);
	int fd = new_socket(kind);
	nonblocking(fd);

	observe(connect(fd, &addr.any, addr.len));
}

/* A system may refuse or have it try again; POSIX leaves it open. */
#define REFUSES_MORE(name, kind, linux) \
	CASE(listen, name, PROVES("listen.backlog.full-refuses"), DOCUMENT("-1 ECONNREFUSED"), \
		POSIX("-1 ECONNREFUSED | -1 EINPROGRESS | -1 EAGAIN"), LINUX(linux)) \
	{ \
		connect_to_full(kind); \
	}

REFUSES_MORE(full_tcp4,           TCP4,           "-1 ECONNREFUSED | -1 EINPROGRESS")
REFUSES_MORE(full_tcp6,           TCP6,           "-1 ECONNREFUSED | -1 EINPROGRESS")
REFUSES_MORE(full_unix_stream,    UNIX_STREAM,    "-1 ECONNREFUSED | -1 EAGAIN")
REFUSES_MORE(full_unix_seqpacket, UNIX_SEQPACKET, "-1 ECONNREFUSED | -1 EAGAIN")

/* What it refuses. */

CASE(listen, bad_descriptor,
	PROVES("listen.EBADF.bad-descriptor"),
	ALL("-1 EBADF"))
{
	observe(listen(-1, 1));
}

CASE(listen, not_a_socket,
	PROVES("listen.ENOTSOCK.not-a-socket"),
	ALL("-1 ENOTSOCK"))
{
	observe(listen(not_a_socket(), 1));
}

#define CANNOT(name, kind) \
	CASE(listen, name, PROVES("listen.EOPNOTSUPP.type"), ALL("-1 EOPNOTSUPP")) \
	{ \
		observe(listen(bound(kind, NULL), 1)); \
	}

CANNOT(cannot_udp4,       UDP4)
CANNOT(cannot_udp6,       UDP6)
CANNOT(cannot_unix_dgram, UNIX_DGRAM)

/* Two sockets have the same address, by SO_REUSEADDR; only one listens. */
static void listen_beside(struct kind kind)
{
	struct address addr = local_address(kind);
	int first = new_socket(kind), second = new_socket(kind);
	set_option(first, SOL_SOCKET, SO_REUSEADDR, 1);
	set_option(second, SOL_SOCKET, SO_REUSEADDR, 1);
	need(bind(first, &addr.any, addr.len), "bind");
	addr = name_of(first);
	need(bind(second, &addr.any, addr.len), "bind to the same");
	need(listen(first, 1), "listen");

	observe(listen(second, 1));
}

#define OTHER_LISTENER(name, kind) \
	CASE(listen, name, PROVES("listen.EADDRINUSE.other-listener"), \
		DOCUMENT("-1 EADDRINUSE"), LINUX("-1 EADDRINUSE")) \
	{ \
		listen_beside(kind); \
	}

OTHER_LISTENER(other_listener_tcp4, TCP4)
OTHER_LISTENER(other_listener_tcp6, TCP6)

/* An unbound socket is given a port, and there were two. */
static void exhaust(struct kind kind)
{
	for (int i = 0; i < 2; i++)
		bound(kind, NULL);
	int fd = new_socket(kind);

	observe(listen(fd, 1));
}

#define PORTS_EXHAUSTED(name, kind) \
	CASE(listen, name, PROVES("listen.EADDRINUSE.ephemeral-exhausted"), \
		DOCUMENT("-1 EADDRINUSE"), LINUX("-1 EADDRINUSE"), STAGE("ports")) \
	{ \
		exhaust(kind); \
	}

PORTS_EXHAUSTED(ports_exhausted_tcp4, TCP4)
PORTS_EXHAUSTED(ports_exhausted_tcp6, TCP6)

/* ip(7): it is bound to a free port, of any address. */
CASE(listen, unbound_tcp4,
	POSIX("0 00000000 port | -1 EDESTADDRREQ 00000000 no port"), LINUX("0 00000000 port"))
{
	int fd = new_socket(TCP4);

	observe(listen(fd, 1));
	struct sockaddr_in addr = name_of(fd).in;
	observe_bytes(&addr.sin_addr, sizeof addr.sin_addr);
	observe_word(addr.sin_port ? "port" : "no port");
}

/* No name is made up for AF_UNIX; unix(7) has EINVAL for a state that does not fit. */
#define UNBOUND(name, kind) \
	CASE(listen, name, PROVES("listen.EDESTADDRREQ.unbound"), POSIX("-1 EDESTADDRREQ"), \
		LINUX("-1 EINVAL")) \
	{ \
		observe(listen(new_socket(kind), 1)); \
	}

UNBOUND(unbound_unix_stream,    UNIX_STREAM)
UNBOUND(unbound_unix_seqpacket, UNIX_SEQPACKET)

#define CONNECTED(name, kind) \
	CASE(listen, name, PROVES("listen.EINVAL.connected"), POSIX("-1 EINVAL")) \
	{ \
		observe(listen(connected(kind).here, 1)); \
	}

CONNECTED(connected_tcp4,           TCP4)
CONNECTED(connected_tcp6,           TCP6)
CONNECTED(connected_unix_stream,    UNIX_STREAM)
CONNECTED(connected_unix_seqpacket, UNIX_SEQPACKET)

#define SHUT_DOWN(name, kind) \
	CASE(listen, name, PROVES("listen.EINVAL.shut-down"), POSIX("-1 EINVAL | 0")) \
	{ \
		int fd = listening(kind, 1, NULL); \
		need(shutdown(fd, SHUT_RDWR), "shutdown"); \
\
		observe(listen(fd, 1)); \
	}

SHUT_DOWN(shut_down_tcp4,        TCP4)
SHUT_DOWN(shut_down_unix_stream, UNIX_STREAM)

/* What the socket options do, beyond being had. */
#include "fixture.h"
#include <stdio.h>

static int sends_to(struct kind kind, uint32_t host, int option, int value)
{
	struct address addr = local_address(kind);
	int fd = new_socket(kind);

	set_option(fd, SOL_SOCKET, option, value);
	addr.in.sin_addr.s_addr = htonl(host);
	addr.in.sin_port = htons(9);
	return (int)sendto(fd, "x", 1, 0, &addr.any, addr.len);
}

/* A broadcast is to be asked for. */

CASE(setsockopt, broadcast_not_permitted,
	PROVES("sockopt.SO_BROADCAST"),
	ALL("-1 EACCES"))
{
	observe(sends_to(UDP4, 0x7fffffff, SO_BROADCAST, 0));
}

CASE(setsockopt, broadcast_permitted,
	PROVES("sockopt.SO_BROADCAST"),
	ALL("1"))
{
	observe(sends_to(UDP4, 0x7fffffff, SO_BROADCAST, 1));
}

/* What lies behind a gateway is not reached without routing; the neighbour is. */
#define ROUTES(name, host, option_value, text) \
	CASE(setsockopt, name, PROVES("sockopt.SO_DONTROUTE"), ALL(text), STAGE("link")) \
	{ \
		observe(sends_to(UDP4, host, SO_DONTROUTE, option_value)); \
	}

ROUTES(far_host_routed,       0xc6336401, 0, "1")
ROUTES(far_host_not_routed,   0xc6336401, 1, "-1 ENETUNREACH")
ROUTES(neighbour_not_routed,  0xc0000202, 1, "1")

/* The timer of a connection from this port, as the kernel lists it: 0 none, 2 to keep it alive. */
static int timer_of(in_port_t port)
{
	enum { ESTABLISHED = 1 }; /* what lingers of another connection may have the port too */
	unsigned local, state, timer;
	char line[256];
	FILE *connections = fopen("/proc/net/tcp", "r");

	if (!connections)
		unresolved("/proc/net/tcp");
	while (fgets(line, sizeof line, connections))
		if (sscanf(line, " %*d: %*x:%x %*x:%*x %x %*x:%*x %x:", &local, &state,
			    &timer) == 3 && local == port && state == ESTABLISHED)
			return (int)timer;
	unresolved("the connection is not listed");
}

/* proc(5) lists the timer that Linux has set. */
static void keep_alive(int on)
{
	int fd = connected(TCP4).here;
	set_option(fd, SOL_SOCKET, SO_KEEPALIVE, on);

	int timer = timer_of(ntohs(name_of(fd).in.sin_port));
	observe_word(timer == 2 ? "keep-alive" : timer == 0 ? "no timer" : "other timer");
}

CASE(setsockopt, keeps_alive,
	PROVES("sockopt.SO_KEEPALIVE"),
	ALL("keep-alive"))
{
	keep_alive(1);
}

CASE(setsockopt, does_not_keep_alive,
	PROVES("sockopt.SO_KEEPALIVE"),
	ALL("no timer"))
{
	keep_alive(0);
}

/* How a connection ends at close: in order, or at once, without what was not sent. */

static void close_lingering(int on)
{
	struct pair pair = connected(TCP4);
	struct linger linger = { .l_onoff = on, .l_linger = 0 };
	char byte;
	need(setsockopt(pair.here, SOL_SOCKET, SO_LINGER, &linger, sizeof linger), "SO_LINGER");

	observe(close(pair.here));
	await(pair.there, POLLIN);
	observe(recv(pair.there, &byte, 1, 0));
}

CASE(setsockopt, closes_in_order,
	PROVES("sockopt.SO_LINGER"),
	ALL("0 0"))
{
	close_lingering(0);
}

/* A linger of no time at all resets the connection; no page of the three says so. */
CASE(setsockopt, closes_at_once)
{
	close_lingering(1);
}

static volatile sig_atomic_t signals;

static void count_signal(int number)
{
	(void)number;
	signals = 1;
}

/* As long as there is something to be sent, close waits: until a signal comes. */
CASE(setsockopt, lingers,
	PROVES("sockopt.SO_LINGER"),
	DOCUMENT("0 waited"), POSIX("0 waited | -1 EINTR waited"), LINUX("0 waited"))
{
	struct linger linger = { .l_onoff = 1, .l_linger = 5 };
	int fd = connected(TCP4).here;
	fill(fd);
	need(setsockopt(fd, SOL_SOCKET, SO_LINGER, &linger, sizeof linger), "SO_LINGER");
	interrupt_repeatedly();
	signal(SIGALRM, count_signal);

	observe(close(fd));
	observe_word(signals ? "waited" : "did not wait");
}

/* How much may wait in a buffer. */

static const char block[1000];

static int sent_with(struct kind kind, int room)
{
	int fd = connected(kind).here, sent = 0;

	set_option(fd, SOL_SOCKET, SO_SNDBUF, room);
	while (send(fd, block, sizeof block, MSG_DONTWAIT) > 0)
		sent++;
	return sent;
}

#define SENDS_MORE(name, kind) \
	CASE(setsockopt, name, PROVES("sockopt.SO_SNDBUF"), ALL("more")) \
	{ \
		int few = sent_with(kind, 10000), many = sent_with(kind, 100000); \
\
		observe_word(0 < few && few < many ? "more" : "no more"); \
	}

SENDS_MORE(sndbuf_sends_more_unix_stream,    UNIX_STREAM)
SENDS_MORE(sndbuf_sends_more_unix_dgram,     UNIX_DGRAM)
SENDS_MORE(sndbuf_sends_more_unix_seqpacket, UNIX_SEQPACKET)

/* Datagrams for which there is no room are lost; a stream waits. */
static int received_with(struct kind kind, int room)
{
	char received[sizeof block];
	struct pair pair = connected(kind);
	int count = 0;

	set_option(pair.there, SOL_SOCKET, SO_RCVBUF, room);
	for (int i = 0; i < 100; i++)
		if (send(pair.here, block, sizeof block, MSG_DONTWAIT) < 0)
			need(errno == EAGAIN ? 0 : -1, "send");
	while (recv(pair.there, received, sizeof received, MSG_DONTWAIT) > 0)
		count++;
	return count;
}

#define RECEIVES_MORE(name, kind) \
	CASE(setsockopt, name, PROVES("sockopt.SO_RCVBUF"), ALL("more")) \
	{ \
		int few = received_with(kind, 10000), many = received_with(kind, 100000); \
\
		observe_word(0 < few && few < many ? "more" : "no more"); \
	}

RECEIVES_MORE(rcvbuf_receives_more_udp4, UDP4)
RECEIVES_MORE(rcvbuf_receives_more_udp6, UDP6)

/* Two bytes come, and then two more: recv waits for them all. */

static void send_two(int fd)
{
	need((int)send(fd, "ab", 2, 0), "send");
}

static void send_two_to_sleeper(int fd)
{
	await_asleep();
	send_two(fd);
}

static void send_twice_to_sleeper(int fd)
{
	send_two_to_sleeper(fd);
	send_two_to_sleeper(fd);
}

#define AT_LEAST(name, kind) \
	CASE(setsockopt, name, PROVES("sockopt.SO_RCVLOWAT"), ALL("4")) \
	{ \
		struct pair pair = connected(kind); \
		char bytes[8]; \
		set_option(pair.there, SOL_SOCKET, SO_RCVLOWAT, 4); \
		meanwhile(send_twice_to_sleeper, pair.here); \
\
		observe(recv(pair.there, bytes, sizeof bytes, 0)); \
	}

AT_LEAST(rcvlowat_receives_tcp4,        TCP4)
AT_LEAST(rcvlowat_receives_tcp6,        TCP6)
AT_LEAST(rcvlowat_receives_unix_stream, UNIX_STREAM)

/* The same where the first two are there before the call; it has a limit of time, lest it sleeps
 * on. */
static void receive_the_rest(struct kind kind)
{
	struct pair pair = connected(kind);
	struct timeval limit = { 0, 400000 };
	char bytes[8];
	send_two(pair.here);
	await(pair.there, POLLIN);
	set_option(pair.there, SOL_SOCKET, SO_RCVLOWAT, 4);
	need(setsockopt(pair.there, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit), "SO_RCVTIMEO");
	meanwhile(send_two_to_sleeper, pair.here);

	int64_t start = milliseconds_now();
	observe(recv(pair.there, bytes, sizeof bytes, 0));
	observe_word(milliseconds_now() - start < 400 ? "woken" : "at the limit");
}

#define THE_REST(name, kind) \
	CASE(setsockopt, name, PROVES("sockopt.SO_RCVLOWAT"), ALL("4 woken")) \
	{ \
		receive_the_rest(kind); \
	}

THE_REST(rcvlowat_receives_rest_tcp4,        TCP4)
THE_REST(rcvlowat_receives_rest_unix_stream, UNIX_STREAM)

/* socket(7): select, poll and epoll tell of no less either. */
static void readable_at_least_four(struct kind kind, readiness *ready)
{
	struct pair pair = connected(kind);
	set_option(pair.there, SOL_SOCKET, SO_RCVLOWAT, 4);
	send_two(pair.here);

	observe_word(ready(pair.there, POLLIN, 0) ? "readable" : "waiting");
	send_two(pair.here);
	observe_word(ready(pair.there, POLLIN, 5000) ? "readable" : "waiting");
}

#define READABLE_AT_LEAST(name, kind, ready) \
	CASE(setsockopt, name, LINUX("waiting readable")) { readable_at_least_four(kind, ready); }

READABLE_AT_LEAST(rcvlowat_by_select_tcp4,        TCP4,        by_select)
READABLE_AT_LEAST(rcvlowat_by_poll_tcp4,          TCP4,        by_poll)
READABLE_AT_LEAST(rcvlowat_by_epoll_tcp4,         TCP4,        by_epoll)
READABLE_AT_LEAST(rcvlowat_by_select_unix_stream, UNIX_STREAM, by_select)
READABLE_AT_LEAST(rcvlowat_by_poll_unix_stream,   UNIX_STREAM, by_poll)
READABLE_AT_LEAST(rcvlowat_by_epoll_unix_stream,  UNIX_STREAM, by_epoll)

/* A call that blocks gives up after a while. */

static const struct timeval a_while = { 0, 20000 };

static int limited(int fd, int option)
{
	need(setsockopt(fd, SOL_SOCKET, option, &a_while, sizeof a_while), "setsockopt");
	return fd;
}

static void observe_waiting(int64_t since)
{
	observe_word(milliseconds_now() - since >= a_while.tv_usec / 1000 ? "waited" : "did not wait");
}

static void receive_in_time(struct kind kind)
{
	int fd = limited(connected(kind).here, SO_RCVTIMEO);
	int64_t start = milliseconds_now();
	char byte;

	observe(recv(fd, &byte, 1, 0));
	observe_waiting(start);
}

static void send_in_time(struct kind kind)
{
	int fd = limited(connected(kind).here, SO_SNDTIMEO);
	fill(fd);
	int64_t start = milliseconds_now();

	observe(send(fd, block, sizeof block, 0));
	observe_waiting(start);
}

static void accept_in_time(struct kind kind)
{
	int fd = limited(listening(kind, 1, NULL), SO_RCVTIMEO);
	int64_t start = milliseconds_now();

	observe(accept(fd, NULL, NULL));
	observe_waiting(start);
}

#define IN_TIME(name, act, kind, clause) \
	CASE(setsockopt, name, PROVES(clause), ALL("-1 EAGAIN waited")) { act(kind); }

IN_TIME(receives_in_time_tcp4,           receive_in_time, TCP4,           "sockopt.SO_RCVTIMEO")
IN_TIME(receives_in_time_tcp6,           receive_in_time, TCP6,           "sockopt.SO_RCVTIMEO")
IN_TIME(receives_in_time_udp4,           receive_in_time, UDP4,           "sockopt.SO_RCVTIMEO")
IN_TIME(receives_in_time_udp6,           receive_in_time, UDP6,           "sockopt.SO_RCVTIMEO")
IN_TIME(receives_in_time_unix_stream,    receive_in_time, UNIX_STREAM,    "sockopt.SO_RCVTIMEO")
IN_TIME(receives_in_time_unix_dgram,     receive_in_time, UNIX_DGRAM,     "sockopt.SO_RCVTIMEO")
IN_TIME(receives_in_time_unix_seqpacket, receive_in_time, UNIX_SEQPACKET, "sockopt.SO_RCVTIMEO")
IN_TIME(accepts_in_time_tcp4,            accept_in_time,  TCP4,           "sockopt.SO_RCVTIMEO")
IN_TIME(accepts_in_time_unix_stream,     accept_in_time,  UNIX_STREAM,    "sockopt.SO_RCVTIMEO")
IN_TIME(sends_in_time_tcp4,              send_in_time,    TCP4,           "sockopt.SO_SNDTIMEO")
IN_TIME(sends_in_time_tcp6,              send_in_time,    TCP6,           "sockopt.SO_SNDTIMEO")
IN_TIME(sends_in_time_unix_stream,       send_in_time,    UNIX_STREAM,    "sockopt.SO_SNDTIMEO")
IN_TIME(sends_in_time_unix_dgram,        send_in_time,    UNIX_DGRAM,     "sockopt.SO_SNDTIMEO")
IN_TIME(sends_in_time_unix_seqpacket,    send_in_time,    UNIX_SEQPACKET, "sockopt.SO_SNDTIMEO")

/* What came in time is not lost. */
CASE(setsockopt, receives_part_in_time,
	POSIX("2"), LINUX("2"))
{
	struct pair pair = connected(TCP4);
	char bytes[8];
	limited(pair.there, SO_RCVTIMEO);
	send_two(pair.here);

	observe(recv(pair.there, bytes, sizeof bytes, MSG_WAITALL));
}

/* socket(7): connect gives up as if it did not block. */
CASE(setsockopt, connects_in_time,
	LINUX("-1 EINPROGRESS waited"))
{
	struct address addr;
	never_accepting(TCP4, &addr);
	int fd = limited(new_socket(TCP4), SO_SNDTIMEO);
	int64_t start = milliseconds_now();

	observe(connect(fd, &addr.any, addr.len));
	observe_waiting(start);
}

/* The address of a listener that has gone is to be had again, though a connection is left. */
static void bind_after_connection(struct kind kind, int reuse)
{
	struct address addr = local_address(kind);
	int listener = new_socket(kind), client = new_socket(kind), again = new_socket(kind);
	set_option(listener, SOL_SOCKET, SO_REUSEADDR, reuse);
	set_option(again, SOL_SOCKET, SO_REUSEADDR, reuse);
	need(bind(listener, &addr.any, addr.len), "bind");
	need(listen(listener, 1), "listen");
	addr = name_of(listener);
	need(connect(client, &addr.any, addr.len), "connect");
	close(need(accept(listener, NULL, NULL), "accept"));
	close(listener);

	observe(bind(again, &addr.any, addr.len));
}

#define BINDS_AGAIN(name, kind, reuse, text) \
	CASE(setsockopt, name, PROVES("sockopt.SO_REUSEADDR"), ALL(text)) \
	{ \
		bind_after_connection(kind, reuse); \
	}

BINDS_AGAIN(address_reused_tcp4,     TCP4, 1, "0")
BINDS_AGAIN(address_reused_tcp6,     TCP6, 1, "0")
BINDS_AGAIN(address_not_reused_tcp4, TCP4, 0, "-1 EADDRINUSE")
BINDS_AGAIN(address_not_reused_tcp6, TCP6, 0, "-1 EADDRINUSE")

/* socket(7): not while there is a listener. */
CASE(setsockopt, address_of_listener_not_reused,
	LINUX("-1 EADDRINUSE"))
{
	struct address addr = local_address(TCP4);
	int listener = new_socket(TCP4), again = new_socket(TCP4);
	set_option(listener, SOL_SOCKET, SO_REUSEADDR, 1);
	set_option(again, SOL_SOCKET, SO_REUSEADDR, 1);
	need(bind(listener, &addr.any, addr.len), "bind");
	need(listen(listener, 1), "listen");
	addr = name_of(listener);

	observe(bind(again, &addr.any, addr.len));
}

/* Options of other levels. */

/* ip(7): the receiver can have the time to live told. */
CASE(setsockopt, ttl_of_datagram,
	LINUX("1 17"))
{
	struct pair pair = connected(UDP4);
	char byte;
	union {
		struct cmsghdr header;
		char room[CMSG_SPACE(sizeof(int))];
	} control;
	struct iovec part = { &byte, 1 };
	struct msghdr message = { .msg_iov = &part, .msg_iovlen = 1,
		.msg_control = &control, .msg_controllen = sizeof control };
	int ttl = -1;
	set_option(pair.there, IPPROTO_IP, IP_RECVTTL, 1);
	set_option(pair.here, IPPROTO_IP, IP_TTL, 17);
	need((int)send(pair.here, "x", 1, 0), "send");

	observe(recvmsg(pair.there, &message, 0));
	if (message.msg_controllen >= CMSG_LEN(sizeof ttl))
		memcpy(&ttl, CMSG_DATA(&control.header), sizeof ttl);
	observe_number(ttl);
}

/* How much of two small segments is held back, as the first of them is not acknowledged: asked
 * before the other side, which delays that, can do so. Linux does after 40 ms. */
static int held_back(int no_delay)
{
	for (int tries = 0; tries < 100; tries++) {
		struct pair pair = connected(TCP4);
		int unsent = -1;
		set_option(pair.here, IPPROTO_TCP, TCP_NODELAY, no_delay);
		set_option(pair.there, IPPROTO_TCP, TCP_QUICKACK, 0);
		int64_t start = milliseconds_now();
		need((int)send(pair.here, "a", 1, 0), "send");
		need((int)send(pair.here, "b", 1, 0), "send");
		need(ioctl(pair.here, SIOCOUTQNSD, &unsent), "SIOCOUTQNSD");
		if (milliseconds_now() - start < 20)
			return unsent;
		close(pair.here);
		close(pair.there);
	}
	unresolved("too slow a machine");
}

/* POSIX knows TCP_NODELAY, and does not ask a system to delay without it. */
#define SEGMENTS(name, no_delay, posix, linux_) \
	CASE(setsockopt, name, POSIX(posix), LINUX(linux_)) \
	{ \
		observe_number(held_back(no_delay)); \
	}

SEGMENTS(segments_delayed,     0, "0 | 1", "1")
SEGMENTS(segments_not_delayed, 1, "0",     "0")

/* Who listens to all of IPv6 hears of IPv4 too, unless it wants none of that. */
static void connect_to_all(int only)
{
	struct sockaddr_in6 all = { .sin6_family = AF_INET6 };
	struct sockaddr_in addr = loopback();
	int listener = new_socket(TCP6);
	set_option(listener, IPPROTO_IPV6, IPV6_V6ONLY, only);
	need(bind(listener, (SA *)&all, sizeof all), "bind");
	need(listen(listener, 1), "listen");
	addr.sin_port = name_of(listener).in6.sin6_port;

	observe(connect(new_socket(TCP4), (SA *)&addr, sizeof addr));
}

#define DUAL(name, only, text) \
	CASE(setsockopt, name, POSIX(text), LINUX(text)) { connect_to_all(only); }

DUAL(ipv6_and_ipv4, 0, "0")
DUAL(ipv6_only,     1, "-1 ECONNREFUSED")

/* What recv, recvfrom and recvmsg have in common: each situation is a case of every one of them. */
#include "fixture.h"

typedef ssize_t way(int fd, void *data, size_t size, int flags);

static ssize_t by_recvfrom(int fd, void *data, size_t size, int flags)
{
	return recvfrom(fd, data, size, flags, NULL, NULL);
}

static ssize_t by_recvmsg(int fd, void *data, size_t size, int flags)
{
	struct iovec part = { data, size };
	struct msghdr message = { .msg_iov = &part, .msg_iovlen = 1 };

	return recvmsg(fd, &message, flags);
}

/* A situation for some kinds of socket: the body follows, and calls what it proves `receive`. */
#define RECEIVING(kinds_, name_, ...) \
	static void name_##_scene(way *receive, struct kind kind); \
	kinds_(name_, __VA_ARGS__) \
	static void name_##_scene(way *receive, __attribute__((unused)) struct kind kind)

#define ROWS(row_, kind_, name_, ...) \
	CASE(recv, row_, __VA_ARGS__) \
	{ \
		name_##_scene(recv, kind_); \
	} \
	CASE(recvfrom, row_, __VA_ARGS__) \
	{ \
		name_##_scene(by_recvfrom, kind_); \
	} \
	CASE(recvmsg, row_, __VA_ARGS__) \
	{ \
		name_##_scene(by_recvmsg, kind_); \
	}
#define OVER(kind_name_, kind_, name_, ...) \
	ROWS(name_##_##kind_name_, kind_, name_, __VA_ARGS__)

#define ALONE(name_, ...) ROWS(name_, TCP4, name_, __VA_ARGS__)
#define TCP(...) OVER(tcp4, TCP4, __VA_ARGS__) OVER(tcp6, TCP6, __VA_ARGS__)
#define UDP(...) OVER(udp4, UDP4, __VA_ARGS__) OVER(udp6, UDP6, __VA_ARGS__)
#define STREAM(...) TCP(__VA_ARGS__) OVER(unix_stream, UNIX_STREAM, __VA_ARGS__)
#define DGRAM(...) UDP(__VA_ARGS__) OVER(unix_dgram, UNIX_DGRAM, __VA_ARGS__)
#define SEQPACKET(...) OVER(unix_seqpacket, UNIX_SEQPACKET, __VA_ARGS__)
#define MESSAGE(...) DGRAM(__VA_ARGS__) SEQPACKET(__VA_ARGS__)
#define CONNECTION(...) STREAM(__VA_ARGS__) SEQPACKET(__VA_ARGS__)
#define EVERY(...) STREAM(__VA_ARGS__) MESSAGE(__VA_ARGS__)

/* What was returned, and what is in a room of four bytes: ee where nothing was stored. */
static void observe_received(way *receive, int fd, size_t size, int flags)
{
	unsigned char room[4];

	memset(room, 0xee, sizeof room);
	ssize_t n = receive(fd, room, size, flags);
	observe(n);
	if (n >= 0)
		observe_bytes(room, sizeof room);
}

/* Sends, and waits until it is there. */
static void deliver(struct pair pair, const char *text)
{
	need((int)send(pair.there, text, strlen(text), 0), "send");
	await(pair.here, POLLIN);
}

/* Waits until a stream has as many bytes. */
static void await_bytes(int fd, int n)
{
	set_option(fd, SOL_SOCKET, SO_RCVLOWAT, n);
	await(fd, POLLIN);
	set_option(fd, SOL_SOCKET, SO_RCVLOWAT, 1);
}

static void deliver_urgent(struct pair pair, const char *text)
{
	need((int)send(pair.there, text, strlen(text), MSG_OOB), "send");
	await(pair.here, POLLPRI);
}

/* What is received. */

RECEIVING(STREAM, less_than_asked_for,
	PROVES("recv.stream.short recv.signature"),
	ALL("3 616263ee"))
{
	struct pair pair = connected(kind);
	deliver(pair, "abc");

	observe_received(receive, pair.here, 4, 0);
}

RECEIVING(STREAM, rest_stays,
	PROVES("recv.stream.short"),
	ALL("1 61eeeeee 2 6263eeee"))
{
	struct pair pair = connected(kind);
	deliver(pair, "abc");

	observe_received(receive, pair.here, 1, 0);
	observe_received(receive, pair.here, 4, 0);
}

RECEIVING(STREAM, sent_twice_received_once, POSIX("3 616263ee"))
{
	struct pair pair = connected(kind);
	deliver(pair, "a");
	deliver(pair, "bc");
	await_bytes(pair.here, 3);

	observe_received(receive, pair.here, 4, 0);
}

RECEIVING(STREAM, nothing_asked_for, LINUX("0 eeeeeeee 2 6162eeee"))
{
	struct pair pair = connected(kind);
	deliver(pair, "ab");

	observe_received(receive, pair.here, 0, 0);
	observe_received(receive, pair.here, 4, 0);
}

RECEIVING(MESSAGE, one_message_at_a_time,
	PROVES("recv.message.whole"),
	ALL("1 61eeeeee 2 6263eeee"))
{
	struct pair pair = connected(kind);
	deliver(pair, "a");
	deliver(pair, "bc");

	observe_received(receive, pair.here, 4, 0);
	observe_received(receive, pair.here, 4, 0);
}

RECEIVING(MESSAGE, excess_discarded,
	PROVES("recv.message.whole"),
	ALL("1 61eeeeee 1 64eeeeee"))
{
	struct pair pair = connected(kind);
	deliver(pair, "abc");
	deliver(pair, "d");

	observe_received(receive, pair.here, 1, 0);
	observe_received(receive, pair.here, 4, 0);
}

RECEIVING(DGRAM, empty_message, POSIX("0 eeeeeeee 1 61eeeeee"), LINUX("0 eeeeeeee 1 61eeeeee"))
{
	struct pair pair = connected(kind);
	deliver(pair, "");
	deliver(pair, "a");

	observe_received(receive, pair.here, 4, 0);
	observe_received(receive, pair.here, 4, 0);
}

RECEIVING(CONNECTION, peer_shut_down,
	PROVES("recv.eof.peer-shutdown"),
	ALL("0 eeeeeeee"))
{
	struct pair pair = connected(kind);
	need(shutdown(pair.there, SHUT_WR), "shutdown");

	observe_received(receive, pair.here, 4, 0);
}

RECEIVING(CONNECTION, peer_closed,
	PROVES("recv.eof.orderly-close"),
	ALL("0 eeeeeeee"))
{
	struct pair pair = connected(kind);
	close(pair.there);

	observe_received(receive, pair.here, 4, 0);
}

RECEIVING(CONNECTION, end_after_data,
	PROVES("recv.eof.after-data recv.eof.orderly-close"),
	ALL("2 6162eeee 0 eeeeeeee 0 eeeeeeee"))
{
	struct pair pair = connected(kind);
	deliver(pair, "ab");
	close(pair.there);

	for (int i = 0; i < 3; i++)
		observe_received(receive, pair.here, 4, 0);
}

/* The flags. */

RECEIVING(EVERY, dontwait,
	PROVES("recv.MSG_DONTWAIT"),
	DOCUMENT("-1 EAGAIN | -1 EWOULDBLOCK"), LINUX("-1 EAGAIN | -1 EWOULDBLOCK"))
{
	struct pair pair = connected(kind);

	observe_received(receive, pair.here, 4, MSG_DONTWAIT);
}

RECEIVING(ALONE, dontwait_for_one_call, LINUX("-1 EAGAIN blocking"))
{
	struct pair pair = connected(kind);

	observe_received(receive, pair.here, 4, MSG_DONTWAIT);
	observe_word(fcntl(pair.here, F_GETFL) & O_NONBLOCK ? "nonblocking" : "blocking");
}

RECEIVING(EVERY, peek,
	PROVES("recv.MSG_PEEK"),
	ALL("3 616263ee 3 616263ee"))
{
	struct pair pair = connected(kind);
	deliver(pair, "abc");

	observe_received(receive, pair.here, 4, MSG_PEEK);
	observe_received(receive, pair.here, 4, 0);
}

RECEIVING(EVERY, peek_then_read,
	PROVES("recv.MSG_PEEK"),
	ALL("3 616263ee 3 616263"))
{
	struct pair pair = connected(kind);
	char room[3] = "";
	deliver(pair, "abc");

	observe_received(receive, pair.here, 4, MSG_PEEK);
	observe(read(pair.here, room, sizeof room));
	observe_bytes(room, sizeof room);
}

RECEIVING(EVERY, peek_at_part,
	PROVES("recv.MSG_PEEK"),
	ALL("1 61eeeeee 3 616263ee"))
{
	struct pair pair = connected(kind);
	deliver(pair, "abc");

	observe_received(receive, pair.here, 1, MSG_PEEK);
	observe_received(receive, pair.here, 4, 0);
}

RECEIVING(DGRAM, real_length,
	PROVES("recv.MSG_TRUNC"),
	DOCUMENT("3 61eeeeee 1 64eeeeee"), LINUX("3 61eeeeee 1 64eeeeee"))
{
	struct pair pair = connected(kind);
	deliver(pair, "abc");
	deliver(pair, "d");

	observe_received(receive, pair.here, 1, MSG_TRUNC);
	observe_received(receive, pair.here, 4, MSG_TRUNC);
}

/* recv(2) names the datagram sockets alone. */
RECEIVING(SEQPACKET, real_length_of_record, DOCUMENT("3 61eeeeee"))
{
	struct pair pair = connected(kind);
	deliver(pair, "abc");

	observe_received(receive, pair.here, 1, MSG_TRUNC);
}

RECEIVING(DGRAM, real_length_peeked,
	PROVES("recv.MSG_TRUNC"),
	DOCUMENT("3 eeeeeeee 3 616263ee"), LINUX("3 eeeeeeee 3 616263ee"))
{
	struct pair pair = connected(kind);
	deliver(pair, "abc");

	observe_received(receive, pair.here, 0, MSG_PEEK | MSG_TRUNC);
	observe_received(receive, pair.here, 4, 0);
}

/* On a stream the bytes are thrown away, as tcp(7) says. */
RECEIVING(TCP, discarded, LINUX("2 eeeeeeee 1 63eeeeee"))
{
	struct pair pair = connected(kind);
	deliver(pair, "abc");

	observe_received(receive, pair.here, 2, MSG_TRUNC);
	observe_received(receive, pair.here, 4, 0);
}

static int count_of(int fd, unsigned long request)
{
	int bytes = 0;

	need(ioctl(fd, request, &bytes), "ioctl");
	return bytes;
}

static struct pair spelled;

static int taken(int fd)
{
	return count_of(fd, SIOCOUTQ) == 0 && count_of(spelled.here, FIONREAD) == 0;
}

/* Sends letter by letter, each when the one before was taken: nobody gets two unless by waiting. */
static void spell(int fd)
{
	for (const char *letter = "abcd"; *letter; letter++) {
		if (send(fd, letter, 1, MSG_NOSIGNAL) != 1)
			return;
		for (int tries = 0; !taken(fd) && tries < 5000; tries++)
			poll(NULL, 0, 1);
	}
}

RECEIVING(STREAM, what_has_come,
	PROVES("recv.stream.short"),
	ALL("1 61eeeeee"))
{
	spelled = connected(kind);
	meanwhile(spell, spelled.there);

	observe_received(receive, spelled.here, 4, 0);
}

RECEIVING(STREAM, waitall,
	PROVES("recv.MSG_WAITALL recv.MSG_WAITALL.stream"),
	ALL("4 61626364"))
{
	spelled = connected(kind);
	meanwhile(spell, spelled.there);

	observe_received(receive, spelled.here, 4, MSG_WAITALL);
}

RECEIVING(STREAM, waitall_until_end, POSIX("2 6162eeee"), LINUX("2 6162eeee"))
{
	struct pair pair = connected(kind);
	deliver(pair, "ab");
	close(pair.there);

	observe_received(receive, pair.here, 4, MSG_WAITALL);
}

RECEIVING(STREAM, waitall_until_signal, POSIX("2 6162eeee"), LINUX("2 6162eeee"))
{
	struct pair pair = connected(kind);
	deliver(pair, "ab");
	interrupt_repeatedly();

	observe_received(receive, pair.here, 4, MSG_WAITALL);
}

RECEIVING(DGRAM, waitall_for_message,
	PROVES("recv.MSG_WAITALL.dgram"),
	ALL("2 6162eeee"))
{
	struct pair pair = connected(kind);
	deliver(pair, "ab");

	observe_received(receive, pair.here, 4, MSG_WAITALL);
}

RECEIVING(SEQPACKET, waitall_for_record,
	PROVES("recv.MSG_WAITALL.seqpacket"),
	ALL("2 6162eeee"))
{
	struct pair pair = connected(kind);
	deliver(pair, "ab");

	observe_received(receive, pair.here, 4, MSG_WAITALL);
}

RECEIVING(TCP, urgent,
	PROVES("recv.MSG_OOB"),
	ALL("1 63eeeeee 2 6162eeee"))
{
	struct pair pair = connected(kind);
	deliver_urgent(pair, "abc");

	observe_received(receive, pair.here, 4, MSG_OOB);
	observe_received(receive, pair.here, 4, 0);
}

RECEIVING(TCP, urgent_peeked, LINUX("1 63eeeeee 1 63eeeeee"))
{
	struct pair pair = connected(kind);
	deliver_urgent(pair, "abc");

	observe_received(receive, pair.here, 4, MSG_OOB | MSG_PEEK);
	observe_received(receive, pair.here, 4, MSG_OOB);
}

/* The errors. */

RECEIVING(EVERY, would_block,
	PROVES("recv.EAGAIN.would-block recv.EWOULDBLOCK.would-block"),
	ALL("-1 EAGAIN | -1 EWOULDBLOCK"))
{
	struct pair pair = connected(kind);
	nonblocking(pair.here);

	observe_received(receive, pair.here, 4, 0);
}

RECEIVING(EVERY, waited_in_vain,
	POSIX("-1 EAGAIN | -1 EWOULDBLOCK"), LINUX("-1 EAGAIN | -1 EWOULDBLOCK"))
{
	struct pair pair = connected(kind);
	struct timeval soon = { .tv_usec = 1000 };
	need(setsockopt(pair.here, SOL_SOCKET, SO_RCVTIMEO, &soon, sizeof soon), "SO_RCVTIMEO");

	observe_received(receive, pair.here, 4, 0);
}

RECEIVING(ALONE, no_descriptor,
	PROVES("recv.EBADF.bad-descriptor"),
	ALL("-1 EBADF"))
{
	observe_received(receive, -1, 4, 0);
}

RECEIVING(ALONE, closed_descriptor,
	PROVES("recv.EBADF.bad-descriptor"),
	ALL("-1 EBADF"))
{
	struct pair pair = connected(kind);
	close(pair.here);

	observe_received(receive, pair.here, 4, 0);
}

RECEIVING(UDP, message_refused,
	PROVES("recv.ECONNREFUSED.refused"),
	DOCUMENT("-1 ECONNREFUSED"), LINUX("-1 ECONNREFUSED"))
{
	struct pair pair = connected(kind);
	close(pair.there);
	need((int)send(pair.here, "a", 1, 0), "send");
	await(pair.here, POLLERR);

	observe_received(receive, pair.here, 4, 0);
}

RECEIVING(TCP, connection_refused,
	PROVES("recv.ECONNREFUSED.refused"),
	DOCUMENT("-1 ECONNREFUSED"), LINUX("-1 ECONNREFUSED"))
{
	struct address nobody;
	int fd = new_socket(kind);
	close(bound(kind, &nobody));
	nonblocking(fd);
	if (connect(fd, &nobody.any, nobody.len) != -1 || errno != EINPROGRESS)
		unresolved("connect did not begin");
	await(fd, POLLERR);

	observe_received(receive, fd, 4, 0);
}

RECEIVING(EVERY, bad_buffer,
	PROVES("recv.EFAULT.bad-pointer"),
	DOCUMENT("-1 EFAULT"), LINUX("-1 EFAULT"))
{
	struct pair pair = connected(kind);
	deliver(pair, "abc");

	observe(receive(pair.here, bad_address(), 4, 0));
}

RECEIVING(EVERY, interrupted,
	PROVES("recv.EINTR.signal-before-data"),
	ALL("-1 EINTR"))
{
	struct pair pair = connected(kind);
	interrupt_repeatedly();

	observe_received(receive, pair.here, 4, 0);
}

/* POSIX lets it be EAGAIN where the protocol cannot wait for urgent data. */
RECEIVING(TCP, nothing_urgent,
	PROVES("recv.EINVAL.invalid-argument recv.EINVAL.oob-none"),
	DOCUMENT("-1 EINVAL"), POSIX("-1 EINVAL | -1 EAGAIN | -1 EWOULDBLOCK"), LINUX("-1 EINVAL"))
{
	struct pair pair = connected(kind);
	deliver(pair, "abc");

	observe_received(receive, pair.here, 4, MSG_OOB);
}

RECEIVING(TCP, urgent_twice,
	PROVES("recv.EINVAL.invalid-argument recv.EINVAL.oob-none"),
	DOCUMENT("1 63eeeeee -1 EINVAL"),
	POSIX("1 63eeeeee -1 EINVAL | 1 63eeeeee -1 EAGAIN | 1 63eeeeee -1 EWOULDBLOCK"),
	LINUX("1 63eeeeee -1 EINVAL"))
{
	struct pair pair = connected(kind);
	deliver_urgent(pair, "abc");

	observe_received(receive, pair.here, 4, MSG_OOB);
	observe_received(receive, pair.here, 4, MSG_OOB);
}

RECEIVING(TCP, urgent_inline,
	PROVES("recv.EINVAL.invalid-argument recv.EINVAL.oob-none"),
	DOCUMENT("-1 EINVAL"), POSIX("-1 EINVAL | -1 EAGAIN | -1 EWOULDBLOCK"), LINUX("-1 EINVAL"))
{
	struct pair pair = connected(kind);
	set_option(pair.here, SOL_SOCKET, SO_OOBINLINE, 1);
	deliver_urgent(pair, "abc");

	observe_received(receive, pair.here, 4, MSG_OOB);
}

/* Nothing is on its way, for the peer has no room, and something waits. */
static int choked(int fd)
{
	int unsent = count_of(fd, SIOCOUTQNSD);

	return unsent && unsent == count_of(fd, SIOCOUTQ);
}

/* The peer tells of urgent data that it cannot send: there is no room for what is before. */
RECEIVING(ALONE, urgent_announced,
	PROVES("recv.EAGAIN.oob"),
	POSIX("-1 EAGAIN | -1 EWOULDBLOCK"))
{
	struct pair pair = connected(kind);
	sigset_t urgent;
	struct timespec long_enough = { .tv_sec = 5 };
	sigemptyset(&urgent);
	sigaddset(&urgent, SIGURG);
	need(sigprocmask(SIG_BLOCK, &urgent, NULL), "sigprocmask");
	need(fcntl(pair.here, F_SETOWN, getpid()), "F_SETOWN");
	set_option(pair.there, SOL_SOCKET, SO_SNDBUF, 1 << 14);
	for (int tries = 0; !choked(pair.there) && tries < 5000; tries++) {
		fill(pair.there);
		poll(NULL, 0, 1);
	}
	set_option(pair.there, SOL_SOCKET, SO_SNDBUF, 1 << 16);
	need((int)send(pair.there, "a", 1, MSG_OOB | MSG_DONTWAIT), "send");
	need(sigtimedwait(&urgent, NULL, &long_enough), "SIGURG");

	observe_received(receive, pair.here, 4, MSG_OOB | MSG_DONTWAIT);
}

RECEIVING(CONNECTION, not_connected,
	PROVES("recv.ENOTCONN.not-connected"),
	ALL("-1 ENOTCONN"))
{
	observe_received(receive, new_socket(kind), 4, 0);
}

RECEIVING(CONNECTION, listening,
	PROVES("recv.ENOTCONN.not-connected"),
	ALL("-1 ENOTCONN"))
{
	struct address addr;

	observe_received(receive, listening(kind, 1, &addr), 4, 0);
}

RECEIVING(ALONE, not_a_socket,
	PROVES("recv.ENOTSOCK.not-a-socket"),
	ALL("-1 ENOTSOCK"))
{
	observe_received(receive, not_a_socket(), 4, 0);
}

RECEIVING(TCP, reset,
	PROVES("recv.ECONNRESET.peer-reset"),
	POSIX("-1 ECONNRESET"))
{
	struct pair pair = connected(kind);
	struct linger at_once = { .l_onoff = 1 };
	need(setsockopt(pair.there, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once), "SO_LINGER");
	close(pair.there);

	observe_received(receive, pair.here, 4, 0);
}

RECEIVING(MESSAGE, urgent_message,
	PROVES("recv.EOPNOTSUPP.flags"),
	POSIX("-1 EOPNOTSUPP"))
{
	struct pair pair = connected(kind);
	deliver(pair, "abc");

	observe_received(receive, pair.here, 4, MSG_OOB);
}

/* The peer takes nothing, and what is sent may not wait for long: half a second as Linux counts. */
RECEIVING(ALONE, timed_out,
	PROVES("recv.ETIMEDOUT.timeout"),
	POSIX("-1 ETIMEDOUT"))
{
	struct pair pair = connected(kind);
	set_option(pair.here, IPPROTO_TCP, TCP_USER_TIMEOUT, 1);
	fill(pair.here);
	await(pair.here, POLLERR);

	observe_received(receive, pair.here, 4, 0);
}

/* What send, sendto, sendmsg and sendmmsg do alike: each situation is a case of every one. */
#include "fixture.h"
#include <linux/if_ether.h>
#include <linux/neighbour.h>
#include <linux/rtnetlink.h>
#include <net/if_arp.h>
#include <netpacket/packet.h>
#include <sched.h>
#include <sys/stat.h>

/* A call that sends one message, with the arguments of sendto; each is defined in the file of its
 * call, and send does without the destination. A target that lacks the call lacks the function. */
typedef ssize_t way(int fd, const void *data, size_t size, int flags, const SA *to, socklen_t len);
__attribute__((weak)) way by_send, by_sendto, by_sendmsg, by_sendmmsg;

static way *present(way *transmit, const char *call)
{
	if (!transmit)
		absent(call);
	return transmit;
}

/* A situation for some kinds of socket: the body follows, and calls what it proves `transmit`. */
#define SENDING(kinds_, name_, ...) \
	static void name_##_scene(way *transmit, struct kind kind); \
	kinds_(EACH_CALL, name_, __VA_ARGS__) \
	static void name_##_scene(way *transmit, __attribute__((unused)) struct kind kind)

/* The same for the calls that take a destination. */
#define SENDING_TO(kinds_, name_, ...) \
	static void name_##_scene(way *transmit, struct kind kind); \
	kinds_(EACH_WITH_DESTINATION, name_, __VA_ARGS__) \
	static void name_##_scene(way *transmit, __attribute__((unused)) struct kind kind)

#define EACH_CALL(row_, kind_, name_, posix_, ...) \
	CASE(send, row_, posix_, __VA_ARGS__) \
	{ \
		name_##_scene(present(by_send, "send"), kind_); \
	} \
	EACH_WITH_DESTINATION(row_, kind_, name_, posix_, __VA_ARGS__)

/* POSIX knows no sendmmsg. */
#define EACH_WITH_DESTINATION(row_, kind_, name_, posix_, ...) \
	CASE(sendto, row_, posix_, __VA_ARGS__) \
	{ \
		name_##_scene(present(by_sendto, "sendto"), kind_); \
	} \
	CASE(sendmsg, row_, posix_, __VA_ARGS__) \
	{ \
		name_##_scene(present(by_sendmsg, "sendmsg"), kind_); \
	} \
	CASE(sendmmsg, row_, __VA_ARGS__) \
	{ \
		name_##_scene(present(by_sendmmsg, "sendmmsg"), kind_); \
	}

/* A condition of POSIX that has a clause of its own for sendto and for sendmsg. */
#define SENDING_TO_POSIX(kinds_, name_, condition_, ...) \
	static void name_##_scene(way *transmit, struct kind kind); \
	kinds_(EACH_OF_POSIX, name_, condition_, __VA_ARGS__) \
	static void name_##_scene(way *transmit, __attribute__((unused)) struct kind kind)

#define EACH_OF_POSIX(row_, kind_, name_, condition_, posix_, ...) \
	CASE(sendto, row_, PROVES("sendto." condition_), posix_, __VA_ARGS__) \
	{ \
		name_##_scene(present(by_sendto, "sendto"), kind_); \
	} \
	CASE(sendmsg, row_, PROVES("sendmsg." condition_), posix_, __VA_ARGS__) \
	{ \
		name_##_scene(present(by_sendmsg, "sendmsg"), kind_); \
	} \
	CASE(sendmmsg, row_, __VA_ARGS__) \
	{ \
		name_##_scene(present(by_sendmmsg, "sendmmsg"), kind_); \
	}

#define TCP(rows_, name_, ...) \
	rows_(name_##_tcp4, TCP4, name_, __VA_ARGS__) \
	rows_(name_##_tcp6, TCP6, name_, __VA_ARGS__)
#define UDP(rows_, name_, ...) \
	rows_(name_##_udp4, UDP4, name_, __VA_ARGS__) \
	rows_(name_##_udp6, UDP6, name_, __VA_ARGS__)
#define STREAM(rows_, name_, ...) \
	TCP(rows_, name_, __VA_ARGS__) \
	rows_(name_##_unix_stream, UNIX_STREAM, name_, __VA_ARGS__)
#define DGRAM(rows_, name_, ...) \
	UDP(rows_, name_, __VA_ARGS__) \
	rows_(name_##_unix_dgram, UNIX_DGRAM, name_, __VA_ARGS__)
#define SEQPACKET(rows_, name_, ...) \
	rows_(name_##_unix_seqpacket, UNIX_SEQPACKET, name_, __VA_ARGS__)
#define LOCAL_MESSAGE(rows_, name_, ...) \
	rows_(name_##_unix_dgram, UNIX_DGRAM, name_, __VA_ARGS__) \
	SEQPACKET(rows_, name_, __VA_ARGS__)
#define MESSAGE(rows_, name_, ...) \
	DGRAM(rows_, name_, __VA_ARGS__) \
	SEQPACKET(rows_, name_, __VA_ARGS__)
#define CONNECTION(rows_, name_, ...) \
	STREAM(rows_, name_, __VA_ARGS__) \
	SEQPACKET(rows_, name_, __VA_ARGS__)
#define BOUNDED(rows_, name_, ...) \
	STREAM(rows_, name_, __VA_ARGS__) \
	LOCAL_MESSAGE(rows_, name_, __VA_ARGS__)
#define EVERY(rows_, name_, ...) \
	STREAM(rows_, name_, __VA_ARGS__) \
	MESSAGE(rows_, name_, __VA_ARGS__)
#define ONLY_TCP4(rows_, name_, ...) rows_(name_, TCP4, name_, __VA_ARGS__)
#define ONLY_UDP4(rows_, name_, ...) rows_(name_, UDP4, name_, __VA_ARGS__)
#define ONLY_UDP6(rows_, name_, ...) rows_(name_, UDP6, name_, __VA_ARGS__)
#define ONLY_STREAM(rows_, name_, ...) rows_(name_, UNIX_STREAM, name_, __VA_ARGS__)
#define ONLY_SEQPACKET(rows_, name_, ...) rows_(name_, UNIX_SEQPACKET, name_, __VA_ARGS__)
#define ONLY_DGRAM(rows_, name_, ...) rows_(name_, UNIX_DGRAM, name_, __VA_ARGS__)

/* The document and the man-pages, where they say the same. */
#define BOTH(allows_) DOCUMENT(allows_), LINUX(allows_)
#define POSIX_IS_SILENT POSIX(NULL)

static ssize_t one_byte(way *transmit, int fd, int flags)
{
	return transmit(fd, "a", 1, flags, NULL, 0);
}

/* What comes out at the other end: how much, and what. Nothing within a second is EAGAIN. */
static void observe_arrival(int fd)
{
	struct pollfd ready = { .fd = fd, .events = POLLIN };
	char data[64];

	poll(&ready, 1, 1000);
	ssize_t size = recv(fd, data, sizeof data, MSG_DONTWAIT);
	observe(size);
	if (size > 0)
		observe_bytes(data, (size_t)size);
}

/* What came of a message, and where it was sent, what arrived. */
static void observe_sent(ssize_t sent, int there)
{
	observe(sent);
	if (sent >= 0)
		observe_arrival(there);
}

SENDING(EVERY, delivered, POSIX("3 3 616263"), LINUX("3 3 616263"))
{
	struct pair pair = connected(kind);

	observe_sent(transmit(pair.here, "abc", 3, 0, NULL, 0), pair.there);
}

SENDING_TO(DGRAM, to_destination, POSIX("3 3 616263"), LINUX("3 3 616263"))
{
	struct address one, other;
	bound(kind, &one);
	int there = bound(kind, &other), here = new_socket(kind);

	observe_sent(transmit(here, "abc", 3, 0, &other.any, other.len), there);
}

SENDING_TO(DGRAM, away_from_the_peer, POSIX("3 3 616263 | -1 EISCONN"))
{
	struct pair pair = connected(kind);
	struct address other;
	int there = bound(kind, &other);

	observe_sent(transmit(pair.here, "abc", 3, 0, &other.any, other.len), there);
}

/* A message without bytes is one. */
SENDING(MESSAGE, empty_message, POSIX("0 0"), LINUX("0 0"))
{
	struct pair pair = connected(kind);

	ssize_t sent = transmit(pair.here, "", 0, 0, NULL, 0);
	await(pair.there, POLLIN);
	observe_sent(sent, pair.there);
}

SENDING(STREAM, no_bytes, POSIX("0 1 1 61"), LINUX("0 1 1 61"))
{
	struct pair pair = connected(kind);

	observe(transmit(pair.here, "", 0, 0, NULL, 0));
	observe_sent(one_byte(transmit, pair.here, 0), pair.there);
}

SENDING(UDP, nobody_there, POSIX("1"), PROVES("send.success.no-delivery"), BOTH("1"))
{
	struct pair pair = connected(kind);
	close(pair.there);

	observe(one_byte(transmit, pair.here, 0));
}

/* The call is done before the peer has asked for anything. */
SENDING(TCP, not_yet_received, POSIX_IS_SILENT, PROVES("send.success.driver"), BOTH("1 1"))
{
	struct pair pair = connected(kind);
	int unread = 0;

	observe(one_byte(transmit, pair.here, 0));
	await(pair.there, POLLIN);
	need(ioctl(pair.there, FIONREAD, &unread), "FIONREAD");
	observe_number(unread);
}

SENDING(ONLY_TCP4, negative_descriptor, POSIX("-1 EBADF"), PROVES("send.EBADF.bad-descriptor"),
	BOTH("-1 EBADF"))
{
	observe(one_byte(transmit, -1, 0));
}

SENDING(EVERY, closed_descriptor, POSIX("-1 EBADF"), PROVES("send.EBADF.bad-descriptor"),
	BOTH("-1 EBADF"))
{
	int fd = new_socket(kind);
	close(fd);

	observe(one_byte(transmit, fd, 0));
}

SENDING(ONLY_TCP4, not_a_socket_but_a_pipe, POSIX("-1 ENOTSOCK"),
	PROVES("send.ENOTSOCK.not-a-socket"), BOTH("-1 ENOTSOCK"))
{
	observe(one_byte(transmit, not_a_socket(), 0));
}

SENDING(ONLY_TCP4, not_a_socket_but_a_file, POSIX("-1 ENOTSOCK"),
	PROVES("send.ENOTSOCK.not-a-socket"), BOTH("-1 ENOTSOCK"))
{
	int fd = need(open("file", O_CREAT | O_RDWR, 0600), "open");

	observe(one_byte(transmit, fd, 0));
}

/* A pair that takes little at a time. */
static struct pair narrow(struct kind kind)
{
	struct pair pair = connected(kind);

	set_option(pair.here, SOL_SOCKET, SO_SNDBUF, 8192);
	return pair;
}

/* Transmits until that fails; nobody receives. A single attempt on a full socket might succeed
 * after all, as the kernels on both sides still move data. */
static ssize_t until_it_fails(way *transmit, int fd, int flags)
{
	static const char block[4096];
	ssize_t sent;
	int most = 100000;

	do
		sent = transmit(fd, block, sizeof block, flags, NULL, 0);
	while (sent > 0 && --most);
	return sent;
}

SENDING(BOUNDED, would_block, POSIX("-1 EAGAIN"),
	PROVES("send.EAGAIN.would-block send.EWOULDBLOCK.would-block nonblock.send.EAGAIN"),
	BOTH("-1 EAGAIN"))
{
	struct pair pair = narrow(kind);
	nonblocking(pair.here);

	observe(until_it_fails(transmit, pair.here, 0));
}

/* The flag holds for this call alone: the descriptor blocks as before. */
SENDING(BOUNDED, would_block_by_flag, POSIX_IS_SILENT, PROVES("send.MSG_DONTWAIT"),
	BOTH("-1 EAGAIN blocking"))
{
	struct pair pair = narrow(kind);

	observe(until_it_fails(transmit, pair.here, MSG_DONTWAIT));
	if (!(need(fcntl(pair.here, F_GETFL), "F_GETFL") & O_NONBLOCK))
		observe_word("blocking");
}

SENDING(BOUNDED, interrupted, POSIX("-1 EINTR"), PROVES("send.EINTR.signal-before-data"),
	BOTH("-1 EINTR"))
{
	struct pair pair = narrow(kind);
	interrupt_repeatedly();

	observe(until_it_fails(transmit, pair.here, 0));
}

static char much[4 << 20];

/* How much of it went. */
static void observe_share(ssize_t sent)
{
	if (sent <= 0)
		observe(sent);
	else
		observe_word(sent == sizeof much ? "whole" : "part");
}

/* Some data were sent before the signal: the call tells their number, and no error. */
SENDING(STREAM, interrupted_in_the_midst, POSIX_IS_SILENT, LINUX("part"))
{
	struct pair pair = narrow(kind);
	interrupt_repeatedly();

	observe_share(transmit(pair.here, much, sizeof much, 0, NULL, 0));
}

SENDING(STREAM, room_for_a_part, POSIX_IS_SILENT)
{
	struct pair pair = narrow(kind);
	nonblocking(pair.here);

	observe_share(transmit(pair.here, much, sizeof much, 0, NULL, 0));
}

/* Answers when all has come. */
static void receive_much(int fd)
{
	static char data[1 << 16];
	ssize_t size;

	for (size_t left = sizeof much; left; left -= (size_t)size)
		if ((size = recv(fd, data, left < sizeof data ? left : sizeof data, 0)) <= 0)
			return;
	send(fd, "a", 1, 0);
}

SENDING(STREAM, room_for_all_in_time, POSIX("whole 1 61"),
	PROVES("send.stream.blocks-until-all nonblock.send.blocks"), BOTH("whole 1 61"))
{
	struct pair pair = connected(kind);
	meanwhile(receive_much, pair.there);

	observe_share(transmit(pair.here, much, sizeof much, 0, NULL, 0));
	observe_arrival(pair.here);
}

static void observe_unconnected(way *transmit, struct kind kind)
{
	int fd = new_socket(kind);
	ignore_sigpipe();

	observe(one_byte(transmit, fd, 0));
}

/* Linux may tell of a broken pipe instead, says send(2). */
SENDING(CONNECTION, not_connected, POSIX("-1 ENOTCONN"), PROVES("send.ENOTCONN.not-connected"),
	DOCUMENT("-1 ENOTCONN"), LINUX("-1 ENOTCONN | -1 EPIPE"))
{
	observe_unconnected(transmit, kind);
}

/* Such a socket is not connected either. */
SENDING(UDP, no_destination, POSIX("-1 EDESTADDRREQ"),
	PROVES("send.EDESTADDRREQ.no-destination"), BOTH("-1 EDESTADDRREQ | -1 ENOTCONN"))
{
	observe_unconnected(transmit, kind);
}

SENDING_TO(ONLY_DGRAM, no_path, POSIX("-1 EDESTADDRREQ"),
	PROVES("send.ENOTCONN.not-connected"), BOTH("-1 EDESTADDRREQ | -1 ENOTCONN"))
{
	observe_unconnected(transmit, kind);
}

static volatile sig_atomic_t broken_pipes;

static void on_sigpipe(int number)
{
	(void)number;
	broken_pipes++;
}

/* Sends on a connection that is broken; says of the signal where it came. */
static void observe_break(way *transmit, int fd, int flags)
{
	signal(SIGPIPE, on_sigpipe);
	observe(one_byte(transmit, fd, flags));
	if (broken_pipes)
		observe_word("SIGPIPE");
}

static int shut_down(struct kind kind)
{
	struct pair pair = connected(kind);

	need(shutdown(pair.here, SHUT_WR), "shutdown");
	return pair.here;
}

SENDING(CONNECTION, after_shutdown, POSIX("-1 EPIPE | -1 EPIPE SIGPIPE"),
	PROVES("send.EPIPE.local-shutdown send.EPIPE.sigpipe"), BOTH("-1 EPIPE SIGPIPE"))
{
	observe_break(transmit, shut_down(kind), 0);
}

SENDING(DGRAM, after_shutdown_of_datagrams, POSIX("-1 EPIPE | -1 EPIPE SIGPIPE"),
	DOCUMENT("-1 EPIPE | -1 EPIPE SIGPIPE"))
{
	observe_break(transmit, shut_down(kind), 0);
}

SENDING(CONNECTION, after_shutdown_without_signal, POSIX("-1 EPIPE"),
	PROVES("send.MSG_NOSIGNAL send.EPIPE.sigpipe"), BOTH("-1 EPIPE"))
{
	observe_break(transmit, shut_down(kind), MSG_NOSIGNAL);
}

/* The peer has closed; a TCP peer tells more than half of it only in reply to data. */
static int left_alone(struct kind kind)
{
	struct pair pair = connected(kind);

	close(pair.there);
	if (kind.family != AF_UNIX)
		need((int)send(pair.here, "a", 1, 0), "send");
	await(pair.here, POLLHUP);
	return pair.here;
}

/* TCP may as well tell that the peer has reset the connection. */
SENDING(TCP, peer_closed, POSIX("-1 EPIPE SIGPIPE | -1 ECONNRESET"),
	PROVES("send.EPIPE.connection-gone"), LINUX("-1 EPIPE SIGPIPE | -1 ECONNRESET"))
{
	observe_break(transmit, left_alone(kind), 0);
}

SENDING(ONLY_STREAM, unix_stream_peer_closed, POSIX("-1 EPIPE SIGPIPE"),
	PROVES("send.EPIPE.connection-gone"), LINUX("-1 EPIPE SIGPIPE"))
{
	observe_break(transmit, left_alone(kind), 0);
}

SENDING(ONLY_SEQPACKET, unix_seqpacket_peer_closed, POSIX("-1 EPIPE SIGPIPE"),
	PROVES("send.EPIPE.connection-gone"))
{
	observe_break(transmit, left_alone(kind), 0);
}

SENDING(CONNECTION, peer_closed_without_signal, POSIX("-1 EPIPE | -1 ECONNRESET"),
	PROVES("send.MSG_NOSIGNAL"), BOTH("-1 EPIPE | -1 ECONNRESET"))
{
	observe_break(transmit, left_alone(kind), MSG_NOSIGNAL);
}

SENDING(TCP, peer_reset, POSIX("-1 ECONNRESET"), PROVES("send.ECONNRESET.peer-reset"),
	BOTH("-1 ECONNRESET"))
{
	struct pair pair = connected(kind);
	const struct linger abort = { .l_onoff = 1, .l_linger = 0 };
	need(setsockopt(pair.there, SOL_SOCKET, SO_LINGER, &abort, sizeof abort), "SO_LINGER");
	close(pair.there);
	await(pair.here, POLLERR);

	observe_break(transmit, pair.here, 0);
}

/* Nothing catches the signal. */
SENDING(ONLY_STREAM, ended_by_the_signal, POSIX("SIGPIPE"), PROVES("send.EPIPE.sigpipe"),
	BOTH("SIGPIPE"))
{
	int fd = shut_down(kind), status;

	pid_t child = need(fork(), "fork");
	if (child == 0) {
		one_byte(transmit, fd, 0);
		_exit(0);
	}
	need(waitpid(child, &status, 0), "waitpid");
	observe_word(WIFSIGNALED(status) && WTERMSIG(status) == SIGPIPE ? "SIGPIPE" : "survived");
}

/* The next call tells of a datagram that met nobody. */
SENDING(UDP, earlier_one_refused, POSIX_IS_SILENT, LINUX("-1 ECONNREFUSED 1"))
{
	struct pair pair = connected(kind);
	close(pair.there);
	need((int)send(pair.here, "a", 1, 0), "send");
	await(pair.here, POLLERR);

	observe(one_byte(transmit, pair.here, 0));
	observe(one_byte(transmit, pair.here, 0));
}

static void observe_destination_of_connected(way *transmit, struct kind kind)
{
	struct pair pair = connected(kind);
	struct address addr = local_address(kind);

	observe_sent(transmit(pair.here, "abc", 3, 0, &addr.any, addr.len), pair.there);
}

SENDING_TO(ONLY_STREAM, destination_of_connected, POSIX("3 3 616263 | -1 EISCONN"),
	PROVES("send.EISCONN.destination-given"), BOTH("3 3 616263 | -1 EISCONN"))
{
	observe_destination_of_connected(transmit, kind);
}

#define TCP_AND_SEQPACKET(rows_, name_, ...) \
	TCP(rows_, name_, __VA_ARGS__) \
	SEQPACKET(rows_, name_, __VA_ARGS__)
SENDING_TO(TCP_AND_SEQPACKET, destination_ignored, POSIX("3 3 616263 | -1 EISCONN"),
	PROVES("send.EISCONN.destination-ignored"), BOTH("3 3 616263 | -1 EISCONN"))
{
	observe_destination_of_connected(transmit, kind);
}

SENDING(EVERY, bad_buffer, POSIX_IS_SILENT, PROVES("send.EFAULT.bad-pointer"), BOTH("-1 EFAULT"))
{
	struct pair pair = connected(kind);

	observe(transmit(pair.here, bad_address(), 1, 0, NULL, 0));
}

SENDING_TO(DGRAM, bad_destination, POSIX_IS_SILENT, PROVES("send.EFAULT.bad-pointer"),
	BOTH("-1 EFAULT"))
{
	int fd = new_socket(kind);

	observe(transmit(fd, "a", 1, 0, bad_address(), local_address(kind).len));
}

/* The caller writes the header of IPv4, and has too few bytes for one. */
SENDING(ONLY_UDP4, no_whole_header, POSIX_IS_SILENT, PROVES("send.EINVAL.invalid-argument"),
	BOTH("-1 EINVAL"))
{
	struct sockaddr_in addr = loopback();
	int fd = need(socket(AF_INET, SOCK_RAW, IPPROTO_RAW), "raw socket");
	need(connect(fd, (SA *)&addr, sizeof addr), "connect");

	observe(one_byte(transmit, fd, 0));
}

SENDING_TO(UDP, port_zero, POSIX_IS_SILENT, PROVES("send.EINVAL.invalid-argument"),
	BOTH("-1 EINVAL"))
{
	struct address nowhere = local_address(kind);
	int fd = new_socket(kind);

	observe(transmit(fd, "a", 1, 0, &nowhere.any, nowhere.len));
}

SENDING_TO(DGRAM, short_address, POSIX("-1 EINVAL"), PROVES("send.EINVAL.invalid-argument"),
	BOTH("-1 EINVAL"))
{
	struct address addr;
	bound(kind, &addr);
	int fd = new_socket(kind);

	observe(transmit(fd, "a", 1, 0, &addr.any, sizeof addr.any.sa_family));
}

static void observe_large(way *transmit, struct kind kind, size_t size)
{
	observe(transmit(connected(kind).here, much, size, 0, NULL, 0));
}

#define TOO_LARGE \
	POSIX("-1 EMSGSIZE"), PROVES("send.EMSGSIZE.too-large send.message.EMSGSIZE"), \
		BOTH("-1 EMSGSIZE")
SENDING(ONLY_UDP4, too_large_udp4, TOO_LARGE)
{
	observe_large(transmit, kind, 65508);
}

SENDING(ONLY_UDP6, too_large_udp6, TOO_LARGE)
{
	observe_large(transmit, kind, 65528);
}

SENDING(LOCAL_MESSAGE, too_large, TOO_LARGE)
{
	observe_large(transmit, kind, sizeof much);
}

static void observe_largest(way *transmit, struct kind kind, size_t size)
{
	struct pair pair = connected(kind);

	observe(transmit(pair.here, much, size, 0, NULL, 0));
	observe(recv(pair.there, much, sizeof much, MSG_DONTWAIT));
}

SENDING(ONLY_UDP4, largest_udp4, POSIX("65507 65507"), LINUX("65507 65507"))
{
	observe_largest(transmit, kind, 65507);
}

SENDING(ONLY_UDP6, largest_udp6, POSIX("65527 65527"), LINUX("65527 65527"))
{
	observe_largest(transmit, kind, 65527);
}

SENDING(MESSAGE, no_out_of_band, POSIX("-1 EOPNOTSUPP"), PROVES("send.EOPNOTSUPP.flags"),
	BOTH("-1 EOPNOTSUPP"))
{
	observe(one_byte(transmit, connected(kind).here, MSG_OOB));
}

/* A socket of UDP whose peer is at the address. */
static int udp_to(const char *text)
{
	struct sockaddr_in addr = { .sin_family = AF_INET, .sin_port = htons(9) };
	int fd = inet_socket(SOCK_DGRAM);

	if (inet_pton(AF_INET, text, &addr.sin_addr) != 1)
		unresolved("inet_pton");
	set_option(fd, SOL_SOCKET, SO_BROADCAST, 1);
	need(connect(fd, (SA *)&addr, sizeof addr), "connect");
	set_option(fd, SOL_SOCKET, SO_BROADCAST, 0);
	return fd;
}

/* The route is looked for anew, or the permission that connect had would do. */
SENDING(ONLY_UDP4, broadcast_by_unicast, POSIX("-1 EACCES"),
	PROVES("send.EACCES.udp-broadcast send.EACCES.privilege"), BOTH("-1 EACCES"))
{
	int fd = udp_to("127.255.255.255");

	observe(one_byte(transmit, fd, MSG_DONTROUTE));
}

SENDING_TO(ONLY_UDP4, to_broadcast_by_unicast, POSIX("-1 EACCES"),
	PROVES("send.EACCES.udp-broadcast send.EACCES.privilege"), BOTH("-1 EACCES"))
{
	struct sockaddr_in addr = loopback();
	addr.sin_addr.s_addr = htonl(0x7fffffff);
	addr.sin_port = htons(9);
	int fd = new_socket(kind);

	observe(transmit(fd, "a", 1, 0, (SA *)&addr, sizeof addr));
}

SENDING_TO_POSIX(DGRAM, to_unlike_family, "EAFNOSUPPORT.family", POSIX("-1 EAFNOSUPPORT"))
{
	struct address addr = local_address(kind.family == AF_UNIX ? UDP6 : UNIX_DGRAM);
	int fd = new_socket(kind);

	observe(transmit(fd, "a", 1, 0, &addr.any, addr.len));
}

SENDING_TO(UDP, no_port_left, POSIX_IS_SILENT, PROVES("send.EAGAIN.ephemeral-exhausted"),
	STAGE("ports"), BOTH("-1 EAGAIN"))
{
	struct address addr;
	bound(kind, &addr);
	bound(kind, NULL);
	int fd = new_socket(kind);

	observe(transmit(fd, "a", 1, 0, &addr.any, addr.len));
}

/* The queue of the link is full. Whoever asks for errors is told; who does not is not. */
SENDING(ONLY_UDP4, queue_full, POSIX("-1 ENOBUFS"), PROVES("send.ENOBUFS.queue-full"),
	STAGE("full-queue"), BOTH("-1 ENOBUFS | 1"))
{
	int fd = udp_to("192.0.2.2");
	set_option(fd, IPPROTO_IP, IP_RECVERR, 1);

	observe(one_byte(transmit, fd, 0));
}

SENDING(ONLY_UDP4, queue_full_dropped, POSIX_IS_SILENT, PROVES("send.ENOBUFS.linux-drops"),
	STAGE("full-queue"), BOTH("1"))
{
	int fd = udp_to("192.0.2.2");

	observe(one_byte(transmit, fd, 0));
}

/* The fragments of one datagram are more than the socket may have on their way. */
SENDING(UDP, no_room_for_fragments, POSIX("-1 ENOBUFS"), PROVES("send.ENOBUFS.resources"),
	STAGE("small-mtu"), LINUX("-1 ENOBUFS | -1 ENOMEM"))
{
	struct pair pair = connected(kind);
	set_option(pair.here, SOL_SOCKET, SO_SNDBUF, 1);

	observe(transmit(pair.here, much, 60000, 0, NULL, 0));
}

/* What lies behind a neighbour is reached by routing alone. */
SENDING(ONLY_UDP4, beyond_the_link, POSIX("1"), STAGE("link"), LINUX("1"))
{
	int fd = udp_to("198.51.100.1");

	observe(one_byte(transmit, fd, 0));
}

SENDING(ONLY_UDP4, beyond_the_link_unrouted, POSIX("-1 ENETUNREACH"),
	PROVES("send.MSG_DONTROUTE send.ENETUNREACH.network"), STAGE("link"),
	BOTH("-1 ENETUNREACH"))
{
	int fd = udp_to("198.51.100.1");

	observe(one_byte(transmit, fd, MSG_DONTROUTE));
}

SENDING(ONLY_UDP4, on_the_link_unrouted, POSIX("1"), PROVES("send.MSG_DONTROUTE"), STAGE("link"),
	BOTH("1"))
{
	int fd = udp_to("192.0.2.2");

	observe(one_byte(transmit, fd, MSG_DONTROUTE));
}

/* The next call tells what the firewall said of a datagram. */
SENDING_TO_POSIX(ONLY_UDP4, host_unreachable, "EHOSTUNREACH.host", POSIX("-1 EHOSTUNREACH"),
	STAGE("reject"), LINUX("-1 EHOSTUNREACH"))
{
	int fd = udp_to("127.0.0.2");
	need((int)send(fd, "a", 1, 0), "send");
	await(fd, POLLERR);

	observe(one_byte(transmit, fd, 0));
}

SENDING_TO_POSIX(ONLY_UDP4, no_route, "ENETUNREACH.network", POSIX("-1 ENETUNREACH"),
	STAGE("link"))
{
	struct sockaddr_in addr = { .sin_family = AF_INET, .sin_port = htons(9) };
	addr.sin_addr.s_addr = htonl(0xcb007101); /* 203.0.113.1 */
	int fd = new_socket(kind);

	observe(transmit(fd, "a", 1, 0, (SA *)&addr, sizeof addr));
}

/* The loopback interface of a network of its own, which nobody has brought up. */
static void observe_interface_down(way *transmit)
{
	need(unshare(CLONE_NEWNET), "unshare");
	struct sockaddr_ll link = {
		.sll_family = AF_PACKET,
		.sll_protocol = htons(ETH_P_IP),
		.sll_ifindex = (int)if_nametoindex("lo"),
	};
	int fd = need(socket(AF_PACKET, SOCK_DGRAM, htons(ETH_P_IP)), "packet socket");
	need(bind(fd, (SA *)&link, sizeof link), "bind");
	get_option(fd, SOL_SOCKET, SO_ERROR);

	observe(one_byte(transmit, fd, 0));
}

SENDING_TO_POSIX(ONLY_UDP4, interface_down, "ENETDOWN.interface", POSIX("-1 ENETDOWN"))
{
	observe_interface_down(transmit);
}

CASE(send, interface_down, PROVES("send.ENETDOWN.interface"), POSIX("-1 ENETDOWN"))
{
	observe_interface_down(present(by_send, "send"));
}

/* Whoever may not write to a socket's path may not send to it. */
SENDING_TO(ONLY_DGRAM, path_not_writable, POSIX("-1 EACCES"), PROVES("send.EACCES.unix-write"),
	STAGE("unprivileged"), BOTH("-1 EACCES"))
{
	struct address addr;
	bound(kind, &addr);
	need(chmod(addr.un.sun_path, 0), "chmod");
	int fd = new_socket(kind);

	observe(transmit(fd, "a", 1, 0, &addr.any, addr.len));
}

static struct address path(const char *text)
{
	struct address addr = { .un.sun_family = AF_UNIX, .len = sizeof addr.un };

	memcpy(addr.un.sun_path, text, strnlen(text, sizeof addr.un.sun_path - 1));
	return addr;
}

static void observe_path(way *transmit, const char *text)
{
	struct address addr = path(text);
	int fd = new_socket(UNIX_DGRAM);

	observe(transmit(fd, "a", 1, 0, &addr.any, addr.len));
}

SENDING_TO(ONLY_DGRAM, path_not_searchable, POSIX("-1 EACCES"), PROVES("send.EACCES.unix-search"),
	STAGE("unprivileged"), BOTH("-1 EACCES"))
{
	struct address addr = path("closed/socket");
	mkdir("closed", 0700); /* unless it is there, from another case */
	need(chmod("closed", 0700), "chmod");
	unlink(addr.un.sun_path);
	need(bind(new_socket(kind), &addr.any, addr.len), "bind");
	need(chmod("closed", 0), "chmod");
	int fd = new_socket(kind);

	observe(transmit(fd, "a", 1, 0, &addr.any, addr.len));
}

#define PATH(name_, condition_, text_, path_) \
	SENDING_TO_POSIX(ONLY_DGRAM, name_, condition_, POSIX(text_), STAGE("paths")) \
	{ \
		observe_path(transmit, path_); \
	}
PATH(path_missing, "ENOENT.missing", "-1 ENOENT", "missing")
PATH(path_in_a_missing_folder, "ENOENT.missing", "-1 ENOENT", "missing/socket")
PATH(path_empty, "ENOENT.empty-path", "-1 ENOENT", "")
PATH(path_through_a_file, "ENOTDIR.prefix", "-1 ENOTDIR", "file/socket")
PATH(path_with_a_slash, "ENOTDIR.trailing-slash", "-1 ENOTDIR", "file/")
PATH(path_in_a_loop, "ELOOP.loop", "-1 ELOOP", "loop")
PATH(path_through_a_loop, "ELOOP.loop", "-1 ELOOP", "loop/socket")
PATH(path_through_a_long_name, "ENAMETOOLONG.component", "-1 ENAMETOOLONG", "long")

/* The name of a link, and so on: 40 links, each to the one before, and more than the system's
 * SYMLOOP_MAX follow. */
SENDING_TO_POSIX(ONLY_DGRAM, path_of_many_links, "ELOOP.symloop-max", POSIX("-1 ELOOP | 1"))
{
	struct address addr = local_address(kind);
	char from[] = "link-00", to[] = "link-00";
	need(bind(new_socket(kind), &addr.any, addr.len), "bind");
	unlink(to);
	need(symlink(addr.un.sun_path, to), "symlink");
	for (int i = 1; i < 60; i++) {
		memcpy(from, to, sizeof from);
		to[5] = (char)('0' + i / 10);
		to[6] = (char)('0' + i % 10);
		unlink(to);
		need(symlink(from, to), "symlink");
	}

	observe_path(transmit, to);
}

/* The link's text fits, and so does the path; put together, they are longer than PATH_MAX. */
SENDING_TO_POSIX(ONLY_DGRAM, path_grown_long, "ENAMETOOLONG.path-max",
	POSIX("-1 ENAMETOOLONG | 1"))
{
	static char text[PATH_MAX - 1];
	struct address addr = path("grown/././././././././././socket");
	memset(text, '/', sizeof text - 1);
	text[0] = '.';
	unlink("grown");
	unlink("socket");
	need(symlink(text, "grown"), "symlink");
	need(bind(new_socket(kind), &addr.any, addr.len), "bind");

	observe_path(transmit, addr.un.sun_path);
}

/* Flags */

/* The sending side is closed after the data. */
SENDING(TCP, end_of_data, POSIX_IS_SILENT, PROVES("send.MSG_EOF"), DOCUMENT("1 1 61 0"))
{
	struct pair pair = connected(kind);

	observe_sent(one_byte(transmit, pair.here, MSG_EOF), pair.there);
	observe_arrival(pair.there);
}

/* Each record is received by itself. */
SENDING(ONLY_SEQPACKET, end_of_record, POSIX("2 1 2 6162 1 63"), PROVES("send.MSG_EOR"),
	BOTH("2 1 2 6162 1 63"))
{
	struct pair pair = connected(kind);

	observe(transmit(pair.here, "ab", 2, MSG_EOR, NULL, 0));
	observe(transmit(pair.here, "c", 1, MSG_EOR, NULL, 0));
	observe_arrival(pair.there);
	observe_arrival(pair.there);
}

/* How many segments with data have left, of struct tcp_info of Linux. */
static unsigned int segments_sent(int fd)
{
	enum { DATA_SEGS_OUT = 156 };
	char info[256] = "";
	socklen_t len = sizeof info;
	unsigned int segments;

	need(getsockopt(fd, IPPROTO_TCP, TCP_INFO, info, &len), "TCP_INFO");
	memcpy(&segments, info + DATA_SEGS_OUT, sizeof segments);
	return segments;
}

/* TCP knows no records, but lets none share a segment: two bytes leave in two. */
SENDING(TCP, end_of_record_in_a_stream, POSIX_IS_SILENT)
{
	struct pair pair = connected(kind);
	set_option(pair.here, IPPROTO_TCP, TCP_CORK, 1);

	observe(one_byte(transmit, pair.here, MSG_EOR));
	observe(one_byte(transmit, pair.here, MSG_EOR));
	set_option(pair.here, IPPROTO_TCP, TCP_CORK, 0);
	observe_number(segments_sent(pair.here));
}

/* Nothing comes until the last call, and then all in one. */
SENDING(UDP, more_to_come, POSIX_IS_SILENT, PROVES("send.MSG_MORE"), BOTH("1 -1 EAGAIN 2 3 616263"))
{
	struct pair pair = connected(kind);
	char data;

	observe(transmit(pair.here, "a", 1, MSG_MORE, NULL, 0));
	observe(recv(pair.there, &data, 1, MSG_DONTWAIT));
	observe_sent(transmit(pair.here, "bc", 2, 0, NULL, 0), pair.there);
}

/* Two bytes leave in one segment; the kernel waits a fifth of a second for the second. */
SENDING(TCP, more_to_come_in_a_stream, POSIX_IS_SILENT, PROVES("send.MSG_MORE"), BOTH("1 1 1"))
{
	struct pair pair = connected(kind);

	observe(one_byte(transmit, pair.here, MSG_MORE));
	observe(one_byte(transmit, pair.here, 0));
	observe_number(segments_sent(pair.here));
}

/* Of three bytes the last is urgent, and does not come with the others. */
SENDING(TCP, urgent_byte, POSIX("3 2 6162 1 63"),
	PROVES("send.MSG_OOB oob.send.MSG_OOB oob.tcp.last-byte oob.tcp.one-byte"),
	BOTH("3 2 6162 1 63"))
{
	struct pair pair = connected(kind);
	char data = 0;

	observe(transmit(pair.here, "abc", 3, MSG_OOB, NULL, 0));
	await(pair.there, POLLPRI);
	observe_arrival(pair.there);
	observe(recv(pair.there, &data, 1, MSG_OOB));
	observe_bytes(&data, 1);
}

static struct address nobody_accepts;

static void open_fast(int fd)
{
	sendto(fd, "a", 1, MSG_FASTOPEN, &nobody_accepts.any, nobody_accepts.len);
}

static int connection_state(int fd)
{
	unsigned char info[256] = "";
	socklen_t len = sizeof info;

	need(getsockopt(fd, IPPROTO_TCP, TCP_INFO, info, &len), "TCP_INFO");
	return info[0];
}

/* The second actor opens the connection with data, which takes for ever. */
SENDING(TCP, opened_fast_already, POSIX_IS_SILENT, PROVES("send.EALREADY.fastopen"),
	LINUX("-1 EALREADY"))
{
	never_accepting(kind, &nobody_accepts);
	int fd = new_socket(kind);
	meanwhile(open_fast, fd);
	for (int i = 0; connection_state(fd) != TCP_SYN_SENT && i < 1000000; i++)
		sched_yield();

	observe(transmit(fd, "a", 1, MSG_FASTOPEN, &nobody_accepts.any, nobody_accepts.len));
}

static const char neighbour[] = "192.0.2.9";

/* Makes the kernel forget the neighbour, and then know it without being sure. */
static void meet_neighbour(int fd)
{
	struct arpreq entry = { .arp_flags = ATF_COM, .arp_dev = "here" };
	struct sockaddr_in addr = { .sin_family = AF_INET };

	if (inet_pton(AF_INET, neighbour, &addr.sin_addr) != 1)
		unresolved("inet_pton");
	memcpy(&entry.arp_pa, &addr, sizeof addr);
	ioctl(fd, SIOCDARP, &entry);
	entry.arp_ha.sa_family = ARPHRD_ETHER;
	memcpy(entry.arp_ha.sa_data, "\2\0\0\0\0\11", 6);
	need(ioctl(fd, SIOCSARP, &entry), "SIOCSARP");
}

/* Asks the kernel for what it knows of the neighbour; returns the size of the answer. */
static size_t ask_of_neighbour(void *answer, size_t size)
{
	struct {
		struct nlmsghdr header;
		struct ndmsg neighbour;
		struct rtattr name;
		struct in_addr addr;
	} request = {
		.header = { .nlmsg_len = sizeof request,
			.nlmsg_type = RTM_GETNEIGH,
			.nlmsg_flags = NLM_F_REQUEST },
		.neighbour = { .ndm_family = AF_INET, .ndm_ifindex = (int)if_nametoindex("here") },
		.name = { .rta_len = RTA_LENGTH(sizeof request.addr), .rta_type = NDA_DST },
	};
	int fd = need(socket(AF_NETLINK, SOCK_RAW, NETLINK_ROUTE), "netlink");

	if (inet_pton(AF_INET, neighbour, &request.addr) != 1)
		unresolved("inet_pton");
	need((int)write(fd, &request, sizeof request), "RTM_GETNEIGH");
	return (size_t)need((int)recv(fd, answer, size, 0), "answer of netlink");
}

/* The neighbour is confirmed where that is not as long ago as for one never heard of. */
static void observe_confirmation(void)
{
	_Alignas(struct nlmsghdr) char answer[1024];
	size_t start = NLMSG_LENGTH(sizeof(struct ndmsg)),
	       size = ask_of_neighbour(answer, sizeof answer);
	struct nda_cacheinfo info;

	for (size_t at = start; at + sizeof(struct rtattr) <= size;) {
		const struct rtattr *attribute = (const void *)(answer + at);
		if (attribute->rta_type == NDA_CACHEINFO) {
			memcpy(&info, RTA_DATA(attribute), sizeof info);
			return observe_word(info.ndm_confirmed < 1000 ? "confirmed" : "unsure");
		}
		at += RTA_ALIGN(attribute->rta_len);
	}
	unresolved("nothing is known of the neighbour");
}

SENDING(ONLY_UDP4, forward_progress, POSIX_IS_SILENT, PROVES("send.MSG_CONFIRM"), STAGE("link"),
	BOTH("1 unsure 1 confirmed"))
{
	int fd = udp_to(neighbour);
	meet_neighbour(fd);

	observe(one_byte(transmit, fd, 0));
	observe_confirmation();
	observe(one_byte(transmit, fd, MSG_CONFIRM));
	observe_confirmation();
}

/* What accept and accept4 do alike: each situation is a case of both. */
#include "fixture.h"
#include <linux/if_alg.h>
#include <sys/epoll.h>
#include <sys/select.h>

/* The call, without flags; each is defined in the file of its name. A target that lacks the call
 * lacks the function. */
typedef int way(int fd, SA *addr, socklen_t *len);
__attribute__((weak)) way by_accept, by_accept4;

static way *present(way *take, const char *call)
{
	if (!take)
		absent(call);
	return take;
}

/* A situation for a kind of socket: the scene calls what it proves `take`. */
#define BOTH(name, scene, kind, ...) \
	CASE(accept, name, __VA_ARGS__) { scene(present(by_accept, "accept"), kind); } \
	CASE(accept4, name, __VA_ARGS__) { scene(present(by_accept4, "accept4"), kind); }

static void observe_descriptor(int fd)
{
	if (fd < 0)
		observe(fd);
	else
		observe_word("fd");
}

/* A listener, and a client that waits to be taken. */
static int expecting(struct kind kind, int *client)
{
	struct address addr;
	int fd = listening(kind, 5, &addr);

	*client = bound(kind, NULL);
	need(connect(*client, &addr.any, addr.len), "connect");
	return fd;
}

/* The new socket is a connection with the client, and does not listen. */
static void converse(way *take, struct kind kind)
{
	char text[8] = "";
	int client, listener = expecting(kind, &client);
	need((int)send(client, "hello", 5, 0), "send");

	int fd = take(listener, NULL, NULL);
	observe_descriptor(fd);
	observe(recv(fd, text, 5, 0));
	observe_text(text);
	observe_word(get_option(fd, SOL_SOCKET, SO_ACCEPTCONN) ? "listens" : "connected");
}

#define CONVERSES PROVES("accept.types"), ALL("fd 5 hello connected")

BOTH(taken_tcp4,           converse, TCP4,           CONVERSES)
BOTH(taken_tcp6,           converse, TCP6,           CONVERSES)
BOTH(taken_unix_stream,    converse, UNIX_STREAM,    CONVERSES)
BOTH(taken_unix_seqpacket, converse, UNIX_SEQPACKET, CONVERSES)

static void compare(way *take, struct kind kind)
{
	int client, listener = expecting(kind, &client);
	struct address peer = { .len = sizeof peer.room }, name = name_of(client);

	observe_descriptor(take(listener, &peer.any, &peer.len));
	observe_word(peer.len == name.len && memcmp(&peer.room, &name.room, name.len) == 0
			     ? "its name"
			     : "another name");
}

#define NAMES_CLIENT ALL("fd its name")

BOTH(names_client_tcp4,           compare, TCP4,           NAMES_CLIENT)
BOTH(names_client_tcp6,           compare, TCP6,           NAMES_CLIENT)
BOTH(names_client_unix_stream,    compare, UNIX_STREAM,    NAMES_CLIENT)
BOTH(names_client_unix_seqpacket, compare, UNIX_SEQPACKET, NAMES_CLIENT)

/* What does not fit is cut off. Linux tells how long the whole is; POSIX asks for the length of
 * what is stored. */
static void cut(way *take, struct kind kind)
{
	int client, listener = expecting(kind, &client);
	struct address name = name_of(client);
	unsigned char room[8];
	socklen_t len = 4;
	memset(room, 0xee, sizeof room);

	observe_descriptor(take(listener, (SA *)room, &len));
	observe_number(len);
	observe_word(memcmp(room, &name.room, 4) == 0 && room[4] == 0xee ? "cut" : "not cut");
}

BOTH(short_buffer, cut, TCP4, POSIX("fd 16 cut | fd 4 cut"), LINUX("fd 16 cut"))

/* Who came first is taken first. */
static void take_two(way *take, struct kind kind)
{
	struct address addr;
	int first, listener = expecting(kind, &first), second = new_socket(kind);
	char byte;
	addr = name_of(listener);
	need(connect(second, &addr.any, addr.len), "connect");
	need((int)send(first, "1", 1, 0), "send");
	need((int)send(second, "2", 1, 0), "send");

	for (int i = 0; i < 2; i++) {
		observe(recv(take(listener, NULL, NULL), &byte, 1, 0));
		observe_bytes(&byte, 1);
	}
}

#define IN_ORDER POSIX("1 31 1 32"), LINUX("1 31 1 32")

BOTH(in_order_tcp4,           take_two, TCP4,           IN_ORDER)
BOTH(in_order_tcp6,           take_two, TCP6,           IN_ORDER)
BOTH(in_order_unix_stream,    take_two, UNIX_STREAM,    IN_ORDER)
BOTH(in_order_unix_seqpacket, take_two, UNIX_SEQPACKET, IN_ORDER)

/* accept(2): the new socket has none of the listener's flags. */
static void take_blocking(way *take, struct kind kind)
{
	int client, listener = expecting(kind, &client);
	nonblocking(listener);

	int fd = take(listener, NULL, NULL);
	observe_descriptor(fd);
	observe_word(fcntl(fd, F_GETFL) & O_NONBLOCK ? "O_NONBLOCK" : "blocking");
}

BOTH(flags_not_inherited, take_blocking, TCP4, LINUX("fd blocking"))

/* Waiting. */

static void connect_to(int listener)
{
	struct address addr = name_of(listener);
	int fd = new_socket((struct kind){ addr.any.sa_family,
		get_option(listener, SOL_SOCKET, SO_TYPE) });

	(void)connect(fd, &addr.any, addr.len);
}

static void wait_for_client(way *take, struct kind kind)
{
	int listener = listening(kind, 1, NULL);
	meanwhile(connect_to, listener);

	observe_descriptor(take(listener, NULL, NULL));
}

#define WAITS PROVES("accept.blocks"), ALL("fd")

BOTH(waits_tcp4,           wait_for_client, TCP4,           WAITS)
BOTH(waits_tcp6,           wait_for_client, TCP6,           WAITS)
BOTH(waits_unix_stream,    wait_for_client, UNIX_STREAM,    WAITS)
BOTH(waits_unix_seqpacket, wait_for_client, UNIX_SEQPACKET, WAITS)

static void be_interrupted(way *take, struct kind kind)
{
	int listener = listening(kind, 1, NULL);
	interrupt_repeatedly();

	observe_descriptor(take(listener, NULL, NULL));
}

#define INTERRUPTED PROVES("accept.EINTR.signal accept.blocks"), ALL("-1 EINTR")

BOTH(interrupted_tcp4,           be_interrupted, TCP4,           INTERRUPTED)
BOTH(interrupted_tcp6,           be_interrupted, TCP6,           INTERRUPTED)
BOTH(interrupted_unix_stream,    be_interrupted, UNIX_STREAM,    INTERRUPTED)
BOTH(interrupted_unix_seqpacket, be_interrupted, UNIX_SEQPACKET, INTERRUPTED)

static void not_wait(way *take, struct kind kind)
{
	int listener = listening(kind, 1, NULL);
	nonblocking(listener);

	observe_descriptor(take(listener, NULL, NULL));
}

#define WOULD_BLOCK \
	PROVES("accept.nonblocking.EAGAIN accept.EAGAIN.no-connection " \
	       "accept.EWOULDBLOCK.no-connection"), \
		ALL("-1 EAGAIN | -1 EWOULDBLOCK")

BOTH(would_block_tcp4,           not_wait, TCP4,           WOULD_BLOCK)
BOTH(would_block_tcp6,           not_wait, TCP6,           WOULD_BLOCK)
BOTH(would_block_unix_stream,    not_wait, UNIX_STREAM,    WOULD_BLOCK)
BOTH(would_block_unix_seqpacket, not_wait, UNIX_SEQPACKET, WOULD_BLOCK)

/* Readiness is seen before the call: not with no client, then with one. */
static void await_readiness(way *take, struct kind kind, int (*is_ready)(int fd))
{
	struct address addr;
	int listener = listening(kind, 1, &addr), client = new_socket(kind);
	nonblocking(listener);

	observe_number(is_ready(listener));
	need(connect(client, &addr.any, addr.len), "connect");
	observe_number(is_ready(listener));
	observe_descriptor(take(listener, NULL, NULL));
	observe_number(is_ready(listener));
}

static int select_says(int fd)
{
	struct timeval now = { .tv_sec = 0 };
	fd_set readable;

	FD_ZERO(&readable);
	FD_SET(fd, &readable);
	return need(select(fd + 1, &readable, NULL, NULL, &now), "select");
}

static int poll_says(int fd)
{
	struct pollfd readable = { .fd = fd, .events = POLLIN };

	return need(poll(&readable, 1, 0), "poll");
}

static int epoll_says(int fd)
{
	struct epoll_event event = { .events = EPOLLIN };
	int set = need(epoll_create1(0), "epoll_create1");

	need(epoll_ctl(set, EPOLL_CTL_ADD, fd, &event), "epoll_ctl");
	return need(epoll_wait(set, &event, 1, 0), "epoll_wait");
}

static void ready_by_select(way *take, struct kind kind)
{
	await_readiness(take, kind, select_says);
}

static void ready_by_poll(way *take, struct kind kind)
{
	await_readiness(take, kind, poll_says);
}

static void ready_by_epoll(way *take, struct kind kind)
{
	await_readiness(take, kind, epoll_says);
}

#define READY PROVES("accept.readiness"), ALL("0 1 fd 0")
/* POSIX has no epoll. */
#define READY_BY_EPOLL DOCUMENT("0 1 fd 0"), LINUX("0 1 fd 0")

BOTH(select_tcp4,           ready_by_select, TCP4,           READY)
BOTH(select_unix_stream,    ready_by_select, UNIX_STREAM,    READY)
BOTH(select_unix_seqpacket, ready_by_select, UNIX_SEQPACKET, READY)
BOTH(poll_tcp4,             ready_by_poll,   TCP4,           READY)
BOTH(poll_unix_stream,      ready_by_poll,   UNIX_STREAM,    READY)
BOTH(poll_unix_seqpacket,   ready_by_poll,   UNIX_SEQPACKET, READY)
BOTH(epoll_tcp4,            ready_by_epoll,  TCP4,           READY_BY_EPOLL)
BOTH(epoll_unix_stream,     ready_by_epoll,  UNIX_STREAM,    READY_BY_EPOLL)
BOTH(epoll_unix_seqpacket,  ready_by_epoll,  UNIX_SEQPACKET, READY_BY_EPOLL)

/* What they refuse. */

static void take_from(way *take, int fd)
{
	observe_descriptor(take(fd, NULL, NULL));
}

BOTH(bad_descriptor, take_from, -1, PROVES("accept.EBADF.bad-descriptor"), ALL("-1 EBADF"))
BOTH(not_a_socket, take_from, not_a_socket(), PROVES("accept.ENOTSOCK.not-a-socket"),
	ALL("-1 ENOTSOCK"))

#define NOT_LISTENING PROVES("accept.EINVAL.not-listening"), ALL("-1 EINVAL")

BOTH(unbound_tcp4,             take_from, new_socket(TCP4),               NOT_LISTENING)
BOTH(unbound_unix_stream,      take_from, new_socket(UNIX_STREAM),        NOT_LISTENING)
BOTH(bound_tcp4,               take_from, bound(TCP4, NULL),              NOT_LISTENING)
BOTH(bound_tcp6,               take_from, bound(TCP6, NULL),              NOT_LISTENING)
BOTH(bound_unix_stream,        take_from, bound(UNIX_STREAM, NULL),       NOT_LISTENING)
BOTH(bound_unix_seqpacket,     take_from, bound(UNIX_SEQPACKET, NULL),    NOT_LISTENING)
BOTH(connected_tcp4,           take_from, connected(TCP4).here,           NOT_LISTENING)
BOTH(connected_unix_stream,    take_from, connected(UNIX_STREAM).here,    NOT_LISTENING)
BOTH(connected_unix_seqpacket, take_from, connected(UNIX_SEQPACKET).here, NOT_LISTENING)

#define NO_STREAM PROVES("accept.EOPNOTSUPP.not-stream accept.types"), ALL("-1 EOPNOTSUPP")

BOTH(datagrams_udp4,       take_from, bound(UDP4, NULL),       NO_STREAM)
BOTH(datagrams_udp6,       take_from, bound(UDP6, NULL),       NO_STREAM)
BOTH(datagrams_unix_dgram, take_from, bound(UNIX_DGRAM, NULL), NO_STREAM)

static void store_badly(way *take, struct kind kind)
{
	int client, listener = expecting(kind, &client);
	socklen_t len = sizeof(struct sockaddr_storage);

	observe_descriptor(take(listener, bad_address(), &len));
}

static void store_length_badly(way *take, struct kind kind)
{
	struct address addr;
	int client, listener = expecting(kind, &client);

	observe_descriptor(take(listener, &addr.any, bad_address()));
}

#define BAD_POINTER \
	PROVES("accept.EFAULT.bad-pointer"), DOCUMENT("-1 EFAULT"), LINUX("-1 EFAULT")

BOTH(bad_address_tcp4,           store_badly,        TCP4,           BAD_POINTER)
BOTH(bad_address_tcp6,           store_badly,        TCP6,           BAD_POINTER)
BOTH(bad_address_unix_stream,    store_badly,        UNIX_STREAM,    BAD_POINTER)
BOTH(bad_address_unix_seqpacket, store_badly,        UNIX_SEQPACKET, BAD_POINTER)
BOTH(bad_length_pointer,         store_length_badly, TCP4,           BAD_POINTER)

static void store_in_less_than_none(way *take, struct kind kind)
{
	struct address addr = { .len = (socklen_t)-1 };
	int client, listener = expecting(kind, &client);

	observe_descriptor(take(listener, &addr.any, &addr.len));
}

#define NEGATIVE PROVES("accept.EINVAL.addrlen"), DOCUMENT("-1 EINVAL"), LINUX("-1 EINVAL")

BOTH(negative_length_tcp4,           store_in_less_than_none, TCP4,           NEGATIVE)
BOTH(negative_length_tcp6,           store_in_less_than_none, TCP6,           NEGATIVE)
BOTH(negative_length_unix_stream,    store_in_less_than_none, UNIX_STREAM,    NEGATIVE)
BOTH(negative_length_unix_seqpacket, store_in_less_than_none, UNIX_SEQPACKET, NEGATIVE)

static void take_without_room(way *take, struct kind kind)
{
	int client, listener = expecting(kind, &client);
	no_descriptor_left();

	observe_descriptor(take(listener, NULL, NULL));
}

#define NO_DESCRIPTOR PROVES("accept.EMFILE.process-limit"), ALL("-1 EMFILE")

BOTH(no_descriptor_tcp4,           take_without_room, TCP4,           NO_DESCRIPTOR)
BOTH(no_descriptor_tcp6,           take_without_room, TCP6,           NO_DESCRIPTOR)
BOTH(no_descriptor_unix_stream,    take_without_room, UNIX_STREAM,    NO_DESCRIPTOR)
BOTH(no_descriptor_unix_seqpacket, take_without_room, UNIX_SEQPACKET, NO_DESCRIPTOR)

/* The client resets the connection before it is taken. */
static void take_aborted(way *take, struct kind kind)
{
	struct linger at_once = { .l_onoff = 1, .l_linger = 0 };
	int client, listener = expecting(kind, &client);
	need(setsockopt(client, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once), "SO_LINGER");
	close(client);

	observe_descriptor(take(listener, NULL, NULL));
}

#define ABORTED PROVES("accept.ECONNABORTED.aborted"), ALL("-1 ECONNABORTED")

BOTH(aborted_tcp4, take_aborted, TCP4, ABORTED)
BOTH(aborted_tcp6, take_aborted, TCP6, ABORTED)

/* A socket for hashes is taken without an address alone. */
static void take_nameless(way *take, struct kind kind)
{
	struct sockaddr_alg hash = { .salg_family = AF_ALG,
		.salg_type = "hash",
		.salg_name = "sha1" };
	struct address addr = { .len = sizeof addr.room };
	int fd = new_socket(kind);
	need(bind(fd, (SA *)&hash, sizeof hash), "bind");

	observe_descriptor(take(fd, &addr.any, &addr.len));
}

#define HASH ((struct kind){ AF_ALG, SOCK_SEQPACKET })

BOTH(aborted_hash, take_nameless, HASH, ABORTED, STAGE("guest"))

/* No protocol of Linux has these: injected, they show no more than that the libc hands them on. A
 * libc may ask for the one by the other. */
#define INJECTED(error) \
	PROVES("accept." error ".protocol"), DOCUMENT("-1 " error), LINUX("-1 " error), \
		STAGE("inject accept,accept4 " error)

BOTH(no_streams_resource,    take_from, listening(TCP4, 1, NULL), INJECTED("ENOSR"))
BOTH(type_not_supported,     take_from, listening(TCP4, 1, NULL), INJECTED("ESOCKTNOSUPPORT"))
BOTH(protocol_not_supported, take_from, listening(TCP4, 1, NULL), INJECTED("EPROTONOSUPPORT"))
BOTH(timed_out,              take_from, listening(TCP4, 1, NULL), INJECTED("ETIMEDOUT"))

/* Calls that do not block: how they tell that they would, and how select, poll and epoll tell that
 * they would no more. */
#include "fixture.h"

/* A situation by each of the three ways to learn of readiness. */
#define EACH_WAY(call, name, kind, act, clauses, text) \
	ONE_WAY(call##_##name##_by_select, #call, #name "_by_select", kind, act, by_select, clauses, text) \
	ONE_WAY(call##_##name##_by_poll, #call, #name "_by_poll", kind, act, by_poll, clauses, text) \
	ONE_WAY(call##_##name##_by_epoll, #call, #name "_by_epoll", kind, act, by_epoll, clauses, text)
#define ONE_WAY(symbol, call, name, kind, act, ready, clauses, text) \
	REGISTER(symbol, call, name, PROVES(clauses), ALL(text)) { act(kind, ready); }

/* Nothing has come, and then something has. */
static void receive_when_ready(struct kind kind, readiness *ready)
{
	struct pair pair = connected(kind);
	char byte;
	nonblocking(pair.there);

	observe_word(ready(pair.there, POLLIN, 0) ? "readable" : "waiting");
	observe(recv(pair.there, &byte, 1, 0));
	need((int)send(pair.here, "x", 1, 0), "send");
	observe_word(ready(pair.there, POLLIN, 5000) ? "readable" : "waiting");
	observe(recv(pair.there, &byte, 1, 0));
}

#define RECEIVES(name, kind) \
	EACH_WAY(recv, name, kind, receive_when_ready, \
		"nonblock.readiness.recv nonblock.recv.EAGAIN", "waiting -1 EAGAIN readable 1")

RECEIVES(readable_tcp4,           TCP4)
RECEIVES(readable_tcp6,           TCP6)
RECEIVES(readable_udp4,           UDP4)
RECEIVES(readable_udp6,           UDP6)
RECEIVES(readable_unix_stream,    UNIX_STREAM)
RECEIVES(readable_unix_dgram,     UNIX_DGRAM)
RECEIVES(readable_unix_seqpacket, UNIX_SEQPACKET)

/* The end of what comes is to be read as well. */
static void read_end_when_ready(struct kind kind, readiness *ready)
{
	struct pair pair = connected(kind);
	char byte;
	nonblocking(pair.there);

	need(shutdown(pair.here, SHUT_WR), "shutdown");
	observe_word(ready(pair.there, POLLIN, 5000) ? "readable" : "waiting");
	observe(recv(pair.there, &byte, 1, 0));
}

#define ENDS(name, kind) \
	EACH_WAY(recv, name, kind, read_end_when_ready, "nonblock.readiness.recv", "readable 0")

ENDS(end_readable_tcp4,           TCP4)
ENDS(end_readable_tcp6,           TCP6)
ENDS(end_readable_unix_stream,    UNIX_STREAM)
ENDS(end_readable_unix_seqpacket, UNIX_SEQPACKET)

/* There is no room, and then there is: some of what was sent may come late. */
static void send_when_ready(struct kind kind, readiness *ready)
{
	static char bytes[4096];
	struct pair pair = connected(kind);
	nonblocking(pair.here);
	observe_word(ready(pair.here, POLLOUT, 0) ? "writable" : "waiting");
	fill(pair.here);

	observe_word(ready(pair.here, POLLOUT, 0) ? "writable" : "waiting");
	observe(send(pair.here, bytes, sizeof bytes, 0));
	meanwhile(receive_until_end, pair.there);
	observe_word(ready(pair.here, POLLOUT, 5000) ? "writable" : "waiting");
	observe(send(pair.here, "x", 1, 0));
}

#define SENDS(name, kind) \
	EACH_WAY(send, name, kind, send_when_ready, \
		"nonblock.readiness.send nonblock.send.EAGAIN", \
		"writable waiting -1 EAGAIN writable 1")

SENDS(writable_tcp4,           TCP4)
SENDS(writable_tcp6,           TCP6)
SENDS(writable_unix_stream,    UNIX_STREAM)
SENDS(writable_unix_dgram,     UNIX_DGRAM)
SENDS(writable_unix_seqpacket, UNIX_SEQPACKET)

/* Nobody has called, and then somebody has. */
static void accept_when_ready(struct kind kind, readiness *ready)
{
	struct address addr;
	int listener = listening(kind, 1, &addr);
	nonblocking(listener);

	observe_word(ready(listener, POLLIN, 0) ? "readable" : "waiting");
	observe(accept(listener, NULL, NULL));
	need(connect(new_socket(kind), &addr.any, addr.len), "connect");
	observe_word(ready(listener, POLLIN, 5000) ? "readable" : "waiting");
	observe_word(accept(listener, NULL, NULL) >= 0 ? "fd" : "none");
}

#define ACCEPTS(name, kind) \
	EACH_WAY(accept, name, kind, accept_when_ready, "accept.EAGAIN.no-connection", \
		"waiting -1 EAGAIN readable fd")

ACCEPTS(acceptable_tcp4,           TCP4)
ACCEPTS(acceptable_tcp6,           TCP6)
ACCEPTS(acceptable_unix_stream,    UNIX_STREAM)
ACCEPTS(acceptable_unix_seqpacket, UNIX_SEQPACKET)

/* The other way to ask for it, and to ask it away. */
CASE(ioctl, FIONBIO_does_not_block,
	LINUX("0 -1 EAGAIN 0 blocks"))
{
	int fd = connected(TCP4).here, on = 1, off = 0;
	char byte;

	observe(ioctl(fd, FIONBIO, &on));
	observe(recv(fd, &byte, 1, 0));
	observe(ioctl(fd, FIONBIO, &off));
	int flags = need(fcntl(fd, F_GETFL), "F_GETFL");
	observe_word(flags & O_NONBLOCK ? "does not block" : "blocks");
}

/* In their usual mode they wait: what they wait for comes when the case sleeps. */

static void send_to_sleeper(int fd)
{
	await_asleep();
	need((int)send(fd, "x", 1, 0), "send");
}

#define RECEIVE_BLOCKS(name, kind) \
	CASE(recv, name, PROVES("nonblock.recv.blocks"), ALL("1 78")) \
	{ \
		struct pair pair = connected(kind); \
		char byte = 0; \
		meanwhile(send_to_sleeper, pair.here); \
\
		observe(recv(pair.there, &byte, 1, 0)); \
		observe_bytes(&byte, 1); \
	}

RECEIVE_BLOCKS(blocks_tcp4,           TCP4)
RECEIVE_BLOCKS(blocks_tcp6,           TCP6)
RECEIVE_BLOCKS(blocks_udp4,           UDP4)
RECEIVE_BLOCKS(blocks_udp6,           UDP6)
RECEIVE_BLOCKS(blocks_unix_stream,    UNIX_STREAM)
RECEIVE_BLOCKS(blocks_unix_dgram,     UNIX_DGRAM)
RECEIVE_BLOCKS(blocks_unix_seqpacket, UNIX_SEQPACKET)

static void drain_for_sleeper(int fd)
{
	await_asleep();
	receive_until_end(fd);
}

#define SEND_BLOCKS(name, kind) \
	CASE(send, name, PROVES("nonblock.send.blocks"), ALL("4096")) \
	{ \
		static const char bytes[4096]; \
		struct pair pair = connected(kind); \
		fill(pair.here); \
		meanwhile(drain_for_sleeper, pair.there); \
\
		observe(send(pair.here, bytes, sizeof bytes, 0)); \
	}

SEND_BLOCKS(blocks_tcp4,           TCP4)
SEND_BLOCKS(blocks_tcp6,           TCP6)
SEND_BLOCKS(blocks_unix_stream,    UNIX_STREAM)
SEND_BLOCKS(blocks_unix_dgram,     UNIX_DGRAM)
SEND_BLOCKS(blocks_unix_seqpacket, UNIX_SEQPACKET)

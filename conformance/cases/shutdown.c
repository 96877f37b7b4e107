#include "fixture.h"

static void send_byte(int fd)
{
	need((int)send(fd, "x", 1, MSG_NOSIGNAL), "send");
}

static void observe_reception(int fd)
{
	char byte;

	observe_word(recv(fd, &byte, 1, MSG_DONTWAIT) > 0 ? "data" : "nothing");
}

/* SHUT_WR: this side sends no more, the other reads what was sent and then the end; the way back
 * stays open. */
static void shut_writing(struct kind kind)
{
	struct pair pair = connected(kind);
	char byte;

	send_byte(pair.here);
	observe(shutdown(pair.here, SHUT_WR));
	observe(send(pair.here, "x", 1, MSG_NOSIGNAL));
	observe(recv(pair.there, &byte, 1, 0));
	observe(recv(pair.there, &byte, 1, 0));
	observe(send(pair.there, "x", 1, MSG_NOSIGNAL));
	observe(recv(pair.here, &byte, 1, 0));
}

#define SHUTS_WRITING(name, kind) \
	CASE(shutdown, name, PROVES("shutdown.SHUT_WR shutdown.purpose"), \
		ALL("0 -1 EPIPE 1 0 1 1")) \
	{ \
		shut_writing(kind); \
	}

SHUTS_WRITING(writing_tcp4,           TCP4)
SHUTS_WRITING(writing_tcp6,           TCP6)
SHUTS_WRITING(writing_unix_stream,    UNIX_STREAM)
SHUTS_WRITING(writing_unix_seqpacket, UNIX_SEQPACKET)

/* The other side of datagrams learns nothing. */
static void shut_writing_datagrams(struct kind kind)
{
	struct pair pair = connected(kind);
	char byte;

	observe(shutdown(pair.here, SHUT_WR));
	observe(send(pair.here, "x", 1, MSG_NOSIGNAL));
	observe(recv(pair.there, &byte, 1, MSG_DONTWAIT));
	send_byte(pair.there);
	observe(recv(pair.here, &byte, 1, 0));
}

#define SHUTS_WRITING_DATAGRAMS(name, kind) \
	CASE(shutdown, name, PROVES("shutdown.SHUT_WR"), ALL("0 -1 EPIPE -1 EAGAIN 1")) \
	{ \
		shut_writing_datagrams(kind); \
	}

SHUTS_WRITING_DATAGRAMS(writing_udp4,       UDP4)
SHUTS_WRITING_DATAGRAMS(writing_udp6,       UDP6)
SHUTS_WRITING_DATAGRAMS(writing_unix_dgram, UNIX_DGRAM)

/* SHUT_RD: this side receives no more; what it sends still arrives. */
static void shut_reading(struct kind kind)
{
	struct pair pair = connected(kind);
	char byte;

	observe(shutdown(pair.here, SHUT_RD));
	(void)send(pair.there, "x", 1, MSG_NOSIGNAL);
	observe_reception(pair.here);
	send_byte(pair.here);
	observe(recv(pair.there, &byte, 1, 0));
}

#define SHUTS_READING(name, kind) \
	CASE(shutdown, name, PROVES("shutdown.SHUT_RD shutdown.purpose"), ALL("0 nothing 1")) \
	{ \
		shut_reading(kind); \
	}

SHUTS_READING(reading_tcp4,           TCP4)
SHUTS_READING(reading_tcp6,           TCP6)
SHUTS_READING(reading_udp4,           UDP4)
SHUTS_READING(reading_udp6,           UDP6)
SHUTS_READING(reading_unix_stream,    UNIX_STREAM)
SHUTS_READING(reading_unix_dgram,     UNIX_DGRAM)
SHUTS_READING(reading_unix_seqpacket, UNIX_SEQPACKET)

/* Who waits for data need not wait any longer. */
static void shut_the_reader(int fd)
{
	(void)shutdown(fd, SHUT_RD);
}

static void wake_reader(struct kind kind)
{
	struct pair pair = connected(kind);
	char byte;

	meanwhile(shut_the_reader, pair.here);
	observe(recv(pair.here, &byte, 1, 0));
}

#define WAKES_READER(name, kind) \
	CASE(shutdown, name, DOCUMENT("0")) { wake_reader(kind); }

WAKES_READER(reader_woken_tcp4,           TCP4)
WAKES_READER(reader_woken_tcp6,           TCP6)
WAKES_READER(reader_woken_udp4,           UDP4)
WAKES_READER(reader_woken_udp6,           UDP6)
WAKES_READER(reader_woken_unix_stream,    UNIX_STREAM)
WAKES_READER(reader_woken_unix_dgram,     UNIX_DGRAM)
WAKES_READER(reader_woken_unix_seqpacket, UNIX_SEQPACKET)

/* SHUT_RDWR: both, and the other side reads the end. */
static void shut_both(struct kind kind)
{
	struct pair pair = connected(kind);
	char byte;

	observe(shutdown(pair.here, SHUT_RDWR));
	observe(send(pair.here, "x", 1, MSG_NOSIGNAL));
	observe_reception(pair.here);
	await(pair.there, POLLIN);
	observe(recv(pair.there, &byte, 1, MSG_DONTWAIT));
}

#define SHUTS_BOTH(name, kind) \
	CASE(shutdown, name, PROVES("shutdown.SHUT_RDWR shutdown.purpose"), \
		ALL("0 -1 EPIPE nothing 0")) \
	{ \
		shut_both(kind); \
	}

SHUTS_BOTH(both_tcp4,           TCP4)
SHUTS_BOTH(both_tcp6,           TCP6)
SHUTS_BOTH(both_unix_stream,    UNIX_STREAM)
SHUTS_BOTH(both_unix_seqpacket, UNIX_SEQPACKET)

/* It is the connection that ends, whoever has a descriptor of it, and the descriptor stays. */
CASE(shutdown, every_descriptor,
	PROVES("shutdown.purpose"),
	ALL("0 -1 EPIPE 0"))
{
	int fd = connected(TCP4).here, copy = need(dup(fd), "dup");

	observe(shutdown(fd, SHUT_WR));
	observe(send(copy, "x", 1, MSG_NOSIGNAL));
	observe(close(fd));
}

/* The signal that send raises unless told otherwise. */
CASE(shutdown, signal_after_writing,
	PROVES("shutdown.SHUT_WR"),
	ALL("0 -1 EPIPE SIGPIPE"))
{
	int fd = connected(TCP4).here;
	sigset_t signals;
	sigemptyset(&signals);
	sigaddset(&signals, SIGPIPE);
	need(sigprocmask(SIG_BLOCK, &signals, NULL), "sigprocmask");

	observe(shutdown(fd, SHUT_WR));
	observe(send(fd, "x", 1, 0));
	need(sigpending(&signals), "sigpending");
	observe_word(sigismember(&signals, SIGPIPE) == 1 ? "SIGPIPE" : "none");
}

/* What it refuses; the document has none of it. */

#define REFUSES(name, fd, how, clause, allows) \
	CASE(shutdown, name, PROVES(clause), POSIX(allows), LINUX(allows)) \
	{ \
		observe(shutdown(fd, how)); \
	}

REFUSES(bad_descriptor, -1,             SHUT_RD, "shutdown.EBADF.bad-descriptor",  "-1 EBADF")
REFUSES(not_a_socket,   not_a_socket(), SHUT_RD, "shutdown.ENOTSOCK.not-a-socket", "-1 ENOTSOCK")

#define UNCONNECTED(name, kind) \
	REFUSES(name, new_socket(kind), SHUT_RDWR, "shutdown.ENOTCONN.not-connected", "-1 ENOTCONN")

UNCONNECTED(unconnected_tcp4,           TCP4)
UNCONNECTED(unconnected_tcp6,           TCP6)
UNCONNECTED(unconnected_udp4,           UDP4)
UNCONNECTED(unconnected_udp6,           UDP6)
UNCONNECTED(unconnected_unix_stream,    UNIX_STREAM)
UNCONNECTED(unconnected_unix_dgram,     UNIX_DGRAM)
UNCONNECTED(unconnected_unix_seqpacket, UNIX_SEQPACKET)

#define REFUSES_HOW(name, kind, how) \
	REFUSES(name, connected(kind).here, how, "shutdown.EINVAL.how", "-1 EINVAL")

REFUSES_HOW(how_3_tcp4,                TCP4,           3)
REFUSES_HOW(how_3_tcp6,                TCP6,           3)
REFUSES_HOW(how_3_udp4,                UDP4,           3)
REFUSES_HOW(how_3_udp6,                UDP6,           3)
REFUSES_HOW(how_3_unix_stream,         UNIX_STREAM,    3)
REFUSES_HOW(how_3_unix_dgram,          UNIX_DGRAM,     3)
REFUSES_HOW(how_3_unix_seqpacket,      UNIX_SEQPACKET, 3)
REFUSES_HOW(how_negative_tcp4,         TCP4,           -1)
REFUSES_HOW(how_negative_unix_stream,  UNIX_STREAM,    -1)

/* Out-of-band data: which byte is urgent, where it is read, and who is told. */
#include "fixture.h"

static void receive(int fd, int flags)
{
	char bytes[8];
	ssize_t size = recv(fd, bytes, sizeof bytes, flags | MSG_DONTWAIT);

	observe(size);
	if (size > 0)
		observe_bytes(bytes, (size_t)size);
}

/* Waits until so many bytes of normal data are there. */
static void await_count(int fd, int wanted)
{
	int count = 0;

	for (int tries = 0; count != wanted; tries++) {
		if (tries == 5000)
			unresolved("not all came");
		need(ioctl(fd, FIONREAD, &count), "FIONREAD");
		poll(NULL, 0, count != wanted);
	}
}

/* What was sent as urgent is there. */
static struct pair urgent(struct kind kind, const char *bytes, int inline_)
{
	struct pair pair = connected(kind);

	set_option(pair.there, SOL_SOCKET, SO_OOBINLINE, inline_);
	need((int)send(pair.here, bytes, strlen(bytes), MSG_OOB), "send MSG_OOB");
	await(pair.there, POLLPRI);
	return pair;
}

/* An urgent byte is not of the normal data. */
#define APART(name, kind) \
	CASE(recv, name, \
		PROVES("oob.send.MSG_OOB oob.recv.MSG_OOB.first-byte sockopt.SO_OOBINLINE"), \
		ALL("1 63 -1 EAGAIN")) \
	{ \
		int fd = urgent(kind, "c", 0).there; \
\
		receive(fd, MSG_OOB); \
		receive(fd, 0); \
	}

APART(urgent_apart_tcp4, TCP4)
APART(urgent_apart_tcp6, TCP6)

/* No page says what becomes of it when recv looks for normal data first. */
CASE(recv, urgent_passed_over_alone)
{
	int fd = urgent(TCP4, "c", 0).there;

	receive(fd, 0);
	receive(fd, MSG_OOB);
}

/* Of several bytes the last is urgent, alone, and is had once; the others are as any. */
#define LAST_BYTE(name, kind) \
	CASE(recv, name, \
		PROVES("oob.tcp.last-byte oob.tcp.one-byte"), \
		DOCUMENT("1 63 2 6162 -1 EINVAL"), LINUX("1 63 2 6162 -1 EINVAL")) \
	{ \
		int fd = urgent(kind, "abc", 0).there; \
\
		receive(fd, MSG_OOB); \
		receive(fd, 0); \
		receive(fd, MSG_OOB); \
	}

LAST_BYTE(last_is_urgent_tcp4, TCP4)
LAST_BYTE(last_is_urgent_tcp6, TCP6)

/* Without MSG_OOB it is passed over. */
#define PASSED_OVER(name, kind) \
	CASE(recv, name, DOCUMENT("2 6162 1 63"), LINUX("2 6162 1 63")) \
	{ \
		int fd = urgent(kind, "abc", 0).there; \
\
		receive(fd, 0); \
		receive(fd, MSG_OOB); \
	}

PASSED_OVER(urgent_passed_over_tcp4, TCP4)
PASSED_OVER(urgent_passed_over_tcp6, TCP6)

/* With SO_OOBINLINE it is, at its place, where recv stops; and is not to be had otherwise. */
#define IN_LINE(name, kind) \
	CASE(recv, name, \
		PROVES("oob.SO_OOBINLINE.normal-data sockopt.SO_OOBINLINE recv.EINVAL.oob-none"), \
		DOCUMENT("-1 EINVAL 2 6162 1 63 | -1 EINVAL 3 616263"), \
		POSIX("-1 EINVAL 2 6162 1 63"), LINUX("-1 EINVAL 2 6162 1 63")) \
	{ \
		int fd = urgent(kind, "abc", 1).there; \
\
		receive(fd, MSG_OOB); \
		receive(fd, 0); \
		receive(fd, 0); \
	}

IN_LINE(urgent_in_line_tcp4, TCP4)
IN_LINE(urgent_in_line_tcp6, TCP6)

/* There is one urgent byte: that of a message before is then as any. */
CASE(recv, second_urgent_message,
	PROVES("oob.tcp.one-byte oob.tcp.last-byte"),
	DOCUMENT("1 66 5 6162636465"), LINUX("1 66 5 6162636465"))
{
	struct pair pair = urgent(TCP4, "abc", 0);
	need((int)send(pair.here, "def", 3, MSG_OOB), "send MSG_OOB");
	await_count(pair.there, 5);

	receive(pair.there, MSG_OOB);
	receive(pair.there, 0);
}

/* To be ready for urgent data is an event of its own, and none of normal data. */
#define EVENT(name, call, kind, flags, text) \
	CASE(recv, name, POSIX(text), LINUX(text)) \
	{ \
		struct pair pair = connected(kind); \
		need((int)send(pair.here, "a", 1, flags), "send"); \
		await(pair.there, POLLIN | POLLPRI); \
\
		observe_word(call(pair.there) ? "urgent" : "none"); \
	}

static int urgent_by_select(int fd)
{
	struct timeval at_once = { 0, 0 };
	fd_set exceptional;

	FD_ZERO(&exceptional);
	FD_SET(fd, &exceptional);
	return need(select(fd + 1, NULL, NULL, &exceptional, &at_once), "select");
}

static int urgent_by_poll(int fd)
{
	struct pollfd ready = { .fd = fd, .events = POLLPRI };

	need(poll(&ready, 1, 0), "poll");
	return ready.revents & POLLPRI;
}

EVENT(urgent_by_select_tcp4, urgent_by_select, TCP4, MSG_OOB, "urgent")
EVENT(urgent_by_select_tcp6, urgent_by_select, TCP6, MSG_OOB, "urgent")
EVENT(normal_by_select_tcp4, urgent_by_select, TCP4, 0,       "none")
EVENT(urgent_by_poll_tcp4,   urgent_by_poll,   TCP4, MSG_OOB, "urgent")
EVENT(urgent_by_poll_tcp6,   urgent_by_poll,   TCP6, MSG_OOB, "urgent")
EVENT(normal_by_poll_tcp4,   urgent_by_poll,   TCP4, 0,       "none")

#include "fixture.h"

/* Two bytes, and one that is urgent. */
static struct pair with_mark(struct kind kind, int inline_)
{
	struct pair pair = connected(kind);

	set_option(pair.there, SOL_SOCKET, SO_OOBINLINE, inline_);
	need((int)send(pair.here, "abC", 3, MSG_OOB), "send MSG_OOB");
	await(pair.there, POLLPRI);
	return pair;
}

/* 0 as long as the mark is ahead, where recv stops; and again when it is passed. */
static void read_past_mark(struct pair pair)
{
	char bytes[8] = "";

	observe(sockatmark(pair.there));
	observe(recv(pair.there, bytes, sizeof bytes, 0));
	observe(sockatmark(pair.there));
	need((int)send(pair.here, "de", 2, 0), "send");
	observe(recv(pair.there, bytes, 1, 0));
	observe_bytes(bytes, 1);
	observe(sockatmark(pair.there));
}

#define MARK(name, kind, inline_, text) \
	CASE(sockatmark, name, PROVES("oob.sockatmark.at-mark"), ALL(text)) \
	{ \
		read_past_mark(with_mark(kind, inline_)); \
	}

MARK(inline_tcp4,        TCP4,        1, "0 2 1 1 43 0")
MARK(inline_tcp6,        TCP6,        1, "0 2 1 1 43 0")
MARK(not_inline_tcp4,    TCP4,        0, "0 2 1 1 64 0")
MARK(not_inline_tcp6,    TCP6,        0, "0 2 1 1 64 0")

/* The first byte is the urgent one. */
CASE(sockatmark, first,
	PROVES("oob.sockatmark.at-mark"),
	ALL("1 1 43 0"))
{
	struct pair pair = connected(TCP4);
	char byte;
	set_option(pair.there, SOL_SOCKET, SO_OOBINLINE, 1);
	need((int)send(pair.here, "C", 1, MSG_OOB), "send MSG_OOB");
	await(pair.there, POLLPRI);

	observe(sockatmark(pair.there));
	observe(recv(pair.there, &byte, 1, 0));
	observe_bytes(&byte, 1);
	observe(sockatmark(pair.there));
}

/* Nothing urgent came. */
#define NO_MARK(name, fd) \
	CASE(sockatmark, name, PROVES("oob.sockatmark.at-mark"), ALL("0")) \
	{ \
		observe(sockatmark(fd)); \
	}

NO_MARK(connected_tcp4, connected(TCP4).here)
NO_MARK(connected_tcp6, connected(TCP6).here)

/* What it refuses. sockatmark(3) has EINVAL for what has no mark. */

#define REFUSES(name, fd, ...) \
	CASE(sockatmark, name, __VA_ARGS__) { observe(sockatmark(fd)); }

#define BAD_DESCRIPTOR(name, fd) \
	REFUSES(name, fd, PROVES("sockatmark.EBADF.bad-descriptor"), POSIX("-1 EBADF"), \
		LINUX("-1 EBADF"))

static int closed_socket(void)
{
	int fd = new_socket(TCP4);

	close(fd);
	return fd;
}

BAD_DESCRIPTOR(bad_descriptor,    -1)
BAD_DESCRIPTOR(closed_descriptor, closed_socket())

#define NOT_A_SOCKET(name, fd) \
	REFUSES(name, fd, \
		PROVES("sockatmark.ENOTTY.not-a-socket sockatmark.EINVAL.not-applicable"), \
		POSIX("-1 ENOTTY"), LINUX("-1 EINVAL"))

NOT_A_SOCKET(not_a_socket, not_a_socket())
NOT_A_SOCKET(file,         need(open(".", O_RDONLY), "open"))

#define NO_SUCH_DATA(name, kind) \
	REFUSES(name, new_socket(kind), PROVES("sockatmark.EINVAL.not-applicable"), \
		LINUX("-1 EINVAL"))

NO_SUCH_DATA(udp4,       UDP4)
NO_SUCH_DATA(udp6,       UDP6)
NO_SUCH_DATA(unix_dgram, UNIX_DGRAM)

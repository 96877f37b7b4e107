/* accept4: what it has for itself. What it does like accept stands in accepting.c. */
#include "fixture.h"

int by_accept4(int fd, SA *addr, socklen_t *len)
{
	return accept4(fd, addr, len, 0);
}

/* A listener with a connection that waits. */
static int expecting(struct kind kind)
{
	struct address addr;
	int fd = listening(kind, 1, &addr);

	need(connect(new_socket(kind), &addr.any, addr.len), "connect");
	return fd;
}

static void take_with(struct kind kind, int flags)
{
	int fd = accept4(expecting(kind), NULL, NULL, flags);

	observe_word(fcntl(fd, F_GETFL) & O_NONBLOCK ? "O_NONBLOCK" : "blocking");
	observe_word(fcntl(fd, F_GETFD) & FD_CLOEXEC ? "FD_CLOEXEC" : "kept");
}

#define FLAGGED(name, kind, flags, clauses, seen) \
	CASE(accept4, name, PROVES(clauses), ALL(seen)) { take_with(kind, flags); }
#define NONBLOCK "accept4.SOCK_NONBLOCK"
#define CLOEXEC "accept4.SOCK_CLOEXEC"
#define BOTH (SOCK_NONBLOCK | SOCK_CLOEXEC)

FLAGGED(no_flag_tcp4,        TCP4,           0,             "accept4.flags.zero", "blocking kept")
FLAGGED(no_flag_unix_stream, UNIX_STREAM,    0,             "accept4.flags.zero", "blocking kept")
FLAGGED(nonblock_tcp4,           TCP4,           SOCK_NONBLOCK, NONBLOCK, "O_NONBLOCK kept")
FLAGGED(nonblock_tcp6,           TCP6,           SOCK_NONBLOCK, NONBLOCK, "O_NONBLOCK kept")
FLAGGED(nonblock_unix_stream,    UNIX_STREAM,    SOCK_NONBLOCK, NONBLOCK, "O_NONBLOCK kept")
FLAGGED(nonblock_unix_seqpacket, UNIX_SEQPACKET, SOCK_NONBLOCK, NONBLOCK, "O_NONBLOCK kept")
FLAGGED(cloexec_tcp4,            TCP4,           SOCK_CLOEXEC,  CLOEXEC,  "blocking FD_CLOEXEC")
FLAGGED(cloexec_tcp6,            TCP6,           SOCK_CLOEXEC,  CLOEXEC,  "blocking FD_CLOEXEC")
FLAGGED(cloexec_unix_stream,     UNIX_STREAM,    SOCK_CLOEXEC,  CLOEXEC,  "blocking FD_CLOEXEC")
FLAGGED(cloexec_unix_seqpacket,  UNIX_SEQPACKET, SOCK_CLOEXEC,  CLOEXEC,  "blocking FD_CLOEXEC")
FLAGGED(both_flags_tcp4, TCP4, BOTH, NONBLOCK " " CLOEXEC, "O_NONBLOCK FD_CLOEXEC")
FLAGGED(both_flags_unix_stream, UNIX_STREAM, BOTH, NONBLOCK " " CLOEXEC, "O_NONBLOCK FD_CLOEXEC")

/* The listener stays as it is. */
CASE(accept4, nonblock_is_of_the_new_socket,
	PROVES("accept4.SOCK_NONBLOCK"),
	ALL("blocking -1 EAGAIN"))
{
	char byte;
	int listener = expecting(TCP4), fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK);

	observe_word(fcntl(listener, F_GETFL) & O_NONBLOCK ? "O_NONBLOCK" : "blocking");
	observe(recv(fd, &byte, 1, 0));
}

/* A system may take no notice of flags that it does not know, says POSIX. */
#define WRONG_FLAGS(name, flags, clauses) \
	CASE(accept4, name, PROVES(clauses), DOCUMENT("-1 EINVAL"), POSIX("-1 EINVAL | fd"), \
		LINUX("-1 EINVAL")) \
	{ \
		int fd = accept4(expecting(TCP4), NULL, NULL, flags); \
\
		if (fd < 0) \
			observe(fd); \
		else \
			observe_word("fd"); \
	}

WRONG_FLAGS(unknown_flag,     0x40000000,        "accept4.EINVAL.flags musl-c499c108")
WRONG_FLAGS(every_flag,       -1,                "accept4.EINVAL.flags")
WRONG_FLAGS(one_flag_unknown, SOCK_NONBLOCK | 1, "accept4.EINVAL.flags")

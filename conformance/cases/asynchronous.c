/* Asynchronous I/O: SIGIO when a socket is ready, SIGURG when something urgent comes, to the
 * socket's owner. */
#include "fixture.h"

/* The signal waits until it is taken. */
static void hold(int number)
{
	sigset_t signals;

	sigemptyset(&signals);
	sigaddset(&signals, number);
	need(sigprocmask(SIG_BLOCK, &signals, NULL), "sigprocmask");
}

/* Takes the signal: one that comes does so with the data, which are there. */
static int raised(int number, int milliseconds)
{
	struct timespec limit = { milliseconds / 1000, milliseconds % 1000 * 1000000L };
	sigset_t signals;
	int got;

	sigemptyset(&signals);
	sigaddset(&signals, number);
	do
		got = sigtimedwait(&signals, NULL, &limit);
	while (got < 0 && errno == EINTR);
	return got == number;
}

#define observe_raised(number) observe_word(raised(number, 2000) ? #number : "none")
#define observe_not_raised(number) observe_word(raised(number, 20) ? #number : "none")
#define observe_not_pending(number) observe_word(raised(number, 0) ? #number : "none")

/* The three ways to own a socket, and the two to have it tell. */

typedef int own(int fd, pid_t owner);

static int by_F_SETOWN(int fd, pid_t owner)
{
	return fcntl(fd, F_SETOWN, owner);
}

static int by_FIOSETOWN(int fd, pid_t owner)
{
	return ioctl(fd, FIOSETOWN, &owner);
}

static int by_SIOCSPGRP(int fd, pid_t owner)
{
	return ioctl(fd, SIOCSPGRP, &owner);
}

typedef int tell(int fd, int on);

static int by_O_ASYNC(int fd, int on)
{
	int flags = need(fcntl(fd, F_GETFL), "F_GETFL");

	return fcntl(fd, F_SETFL, on ? flags | O_ASYNC : flags & ~O_ASYNC);
}

static int by_FIOASYNC(int fd, int on)
{
	return ioctl(fd, FIOASYNC, &on);
}

/* The base of what follows: no signal before the data, one with them. */
static void signal_data(struct kind kind, own *take, tell *enable, pid_t owner)
{
	struct pair pair = connected(kind);
	hold(SIGIO);

	observe(take(pair.there, owner));
	observe(enable(pair.there, 1));
	observe_not_pending(SIGIO);
	need((int)send(pair.here, "x", 1, 0), "send");
	observe_raised(SIGIO);
}

#define TELLS(call, name, kind, take, enable, clauses) \
	CASE(call, name, PROVES("async.enable async.step2.signal " clauses), \
		DOCUMENT("0 0 none SIGIO"), LINUX("0 0 none SIGIO")) \
	{ \
		signal_data(kind, take, enable, getpid()); \
	}
#define BY_FCNTL(name, kind) \
	TELLS(fcntl, name, kind, by_F_SETOWN, by_O_ASYNC, \
		"async.signal.O_ASYNC")
#define BY_IOCTL(name, take, enable, clauses) \
	TELLS(ioctl, name##_tcp4, TCP4, take, enable, clauses) \
	TELLS(ioctl, name##_tcp6, TCP6, take, enable, clauses) \
	TELLS(ioctl, name##_udp4, UDP4, take, enable, clauses) \
	TELLS(ioctl, name##_udp6, UDP6, take, enable, clauses) \
	TELLS(ioctl, name##_unix_stream, UNIX_STREAM, take, enable, clauses) \
	TELLS(ioctl, name##_unix_dgram, UNIX_DGRAM, take, enable, clauses) \
	TELLS(ioctl, name##_unix_seqpacket, UNIX_SEQPACKET, take, enable, clauses)

BY_FCNTL(F_SETOWN_and_O_ASYNC_tcp4,           TCP4)
BY_FCNTL(F_SETOWN_and_O_ASYNC_tcp6,           TCP6)
BY_FCNTL(F_SETOWN_and_O_ASYNC_udp4,           UDP4)
BY_FCNTL(F_SETOWN_and_O_ASYNC_udp6,           UDP6)
BY_FCNTL(F_SETOWN_and_O_ASYNC_unix_stream,    UNIX_STREAM)
BY_FCNTL(F_SETOWN_and_O_ASYNC_unix_dgram,     UNIX_DGRAM)
BY_FCNTL(F_SETOWN_and_O_ASYNC_unix_seqpacket, UNIX_SEQPACKET)

BY_IOCTL(F_SETOWN_and_FIOASYNC,  by_F_SETOWN,  by_FIOASYNC,
	"async.signal.FIOASYNC")
BY_IOCTL(FIOSETOWN_and_O_ASYNC,  by_FIOSETOWN, by_O_ASYNC,
	"async.owner.FIOSETOWN async.signal.O_ASYNC")
BY_IOCTL(FIOSETOWN_and_FIOASYNC, by_FIOSETOWN, by_FIOASYNC,
	"async.owner.FIOSETOWN async.signal.FIOASYNC")
BY_IOCTL(SIOCSPGRP_and_O_ASYNC,  by_SIOCSPGRP, by_O_ASYNC,
	"async.owner.SIOCSPGRP async.signal.O_ASYNC")
BY_IOCTL(SIOCSPGRP_and_FIOASYNC, by_SIOCSPGRP, by_FIOASYNC,
	"async.owner.SIOCSPGRP async.signal.FIOASYNC")

/* A negative owner is a group of processes. */
#define GROUP(call, name, take, clause) \
	CASE(call, name, PROVES(clause), DOCUMENT("0 0 none SIGIO"), LINUX("0 0 none SIGIO")) \
	{ \
		signal_data(TCP4, take, by_O_ASYNC, -getpgrp()); \
	}

GROUP(fcntl, F_SETOWN_of_group,  by_F_SETOWN,  "async.enable")
GROUP(ioctl, FIOSETOWN_of_group, by_FIOSETOWN, "async.owner.FIOSETOWN")
GROUP(ioctl, SIOCSPGRP_of_group, by_SIOCSPGRP, "async.owner.SIOCSPGRP")

/* Whichever way the owner was set, each way to ask tells it. */
#define OWNER(call, name, take) \
	CASE(call, name, LINUX("none 0 same same same")) \
	{ \
		int fd = new_socket(TCP4), owner = -1; \
\
		observe_word(fcntl(fd, F_GETOWN) == 0 ? "none" : "some"); \
		observe(take(fd, getpid())); \
		observe_word(fcntl(fd, F_GETOWN) == getpid() ? "same" : "other"); \
		need(ioctl(fd, FIOGETOWN, &owner), "FIOGETOWN"); \
		observe_word(owner == getpid() ? "same" : "other"); \
		need(ioctl(fd, SIOCGPGRP, &owner), "SIOCGPGRP"); \
		observe_word(owner == getpid() ? "same" : "other"); \
	}

OWNER(fcntl, owner_by_F_SETOWN,  by_F_SETOWN)
OWNER(ioctl, owner_by_FIOSETOWN, by_FIOSETOWN)
OWNER(ioctl, owner_by_SIOCSPGRP, by_SIOCSPGRP)

CASE(fcntl, owner_is_no_process,
	POSIX("-1 ESRCH"))
{
	observe(fcntl(new_socket(TCP4), F_SETOWN, INT_MAX));
}

/* Both steps are needed. */

CASE(fcntl, no_signal_without_owner,
	PROVES("async.enable"),
	DOCUMENT("0 none"), LINUX("0 none"))
{
	struct pair pair = connected(TCP4);
	hold(SIGIO);

	observe(by_O_ASYNC(pair.there, 1));
	need((int)send(pair.here, "x", 1, 0), "send");
	await(pair.there, POLLIN);
	observe_not_raised(SIGIO);
}

CASE(fcntl, no_signal_without_O_ASYNC,
	PROVES("async.enable async.step2.signal"),
	DOCUMENT("0 none"), LINUX("0 none"))
{
	struct pair pair = connected(TCP4);
	hold(SIGIO);

	observe(by_F_SETOWN(pair.there, getpid()));
	need((int)send(pair.here, "x", 1, 0), "send");
	await(pair.there, POLLIN);
	observe_not_raised(SIGIO);
}

/* What was asked for can be asked away, by either way. */
#define NO_MORE(call, name, disable) \
	CASE(call, name, LINUX("0 none")) \
	{ \
		struct pair pair = connected(TCP4); \
		hold(SIGIO); \
		need(by_F_SETOWN(pair.there, getpid()), "F_SETOWN"); \
		need(by_O_ASYNC(pair.there, 1), "O_ASYNC"); \
\
		observe(disable(pair.there, 0)); \
		need((int)send(pair.here, "x", 1, 0), "send"); \
		await(pair.there, POLLIN); \
		observe_not_raised(SIGIO); \
	}

NO_MORE(fcntl, no_signal_after_O_ASYNC,  by_O_ASYNC)
NO_MORE(ioctl, no_signal_after_FIOASYNC, by_FIOASYNC)

/* Ready to accept, and ready to send again. */

static void asynchronous(int fd)
{
	hold(SIGIO);
	need(by_F_SETOWN(fd, getpid()), "F_SETOWN");
	need(by_O_ASYNC(fd, 1), "O_ASYNC");
}

static void signal_connection(struct kind kind)
{
	struct address addr;
	asynchronous(listening(kind, 1, &addr));

	need(connect(new_socket(kind), &addr.any, addr.len), "connect");
	observe_raised(SIGIO);
}

static void signal_room(struct kind kind)
{
	struct pair pair = connected(kind);
	asynchronous(pair.here);
	fill(pair.here);
	while (raised(SIGIO, 0))
		;

	meanwhile(receive_until_end, pair.there);
	observe_raised(SIGIO);
}

#define READY(name, act, kind) \
	CASE(fcntl, name, PROVES("async.step2.signal"), DOCUMENT("SIGIO"), LINUX("SIGIO")) \
	{ \
		act(kind); \
	}

READY(signal_of_connection_tcp4,           signal_connection, TCP4)
READY(signal_of_connection_tcp6,           signal_connection, TCP6)
READY(signal_of_connection_unix_stream,    signal_connection, UNIX_STREAM)
READY(signal_of_connection_unix_seqpacket, signal_connection, UNIX_SEQPACKET)
READY(signal_of_room_tcp4,                 signal_room,       TCP4)
READY(signal_of_room_tcp6,                 signal_room,       TCP6)
READY(signal_of_room_unix_stream,          signal_room,       UNIX_STREAM)

/* Something urgent: SIGURG, to the owner alone, and O_ASYNC need not be asked for. */

static void signal_urgent(struct kind kind, own *take)
{
	struct pair pair = connected(kind);
	hold(SIGURG);

	if (take)
		observe(take(pair.there, getpid()));
	need((int)send(pair.here, "a", 1, 0), "send");
	observe_not_raised(SIGURG);
	need((int)send(pair.here, "b", 1, MSG_OOB), "send MSG_OOB");
	await(pair.there, POLLPRI);
	take ? observe_raised(SIGURG) : observe_not_raised(SIGURG);
}

#define URGENT(call, name, kind, take, clauses, ...) \
	CASE(call, name, PROVES(clauses), __VA_ARGS__) \
	{ \
		signal_urgent(kind, take); \
	}

#define OWNED "oob.SIGURG.after-owner oob.F_SETOWN.needed async.step1.owner async.owner.F_SETOWN"

URGENT(fcntl, urgent_by_F_SETOWN_tcp4,  TCP4, by_F_SETOWN,  OWNED, ALL("0 none SIGURG"))
URGENT(fcntl, urgent_by_F_SETOWN_tcp6,  TCP6, by_F_SETOWN,  OWNED, ALL("0 none SIGURG"))
URGENT(fcntl, urgent_without_owner,     TCP4, NULL,         OWNED, ALL("none none"))
URGENT(ioctl, urgent_by_FIOSETOWN_tcp4, TCP4, by_FIOSETOWN, "async.owner.FIOSETOWN",
	DOCUMENT("0 none SIGURG"), LINUX("0 none SIGURG"))
URGENT(ioctl, urgent_by_SIOCSPGRP_tcp4, TCP4, by_SIOCSPGRP, "async.owner.SIOCSPGRP",
	DOCUMENT("0 none SIGURG"), LINUX("0 none SIGURG"))

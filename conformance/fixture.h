/* Sets the stage for a case. Every function succeeds or ends the case; none needs undoing. */
#ifndef FIXTURE_H
#define FIXTURE_H

#include "case.h"
#include "platform.h"
#include <sys/epoll.h>
#include <sys/select.h>

typedef struct sockaddr SA;

/* The kinds of socket that the document speaks of in general. */
struct kind {
	int family, type;
};
#define TCP4 ((struct kind){ AF_INET, SOCK_STREAM })
#define TCP6 ((struct kind){ AF_INET6, SOCK_STREAM })
#define UDP4 ((struct kind){ AF_INET, SOCK_DGRAM })
#define UDP6 ((struct kind){ AF_INET6, SOCK_DGRAM })
#define UNIX_STREAM ((struct kind){ AF_UNIX, SOCK_STREAM })
#define UNIX_DGRAM ((struct kind){ AF_UNIX, SOCK_DGRAM })
#define UNIX_SEQPACKET ((struct kind){ AF_UNIX, SOCK_SEQPACKET })

/* An address of any family, and its length. */
struct address {
	union {
		struct sockaddr any;
		struct sockaddr_in in;
		struct sockaddr_in6 in6;
		struct sockaddr_un un;
		char room[128]; /* as struct sockaddr_storage, which klibc lacks */
	};
	socklen_t len;
};

struct pair {
	int here, there;
};

/* 127.0.0.1, port 0. */
static inline struct sockaddr_in loopback(void)
{
	struct sockaddr_in addr = {
		.sin_family = AF_INET,
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK),
	};
	return addr;
}

/* Where a socket of this kind may be bound: loopback and port 0, or a path of the working folder.
 */
static inline struct address local_address(struct kind kind)
{
	static char letter = 'a';
	struct address addr = { .len = 0 };

	addr.any.sa_family = (sa_family_t)kind.family;
	if (kind.family == AF_INET) {
		addr.in = loopback();
		addr.len = sizeof addr.in;
	} else if (kind.family == AF_INET6) {
		addr.in6.sin6_addr.s6_addr[15] = 1;
		addr.len = sizeof addr.in6;
	} else {
		memcpy(addr.un.sun_path, "socket-", 8);
		addr.un.sun_path[7] = letter++;
		addr.len = sizeof addr.un;
		unlink(addr.un.sun_path);
	}
	return addr;
}

static inline int new_socket(struct kind kind)
{
	return need(socket(kind.family, kind.type, 0), "socket");
}

static inline int inet_socket(int type)
{
	return new_socket((struct kind){ AF_INET, type });
}

static inline struct address name_of(int fd)
{
	struct address addr = { .len = sizeof addr.room };

	need(getsockname(fd, &addr.any, &addr.len), "getsockname");
	return addr;
}

/* A socket bound to a free local address, which is stored in addr unless that is NULL. */
static inline int bound(struct kind kind, struct address *addr)
{
	struct address free_one = local_address(kind);
	int fd = new_socket(kind);

	need(bind(fd, &free_one.any, free_one.len), "bind");
	if (addr)
		*addr = name_of(fd);
	return fd;
}

/* The same for TCP or UDP over IPv4. */
static inline int bound_socket(int type, struct sockaddr_in *addr)
{
	struct address bound_to;
	int fd = bound((struct kind){ AF_INET, type }, &bound_to);

	*addr = bound_to.in;
	return fd;
}

/* A listening socket, its address stored in addr. */
static inline int listening(struct kind kind, int backlog, struct address *addr)
{
	int fd = bound(kind, addr);

	need(listen(fd, backlog), "listen");
	return fd;
}

/* Two sockets connected to each other: by accept, by two connects, or by socketpair. */
static inline struct pair connected(struct kind kind)
{
	struct address here_addr, there_addr;
	int fds[2];

	if (kind.family == AF_UNIX) {
		need(socketpair(AF_UNIX, kind.type, 0, fds), "socketpair");
		return (struct pair){ fds[0], fds[1] };
	}
	if (kind.type == SOCK_STREAM) {
		int listener = listening(kind, 1, &there_addr), here = new_socket(kind);
		need(connect(here, &there_addr.any, there_addr.len), "connect");
		int there = need(accept(listener, NULL, NULL), "accept");
		close(listener);
		return (struct pair){ here, there };
	}
	int here = bound(kind, &here_addr), there = bound(kind, &there_addr);
	need(connect(here, &there_addr.any, there_addr.len), "connect");
	need(connect(there, &here_addr.any, here_addr.len), "connect");
	return (struct pair){ here, there };
}

/* A listener whose queue is full: a connect to addr neither succeeds nor fails. */
static inline int never_accepting(struct kind kind, struct address *addr)
{
	int listener = listening(kind, 0, addr), first = new_socket(kind);

	need(connect(first, &addr->any, addr->len), "connect to fill the queue");
	return listener;
}

/* A descriptor that is no socket. */
static inline int not_a_socket(void)
{
	int fds[2];

	need(pipe(fds), "pipe");
	return fds[0];
}

/* Waits for an event of poll; what takes longer than it may ends the case. */
static inline void await(int fd, short events)
{
	struct pollfd ready = { .fd = fd, .events = events };
	int n;

	do
		n = poll(&ready, 1, 5000);
	while (n < 0 && errno == EINTR);
	if (n != 1)
		unresolved("what was awaited did not come");
}

/* The three ways to learn, within so many milliseconds, whether a descriptor is ready for POLLIN or
 * for POLLOUT: 1 or 0. */

typedef int readiness(int fd, short event, int milliseconds);

static inline int by_select(int fd, short event, int milliseconds)
{
	struct timeval limit = { .tv_sec = milliseconds / 1000,
		.tv_usec = milliseconds % 1000 * 1000 };
	fd_set ready;

	FD_ZERO(&ready);
	FD_SET(fd, &ready);
	need(event == POLLIN ? select(fd + 1, &ready, NULL, NULL, &limit)
			     : select(fd + 1, NULL, &ready, NULL, &limit),
		"select");
	return FD_ISSET(fd, &ready) != 0;
}

static inline int by_poll(int fd, short event, int milliseconds)
{
	struct pollfd ready = { .fd = fd, .events = event };

	need(poll(&ready, 1, milliseconds), "poll");
	return (ready.revents & event) != 0;
}

static inline int by_epoll(int fd, short event, int milliseconds)
{
	uint32_t wanted = event == POLLIN ? EPOLLIN : EPOLLOUT;
	struct epoll_event ready = { .events = wanted };
	int set = need(epoll_create1(0), "epoll_create1");

	need(epoll_ctl(set, EPOLL_CTL_ADD, fd, &ready), "epoll_ctl");
	ready.events = 0;
	need(epoll_wait(set, &ready, 1, milliseconds), "epoll_wait");
	close(set);
	return (ready.events & wanted) != 0;
}

/* Leaves no descriptor free to this process. */
static inline void no_descriptor_left(void)
{
	int lowest = need(dup(STDIN_FILENO), "dup");
	struct rlimit limit = { .rlim_cur = (rlim_t)lowest, .rlim_max = (rlim_t)lowest };

	close(lowest);
	need(setrlimit(RLIMIT_NOFILE, &limit), "setrlimit");
}

static inline void nonblocking(int fd)
{
	need(fcntl(fd, F_SETFL, need(fcntl(fd, F_GETFL), "F_GETFL") | O_NONBLOCK), "F_SETFL");
}

static inline void set_option(int fd, int level, int option, int value)
{
	need(setsockopt(fd, level, option, &value, sizeof value), "setsockopt");
}

static inline int get_option(int fd, int level, int option)
{
	int value = 0;
	socklen_t len = sizeof value;

	need(getsockopt(fd, level, option, &value, &len), "getsockopt");
	return value;
}

static inline size_t page_size(void)
{
	return (size_t)sysconf(_SC_PAGESIZE);
}

/* A copy of the bytes, or zeros where they are NULL, at the end of what memory may be touched: at
 * most a page. */
static inline void *guarded(const void *bytes, size_t size)
{
	size_t page = page_size();
	char *two =
		mmap(NULL, 2 * page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	if (two == MAP_FAILED || mprotect(two + page, page, PROT_NONE) < 0)
		unresolved("guard page");
	return bytes ? memcpy(two + page - size, bytes, size) : two + page - size;
}

/* An address that may be neither read nor written. */
static inline void *bad_address(void)
{
	return guarded(NULL, 0);
}

/* Runs beside the case, in a process that ends with it: the second actor of a scene. */
static inline pid_t meanwhile(void (*act)(int fd), int fd)
{
	pid_t child = need(fork(), "fork");

	if (child == 0) {
		act(fd);
		_exit(0);
	}
	return child;
}

/* For who acts meanwhile: waits until the case sleeps, in the call that it is about. */
static inline void await_asleep(void)
{
	char path[32] = "/proc/", status[512], digits[12];
	size_t at = sizeof digits - 1;

	digits[at] = '\0';
	for (pid_t left = getppid(); left; left /= 10)
		digits[--at] = (char)('0' + left % 10);
	strcat(strcat(path, digits + at), "/stat");
	for (int tries = 0; tries < 5000; tries++) {
		int file = open(path, O_RDONLY);
		ssize_t size = read(file, status, sizeof status - 1);
		status[size < 0 ? 0 : size] = '\0';
		close(file);
		const char *name_end = strrchr(status, ')');
		if (name_end && name_end[2] == 'S')
			return;
		poll(NULL, 0, 1);
	}
	_exit(1);
}

static inline void on_alarm(int number)
{
	(void)number;
}

/* From now on a signal interrupts, again and again: one alone may come before the call blocks. */
static inline void interrupt_repeatedly(void)
{
	struct sigaction action = { .sa_handler = on_alarm };
	struct itimerval often = { .it_interval.tv_usec = 10000, .it_value.tv_usec = 10000 };

	need(sigaction(SIGALRM, &action, NULL), "sigaction");
	need(setitimer(ITIMER_REAL, &often, NULL), "setitimer");
}

/* Keeps SIGPIPE from ending the case. */
static inline void ignore_sigpipe(void)
{
	signal(SIGPIPE, SIG_IGN);
}

/* Sends until the socket takes no more. */
static inline void fill(int fd)
{
	static const char block[4096];

	while (send(fd, block, sizeof block, MSG_DONTWAIT | MSG_NOSIGNAL) > 0)
		;
	if (errno != EAGAIN)
		unresolved("send until full");
}

/* The number, which the compiler does not know. */
static inline uint64_t unknown(volatile uint64_t number)
{
	return number;
}

/* An argument that counts how often it is evaluated. */
static inline uint64_t counted(unsigned *times)
{
	return ++*times;
}

#endif

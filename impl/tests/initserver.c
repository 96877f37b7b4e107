/* initserver: what socket it makes of which type, and what it leaves when it cannot. */
#include "sockets.h"
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <sys/syscall.h>
#include <unistd.h>

/* In place of libc's: one that leaves another errno, as it may. */
int close(int fd)
{
	int result = (int)syscall(SYS_close, fd);

	errno = ENOANO;
	return result;
}

static int failures;

static void expect(bool right, const char *what)
{
	printf("%s%s\n", right ? "" : "NOT ", what);
	failures += !right;
}

static int option_of(int fd, int option)
{
	int value = -1;
	socklen_t len = sizeof value;

	ref_getsockopt(fd, SOL_SOCKET, option, &value, &len);
	return value;
}

static struct sockaddr_in loopback(void)
{
	return (struct sockaddr_in){ .sin_family = AF_INET,
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
}

/* Its address is stored in addr, so that others can be given it. */
static int server(int type, struct sockaddr_in *addr, int qlen)
{
	socklen_t len = sizeof *addr;
	int fd;

	*addr = loopback();
	fd = ref_initserver(type, (struct sockaddr *)addr, len, qlen);
	expect(ref_getsockname(fd, (struct sockaddr *)addr, &len) == 0 && addr->sin_port != 0,
		"bound");
	expect(option_of(fd, SO_TYPE) == type && option_of(fd, SO_DOMAIN) == AF_INET, "as asked");
	expect(fcntl(fd, F_GETFD) & FD_CLOEXEC, "close-on-exec");
	return fd;
}

static int another(int type, const struct sockaddr_in *addr)
{
	errno = 0;
	return ref_initserver(type, (const struct sockaddr *)addr, sizeof *addr, 1);
}

static void check_refused(int type, const struct sockaddr_in *addr, int error)
{
	int lowest_free = dup(0), fd;

	close(lowest_free);
	expect(another(type, addr) == -1 && errno == error, "errno of the call that failed");
	fd = dup(0);
	expect(fd == lowest_free, "no socket left");
	close(fd);
}

int main(void)
{
	struct sockaddr_in addr, foreign = { .sin_family = AF_MAX };
	int fd = server(SOCK_STREAM, &addr, 5);

	expect(option_of(fd, SO_ACCEPTCONN) == 1, "listening");
	expect(option_of(fd, SO_REUSEADDR) == 1, "its address is reused");
	check_refused(SOCK_STREAM, &addr, EADDRINUSE);

	fd = server(SOCK_DGRAM, &addr, 0);
	expect(option_of(fd, SO_ACCEPTCONN) == 0, "not listening");
	check_refused(SOCK_DGRAM, &addr, EADDRINUSE);
	check_refused(SOCK_STREAM, &foreign, EAFNOSUPPORT);

	addr = loopback();
	check_refused(SOCK_SEQPACKET, &addr, ESOCKTNOSUPPORT);

	struct sockaddr local = { .sa_family = AF_UNIX };
	fd = ref_initserver(SOCK_SEQPACKET, &local, sizeof local.sa_family, 5);
	expect(option_of(fd, SO_DOMAIN) == AF_UNIX && option_of(fd, SO_ACCEPTCONN) == 1,
		"listening for records");
	return failures > 0;
}

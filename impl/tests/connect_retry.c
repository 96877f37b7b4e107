/* connect_retry: how often it tries, how long it pauses, when it gives up, what it leaves open. The
 * clock is the test's own: a pause takes no time, but is written down. */
#include "sockets.h"
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <sys/syscall.h>
#include <unistd.h>

static struct sockaddr_in server;
static int server_socket;

static char pauses[100]; /* "1 2 4 " */
static const char *listen_after, *interrupt_after;

/* In place of libc's: the server comes up, or a signal in mid-pause, after the pauses named. */
int nanosleep(const struct timespec *duration, struct timespec *rest)
{
	size_t n = strlen(pauses);

	snprintf(pauses + n, sizeof pauses - n, "%d ", (int)duration->tv_sec);
	if (listen_after && strcmp(pauses, listen_after) == 0)
		ref_listen(server_socket, 1);
	if (interrupt_after && strcmp(pauses, interrupt_after) == 0) {
		*rest = (struct timespec){ .tv_sec = duration->tv_sec - 1 };
		errno = EINTR;
		return -1;
	}
	return 0;
}

/* In place of libc's: one that leaves another errno, as it may. */
int close(int fd)
{
	int result = (int)syscall(SYS_close, fd);

	errno = ENOANO;
	return result;
}

/* A server that is not up yet: its port is taken, and refuses. */
static void set_stage(void)
{
	socklen_t len = sizeof server;

	server = (struct sockaddr_in){ .sin_family = AF_INET };
	server.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	server_socket = ref_socket(AF_INET, SOCK_STREAM, 0);
	if (ref_bind(server_socket, (struct sockaddr *)&server, len) < 0 ||
		ref_getsockname(server_socket, (struct sockaddr *)&server, &len) < 0)
		exit(2);
	pauses[0] = '\0';
	listen_after = interrupt_after = NULL;
}

static int lowest_free_descriptor(void)
{
	int fd = dup(0);

	close(fd);
	return fd;
}

static int failures;

static void expect(bool right, const char *what)
{
	printf("%s%s\n", right ? "" : "NOT ", what);
	failures += !right;
}

static int try_with(int type, const struct sockaddr_in *addr, socklen_t len)
{
	errno = 0;
	return ref_connect_retry(AF_INET, type, 0, (const struct sockaddr *)addr, len);
}

static int try_server(void)
{
	return try_with(SOCK_STREAM, &server, sizeof server);
}

static void check_connected(int fd)
{
	struct timeval limit = { .tv_sec = 1 };
	socklen_t len = sizeof limit;

	expect(fd >= 0 && ref_getpeername(fd, (struct sockaddr *)&server, &(socklen_t){ 0 }) == 0,
		"connected");
	expect(fcntl(fd, F_GETFD) & FD_CLOEXEC, "close-on-exec");
	ref_getsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &limit, &len);
	expect(limit.tv_sec == 0 && limit.tv_usec == 0, "no limit for what is sent");
}

static void server_never_up(void)
{
	set_stage();
	int free_before = lowest_free_descriptor();

	expect(try_server() == -1 && errno == ECONNREFUSED, "refused in the end");
	expect(strcmp(pauses, "1 2 4 8 16 32 64 ") == 0, "pauses that double, none after the last");
	expect(lowest_free_descriptor() == free_before, "no socket left");
}

static void server_up(void)
{
	set_stage();
	ref_listen(server_socket, 1);

	check_connected(try_server());
	expect(strcmp(pauses, "") == 0, "no pause");
}

static void server_up_later(void)
{
	set_stage();
	listen_after = "1 2 4 ";
	int free_before = lowest_free_descriptor();
	int fd = try_server();

	check_connected(fd);
	expect(strcmp(pauses, "1 2 4 ") == 0, "pauses until then");
	expect(fd == free_before, "no other socket left");
}

static void interrupted(void)
{
	set_stage();
	listen_after = "1 2 4 3 ";
	interrupt_after = "1 2 4 ";

	check_connected(try_server());
	expect(strcmp(pauses, "1 2 4 3 ") == 0, "the rest of a pause after a signal");
}

/* The queue is full, so an attempt waits: the first for a second, of which the clock is real. */
static void server_silent(void)
{
	set_stage();
	ref_listen(server_socket, 0);
	int first = ref_socket(AF_INET, SOCK_STREAM, 0);
	struct timespec begin, end;
	if (ref_connect(first, (struct sockaddr *)&server, sizeof server) < 0)
		exit(2);
	listen_after = "1 "; /* with room for one more */

	clock_gettime(CLOCK_MONOTONIC, &begin);
	check_connected(try_server());
	clock_gettime(CLOCK_MONOTONIC, &end);
	expect(strncmp(pauses, "1 ", 2) == 0 && end.tv_sec - begin.tv_sec <= 5,
		"an attempt given up after a second");
}

static void check_permanent(int type, const struct sockaddr_in *addr, socklen_t len, int error)
{
	int free_before = lowest_free_descriptor();

	pauses[0] = '\0';
	expect(try_with(type, addr, len) == -1 && errno == error, strerror(error));
	expect(strcmp(pauses, "") == 0, "not tried again");
	expect(lowest_free_descriptor() == free_before, "no socket left");
}

static void wrong_calls(void)
{
	set_stage();
	struct sockaddr_in broadcast = server, foreign = server;
	broadcast.sin_addr.s_addr = htonl(0x7fffffff);
	foreign.sin_family = AF_MAX;

	check_permanent(SOCK_DGRAM, &broadcast, sizeof broadcast, EACCES);
	check_permanent(SOCK_STREAM, &foreign, sizeof foreign, EAFNOSUPPORT);
	check_permanent(SOCK_STREAM, &server, 1, EINVAL);
	check_permanent(SOCK_STREAM, NULL, sizeof server, EFAULT);
	check_permanent(SOCK_RDM, &server, sizeof server, ESOCKTNOSUPPORT);
}

int main(void)
{
	server_never_up();
	server_up();
	server_up_later();
	interrupted();
	server_silent();
	wrong_calls();
	return failures > 0;
}

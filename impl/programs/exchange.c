/* One exchange with a server: its answer, or what went wrong. */
#include "exchange.h"
#include "task.h"
#include <errno.h>
#include <netdb.h>
#include <poll.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>
#include "names.h"
#include "sockets.h"

enum { PATIENCE = 20000 /* milliseconds */, REQUEST_SIZE = 1024 };

static char answer[TASK_TEXT - 128]; /* beside it, an address goes into a task's text */

static enum outcome fail(enum outcome outcome, int error)
{
	printf("%s", strerror(error));
	return outcome;
}

static enum outcome judge(size_t size)
{
	static const char error_mark[] = "error: ";

	if (size == 0 || answer[size - 1] != '\n') {
		printf(size == 0 ? "empty answer" : "the answer is cut short");
		return NOT_ANSWERED;
	}
	fwrite(answer, size, 1, stdout);
	return strncmp(answer, error_mark, sizeof error_mark - 1) == 0 ? REFUSED : ANSWERED;
}

/* Returns false, with ETIMEDOUT, where nothing has come by then. */
static bool await(int sockfd, int64_t until)
{
	for (;;) {
		struct pollfd ready = { sockfd, POLLIN, 0 };
		int64_t left = until - task_now();

		int n = poll(&ready, 1, left > 0 ? (int)left : 0);
		if (n > 0)
			return true;
		if (n == 0) {
			errno = ETIMEDOUT;
			return false;
		}
	}
}

/* As recv() into the answer, at an offset, but no later than then. */
static ssize_t receive(int sockfd, size_t at, int64_t until)
{
	ssize_t n;

	do {
		if (!await(sockfd, until))
			return -1;
		n = recv(sockfd, answer + at, sizeof answer - at, MSG_DONTWAIT);
	} while (n < 0 && (errno == EAGAIN || errno == EINTR));
	return n;
}

enum outcome exchange_tcp(const struct addrinfo *address)
{
	int fd = ref_connect_retry(address->ai_family, SOCK_STREAM, address->ai_protocol,
		address->ai_addr, address->ai_addrlen);
	int64_t until = task_now() + PATIENCE;
	size_t size = 0;
	ssize_t n;

	if (fd < 0)
		return fail(NOT_CONNECTED, errno);
	while ((n = receive(fd, size, until)) > 0 && size < sizeof answer)
		size += (size_t)n;
	if (n < 0)
		return fail(NOT_ANSWERED, errno);
	return judge(size);
}

/* A server that is not up yet refuses, so a refusal is believed the second time. */
enum outcome exchange_udp(const struct addrinfo *address, unsigned int request_size)
{
	static const char request[REQUEST_SIZE];
	int fd = socket(address->ai_family, SOCK_DGRAM | SOCK_CLOEXEC, address->ai_protocol);
	int64_t until = task_now() + PATIENCE;
	int refusals = 0;

	if (fd < 0 || connect(fd, address->ai_addr, address->ai_addrlen) < 0)
		return fail(NOT_CONNECTED, errno);
	for (int64_t delay = 1000;; delay *= 2) {
		int64_t next = task_now() + delay;
		ssize_t n = send(fd, request, request_size, 0);

		if (n >= 0)
			n = receive(fd, 0, next < until ? next : until);
		if (n >= 0)
			return judge((size_t)n);
		if (errno == ECONNREFUSED && ++refusals == 1)
			poll(NULL, 0, (int)(next - task_now()));
		else if (errno != ETIMEDOUT)
			return fail(NOT_CONNECTED, errno);
		else if (next >= until)
			return fail(NOT_ANSWERED, errno);
	}
}

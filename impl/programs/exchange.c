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

static void pause_until(int64_t then)
{
	int64_t left = then - task_now();

	if (left > 0)
		poll(NULL, 0, (int)left);
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

static enum outcome take_all(int sockfd)
{
	int64_t until = task_now() + PATIENCE;
	size_t size = 0;
	ssize_t n;

	while ((n = receive(sockfd, size, until)) > 0 && size < sizeof answer)
		size += (size_t)n;
	return n < 0 ? fail(NOT_ANSWERED, errno) : judge(size);
}

enum outcome exchange_tcp(const struct addrinfo *address)
{
	int fd = ref_connect_retry(address->ai_family, SOCK_STREAM, address->ai_protocol,
		address->ai_addr, address->ai_addrlen);

	if (fd < 0)
		return fail(NOT_CONNECTED, errno);
	enum outcome outcome = take_all(fd);
	close(fd);
	return outcome;
}

/* A server that is not up yet refuses, so a refusal is believed the second time. */
static enum outcome ask_again_and_again(int sockfd, unsigned int request_size)
{
	static const char request[REQUEST_SIZE];
	int64_t until = task_now() + PATIENCE;
	int refusals = 0;

	for (int64_t delay = 1000;; delay *= 2) {
		int64_t next = task_now() + delay;
		ssize_t n = send(sockfd, request, request_size, 0);

		if (n >= 0)
			n = receive(sockfd, 0, next < until ? next : until);
		if (n >= 0)
			return judge((size_t)n);
		if (errno == ECONNREFUSED && ++refusals == 1)
			pause_until(next);
		else if (errno != ETIMEDOUT)
			return fail(NOT_CONNECTED, errno);
		else if (next >= until)
			return fail(NOT_ANSWERED, errno);
	}
}

enum outcome exchange_udp(const struct addrinfo *address, unsigned int request_size)
{
	int fd = socket(address->ai_family, SOCK_DGRAM | SOCK_CLOEXEC, address->ai_protocol);

	if (fd < 0)
		return fail(NOT_CONNECTED, errno);
	enum outcome outcome = connect(fd, address->ai_addr, address->ai_addrlen) < 0
				       ? fail(NOT_CONNECTED, errno)
				       : ask_again_and_again(fd, request_size);
	close(fd);
	return outcome;
}

/* Asks a server as often as it can: over TCP by many connections at a time, over UDP by one socket
 * with many requests under way. */
#include "load.h"
#include <arpa/inet.h>
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { MOST = 1024 /* outstanding */, SILENCE = 1000 /* milliseconds; then what is out is lost */ };

struct server {
	struct sockaddr_storage addr;
	socklen_t length;
};

struct progress {
	unsigned long wanted, asked, answered, failed;
};

static double now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

/* A connection on its way, watched for the answer; -1 where it cannot be made. */
static int connect_one(int set, const struct server *server)
{
	int fd = socket(server->addr.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	struct epoll_event event = { .events = EPOLLIN, .data.fd = fd };

	if (fd < 0)
		return -1;
	if (connect(fd, (const struct sockaddr *)&server->addr, server->length) < 0 &&
		errno != EINPROGRESS) {
		close(fd);
		return -1;
	}
	epoll_ctl(set, EPOLL_CTL_ADD, fd, &event);
	return fd;
}

/* Reads on. Returns false once the connection is at its end; then it counts. */
static bool goes_on(int fd, struct progress *progress)
{
	static bool has_answer[MOST + 64]; /* by descriptor */
	char text[1024];
	ssize_t n = recv(fd, text, sizeof text, 0);

	if (n < 0 && errno == EAGAIN)
		return true;
	if (n > 0) {
		has_answer[fd] = text[n - 1] == '\n';
		return true;
	}
	progress->answered += n == 0 && has_answer[fd];
	progress->failed += n < 0 || !has_answer[fd];
	has_answer[fd] = false;
	close(fd);
	return false;
}

static void load_tcp(const struct server *server, unsigned int outstanding, double until,
	struct progress *progress)
{
	struct epoll_event ready[64];
	int set = epoll_create1(EPOLL_CLOEXEC);
	unsigned int out = 0;

	while (out > 0 || (now() < until && progress->asked < progress->wanted)) {
		while (out < outstanding && now() < until && progress->asked < progress->wanted) {
			progress->asked++;
			if (connect_one(set, server) < 0) {
				progress->failed++;
				break;
			}
			out++;
		}
		int n = epoll_wait(set, ready, 64, SILENCE);
		if (n == 0 && now() >= until)
			break;
		for (int i = 0; i < n; i++)
			out -= !goes_on(ready[i].data.fd, progress);
	}
	close(set);
}

/* Sends so many requests of one byte, and returns how many went out. */
static unsigned int send_requests(int fd, unsigned int n)
{
	static struct iovec byte = { "", 1 };
	struct mmsghdr messages[MOST];

	for (unsigned int i = 0; i < n; i++)
		messages[i].msg_hdr = (struct msghdr){ .msg_iov = &byte, .msg_iovlen = 1 };
	int sent = sendmmsg(fd, messages, n, 0);
	return sent < 0 ? 0 : (unsigned int)sent;
}

/* Waits for an answer, takes all that have come, and returns how many; 0 after a silence. */
static unsigned int receive_answers(int fd)
{
	static char texts[MOST][128];
	struct iovec parts[MOST];
	struct mmsghdr messages[MOST];

	for (unsigned int i = 0; i < MOST; i++) {
		parts[i] = (struct iovec){ texts[i], sizeof texts[i] };
		messages[i].msg_hdr = (struct msghdr){ .msg_iov = &parts[i], .msg_iovlen = 1 };
	}
	int received = recvmmsg(fd, messages, MOST, MSG_WAITFORONE, NULL);
	return received < 0 ? 0 : (unsigned int)received;
}

static void load_udp(const struct server *server, unsigned int outstanding, double until,
	struct progress *progress)
{
	struct timeval silence = { .tv_sec = SILENCE / 1000 };
	int fd = socket(server->addr.ss_family, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	unsigned int out = 0;

	setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &silence, sizeof silence);
	(void)connect(fd, (const struct sockaddr *)&server->addr, server->length);
	while (out > 0 || (now() < until && progress->asked < progress->wanted)) {
		unsigned long left = now() < until ? progress->wanted - progress->asked : 0;
		unsigned int room = outstanding - out;
		unsigned int sent = send_requests(fd, left < room ? (unsigned int)left : room);
		progress->asked += sent;
		out += sent;
		unsigned int came = receive_answers(fd);
		progress->answered += came;
		progress->failed += came ? 0 : out;
		out = came < out && came ? out - came : 0;
	}
	close(fd);
}

/* Returns false where the words are no address and port. */
static bool find(const char *address, const char *port, struct server *server)
{
	struct sockaddr_in *in = (struct sockaddr_in *)&server->addr;
	struct sockaddr_in6 *in6 = (struct sockaddr_in6 *)&server->addr;

	if (inet_pton(AF_INET, address, &in->sin_addr) == 1) {
		in->sin_family = AF_INET;
		server->length = sizeof *in;
	} else if (inet_pton(AF_INET6, address, &in6->sin6_addr) == 1) {
		in6->sin6_family = AF_INET6;
		server->length = sizeof *in6;
	} else {
		return false;
	}
	in->sin_port = htons((uint16_t)strtoul(port, NULL, 10)); /* in the same place in both */
	return true;
}

int load(char **words)
{
	struct server server = { .length = 0 };
	struct progress progress = { .wanted = strtoul(words[4], NULL, 10) };
	unsigned long outstanding = strtoul(words[3], NULL, 10);
	double start = now();
	double until = start + strtod(words[5], NULL);

	if (!find(words[1], words[2], &server) || outstanding < 1 || outstanding > MOST)
		return 2;
	if (strcmp(words[0], "tcp") == 0)
		load_tcp(&server, (unsigned int)outstanding, until, &progress);
	else
		load_udp(&server, (unsigned int)outstanding, until, &progress);
	double took = now() - start;
	printf("%lu answers, %lu failed, %.0f a second\n", progress.answered, progress.failed,
		(double)progress.answered / took);
	return progress.answered < progress.wanted;
}

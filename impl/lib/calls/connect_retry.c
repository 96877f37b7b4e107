/* A client's connection, tried again and again at growing intervals. */
#include "sockets.h"
#include <errno.h>
#include <stdbool.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

enum { MAXSLEEP = 128 };

/* The call is wrong or forbidden: another attempt would end as this one. */
static bool is_permanent(int error)
{
	switch (error) {
	case EACCES:
	case EAFNOSUPPORT:
	case EFAULT:
	case EINVAL:
	case EPERM:
	case EPROTOTYPE:
		return true;
	default:
		return false;
	}
}

static int connect_within(
	unsigned int seconds, int sockfd, const struct sockaddr *addr, socklen_t addrlen)
{
	struct timeval limit = { .tv_sec = seconds }, none = { .tv_sec = 0 };

	ref_setsockopt(sockfd, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
	int result = ref_connect(sockfd, addr, addrlen);
	if (result < 0 && errno == EINPROGRESS)
		errno = ETIMEDOUT;
	if (result == 0)
		ref_setsockopt(sockfd, SOL_SOCKET, SO_SNDTIMEO, &none, sizeof none);
	return result;
}

/* A signal does not shorten it. */
static void delay(unsigned int seconds)
{
	struct timespec rest = { .tv_sec = seconds };

	while (nanosleep(&rest, &rest) < 0 && errno == EINTR)
		;
}

int ref_connect_retry(
	int domain, int type, int protocol, const struct sockaddr *addr, socklen_t addrlen)
{
	for (unsigned int seconds = 1;; seconds *= 2) {
		int fd = ref_socket(domain, type | SOCK_CLOEXEC, protocol);

		if (fd < 0 || connect_within(seconds, fd, addr, addrlen) == 0)
			return fd;
		int error = errno;
		close(fd);
		if (is_permanent(error) || seconds == MAXSLEEP) {
			errno = error;
			return -1;
		}
		delay(seconds);
	}
}

/* The document's example of a connection that is tried again and again, its faults kept. */
#include "apue.h"

#define MAXSLEEP 128

int connect_retry(int domain, int type, int protocol, const struct sockaddr *addr, socklen_t alen)
{
	int numsec, fd;

	for (numsec = 1; numsec <= MAXSLEEP; numsec *= 2) {
		fd = socket(domain, type, protocol);
		if (fd < 0)
			return -1;
		if (connect(fd, addr, alen) == 0)
			return fd;
		close(fd);
		if (numsec <= MAXSLEEP / 2)
			sleep(numsec);
	}
	return -1;
}

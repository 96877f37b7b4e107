/* A server's socket, as the document's examples call for it and do not show. */
#include "apue.h"
#include <errno.h>

int initserver(int type, const struct sockaddr *addr, socklen_t alen, int qlen)
{
	int fd, err;

	fd = socket(addr->sa_family, type, 0);
	if (fd < 0)
		return -1;
	if (bind(fd, addr, alen) == 0 && (type != SOCK_STREAM || listen(fd, qlen) == 0))
		return fd;
	err = errno;
	close(fd);
	errno = err;
	return -1;
}

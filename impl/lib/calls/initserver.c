/* A server's socket, bound and ready for clients. */
#include "sockets.h"
#include <errno.h>
#include <stdbool.h>
#include <unistd.h>

/* The address of a server that ended a moment ago is free again. Not for datagrams: it would let
 * two servers have one address. */
static void reuse_address(int sockfd)
{
	static const int on = 1;

	ref_setsockopt(sockfd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
}

int ref_initserver(int type, const struct sockaddr *addr, socklen_t addrlen, int qlen)
{
	bool listens = type == SOCK_STREAM || type == SOCK_SEQPACKET;
	int fd = ref_socket(addr->sa_family, type | SOCK_CLOEXEC, 0);

	if (fd < 0)
		return -1;
	if (listens)
		reuse_address(fd);
	if (ref_bind(fd, addr, addrlen) == 0 && (!listens || ref_listen(fd, qlen) == 0))
		return fd;

	int error = errno;
	close(fd);
	errno = error;
	return -1;
}

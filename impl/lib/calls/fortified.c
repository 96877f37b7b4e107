/* What programs built with _FORTIFY_SOURCE call in place of recv() and recvfrom(): told the size of
 * the buffer, they end a program that would receive beyond it. */
#include "sockets.h"
#include <stdlib.h>

ssize_t ref_recv_chk(int sockfd, void *buf, size_t len, size_t size, int flags)
{
	return ref_recvfrom_chk(sockfd, buf, len, size, flags, NULL, NULL);
}

ssize_t ref_recvfrom_chk(int sockfd, void *restrict buf, size_t len, size_t size, int flags,
	struct sockaddr *restrict src_addr, socklen_t *restrict addrlen)
{
	if (len > size)
		abort();
	return ref_recvfrom(sockfd, buf, len, flags, src_addr, addrlen);
}

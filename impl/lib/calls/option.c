/* Options of sockets. */
#include "sockets.h"
#include <sys/syscall.h>
#include <unistd.h>

int ref_getsockopt(
	int sockfd, int level, int optname, void *restrict optval, socklen_t *restrict optlen)
{
	return (int)syscall(SYS_getsockopt, sockfd, level, optname, optval, optlen);
}

int ref_setsockopt(int sockfd, int level, int optname, const void *optval, socklen_t optlen)
{
	return (int)syscall(SYS_setsockopt, sockfd, level, optname, optval, optlen);
}

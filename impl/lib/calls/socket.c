/* Sockets themselves: made, named, connected and shut down. Every machine has these system calls,
 * i386 and s390x since Linux 4.3, but not all have accept(). */
#include "calls/cancellation.h"
#include "sockets.h"
#include <sys/syscall.h>
#include <unistd.h>

int ref_socket(int domain, int type, int protocol)
{
	return (int)syscall(SYS_socket, domain, type, protocol);
}

int ref_shutdown(int sockfd, int how)
{
	return (int)syscall(SYS_shutdown, sockfd, how);
}

int ref_bind(int sockfd, const struct sockaddr *addr, socklen_t addrlen)
{
	return (int)syscall(SYS_bind, sockfd, addr, addrlen);
}

int ref_getsockname(int sockfd, struct sockaddr *restrict addr, socklen_t *restrict addrlen)
{
	return (int)syscall(SYS_getsockname, sockfd, addr, addrlen);
}

int ref_getpeername(int sockfd, struct sockaddr *restrict addr, socklen_t *restrict addrlen)
{
	return (int)syscall(SYS_getpeername, sockfd, addr, addrlen);
}

int ref_connect(int sockfd, const struct sockaddr *addr, socklen_t addrlen)
{
	int type = begin_cancellation_point();
	int result = (int)syscall(SYS_connect, sockfd, addr, addrlen);

	end_cancellation_point(type);
	return result;
}

int ref_listen(int sockfd, int backlog)
{
	return (int)syscall(SYS_listen, sockfd, backlog);
}

int ref_accept(int sockfd, struct sockaddr *restrict addr, socklen_t *restrict addrlen)
{
	return ref_accept4(sockfd, addr, addrlen, 0);
}

int ref_accept4(int sockfd, struct sockaddr *restrict addr, socklen_t *restrict addrlen, int flags)
{
	int type = begin_cancellation_point();
	int fd = (int)syscall(SYS_accept4, sockfd, addr, addrlen, flags);

	end_cancellation_point(type);
	return fd;
}

/* Data sent and received, with the system calls that every machine has: send() and recv() are
 * sendto() and recvfrom() without an address. The structures are the kernel's own, as in glibc. */
#include "calls/cancellation.h"
#include "sockets.h"
#include <errno.h>
#include <sys/syscall.h>
#include <unistd.h>

/* The data is sent: that the sending side cannot be shut down is no error of the call. */
static void end_sending(int sockfd)
{
	int error = errno;

	ref_shutdown(sockfd, SHUT_WR);
	errno = error;
}

static size_t length_of(const struct msghdr *msg)
{
	size_t length = 0;

	for (size_t i = 0; i < msg->msg_iovlen; i++)
		length += msg->msg_iov[i].iov_len;
	return length;
}

ssize_t ref_send(int sockfd, const void *buf, size_t len, int flags)
{
	return ref_sendto(sockfd, buf, len, flags, NULL, 0);
}

ssize_t ref_sendto(int sockfd, const void *buf, size_t len, int flags,
	const struct sockaddr *dest_addr, socklen_t addrlen)
{
	int type = begin_cancellation_point();
	ssize_t sent =
		syscall(SYS_sendto, sockfd, buf, len, flags & ~REF_MSG_EOF, dest_addr, addrlen);

	end_cancellation_point(type);
	if (flags & REF_MSG_EOF && sent >= 0 && (size_t)sent == len)
		end_sending(sockfd);
	return sent;
}

ssize_t ref_sendmsg(int sockfd, const struct msghdr *msg, int flags)
{
	int type = begin_cancellation_point();
	ssize_t sent = syscall(SYS_sendmsg, sockfd, msg, flags & ~REF_MSG_EOF);

	end_cancellation_point(type);
	if (flags & REF_MSG_EOF && sent >= 0 && (size_t)sent == length_of(msg))
		end_sending(sockfd);
	return sent;
}

int ref_sendmmsg(int sockfd, struct mmsghdr *msgvec, unsigned int vlen, int flags)
{
	int type = begin_cancellation_point();
	int sent = (int)syscall(SYS_sendmmsg, sockfd, msgvec, vlen, flags & ~REF_MSG_EOF);

	end_cancellation_point(type);
	if (flags & REF_MSG_EOF && sent > 0 && (unsigned int)sent == vlen) {
		const struct mmsghdr *last = &msgvec[vlen - 1];
		if (last->msg_len == length_of(&last->msg_hdr))
			end_sending(sockfd);
	}
	return sent;
}

ssize_t ref_recv(int sockfd, void *buf, size_t len, int flags)
{
	return ref_recvfrom(sockfd, buf, len, flags, NULL, NULL);
}

ssize_t ref_recvfrom(int sockfd, void *restrict buf, size_t len, int flags,
	struct sockaddr *restrict src_addr, socklen_t *restrict addrlen)
{
	int type = begin_cancellation_point();
	ssize_t received = syscall(SYS_recvfrom, sockfd, buf, len, flags, src_addr, addrlen);

	end_cancellation_point(type);
	return received;
}

ssize_t ref_recvmsg(int sockfd, struct msghdr *msg, int flags)
{
	int type = begin_cancellation_point();
	ssize_t received = syscall(SYS_recvmsg, sockfd, msg, flags);

	end_cancellation_point(type);
	return received;
}

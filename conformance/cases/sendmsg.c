/* sendmsg: what it has for itself: the parts of its message. What the calls that send do alike
 * stands in sending.c. */
#include "fixture.h"

ssize_t by_sendmsg(int fd, const void *data, size_t size, int flags, const SA *to, socklen_t to_len)
{
	struct iovec part = { (void *)data, size };
	const struct msghdr message = {
		.msg_name = (void *)to,
		.msg_namelen = to_len,
		.msg_iov = &part,
		.msg_iovlen = 1,
	};

	return sendmsg(fd, &message, flags);
}

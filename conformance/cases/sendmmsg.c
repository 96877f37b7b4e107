/* sendmmsg: what it has for itself: several messages. What the calls that send do alike stands in
 * sending.c. */
#include "fixture.h"

/* One message; its size, as the other calls tell it. */
ssize_t by_sendmmsg(
	int fd, const void *data, size_t size, int flags, const SA *to, socklen_t to_len)
{
	struct iovec part = { (void *)data, size };
	struct mmsghdr message = {
		.msg_hdr.msg_name = (void *)to,
		.msg_hdr.msg_namelen = to_len,
		.msg_hdr.msg_iov = &part,
		.msg_hdr.msg_iovlen = 1,
		.msg_len = UINT_MAX,
	};
	int sent = sendmmsg(fd, &message, 1, flags);

	return sent == 1 ? (ssize_t)message.msg_len : sent;
}

/* sendto: what it has for itself. What the calls that send do alike stands in sending.c. */
#include "fixture.h"

ssize_t by_sendto(int fd, const void *data, size_t size, int flags, const SA *to, socklen_t to_len)
{
	return sendto(fd, data, size, flags, to, to_len);
}

/* sendto: what it has for itself. What the calls that send do alike stands in sending.c. */
#include "fixture.h"

ssize_t by_sendto(int fd, const void *data, size_t size, int flags, const SA *to, socklen_t to_len)
{
	return sendto(fd, data, size, flags, to, to_len);
}

CASE(sendto, wrong_address_length,
	PROVES("sendto.EINVAL.dest-len"),
	POSIX("-1 EINVAL"))
{
	struct sockaddr_in addr;
	bound_socket(SOCK_DGRAM, &addr);
	int fd = inet_socket(SOCK_DGRAM);

	observe(sendto(fd, "a", 1, 0, (SA *)&addr, sizeof addr - 1));
}

/* Without a destination it is send. */
CASE(sendto, no_address_like_send,
	LINUX("1 1 61"))
{
	struct pair pair = connected(UNIX_DGRAM);
	char data = 0;

	observe(sendto(pair.here, "a", 1, 0, NULL, 0));
	observe(recv(pair.there, &data, 1, MSG_DONTWAIT));
	observe_bytes(&data, 1);
}

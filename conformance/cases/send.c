/* send: what it has for itself, as the one of the four that takes no destination. What they do
 * alike stands in sending.c. */
#include "fixture.h"

ssize_t by_send(int fd, const void *data, size_t size, int flags, const SA *to, socklen_t to_len)
{
	(void)to, (void)to_len;
	return send(fd, data, size, flags);
}

/* The socket has no connection, and no destination is given: either may be told. */
CASE(send, no_path,
	PROVES("send.ENOTCONN.not-connected"),
	ALL("-1 EDESTADDRREQ | -1 ENOTCONN"))
{
	int fd = new_socket(UNIX_DGRAM);

	observe(send(fd, "a", 1, 0));
}

/* Two things are wrong, and either may be told: no port is left, and no destination is given. */
CASE(send, no_port_left,
	PROVES("send.EAGAIN.ephemeral-exhausted"),
	STAGE("ports"),
	DOCUMENT("-1 EAGAIN | -1 EDESTADDRREQ | -1 ENOTCONN"),
	LINUX("-1 EAGAIN | -1 EDESTADDRREQ | -1 ENOTCONN"))
{
	bound(UDP4, NULL);
	bound(UDP4, NULL);
	int fd = new_socket(UDP4);

	observe(send(fd, "a", 1, 0));
}

CASE(send, without_flags_like_write,
	POSIX("2 2 61626364"),
	LINUX("2 2 61626364"))
{
	struct pair pair = connected(UNIX_STREAM);
	char data[4];

	observe(write(pair.here, "ab", 2));
	observe(send(pair.here, "cd", 2, 0));
	need((int)recv(pair.there, data, sizeof data, MSG_DONTWAIT | MSG_WAITALL), "recv");
	observe_bytes(data, sizeof data);
}

CASE(send, with_flags_unlike_write,
	PROVES("send.flags.more-than-write"),
	ALL("2 61 1 62"))
{
	struct pair pair = connected(TCP4);
	char data[2];

	observe(send(pair.here, "ab", 2, MSG_OOB));
	await(pair.there, POLLPRI);
	need((int)recv(pair.there, data, 1, 0), "recv");
	observe_bytes(data, 1);
	observe(recv(pair.there, data + 1, 1, MSG_OOB));
	observe_bytes(data + 1, 1);
}

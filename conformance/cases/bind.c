#include "fixture.h"

CASE(bind, address_in_use,
	PROVES("bind.EADDRINUSE.in-use"),
	ALL("-1 EADDRINUSE"))
{
	struct sockaddr_in addr;
	bound_socket(SOCK_STREAM, &addr);
	int second = inet_socket(SOCK_STREAM);

	observe(bind(second, (SA *)&addr, sizeof addr));
}

CASE(bind, twice,
	PROVES("bind.EINVAL.already-bound"),
	ALL("-1 EINVAL"))
{
	struct sockaddr_in addr;
	int fd = bound_socket(SOCK_STREAM, &addr);
	addr.sin_port = 0;

	observe(bind(fd, (SA *)&addr, sizeof addr));
}

/* accept: what it has for itself. What it does like accept4 stands in accepting.c. */
#include "fixture.h"

int by_accept(int fd, SA *addr, socklen_t *len)
{
	return accept(fd, addr, len);
}

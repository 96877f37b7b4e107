/* A libc that knows no family of addresses. */
#include <errno.h>

int socket(int family, int type, int protocol);
int socket(int family, int type, int protocol)
{
	(void)family, (void)type, (void)protocol;
	errno = EAFNOSUPPORT;
	return -1;
}

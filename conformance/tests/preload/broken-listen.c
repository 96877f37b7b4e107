/* A libc whose listen does nothing and says that it may not. */
#include <errno.h>

int listen(int fd, int backlog);
int listen(int fd, int backlog)
{
	(void)fd, (void)backlog;
	errno = EPERM;
	return -1;
}

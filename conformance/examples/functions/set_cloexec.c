/* A descriptor that programs started later do not inherit. */
#include "apue.h"
#include <fcntl.h>

int set_cloexec(int fd)
{
	int flags = fcntl(fd, F_GETFD);

	return flags < 0 ? -1 : fcntl(fd, F_SETFD, flags | FD_CLOEXEC);
}

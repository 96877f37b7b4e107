/* The fuzz target that the speed of the others is told by: it does nothing, or, of its name, no
 * more than send a message over a socket pair and receive it. */
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "fuzz.h"

static int fds[2];
static int sends;

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	sends = strstr((*argv)[0], "plain") != NULL;
	return socketpair(AF_UNIX, SOCK_STREAM, 0, fds);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static unsigned char bytes[16], control[256];
	struct iovec iov = { bytes, sizeof bytes };
	struct msghdr message = { .msg_iov = &iov, .msg_iovlen = 1 };

	(void)data, (void)size;
	if (!sends)
		return 0;
	if (sendmsg(fds[0], &message, MSG_DONTWAIT) < 0)
		abort();
	message.msg_control = control;
	message.msg_controllen = sizeof control;
	if (recvmsg(fds[1], &message, MSG_DONTWAIT) < 0)
		abort();
	return 0;
}

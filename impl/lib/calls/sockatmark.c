/* Whether the next byte to be read is the urgent one. */
#include "sockets.h"
#include <linux/sockios.h>
#include <sys/ioctl.h>

int ref_sockatmark(int sockfd)
{
	int at_mark;

	return ioctl(sockfd, SIOCATMARK, &at_mark) < 0 ? -1 : at_mark;
}

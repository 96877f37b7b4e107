/* What differs between platforms: the system's headers, and the project's only #ifdefs on them.
 * A line or a function here that a target lacks is left out for it, as in every file of cases
 * (build.c). */
#ifndef PLATFORM_H
#define PLATFORM_H

#include <errno.h>
#include <limits.h>
#include <setjmp.h>
#include <signal.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <arpa/inet.h>
#include <byteswap.h>
#include <endian.h>
#include <fcntl.h>
#include <ifaddrs.h>
#include <linux/types.h>
#include <linux/errqueue.h>
#include <net/if.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <linux/sockios.h>
#include <sys/time.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* Named by the document, defined by no Linux libc: a case that uses one ends as absent. */
#ifndef MSG_EOF
#define MSG_EOF (absent("MSG_EOF"), 0)
#endif
#ifndef NI_NUMERICSCOPE
#define NI_NUMERICSCOPE (absent("NI_NUMERICSCOPE"), 0)
#endif
#define connect_retry \
	(absent("connect_retry"), (int (*)(int, int, int, const struct sockaddr *, socklen_t))NULL)
#define initserver \
	(absent("initserver"), (int (*)(int, const struct sockaddr *, socklen_t, int))NULL)

/* The kernel's, which dietlibc does not name. */
#ifndef CLOCK_MONOTONIC_COARSE
#define CLOCK_MONOTONIC_COARSE 6
#endif

/* The target's own names for the calls, after every header of the system: before, they would lose
 * to its macros. */
#ifdef NAMES
#include NAMES
#endif

#endif

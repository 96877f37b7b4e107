/* What <sys/socket.h> declares by itself, included before any other header. */
#include "case.h"
#include <sys/socket.h>

EXPRESSION(sys_socket, socket, int, socket(0, 0, 0), PROVES("socket.header.sys-socket"),
	ALL("declared"))
EXPRESSION(sys_socket, shutdown, int, shutdown(0, 0), PROVES("shutdown.header.sys-socket"),
	ALL("declared"))
EXPRESSION(sys_socket, sockaddr, sa_family_t, ((struct sockaddr *)0)->sa_family,
	PROVES("getaddrinfo.header.sys-socket getnameinfo.header.sys-socket"), ALL("declared"))
EXPRESSION(sys_socket, send, ssize_t,
	send(0, "", 0, 0) + sendto(0, "", 0, 0, NULL, 0) + sendmsg(0, NULL, 0),
	PROVES("send.header.sys-socket"), ALL("declared"))

/* Sets the stage for a case. Every function succeeds or ends the case; none needs undoing. */
#ifndef FIXTURE_H
#define FIXTURE_H

#include "case.h"
#include "platform.h"

typedef struct sockaddr SA;

/* 127.0.0.1, port 0. */
static inline struct sockaddr_in loopback(void)
{
	struct sockaddr_in addr = {
		.sin_family = AF_INET,
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK),
	};
	return addr;
}

static inline int inet_socket(int type)
{
	return need(socket(AF_INET, type, 0), "socket(AF_INET)");
}

/* A socket bound to a free loopback port, which is stored in addr. */
static inline int bound_socket(int type, struct sockaddr_in *addr)
{
	socklen_t len = sizeof *addr;
	int fd = inet_socket(type);

	*addr = loopback();
	need(bind(fd, (SA *)addr, sizeof *addr), "bind to loopback");
	need(getsockname(fd, (SA *)addr, &len), "getsockname");
	return fd;
}

#endif

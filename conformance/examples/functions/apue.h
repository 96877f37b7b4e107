/* What the document's examples take from a header that it does not show: the usual headers, how to
 * give up, and helpers; and the functions that one example takes from another. */
#ifndef APUE_H
#define APUE_H

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>
#include <sys/socket.h>

/* Each prints its message on standard error and exits with status 1: as it stands, with the text of
 * errno, with that of the error given. */
void err_quit(const char *format, ...);
void err_sys(const char *format, ...);
void err_exit(int error, const char *format, ...);

int set_cloexec(int fd);
void daemonize(const char *name);

#undef connect_retry
#undef initserver
int connect_retry(int domain, int type, int protocol, const struct sockaddr *addr, socklen_t alen);
int initserver(int type, const struct sockaddr *addr, socklen_t alen, int qlen);

#endif

/* What the document's clients and servers of uptimes find around them, and who talks to them. */
#ifndef UPTIME_H
#define UPTIME_H

#include "program.h"
#include <sys/stat.h>

enum { UPTIME_PORT = 4000 };

/* /usr/bin/uptime is this script. */
static inline void uptime_is(const char *script)
{
	int fd = need(open("uptime", O_WRONLY | O_TRUNC), "uptime");

	need(fchmod(fd, 0755), "chmod");
	dprintf(fd, "#!/bin/sh\n%s\n", script);
	close(fd);
}

/* There is a /usr/bin/uptime that cannot be executed. */
static inline void no_uptime(void)
{
	need(chmod("uptime", 0644), "chmod");
}

static inline void named(const char *host)
{
	need(unshare(CLONE_NEWUTS), "unshare");
	need(sethostname(host, strlen(host)), "sethostname");
}

/* A host of the case's own, with the service ruptime, and up. */
static inline void furnish_host(void)
{
	etc("hosts", "127.0.0.1 server.test\n");
	etc("services", "ruptime 4000/tcp\nruptime 4000/udp\n");
	etc("nsswitch.conf", "hosts: files\nservices: files\n");
	own_network();
	named("server.test");
	uptime_is("echo up");
}

/* Where daemons log. */
static inline int host_log(void)
{
	struct sockaddr_un addr = { .sun_family = AF_UNIX, .sun_path = "/dev/log" };
	int fd = new_socket(UNIX_DGRAM);

	unlink(addr.sun_path);
	need(bind(fd, (SA *)&addr, sizeof addr), "bind /dev/log");
	return fd;
}

static inline int is_ready(int fd, int milliseconds)
{
	struct pollfd ready = { .fd = fd, .events = POLLIN };

	return poll(&ready, 1, milliseconds) > 0;
}

/* The next message behind the name of who logs, or "silence". */
static inline void observe_log_within(int log, int milliseconds)
{
	char line[512];

	if (!is_ready(log, milliseconds)) {
		observe_word("silence");
		return;
	}
	line[need((int)read(log, line, sizeof line - 1), "read")] = '\0';
	const char *message = strstr(line, ": ");
	observe_word(message ? message + 2 : line);
}

/* The server's address on this host, "127.0.0.1" or another. */
static inline struct address server_at(const char *text)
{
	struct address addr = { .len = sizeof addr.in };

	if (inet_pton(AF_INET6, text, &addr.in6.sin6_addr) == 1) {
		addr.in6.sin6_family = AF_INET6;
		addr.in6.sin6_port = htons(UPTIME_PORT);
		addr.len = sizeof addr.in6;
		return addr;
	}
	addr.in.sin_family = AF_INET;
	addr.in.sin_port = htons(UPTIME_PORT);
	inet_pton(AF_INET, text, &addr.in.sin_addr);
	return addr;
}

/* A server of the case's own at 127.0.0.1: it is bound, and listens where it is of TCP. */
static inline int own_server(int type, uint16_t port)
{
	struct address addr = server_at("127.0.0.1");
	int fd = inet_socket(type);

	addr.in.sin_port = htons(port);
	set_option(fd, SOL_SOCKET, SO_REUSEADDR, 1);
	need(bind(fd, &addr.any, addr.len), "bind");
	if (type == SOCK_STREAM)
		need(listen(fd, 5), "listen");
	return fd;
}

/* A client of TCP, connected once the server is up; -1 where it does not come up. */
static inline int client_of(const char *address)
{
	struct address addr = server_at(address);

	for (int waited = 0; waited < PATIENCE / 2; waited++) {
		int fd = new_socket((struct kind){ addr.any.sa_family, SOCK_STREAM });
		if (connect(fd, &addr.any, addr.len) == 0)
			return fd;
		close(fd);
		pause_for(1);
	}
	return -1;
}

/* All that comes, and how it ends where that is not the end of the data; "no answer" where nothing
 * came before an error, "silence" where nothing came at all. */
static inline void observe_answer_within(int fd, int milliseconds)
{
	char text[400];
	size_t size = 0;
	ssize_t n = 0;
	int comes = 1;

	while (fd >= 0 && size < sizeof text - 1 && (comes = is_ready(fd, milliseconds)) &&
		(n = recv(fd, text + size, sizeof text - 1 - size, 0)) > 0)
		size += (size_t)n;
	text[size] = '\0';
	if (size)
		observe_shown(text);
	if (fd < 0 || (n < 0 && !size))
		observe_word("no answer");
	else if (n < 0)
		observe_errno(errno);
	else if (!comes)
		observe_word("silence");
	else if (!size)
		observe_word("empty");
}

static inline void observe_answer(int fd)
{
	observe_answer_within(fd, PATIENCE);
}

/* A client that asks over TCP, and what it is told. */
static inline void ask(const char *address)
{
	observe_answer(client_of(address));
}

#endif

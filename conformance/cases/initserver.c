/* initserver: a server's socket of each kind, and what is left where it cannot be had. */
#include "fixture.h"

typedef int serving(int, const struct sockaddr *, socklen_t, int);

CASE(initserver, signature, PROVES("helper.initserver.contract"), DOCUMENT("declared"))
{
	serving *call = initserver;

	observe_word(call ? "declared" : "none");
}

/* A socket that is bound to the address, if it is one; and whether it listens. */
static void observe_server(int fd, int family)
{
	struct address addr = { .len = sizeof addr.room };

	if (fd < 0) {
		observe(fd);
		return;
	}
	need(getsockname(fd, &addr.any, &addr.len), "getsockname");
	observe_word("fd");
	observe_word(addr.any.sa_family == family ? "of the family" : "of another family");
	observe_word(get_option(fd, SOL_SOCKET, SO_ACCEPTCONN) ? "listening" : "bound");
}

#define SERVER(name_, kind_, clauses_, sees_) \
	CASE(initserver, name_, PROVES(clauses_), DOCUMENT(sees_)) \
	{ \
		struct address addr = local_address(kind_); \
\
		observe_server(initserver((kind_).type, &addr.any, addr.len, 5), (kind_).family); \
	}

SERVER(tcp4, TCP4, "helper.initserver.contract helper.initserver.family", "fd of the family listening")
SERVER(tcp6, TCP6, "helper.initserver.contract helper.initserver.family", "fd of the family listening")
SERVER(unix_stream, UNIX_STREAM, "helper.initserver.family", "fd of the family listening")

#define DATAGRAMS(name_, kind_) \
	CASE(initserver, name_, PROVES("helper.initserver.qlen-zero helper.initserver.family"), \
		DOCUMENT("fd of the family bound")) \
	{ \
		struct address addr = local_address(kind_); \
\
		observe_server(initserver((kind_).type, &addr.any, addr.len, 0), (kind_).family); \
	}

DATAGRAMS(udp4, UDP4)
DATAGRAMS(udp6, UDP6)
DATAGRAMS(unix_dgram, UNIX_DGRAM)

/* The next descriptor is the one that was free before: none is left open. */
#define REFUSED(name_, kind_, error_, ...) \
	CASE(initserver, name_, PROVES("helper.initserver.contract"), DOCUMENT("-1 " error_ " none left")) \
	{ \
		struct address addr = local_address(kind_); \
		__VA_ARGS__ \
		int next = need(dup(STDIN_FILENO), "dup"); \
		close(next); \
\
		observe(initserver((kind_).type, &addr.any, addr.len, 5)); \
		observe_word(dup(STDIN_FILENO) == next ? "none left" : "one left"); \
	}

REFUSED(in_use_tcp4, TCP4, "EADDRINUSE", listening(TCP4, 1, &addr);)
REFUSED(in_use_udp4, UDP4, "EADDRINUSE", bound(UDP4, &addr);)
REFUSED(not_ours, TCP4, "EADDRNOTAVAIL", addr.in.sin_addr.s_addr = htonl(0xc0000201);)
REFUSED(no_family, TCP4, "EAFNOSUPPORT", addr.any.sa_family = AF_MAX;)
REFUSED(too_short, TCP4, "EINVAL", addr.len = 4;)

CASE(initserver, backlog, PROVES("helper.initserver.contract"), DOCUMENT("0 0"))
{
	struct address addr = local_address(TCP4);
	int fd = initserver(SOCK_STREAM, &addr.any, addr.len, 2);
	addr = name_of(fd);

	for (int client = 0; client < 2; client++)
		observe(connect(inet_socket(SOCK_STREAM), &addr.any, addr.len));
}

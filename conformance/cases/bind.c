#include "fixture.h"
#include <sys/stat.h>

/* A socket that is bound is found by its address: a datagram, or a connection, comes to it. */
static void bind_and_meet(struct kind kind)
{
	struct address addr = local_address(kind);
	int there = new_socket(kind), here = new_socket(kind);

	observe(bind(there, &addr.any, addr.len));
	addr = name_of(there);
	if (kind.type != SOCK_DGRAM)
		need(listen(there, 1), "listen");
	observe(connect(here, &addr.any, addr.len));
	if (kind.type == SOCK_DGRAM)
		need((int)send(here, "x", 1, 0), "send");
	await(there, POLLIN);
	observe_word("met");
}

#define BINDS(name, kind) \
	CASE(bind, name, PROVES("bind.purpose"), ALL("0 0 met")) { bind_and_meet(kind); }

BINDS(meets_tcp4,           TCP4)
BINDS(meets_tcp6,           TCP6)
BINDS(meets_udp4,           UDP4)
BINDS(meets_udp6,           UDP6)
BINDS(meets_unix_stream,    UNIX_STREAM)
BINDS(meets_unix_dgram,     UNIX_DGRAM)
BINDS(meets_unix_seqpacket, UNIX_SEQPACKET)

/* The port that is asked for is the port that is had. */
CASE(bind, port_asked_for,
	PROVES("bind.purpose"),
	ALL("0 same port"))
{
	struct sockaddr_in addr;
	close(bound_socket(SOCK_DGRAM, &addr));
	int fd = inet_socket(SOCK_DGRAM);

	observe(bind(fd, (SA *)&addr, sizeof addr));
	observe_word(name_of(fd).in.sin_port == addr.sin_port ? "same port" : "other port");
}

/* All of 127.0.0.0/8 is of this machine, and each of it an address of its own. */
CASE(bind, one_address_of_many,
	PROVES("bind.purpose"),
	ALL("0 -1 ECONNREFUSED"))
{
	struct sockaddr_in addr = loopback(), other = loopback();
	int there = inet_socket(SOCK_STREAM), here = inet_socket(SOCK_STREAM);
	other.sin_addr.s_addr = htonl(INADDR_LOOPBACK + 1);

	observe(bind(there, (SA *)&other, sizeof other));
	need(listen(there, 1), "listen");
	addr.sin_port = name_of(there).in.sin_port;
	observe(connect(here, (SA *)&addr, sizeof addr));
}

CASE(bind, any_address,
	PROVES("bind.purpose"),
	ALL("0 0"))
{
	struct sockaddr_in addr = loopback(), any = { .sin_family = AF_INET };
	int there = inet_socket(SOCK_STREAM), here = inet_socket(SOCK_STREAM);

	observe(bind(there, (SA *)&any, sizeof any));
	need(listen(there, 1), "listen");
	addr.sin_port = name_of(there).in.sin_port;
	observe(connect(here, (SA *)&addr, sizeof addr));
}

/* unix(7): the family alone makes the kernel choose a name, a NUL and five hexadecimal digits. */
CASE(bind, autobind,
	LINUX("0 6 00 hexadecimal"))
{
	struct address addr = { .un.sun_family = AF_UNIX };
	int fd = new_socket(UNIX_DGRAM);

	observe(bind(fd, &addr.any, sizeof addr.any.sa_family));
	addr = name_of(fd);
	observe_number((int)addr.len - (int)offsetof(struct sockaddr_un, sun_path));
	observe_bytes(addr.un.sun_path, 1);
	addr.un.sun_path[6] = '\0';
	size_t digits = strspn(addr.un.sun_path + 1, "0123456789abcdef");
	observe_word(digits == 5 ? "hexadecimal" : "other");
}

/* An address is of one socket. */

static void bind_again(struct kind kind)
{
	struct address addr;
	bound(kind, &addr);
	int second = new_socket(kind);

	observe(bind(second, &addr.any, addr.len));
}

#define IN_USE(name, kind) \
	CASE(bind, name, PROVES("bind.EADDRINUSE.in-use bind.address.exclusive"), \
		ALL("-1 EADDRINUSE")) \
	{ \
		bind_again(kind); \
	}

IN_USE(in_use_tcp4,           TCP4)
IN_USE(in_use_tcp6,           TCP6)
IN_USE(in_use_udp4,           UDP4)
IN_USE(in_use_udp6,           UDP6)
IN_USE(in_use_unix_stream,    UNIX_STREAM)
IN_USE(in_use_unix_dgram,     UNIX_DGRAM)
IN_USE(in_use_unix_seqpacket, UNIX_SEQPACKET)

/* The path stays when its socket is gone. */
CASE(bind, path_left_behind,
	PROVES("bind.EADDRINUSE.in-use"),
	ALL("-1 EADDRINUSE"))
{
	struct address addr;
	close(bound(UNIX_STREAM, &addr));
	int fd = new_socket(UNIX_STREAM);

	observe(bind(fd, &addr.any, addr.len));
}

CASE(bind, any_address_in_use,
	PROVES("bind.EADDRINUSE.in-use bind.address.exclusive"),
	ALL("-1 EADDRINUSE"))
{
	struct sockaddr_in addr;
	bound_socket(SOCK_DGRAM, &addr);
	int second = inet_socket(SOCK_DGRAM);
	addr.sin_addr.s_addr = htonl(INADDR_ANY);

	observe(bind(second, (SA *)&addr, sizeof addr));
}

/* TCP and UDP have ports of their own. The address is this case's alone: on another, a connection of before may linger. */
CASE(bind, port_of_another_protocol,
	PROVES("bind.address.exclusive"),
	ALL("0"))
{
	struct sockaddr_in addr = loopback();
	int first = inet_socket(SOCK_DGRAM), second = inet_socket(SOCK_STREAM);
	addr.sin_addr.s_addr = htonl(0x7f4d0001); /* 127.77.0.1 */
	need(bind(first, (SA *)&addr, sizeof addr), "bind");
	addr = name_of(first).in;

	observe(bind(second, (SA *)&addr, sizeof addr));
}

/* Two ports are given out; the third socket finds none. */
static void exhaust(struct kind kind)
{
	struct address addr = local_address(kind);

	for (int i = 0; i < 2; i++)
		need(bind(new_socket(kind), &addr.any, addr.len), "bind");
	int fd = new_socket(kind);

	observe(bind(fd, &addr.any, addr.len));
}

#define PORTS_EXHAUSTED(name, kind) \
	CASE(bind, name, PROVES("bind.EADDRINUSE.ephemeral-exhausted"), ALL("-1 EADDRINUSE"), \
		STAGE("ports")) \
	{ \
		exhaust(kind); \
	}

PORTS_EXHAUSTED(ports_exhausted_tcp4, TCP4)
PORTS_EXHAUSTED(ports_exhausted_tcp6, TCP6)
PORTS_EXHAUSTED(ports_exhausted_udp4, UDP4)
PORTS_EXHAUSTED(ports_exhausted_udp6, UDP6)

/* A socket has one address. */

static void bind_elsewhere(struct kind kind)
{
	struct address addr = local_address(kind);
	int fd = bound(kind, NULL);

	observe(bind(fd, &addr.any, addr.len));
}

#define TWICE(name, kind) \
	CASE(bind, name, PROVES("bind.EINVAL.already-bound"), ALL("-1 EINVAL")) \
	{ \
		bind_elsewhere(kind); \
	}

TWICE(twice_tcp4,           TCP4)
TWICE(twice_tcp6,           TCP6)
TWICE(twice_udp4,           UDP4)
TWICE(twice_udp6,           UDP6)
TWICE(twice_unix_stream,    UNIX_STREAM)
TWICE(twice_unix_dgram,     UNIX_DGRAM)
TWICE(twice_unix_seqpacket, UNIX_SEQPACKET)

/* To connect binds too; POSIX lets it be told as such. */
CASE(bind, connected,
	PROVES("bind.EISCONN.connected"),
	DOCUMENT("-1 EINVAL"), POSIX("-1 EINVAL | -1 EISCONN"), LINUX("-1 EINVAL"))
{
	struct sockaddr_in addr = loopback();
	int fd = connected(TCP4).here;

	observe(bind(fd, (SA *)&addr, sizeof addr));
}

/* Connecting leaves an AF_UNIX socket without an address. */
CASE(bind, connected_unix,
	PROVES("bind.EISCONN.connected"),
	POSIX("0 | -1 EINVAL | -1 EISCONN"))
{
	struct address addr = local_address(UNIX_STREAM);
	int fd = connected(UNIX_STREAM).here;

	observe(bind(fd, &addr.any, addr.len));
}

static void bind_shut_down(struct kind kind)
{
	struct address addr = local_address(kind);
	int fd = connected(kind).here;
	need(shutdown(fd, SHUT_RDWR), "shutdown");

	observe(bind(fd, &addr.any, addr.len));
}

#define SHUT_DOWN(name, kind) \
	CASE(bind, name, PROVES("bind.EINVAL.shut-down"), POSIX("-1 EINVAL")) \
	{ \
		bind_shut_down(kind); \
	}

SHUT_DOWN(shut_down_tcp4,           TCP4)
SHUT_DOWN(shut_down_unix_stream,    UNIX_STREAM)
SHUT_DOWN(shut_down_unix_dgram,     UNIX_DGRAM)
SHUT_DOWN(shut_down_unix_seqpacket, UNIX_SEQPACKET)

/* Addresses that no such socket has. */

#define WRONG_LENGTH(name, kind, length) \
	CASE(bind, name, PROVES("bind.EINVAL.addr-for-domain"), DOCUMENT("-1 EINVAL"), \
		POSIX("-1 EINVAL | 0"), LINUX("-1 EINVAL")) \
	{ \
		struct address addr = local_address(kind); \
\
		observe(bind(new_socket(kind), &addr.any, length)); \
	}

WRONG_LENGTH(short_tcp4,          TCP4,           sizeof(struct sockaddr_in) - 1)
WRONG_LENGTH(short_tcp6,          TCP6,           23)
WRONG_LENGTH(short_udp4,          UDP4,           sizeof(struct sockaddr_in) - 1)
WRONG_LENGTH(short_udp6,          UDP6,           23)
WRONG_LENGTH(family_cut,          TCP4,           1)
WRONG_LENGTH(no_length,           TCP4,           0)
WRONG_LENGTH(negative_length,     TCP4,           (socklen_t)-1)
WRONG_LENGTH(beyond_storage,      TCP4,           sizeof(struct sockaddr_storage) + 1)
WRONG_LENGTH(long_unix_stream,    UNIX_STREAM,    sizeof(struct sockaddr_un) + 1)
WRONG_LENGTH(long_unix_dgram,     UNIX_DGRAM,     sizeof(struct sockaddr_un) + 1)
WRONG_LENGTH(long_unix_seqpacket, UNIX_SEQPACKET, sizeof(struct sockaddr_un) + 1)

static void bind_foreign(struct kind kind, struct kind other)
{
	struct address addr = local_address(other);

	observe(bind(new_socket(kind), &addr.any, addr.len));
}

/* bind(2) has EINVAL for it, tcp(7) EAFNOSUPPORT. */
#define WRONG_FAMILY(name, kind, other) \
	CASE(bind, name, PROVES("bind.EINVAL.addr-for-domain bind.EAFNOSUPPORT.family"), \
		DOCUMENT("-1 EINVAL"), POSIX("-1 EAFNOSUPPORT"), \
		LINUX("-1 EINVAL | -1 EAFNOSUPPORT")) \
	{ \
		bind_foreign(kind, other); \
	}

WRONG_FAMILY(unix_for_tcp4,           TCP4,           UNIX_STREAM)
WRONG_FAMILY(unix_for_tcp6,           TCP6,           UNIX_STREAM)
WRONG_FAMILY(unix_for_udp4,           UDP4,           UNIX_DGRAM)
WRONG_FAMILY(unix_for_udp6,           UDP6,           UNIX_DGRAM)
WRONG_FAMILY(ipv6_for_tcp4,           TCP4,           TCP6)
WRONG_FAMILY(ipv6_for_udp4,           UDP4,           UDP6)

/* unix(7) has EINVAL. */
#define WRONG_FAMILY_FOR_UNIX(name, kind) \
	CASE(bind, name, PROVES("bind.EINVAL.addr-for-domain bind.EAFNOSUPPORT.family"), \
		DOCUMENT("-1 EINVAL"), POSIX("-1 EAFNOSUPPORT"), LINUX("-1 EINVAL")) \
	{ \
		bind_foreign(kind, TCP4); \
	}

WRONG_FAMILY_FOR_UNIX(ipv4_for_unix_stream,    UNIX_STREAM)
WRONG_FAMILY_FOR_UNIX(ipv4_for_unix_dgram,     UNIX_DGRAM)
WRONG_FAMILY_FOR_UNIX(ipv4_for_unix_seqpacket, UNIX_SEQPACKET)

/* 192.0.2.0/24 and 2001:db8::/32 are for examples: of no machine. Where the document says port it
 * means interface, and an interface is named by its address. */
static void bind_example(struct kind kind)
{
	struct address addr = local_address(kind);

	if (kind.family == AF_INET)
		addr.in.sin_addr.s_addr = htonl(0xc0000201);
	else
		memcpy(addr.in6.sin6_addr.s6_addr, "\x20\x01\x0d\xb8", 4);
	observe(bind(new_socket(kind), &addr.any, addr.len));
}

#define NOT_LOCAL(name, kind) \
	CASE(bind, name, \
		PROVES("bind.EADDRNOTAVAIL.not-local bind.EADDRNOTAVAIL.nonexistent-port"), \
		ALL("-1 EADDRNOTAVAIL")) \
	{ \
		bind_example(kind); \
	}

NOT_LOCAL(not_local_tcp4, TCP4)
NOT_LOCAL(not_local_tcp6, TCP6)
NOT_LOCAL(not_local_udp4, UDP4)
NOT_LOCAL(not_local_udp6, UDP6)

/* ip(7) has the same for an interface that there is not. */
CASE(bind, no_such_interface,
	LINUX("-1 EADDRNOTAVAIL"))
{
	struct address addr = local_address(UDP6);
	int fd = new_socket(UDP6);
	memcpy(addr.in6.sin6_addr.s6_addr, "\xfe\x80", 2);
	addr.in6.sin6_scope_id = 1000000;

	observe(bind(fd, &addr.any, addr.len));
}

/* What it refuses for other reasons. */

static void bind_local(int fd, struct kind kind)
{
	struct address addr = local_address(kind);

	observe(bind(fd, &addr.any, addr.len));
}

CASE(bind, bad_descriptor,
	PROVES("bind.EBADF.bad-descriptor"),
	ALL("-1 EBADF"))
{
	bind_local(-1, TCP4);
}

CASE(bind, closed_descriptor,
	PROVES("bind.EBADF.bad-descriptor"),
	ALL("-1 EBADF"))
{
	int fd = new_socket(TCP4);
	close(fd);

	bind_local(fd, TCP4);
}

CASE(bind, not_a_socket,
	PROVES("bind.ENOTSOCK.not-a-socket"),
	ALL("-1 ENOTSOCK"))
{
	bind_local(not_a_socket(), TCP4);
}

/* Where the document says into it means outside. */
#define BAD_POINTER(name, kind) \
	CASE(bind, name, PROVES("bind.EFAULT.bad-pointer"), DOCUMENT("-1 EFAULT"), \
		LINUX("-1 EFAULT")) \
	{ \
		observe(bind(new_socket(kind), bad_address(), local_address(kind).len)); \
	}

BAD_POINTER(bad_address_tcp4,           TCP4)
BAD_POINTER(bad_address_tcp6,           TCP6)
BAD_POINTER(bad_address_udp4,           UDP4)
BAD_POINTER(bad_address_udp6,           UDP6)
BAD_POINTER(bad_address_unix_stream,    UNIX_STREAM)
BAD_POINTER(bad_address_unix_dgram,     UNIX_DGRAM)
BAD_POINTER(bad_address_unix_seqpacket, UNIX_SEQPACKET)

#define NULL_ADDRESS(name, kind) \
	CASE(bind, name, PROVES("bind.EDESTADDRREQ.null-address bind.EISDIR.null-address"), \
		POSIX("-1 EDESTADDRREQ | -1 EISDIR"), LINUX("-1 EFAULT")) \
	{ \
		observe(bind(new_socket(kind), NULL, sizeof(struct sockaddr_un))); \
	}

NULL_ADDRESS(null_unix_stream,    UNIX_STREAM)
NULL_ADDRESS(null_unix_dgram,     UNIX_DGRAM)
NULL_ADDRESS(null_unix_seqpacket, UNIX_SEQPACKET)

/* The base world, where another row names a stage. */
#define HERE .stage = NULL

/* Ports below 1024 are the superuser's. */

static void bind_port(struct kind kind, in_port_t port)
{
	struct address addr = local_address(kind);
	addr.in.sin_port = htons(port);

	observe(bind(new_socket(kind), &addr.any, addr.len));
}

#define PROTECTED_PORT(name, kind, port) \
	CASE(bind, name, PROVES("bind.EACCES.protected bind.port.privileged"), \
		DOCUMENT("-1 EACCES"), POSIX("-1 EACCES | 0"), LINUX("-1 EACCES"), \
		STAGE("unprivileged")) \
	{ \
		bind_port(kind, port); \
	}
#define FREE_PORT(name, kind, port, ...) \
	CASE(bind, name, PROVES("bind.port.privileged"), ALL("0"), __VA_ARGS__) \
	{ \
		bind_port(kind, port); \
	}

PROTECTED_PORT(port_1_tcp4,    TCP4, 1)
PROTECTED_PORT(port_1023_tcp4, TCP4, 1023)
PROTECTED_PORT(port_1023_tcp6, TCP6, 1023)
PROTECTED_PORT(port_1023_udp4, UDP4, 1023)
PROTECTED_PORT(port_1023_udp6, UDP6, 1023)
FREE_PORT(port_1024_tcp4,           TCP4, 1024, STAGE("unprivileged"))
FREE_PORT(port_1024_udp6,           UDP6, 1024, STAGE("unprivileged"))
FREE_PORT(port_1023_privileged,     TCP4, 1023, HERE)

/* Paths of AF_UNIX. */

/* What a path may run into: in the working folder, where an earlier case may have left them. */
static void lay_paths(void)
{
	char long_name[301];

	memset(long_name, 'x', sizeof long_name - 1);
	long_name[sizeof long_name - 1] = '\0';
	(void)!symlink("loop", "loop");
	(void)!symlink(long_name, "long");
	(void)mkdir("closed", 0);
	(void)mkdir("unwritable", 0500);
	close(open("file", O_CREAT | O_WRONLY, 0600));
}

static void bind_path(struct kind kind, const char *path)
{
	struct address addr = { .un.sun_family = AF_UNIX, .len = sizeof addr.un };
	int fd = new_socket(kind);
	memcpy(addr.un.sun_path, path, strlen(path) + 1);
	lay_paths();

	observe(bind(fd, &addr.any, addr.len));
}

#define MISLEADS(name, kind, path, clause, text, ...) \
	CASE(bind, name, PROVES(clause), ALL(text), __VA_ARGS__) { bind_path(kind, path); }

MISLEADS(loop_stream,       UNIX_STREAM,    "loop/socket", "bind.ELOOP.symlinks", "-1 ELOOP", HERE)
MISLEADS(loop_dgram,        UNIX_DGRAM,     "loop/socket", "bind.ELOOP.symlinks", "-1 ELOOP", HERE)
MISLEADS(loop_seqpacket,    UNIX_SEQPACKET, "loop/socket", "bind.ELOOP.symlinks", "-1 ELOOP", HERE)
MISLEADS(missing_stream,    UNIX_STREAM,    "missing/socket", "bind.ENOENT.dir-missing",
	"-1 ENOENT", HERE)
MISLEADS(missing_dgram,     UNIX_DGRAM,     "missing/socket", "bind.ENOENT.dir-missing",
	"-1 ENOENT", HERE)
MISLEADS(missing_seqpacket, UNIX_SEQPACKET, "missing/socket", "bind.ENOENT.dir-missing",
	"-1 ENOENT", HERE)
MISLEADS(file_stream,       UNIX_STREAM,    "file/socket", "bind.ENOTDIR.prefix-not-dir",
	"-1 ENOTDIR", HERE)
MISLEADS(file_dgram,        UNIX_DGRAM,     "file/socket", "bind.ENOTDIR.prefix-not-dir",
	"-1 ENOTDIR", HERE)
MISLEADS(file_seqpacket,    UNIX_SEQPACKET, "file/socket", "bind.ENOTDIR.prefix-not-dir",
	"-1 ENOTDIR", HERE)
/* No sun_path holds a name that is too long; the target of a link may be one. */
MISLEADS(long_stream,       UNIX_STREAM,    "long/socket", "bind.ENAMETOOLONG.too-long",
	"-1 ENAMETOOLONG", HERE)
MISLEADS(long_dgram,        UNIX_DGRAM,     "long/socket", "bind.ENAMETOOLONG.too-long",
	"-1 ENAMETOOLONG", HERE)
MISLEADS(long_seqpacket,    UNIX_SEQPACKET, "long/socket", "bind.ENAMETOOLONG.too-long",
	"-1 ENAMETOOLONG", HERE)
MISLEADS(readonly_stream,   UNIX_STREAM,    "readonly/socket", "bind.EROFS.read-only-fs",
	"-1 EROFS", STAGE("paths"))
MISLEADS(readonly_dgram,    UNIX_DGRAM,     "readonly/socket", "bind.EROFS.read-only-fs",
	"-1 EROFS", STAGE("paths"))
MISLEADS(readonly_seqpacket, UNIX_SEQPACKET, "readonly/socket", "bind.EROFS.read-only-fs",
	"-1 EROFS", STAGE("paths"))
MISLEADS(closed_stream,     UNIX_STREAM,    "closed/socket", "bind.EACCES.path-search",
	"-1 EACCES", STAGE("unprivileged"))
MISLEADS(closed_dgram,      UNIX_DGRAM,     "closed/socket", "bind.EACCES.path-search",
	"-1 EACCES", STAGE("unprivileged"))
MISLEADS(closed_seqpacket,  UNIX_SEQPACKET, "closed/socket", "bind.EACCES.path-search",
	"-1 EACCES", STAGE("unprivileged"))

/* unix(7) too: who makes a socket needs to write to its folder. */
CASE(bind, unwritable,
	PROVES("bind.EACCES.dir-write"),
	POSIX("-1 EACCES"), LINUX("-1 EACCES"),
	STAGE("unprivileged"))
{
	bind_path(UNIX_STREAM, "unwritable/socket");
}

CASE(bind, slash_behind_missing,
	PROVES("bind.ENOENT.trailing-slash"),
	POSIX("-1 ENOENT | -1 ENOTDIR"))
{
	bind_path(UNIX_STREAM, "missing/");
}

CASE(bind, slash_behind_file,
	PROVES("bind.ENOTDIR.trailing-slash"),
	POSIX("-1 ENOTDIR"))
{
	bind_path(UNIX_STREAM, "file/");
}

/* For unix(7) it is an abstract name. */
CASE(bind, empty_path,
	PROVES("bind.ENOENT.empty-path"),
	POSIX("-1 ENOENT"), LINUX("0"))
{
	bind_path(UNIX_STREAM, "");
}

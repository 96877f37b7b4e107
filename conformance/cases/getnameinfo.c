/* Names for numbers: what getnameinfo makes of an address, of files, and of its buffers. */
#include "dns.h"

static struct address with_scope(const char *text, unsigned scope)
{
	struct address addr = at(text, 80);

	addr.in6.sin6_scope_id = scope;
	return addr;
}

/* The code, then both names. */
static void name(struct address addr, int flags)
{
	char host[NI_MAXHOST] = "poison", service[NI_MAXSERV] = "poison";
	int code = getnameinfo(&addr.any, addr.len, host, sizeof host, service, sizeof service, flags);

	observe_eai(code);
	if (code == 0) {
		observe_text(host);
		observe_text(service);
	}
}

#define NUMBER (NI_NUMERICHOST | NI_NUMERICSERV)
#define VECTOR(name_, address, flags, ...) \
	CASE(getnameinfo, name_, ANYWHERE, __VA_ARGS__) { name(address, flags); }
#define NUMERIC(text) PROVES("getnameinfo.NI_NUMERICHOST getnameinfo.NI_NUMERICSERV"), ALL(text)

/* Numbers. */
VECTOR(v4,              at("192.0.2.1", 80),     NUMBER, PROVES("getnameinfo.signature getnameinfo.NI_NUMERICHOST getnameinfo.NI_NUMERICSERV"), ALL("0 192.0.2.1 80"))
VECTOR(v4_least,        at("0.0.0.0", 0),        NUMBER, NUMERIC("0 0.0.0.0 0"))
VECTOR(v4_greatest,     at("255.255.255.255", 65535), NUMBER, NUMERIC("0 255.255.255.255 65535"))
VECTOR(v6,              at("2001:db8::1", 80),   NUMBER, NUMERIC("0 2001:db8::1 80"))
VECTOR(v6_least,        at("::", 0),             NUMBER, NUMERIC("0 :: 0"))
VECTOR(v6_greatest,     at("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", 65535), NUMBER, NUMERIC("0 ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff 65535"))
VECTOR(v6_mapped,       at("::ffff:192.0.2.1", 80), NUMBER, NUMERIC("0 ::ffff:192.0.2.1 80"))
VECTOR(port_in_order,   at("192.0.2.1", 258),    NUMBER, NUMERIC("0 192.0.2.1 258"))
VECTOR(datagram_number, at("192.0.2.1", 80),     NUMBER | NI_DGRAM, NUMERIC("0 192.0.2.1 80"))

/* Scopes: the interface of a link-local address by name, or by index. */
CASE(getnameinfo, scope_name, POSIX("0 fe80::1%lo 80"), LINUX("0 fe80::1%lo 80"))
{
	name(with_scope("fe80::1", 1), NUMBER);
}
CASE(getnameinfo, scope_name_multicast, POSIX("0 ff02::1%lo 80"), LINUX("0 ff02::1%lo 80"))
{
	name(with_scope("ff02::1", 1), NUMBER);
}
CASE(getnameinfo, scope_number, PROVES("getnameinfo.NI_NUMERICSCOPE"), DOCUMENT("0 fe80::1%1 80"), POSIX("0 fe80::1%1 80"))
{
	name(with_scope("fe80::1", 1), NUMBER | NI_NUMERICSCOPE);
}
VECTOR(scope_number_v4,   at("192.0.2.1", 80),  NUMBER | NI_NUMERICSCOPE, PROVES("getnameinfo.NI_NUMERICSCOPE"), DOCUMENT("0 192.0.2.1 80"), POSIX("0 192.0.2.1 80"))
VECTOR(scope_none,        with_scope("fe80::1", 0),    NUMBER, POSIX("0 fe80::1 80"), LINUX("0 fe80::1 80"))
CASE(getnameinfo, scope_no_interface, POSIX("0 fe80::1%4711 80"), LINUX("0 fe80::1%4711 80"))
{
	name(with_scope("fe80::1", 4711), NUMBER);
}

/* What it does not take. */
static void refuse(struct address addr, int family, socklen_t len, int flags)
{
	addr.any.sa_family = (sa_family_t)family;
	addr.len = len;
	name(addr, flags);
}
#define REFUSES(name_, address, family, len, flags, code, clause) \
	CASE(getnameinfo, name_, ANYWHERE, PROVES("getnameinfo." code "." clause), POSIX(code), LINUX(code)) \
	{ \
		refuse(at(address, 80), family, len, flags); \
	}
REFUSES(unknown_family,   "192.0.2.1",   99,       sizeof(struct sockaddr_in),      NUMBER, "EAI_FAMILY", "family-or-length")
REFUSES(no_family,        "192.0.2.1",   AF_UNSPEC, sizeof(struct sockaddr_in),     NUMBER, "EAI_FAMILY", "family-or-length")
REFUSES(v4_too_short,     "192.0.2.1",   AF_INET,  sizeof(struct sockaddr_in) - 9,  NUMBER, "EAI_FAMILY", "family-or-length")
REFUSES(v6_too_short,     "2001:db8::1", AF_INET6, sizeof(struct sockaddr_in),      NUMBER, "EAI_FAMILY", "family-or-length")
REFUSES(v4_no_length,     "192.0.2.1",   AF_INET,  0,                               NUMBER, "EAI_FAMILY", "family-or-length")
REFUSES(v4_half_a_family, "192.0.2.1",   AF_INET,  1,                               NUMBER, "EAI_FAMILY", "family-or-length")
REFUSES(bad_flags,        "192.0.2.1",   AF_INET,  sizeof(struct sockaddr_in), NUMBER | 0x8000, "EAI_BADFLAGS", "flags")
REFUSES(bad_flags_negative, "192.0.2.1", AF_INET,  sizeof(struct sockaddr_in), NUMBER | INT_MIN, "EAI_BADFLAGS", "flags")

/* Of an address without bytes none is read. */
CASE(getnameinfo, no_address, ANYWHERE, PROVES("getnameinfo.EAI_FAMILY.family-or-length"), POSIX("EAI_FAMILY"), LINUX("EAI_FAMILY"))
{
	char host[NI_MAXHOST];

	observe_eai(getnameinfo(guarded(NULL, 0), 0, host, sizeof host, NULL, 0, NUMBER));
}

/* A path may fill the address of a unix socket, and has then no NUL: nothing behind the address is read. */
CASE(getnameinfo, path_to_the_end, PROVES("getnameinfo.EAI_FAMILY.family-or-length"), POSIX("EAI_FAMILY | 0 /abcde"), LINUX("EAI_FAMILY | 0 /abcde"))
{
	struct sockaddr_un unix_address = { .sun_family = AF_UNIX, .sun_path = "/abcde" };
	socklen_t len = offsetof(struct sockaddr_un, sun_path) + 6;
	char path[NI_MAXSERV];

	int code = getnameinfo(guarded(&unix_address, len), len, NULL, 0, path, sizeof path, 0);
	observe_eai(code);
	if (code == 0)
		observe_text(path);
}

/* More room for the address than it takes. */
static void name_in_room(struct address addr)
{
	addr.len = sizeof addr.room;
	name(addr, NUMBER);
}
#define ROOMY PROVES("musl-6eada2ed c-ares-48e8cd2e")
CASE(getnameinfo, v4_in_storage, ANYWHERE, ROOMY, POSIX("0 192.0.2.1 80"), LINUX("0 192.0.2.1 80")) { name_in_room(at("192.0.2.1", 80)); }
CASE(getnameinfo, v6_in_storage, ANYWHERE, ROOMY, POSIX("0 2001:db8::1 80"), LINUX("0 2001:db8::1 80")) { name_in_room(at("2001:db8::1", 80)); }

/* Buffers end where memory does: what fits, and what does not by a byte. */
static void fit(const char *text, unsigned short port, socklen_t host_size, socklen_t service_size, int flags)
{
	struct address addr = at(text, port);
	char *host = guarded(NULL, host_size), *service = guarded(NULL, service_size);
	int code = getnameinfo(&addr.any, addr.len, host, host_size, service, service_size, flags);

	observe_eai(code);
	if (code == 0) {
		observe_text(host_size ? host : "-");
		observe_text(service_size ? service : "-");
	}
}
#define FITS(name_, text, port, host_size, service_size, ...) \
	CASE(getnameinfo, name_, ANYWHERE, __VA_ARGS__) { fit(text, port, host_size, service_size, NUMBER); }
#define TOO_SMALL(bug) PROVES("getnameinfo.EAI_OVERFLOW.buffer" bug), POSIX("EAI_OVERFLOW"), LINUX("EAI_OVERFLOW")
FITS(host_fits,          "192.0.2.1", 80,  10, 3, NUMERIC("0 192.0.2.1 80"))
FITS(host_one_short,     "192.0.2.1", 80,  9,  3, TOO_SMALL())
FITS(host_four_bytes,    "192.0.2.1", 80,  4,  3, TOO_SMALL(" glibc-1c3490d4b2"))
FITS(host_one_byte,      "192.0.2.1", 80,  1,  3, TOO_SMALL(" glibc-27deeafc3f"))
FITS(host_unwanted,      "192.0.2.1", 80,  0,  3, NUMERIC("0 - 80"))
FITS(service_one_short,  "192.0.2.1", 80,  10, 2, TOO_SMALL())
FITS(service_one_byte,   "192.0.2.1", 80,  10, 1, TOO_SMALL())
FITS(service_unwanted,   "192.0.2.1", 80,  10, 0, NUMERIC("0 192.0.2.1 -"))
FITS(service_5_digits,   "192.0.2.1", 65535, 10, 6, NUMERIC("0 192.0.2.1 65535"))
FITS(service_5_digits_short, "192.0.2.1", 65535, 10, 5, TOO_SMALL())
FITS(v6_host_fits,       "2001:db8::1", 80, 12, 3, NUMERIC("0 2001:db8::1 80"))
FITS(v6_host_one_short,  "2001:db8::1", 80, 11, 3, TOO_SMALL())
FITS(v6_longest_fits,    "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", 80, 40, 3, NUMERIC("0 ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff 80"))
FITS(v6_longest_one_short, "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", 80, 39, 3, TOO_SMALL())
CASE(getnameinfo, null_host, ANYWHERE, NUMERIC("0 80"))
{
	struct address addr = at("192.0.2.1", 80);
	char service[NI_MAXSERV];

	observe_eai(getnameinfo(&addr.any, addr.len, NULL, 0, service, sizeof service, NUMBER));
	observe_text(service);
}
CASE(getnameinfo, null_service, ANYWHERE, NUMERIC("0 192.0.2.1"))
{
	struct address addr = at("192.0.2.1", 80);
	char host[NI_MAXHOST];

	observe_eai(getnameinfo(&addr.any, addr.len, host, sizeof host, NULL, 0, NUMBER));
	observe_text(host);
}
CASE(getnameinfo, nothing_wanted, ANYWHERE, PROVES("getnameinfo.EAI_NONAME.both-null"), POSIX("EAI_NONAME"), LINUX("EAI_NONAME"))
{
	struct address addr = at("192.0.2.1", 80);

	observe_eai(getnameinfo(&addr.any, addr.len, NULL, 0, NULL, 0, NUMBER));
}
CASE(getnameinfo, nothing_wanted_but_required, ANYWHERE, PROVES("getnameinfo.EAI_NONAME.both-null"), POSIX("EAI_NONAME"), LINUX("EAI_NONAME"))
{
	struct address addr = at("192.0.2.1", 80);

	observe_eai(getnameinfo(&addr.any, addr.len, NULL, 0, NULL, 0, NI_NAMEREQD));
}

/* The names of hosts, in /etc/hosts. */
#define IN_HOSTS(name_, text, address, flags, ...) \
	CASE(getnameinfo, name_, STAGE("etc"), __VA_ARGS__) \
	{ \
		known_hosts(text); \
		name(address, (flags) | NI_NUMERICSERV); \
	}
#define NAMED(text) PROVES("getnameinfo.purpose"), ALL(text)
#define NONE PROVES("getnameinfo.EAI_NONAME.namereqd getnameinfo.NI_NAMEREQD"), ALL("EAI_NONAME")
#define HOSTS "192.0.2.1 host.test www\n2001:db8::1 host6.test\n"
IN_HOSTS(hosts_v4,           HOSTS, at("192.0.2.1", 80), 0, NAMED("0 host.test 80"))
IN_HOSTS(hosts_v6,           HOSTS, at("2001:db8::1", 80), 0, NAMED("0 host6.test 80"))
IN_HOSTS(hosts_unknown,      HOSTS, at("192.0.2.9", 80), 0, NAMED("0 192.0.2.9 80"))
IN_HOSTS(hosts_unknown_v6,   HOSTS, at("2001:db8::9", 80), 0, NAMED("0 2001:db8::9 80"))
IN_HOSTS(hosts_by_number,    HOSTS, at("192.0.2.1", 80), NI_NUMERICHOST, PROVES("getnameinfo.NI_NUMERICHOST"), ALL("0 192.0.2.1 80"))
IN_HOSTS(hosts_required,     HOSTS, at("192.0.2.1", 80), NI_NAMEREQD, PROVES("getnameinfo.NI_NAMEREQD"), ALL("0 host.test 80"))
IN_HOSTS(hosts_required_unknown, HOSTS, at("192.0.2.9", 80), NI_NAMEREQD, NONE)
IN_HOSTS(hosts_required_unknown_v6, HOSTS, at("2001:db8::9", 80), NI_NAMEREQD, NONE)
IN_HOSTS(hosts_any_required, "0.0.0.0 any\n", at("::", 80), NI_NAMEREQD, NONE)
IN_HOSTS(hosts_first_line,   "192.0.2.1 one\n192.0.2.1 two\n", at("192.0.2.1", 80), 0, NAMED("0 one 80"))
IN_HOSTS(hosts_comment,      "#192.0.2.1 no\n192.0.2.1 host # more\n", at("192.0.2.1", 80), 0, NAMED("0 host 80"))
IN_HOSTS(hosts_part_of_address, "192.0.2.11 no\n192.0.2.1 host\n", at("192.0.2.1", 80), 0, NAMED("0 host 80"))
IN_HOSTS(hosts_mapped,       HOSTS, at("::ffff:192.0.2.1", 80), 0, POSIX("0 host.test 80"))
IN_HOSTS(hosts_scope,        "fe80::1 host\n", with_scope("fe80::1", 1), 0, NAMED("0 host 80 | 0 fe80::1%lo 80"))

/* Without a file no host is known; and what calls before have left on the stack does not matter. */
static __attribute__((noinline)) void leave_on_stack(int value)
{
	volatile int stack[1 << 14];

	for (size_t i = 0; i < sizeof stack / sizeof *stack; i++)
		stack[i] = value;
}
#define WITHOUT_HOSTS(name_, left, flags, ...) \
	CASE(getnameinfo, name_, STAGE("etc"), __VA_ARGS__) \
	{ \
		struct address addr = at("192.0.2.1", 80); \
		char host[NI_MAXHOST] = ""; \
		etc("nsswitch.conf", "hosts: files\n"); \
		getnameinfo(&addr.any, addr.len, host, sizeof host, NULL, 0, NUMBER); /* whose call is linked now */ \
		*host = '\0'; \
		leave_on_stack(left); \
		int code = getnameinfo(&addr.any, addr.len, host, sizeof host, NULL, 0, flags); \
		observe_eai(code); \
		observe_text(host); \
	}
#define NO_HOST PROVES("getnameinfo.EAI_NONAME.namereqd"), ALL("EAI_NONAME empty")
WITHOUT_HOSTS(no_hosts_after_zeros,     0,         NI_NAMEREQD, NO_HOST)
WITHOUT_HOSTS(no_hosts_after_try_again, TRY_AGAIN, NI_NAMEREQD, NO_HOST)
WITHOUT_HOSTS(no_hosts_after_internal,  -1,        NI_NAMEREQD, NO_HOST)
WITHOUT_HOSTS(no_hosts_by_number,       -1,        0,           NAMED("0 192.0.2.1"))

/* A name that fits, and one that does not by a byte. */
#define HOST_SIZE(name_, size, ...) \
	CASE(getnameinfo, name_, STAGE("etc"), __VA_ARGS__) \
	{ \
		known_hosts(HOSTS); \
		fit("192.0.2.1", 80, size, 3, NI_NUMERICSERV); \
	}
HOST_SIZE(hosts_name_fits,      sizeof "host.test",     NAMED("0 host.test 80"))
HOST_SIZE(hosts_name_one_short, sizeof "host.test" - 1, TOO_SMALL())
HOST_SIZE(hosts_name_one_byte,  1,                      TOO_SMALL())

/* Lines of each length around a buffer's. */
#define LONG_LINES(name_, from, to, ...) \
	CASE(getnameinfo, name_, STAGE("etc"), __VA_ARGS__) \
	{ \
		int lost = 0; \
		known_hosts(""); \
		for (size_t length = (from); length <= (to); length++) \
			lost |= !is_named_in_line(length); \
		observe_word(lost ? "lost" : "found"); \
	}
static int is_named_in_line(size_t length)
{
	char text[9000] = "192.0.2.1 host", name[NI_MAXHOST] = "";
	struct address addr = at("192.0.2.1", 80);

	for (size_t i = strlen(text); i < length; i++)
		text[i] = i % 60 ? 'x' : ' ';
	text[length - 1] = '\n';
	text[length] = '\0';
	etc("hosts", text);
	int code = getnameinfo(&addr.any, addr.len, name, sizeof name, NULL, 0, NI_NAMEREQD);
	return code == 0 && strncmp(name, "host", 4) == 0;
}
LONG_LINES(hosts_line_around_128,  120, 136, PROVES("musl-523d9b96"), POSIX("found"), LINUX("found"))
LONG_LINES(hosts_line_around_512,  505, 520, PROVES("musl-523d9b96"), POSIX("found"), LINUX("found"))
LONG_LINES(hosts_line_around_1024, 1020, 1030, PROVES("musl-523d9b96"), POSIX("found"), LINUX("found"))
LONG_LINES(hosts_line_around_8192, 8186, 8196, PROVES("musl-523d9b96"), POSIX("found"), LINUX("found"))

/* NI_NOFQDN: of a host of this domain, which is that of this host's own name, the first part. */
#define OF_DOMAIN(name_, address, flags, ...) \
	CASE(getnameinfo, name_, STAGE("etc"), __VA_ARGS__) \
	{ \
		need(unshare(CLONE_NEWUTS), "unshare"); \
		need(sethostname("here.test", 9), "sethostname"); \
		known_hosts("192.0.2.7 here.test here\n192.0.2.1 www.test\n192.0.2.2 www.other\n192.0.2.3 www.sub.test\n"); \
		name(at(address, 80), (flags) | NI_NUMERICSERV); \
	}
#define NODE(text) PROVES("getnameinfo.NI_NOFQDN"), ALL(text)
OF_DOMAIN(local_in_full,     "192.0.2.1", 0,         NODE("0 www.test 80"))
OF_DOMAIN(local_node,        "192.0.2.1", NI_NOFQDN, NODE("0 www 80"))
OF_DOMAIN(local_node_own,    "192.0.2.7", NI_NOFQDN, NODE("0 here 80"))
OF_DOMAIN(foreign_in_full,   "192.0.2.2", NI_NOFQDN, NODE("0 www.other 80"))
OF_DOMAIN(local_number,      "192.0.2.1", NI_NOFQDN | NI_NUMERICHOST, NODE("0 192.0.2.1 80"))

/* The names of services, in /etc/services. */
#define IN_SERVICES(name_, port, flags, ...) \
	CASE(getnameinfo, name_, STAGE("etc"), __VA_ARGS__) \
	{ \
		etc("services", "http 80/tcp www\nshell 514/tcp\nsyslog 514/udp\nntp 123/udp\n"); \
		name(at("192.0.2.1", port), (flags) | NI_NUMERICHOST); \
	}
#define DATAGRAM(text) PROVES("getnameinfo.NI_DGRAM"), ALL(text)
IN_SERVICES(service,             80,   0, NAMED("0 192.0.2.1 http"))
IN_SERVICES(service_by_number,   80,   NI_NUMERICSERV, PROVES("getnameinfo.NI_NUMERICSERV"), ALL("0 192.0.2.1 80"))
IN_SERVICES(service_unknown,     4711, 0, NAMED("0 192.0.2.1 4711"))
IN_SERVICES(service_required,    4711, NI_NAMEREQD, NAMED("0 192.0.2.1 4711 | EAI_NONAME"))
IN_SERVICES(service_of_stream,   514,  0, DATAGRAM("0 192.0.2.1 shell"))
IN_SERVICES(service_of_datagram, 514,  NI_DGRAM, DATAGRAM("0 192.0.2.1 syslog"))
IN_SERVICES(service_of_other_type, 123, 0, DATAGRAM("0 192.0.2.1 123"))
IN_SERVICES(service_of_other_type_datagram, 80, NI_DGRAM, DATAGRAM("0 192.0.2.1 80"))
#define SERVICE_SIZE(name_, size, ...) \
	CASE(getnameinfo, name_, STAGE("etc"), __VA_ARGS__) \
	{ \
		etc("services", "http 80/tcp\n"); \
		fit("192.0.2.1", 80, 10, size, NI_NUMERICHOST); \
	}
SERVICE_SIZE(service_name_fits,      sizeof "http",     NAMED("0 192.0.2.1 http"))
SERVICE_SIZE(service_name_one_short, sizeof "http" - 1, TOO_SMALL())
SERVICE_SIZE(service_name_one_byte,  1,                 TOO_SMALL())
CASE(getnameinfo, service_no_file, STAGE("etc"), NAMED("0 192.0.2.1 80"))
{
	etc("hosts", "");
	name(at("192.0.2.1", 80), NI_NUMERICHOST);
}

/* When nothing can be had of the system. */
CASE(getnameinfo, no_descriptor, STAGE("etc"), PROVES("getnameinfo.EAI_SYSTEM.errno"), POSIX("EAI_SYSTEM EMFILE"), LINUX("EAI_SYSTEM EMFILE"))
{
	etc("nsswitch.conf", "hosts: files\n");
	etc("hosts", HOSTS);
	no_descriptor_left();
	name(at("192.0.2.1", 80), NI_NAMEREQD | NI_NUMERICSERV);
}

CASE(getnameinfo, no_memory, WANTS_AGENT, STAGE("etc"), PROVES("getnameinfo.EAI_MEMORY.memory"), POSIX("EAI_MEMORY"), LINUX("EAI_MEMORY"))
{
	struct address local = at("127.0.0.1", 80);
	char name_of_local[NI_MAXHOST];
	static char text[20000] = "192.0.2.1 host ";

	for (size_t i = strlen(text); i < sizeof text - 1; i++)
		text[i] = i % 60 ? 'x' : ' ';
	text[sizeof text - 2] = '\n';
	known_hosts("127.0.0.1 localhost\n");
	getnameinfo(&local.any, local.len, name_of_local, sizeof name_of_local, NULL, 0, 0); /* takes what it needs once */
	etc("hosts", text);
	use_up_memory(1024); /* and no line of the file fits into what is left */
	name(at("192.0.2.1", 80), NI_NAMEREQD | NI_NUMERICSERV);
}

/* What getaddrinfo finds in /etc/hosts and /etc/services. */
#include "dns.h"

#define IN_HOSTS(name, text, node, hints, ...) \
	CASE(getaddrinfo, name, STAGE("etc"), __VA_ARGS__) \
	{ \
		known_hosts(text); \
		look_up(node, "80", hints); \
	}
#define RESOLVES(text) PROVES("getaddrinfo.purpose.resolve"), ALL(text)
#define NOT_FOUND \
	PROVES("getaddrinfo.EAI_NONAME.unknown"), POSIX("EAI_NONAME"), LINUX("EAI_NONAME")

/* hosts(5): an address, then names, the first of which is the canonical one. */
IN_HOSTS(hosts_v4,            "192.0.2.1 www.test\n", "www.test", HINTS(TCP), RESOLVES("0 tcp://192.0.2.1:80"))
IN_HOSTS(hosts_v6,            "2001:db8::1 www.test\n", "www.test", HINTS(TCP), RESOLVES("0 tcp://[2001:db8::1]:80"))
IN_HOSTS(hosts_alias,         "192.0.2.1 host.test www web\n", "web", HINTS(TCP), RESOLVES("0 tcp://192.0.2.1:80"))
IN_HOSTS(hosts_second_line,   "192.0.2.1 one\n192.0.2.2 two\n", "two", HINTS(TCP), RESOLVES("0 tcp://192.0.2.2:80"))
IN_HOSTS(hosts_tabs,          "192.0.2.1\t \thost.test\t\twww.test \t\n", "www.test", HINTS(TCP), RESOLVES("0 tcp://192.0.2.1:80"))
IN_HOSTS(hosts_comment,       "# 192.0.2.1 www.test\n192.0.2.2 www.test # the host\n", "www.test", HINTS(TCP), RESOLVES("0 tcp://192.0.2.2:80"))
IN_HOSTS(hosts_commented_name, "192.0.2.1 host.test # www.test\n", "www.test", HINTS(TCP), NOT_FOUND)
IN_HOSTS(hosts_no_newline,    "192.0.2.1 www.test", "www.test", HINTS(TCP), RESOLVES("0 tcp://192.0.2.1:80"))
IN_HOSTS(hosts_empty_lines,   "\n\n \n192.0.2.1 www.test\n", "www.test", HINTS(TCP), RESOLVES("0 tcp://192.0.2.1:80"))
IN_HOSTS(hosts_other_case,    "192.0.2.1 Www.Test\n", "wWW.tEST", HINTS(TCP), RESOLVES("0 tcp://192.0.2.1:80"))
IN_HOSTS(hosts_part_of_name,  "192.0.2.1 www.test\n", "www", HINTS(TCP), NOT_FOUND)
IN_HOSTS(hosts_more_than_name, "192.0.2.1 www\n", "www.test", HINTS(TCP), NOT_FOUND)
IN_HOSTS(hosts_no_name,       "192.0.2.1\n192.0.2.2 www.test\n", "www.test", HINTS(TCP), RESOLVES("0 tcp://192.0.2.2:80"))
IN_HOSTS(hosts_no_address,    "www.test\n192.0.2.2 www.test\n", "www.test", HINTS(TCP), RESOLVES("0 tcp://192.0.2.2:80"))
IN_HOSTS(hosts_bad_address,   "192.0.2.256 www.test\n192.0.2.2 www.test\n", "www.test", HINTS(TCP), RESOLVES("0 tcp://192.0.2.2:80"))
IN_HOSTS(hosts_empty_file,    "", "www.test", HINTS(TCP), NOT_FOUND)
IN_HOSTS(hosts_address_is_no_name, "192.0.2.1 www.test\n", "192.0.2.9", HINTS(TCP), RESOLVES("0 tcp://192.0.2.9:80"))
IN_HOSTS(hosts_number_as_name, "192.0.2.1 192.0.2.9\n", "192.0.2.9", HINTS(TCP), RESOLVES("0 tcp://192.0.2.9:80"))
IN_HOSTS(hosts_scope,         "fe80::1%lo www.test\n", "www.test", HINTS(TCP)) /* hosts(5) is silent */
IN_HOSTS(hosts_no_scope,      "2001:db8::1 www.test\n", "www.test", HINTS(TCP, .ai_family = AF_INET6), PROVES("musl-cb1c88d4"), POSIX("0 tcp://[2001:db8::1]:80"), LINUX("0 tcp://[2001:db8::1]:80"))
IN_HOSTS(hosts_localhost,     "127.0.0.1 localhost\n::1 localhost\n", "localhost", HINTS(TCP), RESOLVES("0 tcp://[::1]:80 tcp://127.0.0.1:80"))

/* RFC 6761 section 6.3, which is none of the authorities: a local name is this host's, and no server is asked for it. */
#define LOCAL(name, text, node, hints) \
	CASE(getaddrinfo, name, STAGE("etc")) \
	{ \
		known_hosts(text); \
		look_up(node, "80", hints); \
		observe_questions(); \
	}
LOCAL(localhost_not_in_file,   "", "localhost", HINTS(TCP))
LOCAL(localhost_v6_not_in_file, "127.0.0.1 localhost\n", "localhost", HINTS(TCP, .ai_family = AF_INET6))
LOCAL(localhost_below,         "127.0.0.1 localhost\n", "www.localhost", HINTS(TCP))

/* By family. */
#define BOTH "192.0.2.1 www.test\n2001:db8::1 www.test\n"
IN_HOSTS(hosts_both,          BOTH, "www.test", HINTS(TCP), RESOLVES("0 tcp://[2001:db8::1]:80 tcp://192.0.2.1:80"))
IN_HOSTS(hosts_both_for_v4,   BOTH, "www.test", HINTS(TCP, .ai_family = AF_INET), RESOLVES("0 tcp://192.0.2.1:80"))
IN_HOSTS(hosts_both_for_v6,   BOTH, "www.test", HINTS(TCP, .ai_family = AF_INET6), RESOLVES("0 tcp://[2001:db8::1]:80"))
#define NONE_OF_FAMILY POSIX("EAI_NONAME"), LINUX("EAI_ADDRFAMILY | EAI_NODATA | EAI_NONAME")
IN_HOSTS(hosts_v6_for_v4,     "::1 only6\n", "only6", HINTS(TCP, .ai_family = AF_INET), PROVES("musl-6d70c08a"), NONE_OF_FAMILY)
IN_HOSTS(hosts_other_v6_for_v4, "2001:db8::1 only6\n", "only6", HINTS(TCP, .ai_family = AF_INET), PROVES("musl-6d70c08a"), NONE_OF_FAMILY)
IN_HOSTS(hosts_v4_for_v6,     "192.0.2.1 only4\n", "only4", HINTS(TCP, .ai_family = AF_INET6), NONE_OF_FAMILY)
IN_HOSTS(hosts_several,       "127.0.0.1 w\n127.0.1.1 w\n192.168.0.1 w\n", "w", HINTS(TCP), PROVES("getaddrinfo.purpose.map BZ9954"), ALL("0 tcp://127.0.0.1:80 tcp://127.0.1.1:80 tcp://192.168.0.1:80"))

/* AI_V4MAPPED takes what IPv4 has where IPv6 has nothing; with AI_ALL, besides. */
#define MAPPED(more) HINTS(TCP, .ai_flags = AI_V4MAPPED | (more), .ai_family = AF_INET6)
IN_HOSTS(mapped_none_of_v6,   "192.0.2.1 www.test\n", "www.test", MAPPED(0), PROVES("getaddrinfo.AI_V4MAPPED"), ALL("0 tcp://[::ffff:192.0.2.1]:80"))
IN_HOSTS(mapped_both,         BOTH, "www.test", MAPPED(0), PROVES("getaddrinfo.AI_V4MAPPED"), ALL("0 tcp://[2001:db8::1]:80"))
IN_HOSTS(mapped_all_both,     BOTH, "www.test", MAPPED(AI_ALL), PROVES("getaddrinfo.AI_ALL getaddrinfo.AI_V4MAPPED"), ALL("0 tcp://[2001:db8::1]:80 tcp://[::ffff:192.0.2.1]:80"))
IN_HOSTS(mapped_all_none_of_v6, "192.0.2.1 www.test\n", "www.test", MAPPED(AI_ALL), PROVES("getaddrinfo.AI_ALL getaddrinfo.AI_V4MAPPED"), ALL("0 tcp://[::ffff:192.0.2.1]:80"))
IN_HOSTS(mapped_all_none_of_v4, "2001:db8::1 www.test\n", "www.test", MAPPED(AI_ALL), PROVES("getaddrinfo.AI_ALL getaddrinfo.AI_V4MAPPED"), ALL("0 tcp://[2001:db8::1]:80"))
IN_HOSTS(mapped_ignored,      BOTH, "www.test", HINTS(TCP, .ai_flags = AI_V4MAPPED | AI_ALL), PROVES("getaddrinfo.AI_ALL getaddrinfo.AI_V4MAPPED uClibc-3c1457161"), ALL("0 tcp://[2001:db8::1]:80 tcp://192.0.2.1:80"))
IN_HOSTS(all_alone_ignored,   BOTH, "www.test", HINTS(TCP, .ai_flags = AI_ALL, .ai_family = AF_INET6), PROVES("getaddrinfo.AI_ALL"), ALL("0 tcp://[2001:db8::1]:80"))

/* AI_CANONNAME. */
#define CANONICAL(bug, text) PROVES("getaddrinfo.AI_CANONNAME" bug), ALL(text)
IN_HOSTS(canonical_of_alias,  "192.0.2.1 canon alias\n", "alias", HINTS(TCP, .ai_family = AF_INET, .ai_flags = AI_CANONNAME), CANONICAL(" BZ16077", "0 tcp://192.0.2.1:80=canon"))
IN_HOSTS(canonical_of_alias_any, "192.0.2.1 canon alias\n", "alias", HINTS(TCP, .ai_flags = AI_CANONNAME), CANONICAL(" BZ16077", "0 tcp://192.0.2.1:80=canon"))
IN_HOSTS(canonical_of_itself, "192.0.2.1 canon alias\n", "canon", HINTS(TCP, .ai_flags = AI_CANONNAME), CANONICAL(, "0 tcp://192.0.2.1:80=canon"))
IN_HOSTS(canonical_unwanted,  "192.0.2.1 canon alias\n", "alias", HINTS(TCP), CANONICAL(, "0 tcp://192.0.2.1:80"))
CASE(getaddrinfo, canonical_whatever_family, STAGE("etc"), PROVES("musl-f1198ea3"), POSIX("the same"), LINUX("the same"))
{
	struct addrinfo *v4 = NULL, *any = NULL;
	known_hosts("::1 c6 n\n127.0.0.1 c4 n\n");

	int code = getaddrinfo("n", NULL, HINTS(TCP, .ai_flags = AI_CANONNAME, .ai_family = AF_INET), &v4);
	int other = getaddrinfo("n", NULL, HINTS(TCP, .ai_flags = AI_CANONNAME), &any);
	if (code || other)
		observe_eai(code ? code : other);
	else
		observe_word(strcmp(v4->ai_canonname, any->ai_canonname) == 0 ? "the same" : "another");
}

/* A file that is not there, or that is no text of hosts. */
CASE(getaddrinfo, hosts_missing, STAGE("etc"), PROVES("getaddrinfo.EAI_NONAME.unknown"), POSIX("EAI_NONAME"), LINUX("EAI_NONAME"))
{
	known_hosts("");
	etc("hosts", NULL);
	look_up("www.test", "80", HINTS(TCP));
}
CASE(getaddrinfo, hosts_changes, STAGE("etc"), RESOLVES("0 tcp://192.0.2.1:80 0 tcp://192.0.2.2:80"))
{
	known_hosts("192.0.2.1 www.test\n");
	look_up("www.test", "80", HINTS(TCP));
	etc("hosts", "192.0.2.2 www.test\n");
	look_up("www.test", "80", HINTS(TCP));
}

/* Lines of any length: a name behind so many others that it begins, or ends, at each place. */
static int is_found_behind(size_t length)
{
	char text[9000] = "192.0.2.1 host", *at = text + strlen(text);

	while (at < text + length - 8) {
		size_t room = (size_t)(text + length - 8 - at);
		size_t size = room < 60 ? room : 60;
		memset(at, 'x', size);
		*at = ' ';
		at += size;
	}
	strcpy(at, " www.test\n");
	known_hosts(text);
	struct addrinfo *list;
	int code = getaddrinfo("www.test", "80", HINTS(TCP, .ai_family = AF_INET), &list);
	if (code == 0)
		freeaddrinfo(list);
	return code == 0;
}
#define LONG_LINES(name, from, to, ...) \
	CASE(getaddrinfo, name, STAGE("etc"), __VA_ARGS__) \
	{ \
		int found = 1; \
		for (size_t length = (from); length <= (to); length++) \
			found &= is_found_behind(length); \
		observe_word(found ? "found" : "lost"); \
	}
LONG_LINES(hosts_line_around_128,  120, 136, PROVES("musl-523d9b96"), POSIX("found"), LINUX("found"))
LONG_LINES(hosts_line_around_256,  250, 262, PROVES("musl-523d9b96"), POSIX("found"), LINUX("found"))
LONG_LINES(hosts_line_around_512,  500, 504, PROVES("musl-523d9b96"), POSIX("found"), LINUX("found"))
LONG_LINES(hosts_line_past_512,    512, 520, POSIX("found"), LINUX("found"))
LONG_LINES(hosts_line_past_1024,   1020, 1030, POSIX("found"), LINUX("found"))
LONG_LINES(hosts_line_past_8192,   8190, 8196, POSIX("found"), LINUX("found"))

/* Many lines: an answer, or a lack of memory, but no end of the stack, of which there is 256 KiB. */
CASE(getaddrinfo, hosts_many_lines, STAGE("etc"), PROVES("CVE-2013-1914 CVE-2016-3706/BZ20010"), POSIX("an answer"), LINUX("an answer"))
{
	enum { LINES = 10000, WIDTH = sizeof "10.255.255.255 w\n" - 1 };
	struct rlimit little = { .rlim_cur = 1 << 18, .rlim_max = 1 << 18 };
	char *text = malloc(LINES * WIDTH + 1), *line = text;
	struct addrinfo *list = NULL;

	for (int i = 0; i < LINES; i++)
		line += snprintf(line, WIDTH + 1, "10.0.%d.%d w\n", i / 256, i % 256);
	known_hosts(text);
	need(setrlimit(RLIMIT_STACK, &little), "setrlimit");
	int code = getaddrinfo("w", "80", HINTS(TCP), &list);
	if (code == 0)
		freeaddrinfo(list);
	observe_word(code == 0 || code == EAI_MEMORY ? "an answer" : "none");
}

/* services(5): a name, a port and a protocol, then aliases. */
#define IN_SERVICES(name, text, service, hints, ...) \
	CASE(getaddrinfo, name, STAGE("etc"), __VA_ARGS__) \
	{ \
		etc("services", text); \
		look_up("192.0.2.1", service, hints); \
	}
#define SERVICES "http 80/tcp www\ndomain 53/tcp\ndomain 53/udp\nsyslog 514/udp\nshell 514/tcp\nsplit 1001/tcp\nsplit 1002/udp\n"
#define SERVES(text) PROVES("getaddrinfo.purpose.map"), ALL(text)
#define NO_SERVICE PROVES("getaddrinfo.EAI_SERVICE.unknown"), POSIX("EAI_SERVICE"), LINUX("EAI_SERVICE")
IN_SERVICES(service_by_name,       SERVICES, "http",    HINTS(TCP), SERVES("0 tcp://192.0.2.1:80"))
IN_SERVICES(service_by_alias,      SERVICES, "www",     HINTS(TCP), SERVES("0 tcp://192.0.2.1:80"))
IN_SERVICES(service_udp,           SERVICES, "syslog",  HINTS(UDP), SERVES("0 udp://192.0.2.1:514"))
IN_SERVICES(service_by_type,       SERVICES, "split",   HINTS(TCP), SERVES("0 tcp://192.0.2.1:1001"))
IN_SERVICES(service_by_other_type, SERVICES, "split",   HINTS(UDP), SERVES("0 udp://192.0.2.1:1002"))
IN_SERVICES(service_by_protocol,   SERVICES, "split",   HINTS(.ai_protocol = IPPROTO_UDP), SERVES("0 udp://192.0.2.1:1002"))
IN_SERVICES(service_of_both,       SERVICES, "split",   HINTS(0), SERVES("0 tcp://192.0.2.1:1001 udp://192.0.2.1:1002"))
IN_SERVICES(service_of_one,        SERVICES, "http",    HINTS(0), SERVES("0 tcp://192.0.2.1:80"))
IN_SERVICES(service_no_hints,      SERVICES, "domain",  NULL, SERVES("0 tcp://192.0.2.1:53 udp://192.0.2.1:53"))
IN_SERVICES(service_unknown,       SERVICES, "none",    HINTS(TCP), NO_SERVICE)
IN_SERVICES(service_unknown_to_all, SERVICES, "none",   HINTS(0), NO_SERVICE)
IN_SERVICES(service_of_other_type, SERVICES, "syslog",  HINTS(TCP), NO_SERVICE)
IN_SERVICES(service_of_other_type_udp, SERVICES, "shell", HINTS(UDP), NO_SERVICE)
IN_SERVICES(service_of_other_protocol, SERVICES, "shell", HINTS(.ai_protocol = IPPROTO_UDP), NO_SERVICE)
IN_SERVICES(service_of_raw,        SERVICES, "http",    HINTS(.ai_socktype = SOCK_RAW), NO_SERVICE)
IN_SERVICES(service_other_case,    SERVICES, "HTTP",    HINTS(TCP), NO_SERVICE)
IN_SERVICES(service_no_file_entry, "",       "http",    HINTS(TCP), NO_SERVICE)
IN_SERVICES(service_name_with_number_flag, SERVICES, "http", HINTS(TCP, .ai_flags = AI_NUMERICSERV), PROVES("getaddrinfo.AI_NUMERICSERV getaddrinfo.EAI_NONAME.numericserv"), ALL("EAI_NONAME"))
IN_SERVICES(service_number_wins,   "80 81/tcp\n", "80", HINTS(TCP), SERVES("0 tcp://192.0.2.1:80"))
IN_SERVICES(service_half_number,   SERVICES, "80http",  HINTS(TCP), NO_SERVICE)
CASE(getaddrinfo, service_without_node, STAGE("etc"), SERVES("0 tcp://0.0.0.0:80"))
{
	etc("services", SERVICES);
	look_up(NULL, "http", HINTS(TCP, .ai_family = AF_INET, .ai_flags = AI_PASSIVE));
}
CASE(getaddrinfo, service_no_file, STAGE("etc"), NO_SERVICE)
{
	known_hosts("");
	look_up("192.0.2.1", "http", HINTS(TCP));
}
CASE(getaddrinfo, service_and_host, STAGE("etc"), SERVES("0 tcp://[2001:db8::1]:1001 udp://[2001:db8::1]:1002"))
{
	known_hosts("2001:db8::1 www.test\n");
	etc("services", SERVICES);
	look_up("www.test", "split", HINTS(0));
}

/* When nothing can be had of the system. */
CASE(getaddrinfo, no_memory, WANTS_AGENT, STAGE("etc"), PROVES("getaddrinfo.EAI_MEMORY.memory"), POSIX("EAI_MEMORY"), LINUX("EAI_MEMORY"))
{
	use_up_memory(16);
	look_up("192.0.2.1", "80", HINTS(TCP));
}
CASE(getaddrinfo, no_memory_for_name, WANTS_AGENT, STAGE("etc"), PROVES("getaddrinfo.EAI_MEMORY.memory"), POSIX("EAI_MEMORY | EAI_SYSTEM ENOMEM"), LINUX("EAI_MEMORY | EAI_SYSTEM ENOMEM"))
{
	known_hosts("192.0.2.1 www.test\n");
	use_up_memory(16);
	look_up("www.test", "80", HINTS(TCP));
}
#define NO_DESCRIPTOR(name, hints) \
	CASE(getaddrinfo, name, STAGE("etc"), PROVES("getaddrinfo.EAI_SYSTEM.errno"), \
		POSIX("EAI_SYSTEM EMFILE"), LINUX("EAI_SYSTEM EMFILE")) \
	{ \
		etc("hosts", "192.0.2.1 www.test\n"); \
		no_descriptor_left(); \
		look_up("www.test", "80", hints); \
	}
NO_DESCRIPTOR(no_descriptor,            HINTS(TCP, .ai_family = AF_INET))
NO_DESCRIPTOR(no_descriptor_any_family, HINTS(TCP))

/* What was found is given back: who looks up again and again needs no more memory. */
CASE(getaddrinfo, mapped_all_often, STAGE("etc"), PROVES("CVE-2023-5156 BZ28852"), POSIX("0"), LINUX("0"))
{
	char lines[4096] = "";
	int code = 0;

	for (char i = 0; i < 100; i++) {
		strcat(lines, i % 2 ? "2001:db8::" : "192.0.2.");
		strcat(lines, (char[]){ (char)('1' + i / 20), (char)('0' + i / 2 % 10), '\0' });
		strcat(lines, " www.test\n");
	}
	known_hosts(lines);
	for (int i = 0; i < 300 && code == 0; i++) {
		struct addrinfo *list = NULL;
		if (i == 10)
			limit_own_memory(256 << 10);
		code = getaddrinfo("www.test", "80", HINTS(TCP, .ai_family = AF_INET6, .ai_flags = AI_V4MAPPED | AI_ALL | AI_CANONNAME), &list);
		freeaddrinfo(list);
	}
	observe_eai(code);
}

/* An interface is found by its whole name: what begins as the longest that there may be is another. */
CASE(getaddrinfo, scope_name_and_a_letter, PROVES("BZ22442"), LINUX("0 tcp://[fe80::1%1]:80 EAI_NONAME"))
{
	struct ifreq down = { .ifr_name = "lo" }, name = { .ifr_name = "lo", .ifr_newname = "interface-of-15" };

	own_network();
	int fd = inet_socket(SOCK_DGRAM);
	need(ioctl(fd, SIOCSIFFLAGS, &down), "down");
	need(ioctl(fd, SIOCSIFNAME, &name), "name");

	look_up("fe80::1%interface-of-15", "80", HINTS(TCP));
	look_up("fe80::1%interface-of-15x", "80", HINTS(TCP, .ai_flags = AI_NUMERICHOST));
}

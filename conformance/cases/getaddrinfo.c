/* Numbers for names: what getaddrinfo makes of its arguments without asking anybody. */
#include "lookup.h"

#define VECTOR(name, node, service, hints, ...) \
	CASE(getaddrinfo, name, ANYWHERE, __VA_ARGS__) { look_up(node, service, hints); }
#define MAPS(text) PROVES("getaddrinfo.purpose.map"), ALL(text)
#define NO_NAME(clause) \
	PROVES("getaddrinfo.EAI_NONAME." clause), POSIX("EAI_NONAME"), LINUX("EAI_NONAME")

/* A node and a service make an address. */
VECTOR(v4,             "192.0.2.1",   "80",    HINTS(TCP), MAPS("0 tcp://192.0.2.1:80"))
VECTOR(v4_udp,         "192.0.2.1",   "53",    HINTS(UDP), MAPS("0 udp://192.0.2.1:53"))
VECTOR(v4_by_family,   "192.0.2.1",   "80",    HINTS(TCP, .ai_family = AF_INET), MAPS("0 tcp://192.0.2.1:80"))
VECTOR(v4_least,       "0.0.0.0",     "0",     HINTS(TCP), MAPS("0 tcp://0.0.0.0:0"))
VECTOR(v4_greatest,    "255.255.255.255", "65535", HINTS(TCP), MAPS("0 tcp://255.255.255.255:65535"))
VECTOR(v6,             "2001:db8::1", "80",    HINTS(TCP), MAPS("0 tcp://[2001:db8::1]:80"))
VECTOR(v6_udp,         "2001:db8::1", "53",    HINTS(UDP), MAPS("0 udp://[2001:db8::1]:53"))
VECTOR(v6_by_family,   "2001:db8::1", "80",    HINTS(TCP, .ai_family = AF_INET6), MAPS("0 tcp://[2001:db8::1]:80"))
VECTOR(v6_least,       "::",          "0",     HINTS(TCP), MAPS("0 tcp://[::]:0"))
VECTOR(v6_greatest,    "FFFF:ffff:FFFF:ffff:ffff:ffff:ffff:ffff", "65535", HINTS(TCP), MAPS("0 tcp://[ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff]:65535"))
VECTOR(v6_v4_tail,     "::ffff:192.0.2.1", "80", HINTS(TCP), MAPS("0 tcp://[::ffff:192.0.2.1]:80"))
VECTOR(v6_no_scope,    "::1",         "80",    HINTS(TCP), PROVES("getaddrinfo.purpose.map musl-cb1c88d4"), ALL("0 tcp://[::1]:80"))
VECTOR(node_alone,     "192.0.2.1",   NULL,    HINTS(TCP), MAPS("0 tcp://192.0.2.1:0"))
VECTOR(node_alone_v6,  "2001:db8::1", NULL,    HINTS(TCP), MAPS("0 tcp://[2001:db8::1]:0"))
VECTOR(port_zeros,     "192.0.2.1",   "00080", HINTS(TCP), POSIX("0 tcp://192.0.2.1:80"))

/* inet_addr's other notations are notations of IPv4 addresses, where the family is not AF_INET6. */
VECTOR(one_part,       "3221225985",  "80",    HINTS(TCP), POSIX("0 tcp://192.0.2.1:80"), LINUX("0 tcp://192.0.2.1:80"))
VECTOR(two_parts,      "192.513",     "80",    HINTS(TCP), POSIX("0 tcp://192.0.2.1:80"), LINUX("0 tcp://192.0.2.1:80"))
VECTOR(three_parts,    "192.0.513",   "80",    HINTS(TCP), POSIX("0 tcp://192.0.2.1:80"), LINUX("0 tcp://192.0.2.1:80"))
VECTOR(octal,          "0300.0.02.1", "80",    HINTS(TCP), POSIX("0 tcp://192.0.2.1:80"), LINUX("0 tcp://192.0.2.1:80"))
VECTOR(octal_as_decimal, "0.0.040.4", "80",  HINTS(TCP), POSIX("0 tcp://0.0.32.4:80"), LINUX("0 tcp://0.0.32.4:80"))
VECTOR(hexadecimal,    "0xc0000201",  "80",    HINTS(TCP), POSIX("0 tcp://192.0.2.1:80"), LINUX("0 tcp://192.0.2.1:80"))

/* A scope stands behind % (getaddrinfo(3)): the index of an interface, or its name (ipv6(7)). */
#define SCOPED(text) LINUX("0 tcp://[" text "]:80")
VECTOR(scope_number,   "fe80::1%1",   "80",    HINTS(TCP), SCOPED("fe80::1%1"))
VECTOR(scope_no_interface, "fe80::1%4711", "80", HINTS(TCP), SCOPED("fe80::1%4711"))
VECTOR(scope_too_big,  "fe80::1%4294967297", "80", HINTS(TCP, .ai_flags = AI_NUMERICHOST), NO_NAME("numerichost"))
VECTOR(scope_unknown,  "fe80::1%none-such", "80", HINTS(TCP, .ai_flags = AI_NUMERICHOST), NO_NAME("numerichost musl-8041af59"))
VECTOR(scope_of_number, "::0%bad",    "80",    HINTS(TCP, .ai_flags = AI_NUMERICHOST), PROVES("libuv-1313"), POSIX("EAI_NONAME"), LINUX("EAI_NONAME"))
VECTOR(scope_empty,    "fe80::1%",    "80",    HINTS(TCP, .ai_flags = AI_NUMERICHOST), NO_NAME("numerichost"))
VECTOR(scope_half,     "fe80::1%1x",  "80",    HINTS(TCP, .ai_flags = AI_NUMERICHOST), NO_NAME("numerichost"))
VECTOR(scope_name_colon, "fe80::1%lo:x", "80",  HINTS(TCP, .ai_flags = AI_NUMERICHOST), NO_NAME("numerichost"))
VECTOR(scope_name_long, "fe80::1%longer-than-any-interface", "80", HINTS(TCP, .ai_flags = AI_NUMERICHOST), NO_NAME("numerichost"))
VECTOR(scope_negative, "fe80::1%-1",  "80",    HINTS(TCP, .ai_flags = AI_NUMERICHOST), NO_NAME("numerichost"))
VECTOR(scope_of_v4,    "192.0.2.1%1", "80",    HINTS(TCP, .ai_flags = AI_NUMERICHOST), NO_NAME("numerichost"))
CASE(getaddrinfo, scope_name, SCOPED("fe80::1%1")) { look_up("fe80::1%lo", "80", HINTS(TCP)); }
CASE(getaddrinfo, scope_name_multicast, SCOPED("ff02::1%1")) { look_up("ff02::1%lo", "80", HINTS(TCP)); }
CASE(getaddrinfo, scope_name_of_interface_local) { look_up("ff01::1%lo", "80", HINTS(TCP)); } /* ipv6(7) has scopes of link-local addresses alone */
/* What is too long for the name of an interface is looked for by no socket that stays open. */
CASE(getaddrinfo, scope_name_too_long, PROVES("CVE-2018-19591/BZ23927 getaddrinfo.EAI_NONAME.numerichost"), POSIX("EAI_NONAME none open"), LINUX("EAI_NONAME none open"))
{
	int lowest = need(dup(STDIN_FILENO), "dup");

	close(lowest);
	look_up("fe80::1%interface-of-sixteen", "80", HINTS(TCP, .ai_flags = AI_NUMERICHOST));
	observe_word(need(dup(STDIN_FILENO), "dup") == lowest ? "none open" : "one open");
}

/* Hints narrow down what comes; without them every type does. */
#define EVERY_TYPE(address) \
	"0 tcp://" address " udp://" address " | 0 tcp://" address " udp://" address " 3/0://" address
VECTOR(no_hints,       "192.0.2.1",   "80",    NULL, PROVES("getaddrinfo.purpose.map"), ALL(EVERY_TYPE("192.0.2.1:80")))
VECTOR(no_hints_v6,    "2001:db8::1", "80",    NULL, PROVES("getaddrinfo.purpose.map"), ALL(EVERY_TYPE("[2001:db8::1]:80")))
VECTOR(empty_hints,    "192.0.2.1",   "80",    HINTS(0), PROVES("getaddrinfo.purpose.map"), ALL(EVERY_TYPE("192.0.2.1:80")))
VECTOR(no_hints_no_service, "192.0.2.1", NULL, NULL, PROVES("getaddrinfo.purpose.map"), ALL(EVERY_TYPE("192.0.2.1:0")))
VECTOR(protocol_tcp,   "192.0.2.1",   "80",    HINTS(.ai_protocol = IPPROTO_TCP), POSIX("0 tcp://192.0.2.1:80"), LINUX("0 tcp://192.0.2.1:80"))
VECTOR(protocol_udp,   "192.0.2.1",   "80",    HINTS(.ai_protocol = IPPROTO_UDP), POSIX("0 udp://192.0.2.1:80"), LINUX("0 udp://192.0.2.1:80"))
VECTOR(both_tcp,       "192.0.2.1",   "80",    HINTS(TCP, .ai_protocol = IPPROTO_TCP), POSIX("0 tcp://192.0.2.1:80"), LINUX("0 tcp://192.0.2.1:80"))
VECTOR(both_udp,       "192.0.2.1",   "80",    HINTS(UDP, .ai_protocol = IPPROTO_UDP), POSIX("0 udp://192.0.2.1:80"), LINUX("0 udp://192.0.2.1:80"))
VECTOR(raw,            "192.0.2.1",   NULL,    HINTS(.ai_socktype = SOCK_RAW), POSIX("0 3/0://192.0.2.1:0"), LINUX("0 3/0://192.0.2.1:0"))
VECTOR(raw_protocol,   "192.0.2.1",   NULL,    HINTS(.ai_socktype = SOCK_RAW, .ai_protocol = IPPROTO_ICMP), POSIX("0 3/1://192.0.2.1:0"), LINUX("0 3/1://192.0.2.1:0"))

/* What hints may not say. */
#define REFUSES(name, hints, code, clause) \
	VECTOR(name, "192.0.2.1", "80", hints, PROVES("getaddrinfo." code "." clause), POSIX(code), LINUX(code))
REFUSES(bad_flags,          HINTS(.ai_flags = 0x40000000), "EAI_BADFLAGS", "flags")
REFUSES(bad_flags_negative, HINTS(.ai_flags = INT_MIN),    "EAI_BADFLAGS", "flags")
REFUSES(bad_flags_with_good, HINTS(.ai_flags = AI_NUMERICHOST | 0x40000000), "EAI_BADFLAGS", "flags")
REFUSES(unix_family,        HINTS(.ai_family = AF_UNIX),   "EAI_FAMILY", "family")
REFUSES(unknown_family,     HINTS(.ai_family = 4711),      "EAI_FAMILY", "family")
REFUSES(negative_family,    HINTS(.ai_family = -1),        "EAI_FAMILY", "family")
REFUSES(unknown_type,       HINTS(.ai_socktype = 4711),    "EAI_SOCKTYPE", "type")
REFUSES(negative_type,      HINTS(.ai_socktype = -1),      "EAI_SOCKTYPE", "type")
REFUSES(type_for_no_family, HINTS(.ai_socktype = SOCK_RDM), "EAI_SOCKTYPE", "type")
#define NO_SUCH_PAIR LINUX("EAI_SOCKTYPE") /* POSIX knows of unknown types alone */
VECTOR(stream_over_udp,    "192.0.2.1", "80", HINTS(TCP, .ai_protocol = IPPROTO_UDP), NO_SUCH_PAIR)
VECTOR(datagrams_over_tcp, "192.0.2.1", "80", HINTS(UDP, .ai_protocol = IPPROTO_TCP), NO_SUCH_PAIR)
VECTOR(canonical_name_of_nothing, NULL, "80", HINTS(TCP, .ai_flags = AI_CANONNAME), LINUX("EAI_BADFLAGS"))

/* An address of the other family: POSIX knows but one code for what does not resolve. */
#define OTHER_FAMILY PROVES("getaddrinfo.EAI_ADDRFAMILY.none"), POSIX("EAI_NONAME"), LINUX("EAI_ADDRFAMILY")
VECTOR(v4_for_v6,         "192.0.2.1",   "80", HINTS(TCP, .ai_family = AF_INET6), OTHER_FAMILY)
VECTOR(v6_for_v4,         "2001:db8::1", "80", HINTS(TCP, .ai_family = AF_INET),  OTHER_FAMILY)
VECTOR(v4_for_v6_numeric, "192.0.2.1",   "80", HINTS(TCP, .ai_family = AF_INET6, .ai_flags = AI_NUMERICHOST), OTHER_FAMILY)
VECTOR(v6_for_v4_numeric, "2001:db8::1", "80", HINTS(TCP, .ai_family = AF_INET, .ai_flags = AI_NUMERICHOST), OTHER_FAMILY)
VECTOR(mapped_for_v4,     "::ffff:192.0.2.1", "80", HINTS(TCP, .ai_family = AF_INET), OTHER_FAMILY)

/* AI_NUMERICHOST: a number, or nothing. */
#define NUMERIC_HOST(name, node, ...) \
	VECTOR(name, node, "80", HINTS(TCP, .ai_flags = AI_NUMERICHOST), __VA_ARGS__)
#define IS_NUMBER(text) PROVES("getaddrinfo.AI_NUMERICHOST"), ALL(text)
#define NO_NUMBER \
	PROVES("getaddrinfo.AI_NUMERICHOST getaddrinfo.EAI_NONAME.numerichost"), ALL("EAI_NONAME")
NUMERIC_HOST(numeric_v4,         "192.0.2.1",        IS_NUMBER("0 tcp://192.0.2.1:80"))
NUMERIC_HOST(numeric_v6,         "2001:db8::1",      IS_NUMBER("0 tcp://[2001:db8::1]:80"))
NUMERIC_HOST(numeric_name,       "localhost",        NO_NUMBER)
NUMERIC_HOST(numeric_empty,      "",                 NO_NUMBER)
NUMERIC_HOST(numeric_star,       "*",                NO_NUMBER)
NUMERIC_HOST(numeric_junk,       "192.0.2.1 junk",   PROVES("getaddrinfo.AI_NUMERICHOST CVE-2016-10739/BZ20018"), ALL("EAI_NONAME"))
NUMERIC_HOST(numeric_blank,      "192.0.2.1 ",       PROVES("getaddrinfo.AI_NUMERICHOST CVE-2016-10739/BZ20018"), ALL("EAI_NONAME"))
NUMERIC_HOST(numeric_newline,    "192.0.2.1\n",      PROVES("getaddrinfo.AI_NUMERICHOST CVE-2016-10739/BZ20018"), ALL("EAI_NONAME"))
NUMERIC_HOST(numeric_blank_first, " 192.0.2.1",      NO_NUMBER)
NUMERIC_HOST(numeric_octet_too_big, "192.0.2.256",   NO_NUMBER)
NUMERIC_HOST(numeric_five_parts, "192.0.2.1.5",      NO_NUMBER)
NUMERIC_HOST(numeric_dot,        "192.0.2.1.",       NO_NUMBER)
NUMERIC_HOST(numeric_v6_junk,    "2001:db8::1 junk", NO_NUMBER)
NUMERIC_HOST(numeric_v6_brackets, "[2001:db8::1]",   NO_NUMBER)
NUMERIC_HOST(numeric_v6_prefix,  "2001:db8::1/64",   NO_NUMBER)
NUMERIC_HOST(numeric_v6_two_gaps, "2001::db8::1",    NO_NUMBER)
VECTOR(numeric_null, NULL, "80", HINTS(TCP, .ai_flags = AI_NUMERICHOST, .ai_family = AF_INET), PROVES("getaddrinfo.AI_NUMERICHOST"), ALL("0 tcp://127.0.0.1:80"))
/* AI_NUMERICSERV: likewise. */
#define NUMERIC_SERVICE(name, service, ...) \
	VECTOR(name, "192.0.2.1", service, HINTS(TCP, .ai_flags = AI_NUMERICSERV), __VA_ARGS__)
#define NO_NUMERIC_SERVICE \
	PROVES("getaddrinfo.AI_NUMERICSERV getaddrinfo.EAI_NONAME.numericserv"), ALL("EAI_NONAME")
NUMERIC_SERVICE(service_number,    "80",    PROVES("getaddrinfo.AI_NUMERICSERV"), ALL("0 tcp://192.0.2.1:80"))
NUMERIC_SERVICE(service_least,     "0",     PROVES("getaddrinfo.AI_NUMERICSERV"), ALL("0 tcp://192.0.2.1:0"))
NUMERIC_SERVICE(service_greatest,  "65535", PROVES("getaddrinfo.AI_NUMERICSERV"), ALL("0 tcp://192.0.2.1:65535"))
NUMERIC_SERVICE(service_name,      "http",  NO_NUMERIC_SERVICE)
NUMERIC_SERVICE(service_half,      "80x",   NO_NUMERIC_SERVICE)
NUMERIC_SERVICE(service_blank,     "80 ",   NO_NUMERIC_SERVICE)
NUMERIC_SERVICE(service_blank_first, " 80", NO_NUMERIC_SERVICE)
NUMERIC_SERVICE(service_sign,      "+80",   NO_NUMERIC_SERVICE)
NUMERIC_SERVICE(service_star,      "*",     NO_NUMERIC_SERVICE)
NUMERIC_SERVICE(service_hex,       "0x50",  NO_NUMERIC_SERVICE)
NUMERIC_SERVICE(service_empty,     "",      NO_NUMERIC_SERVICE)
/* No port has these; POSIX does not say by which code. */
#define NO_PORT POSIX("EAI_NONAME | EAI_SERVICE"), LINUX("EAI_NONAME | EAI_SERVICE")
NUMERIC_SERVICE(service_too_big,   "65536", NO_PORT)
NUMERIC_SERVICE(service_past_2_to_32, "4294967376", NO_PORT)
NUMERIC_SERVICE(service_past_2_to_64, "18446744073709551696", NO_PORT)
NUMERIC_SERVICE(service_negative,  "-1",    NO_PORT)

/* Neither name is a name that does not resolve. */
VECTOR(neither_name,        NULL, NULL, HINTS(TCP), PROVES("getaddrinfo.EAI_NONAME.both-null musl-06bcf9bc"), POSIX("EAI_NONAME"), LINUX("EAI_NONAME"))
VECTOR(neither_name_no_hints, NULL, NULL, NULL, NO_NAME("both-null"))
VECTOR(neither_name_passive, NULL, NULL, HINTS(TCP, .ai_flags = AI_PASSIVE), NO_NAME("both-null"))

/* Without a node: this host, or where it listens. */
#define LISTENS(text) PROVES("getaddrinfo.AI_PASSIVE"), ALL(text)
VECTOR(active_v4,       NULL, "80", HINTS(TCP, .ai_family = AF_INET),  LISTENS("0 tcp://127.0.0.1:80"))
VECTOR(active_v6,       NULL, "80", HINTS(TCP, .ai_family = AF_INET6), LISTENS("0 tcp://[::1]:80"))
VECTOR(passive_v4,      NULL, "80", HINTS(TCP, .ai_family = AF_INET, .ai_flags = AI_PASSIVE),  LISTENS("0 tcp://0.0.0.0:80"))
VECTOR(passive_v6,      NULL, "80", HINTS(TCP, .ai_family = AF_INET6, .ai_flags = AI_PASSIVE), LISTENS("0 tcp://[::]:80"))
VECTOR(passive_node,    "192.0.2.1", "80", HINTS(TCP, .ai_flags = AI_PASSIVE), LISTENS("0 tcp://192.0.2.1:80"))
VECTOR(passive_node_v6, "2001:db8::1", "80", HINTS(TCP, .ai_flags = AI_PASSIVE), LISTENS("0 tcp://[2001:db8::1]:80"))
CASE(getaddrinfo, active,
	PROVES("getaddrinfo.AI_PASSIVE getaddrinfo.purpose.map addrinfo.ai_next"),
	ALL("0 tcp://[::1]:80 tcp://127.0.0.1:80 | 0 tcp://127.0.0.1:80 tcp://[::1]:80"))
{
	look_up(NULL, "80", HINTS(TCP));
}
CASE(getaddrinfo, passive,
	PROVES("getaddrinfo.AI_PASSIVE getaddrinfo.purpose.map"),
	ALL("0 tcp://[::]:80 tcp://0.0.0.0:80 | 0 tcp://0.0.0.0:80 tcp://[::]:80"))
{
	look_up(NULL, "80", HINTS(TCP, .ai_flags = AI_PASSIVE));
}

/* Where a server listens that asked with AI_PASSIVE, a client comes that asked without. */
CASE(getaddrinfo, passive_is_for_bind,
	PROVES("getaddrinfo.signature getaddrinfo.AI_PASSIVE addrinfo.struct addrinfo.ai_flags "
	       "addrinfo.ai_family addrinfo.ai_socktype addrinfo.ai_protocol "
	       "addrinfo.ai_addr addrinfo.ai_addrlen"),
	ALL("0 0 0 0"))
{
	struct addrinfo *here, *there;

	observe_eai(getaddrinfo(NULL, "0", HINTS(TCP, .ai_family = AF_INET, .ai_flags = AI_PASSIVE), &here));
	int listener = need(socket(here->ai_family, here->ai_socktype, here->ai_protocol), "socket");
	observe(bind(listener, here->ai_addr, here->ai_addrlen));
	need(listen(listener, 1), "listen");
	observe_eai(getaddrinfo(NULL, "0", HINTS(TCP, .ai_family = AF_INET), &there));
	((struct sockaddr_in *)(void *)there->ai_addr)->sin_port = name_of(listener).in.sin_port;
	observe(connect(inet_socket(SOCK_STREAM), there->ai_addr, there->ai_addrlen));
}

/* AI_V4MAPPED and AI_ALL, of numbers. */
#define MAPPED(text) PROVES("getaddrinfo.AI_V4MAPPED"), ALL(text)
#define V4MAPPED(more) HINTS(TCP, .ai_flags = AI_V4MAPPED | (more), .ai_family = AF_INET6)
VECTOR(mapped_v4,         "192.0.2.1",   "80", V4MAPPED(0), MAPPED("0 tcp://[::ffff:192.0.2.1]:80"))
VECTOR(mapped_v6,         "2001:db8::1", "80", V4MAPPED(0), MAPPED("0 tcp://[2001:db8::1]:80"))
VECTOR(mapped_all_v4,     "192.0.2.1",   "80", V4MAPPED(AI_ALL), PROVES("getaddrinfo.AI_ALL getaddrinfo.AI_V4MAPPED"), ALL("0 tcp://[::ffff:192.0.2.1]:80"))
VECTOR(mapped_numeric_v4, "192.0.2.1",   "80", V4MAPPED(AI_NUMERICHOST), MAPPED("0 tcp://[::ffff:192.0.2.1]:80"))
VECTOR(mapped_all_active, NULL,          "80", V4MAPPED(AI_ALL), MAPPED("0 tcp://[::1]:80 | 0 tcp://[::1]:80 tcp://[::ffff:127.0.0.1]:80"))
VECTOR(mapped_any_family, "192.0.2.1",   "80", HINTS(TCP, .ai_flags = AI_V4MAPPED), PROVES("getaddrinfo.AI_V4MAPPED uClibc-3c1457161"), ALL("0 tcp://192.0.2.1:80"))
VECTOR(mapped_v4_family,  "192.0.2.1",   "80", HINTS(TCP, .ai_flags = AI_V4MAPPED | AI_ALL, .ai_family = AF_INET), MAPPED("0 tcp://192.0.2.1:80"))
VECTOR(all_unmapped,      "192.0.2.1",   "80", HINTS(TCP, .ai_flags = AI_ALL, .ai_family = AF_INET6), PROVES("getaddrinfo.AI_ALL"), DOCUMENT("EAI_NONAME | EAI_ADDRFAMILY"), POSIX("EAI_NONAME"), LINUX("EAI_ADDRFAMILY"))

/* AI_CANONNAME: that of a number is the number. */
#define CANONICAL(text) PROVES("getaddrinfo.AI_CANONNAME"), ALL(text)
VECTOR(canonical_v4,      "192.0.2.1",   "80", HINTS(TCP, .ai_flags = AI_CANONNAME), CANONICAL("0 tcp://192.0.2.1:80=192.0.2.1"))
VECTOR(canonical_v6,      "2001:db8::1", "80", HINTS(TCP, .ai_flags = AI_CANONNAME), CANONICAL("0 tcp://[2001:db8::1]:80=2001:db8::1"))
VECTOR(canonical_numeric, "192.0.2.1",   "80", HINTS(TCP, .ai_flags = AI_CANONNAME | AI_NUMERICHOST), CANONICAL("0 tcp://192.0.2.1:80=192.0.2.1"))
CASE(getaddrinfo, canonical_in_first_alone, ANYWHERE, PROVES("getaddrinfo.AI_CANONNAME addrinfo.ai_canonname"), ALL("0 192.0.2.1 others none"))
{
	struct addrinfo *list = NULL;
	int others = 0;

	observe_eai(getaddrinfo("192.0.2.1", "80", HINTS(.ai_flags = AI_CANONNAME), &list));
	observe_text(list->ai_canonname);
	for (const struct addrinfo *entry = list->ai_next; entry; entry = entry->ai_next)
		others += entry->ai_canonname != NULL;
	observe_word(others ? "others too" : "others none");
}

/* A failure leaves the list alone, and of the codes one alone has to do with errno. */
CASE(getaddrinfo, result_untouched, ANYWHERE, PROVES("CVE-2016-10739/BZ20018"), POSIX("EAI_NONAME untouched"), LINUX("EAI_NONAME untouched"))
{
	struct addrinfo mine, *list = &mine;

	observe_eai(getaddrinfo("192.0.2.1 junk", NULL, HINTS(.ai_flags = AI_NUMERICHOST), &list));
	observe_word(list == &mine ? "untouched" : "written");
}
CASE(getaddrinfo, failure_is_no_errno, ANYWHERE, PROVES("getaddrinfo.error.no-strerror"), ALL("code not -1 EAI_NONAME"))
{
	struct addrinfo *list;
	int code = getaddrinfo("name", NULL, HINTS(.ai_flags = AI_NUMERICHOST), &list);

	observe_word(code == -1 ? "like a call's" : "code not -1");
	observe_eai(code);
}

/* The entries of a list go their own ways: each is freed, and what is left stays whole. */
CASE(freeaddrinfo, whole_list, PROVES("freeaddrinfo.signature"), ALL("0 freed"))
{
	struct addrinfo *list;

	observe_eai(getaddrinfo(NULL, "80", NULL, &list));
	freeaddrinfo(list);
	observe_word("freed");
}
CASE(freeaddrinfo, tail_first, ANYWHERE, PROVES("freeaddrinfo.signature musl-224d938c"), ALL("0 udp://127.0.0.1:80 freed tcp://127.0.0.1:80"))
{
	struct addrinfo *list = NULL;

	observe_eai(getaddrinfo("127.0.0.1", "80", NULL, &list));
	struct addrinfo *rest = list->ai_next;
	list->ai_next = NULL;
	observe_entry(rest, 0);
	freeaddrinfo(rest);
	observe_word("freed");
	observe_entry(list, 0);
	freeaddrinfo(list);
}
CASE(freeaddrinfo, head_first, ANYWHERE, PROVES("freeaddrinfo.signature"), ALL("0 tcp://127.0.0.1:80 freed udp://127.0.0.1:80"))
{
	struct addrinfo *list = NULL;

	observe_eai(getaddrinfo("127.0.0.1", "80", NULL, &list));
	struct addrinfo *rest = list->ai_next;
	list->ai_next = NULL;
	observe_entry(list, 0);
	freeaddrinfo(list);
	observe_word("freed");
	observe_entry(rest, 0);
	freeaddrinfo(rest);
}

CASE(freeaddrinfo, memory_is_freed, PROVES("freeaddrinfo.signature"), ALL("0"))
{
	int code = 0;
	struct addrinfo *list;

	limit_own_memory(1 << 18);
	for (int i = 0; i < 10000 && code == 0; i++) {
		code = getaddrinfo("192.0.2.1", "80", HINTS(TCP), &list);
		if (code == 0)
			freeaddrinfo(list);
	}
	observe_eai(code);
}

/* gai_strerror */

static const int codes[] = { EAI_AGAIN, EAI_BADFLAGS, EAI_FAIL, EAI_FAMILY, EAI_MEMORY, EAI_NONAME,
	EAI_OVERFLOW, EAI_SERVICE, EAI_SOCKTYPE, EAI_SYSTEM };
enum { CODES = sizeof codes / sizeof *codes };

CASE(gai_strerror, text_of_its_own, ANYWHERE, PROVES("gai_strerror.signature getaddrinfo.error.gai_strerror"), ALL("each its own"))
{
	const char *unknown_code = gai_strerror(4711);

	for (int i = 0; i < CODES; i++) {
		const char *text = gai_strerror(codes[i]);
		if (!text || !*text)
			observe_eai(codes[i]);
		for (int j = 0; text && j < i; j++)
			if (strcmp(text, gai_strerror(codes[j])) == 0)
				observe_eai(codes[j]);
		if (text && unknown_code && strcmp(text, unknown_code) == 0)
			observe_eai(codes[i]);
	}
	observe_word("each its own");
}
CASE(gai_strerror, unknown_code, ANYWHERE, POSIX("a text"), LINUX("a text"))
{
	const char *text = gai_strerror(INT_MIN);

	observe_word(text && *text ? "a text" : "none");
}
CASE(gai_strerror, stays, ANYWHERE, POSIX("the same"), LINUX("the same"))
{
	const char *text = gai_strerror(EAI_NONAME);
	char copy[128] = "";

	strncpy(copy, text, sizeof copy - 1);
	gai_strerror(EAI_AGAIN);
	observe_word(strcmp(copy, text) == 0 ? "the same" : "other");
}

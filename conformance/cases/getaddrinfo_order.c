/* In which order getaddrinfo gives addresses, and which it leaves out: RFC 6724, AI_ADDRCONFIG. */
#include "etc.h"
#include "lookup.h"
#include <sys/stat.h>

/* The hosts file has them the other way round. */
#define IN_ORDER(name, addresses, text, ...) \
	CASE(getaddrinfo, name, STAGE("sources " addresses), __VA_ARGS__) \
	{ \
		etc("nsswitch.conf", "hosts: files\n"); \
		etc("host.conf", "multi on\n"); \
		etc("hosts", text); \
		look_up("w", "80", HINTS(TCP)); \
	}
#define FIRST_THEN(first, second) LINUX("0 tcp://" first ":80 tcp://" second ":80")

/* Rule 1: what cannot be reached comes last. */
IN_ORDER(order_no_ipv6,         "192.0.2.1/24",              "2001:db8::9 w\n192.0.2.9 w\n", FIRST_THEN("192.0.2.9", "[2001:db8::9]"))
IN_ORDER(order_no_ipv4,         "2001:db8::1/64",            "192.0.2.9 w\n2001:db8::9 w\n", FIRST_THEN("[2001:db8::9]", "192.0.2.9"))
/* Rule 2: the scope of the address is that of ours. */
IN_ORDER(order_scope_of_v6,     "2001:db8:1::2/64,169.254.13.78/16", "198.51.100.121 w\n2001:db8:1::1 w\n", FIRST_THEN("[2001:db8:1::1]", "198.51.100.121"))
IN_ORDER(order_scope_of_v4,     "fe80::1/64,198.51.100.117/24", "2001:db8:1::1 w\n198.51.100.121 w\n", FIRST_THEN("198.51.100.121", "[2001:db8:1::1]"))
IN_ORDER(order_scope_among_v4,  "169.254.13.78/16",          "198.51.100.121 w\n169.254.13.9 w\n", FIRST_THEN("169.254.13.9", "198.51.100.121"))
/* Rule 3: not from a deprecated address. */
IN_ORDER(order_deprecated,      "2001:db8::1/64~,192.0.2.1/24", "2001:db8::9 w\n192.0.2.9 w\n", FIRST_THEN("192.0.2.9", "[2001:db8::9]"))
/* Rule 5: the label of the address is that of ours. */
IN_ORDER(order_label,           "2002:c633:6401::2/48,fe80::2/64", "2001:db8:1::1 w\n2002:c633:6401::1 w\n", FIRST_THEN("[2002:c633:6401::1]", "[2001:db8:1::1]"))
/* Rule 6: the higher precedence. */
IN_ORDER(order_precedence,      "2001:db8::1/64,192.0.2.1/24", "192.0.2.9 w\n2001:db8::9 w\n", FIRST_THEN("[2001:db8::9]", "192.0.2.9"))
IN_ORDER(order_precedence_private, "2001:db8:1::2/64,10.1.2.4/24", "10.1.2.3 w\n2001:db8:1::1 w\n", FIRST_THEN("[2001:db8:1::1]", "10.1.2.3"))
IN_ORDER(order_precedence_6to4, "2002:c633:6401::2/48,2001:db8:1::2/64", "2002:c633:6401::1 w\n2001:db8:1::1 w\n", FIRST_THEN("[2001:db8:1::1]", "[2002:c633:6401::1]"))
IN_ORDER(order_precedence_loopback, "2001:db8::1/64", "2001:db8::9 w\n::1 w\n", FIRST_THEN("[::1]", "[2001:db8::9]"))
/* Rule 8: the smaller scope. */
IN_ORDER(order_smaller_scope,   "192.0.2.1/24",              "192.0.2.9 w\n127.0.0.1 w\n", FIRST_THEN("127.0.0.1", "192.0.2.9"))
/* Rule 9: the more bits in common with ours. */
IN_ORDER(order_prefix,          "2001:db8:1::2/64,2001:db8:3f44::2/64", "2001:db8:3f45::1 w\n2001:db8:1::1 w\n", FIRST_THEN("[2001:db8:1::1]", "[2001:db8:3f45::1]"))
/* Rule 10: otherwise as they were. */
IN_ORDER(order_kept,            "2001:db8::1/64",            "2001:db8::a w\n2001:db8::9 w\n", FIRST_THEN("[2001:db8::a]", "[2001:db8::9]"))
IN_ORDER(order_kept_v4,         "192.0.2.1/24",              "192.0.2.9 w\n192.0.2.8 w\n", FIRST_THEN("192.0.2.9", "192.0.2.8"))
IN_ORDER(order_neither_reached, "192.0.2.1/24",              "2001:db8::a w\n2001:db8::9 w\n", FIRST_THEN("[2001:db8::a]", "[2001:db8::9]"))

/* gai.conf(5): a table of which the file has a line is the file's. */
#define RULED(name, conf, addresses, text, ...) \
	CASE(getaddrinfo, name, STAGE("sources " addresses), __VA_ARGS__) \
	{ \
		etc("nsswitch.conf", "hosts: files\n"); \
		etc("host.conf", "multi on\n"); \
		etc("hosts", text); \
		etc("gai.conf", conf); \
		look_up("w", "80", HINTS(TCP)); \
	}
#define BOTH_FAMILIES "2001:db8::1/64,192.0.2.1/24"
#define V4_THEN_V6 FIRST_THEN("192.0.2.9", "[2001:db8::9]")
#define V6_THEN_V4 FIRST_THEN("[2001:db8::9]", "192.0.2.9")
RULED(gai_precedence,         "precedence ::ffff:0:0/96 100\n", BOTH_FAMILIES, "2001:db8::9 w\n192.0.2.9 w\n", V4_THEN_V6)
RULED(gai_precedence_is_all,  "precedence ::/0 40\n", BOTH_FAMILIES, "192.0.2.9 w\n2001:db8::9 w\n", V4_THEN_V6)
RULED(gai_precedence_of_longer, "precedence ::/0 40\nprecedence 2001:db8::/32 10\nprecedence ::ffff:0:0/96 20\n", BOTH_FAMILIES, "2001:db8::9 w\n192.0.2.9 w\n", V4_THEN_V6)
RULED(gai_precedence_of_one,  "precedence ::/0 40\nprecedence 2001:db8::9/128 50\n", "2001:db8::1/64", "2001:db8::a w\n2001:db8::9 w\n", FIRST_THEN("[2001:db8::9]", "[2001:db8::a]"))
RULED(gai_white_space,        " \t precedence \t::ffff:0:0/96    100 \n", BOTH_FAMILIES, "2001:db8::9 w\n192.0.2.9 w\n", V4_THEN_V6)
RULED(gai_comments,           "#precedence ::ffff:0:0/96 100\n# precedence ::ffff:0:0/96 100\n\n", BOTH_FAMILIES, "192.0.2.9 w\n2001:db8::9 w\n", V6_THEN_V4)
RULED(gai_empty,              "", BOTH_FAMILIES, "192.0.2.9 w\n2001:db8::9 w\n", V6_THEN_V4)
RULED(gai_label,              "label ::/0 1\nlabel 2001:db8:1::/48 7\n", "2001:db8::1/64", "2001:db8:1::1 w\n2001:db8:ffff::9 w\n", FIRST_THEN("[2001:db8:ffff::9]", "[2001:db8:1::1]"))
RULED(gai_label_is_all,       "label ::/0 1\n", "2002:c633:6401::2/48,fe80::2/64", "2002:c633:6401::1 w\n2001:db8:1::1 w\n", FIRST_THEN("[2001:db8:1::1]", "[2002:c633:6401::1]"))
RULED(gai_label_alone,        "label ::/0 1\n", BOTH_FAMILIES, "192.0.2.9 w\n2001:db8::9 w\n", V6_THEN_V4)
RULED(gai_scope_v4,           "scopev4 ::ffff:0.0.0.0/96 14\nscopev4 ::ffff:192.0.2.8/128 2\n", "192.0.2.1/24", "192.0.2.8 w\n192.0.2.9 w\n", FIRST_THEN("192.0.2.9", "192.0.2.8"))
CASE(getaddrinfo, gai_reload, STAGE("sources " BOTH_FAMILIES), LINUX("0 tcp://192.0.2.9:80 tcp://[2001:db8::9]:80 0 tcp://[2001:db8::9]:80 tcp://192.0.2.9:80"))
{
	const struct timespec long_ago[] = { { .tv_sec = 1 }, { .tv_sec = 1 } };
	etc("nsswitch.conf", "hosts: files\n");
	etc("host.conf", "multi on\n");
	etc("hosts", "2001:db8::9 w\n192.0.2.9 w\n");
	etc("gai.conf", "reload yes\nprecedence ::ffff:0:0/96 100\n");

	look_up("w", "80", HINTS(TCP));
	etc("gai.conf", "reload yes\nprecedence ::/0 40\nprecedence ::ffff:0:0/96 10\n");
	need(utimensat(AT_FDCWD, "/etc/gai.conf", long_ago, 0), "utimensat");
	look_up("w", "80", HINTS(TCP));
}

/* AI_ADDRCONFIG: of no family of which this host has no address. The loopback's is one in POSIX, and
 * none in getaddrinfo(3). */
#define CONFIGURED(name, stage, node, flags, ...) \
	CASE(getaddrinfo, name, STAGE(stage), __VA_ARGS__) \
	{ \
		etc("nsswitch.conf", "hosts: files\n"); \
		etc("host.conf", "multi on\n"); \
		etc("hosts", "192.0.2.9 w only4\n2001:db8::9 w only6\n"); \
		look_up(node, "80", HINTS(TCP, .ai_flags = (flags))); \
	}
#define HAS(text) PROVES("getaddrinfo.AI_ADDRCONFIG"), ALL(text)
#define HAS_BUT_LOOPBACK(text, more) \
	PROVES("getaddrinfo.AI_ADDRCONFIG"), DOCUMENT(text), POSIX(text " | " text " " more), LINUX(text)
CONFIGURED(addrconfig_v4,     "sources 192.0.2.1/24",                "w", AI_ADDRCONFIG, HAS_BUT_LOOPBACK("0 tcp://192.0.2.9:80", "tcp://[2001:db8::9]:80"))
CONFIGURED(addrconfig_v6,     "sources 2001:db8::1/64",              "w", AI_ADDRCONFIG, HAS_BUT_LOOPBACK("0 tcp://[2001:db8::9]:80", "tcp://192.0.2.9:80"))
CONFIGURED(addrconfig_no_ipv6, "no-ipv6",                              "w", AI_ADDRCONFIG, POSIX("0 tcp://192.0.2.9:80"))
CONFIGURED(addrconfig_both,   "sources 192.0.2.1/24,2001:db8::1/64", "w", AI_ADDRCONFIG, HAS("0 tcp://[2001:db8::9]:80 tcp://192.0.2.9:80"))
CONFIGURED(addrconfig_unset,  "sources 192.0.2.1/24",                "w", 0, HAS("0 tcp://192.0.2.9:80 tcp://[2001:db8::9]:80"))
/* One address more than a buffer may hold on the stack: there are two families of them. */
CASE(getaddrinfo, order_of_many, STAGE("sources 192.0.2.1/24,2001:db8::1/64"), LINUX("0 IPv6 first"))
{
	static char text[20000];
	struct addrinfo *list = NULL;
	int size = 0, v4 = 0, late = 0;

	for (int i = 1; i <= 200; i++)
		size += snprintf(text + size, sizeof text - (size_t)size, "192.0.2.%d w\n2001:db8::%x w\n", i, i + 1);
	etc("nsswitch.conf", "hosts: files\n");
	etc("host.conf", "multi on\n");
	etc("hosts", text);

	observe_eai(getaddrinfo("w", "80", HINTS(TCP), &list));
	for (; list; list = list->ai_next) {
		v4 += list->ai_family == AF_INET;
		late += v4 && list->ai_family == AF_INET6;
	}
	observe_word(v4 && !late ? "IPv6 first" : "mixed");
}

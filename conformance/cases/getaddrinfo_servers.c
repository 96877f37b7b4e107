/* Whom getaddrinfo asks, for which names: /etc/resolv.conf. */
#include "dns.h"

/* As resolv.conf(5) has it. */
#define CONFIGURED(name, text, node, respond, ...) \
	CASE(getaddrinfo, name, STAGE("etc"), __VA_ARGS__) \
	{ \
		answered_by(respond); \
		etc("resolv.conf", text); \
		look_up(node, "80", HINTS(TCP, .ai_family = AF_INET)); \
	}
#define ASKING(name, text, node, respond, ...) \
	CASE(getaddrinfo, name, STAGE("etc"), __VA_ARGS__) \
	{ \
		answered_by(respond); \
		etc("resolv.conf", text); \
		look_up(node, "80", HINTS(TCP, .ai_family = AF_INET)); \
		observe_questions(); \
	}
#define ONCE "options timeout:5 attempts:1\n"
#define SERVER "nameserver 127.0.0.1\n" ONCE

/* 192.0.2.1 from the first server, 192.0.2.2 from the second … */
static void by_server(struct exchange *dns)
{
	char address[] = "192.0.2.1";

	address[8] = (char)('1' + dns->server);
	a(dns, dns->name, address);
}
static void first_fails(struct exchange *dns)
{
	dns->server == FIRST ? respond_with(dns, SERVFAIL) : by_server(dns);
}
static void first_refuses(struct exchange *dns)
{
	dns->server == FIRST ? respond_with(dns, REFUSED) : by_server(dns);
}
static void first_says_nothing(struct exchange *dns)
{
	dns->server == FIRST ? stay_silent(dns) : by_server(dns);
}
static void first_knows_no_name(struct exchange *dns)
{
	dns->server == FIRST ? respond_with(dns, NXDOMAIN) : by_server(dns);
}
static void once_asked_again(struct exchange *dns)
{
	dns->number == 0 ? stay_silent(dns) : by_server(dns);
}
CONFIGURED(server_named,       SERVER, "www.test", by_server, LINUX("0 tcp://192.0.2.1:80"))
CONFIGURED(server_other,       "nameserver 127.0.0.2\n" ONCE, "www.test", by_server, LINUX("0 tcp://192.0.2.2:80"))
CONFIGURED(server_over_ipv6,   "nameserver ::1\n" ONCE, "www.test", by_server, LINUX("0 tcp://192.0.2.4:80"))
CONFIGURED(server_by_default,  ONCE, "www.test", by_server, LINUX("0 tcp://192.0.2.1:80"))
CONFIGURED(server_comments,    "# nameserver 127.0.0.2\n; nameserver 127.0.0.3\n" SERVER, "www.test", by_server, LINUX("0 tcp://192.0.2.1:80"))
CONFIGURED(server_unknown_words, "nonsense 1 2 3\n\n" SERVER "options none-such\n", "www.test", by_server, LINUX("0 tcp://192.0.2.1:80"))
CONFIGURED(server_no_newline,  ONCE "nameserver 127.0.0.2", "www.test", by_server, LINUX("0 tcp://192.0.2.2:80"))
CONFIGURED(server_next_if_none_there, "nameserver 127.0.0.9\nnameserver 127.0.0.2\n" ONCE, "www.test", by_server, LINUX("0 tcp://192.0.2.2:80"))
CONFIGURED(server_next_if_failing, "nameserver 127.0.0.1\nnameserver 127.0.0.2\n" ONCE, "www.test", first_fails, LINUX("0 tcp://192.0.2.2:80"))
CONFIGURED(server_next_if_refusing, "nameserver 127.0.0.1\nnameserver 127.0.0.2\n" ONCE, "www.test", first_refuses, LINUX("0 tcp://192.0.2.2:80"))
CONFIGURED(server_next_if_silent, "nameserver 127.0.0.1\nnameserver 127.0.0.2\noptions timeout:1 attempts:1\n", "www.test", first_says_nothing, LINUX("0 tcp://192.0.2.2:80"))
CONFIGURED(server_third,       "nameserver 127.0.0.9\nnameserver 127.0.0.8\nnameserver 127.0.0.3\n" ONCE, "www.test", by_server, LINUX("0 tcp://192.0.2.3:80"))
CONFIGURED(server_says_no,     "nameserver 127.0.0.1\nnameserver 127.0.0.2\n" ONCE, "www.test", first_knows_no_name, LINUX("EAI_NONAME"))
CONFIGURED(server_asked_again, "nameserver 127.0.0.1\noptions timeout:1 attempts:2\n", "www.test", once_asked_again, LINUX("0 tcp://192.0.2.1:80"))
CASE(getaddrinfo, server_by_default_without_file, STAGE("etc"), LINUX("0 tcp://192.0.2.1:80"))
{
	answered_by(by_server);
	etc("resolv.conf", NULL);
	look_up("www.test", "80", HINTS(TCP));
}
CASE(getaddrinfo, server_after_nul, STAGE("etc"), PROVES("CVE-2024-25629"), LINUX("0 tcp://192.0.2.1:80"))
{
	static const char text[] = "\0\n" SERVER;
	answered_by(by_server);
	int fd = need(open("/etc/resolv.conf", O_WRONLY | O_TRUNC), "resolv.conf");
	need((int)write(fd, text, sizeof text - 1), "write");
	close(fd);
	look_up("www.test", "80", HINTS(TCP));
}
CASE(getaddrinfo, server_rotated, STAGE("etc"), LINUX("several servers"))
{
	struct addrinfo *list;
	int asked = 0;

	answered_by(by_server);
	etc("resolv.conf", "nameserver 127.0.0.1\nnameserver 127.0.0.2\nnameserver 127.0.0.3\n"
		"options rotate timeout:5 attempts:1\n");
	for (int i = 0; i < 12; i++) {
		if (getaddrinfo("www.test", NULL, HINTS(TCP, .ai_family = AF_INET), &list))
			unresolved("no answer");
		asked |= 1 << (ntohl(((struct sockaddr_in *)(void *)list->ai_addr)->sin_addr.s_addr) & 3);
		freeaddrinfo(list);
	}
	observe_word(asked & (asked - 1) ? "several servers" : "one server");
}

/* EDNS0: the question has a record more. */
static void if_extended(struct exchange *dns)
{
	a(dns, dns->name, dns->extended ? "192.0.2.2" : "192.0.2.1");
}
CONFIGURED(not_extended, SERVER, "www.test", if_extended, LINUX("0 tcp://192.0.2.1:80"))
CONFIGURED(extended,     SERVER "options edns0\n", "www.test", if_extended, LINUX("0 tcp://192.0.2.2:80"))

/* Which names are asked for: those in the domains of the search list, and the name itself, first where it has ndots dots. */
static void all_but_two(struct exchange *dns)
{
	if (strcmp(dns->name, "www.two.test") == 0 || strcmp(dns->name, "www.sub.two.test") == 0)
		by_server(dns);
	else
		respond_with(dns, NXDOMAIN);
}
static void no_address_in_one(struct exchange *dns)
{
	if (strcmp(dns->name, "www.one.test") != 0)
		all_but_two(dns);
}
static void none(struct exchange *dns)
{
	respond_with(dns, NXDOMAIN);
}
ASKING(search_list,        "search one.test two.test\n" SERVER, "www", all_but_two, LINUX("0 tcp://192.0.2.1:80 www.one.test www.two.test"))
ASKING(search_in_vain,     "search one.test three.test\n" SERVER, "www", none, LINUX("EAI_NONAME www.one.test www.three.test www"))
ASKING(search_past_nodata, "search one.test two.test\n" SERVER, "www", no_address_in_one, LINUX("0 tcp://192.0.2.1:80 www.one.test www.two.test"))
ASKING(search_not_absolute, "search one.test two.test\n" SERVER, "www.", none, LINUX("EAI_NONAME www"))
ASKING(search_domain,      "domain one.test\n" SERVER, "www", none, LINUX("EAI_NONAME www.one.test www"))
ASKING(search_last_wins,   "domain one.test\nsearch two.test\n" SERVER, "www", all_but_two, LINUX("0 tcp://192.0.2.1:80 www.two.test"))
ASKING(search_last_list_wins, "search one.test\nsearch two.test\n" SERVER, "www", all_but_two, LINUX("0 tcp://192.0.2.1:80 www.two.test"))
ASKING(search_dots_first,  "search two.test\n" SERVER, "www.sub", none, LINUX("EAI_NONAME www.sub www.sub.two.test"))
ASKING(search_after_dots,  "search two.test\n" SERVER, "www.sub", all_but_two, LINUX("0 tcp://192.0.2.1:80 www.sub www.sub.two.test"))
ASKING(ndots_2,            "search two.test\noptions ndots:2\n" SERVER, "www.sub", all_but_two, LINUX("0 tcp://192.0.2.1:80 www.sub.two.test"))
ASKING(ndots_0,            "search two.test\noptions ndots:0\n" SERVER, "www", none, LINUX("EAI_NONAME www www.two.test"))
ASKING(ndots_too_big,      "search two.test\noptions ndots:99\n" SERVER, "a.b.c.d.e.f.g.h.i.j.k.l.m.n.o.p", none, LINUX("EAI_NONAME a.b.c.d.e.f.g.h.i.j.k.l.m.n.o.p a.b.c.d.e.f.g.h.i.j.k.l.m.n.o.p.two.test"))
ASKING(search_one_line,    "search  one.test\ttwo.test \n" SERVER, "www", all_but_two, LINUX("0 tcp://192.0.2.1:80 www.one.test www.two.test"))
ASKING(no_search,          SERVER, "www", none, LINUX("EAI_NONAME www"))
ASKING(search_canonical,   "search two.test\n" SERVER, "www.sub.two.test", all_but_two, LINUX("0 tcp://192.0.2.1:80 www.sub.two.test"))
CASE(getaddrinfo, search_canonical_name, STAGE("etc"), PROVES("getaddrinfo.AI_CANONNAME"), ALL("0 tcp://192.0.2.1:80=www.two.test"))
{
	answered_by(all_but_two);
	etc("resolv.conf", "search one.test two.test\n" SERVER);
	look_up("www", "80", HINTS(TCP, .ai_flags = AI_CANONNAME));
}

/* How is asked. */
#define BOTH_BY(name, text, node, family, respond, ...) \
	CASE(getaddrinfo, name, STAGE("etc"), __VA_ARGS__) \
	{ \
		answered_by(respond); \
		etc("hosts", "2001:db8::9 file.test\n"); \
		etc("resolv.conf", text); \
		look_up(node, "80", HINTS(TCP, .ai_family = (family))); \
	}

/* An address of the type that is asked for, which ends in a digit. */
static void address_of_either(struct exchange *dns, char digit)
{
	char address[] = "192.0.2.1", address_v6[] = "2001:db8::1";

	address[sizeof address - 2] = address_v6[sizeof address_v6 - 2] = digit;
	a(dns, dns->name, address);
	aaaa(dns, dns->name, address_v6);
}
static void by_transport(struct exchange *dns)
{
	address_of_either(dns, dns->over_tcp ? '2' : '1');
}
BOTH_BY(no_aaaa,          SERVER "options no-aaaa\n", "www.test", AF_UNSPEC, by_transport, LINUX("0 tcp://192.0.2.1:80"))
BOTH_BY(no_aaaa_for_v4,   SERVER "options no-aaaa\n", "www.test", AF_INET, by_transport, LINUX("0 tcp://192.0.2.1:80"))
BOTH_BY(no_aaaa_for_v6,   SERVER "options no-aaaa\n", "www.test", AF_INET6, by_transport, LINUX("EAI_NODATA | EAI_NONAME"))
BOTH_BY(no_aaaa_no_name,  SERVER "options no-aaaa\n", "www.test", AF_INET6, none, LINUX("EAI_NONAME"))
BOTH_BY(no_aaaa_in_file,  SERVER "options no-aaaa\n", "file.test", AF_UNSPEC, by_transport, LINUX("0 tcp://[2001:db8::9]:80"))
BOTH_BY(over_tcp,         SERVER "options use-vc\n", "www.test", AF_UNSPEC, by_transport, LINUX("0 tcp://[2001:db8::2]:80 tcp://192.0.2.2:80"))
BOTH_BY(over_tcp_in_vain, SERVER "options use-vc\n", "www.test", AF_UNSPEC, none, LINUX("EAI_NONAME"))

/* 9 where another question is there before this one is answered, for which a tenth of a second is given. */
static void by_company(struct exchange *dns)
{
	struct pollfd more = { .fd = dns->udp[dns->server], .events = POLLIN };

	address_of_either(dns, poll(&more, 1, 100) == 1 ? '9' : '1');
}
BOTH_BY(one_by_one,       SERVER "options single-request\n", "www.test", AF_UNSPEC, by_company, LINUX("0 tcp://[2001:db8::1]:80 tcp://192.0.2.1:80"))

/* One who answers one question from each port. */
static void once_for_each_port(struct exchange *dns)
{
	static in_port_t last;

	if (dns->client.in.sin_port == last)
		stay_silent(dns);
	else
		address_of_either(dns, '1');
	last = dns->client.in.sin_port;
}
BOTH_BY(port_for_each,    "nameserver 127.0.0.1\noptions timeout:1 attempts:3 single-request-reopen\n", "www.test", AF_UNSPEC, once_for_each_port, LINUX("0 tcp://[2001:db8::1]:80 tcp://192.0.2.1:80"))

/* The environment stands in for the search list, and adds options. */
#define IN_ENVIRONMENT(name, variable, value, text, node, respond, ...) \
	CASE(getaddrinfo, name, STAGE("etc"), __VA_ARGS__) \
	{ \
		answered_by(respond); \
		etc("resolv.conf", text); \
		need(setenv(variable, value, 1), "setenv"); \
		look_up(node, "80", HINTS(TCP, .ai_family = AF_INET)); \
		observe_questions(); \
	}
IN_ENVIRONMENT(environment_search,     "LOCALDOMAIN", "two.test", "search one.test\n" SERVER, "www", all_but_two, LINUX("0 tcp://192.0.2.1:80 www.two.test"))
IN_ENVIRONMENT(environment_search_list, "LOCALDOMAIN", "three.test two.test", "search one.test\n" SERVER, "www", all_but_two, LINUX("0 tcp://192.0.2.1:80 www.three.test www.two.test"))
IN_ENVIRONMENT(environment_option,     "RES_OPTIONS", "ndots:2", "search two.test\n" SERVER, "www.sub", all_but_two, LINUX("0 tcp://192.0.2.1:80 www.sub.two.test"))
IN_ENVIRONMENT(environment_options,    "RES_OPTIONS", "ndots:2 edns0", "search two.test\n" SERVER, "www.sub", if_extended, LINUX("0 tcp://192.0.2.2:80 www.sub.two.test"))
IN_ENVIRONMENT(environment_adds,       "RES_OPTIONS", "ndots:2", "search two.test\noptions edns0\n" SERVER, "www.sub", if_extended, LINUX("0 tcp://192.0.2.2:80 www.sub.two.test"))

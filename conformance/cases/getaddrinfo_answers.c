/* What getaddrinfo makes of the answers of a name server, honest and not. */
#include "dns.h"

#define ANSWERED(name, respond, ...) \
	CASE(getaddrinfo, name, STAGE("etc"), __VA_ARGS__) \
	{ \
		answered_by(respond); \
		look_up("www.test", "80", HINTS(TCP)); \
	}
/* By one from whom nothing is to be had. */
#define UNANSWERED(name, respond, ...) \
	CASE(getaddrinfo, name, STAGE("etc"), __VA_ARGS__) \
	{ \
		hardly_answered_by(respond); \
		look_up("www.test", "80", HINTS(TCP)); \
	}
#define CANONICALLY(name, respond, ...) \
	CASE(getaddrinfo, name, STAGE("etc"), __VA_ARGS__) \
	{ \
		answered_by(respond); \
		look_up("www.test", "80", HINTS(TCP, .ai_flags = AI_CANONNAME)); \
	}
#define RESOLVES(text) PROVES("getaddrinfo.purpose.resolve"), ALL(text)
#define FOUND(bug) PROVES(bug), POSIX("0 tcp://192.0.2.1:80"), LINUX("0 tcp://192.0.2.1:80")

/* The right answer, in most of the cases below. */
static void v4_alone(struct exchange *dns)
{
	a(dns, dns->name, "192.0.2.1");
}

/* Looks up what cannot be found, whatever the code for it: nothing is to be made up. */
#define LOST(name, respond, ...) \
	CASE(getaddrinfo, name, STAGE("etc"), __VA_ARGS__) \
	{ \
		struct addrinfo *list; \
		hardly_answered_by(respond); \
		observe_word(getaddrinfo("www.test", "80", HINTS(TCP), &list) ? "not found" : "found"); \
	}
#define NOTHING POSIX("not found"), LINUX("not found")

/* Both kinds of address, or one, or none. */
static void both(struct exchange *dns)
{
	a(dns, dns->name, "192.0.2.1");
	aaaa(dns, dns->name, "2001:db8::1");
}
static void v6_alone(struct exchange *dns)
{
	aaaa(dns, dns->name, "2001:db8::1");
}
static void several(struct exchange *dns)
{
	a(dns, dns->name, "192.0.2.3");
	a(dns, dns->name, "192.0.2.1");
	a(dns, dns->name, "192.0.2.2");
}
static void no_record(struct exchange *dns)
{
	(void)dns;
}
static void no_such_name(struct exchange *dns)
{
	respond_with(dns, NXDOMAIN);
}
static void other_types(struct exchange *dns)
{
	record(dns, dns->name, TXT, "\4text", 5);
	v4_alone(dns);
	record(dns, dns->name, SRV, "\0\0\0\0\0\x50\0", 7);
}
ANSWERED(dns_both,        both,         RESOLVES("0 tcp://[2001:db8::1]:80 tcp://192.0.2.1:80"))
ANSWERED(dns_v4_alone,    v4_alone,     RESOLVES("0 tcp://192.0.2.1:80"))
ANSWERED(dns_v6_alone,    v6_alone,     RESOLVES("0 tcp://[2001:db8::1]:80"))
ANSWERED(dns_several,     several,      RESOLVES("0 tcp://192.0.2.3:80 tcp://192.0.2.1:80 tcp://192.0.2.2:80"))
ANSWERED(dns_other_types, other_types,  RESOLVES("0 tcp://192.0.2.1:80"))
ANSWERED(dns_nxdomain,    no_such_name, PROVES("getaddrinfo.EAI_NONAME.unknown"), POSIX("EAI_NONAME"), LINUX("EAI_NONAME"))
ANSWERED(dns_nodata,      no_record,    PROVES("getaddrinfo.EAI_NODATA.none"), POSIX("EAI_NONAME"), LINUX("EAI_NODATA"))
CASE(getaddrinfo, dns_for_v4, STAGE("etc"), RESOLVES("0 tcp://192.0.2.1:80"))
{
	answered_by(both);
	look_up("www.test", "80", HINTS(TCP, .ai_family = AF_INET));
}
CASE(getaddrinfo, dns_for_v6, STAGE("etc"), RESOLVES("0 tcp://[2001:db8::1]:80"))
{
	answered_by(both);
	look_up("www.test", "80", HINTS(TCP, .ai_family = AF_INET6));
}
CASE(getaddrinfo, dns_other_family, STAGE("etc"), PROVES("getaddrinfo.EAI_ADDRFAMILY.none"), POSIX("EAI_NONAME"), LINUX("EAI_ADDRFAMILY | EAI_NODATA"))
{
	answered_by(v4_alone);
	look_up("www.test", "80", HINTS(TCP, .ai_family = AF_INET6));
}
CASE(getaddrinfo, dns_mapped, STAGE("etc"), PROVES("getaddrinfo.AI_V4MAPPED"), ALL("0 tcp://[::ffff:192.0.2.1]:80"))
{
	answered_by(v4_alone);
	look_up("www.test", "80", HINTS(TCP, .ai_family = AF_INET6, .ai_flags = AI_V4MAPPED));
}
CASE(getaddrinfo, dns_mapped_all, STAGE("etc"), PROVES("getaddrinfo.AI_ALL CVE-2023-4806/BZ30843"), ALL("0 tcp://[2001:db8::1]:80=www.test tcp://[::ffff:192.0.2.1]:80"))
{
	answered_by(both);
	look_up("www.test", "80", HINTS(TCP, .ai_family = AF_INET6, .ai_flags = AI_V4MAPPED | AI_ALL | AI_CANONNAME));
}

/* Whom nothing is asked. */
CASE(getaddrinfo, dns_not_for_numbers, STAGE("etc"), PROVES("getaddrinfo.AI_NUMERICHOST"), ALL("EAI_NONAME 0 tcp://192.0.2.9:80 nothing asked"))
{
	answered_by(v4_alone);
	look_up("www.test", "80", HINTS(TCP, .ai_flags = AI_NUMERICHOST));
	look_up("192.0.2.9", "80", HINTS(TCP));
	observe_questions();
}
CASE(getaddrinfo, dns_after_hosts, STAGE("etc"), PROVES("getaddrinfo.purpose.resolve"), ALL("0 tcp://192.0.2.9:80 nothing asked"))
{
	answered_by(v4_alone);
	etc("hosts", "192.0.2.9 www.test\n");
	look_up("www.test", "80", HINTS(TCP));
	observe_questions();
}

/* A name that no host can have is not asked for: RFC 1035 section 2.3.4. */
static void look_up_name(const char *name)
{
	answered_by(v4_alone);
	look_up(name, "80", HINTS(TCP));
	observe_word(questions_asked() ? "asked" : "nothing asked");
}
#define NAME(name, node, ...) \
	CASE(getaddrinfo, name, STAGE("etc"), __VA_ARGS__) { look_up_name(node); }
#define NO_HOST POSIX("EAI_NONAME nothing asked"), LINUX("EAI_NONAME nothing asked")
#define A_HOST PROVES("getaddrinfo.purpose.resolve"), ALL("0 tcp://192.0.2.1:80 asked")
#define L10 "abcdefghij"
#define L60 L10 L10 L10 L10 L10 L10
NAME(name_of_63_label,  L60 "abc.test",  A_HOST)
NAME(name_of_64_label,  L60 "abcd.test", NO_HOST)
NAME(name_of_253,       L60 "." L60 "." L60 "." L60 ".abcdef.ab", A_HOST)
NAME(name_of_254,       L60 "." L60 "." L60 "." L60 ".abcdef.abc", PROVES("musl-2abb70c3"), NO_HOST)
NAME(name_of_2000,      L60 "." L60 "." L60 "." L60 "." L60 "." L60 "." L60 "." L60 "." L60 "." L60 "." L60 "." L60 "." L60 "." L60 "." L60 "." L60 "." L60 "." L60 "." L60 "." L60 "." L60 "." L60 "." L60 "." L60 "." L60 "." L60 "." L60 "." L60 "." L60 "." L60 "." L60 "." L60 "." L60, NO_HOST)
NAME(name_empty_label,  "www..test",   PROVES("BZ22412"), NO_HOST)
NAME(name_two_dots_last, "www.test..", PROVES("BZ16469"), NO_HOST)
NAME(name_dot_first,    ".www.test",   NO_HOST)
NAME(name_dot_last,     "www.test.",   A_HOST)
NAME(name_letters_digits_hyphen, "a-1.0-b.test", A_HOST)
NAME(name_empty,        "",            NO_HOST)
/* What is asked for, if it is, is that name, and no other. */
CASE(getaddrinfo, name_backslash_last, STAGE("etc"), PROVES("BZ22413"), POSIX("EAI_NONAME nothing asked | 0 tcp://192.0.2.1:80 www.test\\"),
	LINUX("EAI_NONAME nothing asked | 0 tcp://192.0.2.1:80 www.test\\"))
{
	answered_by(v4_alone);
	look_up("www.test\\", "80", HINTS(TCP));
	observe_questions();
}
/* What is no host name may be asked for, but is no number. */
#define NO_NUMBER(bug) \
	PROVES(bug), POSIX("EAI_NONAME nothing asked | EAI_NONAME asked | 0 tcp://192.0.2.1:80 asked"), \
		LINUX("EAI_NONAME nothing asked | EAI_NONAME asked | 0 tcp://192.0.2.1:80 asked")
NAME(name_number_and_junk, "192.0.2.77 junk", NO_NUMBER("CVE-2016-10739/BZ20018"))
NAME(name_half_character,  "www.\xe4\xbd", NO_NUMBER("CVE-2021-22918"))

/* Aliases: the canonical name is the last of the chain. */
static void alias(struct exchange *dns)
{
	cname(dns, dns->name, "host.test");
	a(dns, "host.test", "192.0.2.1");
}
static void chain(struct exchange *dns)
{
	cname(dns, dns->name, "one.test");
	cname(dns, "one.test", "two.test");
	cname(dns, "two.test", "three.test");
	cname(dns, "three.test", "four.test");
	a(dns, "four.test", "192.0.2.1");
}
static void alias_without_address(struct exchange *dns)
{
	cname(dns, dns->name, "host.test");
}
static void alias_of_itself(struct exchange *dns)
{
	cname(dns, dns->name, dns->name);
}
static void aliases_in_a_circle(struct exchange *dns)
{
	cname(dns, dns->name, "one.test");
	cname(dns, "one.test", "two.test");
	cname(dns, "two.test", "one.test");
}
static void alias_is_no_host(struct exchange *dns)
{
	cname(dns, dns->name, "a b;c");
	a(dns, "a b;c", "192.0.2.1");
}
static void other_spelling(struct exchange *dns)
{
	a(dns, "wWW.tEST", "192.0.2.1");
}
static void of_another_host(struct exchange *dns)
{
	a(dns, "other.test", "192.0.2.66");
	v4_alone(dns);
}
static void of_another_class(struct exchange *dns)
{
	a(dns, dns->name, "192.0.2.66");
	if (dns->type == A)
		dns->answer[dns->size - 11] = 3; /* CH */
	v4_alone(dns);
}
ANSWERED(alias_followed,     alias, RESOLVES("0 tcp://192.0.2.1:80"))
ANSWERED(alias_chain,        chain, RESOLVES("0 tcp://192.0.2.1:80"))
CANONICALLY(canonical_at_dns, v4_alone, PROVES("getaddrinfo.AI_CANONNAME"), ALL("0 tcp://192.0.2.1:80=www.test"))
CANONICALLY(canonical_of_dns_alias, alias, PROVES("getaddrinfo.AI_CANONNAME"), ALL("0 tcp://192.0.2.1:80=host.test"))
CANONICALLY(canonical_of_chain, chain, PROVES("getaddrinfo.AI_CANONNAME"), ALL("0 tcp://192.0.2.1:80=four.test"))
LOST(alias_of_nothing,       alias_without_address, PROVES("uClibc-fd8991cc5"), NOTHING)
LOST(alias_of_same_name,     alias_of_itself, PROVES("uClibc-fd8991cc5"), NOTHING)
LOST(alias_circle,           aliases_in_a_circle, PROVES("uClibc-fd8991cc5"), NOTHING)
/* A name that no host can have is not handed on: "www.test" is the answer, or there is none. */
#define NO_SUCH_HOST \
	POSIX("0 tcp://192.0.2.1:80=www.test | EAI_AGAIN | EAI_FAIL | EAI_NONAME"), \
		LINUX("0 tcp://192.0.2.1:80=www.test | EAI_AGAIN | EAI_FAIL | EAI_NONAME | EAI_NODATA")
CANONICALLY(alias_no_host,   alias_is_no_host, PROVES("CVE-2021-3672"), NO_SUCH_HOST)
ANSWERED(owner_other_spelling, other_spelling, RESOLVES("0 tcp://192.0.2.1:80"))
ANSWERED(owner_other_host,   of_another_host, RESOLVES("0 tcp://192.0.2.1:80"))
ANSWERED(owner_other_class,  of_another_class, RESOLVES("0 tcp://192.0.2.1:80"))

/* Errors: RFC 1035 section 4.1.1. A failure of the server passes, a refusal stays. */
static void fails(struct exchange *dns)
{
	respond_with(dns, SERVFAIL);
}
static void refuses(struct exchange *dns)
{
	respond_with(dns, REFUSED);
}
static void knows_not_how(struct exchange *dns)
{
	respond_with(dns, NOTIMP);
}
static void calls_it_malformed(struct exchange *dns)
{
	respond_with(dns, FORMERR);
}
static void says_nothing(struct exchange *dns)
{
	stay_silent(dns);
}
#define TEMPORARY PROVES("getaddrinfo.EAI_AGAIN.temporary"), POSIX("EAI_AGAIN"), LINUX("EAI_AGAIN")
#define PERMANENT PROVES("getaddrinfo.EAI_FAIL.permanent"), POSIX("EAI_FAIL"), LINUX("EAI_FAIL")
UNANSWERED(dns_fails,           fails,              TEMPORARY)
UNANSWERED(dns_silent,          says_nothing,       TEMPORARY)
UNANSWERED(dns_refuses,         refuses,            PERMANENT)
UNANSWERED(dns_not_implemented, knows_not_how,      PERMANENT)
UNANSWERED(dns_format_error,    calls_it_malformed, PERMANENT)
CASE(getaddrinfo, dns_nobody_there, STAGE("etc"), TEMPORARY)
{
	answered_by(v4_alone);
	etc("resolv.conf", "nameserver 127.0.0.9\noptions timeout:1 attempts:1\n");
	look_up("www.test", "80", HINTS(TCP));
}

/* One of the two questions is answered, the other is not: what there is, or the error, but nothing else. */
static void v6_fails(struct exchange *dns)
{
	dns->type == A ? v4_alone(dns) : respond_with(dns, SERVFAIL);
}
static void v6_says_nothing(struct exchange *dns)
{
	dns->type == A ? v4_alone(dns) : stay_silent(dns);
}
#define WHAT_THERE_IS POSIX("0 tcp://192.0.2.1:80 | EAI_AGAIN"), LINUX("0 tcp://192.0.2.1:80 | EAI_AGAIN")
UNANSWERED(dns_v6_fails,  v6_fails,        WHAT_THERE_IS)
UNANSWERED(dns_v6_silent, v6_says_nothing, WHAT_THERE_IS)

/* Truncated: the whole is to be had over TCP. */
static void shortened(struct exchange *dns)
{
	if (dns->over_tcp)
		v4_alone(dns);
	else if (dns->type == A)
		a(dns, dns->name, "192.0.2.66");
	truncate_answer(dns);
}
static void fills(struct exchange *dns, int records)
{
	for (int i = 0; i < records; i++) {
		unsigned char in6[16] = { 0x20, 1, 0xd, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, i >> 8 & 255, i & 255 };
		record(dns, dns->name, dns->type, dns->type == A ? in6 + 12 : in6, dns->type == A ? 4 : 16);
	}
}
static void large(struct exchange *dns)
{
	fills(dns, dns->over_tcp ? 2000 : 20);
	truncate_answer(dns);
}
static void large_at_once(struct exchange *dns)
{
	fills(dns, 140);
	truncate_answer(dns);
}
static void forty_each(struct exchange *dns)
{
	for (int i = 0; i < 40; i++)
		record(dns, dns->name, A, (unsigned char[]){ 192, 0, 2, (unsigned char)i }, 4);
}
ANSWERED(dns_truncated, shortened, RESOLVES("0 tcp://192.0.2.1:80"))
#define LARGE(name, respond, hints, ...) \
	CASE(getaddrinfo, name, STAGE("etc"), __VA_ARGS__) \
	{ \
		answered_by(respond); \
		look_up_many("www.test", "80", hints); \
	}
LARGE(dns_large_v4, large, HINTS(TCP, .ai_family = AF_INET), PROVES("CVE-2015-7547"), POSIX("0 2000"), LINUX("0 2000"))
LARGE(dns_large,    large, HINTS(TCP), PROVES("CVE-2015-7547 c-ares-b949cc3d"), POSIX("0 4000"), LINUX("0 4000"))
LARGE(dns_large_at_once, large_at_once, HINTS(TCP), PROVES("CVE-2015-7547"), POSIX("0 280"), LINUX("0 280"))
LARGE(dns_v4_in_both, forty_each, HINTS(TCP), PROVES("CVE-2017-15650"), POSIX("0 40"), LINUX("0 40"))
CASE(getaddrinfo, dns_no_aaaa, STAGE("etc"), PROVES("CVE-2023-4527/BZ30842"), POSIX("0 2000 | 0 4000"), LINUX("0 2000 | 0 4000"))
{
	answered_by(large);
	etc("resolv.conf", "nameserver 127.0.0.1\noptions timeout:1 attempts:1 no-aaaa\n");
	look_up_many("www.test", "80", HINTS(TCP));
}
CASE(getaddrinfo, mapped_all_large, STAGE("etc"), PROVES("CVE-2023-4806/BZ30843 CVE-2023-5156 BZ28852"), POSIX("0 4000"), LINUX("0 4000"))
{
	answered_by(large);
	look_up_many("www.test", "80", HINTS(TCP, .ai_family = AF_INET6, .ai_flags = AI_V4MAPPED | AI_ALL | AI_CANONNAME));
}

/* Over TCP, what comes before the answer is its size, and that may be a lie. */
static void claims_more(struct exchange *dns)
{
	fills(dns, dns->over_tcp ? 20 : 0);
	truncate_answer(dns);
	dns->claimed = 65535;
}
static void claims_less(struct exchange *dns)
{
	fills(dns, dns->over_tcp ? 20 : 0);
	truncate_answer(dns);
	dns->claimed = 20;
}
static void hangs_up(struct exchange *dns)
{
	truncate_answer(dns);
	if (dns->over_tcp)
		stay_silent(dns);
}
LOST(tcp_claims_more, claims_more, PROVES("musl-77327ed0"), NOTHING)
LOST(tcp_claims_less, claims_less, PROVES("musl-77327ed0"), NOTHING)
LOST(tcp_hangs_up,    hangs_up,    NOTHING)

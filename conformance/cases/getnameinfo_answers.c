/* What getnameinfo makes of the answers of a name server, honest and not. */
#include "dns.h"

static void name(const char *text, int flags)
{
	struct address addr = at(text, 0);
	char host[NI_MAXHOST] = "poison";
	int code = getnameinfo(&addr.any, addr.len, host, sizeof host, NULL, 0, flags);

	observe_eai(code);
	if (code == 0)
		observe_text(host);
}

#define ANSWERED(name_, respond, ...) \
	CASE(getnameinfo, name_, STAGE("etc"), __VA_ARGS__) \
	{ \
		answered_by(respond); \
		name("192.0.2.1", NI_NAMEREQD); \
	}
/* By one from whom nothing is to be had. */
#define UNANSWERED(name_, respond, flags, ...) \
	CASE(getnameinfo, name_, STAGE("etc"), __VA_ARGS__) \
	{ \
		hardly_answered_by(respond); \
		name("192.0.2.1", flags); \
	}
#define UNREQUIRED(name_, respond, ...) \
	CASE(getnameinfo, name_, STAGE("etc"), __VA_ARGS__) \
	{ \
		answered_by(respond); \
		name("192.0.2.1", 0); \
	}
#define NAMED(text) PROVES("getnameinfo.purpose"), ALL(text)
#define NONE PROVES("getnameinfo.EAI_NONAME.namereqd getnameinfo.NI_NAMEREQD"), ALL("EAI_NONAME")

/* A name, several, an alias of one (RFC 2317), or none. */
static void named(struct exchange *dns)
{
	ptr(dns, "www.test");
}
static void named_twice(struct exchange *dns)
{
	ptr(dns, "www.test");
	ptr(dns, "host.test");
}
static void delegated(struct exchange *dns)
{
	cname(dns, dns->name, "1.0-25.2.0.192.in-addr.arpa");
	name_record(dns, "1.0-25.2.0.192.in-addr.arpa", PTR, "www.test");
}
static void other_types(struct exchange *dns)
{
	record(dns, dns->name, TXT, "\4text", 5);
	record(dns, dns->name, A, "\xc0\0\2\1", 4);
	ptr(dns, "www.test");
}
static void no_record(struct exchange *dns)
{
	(void)dns;
}
static void no_such_name(struct exchange *dns)
{
	respond_with(dns, NXDOMAIN);
}
static void fails(struct exchange *dns)
{
	respond_with(dns, SERVFAIL);
}
static void refuses(struct exchange *dns)
{
	respond_with(dns, REFUSED);
}
static void says_nothing(struct exchange *dns)
{
	stay_silent(dns);
}
static void shortened(struct exchange *dns)
{
	ptr(dns, dns->over_tcp ? "www.test" : "half.test");
	truncate_answer(dns);
}
ANSWERED(dns_name,        named,        PROVES("getnameinfo.purpose musl-7211551e"), ALL("0 www.test"))
ANSWERED(dns_names,       named_twice,  NAMED("0 www.test"))
ANSWERED(dns_alias,       delegated,    PROVES("getnameinfo.purpose CVE-2014-9402/BZ17630"), ALL("0 www.test"))
ANSWERED(dns_other_types, other_types,  NAMED("0 www.test"))
ANSWERED(dns_truncated,   shortened,    NAMED("0 www.test"))
ANSWERED(dns_nxdomain,    no_such_name, NONE)
ANSWERED(dns_nodata,      no_record,    NONE)
UNREQUIRED(dns_nxdomain_unrequired, no_such_name, NAMED("0 192.0.2.1"))
UNREQUIRED(dns_nodata_unrequired,   no_record,    NAMED("0 192.0.2.1"))
#define TEMPORARY PROVES("getnameinfo.EAI_AGAIN.temporary"), POSIX("EAI_AGAIN"), LINUX("EAI_AGAIN")
#define PERMANENT PROVES("getnameinfo.EAI_FAIL.permanent"), POSIX("EAI_FAIL"), LINUX("EAI_FAIL")
UNANSWERED(dns_fails, fails, NI_NAMEREQD, TEMPORARY)
UNANSWERED(dns_silent, says_nothing, NI_NAMEREQD, TEMPORARY)
UNANSWERED(dns_refuses, refuses, NI_NAMEREQD, PERMANENT)
UNANSWERED(dns_fails_unrequired, fails, 0, POSIX("0 192.0.2.1 | EAI_AGAIN"), LINUX("0 192.0.2.1 | EAI_AGAIN"))
UNANSWERED(dns_refuses_unrequired, refuses, 0, POSIX("0 192.0.2.1 | EAI_FAIL | EAI_AGAIN"), LINUX("0 192.0.2.1 | EAI_FAIL | EAI_AGAIN"))
CASE(getnameinfo, dns_nobody_there, STAGE("etc"), TEMPORARY)
{
	answered_by(named);
	etc("resolv.conf", "nameserver 127.0.0.9\noptions timeout:1 attempts:1\n");
	name("192.0.2.1", NI_NAMEREQD);
}

/* What is asked for: the address back to front. */
#define ASKS(name_, address, flags, ...) \
	CASE(getnameinfo, name_, STAGE("etc"), __VA_ARGS__) \
	{ \
		answered_by(named); \
		name(address, flags); \
		observe_questions(); \
	}
ASKS(dns_question_v4, "192.0.2.1", 0, NAMED("0 www.test 1.2.0.192.in-addr.arpa"))
ASKS(dns_question_zeros, "10.0.0.0", 0, PROVES("CVE-2026-0915 getnameinfo.purpose"), ALL("0 www.test 0.0.0.10.in-addr.arpa"))
ASKS(dns_question_v6, "2001:db8::1", 0, NAMED("0 www.test 1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa"))
ASKS(dns_question_mapped, "::ffff:192.0.2.1", 0, POSIX("0 www.test 1.2.0.192.in-addr.arpa"))
ASKS(dns_no_question, "192.0.2.1", NI_NUMERICHOST, PROVES("getnameinfo.NI_NUMERICHOST"), ALL("0 192.0.2.1 nothing asked"))
ASKS(dns_no_question_any, "::", NI_NAMEREQD, POSIX("EAI_NONAME nothing asked"))

/* Answers that are not what they say: no name is to be found in them. */
#define LOST(name_, respond, ...) \
	CASE(getnameinfo, name_, STAGE("etc"), __VA_ARGS__) \
	{ \
		struct address addr = at("192.0.2.1", 0); \
		char host[NI_MAXHOST] = "poison"; \
		hardly_answered_by(respond); \
		int code = getnameinfo(&addr.any, addr.len, host, sizeof host, NULL, 0, NI_NAMEREQD); \
		observe_word(code ? "not found" : "found"); \
	}
#define NOTHING POSIX("not found"), LINUX("not found")
static void no_host(struct exchange *dns)
{
	ptr(dns, "a b;c");
}
static void markup(struct exchange *dns)
{
	ptr(dns, "<script>.test");
}
static void newline(struct exchange *dns)
{
	ptr(dns, "www.test\n127");
}
static void past_the_end(struct exchange *dns)
{
	record(dns, dns->name, PTR, "\xff\xff", 2);
}
static void just_past_the_end(struct exchange *dns)
{
	unsigned char pointer[] = { 0xc0, (unsigned char)(dns->size + 14) };
	record(dns, dns->name, PTR, pointer, 2);
}
static void at_itself(struct exchange *dns)
{
	unsigned char pointer[] = { 0xc0, (unsigned char)(dns->size + 12) };
	record(dns, dns->name, PTR, pointer, 2);
}
static void in_a_circle(struct exchange *dns)
{
	unsigned char name[] = { 1, 'a', 0xc0, (unsigned char)(dns->size + 12) };
	record(dns, dns->name, PTR, name, 4);
}
static void length_past_the_end(struct exchange *dns)
{
	begin_record(dns, dns->name, PTR, 40);
	put_name(dns, "www.test");
}
static void a_record(struct exchange *dns)
{
	record(dns, dns->name, A, "\3www\4test", 10);
}
static void many_long_names(struct exchange *dns)
{
	static const char label[] = ".abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghij";
	char name[256] = "www";

	for (int i = 0; i < 3; i++)
		strcat(name, label);
	for (int i = 0; i < 200; i++)
		ptr(dns, name);
}
static void too_long_a_name(struct exchange *dns)
{
	char name[400] = "www";

	while (strlen(name) < 320)
		strcat(name, ".abcdefghijklmnopqrstuvwxyz");
	ptr(dns, name);
}
static void claims_more(struct exchange *dns)
{
	if (dns->over_tcp)
		ptr(dns, "www.test");
	truncate_answer(dns);
	dns->claimed = 65535;
}
LOST(name_no_host,        no_host,             PROVES("CVE-2026-4438 CVE-2021-3672"), NOTHING)
LOST(name_markup,         markup,              PROVES("CVE-2021-3672"), NOTHING)
LOST(name_newline,        newline,             PROVES("CVE-2021-3672"), NOTHING)
LOST(name_past_end,       past_the_end,        PROVES("musl-9b132e55"), NOTHING)
LOST(name_just_past_end,  just_past_the_end,   PROVES("musl-9b132e55"), NOTHING)
LOST(name_itself,         at_itself,           PROVES("CVE-2014-3484"), NOTHING)
LOST(name_circle,         in_a_circle,         NOTHING)
LOST(name_past_its_end,   length_past_the_end, NOTHING)
LOST(name_of_other_type,  a_record,            PROVES("BZ19868"), NOTHING)
LOST(name_too_long,       too_long_a_name,     NOTHING)
LOST(tcp_claims_more,     claims_more,         PROVES("musl-77327ed0"), NOTHING)
CASE(getnameinfo, dns_many_long_names, STAGE("etc"), PROVES("CERT"), POSIX("a name or none"), LINUX("a name or none"))
{
	struct address addr = at("192.0.2.1", 0);
	char host[NI_MAXHOST] = "poison";
	answered_by(many_long_names);

	int code = getnameinfo(&addr.any, addr.len, host, sizeof host, NULL, 0, NI_NAMEREQD);
	observe_word(code || strncmp(host, "www.", 4) == 0 ? "a name or none" : "another");
}

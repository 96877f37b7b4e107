/* The hosts database: what gethostent, gethostbyname and gethostbyaddr say of its entries. */
#include "entries.h"

#define SAYS(text_) STAGE("etc"), ALL(text_)
#define LISTED(text_) STAGE("etc"), LINUX(text_)

static const char here[] = "192.0.2.1 router.test router gateway\n"
			   "192.0.2.2 first.test both\n"
			   "192.0.2.3 second.test both\n"
			   "2001:db8::1 six.test six\n"
			   "2001:db8::2 first.test\n"
			   "192.0.2.1 again.test\n";

CASE(gethostent, entry, PROVES("gethostent.signature gethostent.purpose hostent.struct hostent.h_name"), SAYS("router.test c0000201"))
{
	hosts(here);

	see_host(gethostent());
}

CASE(gethostent, all, SAYS("first c0000201 second 7f000001 NULL"))
{
	hosts("192.0.2.1 first\n127.0.0.1 second\n");

	see_host(gethostent());
	see_host(gethostent());
	see_host(gethostent());
}

/* What a database holds is its own affair, and glibc's page says that it passes over IPv6. */
CASE(gethostent, v6, STAGE("etc"), POSIX("first c0000201 second c0000202 NULL | first c0000201 six 20010db8000000000000000000000001 second c0000202"),
	LINUX("first c0000201 second c0000202 NULL"))
{
	hosts("192.0.2.1 first\n2001:db8::1 six\n192.0.2.2 second\n");

	for (int i = 0; i < 3; i++)
		see_host(gethostent());
}

CASE(gethostent, v6_loopback, STAGE("etc"), POSIX("last c0000201 | loop 00000000000000000000000000000001"), LINUX("last c0000201"))
{
	hosts("::1 loop\n192.0.2.1 last\n");

	see_host(gethostent());
}

CASE(gethostent, type_and_length, PROVES("hostent.h_addrtype hostent.h_length"), SAYS("AF_INET 4"))
{
	hosts(here);
	const struct hostent *entry = gethostent();

	observe_word(!entry ? "NULL" : entry->h_addrtype == AF_INET ? "AF_INET" : "another");
	observe_number(entry ? entry->h_length : -1);
}

CASE(gethostent, list_of_addresses, PROVES("hostent.h_addr_list"), SAYS("c0000201 1"))
{
	hosts(here);
	const struct hostent *entry = gethostent();

	observe_bytes(entry ? entry->h_addr_list[0] : "", entry ? 4 : 0);
	observe_number(entry && !entry->h_addr_list[1]);
}

CASE(gethostent, first_address, PROVES("hostent.h_addr"), STAGE("etc"), DOCUMENT("c0000201"), LINUX("c0000201"))
{
	hosts(here);
	const struct hostent *entry = gethostent();

	observe_bytes(entry ? entry->h_addr : "", entry ? 4 : 0);
}

/* By name. */

#define BY_NAME(row_, name_, ...) \
	CASE(gethostbyname, row_, __VA_ARGS__) \
	{ \
		hosts(here); \
		see_host(gethostbyname(name_)); \
	}
BY_NAME(named,           "router.test", LISTED("router.test c0000201"))
BY_NAME(by_alias,        "router",      LISTED("router.test c0000201"))
BY_NAME(by_second_alias, "gateway",     LISTED("router.test c0000201"))
BY_NAME(by_upper_case,   "ROUTER.Test", STAGE("etc"))
BY_NAME(dot_behind,      "router.test.", STAGE("etc"))
BY_NAME(v6_alone,        "six.test",    LISTED("NULL"))
BY_NAME(address,         "192.0.2.9",   LISTED("192.0.2.9 c0000209"))
BY_NAME(address_of_file, "192.0.2.1",   LISTED("192.0.2.1 c0000201"))
BY_NAME(address_short,   "127.1",       LISTED("127.1 7f000001"))
BY_NAME(address_octal,   "010.0.0.1",   LISTED("010.0.0.1 08000001"))
BY_NAME(address_too_big, "192.0.2.256", LISTED("NULL"))

#define BY_FAMILY(row_, name_, family_, ...) \
	CASE(gethostbyname2, row_, __VA_ARGS__) \
	{ \
		hosts(here); \
		see_host(gethostbyname2(name_, family_)); \
	}
BY_FAMILY(v4,            "router.test", AF_INET,  LISTED("router.test c0000201"))
BY_FAMILY(v6,            "six.test",    AF_INET6, LISTED("six.test 20010db8000000000000000000000001"))
BY_FAMILY(v6_by_alias,   "six",         AF_INET6, LISTED("six.test 20010db8000000000000000000000001"))
BY_FAMILY(v6_second,     "first.test",  AF_INET6, LISTED("first.test 20010db8000000000000000000000002"))
BY_FAMILY(v6_of_v4_alone, "router.test", AF_INET6, LISTED("NULL"))
BY_FAMILY(v4_local,      "localhost",   AF_INET,  STAGE("etc"))
BY_FAMILY(v6_local,      "localhost",   AF_INET6, STAGE("etc")) /* RFC 6761 speaks of it, no authority does */
BY_FAMILY(v6_address,    "2001:db8::9", AF_INET6, STAGE("etc"))

CASE(gethostbyname, local_asked_for_nowhere, STAGE("etc"))
{
	hosts(here);
	etc("nsswitch.conf", "hosts: files dns\n");

	see_host(gethostbyname("localhost"));
}

/* The addresses of a name that several lines have: of the first, unless host.conf says otherwise. */
CASE(gethostbyname, several_lines, LISTED("first.test c0000202"))
{
	hosts(here);

	see_host(gethostbyname("both"));
}

CASE(gethostbyname, several_lines_multi, LISTED("first.test c0000202 c0000203"))
{
	hosts(here);
	etc("host.conf", "# all of them\nmulti on\n");

	see_host(gethostbyname("both"));
}

CASE(gethostbyname, several_lines_multi_off, LISTED("first.test c0000202"))
{
	hosts(here);
	etc("host.conf", "multi off\n");

	see_host(gethostbyname("both"));
}

/* By address. */

#define V4(...) ((const unsigned char[]){ __VA_ARGS__ }), 4, AF_INET
#define V6(last_) ((const unsigned char[]){ 0x20, 1, 0x0d, 0xb8, [15] = last_ }), 16, AF_INET6
#define ROUTER(length_, type_) "\300\0\2\1", length_, type_
#define BY_ADDR(row_, address_, ...) \
	CASE(gethostbyaddr, row_, __VA_ARGS__) \
	{ \
		hosts(here); \
		see_host(gethostbyaddr(address_)); \
	}
BY_ADDR(v4,        V4(192, 0, 2, 2), LISTED("first.test c0000202"))
BY_ADDR(v4_first,  V4(192, 0, 2, 1), LISTED("router.test c0000201"))
BY_ADDR(v6,        V6(1),            LISTED("six.test 20010db8000000000000000000000001"))
BY_ADDR(nobody,    V4(192, 0, 2, 9), LISTED("NULL"))
BY_ADDR(nobody_v6, V6(9),            LISTED("NULL"))
BY_ADDR(too_short, ROUTER(3, AF_INET), STAGE("etc"))
BY_ADDR(no_type,   ROUTER(4, AF_UNIX), STAGE("etc"))

/* Whatever comes of a line that has no end: an entry has a name. */
#define UNENDED(row_, line_, address_, ...) \
	CASE(gethostbyaddr, row_, PROVES("hostent.h_name"), STAGE("etc"), __VA_ARGS__) \
	{ \
		hosts(line_); \
		see_host(gethostbyaddr(address_)); \
	}
UNENDED(no_end_of_line,    "192.0.2.1 four", V4(192, 0, 2, 1), ALL("four c0000201 | NULL"))
UNENDED(no_end_of_line_v6, "2001:db8::1 six", V6(1), ALL("six 20010db8000000000000000000000001 | NULL"))

CASE(gethostbyaddr, v6_loopback_length, PROVES("musl-5978eb70"), LISTED("AF_INET6 16"))
{
	hosts("127.0.0.1 four\n::1 six\n");
	const struct hostent *entry = gethostbyaddr(V6(1));

	entry = gethostbyaddr(((const unsigned char[16]){ [15] = 1 }), 16, AF_INET6);
	observe_word(!entry ? "NULL" : entry->h_addrtype == AF_INET6 ? "AF_INET6" : "another");
	observe_number(entry ? entry->h_length : -1);
}

/* Why there is none. */

CASE(gethostbyname, h_errno_of_nobody, LISTED("NULL HOST_NOT_FOUND"))
{
	hosts(here);

	see_host(gethostbyname("nobody.test"));
	see_h_errno(h_errno);
}

CASE(gethostbyname, h_errno_of_other_family, LISTED("NULL HOST_NOT_FOUND | NULL NO_DATA"))
{
	hosts(here);

	see_host(gethostbyname("six.test"));
	see_h_errno(h_errno);
}

CASE(gethostbyaddr, h_errno_of_nobody, LISTED("NULL HOST_NOT_FOUND"))
{
	hosts(here);

	see_host(gethostbyaddr(V4(192, 0, 2, 9)));
	see_h_errno(h_errno);
}

/* Aliases: any number of them, and a NULL behind. */
#define ALIASES(row_, line_, aliases_, ...) \
	CASE(gethostbyname, row_##_by_name, STAGE("etc"), LINUX(aliases_)) \
	{ \
		hosts(line_); \
		const struct hostent *entry = gethostbyname("name.test"); \
		see_aliases(entry ? entry->h_aliases : NULL); \
	} \
	CASE(gethostbyaddr, row_##_by_addr, STAGE("etc"), LINUX(aliases_)) \
	{ \
		hosts(line_); \
		const struct hostent *entry = gethostbyaddr(V4(192, 0, 2, 1)); \
		see_aliases(entry ? entry->h_aliases : NULL); \
	} \
	CASE(gethostent, row_##_in_order, STAGE("etc"), __VA_ARGS__, DOCUMENT(aliases_), POSIX(aliases_), LINUX(aliases_)) \
	{ \
		hosts(line_); \
		const struct hostent *entry = gethostent(); \
		see_aliases(entry ? entry->h_aliases : NULL); \
	}
ALIASES(aliases_none,  "192.0.2.1 name.test\n", "none", PROVES("hostent.h_aliases"))
ALIASES(aliases_one,   "192.0.2.1 name.test name\n", "name", PROVES("hostent.h_aliases"))
ALIASES(aliases_three, "192.0.2.1 name.test name other\tanother # comment\n", "name other another", PROVES("hostent.h_aliases"))
ALIASES(aliases_five,  "192.0.2.1 name.test a b c d e\n", "a b c d e", PROVES("uClibc-PR4916"))
ALIASES(aliases_twenty, "192.0.2.1 name.test a b c d e f g h i j k l m n o p q r s t\n",
	"a b c d e f g h i j k l m n o p q r s t", PROVES("uClibc-PR4916"))

CASE(gethostbyname2, aliases_three_by_name, LISTED("name other another"))
{
	hosts("2001:db8::1 name.test name other\tanother # comment\n");
	const struct hostent *entry = gethostbyname2("name.test", AF_INET6);

	see_aliases(entry ? entry->h_aliases : NULL);
}

/* Lines that are no entries. */
#define NO_ENTRY(row_, line_) \
	CASE(gethostent, row_, STAGE("etc")) \
	{ \
		hosts(line_ "\n192.0.2.1 name\n"); \
		see_host(gethostent()); \
	}
NO_ENTRY(no_name,           "192.0.2.9")
NO_ENTRY(address_no_number, "address odd")
NO_ENTRY(address_of_five,   "192.0.2.9.1 odd")
NO_ENTRY(address_of_three,  "192.0.9 odd")
NO_ENTRY(address_too_big,   "192.0.2.256 odd")

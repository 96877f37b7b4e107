/* The networks database: what getnetent, getnetbyname and getnetbyaddr say of its entries. */
#include "entries.h"

#define SAYS(text_) STAGE("etc"), ALL(text_)
#define LISTED(text_) STAGE("etc"), LINUX(text_)

static const char nets[] = "loopback 127.0.0.0 lo\n"
			   "class-b 172.16.0.0 private middle\n"
			   "class-c 192.0.2.0\n"
			   "class-b 172.17.0.0\n"
			   "again 127.0.0.0\n"
			   "least 0.0.0.0 default\n";

CASE(getnetent, entry, PROVES("getnetent.signature getnetent.purpose.name getnetent.purpose.number netent.struct netent.n_name netent.n_net"), SAYS("loopback 0x7f000000"))
{
	networks(nets);

	see_network(getnetent());
}

CASE(getnetent, type, PROVES("netent.n_addrtype"), SAYS("AF_INET"))
{
	networks(nets);
	const struct netent *entry = getnetent();

	observe_word(!entry ? "NULL" : entry->n_addrtype == AF_INET ? "AF_INET" : "another");
}

#define BY_NAME(row_, name_, ...) \
	CASE(getnetbyname, row_, __VA_ARGS__) \
	{ \
		networks(nets); \
		see_network(getnetbyname(name_)); \
	}
BY_NAME(named,        "class-c",  PROVES("getnetbyname.signature getnetent.purpose.number"), SAYS("class-c 0xc0000200"))
BY_NAME(first_of_two, "class-b",  STAGE("etc"), POSIX("class-b 0xac100000"), LINUX("class-b 0xac100000"))
BY_NAME(by_alias,     "lo",       LISTED("loopback 0x7f000000"))
BY_NAME(by_second_alias, "middle", LISTED("class-b 0xac100000"))
BY_NAME(least,        "least",    LISTED("least 0x0"))
BY_NAME(number,       "127.0.0.0", STAGE("etc"), POSIX("NULL"), LINUX("NULL"))

#define BY_ADDR(row_, net_, type_, ...) \
	CASE(getnetbyaddr, row_, __VA_ARGS__) \
	{ \
		networks(nets); \
		see_network(getnetbyaddr(net_, type_)); \
	}
BY_ADDR(numbered,     0xc0000200, AF_INET,  PROVES("getnetbyaddr.signature getnetent.purpose.name"), SAYS("class-c 0xc0000200"))
BY_ADDR(first_of_two, 0x7f000000, AF_INET,  STAGE("etc"), POSIX("loopback 0x7f000000"), LINUX("loopback 0x7f000000"))
BY_ADDR(least,        0,          AF_INET,  LISTED("least 0x0"))
BY_ADDR(nobody,       0xc0000300, AF_INET,  STAGE("etc"), POSIX("NULL"), LINUX("NULL"))
BY_ADDR(network_order, 0x0002c0,  AF_INET,  STAGE("etc"), POSIX("NULL"), LINUX("NULL"))
BY_ADDR(of_a_host,    0xc0000201, AF_INET,  STAGE("etc"), POSIX("NULL"), LINUX("NULL"))
BY_ADDR(other_type,   0xc0000200, AF_INET6, STAGE("etc"), POSIX("NULL"), LINUX("NULL"))
BY_ADDR(any_type,     0xc0000200, AF_UNSPEC, STAGE("etc"))

CASE(getnetbyaddr, no_file, STAGE("etc"), POSIX("NULL"), LINUX("NULL"))
{
	networks(nets);
	networks(NULL);

	see_network(getnetbyaddr(0xc0000200, AF_INET));
}

/* The number, in numbers-and-dots; the last parts may be left out where they are zero. */
#define NUMBER(row_, number_, ...) \
	CASE(getnetbyname, row_, STAGE("etc"), __VA_ARGS__) \
	{ \
		networks("entry " number_ "\n"); \
		see_network(getnetbyname("entry")); \
	}
NUMBER(parts_three,    "192.0.2",     LINUX("entry 0xc0000200"))
NUMBER(parts_two,      "172.16",      LINUX("entry 0xac100000"))
NUMBER(parts_one,      "127",         LINUX("entry 0x7f000000"))
NUMBER(part_octal,     "0177.0.0.0",  LINUX("entry 0x7f000000"))
NUMBER(part_hexadecimal, "0x7f.0.0.0", LINUX("entry 0x7f000000"))
NUMBER(part_greatest,  "127.255.0.0", LINUX("entry 0x7fff0000"))
NUMBER(part_too_big,   "127.256.0.0")
NUMBER(parts_five,     "127.0.0.0.0")
NUMBER(no_number,      "")
NUMBER(number_is_a_word, "net")
NUMBER(number_and_letter, "127.0.0.x")

#define ALIASES(row_, line_, aliases_) \
	CASE(getnetbyname, row_##_by_name, PROVES("netent.n_aliases"), SAYS(aliases_)) \
	{ \
		networks(line_); \
		const struct netent *entry = getnetbyname("loopback"); \
		see_aliases(entry ? entry->n_aliases : NULL); \
	} \
	CASE(getnetbyaddr, row_##_by_addr, PROVES("netent.n_aliases"), SAYS(aliases_)) \
	{ \
		networks(line_); \
		const struct netent *entry = getnetbyaddr(0x7f000000, AF_INET); \
		see_aliases(entry ? entry->n_aliases : NULL); \
	} \
	CASE(getnetent, row_##_in_order, PROVES("netent.n_aliases"), SAYS(aliases_)) \
	{ \
		networks(line_); \
		const struct netent *entry = getnetent(); \
		see_aliases(entry ? entry->n_aliases : NULL); \
	}
ALIASES(aliases_none,  "loopback 127.0.0.0\n", "none")
ALIASES(aliases_one,   "loopback 127.0.0.0 lo\n", "lo")
ALIASES(aliases_three, "loopback 127.0.0.0 lo own\tself # and others\n", "lo own self")

/* A name that the stack does not hold, asked from a name server that is not there. */
CASE(getnetbyname, name_of_2000000, PROVES("CVE-2016-3075/BZ19879"), STAGE("etc"), POSIX("NULL"), LINUX("NULL"))
{
	struct rlimit least = { .rlim_cur = 1 << 20, .rlim_max = 1 << 20 };
	static char name[2000001];
	networks(nets);
	etc("nsswitch.conf", "networks: dns\n");
	etc("resolv.conf", "options timeout:1 attempts:1\n");
	memset(name, 'a', sizeof name - 1);
	need(setrlimit(RLIMIT_STACK, &least), "setrlimit");

	see_network(getnetbyname(name));
}

CASE(getnetbyname, h_errno_of_nobody, STAGE("etc"))
{
	networks(nets);
	h_errno = 77;

	see_network(getnetbyname("nobody"));
	see_h_errno(h_errno);
}

/* The protocols database: what getprotoent, getprotobyname and getprotobynumber say of its entries.
 */
#include "entries.h"

#define SAYS(text_) STAGE("etc"), ALL(text_)
#define LISTED(text_) STAGE("etc"), LINUX(text_)

/* The numbers are the real ones: who has a table of his own may answer as well. */
static const char internet[] = "ip 0 IP\n"
			       "icmp 1 ICMP\n"
			       "tcp 6 TCP\n"
			       "egp 8 EGP\n"
			       "udp 17 UDP\n"
			       "ipv6-icmp 58 IPv6-ICMP\n"
			       "tcp 66\n"
			       "again 6\n"
			       "raw 255 RAW\n"
			       "mptcp 262 MPTCP\n";

CASE(getprotoent, entry, PROVES("getprotoent.signature getprotoent.purpose protoent.struct protoent.p_name protoent.p_proto"), SAYS("ip 0"))
{
	protocols(internet);

	see_protocol(getprotoent());
}

CASE(getprotoent, all, PROVES("getprotoent.signature"), SAYS("icmp 1 NULL"))
{
	protocols("icmp 1\n");

	see_protocol(getprotoent());
	see_protocol(getprotoent());
}

#define BY_NAME(row_, name_, ...) \
	CASE(getprotobyname, row_, __VA_ARGS__) \
	{ \
		protocols(internet); \
		see_protocol(getprotobyname(name_)); \
	}
BY_NAME(named,        "udp",     PROVES("getprotobyname.signature getprotoent.purpose"), SAYS("udp 17"))
BY_NAME(zero,         "ip",      PROVES("getprotobyname.signature"), SAYS("ip 0"))
BY_NAME(first_of_two, "tcp",     STAGE("etc"), POSIX("tcp 6"), LINUX("tcp 6"))
BY_NAME(by_alias,     "UDP",     LISTED("udp 17"))
BY_NAME(minus,        "ipv6-icmp", LISTED("ipv6-icmp 58"))
BY_NAME(egp,          "egp",     PROVES("musl-4b619e5c"), STAGE("etc"), POSIX("egp 8"), LINUX("egp 8"))
BY_NAME(greatest_byte, "raw",    LISTED("raw 255"))
BY_NAME(past_byte,    "mptcp",   STAGE("etc"))
BY_NAME(nosuch,       "nosuch",  PROVES("musl-eb375ef7"), STAGE("etc"), POSIX("NULL"), LINUX("NULL"))
BY_NAME(number,       "6",       STAGE("etc"), POSIX("NULL"), LINUX("NULL"))

#define BY_NUMBER(row_, number_, ...) \
	CASE(getprotobynumber, row_, __VA_ARGS__) \
	{ \
		protocols(internet); \
		see_protocol(getprotobynumber(number_)); \
	}
BY_NUMBER(numbered,     17,    PROVES("getprotobynumber.signature getprotoent.purpose"), SAYS("udp 17"))
BY_NUMBER(zero,         0,     PROVES("getprotobynumber.signature"), SAYS("ip 0"))
BY_NUMBER(first_of_two, 6,     STAGE("etc"), POSIX("tcp 6"), LINUX("tcp 6"))
BY_NUMBER(greatest_byte, 255,  LISTED("raw 255"))
BY_NUMBER(past_byte,    262,   STAGE("etc"))
BY_NUMBER(nobody,       200,   STAGE("etc"), POSIX("NULL"), LINUX("NULL"))
BY_NUMBER(negative,     -1,    STAGE("etc"), POSIX("NULL"), LINUX("NULL"))
BY_NUMBER(low_byte_alike, 256 + 17, STAGE("etc"), POSIX("NULL"), LINUX("NULL"))

CASE(getprotobynumber, no_file, STAGE("etc"), POSIX("NULL"), LINUX("NULL"))
{
	protocols(internet);
	protocols(NULL);

	see_protocol(getprotobynumber(17));
}

#define ALIASES(row_, line_, aliases_, ...) \
	CASE(getprotobyname, row_##_by_name, PROVES("protoent.p_aliases"), SAYS(aliases_)) \
	{ \
		protocols(line_); \
		const struct protoent *entry = getprotobyname("egp"); \
		see_aliases(entry ? entry->p_aliases : NULL); \
	} \
	CASE(getprotobynumber, row_##_by_number, PROVES("protoent.p_aliases"), SAYS(aliases_)) \
	{ \
		protocols(line_); \
		const struct protoent *entry = getprotobynumber(8); \
		see_aliases(entry ? entry->p_aliases : NULL); \
	} \
	CASE(getprotoent, row_##_in_order, PROVES("protoent.p_aliases"), SAYS(aliases_)) \
	{ \
		protocols(line_); \
		const struct protoent *entry = getprotoent(); \
		see_aliases(entry ? entry->p_aliases : NULL); \
	}
ALIASES(aliases_none,    "egp 8\n", "none")
ALIASES(aliases_one,     "egp 8 EGP\n", "EGP")
ALIASES(aliases_three,   "egp 8 EGP exterior\tgateway # and others\n", "EGP exterior gateway")

#define NO_ENTRY(row_, line_) \
	CASE(getprotoent, row_, STAGE("etc")) \
	{ \
		protocols(line_ "\negp 8 EGP\n"); \
		see_protocol(getprotoent()); \
	}
NO_ENTRY(no_number,         "odd")
NO_ENTRY(number_is_a_word,  "odd seven")
NO_ENTRY(number_and_letter, "odd 7x")
NO_ENTRY(number_negative,   "odd -7")
NO_ENTRY(number_hexadecimal, "odd 0x7")
NO_ENTRY(number_octal,      "odd 010")
NO_ENTRY(number_past_2_to_32, "odd 4294967303")

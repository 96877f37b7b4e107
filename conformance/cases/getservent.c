/* The services database: what getservent, getservbyname and getservbyport say of its entries. */
#include "entries.h"

#define SAYS(text_) STAGE("etc"), ALL(text_)
#define LISTED(text_) STAGE("etc"), LINUX(text_)

static const char web[] = "domain 53/udp\n"
			  "domain 53/tcp\n"
			  "http 80/tcp www w3\n"
			  "http 80/udp www-udp\n"
			  "www 81/tcp\n"
			  "http 8080/tcp web\n"
			  "least 0/tcp\n"
			  "greatest 65535/tcp\n";

CASE(getservent, entry, PROVES("getservent.signature getservent.purpose servent.struct servent.s_name servent.s_port servent.s_proto"), SAYS("domain 53 udp"))
{
	services(web);

	see_service(getservent());
}

CASE(getservent, port_in_network_order, PROVES("servent.s_port"), SAYS("1f90"))
{
	services("http 8080/tcp\n");
	const struct servent *entry = getservent();
	uint16_t port = entry ? (uint16_t)entry->s_port : 0;

	observe_bytes(&port, sizeof port);
}

/* By name and protocol: the first entry that has both. */
#define BY_NAME(row_, name_, proto_, ...) \
	CASE(getservbyname, row_, __VA_ARGS__) \
	{ \
		services(web); \
		see_service(getservbyname(name_, proto_)); \
	}
BY_NAME(named,              "http",     "tcp", PROVES("getservbyname.signature getservent.purpose"), SAYS("http 80 tcp"))
BY_NAME(protocol_second,    "http",     "udp", PROVES("getservbyname.signature"), SAYS("http 80 udp"))
BY_NAME(any_protocol,       "domain",   NULL,  PROVES("musl-06650b96"), STAGE("etc"), POSIX("domain 53 udp"), LINUX("domain 53 udp"))
BY_NAME(any_protocol_tcp,   "http",     NULL,  PROVES("musl-06650b96"), STAGE("etc"), POSIX("http 80 tcp"), LINUX("http 80 tcp"))
BY_NAME(any_protocol_in_vain, "nosuch", NULL,  PROVES("musl-06650b96"), STAGE("etc"), POSIX("NULL"), LINUX("NULL"))
BY_NAME(no_such_protocol,   "http",     "sctp", STAGE("etc"), POSIX("NULL"), LINUX("NULL"))
BY_NAME(protocol_longer,    "http",     "tcpx", STAGE("etc"), POSIX("NULL"), LINUX("NULL"))
BY_NAME(protocol_shorter,   "http",     "tc",  STAGE("etc"), POSIX("NULL"), LINUX("NULL"))
BY_NAME(protocol_empty,     "http",     "",    STAGE("etc"), POSIX("NULL"), LINUX("NULL"))
BY_NAME(protocol_upper_case, "http",    "TCP", STAGE("etc"))
BY_NAME(name_upper_case,    "HTTP",     "tcp", LISTED("NULL")) /* names are case sensitive */
BY_NAME(by_alias,           "www-udp",  "udp", LISTED("http 80 udp"))
BY_NAME(by_second_alias,    "w3",       "tcp", LISTED("http 80 tcp"))
BY_NAME(by_alias_protocol,  "www-udp",  "tcp", LISTED("NULL"))
BY_NAME(alias_before_name,  "www",      "tcp", STAGE("etc"))
BY_NAME(port_least,         "least",    "tcp", LISTED("least 0 tcp"))
BY_NAME(port_greatest,      "greatest", "tcp", LISTED("greatest 65535 tcp"))
BY_NAME(number,             "80",       "tcp", PROVES("musl-565dbee2"), STAGE("etc"), POSIX("NULL"), LINUX("NULL"))
BY_NAME(number_any_protocol, "80",      NULL,  PROVES("musl-565dbee2"), STAGE("etc"), POSIX("NULL"), LINUX("NULL"))
BY_NAME(number_and_protocol, "80/tcp",  "tcp", STAGE("etc"), POSIX("NULL"), LINUX("NULL"))

/* By port, in network byte order. */
#define BY_PORT(row_, port_, proto_, ...) \
	CASE(getservbyport, row_, __VA_ARGS__) \
	{ \
		services(web); \
		see_service(getservbyport(port_, proto_)); \
	}
BY_PORT(numbered,           htons(80),    "tcp", PROVES("getservbyport.signature"), SAYS("http 80 tcp"))
BY_PORT(protocol_second,    htons(80),    "udp", PROVES("getservbyport.signature"), SAYS("http 80 udp"))
BY_PORT(protocol_second_tcp, htons(53),   "tcp", PROVES("getservbyport.signature"), SAYS("domain 53 tcp"))
BY_PORT(any_protocol,       htons(53),    NULL,  STAGE("etc"), POSIX("domain 53 udp"), LINUX("domain 53 udp"))
BY_PORT(least,              htons(0),     "tcp", LISTED("least 0 tcp"))
BY_PORT(greatest,           htons(65535), "tcp", LISTED("greatest 65535 tcp"))
BY_PORT(nobody,             htons(82),    "tcp", STAGE("etc"), POSIX("NULL"), LINUX("NULL"))
BY_PORT(nobody_any_protocol, htons(82),   NULL,  STAGE("etc"), POSIX("NULL"), LINUX("NULL"))
BY_PORT(no_such_protocol,   htons(80),    "sctp", STAGE("etc"), POSIX("NULL"), LINUX("NULL"))
BY_PORT(bytes_swapped,      0x5000 ^ 0x50 ^ htons(80), "tcp", STAGE("etc"), POSIX("NULL"), LINUX("NULL"))
BY_PORT(negative,           -1,           "tcp", STAGE("etc"))

CASE(getservbyport, no_file, STAGE("etc"), POSIX("NULL"), LINUX("NULL"))
{
	services(web);
	services(NULL);

	see_service(getservbyport(htons(80), "tcp"));
}

/* Aliases: any number of them. */
#define ALIASES(row_, line_, aliases_, ...) \
	CASE(getservbyname, row_##_by_name, STAGE("etc"), __VA_ARGS__, DOCUMENT(aliases_), POSIX(aliases_), LINUX(aliases_)) \
	{ \
		services(line_); \
		const struct servent *entry = getservbyname("http", "tcp"); \
		see_aliases(entry ? entry->s_aliases : NULL); \
	} \
	CASE(getservbyport, row_##_by_port, STAGE("etc"), __VA_ARGS__, DOCUMENT(aliases_), POSIX(aliases_), LINUX(aliases_)) \
	{ \
		services(line_); \
		const struct servent *entry = getservbyport(htons(80), "tcp"); \
		see_aliases(entry ? entry->s_aliases : NULL); \
	} \
	CASE(getservent, row_##_in_order, STAGE("etc"), __VA_ARGS__, DOCUMENT(aliases_), POSIX(aliases_), LINUX(aliases_)) \
	{ \
		services(line_); \
		const struct servent *entry = getservent(); \
		see_aliases(entry ? entry->s_aliases : NULL); \
	}
ALIASES(aliases_none,    "http 80/tcp\n", "none", PROVES("servent.s_aliases"))
ALIASES(aliases_one,     "http 80/tcp www\n", "www", PROVES("servent.s_aliases"))
ALIASES(aliases_three,   "http 80/tcp www  w3\tweb \n", "www w3 web", PROVES("servent.s_aliases"))
ALIASES(aliases_comment, "http 80/tcp www # w3 web\n", "www", PROVES("servent.s_aliases"))
ALIASES(aliases_twenty,  "http 80/tcp a b c d e f g h i j k l m n o p q r s t\n",
	"a b c d e f g h i j k l m n o p q r s t", PROVES("uClibc-2631ae8aa"))

/* A line of 100 characters, and one that no buffer of a fixed size holds. */

static const char line_of_100[] = "http                                                            "
				  "           80/tcp           www     \n";

CASE(getservbyname, line_of_100, PROVES("uClibc-72e1a1ce1"), LISTED("http 80 tcp"))
{
	services(line_of_100);

	see_service(getservbyname("http", "tcp"));
}

CASE(getservent, line_of_100, PROVES("uClibc-72e1a1ce1"), LISTED("http 80 tcp"))
{
	services(line_of_100);

	see_service(getservent());
}

/* The name, many blanks, the port. */
static const char *line_of(size_t size)
{
	char *line = malloc(size + 1);

	if (!line)
		unresolved("malloc");
	memset(line, ' ', size);
	memcpy(line, "http", 4);
	memcpy(line + size - 8, "80/tcp \n", 9);
	return line;
}

CASE(getservbyname, line_of_5000, LISTED("http 80 tcp"))
{
	services(line_of(5000));

	see_service(getservbyname("http", "tcp"));
}

CASE(getservbyname, line_of_100000, LISTED("http 80 tcp"))
{
	services(line_of(100000));

	see_service(getservbyname("http", "tcp"));
}

CASE(getservent, line_of_100000, LISTED("http 80 tcp"))
{
	services(line_of(100000));

	see_service(getservent());
}

/* Lines that are no entries; the page says that they are skipped, and not to rely on it. */
#define NO_ENTRY(row_, line_) \
	CASE(getservent, row_, STAGE("etc")) \
	{ \
		services(line_ "\nhttp 80/tcp\n"); \
		see_service(getservent()); \
	}
NO_ENTRY(no_protocol,        "odd 79")
NO_ENTRY(no_protocol_slash,  "odd 79/")
NO_ENTRY(no_port,            "odd /tcp")
NO_ENTRY(port_no_number,     "odd tcp/79")
NO_ENTRY(port_and_letter,    "odd 79a/tcp")
NO_ENTRY(port_negative,      "odd -79/tcp")
NO_ENTRY(port_hexadecimal,   "odd 0x4f/tcp")
NO_ENTRY(port_octal,         "odd 010/tcp")
NO_ENTRY(two_slashes,        "odd 79//tcp")
NO_ENTRY(port_past_2_to_16,  "odd 65615/tcp")
NO_ENTRY(port_past_2_to_32,  "odd 4294967375/tcp")
NO_ENTRY(comma_for_slash,    "odd 79,tcp")

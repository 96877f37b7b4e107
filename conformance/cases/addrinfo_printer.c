/* The document's address printer: every part of a line, also of results that no system gives, and
 * its faults. */
#include "program.h"

/* The host's databases. */
static void furnish(void)
{
	etc("hosts", "127.0.0.1 four.test alias.test\n::1 six.test\n"
		     "127.0.0.1 both.test\n::1 both.test\n");
	etc("services", "ruptime 4000/tcp\nruptime 4000/udp\n");
	etc("nsswitch.conf", "hosts: files\nservices: files\n");
}

#define PRINTER(name_, ...) CASE(addrinfo_printer, name_, STAGE("programs"), __VA_ARGS__)

PRINTER(no_argument, PROVES("getaddrinfo.printer.usage helper.err_quit"),
	DOCUMENT("1 says usage: addrinfo nodename service\\n"))
{
	observe_run(start("addrinfo"));
}

PRINTER(one_argument, PROVES("getaddrinfo.printer.usage"),
	DOCUMENT("1 says usage: addrinfo nodename service\\n"))
{
	observe_run(start("addrinfo", "127.0.0.1"));
}

PRINTER(three_arguments, PROVES("getaddrinfo.printer.usage"),
	DOCUMENT("1 says usage: addrinfo nodename service\\n"))
{
	observe_run(start("addrinfo", "127.0.0.1", "80", "80"));
}

PRINTER(unknown_host, PROVES("getaddrinfo.printer.error helper.err_quit"),
	DOCUMENT("1 says getaddrinfo error: EAI_NONAME\\n"))
{
	furnish();
	show_as("EAI_NONAME", gai_strerror(EAI_NONAME));

	observe_run(start("addrinfo", "nowhere test", "80")); /* so nobody is asked */
}

PRINTER(unknown_service, PROVES("getaddrinfo.printer.error"),
	DOCUMENT("1 says getaddrinfo error: EAI_SERVICE\\n"))
{
	furnish();
	show_as("EAI_SERVICE", gai_strerror(EAI_SERVICE));

	observe_run(start("addrinfo", "four.test", "none"));
}

PRINTER(service_by_name,
	PROVES("getaddrinfo.printer.flags.prefix getaddrinfo.printer.flags.canon "
	       "getaddrinfo.printer.family.prefix getaddrinfo.printer.family.inet "
	       "getaddrinfo.printer.type.prefix getaddrinfo.printer.type.stream "
	       "getaddrinfo.printer.type.datagram getaddrinfo.printer.protocol.prefix "
	       "getaddrinfo.printer.protocol.TCP getaddrinfo.printer.protocol.UDP "
	       "getaddrinfo.printer.part-order getaddrinfo.printer.host "
	       "getaddrinfo.printer.host.dash getaddrinfo.printer.inet.address "
	       "getaddrinfo.printer.inet.port getaddrinfo.printer.newline "
	       "getaddrinfo.printer.exit0"),
	DOCUMENT("0 flags canon family inet type stream protocol TCP\\n"
		 "\\thost four.test address 127.0.0.1 port 4000\\n"
		 "flags canon family inet type datagram protocol UDP\\n"
		 "\\thost - address 127.0.0.1 port 4000\\n"))
{
	furnish();

	observe_run(start("addrinfo", "alias.test", "ruptime"));
}

PRINTER(service_by_number, PROVES("getaddrinfo.printer.loop getaddrinfo.printer.type.raw "
				  "getaddrinfo.printer.protocol.default"),
	DOCUMENT("0 flags canon family inet type stream protocol TCP\\n"
		 "\\thost 127.0.0.1 address 127.0.0.1 port 80\\n"
		 "flags canon family inet type datagram protocol UDP\\n"
		 "\\thost - address 127.0.0.1 port 80\\n"
		 "flags canon family inet type raw protocol default\\n"
		 "\\thost - address 127.0.0.1 port 80\\n"))
{
	observe_run(start("addrinfo", "127.0.0.1", "80"));
}

/* Results as the stand-in of getaddrinfo gives them: without a name, of port 7. No address has a text. */

static void print_results(const char *results)
{
	stand_in(results);
	setenv("STAND_IN_NO_TEXT", "1", 1);

	observe_run(start("addrinfo", "host", "service"));
}

#define RESULT(name_, numbers_, clause_, line_, address_) \
	PRINTER(name_, PROVES("getaddrinfo.printer." clause_), \
		DOCUMENT("0 " line_ "\\n\\thost -" address_ "\\n")) \
	{ \
		print_results(numbers_ " 7"); \
	}
#define UNKNOWN_ADDRESS " address unknown port 7"

/* Flags, family 2 AF_INET, type 1 SOCK_STREAM, protocol. */
RESULT(no_flags, "0 2 1 6", "flags.zero", "flags 0 family inet type stream protocol TCP", UNKNOWN_ADDRESS)
RESULT(flag_passive, "1 2 1 6", "flags.passive", "flags passive family inet type stream protocol TCP", UNKNOWN_ADDRESS)
RESULT(flag_canon, "2 2 1 6", "flags.canon", "flags canon family inet type stream protocol TCP", UNKNOWN_ADDRESS)
RESULT(flag_numhost, "4 2 1 6", "flags.numhost", "flags numhost family inet type stream protocol TCP", UNKNOWN_ADDRESS)
RESULT(flag_v4mapped, "8 2 1 6", "flags.v4mapped", "flags v4mapped family inet type stream protocol TCP", UNKNOWN_ADDRESS)
RESULT(flag_all, "0x10 2 1 6", "flags.all", "flags all family inet type stream protocol TCP", UNKNOWN_ADDRESS)
RESULT(flag_numserv, "0x400 2 1 6", "flags.numserv", "flags numserv family inet type stream protocol TCP", UNKNOWN_ADDRESS)
RESULT(every_flag, "0x41f 2 1 6", "flags.order", "flags passive canon numhost numserv v4mapped all family inet type stream protocol TCP", UNKNOWN_ADDRESS)

RESULT(family_inet, "0 2 1 6", "family.inet", "flags 0 family inet type stream protocol TCP", UNKNOWN_ADDRESS)
RESULT(family_unix, "0 1 1 6", "family.unix", "flags 0 family unix type stream protocol TCP", "")
RESULT(family_unspecified, "0 0 1 6", "family.unspecified", "flags 0 family unspecified type stream protocol TCP", "")

RESULT(type_seqpacket, "0 2 5 6", "type.seqpacket", "flags 0 family inet type seqpacket protocol TCP", UNKNOWN_ADDRESS)
RESULT(type_raw, "0 2 3 6", "type.raw", "flags 0 family inet type raw protocol TCP", UNKNOWN_ADDRESS)
RESULT(type_unknown, "0 2 77 6", "type.unknown", "flags 0 family inet type unknown (77) protocol TCP", UNKNOWN_ADDRESS)

RESULT(protocol_default, "0 2 1 0", "protocol.default", "flags 0 family inet type stream protocol default", UNKNOWN_ADDRESS)
RESULT(protocol_raw, "0 2 1 255", "protocol.raw", "flags 0 family inet type stream protocol raw", UNKNOWN_ADDRESS)
RESULT(protocol_unknown, "0 2 1 132", "protocol.unknown", "flags 0 family inet type stream protocol unknown (132)", UNKNOWN_ADDRESS)

RESULT(address_without_text, "0 2 1 6", "inet.address.unknown", "flags 0 family inet type stream protocol TCP", UNKNOWN_ADDRESS)

PRINTER(three_results, PROVES("getaddrinfo.printer.loop"),
	DOCUMENT("0 flags 0 family unix type stream protocol default\\n\\thost -\\n"
		 "flags 0 family unix type datagram protocol default\\n\\thost -\\n"
		 "flags 0 family unix type raw protocol default\\n\\thost -\\n"))
{
	print_results("0 1 1 0 7;0 1 2 0 7;0 1 3 0 7");
}

/* What is faulty: first as the document has it, then as it should be. */

static void print_odd_results(const char *results, const char *told)
{
	setenv("STAND_IN_TELLS", told, 1);
	print_results(results);
}

PRINTER(ipv6_documented, PROVES("getaddrinfo.printer.inet6.nothing"),
	DOCUMENT("0 flags 0 family inet6 type stream protocol TCP\\n\\thost -\\n"))
{
	print_results("0 10 1 6 7");
}

PRINTER(ipv6, PROVES("bug.getaddrinfo.printer.no-inet6 getaddrinfo.printer.family.inet6"),
	DOCUMENT("0 flags canon family inet6 type stream protocol TCP\\n"
		 "\\thost ::1 address ::1 port 80\\n"
		 "flags canon family inet6 type datagram protocol UDP\\n"
		 "\\thost - address ::1 port 80\\n"
		 "flags canon family inet6 type raw protocol default\\n"
		 "\\thost - address ::1 port 80\\n"))
{
	observe_run(start("addrinfo", "::1", "80"));
}

PRINTER(other_flag_documented, PROVES("getaddrinfo.printer.flags.addrconfig-missing"),
	DOCUMENT("0 flags family unix type stream protocol TCP\\n\\thost -\\n"))
{
	print_results("0x20 1 1 6 7");
}

PRINTER(flag_addrconfig, PROVES("bug.getaddrinfo.printer.addrconfig"),
	DOCUMENT("0 flags addrconfig family unix type stream protocol TCP\\n\\thost -\\n"))
{
	print_results("0x20 1 1 6 7");
}

PRINTER(flag_without_name, PROVES("bug.getaddrinfo.printer.addrconfig"),
	DOCUMENT("0 flags canon unknown (0x4000) family unix type stream protocol TCP\\n\\thost -\\n"))
{
	print_results("0x4002 1 1 6 7");
}

PRINTER(family_unknown_documented, PROVES("getaddrinfo.printer.family.unknown"),
	DOCUMENT("0 flags 0 family unknown type stream protocol TCP\\n\\thost -\\n"))
{
	print_results("0 44 1 6 7");
}

PRINTER(family_unknown, PROVES("bug.getaddrinfo.printer.family-number"),
	DOCUMENT("0 flags 0 family unknown (44) type stream protocol TCP\\n\\thost -\\n"))
{
	print_results("0 44 1 6 7");
}

PRINTER(hint_documented, PROVES("getaddrinfo.printer.hint.cleared"),
	DOCUMENT("1 says host service 0x2 0 0 0 dirty\\ngetaddrinfo error: EAI_NONAME\\n"))
{
	show_as("EAI_NONAME", gai_strerror(EAI_NONAME));
	print_odd_results("", "question");
}

PRINTER(hint, PROVES("bug.getaddrinfo.printer.hint getaddrinfo.printer.call "
		     "getaddrinfo.printer.hint.flags getaddrinfo.printer.hint.any"),
	DOCUMENT("1 says host service 0x2 0 0 0 clear\\ngetaddrinfo error: EAI_NONAME\\n"))
{
	show_as("EAI_NONAME", gai_strerror(EAI_NONAME));
	print_odd_results("", "question");
}

PRINTER(list_freed, PROVES("bug.getaddrinfo.printer.no-free"),
	DOCUMENT("0 flags 0 family unix type stream protocol default\\n\\thost -\\n says 0 not freed\\n"))
{
	print_odd_results("0 1 1 0 7", "release");
}

PRINTER(full_output, PROVES("bug.getaddrinfo.printer.no-free"), DOCUMENT("1"))
{
	observe_end(start_shell("addrinfo", "exec addrinfo 127.0.0.1 80 >/dev/full"));
}

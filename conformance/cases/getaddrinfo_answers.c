/* What getaddrinfo makes of the answers of a name server, honest and not. */
#include "dns.h"
#include "lookup.h"

#define ANSWERED(name, respond, ...) \
	CASE(getaddrinfo, name, STAGE("etc"), __VA_ARGS__) \
	{ \
		answered_by(respond); \
		look_up("www.test", "80", HINTS(TCP)); \
	}
#define RESOLVES(text) PROVES("getaddrinfo.purpose.resolve"), ALL(text)

/* Both kinds of address, or one, or none. */
static void both(struct exchange *dns)
{
	a(dns, dns->name, "192.0.2.1");
	aaaa(dns, dns->name, "2001:db8::1");
}
static void v4_alone(struct exchange *dns)
{
	a(dns, dns->name, "192.0.2.1");
}
static void v6_alone(struct exchange *dns)
{
	aaaa(dns, dns->name, "2001:db8::1");
}
static void no_record(struct exchange *dns)
{
	(void)dns;
}
static void no_such_name(struct exchange *dns)
{
	respond_with(dns, NXDOMAIN);
}
ANSWERED(dns_both,     both,     RESOLVES("0 tcp://[2001:db8::1]:80 tcp://192.0.2.1:80"))
ANSWERED(dns_v4_alone, v4_alone, RESOLVES("0 tcp://192.0.2.1:80"))
ANSWERED(dns_v6_alone, v6_alone, RESOLVES("0 tcp://[2001:db8::1]:80"))
ANSWERED(dns_nxdomain, no_such_name, PROVES("getaddrinfo.EAI_NONAME.unknown"), POSIX("EAI_NONAME"), LINUX("EAI_NONAME"))
ANSWERED(dns_nodata,   no_record, PROVES("getaddrinfo.EAI_NODATA.none"), POSIX("EAI_NONAME"), LINUX("EAI_NODATA"))

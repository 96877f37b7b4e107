/* Names and addresses at a name server that people run. */
#include "lookup.h"

#define IN_ZONE(name, node, hints, ...) \
	CASE(getaddrinfo, name, STAGE("dns"), __VA_ARGS__) { look_up(node, "80", hints); }
#define RESOLVES(text) PROVES("getaddrinfo.purpose.resolve"), ALL(text)
#define ANY HINTS(TCP)
#define V4 HINTS(TCP, .ai_family = AF_INET)
#define V6 HINTS(TCP, .ai_family = AF_INET6)

IN_ZONE(zone_v4,        "v4.test",    ANY, RESOLVES("0 tcp://192.0.2.4:80"))
IN_ZONE(zone_v6,        "v6.test",    ANY, RESOLVES("0 tcp://[2001:db8::6]:80"))
IN_ZONE(zone_both,      "both.test",  ANY, RESOLVES("0 tcp://[2001:db8::46]:80 tcp://192.0.2.46:80"))
IN_ZONE(zone_both_v4,   "both.test",  V4,  RESOLVES("0 tcp://192.0.2.46:80"))
IN_ZONE(zone_both_v6,   "both.test",  V6,  RESOLVES("0 tcp://[2001:db8::46]:80"))
IN_ZONE(zone_absolute,  "both.test.", V4,  RESOLVES("0 tcp://192.0.2.46:80"))
IN_ZONE(zone_case,      "BOTH.Test",  V4,  RESOLVES("0 tcp://192.0.2.46:80"))
IN_ZONE(zone_alias,     "alias.test", V4,  RESOLVES("0 tcp://192.0.2.46:80"))
IN_ZONE(zone_chain,     "chain.test", V6,  RESOLVES("0 tcp://[2001:db8::46]:80"))
IN_ZONE(zone_nxdomain,  "none.test",  ANY, PROVES("getaddrinfo.EAI_NONAME.unknown"), POSIX("EAI_NONAME"), LINUX("EAI_NONAME"))
IN_ZONE(zone_nodata,    "text.test",  ANY, PROVES("getaddrinfo.EAI_NODATA.none"), POSIX("EAI_NONAME"), LINUX("EAI_NODATA"))
IN_ZONE(zone_mail,      "mail.test",  ANY, PROVES("getaddrinfo.EAI_NODATA.none"), POSIX("EAI_NONAME"), LINUX("EAI_NODATA"))
IN_ZONE(zone_other_family, "v4.test", V6,  PROVES("getaddrinfo.EAI_ADDRFAMILY.none"), POSIX("EAI_NONAME"), LINUX("EAI_ADDRFAMILY | EAI_NODATA"))
IN_ZONE(zone_mapped,    "v4.test", HINTS(TCP, .ai_family = AF_INET6, .ai_flags = AI_V4MAPPED), PROVES("getaddrinfo.AI_V4MAPPED"), ALL("0 tcp://[::ffff:192.0.2.4]:80"))
IN_ZONE(zone_mapped_all, "both.test", HINTS(TCP, .ai_family = AF_INET6, .ai_flags = AI_V4MAPPED | AI_ALL), PROVES("getaddrinfo.AI_ALL"), ALL("0 tcp://[2001:db8::46]:80 tcp://[::ffff:192.0.2.46]:80"))
IN_ZONE(zone_canonical, "both.test",  HINTS(TCP, .ai_family = AF_INET, .ai_flags = AI_CANONNAME), PROVES("getaddrinfo.AI_CANONNAME"), ALL("0 tcp://192.0.2.46:80=both.test"))
IN_ZONE(zone_canonical_of_alias, "alias.test", HINTS(TCP, .ai_family = AF_INET, .ai_flags = AI_CANONNAME), PROVES("getaddrinfo.AI_CANONNAME"), ALL("0 tcp://192.0.2.46:80=both.test"))
IN_ZONE(zone_canonical_of_chain, "chain.test", HINTS(TCP, .ai_flags = AI_CANONNAME), PROVES("getaddrinfo.AI_CANONNAME"), ALL("0 tcp://[2001:db8::46]:80=both.test tcp://192.0.2.46:80"))
CASE(getaddrinfo, zone_many, STAGE("dns"), POSIX("0 120"), LINUX("0 120"))
{
	look_up_many("many.test", "80", ANY);
}
CASE(getaddrinfo, zone_several, STAGE("dns"), POSIX("0 3"), LINUX("0 3"))
{
	look_up_many("several.test", "80", ANY);
}
CASE(getaddrinfo, zone_twice, STAGE("dns"), RESOLVES("0 tcp://192.0.2.4:80 EAI_NONAME 0 tcp://192.0.2.4:80"))
{
	look_up("v4.test", "80", ANY);
	look_up("none.test", "80", ANY);
	look_up("v4.test", "80", ANY);
}

#define NAMED_IN_ZONE(name, number, flags, ...) \
	CASE(getnameinfo, name, STAGE("dns"), __VA_ARGS__) \
	{ \
		struct address addr = at(number, 80); \
		char host[NI_MAXHOST] = "poison"; \
		int code = getnameinfo(&addr.any, addr.len, host, sizeof host, NULL, 0, flags); \
		observe_eai(code); \
		if (code == 0) \
			observe_text(host); \
	}
#define NAMED(text) PROVES("getnameinfo.purpose"), ALL(text)
NAMED_IN_ZONE(zone_v4,       "192.0.2.4",        0, NAMED("0 v4.test"))
NAMED_IN_ZONE(zone_v6,       "2001:db8::6",      0, NAMED("0 v6.test"))
NAMED_IN_ZONE(zone_number,   "192.0.2.4",        NI_NUMERICHOST, PROVES("getnameinfo.NI_NUMERICHOST"), ALL("0 192.0.2.4"))
NAMED_IN_ZONE(zone_required, "2001:db8::46",     NI_NAMEREQD, PROVES("getnameinfo.NI_NAMEREQD"), ALL("0 both.test"))
NAMED_IN_ZONE(zone_none,     "192.0.2.99",       0, NAMED("0 192.0.2.99"))
NAMED_IN_ZONE(zone_none_v6,  "2001:db8::99",     0, NAMED("0 2001:db8::99"))
NAMED_IN_ZONE(zone_none_required, "192.0.2.99",  NI_NAMEREQD, PROVES("getnameinfo.NI_NAMEREQD getnameinfo.EAI_NONAME.namereqd"), ALL("EAI_NONAME"))
NAMED_IN_ZONE(zone_mapped,   "::ffff:192.0.2.4", 0, POSIX("0 v4.test"))

/* What <netdb.h> declares by itself, included before any other header. */
#include "case.h"
#include <netdb.h>

EXPRESSION(netdb, hosts, struct hostent *, (sethostent(0), endhostent(), gethostent()),
	PROVES("hosts.header.netdb"), ALL("declared"))
EXPRESSION(netdb, networks, struct netent *,
	(setnetent(0), endnetent(), (void)getnetbyname(""), (void)getnetbyaddr(0, 0), getnetent()),
	PROVES("networks.header.netdb"), ALL("declared"))
EXPRESSION(netdb, protocols, struct protoent *,
	(setprotoent(0), endprotoent(), (void)getprotobyname(""), (void)getprotobynumber(0),
		getprotoent()),
	PROVES("protocols.header.netdb"), ALL("declared"))
EXPRESSION(netdb, services, struct servent *,
	(setservent(0), endservent(), (void)getservbyname("", ""), (void)getservbyport(0, ""),
		getservent()),
	PROVES("services.header.netdb"), ALL("declared"))
EXPRESSION(netdb, getaddrinfo, int,
	(freeaddrinfo(NULL), (void)gai_strerror(0), getaddrinfo(NULL, NULL, NULL, NULL)),
	PROVES("getaddrinfo.header.netdb"), ALL("declared"))
EXPRESSION(netdb, getnameinfo, int, getnameinfo(NULL, 0, NULL, 0, NULL, 0, 0),
	PROVES("getnameinfo.header.netdb"), ALL("declared"))

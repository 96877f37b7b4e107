/* What <netdb.h> declares. */
#include "fixture.h"

EXPRESSION(hostent, struct, struct hostent, *(struct hostent *)0, PROVES("hostent.struct"),
	ALL("declared"))
FIELD(hostent, struct hostent, h_name, char *, PROVES("hostent.h_name"), ALL("declared"))
FIELD(hostent, struct hostent, h_aliases, char **, PROVES("hostent.h_aliases"), ALL("declared"))
FIELD(hostent, struct hostent, h_addrtype, int, PROVES("hostent.h_addrtype"), ALL("declared"))
FIELD(hostent, struct hostent, h_length, int, PROVES("hostent.h_length"), ALL("declared"))
FIELD(hostent, struct hostent, h_addr_list, char **, PROVES("hostent.h_addr_list"), ALL("declared"))
FIELD(hostent, struct hostent, h_addr, char *, PROVES("hostent.h_addr"), DOCUMENT("declared"),
	LINUX("declared"))
SIGNATURE(gethostent, struct hostent *, (void), ALL("declared"))
SIGNATURE(sethostent, void, (int), ALL("declared"))
SIGNATURE(endhostent, void, (void), ALL("declared"))

EXPRESSION(netent, struct, struct netent, *(struct netent *)0, PROVES("netent.struct"),
	ALL("declared"))
FIELD(netent, struct netent, n_name, char *, PROVES("netent.n_name"), ALL("declared"))
FIELD(netent, struct netent, n_aliases, char **, PROVES("netent.n_aliases"), ALL("declared"))
FIELD(netent, struct netent, n_addrtype, int, PROVES("netent.n_addrtype"), ALL("declared"))
FIELD(netent, struct netent, n_net, uint32_t, PROVES("netent.n_net"), ALL("declared"))
SIGNATURE(getnetbyaddr, struct netent *, (uint32_t, int), ALL("declared"))
SIGNATURE(getnetbyname, struct netent *, (const char *), ALL("declared"))
SIGNATURE(getnetent, struct netent *, (void), ALL("declared"))
SIGNATURE(setnetent, void, (int), ALL("declared"))
SIGNATURE(endnetent, void, (void), ALL("declared"))
SIGNATURE(getnetent_r, int, (struct netent *, char *, size_t, struct netent **, int *),
	DOCUMENT("declared"), LINUX("declared"))
SIGNATURE(getnetbyname_r, int,
	(const char *, struct netent *, char *, size_t, struct netent **, int *),
	DOCUMENT("declared"), LINUX("declared"))
SIGNATURE(getnetbyaddr_r, int,
	(uint32_t, int, struct netent *, char *, size_t, struct netent **, int *),
	DOCUMENT("declared"), LINUX("declared"))

EXPRESSION(protoent, struct, struct protoent, *(struct protoent *)0, PROVES("protoent.struct"),
	ALL("declared"))
FIELD(protoent, struct protoent, p_name, char *, PROVES("protoent.p_name"), ALL("declared"))
FIELD(protoent, struct protoent, p_aliases, char **, PROVES("protoent.p_aliases"), ALL("declared"))
FIELD(protoent, struct protoent, p_proto, int, PROVES("protoent.p_proto"), ALL("declared"))
SIGNATURE(getprotoent, struct protoent *, (void), ALL("declared"))
SIGNATURE(getprotobyname, struct protoent *, (const char *), ALL("declared"))
SIGNATURE(getprotobynumber, struct protoent *, (int), ALL("declared"))
SIGNATURE(setprotoent, void, (int), ALL("declared"))
SIGNATURE(endprotoent, void, (void), ALL("declared"))
SIGNATURE(getprotoent_r, int, (struct protoent *, char *, size_t, struct protoent **),
	DOCUMENT("declared"), LINUX("declared"))
SIGNATURE(getprotobyname_r, int,
	(const char *, struct protoent *, char *, size_t, struct protoent **), DOCUMENT("declared"),
	LINUX("declared"))
SIGNATURE(getprotobynumber_r, int, (int, struct protoent *, char *, size_t, struct protoent **),
	DOCUMENT("declared"), LINUX("declared"))

EXPRESSION(servent, struct, struct servent, *(struct servent *)0, PROVES("servent.struct"),
	ALL("declared"))
FIELD(servent, struct servent, s_name, char *, PROVES("servent.s_name"), ALL("declared"))
FIELD(servent, struct servent, s_aliases, char **, PROVES("servent.s_aliases"), ALL("declared"))
FIELD(servent, struct servent, s_port, int, PROVES("servent.s_port"), ALL("declared"))
FIELD(servent, struct servent, s_proto, char *, PROVES("servent.s_proto"), ALL("declared"))
SIGNATURE(getservbyname, struct servent *, (const char *, const char *), ALL("declared"))
SIGNATURE(getservbyport, struct servent *, (int, const char *), ALL("declared"))
SIGNATURE(getservent, struct servent *, (void), ALL("declared"))
SIGNATURE(setservent, void, (int), ALL("declared"))
SIGNATURE(endservent, void, (void), ALL("declared"))
SIGNATURE(getservent_r, int, (struct servent *, char *, size_t, struct servent **),
	DOCUMENT("declared"), LINUX("declared"))
SIGNATURE(getservbyname_r, int,
	(const char *, const char *, struct servent *, char *, size_t, struct servent **),
	DOCUMENT("declared"), LINUX("declared"))
SIGNATURE(getservbyport_r, int,
	(int, const char *, struct servent *, char *, size_t, struct servent **),
	DOCUMENT("declared"), LINUX("declared"))

EXPRESSION(addrinfo, struct, struct addrinfo, *(struct addrinfo *)0, PROVES("addrinfo.struct"),
	ALL("declared"))
FIELD(addrinfo, struct addrinfo, ai_flags, int, PROVES("addrinfo.ai_flags"), ALL("declared"))
FIELD(addrinfo, struct addrinfo, ai_family, int, PROVES("addrinfo.ai_family"), ALL("declared"))
FIELD(addrinfo, struct addrinfo, ai_socktype, int, PROVES("addrinfo.ai_socktype"), ALL("declared"))
FIELD(addrinfo, struct addrinfo, ai_protocol, int, PROVES("addrinfo.ai_protocol"), ALL("declared"))
FIELD(addrinfo, struct addrinfo, ai_addrlen, socklen_t, PROVES("addrinfo.ai_addrlen"),
	ALL("declared"))
FIELD(addrinfo, struct addrinfo, ai_addr, struct sockaddr *, PROVES("addrinfo.ai_addr"),
	ALL("declared"))
FIELD(addrinfo, struct addrinfo, ai_canonname, char *, PROVES("addrinfo.ai_canonname"),
	ALL("declared"))
FIELD(addrinfo, struct addrinfo, ai_next, struct addrinfo *, PROVES("addrinfo.ai_next"),
	ALL("declared"))
SIGNATURE(getaddrinfo, int,
	(const char *, const char *, const struct addrinfo *, struct addrinfo **), ALL("declared"))
SIGNATURE(freeaddrinfo, void, (struct addrinfo *), ALL("declared"))
SIGNATURE(gai_strerror, const char *, (int), ALL("declared"))
SIGNATURE(getaddrinfo_a, int, (int, struct gaicb **, int, struct sigevent *), DOCUMENT("declared"),
	LINUX("declared"))
SIGNATURE(gai_suspend, int, (const struct gaicb *const *, int, const struct timespec *),
	DOCUMENT("declared"), LINUX("declared"))
SIGNATURE(gai_error, int, (struct gaicb *), DOCUMENT("declared"), LINUX("declared"))
SIGNATURE(gai_cancel, int, (struct gaicb *), DOCUMENT("declared"), LINUX("declared"))
CONSTANT(getaddrinfo, AI_ADDRCONFIG, PROVES("getaddrinfo.AI_ADDRCONFIG"), ALL("declared"))
CONSTANT(getaddrinfo, AI_ALL, PROVES("getaddrinfo.AI_ALL"), ALL("declared"))
CONSTANT(getaddrinfo, AI_CANONNAME, PROVES("getaddrinfo.AI_CANONNAME"), ALL("declared"))
CONSTANT(getaddrinfo, AI_NUMERICHOST, PROVES("getaddrinfo.AI_NUMERICHOST"), ALL("declared"))
CONSTANT(getaddrinfo, AI_NUMERICSERV, PROVES("getaddrinfo.AI_NUMERICSERV"), ALL("declared"))
CONSTANT(getaddrinfo, AI_PASSIVE, PROVES("getaddrinfo.AI_PASSIVE"), ALL("declared"))
CONSTANT(getaddrinfo, AI_V4MAPPED, PROVES("getaddrinfo.AI_V4MAPPED"), ALL("declared"))

SIGNATURE(getnameinfo, int,
	(const struct sockaddr *, socklen_t, char *, socklen_t, char *, socklen_t, int),
	ALL("declared"))
CONSTANT(getnameinfo, NI_DGRAM, PROVES("getnameinfo.NI_DGRAM"), ALL("declared"))
CONSTANT(getnameinfo, NI_NAMEREQD, PROVES("getnameinfo.NI_NAMEREQD"), ALL("declared"))
CONSTANT(getnameinfo, NI_NOFQDN, PROVES("getnameinfo.NI_NOFQDN"), ALL("declared"))
CONSTANT(getnameinfo, NI_NUMERICHOST, PROVES("getnameinfo.NI_NUMERICHOST"), ALL("declared"))
CONSTANT(getnameinfo, NI_NUMERICSCOPE, PROVES("getnameinfo.NI_NUMERICSCOPE"), DOCUMENT("declared"),
	POSIX("declared"))
CONSTANT(getnameinfo, NI_NUMERICSERV, PROVES("getnameinfo.NI_NUMERICSERV"), ALL("declared"))

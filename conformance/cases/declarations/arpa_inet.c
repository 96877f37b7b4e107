/* What <arpa/inet.h> declares: byte order, and addresses as text. */
#include "fixture.h"

SIGNATURE(htonl, uint32_t, (uint32_t), ALL("declared"))
SIGNATURE(htons, uint16_t, (uint16_t), ALL("declared"))
SIGNATURE(ntohl, uint32_t, (uint32_t), ALL("declared"))
SIGNATURE(ntohs, uint16_t, (uint16_t), ALL("declared"))

SIGNATURE(inet_pton, int, (int, const char *, void *), ALL("declared"))
SIGNATURE(inet_ntop, const char *, (int, const void *, char *, socklen_t), ALL("declared"))
SIGNATURE(inet_net_pton, int, (int, const char *, void *, size_t), DOCUMENT("declared"),
	LINUX("declared"))
SIGNATURE(inet_net_ntop, char *, (int, const void *, int, char *, size_t), DOCUMENT("declared"),
	LINUX("declared"))
SIGNATURE(inet_aton, int, (const char *, struct in_addr *), DOCUMENT("declared"), LINUX("declared"))
SIGNATURE(inet_addr, in_addr_t, (const char *), ALL("declared"))
SIGNATURE(inet_network, in_addr_t, (const char *), DOCUMENT("declared"), LINUX("declared"))
SIGNATURE(inet_ntoa, char *, (struct in_addr), ALL("declared"))
SIGNATURE(inet_makeaddr, struct in_addr, (in_addr_t, in_addr_t), DOCUMENT("declared"),
	LINUX("declared"))
SIGNATURE(inet_lnaof, in_addr_t, (struct in_addr), DOCUMENT("declared"), LINUX("declared"))
SIGNATURE(inet_netof, in_addr_t, (struct in_addr), DOCUMENT("declared"), LINUX("declared"))

CONSTANT(inet_ntop, INET_ADDRSTRLEN, PROVES("inet_ntop.size.INET_ADDRSTRLEN"), ALL("declared"))
CONSTANT(inet_ntop, INET6_ADDRSTRLEN, PROVES("inet_ntop.size.INET6_ADDRSTRLEN"), ALL("declared"))
CONSTANT(inet_net_ntop, INET_ADDRSTRLEN, PROVES("inet_net_ntop.psize.INET_ADDRSTRLEN"),
	DOCUMENT("declared"))
CONSTANT(inet_net_ntop, INET6_ADDRSTRLEN, PROVES("inet_net_ntop.psize.INET6_ADDRSTRLEN"),
	DOCUMENT("declared"))

/* What <netinet/in.h> declares: addresses and protocols of the Internet. */
#include "fixture.h"

EXPRESSION(in_addr, struct, struct in_addr, *(struct in_addr *)0, PROVES("in_addr.struct"),
	ALL("declared"))
FIELD(in_addr, struct in_addr, s_addr, uint32_t, PROVES("in_addr.s_addr"), ALL("declared"))

EXPRESSION(sockaddr_in, struct, struct sockaddr_in, *(struct sockaddr_in *)0,
	PROVES("sockaddr_in.struct"), ALL("declared"))
FIELD(sockaddr_in, struct sockaddr_in, sin_family, sa_family_t, PROVES("sockaddr_in.sin_family"),
	ALL("declared"))
FIELD(sockaddr_in, struct sockaddr_in, sin_port, in_port_t, PROVES("sockaddr_in.sin_port"),
	ALL("declared"))
FIELD(sockaddr_in, struct sockaddr_in, sin_addr, struct in_addr, PROVES("sockaddr_in.sin_addr"),
	ALL("declared"))

EXPRESSION(in6_addr, struct, struct in6_addr, *(struct in6_addr *)0, PROVES("in6_addr.struct"),
	ALL("declared"))
EXPRESSION(in6_addr, s6_addr, unsigned char (*)[16], &((struct in6_addr *)0)->s6_addr,
	PROVES("in6_addr.s6_addr"), ALL("declared"))

EXPRESSION(sockaddr_in6, struct, struct sockaddr_in6, *(struct sockaddr_in6 *)0,
	PROVES("sockaddr_in6.struct"), ALL("declared"))
FIELD(sockaddr_in6, struct sockaddr_in6, sin6_family, sa_family_t,
	PROVES("sockaddr_in6.sin6_family"), ALL("declared"))
FIELD(sockaddr_in6, struct sockaddr_in6, sin6_port, in_port_t, PROVES("sockaddr_in6.sin6_port"),
	ALL("declared"))
FIELD(sockaddr_in6, struct sockaddr_in6, sin6_flowinfo, uint32_t,
	PROVES("sockaddr_in6.sin6_flowinfo"), ALL("declared"))
FIELD(sockaddr_in6, struct sockaddr_in6, sin6_addr, struct in6_addr,
	PROVES("sockaddr_in6.sin6_addr"), ALL("declared"))
FIELD(sockaddr_in6, struct sockaddr_in6, sin6_scope_id, uint32_t,
	PROVES("sockaddr_in6.sin6_scope_id"), ALL("declared"))

CONSTANT(socket, IPPROTO_IP, PROVES("socket.protocol.IPPROTO_IP"), ALL("declared"))
CONSTANT(socket, IPPROTO_IPV6, PROVES("socket.protocol.IPPROTO_IPV6"), ALL("declared"))
CONSTANT(socket, IPPROTO_ICMP, PROVES("socket.protocol.IPPROTO_ICMP"), ALL("declared"))
CONSTANT(socket, IPPROTO_RAW, PROVES("socket.protocol.IPPROTO_RAW"), ALL("declared"))
CONSTANT(socket, IPPROTO_TCP, PROVES("socket.protocol.IPPROTO_TCP"), ALL("declared"))
CONSTANT(socket, IPPROTO_UDP, PROVES("socket.protocol.IPPROTO_UDP"), ALL("declared"))
CONSTANT(getsockopt, IPPROTO_IP, PROVES("sockopt.level.IPPROTO_IP"), ALL("declared"))
CONSTANT(getsockopt, IPPROTO_TCP, PROVES("sockopt.level.IPPROTO_TCP"), ALL("declared"))

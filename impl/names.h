/* Makes the reference implementation a target like any other: the standard names mean its calls.
 * Include it after every header of the system, whose macros would win otherwise. */
#ifndef NAMES_H
#define NAMES_H

#include "sockets.h"

#undef htonl
#undef htons
#undef ntohl
#undef ntohs
#define htonl ref_htonl
#define htons ref_htons
#define ntohl ref_ntohl
#define ntohs ref_ntohs

#undef inet_pton
#undef inet_ntop
#undef inet_net_pton
#undef inet_net_ntop
#define inet_pton ref_inet_pton
#define inet_ntop ref_inet_ntop
#define inet_net_pton ref_inet_net_pton
#define inet_net_ntop ref_inet_net_ntop

#undef inet_aton
#undef inet_addr
#undef inet_network
#undef inet_ntoa
#undef inet_makeaddr
#undef inet_lnaof
#undef inet_netof
#define inet_aton ref_inet_aton
#define inet_addr ref_inet_addr
#define inet_network ref_inet_network
#define inet_ntoa ref_inet_ntoa
#define inet_makeaddr ref_inet_makeaddr
#define inet_lnaof ref_inet_lnaof
#define inet_netof ref_inet_netof

#undef htobe16
#undef htole16
#undef be16toh
#undef le16toh
#define htobe16 ref_htobe16
#define htole16 ref_htole16
#define be16toh ref_be16toh
#define le16toh ref_le16toh

#undef htobe32
#undef htole32
#undef be32toh
#undef le32toh
#define htobe32 ref_htobe32
#define htole32 ref_htole32
#define be32toh ref_be32toh
#define le32toh ref_le32toh

#undef htobe64
#undef htole64
#undef be64toh
#undef le64toh
#define htobe64 ref_htobe64
#define htole64 ref_htole64
#define be64toh ref_be64toh
#define le64toh ref_le64toh

#undef bswap_16
#undef bswap_32
#undef bswap_64
#define bswap_16 ref_bswap_16
#define bswap_32 ref_bswap_32
#define bswap_64 ref_bswap_64

#undef getifaddrs
#undef freeifaddrs
#define getifaddrs ref_getifaddrs
#define freeifaddrs ref_freeifaddrs

#undef sethostent
#undef gethostent
#undef gethostbyname
#undef gethostbyname2
#undef gethostbyaddr
#undef endhostent
#undef gethostent_r
#undef gethostbyname_r
#undef gethostbyname2_r
#undef gethostbyaddr_r
#define sethostent ref_sethostent
#define gethostent ref_gethostent
#define gethostbyname ref_gethostbyname
#define gethostbyname2 ref_gethostbyname2
#define gethostbyaddr ref_gethostbyaddr
#define endhostent ref_endhostent
#define gethostent_r ref_gethostent_r
#define gethostbyname_r ref_gethostbyname_r
#define gethostbyname2_r ref_gethostbyname2_r
#define gethostbyaddr_r ref_gethostbyaddr_r

#undef setnetent
#undef getnetent
#undef getnetbyname
#undef getnetbyaddr
#undef endnetent
#undef getnetent_r
#undef getnetbyname_r
#undef getnetbyaddr_r
#define setnetent ref_setnetent
#define getnetent ref_getnetent
#define getnetbyname ref_getnetbyname
#define getnetbyaddr ref_getnetbyaddr
#define endnetent ref_endnetent
#define getnetent_r ref_getnetent_r
#define getnetbyname_r ref_getnetbyname_r
#define getnetbyaddr_r ref_getnetbyaddr_r

#undef setprotoent
#undef getprotoent
#undef getprotobyname
#undef getprotobynumber
#undef endprotoent
#undef getprotoent_r
#undef getprotobyname_r
#undef getprotobynumber_r
#define setprotoent ref_setprotoent
#define getprotoent ref_getprotoent
#define getprotobyname ref_getprotobyname
#define getprotobynumber ref_getprotobynumber
#define endprotoent ref_endprotoent
#define getprotoent_r ref_getprotoent_r
#define getprotobyname_r ref_getprotobyname_r
#define getprotobynumber_r ref_getprotobynumber_r

#undef setservent
#undef getservent
#undef getservbyname
#undef getservbyport
#undef endservent
#undef getservent_r
#undef getservbyname_r
#undef getservbyport_r
#define setservent ref_setservent
#define getservent ref_getservent
#define getservbyname ref_getservbyname
#define getservbyport ref_getservbyport
#define endservent ref_endservent
#define getservent_r ref_getservent_r
#define getservbyname_r ref_getservbyname_r
#define getservbyport_r ref_getservbyport_r

#undef getaddrinfo
#undef freeaddrinfo
#undef getaddrinfo_a
#undef gai_suspend
#undef gai_error
#undef gai_cancel
#undef gai_strerror
#undef getnameinfo
#define getaddrinfo ref_getaddrinfo
#define freeaddrinfo ref_freeaddrinfo
#define getaddrinfo_a ref_getaddrinfo_a
#define gai_suspend ref_gai_suspend
#define gai_error ref_gai_error
#define gai_cancel ref_gai_cancel
#define gai_strerror ref_gai_strerror
#define getnameinfo ref_getnameinfo

#undef NI_NUMERICSCOPE
#define NI_NUMERICSCOPE REF_NI_NUMERICSCOPE

#undef socket
#undef shutdown
#undef bind
#undef getsockname
#undef getpeername
#undef connect
#undef listen
#undef accept
#undef accept4
#define socket ref_socket
#define shutdown ref_shutdown
#define bind ref_bind
#define getsockname ref_getsockname
#define getpeername ref_getpeername
#define connect ref_connect
#define listen ref_listen
#define accept ref_accept
#define accept4 ref_accept4

#undef connect_retry
#undef initserver
#define connect_retry ref_connect_retry
#define initserver ref_initserver

#undef getsockopt
#undef setsockopt
#define getsockopt ref_getsockopt
#define setsockopt ref_setsockopt

#undef send
#undef sendto
#undef sendmsg
#undef sendmmsg
#undef recv
#undef recvfrom
#undef recvmsg
#undef sockatmark
#define send ref_send
#define sendto ref_sendto
#define sendmsg ref_sendmsg
#define sendmmsg ref_sendmmsg
#define recv ref_recv
#define recvfrom ref_recvfrom
#define recvmsg ref_recvmsg
#define sockatmark ref_sockatmark

#undef MSG_EOF
#define MSG_EOF REF_MSG_EOF

/* These are macros of libc's too, and a case may name them. */
#undef CMSG_FIRSTHDR
#undef CMSG_NXTHDR
#undef CMSG_ALIGN
#undef CMSG_SPACE
#undef CMSG_LEN
#undef CMSG_DATA
#define CMSG_FIRSTHDR(msgh) ref_CMSG_FIRSTHDR(msgh)
#define CMSG_NXTHDR(msgh, cmsg) ref_CMSG_NXTHDR(msgh, cmsg)
#define CMSG_ALIGN(length) REF_CMSG_ALIGN(length)
#define CMSG_SPACE(length) REF_CMSG_SPACE(length)
#define CMSG_LEN(length) REF_CMSG_LEN(length)
#define CMSG_DATA(cmsg) ref_CMSG_DATA(cmsg)

#endif

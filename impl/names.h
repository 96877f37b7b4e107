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

#endif

/* What <ifaddrs.h> declares. */
#include "fixture.h"

EXPRESSION(ifaddrs, struct, struct ifaddrs, *(struct ifaddrs *)0, PROVES("ifaddrs.struct"),
	DOCUMENT("declared"), LINUX("declared"))
FIELD(ifaddrs, struct ifaddrs, ifa_next, struct ifaddrs *, PROVES("ifaddrs.ifa_next"),
	DOCUMENT("declared"), LINUX("declared"))
FIELD(ifaddrs, struct ifaddrs, ifa_name, char *, PROVES("ifaddrs.ifa_name"), DOCUMENT("declared"),
	LINUX("declared"))
FIELD(ifaddrs, struct ifaddrs, ifa_flags, unsigned int, PROVES("ifaddrs.ifa_flags"),
	DOCUMENT("declared"), LINUX("declared"))
FIELD(ifaddrs, struct ifaddrs, ifa_addr, struct sockaddr *, PROVES("ifaddrs.ifa_addr"),
	DOCUMENT("declared"), LINUX("declared"))
FIELD(ifaddrs, struct ifaddrs, ifa_netmask, struct sockaddr *, PROVES("ifaddrs.ifa_netmask"),
	DOCUMENT("declared"), LINUX("declared"))
FIELD(ifaddrs, struct ifaddrs, ifa_broadaddr, struct sockaddr *, PROVES("ifaddrs.ifa_broadaddr"),
	DOCUMENT("declared"), LINUX("declared"))
FIELD(ifaddrs, struct ifaddrs, ifa_dstaddr, struct sockaddr *, PROVES("ifaddrs.ifa_dstaddr"),
	DOCUMENT("declared"), LINUX("declared"))
FIELD(ifaddrs, struct ifaddrs, ifa_data, void *, PROVES("ifaddrs.ifa_data"), DOCUMENT("declared"),
	LINUX("declared"))
EXPRESSION(ifaddrs, ifu_broadaddr, struct sockaddr **,
	&((struct ifaddrs *)0)->ifa_ifu.ifu_broadaddr, PROVES("ifaddrs.ifa_ifu.ifu_broadaddr"),
	DOCUMENT("declared"), LINUX("declared"))
EXPRESSION(ifaddrs, ifu_dstaddr, struct sockaddr **, &((struct ifaddrs *)0)->ifa_ifu.ifu_dstaddr,
	PROVES("ifaddrs.ifa_ifu.ifu_dstaddr"), DOCUMENT("declared"), LINUX("declared"))

/* A union: its members lie upon each other. */
CASE(ifaddrs, ifa_ifu, DECLARES, PROVES("ifaddrs.ifa_ifu"), DOCUMENT("declared"), LINUX("declared"))
{
	observe_type(offsetof(struct ifaddrs, ifa_ifu.ifu_broadaddr) ==
		offsetof(struct ifaddrs, ifa_ifu.ifu_dstaddr));
}

SIGNATURE(getifaddrs, int, (struct ifaddrs **), DOCUMENT("declared"), LINUX("declared"))
SIGNATURE(freeifaddrs, void, (struct ifaddrs *), DOCUMENT("declared"), LINUX("declared"))
CONSTANT(getifaddrs, SIOCGIFFLAGS, PROVES("getifaddrs.SIOCGIFFLAGS"), DOCUMENT("declared"),
	LINUX("declared"))

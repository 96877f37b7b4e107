#include "fixture.h"

#define VECTOR(name, net, host, ...) \
	CASE(inet_makeaddr, name, ANYWHERE, __VA_ARGS__) \
	{ \
		struct in_addr addr = inet_makeaddr(net, host); \
\
		observe_bytes(&addr, sizeof addr); \
	}
#define MAKES(bytes) PROVES("inet_makeaddr.signature"), DOCUMENT(bytes), LINUX(bytes)
#define IS(bytes) LINUX(bytes)

VECTOR(class_a,             10,       0x010203, MAKES("0a010203"))
VECTOR(class_a_least,       0,        1,        IS("00000001"))
VECTOR(class_a_greatest,    0x7f,     0xffffff, IS("7fffffff"))
VECTOR(class_b,             0xac10,   0x0102,   MAKES("ac100102"))
VECTOR(class_b_least,       0x8000,   0,        IS("80000000"))
VECTOR(class_b_greatest,    0xbfff,   0xffff,   IS("bfffffff"))
VECTOR(class_c,             0xc00002, 1,        MAKES("c0000201"))
VECTOR(class_c_least,       0xc00000, 0,        IS("c0000000"))
VECTOR(class_c_greatest,    0xdfffff, 0xff,     IS("dfffffff"))

/* The greatest number is no negative one, and not of class A. */
VECTOR(all_ones,            0xffffffff, 0,      PROVES("musl-dbe221ec"), IS("ffffff00 | ffffffff"))

/* Of a network number of no class, and of a host that its network has no room for, inet(3) does not
 * speak. */
VECTOR(past_class_a,        0x80,       1)
VECTOR(below_class_b,       0x100,      1)
VECTOR(past_class_b,        0xffff,     1)
VECTOR(below_class_c,       0x10000,    1)
VECTOR(class_d,             0xe00000,   1)
VECTOR(past_class_c,        0xffffff,   1)
VECTOR(whole_address,       0x01000000, 1)
VECTOR(class_a_host_too_big, 0x0a,      0x01020304)
VECTOR(class_b_host_too_big, 0xac10,    0x00010203)
VECTOR(class_c_host_too_big, 0xc00002,  0x00000102)

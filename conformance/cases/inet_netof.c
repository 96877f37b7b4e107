#include "fixture.h"

#define VECTOR(name, bytes, ...) \
	CASE(inet_netof, name, ANYWHERE, __VA_ARGS__) \
	{ \
		struct in_addr addr; \
\
		memcpy(&addr, bytes, sizeof addr); \
		observe_hex(inet_netof(addr)); \
	}
#define TAKES(number) PROVES("inet_netof.signature"), DOCUMENT(number), LINUX(number)
#define IS(number) LINUX(number)

VECTOR(class_a,          "\12\1\2\3",         TAKES("0xa"))
VECTOR(class_a_least,    "\0\0\0\0",          IS("0x0"))
VECTOR(class_a_greatest, "\177\377\377\377",  IS("0x7f"))
VECTOR(class_b,          "\254\20\1\2",       TAKES("0xac10"))
VECTOR(class_b_least,    "\200\0\0\0",        IS("0x8000"))
VECTOR(class_b_greatest, "\277\377\377\377",  IS("0xbfff"))
VECTOR(class_c,          "\300\0\2\1",        TAKES("0xc00002"))
VECTOR(class_c_least,    "\300\0\0\0",        IS("0xc00000"))
VECTOR(class_c_greatest, "\337\377\377\377",  IS("0xdfffff"))

/* Of the classes D and E inet(3) does not speak. */
VECTOR(class_d,          "\340\1\2\3")
VECTOR(class_e,          "\360\1\2\3")
VECTOR(broadcast,        "\377\377\377\377")

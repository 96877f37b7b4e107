#include "fixture.h"

#define VECTOR(name, bytes, ...) \
	CASE(inet_lnaof, name, ANYWHERE, __VA_ARGS__) \
	{ \
		struct in_addr addr; \
\
		memcpy(&addr, bytes, sizeof addr); \
		observe_hex(inet_lnaof(addr)); \
	}
#define TAKES(number) PROVES("inet_lnaof.signature"), DOCUMENT(number), LINUX(number)
#define IS(number) LINUX(number)

VECTOR(class_a,          "\12\1\2\3",         TAKES("0x10203"))
VECTOR(class_a_least,    "\0\0\0\0",          IS("0x0"))
VECTOR(class_a_greatest, "\177\377\377\377",  IS("0xffffff"))
VECTOR(class_b,          "\254\20\1\2",       TAKES("0x102"))
VECTOR(class_b_least,    "\200\1\0\0",        IS("0x0"))
VECTOR(class_b_greatest, "\277\377\377\377",  IS("0xffff"))
VECTOR(class_c,          "\300\0\2\1",        TAKES("0x1"))
VECTOR(class_c_least,    "\300\0\1\0",        IS("0x0"))
VECTOR(class_c_greatest, "\337\377\377\377",  IS("0xff"))

/* Of the classes D and E inet(3) does not speak. */
VECTOR(class_d,          "\340\1\2\3")
VECTOR(class_e,          "\360\1\2\3")
VECTOR(broadcast,        "\377\377\377\377")

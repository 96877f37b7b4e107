#include "fixture.h"

/* TCP/IP is big-endian. */
#define ORDERS(call, text) \
	PROVES(#call ".signature byteorder.tcpip-big-endian"), ALL(text)
/* What the prototype says. POSIX lets these be macros. */
#define SAYS(text) DOCUMENT(text), LINUX(text)

/* Three numbers of the host become these bytes: known to the compiler, and unknown. */
#define FROM_HOST(call, type, first, second, third, bytes) \
	REGISTER(call##_constant, #call, "constant", ANYWHERE, ORDERS(call, bytes)) \
	{ \
		const type net[] = { call((type)first), call((type)second), call((type)third) }; \
\
		for (int i = 0; i < 3; i++) \
			observe_bytes(&net[i], sizeof net[i]); \
	} \
	REGISTER(call##_run_time, #call, "run_time", ANYWHERE, ORDERS(call, bytes)) \
	{ \
		const type host[] = { first, second, third }; \
\
		for (int i = 0; i < 3; i++) { \
			type net = call((type)unknown(host[i])); \
			observe_bytes(&net, sizeof net); \
		} \
	}

FROM_HOST(htonl, uint32_t, 0x01020304, 0x00ff00ff, 0xff00ff00, "01020304 00ff00ff ff00ff00")
FROM_HOST(htons, uint16_t, 0x0102, 0x00ff, 0xff00, "0102 00ff ff00")

/* These bytes become three numbers of the host: unknown to the compiler, and known, as what the
 * inverse makes of the numbers. */
#define TO_HOST(call, inverse, type, bytes, first, second, third, numbers) \
	REGISTER(call##_run_time, #call, "run_time", ANYWHERE, ORDERS(call, numbers)) \
	{ \
		type net[3]; \
\
		memcpy(net, bytes, sizeof net); \
		for (int i = 0; i < 3; i++) \
			observe_hex(call((type)unknown(net[i]))); \
	} \
	REGISTER(call##_constant, #call, "constant", ANYWHERE, ORDERS(call, numbers)) \
	{ \
		observe_hex(call(inverse(first))); \
		observe_hex(call(inverse(second))); \
		observe_hex(call(inverse(third))); \
	}

TO_HOST(ntohl, htonl, uint32_t, "\1\2\3\4\0\377\0\377\377\0\377\0", 0x01020304, 0x00ff00ff, 0xff00ff00,
	"0x1020304 0xff00ff 0xff00ff00")
TO_HOST(ntohs, htons, uint16_t, "\1\2\0\377\377\0", 0x0102, 0x00ff, 0xff00, "0x102 0xff 0xff00")

/* The prototype converts a longer argument, and the result is no longer than it says. The bytes of
 * the argument are the same in every order. */
#define WIDE(call, type, text) \
	REGISTER(call##_wide_argument, #call, "wide_argument", ANYWHERE, SAYS(text)) \
	{ \
		type narrow; \
\
		memset(&narrow, 0x81, sizeof narrow); \
		observe_hex(call(unknown(~(uint64_t)0 << 8 * sizeof narrow | narrow))); \
	}

WIDE(htonl, uint32_t, "0x81818181")
WIDE(htons, uint16_t, "0x8181")
WIDE(ntohl, uint32_t, "0x81818181")
WIDE(ntohs, uint16_t, "0x8181")

/* A function evaluates its argument once; a macro in its place may not. */
#define ONCE(call) \
	REGISTER(call##_evaluated_once, #call, "evaluated_once", ANYWHERE, SAYS("1")) \
	{ \
		unsigned calls = 0; \
\
		(void)call(counted(&calls)); \
		observe_number(calls); \
	}

ONCE(htonl)
ONCE(htons)
ONCE(ntohl)
ONCE(ntohs)

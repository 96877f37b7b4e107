#include "orders.h"

#define SWAPS(call, text) PROVES(#call ".signature"), DOCUMENT(text), LINUX(text)
/* bswap(3) gives prototypes, the document macros without types. */
#define SAYS(text) LINUX(text)

/* Three numbers, known to the compiler, and unknown. */
#define SWAP(call, type, first, second, third, numbers) \
	REGISTER(call##_constant, #call, "constant", ANYWHERE, SWAPS(call, numbers)) \
	{ \
		observe_hex(call(first)); \
		observe_hex(call(second)); \
		observe_hex(call(third)); \
	} \
	REGISTER(call##_run_time, #call, "run_time", ANYWHERE, SWAPS(call, numbers)) \
	{ \
		observe_hex(call((type)unknown(first))); \
		observe_hex(call((type)unknown(second))); \
		observe_hex(call((type)unknown(third))); \
	}

SWAP(bswap_16, uint16_t, 0x0102, 0x00ff, 0xff00, "0x201 0xff00 0xff")
SWAP(bswap_32, uint32_t, 0x01020304, 0x00ff00ff, 0xff00ff00, "0x4030201 0xff00ff00 0xff00ff")
SWAP(bswap_64, uint64_t, 0x0102030405060708, 0x00ff00ff00ff00ff, 0xff00ff00ff00ff00,
	"0x807060504030201 0xff00ff00ff00ff00 0xff00ff00ff00ff")

CASE(bswap_16, wide_argument,
	ANYWHERE, SAYS("0x403"))
{
	observe_hex(bswap_16(unknown(0x01020304)));
}

CASE(bswap_32, wide_argument,
	ANYWHERE, SAYS("0x8070605"))
{
	observe_hex(bswap_32(unknown(0x0102030405060708)));
}

ONCE(bswap_16)
ONCE(bswap_32)
ONCE(bswap_64)

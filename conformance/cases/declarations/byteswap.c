/* What <byteswap.h> defines: the document gives these macros no type. */
#include "fixture.h"

EXPRESSION(bswap_16, signature, uint16_t, bswap_16((uint16_t)1), PROVES("bswap_16.signature"),
	DOCUMENT("declared | other type"), LINUX("declared"))
EXPRESSION(bswap_32, signature, uint32_t, bswap_32((uint32_t)1), PROVES("bswap_32.signature"),
	DOCUMENT("declared | other type"), LINUX("declared"))
EXPRESSION(bswap_64, signature, uint64_t, bswap_64((uint64_t)1), PROVES("bswap_64.signature"),
	DOCUMENT("declared | other type"), LINUX("declared"))

/* What <endian.h> declares: macros or functions, and the result tells the type of either. */
#include "fixture.h"

EXPRESSION(htobe16, signature, uint16_t, htobe16((uint16_t)1), PROVES("htobe16.signature"),
	ALL("declared"))
EXPRESSION(htole16, signature, uint16_t, htole16((uint16_t)1), PROVES("htole16.signature"),
	ALL("declared"))
EXPRESSION(be16toh, signature, uint16_t, be16toh((uint16_t)1), PROVES("be16toh.signature"),
	ALL("declared"))
EXPRESSION(le16toh, signature, uint16_t, le16toh((uint16_t)1), PROVES("le16toh.signature"),
	ALL("declared"))
EXPRESSION(htobe32, signature, uint32_t, htobe32((uint32_t)1), PROVES("htobe32.signature"),
	ALL("declared"))
EXPRESSION(htole32, signature, uint32_t, htole32((uint32_t)1), PROVES("htole32.signature"),
	ALL("declared"))
EXPRESSION(be32toh, signature, uint32_t, be32toh((uint32_t)1), PROVES("be32toh.signature"),
	ALL("declared"))
EXPRESSION(le32toh, signature, uint32_t, le32toh((uint32_t)1), PROVES("le32toh.signature"),
	ALL("declared"))
EXPRESSION(htobe64, signature, uint64_t, htobe64((uint64_t)1), PROVES("htobe64.signature"),
	ALL("declared"))
EXPRESSION(htole64, signature, uint64_t, htole64((uint64_t)1), PROVES("htole64.signature"),
	ALL("declared"))
EXPRESSION(be64toh, signature, uint64_t, be64toh((uint64_t)1), PROVES("be64toh.signature"),
	ALL("declared"))
EXPRESSION(le64toh, signature, uint64_t, le64toh((uint64_t)1), PROVES("le64toh.signature"),
	ALL("declared"))

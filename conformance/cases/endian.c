#include "orders.h"

#define ORDERS(call, text) PROVES(#call ".signature"), ALL(text)
/* What the prototype says. POSIX lets these be macros. */
#define SAYS(text) DOCUMENT(text), LINUX(text)

FROM_HOST(htobe16, uint16_t, 0x0102, 0x00ff, 0xff00, "0102 00ff ff00")
FROM_HOST(htole16, uint16_t, 0x0102, 0x00ff, 0xff00, "0201 ff00 00ff")
FROM_HOST(htobe32, uint32_t, 0x01020304, 0x00ff00ff, 0xff00ff00, "01020304 00ff00ff ff00ff00")
FROM_HOST(htole32, uint32_t, 0x01020304, 0x00ff00ff, 0xff00ff00, "04030201 ff00ff00 00ff00ff")
FROM_HOST(htobe64, uint64_t,
	0x0102030405060708, 0x00ff00ff00ff00ff, 0xff00ff00ff00ff00,
	"0102030405060708 00ff00ff00ff00ff ff00ff00ff00ff00")
FROM_HOST(htole64, uint64_t,
	0x0102030405060708, 0x00ff00ff00ff00ff, 0xff00ff00ff00ff00,
	"0807060504030201 ff00ff00ff00ff00 00ff00ff00ff00ff")

TO_HOST(be16toh, htobe16, uint16_t, "\1\2\0\377\377\0", 0x0102, 0x00ff, 0xff00, "0x102 0xff 0xff00")
TO_HOST(le16toh, htole16, uint16_t, "\1\2\0\377\377\0", 0x0201, 0xff00, 0x00ff, "0x201 0xff00 0xff")
TO_HOST(be32toh, htobe32, uint32_t, "\1\2\3\4\0\377\0\377\377\0\377\0", 0x01020304, 0x00ff00ff, 0xff00ff00,
	"0x1020304 0xff00ff 0xff00ff00")
TO_HOST(le32toh, htole32, uint32_t, "\1\2\3\4\0\377\0\377\377\0\377\0", 0x04030201, 0xff00ff00, 0x00ff00ff,
	"0x4030201 0xff00ff00 0xff00ff")
TO_HOST(be64toh, htobe64, uint64_t, "\1\2\3\4\5\6\7\10\0\377\0\377\0\377\0\377\377\0\377\0\377\0\377\0",
	0x0102030405060708, 0x00ff00ff00ff00ff, 0xff00ff00ff00ff00,
	"0x102030405060708 0xff00ff00ff00ff 0xff00ff00ff00ff00")
TO_HOST(le64toh, htole64, uint64_t, "\1\2\3\4\5\6\7\10\0\377\0\377\0\377\0\377\377\0\377\0\377\0\377\0",
	0x0807060504030201, 0xff00ff00ff00ff00, 0x00ff00ff00ff00ff,
	"0x807060504030201 0xff00ff00ff00ff00 0xff00ff00ff00ff")

WIDE(htobe16, uint16_t, "0x8181")
WIDE(htole16, uint16_t, "0x8181")
WIDE(be16toh, uint16_t, "0x8181")
WIDE(le16toh, uint16_t, "0x8181")
WIDE(htobe32, uint32_t, "0x81818181")
WIDE(htole32, uint32_t, "0x81818181")
WIDE(be32toh, uint32_t, "0x81818181")
WIDE(le32toh, uint32_t, "0x81818181")

ONCE(htobe16)
ONCE(htole16)
ONCE(be16toh)
ONCE(le16toh)
ONCE(htobe32)
ONCE(htole32)
ONCE(be32toh)
ONCE(le32toh)
ONCE(htobe64)
ONCE(htole64)
ONCE(be64toh)
ONCE(le64toh)

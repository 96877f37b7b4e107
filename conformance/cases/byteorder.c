#include "orders.h"

/* TCP/IP is big-endian. */
#define ORDERS(call, text) \
	PROVES(#call ".signature byteorder.tcpip-big-endian"), ALL(text)
/* What the prototype says. POSIX lets these be macros. */
#define SAYS(text) DOCUMENT(text), LINUX(text)

FROM_HOST(htonl, uint32_t, 0x01020304, 0x00ff00ff, 0xff00ff00, "01020304 00ff00ff ff00ff00")
FROM_HOST(htons, uint16_t, 0x0102, 0x00ff, 0xff00, "0102 00ff ff00")

TO_HOST(ntohl, htonl, uint32_t, "\1\2\3\4\0\377\0\377\377\0\377\0", 0x01020304, 0x00ff00ff, 0xff00ff00,
	"0x1020304 0xff00ff 0xff00ff00")
TO_HOST(ntohs, htons, uint16_t, "\1\2\0\377\377\0", 0x0102, 0x00ff, 0xff00, "0x102 0xff 0xff00")

WIDE(htonl, uint32_t, "0x81818181")
WIDE(htons, uint16_t, "0x8181")
WIDE(ntohl, uint32_t, "0x81818181")
WIDE(ntohs, uint16_t, "0x8181")

ONCE(htonl)
ONCE(htons)
ONCE(ntohl)
ONCE(ntohs)

/* Numbers-and-dots, the loose text of IPv4: one to four numbers, decimal, octal or hexadecimal. */
#include "address/digits.h"
#include "sockets.h"

enum { MAX_PARTS = 4 };

/* Reads a number of at most limit, which is no less than an octet's; first what is usual, and fast.
 */
static inline const char *read_part(const char *text, uint32_t limit, uint32_t *part)
{
	unsigned char octet;
	const char *end;

	if (text[0] == '0' && (text[1] == 'x' || text[1] == 'X'))
		return read_number(text + 2, 16, limit, part);
	if (text[0] == '0')
		return read_number(text, 8, limit, part);
	end = read_octet(text, &octet);
	*part = octet;
	return end && digit_value(*end) >= 10 ? end : read_number(text, 10, limit, part);
}

/* The last part is all that the others leave of the address. */
int ref_inet_aton(const char *cp, struct in_addr *inp)
{
	uint32_t address = 0, room = UINT32_MAX, part;

	for (unsigned shift = 24; (cp = read_part(cp, room, &part)) && *cp == '.'; cp++) {
		if (part > 0xff || room == 0xff)
			return 0;
		address |= part << shift;
		room >>= 8;
		shift -= 8;
	}
	if (!cp || *cp != '\0')
		return 0;
	inp->s_addr = ref_htonl(address | part);
	return 1;
}

in_addr_t ref_inet_addr(const char *cp)
{
	struct in_addr address;

	return ref_inet_aton(cp, &address) ? address.s_addr : INADDR_NONE;
}

in_addr_t ref_inet_network(const char *cp)
{
	in_addr_t network = 0;
	uint32_t part;

	for (int parts = 0; parts < MAX_PARTS && (cp = read_part(cp, 0xff, &part)); parts++) {
		network = network << 8 | part;
		if (*cp++ != '.')
			return cp[-1] == '\0' ? network : INADDR_NONE;
	}
	return INADDR_NONE;
}

/* Numbers-and-dots, the loose text of IPv4: one to four numbers, decimal, octal or hexadecimal. */
#include "address/digits.h"
#include "sockets.h"

enum { MAX_PARTS = 4 };

static const char *read_part(const char *text, uint32_t limit, uint32_t *part)
{
	if (text[0] != '0')
		return read_number(text, 10, limit, part);
	if (text[1] != 'x' && text[1] != 'X')
		return read_number(text, 8, limit, part);
	return read_number(text + 2, 16, limit, part);
}

/* Reads all of text as parts of at most limit, and returns how many; 0 if it is invalid. */
static size_t read_parts(const char *text, uint32_t limit, uint32_t part[MAX_PARTS])
{
	size_t parts = 0;

	do {
		if (parts == MAX_PARTS)
			return 0;
		text = read_part(text, limit, &part[parts++]);
		if (!text)
			return 0;
	} while (*text++ == '.');
	return text[-1] == '\0' ? parts : 0;
}

int ref_inet_aton(const char *cp, struct in_addr *inp)
{
	uint32_t part[MAX_PARTS];
	size_t parts = read_parts(cp, UINT32_MAX, part);
	uint32_t address = 0;
	uint32_t room = UINT32_MAX; /* for the last part */

	if (parts == 0)
		return 0;
	for (size_t i = 0; i < parts - 1; i++) {
		if (part[i] > 0xff)
			return 0;
		address |= part[i] << (24 - 8 * i);
		room >>= 8;
	}
	if (part[parts - 1] > room)
		return 0;
	inp->s_addr = ref_htonl(address | part[parts - 1]);
	return 1;
}

in_addr_t ref_inet_addr(const char *cp)
{
	struct in_addr address;

	return ref_inet_aton(cp, &address) ? address.s_addr : INADDR_NONE;
}

in_addr_t ref_inet_network(const char *cp)
{
	uint32_t part[MAX_PARTS];
	size_t parts = read_parts(cp, 0xff, part);
	in_addr_t network = 0;

	if (parts == 0)
		return INADDR_NONE;
	for (size_t i = 0; i < parts; i++)
		network = network << 8 | part[i];
	return network;
}

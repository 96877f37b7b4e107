/* From text to binary: addresses of both families, and the numbers of networks. */
#include "address/digits.h"
#include "sockets.h"
#include <errno.h>
#include <stdbool.h>
#include <string.h>

enum { IPV4_SIZE = sizeof(struct in_addr), IPV6_SIZE = sizeof(struct in6_addr) };

/* A reader takes what it can from the beginning of text and returns where that ends; NULL if text
 * does not begin with what it reads. What may follow is its caller's to say. */

/* Four octets with dots between. */
static const char *read_ipv4(const char *text, unsigned char address[IPV4_SIZE])
{
	for (int i = 0; i < IPV4_SIZE; i++) {
		if (i > 0 && *text++ != '.')
			return NULL;
		text = read_octet(text, &address[i]);
		if (!text)
			return NULL;
	}
	return text;
}

/* One to four hexadecimal digits. */
static const char *read_group(const char *text, unsigned char group[2])
{
	unsigned value = 0;
	int digits = 0;

	for (unsigned digit; digits < 4 && (digit = digit_value(text[digits])) != UINT_MAX;
		digits++)
		value = value << 4 | digit;
	group[0] = (unsigned char)(value >> 8);
	group[1] = (unsigned char)value;
	return digits == 0 ? NULL : text + digits;
}

/* Moves the bytes from gap to next to the end, and puts zeros in their place. */
static void widen(unsigned char *gap, unsigned char *next, unsigned char *end)
{
	size_t after = (size_t)(next - gap);

	memmove(end - after, gap, after);
	memset(gap, 0, (size_t)(end - next));
}

/* Groups with colons between, and one double colon where groups of zeros are left out; an IPv4
 * address may stand for the last two. */
static const char *read_ipv6(const char *text, unsigned char address[IPV6_SIZE])
{
	unsigned char *next = address;
	unsigned char *const end = address + IPV6_SIZE;
	unsigned char *gap = NULL; /* where the double colon stands */

	for (;;) {
		if (!gap && text[0] == ':' && text[1] == ':') {
			gap = next;
			text += 2;
			if (digit_value(*text) == UINT_MAX)
				break;
		} else if (next != address) {
			if (*text != ':')
				break;
			text++;
		}
		if (next == end)
			return NULL;
		const char *after = read_group(text, next);
		if (!after)
			return NULL;
		if (*after == '.') {
			if (end - next < IPV4_SIZE)
				return NULL;
			text = read_ipv4(text, next);
			next += IPV4_SIZE;
			break;
		}
		text = after;
		next += 2;
	}
	if ((gap != NULL) == (next == end))
		return NULL;
	if (gap)
		widen(gap, next, end);
	return text;
}

int ref_inet_pton(int af, const char *restrict src, void *restrict dst)
{
	unsigned char address[IPV6_SIZE];
	const char *end;

	if (af == AF_INET) {
		end = read_ipv4(src, address);
	} else if (af == AF_INET6) {
		end = read_ipv6(src, address);
	} else {
		errno = EAFNOSUPPORT;
		return -1;
	}
	if (!end || *end != '\0')
		return 0;
	memcpy(dst, address, af == AF_INET ? IPV4_SIZE : IPV6_SIZE);
	return 1;
}

/* Hexadecimal digits, which fill the octets from the left; *given is how many octets they touch. */
static const char *read_nibbles(const char *text, unsigned char octets[IPV4_SIZE], size_t *given)
{
	size_t digits = 0;

	for (unsigned digit; (digit = digit_value(*text)) != UINT_MAX; text++) {
		if (digits == 2 * IPV4_SIZE)
			return NULL;
		octets[digits / 2] |= (unsigned char)(digits % 2 ? digit : digit << 4);
		digits++;
	}
	*given = (digits + 1) / 2;
	return digits == 0 ? NULL : text;
}

/* One to four decimal octets with dots between; *given is how many. */
static const char *read_octets(const char *text, unsigned char octets[IPV4_SIZE], size_t *given)
{
	size_t count = 0;

	do {
		uint32_t octet;

		if (count == IPV4_SIZE)
			return NULL;
		text = read_number(text, 10, 0xff, &octet);
		if (!text)
			return NULL;
		octets[count++] = (unsigned char)octet;
	} while (*text++ == '.');
	*given = count;
	return text - 1;
}

/* Reads what remains of a network's text: nothing, or a slash and a width in bits of at most
 * widest, which replaces *width. */
static bool read_width(const char *text, uint32_t widest, uint32_t *width)
{
	if (*text == '/')
		text = read_number(text + 1, 10, widest, width);
	return text && *text == '\0';
}

/* The width in bits of a network whose text gives no width, but so many octets, first among them.
 */
static uint32_t class_width(unsigned first, size_t given)
{
	if (first >= 240)
		return 32;
	if (first >= 224)
		return 4;

	uint32_t octets = first < 128 ? 1 : first < 192 ? 2 : 3;
	while (octets < given)
		octets++;
	return 8 * octets;
}

static int fail(int error)
{
	errno = error;
	return -1;
}

static int ipv4_network(const char *pres, unsigned char *netp, size_t nsize)
{
	bool hexadecimal = pres[0] == '0' && (pres[1] == 'x' || pres[1] == 'X');
	unsigned char octets[IPV4_SIZE] = { 0 };
	size_t given;
	const char *end = hexadecimal ? read_nibbles(pres + 2, octets, &given)
				      : read_octets(pres, octets, &given);
	if (!end)
		return fail(ENOENT);

	uint32_t width = class_width(octets[0], given);
	if (!read_width(end, 32, &width))
		return fail(ENOENT);

	size_t size = given;
	while (8 * size < width)
		size++;
	if (size > nsize)
		return fail(EMSGSIZE);
	memcpy(netp, octets, size);
	return (int)width;
}

static int ipv6_network(const char *pres, unsigned char *netp, size_t nsize)
{
	unsigned char address[IPV6_SIZE];
	uint32_t width = 128;
	const char *end = read_ipv6(pres, address);

	if (!end || !read_width(end, 128, &width))
		return fail(ENOENT);
	if (nsize < sizeof address)
		return fail(EMSGSIZE);
	memcpy(netp, address, sizeof address);
	return (int)width;
}

int ref_inet_net_pton(int af, const char *pres, void *netp, size_t nsize)
{
	if (af == AF_INET)
		return ipv4_network(pres, netp, nsize);
	if (af == AF_INET6)
		return ipv6_network(pres, netp, nsize);
	return fail(EAFNOSUPPORT);
}

/* From binary to text: addresses of both families, and the numbers of networks. */
#include "sockets.h"
#include <errno.h>
#include <stdbool.h>
#include <string.h>

enum { IPV4_SIZE = sizeof(struct in_addr), IPV6_SIZE = sizeof(struct in6_addr) };
enum { GROUPS = IPV6_SIZE / 2 };

/* A writer returns where its text ends. It writes no NUL. Leading zeros it writes and then writes
 * over: that takes no branch, and which digits are zero no processor can guess. */

static char *write_octet(char *text, unsigned octet)
{
	*text = (char)('0' + octet / 100);
	text += octet >= 100;
	*text = (char)('0' + octet / 10 % 10);
	text += octet >= 10;
	*text++ = (char)('0' + octet % 10);
	return text;
}

static char *write_octets(char *text, const unsigned char *octets, size_t count)
{
	text = write_octet(text, octets[0]);
	for (size_t i = 1; i < count; i++) {
		*text++ = '.';
		text = write_octet(text, octets[i]);
	}
	return text;
}

static char *write_group(char *text, unsigned group)
{
	static const char digits[] = "0123456789abcdef";

	*text = digits[group >> 12];
	text += group >= 0x1000;
	*text = digits[group >> 8 & 15];
	text += group >= 0x100;
	*text = digits[group >> 4 & 15];
	text += group >= 0x10;
	*text++ = digits[group & 15];
	return text;
}

static unsigned group_of(const unsigned char address[IPV6_SIZE], int i)
{
	return (unsigned)address[2 * i] << 8 | address[2 * i + 1];
}

/* The groups from first to before end, which "::" leaves out; beyond the last group if there are
 * none. */
struct gap {
	int first, end;
};

/* The longest run of at least two groups of zeros, the first of equals (RFC 5952 section 4.2). */
static struct gap find_gap(const unsigned char address[IPV6_SIZE])
{
	struct gap gap = { GROUPS, GROUPS };
	int longest = 1, run = 0;

	for (int i = 0; i < GROUPS; i++) {
		run = group_of(address, i) == 0 ? run + 1 : 0;
		if (run > longest) {
			longest = run;
			gap = (struct gap){ i + 1 - run, i + 1 };
		}
	}
	return gap;
}

/* Whether the prefix is one of RFC 4291 section 2.5.5: exactly six groups of zeros, or five and
 * ffff. */
static bool embeds_ipv4(const unsigned char address[IPV6_SIZE], struct gap gap)
{
	return gap.first == 0 && (gap.end == 6 || (gap.end == 5 && group_of(address, 5) == 0xffff));
}

static char *write_ipv6(char *text, const unsigned char address[IPV6_SIZE])
{
	struct gap gap = find_gap(address);
	bool ipv4 = embeds_ipv4(address, gap);

	for (int i = 0; i < GROUPS; i++) {
		if (i == gap.first) {
			*text++ = ':';
			i = gap.end;
		}
		if (i > 0)
			*text++ = ':';
		if (i == GROUPS)
			break;
		if (i == 6 && ipv4)
			return write_octets(text, address + 12, IPV4_SIZE);
		text = write_group(text, group_of(address, i));
	}
	return text;
}

/* Ends text with a NUL and copies it to the size bytes at dst; error is errno if it will not fit.
 */
static char *deliver(char *text, char *end, char *dst, size_t size, int error)
{
	*end++ = '\0';
	if ((size_t)(end - text) > size) {
		errno = error;
		return NULL;
	}
	return memcpy(dst, text, (size_t)(end - text));
}

const char *ref_inet_ntop(int af, const void *restrict src, char *restrict dst, socklen_t size)
{
	char text[INET6_ADDRSTRLEN];
	char *end;

	if (af == AF_INET) {
		end = write_octets(text, src, IPV4_SIZE);
	} else if (af == AF_INET6) {
		end = write_ipv6(text, src);
	} else {
		errno = EAFNOSUPPORT;
		return NULL;
	}
	return deliver(text, end, dst, size, ENOSPC);
}

char *ref_inet_ntoa(struct in_addr in)
{
	static _Thread_local char text[INET_ADDRSTRLEN];

	*write_octets(text, (const unsigned char *)&in, IPV4_SIZE) = '\0';
	return text;
}

char *ref_inet_net_ntop(int af, const void *netp, int bits, char *pres, size_t psize)
{
	unsigned char number[IPV6_SIZE] = { 0 };
	char text[INET6_ADDRSTRLEN];
	char *end;
	size_t size;

	if (af != AF_INET && af != AF_INET6) {
		errno = EAFNOSUPPORT;
		return NULL;
	}
	if (bits < 0 || bits > (af == AF_INET ? 32 : 128)) {
		errno = EINVAL;
		return NULL;
	}
	size = ((size_t)bits + 7) / 8;
	memcpy(number, netp, size);
	if (bits % 8)
		number[size - 1] &= (unsigned char)(0xff << (8 - bits % 8));
	end = af == AF_INET ? write_octets(text, number, size) : write_ipv6(text, number);
	*end++ = '/';
	end = write_octet(end, (unsigned)bits);
	return deliver(text, end, pres, psize, EMSGSIZE);
}

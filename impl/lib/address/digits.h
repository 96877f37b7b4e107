/* Reads digits of any base to 16 from a text; shared by the files that read addresses. */
#ifndef DIGITS_H
#define DIGITS_H

#include <limits.h>
#include <stddef.h>
#include <stdint.h>

/* What c is worth as a digit; UINT_MAX if it is none. Looked up, not compared: a branch for every
 * digit is most of what reading costs. */
static inline unsigned digit_value(char c)
{
	static const unsigned char plus_one[] = {
		['0'] = 1,
		['1'] = 2,
		['2'] = 3,
		['3'] = 4,
		['4'] = 5,
		['5'] = 6,
		['6'] = 7,
		['7'] = 8,
		['8'] = 9,
		['9'] = 10,
		['a'] = 11,
		['b'] = 12,
		['c'] = 13,
		['d'] = 14,
		['e'] = 15,
		['f'] = 16,
		['A'] = 11,
		['B'] = 12,
		['C'] = 13,
		['D'] = 14,
		['E'] = 15,
		['F'] = 16,
		[UCHAR_MAX] = 0,
	};

	return plus_one[(unsigned char)c] - 1u;
}

/* Reads as many digits of base as text begins with, as a number of at most limit, and returns where
 * they end; NULL if there are none or the number is larger. */
static inline const char *read_number(
	const char *text, unsigned base, uint32_t limit, uint32_t *number)
{
	const char *start = text;
	uint64_t value = 0;

	for (unsigned digit; (digit = digit_value(*text)) < base; text++) {
		value = value * base + digit;
		if (value > limit)
			return NULL;
	}
	*number = (uint32_t)value;
	return text == start ? NULL : text;
}

/* Reads one to three decimal digits, at most 255, and returns where they end, or NULL. Of base 10
 * alone, it is faster to compare than to look up. */
static inline const char *read_octet(const char *text, unsigned char *octet)
{
	unsigned value = 0;
	int digits = 0;

	for (unsigned digit; digits < 3 && (digit = (unsigned)(text[digits] - '0')) < 10; digits++)
		value = 10 * value + digit;
	*octet = (unsigned char)value;
	return digits == 0 || value > 255 ? NULL : text + digits;
}

#endif

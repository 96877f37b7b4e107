/* Reads digits of any base to 16 from a text; shared by the files that read addresses. */
#ifndef DIGITS_H
#define DIGITS_H

#include <limits.h>
#include <stddef.h>
#include <stdint.h>

/* What c is worth as a digit; UINT_MAX if it is none. */
static inline unsigned digit_value(char c)
{
	unsigned decimal = (unsigned)c - '0';
	unsigned letter = ((unsigned)c | 0x20) - 'a';

	return decimal < 10 ? decimal : letter < 6 ? letter + 10 : UINT_MAX;
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

#endif

/* What a call came to, for two implementations to be compared by, and poisoned memory to call with.
 */
#ifndef OUTCOME_H
#define OUTCOME_H

#include <errno.h>
#include <stdbool.h>
#include <string.h>

#include "fuzz.h"

enum { LONGEST_RESULT = 1024, MARGIN = 8, POISON = 0xa5 };

struct outcome {
	long long result; /* of a call that makes text, its length or -1 */
	int error;        /* errno, or 0 where the result does not tell of one */
	size_t made;      /* bytes of what the call made; mostly 0 where it failed */
	unsigned char bytes[LONGEST_RESULT];
};

static inline bool is_same(const struct outcome *one, const struct outcome *other)
{
	return one->result == other->result && one->error == other->error &&
	       one->made == other->made && memcmp(one->bytes, other->bytes, one->made) == 0;
}

/* What does not fit is left out: of both, so they can be compared all the same. */
static inline void add(struct outcome *outcome, const void *bytes, size_t size)
{
	if (size > sizeof outcome->bytes - outcome->made)
		size = sizeof outcome->bytes - outcome->made;
	memcpy(outcome->bytes + outcome->made, bytes, size);
	outcome->made += size;
}

static inline void add_number(struct outcome *outcome, long long number)
{
	add(outcome, &number, sizeof number);
}

/* "-1 errno 28", "1 7f000001"; valid until the next call but one. */
static inline const char *text_of(const struct outcome *outcome)
{
	static char texts[2][64 + 2 * LONGEST_RESULT];
	static int which;
	char *text = texts[which ^= 1], *end = text + sprintf(text, "%lld", outcome->result);

	if (outcome->error)
		end += sprintf(end, " errno %d", outcome->error);
	if (outcome->made)
		*end++ = ' ';
	for (size_t i = 0; i < outcome->made; i++)
		end += sprintf(end, "%02x", outcome->bytes[i]);
	*end = '\0';
	return text;
}

/* By words: this runs before and after every call, under sanitizers. */
static const uint64_t poison = POISON * UINT64_C(0x0101010101010101);

static inline bool is_poison(const unsigned char *byte, size_t size)
{
	for (uint64_t word; size >= sizeof word; byte += sizeof word, size -= sizeof word)
		if (memcpy(&word, byte, sizeof word), word != poison)
			return false;
	for (; size > 0; byte++, size--)
		if (*byte != POISON)
			return false;
	return true;
}

/* Room for size bytes that ends where memory ends, poisoned, with a poisoned margin before it. */
static inline void *poisoned_room(unsigned char *end, size_t size)
{
	for (size_t at = 0; at < size + MARGIN; at += sizeof poison)
		memcpy(end - at - sizeof poison, &poison, sizeof poison);
	return end - size;
}

#endif

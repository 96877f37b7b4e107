/* Punycode (RFC 3492), label by label. The names of the algorithm are the RFC's. */
#include "resolver/international_name.h"
#include <limits.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <wchar.h>
#include <wctype.h>

enum { LABEL_MAX = 63, PREFIX_SIZE = 4, LETTER_MAX = 0x10ffff };
enum { BASE = 36, TMIN = 1, TMAX = 26, SKEW = 38, DAMP = 700, INITIAL_BIAS = 72, INITIAL_N = 128 };

static const char prefix[] = "xn--";

/* A label: its letters, as Unicode numbers them. */
struct label {
	uint32_t letters[LABEL_MAX];
	uint32_t size;
};

static bool is_ascii(uint32_t letter)
{
	return letter < INITIAL_N;
}

static uint32_t adapt(uint32_t delta, uint32_t count, bool first)
{
	uint32_t k = 0;

	delta = first ? delta / DAMP : delta / 2;
	delta += delta / count;
	for (; delta > (BASE - TMIN) * TMAX / 2; k += BASE)
		delta /= BASE - TMIN;
	return k + (BASE - TMIN + 1) * delta / (delta + SKEW);
}

static uint32_t threshold(uint32_t k, uint32_t bias)
{
	return k <= bias + TMIN ? TMIN : k >= bias + TMAX ? TMAX : k - bias;
}

/* Text of at most LABEL_MAX bytes, which may turn out to be too long. */
struct text {
	char bytes[LABEL_MAX];
	size_t size;
};

static void put(struct text *text, char c)
{
	if (text->size < sizeof text->bytes)
		text->bytes[text->size] = c;
	text->size++;
}

static void put_number(struct text *text, uint32_t q, uint32_t bias)
{
	static const char digits[] = "abcdefghijklmnopqrstuvwxyz0123456789";

	for (uint32_t k = BASE;; k += BASE) {
		uint32_t t = threshold(k, bias);

		if (q < t)
			break;
		put(text, digits[t + (q - t) % (BASE - t)]);
		q = (q - t) / (BASE - t);
	}
	put(text, digits[q]);
}

/* The least letter of a label that is not less than n. */
static uint32_t next_letter(const struct label *label, uint32_t n)
{
	uint32_t m = UINT32_MAX;

	for (uint32_t i = 0; i < label->size; i++)
		if (label->letters[i] >= n && label->letters[i] < m)
			m = label->letters[i];
	return m;
}

static void encode(const struct label *label, struct text *text)
{
	uint32_t n = INITIAL_N, delta = 0, bias = INITIAL_BIAS, basic = 0, done;

	for (int i = 0; i < PREFIX_SIZE; i++)
		put(text, prefix[i]);
	for (uint32_t i = 0; i < label->size; i++)
		if (is_ascii(label->letters[i])) {
			put(text, (char)label->letters[i]);
			basic++;
		}
	if (basic)
		put(text, '-');
	for (done = basic; done < label->size; delta++, n++) {
		uint32_t m = next_letter(label, n);

		delta += (m - n) * (done + 1);
		n = m;
		for (uint32_t i = 0; i < label->size; i++) {
			delta += label->letters[i] < n;
			if (label->letters[i] != n)
				continue;
			put_number(text, delta, bias);
			bias = adapt(delta, done + 1, done == basic);
			delta = 0;
			done++;
		}
	}
}

static bool is_all_ascii(const struct label *label)
{
	for (uint32_t i = 0; i < label->size; i++)
		if (!is_ascii(label->letters[i]))
			return false;
	return true;
}

static void write_label(const struct label *label, struct text *text)
{
	text->size = 0;
	if (!is_all_ascii(label)) {
		encode(label, text);
		return;
	}
	for (uint32_t i = 0; i < label->size; i++)
		put(text, (char)label->letters[i]);
}

/* The full stops of ideographic writing are dots too (RFC 3490 section 3.1). */
static bool is_dot(wchar_t letter)
{
	return letter == L'.' || letter == 0x3002 || letter == 0xff0e || letter == 0xff61;
}

/* Reads letters to the next dot, or the end, and returns what follows; NULL if they are no label.
 */
static const char *read_label(const char *name, struct label *label, bool *ended)
{
	mbstate_t state = { 0 };
	wchar_t letter;

	for (label->size = 0;; label->letters[label->size++] = (uint32_t)towlower((wint_t)letter)) {
		size_t size = mbrtowc(&letter, name, strlen(name) + 1, &state);

		if (size > MB_LEN_MAX)
			return NULL;
		*ended = size == 0;
		name += size;
		if (*ended || is_dot(letter))
			return name;
		if (label->size == LABEL_MAX)
			return NULL;
	}
}

int to_ascii(const char *name, char ascii[NI_MAXHOST])
{
	struct label label;
	struct text text;
	size_t used = 0;
	bool ended = false;

	while (!ended) {
		name = read_label(name, &label, &ended);
		if (!name)
			return EAI_IDN_ENCODE;
		write_label(&label, &text);
		if (text.size > LABEL_MAX || used + text.size + 2 > NI_MAXHOST)
			return EAI_IDN_ENCODE;
		memcpy(ascii + used, text.bytes, text.size);
		used += text.size;
		ascii[used++] = '.';
	}
	ascii[used - 1] = '\0';
	return 0;
}

/* Puts a letter into its place. */
static void insert(struct label *label, uint32_t place, uint32_t letter)
{
	memmove(label->letters + place + 1, label->letters + place,
		(label->size - place) * sizeof *label->letters);
	label->letters[place] = letter;
	label->size++;
}

static uint32_t digit_of(char c)
{
	if (c >= '0' && c <= '9')
		return (uint32_t)(c - '0') + 26;
	c |= 0x20;
	return c >= 'a' && c <= 'z' ? (uint32_t)(c - 'a') : BASE;
}

/* Reads a number from the digits before end, which is added to *i; returns where they end, or NULL
 * if it is too large to tell a letter and a place in a label. */
static const char *read_delta(const char *at, const char *end, uint32_t bias, uint32_t *i)
{
	const uint64_t most = (uint64_t)LETTER_MAX * LABEL_MAX;
	uint64_t w = 1, sum = *i;

	for (uint32_t k = BASE; at < end; k += BASE) {
		uint32_t t = threshold(k, bias), digit = digit_of(*at++);

		sum += digit * w;
		if (digit >= BASE || sum > most)
			return NULL;
		*i = (uint32_t)sum;
		if (digit < t)
			return at;
		w *= BASE - t;
	}
	return NULL;
}

/* Reads what stands behind the prefix of a label, a letter of one byte at least; false if it stands
 * for nothing. */
static bool decode(const char *at, const char *end, struct label *label)
{
	const char *dash = memrchr(at, '-', (size_t)(end - at));
	uint32_t n = INITIAL_N, i = 0, bias = INITIAL_BIAS;

	label->size = 0;
	for (; dash && at < dash; at++)
		insert(label, label->size, (unsigned char)*at);
	if (dash)
		at++;
	for (bool first = true; at < end; first = false) {
		uint32_t before = i;

		at = read_delta(at, end, bias, &i);
		if (!at)
			return false;
		bias = adapt(i - before, label->size + 1, first);
		n += i / (label->size + 1);
		if (n > LETTER_MAX)
			return false;
		i %= label->size + 1;
		insert(label, i++, n);
	}
	return true;
}

/* Writes the letters in the encoding of the locale; returns their size, or 0 if one of them is not
 * to be seen in it, or they do not fit. */
static size_t write_letters(const struct label *label, char *name, size_t room)
{
	mbstate_t state = { 0 };
	size_t used = 0;

	for (uint32_t i = 0; i < label->size; i++) {
		char bytes[MB_LEN_MAX];
		size_t size = wcrtomb(bytes, (wchar_t)label->letters[i], &state);

		if (size > MB_LEN_MAX || size > room - used || !iswprint(label->letters[i]))
			return 0;
		memcpy(name + used, bytes, size);
		used += size;
	}
	return used;
}

void from_ascii(const char *ascii, char name[NI_MAXHOST])
{
	const char *at = ascii;
	size_t used = 0;

	do {
		size_t size = strcspn(at, "."), room = NI_MAXHOST - 1 - used, written = 0;
		struct label label;

		if (size <= LABEL_MAX && strncasecmp(at, prefix, PREFIX_SIZE) == 0 &&
			decode(at + PREFIX_SIZE, at + size, &label))
			written = write_letters(&label, name + used, room);
		if (written == 0 && size > room) {
			strcpy(name, ascii);
			return;
		}
		if (written == 0)
			memcpy(name + used, at, written = size);
		used += written;
		at += size;
		name[used++] = *at;
	} while (*at++);
}

/* Any text as an address: the reference and the host's libc agree on it, and on the text back. */
#include <arpa/inet.h>
#include <ctype.h>

#include "fuzz.h"
#include "outcome.h"
#include "sockets.h"

enum { LONGEST_INPUT = 1024, LONGEST_TEXT = 64 };

/* Not every libc has these. */
#pragma weak inet_network
int inet_net_pton(int, const char *, void *, size_t) __attribute__((weak));
char *inet_net_ntop(int, const void *, int, char *, size_t) __attribute__((weak));

static unsigned char *text_end, *address_end, *result_end; /* of watched pages */

static const struct implementation {
	int (*pton)(int, const char *, void *);
	const char *(*ntop)(int, const void *, char *, socklen_t);
	int (*aton)(const char *, struct in_addr *);
	in_addr_t (*addr)(const char *);
	in_addr_t (*network)(const char *);
	char *(*ntoa)(struct in_addr);
	int (*net_pton)(int, const char *, void *, size_t);
	char *(*net_ntop)(int, const void *, int, char *, size_t);
} reference = { ref_inet_pton, ref_inet_ntop, ref_inet_aton, ref_inet_addr, ref_inet_network,
	ref_inet_ntoa, ref_inet_net_pton, ref_inet_net_ntop },
  host = { inet_pton, inet_ntop, inet_aton, inet_addr, inet_network, inet_ntoa, inet_net_pton,
	  inet_net_ntop };

static int read_v4(const struct implementation *on, const char *text, void *address)
{
	return on->pton(AF_INET, text, address);
}

static int read_v6(const struct implementation *on, const char *text, void *address)
{
	return on->pton(AF_INET6, text, address);
}

static int read_aton(const struct implementation *on, const char *text, void *address)
{
	return on->aton(text, address) != 0;
}

static int read_addr(const struct implementation *on, const char *text, void *address)
{
	in_addr_t result = on->addr(text);

	memcpy(address, &result, sizeof result);
	return 1;
}

static int read_network(const struct implementation *on, const char *text, void *address)
{
	in_addr_t result = on->network(text);

	memcpy(address, &result, sizeof result);
	return 1;
}

static int read_net_v4(const struct implementation *on, const char *text, void *address)
{
	return on->net_pton(AF_INET, text, address, 4);
}

static int read_net_v6(const struct implementation *on, const char *text, void *address)
{
	return on->net_pton(AF_INET6, text, address, 16);
}

static const char *write_v4(
	const struct implementation *on, const void *address, int bits, char *text, size_t size)
{
	(void)bits;
	return on->ntop(AF_INET, address, text, (socklen_t)size);
}

static const char *write_v6(
	const struct implementation *on, const void *address, int bits, char *text, size_t size)
{
	(void)bits;
	return on->ntop(AF_INET6, address, text, (socklen_t)size);
}

static const char *write_net_v4(
	const struct implementation *on, const void *address, int bits, char *text, size_t size)
{
	return on->net_ntop(AF_INET, address, bits, text, size);
}

static const char *write_net_v6(
	const struct implementation *on, const void *address, int bits, char *text, size_t size)
{
	return on->net_ntop(AF_INET6, address, bits, text, size);
}

/* A caller gives inet_ntoa no size: copies its text, the way that inet_ntop would. */
static const char *write_ntoa(
	const struct implementation *on, const void *address, int bits, char *text, size_t size)
{
	struct in_addr in;

	(void)bits;
	memcpy(&in, address, sizeof in);
	const char *made = on->ntoa(in);
	if (strlen(made) < size)
		return strcpy(text, made);
	errno = ENOSPC;
	return NULL;
}

/* Calls that have a row in the table of differences, which compares these pointers. */
static const char pton_v4[] = "inet_pton AF_INET", pton_v6[] = "inet_pton AF_INET6",
		  aton[] = "inet_aton", addr[] = "inet_addr", network[] = "inet_network",
		  net_pton_v4[] = "inet_net_pton AF_INET", net_pton_v6[] = "inet_net_pton AF_INET6",
		  net_ntop_v4[] = "inet_net_ntop AF_INET";

/* A call that reads text and, where there is one, the call that makes text of what was read. */
static const struct conversion {
	const char *reader;
	int (*read)(const struct implementation *, const char *, void *);
	size_t size; /* of what it writes */
	int lowest;  /* result that means success */
	const char *writer;
	const char *(*write)(const struct implementation *, const void *, int, char *, size_t);
	int too_small; /* errno of the writer for lack of room */
} conversions[] = {
	{ pton_v4, read_v4, 4, 1, "inet_ntop AF_INET", write_v4, ENOSPC },
	{ pton_v6, read_v6, 16, 1, "inet_ntop AF_INET6", write_v6, ENOSPC },
	{ aton, read_aton, 4, 1, "inet_ntoa", write_ntoa, ENOSPC },
	{ addr, read_addr, 4, 1, NULL, NULL, 0 },
	{ network, read_network, 4, 1, NULL, NULL, 0 },
	{ net_pton_v4, read_net_v4, 4, 0, net_ntop_v4, write_net_v4, EMSGSIZE },
	{ net_pton_v6, read_net_v6, 16, 0, "inet_net_ntop AF_INET6", write_net_v6, EMSGSIZE },
};

static void *room(size_t size)
{
	errno = 0;
	return poisoned_room(result_end, size);
}

/* What a call that was given room(size) came to: made bytes, or a failure where that is 0. */
static struct outcome outcome_of(const char *call, long long result, size_t size, size_t made)
{
	struct outcome outcome;
	const unsigned char *start = result_end - size;

	if (!is_poison(start - MARGIN, MARGIN))
		find("%s wrote before the %zu bytes that it was given", call, size);
	outcome.result = result;
	outcome.error = result == -1 ? errno : 0;
	outcome.made = made;
	memcpy(outcome.bytes, start, made);
	return outcome;
}

static struct outcome read_text(
	const struct conversion *conversion, const struct implementation *on, const char *text)
{
	int result = conversion->read(on, text, room(conversion->size));
	size_t made = result >= conversion->lowest ? conversion->size : 0;

	if (on == &reference && made == 0 &&
		!is_poison(result_end - conversion->size, conversion->size))
		find("%s failed and wrote, on \"%s\"", conversion->reader, text);
	return outcome_of(conversion->reader, result, conversion->size, made);
}

static struct outcome write_text(const struct conversion *conversion,
	const struct implementation *on, const void *address, int bits, size_t size)
{
	char *text = room(size);
	const char *made = conversion->write(on, address, bits, text, size);

	if (made && made != text)
		find("%s returned a text that is not the caller's", conversion->writer);
	long long length = made ? (long long)strlen(made) : -1;
	return outcome_of(conversion->writer, length, size, (size_t)(length + 1));
}

static const char blanks[] = " \t\n\v\f\r";

/* Copies the text without the zeros that lead an octet of at most three digits. */
static void drop_leading_zeros(const char *text, char *rewritten)
{
	for (char before = '\0'; *text; before = text[-1]) {
		size_t digits = strspn(text, "0123456789");
		bool is_octet = digits <= 3 && (before == '.' || text[digits] == '.');
		for (; is_octet && digits > 1 && *text == '0'; digits--)
			text++;
		for (size_t left = digits ? digits : 1; left > 0; left--)
			*rewritten++ = *text++;
	}
	*rewritten = '\0';
}

static void cut_at_blank(const char *text, char *rewritten)
{
	size_t length = strcspn(text, blanks);

	memcpy(rewritten, text, length);
	rewritten[length] = '\0';
}

static void drop_last_blanks(const char *text, char *rewritten)
{
	size_t length = strlen(text);

	while (length > 0 && strchr(blanks, text[length - 1]))
		length--;
	memcpy(rewritten, text, length);
	rewritten[length] = '\0';
}

/* Copies the text with its numbers in decimal: x begins one in base 16, and any wraps at 2^32. */
static void wrap_numbers(const char *text, char *rewritten)
{
	static const char digits[] = "0123456789abcdef";

	for (;; text++) {
		bool zero = *text == '0';
		text += zero;
		bool is_hex = *text == 'x' || *text == 'X';
		text += is_hex;

		const char *start = text, *digit;
		uint32_t base = is_hex ? 16 : zero ? 8 : 10, number = 0;
		while (*text && (digit = strchr(digits, tolower((unsigned char)*text))) != NULL &&
			digit < digits + base) {
			number = number * base + (uint32_t)(digit - digits);
			text++;
		}
		bool is_number = text > start || (zero && !is_hex);
		rewritten += sprintf(rewritten, is_number ? "%u" : "?", number);
		if (*text != '.')
			break;
		*rewritten++ = '.';
	}
	strcpy(rewritten, *text ? "?" : "");
}

/* Copies the text, a width of too many digits for an int cut to one that is merely too large. */
static void cut_width(const char *text, char *rewritten)
{
	const char *slash = strchr(text, '/');
	size_t digits = slash ? strspn(slash + 1, "0123456789") : 0;

	if (digits <= 9)
		strcpy(rewritten, text);
	else
		sprintf(rewritten, "%.*s99%s", (int)(slash + 1 - text), text, slash + 1 + digits);
}

/* The differences that are understood: none is a find, each is a row of the cases as well. Those of
 * one call add up: each changes what is compared until both sides are the same. */
static const struct difference {
	const char *call;
	const struct implementation *reader; /* reads the text rewritten, instead of as it is */
	void (*rewrite)(const char *text, char *rewritten);
	int host_error, our_error; /* or: the host's errno for what is ours, 0 for none */
	const char *reason;
} differences[] = {
	{ pton_v4, &host, drop_leading_zeros, 0, 0,
		"POSIX.1-2024 lets an octet begin with a zero, Issue 7 left it open" },
	{ pton_v6, &host, drop_leading_zeros, 0, 0, "as AF_INET, in the last 32 bits" },
	{ aton, &reference, cut_at_blank, 0, 0, "glibc ignores what follows a blank" },
	{ addr, &reference, cut_at_blank, 0, 0, "as inet_aton" },
	{ network, &reference, drop_last_blanks, 0, 0, "glibc ignores blanks at the end" },
	{ network, &reference, wrap_numbers, 0, 0,
		"glibc takes x for 0x, and tests for an octet what has wrapped (bug 32573)" },
	{ net_pton_v4, &host, cut_width, 0, 0,
		"glibc lets a width overflow an int, and may return a negative one" },
	{ net_pton_v4, NULL, NULL, EMSGSIZE, ENOENT,
		"glibc takes a fifth octet and a width beyond 32 for a lack of room" },
	{ net_pton_v6, NULL, NULL, EAFNOSUPPORT, 0,
		"the document promises AF_INET6; Linux's libcs know AF_INET alone" },
	{ net_pton_v6, NULL, NULL, EAFNOSUPPORT, ENOENT, "the same" },
	{ net_ntop_v4, NULL, NULL, EMSGSIZE, 0,
		"glibc asks for room for an octet of three digits, whichever it writes" },
};

static bool is_explained(const struct conversion *conversion, const char *call, const char *text,
	struct outcome ours, struct outcome theirs)
{
	static char buffers[2][2 * LONGEST_INPUT];
	char *rewritten = buffers[0];

	for (size_t i = 0; i < sizeof differences / sizeof *differences; i++) {
		const struct difference *difference = &differences[i];
		if (difference->call != call)
			continue;
		if (!difference->rewrite) {
			if (theirs.error == difference->host_error &&
				ours.error == difference->our_error)
				return true;
			continue;
		}
		difference->rewrite(text, rewritten);
		*(difference->reader == &host ? &theirs : &ours) =
			read_text(conversion, difference->reader, rewritten);
		if (is_same(&ours, &theirs))
			return true;
		text = rewritten;
		rewritten = buffers[rewritten == buffers[0]];
	}
	return false;
}

/* Returns whether both came to the same; where not, it is a difference that is understood. */
static bool compare(const struct conversion *conversion, const char *call, const char *text,
	const struct outcome *ours, const struct outcome *theirs)
{
	if (is_same(ours, theirs))
		return true;
	if (is_explained(conversion, call, text, *ours, *theirs))
		return false;
	differ("%s differs on \"%s\": reference %s, libc %s", call, text, text_of(ours),
		text_of(theirs));
	return false;
}

/* The text reads as what it was made of; host bits beside a network number are not in its text. */
static void check_round_trip(const struct conversion *conversion, const struct outcome *read,
	const struct outcome *written)
{
	const char *text = (const char *)written->bytes;
	struct outcome back = read_text(conversion, &reference, text);
	bool is_network = conversion->lowest == 0;

	if (back.result != read->result || (!is_network && !is_same(&back, read)))
		find("%s does not read back \"%s\"", conversion->reader, text);
	struct outcome again =
		write_text(conversion, &reference, back.bytes, (int)back.result, LONGEST_TEXT);
	if (!is_same(&again, written))
		find("%s writes \"%s\" differently when read back", conversion->writer, text);
}

/* A room that just holds the text is enough for it; any smaller is refused and left alone. */
static void check_rooms(const struct conversion *conversion, const void *address, int bits,
	const struct outcome *written)
{
	size_t length = (size_t)written->result;
	const char *text = (const char *)written->bytes;
	size_t rooms[] = { length + 1, length, length * (unsigned char)text[0] % (length + 1) };

	for (size_t i = 0; i < sizeof rooms / sizeof *rooms; i++) {
		struct outcome ours = write_text(conversion, &reference, address, bits, rooms[i]);
		bool is_right = i == 0 ? is_same(&ours, written)
				       : ours.error == conversion->too_small &&
						 is_poison(result_end - rooms[i], rooms[i]);
		if (!is_right)
			find("%s \"%s\" in room for %zu", conversion->writer, text, rooms[i]);
	}
}

/* Room enough for the text is enough for the host's too, room for one byte less is not. */
static void check_host_rooms(const struct conversion *conversion, const void *address, int bits,
	const struct outcome *written)
{
	size_t length = (size_t)written->result;
	const char *text = (const char *)written->bytes;
	struct outcome theirs = write_text(conversion, &host, address, bits, length + 1);

	if (!compare(conversion, conversion->writer, text, written, &theirs)) {
		theirs = write_text(conversion, &host, address, bits, LONGEST_TEXT);
		if (!is_same(written, &theirs))
			differ("the host's %s does not write \"%s\"", conversion->writer, text);
	}
	theirs = write_text(conversion, &host, address, bits, length);
	if (theirs.error != conversion->too_small)
		differ("the host's %s \"%s\" in room for %zu", conversion->writer, text, length);
}

static void check_writer(
	const struct conversion *conversion, const struct outcome *read, bool host_agrees)
{
	void *address = memcpy(address_end - conversion->size, read->bytes, conversion->size);
	int bits = (int)read->result;
	struct outcome written = write_text(conversion, &reference, address, bits, LONGEST_TEXT);

	if (written.made == 0)
		find("%s refuses what %s read", conversion->writer, conversion->reader);
	check_round_trip(conversion, read, &written);
	check_rooms(conversion, address, bits, &written);
	if (host_agrees)
		check_host_rooms(conversion, address, bits, &written);
}

static bool is_present(const struct conversion *conversion)
{
	return conversion->reader == network ? host.network != NULL
					     : conversion->lowest > 0 || host.net_pton;
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc, (void)argv;
	text_end = page_end();
	address_end = page_end();
	result_end = page_end();
	return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size > LONGEST_INPUT)
		return 0;
	size_t length = strnlen((const char *)data, size);
	char *text = memcpy((char *)text_end - length - 1, data, length);
	text[length] = '\0';

	for (size_t i = 0; i < sizeof conversions / sizeof *conversions; i++) {
		const struct conversion *conversion = &conversions[i];
		struct outcome ours = read_text(conversion, &reference, text);
		bool agreed = false;
		if (is_present(conversion)) {
			struct outcome theirs = read_text(conversion, &host, text);
			agreed = compare(conversion, conversion->reader, text, &ours, &theirs);
		}
		if (ours.made > 0 && conversion->write)
			check_writer(conversion, &ours, agreed);
	}
	return 0;
}

/* What an address is made of, and the values on both sides of each limit. */
static const char *const pieces[] = { "0", "00", "1", "7", "8", "9", "010", "08", "0x", "0x0",
	"0xff", "0x100", "a", "f", "g", "ffff", "FFFF", "10000", "00000", "99", "100", "127", "128",
	"191", "192", "223", "224", "239", "240", "249", "250", "255", "256", "260", "299", "300",
	"999", "0377", "0400", "65535", "65536", "16777215", "16777216", "4294967295", "4294967296",
	"4294967297", "18446744073709551616", "31", "32", "33", "129", "", ".", "..", ":",
	"::", ":::", "/", " ", "\t", "-", "+", "%", ":0:", "::1.2.3.4", "::ffff:", ".0", "/8" };

static bool is_separator(uint8_t byte)
{
	return strchr(".:/ \t%", byte) != NULL;
}

/* Puts a piece in place of a number or a separator, or between two of them. It pays: a second
 * number that may be one too large is found in 5355 executions from nothing, not 65750 (medians of
 * 5). */
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t limit, unsigned int seed)
{
	if (seed % 2 == 0)
		return LLVMFuzzerMutate(data, size, limit);

	size_t start = size ? seed / 2 % (size + 1) : 0, end = start;
	const char *piece = pieces[seed / 128 % (sizeof pieces / sizeof *pieces)];
	size_t length = strlen(piece);

	while (start > 0 && start < size && !is_separator(data[start]) &&
		!is_separator(data[start - 1]))
		start--;
	if (seed / 65536 % 4 != 0)
		for (end = start; end < size && (end == start || !is_separator(data[end])); end++)
			;
	if (size - (end - start) + length > limit)
		return LLVMFuzzerMutate(data, size, limit);
	memmove(data + start + length, data + end, size - end);
	memcpy(data + start, piece, length);
	return size - (end - start) + length;
}

/* Messages of the domain name system, as they are written, and as nobody should write them. */
#include "resolver/dns_message.h"
#include "expect.h"
#include <stdlib.h>
#include <string.h>

enum { ID = 0x1234, RESPONSE = 0x8180 };

static struct dns_query query;
static struct dns_answer answer;

/* The message that is in the making. */
static unsigned char message[65535];
static size_t size;

static void put(const void *bytes, size_t n)
{
	memcpy(message + size, bytes, n);
	size += n;
}

static void put16(unsigned number)
{
	put((unsigned char[]){ (unsigned char)(number >> 8), (unsigned char)number }, 2);
}

/* Begins an answer to the query, with so many records to follow. */
static void begin(enum dns_type type, unsigned flags, unsigned records)
{
	dns_write_query(&query, "www.test", type, ID, false);
	size = 0;
	put16(ID);
	put16(flags);
	put16(1);
	put16(records);
	put("\0\0\0\0", 4);
	put(query.bytes + 12, query.size - 12);
}

/* A record; the names are strings of labels with their lengths, without the NUL that ends them. */
static void record(const char *owner, enum dns_type type, const void *data, size_t n)
{
	put(owner, strlen(owner) + 1);
	put16(type);
	put16(1);
	put("\0\0\0\x3c", 4);
	put16((unsigned)n);
	put(data, n);
}

static void alias(const char *owner, const char *name)
{
	record(owner, DNS_CNAME, name, strlen(name) + 1);
}

#define WWW "\3www\4test"

/* Reads the first n bytes of the message, at the end of their memory. */
static enum dns_result read_part(size_t n)
{
	unsigned char *copy = malloc(n ? n : 1);
	enum dns_result result;

	memcpy(copy, message, n);
	result = dns_read_answer(&answer, copy, n, &query);
	if (result == DNS_FOUND)
		while (dns_next_record(&answer))
			;
	free(copy);
	return result;
}

static enum dns_result read_whole(void)
{
	return dns_read_answer(&answer, message, size, &query);
}

static void writes_queries(void)
{
	char label[65] = "", name[300] = "";

	expect(dns_write_query(&query, "www.test", DNS_AAAA, ID, false) &&
			query.size == 12 + 10 + 4 &&
			memcmp(query.bytes, "\x12\x34\1\0\0\1\0\0\0\0\0\0\3www\4test\0\0\x1c\0\1",
				query.size) == 0,
		"a query");
	expect(!dns_without_edns(&query), "without EDNS");
	expect(dns_write_query(&query, "www.test.", DNS_A, ID, true) && query.size == 26 + 11 &&
			memcmp(query.bytes + 26, "\0\0\x29\x04\xd0\0\0\0\0\0\0", 11) == 0,
		"one with EDNS");
	expect(dns_without_edns(&query) && query.size == 26 && query.bytes[11] == 0, "taken away");
	memset(label, 'x', 63);
	for (int i = 0; i < 3; i++)
		strcat(strcat(name, label), ".");
	strcat(name, label + 2);
	expect(strlen(name) == 253 && dns_write_query(&query, name, DNS_A, ID, true),
		"the longest name");
	strcat(name, "x");
	expect(!dns_write_query(&query, name, DNS_A, ID, true), "a longer one");
	strcat(label, "x");
	expect(!dns_write_query(&query, label, DNS_A, ID, true), "a label too long");
	expect(!dns_write_query(&query, "", DNS_A, ID, true) &&
			!dns_write_query(&query, ".", DNS_A, ID, true) &&
			!dns_write_query(&query, "a..b", DNS_A, ID, true) &&
			!dns_write_query(&query, ".a", DNS_A, ID, true),
		"an empty label");
	expect(!dns_write_query(&query, "-a.test", DNS_A, ID, true) &&
			!dns_write_query(&query, "a b", DNS_A, ID, true) &&
			!dns_write_query(&query, "a\xc3\xa4", DNS_A, ID, true) &&
			dns_write_query(&query, "_a-b.0-9", DNS_A, ID, true),
		"what no host is called");
}

static void reads_results(void)
{
	static const struct {
		unsigned flags;
		enum dns_result result;
		const char *what;
	} codes[] = {
		{ 0x8180, DNS_NO_DATA, "no record" },
		{ 0x8183, DNS_NO_NAME, "no name" },
		{ 0x8182, DNS_SERVER_FAILED, "a failure" },
		{ 0x8185, DNS_REFUSED, "a refusal" },
		{ 0x8181, DNS_REFUSED, "not understood" },
		{ 0x8380, DNS_TRUNCATED, "truncated" },
		{ 0x0180, DNS_FOREIGN, "a question" },
		{ 0xa180, DNS_FOREIGN, "another kind of answer" },
	};

	for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
		begin(DNS_A, codes[i].flags, 0);
		expect(read_whole() == codes[i].result, codes[i].what);
	}
	begin(DNS_A, 0x8181, 0);
	message[5] = 0;
	expect(read_part(12) == DNS_REFUSED, "not understood, and not repeated");
	message[3] = 0x82;
	expect(read_part(12) == DNS_SERVER_FAILED, "a failure without the question");
	message[3] = 0x83;
	expect(read_part(12) == DNS_FOREIGN, "no name, of no question");
	message[3] = 0x80;
	expect(read_part(12) == DNS_FOREIGN, "an answer to no question");
	message[1] ^= 1;
	expect(read_part(12) == DNS_FOREIGN, "another id");
}

static void follows_aliases(void)
{
	char text[DNS_TEXT_SIZE] = "";

	begin(DNS_A, RESPONSE, 4);
	record("\4host\4test", DNS_A, "\300\0\2\1", 4);
	alias("\1b\4test", "\4host\4test");
	alias("\3WWW\4Test", "\1b\4test");
	record("\4HOST\4test", DNS_A, "\300\0\2\2", 4);
	expect(read_whole() == DNS_FOUND && dns_name_text(answer.name, text) &&
			strcmp(text, "host.test") == 0,
		"aliases in any order");
	const unsigned char *first = dns_next_record(&answer), *second = dns_next_record(&answer);
	expect(first && first[3] == 1 && second && second[3] == 2 && !dns_next_record(&answer),
		"two records");
	begin(DNS_A, RESPONSE, 2);
	alias(WWW, "\1b\4test");
	alias("\1b\4test", WWW);
	expect(read_whole() == DNS_MALFORMED, "aliases in a circle");
	begin(DNS_A, RESPONSE, 2);
	alias(WWW, "\1b\4t st");
	record("\1b\4t st", DNS_A, "\300\0\2\1", 4);
	expect(read_whole() == DNS_MALFORMED, "a canonical name that no host has");
	begin(DNS_A, RESPONSE, 1);
	record(WWW, DNS_CNAME, "\1b\4testx", 8);
	message[size - 2] = 0;
	expect(read_whole() == DNS_NO_DATA, "an alias and another byte");
}

static void reads_pointers(void)
{
	char text[DNS_TEXT_SIZE];
	const unsigned char *data;

	begin(DNS_PTR, RESPONSE, 3);
	record(WWW, DNS_PTR, "\3a b\4test", 10);
	record(WWW, DNS_PTR, "", 1);
	record(WWW, DNS_PTR, "\4host\300\x10", 7);
	expect(read_whole() == DNS_FOUND, "names");
	data = dns_next_record(&answer);
	expect(data && !dns_pointer_text(&answer, data, text), "what no host is called");
	data = dns_next_record(&answer);
	expect(data && !dns_pointer_text(&answer, data, text), "the root is no host");
	data = dns_next_record(&answer);
	expect(data && dns_pointer_text(&answer, data, text) && strcmp(text, "host.test") == 0,
		"a name of two parts");
	begin(DNS_PTR, RESPONSE, 2);
	record(WWW, DNS_PTR, "\1b\300\x10", 4);
	unsigned char name[] = { 1, 'a', 0300, (unsigned char)(size - 4) };
	record(WWW, DNS_PTR, name, sizeof name);
	expect(read_whole() == DNS_FOUND && dns_next_record(&answer) &&
			(data = dns_next_record(&answer)) &&
			dns_pointer_text(&answer, data, text) && strcmp(text, "a.b.test") == 0,
		"a name of three parts");
	begin(DNS_PTR, RESPONSE, 1);
	record(WWW, DNS_PTR, "\4host", 5);
	expect(read_whole() == DNS_NO_DATA, "half a name");
	begin(DNS_PTR, RESPONSE, 1);
	put("\300", 1);
	expect(read_whole() == DNS_MALFORMED, "half a place");
}

/* Cut anywhere, and with any byte changed, an answer is read within its bounds: the sanitizers see
 * to that. */
static void stays_within(void)
{
	begin(DNS_A, RESPONSE, 3);
	record(WWW, DNS_CNAME, "\4host\300\x10", 7);
	record("\4host\4test", DNS_A, "\300\0\2\1", 4);
	record("\4HOST\4test", DNS_A, "\300\0\2\2", 4);
	bool lost = true;
	for (size_t n = 0; n < size; n++) {
		enum dns_result result = read_part(n);
		lost &= result == DNS_FOREIGN || result == DNS_MALFORMED;
	}
	expect(lost, "nothing is found in a part");
	for (size_t i = 0; i < size; i++)
		for (int change = 1; change < 256; change++) {
			message[i] ^= (unsigned char)change;
			read_part(size);
			message[i] ^= (unsigned char)change;
		}
	expect(read_part(size) == DNS_FOUND, "all is found in the whole");
}

int main(void)
{
	writes_queries();
	reads_results();
	follows_aliases();
	reads_pointers();
	stays_within();
	return failures > 0;
}

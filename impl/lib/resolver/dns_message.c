/* Writes queries and reads answers of the domain name system, which nobody vouches for. */
#include "resolver/dns_message.h"
#include <string.h>

enum { HEADER_SIZE = 12, QUESTION_SIZE = 4, RECORD_SIZE = 10, OPT_SIZE = 11 };
enum { CLASS_IN = 1, TYPE_OPT = 41 };
enum { NO_ERROR = 0, SERVER_FAILURE = 2, NAME_ERROR = 3 }; /* RCODE */
enum { LABEL_MAX = 63, POINTER = 0xc0 };
enum { ALIASES_MAX = 16 }; /* that are followed */

static void put16(unsigned char *bytes, unsigned number)
{
	bytes[0] = (unsigned char)(number >> 8);
	bytes[1] = (unsigned char)number;
}

static unsigned get16(const unsigned char *bytes)
{
	return (unsigned)bytes[0] << 8 | bytes[1];
}

/* Writes a name; returns its size, or 0 if it is none. */
static size_t write_name(unsigned char name[DNS_NAME_SIZE], const char *text)
{
	size_t size = 0;

	do {
		size_t label = strcspn(text, ".");

		if (label == 0 || label > LABEL_MAX || size + 1 + label + 1 > DNS_NAME_SIZE)
			return 0;
		name[size] = (unsigned char)label;
		memcpy(name + size + 1, text, label);
		size += 1 + label;
		text += label;
		text += *text == '.';
	} while (*text);
	name[size] = 0;
	return size + 1;
}

bool dns_write_query(
	struct dns_query *query, const char *name, enum dns_type type, uint16_t id, bool edns)
{
	unsigned char *bytes = query->bytes;
	size_t name_size = write_name(bytes + HEADER_SIZE, name);
	char text[DNS_TEXT_SIZE];

	if (name_size == 0 || !dns_name_text(bytes + HEADER_SIZE, text))
		return false;
	memset(bytes, 0, HEADER_SIZE);
	put16(bytes, id);
	bytes[2] = 1; /* RD: recursion is desired */
	bytes[5] = 1; /* QDCOUNT */
	put16(bytes + HEADER_SIZE + name_size, type);
	put16(bytes + HEADER_SIZE + name_size + 2, CLASS_IN);
	query->size = HEADER_SIZE + name_size + QUESTION_SIZE;
	if (edns) {
		bytes[11] = 1; /* ARCOUNT */
		memset(bytes + query->size, 0, OPT_SIZE);
		bytes[query->size + 2] = TYPE_OPT;
		put16(bytes + query->size + 3, DNS_EDNS_SIZE);
		query->size += OPT_SIZE;
	}
	return true;
}

bool dns_without_edns(struct dns_query *query)
{
	if (!query->bytes[11])
		return false;
	query->bytes[11] = 0;
	query->size -= OPT_SIZE;
	return true;
}

/* Reads the name that begins at a byte of the message, and returns where it ends; 0 if it is none.
 * A pointer must lead back behind where its name, or the part of it pointed to, began: so none can
 * lead in circles. */
static size_t read_name(
	const unsigned char *bytes, size_t size, size_t at, unsigned char name[DNS_NAME_SIZE])
{
	size_t length = 0, began = at, end = 0;

	while (at < size) {
		size_t label = bytes[at];

		if (label >= POINTER) {
			if (size - at < 2)
				return 0;
			if (!end)
				end = at + 2;
			at = get16(bytes + at) & 0x3fff;
			if (at >= began)
				return 0;
			began = at;
			continue;
		}
		if (label > LABEL_MAX || label >= size - at || length + label >= DNS_NAME_SIZE)
			return 0;
		memcpy(name + length, bytes + at, 1 + label);
		length += 1 + label;
		at += 1 + label;
		if (label == 0)
			return end ? end : at;
	}
	return 0;
}

static unsigned char lower(unsigned char c)
{
	return c >= 'A' && c <= 'Z' ? c | 0x20 : c;
}

/* Capital and small letters are equal. */
static bool same_name(const unsigned char *a, const unsigned char *b)
{
	for (;;) {
		size_t label = *a;

		if (*b != label)
			return false;
		for (size_t i = 1; i <= label; i++)
			if (lower(a[i]) != lower(b[i]))
				return false;
		if (label == 0)
			return true;
		a += 1 + label;
		b += 1 + label;
	}
}

struct record {
	unsigned char owner[DNS_NAME_SIZE];
	unsigned type, class;
	size_t data, data_size;
};

/* Takes the next record; false if it is none, or not whole. */
static bool take_record(struct dns_answer *answer, struct record *record)
{
	size_t at = read_name(answer->bytes, answer->size, answer->at, record->owner);

	if (at == 0 || answer->size - at < RECORD_SIZE)
		return false;
	record->type = get16(answer->bytes + at);
	record->class = get16(answer->bytes + at + 2);
	record->data = at + RECORD_SIZE;
	record->data_size = get16(answer->bytes + at + 8);
	if (answer->size - record->data < record->data_size)
		return false;
	answer->at = record->data + record->data_size;
	answer->left--;
	return true;
}

/* Reads the name that is the record's data; false if they are something else. */
static bool read_data_name(const struct dns_answer *answer, const struct record *record,
	unsigned char name[DNS_NAME_SIZE])
{
	return read_name(answer->bytes, answer->size, record->data, name) ==
	       record->data + record->data_size;
}

/* Whether the record is of the answer's name and type, and its data are as they must be. */
static bool is_wanted(const struct dns_answer *answer, const struct record *record)
{
	unsigned char name[DNS_NAME_SIZE];

	if (record->type != answer->type || record->class != CLASS_IN ||
		!same_name(record->owner, answer->name))
		return false;
	if (answer->type == DNS_PTR)
		return read_data_name(answer, record, name);
	return record->data_size == (answer->type == DNS_A ? 4 : 16);
}

const unsigned char *dns_next_record(struct dns_answer *answer)
{
	struct record record;

	while (answer->left && take_record(answer, &record))
		if (is_wanted(answer, &record))
			return answer->bytes + record.data;
	return NULL;
}

/* Puts the name that the answer's name is an alias for in its place; false if it is none. */
static bool follow_alias(struct dns_answer *answer)
{
	struct dns_answer copy = *answer;
	struct record record;

	while (copy.left && take_record(&copy, &record))
		if (record.type == DNS_CNAME && record.class == CLASS_IN &&
			same_name(record.owner, answer->name) &&
			read_data_name(answer, &record, copy.name)) {
			memcpy(answer->name, copy.name, sizeof copy.name);
			return true;
		}
	return false;
}

/* Whether the answer repeats the question. */
static bool read_question(struct dns_answer *answer, const struct dns_query *query)
{
	unsigned char asked[DNS_NAME_SIZE];
	size_t end = read_name(query->bytes, query->size, HEADER_SIZE, asked);

	answer->type = (enum dns_type)get16(query->bytes + end);
	answer->at = read_name(answer->bytes, answer->size, HEADER_SIZE, answer->name);
	if (answer->at == 0 || answer->size - answer->at < QUESTION_SIZE ||
		!same_name(answer->name, asked) ||
		memcmp(answer->bytes + answer->at, query->bytes + end, QUESTION_SIZE) != 0)
		return false;
	answer->at += QUESTION_SIZE;
	return true;
}

/* Goes through all records, and on to the canonical name. */
static enum dns_result read_records(struct dns_answer *answer)
{
	struct dns_answer copy = *answer;
	struct record record;
	char text[DNS_TEXT_SIZE];

	while (copy.left)
		if (!take_record(&copy, &record))
			return DNS_MALFORMED;
	for (int aliases = 0; follow_alias(answer);)
		if (++aliases > ALIASES_MAX)
			return DNS_MALFORMED;
	copy = *answer;
	if (!dns_next_record(&copy))
		return DNS_NO_DATA;
	if (answer->type != DNS_PTR && !dns_name_text(answer->name, text))
		return DNS_MALFORMED;
	return DNS_FOUND;
}

enum dns_result dns_read_answer(struct dns_answer *answer, const unsigned char *bytes, size_t size,
	const struct dns_query *query)
{
	bool is_response, is_truncated;
	unsigned code;

	if (size < HEADER_SIZE || memcmp(bytes, query->bytes, 2) != 0)
		return DNS_FOREIGN;
	is_response = (bytes[2] & 0xf8) == 0x80; /* to a standard query */
	is_truncated = bytes[2] & 2;
	code = bytes[3] & 15;
	*answer = (struct dns_answer){ .bytes = bytes, .size = size, .left = get16(bytes + 6) };
	if (!is_response)
		return DNS_FOREIGN;
	/* Who cannot read a query may not repeat its question. */
	if (get16(bytes + 4) == 0 && code != NO_ERROR && code != NAME_ERROR)
		return code == SERVER_FAILURE ? DNS_SERVER_FAILED : DNS_REFUSED;
	if (get16(bytes + 4) != 1 || !read_question(answer, query))
		return DNS_FOREIGN;
	if (is_truncated)
		return DNS_TRUNCATED;
	switch (code) {
	case NO_ERROR:
		return read_records(answer);
	case NAME_ERROR:
		return DNS_NO_NAME;
	case SERVER_FAILURE:
		return DNS_SERVER_FAILED;
	default:
		return DNS_REFUSED;
	}
}

static bool is_host_character(unsigned char c)
{
	return (c >= '0' && c <= '9') || (lower(c) >= 'a' && lower(c) <= 'z') || c == '-' ||
	       c == '_';
}

bool dns_name_text(const unsigned char name[DNS_NAME_SIZE], char text[DNS_TEXT_SIZE])
{
	if (*name == 0)
		return false;
	for (size_t label; (label = *name++); name += label) {
		if (*name == '-')
			return false;
		for (size_t i = 0; i < label; i++) {
			if (!is_host_character(name[i]))
				return false;
			*text++ = (char)name[i];
		}
		*text++ = '.';
	}
	text[-1] = '\0';
	return true;
}

bool dns_pointer_text(
	const struct dns_answer *answer, const unsigned char *data, char text[DNS_TEXT_SIZE])
{
	unsigned char name[DNS_NAME_SIZE];

	return read_name(answer->bytes, answer->size, (size_t)(data - answer->bytes), name) &&
	       dns_name_text(name, text);
}

/* Messages of the domain name system: queries are written, answers are read (RFC 1035 section 4).
 * All here works on bytes alone. */
#ifndef DNS_MESSAGE_H
#define DNS_MESSAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A name in a message has 255 bytes at most, each label with its length before it, the empty one
 * last; as text 253, and a NUL. */
enum { DNS_NAME_SIZE = 255, DNS_TEXT_SIZE = 254 };

enum dns_type { DNS_A = 1, DNS_CNAME = 5, DNS_PTR = 12, DNS_AAAA = 28 };

/* How long a datagram we take where we say nothing, and where EDNS says this (RFC 6891): what
 * passes everywhere in one piece. */
enum { DNS_DATAGRAM_SIZE = 512, DNS_EDNS_SIZE = 1232 };

/* A query of one question, which an OPT record may follow. */
struct dns_query {
	unsigned char bytes[12 + DNS_NAME_SIZE + 4 + 11];
	size_t size;
};

/* What a message says of a query: first what ends the search for an answer; then what does not, the
 * hopeless first. */
enum dns_result {
	DNS_FOUND,         /* there are such records */
	DNS_NO_DATA,       /* the name has none */
	DNS_NO_NAME,       /* there is no such name */
	DNS_MALFORMED,     /* it is no message as the RFC has them */
	DNS_REFUSED,       /* by a server that will not, or cannot, answer such a query */
	DNS_SERVER_FAILED, /* this time */
	DNS_TRUNCATED,     /* there is more than a datagram holds */
	DNS_FOREIGN        /* nothing: it is no answer to this query */
};

/* An answer that was read, and the place in it that was reached. */
struct dns_answer {
	const unsigned char *bytes;
	size_t size;
	size_t at;     /* the next record */
	unsigned left; /* the records from there on */
	enum dns_type type;
	unsigned char name[DNS_NAME_SIZE]; /* the canonical one, of the records of this type */
};

/* Writes a query for records of name, the text of a host's name, with or without a dot at its end;
 * edns adds an OPT record. Returns false if no host can have this name. */
bool dns_write_query(
	struct dns_query *query, const char *name, enum dns_type type, uint16_t id, bool edns);

/* Takes the OPT record away again, which some servers do not understand; false if there is none. */
bool dns_without_edns(struct dns_query *query);

/* Reads an answer of size bytes, which must stay: follows its CNAME records to the canonical name.
 * If DNS_FOUND, dns_next_record() gives at least one record. That a name in it is no host's makes
 * an answer with addresses DNS_MALFORMED. */
enum dns_result dns_read_answer(struct dns_answer *answer, const unsigned char *bytes, size_t size,
	const struct dns_query *query);

/* Returns where the data of the next record of the type and the canonical name stand, the 4 or 16
 * bytes of an address or the name of a PTR record; NULL after the last one. */
const unsigned char *dns_next_record(struct dns_answer *answer);

/* Writes as text, without a dot at its end, the name of a host: of labels of letters, digits, - and
 * _, which do not begin with -. Returns false for any other, which could be mischief. */
bool dns_name_text(const unsigned char name[DNS_NAME_SIZE], char text[DNS_TEXT_SIZE]);

/* The same for the name that data of dns_next_record() is. */
bool dns_pointer_text(
	const struct dns_answer *answer, const unsigned char *data, char text[DNS_TEXT_SIZE]);

#endif

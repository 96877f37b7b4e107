/* The protocols database: lines of a name, a number, and aliases. */
#include "databases/database.h"
#include "address/digits.h"
#include "sockets.h"
#include <errno.h>
#include <string.h>

/* Which entry is looked for: one that has the name, or the number where that is NULL. */
struct key {
	const char *name;
	int proto;
};

/* Reads the number; false where the line has none. */
static int read_protocol(const struct record *record, int *proto)
{
	const char *word = record_word(record, 1), *end;
	uint32_t number;

	end = word ? read_number(word, 10, INT_MAX, &number) : NULL;
	if (!end || *end != '\0')
		return 0;
	*proto = (int)number;
	return 1;
}

static int matches(const struct record *record, const void *wanted)
{
	const struct key *key = wanted;
	int proto;

	if (!read_protocol(record, &proto))
		return 0;
	if (!key)
		return 1;
	return key->name ? record_has_name(record, 0, key->name, strcmp) : key->proto == proto;
}

static int store(const void *found, void *stored, struct room room)
{
	const struct record *record = found;
	struct protoent *entry = stored;

	entry->p_aliases = room_take_words(&room, record, &entry->p_name);
	if (!entry->p_aliases)
		return ERANGE;
	read_protocol(record, &entry->p_proto);
	return 0;
}

static struct database protocols = {
	.path = "/etc/protocols",
	.matches = matches,
	.store = store,
};

static int find_r(const struct key *key, struct protoent *result_buf, char *buf, size_t buflen,
	struct protoent **result)
{
	struct buffer buffer = { .at = buf, .size = buflen };
	int error = database_find(&protocols, key, result_buf, &buffer);

	*result = error ? NULL : result_buf;
	return error == ENOENT ? 0 : error;
}

int ref_getprotobyname_r(const char *name, struct protoent *result_buf, char *buf, size_t buflen,
	struct protoent **result)
{
	return find_r(&(struct key){ .name = name }, result_buf, buf, buflen, result);
}

int ref_getprotobynumber_r(
	int proto, struct protoent *result_buf, char *buf, size_t buflen, struct protoent **result)
{
	return find_r(&(struct key){ .proto = proto }, result_buf, buf, buflen, result);
}

int ref_getprotoent_r(
	struct protoent *result_buf, char *buf, size_t buflen, struct protoent **result)
{
	struct buffer buffer = { .at = buf, .size = buflen };
	int error = database_next(&protocols, result_buf, &buffer);

	*result = error ? NULL : result_buf;
	return error;
}

struct protoent *ref_getprotobyname(const char *name)
{
	static struct protoent entry;
	static struct buffer buffer = { .grows = 1 };
	const struct key key = { .name = name };

	return database_result(database_find(&protocols, &key, &entry, &buffer), &entry);
}

struct protoent *ref_getprotobynumber(int proto)
{
	static struct protoent entry;
	static struct buffer buffer = { .grows = 1 };
	const struct key key = { .proto = proto };

	return database_result(database_find(&protocols, &key, &entry, &buffer), &entry);
}

struct protoent *ref_getprotoent(void)
{
	static struct protoent entry;
	static struct buffer buffer = { .grows = 1 };

	return database_result(database_next(&protocols, &entry, &buffer), &entry);
}

void ref_setprotoent(int stayopen)
{
	(void)stayopen; /* nothing closes the file but endprotoent() */
	database_rewind(&protocols);
}

void ref_endprotoent(void)
{
	database_close(&protocols);
}

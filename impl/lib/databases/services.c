/* The services database: lines of a name, a port, a slash and a protocol, and aliases. */
#include "databases/database.h"
#include "address/digits.h"
#include "databases/services.h"
#include "sockets.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* Which entry is looked for: one that has the name, or the port where that is NULL, and the
 * protocol unless that is NULL. */
struct key {
	const char *name;
	int port;
	const char *proto;
};

/* Reads "80/tcp"; false where the line has no such word. */
static int read_port(const struct record *record, int *port, const char **proto)
{
	const char *word = record_word(record, 1), *slash;
	uint32_t number;

	slash = word ? read_number(word, 10, UINT16_MAX, &number) : NULL;
	if (!slash || slash[0] != '/' || slash[1] == '\0')
		return 0;
	*port = ref_htons((uint16_t)number);
	*proto = slash + 1;
	return 1;
}

static int matches(const struct record *record, const void *wanted)
{
	const struct key *key = wanted;
	const char *proto;
	int port;

	if (!read_port(record, &port, &proto))
		return 0;
	if (!key)
		return 1;
	if (key->proto && strcmp(key->proto, proto) != 0)
		return 0;
	return key->name ? record_has_name(record, 0, key->name, strcmp) : key->port == port;
}

static int store(const void *found, void *stored, struct room room)
{
	const struct record *record = found;
	struct servent *entry = stored;
	const char *proto = record->text;

	entry->s_aliases = room_take_words(&room, record, &entry->s_name);
	if (!entry->s_aliases)
		return ERANGE;
	read_port(record, &entry->s_port, &proto);
	entry->s_proto = entry->s_name + (proto - record->text);
	return 0;
}

static struct database services = {
	.path = "/etc/services",
	.matches = matches,
	.store = store,
};

static int find_r(const struct key *key, struct servent *result_buf, char *buf, size_t buflen,
	struct servent **result)
{
	struct buffer buffer = { .at = buf, .size = buflen };
	int error = database_find(&services, key, result_buf, &buffer);

	*result = error ? NULL : result_buf;
	return error == ENOENT ? 0 : error;
}

int ref_getservbyname_r(const char *name, const char *proto, struct servent *result_buf, char *buf,
	size_t buflen, struct servent **result)
{
	return find_r(
		&(struct key){ .name = name, .proto = proto }, result_buf, buf, buflen, result);
}

int ref_getservbyport_r(int port, const char *proto, struct servent *result_buf, char *buf,
	size_t buflen, struct servent **result)
{
	return find_r(
		&(struct key){ .port = port, .proto = proto }, result_buf, buf, buflen, result);
}

int ref_getservent_r(struct servent *result_buf, char *buf, size_t buflen, struct servent **result)
{
	struct buffer buffer = { .at = buf, .size = buflen };
	int error = database_next(&services, result_buf, &buffer);

	*result = error ? NULL : result_buf;
	return error;
}

struct servent *ref_getservbyname(const char *name, const char *proto)
{
	static struct servent entry;
	static struct buffer buffer = { .grows = 1 };
	const struct key key = { .name = name, .proto = proto };

	return database_result(database_find(&services, &key, &entry, &buffer), &entry);
}

struct servent *ref_getservbyport(int port, const char *proto)
{
	static struct servent entry;
	static struct buffer buffer = { .grows = 1 };
	const struct key key = { .port = port, .proto = proto };

	return database_result(database_find(&services, &key, &entry, &buffer), &entry);
}

struct servent *ref_getservent(void)
{
	static struct servent entry;
	static struct buffer buffer = { .grows = 1 };

	return database_result(database_next(&services, &entry, &buffer), &entry);
}

void ref_setservent(int stayopen)
{
	(void)stayopen; /* nothing closes the file but endservent() */
	database_rewind(&services);
}

void ref_endservent(void)
{
	database_close(&services);
}

int find_service_port(const char *name, const char *proto, in_port_t *port)
{
	const struct key key = { .name = name, .proto = proto };
	struct buffer buffer = { .grows = 1 };
	struct servent entry;
	int error = database_find(&services, &key, &entry, &buffer);

	if (!error)
		*port = (in_port_t)entry.s_port;
	free(buffer.at);
	return error;
}

int find_service_name(in_port_t port, const char *proto, char *name, size_t size)
{
	const struct key key = { .port = port, .proto = proto };
	struct buffer buffer = { .grows = 1 };
	struct servent entry;
	int error = database_find(&services, &key, &entry, &buffer);

	if (!error && strlen(entry.s_name) >= size)
		error = ERANGE;
	if (!error)
		strcpy(name, entry.s_name);
	free(buffer.at);
	return error;
}

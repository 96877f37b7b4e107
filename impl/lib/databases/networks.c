/* The networks database: lines of a name, a number, and aliases. */
#include "databases/database.h"
#include "sockets.h"
#include <errno.h>
#include <string.h>

/* Which entry is looked for: one that has the name, or the number and its type where that is NULL.
 */
struct key {
	const char *name;
	uint32_t net;
	int type;
};

/* Reads the number, whose last parts are 0 where they are left out; false where the line has none.
 */
static int read_network(const struct record *record, uint32_t *net)
{
	const char *word = record_word(record, 1);

	*net = word ? ref_inet_network(word) : INADDR_NONE;
	if (*net == INADDR_NONE)
		return 0;
	int parts = 1;
	while ((word = strchr(word, '.'))) {
		word++;
		parts++;
	}
	*net <<= 8 * (4 - parts);
	return 1;
}

static int matches(const struct record *record, const void *wanted)
{
	const struct key *key = wanted;
	uint32_t net;

	if (!read_network(record, &net))
		return 0;
	if (!key)
		return 1;
	if (key->name)
		return record_has_name(record, 0, key->name, strcasecmp);
	return key->net == net && (key->type == AF_INET || key->type == AF_UNSPEC);
}

static int store(const void *found, void *stored, struct room room)
{
	const struct record *record = found;
	struct netent *entry = stored;

	entry->n_aliases = room_take_words(&room, record, &entry->n_name);
	if (!entry->n_aliases)
		return ERANGE;
	entry->n_addrtype = AF_INET;
	read_network(record, &entry->n_net);
	return 0;
}

static struct database networks = {
	.path = "/etc/networks",
	.matches = matches,
	.store = store,
};

/* What h_errno says of an error. */
static int status_of(int error)
{
	return error == 0 ? NETDB_SUCCESS : error == ENOENT ? HOST_NOT_FOUND : NETDB_INTERNAL;
}

static struct netent *result_of(int error, struct netent *entry)
{
	if (error)
		h_errno = status_of(error);
	return database_result(error, entry);
}

static int find_r(const struct key *key, struct netent *result_buf, char *buf, size_t buflen,
	struct netent **result, int *h_errnop)
{
	struct buffer buffer = { .at = buf, .size = buflen };
	int error = database_find(&networks, key, result_buf, &buffer);

	*result = error ? NULL : result_buf;
	*h_errnop = status_of(error);
	return error == ENOENT ? 0 : error;
}

int ref_getnetbyname_r(const char *name, struct netent *result_buf, char *buf, size_t buflen,
	struct netent **result, int *h_errnop)
{
	return find_r(&(struct key){ .name = name }, result_buf, buf, buflen, result, h_errnop);
}

int ref_getnetbyaddr_r(uint32_t net, int type, struct netent *result_buf, char *buf, size_t buflen,
	struct netent **result, int *h_errnop)
{
	return find_r(&(struct key){ .net = net, .type = type }, result_buf, buf, buflen, result,
		h_errnop);
}

int ref_getnetent_r(
	struct netent *result_buf, char *buf, size_t buflen, struct netent **result, int *h_errnop)
{
	struct buffer buffer = { .at = buf, .size = buflen };
	int error = database_next(&networks, result_buf, &buffer);

	*result = error ? NULL : result_buf;
	*h_errnop = status_of(error);
	return error;
}

struct netent *ref_getnetbyname(const char *name)
{
	static struct netent entry;
	static struct buffer buffer = { .grows = 1 };
	const struct key key = { .name = name };

	return result_of(database_find(&networks, &key, &entry, &buffer), &entry);
}

struct netent *ref_getnetbyaddr(uint32_t net, int type)
{
	static struct netent entry;
	static struct buffer buffer = { .grows = 1 };
	const struct key key = { .net = net, .type = type };

	return result_of(database_find(&networks, &key, &entry, &buffer), &entry);
}

struct netent *ref_getnetent(void)
{
	static struct netent entry;
	static struct buffer buffer = { .grows = 1 };

	return result_of(database_next(&networks, &entry, &buffer), &entry);
}

void ref_setnetent(int stayopen)
{
	(void)stayopen; /* nothing closes the file but endnetent() */
	database_rewind(&networks);
}

void ref_endnetent(void)
{
	database_close(&networks);
}

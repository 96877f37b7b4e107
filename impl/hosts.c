/* The hosts database: lines of an address, a name, and aliases. */
#include "database.h"
#include "sockets.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* Which entry is looked for: one of this family that has the name, or the address where that is
 * NULL. */
struct key {
	int family;
	const char *name;
	const void *address;
};

/* What is known of a host: its names, in the words of a line from the official one on, and its
 * addresses, one behind the other. */
struct host {
	const struct record *record;
	size_t official;
	int family;
	unsigned char *addresses;
	size_t count;
};

/* Of an address of the family, in bytes; 0 for a family that has none here. */
static socklen_t length_of(int family)
{
	if (family == AF_INET)
		return sizeof(struct in_addr);
	return family == AF_INET6 ? sizeof(struct in6_addr) : 0;
}

static int matches(const struct record *record, const void *wanted)
{
	static const struct key any = { .family = AF_INET };
	const struct key *key = wanted ? wanted : &any;
	unsigned char address[sizeof(struct in6_addr)];

	if (record->words < 2 || ref_inet_pton(key->family, record->text, address) != 1)
		return 0;
	if (key->name)
		return record_has_name(record, 1, key->name, strcasecmp);
	return !key->address || memcmp(key->address, address, length_of(key->family)) == 0;
}

static int store_host(const void *found, void *stored, struct room room)
{
	const struct host *host = found;
	struct hostent *entry = stored;
	size_t length = length_of(host->family);
	char **list = room_take(&room, (host->count + 1) * sizeof *list, _Alignof(char *));
	char *address = room_take(&room, host->count * length, _Alignof(uint32_t)), *name;

	entry->h_aliases = room_take_words(&room, host->record, &name);
	if (!list || !address || !entry->h_aliases)
		return ERANGE;
	memcpy(address, host->addresses, host->count * length);
	for (size_t i = 0; i < host->count; i++)
		list[i] = address + i * length;
	list[host->count] = NULL;
	entry->h_name = name + host->official;
	entry->h_addrtype = host->family;
	entry->h_length = (int)length;
	entry->h_addr_list = list;
	return 0;
}

/* Stores a line alone. */
static int store(const void *found, void *stored, struct room room)
{
	const struct record *record = found;
	unsigned char address[sizeof(struct in6_addr)];
	struct host host = { .record = record,
		.official = strlen(record->text) + 1,
		.family = strchr(record->text, ':') ? AF_INET6 : AF_INET,
		.addresses = address,
		.count = 1 };

	ref_inet_pton(host.family, record->text, address);
	return store_host(&host, stored, room);
}

static struct database hosts = {
	.path = "/etc/hosts",
	.matches = matches,
	.store = store,
	.lock = PTHREAD_MUTEX_INITIALIZER,
};

/* True where /etc/host.conf says that a name has the addresses of all its lines. */
static int is_multi(void)
{
	struct record record = { 0 };
	FILE *file = fopen("/etc/host.conf", "re");
	int multi = 0;

	while (file && record_read(&record, file) == 0)
		if (record.words >= 2 && strcmp(record_word(&record, 0), "multi") == 0)
			multi = strcmp(record_word(&record, 1), "on") == 0;
	if (file)
		fclose(file);
	free(record.text);
	return multi;
}

/* Adds the address that the record begins with. */
static int add_address(struct host *host, const struct record *record)
{
	size_t length = length_of(host->family);
	unsigned char *more = realloc(host->addresses, (host->count + 1) * length);

	if (!more)
		return ENOMEM;
	host->addresses = more;
	ref_inet_pton(host->family, record->text, more + host->count++ * length);
	return 0;
}

/* Reads the addresses of a name from its first line, or all of them. */
static int read_lines(const struct key *key, struct record *first, struct host *host)
{
	struct record more = { 0 };
	FILE *file = fopen(hosts.path, "re");
	int error = file ? database_read(&hosts, key, first, file) : errno;

	if (!error)
		error = add_address(host, first);
	if (!error && is_multi())
		while (!error && !(error = database_read(&hosts, key, &more, file)))
			error = add_address(host, &more);
	if (file)
		fclose(file);
	free(more.text);
	return error == ENOENT && host->count ? 0 : error;
}

/* A name that is an address has it, in any of the forms of inet_addr(), and no alias. */
static int find_number(const struct key *key, struct hostent *entry, struct buffer *buffer)
{
	union {
		struct in_addr ipv4;
		struct in6_addr ipv6;
		unsigned char bytes[sizeof(struct in6_addr)];
	} address;
	const struct record record = {
		.text = (char *)key->name,
		.size = strlen(key->name) + 1,
		.words = 1,
	};
	const struct host host = {
		.record = &record,
		.family = key->family,
		.addresses = address.bytes,
		.count = 1,
	};
	int is_number = key->family == AF_INET
				? ref_inet_aton(key->name, &address.ipv4)
				: ref_inet_pton(key->family, key->name, &address) == 1;

	return is_number ? buffer_store(buffer, store_host, &host, entry) : ENOENT;
}

static int find_in_file(const struct key *key, struct hostent *entry, struct buffer *buffer)
{
	struct record record = { 0 };
	struct host host = { .record = &record, .family = key->family };
	int error = read_lines(key, &record, &host);

	if (!error) {
		host.official = strlen(record.text) + 1;
		error = buffer_store(buffer, store_host, &host, entry);
	}
	free(host.addresses);
	free(record.text);
	return error;
}

/* True where the file has the name with an address of the other family. */
static int is_of_other_family(const struct key *key)
{
	const struct key other = {
		.family = key->family == AF_INET ? AF_INET6 : AF_INET,
		.name = key->name,
	};
	struct hostent entry;
	struct buffer no_room = { 0 };

	return database_find(&hosts, &other, &entry, &no_room) == ERANGE;
}

/* What h_errno says of an error. */
static int status_of(int error)
{
	if (error == 0)
		return NETDB_SUCCESS;
	return error == ENOENT ? HOST_NOT_FOUND : NETDB_INTERNAL;
}

static int find_by_name(
	const struct key *key, struct hostent *entry, struct buffer *buffer, int *status)
{
	struct caller caller = caller_enter();
	int error = find_number(key, entry, buffer);

	if (error == ENOENT)
		error = find_in_file(key, entry, buffer);
	*status = status_of(error);
	if (error == ENOENT && is_of_other_family(key))
		*status = NO_DATA;
	caller_leave(caller);
	return error;
}

static int find_by_addr(const struct key *key, socklen_t len, struct hostent *entry,
	struct buffer *buffer, int *status)
{
	int error = len && len == length_of(key->family) ? database_find(&hosts, key, entry, buffer)
							 : EINVAL;

	*status = status_of(error);
	return error;
}

/* What a function with _r returns: that there is no entry is no error, but the end is one. */
static int result_r(int error, struct hostent *result_buf, struct hostent **result)
{
	*result = error ? NULL : result_buf;
	return error == ENOENT ? 0 : error;
}

static struct hostent *result_of(int error, int status, struct hostent *entry)
{
	if (error)
		h_errno = status;
	return database_result(error, entry);
}

int ref_gethostbyname2_r(const char *name, int af, struct hostent *result_buf, char *buf,
	size_t buflen, struct hostent **result, int *h_errnop)
{
	const struct key key = { .family = af, .name = name };
	struct buffer buffer = { .at = buf, .size = buflen };

	return result_r(find_by_name(&key, result_buf, &buffer, h_errnop), result_buf, result);
}

int ref_gethostbyname_r(const char *name, struct hostent *result_buf, char *buf, size_t buflen,
	struct hostent **result, int *h_errnop)
{
	return ref_gethostbyname2_r(name, AF_INET, result_buf, buf, buflen, result, h_errnop);
}

int ref_gethostbyaddr_r(const void *addr, socklen_t len, int type, struct hostent *result_buf,
	char *buf, size_t buflen, struct hostent **result, int *h_errnop)
{
	const struct key key = { .family = type, .address = addr };
	struct buffer buffer = { .at = buf, .size = buflen };

	return result_r(find_by_addr(&key, len, result_buf, &buffer, h_errnop), result_buf, result);
}

int ref_gethostent_r(struct hostent *result_buf, char *buf, size_t buflen, struct hostent **result,
	int *h_errnop)
{
	struct buffer buffer = { .at = buf, .size = buflen };
	int error = database_next(&hosts, result_buf, &buffer);

	*result = error ? NULL : result_buf;
	*h_errnop = status_of(error);
	return error;
}

struct hostent *ref_gethostbyname2(const char *name, int af)
{
	static struct hostent entry;
	static struct buffer buffer = { .grows = 1 };
	const struct key key = { .family = af, .name = name };
	int status, error = find_by_name(&key, &entry, &buffer, &status);

	return result_of(error, status, &entry);
}

struct hostent *ref_gethostbyname(const char *name)
{
	return ref_gethostbyname2(name, AF_INET);
}

struct hostent *ref_gethostbyaddr(const void *addr, socklen_t len, int type)
{
	static struct hostent entry;
	static struct buffer buffer = { .grows = 1 };
	const struct key key = { .family = type, .address = addr };
	int status, error = find_by_addr(&key, len, &entry, &buffer, &status);

	return result_of(error, status, &entry);
}

struct hostent *ref_gethostent(void)
{
	static struct hostent entry;
	static struct buffer buffer = { .grows = 1 };
	int error = database_next(&hosts, &entry, &buffer);

	return result_of(error, status_of(error), &entry);
}

void ref_sethostent(int stayopen)
{
	(void)stayopen; /* nothing closes the file but endhostent() */
	database_rewind(&hosts);
}

void ref_endhostent(void)
{
	database_close(&hosts);
}

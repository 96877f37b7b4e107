/* The hosts database: lines of an address, a name, and aliases. */
#include "databases/database.h"
#include "databases/sources.h"
#include "databases/system_error.h"
#include "resolver/dns_host.h"
#include "resolver/host_address.h"
#include "resolver/host_lookup.h"
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

/* What is looked for, where it is to be stored, and what came of it so far, as errno and h_errno
 * have it. */
struct lookup {
	const struct key *key;
	struct hostent *entry;
	struct buffer *buffer;
	int error, status;
};

/* What is known of a host: its names, in the words of a line from the official one on, and its
 * addresses, all of one family. */
struct host {
	const struct record *record;
	size_t official;
	int family;
	const struct host_address *addresses;
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
	for (size_t i = 0; i < host->count; i++)
		list[i] = memcpy(address + i * length, &host->addresses[i].ipv6, length);
	list[host->count] = NULL;
	entry->h_name = name + host->official;
	entry->h_addrtype = host->family;
	entry->h_length = (int)length;
	entry->h_addr_list = list;
	return 0;
}

/* Reads the address that a line begins with. */
static struct host_address address_of(const struct record *record)
{
	struct host_address address = {
		.family = strchr(record->text, ':') ? AF_INET6 : AF_INET,
	};

	ref_inet_pton(address.family, record->text, &address.ipv6);
	return address;
}

/* Stores a line alone. */
static int store(const void *found, void *stored, struct room room)
{
	const struct record *record = found;
	const struct host_address address = address_of(record);
	const struct host host = { .record = record,
		.official = strlen(record->text) + 1,
		.family = address.family,
		.addresses = &address,
		.count = 1 };

	return store_host(&host, stored, room);
}

static struct database hosts = {
	.path = "/etc/hosts",
	.matches = matches,
	.store = store,
};

/* True where the last line of a file that begins with the keyword has the word, too; what it is
 * otherwise, where there is no such line. */
static int says(const char *path, const char *keyword, const char *word, int otherwise)
{
	struct record record = { 0 };
	FILE *file = fopen(path, "re");

	while (file && record_read(&record, file) == 0)
		if (strcmp(record_word(&record, 0), keyword) == 0)
			otherwise = record_has_name(&record, 1, word, strcmp);
	if (file)
		fclose(file);
	free(record.text);
	return otherwise;
}

/* Reads the addresses of a name, or the address that was asked for, from its first line, or from
 * all of them. */
static int read_lines(
	const struct key *key, FILE *file, struct record *first, struct resolved_host *resolved)
{
	struct record more = { 0 };
	int error = database_read(&hosts, key, first, file);
	int multi = !error && key->name && says("/etc/host.conf", "multi", "on", 0);
	struct host_address address;

	if (!error) {
		address = address_of(first);
		error = add_host_address(resolved, &address) ? ENOMEM : 0;
	}
	while (multi && !error && !(error = database_read(&hosts, key, &more, file))) {
		address = address_of(&more);
		error = add_host_address(resolved, &address) ? ENOMEM : 0;
	}
	free(more.text);
	return error == ENOENT && resolved->count ? 0 : error;
}

static int find_in_lines(const struct lookup *lookup, FILE *file)
{
	const struct key *key = lookup->key;
	struct record record = { 0 };
	struct resolved_host resolved;

	begin_host(&resolved, key->name);
	int error = read_lines(key, file, &record, &resolved);
	if (!error) {
		const struct host host = { .record = &record,
			.official = strlen(record.text) + 1,
			.family = key->family,
			.addresses = resolved.addresses,
			.count = resolved.count };
		error = buffer_store(lookup->buffer, store_host, &host, lookup->entry);
	}
	forget_host(&resolved);
	free(record.text);
	return error;
}

/* A name that is an address has it, in any of the forms of inet_addr(), and no alias. */
static int find_number(const struct key *key, struct hostent *entry, struct buffer *buffer)
{
	struct host_address address;
	const struct record record = {
		.text = (char *)key->name,
		.size = strlen(key->name) + 1,
		.words = 1,
	};
	const struct host host = {
		.record = &record,
		.family = key->family,
		.addresses = &address,
		.count = 1,
	};
	int is_number = key->family == AF_INET
				? ref_inet_aton(key->name, &address.ipv4)
				: ref_inet_pton(key->family, key->name, &address.ipv6) == 1;

	return is_number ? buffer_store(buffer, store_host, &host, entry) : ENOENT;
}

/* True where a name is looked for that the file, read from its beginning, has with an address of
 * the other family. */
static int is_of_other_family(const struct key *key, FILE *file)
{
	const struct key other = {
		.family = key->family == AF_INET ? AF_INET6 : AF_INET,
		.name = key->name,
	};
	struct record record = { 0 };

	rewind(file);
	int found = key->name && database_read(&hosts, &other, &record, file) == 0;
	free(record.text);
	return found;
}

/* What h_errno says of an error. */
static int status_of(int error)
{
	if (error == 0)
		return NETDB_SUCCESS;
	return error == ENOENT ? HOST_NOT_FOUND : NETDB_INTERNAL;
}

/* An error of the name servers, as errno and h_errno have it, which the functions with _r set too:
 * in glibc they do, and there are programs that look there, python for one. */
static int error_of(int eai_error, int *status)
{
	static const struct {
		int eai_error, error, status;
	} errors[] = {
		{ EAI_NONAME, ENOENT, HOST_NOT_FOUND },
		{ EAI_NODATA, ENOENT, NO_DATA },
		{ EAI_AGAIN, EAGAIN, TRY_AGAIN },
		{ EAI_FAIL, EBADMSG, NO_RECOVERY },
		{ EAI_MEMORY, ENOMEM, NETDB_INTERNAL },
	};

	for (size_t i = 0; i < sizeof errors / sizeof *errors; i++)
		if (errors[i].eai_error == eai_error) {
			h_errno = *status = errors[i].status;
			return errors[i].error;
		}
	h_errno = *status = NETDB_INTERNAL;
	return errno; /* of EAI_SYSTEM */
}

static void add_word(struct record *record, const char *word)
{
	size_t size = strlen(word) + 1;

	memcpy(record->text + record->size, word, size);
	record->size += size;
	record->words++;
}

/* True where the official name is the one that was asked for, or that and a domain. */
static int completes(const char *official, const char *asked)
{
	size_t size = strlen(asked);

	return strncasecmp(asked, official, size) == 0 &&
	       (official[size] == '\0' || official[size] == '.');
}

/* Stores what a name server said, as if a line did, with the name that was asked for in the place
 * of the address, and as an alias unless the official one completes it. */
static int store_answer(const struct host *answer, const char *asked, const char *official,
	const struct lookup *lookup)
{
	char text[3 * NI_MAXHOST];
	struct record record = { .text = text };
	struct host host = *answer;

	add_word(&record, asked);
	host.official = record.size;
	add_word(&record, official);
	if (!completes(official, asked))
		add_word(&record, asked);
	host.record = &record;
	return buffer_store(lookup->buffer, store_host, &host, lookup->entry);
}

/* Keeps what a source said: what was found stands, and so does a doubt; who knows no such name
 * takes nothing back. Returns what nsswitch.conf(5) calls it: a server that fails is one that is
 * not there. */
static enum source_status keep(struct lookup *lookup, int error, int status)
{
	enum source_status said = error == 0                            ? STATUS_SUCCESS
				  : error == ENOENT                     ? STATUS_NOTFOUND
				  : error == EAGAIN || error == EBADMSG ? STATUS_UNAVAIL
									: STATUS_END;

	if (said == STATUS_SUCCESS || said == STATUS_END ||
		(lookup->error == ENOENT && status != HOST_NOT_FOUND)) {
		lookup->error = error;
		lookup->status = status;
	}
	return said;
}

static enum source_status look_in_file(struct lookup *lookup)
{
	FILE *file = fopen(hosts.path, "re");
	int error = file ? find_in_lines(lookup, file) : errno;
	int status = status_of(error);

	if (!file && !is_want(error))
		return STATUS_UNAVAIL;
	if (file && error == ENOENT && is_of_other_family(lookup->key, file))
		status = NO_DATA;
	if (file)
		fclose(file);
	return keep(lookup, error, status);
}

static enum source_status ask_for_name(struct lookup *lookup)
{
	const struct key *key = lookup->key;
	struct resolved_host resolved;
	int status;

	begin_host(&resolved, key->name);
	int error = dns_find_addresses(
		key->name, key->family == AF_INET, key->family == AF_INET6, &resolved);
	error = error ? error_of(error, &status) : 0;
	if (!error) {
		const struct host answer = { .family = key->family,
			.addresses = resolved.addresses,
			.count = resolved.count };
		error = store_answer(&answer, key->name, resolved.canonical_name, lookup);
		status = status_of(error);
	}
	forget_host(&resolved);
	return keep(lookup, error, status);
}

static enum source_status ask_for_address(struct lookup *lookup)
{
	const struct key *key = lookup->key;
	struct host_address address = { .family = (sa_family_t)key->family };
	const struct host answer = { .family = key->family, .addresses = &address, .count = 1 };
	char name[DNS_TEXT_SIZE];
	int status;

	memcpy(&address.ipv6, key->address, length_of(key->family));
	int error = dns_find_name(&address, name);
	error = error ? error_of(error, &status) : 0;
	if (!error) {
		error = store_answer(&answer, name, name, lookup);
		status = status_of(error);
	}
	return keep(lookup, error, status);
}

static enum source_status look(enum source source, void *wanted)
{
	struct lookup *lookup = wanted;
	const struct key *key = lookup->key;

	if (source == SOURCE_FILES)
		return look_in_file(lookup);
	if (!length_of(key->family) || (key->name && is_local_name(key->name)))
		return STATUS_NOTFOUND;
	return key->name ? ask_for_name(lookup) : ask_for_address(lookup);
}

/* Looks in the sources of hosts. */
static void look_up(struct lookup *lookup)
{
	int error = look_in_sources("hosts", look, lookup);

	if (error)
		keep(lookup, error, NETDB_INTERNAL);
}

/* Stores the loopback's address, which a local name has where no file says so. */
static void store_loopback(struct lookup *lookup)
{
	const struct key *key = lookup->key;
	struct host_address address = { .family = (sa_family_t)key->family };
	const struct host host = { .family = key->family, .addresses = &address, .count = 1 };

	ref_inet_pton(key->family, key->family == AF_INET ? "127.0.0.1" : "::1", &address.ipv6);
	lookup->error = store_answer(&host, key->name, key->name, lookup);
	lookup->status = status_of(lookup->error);
}

static int find_by_name(
	const struct key *key, struct hostent *entry, struct buffer *buffer, int *status)
{
	struct caller caller = caller_enter();
	struct lookup lookup = { key, entry, buffer, ENOENT, HOST_NOT_FOUND };
	int error = find_number(key, entry, buffer);

	if (error != ENOENT)
		keep(&lookup, error, status_of(error));
	else
		look_up(&lookup);
	if (lookup.error == ENOENT && length_of(key->family) && is_local_name(key->name))
		store_loopback(&lookup);
	*status = lookup.status;
	caller_leave(caller);
	return lookup.error;
}

static int find_by_addr(const struct key *key, socklen_t len, struct hostent *entry,
	struct buffer *buffer, int *status)
{
	struct caller caller = caller_enter();
	struct lookup lookup = { key, entry, buffer, ENOENT, HOST_NOT_FOUND };

	if (len && len == length_of(key->family))
		look_up(&lookup);
	else
		keep(&lookup, EINVAL, NETDB_INTERNAL);
	*status = lookup.status;
	caller_leave(caller);
	return lookup.error;
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

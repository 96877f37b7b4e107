/* What the resolver reads of /etc/hosts. */
#include "resolver/hosts_file.h"
#include "databases/database.h"
#include "databases/system_error.h"
#include <stdlib.h>
#include <string.h>

enum { OFFICIAL_NAME = 1 }; /* the word of a line, behind the address */

/* Reads on to the next line that is an address and names. */
static int read_hosts(FILE *file, struct record *record, struct host_address *address)
{
	int error;

	do
		error = record_read(record, file);
	while (!error && (record->words < 2 || !read_address(record->text, address)));
	return error;
}

static FILE *open_hosts(void)
{
	return fopen("/etc/hosts", "re");
}

/* Returns what came of reading, which an error ended. */
static int close_hosts(FILE *file, int error, bool found)
{
	if (file)
		fclose(file);
	if (is_want(error))
		return system_error(error);
	if (!file)
		return EAI_FAIL;
	return found ? 0 : EAI_NONAME;
}

int find_in_hosts(const char *name, bool ipv4, bool ipv6, struct resolved_host *host)
{
	struct record record = { .text = NULL };
	struct host_address address;
	bool is_first = true;
	FILE *file = open_hosts();
	int error = file ? 0 : errno;

	while (!error && !(error = read_hosts(file, &record, &address))) {
		const char *official = record_word(&record, OFFICIAL_NAME);

		if (!record_has_name(&record, OFFICIAL_NAME, name, strcasecmp))
			continue;
		if (is_first && strlen(official) < sizeof host->name)
			host->canonical_name = strcpy(host->name, official);
		is_first = false;
		if ((address.family == AF_INET ? ipv4 : ipv6) &&
			add_host_address(host, &address) != 0)
			error = ENOMEM;
	}
	free(record.text);
	return close_hosts(file, error, host->count > 0);
}

static bool is_same(const struct host_address *a, const struct host_address *b)
{
	if (a->family != b->family)
		return false;
	if (a->family == AF_INET)
		return a->ipv4.s_addr == b->ipv4.s_addr;
	return IN6_ARE_ADDR_EQUAL(&a->ipv6, &b->ipv6);
}

int find_name_in_hosts(const struct host_address *wanted, char name[NI_MAXHOST])
{
	struct record record = { .text = NULL };
	struct host_address address;
	FILE *file = open_hosts();
	int error = file ? 0 : errno;
	bool found = false;

	while (!error && !found && !(error = read_hosts(file, &record, &address))) {
		const char *official = record_word(&record, OFFICIAL_NAME);

		found = is_same(&address, wanted) && strlen(official) < NI_MAXHOST;
		if (found)
			strcpy(name, official);
	}
	free(record.text);
	return close_hosts(file, error, found);
}

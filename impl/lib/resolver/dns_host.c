/* Asks the domain name system for addresses of names and names of addresses. */
#include "resolver/dns_host.h"
#include "resolver/dns_query.h"
#include "databases/system_error.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

/* A name that is looked for in one domain after the other. */
struct search {
	struct resolv_conf conf;
	bool ipv4, ipv6;
	struct resolved_host *host;
	enum dns_result result; /* of all domains so far */
	int error;              /* of the system, which ends it */
};

static int error_of(enum dns_result result)
{
	switch (result) {
	case DNS_FOUND:
		return 0;
	case DNS_NO_DATA:
		return EAI_NODATA;
	case DNS_NO_NAME:
		return EAI_NONAME;
	case DNS_MALFORMED:
	case DNS_REFUSED:
		return EAI_FAIL;
	default:
		return EAI_AGAIN;
	}
}

/* What two results mean together: found is found, and what is unsure remains so. */
static enum dns_result both(enum dns_result a, enum dns_result b)
{
	enum dns_result less = a < b ? a : b, more = a < b ? b : a;

	return less == DNS_FOUND || more <= DNS_NO_NAME ? less : more;
}

/* Adds a question, with an id that nobody can guess; false if no host has such a name. */
static bool add_question(const struct resolv_conf *conf, const char *name, enum dns_type type,
	struct dns_lookup *lookup)
{
	uint16_t id = 0;

	getrandom(&id, sizeof id, 0);
	return dns_write_query(&lookup->query, name, type, id, conf->edns0);
}

static int add_addresses(struct resolved_host *host, struct dns_answer *answer)
{
	const unsigned char *data;
	int error = 0;

	dns_name_text(answer->name, host->name);
	host->canonical_name = host->name;
	while (!error && (data = dns_next_record(answer))) {
		struct host_address address = { .family = AF_INET };

		if (answer->type == DNS_A) {
			memcpy(&address.ipv4, data, sizeof address.ipv4);
		} else {
			address.family = AF_INET6;
			memcpy(&address.ipv6, data, sizeof address.ipv6);
		}
		error = add_host_address(host, &address);
	}
	return error;
}

/* Adds the addresses that were found, if they are wanted. Returns what the answers say together. */
static enum dns_result take_results(
	struct search *search, struct dns_lookup lookups[], size_t count)
{
	bool is_wanted = search->ipv4 || !search->conf.no_aaaa;
	enum dns_result result = lookups[0].result;

	for (size_t i = 0; i < count; i++) {
		result = both(result, lookups[i].result);
		if (!search->error && is_wanted && lookups[i].result == DNS_FOUND)
			search->error = add_addresses(search->host, &lookups[i].answer);
		free(lookups[i].message);
	}
	return result == DNS_FOUND && !is_wanted ? DNS_NO_DATA : result;
}

/* Asks for one name. Returns whether another may be asked for. Where nobody is to be asked for an
 * address of IPv6, one of IPv4 tells whether there is such a name. */
static bool try_name(struct search *search, const char *name)
{
	bool no_ipv6 = search->conf.no_aaaa;
	struct dns_lookup lookups[2];
	size_t count = 0;
	enum dns_result result;

	if ((search->ipv4 || no_ipv6) && add_question(&search->conf, name, DNS_A, &lookups[count]))
		count++;
	if (search->ipv6 && !no_ipv6 &&
		add_question(&search->conf, name, DNS_AAAA, &lookups[count]))
		count++;
	if (count == 0)
		return true;
	int error = dns_ask(&search->conf, lookups, count);
	search->error = error ? system_error(error) : 0;
	result = take_results(search, lookups, count);
	search->result = both(search->result, result);
	return !search->error &&
	       (result == DNS_NO_NAME || result == DNS_NO_DATA || result == DNS_SERVER_FAILED);
}

static bool try_domains(struct search *search, const char *name)
{
	const char *domain = NULL;
	char full_name[2 * DNS_TEXT_SIZE];

	while ((domain = next_domain(&search->conf, domain))) {
		int size = snprintf(full_name, sizeof full_name, "%s.%s", name, domain);

		if ((size_t)size < sizeof full_name && !try_name(search, full_name))
			return false;
	}
	return true;
}

static unsigned count_dots(const char *name)
{
	unsigned dots = 0;

	while ((name = strchr(name, '.'))) {
		dots++;
		name++;
	}
	return dots;
}

int dns_find_addresses(const char *name, bool ipv4, bool ipv6, struct resolved_host *host)
{
	struct search search = { .ipv4 = ipv4, .ipv6 = ipv6, .host = host, .result = DNS_NO_NAME };
	size_t size = strlen(name);
	int error = read_resolv_conf(&search.conf);

	if (error)
		return system_error(error);
	if (size && name[size - 1] == '.')
		try_name(&search, name);
	else if (count_dots(name) >= search.conf.ndots)
		(void)(try_name(&search, name) && try_domains(&search, name));
	else
		(void)(try_domains(&search, name) && try_name(&search, name));
	return search.error ? search.error : error_of(search.result);
}

/* The name under which the domain name system keeps the name of an address (RFC 1035 section 3.5,
 * RFC 3596 section 2.5). */
static void write_reverse_name(const struct host_address *address, char name[DNS_TEXT_SIZE])
{
	bool is_ipv4 = address->family == AF_INET;
	const unsigned char *bytes =
		is_ipv4 ? (const unsigned char *)&address->ipv4 : address->ipv6.s6_addr;

	for (int i = is_ipv4 ? 4 : 16; i-- > 0;)
		name += is_ipv4 ? sprintf(name, "%u.", bytes[i])
				: sprintf(name, "%x.%x.", bytes[i] & 15u, bytes[i] >> 4u);
	strcpy(name, is_ipv4 ? "in-addr.arpa" : "ip6.arpa");
}

int dns_find_name(const struct host_address *address, char name[DNS_TEXT_SIZE])
{
	struct resolv_conf conf;
	struct dns_lookup lookup;
	const unsigned char *data;
	int error = read_resolv_conf(&conf);

	if (error)
		return system_error(error);
	write_reverse_name(address, name);
	add_question(&conf, name, DNS_PTR, &lookup);
	error = dns_ask(&conf, &lookup, 1);
	if (error)
		return system_error(error);
	error = lookup.result == DNS_NO_DATA ? EAI_NONAME : error_of(lookup.result);
	if (!error) {
		error = EAI_NONAME;
		while (error && (data = dns_next_record(&lookup.answer)))
			if (dns_pointer_text(&lookup.answer, data, name))
				error = 0;
	}
	free(lookup.message);
	return error;
}

/* Any bytes as /etc/resolv.conf: what the reference makes of them is in bounds, and of the lines
 * that resolv.conf(5) tells of it makes what the host's libc does. */
#include <netinet/in.h>
#include <resolv.h>

#include "outcome.h"
#include "resolver/resolv_conf.h"
#include "sockets.h"
#include "world.h"

enum {
	LONGEST_FILE = 2048,
	LIBC_DOMAINS = 200
}; /* bytes of domains that a res_state surely holds */

static bool is_world;
static unsigned char *text_end; /* of watched memory */

static void check_bounds(const struct resolv_conf *conf)
{
	if (conf->server_count > NAME_SERVERS_MAX || conf->ndots > 15 || conf->timeout < 1 ||
		conf->timeout > 30 || conf->attempts < 1 || conf->attempts > 5)
		find("resolv.conf: %zu servers, ndots %u, timeout %u, attempts %u",
			conf->server_count, conf->ndots, conf->timeout, conf->attempts);
	for (size_t i = 0; i < conf->server_count; i++)
		if (conf->servers[i].family != AF_INET && conf->servers[i].family != AF_INET6)
			find("resolv.conf: a server of family %d", conf->servers[i].family);
	const char *domain = NULL;
	while ((domain = next_domain(conf, domain)))
		if (domain < conf->search || domain >= conf->search + SEARCH_SIZE ||
			strnlen(domain, (size_t)(conf->search + SEARCH_SIZE - domain)) >=
				(size_t)(conf->search + SEARCH_SIZE - domain) - 1)
			find("resolv.conf: a domain beyond the room for them");
}

static struct resolv_conf parse(const void *text, size_t size)
{
	struct resolv_conf conf;

	memset(&conf, POISON, sizeof conf);
	parse_resolv_conf(memcpy(text_end - size, text, size), size, &conf);
	check_bounds(&conf);
	return conf;
}

/* Written out as a file again, it is read as the same. */
static void check_round_trip(const struct resolv_conf *conf)
{
	static char text[4096];
	char address[INET6_ADDRSTRLEN], *end = text;
	const char *domain = NULL;

	for (size_t i = 0; i < conf->server_count; i++) {
		const struct host_address *server = &conf->servers[i];
		const void *bytes = server->family == AF_INET ? (const void *)&server->ipv4
							      : (const void *)&server->ipv6;
		end += sprintf(end, "nameserver %s",
			ref_inet_ntop(server->family, bytes, address, sizeof address));
		end += sprintf(end, server->scope ? "%%%u\n" : "\n", server->scope);
	}
	end += sprintf(end, "options ndots:%u timeout:%u attempts:%u%s%s\nsearch", conf->ndots,
		conf->timeout, conf->attempts, conf->rotate ? " rotate" : "",
		conf->edns0 ? " edns0" : "");
	while ((domain = next_domain(conf, domain)))
		end += sprintf(end, " %s", domain);
	struct resolv_conf again = parse(text, (size_t)(end - text));
	bool same = again.server_count == conf->server_count && again.ndots == conf->ndots &&
		    again.timeout == conf->timeout && again.attempts == conf->attempts &&
		    again.rotate == conf->rotate && again.edns0 == conf->edns0;
	for (size_t i = 0; same && i < conf->server_count; i++)
		same = again.servers[i].family == conf->servers[i].family &&
		       again.servers[i].scope == conf->servers[i].scope &&
		       memcmp(&again.servers[i].ipv6, &conf->servers[i].ipv6,
			       conf->servers[i].family == AF_INET ? 4 : 16) == 0;
	const char *one = NULL, *other = NULL;
	do {
		one = next_domain(conf, one);
		other = next_domain(&again, other);
		same = same && !one == !other && (!one || strcmp(one, other) == 0);
	} while (same && one);
	if (!same)
		find("resolv.conf is another when written and read again: %s", text);
}

static bool is_address(const char *word)
{
	char text[INET6_ADDRSTRLEN];
	struct in6_addr address;
	int family = strchr(word, ':') ? AF_INET6 : AF_INET;

	return ref_inet_pton(family, word, &address) == 1 &&
	       strcmp(ref_inet_ntop(family, &address, text, sizeof text), word) == 0;
}

static bool is_domain(const char *word)
{
	return strspn(word, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-.") ==
		       strlen(word) &&
	       *word != '.';
}

static bool is_option(const char *word)
{
	static const char *const options[] = { "ndots:0", "ndots:1", "ndots:15", "timeout:1",
		"timeout:30", "attempts:1", "attempts:5", "rotate", "edns0" };

	for (size_t i = 0; i < sizeof options / sizeof *options; i++)
		if (strcmp(word, options[i]) == 0)
			return true;
	return false;
}

/* Lines that both read alike. glibc goes on to read a number of another kind as far as it is one,
 * and begins a line anew where it is too long; it takes dots and what is no address each in its own
 * way. */
static bool is_plain(char *line)
{
	char *keyword = strtok(line, " \t"), *word;
	bool (*is_right)(const char *) = NULL;
	int words = 0;

	if (!keyword)
		return false;
	if (strcmp(keyword, "nameserver") == 0)
		is_right = is_address;
	else if (strcmp(keyword, "search") == 0 || strcmp(keyword, "domain") == 0)
		is_right = is_domain;
	else if (strcmp(keyword, "options") == 0)
		is_right = is_option;
	if (!is_right)
		return false;
	for (; (word = strtok(NULL, " \t")); words++)
		if (!is_right(word))
			return false;
	return words == 1 || (words > 1 && (is_right == is_option || *keyword == 's'));
}

static size_t take_lines(const uint8_t *data, size_t size, char *taken)
{
	char line[160];
	size_t length, made = 0;

	for (size_t at = 0; at < size; at += length + 1) {
		const uint8_t *end = memchr(data + at, '\n', size - at);
		length = end ? (size_t)(end - data) - at : size - at;
		if (length >= sizeof line || length == 0 || data[at] == ' ' || data[at] == '\t')
			continue;
		memcpy(line, data + at, length);
		line[length] = '\0';
		if (strlen(line) != length || !is_plain(line))
			continue;
		memcpy(taken + made, data + at, length);
		made += length;
		taken[made++] = '\n';
	}
	return made;
}

static bool is_same_server(const struct resolv_conf *conf, res_state libc, int i)
{
	const struct host_address *ours = &conf->servers[i];
	const struct sockaddr_in6 *ipv6 = libc->_u._ext.nsaddrs[i];

	if (ours->family == AF_INET)
		return libc->nsaddr_list[i].sin_family == AF_INET &&
		       libc->nsaddr_list[i].sin_addr.s_addr == ours->ipv4.s_addr;
	return ipv6 && memcmp(&ipv6->sin6_addr, &ours->ipv6, sizeof ours->ipv6) == 0;
}

static void compare(const struct resolv_conf *conf, res_state libc)
{
	const char *domain = NULL;
	bool same = (size_t)libc->nscount == conf->server_count && libc->ndots == conf->ndots &&
		    (unsigned)libc->retrans == conf->timeout &&
		    (unsigned)libc->retry == conf->attempts &&
		    !(libc->options & RES_ROTATE) == !conf->rotate &&
		    !(libc->options & RES_USE_EDNS0) == !conf->edns0;

	if (!same)
		differ("resolv.conf differs: reference %zu servers ndots %u timeout %u attempts %u "
		       "rotate %d edns0 %d, libc %d %u %d %d %d %d",
			conf->server_count, conf->ndots, conf->timeout, conf->attempts,
			conf->rotate, conf->edns0, libc->nscount, libc->ndots, libc->retrans,
			libc->retry, !!(libc->options & RES_ROTATE),
			!!(libc->options & RES_USE_EDNS0));
	for (int i = 0; i < libc->nscount && (size_t)i < conf->server_count; i++)
		if (!is_same_server(conf, libc, i))
			differ("resolv.conf differs in server %d", i);
	for (int i = 0; i < MAXDNSRCH && libc->dnsrch[i]; i++) {
		domain = next_domain(conf, domain);
		if (!domain || strcmp(domain, libc->dnsrch[i]) != 0)
			differ("resolv.conf differs in domain %d: reference \"%s\", libc \"%s\"", i,
				domain ? domain : "none", libc->dnsrch[i]);
		if (!domain)
			return;
	}
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc, (void)argv;
	text_end = pages_end(2 * LONGEST_FILE);
	is_world = entered(enter_user_namespace() && enter_network() && enter_etc());
	return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static char taken[LONGEST_FILE + 1];

	if (size > LONGEST_FILE)
		return 0;
	struct resolv_conf conf = parse(data, size);
	check_round_trip(&conf);

	size_t length = take_lines(data, size, taken);
	conf = parse(taken, length);
	size_t domains = 0;
	for (const char *domain = NULL; (domain = next_domain(&conf, domain));)
		domains += strlen(domain) + 1;
	/* Without a server or a domain, both have what the file does not tell. */
	if (!is_world || conf.server_count == 0 || domains == 0 || domains > LIBC_DOMAINS)
		return 0;
	struct __res_state libc = { .options = 0 };
	if (!write_file("/etc/resolv.conf", taken, length) || res_ninit(&libc) != 0)
		return 0;
	known_to_be_written(&libc, sizeof libc);
	compare(&conf, &libc);
	res_nclose(&libc);
	return 0;
}

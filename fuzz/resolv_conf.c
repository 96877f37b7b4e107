/* Any bytes as /etc/resolv.conf: what the reference makes of them is in bounds, and of the lines
 * that resolv.conf(5) tells of it makes what the host's libc does. No bytes are no file. */
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

#define PATH "/etc/resolv.conf"
#define DOMAIN "b.example" /* of this host's name */

/* Not every libc has these. */
int res_ninit(res_state) __attribute__((weak));
void res_nclose(res_state) __attribute__((weak));

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

/* Puts the bytes in the file, or takes it away, and reads it. */
static struct resolv_conf read_file(const void *bytes, size_t size)
{
	struct resolv_conf conf;

	memset(&conf, POISON, sizeof conf);
	if (size == 0)
		unlink(PATH);
	else if (!write_file(PATH, bytes, size))
		find("cannot write " PATH);
	if (read_resolv_conf(&conf) != 0)
		find("cannot read " PATH);
	check_bounds(&conf);
	return conf;
}

static bool is_same_server(const struct host_address *one, const struct host_address *other)
{
	return one->family == other->family && one->scope == other->scope &&
	       memcmp(&one->ipv6, &other->ipv6, one->family == AF_INET ? 4 : 16) == 0;
}

static bool is_same_conf(const struct resolv_conf *one, const struct resolv_conf *other)
{
	bool same = one->server_count == other->server_count && one->ndots == other->ndots &&
		    one->timeout == other->timeout && one->attempts == other->attempts &&
		    one->rotate == other->rotate && one->edns0 == other->edns0 &&
		    one->no_aaaa == other->no_aaaa && one->use_tcp == other->use_tcp &&
		    one->one_by_one == other->one_by_one;
	const char *ours = NULL, *theirs = NULL;

	for (size_t i = 0; same && i < one->server_count; i++)
		same = is_same_server(&one->servers[i], &other->servers[i]);
	do {
		ours = next_domain(one, ours);
		theirs = next_domain(other, theirs);
		same = same && !ours == !theirs && (!ours || strcmp(ours, theirs) == 0);
	} while (same && ours);
	return same;
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
	end += sprintf(end, "options ndots:%u timeout:%u attempts:%u%s%s%s%s%s\nsearch",
		conf->ndots, conf->timeout, conf->attempts, conf->rotate ? " rotate" : "",
		conf->edns0 ? " edns0" : "", conf->no_aaaa ? " no-aaaa" : "",
		conf->use_tcp ? " use-vc" : "", conf->one_by_one ? " single-request" : "");
	while ((domain = next_domain(conf, domain)))
		end += sprintf(end, " %s", domain);
	struct resolv_conf again = parse(text, (size_t)(end - text));
	if (!is_same_conf(&again, conf))
		find("resolv.conf is another when written and read again: %s", text);
}

/* The file has what its bytes have; what they do not tell has been put in its place. */
static void check_file(const uint8_t *data, size_t size, struct resolv_conf parsed)
{
	struct resolv_conf conf = read_file(data, size);

	if (parsed.server_count == 0) {
		parsed.servers[0] = (struct host_address){ .family = AF_INET };
		parsed.servers[0].ipv4.s_addr = htonl(INADDR_LOOPBACK);
		parsed.server_count = 1;
	}
	if (!next_domain(&parsed, NULL))
		memcpy(parsed.search, DOMAIN "\0", sizeof DOMAIN + 1);
	if (!is_same_conf(&conf, &parsed))
		find("resolv.conf is another when read from its file");
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

static bool is_libc_server(const struct resolv_conf *conf, res_state libc, int i)
{
	const struct host_address *ours = &conf->servers[i];
	const struct sockaddr_in6 *ipv6 = libc->_u._ext.nsaddrs[i];

	if (ours->family == AF_INET)
		return libc->nsaddr_list[i].sin_family == AF_INET &&
		       libc->nsaddr_list[i].sin_addr.s_addr == ours->ipv4.s_addr;
	if (ipv6)
		known_to_be_written(ipv6, sizeof *ipv6);
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
		if (!is_libc_server(conf, libc, i))
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
	is_world = entered(enter_user_namespace() && enter_network() && enter_etc() &&
			   enter_host("a." DOMAIN));
	return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static char taken[LONGEST_FILE + 1];

	if (size > LONGEST_FILE)
		return 0;
	struct resolv_conf conf = parse(data, size);
	check_round_trip(&conf);

	if (!is_world)
		return 0;
	check_file(data, size, conf);

	size_t length = take_lines(data, size, taken), domains = 0;
	conf = read_file(taken, length);
	for (const char *domain = NULL; (domain = next_domain(&conf, domain));)
		domains += strlen(domain) + 1;
	struct __res_state libc = { .options = 0 };
	if (!res_ninit) {
		differ("resolv.conf: the libc does not tell what it reads");
		return 0;
	}
	if (domains > LIBC_DOMAINS || res_ninit(&libc) != 0)
		return 0;
	known_to_be_written(&libc, sizeof libc);
	compare(&conf, &libc);
	res_nclose(&libc);
	return 0;
}

/* Hosts by number and by name, where the test says what the file, the servers and the interfaces
 * know. */
#include "resolver/host_lookup.h"
#include "resolver/dns_host.h"
#include "expect.h"
#include "resolver/hosts_file.h"
#include "sockets.h"
#include "databases/sources.h"
#include <errno.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>

/* The addresses of this host's interfaces, separated by blanks; NULL for a list that fails. */
static const char *interfaces;

int ref_getifaddrs(struct ifaddrs **list)
{
	char text[200], *place = NULL;

	*list = NULL;
	if (!interfaces) {
		errno = EMFILE;
		return -1;
	}
	strcpy(text, interfaces);
	for (char *word = strtok_r(text, " ", &place); word; word = strtok_r(NULL, " ", &place)) {
		struct entry {
			struct ifaddrs entry;
			struct sockaddr_storage addr;
		} *made = calloc(1, sizeof *made);
		struct host_address address;
		made->entry.ifa_next = *list;
		*list = &made->entry;
		if (!read_address(word, &address))
			continue; /* an interface without an address */
		made->entry.ifa_addr = (struct sockaddr *)&made->addr;
		made->addr.ss_family = address.family;
		if (address.family == AF_INET)
			((struct sockaddr_in *)&made->addr)->sin_addr = address.ipv4;
		else
			((struct sockaddr_in6 *)&made->addr)->sin6_addr = address.ipv6;
	}
	return 0;
}

void ref_freeifaddrs(struct ifaddrs *list)
{
	for (struct ifaddrs *next; list; list = next) {
		next = list->ifa_next;
		free(list);
	}
}

/* Which are looked in; "fd" for the file, then the servers. */
static const char *sources = "fd";

int look_in_sources(const char *database, look_function *look, void *lookup)
{
	enum source_status status = STATUS_NOTFOUND;

	(void)database;
	for (const char *source = sources; *source && status != STATUS_END; source++)
		if (status != STATUS_SUCCESS)
			status = look(*source == 'f' ? SOURCE_FILES : SOURCE_DNS, lookup);
	return *sources ? 0 : ENFILE;
}

/* So many addresses has the name in the file; and what was asked for. */
static int in_file;
static bool missing_file;
static char asked[NI_MAXHOST];
static const char *canonical;

int find_in_hosts(const char *name, bool ipv4, bool ipv6, struct resolved_host *host)
{
	struct host_address address = { .family = ipv4 ? AF_INET : AF_INET6 };

	(void)ipv6;
	strcpy(asked, name);
	if (canonical)
		host->canonical_name = strcpy(host->name, canonical);
	for (int i = 0; i < in_file; i++) {
		address.ipv4.s_addr = htonl(0xc0000200u + (unsigned)i);
		if (add_host_address(host, &address) != 0)
			return EAI_MEMORY;
	}
	return in_file ? 0 : missing_file ? EAI_FAIL : EAI_NONAME;
}

int find_name_in_hosts(const struct host_address *wanted, char name[NI_MAXHOST])
{
	(void)wanted;
	(void)name;
	return EAI_NONAME;
}

/* What the servers say. */
static int said = EAI_AGAIN;

int dns_find_addresses(const char *name, bool ipv4, bool ipv6, struct resolved_host *host)
{
	(void)ipv4;
	(void)ipv6;
	(void)host;
	strcpy(asked, name);
	return said;
}

int dns_find_name(const struct host_address *address, char name[DNS_TEXT_SIZE])
{
	(void)name;
	return address->family == AF_INET ? EAI_AGAIN : EAI_FAIL;
}

static bool no_memory;
void *__real_realloc(void *block, size_t size);
void *__wrap_realloc(void *block, size_t size)
{
	return no_memory ? NULL : __real_realloc(block, size);
}

/* The families that are found, "46"; or the error. */
static const char *families(const char *node, int family, int flags)
{
	static char text[12];
	struct resolved_host host;
	int error = find_host(node, family, flags | AI_ADDRCONFIG, &host);

	text[0] = '\0';
	if (error)
		return error == EAI_SYSTEM ? "system" : error == EAI_ADDRFAMILY ? "family" : "none";
	for (size_t i = 0; i < host.count; i++)
		strcat(text, host.addresses[i].family == AF_INET ? "4" : "6");
	forget_host(&host);
	return strlen(text) == 2 ? "both" : text;
}

static void check(const char *configured, const char *node, int family, const char *wanted)
{
	char what[200];

	interfaces = configured;
	snprintf(what, sizeof what, "%s where there is %s, of family %d: %s", node ? node : "all",
		configured ? configured : "no list", family, wanted);
	expect(strcmp(families(node, family, family == AF_INET6 ? AI_V4MAPPED : 0), wanted) == 0,
		what);
}

static void knows_configuration(void)
{
	static const char both[] = "192.0.2.1 fe80::1", ipv4[] = "link 192.0.2.1 ::1",
			  ipv6[] = "127.0.0.1 2001:db8::1", none[] = "127.0.0.1 ::1 link";

	check(both, NULL, AF_UNSPEC, "both");
	check(ipv4, NULL, AF_UNSPEC, "4");
	check(ipv6, NULL, AF_UNSPEC, "6");
	check(none, NULL, AF_UNSPEC, "both");
	check(ipv4, NULL, AF_INET, "4");
	check(ipv6, NULL, AF_INET, "none");
	check(none, NULL, AF_INET, "4");
	check("127.0.0.1 link", NULL, AF_UNSPEC, "4");
	check("127.0.0.1 link", NULL, AF_INET6, "6");
	check("link", NULL, AF_INET, "none");
	check(ipv4, "192.0.2.9", AF_INET6, "6");
	check(ipv4, "2001:db8::9", AF_UNSPEC, "family");
	check(ipv6, "192.0.2.9", AF_INET6, "family");
	check(NULL, NULL, AF_UNSPEC, "system");
	expect(errno == EMFILE, "the errno of the list");
}

static void grows(void)
{
	struct resolved_host host;
	bool right;

	in_file = 200;
	right = find_host("many", AF_INET, 0, &host) == 0 && host.count == 200;
	for (size_t i = 0; i < 200; i++)
		right &= host.addresses[i].ipv4.s_addr == htonl(0xc0000200u + (unsigned)i);
	expect(right, "many addresses, in their order");
	forget_host(&host);
	no_memory = true;
	expect(find_host("many", AF_INET, 0, &host) == EAI_MEMORY, "no memory for them");
	no_memory = false;
	in_file = 0;
	expect(find_host("none", AF_INET, 0, &host) == EAI_AGAIN, "then the servers are asked");
}

static void knows_letters(void)
{
	struct resolved_host host;

	setlocale(LC_ALL, "C.UTF-8");
	in_file = 1;
	expect(find_host("b\xc3\xbc"
			 "cher",
		       AF_INET, AI_IDN, &host) == 0 &&
			strcmp(asked, "xn--bcher-kva") == 0,
		"a name in other letters");
	forget_host(&host);
	canonical = "xn--bcher-kva";
	expect(find_host("plain", AF_INET, AI_IDN | AI_CANONIDN, &host) == 0 &&
			strcmp(asked, "plain") == 0 &&
			strcmp(host.canonical_name, "b\xc3\xbc"
						    "cher") == 0,
		"a canonical name in other letters");
	forget_host(&host);
	canonical = NULL;
	expect(find_host("plain", AF_INET, AI_CANONIDN, &host) == 0 &&
			strcmp(host.canonical_name, "plain") == 0,
		"none");
	forget_host(&host);
	expect(find_host("\xff", AF_INET, AI_IDN, &host) == EAI_IDN_ENCODE, "no letters");
	expect(find_host("\xff", AF_INET, 0, &host) == 0 && strcmp(asked, "\xff") == 0,
		"no letters, and not said to be some");
	forget_host(&host);
}

static int error_of(const char *name, const char *where, int servers_say)
{
	struct resolved_host host;

	sources = where;
	said = servers_say;
	int error = find_host(name, AF_UNSPEC, 0, &host);
	if (error == 0)
		forget_host(&host);
	sources = "fd";
	said = EAI_AGAIN;
	return error;
}

/* What several sources say together. */
static void weighs_sources(void)
{
	in_file = 0;
	expect(error_of("none", "f", 0) == EAI_NONAME, "not in the file");
	expect(error_of("none", "fd", EAI_NODATA) == EAI_NODATA, "no address");
	expect(error_of("none", "df", EAI_NODATA) == EAI_NODATA, "no address, and not in the file");
	expect(error_of("none", "df", EAI_AGAIN) == EAI_AGAIN, "perhaps");
	expect(error_of("none", "df", EAI_FAIL) == EAI_FAIL, "no answer");
	expect(error_of("none", "", EAI_AGAIN) == EAI_SYSTEM && errno == ENFILE, "not looked for");
	missing_file = true;
	expect(error_of("none", "fd", EAI_NONAME) == EAI_NONAME, "no file, and no such name");
	expect(error_of("none", "f", EAI_NONAME) == EAI_NONAME, "no file");
	missing_file = false;
	in_file = 1;
	expect(error_of("one", "df", EAI_AGAIN) == 0, "in the file, after all");
	expect(error_of("one", "df", EAI_MEMORY) == EAI_MEMORY, "no memory ends it");
}

/* RFC 6761 section 6.3. */
static bool is_loopback(const char *name, int family, const char *wanted)
{
	struct resolved_host host;
	char text[200] = "", address[INET6_ADDRSTRLEN];

	asked[0] = '\0';
	if (find_host(name, family, 0, &host) != 0)
		return false;
	for (size_t i = 0; i < host.count; i++) {
		ref_inet_ntop(
			host.addresses[i].family, &host.addresses[i].ipv6, address, sizeof address);
		strcat(strcat(text, address), " ");
	}
	forget_host(&host);
	return strcmp(text, wanted) == 0;
}

static void knows_localhost(void)
{
	in_file = 0;
	expect(is_loopback("localhost", AF_UNSPEC, "::1 127.0.0.1 "), "localhost is this host");
	expect(is_loopback("localhost", AF_INET6, "::1 "), "by IPv6");
	expect(is_loopback("LocalHost.", AF_INET, "127.0.0.1 "), "in any letters");
	expect(is_loopback("a.b.localhost", AF_INET, "127.0.0.1 "), "and so is what is below it");
	expect(error_of("localhost.test", "fd", EAI_NONAME) == EAI_NONAME &&
			error_of("notlocalhost", "fd", EAI_NONAME) == EAI_NONAME &&
			error_of("", "fd", EAI_NONAME) == EAI_NONAME,
		"and no other");
	sources = "d";
	expect(is_loopback("localhost", AF_INET, "127.0.0.1 ") && !*asked, "no server is asked");
	sources = "fd";
	in_file = 1;
	expect(is_loopback("localhost", AF_INET, "192.0.2.0 "), "what the file says stands");
	in_file = 0;
}

static int name_of(const char *text)
{
	struct host_address address;
	char name[NI_MAXHOST];

	read_address(text, &address);
	return find_host_name(&address, name);
}

static void asks_for_names(void)
{
	expect(name_of("192.0.2.1") == EAI_AGAIN, "of an IPv4 address");
	expect(name_of("2001:db8::1") == EAI_FAIL, "of an IPv6 address");
	expect(name_of("::ffff:192.0.2.1") == EAI_AGAIN, "of a mapped one");
	expect(name_of("::192.0.2.1") == EAI_AGAIN, "of a compatible one");
	expect(name_of("::1") == EAI_FAIL, "of the loopback's");
	expect(name_of("::") == EAI_NONAME, "not of any");
}

int main(void)
{
	knows_configuration();
	grows();
	knows_letters();
	weighs_sources();
	knows_localhost();
	asks_for_names();
	return failures > 0;
}

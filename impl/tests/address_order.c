/* The order of addresses: the examples of RFC 6724 section 10.2, and more. The test knows from
 * where each destination is reached, and what gai.conf says. */
#include "resolver/address_order.h"
#include "expect.h"
#include "sockets.h"
#include <errno.h>
#include <fcntl.h>
#include <string.h>

/* A destination, and the source for it: NULL if there is none. */
struct route {
	const char *destination, *source;
};
static struct route routes[4], *taken;

int ref_socket(int domain, int type, int protocol)
{
	(void)domain;
	(void)type;
	(void)protocol;
	return open("/dev/null", O_RDONLY);
}

static void write_address(int family, const struct host_address *address, char *text)
{
	ref_inet_ntop(family, &address->ipv6, text, INET6_ADDRSTRLEN);
}

int ref_connect(int fd, const struct sockaddr *addr, socklen_t len)
{
	char text[INET6_ADDRSTRLEN];
	const void *address = addr->sa_family == AF_INET
				      ? (const void *)&((const struct sockaddr_in *)addr)->sin_addr
				      : &((const struct sockaddr_in6 *)addr)->sin6_addr;

	(void)fd;
	(void)len;
	ref_inet_ntop(addr->sa_family, address, text, sizeof text);
	for (taken = routes; strcmp(taken->destination, text) != 0;)
		taken++;
	errno = ENETUNREACH;
	return taken->source ? 0 : -1;
}

int ref_getsockname(int fd, struct sockaddr *restrict addr, socklen_t *restrict len)
{
	void *address = addr->sa_family == AF_INET ? (void *)&((struct sockaddr_in *)addr)->sin_addr
						   : &((struct sockaddr_in6 *)addr)->sin6_addr;

	(void)fd;
	(void)len;
	return ref_inet_pton(addr->sa_family, taken->source, address) - 1;
}

static const char *rules; /* NULL for no file */

FILE *__real_fopen(const char *path, const char *mode);
FILE *__wrap_fopen(const char *path, const char *mode);
FILE *__wrap_fopen(const char *path, const char *mode)
{
	if (strcmp(path, "/etc/gai.conf") != 0)
		return __real_fopen(path, mode);
	return rules ? fmemopen((char *)rules, strlen(rules), mode) : NULL;
}

/* Sorts the destinations of three routes at most. */
static void check_order(const struct route *given, const char *wanted, const char *what)
{
	struct host_address addresses[4];
	char order[200] = "", text[INET6_ADDRSTRLEN];
	size_t count = 0;

	for (; given[count].destination; count++) {
		routes[count] = given[count];
		read_address(given[count].destination, &addresses[count]);
	}
	sort_addresses(addresses, count);
	for (size_t i = 0; i < count; i++) {
		write_address(addresses[i].family, &addresses[i], text);
		strcat(strcat(order, i ? " " : ""), text);
	}
	expect(strcmp(order, wanted) == 0, what);
	if (strcmp(order, wanted) != 0)
		printf("\t%s\n", order);
}

#define CHECK(what, wanted, ...) check_order((struct route[]){ __VA_ARGS__, { 0 } }, wanted, what)

/* Of two that are else as they were found, the first is preferred by default. */
static void check_rules(const char *text, bool is_v4_first)
{
	rules = text;
	CHECK(text, is_v4_first ? "192.0.2.1 2001:db8::1" : "2001:db8::1 192.0.2.1",
		{ "192.0.2.1", "192.0.2.2" }, { "2001:db8::1", "2001:db8::2" });
	rules = NULL;
}

static void check_gai_conf(void)
{
	check_rules("precedence ::ffff:0:0/96 100\n", true);
	check_rules("precedence 192.0.2.0/24 100\n", true);
	check_rules("precedence 192.0.2.1 100\n", true);
	check_rules("precedence 192.0.2.1/32 2147483647\n", true);
	check_rules("precedence ::/96 100\n", true); /* equal, as neither has such a prefix */
	check_rules("precedence 192.0.2.1 100\nprecedence 192.0.2.1 10\n", true);
	check_rules("precedence 192.0.2.1 10\nprecedence 192.0.2.1 100\n", false);
	check_rules("label 192.0.2.1 1\nlabel 192.0.2.2 2\n", false);
	check_rules("label 2001:db8::1 1\nlabel 2001:db8::2 2\n", true);
	check_rules("label ::/0 7\n", false);
	check_rules("scopev4 ::ffff:192.0.2.1/128 3\n", false);
	check_rules("scopev4 192.0.2.1 3\nscopev4 192.0.2.2 3\nprecedence ::/0 0\n", true);
	check_rules("scopev4 192.0.2.0/24 15\nprecedence ::/0 0\n", false);
	check_rules("reload yes\nprecedence 192.0.2.1 100\n", true);
	/* What is no rule does nothing. */
	check_rules("precedence 192.0.2.1/33 100\n", false);
	check_rules("precedence ::ffff:0:0/129 100\n", false);
	check_rules("precedence ::ffff:0:0/ 100\n", false);
	check_rules("precedence ::ffff:0:0/96x 100\n", false);
	check_rules("precedence ::ffff:0:0x/96 100\n", false);
	check_rules("precedence /96 100\n", false);
	check_rules("precedence 192.0.2.1 100x\n", false);
	check_rules("precedence 192.0.2.1 2147483648\n", false);
	check_rules("precedence 192.0.2.1 -1\n", false);
	check_rules("precedence 192.0.2.1\nprecedence\n", false);
	check_rules("precedence 192.0.2.1 100 100\n", false);
	check_rules("Precedence 192.0.2.1 100\nprecedences 192.0.2.1 100\n", false);
	check_rules("precedence "
		    "11111111111111111111111111111111111111111111111111111111111/9 100\n",
		false);
	rules = "scopev4 192.0.2.1 65536\n";
	CHECK("a scope is no more", "192.0.2.1 192.0.2.9", { "192.0.2.1", "192.0.2.2" },
		{ "192.0.2.9", "192.0.2.2" });
	rules = "precedence ::/0 40\n";
	CHECK("rule 9 is for IPv6", "192.0.2.1 2001:db8:1::1 192.0.2.9 2001:db8:2::1",
		{ "192.0.2.1", "192.0.2.2" }, { "2001:db8:1::1", "2001:db8:1::2" },
		{ "192.0.2.9", "192.0.2.2" }, { "2001:db8:2::1", "2001:db8:1::2" });
	rules = NULL;
}

int main(void)
{
	CHECK("one alone", "192.0.2.1", { "192.0.2.1", NULL });
	CHECK("what can be reached", "192.0.2.1 2001:db8::1", { "2001:db8::1", NULL },
		{ "192.0.2.1", "192.0.2.2" });
	CHECK("nothing can be reached", "2001:db8::1 192.0.2.1", { "192.0.2.1", NULL },
		{ "2001:db8::1", NULL });
	CHECK("matching scope", "2001:db8:1::1 198.51.100.121",
		{ "198.51.100.121", "169.254.13.78" }, { "2001:db8:1::1", "2001:db8:1::2" });
	CHECK("matching scope of IPv4", "198.51.100.121 2001:db8:1::1",
		{ "2001:db8:1::1", "fe80::1" }, { "198.51.100.121", "198.51.100.117" });
	CHECK("higher precedence", "2001:db8:1::1 10.1.2.3", { "10.1.2.3", "10.1.2.4" },
		{ "2001:db8:1::1", "2001:db8:1::2" });
	CHECK("smaller scope", "fe80::1 2001:db8:1::1", { "2001:db8:1::1", "2001:db8:1::2" },
		{ "fe80::1", "fe80::2" });
	CHECK("longest matching prefix", "2001:db8:1::1 2001:db8:3ffe::1",
		{ "2001:db8:3ffe::1", "2001:db8:3f44::2" }, { "2001:db8:1::1", "2001:db8:1::2" });
	CHECK("matching label", "2002:c633:6401::1 2001:db8:1::1",
		{ "2001:db8:1::1", "2002:c633:6401::2" },
		{ "2002:c633:6401::1", "2002:c633:6401::2" });
	CHECK("higher precedence than 6to4", "2001:db8:1::1 2002:c633:6401::1",
		{ "2002:c633:6401::1", "2002:c633:6401::2" }, { "2001:db8:1::1", "2001:db8:1::2" });
	CHECK("interfaces make no prefix", "2001:db8::1:0:0:9 2001:db8::1:0:0:1",
		{ "2001:db8::1:0:0:9", "2001:db8::1:0:0:2" },
		{ "2001:db8::1:0:0:1", "2001:db8::1:0:0:2" });
	CHECK("IPv4 has no prefix", "10.9.0.1 10.1.0.1", { "10.9.0.1", "10.1.0.2" },
		{ "10.1.0.1", "10.1.0.2" });
	CHECK("a unique local address last", "2001:db8::1 192.0.2.1 fd00::1",
		{ "fd00::1", "fd00::2" }, { "192.0.2.1", "192.0.2.2" },
		{ "2001:db8::1", "2001:db8::2" });
	CHECK("a site's address matches a site's", "fec0::1 2001:db8::1",
		{ "2001:db8::1", "fec0::2" }, { "fec0::1", "fec0::2" });
	CHECK("a group of the link", "ff02::1 ff0e::1", { "ff0e::1", "fe80::2" },
		{ "ff02::1", "fe80::2" });
	CHECK("loopback", "::1 127.0.0.1", { "127.0.0.1", "127.0.0.1" }, { "::1", "::1" });
	CHECK("any address", "0.0.0.0 ::", { "::", "::1" }, { "0.0.0.0", "127.0.0.1" });
	check_gai_conf();
	return failures > 0;
}

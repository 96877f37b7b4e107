/* What resolv.conf says, told by bytes in memory. */
#include "expect.h"
#include "resolver/resolv_conf.h"
#include "sockets.h"
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static struct resolv_conf conf;

/* What is found at /etc/resolv.conf, and what this host is called. */
static const char *content, *own_name;

int __real_open(const char *path, int flags, ...);
int __wrap_open(const char *path, int flags, ...);
int __wrap_open(const char *path, int flags, ...)
{
	if (strcmp(path, "/etc/resolv.conf") != 0)
		return __real_open(path, flags, 0666);
	if (!content)
		return __real_open("/", flags);
	int fd = memfd_create("content", MFD_CLOEXEC);
	if (write(fd, content, strlen(content)) < 0 || lseek(fd, 0, SEEK_SET) < 0)
		abort();
	return fd;
}

/* In place of libc's. */
int gethostname(char *name, size_t size)
{
	if (!own_name || strlen(own_name) >= size)
		return -1;
	strcpy(name, own_name);
	return 0;
}

/* The bytes stand at the end of their memory, without a NUL. */
static void parse_bytes(const char *text, size_t size)
{
	char *copy = malloc(size + 1);

	memcpy(copy, text, size);
	copy = realloc(copy, size ? size : 1);
	parse_resolv_conf(copy, size, &conf);
	free(copy);
}

static void parse(const char *text)
{
	parse_bytes(text, strlen(text));
}

static bool is_server(size_t i, const char *wanted)
{
	char text[INET6_ADDRSTRLEN];

	if (i >= conf.server_count)
		return false;
	ref_inet_ntop(conf.servers[i].family, &conf.servers[i].ipv6, text, sizeof text);
	return strcmp(text, wanted) == 0;
}

static bool is_search(const char *wanted)
{
	char all[SEARCH_SIZE + 1] = "";

	for (const char *domain = NULL; (domain = next_domain(&conf, domain));)
		strcat(strcat(all, domain), " ");
	return strcmp(all, wanted) == 0;
}

static void check_servers(void)
{
	parse("nameserver 192.0.2.1\n#nameserver 192.0.2.9\n;nameserver 192.0.2.9\r\n"
	      "nameserver\t2001:db8::1 # words\r\nnameserver fe80::1%1\nnameserver 192.0.2.4\n");
	expect(conf.server_count == 3 && is_server(0, "192.0.2.1") && is_server(1, "2001:db8::1") &&
			is_server(2, "fe80::1") && conf.servers[2].scope == 1,
		"three servers");
	parse(" nameserver 192.0.2.1\nnameserver\nnameserver name\nNAMESERVER 192.0.2.1\n"
	      "nameserver192.0.2.1\nnameserver 192.0.2.1x\nnameserver "
	      "111111111111111111111111111111111111111111111111111111111111111111\n");
	expect(conf.server_count == 0, "no server");
	parse_bytes("nameserver 192.0.2.1\0\nnameserver 192.0.2.2", 42);
	expect(conf.server_count == 1 && is_server(0, "192.0.2.2"), "a NUL is no blank");
}

static void check_search(void)
{
	parse("domain one.test other.test\n");
	expect(is_search("one.test "), "a domain");
	parse("search one.test\nsearch two.test\tthree.test \n");
	expect(is_search("two.test three.test "), "the last list");
	parse("search\n");
	expect(is_search(""), "an empty list");
	parse("domain one.test\nsearch \n");
	expect(is_search(""), "an empty list is the last too");

	char longer[4000] = "search a.test ";
	memset(longer + strlen(longer), 'x', 1500);
	strcat(longer, " b.test\n");
	parse(longer);
	expect(is_search("a.test b.test "), "a word that is too long");
	strcpy(longer, "search ");
	while (strlen(longer) < 3900)
		strcat(longer, "0123456789.test ");
	parse(longer);
	expect(strlen(conf.search) == 15 && conf.search[SEARCH_SIZE - 1] == '\0', "too many words");
}

static void check_options(void)
{
	parse("");
	expect(conf.ndots == 1 && conf.timeout == 5 && conf.attempts == 2 && !conf.rotate &&
			!conf.edns0,
		"nothing said");
	parse("options ndots:3 timeout:7 attempts:4 rotate edns0\n");
	expect(conf.ndots == 3 && conf.timeout == 7 && conf.attempts == 4 && conf.rotate &&
			conf.edns0,
		"all said");
	parse("options ndots:99 timeout:4294967295 attempts:99\n");
	expect(conf.ndots == 15 && conf.timeout == 30 && conf.attempts == 5, "too much");
	parse("options timeout:0 attempts:0 ndots:0\n");
	expect(conf.ndots == 0 && conf.timeout == 1 && conf.attempts == 1, "too little");
	parse("options ndots: ndots:x ndots:2x ndots:-1 ndots:4294967296 ndots rotated inet6\n"
	      "options an-option-that-nobody-knows-and-that-is-long ndots:2\n");
	expect(conf.ndots == 2 && !conf.rotate, "what is no option");
}

static void check_questions(void)
{
	parse("options no-aaaa\n");
	expect(conf.no_aaaa && !conf.use_tcp && !conf.one_by_one, "no address of IPv6");
	parse("options use-vc\n");
	expect(!conf.no_aaaa && conf.use_tcp && !conf.one_by_one, "TCP");
	parse("options single-request\n");
	expect(!conf.no_aaaa && !conf.use_tcp && conf.one_by_one, "one by one");
	parse("options single-request-reopen\n");
	expect(conf.one_by_one, "one by one, in any case");
	parse("options no-aaaaa use-v single-request-\n");
	expect(!conf.no_aaaa && !conf.use_tcp && !conf.one_by_one, "as ever");
}

static void check_environment(void)
{
	setenv("LOCALDOMAIN", "one.test two.test", 1);
	setenv("RES_OPTIONS", "ndots:7 edns0", 1);
	expect(read_resolv_conf(&conf) == 0 && is_search("one.test two.test ") && conf.ndots == 7 &&
			conf.edns0,
		"what the environment says");
}

static void check_completion(void)
{
	content = "nameserver 192.0.2.1\n";
	own_name = "host.own.test";
	expect(read_resolv_conf(&conf) == 0 && is_server(0, "192.0.2.1") && is_search("own.test "),
		"the domain of this host");
	own_name = "host";
	expect(read_resolv_conf(&conf) == 0 && is_search(""), "no domain");
	own_name = NULL;
	expect(read_resolv_conf(&conf) == 0 && is_search(""), "no name");
	content = NULL;
	expect(read_resolv_conf(&conf) == 0 && is_server(0, "127.0.0.1"), "a folder is empty");
}

int main(void)
{
	check_completion();
	check_servers();
	check_search();
	check_options();
	check_questions();
	check_environment();
	return failures > 0;
}

/* Where hosts, networks, protocols and services are looked up: nsswitch.conf(5). */
#include "dns.h"
#include "entries.h"

/* The file and the server each know a host that the other does not, and one more with a name and an
 * address of which each knows the other half. */
#define HOSTS "192.0.2.9 file.test\n192.0.2.5 both.test\n"
struct host {
	const char *name, *address;
};
static const struct host file_host = { "file.test", "192.0.2.9" }, server_host = { "server.test", "192.0.2.1" },
			 host_of_both = { "both.test", "192.0.2.5" };

static void answer(struct exchange *dns)
{
	if (strcmp(dns->name, "server.test") == 0 || strcmp(dns->name, "both.test") == 0)
		a(dns, dns->name, "192.0.2.1");
	else if (strcmp(dns->name, "1.2.0.192.in-addr.arpa") == 0 || strcmp(dns->name, "5.2.0.192.in-addr.arpa") == 0)
		ptr(dns, "server.test");
	else
		respond_with(dns, NXDOMAIN);
}

static void set_stage(const char *order)
{
	answered_by(answer);
	etc("hosts", HOSTS);
	etc("nsswitch.conf", order);
}

/* Who knows it: "file", "server" or "none"; and whether the server was asked. */

static void see_source(int in_file, int in_server)
{
	observe_word(in_file ? "file" : in_server ? "server" : "none");
	observe_word(questions_asked() ? "asked" : "not asked");
}

static void see_source_of_address(const void *address)
{
	see_source(address && memcmp(address, "\300\0\2\1", 4) != 0, address != NULL);
}

static void see_source_of_name(const char *name)
{
	see_source(name && strcmp(name, "server.test") != 0, name != NULL);
}

static void by_getaddrinfo(const struct host *host)
{
	struct addrinfo *list = NULL;

	getaddrinfo(host->name, NULL, HINTS(TCP, .ai_family = AF_INET), &list);
	see_source_of_address(list ? &((struct sockaddr_in *)(void *)list->ai_addr)->sin_addr : NULL);
}

static void by_getnameinfo(const struct host *host)
{
	struct address addr = at(host->address, 0);
	char name[NI_MAXHOST];

	int code = getnameinfo(&addr.any, addr.len, name, sizeof name, NULL, 0, NI_NAMEREQD);
	see_source_of_name(code ? NULL : name);
}

static void by_gethostbyname(const struct host *host)
{
	const struct hostent *entry = gethostbyname(host->name);
	see_source_of_address(entry ? entry->h_addr_list[0] : NULL);
}

static void by_gethostbyaddr(const struct host *host)
{
	struct address addr = at(host->address, 0);

	const struct hostent *entry = gethostbyaddr(&addr.in.sin_addr, 4, AF_INET);
	see_source_of_name(entry ? entry->h_name : NULL);
}

#define LOOK(call_, row_, order_, host_, ...) \
	REGISTER(call_##_##row_, #call_, #row_, STAGE("etc"), __VA_ARGS__) \
	{ \
		set_stage(order_); \
		by_##call_(&host_); \
	}
#define EACH(row_, order_, host_, ...) \
	LOOK(getaddrinfo, row_, order_, host_, __VA_ARGS__) \
	LOOK(getnameinfo, row_, order_, host_, __VA_ARGS__) \
	LOOK(gethostbyname, row_, order_, host_, __VA_ARGS__) \
	LOOK(gethostbyaddr, row_, order_, host_, __VA_ARGS__)

/* In the order given, until a result is found. */
EACH(sources_files_dns,   "hosts: files dns\n", host_of_both, LINUX("file not asked"))
EACH(sources_dns_files,   "hosts: dns files\n", host_of_both, LINUX("server asked"))
EACH(sources_first_in_vain, "hosts: dns files\n", file_host, LINUX("file asked"))
EACH(sources_files,       "hosts: files\n", server_host, LINUX("none not asked"))
EACH(sources_dns,         "hosts: dns\n", file_host, LINUX("none asked"))
EACH(sources_blanks,      "hosts:  dns\t files \n", host_of_both, LINUX("server asked"))
EACH(sources_of_others,   "networks: files\nhosts: dns files\nmyhosts: files\n", host_of_both, LINUX("server asked"))
EACH(sources_unknown,     "hosts: no-such-source files\n", file_host, LINUX("file not asked"))

/* What is to be done else, by what came of the source before. */
EACH(sources_notfound_return, "hosts: files [NOTFOUND=return] dns\n", server_host, LINUX("none not asked"))
EACH(sources_notfound_return_dns, "hosts: dns [NOTFOUND=return] files\n", file_host, LINUX("none asked"))
EACH(sources_notfound_continue, "hosts: files [NOTFOUND=continue] dns\n", server_host, LINUX("server asked"))
EACH(sources_not_unavail, "hosts: dns [!UNAVAIL=return] files\n", file_host, LINUX("none asked"))
EACH(sources_not_success, "hosts: files [!SUCCESS=return] dns\n", server_host, LINUX("none not asked"))
EACH(sources_other_case,  "hosts: files [notFound=RETURN] dns\n", server_host, LINUX("none not asked"))
EACH(sources_success_continue, "hosts: files [SUCCESS=continue] dns\n", host_of_both, LINUX("file asked | server asked"))
EACH(sources_unknown_return, "hosts: no-such-source [UNAVAIL=return] files\n", file_host, LINUX("none not asked"))

/* Unavailable: a file that is not there, a server that is not. */
#define EACH_WITHOUT(what_, row_, order_, host_, ...) \
	WITHOUT(what_, getaddrinfo, row_, order_, host_, __VA_ARGS__) \
	WITHOUT(what_, getnameinfo, row_, order_, host_, __VA_ARGS__) \
	WITHOUT(what_, gethostbyname, row_, order_, host_, __VA_ARGS__) \
	WITHOUT(what_, gethostbyaddr, row_, order_, host_, __VA_ARGS__)
#define WITHOUT(what_, call_, row_, order_, host_, ...) \
	REGISTER(call_##_##row_, #call_, #row_, STAGE("etc"), __VA_ARGS__) \
	{ \
		set_stage(order_); \
		without_##what_(); \
		by_##call_(&host_); \
	}
static void without_file(void)
{
	etc("hosts", NULL);
}
static void without_server(void)
{
	etc("resolv.conf", "nameserver 127.0.0.9\noptions timeout:5 attempts:1\n");
}
EACH_WITHOUT(file,   sources_no_file,         "hosts: files [NOTFOUND=return] dns\n", server_host, LINUX("server asked"))
EACH_WITHOUT(file,   sources_no_file_return,  "hosts: files [UNAVAIL=return] dns\n", server_host, LINUX("none not asked"))
EACH_WITHOUT(server, sources_no_server,       "hosts: dns [!UNAVAIL=return] files\n", file_host, LINUX("file not asked"))
EACH_WITHOUT(server, sources_no_server_return, "hosts: dns [UNAVAIL=return] files\n", file_host, LINUX("none not asked"))

/* The file is read again when it has changed. */
CASE(getaddrinfo, sources_change, STAGE("etc"), LINUX("none not asked server asked"))
{
	set_stage("hosts: files\n");
	by_getaddrinfo(&server_host);
	etc("nsswitch.conf", "hosts: dns\n");
	by_getaddrinfo(&server_host);
}

/* Of a file of networks, protocols or services that is not named nothing is read. There is no db. */
#define HAVING(order_, ...) HAVING_FILE(order_, __VA_ARGS__)
#define HAVING_FILE(order_, database_, text_, expression_) \
	{ \
		etc("nsswitch.conf", database_ ": " order_ "\n"); \
		etc(database_, text_); \
		expression_; \
	}
#define NAMED(call_, file_, expression_, nothing_, found_) \
	REGISTER(call_##_sources_db, #call_, "sources_db", STAGE("etc"), LINUX(nothing_)) \
	HAVING("db", file_, expression_) \
	REGISTER(call_##_sources_db_files, #call_, "sources_db_files", STAGE("etc"), LINUX(found_)) \
	HAVING("db files", file_, expression_) \
	REGISTER(call_##_sources_db_return, #call_, "sources_db_return", STAGE("etc"), LINUX(nothing_)) \
	HAVING("db [UNAVAIL=return] files", file_, expression_)
#define A_HOST "hosts", "192.0.2.9 file.test\n"
#define A_NETWORK "networks", "net.test 10.0.0.0\n"
#define A_PROTOCOL "protocols", "tcp 6\n"
#define A_SERVICE "services", "http 80/tcp\n"
NAMED(gethostent,       A_HOST,     see_host(gethostent()), "NULL", "file.test c0000209")
NAMED(getnetbyname,     A_NETWORK,  see_network(getnetbyname("net.test")), "NULL", "net.test 0xa000000")
NAMED(getnetbyaddr,     A_NETWORK,  see_network(getnetbyaddr(0x0a000000, AF_INET)), "NULL", "net.test 0xa000000")
NAMED(getnetent,        A_NETWORK,  see_network(getnetent()), "NULL", "net.test 0xa000000")
NAMED(getprotobyname,   A_PROTOCOL, see_protocol(getprotobyname("tcp")), "NULL", "tcp 6")
NAMED(getprotobynumber, A_PROTOCOL, see_protocol(getprotobynumber(6)), "NULL", "tcp 6")
NAMED(getprotoent,      A_PROTOCOL, see_protocol(getprotoent()), "NULL", "tcp 6")
NAMED(getservbyname,    A_SERVICE,  see_service(getservbyname("http", "tcp")), "NULL", "http 80 tcp")
NAMED(getservbyport,    A_SERVICE,  see_service(getservbyport(htons(80), "tcp")), "NULL", "http 80 tcp")
NAMED(getservent,       A_SERVICE,  see_service(getservent()), "NULL", "http 80 tcp")

static void see_service_of_port(void)
{
	struct address addr = at("192.0.2.1", 80);
	char service[NI_MAXSERV] = "";

	observe_eai(getnameinfo(&addr.any, addr.len, NULL, 0, service, sizeof service, 0));
	observe_text(service);
}
NAMED(getaddrinfo,      A_SERVICE,  look_up("192.0.2.1", "http", HINTS(TCP)), "EAI_SERVICE", "0 tcp://192.0.2.1:80")
NAMED(getnameinfo,      A_SERVICE,  see_service_of_port(), "0 80", "0 http")

/* Times the reference's address conversions, its look-ups of numbers and of names in files, and its
 * lists of interfaces, against the host's libc.
 *
 * Prints a row for each: what is converted, the reference's time as a part of the libc's, and the
 * goal. Rounds of both alternate, and the median of their ratios counts: a clock that changes
 * between rounds changes both. */
#include "load.h"
#include "sockets.h"
#include <ifaddrs.h>
#include <net/if.h>
#include <netdb.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { ADDRESSES = 10000, ROUNDS = 41, NAMES = 500, LISTED = 2000 };

struct calls {
	int (*pton)(int, const char *restrict, void *restrict);
	const char *(*ntop)(int, const void *restrict, char *restrict, socklen_t);
	int (*aton)(const char *, struct in_addr *);
	char *(*ntoa)(struct in_addr);
	int (*resolve)(const char *restrict, const char *restrict, const struct addrinfo *restrict,
		struct addrinfo **restrict);
	void (*release)(struct addrinfo *);
	int (*name)(const struct sockaddr *restrict, socklen_t, char *restrict, socklen_t,
		char *restrict, socklen_t, int);
	struct hostent *(*host)(const char *);
	struct protoent *(*protocol)(const char *);
	struct servent *(*service)(const char *, const char *);
	int (*interfaces)(struct ifaddrs **);
	void (*forget)(struct ifaddrs *);
};

static const struct calls libc = { inet_pton, inet_ntop, inet_aton, inet_ntoa, getaddrinfo,
	freeaddrinfo, getnameinfo, gethostbyname, getprotobyname, getservbyname, getifaddrs,
	freeifaddrs };
static const struct calls reference = { ref_inet_pton, ref_inet_ntop, ref_inet_aton, ref_inet_ntoa,
	ref_getaddrinfo, ref_freeaddrinfo, ref_getnameinfo, ref_gethostbyname, ref_getprotobyname,
	ref_getservbyname, ref_getifaddrs, ref_freeifaddrs };

static struct in6_addr addresses[ADDRESSES]; /* of IPv4, the first four bytes */
static char texts[ADDRESSES][INET6_ADDRSTRLEN];
static volatile unsigned long long sink; /* what is not used is not computed */

static unsigned number_below(unsigned limit)
{
	static unsigned long long state = 1;

	state = state * 6364136223846793005u + 1442695040888963407u;
	return (unsigned)(state >> 33) % limit;
}

/* Random addresses, in IPv6 half of the groups zero in every second one; and their texts, of which
 * so many in a hundred are spoilt by a character. */
static void make_input(int family, unsigned bad)
{
	for (int i = 0; i < ADDRESSES; i++) {
		unsigned char *byte = addresses[i].s6_addr;

		for (int b = 0; b < 16; b++)
			byte[b] = (unsigned char)number_below(256);
		for (int group = 0; i % 2 && group < 8; group++)
			if (family == AF_INET6 && number_below(2))
				memset(byte + 2 * group, 0, 2);
		inet_ntop(family, byte, texts[i], sizeof texts[i]);
		if (number_below(100) < bad)
			texts[i][number_below((unsigned)strlen(texts[i]))] = 'x';
	}
}

static void pton(const struct calls *calls, int family)
{
	struct in6_addr address;

	for (int i = 0; i < ADDRESSES; i++)
		sink += (unsigned)calls->pton(family, texts[i], &address) + address.s6_addr[3];
}

static void ntop(const struct calls *calls, int family)
{
	char text[INET6_ADDRSTRLEN];

	for (int i = 0; i < ADDRESSES; i++) {
		calls->ntop(family, &addresses[i], text, sizeof text);
		sink += (unsigned char)text[3];
	}
}

static void aton(const struct calls *calls, int family)
{
	struct in_addr address;

	(void)family;
	for (int i = 0; i < ADDRESSES; i++)
		sink += (unsigned)calls->aton(texts[i], &address) + address.s_addr;
}

static void ntoa(const struct calls *calls, int family)
{
	struct in_addr address;

	(void)family;
	for (int i = 0; i < ADDRESSES; i++) {
		memcpy(&address, &addresses[i], sizeof address);
		sink += (unsigned char)calls->ntoa(address)[3];
	}
}

static void resolve(const struct calls *calls, int family)
{
	const struct addrinfo hints = { .ai_flags = AI_NUMERICHOST | AI_NUMERICSERV,
		.ai_family = family,
		.ai_socktype = SOCK_STREAM };

	for (int i = 0; i < ADDRESSES; i++) {
		struct addrinfo *list = NULL;
		calls->resolve(texts[i], "80", &hints, &list);
		sink += (unsigned char)list->ai_addr->sa_data[3];
		calls->release(list);
	}
}

static void name(const struct calls *calls, int family)
{
	struct sockaddr_in ipv4 = { .sin_family = AF_INET, .sin_port = htons(80) };
	struct sockaddr_in6 ipv6 = { .sin6_family = AF_INET6, .sin6_port = htons(80) };
	bool is_ipv4 = family == AF_INET;
	const void *addr = is_ipv4 ? (const void *)&ipv4 : &ipv6;
	socklen_t len = is_ipv4 ? sizeof ipv4 : sizeof ipv6;
	char host[NI_MAXHOST], service[NI_MAXSERV];

	for (int i = 0; i < ADDRESSES; i++) {
		memcpy(&ipv4.sin_addr, &addresses[i], sizeof ipv4.sin_addr);
		ipv6.sin6_addr = addresses[i];
		calls->name(addr, len, host, sizeof host, service, sizeof service,
			NI_NUMERICHOST | NI_NUMERICSERV);
		sink += (unsigned char)host[3] + (unsigned char)service[1];
	}
}

static void resolve_name(const struct calls *calls, int count)
{
	const struct addrinfo hints = { .ai_socktype = SOCK_STREAM };

	for (int i = 0; i < count; i++) {
		struct addrinfo *list = NULL;
		if (calls->resolve("localhost", NULL, &hints, &list) == 0)
			calls->release(list);
	}
}

static void host(const struct calls *calls, int count)
{
	for (int i = 0; i < count; i++)
		sink += calls->host("localhost") != NULL;
}

static void protocol(const struct calls *calls, int count)
{
	for (int i = 0; i < count; i++)
		sink += calls->protocol("tcp") != NULL;
}

static void service(const struct calls *calls, int count)
{
	for (int i = 0; i < count; i++)
		sink += calls->service("http", "tcp") != NULL;
}

/* So often that some thousand interfaces are told in all. */
static void interfaces(const struct calls *calls, int count)
{
	for (int i = 0; i <= LISTED / count; i++) {
		struct ifaddrs *list = NULL;
		calls->interfaces(&list);
		sink += (unsigned char)list->ifa_name[0];
		calls->forget(list);
	}
}

static double seconds(
	void (*convert)(const struct calls *, int), const struct calls *calls, int family)
{
	struct timespec start, end;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &start);
	convert(calls, family);
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &end);
	return (double)(end.tv_sec - start.tv_sec) + 1e-9 * (double)(end.tv_nsec - start.tv_nsec);
}

static int compare(const void *a, const void *b)
{
	double one = *(const double *)a, other = *(const double *)b;

	return (one > other) - (one < other);
}

static void print_ratio(
	const char *what, void (*convert)(const struct calls *, int), int argument, double goal)
{
	double ratios[ROUNDS];

	for (int round = 0; round < ROUNDS; round++) {
		double theirs = seconds(convert, &libc, argument);
		double ours = seconds(convert, &reference, argument);
		ratios[round] = ours / theirs;
	}
	qsort(ratios, ROUNDS, sizeof *ratios, compare);
	printf("%-28s %6.3f of the host's libc   goal %6.3f%s\n", what, ratios[ROUNDS / 2], goal,
		ratios[ROUNDS / 2] > goal ? "   missed" : "");
}

static void compare_conversions(void)
{
	static const struct {
		const char *name;
		void (*convert)(const struct calls *, int);
		int family;
		unsigned bad;
		double goal;
	} rows[] = {
		{ "inet_pton, IPv4", pton, AF_INET, 0, 0.60 },
		{ "inet_pton, IPv6", pton, AF_INET6, 0, 0.26 },
		{ "inet_pton, IPv4, 20 % bad", pton, AF_INET, 20, 0.54 },
		{ "inet_pton, IPv6, 20 % bad", pton, AF_INET6, 20, 0.30 },
		{ "inet_ntop, IPv4", ntop, AF_INET, 0, 0.029 },
		{ "inet_ntop, IPv6", ntop, AF_INET6, 0, 0.10 },
		{ "inet_aton", aton, AF_INET, 0, 0.13 },
		{ "inet_ntoa", ntoa, AF_INET, 0, 0.14 },
		{ "getaddrinfo, IPv4 number", resolve, AF_INET, 0, 0.40 },
		{ "getaddrinfo, IPv6 number", resolve, AF_INET6, 0, 0.27 },
		{ "getnameinfo, IPv4 number", name, AF_INET, 0, 0.41 },
		{ "getnameinfo, IPv6 number", name, AF_INET6, 0, 0.57 },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		make_input(rows[i].family, rows[i].bad);
		print_ratio(rows[i].name, rows[i].convert, rows[i].family, rows[i].goal);
	}
}

/* In the files of this machine. */
static void compare_names(void)
{
	print_ratio("getaddrinfo, localhost", resolve_name, NAMES, 1);
	print_ratio("gethostbyname, localhost", host, NAMES, 1);
	print_ratio("getprotobyname, tcp", protocol, NAMES, 1);
	print_ratio("getservbyname, http", service, NAMES, 1);
}

/* Of as many interfaces as there are, which is a world's to say. Returns an exit status. */
static int compare_interfaces(void)
{
	struct if_nameindex *all = if_nameindex();
	char what[64];
	int count = 0;

	while (all && all[count].if_index)
		count++;
	if_freenameindex(all);
	if (!count)
		return 2;
	snprintf(what, sizeof what, "getifaddrs, %d interfaces", count);
	print_ratio(what, interfaces, count, count >= 64 ? 0.6 : 1);
	return 0;
}

/* bench: the conversions and look-ups; bench interfaces: the list of them; bench load ...: see
 * load.h. */
int main(int argc, char **argv)
{
	if (argc == 8 && strcmp(argv[1], "load") == 0)
		return load(argv + 2);
	if (argc == 2 && strcmp(argv[1], "interfaces") == 0)
		return compare_interfaces();
	if (argc > 1)
		return 2;
	compare_conversions();
	compare_names();
	return 0;
}

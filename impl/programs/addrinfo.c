/* Prints what getaddrinfo makes of a host and a service: the document's address printer, its faults
 * mended. */
#include "error.h"
#include <arpa/inet.h>
#include <getopt.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include "names.h"

/* A number that has a name. */
struct name {
	int number;
	const char *name;
};

static const struct name families[] = {
	{ AF_INET, "inet" },
	{ AF_INET6, "inet6" },
	{ AF_UNIX, "unix" },
	{ AF_UNSPEC, "unspecified" },
	{ 0, NULL },
};

static const struct name types[] = {
	{ SOCK_STREAM, "stream" },
	{ SOCK_DGRAM, "datagram" },
	{ SOCK_SEQPACKET, "seqpacket" },
	{ SOCK_RAW, "raw" },
	{ 0, NULL },
};

static const struct name protocols[] = {
	{ 0, "default" },
	{ IPPROTO_TCP, "TCP" },
	{ IPPROTO_UDP, "UDP" },
	{ IPPROTO_RAW, "raw" },
	{ 0, NULL },
};

/* In the order in which they are printed. */
static const struct name flags[] = {
	{ AI_PASSIVE, "passive" },
	{ AI_CANONNAME, "canon" },
	{ AI_NUMERICHOST, "numhost" },
	{ AI_NUMERICSERV, "numserv" },
	{ AI_V4MAPPED, "v4mapped" },
	{ AI_ALL, "all" },
	{ AI_ADDRCONFIG, "addrconfig" },
	{ 0, NULL },
};

static void print_named(const char *what, const struct name *names, int number)
{
	while (names->name && names->number != number)
		names++;
	if (names->name)
		printf(" %s %s", what, names->name);
	else
		printf(" %s unknown (%d)", what, number);
}

static void print_flags(int set)
{
	printf("flags");
	if (set == 0)
		printf(" 0");
	for (const struct name *flag = flags; flag->name; flag++)
		if (set & flag->number) {
			printf(" %s", flag->name);
			set &= ~flag->number;
		}
	if (set != 0)
		printf(" unknown (0x%x)", (unsigned int)set);
}

static void print_address(int family, const void *address, unsigned int scope, in_port_t port)
{
	char text[INET6_ADDRSTRLEN];
	const char *known = inet_ntop(family, address, text, sizeof text);

	printf(" address %s", known ? known : "unknown");
	if (scope != 0)
		printf("%%%u", scope);
	printf(" port %d", ntohs(port));
}

static void print_result(const struct addrinfo *result)
{
	print_flags(result->ai_flags);
	print_named("family", families, result->ai_family);
	print_named("type", types, result->ai_socktype);
	print_named("protocol", protocols, result->ai_protocol);
	printf("\n\thost %s", result->ai_canonname ? result->ai_canonname : "-");
	if (result->ai_family == AF_INET) {
		const struct sockaddr_in *in = (const struct sockaddr_in *)result->ai_addr;
		print_address(AF_INET, &in->sin_addr, 0, in->sin_port);
	} else if (result->ai_family == AF_INET6) {
		const struct sockaddr_in6 *in6 = (const struct sockaddr_in6 *)result->ai_addr;
		print_address(AF_INET6, &in6->sin6_addr, in6->sin6_scope_id, in6->sin6_port);
	}
	printf("\n");
}

/* The number of a name, or of digits. */
static int number_of(const struct name *names, const char *what, const char *text)
{
	char *end;
	long number = strtol(text, &end, 0);

	if (*text && !*end && number == (int)number)
		return (int)number;
	while (names->name && strcasecmp(names->name, text) != 0)
		names++;
	if (!names->name)
		err_quit("no %s is called \"%s\": --help lists them", what, text);
	return names->number;
}

static void print_names(const char *what, const struct name *names)
{
	printf("  %s:", what);
	for (; names->name; names++)
		printf(" %s", names->name);
	printf("\n");
}

static void help(const char *program)
{
	printf("usage: %s [OPTION]... nodename service\n\n"
	       "Prints each result of getaddrinfo, two lines a result. A nodename or service of -\n"
	       "stands for none.\n\n"
	       "  -4, -6             IPv4 alone, IPv6 alone\n"
	       "  --family=NAME      the hint's family, by name or number; any without it\n"
	       "  --type=NAME        its type of socket\n"
	       "  --protocol=NAME    its protocol\n"
	       "  --flag=NAME        one of its flags, again for each; canon without any\n"
	       "  --help\n\n",
		program);
	print_names("family", families);
	print_names("type", types);
	print_names("protocol", protocols);
	print_names("flag", flags);
}

/* Takes the options; leaves optind at what follows them. The hint is clear but for what they say,
 * also where a system has members of its own or room between them. */
static void set_hint(struct addrinfo *hint, int argc, char **argv)
{
	enum { FAMILY = 256, TYPE, PROTOCOL, FLAG, HELP };
	static const struct option options[] = {
		{ "family", required_argument, NULL, FAMILY },
		{ "type", required_argument, NULL, TYPE },
		{ "protocol", required_argument, NULL, PROTOCOL },
		{ "flag", required_argument, NULL, FLAG },
		{ "help", no_argument, NULL, HELP },
		{ NULL, 0, NULL, 0 },
	};
	int has_flags = 0;

	memset(hint, 0, sizeof *hint);
	hint->ai_flags = AI_CANONNAME;
	for (int option; (option = getopt_long(argc, argv, "46", options, NULL)) != -1;)
		switch (option) {
		case '4':
			hint->ai_family = AF_INET;
			break;
		case '6':
			hint->ai_family = AF_INET6;
			break;
		case FAMILY:
			hint->ai_family = number_of(families, "family", optarg);
			break;
		case TYPE:
			hint->ai_socktype = number_of(types, "type", optarg);
			break;
		case PROTOCOL:
			hint->ai_protocol = number_of(protocols, "protocol", optarg);
			break;
		case FLAG:
			hint->ai_flags = (has_flags++ ? hint->ai_flags : 0) |
					 number_of(flags, "flag", optarg);
			break;
		case HELP:
			help(argv[0]);
			exit(EXIT_SUCCESS);
		default: /* getopt_long has said what */
			exit(EXIT_FAILURE);
		}
}

static const char *unless_dash(const char *argument)
{
	return strcmp(argument, "-") == 0 ? NULL : argument;
}

int main(int argc, char **argv)
{
	struct addrinfo hint, *results;

	set_hint(&hint, argc, argv);
	if (argc - optind != 2)
		err_quit("usage: %s nodename service", argv[0]);
	int error = getaddrinfo(
		unless_dash(argv[optind]), unless_dash(argv[optind + 1]), &hint, &results);
	if (error == EAI_SYSTEM)
		err_sys("getaddrinfo error");
	if (error != 0)
		err_quit("getaddrinfo error: %s", gai_strerror(error));
	for (const struct addrinfo *result = results; result; result = result->ai_next)
		print_result(result);
	freeaddrinfo(results);
	if (fflush(stdout) != 0 || ferror(stdout))
		err_sys("standard output");
	return EXIT_SUCCESS;
}

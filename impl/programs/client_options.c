/* What ruptime was told to do. */
#include "client_options.h"
#include "refuse.h"
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>

static const char help[] =
	"usage: ruptime [OPTION]... HOST...\n"
	"\n"
	"Asks hosts that run ruptimed how long they are up.\n"
	"\n"
	"  -4, -6              IPv4 alone, IPv6 alone\n"
	"  --udp               over UDP; else over TCP\n"
	"  --plain             a request of one byte over UDP, as the document's: the server "
	"answers it\n"
	"                      on loopback, and where it trusts this machine\n"
	"  --port=PORT         a number or a service; without it ruptime, else 4000\n"
	"  --timeout=SECONDS   for all of it; without it a server may take two minutes to come up, "
	"and\n"
	"                      20 seconds to answer\n"
	"  --help\n"
	"\n"
	"Prints what the host says; of several a line each: host, address, and its words or what "
	"went\n"
	"wrong. Exit status: 0 all have answered, 1 one has not, 2 it is asked wrong.\n";

enum { UDP = 256, PLAIN_REQUEST, PORT, TIMEOUT, HELP };

static const struct option options[] = {
	{ "udp", no_argument, NULL, UDP },
	{ "plain", no_argument, NULL, PLAIN_REQUEST },
	{ "port", required_argument, NULL, PORT },
	{ "timeout", required_argument, NULL, TIMEOUT },
	{ "help", no_argument, NULL, HELP },
	{ NULL, 0, NULL, 0 },
};

static void take(struct client_options *told, int option)
{
	switch (option) {
	case '4':
		told->family = AF_INET;
		break;
	case '6':
		told->family = AF_INET6;
		break;
	case UDP:
		told->udp = true;
		break;
	case PLAIN_REQUEST:
		told->request_size = PLAIN;
		break;
	case PORT:
		told->port = optarg;
		break;
	case TIMEOUT:
		told->timeout = (int64_t)(1000 * number_in(optarg, "--timeout", 0.001, 1e6));
		break;
	case HELP:
		fputs(help, stdout);
		exit(fflush(stdout) == 0 ? EXIT_SUCCESS : EXIT_FAILURE);
	default: /* getopt_long() has said what is wrong */
		exit(2);
	}
}

struct client_options client_options(int argc, char **argv)
{
	struct client_options told = { .family = AF_UNSPEC, .request_size = PADDED };

	for (int option; (option = getopt_long(argc, argv, "46", options, NULL)) != -1;)
		take(&told, option);
	told.hosts = argv + optind;
	told.n_hosts = (unsigned int)(argc - optind);
	if (told.n_hosts == 0)
		refuse("no host is named: usage: ruptime [OPTION]... HOST...");
	return told;
}

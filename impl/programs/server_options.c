/* What ruptimed was told to do. */
#include "server_options.h"
#include "refuse.h"
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char help[] =
	"usage: ruptimed [OPTION]...\n"
	"\n"
	"Tells over TCP and UDP how long this machine is up.\n"
	"\n"
	"  --mode=MODE         popen: asks a shell for /usr/bin/uptime (the default);\n"
	"                      exec: runs it without one; native: needs no program\n"
	"  --tcp, --udp        TCP alone, UDP alone\n"
	"  --port=PORT         a number or a service; without it ruptime, else 4000\n"
	"  --listen=ADDRESS    an address or a name of this machine, again for each; all without "
	"it\n"
	"  --trust=NET         a network, again for each, whose UDP requests may be short and "
	"many\n"
	"  --rate=N            UDP requests a second that another source may send: 10; 0 for any\n"
	"  --connections=N     TCP connections at a time: 500\n"
	"  --daemon            goes into the background, once it serves; then errors go to syslog\n"
	"  --help\n";

enum { MODE = 256, TCP, UDP, PORT, LISTEN, TRUST, RATE, CONNECTIONS, DAEMON, HELP };

static const struct option options[] = {
	{ "mode", required_argument, NULL, MODE },
	{ "tcp", no_argument, NULL, TCP },
	{ "udp", no_argument, NULL, UDP },
	{ "port", required_argument, NULL, PORT },
	{ "listen", required_argument, NULL, LISTEN },
	{ "trust", required_argument, NULL, TRUST },
	{ "rate", required_argument, NULL, RATE },
	{ "connections", required_argument, NULL, CONNECTIONS },
	{ "daemon", no_argument, NULL, DAEMON },
	{ "help", no_argument, NULL, HELP },
	{ NULL, 0, NULL, 0 },
};

static enum mode mode_of(const char *text)
{
	static const char *const names[] = { "popen", "exec", "native" };

	for (int i = 0; i < 3; i++)
		if (strcmp(text, names[i]) == 0)
			return (enum mode)i;
	refuse("--mode %s: takes popen, exec or native", text);
}

static void add_address(struct server_options *told, const char *text)
{
	if (told->n_addresses == ADDRESSES)
		refuse("--listen %s: takes %d addresses at most", text, ADDRESSES);
	told->addresses[told->n_addresses++] = text;
}

static void add_network(struct server_options *told, const char *text)
{
	if (told->n_trusted == NETWORKS)
		refuse("--trust %s: takes %d networks at most", text, NETWORKS);
	if (!network_parse(text, &told->trusted[told->n_trusted++]))
		refuse("--trust %s: takes ADDRESS or ADDRESS/BITS", text);
}

static _Noreturn void tell(const char *text)
{
	fputs(text, stdout);
	exit(fflush(stdout) == 0 ? EXIT_SUCCESS : EXIT_FAILURE);
}

static void take(struct server_options *told, int option)
{
	switch (option) {
	case MODE:
		told->mode = mode_of(optarg);
		break;
	case TCP:
		told->tcp = true;
		break;
	case UDP:
		told->udp = true;
		break;
	case PORT:
		told->port = optarg;
		break;
	case LISTEN:
		add_address(told, optarg);
		break;
	case TRUST:
		add_network(told, optarg);
		break;
	case RATE:
		told->per_second = (unsigned int)number_in(optarg, "--rate", 0, 1e6);
		break;
	case CONNECTIONS:
		told->connections = (unsigned int)number_in(optarg, "--connections", 1, 1e5);
		break;
	case DAEMON:
		told->daemon = true;
		break;
	case HELP:
		tell(help);
	default: /* getopt_long() has said what is wrong */
		exit(2);
	}
}

struct server_options server_options(int argc, char **argv)
{
	struct server_options told = { .per_second = 10, .connections = 500 };

	for (int option; (option = getopt_long(argc, argv, "", options, NULL)) != -1;)
		take(&told, option);
	if (optind < argc)
		refuse("%s: takes no argument", argv[optind]);
	if (!told.tcp && !told.udp)
		told.tcp = told.udp = true;
	return told;
}

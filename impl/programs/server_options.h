/* What ruptimed was told to do. */
#ifndef SERVER_OPTIONS_H
#define SERVER_OPTIONS_H

#include "answer.h"
#include "network.h"
#include <stdbool.h>

enum { ADDRESSES = 64, NETWORKS = 64 };

struct server_options {
	enum mode mode;
	bool tcp, udp, daemon;
	const char *port; /* NULL for the service's own */
	const char *addresses[ADDRESSES];
	unsigned int n_addresses; /* 0 for all */
	struct network trusted[NETWORKS];
	unsigned int n_trusted;
	unsigned int per_second, connections;
};

/* Ends the process where there is nothing to do, or where it cannot be understood. */
struct server_options server_options(int argc, char **argv);

#endif

/* What ruptime was told to do. */
#ifndef CLIENT_OPTIONS_H
#define CLIENT_OPTIONS_H

#include <stdbool.h>
#include <stdint.h>

/* Bytes of a request over UDP that any server of ours answers: it sends no more (answer.h). */
enum { PLAIN = 1, PADDED = 1024 };

struct client_options {
	int family; /* AF_UNSPEC for any */
	bool udp;
	unsigned int request_size; /* over UDP */
	const char *port;          /* NULL for the service's own */
	int64_t timeout;           /* milliseconds for all of it; 0 for no limit */
	char **hosts;
	unsigned int n_hosts; /* one at least */
};

/* Ends the process where there is nothing to do, or where it cannot be understood. */
struct client_options client_options(int argc, char **argv);

#endif

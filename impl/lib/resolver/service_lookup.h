/* From the service and the hints of getaddrinfo() to types of socket, protocols and ports. */
#ifndef SERVICE_LOOKUP_H
#define SERVICE_LOOKUP_H

#include <netdb.h>
#include <netinet/in.h>
#include <stddef.h>

/* How to reach a service at any address. */
struct endpoint {
	int socktype;
	int protocol;
	in_port_t port; /* in network byte order */
};

enum { ENDPOINTS_MAX = 7 };

/* Stores the endpoints of service, NULL for port 0, in the order in which they are to be tried, and
 * how many there are. Returns 0, or an error of getaddrinfo(). */
int find_endpoints(const char *service, const struct addrinfo *hints,
	struct endpoint endpoints[ENDPOINTS_MAX], size_t *count);

#endif

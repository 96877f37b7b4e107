/* Where the service is: addresses of a host, and the port. */
#ifndef SERVICE_H
#define SERVICE_H

struct addrinfo;

/* getaddrinfo() of the host and the port; without a port (NULL) of the service ruptime, which is
 * port 4000 where the services database does not know it. Returns 0, or an EAI_ code. Clauses
 * ruptime.tcp.client.service, ruptime.udp.client.service. */
int service_addresses(
	const char *host, const char *port, const struct addrinfo *hint, struct addrinfo **list);

#endif

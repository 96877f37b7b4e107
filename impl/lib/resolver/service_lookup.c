/* Services: the types of socket that a protocol has, and the ports that /etc/services names. */
#include "resolver/service_lookup.h"
#include "address/digits.h"
#include "databases/services.h"
#include "sockets.h"
#include "databases/system_error.h"
#include <stdbool.h>

/* What getaddrinfo() knows of a protocol. */
struct transport {
	int socktype;
	int protocol;
	const char *name; /* in /etc/services; NULL where there are no ports */
	bool by_default;  /* is meant where the hints tell neither type nor protocol */
};

static const struct transport transports[ENDPOINTS_MAX] = {
	{ SOCK_STREAM, IPPROTO_TCP, "tcp", true }, { SOCK_DGRAM, IPPROTO_UDP, "udp", true },
	{ SOCK_DCCP, IPPROTO_DCCP, "dccp", false },
	{ SOCK_DGRAM, IPPROTO_UDPLITE, "udplite", false },
	{ SOCK_STREAM, IPPROTO_SCTP, "sctp", false },
	{ SOCK_SEQPACKET, IPPROTO_SCTP, "sctp", false },
	{ SOCK_RAW, 0, NULL, true }, /* of any protocol */
};

/* A service as it was given. */
struct service {
	const char *name; /* NULL where it is a number */
	in_port_t port;
};

static int read_service(const char *text, int flags, struct service *service)
{
	uint32_t number = 0;
	const char *end = text ? read_number(text, 10, UINT16_MAX, &number) : "";

	*service = (struct service){ .port = ref_htons((uint16_t)number) };
	if (end && *end == '\0')
		return 0;
	service->name = text;
	return flags & AI_NUMERICSERV ? EAI_NONAME : 0;
}

/* Stores the port of the service for a transport. Returns EAI_SERVICE where it has none. */
static int find_port(
	const struct service *service, const struct transport *transport, in_port_t *port)
{
	int error = 0;

	*port = service->port;
	if (service->name)
		error = find_service_port(service->name, transport->name, port);
	if (is_want(error))
		return system_error(error);
	return error ? EAI_SERVICE : 0;
}

static bool fits(const struct transport *transport, const struct addrinfo *hints)
{
	if (hints->ai_socktype && hints->ai_socktype != transport->socktype)
		return false;
	return !hints->ai_protocol || !transport->protocol ||
	       hints->ai_protocol == transport->protocol;
}

/* The hints tell a type or a protocol: the first that they fit is meant. */
static int find_one(const struct service *service, bool any_port, const struct addrinfo *hints,
	struct endpoint *endpoint)
{
	const struct transport *transport = transports, *end = transports + ENDPOINTS_MAX;

	while (transport < end && !fits(transport, hints))
		transport++;
	if (transport == end)
		return EAI_SOCKTYPE;
	endpoint->socktype = transport->socktype;
	endpoint->protocol = transport->protocol ? transport->protocol : hints->ai_protocol;
	if (!transport->name && !any_port)
		return EAI_SERVICE;
	return find_port(service, transport, &endpoint->port);
}

/* They do not: every transport is meant that has a service of this name, or those that are usual if
 * it is a number. */
static int find_all(const struct service *service, struct endpoint *endpoints, size_t *count)
{
	*count = 0;
	for (const struct transport *transport = transports; transport < transports + ENDPOINTS_MAX;
		transport++) {
		in_port_t port;
		int error;

		if (service->name ? !transport->name : !transport->by_default)
			continue;
		error = find_port(service, transport, &port);
		if (error && error != EAI_SERVICE)
			return error;
		if (!error)
			endpoints[(*count)++] =
				(struct endpoint){ transport->socktype, transport->protocol, port };
	}
	return *count ? 0 : EAI_SERVICE;
}

int find_endpoints(const char *service, const struct addrinfo *hints,
	struct endpoint endpoints[ENDPOINTS_MAX], size_t *count)
{
	struct service wanted;
	int error = read_service(service, hints->ai_flags, &wanted);

	if (error)
		return error;
	if (!hints->ai_socktype && !hints->ai_protocol)
		return find_all(&wanted, endpoints, count);
	*count = 1;
	return find_one(&wanted, !service, hints, endpoints);
}

/* getaddrinfo() and freeaddrinfo(): from names to addresses that a socket can be given. */
#include "resolver/host_lookup.h"
#include "resolver/service_lookup.h"
#include "sockets.h"
#include <stdlib.h>
#include <string.h>

enum {
	ALL_FLAGS = AI_PASSIVE | AI_CANONNAME | AI_NUMERICHOST | AI_NUMERICSERV | AI_V4MAPPED |
		    AI_ALL | AI_ADDRCONFIG | AI_IDN | AI_CANONIDN
};

/* A result is one block, so that any part of a list may be freed: what is pointed to stands behind
 * the addrinfo. */
struct result {
	struct addrinfo info;
	union {
		struct sockaddr any;
		struct sockaddr_in ipv4;
		struct sockaddr_in6 ipv6;
	} addr;
	char canonical_name[]; /* of the first result, if it was asked for */
};

static void fill_addr(struct result *result, const struct host_address *address, in_port_t port)
{
	if (address->family == AF_INET) {
		result->info.ai_addrlen = sizeof result->addr.ipv4;
		result->addr.ipv4 = (struct sockaddr_in){
			.sin_family = AF_INET, .sin_port = port, .sin_addr = address->ipv4
		};
	} else {
		result->info.ai_addrlen = sizeof result->addr.ipv6;
		result->addr.ipv6 = (struct sockaddr_in6){ .sin6_family = AF_INET6,
			.sin6_port = port,
			.sin6_addr = address->ipv6,
			.sin6_scope_id = address->scope };
	}
}

static struct addrinfo *new_result(const struct host_address *address,
	const struct endpoint *endpoint, int flags, const char *canonical_name)
{
	size_t name_size = canonical_name ? strlen(canonical_name) + 1 : 0;
	struct result *result = malloc(sizeof *result + name_size);

	if (!result)
		return NULL;
	result->info = (struct addrinfo){ .ai_flags = flags,
		.ai_family = address->family,
		.ai_socktype = endpoint->socktype,
		.ai_protocol = endpoint->protocol,
		.ai_addr = &result->addr.any };
	fill_addr(result, address, endpoint->port);
	if (canonical_name)
		result->info.ai_canonname =
			memcpy(result->canonical_name, canonical_name, name_size);
	return &result->info;
}

/* Every endpoint at every address. */
static int make_list(const struct resolved_host *host, const struct endpoint *endpoints,
	size_t endpoint_count, int flags, struct addrinfo **res)
{
	const char *canonical_name = flags & AI_CANONNAME ? host->canonical_name : NULL;
	struct addrinfo *list = NULL, **end = &list;

	for (size_t i = 0; i < host->count; i++)
		for (size_t j = 0; j < endpoint_count; j++) {
			*end = new_result(
				&host->addresses[i], &endpoints[j], flags, canonical_name);
			if (!*end) {
				ref_freeaddrinfo(list);
				return EAI_MEMORY;
			}
			end = &(*end)->ai_next;
			canonical_name = NULL;
		}
	*res = list;
	return 0;
}

static int check_hints(const char *node, const char *service, const struct addrinfo *hints)
{
	if (hints->ai_flags & ~ALL_FLAGS || (hints->ai_flags & AI_CANONNAME && !node))
		return EAI_BADFLAGS;
	if (hints->ai_family != AF_UNSPEC && hints->ai_family != AF_INET &&
		hints->ai_family != AF_INET6)
		return EAI_FAMILY;
	return node || service ? 0 : EAI_NONAME;
}

int ref_getaddrinfo(const char *restrict node, const char *restrict service,
	const struct addrinfo *restrict hints, struct addrinfo **restrict res)
{
	static const struct addrinfo no_hints;
	struct endpoint endpoints[ENDPOINTS_MAX];
	struct resolved_host host;
	size_t endpoint_count;
	int error;

	if (!hints)
		hints = &no_hints;
	error = check_hints(node, service, hints);
	if (!error)
		error = find_endpoints(service, hints, endpoints, &endpoint_count);
	if (!error)
		error = find_host(node, hints->ai_family, hints->ai_flags, &host);
	if (error)
		return error;
	error = make_list(&host, endpoints, endpoint_count, hints->ai_flags, res);
	forget_host(&host);
	return error;
}

void ref_freeaddrinfo(struct addrinfo *res)
{
	while (res) {
		struct addrinfo *next = res->ai_next;

		free(res);
		res = next;
	}
}

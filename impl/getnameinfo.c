/* getnameinfo(): from an address of a socket to the names of its host and its service. */
#include "host_lookup.h"
#include "scope.h"
#include "sockets.h"
#include <stdbool.h>
#include <string.h>

enum {
	ALL_FLAGS = NI_NUMERICHOST | NI_NUMERICSERV | NI_NOFQDN | NI_NAMEREQD | NI_DGRAM | NI_IDN |
		    REF_NI_NUMERICSCOPE
};

/* Copies text to the size bytes at buffer. */
static int deliver(const char *text, char *buffer, socklen_t size)
{
	size_t text_size = strlen(text) + 1;

	if (text_size > size)
		return EAI_OVERFLOW;
	memcpy(buffer, text, text_size);
	return 0;
}

/* Reads an address of a socket, which may be followed by more bytes. */
static int read_addr(const struct sockaddr *addr, socklen_t addrlen, struct host_address *address,
	in_port_t *port)
{
	const struct sockaddr_in *ipv4 = (const void *)addr;
	const struct sockaddr_in6 *ipv6 = (const void *)addr;

	if (addrlen >= sizeof *ipv4 && addr->sa_family == AF_INET) {
		*address = (struct host_address){ .family = AF_INET, .ipv4 = ipv4->sin_addr };
		*port = ipv4->sin_port;
	} else if (addrlen >= sizeof *ipv6 && addr->sa_family == AF_INET6) {
		*address = (struct host_address){
			.family = AF_INET6, .scope = ipv6->sin6_scope_id, .ipv6 = ipv6->sin6_addr
		};
		*port = ipv6->sin6_port;
	} else {
		return EAI_FAMILY;
	}
	return 0;
}

static int numeric_host(const struct host_address *address, int flags, char *host, socklen_t size)
{
	char text[INET6_ADDRSTRLEN + SCOPE_TEXT_SIZE];

	ref_inet_ntop(address->family, &address->ipv6, text, sizeof text);
	if (address->family == AF_INET6 && address->scope) {
		char *end = text + strlen(text);
		*end = '%';
		write_scope(&address->ipv6, address->scope, flags & REF_NI_NUMERICSCOPE, end + 1);
	}
	return deliver(text, host, size);
}

static int numeric_service(in_port_t port, char *service, socklen_t size)
{
	char digits[] = "65535", *text = digits + sizeof digits - 1;
	unsigned number = ref_ntohs(port);

	do
		*--text = (char)('0' + number % 10);
	while (number /= 10);
	return deliver(text, service, size);
}

int ref_getnameinfo(const struct sockaddr *restrict addr, socklen_t addrlen, char *restrict host,
	socklen_t hostlen, char *restrict serv, socklen_t servlen, int flags)
{
	bool wants_host = host && hostlen, wants_service = serv && servlen;
	struct host_address address;
	in_port_t port;
	int error;

	if (flags & ~ALL_FLAGS)
		return EAI_BADFLAGS;
	error = read_addr(addr, addrlen, &address, &port);
	if (!error && !wants_host && !wants_service)
		error = EAI_NONAME;
	if (!error && wants_host && flags & NI_NAMEREQD)
		error = EAI_NONAME;
	if (!error && wants_host)
		error = numeric_host(&address, flags, host, hostlen);
	if (!error && wants_service)
		error = numeric_service(port, serv, servlen);
	return error;
}

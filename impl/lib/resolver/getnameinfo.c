/* getnameinfo(): from an address of a socket to the names of its host and its service. */
#include "databases/database.h"
#include "resolver/host_lookup.h"
#include "resolver/hosts_file.h"
#include "resolver/international_name.h"
#include "resolver/resolv_conf.h"
#include "address/scope.h"
#include "databases/services.h"
#include "sockets.h"
#include "databases/system_error.h"
#include <limits.h>
#include <string.h>
#include <unistd.h>

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

static int give_number(const struct host_address *address, int flags, char *host, socklen_t size)
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

/* Stores what stands behind the first dot of the official name of a host in /etc/hosts. */
static bool find_domain_of(const char *host, char domain[NI_MAXHOST])
{
	struct resolved_host found;
	const char *dot;

	begin_host(&found, host);
	find_in_hosts(host, true, true, &found);
	dot = strchr(found.canonical_name, '.');
	if (dot)
		strcpy(domain, dot + 1);
	forget_host(&found);
	return dot;
}

/* The domain of this host: that of its own name, or of localhost; or the first of resolv.conf. */
static bool find_own_domain(char domain[NI_MAXHOST])
{
	char own_name[HOST_NAME_MAX + 1] = "";
	struct resolv_conf conf;
	const char *first;

	gethostname(own_name, sizeof own_name - 1);
	if (find_domain_of(own_name, domain) || find_domain_of("localhost", domain))
		return true;
	if (read_resolv_conf(&conf) != 0 || !(first = next_domain(&conf, NULL)))
		return false;
	strcpy(domain, first);
	return true;
}

/* Cuts the domain off the name of a host that is in the same one as this host. */
static void cut_own_domain(char *name)
{
	char own_domain[NI_MAXHOST], *dot = strchr(name, '.');

	if (dot && find_own_domain(own_domain) && strcasecmp(dot + 1, own_domain) == 0)
		*dot = '\0';
}

/* Returns EAI_NONAME if the host has no name. The caller cannot be cancelled. */
static int give_name(const struct host_address *address, int flags, char *host, socklen_t size)
{
	char name[NI_MAXHOST], international[NI_MAXHOST];
	int error = find_host_name(address, name);

	if (error)
		return error;
	if (flags & NI_NOFQDN)
		cut_own_domain(name);
	if (!(flags & NI_IDN))
		return deliver(name, host, size);
	from_ascii(name, international);
	return deliver(international, host, size);
}

static int give_host(const struct host_address *address, int flags, char *host, socklen_t size)
{
	int error = EAI_NONAME;

	if (!(flags & NI_NUMERICHOST)) {
		struct caller caller = caller_enter();
		error = give_name(address, flags, host, size);
		if (error == EAI_SYSTEM)
			caller.error = errno;
		caller_leave(caller);
	}
	if (error == EAI_NONAME && !(flags & NI_NAMEREQD))
		error = give_number(address, flags, host, size);
	return error;
}

static int give_service(in_port_t port, int flags, char *service, socklen_t size)
{
	char digits[] = "65535", *text = digits + sizeof digits - 1;
	unsigned number = ref_ntohs(port);

	int error =
		flags & NI_NUMERICSERV
			? ENOENT
			: find_service_name(port, flags & NI_DGRAM ? "udp" : "tcp", service, size);

	if (error == 0)
		return 0;
	if (error == ERANGE)
		return EAI_OVERFLOW;
	if (is_want(error))
		return system_error(error);
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
	if (error)
		return error;
	if (!wants_host && !wants_service)
		return EAI_NONAME;
	if (wants_host)
		error = give_host(&address, flags, host, hostlen);
	if (!error && wants_service)
		error = give_service(port, flags, serv, servlen);
	return error;
}

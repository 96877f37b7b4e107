/* The sockets that a server is asked at. */
#include "server_sockets.h"
#include "error.h"
#include "service.h"
#include "tcp.h"
#include <errno.h>
#include <netdb.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>
#include <sys/socket.h>
#include "names.h"
#include "sockets.h"

static bool is_any4(const struct sockaddr *addr)
{
	return addr->sa_family == AF_INET &&
	       ((const struct sockaddr_in *)addr)->sin_addr.s_addr == htonl(INADDR_ANY);
}

/* Whether the socket, at any address of IPv6, is asked over IPv4 as well. */
static bool is_dual(int sockfd, const struct sockaddr *addr)
{
	int only = 1;

	if (addr->sa_family == AF_INET6 &&
		IN6_IS_ADDR_UNSPECIFIED(&((const struct sockaddr_in6 *)addr)->sin6_addr))
		getsockopt(sockfd, IPPROTO_IPV6, IPV6_V6ONLY, &only, &(socklen_t){ sizeof only });
	return !only;
}

static _Noreturn void fail(const struct addrinfo *address, const char *host)
{
	int error = errno;
	char name[NI_MAXHOST] = "?", port[NI_MAXSERV] = "?";

	getnameinfo(address->ai_addr, address->ai_addrlen, name, sizeof name, port, sizeof port,
		NI_NUMERICHOST | NI_NUMERICSERV);
	err_exit(error, "ruptimed: cannot serve %s port %s of %s%s%s",
		address->ai_socktype == SOCK_STREAM ? "TCP" : "UDP", port, name,
		host ? ", --listen " : "", host ? host : "");
}

/* The sockets of one family; returns how many. Any address of IPv4 is passed over where the socket
 * of IPv6 has it too. */
static int serve_family(
	const struct addrinfo *list, int family, const char *host, bool *dual, void (*take)(int))
{
	int n = 0;

	for (; list; list = list->ai_next) {
		if (list->ai_family != family || (*dual && is_any4(list->ai_addr)))
			continue;
		int fd = ref_initserver(list->ai_socktype, list->ai_addr, list->ai_addrlen, QUEUE);
		if (fd < 0 && errno != EAFNOSUPPORT && errno != EADDRNOTAVAIL)
			fail(list, host);
		if (fd < 0)
			continue;
		*dual = *dual || is_dual(fd, list->ai_addr);
		take(fd);
		n++;
	}
	return n;
}

void server_sockets(const char *host, const char *port, int type, void (*take)(int sockfd))
{
	struct addrinfo hint = { .ai_flags = AI_PASSIVE, .ai_socktype = type }, *list;
	bool dual = false;
	int error = service_addresses(host, port, &hint, &list);

	if (error == EAI_SYSTEM)
		err_sys("ruptimed: getaddrinfo error");
	if (error)
		err_quit("ruptimed: getaddrinfo error: %s%s%s%s%s", gai_strerror(error),
			host ? ", --listen " : "", host ? host : "", port ? ", --port " : "",
			port ? port : "");
	int n = serve_family(list, AF_INET6, host, &dual, take) +
		serve_family(list, AF_INET, host, &dual, take);
	if (n == 0)
		fail(list, host);
	freeaddrinfo(list);
}

/* What getaddrinfo() comes to, for two implementations to be compared by. */
#ifndef RESOLVED_H
#define RESOLVED_H

#include <netdb.h>

#include "outcome.h"
#include "sockets.h"

enum { MOST_ADDRESSES = 24 };

/* An address as it is in an outcome. */
struct resolved {
	uint32_t family;
	unsigned char address[sizeof(struct in6_addr)]; /* of IPv4 the first 4 bytes */
};

/* The calls that ask for hosts, of one of the two. */
struct resolver {
	int (*get)(const char *restrict, const char *restrict, const struct addrinfo *restrict,
		struct addrinfo **restrict);
	void (*release)(struct addrinfo *);
	struct hostent *(*by_name)(const char *, int);
	struct hostent *(*by_address)(const void *, socklen_t, int);
	int (*name)(const struct sockaddr *restrict, socklen_t, char *restrict, socklen_t,
		char *restrict, socklen_t, int);
};

static inline int compare_resolved(const void *one, const void *other)
{
	return memcmp(one, other, sizeof(struct resolved));
}

static inline struct resolved address_of(const struct addrinfo *info)
{
	const struct sockaddr_in *ipv4 = (const void *)info->ai_addr;
	const struct sockaddr_in6 *ipv6 = (const void *)info->ai_addr;
	struct resolved resolved = { .family = (uint32_t)info->ai_family };

	if (info->ai_family == AF_INET)
		memcpy(resolved.address, &ipv4->sin_addr, sizeof ipv4->sin_addr);
	else
		memcpy(resolved.address, &ipv6->sin6_addr, sizeof ipv6->sin6_addr);
	return resolved;
}

/* Each address once, in an order of their own: that of the list depends on more. */
static inline struct outcome resolve(
	const struct resolver *resolver, const char *name, int family, int flags)
{
	static struct resolved found[MOST_ADDRESSES];
	const struct addrinfo hints = {
		.ai_family = family, .ai_socktype = SOCK_STREAM, .ai_flags = flags
	};
	struct addrinfo *list = NULL;
	struct outcome outcome = { .error = 0 };
	size_t count = 0;

	outcome.result = resolver->get(name, NULL, &hints, &list);
	outcome.made = 0;
	if (outcome.result != 0)
		return outcome;
	for (const struct addrinfo *info = list; info && count < MOST_ADDRESSES;
		info = info->ai_next)
		found[count++] = address_of(info);
	qsort(found, count, sizeof *found, compare_resolved);
	for (size_t i = 0; i < count; i++)
		if (i == 0 || compare_resolved(&found[i], &found[i - 1]) != 0)
			add(&outcome, &found[i], sizeof *found);
	resolver->release(list);
	return outcome;
}

static const struct resolver reference_resolver = { ref_getaddrinfo, ref_freeaddrinfo,
	ref_gethostbyname2, ref_gethostbyaddr, ref_getnameinfo };
static const struct resolver host_resolver = { getaddrinfo, freeaddrinfo, gethostbyname2,
	gethostbyaddr, getnameinfo };

#endif

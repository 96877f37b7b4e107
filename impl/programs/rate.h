/* How often a source may ask. */
#ifndef RATE_H
#define RATE_H

#include <netinet/in.h>
#include <stdbool.h>
#include <stdint.h>

/* Counts one more request from an address, at a time in milliseconds, and returns whether it is
 * within so many a second; as many may come at once. A source is an IPv4 address or the first 64
 * bits of an IPv6 address, which is what one host may have.
 *
 * The table has a fixed size: where too many ask, the one that was silent longest is forgotten. */
bool rate_allows(const struct in6_addr *source, unsigned int per_second, int64_t now);

#endif

/* Which addresses of a host to try first (RFC 6724 section 6). */
#ifndef ADDRESS_ORDER_H
#define ADDRESS_ORDER_H

#include "resolver/host_address.h"
#include <stddef.h>

/* Sorts count addresses, the best first, and equals in the order in which they were found. What the
 * system would send from tells a datagram socket that is connected: no packet leaves; whether that
 * is deprecated, /proc/net/if_inet6. Of the rules 4 and 7 the system tells nothing here: home
 * addresses and encapsulation make no difference. For rule 9 the prefix of a source is 64 bits. The
 * tables are gai_conf.h's. */
void sort_addresses(struct host_address *list, size_t count);

#endif

/* Hosts in the domain name system. Who calls cannot be cancelled. */
#ifndef DNS_HOST_H
#define DNS_HOST_H

#include "resolver/dns_message.h"
#include "resolver/resolved_host.h"

/* Adds the addresses of a name, of IPv4 and IPv6 as they are wanted, to the host, and sets its name
 * to the canonical one. A name without a dot at its end is looked for in the domains of resolv.conf
 * too. Returns 0; EAI_NONAME if there is no such name, EAI_NODATA if it has no such address;
 * EAI_AGAIN if servers failed or did not answer, EAI_FAIL if they refuse; EAI_MEMORY; EAI_SYSTEM if
 * there is no socket, with its errno. */
int dns_find_addresses(const char *name, bool ipv4, bool ipv6, struct resolved_host *host);

/* Finds the name of the host with this address. Returns the same errors, without EAI_NODATA. */
int dns_find_name(const struct host_address *address, char name[DNS_TEXT_SIZE]);

#endif

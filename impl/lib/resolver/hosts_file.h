/* Hosts in /etc/hosts, as the resolver asks for them: of both families at once, in all lines. Who
 * calls cannot be cancelled. */
#ifndef HOSTS_FILE_H
#define HOSTS_FILE_H

#include "resolver/resolved_host.h"

/* Adds the addresses of all lines that have the name, of IPv4 and IPv6 as they are wanted, to the
 * host, and sets its name to the official one of the first of them, wanted or not. Returns 0;
 * EAI_NONAME if there is none, EAI_FAIL if the file cannot be read; EAI_MEMORY; EAI_SYSTEM if there
 * is no descriptor, with its errno. */
int find_in_hosts(const char *name, bool ipv4, bool ipv6, struct resolved_host *host);

/* Finds the official name of the first line with the address. Returns the same errors. */
int find_name_in_hosts(const struct host_address *wanted, char name[NI_MAXHOST]);

#endif

/* /etc/resolv.conf: which name servers to ask, and how (resolv.conf(5)). */
#ifndef RESOLV_CONF_H
#define RESOLV_CONF_H

#include "resolver/host_address.h"
#include <stddef.h>

enum { NAME_SERVERS_MAX = 3, SEARCH_SIZE = 1024 };

struct resolv_conf {
	struct host_address servers[NAME_SERVERS_MAX];
	size_t server_count;
	char search[SEARCH_SIZE]; /* domains, each ended by a NUL; an empty one ends the list */
	unsigned ndots;           /* a name with fewer dots is looked for in these domains first */
	unsigned timeout;         /* seconds until the next server is asked */
	unsigned attempts;        /* how often each is asked */
	bool rotate;              /* to begin with another server each time */
	bool edns0;               /* to take longer datagrams (RFC 6891) */
	bool no_aaaa;             /* to ask for no address of IPv6 */
	bool use_tcp;             /* not to try UDP first */
	bool one_by_one;          /* to put a question when the one before is answered */
};

/* Reads size bytes of text, of which any may be a NUL: the servers 1 to 3; the last of domain and
 * search, of which no more is taken than fits; of the options ndots (15 at most), timeout (1 to
 * 30), attempts (1 to 5), rotate, edns0, no-aaaa, use-vc, and single-request or
 * single-request-reopen, which are one: each question has a socket of its own then. What the text
 * does not tell is as the page says, but there is no server and no domain. What it tells otherwise
 * is skipped. */
void parse_resolv_conf(const char *text, size_t size, struct resolv_conf *conf);

/* Reads the file, of which a missing or unreadable one is as an empty one. LOCALDOMAIN in the
 * environment is a list of domains that stands in for the file's; RES_OPTIONS has options more; but
 * a program with more rights than who started it does not look there. Without a server,
 * 127.0.0.1 is; without a domain, what stands behind the first dot of this host's name. Returns 0;
 * or EMFILE, ENFILE or ENOMEM. */
int read_resolv_conf(struct resolv_conf *conf);

/* Returns the domain after this one, the first after NULL; NULL after the last. */
const char *next_domain(const struct resolv_conf *conf, const char *domain);

#endif

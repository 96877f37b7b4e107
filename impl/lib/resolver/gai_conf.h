/* The tables that addresses are put in order by: RFC 6724 section 2.1, and /etc/gai.conf, which
 * stands in for them (gai.conf(5)). */
#ifndef GAI_CONF_H
#define GAI_CONF_H

#include <netinet/in.h>
#include <stddef.h>

/* Scopes of RFC 4291 section 2.7, which multicast addresses carry. */
enum { LINK_LOCAL = 2, SITE_LOCAL = 5, GLOBAL = 14 };

/* A precedence is INT_MAX at most, the scope of an IPv4 address SCOPE_MAX; it is looked up by the
 * IPv4-mapped one. */
enum gai_table { GAI_LABEL, GAI_PRECEDENCE, GAI_SCOPE_V4 };
enum { SCOPE_MAX = 65535 };

struct gai_conf {
	struct gai_rule *rules;
	size_t count;
};

/* Reads the file as it is now, with "reload yes" or without. A line that is no rule is skipped, and
 * a file that cannot be read has none. */
void read_gai_conf(struct gai_conf *conf);
void forget_gai_conf(struct gai_conf *conf);

/* Returns the value that the longest prefix in the table gives the address, the first of equals. A
 * table of which the file has a rule is the file's alone; what it leaves out, it has of ::/0 in the
 * RFC's. */
unsigned gai_value(
	const struct gai_conf *conf, enum gai_table table, const struct in6_addr *address);

#endif

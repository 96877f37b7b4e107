/* Questions to the name servers of resolv.conf, and what became of them. */
#ifndef DNS_QUERY_H
#define DNS_QUERY_H

#include "resolver/dns_message.h"
#include "resolver/resolv_conf.h"

struct dns_lookup {
	struct dns_query query;
	enum dns_result said;     /* by the server that was asked last */
	enum dns_result result;   /* of all */
	struct dns_answer answer; /* if DNS_FOUND */
	unsigned char *message;   /* its bytes, to be freed; NULL if there are none */
};

/* Puts the queries to the servers, together or one by one, to one server after the other, until all
 * are answered or each server was asked as often as it is to be: over UDP from a new port, over TCP
 * where a datagram does not hold the answer. A server is given up when it says that it fails, sends
 * what is no message, refuses packets, or has not answered in time. Answers from elsewhere, or to
 * other questions, do not count.
 *
 * Stores each result: DNS_FOUND, DNS_NO_DATA, DNS_NO_NAME; or the least hopeless of what servers
 * said, DNS_FOREIGN if one said nothing. Returns 0; or the errno for which there is no socket or no
 * memory. The caller cannot be cancelled. */
int dns_ask(const struct resolv_conf *conf, struct dns_lookup *lookups, size_t count);

#endif

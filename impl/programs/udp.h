/* The server's datagrams: who asks is sent the answer, unless that could be turned against others.
 */
#ifndef UDP_H
#define UDP_H

#include "answer.h"
#include "network.h"
#include <stdbool.h>

/* What a server takes no request from is not answered at all.
 *
 * - A request is empty or begins with a byte that does not print, as the document's, which is 0. An
 *   answer, of ours or of another service that sends text, is none: two servers are never set to
 *   talk to each other.
 * - Its destination is one host. A broadcast would make all of a network answer.
 * - Beyond loopback and the networks that are trusted, it is no shorter than the answer, so that
 *   nobody can have more sent to a victim than he sends; and a source may ask per_second times a
 *   second, 0 for any number. */
struct udp_policy {
	const struct network *trusted;
	size_t n_trusted;
	unsigned int per_second;
};

/* Takes requests from a bound socket. The policy is not copied. Returns 0; -1 with ENOMEM or an
 * errno of setsockopt() or epoll_ctl(). */
int udp_serve(int sockfd, const struct udp_policy *policy);

/* Whether somebody waits for an answer, and sending it to all who do: from the address that they
 * asked. */
bool udp_asks(void);
void udp_answer(const struct answer *answer);

/* Takes the requests that have come by now, and none after. */
void udp_stop(void);

#endif

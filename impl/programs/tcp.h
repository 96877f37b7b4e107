/* The server's connections: who connects is sent the answer. */
#ifndef TCP_H
#define TCP_H

#include "answer.h"
#include <stdbool.h>
#include <stdint.h>

/* Makes room for so many connections at a time, or as many as there may be descriptors beside those
 * that are open by now. Returns 0; -1 with ENOMEM. */
int tcp_open(unsigned int connections);

/* How many may be connected and not accepted yet. */
enum { QUEUE = 512 };

/* Takes clients from a listening socket. Returns 0; -1 with ENOMEM or an errno of epoll_ctl(). */
int tcp_listen(int sockfd);

/* Whether a client waits for an answer, and giving it to all who do. */
bool tcp_asks(void);
void tcp_answer(const struct answer *answer);

/* Whether there are connections or listeners that want tcp_tend(), now and then: it ends what takes
 * too long, and listens again where it was too early to accept. */
bool tcp_is_busy(void);
void tcp_tend(void);

/* Takes those who are connected by now, and nobody after. */
void tcp_stop(void);

/* Ends all that is left. */
void tcp_close(void);

#endif

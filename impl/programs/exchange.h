/* One exchange with a server: its answer, or what went wrong. */
#ifndef EXCHANGE_H
#define EXCHANGE_H

struct addrinfo;

/* How it ended; refused is what a server says of itself, with "error: ". */
enum outcome { ANSWERED, NOT_RESOLVED, NOT_CONNECTED, NOT_ANSWERED, REFUSED };

/* Both ask a server and print its answer where they return ANSWERED or REFUSED, else the reason
 * alone. An answer ends with a newline, or it was cut short; it may take 20 seconds, as in the
 * document (clause ruptime.udp.client.TIMEOUT).
 *
 * Over TCP connect_retry() connects, and all that the server sends is the answer. Over UDP it is
 * one datagram; the request, so many bytes and all 0, is sent again after 1, 2, 4 and 8 seconds. */
enum outcome exchange_tcp(const struct addrinfo *address);
enum outcome exchange_udp(const struct addrinfo *address, unsigned int request_size);

#endif

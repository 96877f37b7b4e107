/* The sockets that a server is asked at. */
#ifndef SERVER_SOCKETS_H
#define SERVER_SOCKETS_H

/* Binds sockets of the type, and listens where it is SOCK_STREAM, at all addresses of a host, or of
 * this machine if it is NULL; and calls take() with each. A family that the machine does not have
 * is passed over. Where no socket is left, or one fails otherwise, that is said and the process
 * ends with status 1. Clauses helper.initserver.contract, ruptimed.tcp.popen.address.loop. */
void server_sockets(const char *host, const char *port, int type, void (*take)(int sockfd));

#endif

/* What the resolver asks of the services database. */
#ifndef SERVICES_H
#define SERVICES_H

#include <netinet/in.h>
#include <stddef.h>

/* Stores the port, in network byte order, of the first service that has the name, or the size bytes
 * that the official name of the first on the port takes with its NUL. Both leave errno alone and
 * are no cancellation points. Return 0; ENOENT where there is none, or no file; ERANGE where the
 * name does not fit; or the errno of what failed. */
int find_service_port(const char *name, const char *proto, in_port_t *port);
int find_service_name(in_port_t port, const char *proto, char *name, size_t size);

#endif

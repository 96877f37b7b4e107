/* Where the service is: addresses of a host, and the port. */
#include "service.h"
#include <netdb.h>
#include <stddef.h>
#include "names.h"

static const char name[] = "ruptime", otherwise[] = "4000";

int service_addresses(
	const char *host, const char *port, const struct addrinfo *hint, struct addrinfo **list)
{
	int error = getaddrinfo(host, port ? port : name, hint, list);

	return error == EAI_SERVICE && !port ? getaddrinfo(host, otherwise, hint, list) : error;
}

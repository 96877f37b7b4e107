/* The addresses that a name is resolved to: a few beside the name, more in memory of their own. */
#include "resolver/resolved_host.h"
#include <stdlib.h>
#include <string.h>

int add_host_address(struct resolved_host *host, const struct host_address *address)
{
	if (host->count == host->room) {
		bool few = host->addresses == host->few;
		struct host_address *more =
			realloc(few ? NULL : host->addresses, 2 * host->room * sizeof *more);

		if (!more)
			return EAI_MEMORY;
		if (few)
			memcpy(more, host->few, sizeof host->few);
		host->addresses = more;
		host->room *= 2;
	}
	host->addresses[host->count++] = *address;
	return 0;
}

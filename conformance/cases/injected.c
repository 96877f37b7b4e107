/* What no kernel at hand says by itself, put in its mouth: the call has to pass it on. */
#include "fixture.h"

/* A firewall of Linux drops connections before they are queued; a security module alone could
 * forbid one that is. */
#define FORBIDDEN \
	PROVES("accept.EPERM.firewall"), STAGE("inject accept,accept4 EPERM"), \
		DOCUMENT("-1 EPERM"), LINUX("-1 EPERM")

CASE(accept, forbidden, FORBIDDEN)
{
	observe(accept(listening(TCP4, 1, NULL), NULL, NULL));
}

CASE(accept4, forbidden, FORBIDDEN)
{
	observe(accept4(listening(TCP4, 1, NULL), NULL, NULL, 0));
}

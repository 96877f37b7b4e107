/* <sys/types.h>, which the document includes and nobody needs any more. */
#include "case.h"
#include <sys/types.h>

EXPRESSION(sys_types, ssize_t, ssize_t, (ssize_t)0,
	PROVES("socket.header.sys-types getaddrinfo.header.sys-types send.header.sys-types"),
	DOCUMENT("declared"), LINUX("declared"))

/* What <sys/uio.h> declares. */
#include "fixture.h"

EXPRESSION(iovec, struct, struct iovec, *(struct iovec *)0, PROVES("iovec.struct"), ALL("declared"))
FIELD(iovec, struct iovec, iov_base, void *, PROVES("iovec.iov_base"), ALL("declared"))
FIELD(iovec, struct iovec, iov_len, size_t, PROVES("iovec.iov_len"), ALL("declared"))

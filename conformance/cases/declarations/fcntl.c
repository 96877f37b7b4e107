/* What <fcntl.h> and <sys/ioctl.h> define for sockets that signal. */
#include "fixture.h"

CONSTANT(fcntl, F_SETOWN, PROVES("async.owner.F_SETOWN"), ALL("declared"))
CONSTANT(fcntl, O_ASYNC, PROVES("async.signal.O_ASYNC"), DOCUMENT("declared"), LINUX("declared"))
CONSTANT(ioctl, FIOSETOWN, PROVES("async.owner.FIOSETOWN"), DOCUMENT("declared"), LINUX("declared"))
CONSTANT(ioctl, SIOCSPGRP, PROVES("async.owner.SIOCSPGRP"), DOCUMENT("declared"), LINUX("declared"))
CONSTANT(ioctl, FIOASYNC, PROVES("async.signal.FIOASYNC"), DOCUMENT("declared"), LINUX("declared"))

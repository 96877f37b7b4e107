/* A bracket that makes a system call a cancellation point, as POSIX wants some: syscall() is none.
 *
 * Within it cancellation is asynchronous, so a request ends a call that waits, and one made before
 * ends it unbegun. The limit: a request may come when the kernel is done and the bracket not yet
 * closed. Then the thread ends and what the call did remains: data sent or received, an accepted
 * socket that nobody closes. Only the libc, whose signal handler could compare the interrupted
 * instruction with the call's, can shut that gap; glibc had it too before 2.41 (bug 12683).
 *
 * With glibc and musl it does not change errno and may be used in a signal handler, as the calls
 * may that it brackets. */
#ifndef CANCELLATION_H
#define CANCELLATION_H

#include <pthread.h>

/* Returns what end_cancellation_point() is to be given. */
static inline int begin_cancellation_point(void)
{
	int type;

	pthread_setcanceltype(PTHREAD_CANCEL_ASYNCHRONOUS, &type);
	return type;
}

static inline void end_cancellation_point(int type)
{
	pthread_setcanceltype(type, &type);
}

#endif

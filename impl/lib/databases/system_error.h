/* Errors of the system, as getaddrinfo() and its like tell them. */
#ifndef SYSTEM_ERROR_H
#define SYSTEM_ERROR_H

#include <errno.h>
#include <netdb.h>
#include <stdbool.h>

/* Whether a file was not read for want of descriptors or memory. Whatever else it is, a file that
 * cannot be read is as an empty one. */
static inline bool is_want(int error)
{
	return error == EMFILE || error == ENFILE || error == ENOMEM;
}

/* Returns EAI_MEMORY; or EAI_SYSTEM, with the error in errno. */
static inline int system_error(int error)
{
	if (error == ENOMEM)
		return EAI_MEMORY;
	errno = error;
	return EAI_SYSTEM;
}

#endif

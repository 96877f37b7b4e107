/* A descriptor that no other program inherits. */
#ifndef SET_CLOEXEC_H
#define SET_CLOEXEC_H

/* Sets close-on-exec, and keeps the other flags. Returns 0; -1 with EBADF. Clause
 * helper.set_cloexec. */
int set_cloexec(int fd);

#endif

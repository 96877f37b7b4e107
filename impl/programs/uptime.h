/* What /usr/bin/uptime prints, without running it. */
#ifndef UPTIME_H
#define UPTIME_H

#include <stddef.h>

/* Stores the line of uptime(1), procps, with its newline and NUL, in the size bytes at text: the
 * time of day, how long the machine is up, how many users are logged in, the load averages of 1, 5
 * and 15 minutes. 128 bytes are enough.
 *
 * Returns 0; -1 with the errno of what could not be read of /proc, which stays open, and then
 * writes nothing. Not thread-safe. */
int uptime_line(char *text, size_t size);

#endif

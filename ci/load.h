/* Asks a server as often as it can. */
#ifndef LOAD_H
#define LOAD_H

/* load tcp|udp ADDRESS PORT OUTSTANDING REQUESTS SECONDS: asks so many times, so many at a time,
 * but begins nothing after so long; then prints how many answers came and how many a second.
 * Returns the exit status: 0 where all came, 1 where not, 2 where it could not ask. */
int load(char **words);

#endif

/* Scopes of IPv6 addresses: what stands behind "%" in fe80::1%eth0 (RFC 4007 section 11). */
#ifndef SCOPE_H
#define SCOPE_H

#include <net/if.h>
#include <netinet/in.h>
#include <stdbool.h>
#include <stdint.h>

enum { SCOPE_TEXT_SIZE = IF_NAMESIZE }; /* of the longest name and the longest number, and a NUL */

/* Reads the scope of address: a decimal number, or the name of an interface if the address is
 * unique on a link alone. Returns false for any other text. */
bool read_scope(const struct in6_addr *address, const char *text, uint32_t *scope);

/* Writes the scope of address, which is not 0: the name of the interface if the address is unique
 * on a link alone, the interface exists and numeric is false; else the number. */
void write_scope(
	const struct in6_addr *address, uint32_t scope, bool numeric, char text[SCOPE_TEXT_SIZE]);

#endif

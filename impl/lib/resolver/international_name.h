/* Names of hosts with letters other than ASCII's, which are kept in ASCII (RFC 3492, RFC 5890). */
#ifndef INTERNATIONAL_NAME_H
#define INTERNATIONAL_NAME_H

#include <netdb.h>

/* Turns a name in the encoding of the locale into the one that is looked up: capitals become small
 * letters, and a label with other letters than ASCII's "xn--" and what stands for it. Letters are
 * not composed, so they are to be given composed (NFC), nor are they checked against the tables of
 * RFC 5892. Returns 0; EAI_IDN_ENCODE for bytes that are no text in this locale, or a label that
 * becomes too long. */
int to_ascii(const char *name, char ascii[NI_MAXHOST]);

/* Turns it back. A label that stands for nothing, or for letters that the locale does not have,
 * stays as it is, and so does a name that becomes too long. */
void from_ascii(const char *ascii, char name[NI_MAXHOST]);

#endif

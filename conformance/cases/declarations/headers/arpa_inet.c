/* What <arpa/inet.h> declares by itself, included before any other header. */
#include "case.h"
#include <arpa/inet.h>

EXPRESSION(arpa_inet, byteorder, uint32_t, htonl(1) + htons(1) + ntohl(1) + ntohs(1),
	PROVES("byteorder.header.arpa-inet"), ALL("declared"))

/* Byte order: host, network, big-endian, little-endian, and the swap of bytes.
 *
 * A number is laid out most significant byte first by hand, so that nobody need know the machine's
 * order; compilers make of it one instruction or none. The way back is the same exchange of bytes,
 * and least significant byte first is the opposite of it. */
#include "sockets.h"
#include <string.h>

uint16_t ref_bswap_16(uint16_t x)
{
	return (uint16_t)(x << 8 | x >> 8);
}

uint32_t ref_bswap_32(uint32_t x)
{
	return (uint32_t)ref_bswap_16((uint16_t)x) << 16 | ref_bswap_16((uint16_t)(x >> 16));
}

uint64_t ref_bswap_64(uint64_t x)
{
	return (uint64_t)ref_bswap_32((uint32_t)x) << 32 | ref_bswap_32((uint32_t)(x >> 32));
}

uint16_t ref_htobe16(uint16_t host)
{
	const unsigned char bytes[] = { host >> 8, host };
	uint16_t big;

	memcpy(&big, bytes, sizeof big);
	return big;
}

uint32_t ref_htobe32(uint32_t host)
{
	const unsigned char bytes[] = { host >> 24, host >> 16, host >> 8, host };
	uint32_t big;

	memcpy(&big, bytes, sizeof big);
	return big;
}

uint64_t ref_htobe64(uint64_t host)
{
	const unsigned char bytes[] = { host >> 56, host >> 48, host >> 40, host >> 32, host >> 24,
		host >> 16, host >> 8, host };
	uint64_t big;

	memcpy(&big, bytes, sizeof big);
	return big;
}

uint16_t ref_be16toh(uint16_t big)
{
	return ref_htobe16(big);
}

uint16_t ref_htole16(uint16_t host)
{
	return ref_bswap_16(ref_htobe16(host));
}

uint16_t ref_le16toh(uint16_t little)
{
	return ref_htole16(little);
}

uint32_t ref_be32toh(uint32_t big)
{
	return ref_htobe32(big);
}

uint32_t ref_htole32(uint32_t host)
{
	return ref_bswap_32(ref_htobe32(host));
}

uint32_t ref_le32toh(uint32_t little)
{
	return ref_htole32(little);
}

uint64_t ref_be64toh(uint64_t big)
{
	return ref_htobe64(big);
}

uint64_t ref_htole64(uint64_t host)
{
	return ref_bswap_64(ref_htobe64(host));
}

uint64_t ref_le64toh(uint64_t little)
{
	return ref_htole64(little);
}

uint32_t ref_htonl(uint32_t hostlong)
{
	return ref_htobe32(hostlong);
}

uint16_t ref_htons(uint16_t hostshort)
{
	return ref_htobe16(hostshort);
}

uint32_t ref_ntohl(uint32_t netlong)
{
	return ref_be32toh(netlong);
}

uint16_t ref_ntohs(uint16_t netshort)
{
	return ref_be16toh(netshort);
}

/* Every call of the reference implementation, ref_ before its name, in the document's order; the
 * contracts stand here.
 *
 * All are thread-safe, allocate nothing, read no text beyond its NUL and leave errno alone unless
 * the contract names an errno. A pointer that must not be null is not checked. An address is in
 * network byte order, 4 bytes for AF_INET and 16 for AF_INET6. "Clause" is an id of
 * conformance/clauses.tsv; a page is of POSIX.1-2024 or of the Linux man-pages. */
#ifndef SOCKETS_H
#define SOCKETS_H

#include <stddef.h>
#include <stdint.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

/* From the machine's byte order to the network's, which is most significant byte first, and back.
 * Clauses htonl.signature, htons.signature, ntohl.signature, ntohs.signature,
 * byteorder.tcpip-big-endian; POSIX htonl(), byteorder(3). */
uint32_t ref_htonl(uint32_t hostlong);
uint16_t ref_htons(uint16_t hostshort);
uint32_t ref_ntohl(uint32_t netlong);
uint16_t ref_ntohs(uint16_t netshort);

/* Converts the text src to an address, which it stores in the 4 or 16 bytes at dst.
 *
 * AF_INET takes four decimal octets of one to three digits, 0 to 255. A leading zero is allowed and
 * does not mean octal: POSIX.1-2024 says so, inet_pton(3) sets no more than the three digits, and
 * only Issue 7 left it open. AF_INET6 takes the three forms of RFC 4291 section 2.2: groups of one
 * to four hexadecimal digits, "::" once for one group of zeros or more, the last 32 bits as AF_INET
 * takes them. A zone ("%lo") is no part of an address.
 *
 * Returns 1; 0 for any other text; -1 with EAFNOSUPPORT for another family. What is not 1 writes
 * nothing to dst. Clauses inet_pton.text-to-binary, inet_pton.af; POSIX inet_ntop(),
 * inet_pton(3). */
int ref_inet_pton(int af, const char *restrict src, void *restrict dst);

/* Converts the address at src to text, with its NUL, in the size bytes at dst. INET_ADDRSTRLEN (16)
 * and INET6_ADDRSTRLEN (46) bytes are always enough; any size that holds the text will do.
 *
 * The IPv6 text is RFC 5952's: lower case, no leading zeros, "::" for the longest run of at least
 * two groups of zeros, the first of equals. Its section 5 recommends that a prefix known to embed
 * IPv4 shows the last 32 bits so: those of RFC 4291 section 2.5.5 do, ::ffff:1.2.3.4 and, unless
 * the seventh group is zero too (::1, ::102), ::1.2.3.4. That of RFC 2765, ::ffff:0:0:0/96, does
 * not: its successors dropped it.
 *
 * Returns dst; NULL with ENOSPC where size is too small, with EAFNOSUPPORT for another family, and
 * then writes nothing to dst. Clauses inet_ntop.binary-to-text, inet_ntop.af,
 * inet_ntop.size.INET_ADDRSTRLEN, inet_ntop.size.INET6_ADDRSTRLEN; POSIX inet_ntop(),
 * inet_ntop(3). */
const char *ref_inet_ntop(int af, const void *restrict src, char *restrict dst, socklen_t size);

/* Converts the text of a network to its number at netp, of which nsize bytes may be written.
 *
 * AF_INET takes one to four decimal octets, 0 to 255, with dots between, or 0x and one to eight
 * hexadecimal digits, which fill the number from the left; either may be followed by / and a width
 * of 0 to 32 bits. Octets that the text does not give are zero. Without a width it is that of the
 * class of the first octet (8, 16, 24; 4 for 224 to 239; 32 from 240), but for less than 224 never
 * less than the octets given. Written are the octets given or, where those are more, the octets
 * that the width covers; not the rest of netp.
 *
 * AF_INET6, which the document promises, inet_net_pton(3) does not, and no Linux libc has, takes
 * the text of inet_pton() and may be followed by / and a width of 0 to 128 bits; without one it is
 * 128. As its text always gives all 16 bytes, all 16 are written.
 *
 * Bits beyond the width are stored as given. Returns the width in bits; or -1 and writes nothing,
 * with ENOENT for any other text, with EMSGSIZE where nsize is too small, with EAFNOSUPPORT for
 * another family. Clauses inet_net_pton.text-to-binary, inet_net_pton.af; inet_net_pton(3). */
int ref_inet_net_pton(int af, const char *pres, void *netp, size_t nsize);

/* Converts the number of a network of bits bits, at netp, to text, with its NUL, in the psize bytes
 * at pres. Of netp only the (bits + 7) / 8 bytes that hold the number are read, and bits beyond the
 * width count as zero.
 *
 * AF_INET gives the octets that the width covers, one at least, and the width: "193.168.0/24". It
 * needs 19 bytes at most, so INET_ADDRSTRLEN is enough for many networks but not for all. AF_INET6
 * (see inet_net_pton()) gives the text of inet_ntop() and the width: "2001:db8::/32". It needs 44
 * bytes at most, so INET6_ADDRSTRLEN is always enough.
 *
 * Returns pres; or NULL and writes nothing, with EMSGSIZE where psize is too small, with EINVAL
 * where bits is negative or more than 32 or 128 (the page names no errno, glibc gives this one),
 * with EAFNOSUPPORT for another family. Clauses inet_net_ntop.binary-to-text, inet_net_ntop.af,
 * inet_net_ntop.psize.INET_ADDRSTRLEN, inet_net_ntop.psize.INET6_ADDRSTRLEN; inet_net_pton(3). */
char *ref_inet_net_ntop(int af, const void *netp, int bits, char *pres, size_t psize);

/* The three calls that follow take numbers-and-dots: one to four numbers with dots between, each
 * decimal, octal after 0 or hexadecimal after 0x, of any number of digits. The text ends with the
 * last number: POSIX inet_addr() and inet(3) list forms without blanks, so text after a blank,
 * which glibc and BSD ignore, makes it invalid here, as in musl. */

/* Converts the address cp to inp. The last number fills the bytes that the others, a byte each,
 * leave. Returns 1; 0 and writes nothing if the text is invalid. Clause inet_aton.signature;
 * inet(3). */
int ref_inet_aton(const char *cp, struct in_addr *inp);

/* As inet_aton(), but returns the address, in network byte order; INADDR_NONE if the text is
 * invalid, which is 255.255.255.255 too. Clause inet_addr.signature; POSIX inet_addr(), inet(3). */
in_addr_t ref_inet_addr(const char *cp);

/* Converts the network number cp, which it returns in host byte order; INADDR_NONE if the text is
 * invalid. Each number is a byte and the last is the least significant, so "192.0.2" is 0xc00002:
 * the network that inet_netof() gives and inet_makeaddr() takes. (By the letter of inet(3) it could
 * be 0xc0000002, as in musl, which neither would understand.) Clause inet_network.signature;
 * inet(3). */
in_addr_t ref_inet_network(const char *cp);

/* Returns the dotted-decimal text of in, valid until the thread's next call. Clause
 * inet_ntoa.signature; POSIX inet_addr(), inet(3). */
char *ref_inet_ntoa(struct in_addr in);

/* The three calls that follow split an address as classful networking did: class A (0 to 127) has 8
 * bits of network and 24 of host, class B (128 to 191) 16 and 16, class C 24 and 8. Higher
 * addresses, which have no such parts, count as class C, as they did in 4.3BSD. */

/* Returns the address, in network byte order, of a network and a host in host byte order. The class
 * is that of the largest network that holds net: class A below 128, B below 65536, C below
 * 16777216; of host only the bits that belong to it are taken. A larger net is itself an address,
 * to which host is added bit by bit. Clause inet_makeaddr.signature; inet(3). */
struct in_addr ref_inet_makeaddr(in_addr_t net, in_addr_t host);

/* Returns the host's part of in, in host byte order. Clause inet_lnaof.signature; inet(3). */
in_addr_t ref_inet_lnaof(struct in_addr in);

/* Returns the network's part of in, in host byte order. Clause inet_netof.signature; inet(3). */
in_addr_t ref_inet_netof(struct in_addr in);

/* From the machine's byte order to most significant byte first (be) or least significant byte first
 * (le), and back. Clauses htobe16.signature and its like; POSIX <endian.h>, endian(3). */
uint16_t ref_htobe16(uint16_t host_16bits);
uint16_t ref_htole16(uint16_t host_16bits);
uint16_t ref_be16toh(uint16_t big_endian_16bits);
uint16_t ref_le16toh(uint16_t little_endian_16bits);

uint32_t ref_htobe32(uint32_t host_32bits);
uint32_t ref_htole32(uint32_t host_32bits);
uint32_t ref_be32toh(uint32_t big_endian_32bits);
uint32_t ref_le32toh(uint32_t little_endian_32bits);

uint64_t ref_htobe64(uint64_t host_64bits);
uint64_t ref_htole64(uint64_t host_64bits);
uint64_t ref_be64toh(uint64_t big_endian_64bits);
uint64_t ref_le64toh(uint64_t little_endian_64bits);

/* Returns x with its bytes in the opposite order. Clauses bswap_16.signature, bswap_32.signature,
 * bswap_64.signature; bswap(3). */
uint16_t ref_bswap_16(uint16_t x);
uint32_t ref_bswap_32(uint32_t x);
uint64_t ref_bswap_64(uint64_t x);

#endif

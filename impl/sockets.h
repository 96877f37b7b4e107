/* Every call of the reference implementation, ref_ before its name, in the document's order; the
 * contracts stand here.
 *
 * Unless a contract says otherwise all are thread-safe, allocate nothing but what the contract has
 * freed, read no text beyond its NUL and leave errno alone. A pointer that must not be null is not
 * checked. An address is in network byte order, 4 bytes for AF_INET and 16 for AF_INET6. "Clause"
 * is an id of conformance/clauses.tsv; a page is of POSIX.1-2024 or of the Linux man-pages. */
#ifndef SOCKETS_H
#define SOCKETS_H

#include <stddef.h>
#include <stdint.h>

#include <arpa/inet.h>
#include <ifaddrs.h>
#include <netdb.h>
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

/* Stores at ifap a list of the interfaces of the machine, for ref_freeifaddrs(): an entry of
 * AF_PACKET for each, whether it is up or not, then one for each of its addresses of AF_INET and
 * AF_INET6.
 *
 * ifa_name is the interface's name, or the label of an address; ifa_flags are those of
 * SIOCGIFFLAGS, and those of netdevice(7) that it has no room for. ifa_addr is a struct
 * sockaddr_ll, which may hold more than 8 bytes of sll_addr, NULL for an interface without a
 * hardware address; or the address, with sin6_scope_id where it is link-local. ifa_netmask is NULL
 * for AF_PACKET, else never, for a width of 0 neither. With IFF_BROADCAST ifa_broadaddr, with
 * IFF_POINTOPOINT ifa_dstaddr is that of the address, NULL where it has none; with neither flag
 * both are NULL. ifa_data is a struct rtnl_link_stats for AF_PACKET, else NULL.
 *
 * The list is one allocation and of one moment: it is asked for anew if something changes
 * meanwhile. NULL is a list without entries. No cancellation point. Returns 0; -1 and writes
 * nothing to ifap, with EAGAIN after 32 changes in a row, ENOMEM, or an errno of socket(), send()
 * or recv(). Clauses getifaddrs.signature, ifaddrs.ifa_name and its like, BZ15698, BZ17371,
 * musl-1a708ece, musl-ceb0ed9c; getifaddrs(3), rtnetlink(7). */
int ref_getifaddrs(struct ifaddrs **ifap);

/* Frees a list of ref_getifaddrs(), or NULL. Clause freeifaddrs.signature; getifaddrs(3). */
void ref_freeifaddrs(struct ifaddrs *ifa);

/* The four databases are text files, read anew at every look-up: /etc/hosts, networks, protocols
 * and services. A line is an entry of words with white space between, and may be of any length, end
 * in CR LF or be the last without an end; a # begins a comment; a line that is no entry is passed
 * over. A name is looked for among official names and aliases, from the first line on; that of a
 * host or network in any case of letters. A missing file is an empty one.
 *
 * get…ent() gives one entry after the other: the place in the file is the process's, and no look-up
 * moves it. set…ent() opens the file anew and goes to its first entry, end…ent() closes it;
 * stayopen makes no difference, for nothing else closes it. The descriptor is close-on-exec.
 *
 * Those without _r return an entry that the next call of the same function overwrites, and are not
 * thread-safe; NULL where there is none, or with EMFILE, ENOMEM or what else open(), read() and
 * malloc() give in errno. Those with _r store the entry at result_buf, and what it points to in the
 * buflen bytes at buf: the words of the line, pointers and addresses. They are thread-safe, return
 * 0 and set *result to result_buf; or, *result being NULL, return 0 where there is no such entry,
 * ENOENT behind the last (get…ent_r), ERANGE where buflen is too small (of get…ent_r the next call
 * gives the same entry again), or one of the errnos above.
 *
 * Clauses getservent_r.ERANGE.buflen, getservent_r.ENOENT.end, CVE-2014-8121/BZ18007, BZ18991. */

/* Hosts. get…ent() passes over IPv6 addresses, as in glibc. gethostbyname() looks for an IPv4
 * address, the others for one of the family af or type, AF_INET or AF_INET6. A name that is an
 * address, for AF_INET in any form of inet_addr(), gives itself. A name of the file has all its
 * addresses where /etc/host.conf has "multi on", those of its first line else. Who is not in the
 * file is asked for from the name servers of /etc/resolv.conf, unless /etc/nsswitch.conf has a line
 * hosts: without dns. h_errno, or *h_errnop, becomes HOST_NOT_FOUND; NO_DATA for a name without an
 * address of the family; TRY_AGAIN and EAGAIN where no server answers, NO_RECOVERY and EBADMSG
 * where they refuse; NETDB_INTERNAL where errno tells more: EINVAL for a len that is not that of
 * the type. What name servers are the cause of is in h_errno after the _r functions too, as in
 * glibc, though gethostbyname(3) says that they leave it alone.
 *
 * Clauses gethostent.signature, sethostent.signature, endhostent.signature; POSIX endhostent();
 * gethostbyname(3), hosts(5), host.conf(5). */
void ref_sethostent(int stayopen);
struct hostent *ref_gethostent(void);
struct hostent *ref_gethostbyname(const char *name);
struct hostent *ref_gethostbyname2(const char *name, int af);
struct hostent *ref_gethostbyaddr(const void *addr, socklen_t len, int type);
void ref_endhostent(void);
int ref_gethostent_r(struct hostent *result_buf, char *buf, size_t buflen, struct hostent **result,
	int *h_errnop);
int ref_gethostbyname_r(const char *name, struct hostent *result_buf, char *buf, size_t buflen,
	struct hostent **result, int *h_errnop);
int ref_gethostbyname2_r(const char *name, int af, struct hostent *result_buf, char *buf,
	size_t buflen, struct hostent **result, int *h_errnop);
int ref_gethostbyaddr_r(const void *addr, socklen_t len, int type, struct hostent *result_buf,
	char *buf, size_t buflen, struct hostent **result, int *h_errnop);

/* Networks, whose number n_net is in host byte order: that of the address of four parts, where a
 * line leaves the last out as 0. getnetbyaddr() takes the type AF_INET, or AF_UNSPEC for any.
 * h_errno, or *h_errnop, becomes HOST_NOT_FOUND, or NETDB_INTERNAL where errno tells more.
 *
 * Clauses getnetent.signature, getnetent_r.signature and their like; POSIX endnetent();
 * getnetent(3), getnetent_r(3), networks(5). */
void ref_setnetent(int stayopen);
struct netent *ref_getnetent(void);
struct netent *ref_getnetbyname(const char *name);
struct netent *ref_getnetbyaddr(uint32_t net, int type);
void ref_endnetent(void);
int ref_getnetent_r(
	struct netent *result_buf, char *buf, size_t buflen, struct netent **result, int *h_errnop);
int ref_getnetbyname_r(const char *name, struct netent *result_buf, char *buf, size_t buflen,
	struct netent **result, int *h_errnop);
int ref_getnetbyaddr_r(uint32_t net, int type, struct netent *result_buf, char *buf, size_t buflen,
	struct netent **result, int *h_errnop);

/* Protocols, by the number that an IP header has.
 *
 * Clauses getprotoent.signature, getprotoent_r.signature and their like; POSIX endprotoent();
 * getprotoent(3), getprotoent_r(3), protocols(5). */
void ref_setprotoent(int stayopen);
struct protoent *ref_getprotoent(void);
struct protoent *ref_getprotobyname(const char *name);
struct protoent *ref_getprotobynumber(int proto);
void ref_endprotoent(void);
int ref_getprotoent_r(
	struct protoent *result_buf, char *buf, size_t buflen, struct protoent **result);
int ref_getprotobyname_r(const char *name, struct protoent *result_buf, char *buf, size_t buflen,
	struct protoent **result);
int ref_getprotobynumber_r(
	int proto, struct protoent *result_buf, char *buf, size_t buflen, struct protoent **result);

/* Services. A port is 0 to 65535, in network byte order in the low 16 bits of an int. proto is the
 * protocol that the entry has to have; NULL for any.
 *
 * Clauses getservent.signature, getservent_r.signature and their like, musl-595416b1,
 * musl-565dbee2, musl-06650b96; POSIX endservent(); getservent(3), getservent_r(3), services(5). */
void ref_setservent(int stayopen);
struct servent *ref_getservent(void);
struct servent *ref_getservbyname(const char *name, const char *proto);
struct servent *ref_getservbyport(int port, const char *proto);
void ref_endservent(void);
int ref_getservent_r(struct servent *result_buf, char *buf, size_t buflen, struct servent **result);
int ref_getservbyname_r(const char *name, const char *proto, struct servent *result_buf, char *buf,
	size_t buflen, struct servent **result);
int ref_getservbyport_r(int port, const char *proto, struct servent *result_buf, char *buf,
	size_t buflen, struct servent **result);

/* Finds the addresses of the host node, or of this one if node is NULL, and the ports of service,
 * or 0 if it is NULL; stores at res a list, for ref_freeaddrinfo(), of every port at every address.
 * One of the two must be given. hints has the family (AF_UNSPEC, AF_INET, AF_INET6), the type of
 * socket and the protocol, each 0 for any, and flags; NULL stands for zeros.
 *
 * The host is an address as inet_aton() or inet_pton() reads it, behind which "%" and a scope may
 * stand: the number of an interface, or its name if the address is unique on a link alone. Else it
 * is a name, of the lines of /etc/hosts, all of them, or of the domain name system, whose servers
 * /etc/resolv.conf tells; no other source is asked, whatever /etc/nsswitch.conf says. The service
 * is a decimal number of at most 65535, or a name of /etc/services.
 *
 * AI_PASSIVE        without a node, gives the addresses that bind() takes for any, not loopback's
 * AI_CANONNAME      gives the first result the canonical name of the host, or node
 * AI_NUMERICHOST    node is a number
 * AI_NUMERICSERV    service is a number
 * AI_V4MAPPED       for AF_INET6, IPv4 addresses stand in, mapped, where there are none of IPv6
 * AI_ALL            with AI_V4MAPPED, also where there are
 * AI_ADDRCONFIG     leaves out a family of which this host has no address; the loopback's count
 *                   where it has no other at all
 * AI_IDN            node is in the encoding of the locale (see international_name.h)
 * AI_CANONIDN       the canonical name shall be
 *
 * The order is that of RFC 6724 (see address_order.h). Each result's ai_flags are those of the
 * hints. Type and protocol are those of the hints or the first that they fit; without, TCP, UDP and
 * raw sockets for a number, for a name every protocol that has the service.
 *
 * POSIX takes NULL for hints without flags, and so do we; getaddrinfo(3) says that glibc means
 * AI_V4MAPPED and AI_ADDRCONFIG.
 *
 * Returns 0; or an error and leaves *res alone: EAI_BADFLAGS for another flag, or AI_CANONNAME
 * without a node; EAI_FAMILY and EAI_SOCKTYPE for a family, or a type and protocol, that there is
 * not; EAI_NONAME where both names are NULL, node is not known, or a number was promised and not
 * given; EAI_NODATA where the name has no address of the family; EAI_ADDRFAMILY where the number is
 * of another; EAI_SERVICE where service is not known for the type, or it is SOCK_RAW, which has no
 * ports; EAI_AGAIN where the servers fail or do not answer, EAI_FAIL where they refuse;
 * EAI_IDN_ENCODE where node is no name in the locale; EAI_MEMORY; EAI_SYSTEM for want of a
 * descriptor, with its errno. Clauses getaddrinfo.signature, addrinfo.struct; POSIX freeaddrinfo(),
 * getaddrinfo(3), hosts(5), services(5), resolv.conf(5), RFC 1034, RFC 1035, RFC 6724. */
int ref_getaddrinfo(const char *restrict node, const char *restrict service,
	const struct addrinfo *restrict hints, struct addrinfo **restrict res);

/* Frees a list of getaddrinfo(), or what follows any of its results; NULL is an empty one. Clause
 * freeaddrinfo.signature; POSIX freeaddrinfo(). */
void ref_freeaddrinfo(struct addrinfo *res);

/* Looks up each of the nitems requests of list that is not NULL, as getaddrinfo() would the
 * ar_name, ar_service and ar_request of it, and stores at ar_result what that stores. At most 16 at
 * a time are worked on, by threads that block all signals and end when there is nothing to do.
 * GAI_WAIT returns when all have ended; GAI_NOWAIT at once, and when the last has ended sevp tells
 * what to do, NULL nothing: SIGEV_NONE, SIGEV_SIGNAL with si_code SI_ASYNCNL, or SIGEV_THREAD,
 * whose thread is detached.
 *
 * Requests belong to the call until they have ended; list does not. They do not go on in the child
 * of fork(). Only that the caller goes on needs memory, which is freed by then. Returns 0;
 * EAI_SYSTEM with EINVAL for another mode; EAI_MEMORY; EAI_AGAIN where there can be no thread, and
 * that is the error of every request then. Clause getaddrinfo_a.signature; getaddrinfo_a(3). */
int ref_getaddrinfo_a(
	int mode, struct gaicb *list[restrict], int nitems, struct sigevent *restrict sevp);

/* Waits until a request of list has ended, or timeout, or forever if it is NULL. Returns 0, at once
 * where one had before; EAI_ALLDONE where there is no request in list; EAI_AGAIN after the timeout;
 * EAI_INTR after a signal that was handled, with SA_RESTART too. Clause gai_suspend.signature;
 * getaddrinfo_a(3). */
int ref_gai_suspend(const struct gaicb *const list[], int nitems, const struct timespec *timeout);

/* Returns what getaddrinfo() returned for a request; EAI_INPROGRESS until it did, EAI_CANCELED if
 * it never will. Clause gai_error.signature; getaddrinfo_a(3). */
int ref_gai_error(struct gaicb *req);

/* Takes back a request that no thread has begun. Returns EAI_CANCELED; EAI_NOTCANCELED if one has,
 * and it goes on; EAI_ALLDONE if it has ended. Clause gai_cancel.signature; getaddrinfo_a(3). */
int ref_gai_cancel(struct gaicb *req);

/* Returns what an error code means, a text that stays. Clause gai_strerror.signature; POSIX
 * gai_strerror(). */
const char *ref_gai_strerror(int errcode);

/* The scope of an IPv6 address as a number. Clause getnameinfo.NI_NUMERICSCOPE; POSIX has it, Linux
 * does not. */
#define REF_NI_NUMERICSCOPE 0x100

/* Finds the names of the host and the port of addr, whose addrlen bytes may be more than it has,
 * and stores them with their NUL in the hostlen bytes at host and the servlen bytes at serv. NULL
 * or no bytes for one of the two leaves it out. Names are looked for where getaddrinfo() finds
 * them, that of an IPv6 address that embeds IPv4's by the latter, and none for ::; a name of the
 * domain name system that no host may have counts as none. Without a name there is the number: of
 * an address with "%" and its scope if it has one, which is the name of the interface if the
 * address is unique on a link alone.
 *
 * NI_NUMERICHOST    gives the host as a number
 * NI_NUMERICSCOPE   gives the scope as a number
 * NI_NUMERICSERV    gives the port as a number
 * NI_NAMEREQD       a number will not do for the host
 * NI_DGRAM          the port is one of UDP, not of TCP
 * NI_NOFQDN         leaves the domain out if it is this host's own: that of the official name, in
 *                   /etc/hosts, of gethostname() or of localhost; else the first of resolv.conf
 * NI_IDN            gives the host in the encoding of the locale (see international_name.h)
 *
 * Returns 0; or an error: EAI_BADFLAGS for another flag; EAI_FAMILY for a family other than AF_INET
 * and AF_INET6 or an addrlen that is too small; EAI_NONAME where both names are left out, or the
 * host has none and NI_NAMEREQD wants it; EAI_OVERFLOW where a name does not fit, and then not a
 * byte of its buffer is written; EAI_AGAIN where the servers fail or do not answer, EAI_FAIL where
 * they refuse; EAI_MEMORY; EAI_SYSTEM for want of a descriptor, with its errno. Clause
 * getnameinfo.signature; POSIX getnameinfo(), getnameinfo(3), RFC 1035, RFC 3596. */
int ref_getnameinfo(const struct sockaddr *restrict addr, socklen_t addrlen, char *restrict host,
	socklen_t hostlen, char *restrict serv, socklen_t servlen, int flags);

/* The calls of sockets go straight to the kernel, which tells the errors; named are those of the
 * document and POSIX. Each that has a sockfd gives EBADF where it is no descriptor, ENOTSOCK (but
 * sockatmark() ENOTTY) where it is no socket, and EFAULT where a pointer is bad. A length of an
 * address is in bytes. Where one is returned, *addrlen is the room at addr before and the address's
 * own length after: a longer address is cut, and *addrlen says so. What waits fails with EINTR when
 * a handled signal comes, unless the handler has SA_RESTART, and with EAGAIN if the socket is
 * nonblocking. A cancellation point is one in the sense of POSIX threads, with the limit that
 * cancellation.h tells. */

/* Makes a socket of the domain (AF_INET), type (SOCK_STREAM) and protocol, 0 for the domain's own
 * for that type. The type may be combined with SOCK_NONBLOCK and SOCK_CLOEXEC.
 *
 * Returns the lowest free descriptor; -1 with EAFNOSUPPORT for a domain that the kernel does not
 * have, EINVAL for a type or flag of no meaning, ESOCKTNOSUPPORT for one that the domain lacks,
 * EPROTONOSUPPORT or EPROTOTYPE for a protocol, EACCES or EPERM without the privilege, EMFILE or
 * ENFILE at a limit, ENOBUFS or ENOMEM. Clause socket.signature; POSIX socket(), socket(2). */
int ref_socket(int domain, int type, int protocol);

/* Shuts down receiving (SHUT_RD), sending (SHUT_WR) or both (SHUT_RDWR) on a connected socket,
 * which stays open. Returns 0; -1 with EINVAL for another how, ENOTCONN, ENOBUFS. Clause
 * shutdown.signature; POSIX shutdown(), shutdown(2). */
int ref_shutdown(int sockfd, int how);

/* Gives the socket the local address addr. Port 0 stands for a free one.
 *
 * Returns 0; -1 with EADDRINUSE if another socket has it or no port is free, EADDRNOTAVAIL if it is
 * not local, EINVAL if the socket has one already or addrlen is wrong, EAFNOSUPPORT for an address
 * of another family, EACCES if it is protected; for a path of AF_UNIX also EACCES, ELOOP,
 * ENAMETOOLONG, ENOENT, ENOTDIR, EROFS, ENOMEM. Clause bind.signature; POSIX bind(), bind(2). */
int ref_bind(int sockfd, const struct sockaddr *addr, socklen_t addrlen);

/* Stores the local address of the socket, or its peer's. Returns 0; -1 with EINVAL if *addrlen is
 * negative as an int, ENOBUFS, ENOTCONN (getpeername). Clauses getsockname.signature,
 * getpeername.signature; POSIX getsockname(), getpeername(), getsockname(2), getpeername(2). */
int ref_getsockname(int sockfd, struct sockaddr *restrict addr, socklen_t *restrict addrlen);
int ref_getpeername(int sockfd, struct sockaddr *restrict addr, socklen_t *restrict addrlen);

/* Connects the socket to the peer addr; a datagram socket only takes note of it, and forgets it for
 * the family AF_UNSPEC. A cancellation point.
 *
 * Returns 0; -1 with EINPROGRESS if the socket is nonblocking and goes on in the background, then
 * EALREADY, and EISCONN once it is connected; ECONNREFUSED, ETIMEDOUT, ENETUNREACH, EHOSTUNREACH,
 * ECONNRESET; EINTR, after which it goes on in the background too; EADDRNOTAVAIL or EAGAIN without
 * a free port, EAGAIN where a queue of AF_UNIX is full, EADDRINUSE; EACCES or EPERM for a broadcast
 * address without SO_BROADCAST or by a rule; EAFNOSUPPORT, EINVAL, EPROTOTYPE; for a path those of
 * bind(). Clause connect.signature; POSIX connect(), connect(2). */
int ref_connect(int sockfd, const struct sockaddr *addr, socklen_t addrlen);

/* Lets the socket take connections, of which backlog may wait for accept(); the kernel bounds it by
 * net.core.somaxconn. Returns 0; -1 with EADDRINUSE, EDESTADDRREQ, EINVAL if it is connected,
 * EOPNOTSUPP for a type that cannot. Clause listen.signature; POSIX listen(), listen(2). */
int ref_listen(int sockfd, int backlog);

/* Takes the first connection that waits, and stores the peer's address unless addr is NULL. flags
 * are SOCK_NONBLOCK and SOCK_CLOEXEC for the new socket, which inherits neither; accept() has none.
 * A cancellation point.
 *
 * Returns the lowest free descriptor; -1 with EAGAIN (EWOULDBLOCK is the same), EINTR, EINVAL if
 * the socket does not listen or flags have another bit, EOPNOTSUPP for a type that cannot,
 * ECONNABORTED, EMFILE or ENFILE at a limit, ENOBUFS, ENOMEM, EPERM, EPROTO, and errors of the
 * network that the connection met. Clauses accept.signature, accept4.signature; POSIX accept(),
 * accept(2). */
int ref_accept(int sockfd, struct sockaddr *restrict addr, socklen_t *restrict addrlen);
int ref_accept4(int sockfd, struct sockaddr *restrict addr, socklen_t *restrict addrlen, int flags);

/* Connects as a client does whose server may not be up yet: eight attempts at most, each with a new
 * socket, and between them delays of 1, 2, 4, 8, 16, 32 and 64 seconds, which no signal shortens.
 * An attempt may take as long as the delay after it, the last 128 seconds; then it fails with
 * ETIMEDOUT.
 *
 * Returns the descriptor of a connected socket, close-on-exec; -1 with the errno of the last
 * attempt, at once where that is EACCES, EAFNOSUPPORT, EFAULT, EINVAL, EPERM or EPROTOTYPE, which
 * time does not heal, or where there is no socket. The type is one without SOCK_NONBLOCK. A
 * cancellation point, which leaves the socket open if it is acted on in connect(). Clauses
 * connect_retry.backoff.doubling and its like. */
int ref_connect_retry(
	int domain, int type, int protocol, const struct sockaddr *addr, socklen_t addrlen);

/* Makes a server's socket, of the family of addr, the type and protocol 0: bound to addr, close-on-
 * exec and, if SOCK_STREAM or SOCK_SEQPACKET, with SO_REUSEADDR and listening with a backlog of
 * qlen. The type is one without flags. Returns its descriptor; -1 with the errno of the call that
 * failed. Clauses helper.initserver.contract, helper.initserver.family,
 * helper.initserver.qlen-zero. */
int ref_initserver(int type, const struct sockaddr *addr, socklen_t addrlen, int qlen);

/* Reads or sets the option optname of the level (SOL_SOCKET, IPPROTO_TCP …). Its value has *optlen
 * bytes of room at optval and then takes *optlen bytes, or has optlen bytes; mostly an int, a
 * struct timeval or struct linger, of which a short room gets the first bytes.
 *
 * Returns 0; -1 with ENOPROTOOPT for an unknown option, EINVAL for a wrong optlen or value, EDOM
 * for a time out of range, EACCES or EPERM without the privilege, ENOMEM, ENOBUFS; Linux gives
 * EOPNOTSUPP for a level of another protocol. Clauses getsockopt.signature, setsockopt.signature;
 * POSIX getsockopt(), setsockopt(), getsockopt(2). */
int ref_getsockopt(
	int sockfd, int level, int optname, void *restrict optval, socklen_t *restrict optlen);
int ref_setsockopt(int sockfd, int level, int optname, const void *optval, socklen_t optlen);

/* Closes the sending side behind the data, as shutdown() with SHUT_WR does, once the kernel has
 * taken all of it; if it took less, or nothing, the sending side stays open. No Linux flag has this
 * bit, and none is passed on. Clause send.MSG_EOF, which neither Linux nor POSIX knows. */
#define REF_MSG_EOF 0x10000000

/* The four calls that follow send data to the peer of the socket or to dest_addr (msg_name): len
 * bytes, the msg_iovlen parts of a message, or vlen messages one after the other. flags are MSG_*
 * bits, MSG_EOF among them; sendmmsg() applies it after its last message. Cancellation points.
 *
 * Each returns the bytes that were sent, which may be fewer on a stream that is nonblocking or
 * interrupted; sendmmsg() the messages, of which each msg_len is its bytes. Or -1, sendmmsg() only
 * where the first fails, with EAGAIN (EWOULDBLOCK is the same) where it would wait and may not;
 * EINTR before any data was sent; EMSGSIZE for more than one message or IOV_MAX parts may have;
 * EPIPE where the sending side is shut down, with SIGPIPE unless flags have MSG_NOSIGNAL;
 * ECONNRESET, ENOTCONN, EDESTADDRREQ, EISCONN; EOPNOTSUPP for a flag, EINVAL, EACCES, EALREADY,
 * ENOBUFS, ENOMEM; of a datagram also the errors of connect(). Clauses send.signature,
 * sendto.signature, sendmsg.signature, sendmmsg.signature; POSIX send(), sendto(), sendmsg(),
 * send(2), sendmmsg(2), which has int for the flags, as here, and not the document's unsigned int.
 */
ssize_t ref_send(int sockfd, const void *buf, size_t len, int flags);
ssize_t ref_sendto(int sockfd, const void *buf, size_t len, int flags,
	const struct sockaddr *dest_addr, socklen_t addrlen);
ssize_t ref_sendmsg(int sockfd, const struct msghdr *msg, int flags);
int ref_sendmmsg(int sockfd, struct mmsghdr *msgvec, unsigned int vlen, int flags);

/* The three calls that follow receive data: at most len bytes, or what the msg_iovlen parts of a
 * message hold, in order; what does not fit of a datagram or record is lost. recvfrom() stores the
 * sender's address unless src_addr is NULL; recvmsg() stores it at msg_name, of msg_namelen bytes,
 * control data at msg_control, of msg_controllen bytes, and MSG_* bits in msg_flags. Cancellation
 * points.
 *
 * Each returns the bytes that were received, or with MSG_TRUNC in flags those that a datagram had;
 * 0 at the end of a stream and for an empty datagram; -1 with EAGAIN (EWOULDBLOCK is the same)
 * where it would wait and may not; EINTR before any data came; ECONNREFUSED, ECONNRESET, ETIMEDOUT,
 * ENOTCONN; EINVAL where there is no urgent data for MSG_OOB, EMSGSIZE for more than IOV_MAX parts,
 * EOPNOTSUPP for a flag, ENOBUFS, ENOMEM. Clauses recv.signature, recvfrom.signature,
 * recvmsg.signature; POSIX recv(), recvfrom(), recvmsg(), recv(2). */
ssize_t ref_recv(int sockfd, void *buf, size_t len, int flags);
ssize_t ref_recvfrom(int sockfd, void *restrict buf, size_t len, int flags,
	struct sockaddr *restrict src_addr, socklen_t *restrict addrlen);
ssize_t ref_recvmsg(int sockfd, struct msghdr *msg, int flags);

/* The same for a buffer of size bytes; they end the process with SIGABRT where len is more. glibc's
 * <bits/socket2.h> calls them so. */
ssize_t ref_recv_chk(int sockfd, void *buf, size_t len, size_t size, int flags);
ssize_t ref_recvfrom_chk(int sockfd, void *restrict buf, size_t len, size_t size, int flags,
	struct sockaddr *restrict src_addr, socklen_t *restrict addrlen);

/* Sizes of control messages, in bytes, constant where length is, as cmsg(3) has them: length
 * rounded up to the alignment of a header; the room that a header and length bytes of data take;
 * what cmsg_len says of them. Clauses CMSG_ALIGN.signature, CMSG_SPACE.signature,
 * CMSG_LEN.signature; POSIX <sys/socket.h>, cmsg(3). */
#define REF_CMSG_ALIGN(length) (((length) + sizeof(size_t) - 1) & ~(sizeof(size_t) - 1))
#define REF_CMSG_SPACE(length) (REF_CMSG_LEN(0) + REF_CMSG_ALIGN(length))
#define REF_CMSG_LEN(length) (REF_CMSG_ALIGN(sizeof(struct cmsghdr)) + (length))

/* Returns the first header at msg_control; NULL where msg_controllen has no room for one. Clause
 * CMSG_FIRSTHDR.signature; POSIX <sys/socket.h>, cmsg(3). */
struct cmsghdr *ref_CMSG_FIRSTHDR(const struct msghdr *msgh);

/* Returns the header after cmsg, which stands at msg_control or was returned for msgh before; NULL
 * where the message of cmsg, with what rounds it up, leaves no room for one, or cmsg_len is less
 * than a header. What stands there is not read, so a buffer may be filled as it is walked. Clauses
 * CMSG_NXTHDR.signature, BZ28846, musl-81fb75a1, live:musl-cmsg-empty-tail, s2n-quic-904,
 * liburing-1583, systemd-1540; POSIX <sys/socket.h>, cmsg(3). */
struct cmsghdr *ref_CMSG_NXTHDR(const struct msghdr *msgh, struct cmsghdr *cmsg);

/* Returns where the data of cmsg begins: aligned as a header is, so copy it. Clause
 * CMSG_DATA.signature; POSIX <sys/socket.h>, cmsg(3). */
unsigned char *ref_CMSG_DATA(struct cmsghdr *cmsg);

/* Returns 1 where the urgent byte of the stream is the next to be read, 0 elsewhere; -1 with ENOTTY
 * for what is no socket, or one without such a mark. Clause sockatmark.signature; POSIX
 * sockatmark(), sockatmark(3). */
int ref_sockatmark(int sockfd);

#endif

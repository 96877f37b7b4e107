#include "fixture.h"
#include <linux/if_ether.h>
#include <linux/netlink.h>

static void observe_descriptor(int fd)
{
	if (fd < 0)
		observe(fd);
	else
		observe_word("fd");
}

/* A new socket is of the family and type asked for. */
static void create(struct kind kind)
{
	int fd = socket(kind.family, kind.type, 0);

	observe_descriptor(fd);
	observe_word(name_of(fd).any.sa_family == kind.family ? "family" : "other family");
	observe_word(get_option(fd, SOL_SOCKET, SO_TYPE) == kind.type ? "type" : "other type");
}

#define CREATES(name, kind) \
	CASE(socket, name, PROVES("socket.purpose"), ALL("fd family type")) { create(kind); }

CREATES(new_tcp4,           TCP4)
CREATES(new_tcp6,           TCP6)
CREATES(new_udp4,           UDP4)
CREATES(new_udp6,           UDP6)
CREATES(new_unix_stream,    UNIX_STREAM)
CREATES(new_unix_dgram,     UNIX_DGRAM)
CREATES(new_unix_seqpacket, UNIX_SEQPACKET)

CASE(socket, lowest_descriptor,
	POSIX("lowest"), LINUX("lowest"))
{
	int lowest = need(dup(STDIN_FILENO), "dup");
	need(dup(STDIN_FILENO), "dup");
	close(lowest);

	observe_word(socket(AF_INET, SOCK_STREAM, 0) == lowest ? "lowest" : "another");
}

/* Two sockets made by the observed call, here connected to there; 0 if there are none. */
static int make_pair(int domain, int type, int protocol, struct pair *pair)
{
	struct address addr = local_address((struct kind){ domain, type });

	pair->here = socket(domain, type, protocol);
	pair->there = socket(domain, type, protocol);
	if (pair->here < 0 || pair->there < 0) {
		observe(-1);
		return 0;
	}
	need(bind(pair->there, &addr.any, addr.len), "bind");
	addr = name_of(pair->there);
	if (type != SOCK_DGRAM)
		need(listen(pair->there, 1), "listen");
	need(connect(pair->here, &addr.any, addr.len), "connect");
	if (type != SOCK_DGRAM)
		pair->there = need(accept(pair->there, NULL, NULL), "accept");
	return 1;
}

/* What comes over. */
static void receive(int fd)
{
	char text[64] = "";

	await(fd, POLLIN);
	observe(recv(fd, text, sizeof text - 1, MSG_DONTWAIT));
	observe_text(text);
}

static void converse(int domain, int type, int protocol)
{
	struct pair pair;

	if (!make_pair(domain, type, protocol, &pair))
		return;
	need((int)send(pair.here, "hello", 5, 0), "send");
	receive(pair.there);
}

#define CONVERSES(name, domain, type, protocol, ...) \
	CASE(socket, name, __VA_ARGS__) { converse(domain, type, protocol); }

CONVERSES(unix_stream, AF_UNIX, SOCK_STREAM, 0,
	PROVES("socket.domain.AF_UNIX socket.type.SOCK_STREAM"), ALL("5 hello"))
CONVERSES(unix_dgram, AF_UNIX, SOCK_DGRAM, 0,
	PROVES("socket.domain.AF_UNIX socket.type.SOCK_DGRAM"), ALL("5 hello"))
CONVERSES(unix_seqpacket, AF_UNIX, SOCK_SEQPACKET, 0,
	PROVES("socket.domain.AF_UNIX socket.type.SOCK_SEQPACKET"), ALL("5 hello"))
CONVERSES(local_stream, AF_LOCAL, SOCK_STREAM, 0,
	PROVES("socket.domain.AF_LOCAL"), DOCUMENT("5 hello"), LINUX("5 hello"))
CONVERSES(inet_stream, AF_INET, SOCK_STREAM, 0,
	PROVES("socket.domain.AF_INET socket.type.SOCK_STREAM"), ALL("5 hello"))
CONVERSES(inet_dgram, AF_INET, SOCK_DGRAM, 0,
	PROVES("socket.domain.AF_INET socket.type.SOCK_DGRAM"), ALL("5 hello"))
CONVERSES(inet6_stream, AF_INET6, SOCK_STREAM, 0,
	PROVES("socket.domain.AF_INET6 socket.type.SOCK_STREAM"), ALL("5 hello"))
CONVERSES(inet6_dgram, AF_INET6, SOCK_DGRAM, 0,
	PROVES("socket.domain.AF_INET6 socket.type.SOCK_DGRAM"), ALL("5 hello"))
/* As a protocol of socket() it is the default one. */
CONVERSES(protocol_ip, AF_INET, SOCK_DGRAM, IPPROTO_IP,
	PROVES("socket.protocol.IPPROTO_IP"), ALL("5 hello"))

/* Which protocol carries it: a raw socket of the protocol gets a copy of each packet. */
static void carry(struct kind kind, int protocol, int carrier)
{
	int raw = need(socket(kind.family, SOCK_RAW, carrier), "raw socket");
	unsigned char packet[256];
	struct pair pair;

	if (!make_pair(kind.family, kind.type, protocol, &pair))
		return;
	need((int)send(pair.here, "hello", 5, 0), "send");
	await(pair.there, POLLIN);
	ssize_t n = recv(raw, packet, sizeof packet, MSG_DONTWAIT);
	observe_word(n > 0 ? "carried" : "not carried");
}

#define CARRIES(name, kind, protocol, carrier, ...) \
	CASE(socket, name, __VA_ARGS__) { carry(kind, protocol, carrier); }
#define BY_DEFAULT(clause) \
	PROVES(clause), DOCUMENT("carried"), LINUX("carried")

CARRIES(tcp_by_default_v4, TCP4, 0, IPPROTO_TCP, BY_DEFAULT("socket.SOCK_STREAM.tcp-default"))
CARRIES(tcp_by_default_v6, TCP6, 0, IPPROTO_TCP, BY_DEFAULT("socket.SOCK_STREAM.tcp-default"))
CARRIES(udp_by_default_v4, UDP4, 0, IPPROTO_UDP, BY_DEFAULT("socket.SOCK_DGRAM.udp-default"))
CARRIES(udp_by_default_v6, UDP6, 0, IPPROTO_UDP, BY_DEFAULT("socket.SOCK_DGRAM.udp-default"))
CARRIES(tcp_by_name_v4, TCP4, IPPROTO_TCP, IPPROTO_TCP,
	PROVES("socket.protocol.IPPROTO_TCP"), ALL("carried"))
CARRIES(tcp_by_name_v6, TCP6, IPPROTO_TCP, IPPROTO_TCP,
	PROVES("socket.protocol.IPPROTO_TCP"), ALL("carried"))
CARRIES(udp_by_name_v4, UDP4, IPPROTO_UDP, IPPROTO_UDP,
	PROVES("socket.protocol.IPPROTO_UDP"), ALL("carried"))
CARRIES(udp_by_name_v6, UDP6, IPPROTO_UDP, IPPROTO_UDP,
	PROVES("socket.protocol.IPPROTO_UDP"), ALL("carried"))
CARRIES(tcp_is_not_udp, TCP4, 0, IPPROTO_UDP,
	PROVES("socket.SOCK_STREAM.tcp-default"), DOCUMENT("not carried"), LINUX("not carried"))
CARRIES(udp_is_not_tcp, UDP4, 0, IPPROTO_TCP,
	PROVES("socket.SOCK_DGRAM.udp-default"), DOCUMENT("not carried"), LINUX("not carried"))

/* What a type promises. */

enum { LONG_TEXT = 1 << 18 };

static void count_up(int fd)
{
	unsigned char block[1000];

	for (int sent = 0; sent < LONG_TEXT; sent += (int)sizeof block) {
		for (int i = 0; i < (int)sizeof block; i++)
			block[i] = (unsigned char)((sent + i) % 251);
		if (send(fd, block, sizeof block, MSG_NOSIGNAL) != (ssize_t)sizeof block)
			return;
	}
}

/* More than the buffers hold arrives whole and in order. */
static void arrive_in_order(struct kind kind)
{
	struct pair pair;
	unsigned char block[1000];
	int taken = 0;

	if (!make_pair(kind.family, kind.type, 0, &pair))
		return;
	meanwhile(count_up, pair.here);
	while (taken < LONG_TEXT) {
		await(pair.there, POLLIN);
		int n = need((int)recv(pair.there, block, sizeof block, 0), "recv");
		for (int i = 0; i < n; i++)
			if (block[i] != (taken + i) % 251) {
				observe_word("out of order");
				return;
			}
		taken += n;
	}
	observe_word("in order");
}

#define IN_ORDER(name, kind, clauses) \
	CASE(socket, name, PROVES(clauses), ALL("in order")) { arrive_in_order(kind); }
#define STREAM_ORDER "socket.SOCK_STREAM.ordered socket.SOCK_STREAM.reliable"
#define PACKET_ORDER "socket.SOCK_SEQPACKET.ordered socket.SOCK_SEQPACKET.reliable"

IN_ORDER(tcp4_in_order,           TCP4,           STREAM_ORDER)
IN_ORDER(tcp6_in_order,           TCP6,           STREAM_ORDER)
IN_ORDER(unix_stream_in_order,    UNIX_STREAM,    STREAM_ORDER)
IN_ORDER(unix_seqpacket_in_order, UNIX_SEQPACKET, PACKET_ORDER)

static void both_ways(struct kind kind)
{
	struct pair pair;

	if (!make_pair(kind.family, kind.type, 0, &pair))
		return;
	need((int)send(pair.here, "there", 5, 0), "send");
	need((int)send(pair.there, "here", 4, 0), "send");
	receive(pair.there);
	receive(pair.here);
}

#define BOTH_WAYS(name, kind, clause) \
	CASE(socket, name, PROVES(clause), ALL("5 there 4 here")) { both_ways(kind); }

BOTH_WAYS(tcp4_both_ways,        TCP4,        "socket.SOCK_STREAM.bidirectional")
BOTH_WAYS(tcp6_both_ways,        TCP6,        "socket.SOCK_STREAM.bidirectional")
BOTH_WAYS(unix_stream_both_ways, UNIX_STREAM, "socket.SOCK_STREAM.bidirectional")

/* It sends nothing before it is connected. */
static void connect_first(struct kind kind)
{
	struct address addr;
	listening(kind, 1, &addr);
	int fd = socket(kind.family, kind.type, 0);

	observe_word(send(fd, "x", 1, MSG_NOSIGNAL) < 0 ? "refused" : "sent");
	observe(connect(fd, &addr.any, addr.len));
	observe(send(fd, "x", 1, MSG_NOSIGNAL));
}

#define CONNECTS_FIRST(name, kind, clause) \
	CASE(socket, name, PROVES(clause), ALL("refused 0 1")) { connect_first(kind); }

CONNECTS_FIRST(tcp4_connects,           TCP4,        "socket.SOCK_STREAM.connection-oriented")
CONNECTS_FIRST(tcp6_connects,           TCP6,        "socket.SOCK_STREAM.connection-oriented")
CONNECTS_FIRST(unix_stream_connects,    UNIX_STREAM, "socket.SOCK_STREAM.connection-oriented")
CONNECTS_FIRST(unix_seqpacket_connects, UNIX_SEQPACKET,
	"socket.SOCK_SEQPACKET.connection-oriented")

/* What is sent in two pieces is read in two others. */
static void join(struct kind kind)
{
	struct pair pair;
	char text[8] = "";

	if (!make_pair(kind.family, kind.type, 0, &pair))
		return;
	need((int)send(pair.here, "ab", 2, 0), "send");
	need((int)send(pair.here, "cd", 2, 0), "send");
	observe(recv(pair.there, text, 3, MSG_WAITALL));
	observe_text(text);
	receive(pair.there);
}

#define JOINS(name, kind) \
	CASE(socket, name, PROVES("socket.SOCK_STREAM.byte-stream"), ALL("3 abc 1 d")) \
	{ \
		join(kind); \
	}

JOINS(tcp4_joins,        TCP4)
JOINS(tcp6_joins,        TCP6)
JOINS(unix_stream_joins, UNIX_STREAM)

/* Each message is read by itself, and none is longer than the greatest. */
static void keep_apart(struct kind kind)
{
	static const char too_long[1 << 17];
	struct pair pair;

	if (!make_pair(kind.family, kind.type, 0, &pair))
		return;
	set_option(pair.here, SOL_SOCKET, SO_SNDBUF, 1 << 14);
	need((int)send(pair.here, "ab", 2, 0), "send");
	need((int)send(pair.here, "cde", 3, 0), "send");
	receive(pair.there);
	receive(pair.there);
	observe(send(pair.here, too_long, sizeof too_long, 0));
}

#define KEEPS_APART(name, kind, clause) \
	CASE(socket, name, PROVES(clause), ALL("2 ab 3 cde -1 EMSGSIZE")) { keep_apart(kind); }

KEEPS_APART(udp4_keeps_apart,           UDP4,           "socket.SOCK_DGRAM.fixed-length")
KEEPS_APART(udp6_keeps_apart,           UDP6,           "socket.SOCK_DGRAM.fixed-length")
KEEPS_APART(unix_dgram_keeps_apart,     UNIX_DGRAM,     "socket.SOCK_DGRAM.fixed-length")
KEEPS_APART(unix_seqpacket_keeps_apart, UNIX_SEQPACKET, "socket.SOCK_SEQPACKET.fixed-length")

static void send_unconnected(struct kind kind)
{
	struct address addr;
	int there = bound(kind, &addr), here = socket(kind.family, kind.type, 0);

	observe(sendto(here, "hello", 5, 0, &addr.any, addr.len));
	receive(there);
}

#define CONNECTIONLESS(name, kind) \
	CASE(socket, name, PROVES("socket.SOCK_DGRAM.connectionless"), ALL("5 5 hello")) \
	{ \
		send_unconnected(kind); \
	}

CONNECTIONLESS(udp4_connectionless,       UDP4)
CONNECTIONLESS(udp6_connectionless,       UDP6)
CONNECTIONLESS(unix_dgram_connectionless, UNIX_DGRAM)

/* Nobody learns of a datagram that the receiver has no room for. */
static void flood(struct kind kind)
{
	static const char block[1000];
	struct pair pair;
	char byte;
	int sent = 0, received = 0;

	if (!make_pair(kind.family, kind.type, 0, &pair))
		return;
	set_option(pair.there, SOL_SOCKET, SO_RCVBUF, 4096);
	while (sent < 100 && send(pair.here, block, sizeof block, 0) == sizeof block)
		sent++;
	while (recv(pair.there, &byte, 1, MSG_DONTWAIT) == 1)
		received++;
	observe_number(sent);
	observe_word(received < sent ? "some lost" : "none lost");
}

/* A system may lose none. */
#define LOSES(name, kind) \
	CASE(socket, name, PROVES("socket.SOCK_DGRAM.unreliable"), DOCUMENT("100 some lost"), \
		POSIX("100 some lost | 100 none lost"), LINUX("100 some lost | 100 none lost")) \
	{ \
		flood(kind); \
	}

LOSES(udp4_unreliable, UDP4)
LOSES(udp6_unreliable, UDP6)

/* Below and beside the transport protocols. */

/* The greatest number that IANA sets aside for trials. */
enum { TRIAL_PROTOCOL = 254 };

/* Sends a word by one raw socket and takes it by another; IPv4 gives its header along. */
static void exchange_raw(int family, int protocol)
{
	struct address addr = local_address((struct kind){ family, SOCK_RAW });
	int here = socket(family, SOCK_RAW, protocol), there = socket(family, SOCK_RAW, protocol);
	char packet[64] = "";

	observe_descriptor(here);
	if (here < 0)
		return;
	observe(sendto(here, "hello", 5, 0, &addr.any, addr.len));
	await(there, POLLIN);
	ssize_t n = recv(there, packet, sizeof packet - 1, MSG_DONTWAIT);
	if (family == AF_INET) {
		observe_number((unsigned char)packet[0] >> 4);
		observe_number((unsigned char)packet[9]);
	} else {
		observe_number(get_option(there, SOL_SOCKET, SO_PROTOCOL));
	}
	observe_text(n < 5 ? "" : packet + n - 5);
}

CASE(socket, raw_v4,
	PROVES("socket.type.SOCK_RAW socket.SOCK_RAW.ip-interface"),
	ALL("fd 5 4 254 hello"))
{
	exchange_raw(AF_INET, TRIAL_PROTOCOL);
}

CASE(socket, raw_v6,
	PROVES("socket.type.SOCK_RAW socket.SOCK_RAW.ip-interface"),
	ALL("fd 5 254 hello"))
{
	exchange_raw(AF_INET6, TRIAL_PROTOCOL);
}

/* IPv6 within IPv6. */
CASE(socket, protocol_ipv6,
	PROVES("socket.protocol.IPPROTO_IPV6"),
	ALL("fd 5 41 hello"))
{
	exchange_raw(AF_INET6, IPPROTO_IPV6);
}

CASE(socket, protocol_icmp,
	PROVES("socket.protocol.IPPROTO_ICMP"),
	ALL("echo echo reply"))
{
	static const unsigned char echo[8] = { 8, 0, 0xf7, 0xff };
	struct sockaddr_in addr = loopback();
	int fd = socket(AF_INET, SOCK_RAW, IPPROTO_ICMP);
	unsigned char packet[64];

	need((int)sendto(fd, echo, sizeof echo, 0, (SA *)&addr, sizeof addr), "sendto");
	for (int i = 0; i < 2; i++) {
		await(fd, POLLIN);
		need((int)recv(fd, packet, sizeof packet, MSG_DONTWAIT), "recv");
		observe_word(packet[20] == 8 ? "echo" : packet[20] == 0 ? "echo reply" : "other");
	}
}

/* The sender writes the IP header too; the kernel fills in length, number and checksum. */
CASE(socket, protocol_raw,
	PROVES("socket.protocol.IPPROTO_RAW"),
	ALL("fd 33 5 hello"))
{
	unsigned char packet[33] = { [0] = 0x45, [8] = 64, [9] = IPPROTO_UDP, [12] = 127, [15] = 1,
		[16] = 127, [19] = 1, [25] = 13, [28] = 'h', 'e', 'l', 'l', 'o' };
	struct sockaddr_in addr;
	int there = bound_socket(SOCK_DGRAM, &addr), fd = socket(AF_INET, SOCK_RAW, IPPROTO_RAW);
	memcpy(packet + 22, &addr.sin_port, sizeof addr.sin_port);

	observe_descriptor(fd);
	if (fd < 0)
		return;
	observe(sendto(fd, packet, sizeof packet, 0, (SA *)&addr, sizeof addr));
	receive(there);
}

/* Asks the kernel for a receipt. */
CASE(socket, netlink,
	PROVES("socket.domain.AF_NETLINK"),
	DOCUMENT("fd NLMSG_ERROR 0"), LINUX("fd NLMSG_ERROR 0"))
{
	struct nlmsghdr request = { .nlmsg_len = sizeof request,
		.nlmsg_type = NLMSG_NOOP,
		.nlmsg_flags = NLM_F_REQUEST | NLM_F_ACK };
	struct {
		struct nlmsghdr header;
		struct nlmsgerr error;
	} reply = { .header.nlmsg_type = NLMSG_NOOP };
	int fd = socket(AF_NETLINK, SOCK_RAW, NETLINK_ROUTE);

	observe_descriptor(fd);
	if (send(fd, &request, sizeof request, 0) < 0) {
		observe(-1);
		return;
	}
	await(fd, POLLIN);
	need((int)recv(fd, &reply, sizeof reply, MSG_DONTWAIT), "recv");
	observe_word(reply.header.nlmsg_type == NLMSG_ERROR ? "NLMSG_ERROR" : "other");
	observe_number(reply.error.error);
}

/* Whether a socket for frames sees a datagram pass. */
static void watch(int domain, int type)
{
	int watcher = socket(domain, type, htons(ETH_P_ALL));
	struct pair pair = connected(UDP4);
	char frame[128];
	ssize_t n;

	observe_descriptor(watcher);
	need((int)send(pair.here, "hello", 5, 0), "send");
	await(pair.there, POLLIN);
	while ((n = recv(watcher, frame, sizeof frame, MSG_DONTWAIT)) >= 5)
		if (memcmp(frame + n - 5, "hello", 5) == 0) {
			observe_word("seen");
			return;
		}
	observe_word("not seen");
}

CASE(socket, packet_raw,
	PROVES("socket.domain.AF_PACKET"),
	DOCUMENT("fd seen"), LINUX("fd seen"))
{
	watch(AF_PACKET, SOCK_RAW);
}

CASE(socket, packet_dgram,
	PROVES("socket.domain.AF_PACKET"),
	DOCUMENT("fd seen"), LINUX("fd seen"))
{
	watch(AF_PACKET, SOCK_DGRAM);
}

/* The old way to AF_PACKET; obsolete, yet it works. */
CASE(socket, packet_type,
	PROVES("socket.type.SOCK_PACKET socket.SOCK_PACKET.obsolete"),
	DOCUMENT("fd seen"), LINUX("fd seen"))
{
	watch(AF_INET, SOCK_PACKET);
}

/* Domains that a kernel may be built without, and that most have outside a network namespace
 * alone. That it has none of them proves nothing of theirs. */
#define MAY_LACK(name, domain, type) \
	CASE(socket, name, DOCUMENT("fd | -1 EAFNOSUPPORT"), LINUX("fd | -1 EAFNOSUPPORT")) \
	{ \
		observe_descriptor(socket(domain, type, 0)); \
	}

MAY_LACK(ipx,       AF_IPX,       SOCK_DGRAM)
MAY_LACK(x25,       AF_X25,       SOCK_SEQPACKET)
MAY_LACK(ax25,      AF_AX25,      SOCK_SEQPACKET)
MAY_LACK(atmpvc,    AF_ATMPVC,    SOCK_DGRAM)
MAY_LACK(appletalk, AF_APPLETALK, SOCK_DGRAM)
MAY_LACK(alg,       AF_ALG,       SOCK_SEQPACKET)

/* A kernel that has them. */
#define HAS(name, domain, type, clause) \
	CASE(socket, name, PROVES(clause), DOCUMENT("fd family type"), LINUX("fd family type"), \
		STAGE("guest")) \
	{ \
		create_of(domain, type); \
	}

static void create_of(int domain, int type)
{
	int fd = socket(domain, type, 0);

	observe_descriptor(fd);
	observe_word(get_option(fd, SOL_SOCKET, SO_DOMAIN) == domain ? "family" : "other family");
	observe_word(get_option(fd, SOL_SOCKET, SO_TYPE) == type ? "type" : "other type");
}

HAS(x25_of_guest,       AF_X25,       SOCK_SEQPACKET, "socket.domain.AF_X25")
HAS(atmpvc_of_guest,    AF_ATMPVC,    SOCK_DGRAM,     "socket.domain.AF_ATMPVC")
HAS(appletalk_of_guest, AF_APPLETALK, SOCK_DGRAM,     "socket.domain.AF_APPLETALK")
HAS(alg_of_guest,       AF_ALG,       SOCK_SEQPACKET, "socket.domain.AF_ALG")

/* The kernel looks for a protocol that it has: SCTP is there once it has been asked for. */
CASE(socket, seqpacket_is_sctp,
	PROVES("socket.SOCK_SEQPACKET.sctp"),
	DOCUMENT("fd IPPROTO_SCTP"),
	STAGE("guest"))
{
	need(socket(AF_INET, SOCK_STREAM, IPPROTO_SCTP), "IPPROTO_SCTP");

	int fd = socket(AF_INET, SOCK_SEQPACKET, 0);
	int protocol = get_option(fd, SOL_SOCKET, SO_PROTOCOL);
	observe_descriptor(fd);
	observe_word(protocol == IPPROTO_SCTP ? "IPPROTO_SCTP" : "another");
}

/* Flags in the type. */

static void create_flagged(struct kind kind, int flags)
{
	int fd = socket(kind.family, kind.type | flags, 0);

	observe_descriptor(fd);
	observe_word(fcntl(fd, F_GETFL) & O_NONBLOCK ? "O_NONBLOCK" : "blocking");
	observe_word(fcntl(fd, F_GETFD) & FD_CLOEXEC ? "FD_CLOEXEC" : "kept");
	observe_word(get_option(fd, SOL_SOCKET, SO_TYPE) == kind.type ? "type" : "other type");
}

#define FLAGGED(name, kind, flags, clauses, seen) \
	CASE(socket, name, PROVES(clauses), ALL("fd " seen " type")) \
	{ \
		create_flagged(kind, flags); \
	}
#define NONBLOCK "socket.SOCK_NONBLOCK.sets-o-nonblock"
#define CLOEXEC "socket.SOCK_CLOEXEC.sets-fd-cloexec"
#define COMBINED "socket.type.flags-combine " NONBLOCK " " CLOEXEC
#define BOTH (SOCK_NONBLOCK | SOCK_CLOEXEC)

FLAGGED(no_flag_tcp4,            TCP4,           0,             COMBINED, "blocking kept")
FLAGGED(nonblock_tcp4,           TCP4,           SOCK_NONBLOCK, NONBLOCK, "O_NONBLOCK kept")
FLAGGED(nonblock_tcp6,           TCP6,           SOCK_NONBLOCK, NONBLOCK, "O_NONBLOCK kept")
FLAGGED(nonblock_udp4,           UDP4,           SOCK_NONBLOCK, NONBLOCK, "O_NONBLOCK kept")
FLAGGED(nonblock_udp6,           UDP6,           SOCK_NONBLOCK, NONBLOCK, "O_NONBLOCK kept")
FLAGGED(nonblock_unix_stream,    UNIX_STREAM,    SOCK_NONBLOCK, NONBLOCK, "O_NONBLOCK kept")
FLAGGED(nonblock_unix_dgram,     UNIX_DGRAM,     SOCK_NONBLOCK, NONBLOCK, "O_NONBLOCK kept")
FLAGGED(nonblock_unix_seqpacket, UNIX_SEQPACKET, SOCK_NONBLOCK, NONBLOCK, "O_NONBLOCK kept")
FLAGGED(cloexec_tcp4,            TCP4,           SOCK_CLOEXEC,  CLOEXEC,  "blocking FD_CLOEXEC")
FLAGGED(cloexec_tcp6,            TCP6,           SOCK_CLOEXEC,  CLOEXEC,  "blocking FD_CLOEXEC")
FLAGGED(cloexec_udp4,            UDP4,           SOCK_CLOEXEC,  CLOEXEC,  "blocking FD_CLOEXEC")
FLAGGED(cloexec_udp6,            UDP6,           SOCK_CLOEXEC,  CLOEXEC,  "blocking FD_CLOEXEC")
FLAGGED(cloexec_unix_stream,     UNIX_STREAM,    SOCK_CLOEXEC,  CLOEXEC,  "blocking FD_CLOEXEC")
FLAGGED(cloexec_unix_dgram,      UNIX_DGRAM,     SOCK_CLOEXEC,  CLOEXEC,  "blocking FD_CLOEXEC")
FLAGGED(cloexec_unix_seqpacket,  UNIX_SEQPACKET, SOCK_CLOEXEC,  CLOEXEC,  "blocking FD_CLOEXEC")
FLAGGED(both_flags_tcp4,         TCP4,           BOTH,          COMBINED, "O_NONBLOCK FD_CLOEXEC")
FLAGGED(both_flags_udp6,         UDP6,           BOTH,          COMBINED, "O_NONBLOCK FD_CLOEXEC")
FLAGGED(both_flags_unix_stream,  UNIX_STREAM,    BOTH,          COMBINED, "O_NONBLOCK FD_CLOEXEC")

CASE(socket, nonblock_receives_nothing,
	PROVES("socket.SOCK_NONBLOCK.sets-o-nonblock"),
	ALL("-1 EAGAIN"))
{
	char byte;
	int fd = socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK, 0);

	observe(recv(fd, &byte, 1, 0));
}

/* What it refuses. */

#define REFUSES(name, domain, type, protocol, ...) \
	CASE(socket, name, __VA_ARGS__) { observe_descriptor(socket(domain, type, protocol)); }

#define UNKNOWN_DOMAIN \
	PROVES("socket.EAFNOSUPPORT.domain"), DOCUMENT("-1 EAFNOSUPPORT"), \
		POSIX("-1 EAFNOSUPPORT"), LINUX("-1 EAFNOSUPPORT | -1 EINVAL")

REFUSES(unknown_domain,  9999,      SOCK_STREAM, 0, UNKNOWN_DOMAIN)
REFUSES(negative_domain, -1,        SOCK_STREAM, 0, UNKNOWN_DOMAIN)
REFUSES(no_domain,       AF_UNSPEC, SOCK_STREAM, 0, UNKNOWN_DOMAIN)

/* ip(7) and unix(7) have a name of their own for it. */
#define UNKNOWN_TYPE \
	DOCUMENT("-1 EINVAL"), POSIX("-1 EPROTOTYPE"), \
		LINUX("-1 ESOCKTNOSUPPORT | -1 EPROTONOSUPPORT")
#define NOT_OF_THE_FAMILY \
	PROVES("socket.EPROTOTYPE.type socket.ESOCKTNOSUPPORT.type"), UNKNOWN_TYPE

REFUSES(type_out_of_range, AF_INET,  15,             0, PROVES("socket.EINVAL.type"), UNKNOWN_TYPE)
REFUSES(type_zero,         AF_INET,  0,              0, UNKNOWN_TYPE)
REFUSES(rdm_over_ip,       AF_INET,  SOCK_RDM,       0, NOT_OF_THE_FAMILY)
REFUSES(rdm_over_ipv6,     AF_INET6, SOCK_RDM,       0, NOT_OF_THE_FAMILY)
REFUSES(rdm_over_unix,     AF_UNIX,  SOCK_RDM,       0, NOT_OF_THE_FAMILY)
REFUSES(unknown_flag, AF_INET, SOCK_STREAM | 0x100000, 0,
	PROVES("socket.EINVAL.flags socket.EINVAL.type"), DOCUMENT("-1 EINVAL"), LINUX("-1 EINVAL"))

/* The document has two names for it, EINVAL and EPROTONOSUPPORT, and so has socket(2). */
#define NO_PROTOCOL_NUMBER \
	PROVES("socket.EINVAL.protocol"), DOCUMENT("-1 EINVAL"), POSIX("-1 EPROTONOSUPPORT"), \
		LINUX("-1 EINVAL | -1 EPROTONOSUPPORT")
#define FOREIGN_PROTOCOL(posix) \
	PROVES("socket.EPROTONOSUPPORT.protocol"), DOCUMENT("-1 EPROTONOSUPPORT"), POSIX(posix), \
		LINUX("-1 EPROTONOSUPPORT | -1 EINVAL")

REFUSES(protocol_negative,     AF_INET,  SOCK_STREAM, -1,   NO_PROTOCOL_NUMBER)
REFUSES(protocol_negative_v6,  AF_INET6, SOCK_STREAM, -1,   NO_PROTOCOL_NUMBER)
REFUSES(protocol_out_of_range, AF_INET,  SOCK_DGRAM,  9999, NO_PROTOCOL_NUMBER)
REFUSES(protocol_for_trials,   AF_INET,  SOCK_STREAM, TRIAL_PROTOCOL,
	FOREIGN_PROTOCOL("-1 EPROTONOSUPPORT"))
REFUSES(protocol_of_another_family, AF_UNIX, SOCK_STREAM, IPPROTO_TCP,
	FOREIGN_PROTOCOL("-1 EPROTONOSUPPORT"))
/* The family has the protocol, for another type. */
REFUSES(tcp_of_datagrams,      AF_INET,  SOCK_DGRAM,  IPPROTO_TCP,
	FOREIGN_PROTOCOL("-1 EPROTOTYPE | -1 EPROTONOSUPPORT"))
REFUSES(udp_of_streams,        AF_INET,  SOCK_STREAM, IPPROTO_UDP,
	FOREIGN_PROTOCOL("-1 EPROTOTYPE | -1 EPROTONOSUPPORT"))
REFUSES(tcp_of_datagrams_v6,   AF_INET6, SOCK_DGRAM,  IPPROTO_TCP,
	FOREIGN_PROTOCOL("-1 EPROTOTYPE | -1 EPROTONOSUPPORT"))

/* A new network namespace lets no group send echo requests, whoever asks. */
REFUSES(echo_socket, AF_INET, SOCK_DGRAM, IPPROTO_ICMP,
	PROVES("socket.EACCES.permission"), ALL("-1 EACCES"))

#define EXHAUSTED(name, kind) \
	CASE(socket, name, PROVES("socket.EMFILE.process-limit"), ALL("-1 EMFILE")) \
	{ \
		no_descriptor_left(); \
		observe_descriptor(socket(kind.family, kind.type, 0)); \
	}

EXHAUSTED(no_descriptor_tcp4,           TCP4)
EXHAUSTED(no_descriptor_tcp6,           TCP6)
EXHAUSTED(no_descriptor_udp4,           UDP4)
EXHAUSTED(no_descriptor_udp6,           UDP6)
EXHAUSTED(no_descriptor_unix_stream,    UNIX_STREAM)
EXHAUSTED(no_descriptor_unix_dgram,     UNIX_DGRAM)
EXHAUSTED(no_descriptor_unix_seqpacket, UNIX_SEQPACKET)

/* Without the capabilities of a superuser. */

static void observe_refusal(int fd)
{
	observe_word(fd < 0 ? "refused" : "fd");
}

CASE(socket, raw_unprivileged,
	PROVES("socket.SOCK_RAW.privilege"),
	DOCUMENT("refused fd"), POSIX("refused fd | fd fd"), LINUX("refused fd"),
	STAGE("unprivileged"))
{
	observe_refusal(socket(AF_INET, SOCK_RAW, IPPROTO_ICMP));
	observe_refusal(socket(AF_INET, SOCK_DGRAM, 0));
}

/* raw(7) and packet(7) have EPERM for it. */
#define FORBIDDEN(name, domain, type, protocol) \
	CASE(socket, name, PROVES("socket.EACCES.permission socket.EPERM.raw"), \
		DOCUMENT("-1 EACCES"), POSIX("-1 EACCES"), LINUX("-1 EPERM"), \
		STAGE("unprivileged")) \
	{ \
		observe_descriptor(socket(domain, type, protocol)); \
	}

FORBIDDEN(raw_forbidden_v4, AF_INET,  SOCK_RAW, IPPROTO_ICMP)
FORBIDDEN(raw_forbidden_v6, AF_INET6, SOCK_RAW, TRIAL_PROTOCOL)

CASE(socket, packet_forbidden,
	DOCUMENT("-1 EACCES"), LINUX("-1 EPERM"),
	STAGE("unprivileged"))
{
	observe_descriptor(socket(AF_PACKET, SOCK_RAW, htons(ETH_P_ALL)));
}

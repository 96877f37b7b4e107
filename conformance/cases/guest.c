/* What few kernels have, and the guest's does: rare domains, SCTP, and connections that fail before
 * they are accepted. */
#include "fixture.h"
#include <linux/atalk.h>
#include <linux/if_alg.h>
#include <linux/if_ether.h>
#include <linux/if_tun.h>
#include <linux/phonet.h>
#include <linux/rtnetlink.h>
#include <linux/sctp.h>
#include <linux/tipc.h>
#include <linux/x25.h>
#include <net/if_arp.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

typedef int acceptor(int fd, SA *addr, socklen_t *addr_len);

static int by_accept4(int fd, SA *addr, socklen_t *addr_len)
{
	return accept4(fd, addr, addr_len, 0);
}

/* What comes over. */
static void observe_arrival(int fd)
{
	char text[64] = "";

	await(fd, POLLIN);
	observe(recv(fd, text, sizeof text - 1, MSG_DONTWAIT));
	observe_text(text);
}

/* AF_ALG: the digest of what is sent is received. */

int alg_digester(void);
int alg_digester(void)
{
	struct sockaddr_alg addr = {
		.salg_family = AF_ALG,
		.salg_type = "hash",
		.salg_name = "sha1",
	};
	int fd = need(socket(AF_ALG, SOCK_SEQPACKET, 0), "AF_ALG");

	need(bind(fd, (SA *)(void *)&addr, sizeof addr), "bind");
	return need(accept(fd, NULL, NULL), "accept");
}

CASE(socket, alg_digest,
	PROVES("socket.domain.AF_ALG"),
	STAGE("guest"),
	DOCUMENT("3 20 a9993e364706816aba3e25717850c26c9cd0d89d"),
	LINUX("3 20 a9993e364706816aba3e25717850c26c9cd0d89d"))
{
	unsigned char digest[20];
	int fd = alg_digester();

	observe(send(fd, "abc", 3, 0));
	observe(recv(fd, digest, sizeof digest, 0));
	observe_bytes(digest, sizeof digest);
}

/* What digests is accepted, and has no address. */
CASE(bind, alg_operation,
	PROVES("bind.EOPNOTSUPP.type"),
	STAGE("guest"),
	POSIX("-1 EOPNOTSUPP"))
{
	struct sockaddr_alg addr = { .salg_family = AF_ALG };
	int fd = alg_digester();

	observe(bind(fd, (SA *)(void *)&addr, sizeof addr));
}

/* AF_APPLETALK: datagrams, over an interface with an address of it. */

static struct sockaddr_at appletalk_address(unsigned char port)
{
	struct sockaddr_at addr = { .sat_family = AF_APPLETALK, .sat_port = port };

	addr.sat_addr.s_net = htons(1);
	addr.sat_addr.s_node = 1;
	return addr;
}

static void give_appletalk_address(int fd)
{
	struct ifreq request = { .ifr_name = "lo" };
	struct sockaddr_at addr = appletalk_address(0);
	struct atalk_netrange everything = { .nr_phase = 2, .nr_lastnet = htons(0xfffe) };

	memcpy(addr.sat_zero, &everything, sizeof everything);
	memcpy(&request.ifr_addr, &addr, sizeof addr);
	need(ioctl(fd, SIOCSIFADDR, &request), "SIOCSIFADDR");
}

CASE(socket, appletalk_dgram,
	PROVES("socket.domain.AF_APPLETALK"),
	STAGE("guest"),
	DOCUMENT("5 5 hello"), LINUX("5 5 hello"))
{
	struct sockaddr_at there_addr = appletalk_address(200);
	int here = need(socket(AF_APPLETALK, SOCK_DGRAM, 0), "AF_APPLETALK");
	int there = need(socket(AF_APPLETALK, SOCK_DGRAM, 0), "AF_APPLETALK");
	give_appletalk_address(here);
	need(bind(there, (SA *)&there_addr, sizeof there_addr), "bind");

	observe(sendto(here, "hello", 5, 0, (SA *)&there_addr, sizeof there_addr));
	observe_arrival(there);
}

/* AF_TIPC has SOCK_RDM. */

static struct sockaddr_tipc tipc_address(void)
{
	struct sockaddr_tipc addr = {
		.family = AF_TIPC,
		.addrtype = TIPC_ADDR_NAME,
		.scope = TIPC_NODE_SCOPE,
	};

	addr.addr.name.name.type = 4711;
	addr.addr.name.name.instance = 1;
	return addr;
}

/* All that was sent is received, late as it may be. */
CASE(socket, rdm_delivered,
	PROVES("socket.type.SOCK_RDM socket.SOCK_RDM.reliable"),
	STAGE("guest"),
	DOCUMENT("100 100"), LINUX("100 100"))
{
	struct sockaddr_tipc addr = tipc_address();
	int here = need(socket(AF_TIPC, SOCK_RDM, 0), "AF_TIPC");
	int there = need(socket(AF_TIPC, SOCK_RDM, 0), "AF_TIPC");
	char byte;
	int sent = 0, received = 0;

	need(bind(there, (SA *)(void *)&addr, sizeof addr), "bind");
	while (sent < 100 && sendto(here, "a", 1, 0, (SA *)&addr, sizeof addr) == 1)
		sent++;
	await(there, POLLIN);
	while (recv(there, &byte, 1, MSG_DONTWAIT) == 1)
		received++;
	observe_number(sent);
	observe_number(received);
}

/* SCTP keeps records, and may hand them over in parts. */

static struct kind sctp_over(int family)
{
	struct kind kind = { family, SOCK_SEQPACKET };

	close(need(socket(family, SOCK_SEQPACKET, IPPROTO_SCTP), "SCTP"));
	int fd = need(open("/proc/sys/net/sctp/cookie_hmac_alg", O_WRONLY), "cookie_hmac_alg");
	need((int)write(fd, "none", 4), "cookie_hmac_alg");
	close(fd);
	return kind;
}

/* A message is sent to a socket that may have it from anybody. */
static int sctp_receiver(struct kind kind, const char *text)
{
	struct address addr;
	int there = listening(kind, 1, &addr), here = new_socket(kind);

	need((int)sendto(here, text, strlen(text), 0, &addr.any, addr.len), "sendto");
	await(there, POLLIN);
	return there;
}

static void observe_part(int fd, size_t size)
{
	char text[8] = "";
	struct iovec part = { text, size };
	struct msghdr message = { .msg_iov = &part, .msg_iovlen = 1 };

	observe(recvmsg(fd, &message, 0));
	observe_text(text);
	observe_flag(message.msg_flags, MSG_EOR);
}

/* The last part is marked. */
static void observe_record(int family)
{
	int fd = sctp_receiver(sctp_over(family), "hello");

	observe_part(fd, 3);
	observe_part(fd, 3);
}

#define RECORD(row_, family_) \
	CASE(recvmsg, row_, PROVES("recvmsg.msg_flags.MSG_EOR"), STAGE("guest"), \
		ALL("3 hel 2 lo MSG_EOR")) \
	{ \
		observe_record(family_); \
	}
RECORD(end_of_record_sctp4, AF_INET)
RECORD(end_of_record_sctp6, AF_INET6)

/* The option connects: a socket that is connected has no use for it. */
CASE(setsockopt, connects_connected_sctp,
	PROVES("setsockopt.EISCONN.connected"),
	STAGE("guest"),
	POSIX("-1 EISCONN"))
{
	struct kind kind = { sctp_over(AF_INET).family, SOCK_STREAM };
	struct sockaddr_in addr = loopback();
	socklen_t len = sizeof addr;
	int listener = need(socket(kind.family, kind.type, IPPROTO_SCTP), "SCTP");
	int fd = need(socket(kind.family, kind.type, IPPROTO_SCTP), "SCTP");
	need(bind(listener, (SA *)&addr, len), "bind");
	need(listen(listener, 1), "listen");
	need(getsockname(listener, (SA *)&addr, &len), "getsockname");
	need(connect(fd, (SA *)&addr, len), "connect");

	observe(setsockopt(fd, IPPROTO_SCTP, SCTP_SOCKOPT_CONNECTX, &addr, sizeof addr));
}

/* AF_X25, over a device whose other end is here: the frames are written to it by hand. */

/* Frames to the kernel begin with four bytes of the device's and one of the link's. */
enum { FRAME_HEADER = 5 };

static int x25_link(void)
{
	struct ifreq request = { .ifr_name = "x25", .ifr_flags = IFF_TUN };

	unlink("tun");
	need(mknod("tun", S_IFCHR | 0600, makedev(10, 200)), "mknod");
	int link = need(open("tun", O_RDWR), "tun");
	need(ioctl(link, TUNSETIFF, &request), "TUNSETIFF");
	need(ioctl(link, TUNSETLINK, ARPHRD_X25), "TUNSETLINK");
	request.ifr_flags = IFF_UP;
	need(ioctl(new_socket(UDP4), SIOCSIFFLAGS, &request), "SIOCSIFFLAGS");
	return link;
}

/* A packet of the first logical channel. */
static void x25_packet(int link, const void *rest, size_t size)
{
	unsigned char frame[64] = { 0, 0, ETH_P_X25 >> 8, ETH_P_X25 & 0xff, 0, 0x10, 1 };

	memcpy(frame + FRAME_HEADER + 2, rest, size);
	need((int)write(link, frame, FRAME_HEADER + 2 + size), "write");
}

#define X25_PACKET(link_, ...) \
	x25_packet(link_, (const unsigned char[]){ __VA_ARGS__ }, \
		sizeof(unsigned char[]){ __VA_ARGS__ })
#define CALL_REQUEST 0x0b, 0x44, 0x12, 0x34, 0x56, 0x78, 0 /* 1234 is called by 5678 */
#define CLEAR_REQUEST 0x13, 0, 0
#define DATA 0x00

/* A listener to which a call has come over the link. */
static int x25_called(int *link)
{
	struct sockaddr_x25 addr = { .sx25_family = AF_X25, .sx25_addr = { "1234" } };
	int fd = need(socket(AF_X25, SOCK_SEQPACKET, 0), "AF_X25");

	need(bind(fd, (SA *)(void *)&addr, sizeof addr), "bind");
	need(listen(fd, 1), "listen");
	*link = x25_link();
	X25_PACKET(*link, CALL_REQUEST);
	await(fd, POLLIN);
	return fd;
}

CASE(socket, x25_call,
	PROVES("socket.domain.AF_X25"),
	STAGE("guest"),
	DOCUMENT("5678 5 hello"), LINUX("5678 5 hello"))
{
	struct sockaddr_x25 caller;
	socklen_t len = sizeof caller;
	int link, listener = x25_called(&link);
	int fd = need(accept(listener, (SA *)&caller, &len), "accept");

	observe_text(caller.sx25_addr.x25_addr);
	X25_PACKET(link, DATA, 'h', 'e', 'l', 'l', 'o');
	observe_arrival(fd);
}

static void accept_cleared(acceptor *take)
{
	struct sockaddr_x25 caller;
	socklen_t len = sizeof caller;
	int link, listener = x25_called(&link);

	X25_PACKET(link, CLEAR_REQUEST);
	observe(take(listener, (SA *)&caller, &len));
}

#define ABORTED PROVES("accept.ECONNABORTED.aborted"), STAGE("guest"), ALL("-1 ECONNABORTED")

CASE(accept, call_cleared, ABORTED)
{
	accept_cleared(accept);
}

CASE(accept4, call_cleared, ABORTED)
{
	accept_cleared(by_accept4);
}

/* AF_PHONET: a pipe's end point is called by messages, which may be wrong. */

enum { PHONET_ADDRESS = 0x10, PIPE_PORT = 0x20, PNS_PEP_CONNECT_REQ = 0x40 };

static void give_phonet_address(void)
{
	struct {
		struct nlmsghdr header;
		struct ifaddrmsg addr;
		struct rtattr local;
		unsigned char value[4];
	} request = {
		.header = { sizeof request, RTM_NEWADDR, NLM_F_REQUEST | NLM_F_ACK, 1, 0 },
		.addr = { .ifa_family = AF_PHONET, .ifa_index = if_nametoindex("lo") },
		.local = { RTA_LENGTH(1), IFA_LOCAL },
		.value = { PHONET_ADDRESS },
	};
	struct {
		struct nlmsghdr header;
		struct nlmsgerr error;
	} answer;
	int fd = need(socket(AF_NETLINK, SOCK_RAW, NETLINK_ROUTE), "AF_NETLINK");

	need((int)send(fd, &request, sizeof request, 0), "RTM_NEWADDR");
	need((int)recv(fd, &answer, sizeof answer, 0), "RTM_NEWADDR");
	if (answer.error.error != 0 && answer.error.error != -EEXIST)
		unresolved("RTM_NEWADDR");
}

/* A listener to which requests to connect have come: which state they want the pipe to be in. */
int phonet_listener(unsigned char state, int requests);
int phonet_listener(unsigned char state, int requests)
{
	struct sockaddr_pn pipe_port = {
		.spn_family = AF_PHONET,
		.spn_dev = PHONET_ADDRESS,
		.spn_obj = PIPE_PORT,
	};
	struct address addr = { .len = sizeof pipe_port };
	int listener = need(socket(AF_PHONET, SOCK_SEQPACKET, 0), "AF_PHONET");
	int fd = need(socket(AF_PHONET, SOCK_DGRAM, 0), "AF_PHONET");

	memcpy(addr.room, &pipe_port, sizeof pipe_port); /* packed, where an address is not */
	give_phonet_address();
	need(bind(listener, &addr.any, addr.len), "bind");
	need(listen(listener, requests), "listen");
	for (unsigned char pipe = 1; pipe <= requests; pipe++) {
		unsigned char request[12] = { 0, PNS_PEP_CONNECT_REQ, pipe, state };
		need((int)sendto(fd, request, sizeof request, 0, &addr.any, addr.len), "sendto");
	}
	await(listener, POLLIN);
	return listener;
}

CASE(accept, phonet_pipe,
	PROVES("accept.types"),
	STAGE("guest"),
	ALL("fd"))
{
	int fd = accept(phonet_listener(0, 1), NULL, NULL);

	if (fd < 0)
		observe(fd);
	else
		observe_word("fd");
}

#define PROTOCOL_ERROR PROVES("accept.EPROTO.protocol"), STAGE("guest"), ALL("-1 EPROTO")

CASE(accept, no_such_state_of_pipe, PROTOCOL_ERROR)
{
	observe(accept(phonet_listener(7, 1), NULL, NULL));
}

CASE(accept4, no_such_state_of_pipe, PROTOCOL_ERROR)
{
	observe(accept4(phonet_listener(7, 1), NULL, NULL, 0));
}

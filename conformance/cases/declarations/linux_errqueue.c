/* What <linux/errqueue.h> declares. */
#include "fixture.h"

EXPRESSION(sock_extended_err, struct, struct sock_extended_err, *(struct sock_extended_err *)0,
	PROVES("sock_extended_err.struct"), DOCUMENT("declared"), LINUX("declared"))
FIELD(sock_extended_err, struct sock_extended_err, ee_errno, uint32_t,
	PROVES("sock_extended_err.ee_errno"), DOCUMENT("declared"), LINUX("declared"))
FIELD(sock_extended_err, struct sock_extended_err, ee_origin, uint8_t,
	PROVES("sock_extended_err.ee_origin"), DOCUMENT("declared"), LINUX("declared"))
FIELD(sock_extended_err, struct sock_extended_err, ee_type, uint8_t,
	PROVES("sock_extended_err.ee_type"), DOCUMENT("declared"), LINUX("declared"))
FIELD(sock_extended_err, struct sock_extended_err, ee_code, uint8_t,
	PROVES("sock_extended_err.ee_code"), DOCUMENT("declared"), LINUX("declared"))
FIELD(sock_extended_err, struct sock_extended_err, ee_pad, uint8_t,
	PROVES("sock_extended_err.ee_pad"), DOCUMENT("declared"), LINUX("declared"))
FIELD(sock_extended_err, struct sock_extended_err, ee_info, uint32_t,
	PROVES("sock_extended_err.ee_info"), DOCUMENT("declared"), LINUX("declared"))
FIELD(sock_extended_err, struct sock_extended_err, ee_data, uint32_t,
	PROVES("sock_extended_err.ee_data"), DOCUMENT("declared"), LINUX("declared"))

/* The origins have values, so these rows observe them. */
#define ORIGIN(name_, value_) \
	REGISTER(recv_##name_, "recv", #name_, ANYWHERE, PROVES("recv." #name_), DOCUMENT(value_), \
		LINUX(value_)) \
	{ \
		observe_number(name_); \
	}
ORIGIN(SO_EE_ORIGIN_NONE, "0")
ORIGIN(SO_EE_ORIGIN_LOCAL, "1")
ORIGIN(SO_EE_ORIGIN_ICMP, "2")
ORIGIN(SO_EE_ORIGIN_ICMP6, "3")

CASE(sock_extended_err, more_data, PROVES("sock_extended_err.more-data"),
	DOCUMENT("follows | nothing"), LINUX("follows"))
{
	struct sockaddr_in closed;
	char payload[1], control[512];
	struct iovec data = { payload, sizeof payload };
	struct msghdr message = { .msg_iov = &data, .msg_iovlen = 1, .msg_control = control,
		.msg_controllen = sizeof control };
	int fd = inet_socket(SOCK_DGRAM);

	close(bound_socket(SOCK_DGRAM, &closed));
	set_option(fd, IPPROTO_IP, IP_RECVERR, 1);
	need((int)sendto(fd, "", 1, 0, (SA *)&closed, sizeof closed), "sendto");
	await(fd, POLLERR);
	need((int)recvmsg(fd, &message, MSG_ERRQUEUE), "recvmsg(MSG_ERRQUEUE)");

	struct cmsghdr *header = CMSG_FIRSTHDR(&message);
	size_t error_len = CMSG_LEN(sizeof(struct sock_extended_err));
	observe_word(header && header->cmsg_len > error_len ? "follows" : "nothing");
}

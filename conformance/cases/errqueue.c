/* The errors that wait in a socket's error queue, and what recvmsg tells of them. */
#include "fixture.h"

/* An error taken from the queue. */
struct report {
	struct msghdr message;
	struct iovec part;
	char payload[4];
	struct address destination;
	union {
		struct cmsghdr header;
		char room[512];
	} control;
};

static struct msghdr *empty(struct report *report)
{
	memset(report, 0, sizeof *report);
	report->part = (struct iovec){ report->payload, sizeof report->payload };
	report->message = (struct msghdr){
		.msg_name = &report->destination.room,
		.msg_namelen = sizeof report->destination.room,
		.msg_iov = &report->part,
		.msg_iovlen = 1,
		.msg_control = &report->control,
		.msg_controllen = sizeof report->control,
	};
	return &report->message;
}

static int wants_errors(struct kind kind)
{
	int fd = new_socket(kind);

	if (kind.family == AF_INET)
		set_option(fd, IPPROTO_IP, IP_RECVERR, 1);
	else
		set_option(fd, IPPROTO_IPV6, IPV6_RECVERR, 1);
	return fd;
}

/* Waits until the socket has an error that was not told of; it is in the queue as well. */
static void await_error(int fd)
{
	for (int tries = 0; get_option(fd, SOL_SOCKET, SO_ERROR) == 0; tries++) {
		if (tries == 5000)
			unresolved("no error came");
		poll(NULL, 0, 1);
	}
}

/* Where nobody is. */
static struct address nobody(struct kind kind)
{
	struct address addr;

	close(bound(kind, &addr));
	return addr;
}

/* A socket that sent the text there, and to which that came back. */
static int refused(struct kind kind, const struct address *to, const char *text)
{
	int fd = wants_errors(kind);

	need((int)sendto(fd, text, strlen(text), 0, &to->any, to->len), "sendto");
	await_error(fd);
	return fd;
}

/* A socket that tried to send more than fits into any datagram. */
static int too_long(struct kind kind, const struct address *to)
{
	static const char data[65528];
	size_t size = kind.family == AF_INET ? 65508 : 65528;
	int fd = wants_errors(kind);

	if (sendto(fd, data, size, 0, &to->any, to->len) != -1 || errno != EMSGSIZE)
		unresolved("sent more than fits");
	return fd;
}

/* The error in a report, in *error; the offender's address is returned, or NULL. */
static const SA *error_in(struct report *report, struct sock_extended_err *error)
{
	struct cmsghdr *header = CMSG_FIRSTHDR(&report->message);
	int level = header ? header->cmsg_level : -1, type = header ? header->cmsg_type : -1;

	if (!((level == IPPROTO_IP && type == IP_RECVERR) ||
		    (level == IPPROTO_IPV6 && type == IPV6_RECVERR)))
		unresolved("no error beside the data");
	memcpy(error, CMSG_DATA(header), sizeof *error);
	if (header->cmsg_len < CMSG_LEN(sizeof *error + sizeof(struct sockaddr_in)))
		return NULL;
	return SO_EE_OFFENDER((struct sock_extended_err *)CMSG_DATA(header));
}

static void observe_flags(int flags)
{
	observe_flag(flags, MSG_TRUNC);
	observe_flag(flags, MSG_CTRUNC);
	observe_flag(flags, MSG_ERRQUEUE);
}

/* The length, the payload, the flags; then errno, origin, type and code. */
static void observe_error(int fd)
{
	struct report report;
	struct sock_extended_err error;
	ssize_t size = recvmsg(fd, empty(&report), MSG_ERRQUEUE);

	observe(size);
	if (size < 0)
		return;
	observe_text(report.payload);
	observe_flags(report.message.msg_flags);
	error_in(&report, &error);
	observe_errno((int)error.ee_errno);
	if (error.ee_origin == SO_EE_ORIGIN_LOCAL)
		observe_word("SO_EE_ORIGIN_LOCAL");
	else if (error.ee_origin == SO_EE_ORIGIN_ICMP)
		observe_word("SO_EE_ORIGIN_ICMP");
	else if (error.ee_origin == SO_EE_ORIGIN_ICMP6)
		observe_word("SO_EE_ORIGIN_ICMP6");
	else
		observe_number(error.ee_origin);
	observe_number(error.ee_type);
	observe_number(error.ee_code);
}

#define BOTH(allows_) DOCUMENT(allows_), LINUX(allows_)
#define ERROR_ROW(name_, origin_, allows_) \
	CASE(recvmsg, name_, \
		PROVES("recv.MSG_ERRQUEUE recvmsg.msg_flags.MSG_ERRQUEUE recv." #origin_ \
		       " sock_extended_err.struct sock_extended_err.ee_errno " \
		       "sock_extended_err.ee_origin sock_extended_err.ee_type " \
		       "sock_extended_err.ee_code"), \
		BOTH(allows_))

/* Destination unreachable, the port: RFC 792. */
ERROR_ROW(error_of_port_UDP4, SO_EE_ORIGIN_ICMP,
	"3 abc MSG_ERRQUEUE ECONNREFUSED SO_EE_ORIGIN_ICMP 3 3")
{
	struct address to = nobody(UDP4);

	observe_error(refused(UDP4, &to, "abc"));
}

/* The same in RFC 4443. */
ERROR_ROW(error_of_port_UDP6, SO_EE_ORIGIN_ICMP6,
	"3 abc MSG_ERRQUEUE ECONNREFUSED SO_EE_ORIGIN_ICMP6 1 4")
{
	struct address to = nobody(UDP6);

	observe_error(refused(UDP6, &to, "abc"));
}

ERROR_ROW(error_of_size_UDP4, SO_EE_ORIGIN_LOCAL,
	"0 empty MSG_ERRQUEUE EMSGSIZE SO_EE_ORIGIN_LOCAL 0 0")
{
	struct address to = nobody(UDP4);

	observe_error(too_long(UDP4, &to));
}

ERROR_ROW(error_of_size_UDP6, SO_EE_ORIGIN_LOCAL,
	"0 empty MSG_ERRQUEUE EMSGSIZE SO_EE_ORIGIN_LOCAL 0 0")
{
	struct address to = nobody(UDP6);

	observe_error(too_long(UDP6, &to));
}

/* What would have fit, with its headers. */
static void size_told(struct kind kind, uint32_t tried)
{
	struct address to = nobody(kind);
	struct report report;
	struct sock_extended_err error;
	int fd = too_long(kind, &to);

	observe(recvmsg(fd, empty(&report), MSG_ERRQUEUE));
	error_in(&report, &error);
	observe_word(error.ee_info >= 1280 && error.ee_info < tried ? "less" : "other");
}

#define SIZE_TOLD(row_, kind_, tried_) \
	CASE(recvmsg, size_told_##row_, PROVES("sock_extended_err.ee_info"), BOTH("0 less")) \
	{ \
		size_told(kind_, tried_); \
	}
SIZE_TOLD(udp4, UDP4, 20 + 8 + 65508)
SIZE_TOLD(udp6, UDP6, 40 + 8 + 65528)

static void destination(struct kind kind)
{
	struct address to = nobody(kind);
	struct report report;
	int fd = refused(kind, &to, "abc");

	observe(recvmsg(fd, empty(&report), MSG_ERRQUEUE));
	int same = report.message.msg_namelen == to.len &&
		   memcmp(&report.destination.room, &to.room, to.len) == 0;
	observe_word(same ? "destination" : "another");
}

#define DESTINATION(row_, kind_) \
	CASE(recvmsg, error_destination_##row_, LINUX("3 destination")) \
	{ \
		destination(kind_); \
	}
DESTINATION(udp4, UDP4)
DESTINATION(udp6, UDP6)

static void observe_offender(int fd)
{
	struct report report;
	struct sock_extended_err error;
	char name[INET6_ADDRSTRLEN] = "none";

	observe(recvmsg(fd, empty(&report), MSG_ERRQUEUE));
	const SA *offender = error_in(&report, &error);
	if (offender && offender->sa_family == AF_INET)
		inet_ntop(AF_INET, &((const struct sockaddr_in *)offender)->sin_addr, name,
			sizeof name);
	if (offender && offender->sa_family == AF_INET6)
		inet_ntop(AF_INET6, &((const struct sockaddr_in6 *)offender)->sin6_addr, name,
			sizeof name);
	observe_text(name);
}

#define OFFENDER(row_, kind_, name_) \
	CASE(recvmsg, error_offender_##row_, PROVES("sock_extended_err.more-data"), \
		DOCUMENT("3 " name_ " | 3 none"), LINUX("3 " name_)) \
	{ \
		struct address to = nobody(kind_); \
\
		observe_offender(refused(kind_, &to, "abc")); \
	} \
	CASE(recvmsg, local_error_offender_##row_, LINUX("0 none")) \
	{ \
		struct address to = nobody(kind_); \
\
		observe_offender(too_long(kind_, &to)); \
	}
OFFENDER(udp4, UDP4, "127.0.0.1")
OFFENDER(udp6, UDP6, "::1")

/* Each error taken leaves the next as the one that is pending. */
static void one_by_one(struct kind kind)
{
	struct address to = nobody(kind);
	int fd = refused(kind, &to, "a");
	need((int)sendto(fd, "b", 1, 0, &to.any, to.len), "sendto");
	await_error(fd);

	for (int i = 0; i < 2; i++) {
		struct report report;
		observe(recvmsg(fd, empty(&report), MSG_ERRQUEUE));
		observe_text(report.payload);
		int pending = get_option(fd, SOL_SOCKET, SO_ERROR);
		pending ? observe_errno(pending) : observe_word("none");
	}
}

#define ONE_BY_ONE(row_, kind_) \
	CASE(recvmsg, errors_one_by_one_##row_, LINUX("1 a ECONNREFUSED 1 b none")) \
	{ \
		one_by_one(kind_); \
	}
ONE_BY_ONE(udp4, UDP4)
ONE_BY_ONE(udp6, UDP6)

/* The next call tells of the error, and the queue keeps it. */
static void told_and_kept(struct kind kind)
{
	struct address to = nobody(kind);
	int fd = wants_errors(kind);
	char data[4];
	need((int)sendto(fd, "abc", 3, 0, &to.any, to.len), "sendto");
	await(fd, POLLERR);

	observe(recv(fd, data, sizeof data, 0));
	observe_error(fd);
}

#define TOLD_AND_KEPT(row_, kind_, origin_, type_, code_) \
	CASE(recvmsg, error_told_and_kept_##row_, PROVES("recv.MSG_ERRQUEUE"), \
		BOTH("-1 ECONNREFUSED 3 abc MSG_ERRQUEUE ECONNREFUSED " #origin_ " " #type_ \
		     " " #code_)) \
	{ \
		told_and_kept(kind_); \
	}
TOLD_AND_KEPT(udp4, UDP4, SO_EE_ORIGIN_ICMP, 3, 3)
TOLD_AND_KEPT(udp6, UDP6, SO_EE_ORIGIN_ICMP6, 1, 4)

static void cut(struct kind kind, size_t data, size_t control)
{
	struct address to = nobody(kind);
	struct report report;
	struct msghdr *message = empty(&report);
	int fd = refused(kind, &to, "abc");
	report.part.iov_len = data;
	message->msg_controllen = control;

	observe(recvmsg(fd, message, MSG_ERRQUEUE));
	observe_text(report.payload);
	observe_flags(message->msg_flags);
}

#define CUT(row_, kind_) \
	CASE(recvmsg, error_without_control_##row_, BOTH("3 abc MSG_CTRUNC MSG_ERRQUEUE")) \
	{ \
		cut(kind_, 4, 0); \
	} \
	CASE(recvmsg, error_with_little_control_##row_, BOTH("3 abc MSG_CTRUNC MSG_ERRQUEUE")) \
	{ \
		cut(kind_, 4, CMSG_LEN(sizeof(struct sock_extended_err)) - 1); \
	} \
	CASE(recvmsg, error_payload_cut_##row_, BOTH("1 a MSG_TRUNC MSG_ERRQUEUE")) \
	{ \
		cut(kind_, 1, sizeof((struct report *)0)->control); \
	}
CUT(udp4, UDP4)
CUT(udp6, UDP6)

/* The calls without ancillary data get what remains: the payload, and where it went. */
#define PAYLOAD(row_, kind_) \
	CASE(recv, error_payload_##row_, LINUX("3 616263")) \
	{ \
		struct address to = nobody(kind_); \
		char data[4]; \
		int fd = refused(kind_, &to, "abc"); \
\
		observe(recv(fd, data, sizeof data, MSG_ERRQUEUE)); \
		observe_bytes(data, 3); \
	} \
	CASE(recvfrom, error_payload_##row_, LINUX("3 616263 destination")) \
	{ \
		struct address to = nobody(kind_), went = { .len = sizeof went.room }; \
		char data[4]; \
		int fd = refused(kind_, &to, "abc"); \
\
		observe(recvfrom(fd, data, sizeof data, MSG_ERRQUEUE, &went.any, &went.len)); \
		observe_bytes(data, 3); \
		observe_word(memcmp(&went.room, &to.room, to.len) == 0 ? "destination" \
								       : "another"); \
	}
PAYLOAD(udp4, UDP4)
PAYLOAD(udp6, UDP6)

/* Data are no errors. */
static void no_errors(struct kind kind)
{
	struct pair pair = connected(kind);
	struct report report;
	need((int)send(pair.there, "abc", 3, 0), "send");
	await(pair.here, POLLIN);

	observe(recvmsg(pair.here, empty(&report), MSG_ERRQUEUE | MSG_DONTWAIT));
	observe(recv(pair.here, report.payload, sizeof report.payload, 0));
}

#define NO_ERRORS(row_, kind_) \
	CASE(recvmsg, no_errors_queued_##row_, \
		PROVES("recv.MSG_ERRQUEUE"), BOTH("-1 EAGAIN 3 | -1 EWOULDBLOCK 3")) \
	{ \
		no_errors(kind_); \
	}
NO_ERRORS(udp4, UDP4)
NO_ERRORS(udp6, UDP6)

/* What <sys/socket.h> declares. */
#include "fixture.h"

SIGNATURE(socket, int, (int, int, int), ALL("declared"))
SIGNATURE(shutdown, int, (int, int), ALL("declared"))
SIGNATURE(bind, int, (int, const struct sockaddr *, socklen_t), ALL("declared"))
SIGNATURE(getsockname, int, (int, struct sockaddr *, socklen_t *), ALL("declared"))
SIGNATURE(getpeername, int, (int, struct sockaddr *, socklen_t *), ALL("declared"))
SIGNATURE(connect, int, (int, const struct sockaddr *, socklen_t), ALL("declared"))
SIGNATURE(listen, int, (int, int), ALL("declared"))
SIGNATURE(accept, int, (int, struct sockaddr *, socklen_t *), ALL("declared"))
SIGNATURE(accept4, int, (int, struct sockaddr *, socklen_t *, int), ALL("declared"))
SIGNATURE(send, ssize_t, (int, const void *, size_t, int), ALL("declared"))
SIGNATURE(sendto, ssize_t, (int, const void *, size_t, int, const struct sockaddr *, socklen_t),
	ALL("declared"))
SIGNATURE(sendmsg, ssize_t, (int, const struct msghdr *, int), ALL("declared"))
/* sendmmsg(2) has int for the flags. */
SIGNATURE(sendmmsg, int, (int, struct mmsghdr *, unsigned int, unsigned int), DOCUMENT("declared"),
	LINUX("other type"))
SIGNATURE(recv, ssize_t, (int, void *, size_t, int), ALL("declared"))
SIGNATURE(recvfrom, ssize_t, (int, void *, size_t, int, struct sockaddr *, socklen_t *),
	ALL("declared"))
SIGNATURE(recvmsg, ssize_t, (int, struct msghdr *, int), ALL("declared"))
SIGNATURE(getsockopt, int, (int, int, int, void *, socklen_t *), ALL("declared"))
SIGNATURE(setsockopt, int, (int, int, int, const void *, socklen_t), ALL("declared"))
SIGNATURE(sockatmark, int, (int), ALL("declared"))

EXPRESSION(sockaddr, struct, struct sockaddr, *(struct sockaddr *)0, PROVES("sockaddr.struct"),
	ALL("declared"))
FIELD(sockaddr, struct sockaddr, sa_family, sa_family_t, PROVES("sockaddr.sa_family"),
	ALL("declared"))
/* POSIX leaves the length open, and so does sockaddr(3type). */
EXPRESSION(sockaddr, sa_data, char (*)[14], &((struct sockaddr *)0)->sa_data,
	PROVES("sockaddr.sa_data"), DOCUMENT("declared"), POSIX("declared | other type"),
	LINUX("declared | other type"))

EXPRESSION(msghdr, struct, struct msghdr, *(struct msghdr *)0,
	PROVES("msghdr.struct msghdr.recv.struct"), ALL("declared"))
FIELD(msghdr, struct msghdr, msg_name, void *, PROVES("msghdr.msg_name msghdr.recv.msg_name"),
	ALL("declared"))
FIELD(msghdr, struct msghdr, msg_namelen, socklen_t,
	PROVES("msghdr.msg_namelen msghdr.recv.msg_namelen"), ALL("declared"))
FIELD(msghdr, struct msghdr, msg_iov, struct iovec *, PROVES("msghdr.msg_iov msghdr.recv.msg_iov"),
	ALL("declared"))
FIELD(msghdr, struct msghdr, msg_control, void *,
	PROVES("msghdr.msg_control msghdr.recv.msg_control"), ALL("declared"))
FIELD(msghdr, struct msghdr, msg_flags, int, PROVES("msghdr.msg_flags msghdr.recv.msg_flags"),
	ALL("declared"))
/* int for POSIX. */
FIELD(msghdr, struct msghdr, msg_iovlen, size_t, PROVES("msghdr.msg_iovlen msghdr.recv.msg_iovlen"),
	DOCUMENT("declared"), POSIX("other type"), LINUX("declared"))
/* socklen_t for POSIX, as recv(2) and cmsg(3) say: size_t or not, as the machine has it. */
FIELD(msghdr, struct msghdr, msg_controllen, size_t,
	PROVES("msghdr.msg_controllen msghdr.recv.msg_controllen"), DOCUMENT("declared"),
	POSIX("declared | other type"), LINUX("declared | other type"))
EXPRESSION(cmsghdr, struct, struct cmsghdr, *(struct cmsghdr *)0, PROVES("cmsghdr.struct"),
	ALL("declared"))
FIELD(cmsghdr, struct cmsghdr, cmsg_len, size_t, PROVES("cmsghdr.cmsg_len"), DOCUMENT("declared"),
	POSIX("declared | other type"), LINUX("declared | other type"))
FIELD(cmsghdr, struct cmsghdr, cmsg_level, int, PROVES("cmsghdr.cmsg_level"), ALL("declared"))
FIELD(cmsghdr, struct cmsghdr, cmsg_type, int, PROVES("cmsghdr.cmsg_type"), ALL("declared"))
EXPRESSION(mmsghdr, struct, struct mmsghdr, *(struct mmsghdr *)0, PROVES("mmsghdr.struct"),
	DOCUMENT("declared"), LINUX("declared"))
FIELD(mmsghdr, struct mmsghdr, msg_hdr, struct msghdr, PROVES("mmsghdr.msg_hdr"),
	DOCUMENT("declared"), LINUX("declared"))
FIELD(mmsghdr, struct mmsghdr, msg_len, unsigned int, PROVES("mmsghdr.msg_len"),
	DOCUMENT("declared"), LINUX("declared"))

/* No member of that name, but bytes behind the header, which a macro finds. */
EXPRESSION(cmsghdr, cmsg_data, unsigned char *, CMSG_DATA((struct cmsghdr *)0),
	PROVES("cmsghdr.cmsg_data"), ALL("declared"))
EXPRESSION(CMSG_DATA, signature, unsigned char *, CMSG_DATA((struct cmsghdr *)0),
	PROVES("CMSG_DATA.signature"), ALL("declared"))
EXPRESSION(CMSG_FIRSTHDR, signature, struct cmsghdr *, CMSG_FIRSTHDR((struct msghdr *)0),
	PROVES("CMSG_FIRSTHDR.signature"), ALL("declared"))
EXPRESSION(CMSG_NXTHDR, signature, struct cmsghdr *,
	CMSG_NXTHDR((struct msghdr *)0, (struct cmsghdr *)0), PROVES("CMSG_NXTHDR.signature"),
	ALL("declared"))
EXPRESSION(CMSG_ALIGN, signature, size_t, CMSG_ALIGN((size_t)1), PROVES("CMSG_ALIGN.signature"),
	DOCUMENT("declared"), LINUX("declared"))
/* New in Issue 8, whose type for them nobody has read yet. */
EXPRESSION(CMSG_SPACE, signature, size_t, CMSG_SPACE((size_t)1), PROVES("CMSG_SPACE.signature"),
	DOCUMENT("declared"), POSIX("declared | other type"), LINUX("declared"))
EXPRESSION(CMSG_LEN, signature, size_t, CMSG_LEN((size_t)1), PROVES("CMSG_LEN.signature"),
	DOCUMENT("declared"), POSIX("declared | other type"), LINUX("declared"))

CONSTANT(socket, AF_UNIX, PROVES("socket.domain.AF_UNIX"), ALL("declared"))
CONSTANT(socket, AF_LOCAL, PROVES("socket.domain.AF_LOCAL"), DOCUMENT("declared"),
	LINUX("declared"))
CONSTANT(socket, AF_INET, PROVES("socket.domain.AF_INET"), ALL("declared"))
CONSTANT(socket, AF_INET6, PROVES("socket.domain.AF_INET6"), ALL("declared"))
CONSTANT(socket, AF_IPX, PROVES("socket.domain.AF_IPX"), DOCUMENT("declared"), LINUX("declared"))
CONSTANT(socket, AF_NETLINK, PROVES("socket.domain.AF_NETLINK"), DOCUMENT("declared"),
	LINUX("declared"))
CONSTANT(socket, AF_X25, PROVES("socket.domain.AF_X25"), DOCUMENT("declared"), LINUX("declared"))
CONSTANT(socket, AF_AX25, PROVES("socket.domain.AF_AX25"), DOCUMENT("declared"), LINUX("declared"))
CONSTANT(socket, AF_ATMPVC, PROVES("socket.domain.AF_ATMPVC"), DOCUMENT("declared"),
	LINUX("declared"))
CONSTANT(socket, AF_APPLETALK, PROVES("socket.domain.AF_APPLETALK"), DOCUMENT("declared"),
	LINUX("declared"))
CONSTANT(socket, AF_PACKET, PROVES("socket.domain.AF_PACKET"), DOCUMENT("declared"),
	LINUX("declared"))
CONSTANT(socket, AF_ALG, PROVES("socket.domain.AF_ALG"), DOCUMENT("declared"), LINUX("declared"))
CONSTANT(socket, SOCK_STREAM, PROVES("socket.type.SOCK_STREAM"), ALL("declared"))
CONSTANT(socket, SOCK_DGRAM, PROVES("socket.type.SOCK_DGRAM"), ALL("declared"))
CONSTANT(socket, SOCK_SEQPACKET, PROVES("socket.type.SOCK_SEQPACKET"), ALL("declared"))
CONSTANT(socket, SOCK_RAW, PROVES("socket.type.SOCK_RAW"), ALL("declared"))
CONSTANT(socket, SOCK_RDM, PROVES("socket.type.SOCK_RDM"), DOCUMENT("declared"), LINUX("declared"))
CONSTANT(socket, SOCK_PACKET, PROVES("socket.type.SOCK_PACKET"), DOCUMENT("declared"),
	LINUX("declared"))
CONSTANT(socket, SOCK_NONBLOCK, PROVES("socket.SOCK_NONBLOCK.sets-o-nonblock"), ALL("declared"))
CONSTANT(socket, SOCK_CLOEXEC, PROVES("socket.SOCK_CLOEXEC.sets-fd-cloexec"), ALL("declared"))
CONSTANT(accept4, SOCK_NONBLOCK, PROVES("accept4.SOCK_NONBLOCK"), ALL("declared"))
CONSTANT(accept4, SOCK_CLOEXEC, PROVES("accept4.SOCK_CLOEXEC"), ALL("declared"))
CONSTANT(shutdown, SHUT_RD, PROVES("shutdown.SHUT_RD"), ALL("declared"))
CONSTANT(shutdown, SHUT_WR, PROVES("shutdown.SHUT_WR"), ALL("declared"))
CONSTANT(shutdown, SHUT_RDWR, PROVES("shutdown.SHUT_RDWR"), ALL("declared"))

CONSTANT(send, MSG_CONFIRM, PROVES("send.MSG_CONFIRM"), DOCUMENT("declared"), LINUX("declared"))
CONSTANT(send, MSG_DONTROUTE, PROVES("send.MSG_DONTROUTE"), ALL("declared"))
CONSTANT(send, MSG_DONTWAIT, PROVES("send.MSG_DONTWAIT"), DOCUMENT("declared"), LINUX("declared"))
CONSTANT(send, MSG_EOF, PROVES("send.MSG_EOF"), DOCUMENT("declared"))
CONSTANT(send, MSG_EOR, PROVES("send.MSG_EOR"), ALL("declared"))
CONSTANT(send, MSG_MORE, PROVES("send.MSG_MORE"), DOCUMENT("declared"), LINUX("declared"))
CONSTANT(send, MSG_NOSIGNAL, PROVES("send.MSG_NOSIGNAL"), ALL("declared"))
CONSTANT(send, MSG_OOB, PROVES("send.MSG_OOB"), ALL("declared"))
CONSTANT(recv, MSG_CMSG_CLOEXEC, PROVES("recv.MSG_CMSG_CLOEXEC"), ALL("declared"))
CONSTANT(recv, MSG_DONTWAIT, PROVES("recv.MSG_DONTWAIT"), DOCUMENT("declared"), LINUX("declared"))
CONSTANT(recv, MSG_ERRQUEUE, PROVES("recv.MSG_ERRQUEUE"), DOCUMENT("declared"), LINUX("declared"))
CONSTANT(recv, MSG_OOB, PROVES("recv.MSG_OOB"), ALL("declared"))
CONSTANT(recv, MSG_PEEK, PROVES("recv.MSG_PEEK"), ALL("declared"))
CONSTANT(recv, MSG_TRUNC, PROVES("recv.MSG_TRUNC"), DOCUMENT("declared"), LINUX("declared"))
CONSTANT(recv, MSG_WAITALL, PROVES("recv.MSG_WAITALL"), ALL("declared"))
CONSTANT(recvmsg, MSG_CTRUNC, PROVES("recvmsg.msg_flags.MSG_CTRUNC"), ALL("declared"))
CONSTANT(recvmsg, MSG_EOR, PROVES("recvmsg.msg_flags.MSG_EOR"), ALL("declared"))
CONSTANT(recvmsg, MSG_ERRQUEUE, PROVES("recvmsg.msg_flags.MSG_ERRQUEUE"), DOCUMENT("declared"),
	LINUX("declared"))
CONSTANT(recvmsg, MSG_OOB, PROVES("recvmsg.msg_flags.MSG_OOB"), ALL("declared"))
CONSTANT(recvmsg, MSG_TRUNC, PROVES("recvmsg.msg_flags.MSG_TRUNC"), ALL("declared"))

CONSTANT(getsockopt, SOL_SOCKET, PROVES("sockopt.level.SOL_SOCKET"), ALL("declared"))
CONSTANT(getsockopt, SO_ACCEPTCONN, PROVES("sockopt.SO_ACCEPTCONN"), ALL("declared"))
CONSTANT(getsockopt, SO_BROADCAST, PROVES("sockopt.SO_BROADCAST"), ALL("declared"))
CONSTANT(getsockopt, SO_DEBUG, PROVES("sockopt.SO_DEBUG"), ALL("declared"))
CONSTANT(getsockopt, SO_DONTROUTE, PROVES("sockopt.SO_DONTROUTE"), ALL("declared"))
CONSTANT(getsockopt, SO_ERROR, PROVES("sockopt.SO_ERROR"), ALL("declared"))
CONSTANT(getsockopt, SO_KEEPALIVE, PROVES("sockopt.SO_KEEPALIVE"), ALL("declared"))
CONSTANT(getsockopt, SO_LINGER, PROVES("sockopt.SO_LINGER"), ALL("declared"))
CONSTANT(getsockopt, SO_OOBINLINE, PROVES("sockopt.SO_OOBINLINE"), ALL("declared"))
CONSTANT(getsockopt, SO_RCVBUF, PROVES("sockopt.SO_RCVBUF"), ALL("declared"))
CONSTANT(getsockopt, SO_RCVLOWAT, PROVES("sockopt.SO_RCVLOWAT"), ALL("declared"))
CONSTANT(getsockopt, SO_RCVTIMEO, PROVES("sockopt.SO_RCVTIMEO"), ALL("declared"))
CONSTANT(getsockopt, SO_REUSEADDR, PROVES("sockopt.SO_REUSEADDR"), ALL("declared"))
CONSTANT(getsockopt, SO_SNDBUF, PROVES("sockopt.SO_SNDBUF"), ALL("declared"))
CONSTANT(getsockopt, SO_SNDLOWAT, PROVES("sockopt.SO_SNDLOWAT"), ALL("declared"))
CONSTANT(getsockopt, SO_SNDTIMEO, PROVES("sockopt.SO_SNDTIMEO"), ALL("declared"))
CONSTANT(getsockopt, SO_TYPE, PROVES("sockopt.SO_TYPE"), ALL("declared"))

/* An option's type shows in the size of its value, so these rows observe that. */
#define OPTION_TYPE(option_, type_) \
	REGISTER(getsockopt_##option_##_type, "getsockopt", #option_ "_type", \
		PROVES("sockopt." #option_ ".type"), ALL(#type_)) \
	{ \
		char value[256]; \
		socklen_t len = sizeof value; \
\
		if (getsockopt(inet_socket(SOCK_STREAM), SOL_SOCKET, option_, value, &len) < 0) \
			observe(-1); \
		else if (len == sizeof(type_)) \
			observe_word(#type_); \
		else \
			observe_number(len); \
	}
OPTION_TYPE(SO_ACCEPTCONN, int)
OPTION_TYPE(SO_BROADCAST, int)
OPTION_TYPE(SO_DEBUG, int)
OPTION_TYPE(SO_DONTROUTE, int)
OPTION_TYPE(SO_ERROR, int)
OPTION_TYPE(SO_KEEPALIVE, int)
OPTION_TYPE(SO_LINGER, struct linger)
OPTION_TYPE(SO_OOBINLINE, int)
OPTION_TYPE(SO_RCVBUF, int)
OPTION_TYPE(SO_RCVLOWAT, int)
OPTION_TYPE(SO_RCVTIMEO, struct timeval)
OPTION_TYPE(SO_REUSEADDR, int)
OPTION_TYPE(SO_SNDBUF, int)
OPTION_TYPE(SO_SNDLOWAT, int)
OPTION_TYPE(SO_SNDTIMEO, struct timeval)
OPTION_TYPE(SO_TYPE, int)

/* setsockopt() refuses them, with an error that the document leaves open. */
#define GET_ONLY(option_) \
	REGISTER(setsockopt_##option_##_get_only, "setsockopt", #option_ "_get_only", \
		PROVES("sockopt." #option_ ".get-only"), ALL("refused")) \
	{ \
		int value = 1, fd = inet_socket(SOCK_STREAM); \
		int ret = setsockopt(fd, SOL_SOCKET, option_, &value, sizeof value); \
\
		observe_word(ret == -1 ? "refused" : "set"); \
	}
GET_ONLY(SO_ACCEPTCONN)
GET_ONLY(SO_ERROR)
GET_ONLY(SO_TYPE)

/* What only recvmsg does: many buffers, a name, and flags that come back. What it has in common
 * with recv and recvfrom is in recv.c; control messages are in scm.c, errors in errqueue.c. */
#include "fixture.h"

/* A message into one buffer. */
struct inbox {
	struct msghdr header;
	struct iovec part;
	char data[4];
};

static struct msghdr *empty(struct inbox *inbox, size_t size)
{
	inbox->part = (struct iovec){ inbox->data, size };
	inbox->header = (struct msghdr){ .msg_iov = &inbox->part, .msg_iovlen = 1 };
	return &inbox->header;
}

static void deliver(struct pair pair, const char *text, int flags)
{
	need((int)send(pair.there, text, strlen(text), flags), "send");
	await(pair.here, flags & MSG_OOB ? POLLPRI : POLLIN);
}

/* The buffers. */

static void scattered(struct kind kind)
{
	struct pair pair = connected(kind);
	char first[2], last[4];
	struct iovec parts[] = { { first, sizeof first }, { NULL, 0 }, { last, sizeof last } };
	struct msghdr message = { .msg_iov = parts, .msg_iovlen = 3 };
	memset(last, 0xee, sizeof last);
	deliver(pair, "abcde", 0);

	observe(recvmsg(pair.here, &message, 0));
	observe_bytes(first, sizeof first);
	observe_bytes(last, sizeof last);
}

#define SCATTERED(row_, kind_) \
	CASE(recvmsg, scattered_##row_, \
		PROVES("recvmsg.buffers recvmsg.signature iovec.struct iovec.iov_base " \
		       "iovec.iov_len msghdr.recv.struct msghdr.recv.msg_iov " \
		       "msghdr.recv.msg_iovlen"), \
		ALL("5 6162 636465ee")) \
	{ \
		scattered(kind_); \
	}
SCATTERED(tcp4, TCP4)
SCATTERED(tcp6, TCP6)
SCATTERED(udp4, UDP4)
SCATTERED(udp6, UDP6)
SCATTERED(unix_stream, UNIX_STREAM)
SCATTERED(unix_dgram, UNIX_DGRAM)
SCATTERED(unix_seqpacket, UNIX_SEQPACKET)

static void receive_into(struct iovec *parts, size_t n)
{
	struct pair pair = connected(UNIX_STREAM);
	struct msghdr message = { .msg_iov = parts };
	message.msg_iovlen = n;
	deliver(pair, "abc", 0);

	observe(recvmsg(pair.here, &message, 0));
}

CASE(recvmsg, no_buffer,
	PROVES("recvmsg.EMSGSIZE.iovlen"),
	POSIX("-1 EMSGSIZE"))
{
	receive_into(NULL, 0);
}

static struct iovec *many(size_t n)
{
	static struct iovec *parts;
	static char data;

	parts = malloc(n * sizeof *parts);
	if (!parts)
		unresolved("malloc");
	for (size_t i = 0; i < n; i++)
		parts[i] = (struct iovec){ &data, 1 };
	return parts;
}

CASE(recvmsg, most_buffers, POSIX("3"), LINUX("3"))
{
	size_t most = (size_t)need((int)sysconf(_SC_IOV_MAX), "IOV_MAX");

	receive_into(many(most), most);
}

CASE(recvmsg, too_many_buffers,
	PROVES("recvmsg.EMSGSIZE.iovlen"),
	POSIX("-1 EMSGSIZE"))
{
	size_t most = (size_t)need((int)sysconf(_SC_IOV_MAX), "IOV_MAX");

	receive_into(many(most + 1), most + 1);
}

CASE(recvmsg, buffer_too_large,
	PROVES("recvmsg.EINVAL.iov-overflow recv.EINVAL.invalid-argument"),
	ALL("-1 EINVAL"))
{
	char data[4];
	struct iovec part = { data, SIZE_MAX };

	receive_into(&part, 1);
}

CASE(recvmsg, buffers_too_large,
	PROVES("recvmsg.EINVAL.iov-overflow"),
	POSIX("-1 EINVAL"))
{
	char data[4];
	struct iovec parts[] = { { data, SIZE_MAX / 2 }, { data, SIZE_MAX / 2 } };

	receive_into(parts, 2);
}

/* The name. */

static void source(struct kind kind, socklen_t room)
{
	struct address to, sender, from;
	int receiver = bound(kind, &to), other = bound(kind, &sender);
	struct inbox inbox;
	struct msghdr *message = empty(&inbox, 4);
	socklen_t stored = room < sender.len ? room : sender.len;
	memset(&from, 0xee, sizeof from);
	message->msg_name = &from.room;
	message->msg_namelen = room;
	need((int)sendto(other, "a", 1, 0, &to.any, to.len), "sendto");

	observe(recvmsg(receiver, message, 0));
	observe_word(memcmp(&from.room, &sender.room, stored) == 0 ? "sender" : "another");
	observe_bytes((char *)&from.room + stored, 2);
	observe_word(message->msg_namelen == sender.len ? "whole"
			: message->msg_namelen == room	? "cut"
							: "other");
}

#define SOURCE(row_, kind_) \
	CASE(recvmsg, source_##row_, \
		PROVES("msghdr.recv.msg_name msghdr.recv.msg_namelen recvmsg.signature"), \
		ALL("1 sender eeee whole")) \
	{ \
		source(kind_, sizeof(struct sockaddr_storage) - 2); \
	}
SOURCE(udp4, UDP4)
SOURCE(udp6, UDP6)
SOURCE(unix_dgram, UNIX_DGRAM)

/* POSIX has the length stored, which may mean either. */
#define SOURCE_CUT(row_, kind_) \
	CASE(recvmsg, source_cut_##row_, POSIX("1 sender eeee whole | 1 sender eeee cut")) \
	{ \
		source(kind_, 4); \
	} \
	CASE(recvmsg, source_without_room_##row_, \
		POSIX("1 sender eeee whole | 1 sender eeee cut")) \
	{ \
		source(kind_, 0); \
	}
SOURCE_CUT(udp4, UDP4)
SOURCE_CUT(udp6, UDP6)

/* The flags that come back. */

static void observe_flags(int flags)
{
	observe_flag(flags, MSG_EOR);
	observe_flag(flags, MSG_TRUNC);
	observe_flag(flags, MSG_CTRUNC);
	observe_flag(flags, MSG_OOB);
	observe_flag(flags, MSG_ERRQUEUE);
}

static void flags_of(struct kind kind, const char *text, int sent, int asked)
{
	struct pair pair = connected(kind);
	struct inbox inbox;
	struct msghdr *message = empty(&inbox, 2);
	message->msg_flags = ~0;
	deliver(pair, text, sent);

	observe(recvmsg(pair.here, message, asked));
	observe_flags(message->msg_flags);
}

#define NO_FLAGS(row_, kind_) \
	CASE(recvmsg, no_flags_##row_, \
		PROVES("recvmsg.msg_flags.output msghdr.recv.msg_flags"), ALL("2")) \
	{ \
		flags_of(kind_, "ab", 0, 0); \
	}
NO_FLAGS(tcp4, TCP4)
NO_FLAGS(tcp6, TCP6)
NO_FLAGS(udp4, UDP4)
NO_FLAGS(udp6, UDP6)
NO_FLAGS(unix_stream, UNIX_STREAM)
NO_FLAGS(unix_dgram, UNIX_DGRAM)
NO_FLAGS(unix_seqpacket, UNIX_SEQPACKET)

#define TRUNCATED(row_, kind_) \
	CASE(recvmsg, truncated_##row_, \
		PROVES("recvmsg.msg_flags.MSG_TRUNC recvmsg.msg_flags.output " \
		       "msghdr.recv.msg_flags"), \
		ALL("2 MSG_TRUNC")) \
	{ \
		flags_of(kind_, "abc", 0, 0); \
	}
TRUNCATED(udp4, UDP4)
TRUNCATED(udp6, UDP6)
TRUNCATED(unix_dgram, UNIX_DGRAM)
TRUNCATED(unix_seqpacket, UNIX_SEQPACKET)

#define TRUNCATED_OF(row_, kind_) \
	CASE(recvmsg, truncated_of_##row_, PROVES("recv.MSG_TRUNC"), DOCUMENT("3 MSG_TRUNC"), \
		LINUX("3 MSG_TRUNC")) \
	{ \
		flags_of(kind_, "abc", 0, MSG_TRUNC); \
	}
TRUNCATED_OF(udp4, UDP4)
TRUNCATED_OF(udp6, UDP6)
TRUNCATED_OF(unix_dgram, UNIX_DGRAM)

#define URGENT(row_, kind_) \
	CASE(recvmsg, urgent_flag_##row_, PROVES("recvmsg.msg_flags.MSG_OOB"), ALL("1 MSG_OOB")) \
	{ \
		flags_of(kind_, "abc", MSG_OOB, MSG_OOB); \
	}
URGENT(tcp4, TCP4)
URGENT(tcp6, TCP6)

/* POSIX asks it of protocols that support it. */
CASE(recvmsg, end_of_record,
	PROVES("recvmsg.msg_flags.MSG_EOR"),
	DOCUMENT("2 MSG_EOR"), POSIX("2 MSG_EOR | 2"), LINUX("2 MSG_EOR"))
{
	flags_of(UNIX_SEQPACKET, "ab", MSG_EOR, 0);
}

CASE(recvmsg, record_goes_on, POSIX("2"))
{
	flags_of(UNIX_SEQPACKET, "ab", 0, 0);
}

static void nothing_beside(struct kind kind)
{
	struct pair pair = connected(kind);
	struct inbox inbox;
	struct msghdr *message = empty(&inbox, 4);
	char control[64];
	message->msg_control = control;
	message->msg_controllen = sizeof control;
	deliver(pair, "ab", 0);

	observe(recvmsg(pair.here, message, 0));
	observe_number((long long)message->msg_controllen);
	observe_word(CMSG_FIRSTHDR(message) ? "header" : "none");
}

#define NOTHING_BESIDE(row_, kind_) \
	CASE(recvmsg, nothing_beside_##row_, PROVES("msghdr.recv.msg_controllen"), \
		ALL("2 0 none")) \
	{ \
		nothing_beside(kind_); \
	}
NOTHING_BESIDE(tcp4, TCP4)
NOTHING_BESIDE(tcp6, TCP6)
NOTHING_BESIDE(udp4, UDP4)
NOTHING_BESIDE(udp6, UDP6)
NOTHING_BESIDE(unix_stream, UNIX_STREAM)
NOTHING_BESIDE(unix_dgram, UNIX_DGRAM)
NOTHING_BESIDE(unix_seqpacket, UNIX_SEQPACKET)

/* Pointers to nowhere, where recv(2) speaks of the buffers alone. */

CASE(recvmsg, bad_header,
	DOCUMENT("-1 EFAULT"))
{
	struct pair pair = connected(UNIX_STREAM);
	deliver(pair, "abc", 0);

	observe(recvmsg(pair.here, bad_address(), 0));
}

CASE(recvmsg, bad_buffers,
	DOCUMENT("-1 EFAULT"))
{
	receive_into(bad_address(), 1);
}

CASE(recvmsg, second_buffer_bad,
	PROVES("recv.EFAULT.bad-pointer"),
	DOCUMENT("-1 EFAULT"), LINUX("-1 EFAULT"))
{
	struct pair pair = connected(UDP4);
	char first[2];
	struct iovec parts[] = { { first, sizeof first }, { bad_address(), 2 } };
	struct msghdr message = { .msg_iov = parts, .msg_iovlen = 2 };
	deliver(pair, "abcd", 0);

	observe(recvmsg(pair.here, &message, 0));
}

CASE(recvmsg, bad_name,
	DOCUMENT("-1 EFAULT"))
{
	struct pair pair = connected(UDP4);
	struct inbox inbox;
	struct msghdr *message = empty(&inbox, 4);
	message->msg_name = bad_address();
	message->msg_namelen = sizeof(struct sockaddr_in);
	deliver(pair, "abc", 0);

	observe(recvmsg(pair.here, message, 0));
}

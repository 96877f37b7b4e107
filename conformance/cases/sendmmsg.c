/* sendmmsg: what it has for itself: several messages. What the calls that send do alike stands in
 * sending.c. */
#include "fixture.h"

/* One message; its size, as the other calls tell it. */
ssize_t by_sendmmsg(
	int fd, const void *data, size_t size, int flags, const SA *to, socklen_t to_len)
{
	struct iovec part = { (void *)data, size };
	struct mmsghdr message = {
		.msg_hdr.msg_name = (void *)to,
		.msg_hdr.msg_namelen = to_len,
		.msg_hdr.msg_iov = &part,
		.msg_hdr.msg_iovlen = 1,
		.msg_len = UINT_MAX,
	};
	int sent = sendmmsg(fd, &message, 1, flags);

	return sent == 1 ? (ssize_t)message.msg_len : sent;
}

enum { MOST = 1024 }; /* UIO_MAXIOV: no call sends more */

static struct mmsghdr *messages;

/* Makes messages of a byte each: a, b, c and so on; their lengths are not yet known. */
static void fill_messages(unsigned int count)
{
	static char letters[26] = "abcdefghijklmnopqrstuvwxyz";
	static struct iovec parts[MOST + 1];

	messages = calloc(count, sizeof *messages);
	if (!messages)
		unresolved("calloc");
	for (unsigned int i = 0; i < count; i++) {
		parts[i] = (struct iovec){ &letters[i % 26], 1 };
		messages[i].msg_hdr = (struct msghdr){ .msg_iov = &parts[i], .msg_iovlen = 1 };
		messages[i].msg_len = 77;
	}
}

static void observe_lengths(unsigned int count)
{
	for (unsigned int i = 0; i < count; i++)
		observe_number(messages[i].msg_len);
}

/* What has arrived, until nothing is left. */
static void observe_arrivals(int fd)
{
	char data[64];
	ssize_t size;

	while ((size = recv(fd, data, sizeof data, MSG_DONTWAIT)) >= 0)
		observe_bytes(data, (size_t)size);
}

static void observe_three(struct kind kind)
{
	struct pair pair = connected(kind);
	fill_messages(3);

	observe(sendmmsg(pair.here, messages, 3, 0));
	observe_arrivals(pair.there);
}

CASE(sendmmsg, in_order_udp4, LINUX("3 61 62 63"))
{
	observe_three(UDP4);
}

CASE(sendmmsg, in_order_udp6, LINUX("3 61 62 63"))
{
	observe_three(UDP6);
}

CASE(sendmmsg, in_order_unix_dgram, LINUX("3 61 62 63"))
{
	observe_three(UNIX_DGRAM);
}

CASE(sendmmsg, in_order_unix_stream, LINUX("3 616263"))
{
	observe_three(UNIX_STREAM);
}

/* Of each message the number of its bytes is stored; a message of two parts counts both. */
CASE(sendmmsg, lengths,
	PROVES("mmsghdr.msg_len"),
	DOCUMENT("3 1 3 0"),
	LINUX("3 1 3 0"))
{
	struct pair pair = connected(UDP4);
	struct iovec parts[] = { { "ab", 2 }, { "c", 1 } };
	fill_messages(3);
	messages[1].msg_hdr.msg_iov = parts;
	messages[1].msg_hdr.msg_iovlen = 2;
	messages[2].msg_hdr.msg_iov->iov_len = 0;

	observe(sendmmsg(pair.here, messages, 3, 0));
	observe_lengths(3);
}

/* Each goes where its own header says. */
CASE(sendmmsg, destinations,
	PROVES("mmsghdr.msg_hdr"),
	DOCUMENT("2 61 62"),
	LINUX("2 61 62"))
{
	struct address one, other;
	int first = bound(UDP4, &one), second = bound(UDP4, &other), here = new_socket(UDP4);
	fill_messages(2);
	messages[0].msg_hdr.msg_name = &one.any;
	messages[0].msg_hdr.msg_namelen = one.len;
	messages[1].msg_hdr.msg_name = &other.any;
	messages[1].msg_hdr.msg_namelen = other.len;

	observe(sendmmsg(here, messages, 2, 0));
	observe_arrivals(first);
	observe_arrivals(second);
}

CASE(sendmmsg, no_messages, LINUX("0"))
{
	struct pair pair = connected(UDP4);
	fill_messages(1);

	observe(sendmmsg(pair.here, messages, 0, 0));
}

/* The socket buffers that many bytes; no call takes more messages. */
CASE(sendmmsg, too_many_messages, LINUX("1024 77"))
{
	struct pair pair = connected(UNIX_STREAM);
	set_option(pair.here, SOL_SOCKET, SO_SNDBUF, 2 << 20);
	fill_messages(MOST + 1);

	observe(sendmmsg(pair.here, messages, MOST + 1, MSG_DONTWAIT));
	observe_number(messages[MOST].msg_len);
}

/* Sends three, of which the one that is too large fails. */
static void observe_too_large(int which)
{
	static char large[65508];
	struct pair pair = connected(UDP4);
	struct iovec part = { large, sizeof large };
	fill_messages(3);
	messages[which].msg_hdr.msg_iov = &part;

	observe(sendmmsg(pair.here, messages, 3, 0));
	observe_lengths(3);
	observe_arrivals(pair.there);
}

/* Only where nothing was sent is there an error: no length is stored. */
CASE(sendmmsg, first_fails, LINUX("-1 EMSGSIZE 77 77 77"))
{
	observe_too_large(0);
}

CASE(sendmmsg, second_fails, LINUX("1 1 77 77 61"))
{
	observe_too_large(1);
}

CASE(sendmmsg, last_fails, LINUX("2 1 1 77 61 62"))
{
	observe_too_large(2);
}

/* The error that was not told is told by the call that starts with the message. */
CASE(sendmmsg, sent_from_the_failed, LINUX("1 -1 EISCONN"))
{
	struct pair pair = connected(UNIX_STREAM);
	struct address addr = local_address(UNIX_STREAM);
	fill_messages(2);
	messages[1].msg_hdr.msg_name = &addr.any;
	messages[1].msg_hdr.msg_namelen = addr.len;

	observe(sendmmsg(pair.here, messages, 2, 0));
	observe(sendmmsg(pair.here, messages + 1, 1, 0));
}

/* As many as there is room for: that is neither none nor all. */
CASE(sendmmsg, room_for_some, LINUX("some"))
{
	struct pair pair = connected(UNIX_DGRAM);
	fill_messages(MOST);
	nonblocking(pair.here);

	int sent = sendmmsg(pair.here, messages, MOST, 0);
	if (sent > 0 && sent < MOST)
		observe_word("some");
	else
		observe(sent);
}

static void receive_all(int fd)
{
	char data[64];

	while (recv(fd, data, sizeof data, 0) > 0)
		;
}

CASE(sendmmsg, room_for_all_in_time, LINUX("1024"))
{
	struct pair pair = connected(UNIX_DGRAM);
	fill_messages(MOST);
	meanwhile(receive_all, pair.there);

	observe(sendmmsg(pair.here, messages, MOST, 0));
}

CASE(sendmmsg, bad_messages,
	PROVES("send.EFAULT.bad-pointer"),
	DOCUMENT("-1 EFAULT"),
	LINUX("-1 EFAULT"))
{
	struct pair pair = connected(UDP4);

	observe(sendmmsg(pair.here, bad_address(), 1, 0));
}

CASE(sendmmsg, bad_second_message, LINUX("1"))
{
	struct pair pair = connected(UDP4);
	fill_messages(1);
	struct mmsghdr *last = guarded(messages, sizeof *messages);

	observe(sendmmsg(pair.here, last, 2, 0));
}

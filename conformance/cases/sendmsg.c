/* sendmsg: what it has for itself: the parts of its message. What the calls that send do alike
 * stands in sending.c. */
#include "fixture.h"

ssize_t by_sendmsg(int fd, const void *data, size_t size, int flags, const SA *to, socklen_t to_len)
{
	struct iovec part = { (void *)data, size };
	const struct msghdr message = {
		.msg_name = (void *)to,
		.msg_namelen = to_len,
		.msg_iov = &part,
		.msg_iovlen = 1,
	};

	return sendmsg(fd, &message, flags);
}

static void observe_received(int fd)
{
	char data[64];
	ssize_t size = recv(fd, data, sizeof data, MSG_DONTWAIT);

	observe(size);
	if (size > 0)
		observe_bytes(data, (size_t)size);
}

CASE(sendmsg, destination,
	PROVES("msghdr.msg_name msghdr.msg_namelen"),
	ALL("1 1 61"))
{
	struct address addr;
	int there = bound(UDP4, &addr), here = new_socket(UDP4);
	struct iovec part = { "a", 1 };
	const struct msghdr message = {
		.msg_name = &addr.any,
		.msg_namelen = addr.len,
		.msg_iov = &part,
		.msg_iovlen = 1,
	};

	observe(sendmsg(here, &message, 0));
	observe_received(there);
}

/* The path ends where the length says. */
CASE(sendmsg, length_of_destination,
	PROVES("msghdr.msg_namelen"),
	ALL("1 1 61"))
{
	struct address addr = { .un.sun_family = AF_UNIX, .un.sun_path = "short" };
	int there = new_socket(UNIX_DGRAM), here = new_socket(UNIX_DGRAM);
	unlink("short");
	need(bind(there, &addr.any, sizeof addr.un), "bind");
	memcpy(addr.un.sun_path, "shorter", 7);
	struct iovec part = { "a", 1 };
	const struct msghdr message = {
		.msg_name = &addr.any,
		.msg_namelen = offsetof(struct sockaddr_un, sun_path) + 5,
		.msg_iov = &part,
		.msg_iovlen = 1,
	};

	observe(sendmsg(here, &message, 0));
	observe_received(there);
}

/* The parts are sent in their order, none of them twice, the empty one as nothing. */
CASE(sendmsg, gathered,
	PROVES("msghdr.msg_iov msghdr.msg_iovlen iovec.iov_base iovec.iov_len"),
	ALL("6 6 616263646566"))
{
	struct pair pair = connected(UNIX_DGRAM);
	struct iovec parts[] = { { "ab", 2 }, { "cdx", 2 }, { "y", 0 }, { "ef", 2 }, { "z", 1 } };
	const struct msghdr message = { .msg_iov = parts, .msg_iovlen = 4 };

	observe(sendmsg(pair.here, &message, 0));
	observe_received(pair.there);
}

CASE(sendmsg, gathered_in_a_stream,
	PROVES("msghdr.msg_iov msghdr.msg_iovlen iovec.iov_base iovec.iov_len"),
	ALL("4 4 61626364"))
{
	struct pair pair = connected(UNIX_STREAM);
	struct iovec parts[] = { { "ab", 2 }, { "cd", 2 } };
	const struct msghdr message = { .msg_iov = parts, .msg_iovlen = 2 };

	observe(sendmsg(pair.here, &message, 0));
	observe_received(pair.there);
}

/* The call ignores the flags that are in the message: as an argument, these fail. */
CASE(sendmsg, flags_in_the_message,
	PROVES("msghdr.msg_flags"),
	ALL("1 1 61"))
{
	struct pair pair = connected(UDP4);
	struct iovec part = { "a", 1 };
	const struct msghdr message = { .msg_iov = &part, .msg_iovlen = 1, .msg_flags = MSG_OOB };

	observe(sendmsg(pair.here, &message, 0));
	observe_received(pair.there);
}

CASE(sendmsg, message_unchanged,
	POSIX("1 unchanged"),
	LINUX("1 unchanged"))
{
	struct pair pair = connected(UDP4);
	struct iovec part = { "a", 1 };
	struct msghdr message = { .msg_iov = &part, .msg_iovlen = 1, .msg_flags = 77 }, before;
	memcpy(&before, &message, sizeof before);

	observe(sendmsg(pair.here, &message, 0));
	observe_word(memcmp(&before, &message, sizeof before) == 0 ? "unchanged" : "changed");
}

/* Sends as many bytes in as many parts. */
static void observe_parts(long count)
{
	static struct iovec parts[4096];
	struct pair pair = connected(UNIX_STREAM);
	struct msghdr message = { .msg_iov = parts };

	if (count < 0 || (size_t)count > sizeof parts / sizeof *parts)
		unresolved("IOV_MAX");
	for (long i = 0; i < count; i++)
		parts[i] = (struct iovec){ "a", 1 };
	message.msg_iovlen = (size_t)count;
	ssize_t sent = sendmsg(pair.here, &message, 0);
	if (sent > 0 && sent == count)
		observe_word("all");
	else
		observe(sent);
}

CASE(sendmsg, most_parts, POSIX("all"), LINUX("all"))
{
	observe_parts(sysconf(_SC_IOV_MAX));
}

CASE(sendmsg, too_many_parts,
	PROVES("sendmsg.EMSGSIZE.iovlen"),
	POSIX("-1 EMSGSIZE"))
{
	observe_parts(sysconf(_SC_IOV_MAX) + 1);
}

CASE(sendmsg, no_parts,
	PROVES("sendmsg.EMSGSIZE.iovlen"),
	POSIX("-1 EMSGSIZE"))
{
	observe_parts(0);
}

static void observe_lengths(size_t first, size_t second)
{
	struct pair pair = connected(UNIX_STREAM);
	static char data[8];
	struct iovec parts[] = { { data, first }, { data, second } };
	const struct msghdr message = { .msg_iov = parts, .msg_iovlen = 2 };

	nonblocking(pair.here);
	observe(sendmsg(pair.here, &message, 0));
}

CASE(sendmsg, sum_of_lengths_too_large,
	PROVES("sendmsg.EINVAL.iov-overflow"),
	POSIX("-1 EINVAL"))
{
	observe_lengths(SIZE_MAX / 2, SIZE_MAX / 2);
}

CASE(sendmsg, one_length_too_large,
	PROVES("sendmsg.EINVAL.iov-overflow send.EINVAL.invalid-argument"),
	DOCUMENT("-1 EINVAL"),
	POSIX("-1 EINVAL"),
	LINUX("-1 EINVAL"))
{
	observe_lengths(1, SIZE_MAX);
}

CASE(sendmsg, bad_message,
	PROVES("send.EFAULT.bad-pointer"),
	DOCUMENT("-1 EFAULT"),
	LINUX("-1 EFAULT"))
{
	struct pair pair = connected(UNIX_DGRAM);

	observe(sendmsg(pair.here, bad_address(), 0));
}

/* One part of the message lies where nothing may be read. */
static void observe_bad(struct msghdr message)
{
	struct pair pair = connected(UNIX_DGRAM);
	struct iovec part = { "a", 1 };

	if (!message.msg_iov)
		message.msg_iov = &part;
	message.msg_iovlen = 1;
	observe(sendmsg(pair.here, &message, 0));
}

CASE(sendmsg, bad_parts,
	PROVES("send.EFAULT.bad-pointer"),
	DOCUMENT("-1 EFAULT"),
	LINUX("-1 EFAULT"))
{
	observe_bad((struct msghdr){ .msg_iov = bad_address() });
}

CASE(sendmsg, bad_name,
	PROVES("send.EFAULT.bad-pointer"),
	DOCUMENT("-1 EFAULT"),
	LINUX("-1 EFAULT"))
{
	observe_bad((struct msghdr){
		.msg_name = bad_address(),
		.msg_namelen = sizeof(struct sockaddr_un),
	});
}

CASE(sendmsg, bad_control,
	PROVES("send.EFAULT.bad-pointer"),
	DOCUMENT("-1 EFAULT"),
	LINUX("-1 EFAULT"))
{
	observe_bad((struct msghdr){
		.msg_control = bad_address(),
		.msg_controllen = CMSG_SPACE(sizeof(int)),
	});
}

/* Longer than net.core.optmem_max. */
CASE(sendmsg, too_much_control, POSIX("-1 ENOBUFS"))
{
	static char control[32 << 20];

	observe_bad((struct msghdr){ .msg_control = control, .msg_controllen = sizeof control });
}

/* A message with a descriptor. */
static ssize_t send_right(int socket, int fd)
{
	_Alignas(struct cmsghdr) char control[CMSG_SPACE(sizeof(int))] = "";
	struct iovec part = { "a", 1 };
	struct msghdr message = {
		.msg_iov = &part,
		.msg_iovlen = 1,
		.msg_control = control,
		.msg_controllen = sizeof control,
	};
	struct cmsghdr *header = CMSG_FIRSTHDR(&message);

	header->cmsg_level = SOL_SOCKET;
	header->cmsg_type = SCM_RIGHTS;
	header->cmsg_len = CMSG_LEN(sizeof(int));
	memcpy(CMSG_DATA(header), &fd, sizeof fd);
	return sendmsg(socket, &message, 0);
}

/* The control data reach the other end: the descriptor that was sent leads to the same pipe. */
CASE(sendmsg, control,
	PROVES("msghdr.msg_control msghdr.msg_controllen"),
	ALL("1 1 6869"))
{
	struct pair pair = connected(UNIX_STREAM);
	_Alignas(struct cmsghdr) char control[CMSG_SPACE(sizeof(int))];
	char data[2];
	struct iovec part = { data, 1 };
	struct msghdr message = {
		.msg_iov = &part,
		.msg_iovlen = 1,
		.msg_control = control,
		.msg_controllen = sizeof control,
	};
	int fds[2], sent;
	need(pipe(fds), "pipe");

	observe(send_right(pair.here, fds[1]));
	observe(recvmsg(pair.there, &message, 0));
	if (!CMSG_FIRSTHDR(&message))
		return observe_word("nothing");
	memcpy(&sent, CMSG_DATA(CMSG_FIRSTHDR(&message)), sizeof sent);
	need((int)write(sent, "hi", 2), "write");
	need((int)read(fds[0], data, 2), "read");
	observe_bytes(data, 2);
}

/* Control data of no length are none, wherever they are. */
CASE(sendmsg, no_control,
	PROVES("msghdr.msg_controllen"),
	ALL("1"))
{
	observe_bad((struct msghdr){ .msg_control = bad_address() });
}

CASE(sendmsg, right_to_a_bad_descriptor,
	LINUX("-1 EBADF"))
{
	observe(send_right(connected(UNIX_STREAM).here, -1));
}

/* Never stops changing the length of the header that all processes share. */
static struct cmsghdr *shared;

static void change_length(int unused)
{
	volatile struct cmsghdr *header = shared;

	(void)unused;
	for (unsigned int i = 0;; i++)
		header->cmsg_len = i & 1 ? CMSG_LEN(sizeof(int)) : CMSG_LEN(64 * sizeof(int));
}

/* Whatever the kernel reads, it sends one descriptor or tells that the header is wrong. */
CASE(sendmsg, control_changed_meanwhile,
	PROVES("CVE-2020-7460"),
	POSIX("1 or EINVAL"),
	LINUX("1 or EINVAL"))
{
	struct pair pair = connected(UNIX_DGRAM);
	struct iovec part = { "a", 1 };
	char data;
	shared = mmap(NULL, page_size(), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (shared == MAP_FAILED)
		unresolved("mmap");
	shared->cmsg_level = SOL_SOCKET;
	shared->cmsg_type = SCM_RIGHTS;
	const struct msghdr message = {
		.msg_iov = &part,
		.msg_iovlen = 1,
		.msg_control = shared,
		.msg_controllen = CMSG_SPACE(sizeof(int)),
	};
	meanwhile(change_length, 0);

	for (int i = 0; i < 2000; i++) {
		ssize_t sent = sendmsg(pair.here, &message, 0);
		if (sent != 1 && !(sent == -1 && errno == EINVAL))
			return observe(sent);
		if (sent == 1 && recv(pair.there, &data, 1, 0) != 1)
			return observe_word("lost");
	}
	observe_word("1 or EINVAL");
}

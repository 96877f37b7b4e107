/* Control messages of any bytes: walked with libc's CMSG_* and the reference's, then sent over a
 * socket pair and received, or to where nobody is, which the error queue tells. */
#include <errno.h>
#include <fcntl.h>
#include <linux/errqueue.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdbool.h>
#include <string.h>
#include <sys/socket.h>

#include "fuzz.h"
#include "sockets.h"
#include "world.h"

/* An input is a head of HEAD bytes (see plan_of), then the control data in this machine's layout.
 */
enum { HEAD = 4, LONGEST_CONTROL = 2048, SLOTS = 600, POISON = 0xff, NOBODY = -1, CLOSED_PORT = 9 };

static const size_t NOWHERE = SIZE_MAX;

static bool is_world;
static unsigned char *sent_end, *received_end; /* of watched pages */
static struct pollfd slots[SLOTS];             /* the lowest vacant descriptors of the process */

/* Kept open between inputs; nothing is left queued in them. */
static struct pair {
	int type;
	bool credentials;
	int sender, receiver;
} pairs[] = {
	{ SOCK_STREAM, false, NOBODY, NOBODY }, { SOCK_DGRAM, false, NOBODY, NOBODY },
	{ SOCK_SEQPACKET, false, NOBODY, NOBODY }, { SOCK_STREAM, true, NOBODY, NOBODY },
	{ SOCK_DGRAM, true, NOBODY, NOBODY }, { SOCK_SEQPACKET, true, NOBODY, NOBODY },
	{ 0, false, NOBODY, NOBODY }, /* a socket of UDP alone, whose errors are queued */
};
enum { PAIRS = sizeof pairs / sizeof *pairs, UDP = PAIRS - 1 };

/* How to send and receive. */
struct plan {
	const struct pair *pair;
	int send_flags, receive_flags;
	bool peek, several;  /* with sendmmsg(), which is given one */
	size_t control_room; /* for the receiver, as is data_room */
	size_t data, data_room;
};

static struct plan plan_of(const uint8_t *head)
{
	static const int flags[] = { MSG_CMSG_CLOEXEC, MSG_TRUNC, MSG_WAITALL, MSG_ERRQUEUE };
	struct plan plan = {
		.pair = &pairs[(head[0] & 0x7f) % PAIRS],
		.several = head[0] & 0x80,
		.send_flags = head[1] & 0x80 ? MSG_EOR : 0,
		.peek = (head[1] & 0x60) == 0x60, /* seldom: it takes as long again */
		.control_room = head[2] == 255 ? LONGEST_CONTROL : head[2],
		.data = head[3] % 16,
		.data_room = head[3] / 16,
	};

	for (size_t i = 0; i < sizeof flags / sizeof *flags; i++)
		if (head[1] >> i & 1)
			plan.receive_flags |= flags[i];
	return plan;
}

/* CMSG_ALIGN is not everywhere. */
static size_t aligned(size_t length)
{
	return CMSG_SPACE(length) - CMSG_SPACE(0);
}

/* Where the header after the one at the offset given lies whole, or NOWHERE: CMSG_NXTHDR's
 * contract. */
static size_t next_offset(size_t at, size_t length, size_t cmsg_len)
{
	if (cmsg_len < sizeof(struct cmsghdr) || cmsg_len > length - at)
		return NOWHERE;
	at += aligned(cmsg_len);
	return at <= length && length - at >= sizeof(struct cmsghdr) ? at : NOWHERE;
}

static bool carries_descriptors(const struct cmsghdr *cmsg)
{
	return cmsg->cmsg_level == SOL_SOCKET && cmsg->cmsg_type == SCM_RIGHTS;
}

static size_t descriptors_in(const struct cmsghdr *cmsg)
{
	return (cmsg->cmsg_len - CMSG_LEN(0)) / sizeof(int);
}

/* Walks with the reference beside next_offset() and libc's macros. Returns the number of
 * descriptors in whole messages. */
static size_t walk(struct msghdr *message)
{
	const unsigned char *control = message->msg_control;
	size_t length = message->msg_controllen, descriptors = 0;
	size_t expected = length >= sizeof(struct cmsghdr) ? 0 : NOWHERE;
	struct cmsghdr *theirs = CMSG_FIRSTHDR(message), *cmsg = ref_CMSG_FIRSTHDR(message);

	for (;; cmsg = ref_CMSG_NXTHDR(message, cmsg)) {
		size_t at = cmsg ? (size_t)((const unsigned char *)cmsg - control) : NOWHERE;
		if (at != expected)
			find("in %zu bytes the reference has a header at %zd, expected at %zd",
				length, at, expected);
		if (theirs != cmsg)
			differ("CMSG_NXTHDR %s header at %zd of %zu bytes",
				theirs ? "has another than the" : "misses the", at, length);
		if (!cmsg)
			return descriptors;
		if (CMSG_DATA(cmsg) != control + at + CMSG_LEN(0) ||
			ref_CMSG_DATA(cmsg) != CMSG_DATA(cmsg))
			find("the data of the header at %zu are elsewhere", at);
		if (carries_descriptors(cmsg) && cmsg->cmsg_len >= CMSG_LEN(0) &&
			cmsg->cmsg_len <= length - at)
			descriptors += descriptors_in(cmsg);
		expected = next_offset(at, length, cmsg->cmsg_len);
		theirs = CMSG_NXTHDR(message, cmsg);
	}
}

/* Room for control data that begins aligned and ends where memory ends, up to alignment. */
static void *room(unsigned char *end, size_t length)
{
	memset(end - aligned(length), POISON, aligned(length));
	return end - aligned(length);
}

/* Looks at each descriptor received and closes it. Returns their number. */
static size_t close_received(const struct cmsghdr *cmsg, bool close_on_exec)
{
	size_t descriptors = descriptors_in(cmsg);

	for (size_t i = 0; i < descriptors; i++) {
		int fd;
		memcpy(&fd, CMSG_DATA(cmsg) + i * sizeof fd, sizeof fd);
		int flags = fcntl(fd, F_GETFD);
		if (flags < 0)
			find("descriptor %zu of %zu received, %d, is not open", i, descriptors, fd);
		if (!(flags & FD_CLOEXEC) == close_on_exec)
			find("descriptor %zu of %zu received has the wrong flag", i, descriptors);
		close(fd);
	}
	return descriptors;
}

/* What was received is whole, and within its room. */
static void check_control(struct msghdr *message, size_t control_room)
{
	if (message->msg_controllen > control_room)
		find("%zu bytes of control data in room for %zu", (size_t)message->msg_controllen,
			control_room);
	const unsigned char *beyond = (unsigned char *)message->msg_control + control_room;
	for (; beyond < received_end; beyond++)
		if (*beyond != POISON)
			find("control data went beyond their room of %zu bytes", control_room);
	walk(message);
	for (struct cmsghdr *cmsg = ref_CMSG_FIRSTHDR(message); cmsg;
		cmsg = ref_CMSG_NXTHDR(message, cmsg)) {
		size_t at = (size_t)((unsigned char *)cmsg - (unsigned char *)message->msg_control);
		if (cmsg->cmsg_len < CMSG_LEN(0) || cmsg->cmsg_len > message->msg_controllen - at)
			find("received a control message that is not whole");
	}
}

struct received {
	bool any;
	bool control_truncated, data_truncated;
	size_t data, descriptors;
};

static struct received receive(
	const struct pair *pair, int flags, size_t control_room, size_t data_room)
{
	unsigned char data[16];
	struct iovec iov = { data, data_room };
	struct msghdr message = { .msg_iov = &iov,
		.msg_iovlen = 1,
		.msg_control = room(received_end, control_room),
		.msg_controllen = control_room };
	ssize_t size = ref_recvmsg(pair->receiver, &message, flags | MSG_DONTWAIT);
	struct received received = { 0 };

	if (size < 0)
		return received;
	check_control(&message, control_room);
	for (struct cmsghdr *cmsg = ref_CMSG_FIRSTHDR(&message); cmsg;
		cmsg = ref_CMSG_NXTHDR(&message, cmsg))
		if (carries_descriptors(cmsg))
			received.descriptors += close_received(cmsg, flags & MSG_CMSG_CLOEXEC);
		else if (!pair->credentials || cmsg->cmsg_type != SCM_CREDENTIALS)
			find("received a control message of type %d", cmsg->cmsg_type);
	received.any = true;
	received.data = (size_t)size;
	received.control_truncated = message.msg_flags & MSG_CTRUNC;
	received.data_truncated = message.msg_flags & MSG_TRUNC;
	return received;
}

static void check_first(const struct plan *plan, const struct received *first)
{
	size_t copied = plan->data < plan->data_room ? plan->data : plan->data_room;

	if (plan->pair->type == SOCK_STREAM || !first->any)
		return;
	if (first->data != (plan->receive_flags & MSG_TRUNC ? plan->data : copied))
		find("%zu bytes sent, room for %zu, %zu received", plan->data, plan->data_room,
			first->data);
	if (first->data_truncated != (plan->data > plan->data_room))
		find("%zu bytes sent, room for %zu, MSG_TRUNC is wrong", plan->data,
			plan->data_room);
}

/* Receives all that was sent: each descriptor arrives once, or the receiver is told otherwise. */
static void check_received(const struct plan *plan, size_t descriptors)
{
	struct received next, all = { 0 };
	bool is_stream = plan->pair->type == SOCK_STREAM;
	int flags = plan->receive_flags;
	size_t control_room = plan->control_room, data_room = plan->data_room;

	if (plan->peek) {
		next = receive(plan->pair, flags | MSG_PEEK, control_room, data_room);
		check_first(plan, &next);
	}
	next = receive(plan->pair, flags, control_room, data_room);
	check_first(plan, &next);
	while (next.any) {
		all.data += next.data;
		all.descriptors += next.descriptors;
		all.control_truncated |= next.control_truncated;
		if (!is_stream || all.data == plan->data)
			break;
		next = receive(plan->pair, 0, LONGEST_CONTROL, 16);
	}
	if (is_stream && plan->data == 0)
		descriptors = 0; /* there is no byte for them to travel with */
	if (all.control_truncated ? all.descriptors > descriptors : all.descriptors != descriptors)
		find("%zu descriptors sent, %zu received%s", descriptors, all.descriptors,
			all.control_truncated ? ", MSG_CTRUNC" : "");
}

static bool is_refusal(int error)
{
	static const int errors[] = { EAGAIN, EBADF, EINVAL, EMSGSIZE, ENOBUFS, ENOMEM, EPERM,
		ESRCH, ETOOMANYREFS, EACCES, EHOSTUNREACH, ENETUNREACH, ENODEV };

	for (size_t i = 0; i < sizeof errors / sizeof *errors; i++)
		if (errors[i] == error)
			return true;
	return false;
}

/* Returns whether an error was queued. What refused a datagram, and where it went, are in its
 * control data, of which too little room holds as much as it can. */
static bool receive_error(const struct plan *plan, size_t control_room)
{
	unsigned char data[16];
	struct sockaddr_in to;
	struct iovec iov = { data, plan->data_room };
	struct msghdr message = { .msg_name = &to,
		.msg_namelen = sizeof to,
		.msg_iov = &iov,
		.msg_iovlen = 1,
		.msg_control = room(received_end, control_room),
		.msg_controllen = control_room };
	struct sock_extended_err error;

	if (ref_recvmsg(plan->pair->sender, &message, MSG_ERRQUEUE | MSG_DONTWAIT) < 0)
		return false;
	check_control(&message, control_room);
	if (!(message.msg_flags & MSG_ERRQUEUE))
		find("an error of the queue without MSG_ERRQUEUE");
	struct cmsghdr *cmsg = ref_CMSG_FIRSTHDR(&message);
	while (cmsg && (cmsg->cmsg_level != IPPROTO_IP || cmsg->cmsg_type != IP_RECVERR))
		cmsg = ref_CMSG_NXTHDR(&message, cmsg);
	if (!cmsg || message.msg_flags & MSG_CTRUNC)
		return true;
	if (cmsg->cmsg_len < CMSG_LEN(sizeof error))
		find("a queued error of %zu bytes", (size_t)cmsg->cmsg_len);
	memcpy(&error, CMSG_DATA(cmsg), sizeof error);
	if (error.ee_origin == SO_EE_ORIGIN_ICMP &&
		(error.ee_errno != ECONNREFUSED || to.sin_port != htons(CLOSED_PORT)))
		find("error %u is queued for port %d", error.ee_errno, ntohs(to.sin_port));
	return true;
}

static void check_error_queue(const struct plan *plan, bool is_plain)
{
	int pending;
	socklen_t length = sizeof pending;

	if (!receive_error(plan, plan->control_room) && is_plain)
		find("a datagram to nobody, and no error is queued");
	while (receive_error(plan, LONGEST_CONTROL))
		;
	getsockopt(plan->pair->sender, SOL_SOCKET, SO_ERROR, &pending, &length);
}

/* Whose datagrams are refused, and the errors queued. */
static void open_udp(struct pair *udp)
{
	static const int on = 1;
	struct sockaddr_in nobody = { .sin_family = AF_INET,
		.sin_port = htons(CLOSED_PORT),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK) };

	if (!is_world)
		return;
	udp->sender = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	if (connect(udp->sender, (struct sockaddr *)&nobody, sizeof nobody) == 0 &&
		setsockopt(udp->sender, IPPROTO_IP, IP_RECVERR, &on, sizeof on) == 0)
		return;
	perror("fuzz: no queue of errors");
	exit(2);
}

static void open_pairs(void)
{
	static const int on = 1;

	open_udp(&pairs[UDP]);
	for (size_t i = 0; i < UDP; i++) {
		int fds[2];
		if (socketpair(AF_UNIX, pairs[i].type | SOCK_CLOEXEC, 0, fds) != 0 ||
			(pairs[i].credentials &&
				setsockopt(fds[1], SOL_SOCKET, SO_PASSCRED, &on, sizeof on) != 0)) {
			perror("fuzz: no socket pair");
			exit(2);
		}
		pairs[i].sender = fds[0];
		pairs[i].receiver = fds[1];
	}
	for (int fd = 0, i = 0; i < SLOTS; fd++)
		if (fcntl(fd, F_GETFD) < 0)
			slots[i++].fd = fd;
}

/* How many of the first slots are open. The kernel fills the lowest vacant ones, and MSG_PEEK does
 * so twice: what leaks of the descriptors given is in one of twice as many. */
static size_t count_open(size_t descriptors)
{
	size_t count = 2 * descriptors < SLOTS ? 2 * descriptors : SLOTS, open = 0;

	if (count > 0 && poll(slots, count, 0) < 0)
		find("cannot count descriptors: errno %d", errno);
	for (size_t i = 0; i < count; i++)
		open += !(slots[i].revents & POLLNVAL);
	return open;
}

static ssize_t send_message(const struct plan *plan, const struct msghdr *message)
{
	int flags = plan->send_flags | MSG_DONTWAIT | MSG_NOSIGNAL;
	struct mmsghdr several = { .msg_hdr = *message };

	return plan->several ? ref_sendmmsg(plan->pair->sender, &several, 1, flags)
			     : ref_sendmsg(plan->pair->sender, message, flags);
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc, (void)argv;
	sent_end = page_end();
	received_end = page_end();
	is_world = enter_user_namespace() && enter_network();
	return 0;
}

/* Walks, sends and receives the control data. Returns the number of descriptors in them. */
static size_t try_control(const uint8_t *data, size_t size)
{
	static unsigned char payload[16];
	struct plan plan = plan_of(data);
	if (plan.pair->sender == NOBODY)
		return 0;
	struct iovec iov = { payload, plan.data };
	struct msghdr message = { .msg_iov = &iov,
		.msg_iovlen = 1,
		.msg_control = room(sent_end, size - HEAD),
		.msg_controllen = size - HEAD };

	memcpy(message.msg_control, data + HEAD, size - HEAD);
	size_t descriptors = walk(&message);
	if (send_message(&plan, &message) < 0) {
		if (!is_refusal(errno))
			find("sendmsg refuses with errno %d", errno);
	} else if (plan.pair == &pairs[UDP]) {
		check_error_queue(&plan, size == HEAD);
	} else {
		check_received(&plan, descriptors);
	}
	return descriptors;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size < HEAD || size - HEAD > LONGEST_CONTROL)
		return 0;
	if (pairs[0].sender == NOBODY) /* not earlier: AFL++'s children must not share them */
		open_pairs();
	size_t descriptors = try_control(data, size), open = count_open(descriptors);
	if (open == 0)
		return 0;
	/* Perhaps the engine has files of its own there by now: what leaks does so again. */
	try_control(data, size);
	if (count_open(descriptors) != open)
		find("of %zu descriptors sent some are leaked", descriptors);
	return 0;
}

/* A length that a walker may stumble over, with rest bytes left from the header on. */
static size_t odd_length(size_t rest, unsigned int choice)
{
	const size_t lengths[] = { 0, 1, CMSG_LEN(0) - 1, CMSG_LEN(0), CMSG_LEN(0) + 1, CMSG_LEN(4),
		rest - CMSG_LEN(0), rest - 1, rest, rest + 1, SIZE_MAX, SIZE_MAX - 7,
		SIZE_MAX - CMSG_LEN(0), SIZE_MAX - CMSG_LEN(4), (size_t) - (ptrdiff_t)CMSG_SPACE(4),
		SIZE_MAX / 2, SIZE_MAX / 2 + 1 };

	return lengths[choice % (sizeof lengths / sizeof *lengths)];
}

/* Where in the input its header number ordinal lies, or the last before that. */
static size_t header_offset(const uint8_t *data, size_t size, unsigned int ordinal)
{
	size_t at = 0, length = size - HEAD;
	struct cmsghdr header;

	while (ordinal-- > 0 && length - at >= sizeof header) {
		memcpy(&header, data + HEAD + at, sizeof header);
		size_t next = next_offset(at, length, header.cmsg_len);
		if (next == NOWHERE)
			break;
		at = next;
	}
	return HEAD + at;
}

/* Gives the control data a whole message, or one of its headers another length. It pays: a walker
 * that from the second header on does not align is found in 2340 executions, not 34716 (medians of
 * 5). */
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t limit, unsigned int seed)
{
	unsigned int choice = seed / 16;
	struct cmsghdr header = { .cmsg_level = SOL_SOCKET, .cmsg_type = SCM_RIGHTS };
	size_t count = choice % 4 * sizeof(int);

	if (seed % 2 == 0 || size < HEAD || limit < HEAD + CMSG_SPACE(count))
		return LLVMFuzzerMutate(data, size, limit);
	size_t at = header_offset(data, size, seed / 4096 % 4);
	if (seed % 4 == 1 && size - at >= sizeof header) {
		header.cmsg_len = odd_length(size - at, choice);
		memcpy(data + at + offsetof(struct cmsghdr, cmsg_len), &header.cmsg_len,
			sizeof header.cmsg_len);
		return size;
	}
	if (at + CMSG_SPACE(count) > limit)
		at = HEAD;
	if (at + CMSG_SPACE(count) > size)
		memset(data + size, 0, at + CMSG_SPACE(count) - size);
	header.cmsg_len = CMSG_LEN(count);
	memcpy(data + at, &header, sizeof header);
	return at + CMSG_SPACE(count) > size ? at + CMSG_SPACE(count) : size;
}

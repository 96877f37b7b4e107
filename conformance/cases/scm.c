/* Descriptors and credentials that come beside the data of a unix socket. */
#include "fixture.h"

#define MOST_SENT 16

union control {
	struct cmsghdr header;
	unsigned char bytes[1024];
};

/* Room for a byte of data and for control messages. */
struct parcel {
	struct msghdr message;
	struct iovec part;
	char data[8];
	union control control;
};

/* An empty one, with as much room for control messages as is given. */
static struct msghdr *parcel_with(struct parcel *parcel, size_t room)
{
	memset(parcel, 0, sizeof *parcel);
	parcel->part = (struct iovec){ parcel->data, sizeof parcel->data };
	parcel->message.msg_iov = &parcel->part;
	parcel->message.msg_iovlen = 1;
	parcel->message.msg_control = room ? &parcel->control : NULL;
	parcel->message.msg_controllen = room;
	return &parcel->message;
}

static void put(struct cmsghdr *header, int type, const void *data, size_t size)
{
	if (!header)
		unresolved("no room for the control message");
	header->cmsg_level = SOL_SOCKET;
	header->cmsg_type = type;
	header->cmsg_len = CMSG_LEN(size);
	memcpy(CMSG_DATA(header), data, size);
}

/* Sends one letter, and beside it the descriptors. */
static void send_descriptors(int fd, const int *fds, size_t n)
{
	struct parcel parcel;
	struct msghdr *message = parcel_with(&parcel, CMSG_SPACE(n * sizeof *fds));

	put(CMSG_FIRSTHDR(message), SCM_RIGHTS, fds, n * sizeof *fds);
	parcel.data[0] = 'a';
	parcel.part.iov_len = 1;
	need((int)sendmsg(fd, message, 0), "sendmsg");
}

/* Pipes that each hold a letter, "abc" from the first; their reading ends go out. */
static void send_letters(int fd, size_t n)
{
	int fds[MOST_SENT] = { 0 };

	for (size_t i = 0; i < n; i++) {
		int ends[2];
		char letter = (char)('a' + i);
		need(pipe(ends), "pipe");
		need((int)write(ends[1], &letter, 1), "write");
		close(ends[1]);
		fds[i] = ends[0];
	}
	send_descriptors(fd, fds, n);
	for (size_t i = 0; i < n; i++)
		close(fds[i]);
}

/* The descriptors in a message; one that claims to be longer than the buffer is told of. */
static size_t descriptors_in(struct msghdr *message, int *fds)
{
	struct cmsghdr *header = CMSG_FIRSTHDR(message);

	if (!header || header->cmsg_level != SOL_SOCKET || header->cmsg_type != SCM_RIGHTS)
		return 0;
	if (header->cmsg_len > message->msg_controllen)
		observe_word("beyond");
	size_t size = header->cmsg_len - CMSG_LEN(0);
	if (size > MOST_SENT * sizeof *fds)
		unresolved("more descriptors than were sent");
	memcpy(fds, CMSG_DATA(header), size);
	return size / sizeof *fds;
}

static void observe_letters(struct msghdr *message)
{
	int fds[MOST_SENT];
	size_t n = descriptors_in(message, fds);
	char letters[MOST_SENT + 1] = "";

	for (size_t i = 0; i < n; i++)
		if (read(fds[i], &letters[i], 1) != 1)
			letters[i] = '?';
	observe_text(letters);
}

static int open_descriptors(void)
{
	int n = 0;

	for (int fd = 0; fd < 256; fd++)
		n += fcntl(fd, F_GETFD) != -1;
	return n;
}

/* Descriptors. */

static void passed(struct kind kind, size_t n)
{
	struct pair pair = connected(kind);
	struct parcel parcel;
	struct msghdr *message = parcel_with(&parcel, sizeof(union control));
	send_letters(pair.there, n);
	int before = open_descriptors();

	observe(recvmsg(pair.here, message, 0));
	observe_letters(message);
	observe_number(open_descriptors() - before);
	observe_flag(message->msg_flags, MSG_CTRUNC);
}

#define PASSED(row_, kind_) \
	CASE(recvmsg, descriptor_##row_, \
		PROVES("cmsghdr.struct cmsghdr.cmsg_level cmsghdr.cmsg_type cmsghdr.cmsg_len " \
		       "msghdr.recv.msg_control CMSG_FIRSTHDR.signature CMSG_DATA.signature"), \
		ALL("1 a 1")) \
	{ \
		passed(kind_, 1); \
	} \
	CASE(recvmsg, descriptors_in_order_##row_, ALL("1 abcde 5")) \
	{ \
		passed(kind_, 5); \
	}
PASSED(unix_stream, UNIX_STREAM)
PASSED(unix_dgram, UNIX_DGRAM)
PASSED(unix_seqpacket, UNIX_SEQPACKET)

static void give_letter(int fd)
{
	int ends[2];

	if (pipe(ends) == 0 && write(ends[1], "x", 1) == 1)
		send_descriptors(fd, ends, 1);
}

CASE(recvmsg, descriptor_of_another_process, ALL("1 x"))
{
	struct pair pair = connected(UNIX_STREAM);
	struct parcel parcel;
	struct msghdr *message = parcel_with(&parcel, sizeof(union control));
	meanwhile(give_letter, pair.there);

	observe(recvmsg(pair.here, message, 0));
	observe_letters(message);
}

static void on_exec(struct kind kind, int flags)
{
	struct pair pair = connected(kind);
	struct parcel parcel;
	struct msghdr *message = parcel_with(&parcel, sizeof(union control));
	int fds[MOST_SENT] = { -1, -1 };
	send_letters(pair.there, 2);

	observe(recvmsg(pair.here, message, flags));
	observe_number((long long)descriptors_in(message, fds));
	for (int i = 0; i < 2; i++)
		observe_word(fcntl(fds[i], F_GETFD) & FD_CLOEXEC ? "closed" : "kept");
}

#define ON_EXEC(row_, kind_) \
	CASE(recvmsg, closed_on_exec_##row_, PROVES("recv.MSG_CMSG_CLOEXEC"), \
		ALL("1 2 closed closed")) \
	{ \
		on_exec(kind_, MSG_CMSG_CLOEXEC); \
	} \
	CASE(recvmsg, kept_on_exec_##row_, ALL("1 2 kept kept")) \
	{ \
		on_exec(kind_, 0); \
	}
ON_EXEC(unix_stream, UNIX_STREAM)
ON_EXEC(unix_dgram, UNIX_DGRAM)
ON_EXEC(unix_seqpacket, UNIX_SEQPACKET)

/* More descriptors than there is room for: what came, how many are open, and whether it is said. */
static void truncated(struct kind kind, size_t sent, size_t room)
{
	struct pair pair = connected(kind);
	struct parcel parcel;
	struct msghdr *message = parcel_with(&parcel, room);
	send_letters(pair.there, sent);
	int before = open_descriptors();

	observe(recvmsg(pair.here, message, 0));
	observe_letters(message);
	observe_number(open_descriptors() - before);
	observe_flag(message->msg_flags, MSG_CTRUNC);
}

#define ANY_OF_TWO "1 ab 2 MSG_CTRUNC | 1 a 1 MSG_CTRUNC | 1 empty 0 MSG_CTRUNC"
#define TRUNCATED(row_, kind_) \
	CASE(recvmsg, room_for_two_of_three_##row_, PROVES("recvmsg.msg_flags.MSG_CTRUNC"), \
		DOCUMENT(ANY_OF_TWO), POSIX(ANY_OF_TWO), LINUX("1 ab 2 MSG_CTRUNC")) \
	{ \
		truncated(kind_, 3, CMSG_LEN(2 * sizeof(int))); \
	} \
	CASE(recvmsg, room_for_no_descriptor_##row_, PROVES("recvmsg.msg_flags.MSG_CTRUNC"), \
		ALL("1 empty 0 MSG_CTRUNC")) \
	{ \
		truncated(kind_, 3, CMSG_LEN(0)); \
	} \
	CASE(recvmsg, no_room_for_control_##row_, \
		PROVES("recvmsg.msg_flags.MSG_CTRUNC libuv-4358"), ALL("1 empty 0 MSG_CTRUNC")) \
	{ \
		truncated(kind_, 3, 0); \
	}
TRUNCATED(unix_stream, UNIX_STREAM)
TRUNCATED(unix_dgram, UNIX_DGRAM)
TRUNCATED(unix_seqpacket, UNIX_SEQPACKET)

/* How many come depends on padding; nothing is said to be where no room was. */
CASE(recvmsg, walk_of_what_was_truncated,
	PROVES("macOS-rustix-1683 recvmsg.msg_flags.MSG_CTRUNC"),
	ALL("1 within all MSG_CTRUNC"))
{
	struct pair pair = connected(UNIX_STREAM);
	struct parcel parcel;
	size_t room = CMSG_SPACE(5 * sizeof(int)), came = 0;
	struct msghdr *message = parcel_with(&parcel, room);
	int fds[MOST_SENT], before;
	send_letters(pair.there, 16);
	before = open_descriptors();

	observe(recvmsg(pair.here, message, 0));
	observe_word(message->msg_controllen <= room ? "within" : "beyond");
	came = descriptors_in(message, fds);
	observe_word(came >= 5 && open_descriptors() == before + (int)came ? "all" : "other");
	observe_flag(message->msg_flags, MSG_CTRUNC);
}

/* A call that takes no control messages. */
static void unasked(struct kind kind, ssize_t (*receive)(int fd))
{
	struct pair pair = connected(kind);
	send_letters(pair.there, 3);
	int before = open_descriptors();

	observe(receive(pair.here));
	observe_number(open_descriptors() - before);
}

static ssize_t by_recv(int fd)
{
	char data;

	return recv(fd, &data, 1, 0);
}

static ssize_t by_recvfrom(int fd)
{
	char data;

	return recvfrom(fd, &data, 1, 0, NULL, NULL);
}

#define UNASKED(row_, kind_) \
	CASE(recv, descriptors_unasked_for_##row_, PROVES("libuv-4358"), LINUX("1 0")) \
	{ \
		unasked(kind_, by_recv); \
	} \
	CASE(recvfrom, descriptors_unasked_for_##row_, PROVES("libuv-4358"), LINUX("1 0")) \
	{ \
		unasked(kind_, by_recvfrom); \
	}
UNASKED(unix_stream, UNIX_STREAM)
UNASKED(unix_dgram, UNIX_DGRAM)
UNASKED(unix_seqpacket, UNIX_SEQPACKET)

/* Two more may be opened, and three come. */
CASE(recvmsg, more_descriptors_than_allowed, LINUX("1 ab 2"))
{
	struct pair pair = connected(UNIX_STREAM);
	struct parcel parcel;
	struct msghdr *message = parcel_with(&parcel, sizeof(union control));
	send_letters(pair.there, 3);
	int before = open_descriptors(), first = need(dup(0), "dup"), second = need(dup(0), "dup");
	struct rlimit limit = { (rlim_t)second + 1, (rlim_t)second + 1 };
	close(first);
	close(second);
	need(setrlimit(RLIMIT_NOFILE, &limit), "setrlimit");

	observe(recvmsg(pair.here, message, 0));
	observe_letters(message);
	observe_number(open_descriptors() - before);
}

static void greatest_number(size_t n)
{
	struct pair pair = connected(UNIX_STREAM);
	static unsigned char room[CMSG_SPACE(254 * sizeof(int))];
	char data = 'a';
	struct iovec part = { &data, 1 };
	struct msghdr message = { .msg_iov = &part, .msg_iovlen = 1, .msg_control = room };
	int fds[254] = { 0 };
	message.msg_controllen = CMSG_SPACE(n * sizeof(int));
	put(CMSG_FIRSTHDR(&message), SCM_RIGHTS, fds, n * sizeof(int));

	observe(sendmsg(pair.there, &message, 0));
}

CASE(sendmsg, most_descriptors,
	PROVES("musl-f79b973d"),
	LINUX("1"))
{
	greatest_number(253);
}

CASE(sendmsg, too_many_descriptors, LINUX("-1 EINVAL"))
{
	greatest_number(254);
}

/* Four bytes, one with a descriptor, four: unix(7) has the second end the first read. */
CASE(recvmsg, descriptor_ends_a_read, LINUX("5 a 4 empty"))
{
	struct pair pair = connected(UNIX_STREAM);
	struct parcel parcel;
	need((int)send(pair.there, "1234", 4, 0), "send");
	send_letters(pair.there, 1);
	need((int)send(pair.there, "6789", 4, 0), "send");

	for (int i = 0; i < 2; i++) {
		struct msghdr *message = parcel_with(&parcel, sizeof(union control));
		observe(recvmsg(pair.here, message, 0));
		observe_letters(message);
	}
}

/* Credentials. */

static void observe_credentials(struct msghdr *message)
{
	struct ucred who;

	for (struct cmsghdr *header = CMSG_FIRSTHDR(message); header;
		header = CMSG_NXTHDR(message, header)) {
		if (header->cmsg_level != SOL_SOCKET || header->cmsg_type != SCM_CREDENTIALS)
			continue;
		memcpy(&who, CMSG_DATA(header), sizeof who);
		observe_word(who.pid == getpid() && who.uid == getuid() && who.gid == getgid()
				     ? "mine"
				     : "another's");
		return;
	}
	observe_word("none");
}

static void credentials(struct kind kind, int wanted, size_t room)
{
	struct pair pair = connected(kind);
	struct parcel parcel;
	struct msghdr *message = parcel_with(&parcel, room);
	set_option(pair.here, SOL_SOCKET, SO_PASSCRED, wanted);
	need((int)send(pair.there, "a", 1, 0), "send");

	observe(recvmsg(pair.here, message, 0));
	observe_credentials(message);
	observe_flag(message->msg_flags, MSG_CTRUNC);
}

#define CREDENTIALS(row_, kind_) \
	CASE(recvmsg, credentials_##row_, LINUX("1 mine")) \
	{ \
		credentials(kind_, 1, sizeof(union control)); \
	} \
	CASE(recvmsg, credentials_unwanted_##row_, LINUX("1 none")) \
	{ \
		credentials(kind_, 0, sizeof(union control)); \
	} \
	CASE(recvmsg, credentials_without_room_##row_, PROVES("recvmsg.msg_flags.MSG_CTRUNC"), \
		ALL("1 none MSG_CTRUNC")) \
	{ \
		credentials(kind_, 1, 0); \
	}
CREDENTIALS(unix_stream, UNIX_STREAM)
CREDENTIALS(unix_dgram, UNIX_DGRAM)
CREDENTIALS(unix_seqpacket, UNIX_SEQPACKET)

CASE(recvmsg, credentials_and_descriptor, LINUX("1 mine 2"))
{
	struct pair pair = connected(UNIX_DGRAM);
	struct parcel out, in;
	struct ucred me = { getpid(), getuid(), getgid() };
	struct msghdr *sent = parcel_with(&out, CMSG_SPACE(sizeof me) + CMSG_SPACE(sizeof(int)));
	struct msghdr *message = parcel_with(&in, sizeof(union control));
	int headers = 0, fd = not_a_socket();
	put(CMSG_FIRSTHDR(sent), SCM_CREDENTIALS, &me, sizeof me);
	put(CMSG_NXTHDR(sent, CMSG_FIRSTHDR(sent)), SCM_RIGHTS, &fd, sizeof fd);
	set_option(pair.here, SOL_SOCKET, SO_PASSCRED, 1);
	out.part.iov_len = 1;
	need((int)sendmsg(pair.there, sent, 0), "sendmsg");

	observe(recvmsg(pair.here, message, 0));
	observe_credentials(message);
	for (struct cmsghdr *header = CMSG_FIRSTHDR(message); header;
		header = CMSG_NXTHDR(message, header))
		headers++;
	observe_number(headers);
}

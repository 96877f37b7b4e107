/* What the calls say when memory runs out, or the files of the whole system do. */
#include "fixture.h"
#include <linux/filter.h>
#include <sched.h>
#include <sys/ipc.h>
#include <sys/msg.h>

/* Sockets of rare domains, which guest.c makes. */
int alg_digester(void);
int phonet_listener(unsigned char state, int requests);

static void write_text(const char *path, const char *text)
{
	int fd = need(open(path, O_WRONLY), path);

	need((int)write(fd, text, strlen(text)), path);
	close(fd);
}

static void read_text(const char *path, char *text, size_t size)
{
	int fd = need(open(path, O_RDONLY), path);

	need((int)read(fd, text, size), path);
	close(fd);
}

/* Memory is held as messages that nobody receives. */

enum { LUMP = 1, CRUMB = 2 }; /* types of message */
static int hoard = -1;

/* Returns 0, or -1 where there was no memory for it. */
static int hold(long type, size_t size)
{
	static struct {
		long type;
		char text[4000];
	} message;

	message.type = type;
	return msgsnd(hoard, &message, size, IPC_NOWAIT);
}

/* What this process asks of the kernel from now on counts, and above 1 MiB there is none. It is not
 * ended for that: the call fails. */
static void limit_memory(void)
{
	char group[] = "memory/XXXXXX";

	need(mlockall(MCL_CURRENT | MCL_FUTURE), "mlockall"); /* its own is had before */
	need(mkdtemp(group) ? 0 : -1, "mkdtemp");
	need(chdir(group), group);
	write_text("memory.oom_control", "1");
	write_text("memory.limit_in_bytes", "1M");
	write_text("cgroup.procs", "0");
	need(chdir("../.."), "chdir");
}

/* Leaves no more of the kernel's memory than some crumbs. */
static void run_out_of_memory(void)
{
	need(unshare(CLONE_NEWIPC), "unshare"); /* and with us, the hoard is gone */
	write_text("/proc/sys/kernel/msgmnb", "1048576");
	hoard = need(msgget(IPC_PRIVATE, 0600), "msgget");
	limit_memory();
	for (int i = 0; i < 400; i++)
		need(hold(CRUMB, 1), "msgsnd");
	while (hold(LUMP, 4000) == 0)
		;
}

/* The kernel frees some things late: ours, and those of who was here before. */
static void let_it_free(void)
{
	for (int i = 0; i < 4; i++)
		sched_yield();
}

/* Leaves less than a crumb, which is 64 bytes. */
static void hold_what_is_left(void)
{
	for (int i = 0; i < 4; i++) {
		let_it_free();
		while (hold(CRUMB, 1) == 0)
			;
		if (errno != ENOMEM)
			unresolved("memory did not run out");
	}
}

static void release_crumb(void)
{
	long message[2];

	let_it_free();
	need((int)msgrcv(hoard, message, 1, CRUMB, IPC_NOWAIT), "no memory is left to release");
}

/* Calls with a crumb more from time to time, until it comes to anything but ENFILE, by which Linux
 * may mean memory (no_memory_is_no_file_limit), and but the other error overlooked, unless there is
 * no third. Where so much comes back by itself that it succeeds, that is held too, and it calls
 * again. */
#define observe_overlooking(overlooked_, call_) \
	do { \
		long long ret = 0; \
		int met = 0; \
		run_out_of_memory(); \
		for (int i = 0; i < TRIES && ret >= 0; i++) { \
			hold_what_is_left(); \
			while ((ret = (call_)) == -1 && \
				(errno == ENFILE || errno == (overlooked_))) { \
				met = errno == ENFILE ? met : errno; \
				release_crumb(); \
			} \
		} \
		if (ret >= 0 && met) { \
			ret = -1; \
			errno = met; \
		} \
		observe(ret); \
	} while (0)
#define observe_without_memory(call_) observe_overlooking(ENFILE, call_)
enum { TRIES = 5 };

/* Calls until there is memory enough; is ENFILE an error on the way? */
#define observe_file_limit_without_memory(call_) \
	do { \
		int met = 0; \
		run_out_of_memory(); \
		hold_what_is_left(); \
		while ((call_) == -1) { \
			met |= errno == ENFILE; \
			release_crumb(); \
		} \
		observe_word(met ? "ENFILE" : "other errors"); \
	} while (0)

/* Calls while the system has no more files, but for who may pass its limit. */
#define observe_without_file(call_) \
	do { \
		char limit[32] = ""; \
		read_text(FILE_LIMIT, limit, sizeof limit - 1); \
		write_text(FILE_LIMIT, "1"); \
		need(seteuid(65534), "seteuid"); \
		observe(call_); \
		need(seteuid(0), "seteuid"); \
		write_text(FILE_LIMIT, limit); \
	} while (0)
#define FILE_LIMIT "/proc/sys/fs/file-max"

/* A row for each kind of socket. */
#define TCP(row_, name_) row_(name_##_tcp4, TCP4) row_(name_##_tcp6, TCP6)
#define UDP(row_, name_) row_(name_##_udp4, UDP4) row_(name_##_udp6, UDP6)
#define UNIX_CONNECTION(row_, name_) \
	row_(name_##_unix_stream, UNIX_STREAM) row_(name_##_unix_seqpacket, UNIX_SEQPACKET)
#define UNIX(row_, name_) UNIX_CONNECTION(row_, name_) row_(name_##_unix_dgram, UNIX_DGRAM)
#define CONNECTION(row_, name_) TCP(row_, name_) UNIX_CONNECTION(row_, name_)
#define EVERY(row_, name_) TCP(row_, name_) UDP(row_, name_) UNIX(row_, name_)

/* socket */

/* IPv6 has a part of its own, for which it says ENOBUFS. */
#define SOCKET_MEMORY(row_, kind_) \
	CASE(socket, row_, PROVES("socket.ENOBUFS.memory socket.ENOMEM.memory"), \
		STAGE("guest"), ALL("-1 ENOBUFS | -1 ENOMEM")) \
	{ \
		new_socket(kind_); \
		observe_overlooking(kind_.family == AF_INET6 ? ENOMEM : ENFILE, \
			socket(kind_.family, kind_.type, 0)); \
	}
EVERY(SOCKET_MEMORY, no_memory)

CASE(socket, no_memory_is_no_file_limit,
	PROVES("socket.ENFILE.system-limit"),
	STAGE("guest"),
	ALL("other errors"))
{
	observe_file_limit_without_memory(socket(AF_UNIX, SOCK_STREAM, 0));
}

#define SOCKET_FILE(row_, kind_) \
	CASE(socket, row_, PROVES("socket.ENFILE.system-limit"), STAGE("guest"), \
		ALL("-1 ENFILE")) \
	{ \
		new_socket(kind_); \
		observe_without_file(socket(kind_.family, kind_.type, 0)); \
	}
EVERY(SOCKET_FILE, no_file)

/* accept, accept4 */

typedef int acceptor(int fd, SA *addr, socklen_t *addr_len);

static int by_accept4(int fd, SA *addr, socklen_t *addr_len)
{
	return accept4(fd, addr, addr_len, 0);
}

/* A listener with connections to be accepted. */
static int connected_to(struct kind kind)
{
	struct address addr;
	int listener = listening(kind, TRIES, &addr);

	for (int i = 0; i < TRIES; i++)
		need(connect(new_socket(kind), &addr.any, addr.len), "connect");
	await(listener, POLLIN);
	return listener;
}

static void accept_without_memory(acceptor *take, struct kind kind)
{
	int listener = connected_to(kind);

	observe_without_memory(take(listener, NULL, NULL));
}

static void accept_without_file(acceptor *take, struct kind kind)
{
	int listener = connected_to(kind);

	observe_without_file(take(listener, NULL, NULL));
}

static void accept_file_limit_without_memory(acceptor *take)
{
	int listener = connected_to(TCP4);

	observe_file_limit_without_memory(take(listener, NULL, NULL));
}

#define ACCEPT_MEMORY(row_, kind_) \
	CASE(accept, row_, PROVES("accept.ENOBUFS.memory accept.ENOMEM.memory"), STAGE("guest"), \
		ALL("-1 ENOBUFS | -1 ENOMEM")) \
	{ \
		accept_without_memory(accept, kind_); \
	} \
	CASE(accept4, row_, PROVES("accept.ENOBUFS.memory accept.ENOMEM.memory"), STAGE("guest"), \
		ALL("-1 ENOBUFS | -1 ENOMEM")) \
	{ \
		accept_without_memory(by_accept4, kind_); \
	}
CONNECTION(ACCEPT_MEMORY, no_memory)

#define ACCEPT_FILE(row_, kind_) \
	CASE(accept, row_, PROVES("accept.ENFILE.system-limit"), STAGE("guest"), \
		ALL("-1 ENFILE")) \
	{ \
		accept_without_file(accept, kind_); \
	} \
	CASE(accept4, row_, PROVES("accept.ENFILE.system-limit"), STAGE("guest"), \
		ALL("-1 ENFILE")) \
	{ \
		accept_without_file(by_accept4, kind_); \
	}
CONNECTION(ACCEPT_FILE, no_file)

/* For the part that is of this domain alone, after the file. */
#define NO_BUFFER PROVES("accept.ENOBUFS.memory"), STAGE("guest"), ALL("-1 ENOBUFS")

CASE(accept, no_memory_phonet, NO_BUFFER)
{
	int listener = phonet_listener(0, TRIES);

	observe_overlooking(ENOMEM, accept(listener, NULL, NULL));
}

CASE(accept4, no_memory_phonet, NO_BUFFER)
{
	int listener = phonet_listener(0, TRIES);

	observe_overlooking(ENOMEM, accept4(listener, NULL, NULL, 0));
}

CASE(accept, no_memory_is_no_file_limit,
	PROVES("accept.ENFILE.system-limit"),
	STAGE("guest"),
	ALL("other errors"))
{
	accept_file_limit_without_memory(accept);
}

CASE(accept4, no_memory_is_no_file_limit,
	PROVES("accept.ENFILE.system-limit"),
	STAGE("guest"),
	ALL("other errors"))
{
	accept_file_limit_without_memory(by_accept4);
}

/* bind, connect */

#define BIND_MEMORY(row_, kind_) \
	CASE(bind, row_, PROVES("bind.ENOMEM.kernel-memory bind.ENOBUFS.resources"), \
		STAGE("guest"), DOCUMENT("-1 ENOMEM"), POSIX("-1 ENOBUFS"), LINUX("-1 ENOMEM")) \
	{ \
		struct address addr = local_address(kind_); \
		int fd = new_socket(kind_); \
\
		observe_without_memory(bind(fd, &addr.any, addr.len)); \
	}
UNIX(BIND_MEMORY, no_memory)

#define CONNECT_MEMORY(row_, kind_) \
	CASE(connect, row_, PROVES("connect.ENOBUFS.resources"), STAGE("guest"), \
		POSIX("-1 ENOBUFS")) \
	{ \
		struct address addr; \
		listening(kind_, 1, &addr); \
		int fd = new_socket(kind_); \
\
		observe_without_memory(connect(fd, &addr.any, addr.len)); \
	}
UNIX_CONNECTION(CONNECT_MEMORY, no_memory)

/* send, sendto, sendmsg, sendmmsg: one byte each */

typedef ssize_t sender(int fd);

static ssize_t by_send(int fd)
{
	return send(fd, "a", 1, MSG_DONTWAIT);
}

static ssize_t by_sendto(int fd)
{
	return sendto(fd, "a", 1, MSG_DONTWAIT, NULL, 0);
}

static const struct iovec one_byte = { "a", 1 };
static const struct msghdr one_part = { .msg_iov = (struct iovec *)&one_byte, .msg_iovlen = 1 };

static ssize_t by_sendmsg(int fd)
{
	return sendmsg(fd, &one_part, MSG_DONTWAIT);
}

static ssize_t by_sendmmsg(int fd)
{
	struct mmsghdr message = { .msg_hdr = one_part };

	return sendmmsg(fd, &message, 1, MSG_DONTWAIT);
}

static void send_without_memory(sender *transmit, struct kind kind)
{
	struct pair pair = connected(kind);

	observe_without_memory(transmit(pair.here));
}

/* A case of each call, as it stands in case_. POSIX has ENOMEM for those alone that take a message
 * or a destination, and no sendmmsg. */
#define EACH_SENDER(case_, row_, ...) \
	case_(send_##row_, "send", #row_, by_send, POSIX("-1 ENOBUFS"), __VA_ARGS__) \
	case_(sendto_##row_, "sendto", #row_, by_sendto, POSIX("-1 ENOBUFS | -1 ENOMEM"), \
		__VA_ARGS__) \
	case_(sendmsg_##row_, "sendmsg", #row_, by_sendmsg, POSIX("-1 ENOBUFS | -1 ENOMEM"), \
		__VA_ARGS__) \
	case_(sendmmsg_##row_, "sendmmsg", #row_, by_sendmmsg, POSIX(NULL), __VA_ARGS__)

#define SEND_MEMORY_CASE(symbol_, call_, row_, transmit_, posix_, kind_) \
	REGISTER(symbol_, call_, row_, PROVES("send.ENOMEM.memory send.ENOBUFS.resources"), \
		STAGE("guest"), DOCUMENT("-1 ENOMEM"), posix_, LINUX("-1 ENOMEM")) \
	{ \
		send_without_memory(transmit_, kind_); \
	}
#define SEND_MEMORY(row_, kind_) EACH_SENDER(SEND_MEMORY_CASE, row_, kind_)
UNIX(SEND_MEMORY, no_memory)

/* What comes beside the byte needs memory of its own. */

static const struct msghdr *with_descriptor(void)
{
	static char control[CMSG_SPACE(sizeof(int))];
	static struct msghdr message;

	message = one_part;
	message.msg_control = control;
	message.msg_controllen = sizeof control;
	struct cmsghdr *header = CMSG_FIRSTHDR(&message);
	header->cmsg_level = SOL_SOCKET;
	header->cmsg_type = SCM_RIGHTS;
	header->cmsg_len = CMSG_LEN(sizeof(int)); /* of descriptor 0 */
	return &message;
}

CASE(sendmsg, no_memory_for_descriptor,
	PROVES("send.ENOMEM.memory"),
	STAGE("guest"),
	DOCUMENT("-1 ENOMEM"), POSIX("-1 ENOBUFS | -1 ENOMEM"), LINUX("-1 ENOMEM"))
{
	struct pair pair = connected(UNIX_STREAM);
	const struct msghdr *message = with_descriptor();

	observe_without_memory(sendmsg(pair.here, message, MSG_DONTWAIT));
}

CASE(sendmmsg, no_memory_for_descriptor,
	PROVES("send.ENOMEM.memory"),
	STAGE("guest"),
	DOCUMENT("-1 ENOMEM"), LINUX("-1 ENOMEM"))
{
	struct pair pair = connected(UNIX_STREAM);
	struct mmsghdr message = { .msg_hdr = *with_descriptor() };

	observe_without_memory(sendmmsg(pair.here, &message, 1, MSG_DONTWAIT));
}

/* A socket may be short of memory by itself. */

/* A filter counts as memory of the socket's besides its buffers, here 16 bytes an
 * instruction. */
static int attach_filter(int fd, int instructions)
{
	static struct sock_filter pass[BPF_MAXINSNS];
	struct sock_fprog filter = { .len = (unsigned short)instructions, .filter = pass };

	for (int i = 0; i < instructions; i++)
		pass[i] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, UINT_MAX);
	return setsockopt(fd, SOL_SOCKET, SO_ATTACH_FILTER, &filter, sizeof filter);
}

/* The greatest that fits into optmem_max, 20480. */
static void use_up_memory_of(int fd)
{
	int instructions = 20480 / 16;

	while (attach_filter(fd, instructions) < 0)
		if (--instructions == 0)
			unresolved("SO_ATTACH_FILTER");
}

static void send_without_memory_of_its_own(sender *transmit, int fd)
{
	use_up_memory_of(fd);

	observe(transmit(fd));
}

#define SEND_OWN_MEMORY(symbol_, call_, row_, transmit_, posix_, fd_) \
	REGISTER(symbol_, call_, row_, PROVES("send.ENOMEM.memory"), STAGE("guest"), \
		DOCUMENT("-1 ENOMEM"), posix_, LINUX("-1 ENOMEM")) \
	{ \
		send_without_memory_of_its_own(transmit_, fd_); \
	}
EACH_SENDER(SEND_OWN_MEMORY, no_memory_of_its_own, alg_digester())

#define RECV_OWN_MEMORY \
	PROVES("recv.ENOMEM.memory recv.ENOBUFS.resources"), STAGE("guest"), \
		DOCUMENT("-1 ENOMEM"), POSIX("-1 ENOBUFS | -1 ENOMEM"), LINUX("-1 ENOMEM")

CASE(recv, no_memory_of_its_own, RECV_OWN_MEMORY)
{
	char digest[20];
	int fd = alg_digester();
	use_up_memory_of(fd);

	observe(recv(fd, digest, sizeof digest, 0));
}

CASE(recvfrom, no_memory_of_its_own, RECV_OWN_MEMORY)
{
	char digest[20];
	int fd = alg_digester();
	use_up_memory_of(fd);

	observe(recvfrom(fd, digest, sizeof digest, 0, NULL, NULL));
}

CASE(recvmsg, no_memory_of_its_own, RECV_OWN_MEMORY)
{
	char digest[20];
	struct iovec part = { digest, sizeof digest };
	struct msghdr message = { .msg_iov = &part, .msg_iovlen = 1 };
	int fd = alg_digester();
	use_up_memory_of(fd);

	observe(recvmsg(fd, &message, 0));
}

/* setsockopt */

CASE(setsockopt, no_memory_for_filter,
	PROVES("setsockopt.ENOMEM.memory setsockopt.ENOBUFS.resources"),
	STAGE("guest"),
	POSIX("-1 ENOMEM | -1 ENOBUFS"))
{
	int fd = new_socket(UDP4);

	observe_without_memory(attach_filter(fd, 1));
}

CASE(setsockopt, no_memory_of_its_own,
	PROVES("setsockopt.ENOMEM.memory setsockopt.ENOBUFS.resources"),
	STAGE("guest"),
	POSIX("-1 ENOMEM | -1 ENOBUFS"))
{
	int fd = new_socket(UDP4);
	use_up_memory_of(fd);

	observe(attach_filter(fd, 1));
}

/* Any option of any level, with a value of any length, on any kind of socket: of two sockets alike
 * the reference treats one as the host's libc treats the other. */
#include <limits.h>
#include <netinet/in.h>
#include <netinet/tcp.h>

#include "outcome.h"
#include "sockets.h"
#include "world.h"

/* An input is a byte for the kind of socket, then steps: a head of HEAD bytes (see step_of) and the
 * value. */
enum { HEAD = 5, STEPS = 16, LONGEST_VALUE = 128 };

#ifndef SO_PEERPIDFD
#define SO_PEERPIDFD 77
#endif

enum state { FRESH, LISTENING, CONNECTED };

static const struct kind {
	int family, type;
	enum state state;
} kinds[] = {
	{ AF_INET, SOCK_STREAM, FRESH },
	{ AF_INET6, SOCK_STREAM, FRESH },
	{ AF_INET, SOCK_DGRAM, FRESH },
	{ AF_INET6, SOCK_DGRAM, FRESH },
	{ AF_UNIX, SOCK_STREAM, FRESH },
	{ AF_UNIX, SOCK_DGRAM, FRESH },
	{ AF_UNIX, SOCK_SEQPACKET, FRESH },
	{ AF_INET, SOCK_STREAM, LISTENING },
	{ AF_INET6, SOCK_STREAM, LISTENING },
	{ AF_UNIX, SOCK_STREAM, LISTENING },
	{ AF_INET, SOCK_STREAM, CONNECTED },
	{ AF_INET6, SOCK_STREAM, CONNECTED },
	{ AF_INET, SOCK_DGRAM, CONNECTED },
	{ AF_INET6, SOCK_DGRAM, CONNECTED },
	{ AF_UNIX, SOCK_STREAM, CONNECTED },
	{ AF_UNIX, SOCK_DGRAM, CONNECTED },
	{ AF_UNIX, SOCK_SEQPACKET, CONNECTED },
	{ AF_INET, SOCK_RAW, FRESH },
	{ AF_INET6, SOCK_RAW, FRESH },
};

static const struct implementation {
	int (*get)(int, int, int, void *restrict, socklen_t *restrict);
	int (*set)(int, int, int, const void *, socklen_t);
} reference = { ref_getsockopt, ref_setsockopt }, host = { getsockopt, setsockopt };

/* Whose values are a socket's own, or the moment's: of these the length alone is compared. */
static const struct option {
	int level, name;
} varying[] = {
	{ SOL_SOCKET, 28 },  /* SO_PEERNAME: a port */
	{ SOL_SOCKET, 48 },  /* SO_BPF_EXTENSIONS */
	{ SOL_SOCKET, 49 },  /* SO_INCOMING_CPU */
	{ SOL_SOCKET, 55 },  /* SO_MEMINFO */
	{ SOL_SOCKET, 56 },  /* SO_INCOMING_NAPI_ID */
	{ SOL_SOCKET, 57 },  /* SO_COOKIE */
	{ SOL_SOCKET, 77 },  /* SO_PEERPIDFD: a new descriptor */
	{ IPPROTO_IP, 52 },  /* IP_PROTOCOL: for TCP the port */
	{ IPPROTO_TCP, 11 }, /* TCP_INFO */
	{ IPPROTO_TCP, 21 }, /* TCP_QUEUE_SEQ */
	{ IPPROTO_TCP, 24 }, /* TCP_TIMESTAMP */
	{ IPPROTO_TCP, 26 }, /* TCP_CC_INFO */
	{ IPPROTO_TCP, 29 }, /* TCP_REPAIR_WINDOW */
	{ IPPROTO_TCP, 35 }, /* TCP_ZEROCOPY_RECEIVE */
	{ IPPROTO_TCP, 40 }, /* TCP_AO_INFO */
};

/* What is left alone, though the world is private: it takes memory of the machine's. */
static const struct option forbidden[] = {
	{ SOL_SOCKET, 32 }, /* SO_SNDBUFFORCE */
	{ SOL_SOCKET, 33 }, /* SO_RCVBUFFORCE */
	{ SOL_SOCKET, 73 }, /* SO_RESERVE_MEM */
};

static bool is_world;
static unsigned char *value_end, *read_end, *length_end; /* of watched pages */

struct step {
	bool sets;
	struct option option;
	socklen_t length;
	const uint8_t *value; /* value_size bytes, all of them of the input */
	size_t value_size;
};

static bool is_among(const struct option *options, size_t count, struct option option)
{
	for (size_t i = 0; i < count; i++)
		if (options[i].level == option.level && options[i].name == option.name)
			return true;
	return false;
}

/* Of IP's own levels also packet filters and multicast routing, but for what is IPv6's own there.
 */
static bool is_forbidden(struct option option, size_t length)
{
	bool is_internet = option.level == IPPROTO_IP || option.level == IPPROTO_IPV6 ||
			   option.level == IPPROTO_RAW || option.level == IPPROTO_ICMPV6;

	/* In less room than a descriptor needs, Linux opens one all the same and tells nobody. */
	if (option.level == SOL_SOCKET && option.name == SO_PEERPIDFD && length < sizeof(int))
		return true;
	return (is_internet && (option.name >= 64 || option.name < 0) && option.name != 66 &&
		       option.name != 67 && option.name != 70) ||
	       is_among(forbidden, sizeof forbidden / sizeof *forbidden, option);
}

/* Bytes of a step: whether it sets, and how the name is meant; the level; the name; the length. */
static struct step step_of(const uint8_t *head, const uint8_t *end)
{
	static const int levels[] = { SOL_SOCKET, IPPROTO_TCP, IPPROTO_IP, IPPROTO_IPV6,
		IPPROTO_UDP, IPPROTO_ICMP, IPPROTO_RAW, 270, 271, -1, INT_MAX };
	static const socklen_t odd[] = { (socklen_t)-1, INT_MAX, (socklen_t)INT_MIN, 4096, 65536 };
	size_t rest = (size_t)(end - head - HEAD);
	struct step step = { .sets = head[0] & 1, .value = head + HEAD };

	step.option.level = levels[head[1] % (sizeof levels / sizeof *levels)];
	step.option.name = head[0] & 2 ? (int)(head[2] | (unsigned)head[3] << 24) : head[2];
	step.length =
		head[4] <= LONGEST_VALUE ? head[4] : odd[head[4] % (sizeof odd / sizeof *odd)];
	step.value_size = head[4] <= LONGEST_VALUE && head[4] <= rest ? head[4] : rest;
	if (step.value_size > LONGEST_VALUE)
		step.value_size = LONGEST_VALUE;
	return step;
}

/* Errors that socket(7), ip(7), tcp(7), the pages of the calls and POSIX tell of, and those of
 * multicast groups, interfaces and states, which options are about. */
static bool is_documented(int error)
{
	static const int errors[] = { EACCES, EADDRINUSE, EADDRNOTAVAIL, EBADF, EBUSY, EDOM, EFAULT,
		EINVAL, EISCONN, ENOBUFS, ENODEV, ENOENT, ENOMEM, ENOPROTOOPT, ENOTCONN, ENOTSOCK,
		EOPNOTSUPP, EPERM, E2BIG, EAFNOSUPPORT, ENODATA, EALREADY, ENOSYS, ERANGE, ENXIO,
		ENOTSUP, EUSERS, EPROTO, ESRCH, EEXIST, EDESTADDRREQ, EPROTONOSUPPORT, EMSGSIZE };

	for (size_t i = 0; i < sizeof errors / sizeof *errors; i++)
		if (errors[i] == error)
			return true;
	return false;
}

static void check_error(const struct outcome *outcome, const struct step *step)
{
	if (outcome->result != 0 && outcome->result != -1)
		find("option %d of level %d: returns %lld", step->option.name, step->option.level,
			outcome->result);
	if (outcome->error && !is_documented(outcome->error))
		find("option %d of level %d: errno %d", step->option.name, step->option.level,
			outcome->error);
}

static void set(
	const struct implementation *on, int fd, const struct step *step, struct outcome *outcome)
{
	unsigned char *value = value_end - step->value_size;

	memcpy(value, step->value, step->value_size);
	outcome->result = on->set(fd, step->option.level, step->option.name, value, step->length);
	outcome->error = outcome->result == -1 ? errno : 0;
	outcome->made = 0;
}

/* Reads into as much room as there is value in the input, whatever length is told. */
static void get(
	const struct implementation *on, int fd, const struct step *step, struct outcome *outcome)
{
	unsigned char *room = poisoned_room(read_end, step->value_size);
	socklen_t *length = (socklen_t *)(length_end - sizeof *length);

	*length = step->length;
	outcome->result = on->get(fd, step->option.level, step->option.name, room, length);
	outcome->error = outcome->result == -1 ? errno : 0;
	outcome->made = 0;
	if (!is_poison(room - MARGIN, MARGIN))
		find("option %d of level %d: bytes before the room are written", step->option.name,
			step->option.level);
	add(outcome, length, sizeof *length);
	if (step->option.level == SOL_SOCKET && step->option.name == SO_PEERPIDFD &&
		outcome->result == 0 && step->value_size >= sizeof fd) {
		memcpy(&fd, room, sizeof fd);
		close(fd);
	}
	if (!is_among(varying, sizeof varying / sizeof *varying, step->option))
		add(outcome, room, step->value_size);
}

/* The option of both is the same still: where the value that was set has as much room as it took.
 */
static void take_step(const int *fds, const struct step *step)
{
	static struct outcome ours, theirs;
	bool sets = step->sets;

	if (is_forbidden(step->option, step->value_size))
		return;
	(sets ? set : get)(&reference, fds[0], step, &ours);
	(sets ? set : get)(&host, fds[1], step, &theirs);
	check_error(&ours, step);
	if (!is_same(&ours, &theirs))
		differ("%s differs on option %d of level %d, length %d: reference %s, libc %s",
			sets ? "setsockopt" : "getsockopt", step->option.name, step->option.level,
			(int)step->length, text_of(&ours), text_of(&theirs));
	if (!sets || ours.result != 0)
		return;
	get(&reference, fds[1], step, &ours);
	get(&host, fds[0], step, &theirs);
	if (!is_same(&ours, &theirs))
		differ("setsockopt differs in what it sets, option %d of level %d: reference %s, "
		       "libc %s",
			step->option.name, step->option.level, text_of(&theirs), text_of(&ours));
}

/* Two that are connected, by a listener that is left; of datagram sockets each to itself. */
static bool connect_both(const struct kind *kind, const int *fds, int listener)
{
	struct sockaddr_storage addr;
	socklen_t len = sizeof addr;

	if (kind->type != SOCK_STREAM) {
		for (int i = 0; i < 2; i++, len = sizeof addr)
			if (getsockname(fds[i], (struct sockaddr *)&addr, &len) != 0 ||
				connect(fds[i], (struct sockaddr *)&addr, len) != 0)
				return false;
		return true;
	}
	return listen(listener, 2) == 0 &&
	       getsockname(listener, (struct sockaddr *)&addr, &len) == 0 &&
	       connect(fds[0], (struct sockaddr *)&addr, len) == 0 &&
	       connect(fds[1], (struct sockaddr *)&addr, len) == 0;
}

static bool bind_to_loopback(const struct kind *kind, int fd)
{
	struct sockaddr_in ipv4 = { .sin_family = AF_INET,
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	struct sockaddr_in6 ipv6 = { .sin6_family = AF_INET6, .sin6_addr = IN6ADDR_LOOPBACK_INIT };

	if (kind->family == AF_UNIX) /* by itself */
		return bind(fd, (struct sockaddr *)&(struct sockaddr){ .sa_family = AF_UNIX },
			       sizeof(sa_family_t)) == 0;
	return kind->family == AF_INET ? bind(fd, (struct sockaddr *)&ipv4, sizeof ipv4) == 0
				       : bind(fd, (struct sockaddr *)&ipv6, sizeof ipv6) == 0;
}

/* Two sockets alike, and one or two more that they need. */
static bool open_sockets(const struct kind *kind, int *fds)
{
	int type = kind->type | SOCK_CLOEXEC;
	int protocol = kind->type == SOCK_RAW ? 255 : 0;

	if (kind->family == AF_UNIX && kind->state == CONNECTED) {
		int pairs[2][2];
		for (int i = 0; i < 2; i++) {
			if (socketpair(AF_UNIX, type, 0, pairs[i]) != 0)
				return false;
			fds[i] = pairs[i][0];
			fds[2 + i] = pairs[i][1];
		}
		return true;
	}
	for (int i = 0; i < (kind->state == CONNECTED ? 3 : 2); i++) {
		fds[i] = socket(kind->family, type, protocol);
		if (fds[i] < 0 || (kind->state != FRESH && !bind_to_loopback(kind, fds[i])))
			return false;
		if (kind->state == LISTENING && listen(fds[i], 1) != 0)
			return false;
	}
	return kind->state != CONNECTED || connect_both(kind, fds, fds[2]);
}

static void close_sockets(const int *fds)
{
	static const struct linger at_once = { 1, 0 };

	for (int i = 0; i < 4; i++) {
		if (fds[i] < 0)
			continue;
		setsockopt(fds[i], SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
		close(fds[i]);
	}
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc, (void)argv;
	value_end = page_end();
	read_end = page_end();
	length_end = page_end();
	is_world = entered(enter_user_namespace() && enter_network());
	return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const uint8_t *end = data + size;
	int fds[4] = { -1, -1, -1, -1 };

	if (size < 1 + HEAD || !is_world)
		return 0;
	go_on_after_alarms();
	int lowest = lowest_free();
	const struct kind *kind = &kinds[*data++ % (sizeof kinds / sizeof *kinds)];
	if (!open_sockets(kind, fds)) {
		perror("fuzz: no sockets");
		exit(2);
	}
	for (int i = 0; i < STEPS && end - data >= HEAD; i++) {
		struct step step = step_of(data, end);
		take_step(fds, &step);
		data += HEAD + step.value_size;
	}
	close_sockets(fds);
	if (lowest_free() != lowest)
		find("a descriptor is left open");
	return 0;
}

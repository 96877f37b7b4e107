/* Any answers of name servers to a host's name or address: the reference finds what the host's libc
 * finds. */
#include <ctype.h>
#include <locale.h>
#include <netdb.h>
#include <poll.h>
#include <pthread.h>
#include <resolv.h>
#include <signal.h>

#include "resolved.h"
#include "world.h"

/* An input is a byte for the question (see question_of), one for the servers (see confs and
 * enum manner), then answers to A and PTR, and to AAAA: of each its length in a byte, and its bytes
 * from the flags on, without the question. */
enum {
	HEAD = 3,
	PREFIX = 12,
	LONGEST_INPUT = 512,
	LONGEST_MESSAGE = 2048,
	TYPE_A = 1,
	TYPE_PTR = 12,
	TYPE_AAAA = 28,
	CLASS_IN = 1,
	DNS_PORT = 53,
	INTERNATIONAL = 0x80,
	LAST_PORT = 32768
};

/* What a server does besides answering. */
enum manner {
	IS_MISTAKEN = 0x04,     /* a datagram with another identifier comes first */
	IS_MISTAKEN_TOO = 0x08, /* over TCP, too, and no other follows */
	IS_CUT_SHORT = 0x10,    /* the connection ends within the message */
	HANGS_UP = 0x20,        /* or before the query is read */
	HAS_DOMAIN = 0x80,      /* this host, by /etc/hosts */
	IS_OUT_OF_REACH = 0x40  /* over TCP: this host has no port left */
};

/* Two of the servers answer, one of them over UDP alone; one is not there, and there is no way to
 * one. */
#define OPTIONS "options timeout:1 attempts:1"
static const char *const confs[] = {
	OPTIONS "\nnameserver 127.0.0.1\n",
	OPTIONS " edns0\nnameserver 127.0.0.1\nsearch b.example c.example\n",
	OPTIONS "\nnameserver ::1\nnameserver 192.0.2.1\nnameserver 127.0.0.1\n",
	OPTIONS " rotate single-request\nnameserver 127.0.0.2\n",
};

static bool is_world;
static int services[2] = { -1, -1 }, listener; /* the servers' sockets */
static uint8_t manners;
static const uint8_t *answers[2]; /* to A, to AAAA */
static size_t sizes[2];

/* Makes an answer to the query, in place. Returns its size. */
static size_t answer(unsigned char *message, size_t size)
{
	size_t end = PREFIX;

	while (end < size && message[end])
		end += 1 + message[end];
	end += 5;
	if (end > size)
		return 0;
	int which = message[end - 3] == TYPE_AAAA;
	size_t head = sizes[which] < PREFIX - 2 ? sizes[which] : PREFIX - 2;
	memset(message + 2, 0, PREFIX - 2);
	memcpy(message + 2, answers[which], head);
	message[2] = (message[2] & 7) | 0x80;
	message[4] = 0;
	message[5] = 1;
	memcpy(message + end, answers[which] + head, sizes[which] - head);
	return end + sizes[which] - head;
}

static void serve_udp(int service)
{
	struct sockaddr_in from;
	socklen_t length = sizeof from;
	unsigned char message[LONGEST_MESSAGE];
	ssize_t n = recvfrom(service, message, 512, 0, (struct sockaddr *)&from, &length);

	if (n < PREFIX)
		return;
	size_t size = answer(message, (size_t)n);
	for (int mistaken = manners & IS_MISTAKEN ? 1 : 0; mistaken >= 0; mistaken--) {
		message[0] ^= (unsigned char)mistaken;
		sendto(service, message, size, 0, (struct sockaddr *)&from, length);
		message[0] ^= (unsigned char)mistaken;
	}
}

/* One query of a connection after the other, each with its length before it. */
static void serve_tcp(void)
{
	unsigned char message[2 + LONGEST_MESSAGE];
	int client = accept(listener, NULL, NULL);

	while (!(manners & HANGS_UP) && recv(client, message, 2, MSG_WAITALL) == 2) {
		size_t size = (size_t)(message[0] << 8 | message[1]);
		if (size < PREFIX || size > 512 ||
			recv(client, message + 2, size, MSG_WAITALL) != (ssize_t)size)
			break;
		size = answer(message + 2, size);
		message[2] ^= manners & IS_MISTAKEN_TOO ? 1 : 0;
		message[4] &= 0xfd; /* it is not truncated here */
		message[0] = (unsigned char)(size >> 8);
		message[1] = (unsigned char)size;
		send(client, message, manners & IS_CUT_SHORT ? 1 + size / 2 : 2 + size,
			MSG_NOSIGNAL);
		if (manners & (IS_CUT_SHORT | IS_MISTAKEN_TOO))
			break;
	}
	close(client);
}

static void *serve(void *argument)
{
	struct pollfd ready[] = { { services[0], POLLIN, 0 }, { services[1], POLLIN, 0 },
		{ listener, POLLIN, 0 } };

	for (;;) {
		poll(ready, 3, -1);
		for (int i = 0; i < 2; i++)
			if (ready[i].revents)
				serve_udp(services[i]);
		if (ready[2].revents)
			serve_tcp();
	}
	return argument;
}

static int bound_socket(int type, uint32_t address, uint16_t port)
{
	struct sockaddr_in addr = {
		.sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(address)
	};
	static const int on = 1; /* of the input before there may be connections left */
	int fd = socket(AF_INET, type | SOCK_CLOEXEC, 0);

	if (setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) == 0 &&
		bind(fd, (struct sockaddr *)&addr, sizeof addr) == 0)
		return fd;
	perror("fuzz: no name server");
	exit(2);
}

/* Not earlier than the first input: AFL++'s children have no threads of their parent's. */
static void start_servers(void)
{
	sigset_t all, before;
	pthread_t thread;

	services[0] = bound_socket(SOCK_DGRAM, INADDR_LOOPBACK, DNS_PORT);
	services[1] = bound_socket(SOCK_DGRAM, INADDR_LOOPBACK + 1, DNS_PORT);
	listener = bound_socket(SOCK_STREAM, INADDR_LOOPBACK, DNS_PORT);
	bound_socket(SOCK_STREAM, INADDR_LOOPBACK, LAST_PORT);
	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	if (listen(listener, 8) != 0 || pthread_create(&thread, NULL, serve, NULL) != 0) {
		perror("fuzz: no name server");
		exit(2);
	}
	pthread_sigmask(SIG_SETMASK, &before, NULL);
}

struct question {
	enum { ADDRINFO, HOST_BY_NAME, HOST_BY_ADDRESS, NAMEINFO } call;
	int family, flags, name_flags; /* of getaddrinfo(), of getnameinfo() */
	const char *name;
	const char *address;
};

static struct question question_of(uint8_t choice)
{
	static const int families[] = { AF_UNSPEC, AF_INET, AF_INET6, AF_UNSPEC };
	static const char *const names[] = { "a.example", "a", "a.example.", "a..example" };
	static const char *const addresses[] = { "::ffff:192.0.2.1", "192.0.2.1", "2001:db8::1",
		"192.0.2.2" };

	return (struct question){
		.family = families[choice & 3],
		.address = addresses[choice & 3],
		.name = choice & INTERNATIONAL ? "b\xc3\xbc.example" : names[choice >> 2 & 3],
		.flags = (choice & 0x10 ? AI_CANONNAME : 0) |
			 (choice & INTERNATIONAL ? AI_IDN | AI_CANONIDN : 0),
		.name_flags = NI_NAMEREQD | (choice & 0x10 ? NI_NOFQDN : 0) |
			      (choice & INTERNATIONAL ? NI_IDN : 0),
		.call = choice >> 5 & 3,
	};
}

static struct outcome ask_for_addresses(const struct resolver *on, const struct question *question)
{
	struct outcome outcome = { .result = -1 };
	struct resolved resolved;

	if (question->call == ADDRINFO)
		return resolve(on, question->name, question->family, question->flags);
	outcome.made = 0;
	const struct hostent *found =
		on->by_name(question->name, question->family == AF_INET6 ? AF_INET6 : AF_INET);
	if (!found) {
		outcome.error = h_errno;
		return outcome;
	}
	outcome.result = 0;
	memset(&resolved, 0, sizeof resolved);
	resolved.family = (uint32_t)found->h_addrtype;
	for (char **address = found->h_addr_list;; address++) {
		known_to_be_written(address, sizeof *address);
		if (!*address)
			return outcome;
		known_to_be_written(*address, (size_t)found->h_length);
		memcpy(resolved.address, *address, (size_t)found->h_length);
		add(&outcome, &resolved, sizeof resolved);
	}
}

static struct outcome ask_for_name(const struct resolver *on, const struct question *question)
{
	const struct addrinfo numeric = { .ai_flags = AI_NUMERICHOST, .ai_socktype = SOCK_STREAM };
	struct outcome outcome = { .result = -1 };
	struct addrinfo *list;
	char name[NI_MAXHOST];

	outcome.made = 0;
	if (ref_getaddrinfo(question->address, NULL, &numeric, &list) != 0)
		find("no address: %s", question->address);
	if (question->call == NAMEINFO) {
		outcome.result = on->name(list->ai_addr, list->ai_addrlen, name, sizeof name, NULL,
			0, question->name_flags);
		if (outcome.result == 0)
			add(&outcome, name, strlen(name) + 1);
	} else {
		const struct resolved resolved = address_of(list);
		const struct hostent *found = on->by_address(
			resolved.address, list->ai_family == AF_INET ? 4 : 16, list->ai_family);
		outcome.result = found ? 0 : -1;
		outcome.error = found ? 0 : h_errno;
		if (found) {
			text_known_to_be_written(found->h_name);
			add(&outcome, found->h_name, strlen(found->h_name) + 1);
		}
	}
	ref_freeaddrinfo(list);
	return outcome;
}

static struct outcome ask(const struct resolver *on, const struct question *question)
{
	return question->call == ADDRINFO || question->call == HOST_BY_NAME
		       ? ask_for_addresses(on, question)
		       : ask_for_name(on, question);
}

static bool has_address(const struct outcome *outcome, const unsigned char *address)
{
	for (size_t at = 0; at < outcome->made; at += sizeof(struct resolved))
		if (memcmp(outcome->bytes + at, address, sizeof(struct resolved)) == 0)
			return true;
	return false;
}

static bool are_among(const struct outcome *some, const struct outcome *all)
{
	for (size_t at = 0; at < some->made; at += sizeof(struct resolved))
		if (!has_address(all, some->bytes + at))
			return false;
	return true;
}

/* The addresses stand in the answers. */
static bool were_sent(const struct outcome *found)
{
	for (size_t at = 0; at < found->made; at += sizeof(struct resolved)) {
		struct resolved resolved;
		memcpy(&resolved, found->bytes + at, sizeof resolved);
		int which = resolved.family == AF_INET6;
		if (!memmem(answers[which], sizes[which], resolved.address, which ? 16 : 4))
			return false;
	}
	return true;
}

static bool is_among(int code, int one, int other, int third)
{
	return code == one || code == other || code == third;
}

/* Of an answer that is not whole glibc tells by the one that came with it; the reference does by
 * the worse of the two. That there is no such name both say alike. */
static bool is_known(int ours, int theirs)
{
	bool lacks_library = theirs == EAI_IDN_ENCODE; /* libidn2, for AI_IDN */

	return ours == theirs || lacks_library ||
	       (is_among(ours, EAI_FAIL, EAI_AGAIN, EAI_NODATA) &&
		       is_among(theirs, EAI_NONAME, EAI_AGAIN, EAI_NODATA));
}

/* An answer that has no record and offers no recursion, glibc takes for one of a server that does
 * not know. */
static bool is_lame(
	const struct question *question, const struct outcome *ours, const struct outcome *theirs)
{
	return question->call == NAMEINFO && ours->result == EAI_NONAME &&
	       theirs->result == EAI_AGAIN;
}

static unsigned number_at(const uint8_t *bytes)
{
	return (unsigned)bytes[0] << 8 | bytes[1];
}

/* Labels of letters and digits, one at least, to the end. */
static bool is_plain_name(const uint8_t *name, size_t size)
{
	size_t at = 0;

	for (; at < size && name[at] != 0; at += 1u + name[at])
		for (size_t i = at + 1; i <= at + name[at]; i++)
			if (name[at] > 63 || i >= size || !isalnum(name[i]))
				return false;
	return at > 0 && at + 1 == size;
}

/* Records of the name and type that are asked for alone, each whole and of class IN, as many as are
 * told. An answer of none is plain, too. */
static bool is_plain(const uint8_t *bytes, size_t size, unsigned type)
{
	static const uint8_t name_asked[] = { 0xc0, PREFIX };
	size_t at = PREFIX - 2, length;

	if (size < at || bytes[0] & 2 || bytes[1] & 15 || number_at(bytes + 6) ||
		number_at(bytes + 8))
		return false;
	for (unsigned left = number_at(bytes + 4); left > 0; left--, at += 12 + length) {
		if (size - at < 12 || memcmp(bytes + at, name_asked, 2) != 0)
			return false;
		length = number_at(bytes + at + 10);
		if (number_at(bytes + at + 2) != type || number_at(bytes + at + 4) != CLASS_IN ||
			length > size - at - 12)
			return false;
		if (type == TYPE_PTR ? !is_plain_name(bytes + at + 12, length)
				     : length != (type == TYPE_A ? 4 : 16))
			return false;
	}
	return at == size;
}

static bool are_plain(const struct question *question)
{
	bool by_name = question->call == ADDRINFO || question->call == HOST_BY_NAME;
	bool with_v6 = by_name && question->family != AF_INET &&
		       (question->call == ADDRINFO || question->family == AF_INET6);
	bool with_v4 =
		!by_name || (question->call == ADDRINFO ? question->family != AF_INET6 : !with_v6);

	return !(question->flags & AI_IDN) && !(question->name_flags & NI_IDN) &&
	       (!with_v4 || is_plain(answers[0], sizes[0], by_name ? TYPE_A : TYPE_PTR)) &&
	       (!with_v6 || is_plain(answers[1], sizes[1], TYPE_AAAA));
}

/* A server that is slow to answer, which any may be on a machine that is busy. */
static bool may_be_late(const struct question *question, const struct outcome *outcome)
{
	return question->call == ADDRINFO || question->call == NAMEINFO
		       ? outcome->result == EAI_AGAIN
		       : outcome->result != 0 && outcome->error == TRY_AGAIN;
}

/* Of a mapped address glibc looks for the IPv4 one, where POSIX wants that of getnameinfo() alone.
 * What is plain is the same for both; what points into a question that is another is not. */
static bool is_of_other_question(const struct question *question)
{
	return question->call == HOST_BY_ADDRESS && strncmp(question->address, "::ffff:", 7) == 0 &&
	       !are_plain(question);
}

/* What is plain both find, or neither. Of other answers glibc takes records of any class, as many
 * as there are, and the root for a host's name; it ends at a record that is not right, or gives up
 * both answers for it, now this and now that. The reference wants the class IN, and reads each by
 * itself. Which of these it was is not told apart, but that the addresses of one are among the
 * other's. */
static bool is_explained(
	const struct question *question, const struct outcome *ours, const struct outcome *theirs)
{
	if (ours->result != 0 && theirs->result != 0)
		return is_known((int)ours->result, (int)theirs->result) ||
		       is_lame(question, ours, theirs);
	if (ours->result != 0 || theirs->result != 0)
		return !are_plain(question) || may_be_late(question, ours) ||
		       may_be_late(question, theirs);
	if (is_same(ours, theirs))
		return true;
	/* of a name that is cut off, or of other letters, each has its own notion */
	if (question->call == NAMEINFO && question->name_flags != NI_NAMEREQD)
		return true;
	if (question->call == HOST_BY_ADDRESS || question->call == NAMEINFO)
		return is_of_other_question(question);
	return are_among(ours, theirs) ||
	       (!are_plain(question) && were_sent(ours) && were_sent(theirs));
}

/* Both read these at every call, glibc if they are others. */
static void use_files(const char *conf, const char *hosts)
{
	static const char *used_conf, *used_hosts;

	if ((conf != used_conf && !write_file("/etc/resolv.conf", conf, strlen(conf))) ||
		(hosts != used_hosts && !write_file("/etc/hosts", hosts, strlen(hosts))))
		find("cannot write in /etc");
	used_conf = conf;
	used_hosts = hosts;
}

/* Leaves this host one port for UDP, and that to TCP which another socket has. */
static void leave_ports(bool are_many)
{
	static bool were_many = true;
	static const char path[] = "/proc/sys/net/ipv4/ip_local_port_range"; /* of this network */
	char range[32];

	if (are_many != were_many)
		write_file(path, range,
			(size_t)sprintf(range, "%d %d", LAST_PORT, are_many ? 60999 : LAST_PORT));
	were_many = are_many;
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	static const char order[] = "hosts: files dns\n";

	(void)argc, (void)argv;
	setlocale(LC_CTYPE, "C.UTF-8");
	is_world = entered(enter_user_namespace() && enter_network() && enter_etc() &&
			   write_file("/etc/nsswitch.conf", order, sizeof order - 1));
	return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static uint8_t kept[2 * LONGEST_INPUT]; /* a server may read it late, and torn */

	if (!is_world || size < HEAD || size > LONGEST_INPUT)
		return 0;
	memcpy(kept, data, size);
	sizes[0] = kept[2] < size - HEAD ? kept[2] : size - HEAD;
	answers[0] = kept + HEAD;
	sizes[1] = size - HEAD - sizes[0];
	answers[1] = kept + HEAD + sizes[0];
	manners = data[1];
	use_files(confs[data[1] % (sizeof confs / sizeof *confs)],
		manners & HAS_DOMAIN ? "127.0.0.1 localhost.example localhost\n"
				     : "127.0.0.1 localhost\n");
	if (services[0] < 0)
		start_servers();
	leave_ports(!(manners & IS_OUT_OF_REACH));
	const struct question question = question_of(data[0]);
	struct outcome ours = ask(&reference_resolver, &question),
		       theirs = ask(&host_resolver, &question);
	if (!is_explained(&question, &ours, &theirs))
		differ("answers differ on call %d: reference %s, libc %s", question.call,
			text_of(&ours), text_of(&theirs));
	return 0;
}

/* Any answers of a name server to a host's name: getaddrinfo() of the reference finds the addresses
 * that the host's libc finds. */
#include <netdb.h>
#include <poll.h>
#include <pthread.h>
#include <resolv.h>
#include <signal.h>

#include "resolved.h"
#include "world.h"

/* An input is a byte for the question (see ask), then answers to A and to AAAA: of each its length
 * in a byte, and its bytes from the flags on, without the question. */
enum { PREFIX = 12, LONGEST_INPUT = 512, TYPE_AAAA = 28 };

static bool is_world;
static int service = -1, listener = -1; /* the server's sockets */
static const uint8_t *answers[2];       /* to A, to AAAA */
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

static void serve_udp(void)
{
	struct sockaddr_in from;
	socklen_t length = sizeof from;
	unsigned char message[2048];
	ssize_t n = recvfrom(service, message, 512, 0, (struct sockaddr *)&from, &length);

	if (n >= PREFIX)
		sendto(service, message, answer(message, (size_t)n), 0, (struct sockaddr *)&from,
			length);
}

/* One query of a connection after the other, each with its length before it. */
static void serve_tcp(void)
{
	unsigned char message[2 + 2048];
	int client = accept(listener, NULL, NULL);

	while (recv(client, message, 2, MSG_WAITALL) == 2) {
		size_t size = (size_t)(message[0] << 8 | message[1]);
		if (size < PREFIX || size > 512 ||
			recv(client, message + 2, size, MSG_WAITALL) != (ssize_t)size)
			break;
		size = answer(message + 2, size);
		message[4] &= 0xfd; /* it is not truncated here */
		message[0] = (unsigned char)(size >> 8);
		message[1] = (unsigned char)size;
		send(client, message, 2 + size, MSG_NOSIGNAL);
	}
	close(client);
}

static void *serve(void *argument)
{
	struct pollfd ready[] = { { service, POLLIN, 0 }, { listener, POLLIN, 0 } };

	for (;;) {
		poll(ready, 2, -1);
		if (ready[0].revents)
			serve_udp();
		if (ready[1].revents)
			serve_tcp();
	}
	return argument;
}

/* Not earlier than the first input: AFL++'s children have no threads of their parent's. */
static void start_server(void)
{
	struct sockaddr_in addr = { .sin_family = AF_INET,
		.sin_port = htons(53),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	sigset_t all, before;
	pthread_t thread;

	service = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	if (bind(service, (struct sockaddr *)&addr, sizeof addr) != 0 ||
		bind(listener, (struct sockaddr *)&addr, sizeof addr) != 0 ||
		listen(listener, 8) != 0 || pthread_create(&thread, NULL, serve, NULL) != 0) {
		perror("fuzz: no name server");
		exit(2);
	}
	pthread_sigmask(SIG_SETMASK, &before, NULL);
}

static struct outcome ask(const struct resolver *resolver, uint8_t choice)
{
	static const int families[] = { AF_UNSPEC, AF_INET, AF_INET6 };

	return resolve(
		resolver, "a.example", families[choice % 3], choice & 0x10 ? AI_CANONNAME : 0);
}

/* glibc takes records of any class, and gives up both answers for one that is not whole; the
 * reference wants the class IN, and reads each by itself. So where both find addresses, ours are
 * among theirs. */
static bool is_explained(const struct outcome *ours, const struct outcome *theirs)
{
	const size_t SIZE = sizeof(struct resolved);

	if (ours->result != 0 || theirs->result != 0)
		return true;
	for (size_t i = 0; i < ours->made; i += SIZE) {
		bool found = false;
		for (size_t j = 0; j < theirs->made && !found; j += SIZE)
			found = memcmp(ours->bytes + i, theirs->bytes + j, SIZE) == 0;
		if (!found)
			return false;
	}
	return true;
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	static const char conf[] = "nameserver 127.0.0.1\noptions timeout:1 attempts:1\n";
	static const char hosts[] = "127.0.0.1 localhost\n", order[] = "hosts: files dns\n";

	(void)argc, (void)argv;
	is_world = entered(enter_user_namespace() && enter_network() && enter_etc() &&
			   write_file("/etc/resolv.conf", conf, sizeof conf - 1) &&
			   write_file("/etc/hosts", hosts, sizeof hosts - 1) &&
			   write_file("/etc/nsswitch.conf", order, sizeof order - 1));
	return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static uint8_t kept[2 * LONGEST_INPUT]; /* the server may read it late, and torn */

	if (!is_world || size < 3 || size > LONGEST_INPUT)
		return 0;
	memcpy(kept, data, size);
	sizes[0] = kept[1] < size - 3 ? kept[1] : size - 3;
	answers[0] = kept + 2;
	sizes[1] = size - 3 - sizes[0];
	answers[1] = kept + 3 + sizes[0];
	if (service < 0)
		start_server();
	struct outcome ours = ask(&reference_resolver, data[0]),
		       theirs = ask(&host_resolver, data[0]);
	if (!is_explained(&ours, &theirs))
		differ("getaddrinfo differs on answers: reference %s, libc %s", text_of(&ours),
			text_of(&theirs));
	return 0;
}

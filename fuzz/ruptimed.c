/* Anybody's datagrams and connections to ruptimed: who asks is sent the answer, whole and once;
 * nobody is sent more than he sent, but on loopback; and nothing is kept of them. */
#include <ctype.h>
#include <errno.h>
#include <net/if.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdbool.h>
#include <string.h>
#include <sys/socket.h>

#include "fuzz.h"
#include "loop.h"
#include "tcp.h"
#include "udp.h"
#include "world.h"

/* An input is steps of two bytes: what is done, and by whom or how much. */
enum { STEPS = 24, CLIENTS = 4, SOURCES = 2, OUTSIDE = 1, BUFFER = 4096 };

static const struct udp_policy policy = { NULL, 0, 0 };
static bool is_world;
static int listener = -1, service = -1; /* at port 4000 of any address */
static int sources[SOURCES];            /* one of loopback, one of an address beyond */
static int clients[CLIENTS];            /* -1 where not connected */
static size_t received[CLIENTS];        /* bytes, by a client */
static size_t told[CLIENTS];            /* bytes that it is to receive; 0 while it waits */
static size_t largest[SOURCES];         /* that was sent since the last answer */
static unsigned int asked[SOURCES];     /* how many requests that deserve an answer */

static struct sockaddr_in address(bool outside, in_port_t port)
{
	struct sockaddr_in addr = { .sin_family = AF_INET,
		.sin_port = htons(port),
		.sin_addr.s_addr = htonl(outside ? 0xc0000201 : INADDR_LOOPBACK) };
	return addr;
}

/* 192.0.2.1 is an address of this machine too. */
static bool add_address(void)
{
	struct ifreq request = { .ifr_name = "lo:1" };
	struct sockaddr_in addr = address(true, 0);
	int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);

	memcpy(&request.ifr_addr, &addr, sizeof addr);
	bool added = fd >= 0 && ioctl(fd, SIOCSIFADDR, &request) == 0;
	close(fd);
	return added;
}

static int open_socket(int type, const struct sockaddr_in *bound, const struct sockaddr_in *peer)
{
	int fd = socket(AF_INET, type | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);

	if (fd < 0 || (bound && bind(fd, (const struct sockaddr *)bound, sizeof *bound) != 0) ||
		(peer && connect(fd, (const struct sockaddr *)peer, sizeof *peer) != 0 &&
			errno != EINPROGRESS)) {
		perror("fuzz: no socket");
		exit(2);
	}
	return fd;
}

/* Not earlier than the first input: AFL++'s children must not share them. */
static void start_server(void)
{
	struct sockaddr_in any = { .sin_family = AF_INET, .sin_port = htons(4000) };

	service = open_socket(SOCK_DGRAM, &any, NULL);
	listener = open_socket(SOCK_STREAM, &any, NULL);
	if (listen(listener, QUEUE) != 0 || loop_open() != 0 || tcp_open(2 * CLIENTS) != 0 ||
		tcp_listen(listener) != 0 || udp_serve(service, &policy) != 0)
		find("the server does not start: errno %d", errno);
	for (int i = 0; i < SOURCES; i++) {
		struct sockaddr_in from = address(i == OUTSIDE, 0),
				   to = address(i == OUTSIDE, 4000);
		sources[i] = open_socket(SOCK_DGRAM, &from, &to);
	}
	for (int i = 0; i < CLIENTS; i++)
		clients[i] = -1;
}

static void send_datagram(uint8_t choice, uint8_t first)
{
	static unsigned char bytes[1500];
	int source = choice % SOURCES;
	size_t size = choice / SOURCES * 11;

	bytes[0] = first;
	if (send(sources[source], bytes, size, 0) != (ssize_t)size)
		return;
	bool is_request = size == 0 || !isprint(first);
	asked[source] += is_request;
	if (is_request && size > largest[source])
		largest[source] = size;
}

static void connect_client(int i)
{
	struct sockaddr_in to = address(i % 2, 4000);

	if (clients[i] >= 0)
		return;
	clients[i] = open_socket(SOCK_STREAM, NULL, &to);
	received[i] = told[i] = 0;
}

static void close_client(int i)
{
	static const struct linger at_once = { 1, 0 };

	if (clients[i] < 0)
		return;
	setsockopt(clients[i], SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
	close(clients[i]);
	clients[i] = -1;
}

/* What a client is sent begins as the answer and is no longer. */
static void receive(int i, const struct answer *answer)
{
	char bytes[BUFFER];
	ssize_t n = clients[i] >= 0 ? recv(clients[i], bytes, sizeof bytes, 0) : -1;

	if (n <= 0)
		return;
	received[i] += (size_t)n;
	if (received[i] > answer->size || memcmp(bytes, answer->text, (size_t)n) != 0)
		find("a client received %zu bytes, of an answer of %zu", received[i], answer->size);
}

static void check_datagrams(const struct answer *answer)
{
	char bytes[BUFFER];
	ssize_t n;

	for (int i = 0; i < SOURCES; i++) {
		unsigned int answers = 0;
		while ((n = recv(sources[i], bytes, sizeof bytes, 0)) >= 0) {
			answers++;
			if ((size_t)n != answer->size ||
				memcmp(bytes, answer->text, (size_t)n) != 0)
				find("a datagram of %zd bytes for an answer of %zu", n,
					answer->size);
			if (i == OUTSIDE && (size_t)n > largest[i])
				find("an answer of %zd bytes to requests of %zu at most", n,
					largest[i]);
		}
		if (answers > asked[i])
			find("%u answers to %u requests", answers, asked[i]);
		if (i != OUTSIDE && answers < asked[i] && asked[i] < 16)
			find("%u answers to %u requests on loopback", answers, asked[i]);
		asked[i] = 0;
		largest[i] = 0;
	}
}

/* All who asked by now are answered. */
static void give_answer(size_t size)
{
	static struct answer answer;

	memset(answer.text, 'u', sizeof answer.text);
	answer.size = size < 1 ? 1 : size > ANSWER_SIZE ? ANSWER_SIZE : size;
	answer.text[answer.size - 1] = '\n';
	loop_once(0);
	loop_once(0);
	tcp_answer(&answer);
	udp_answer(&answer);
	if (tcp_asks() || udp_asks())
		find("who was answered still waits");
	loop_once(0);
	check_datagrams(&answer);
	for (int i = 0; i < CLIENTS; i++) {
		receive(i, &answer);
		close_client(i);
	}
}

static void take_step(uint8_t choice, uint8_t argument)
{
	static const char noise[256];
	int i = argument % CLIENTS;

	switch (choice % 8) {
	case 0:
		send_datagram(argument, 0);
		break;
	case 1:
		send_datagram(argument, choice);
		break;
	case 2:
		connect_client(i);
		break;
	case 3:
		if (clients[i] >= 0)
			send(clients[i], noise, argument, MSG_NOSIGNAL);
		break;
	case 4:
		if (clients[i] >= 0)
			shutdown(clients[i], argument / CLIENTS % 3);
		break;
	case 5:
		close_client(i);
		break;
	case 6:
		loop_once(0);
		break;
	case 7:
		give_answer((size_t)argument * 4 + choice / 8);
		break;
	}
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc, (void)argv;
	is_world = entered(enter_user_namespace() && enter_network() && add_address());
	return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (!is_world || size > 2 * STEPS)
		return 0;
	if (service < 0)
		start_server();
	int lowest = lowest_free();
	for (size_t at = 0; at + 1 < size; at += 2)
		take_step(data[at], data[at + 1]);
	give_answer(99);
	for (int tries = 0; lowest_free() != lowest && tries < 100; tries++) {
		poll(NULL, 0, tries); /* the server is told late that a client has gone */
		loop_once(0);
		tcp_answer(&(struct answer){ .text = "x\n", .size = 2 });
		tcp_tend();
	}
	if (lowest_free() != lowest)
		find("a descriptor is left open");
	return 0;
}

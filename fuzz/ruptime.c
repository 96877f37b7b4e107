/* Any bytes of a server, in any pieces, to ruptime's client: what is printed is what came, and is
 * told apart from what is no answer. */
#include <netdb.h>
#include <netinet/in.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>

#include "exchange.h"
#include "world.h"

/* An input is a byte, whose lowest bit is for UDP, and the other bits for the length of a piece;
 * then what the server sends. */
enum { LONGEST_INPUT = 2048, PORT = 4000 };

static bool is_world;
static int listener = -1, service = -1; /* the server's sockets */
static int printed;                     /* what the client prints goes here */
static const uint8_t *bytes;            /* what the server is to send, so many */
static size_t size_of_bytes, piece;
static atomic_int turn; /* of the server, while it is 1 */

static struct sockaddr_in addr = { .sin_family = AF_INET };

static void serve_tcp(void)
{
	int client = accept(listener, NULL, NULL);

	for (size_t at = 0; at < size_of_bytes; at += piece) {
		size_t rest = size_of_bytes - at;
		if (send(client, bytes + at, rest < piece ? rest : piece, MSG_NOSIGNAL) < 0)
			break;
	}
	close(client);
}

static void serve_udp(void)
{
	struct sockaddr_in from;
	socklen_t length = sizeof from;
	char request[2048];

	if (recvfrom(service, request, sizeof request, 0, (struct sockaddr *)&from, &length) >= 0)
		sendto(service, bytes, size_of_bytes, 0, (struct sockaddr *)&from, length);
}

static void *serve(void *argument)
{
	struct pollfd ready[] = { { listener, POLLIN, 0 }, { service, POLLIN, 0 } };

	(void)argument;
	for (;;) {
		poll(ready, 2, -1);
		if (ready[0].revents)
			serve_tcp();
		if (ready[1].revents)
			serve_udp();
		atomic_store(&turn, 0);
	}
	return NULL;
}

/* Not earlier than the first input: AFL++'s children have no threads of their parent's. */
static void start_server(void)
{
	static const int on = 1;
	sigset_t all, before;
	pthread_t thread;

	addr.sin_port = htons(PORT);
	addr.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	service = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	printed = memfd_create("printed", MFD_CLOEXEC);
	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	if (setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) != 0 ||
		bind(listener, (struct sockaddr *)&addr, sizeof addr) != 0 ||
		listen(listener, 8) != 0 ||
		bind(service, (struct sockaddr *)&addr, sizeof addr) != 0 || printed < 0 ||
		pthread_create(&thread, NULL, serve, NULL) != 0) {
		perror("fuzz: no server");
		exit(2);
	}
	pthread_sigmask(SIG_SETMASK, &before, NULL);
}

/* The client leaves its socket to the end of its process: here it is closed. Its output is that of
 * a stream whose descriptor is another for the while. */
static enum outcome ask(bool udp, char *output, size_t room, size_t *length)
{
	struct addrinfo address = {
		.ai_family = AF_INET, .ai_addr = (struct sockaddr *)&addr, .ai_addrlen = sizeof addr
	};
	int first = lowest_free();

	fflush(stdout);
	int own = dup(STDOUT_FILENO);
	if (ftruncate(printed, 0) != 0 || lseek(printed, 0, SEEK_SET) != 0 ||
		dup2(printed, STDOUT_FILENO) < 0)
		find("the output cannot be kept");
	enum outcome outcome = udp ? exchange_udp(&address, 1) : exchange_tcp(&address);
	fflush(stdout);
	dup2(own, STDOUT_FILENO);
	*length = (size_t)pread(printed, output, room, 0);
	while (lowest_free() > first + 1)
		close(lowest_free() - 1);
	close(first);
	return outcome;
}

/* An answer ends with a newline, and is printed as it came. */
static void check(enum outcome outcome, const char *output, size_t length)
{
	bool is_whole = size_of_bytes > 0 && bytes[size_of_bytes - 1] == '\n';
	bool is_error = size_of_bytes >= 7 && memcmp(bytes, "error: ", 7) == 0;
	enum outcome expected = !is_whole ? NOT_ANSWERED : is_error ? REFUSED : ANSWERED;

	if (outcome != expected)
		find("%zu bytes, whole %d, of an error %d, are outcome %d", size_of_bytes, is_whole,
			is_error, (int)outcome);
	if (is_whole && (length != size_of_bytes || memcmp(output, bytes, length) != 0))
		find("of an answer of %zu bytes %zu are printed", size_of_bytes, length);
	if (!is_whole && memchr(output, '\n', length))
		find("a reason that is no line");
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc, (void)argv;
	is_world = entered(enter_user_namespace() && enter_network());
	return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static char output[2 * LONGEST_INPUT];
	size_t length;

	if (!is_world || size < 1 || size > LONGEST_INPUT)
		return 0;
	if (listener < 0)
		start_server();
	bytes = data + 1;
	size_of_bytes = size - 1;
	piece = data[0] / 2 ? data[0] / 2 : 1;
	atomic_store(&turn, 1);
	enum outcome outcome = ask(data[0] & 1, output, sizeof output, &length);
	while (atomic_load(&turn))
		sched_yield();
	check(outcome, output, length);
	return 0;
}

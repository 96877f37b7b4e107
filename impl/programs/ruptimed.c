/* Tells who asks, over TCP or UDP, how long this machine is up: the document's three servers in
 * one, without their faults. */
#include "answer.h"
#include "daemonize.h"
#include "error.h"
#include "loop.h"
#include "server_options.h"
#include "server_sockets.h"
#include "tcp.h"
#include "udp.h"
#include <stdlib.h>
#include <sys/socket.h>

enum { TICK = 100 /* milliseconds, while something is to end in time */ };

static struct udp_policy policy;

static void take_listener(int sockfd)
{
	if (tcp_listen(sockfd) < 0)
		err_sys("ruptimed: cannot listen");
}

static void take_datagrams(int sockfd)
{
	if (udp_serve(sockfd, &policy) < 0)
		err_sys("ruptimed: cannot receive");
}

static void open_sockets(const struct server_options *told)
{
	static const char *const all[] = { NULL };
	const char *const *hosts = told->n_addresses ? told->addresses : all;
	unsigned int n = told->n_addresses ? told->n_addresses : 1;

	for (unsigned int i = 0; i < n; i++) {
		if (told->tcp)
			server_sockets(hosts[i], told->port, SOCK_STREAM, take_listener);
		if (told->udp)
			server_sockets(hosts[i], told->port, SOCK_DGRAM, take_datagrams);
	}
}

/* One answer serves all who wait. Returns whether somebody still does. */
static bool answer_all(enum mode mode)
{
	if (!tcp_asks() && !udp_asks())
		return false;
	const struct answer *answer = answer_get(mode);
	if (!answer)
		return true;
	tcp_answer(answer);
	udp_answer(answer);
	return false;
}

/* Until a signal says so; then those who have asked are answered. A second one ends that too. */
static void serve(enum mode mode)
{
	bool waits = false;

	while (loop_stops() == 0) {
		loop_once(waits || tcp_is_busy() ? TICK : -1);
		waits = answer_all(mode);
		tcp_tend();
	}
	tcp_stop();
	udp_stop();
	waits = answer_all(mode);
	while (loop_stops() == 1 && (waits || tcp_is_busy())) {
		loop_once(TICK);
		waits = answer_all(mode);
		tcp_tend();
	}
}

int main(int argc, char **argv)
{
	struct server_options told = server_options(argc, argv);

	policy = (struct udp_policy){ told.trusted, told.n_trusted, told.per_second };
	if (loop_open() < 0)
		err_sys("ruptimed: cannot start");
	if (told.mode == MODE_NATIVE)
		answer_get(told.mode); /* opens its files while there are descriptors */
	open_sockets(&told);
	if (tcp_open(told.connections) < 0)
		err_sys("ruptimed: %u connections", told.connections);
	if (told.daemon && daemonize("ruptimed") < 0)
		err_sys("ruptimed: cannot become a daemon");
	serve(told.mode);
	tcp_close();
	return EXIT_SUCCESS;
}

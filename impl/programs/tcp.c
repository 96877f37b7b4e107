/* The server's connections: who connects is sent the answer.
 *
 * Each is in one list: free; asking, until there is an answer; told, until the client has closed it
 * as well. Closing at once would make TCP reset the connection where the client has sent something,
 * and a reset may overtake the answer. A client that neither reads nor closes is left after a
 * while, or when another one needs its place. */
#include "tcp.h"
#include "loop.h"
#include "report.h"
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/queue.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>
#include "names.h"

enum { LIMIT = 5000 /* milliseconds to take the answer in */, PAUSE = 100, BATCH = 64, SPARE = 6 };

struct connection {
	struct watch watch;
	TAILQ_ENTRY(connection) next;
	bool is_told;
	int64_t deadline;   /* once it is */
	struct answer rest; /* what the kernel has not taken yet */
};

struct listener {
	struct watch watch;
	SLIST_ENTRY(listener) next;
};

static struct connection *table;
TAILQ_HEAD(connections, connection);
static struct connections unused = TAILQ_HEAD_INITIALIZER(unused),
			  asking = TAILQ_HEAD_INITIALIZER(asking),
			  told = TAILQ_HEAD_INITIALIZER(told); /* the first is the oldest */
static SLIST_HEAD(, listener) listeners = SLIST_HEAD_INITIALIZER(listeners);
static int64_t paused_until; /* 0 while nothing is */
static int reserve = -1;     /* a descriptor to give up when there is no other */

static void end(struct connection *connection)
{
	close(connection->watch.fd);
	connection->is_told = false;
	TAILQ_REMOVE(&told, connection, next);
	TAILQ_INSERT_HEAD(&unused, connection, next);
}

/* Sends more of the answer, and closes the sending side behind it. Returns false where the client
 * is gone. */
static bool send_rest(struct connection *connection)
{
	struct answer *rest = &connection->rest;
	ssize_t sent = send(connection->watch.fd, rest->text, rest->size, MSG_NOSIGNAL | MSG_EOF);

	if (sent < 0)
		return errno == EAGAIN || errno == EINTR;
	rest->size -= (size_t)sent;
	memmove(rest->text, rest->text + sent, rest->size);
	return rest->size > 0 || loop_watch_instead(&connection->watch, EPOLLIN) == 0;
}

/* Takes in what the client sends, which nobody asked for. Returns false once it has closed. */
static bool discard(int sockfd)
{
	char nothing[4096];
	ssize_t n = recv(sockfd, nothing, sizeof nothing, 0);

	return n > 0 || (n < 0 && (errno == EAGAIN || errno == EINTR));
}

static void on_told(struct watch *watch)
{
	struct connection *connection = (struct connection *)watch;

	if (!connection->is_told) /* ended, perhaps replaced, in this round */
		return;
	if (!(connection->rest.size > 0 ? send_rest(connection) : discard(watch->fd)))
		end(connection);
}

/* The kernel mostly takes the answer whole; what it does not is kept. */
static void tell(struct connection *connection, const struct answer *answer)
{
	int fd = connection->watch.fd;
	ssize_t sent = send(fd, answer->text, answer->size, MSG_NOSIGNAL | MSG_EOF);
	bool lives = sent >= 0 || errno == EAGAIN || errno == EINTR;
	size_t taken = sent < 0 ? 0 : (size_t)sent;

	connection->rest.size = answer->size - taken;
	memcpy(connection->rest.text, answer->text + taken, connection->rest.size);
	connection->deadline = loop_now() + LIMIT;
	connection->is_told = true;
	TAILQ_REMOVE(&asking, connection, next);
	TAILQ_INSERT_TAIL(&told, connection, next);
	uint32_t events = connection->rest.size > 0 ? EPOLLOUT : EPOLLIN;
	if (!lives || loop_watch(&connection->watch, events) < 0)
		end(connection);
}

static void pause_listening(void)
{
	struct listener *listener;

	SLIST_FOREACH(listener, &listeners, next)
	loop_unwatch(&listener->watch);
	paused_until = loop_now() + PAUSE;
}

static void reserve_descriptor(void)
{
	if (reserve < 0)
		reserve = open("/dev/null", O_RDONLY | O_CLOEXEC);
}

static void resume_listening(void)
{
	struct listener *listener;

	reserve_descriptor();
	SLIST_FOREACH(listener, &listeners, next)
	loop_watch(&listener->watch, EPOLLIN);
	paused_until = 0;
}

bool tcp_asks(void)
{
	return !TAILQ_EMPTY(&asking);
}

void tcp_answer(const struct answer *answer)
{
	while (!TAILQ_EMPTY(&asking))
		tell(TAILQ_FIRST(&asking), answer);
	if (paused_until)
		resume_listening();
}

/* Of those who were told, the oldest makes room. */
static bool make_room(void)
{
	if (TAILQ_EMPTY(&told))
		return false;
	end(TAILQ_FIRST(&told));
	return true;
}

/* No descriptor is left, and none of ours will be: the client learns it by the one in reserve. */
static bool turn_away(int sockfd)
{
	static const char sorry[] = "error: too many open files\n";

	if (reserve < 0)
		return false;
	close(reserve);
	int fd = accept4(sockfd, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
	if (fd >= 0) {
		send(fd, sorry, sizeof sorry - 1, MSG_NOSIGNAL | MSG_EOF);
		close(fd);
	}
	reserve = -1;
	reserve_descriptor();
	return fd >= 0;
}

/* Whether to accept again, after an error. What went wrong with one connection is no matter to the
 * next. */
static bool is_mended(int sockfd, int error)
{
	switch (error) {
	case EAGAIN:
		return false;
	case EMFILE:
	case ENFILE:
		if (make_room())
			return true;
		if (tcp_asks()) {
			pause_listening();
			return false;
		}
		if (turn_away(sockfd))
			return true;
		break;
	case ENOBUFS:
	case ENOMEM:
	case EBADF:
	case EINVAL:
	case ENOTSOCK:
	case EOPNOTSUPP:
		break;
	default:
		return true;
	}
	report("accept: %s", strerror(error));
	pause_listening();
	return false;
}

/* Takes one client, if there is one, and returns whether there may be another. */
static bool take(int sockfd)
{
	if (TAILQ_EMPTY(&unused) && !make_room()) {
		pause_listening();
		return false;
	}
	int fd = accept4(sockfd, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
	if (fd < 0)
		return is_mended(sockfd, errno);
	struct connection *connection = TAILQ_FIRST(&unused);
	connection->watch.fd = fd;
	TAILQ_REMOVE(&unused, connection, next);
	TAILQ_INSERT_TAIL(&asking, connection, next);
	return true;
}

static void on_client(struct watch *watch)
{
	for (int i = 0; i < BATCH && take(watch->fd); i++)
		;
}

/* How many connections the limit of descriptors allows, with some for files and for a command. */
static unsigned int most_connections(void)
{
	struct rlimit limit = { .rlim_cur = RLIM_INFINITY };
	rlim_t taken = (rlim_t)reserve + 1;

	getrlimit(RLIMIT_NOFILE, &limit);
	if (limit.rlim_cur >= UINT_MAX)
		return UINT_MAX;
	return limit.rlim_cur > taken + SPARE ? (unsigned int)(limit.rlim_cur - taken - SPARE) : 0;
}

int tcp_open(unsigned int connections)
{
	reserve_descriptor();
	unsigned int most = most_connections();
	connections = connections < most ? connections : most;
	connections = connections ? connections : 1;
	table = calloc(connections, sizeof *table);
	if (!table)
		return -1;
	for (unsigned int i = 0; i < connections; i++) {
		table[i].watch = (struct watch){ .ready = on_told };
		TAILQ_INSERT_TAIL(&unused, &table[i], next);
	}
	return 0;
}

int tcp_listen(int sockfd)
{
	struct listener *listener = malloc(sizeof *listener);

	if (!listener)
		return -1;
	listener->watch = (struct watch){ .fd = sockfd, .ready = on_client };
	SLIST_INSERT_HEAD(&listeners, listener, next);
	fcntl(sockfd, F_SETFL, fcntl(sockfd, F_GETFL) | O_NONBLOCK);
	return loop_watch(&listener->watch, EPOLLIN);
}

bool tcp_is_busy(void)
{
	return paused_until || !TAILQ_EMPTY(&told);
}

void tcp_tend(void)
{
	int64_t now = loop_now();

	while (!TAILQ_EMPTY(&told) && TAILQ_FIRST(&told)->deadline <= now)
		end(TAILQ_FIRST(&told));
	if (paused_until && paused_until <= now)
		resume_listening();
}

void tcp_stop(void)
{
	while (!SLIST_EMPTY(&listeners)) {
		struct listener *listener = SLIST_FIRST(&listeners);
		for (int i = 0; i < QUEUE && take(listener->watch.fd); i++)
			;
		close(listener->watch.fd);
		SLIST_REMOVE_HEAD(&listeners, next);
		free(listener);
	}
	paused_until = 0;
}

void tcp_close(void)
{
	while (!TAILQ_EMPTY(&told))
		end(TAILQ_FIRST(&told));
	close(reserve);
	free(table);
}

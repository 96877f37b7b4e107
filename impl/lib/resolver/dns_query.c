/* Carries queries to name servers and answers back. */
#include "resolver/dns_query.h"
#include "sockets.h"
#include <errno.h>
#include <poll.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { PORT = 53, DATAGRAM_MAX = 4096 };

/* Questions, and the one server that they are put to for now. */
struct exchange {
	const struct host_address *server;
	struct dns_lookup *lookups;
	size_t count;
	int64_t timeout; /* milliseconds for an answer */
	bool use_tcp;    /* at once */
	int error;       /* an errno for which all must end */
};

static int64_t now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

/* Waits for an event; false if it does not come before the deadline, in milliseconds of now(). */
static bool await(int fd, short events, int64_t deadline)
{
	struct pollfd ready = { .fd = fd, .events = events };
	int64_t left;
	int n;

	do {
		left = deadline - now();
		n = left > 0 ? poll(&ready, 1, (int)left) : 0;
	} while (n < 0 && errno == EINTR);
	return n > 0;
}

/* A socket that is connected, or is about to be: what comes from elsewhere does not reach it. -1 if
 * there is no way to the server. */
static int reach_server(struct exchange *exchange, int type)
{
	const struct host_address *server = exchange->server;
	struct sockaddr_in ipv4 = {
		.sin_family = AF_INET, .sin_port = ref_htons(PORT), .sin_addr = server->ipv4
	};
	struct sockaddr_in6 ipv6 = { .sin6_family = AF_INET6,
		.sin6_port = ref_htons(PORT),
		.sin6_addr = server->ipv6,
		.sin6_scope_id = server->scope };
	int fd = ref_socket(server->family, type | SOCK_CLOEXEC | SOCK_NONBLOCK, 0), result;

	if (fd < 0) {
		if (errno != EAFNOSUPPORT)
			exchange->error = errno;
		return -1;
	}
	if (server->family == AF_INET)
		result = ref_connect(fd, (struct sockaddr *)&ipv4, sizeof ipv4);
	else
		result = ref_connect(fd, (struct sockaddr *)&ipv6, sizeof ipv6);
	if (result == 0 || errno == EINPROGRESS)
		return fd;
	close(fd);
	return -1;
}

static bool is_final(enum dns_result result)
{
	return result <= DNS_NO_NAME;
}

static bool is_any(const struct exchange *exchange, enum dns_result result)
{
	for (size_t i = 0; i < exchange->count; i++)
		if (exchange->lookups[i].said == result)
			return true;
	return false;
}

/* Keeps a message that was found to be the answer; where it stands now, it will not stay. */
static void keep(struct exchange *exchange, struct dns_lookup *lookup)
{
	lookup->message = malloc(lookup->answer.size);
	if (!lookup->message) {
		exchange->error = ENOMEM;
		return;
	}
	lookup->answer.bytes = memcpy(lookup->message, lookup->answer.bytes, lookup->answer.size);
}

/* Asks again without the OPT record, if there is one, which may be what the server refuses. */
static bool ask_more_simply(int fd, struct dns_lookup *lookup)
{
	return dns_without_edns(&lookup->query) &&
	       ref_send(fd, lookup->query.bytes, lookup->query.size, MSG_NOSIGNAL) > 0;
}

/* Takes a datagram, and what it says of the question that it answers. Returns false when the server
 * is not there. */
static bool take_datagram(struct exchange *exchange, int fd)
{
	unsigned char message[DATAGRAM_MAX];
	ssize_t size = ref_recv(fd, message, sizeof message, 0);

	if (size < 0)
		return errno == EAGAIN;
	for (size_t i = 0; i < exchange->count; i++) {
		struct dns_lookup *lookup = &exchange->lookups[i];

		if (lookup->said != DNS_FOREIGN)
			continue;
		lookup->said =
			dns_read_answer(&lookup->answer, message, (size_t)size, &lookup->query);
		if (lookup->said == DNS_FOUND)
			keep(exchange, lookup);
		if (lookup->said == DNS_REFUSED && ask_more_simply(fd, lookup))
			lookup->said = DNS_FOREIGN;
		else if (lookup->said != DNS_FOREIGN)
			break;
	}
	return true;
}

/* Sends the questions that are open. Returns false when the server is not there: a refusal of the
 * first may be told when the second is sent. */
static bool send_queries(const struct exchange *exchange, int fd)
{
	for (size_t i = 0; i < exchange->count; i++) {
		const struct dns_lookup *lookup = &exchange->lookups[i];

		if (lookup->said == DNS_FOREIGN &&
			ref_send(fd, lookup->query.bytes, lookup->query.size, MSG_NOSIGNAL) < 0)
			return false;
	}
	return true;
}

static void ask_by_udp(struct exchange *exchange)
{
	int fd = reach_server(exchange, SOCK_DGRAM);
	int64_t deadline = now() + exchange->timeout;
	bool there = fd >= 0 && send_queries(exchange, fd);

	while (there && is_any(exchange, DNS_FOREIGN) && !exchange->error)
		there = await(fd, POLLIN, deadline) && take_datagram(exchange, fd);
	if (fd >= 0)
		close(fd);
}

/* Sends or receives all the bytes; false if that cannot be before the deadline. */
static bool transfer(int fd, short direction, unsigned char *bytes, size_t size, int64_t deadline)
{
	while (size) {
		ssize_t n = -1;

		if (await(fd, direction, deadline))
			n = direction == POLLOUT ? ref_send(fd, bytes, size, MSG_NOSIGNAL)
						 : ref_recv(fd, bytes, size, 0);
		if (n <= 0)
			return false;
		bytes += n;
		size -= (size_t)n;
	}
	return true;
}

/* Each message has its length before it (RFC 1035 section 4.2.2). */
static void converse(struct exchange *exchange, int fd, struct dns_lookup *lookup)
{
	int64_t deadline = now() + exchange->timeout;
	unsigned char message[2 + sizeof lookup->query.bytes];
	size_t size = lookup->query.size;

	message[0] = (unsigned char)(size >> 8);
	message[1] = (unsigned char)size;
	memcpy(message + 2, lookup->query.bytes, size);
	if (!transfer(fd, POLLOUT, message, 2 + size, deadline) ||
		!transfer(fd, POLLIN, message, 2, deadline))
		return;
	size = (size_t)message[0] << 8 | message[1];
	lookup->message = malloc(size + 1);
	if (!lookup->message) {
		exchange->error = ENOMEM;
		return;
	}
	if (!transfer(fd, POLLIN, lookup->message, size, deadline))
		return;
	lookup->said = dns_read_answer(&lookup->answer, lookup->message, size, &lookup->query);
	if (lookup->said == DNS_FOREIGN || lookup->said == DNS_TRUNCATED)
		lookup->said = DNS_MALFORMED;
}

static void ask_by_tcp(struct exchange *exchange, struct dns_lookup *lookup)
{
	int fd = reach_server(exchange, SOCK_STREAM);

	if (fd < 0)
		return;
	converse(exchange, fd, lookup);
	close(fd);
	if (lookup->said != DNS_FOUND) {
		free(lookup->message);
		lookup->message = NULL;
	}
}

/* Asks a server once what is not answered. */
static void ask_server(struct exchange *exchange)
{
	for (size_t i = 0; i < exchange->count; i++)
		if (!is_final(exchange->lookups[i].result))
			exchange->lookups[i].said = exchange->use_tcp ? DNS_TRUNCATED : DNS_FOREIGN;
	if (!exchange->use_tcp)
		ask_by_udp(exchange);
	for (size_t i = 0; i < exchange->count; i++) {
		struct dns_lookup *lookup = &exchange->lookups[i];

		if (lookup->said == DNS_TRUNCATED && !exchange->error)
			ask_by_tcp(exchange, lookup);
		if (is_final(lookup->said) || lookup->said > lookup->result)
			lookup->result = lookup->said;
	}
}

static bool is_finished(const struct exchange *exchange)
{
	for (size_t i = 0; i < exchange->count; i++)
		if (!is_final(exchange->lookups[i].result))
			return exchange->error;
	return true;
}

static int ask_together(const struct resolv_conf *conf, struct dns_lookup *lookups, size_t count)
{
	static atomic_size_t turn;
	size_t first = conf->rotate ? turn++ : 0;
	struct exchange exchange = { .lookups = lookups,
		.count = count,
		.timeout = conf->timeout * INT64_C(1000),
		.use_tcp = conf->use_tcp };

	for (size_t i = 0; i < count; i++) {
		lookups[i].result = DNS_MALFORMED; /* the most hopeless */
		lookups[i].message = NULL;
	}
	for (size_t i = 0; i < conf->attempts * conf->server_count; i++) {
		exchange.server = &conf->servers[(first + i) % conf->server_count];
		ask_server(&exchange);
		if (is_finished(&exchange))
			break;
	}
	return exchange.error;
}

int dns_ask(const struct resolv_conf *conf, struct dns_lookup *lookups, size_t count)
{
	int error = 0;

	if (!conf->one_by_one)
		return ask_together(conf, lookups, count);
	for (size_t i = 0; i < count; i++) {
		int failed = ask_together(conf, &lookups[i], 1);

		error = error ? error : failed;
	}
	return error;
}

/* Queries on their way, over a network of the test's own: what it takes in, and what comes back
 * when anything is wrong. No time passes in it. */
#include "resolver/dns_query.h"
#include "expect.h"
#include "sockets.h"
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>

/* What the network does. */
static struct {
	int socket_error;  /* of every socket() */
	bool has_no_tcp;   /* such a socket cannot be had */
	int connect_error; /* of every connect() */
	int send_error;    /* of every send() */
	int poll_errors;   /* so many times poll() is interrupted */
	int receive_error; /* of the first recv() */
	unsigned code;     /* RCODE of each answer */
	bool dislikes_edns, truncates, silent;
	bool cuts_tcp; /* the second part of a message does not come */
	bool forgets;  /* over TCP, the answer is to another question */
} network;

static int sockets, queries, last_type;
static unsigned char datagram[600], stream[600];
static size_t datagram_size, stream_size, stream_at;
static struct host_address asked; /* the server that was connected to last */

int ref_socket(int domain, int type, int protocol)
{
	(void)protocol;
	asked.family = (sa_family_t)domain;
	last_type = type & ~(SOCK_CLOEXEC | SOCK_NONBLOCK);
	sockets++;
	if (network.has_no_tcp && last_type == SOCK_STREAM)
		network.socket_error = EMFILE;
	errno = network.socket_error;
	return network.socket_error ? -1 : open("/dev/null", O_RDONLY);
}

int ref_connect(int fd, const struct sockaddr *addr, socklen_t len)
{
	(void)fd;
	(void)len;
	if (addr->sa_family == AF_INET)
		asked.ipv4 = ((const struct sockaddr_in *)addr)->sin_addr;
	errno = network.connect_error;
	return network.connect_error ? -1 : 0;
}

/* Makes of a query an answer with the address 192.0.2.1. */
static size_t answer_query(const unsigned char *query, size_t size, unsigned char *answer)
{
	size_t end = size - (query[11] ? 11 : 0);

	memcpy(answer, query, end);
	answer[2] |= 0x80;
	answer[3] = (unsigned char)network.code;
	answer[11] = 0;
	if (network.dislikes_edns && query[11])
		answer[3] = 1;
	if (network.truncates && last_type == SOCK_DGRAM)
		answer[2] |= 2;
	if (network.forgets && last_type == SOCK_STREAM)
		answer[0] ^= 1;
	if (answer[3] || query[end - 3] != DNS_A)
		return end;
	answer[7] = 1;
	memcpy(answer + end, "\xc0\x0c\0\1\0\1\0\0\0\x3c\0\4\xc0\0\2\1", 16);
	return end + 16;
}

ssize_t ref_send(int fd, const void *bytes, size_t size, int flags)
{
	(void)fd;
	(void)flags;
	queries++;
	errno = network.send_error;
	if (network.send_error)
		return -1;
	if (last_type == SOCK_DGRAM) {
		datagram_size = answer_query(bytes, size, datagram);
		return (ssize_t)size;
	}
	stream_at = 0;
	stream_size = answer_query((const unsigned char *)bytes + 2, size - 2, stream + 2) + 2;
	stream[0] = (unsigned char)((stream_size - 2) >> 8);
	stream[1] = (unsigned char)(stream_size - 2);
	if (network.cuts_tcp)
		stream_size = 10;
	return (ssize_t)size;
}

ssize_t ref_recv(int fd, void *buffer, size_t size, int flags)
{
	(void)fd;
	(void)flags;
	int error = network.receive_error;
	network.receive_error = 0;
	errno = error;
	if (error)
		return -1;
	if (last_type == SOCK_DGRAM) {
		size_t n = datagram_size;
		memcpy(buffer, datagram, n);
		datagram_size = 0;
		return (ssize_t)n;
	}
	if (size > stream_size - stream_at)
		size = stream_size - stream_at;
	if (size > 7) /* in pieces */
		size = 7;
	memcpy(buffer, stream + stream_at, size);
	stream_at += size;
	return (ssize_t)size;
}

/* In place of libc's. */
int poll(struct pollfd *fds, nfds_t count, int timeout)
{
	(void)fds;
	(void)count;
	(void)timeout;
	if (network.poll_errors) {
		network.poll_errors--;
		errno = EINTR;
		return -1;
	}
	if (network.silent)
		return 0;
	return last_type == SOCK_STREAM || datagram_size || network.receive_error;
}

/* So many calls of malloc() succeed. */
static int mallocs_left = -1;
void *__real_malloc(size_t size);
void *__wrap_malloc(size_t size)
{
	if (mallocs_left == 0)
		return NULL;
	mallocs_left -= mallocs_left > 0;
	return __real_malloc(size);
}

static struct resolv_conf conf;
static struct dns_lookup lookup;

/* Asks a question of the servers that the text names. Returns what dns_ask() does. */
static int ask(const char *text)
{
	int error;

	parse_resolv_conf(text, strlen(text), &conf);
	sockets = queries = 0;
	datagram_size = 0;
	dns_write_query(&lookup.query, "www.test", DNS_A, 0x1234, conf.edns0);
	error = dns_ask(&conf, &lookup, 1);
	free(lookup.message);
	return error;
}

#define ONE "nameserver 192.0.2.53\noptions attempts:1\n"
#define TWO "nameserver 192.0.2.53\nnameserver 2001:db8::53\noptions attempts:2\n"
#define NETWORK(...) (network = (__typeof__(network)){ __VA_ARGS__ })

static void lacks(void)
{
	NETWORK(.socket_error = EMFILE);
	expect(ask(TWO) == EMFILE && sockets == 1, "no descriptor");
	NETWORK(.socket_error = EAFNOSUPPORT);
	expect(ask(TWO) == 0 && sockets == 4 && lookup.result == DNS_FOREIGN, "no such family");
	NETWORK(.connect_error = ENETUNREACH);
	expect(ask(TWO) == 0 && sockets == 4 && lookup.result == DNS_FOREIGN, "no way there");
	NETWORK(.send_error = ECONNREFUSED);
	expect(ask(TWO) == 0 && sockets == 4 && lookup.result == DNS_FOREIGN, "nobody there");
	NETWORK(.connect_error = EINPROGRESS);
	expect(ask(TWO) == 0 && lookup.result == DNS_FOUND, "a connection to come");
	NETWORK(.truncates = true, .has_no_tcp = true);
	expect(ask(ONE) == EMFILE, "no descriptor for TCP");
	NETWORK(0);
	mallocs_left = 0;
	expect(ask(ONE) == ENOMEM, "no memory for a datagram");
	NETWORK(.truncates = true);
	expect(ask(ONE) == ENOMEM, "no memory for a message over TCP");
	mallocs_left = -1;
}

static void waits(void)
{
	NETWORK(.poll_errors = 3);
	expect(ask(ONE) == 0 && lookup.result == DNS_FOUND, "a signal");
	NETWORK(.receive_error = EAGAIN);
	expect(ask(ONE) == 0 && lookup.result == DNS_FOUND, "a datagram that vanished");
	NETWORK(.receive_error = ECONNREFUSED);
	expect(ask(ONE) == 0 && lookup.result == DNS_FOREIGN && sockets == 1, "a refusal");
	NETWORK(.receive_error = ECONNREFUSED);
	expect(ask(TWO) == 0 && lookup.result == DNS_FOUND && sockets == 2, "one, then an answer");
	NETWORK(.silent = true);
	expect(ask(TWO) == 0 && lookup.result == DNS_FOREIGN && sockets == 4, "silence");
	parse_resolv_conf("options timeout:1\n", 18, &conf);
	expect(conf.server_count == 0 && dns_ask(&conf, &lookup, 1) == 0, "no server");
}

static void asks_over_tcp(void)
{
	NETWORK(.truncates = true);
	expect(ask(ONE) == 0 && lookup.result == DNS_FOUND && sockets == 2, "over TCP");
	NETWORK(.truncates = true, .cuts_tcp = true);
	expect(ask(ONE) == 0 && lookup.result == DNS_TRUNCATED, "half a message");
	NETWORK(.truncates = true, .forgets = true);
	expect(ask(ONE) == 0 && lookup.result == DNS_MALFORMED, "an answer to another question");
	NETWORK(.truncates = true, .code = 3);
	expect(ask(ONE) == 0 && lookup.result == DNS_NO_NAME && sockets == 2, "no name, over TCP");
}

static void understands(void)
{
	NETWORK(.dislikes_edns = true);
	expect(ask(ONE "options edns0\n") == 0 && lookup.result == DNS_FOUND && sockets == 1 &&
			queries == 2,
		"again, without EDNS");
	NETWORK(.code = 5);
	expect(ask(TWO) == 0 && lookup.result == DNS_REFUSED && sockets == 4, "all refuse");
	NETWORK(.code = 2);
	expect(ask(TWO) == 0 && lookup.result == DNS_SERVER_FAILED && sockets == 4, "all fail");
	NETWORK(.code = 3);
	expect(ask(TWO) == 0 && lookup.result == DNS_NO_NAME && sockets == 1, "no name");
}

static void takes_turns(void)
{
	sa_family_t first;

	NETWORK(0);
	ask(TWO "options rotate\n");
	first = asked.family;
	ask(TWO "options rotate\n");
	expect(asked.family != first, "another server");
	ask(TWO "options rotate\n");
	expect(asked.family == first, "and the first again");
}

int main(void)
{
	lacks();
	waits();
	asks_over_tcp();
	understands();
	takes_turns();
	return failures > 0;
}

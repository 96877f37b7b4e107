/* Asks a host at all its addresses. */
#include "ask.h"
#include "service.h"
#include "task.h"
#include <errno.h>
#include <netdb.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include "names.h"

enum { ADDRESSES = 16, HEAD_START = 250 /* milliseconds before the next address */ };

struct attempt {
	const struct client_options *options;
	const struct addrinfo *address;
};

static struct task attempts[ADDRESSES];

/* A task of its own. */
static int try_address(const void *argument)
{
	const struct attempt *attempt = argument;
	const struct addrinfo *address = attempt->address;
	char name[NI_MAXHOST] = "?";

	getnameinfo(
		address->ai_addr, address->ai_addrlen, name, sizeof name, NULL, 0, NI_NUMERICHOST);
	printf("%s\n", name);
	return attempt->options->udp ? exchange_udp(address, attempt->options->request_size)
				     : exchange_tcp(address);
}

static void kill_others(void)
{
	for (size_t i = 0; i < ADDRESSES; i++)
		if (attempts[i].pid)
			task_kill(&attempts[i]);
}

/* Prints what an attempt printed. */
static int tell(const struct task *attempt)
{
	fwrite(attempt->text, attempt->size, 1, stdout);
	return attempt->status;
}

static int cannot_start(void)
{
	printf("-\n%s", strerror(errno));
	return NOT_CONNECTED;
}

static int ask_addresses(struct attempt attempt)
{
	const struct task *failed = attempts;
	int64_t next = task_now();

	for (size_t n = 0;;) {
		bool more = attempt.address && n < ADDRESSES;

		if (more && task_now() >= next) {
			if (task_start(&attempts[n++], try_address, &attempt) < 0)
				return cannot_start();
			attempt.address = attempt.address->ai_next;
			next = task_now() + HEAD_START;
			continue;
		}
		struct task *ended = task_wait(attempts, n, more ? next : INT64_MAX);
		if (ended && ended->status == ANSWERED) {
			kill_others();
			return tell(ended);
		}
		if (ended) {
			failed = ended;
			next = task_now();
		} else if (!more) {
			return tell(failed);
		}
	}
}

int ask(const void *argument)
{
	const struct question *question = argument;
	struct addrinfo hint = {
		.ai_family = question->options->family,
		.ai_socktype = question->options->udp ? SOCK_DGRAM : SOCK_STREAM,
	};
	struct addrinfo *list;
	int error = service_addresses(question->host, question->options->port, &hint, &list);

	if (error) {
		printf("-\n%s", error == EAI_SYSTEM ? strerror(errno) : gai_strerror(error));
		return NOT_RESOLVED;
	}
	int outcome = ask_addresses((struct attempt){ question->options, list });
	freeaddrinfo(list);
	return outcome;
}

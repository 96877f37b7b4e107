/* The document's client that asks for an uptime over UDP, against servers of the case's own. */
#include "uptime.h"

#define CLIENT(name_, ...) CASE(ruptime_udp, name_, STAGE("programs"), __VA_ARGS__)

/* Servers: each has the socket that is asked, in a process of its own. */

static struct address next_client(int fd)
{
	struct address client = { .len = sizeof client.room };
	char request[1500];

	need((int)recvfrom(fd, request, sizeof request, 0, &client.any, &client.len), "recvfrom");
	return client;
}

static void answer(int fd, const struct address *client, const char *text)
{
	sendto(fd, text, strlen(text), 0, &client->any, client->len);
}

static void answer_up(int fd)
{
	struct address client = next_client(fd);

	answer(fd, &client, "up\n");
}

static void answer_second(int fd)
{
	next_client(fd);
	answer_up(fd);
}

static void answer_nothing(int fd)
{
	struct address client = next_client(fd);

	answer(fd, &client, "");
}

/* Another is faster, but is not whom the client asked. */
static void answer_after_another(int fd)
{
	struct address client = next_client(fd);

	answer(bound(UDP4, NULL), &client, "fake\n");
	answer(fd, &client, "up\n");
}

#define LONG_LINE "a line of more than the one hundred and twenty-eight bytes that fit into the buffer of the " \
	"document's program, which therefore comes cut off, as the document does not say"

static void answer_at_length(int fd)
{
	struct address client = next_client(fd);

	answer(fd, &client, LONG_LINE "\n");
}

static struct program asked(void (*serve)(int fd))
{
	furnish_host();
	meanwhile(serve, own_server(SOCK_DGRAM, UPTIME_PORT));
	return start("ruptime-udp", "127.0.0.1");
}

/* It is asked, and says nothing of itself. */
static int silent_server(void)
{
	furnish_host();
	return own_server(SOCK_DGRAM, UPTIME_PORT);
}

CLIENT(no_argument, PROVES("ruptime.udp.client.usage"), DOCUMENT("1 says usage: ruptime hostname\\n"))
{
	observe_run(start("ruptime-udp"));
}

CLIENT(two_arguments, PROVES("ruptime.udp.client.usage"), DOCUMENT("1 says usage: ruptime hostname\\n"))
{
	furnish_host();

	observe_run(start("ruptime-udp", "127.0.0.1", "127.0.0.1"));
}

CLIENT(answer, PROVES("ruptime.udp.client.reply.write-stdout ruptime.udp.client.service"), DOCUMENT("0 up\\n"))
{
	observe_run(asked(answer_up));
}

CLIENT(port_of_service, PROVES("ruptime.udp.client.service"), DOCUMENT("0 up\\n"))
{
	furnish_host();
	etc("services", "ruptime 4321/udp\n");
	meanwhile(answer_up, own_server(SOCK_DGRAM, 4321));

	observe_run(start("ruptime-udp", "127.0.0.1"));
}

CLIENT(request, PROVES("ruptime.udp.client.request.one-byte ruptime.udp.client.request.zero"), DOCUMENT("1 00"))
{
	char request[1500] = "....";
	int server = silent_server();

	start("ruptime-udp", "127.0.0.1");
	await(server, POLLIN);
	observe(recv(server, request, sizeof request, 0));
	observe_bytes(request, 1);
}

CLIENT(buffer, PROVES("ruptime.udp.client.BUFLEN"), DOCUMENT("0 of 128"))
{
	trace("recvfrom");

	observe_end(asked(answer_up));
	observe_word(times_in_trace(", 128, 0,") ? "of 128" : "of another size");
}

CLIENT(question, PROVES("ruptime.udp.client.hint.cleared ruptime.udp.client.hint.dgram ruptime.udp.client.service"),
	DOCUMENT("1 says 127.0.0.1 ruptime 0x0 0 2 0 clear\\ngetaddrinfo error: EAI_NONAME\\n"))
{
	furnish_host();
	show_as("EAI_NONAME", gai_strerror(EAI_NONAME));
	stand_in("");
	setenv("STAND_IN_TELLS", "question", 1);

	observe_run(start("ruptime-udp", "127.0.0.1"));
}

CLIENT(unknown_host, PROVES("ruptime.udp.client.getaddrinfo.error"),
	DOCUMENT("1 says getaddrinfo error: EAI_NONAME\\n"))
{
	furnish_host();
	show_as("EAI_NONAME", gai_strerror(EAI_NONAME));

	observe_run(start("ruptime-udp", "no..host"));
}

CLIENT(no_socket_at_first, PROVES("ruptime.udp.client.address.loop ruptime.udp.client.socket"), DOCUMENT("0 up\\n"))
{
	furnish_host();
	meanwhile(answer_up, own_server(SOCK_DGRAM, UPTIME_PORT));
	stand_in("0 99 2 17 4000;0 2 2 17 4000");

	observe_run(start("ruptime-udp", "127.0.0.1"));
}

CLIENT(no_socket, PROVES("ruptime.udp.client.all-failed ruptime.udp.client.socket"),
	DOCUMENT("1 says can't contact host.test: Address family not supported by protocol\\n"))
{
	furnish_host();
	stand_in("0 99 2 17 4000");

	observe_run(start("ruptime-udp", "host.test"));
}

/* The handler, as the system is asked for it: no flag of the program's, no further signal. */

static void observe_asked(const char *call, const char *with)
{
	trace(call);

	ended(asked(answer_up).pid, &(int){ 0 }, PATIENCE);
	observe_number(times_in_trace(with));
}

CLIENT(handler, PROVES("ruptime.udp.client.sigaction.handler ruptime.udp.client.sigaction.no-restart "
		       "ruptime.udp.client.sigaction.mask"), DOCUMENT("1"))
{
	observe_asked("rt_sigaction", "sa_mask=[], sa_flags=SA_RESTORER,");
}

CLIENT(handler_refused, PROVES("ruptime.udp.client.sigaction.error"),
	DOCUMENT("1 says sigaction error: Invalid argument\\n"))
{
	furnish_host();
	inject("rt_sigaction:error=EINVAL");

	observe_run(start("ruptime-udp", "127.0.0.1"));
}

CLIENT(time_limit, PROVES("ruptime.udp.client.TIMEOUT ruptime.udp.client.alarm.start"), DOCUMENT("1"))
{
	observe_asked("alarm", "alarm(20)");
}

CLIENT(time_limit_ends, PROVES("ruptime.udp.client.alarm.cancel"), DOCUMENT("0 1"))
{
	trace("alarm");

	observe_end(asked(answer_up));
	observe_number(times_in_trace("alarm(0)"));
}

CLIENT(time_limit_ends_with_error, PROVES("ruptime.udp.client.reply.error.cancels-alarm ruptime.udp.client.reply.error"),
	DOCUMENT("1 says recv error: Cannot allocate memory\\n 1"))
{
	inject("recvfrom:error=ENOMEM");
	trace("alarm");

	observe_run(asked(answer_up));
	observe_number(times_in_trace("alarm(0)"));
}

/* What is faulty: as the document has it where that is a clause, and as it should be. */

static void receive_interrupted(void)
{
	inject("recvfrom:error=EINTR:when=1");
	observe_run(asked(answer_second));
}

CLIENT(time_out_documented, PROVES("ruptime.udp.client.reply.timeout ruptime.udp.client.sigalrm.empty"),
	DOCUMENT("1 says recv error: Interrupted system call\\n"))
{
	receive_interrupted();
}

CLIENT(request_lost, PROVES("bug.ruptime.udp.client.timeout"), DOCUMENT("0 up\\n"))
{
	receive_interrupted();
}

/* As if the time were over before the program waits: the signal comes, and no other. */
CLIENT(alarm_too_early, PROVES("bug.ruptime.udp.client.alarm-race"), DOCUMENT("1"))
{
	silent_server();
	inject("alarm:retval=0:signal=SIGALRM");

	observe_end(start("ruptime-udp", "127.0.0.1"));
}

/* To port 0 nothing can be sent. */
static void refuse_first_address(void)
{
	furnish_host();
	meanwhile(answer_up, own_server(SOCK_DGRAM, UPTIME_PORT));
	stand_in("0 2 2 17 0;0 2 2 17 4000");
	observe_run(start("ruptime-udp", "127.0.0.1"));
}

CLIENT(first_address_documented, PROVES("ruptime.udp.client.request.error ruptime.udp.client.first-socket"),
	DOCUMENT("1 says sendto error: Invalid argument\\n"))
{
	refuse_first_address();
}

CLIENT(next_address, PROVES("bug.ruptime.udp.client.first-address"), DOCUMENT("0 up\\n"))
{
	refuse_first_address();
}

CLIENT(closed_port, PROVES("bug.ruptime.udp.client.unconnected"),
	DOCUMENT("1 says can't contact 127.0.0.1: Connection refused\\n"))
{
	furnish_host();

	observe_run(start("ruptime-udp", "127.0.0.1"));
}

CLIENT(any_source_documented, PROVES("ruptime.udp.client.reply.any-source"), DOCUMENT("0 fake\\n"))
{
	observe_run(asked(answer_after_another));
}

CLIENT(other_source, PROVES("bug.ruptime.udp.client.spoof"), DOCUMENT("0 up\\n"))
{
	observe_run(asked(answer_after_another));
}

CLIENT(long_answer, PROVES("bug.ruptime.udp.client.truncate"), DOCUMENT("0 " LONG_LINE "\\n"))
{
	observe_run(asked(answer_at_length));
}

CLIENT(empty_answer, PROVES("bug.ruptime.udp.client.truncate"), DOCUMENT("1"))
{
	observe_end(asked(answer_nothing));
}

CLIENT(full_output, PROVES("bug.ruptime.udp.client.truncate"), DOCUMENT("1"))
{
	furnish_host();
	meanwhile(answer_up, own_server(SOCK_DGRAM, UPTIME_PORT));

	observe_end(start_shell("ruptime-udp", "exec ruptime-udp 127.0.0.1 >/dev/full"));
}

/* The second protocol of datagrams is UDP-Lite, 136. */
CLIENT(protocol_of_address, PROVES("bug.ruptime.udp.client.cleanup"), DOCUMENT("as the address has it"))
{
	stand_in("0 2 2 136 4000");
	trace("socket");

	ended(asked(answer_up).pid, &(int){ 0 }, PATIENCE);
	observe_word(times_in_trace("IPPROTO_UDPLITE") ? "as the address has it" : "0");
}

/* The document's client that asks for an uptime over TCP, against servers of the case's own. */
#include "uptime.h"

#define CLIENT(name_, ...) CASE(ruptime_tcp, name_, STAGE("programs"), __VA_ARGS__)

/* Servers: each is at the listening socket, in a process of its own. */

static int next_client(int listener)
{
	return need(accept(listener, NULL, NULL), "accept");
}

#define LONG_LINE "a line of more than the one hundred and twenty-eight bytes that fit into the buffer of the " \
	"document's program, which therefore comes in pieces, as the document says"

static void answer_in_two(int listener)
{
	int fd = next_client(listener);

	send(fd, "first\n", 6, 0);
	pause_for(20);
	send(fd, LONG_LINE "\n", sizeof LONG_LINE, 0);
}

static void answer_up(int listener)
{
	send(next_client(listener), "up\n", 3, 0);
}

static void answer_nothing(int listener)
{
	next_client(listener);
}

static void stay_silent(int listener)
{
	next_client(listener);
	pause();
}

static struct program asked(void (*serve)(int listener))
{
	furnish_host();
	meanwhile(serve, own_server(SOCK_STREAM, UPTIME_PORT));
	return start("ruptime-tcp", "127.0.0.1");
}

CLIENT(no_argument, PROVES("ruptime.tcp.client.usage helper.err_quit"),
	DOCUMENT("1 says usage: ruptime hostname\\n"))
{
	observe_run(start("ruptime-tcp"));
}

CLIENT(two_arguments, PROVES("ruptime.tcp.client.usage"), DOCUMENT("1 says usage: ruptime hostname\\n"))
{
	furnish_host();
	inject("clock_nanosleep:retval=0");

	observe_run(start("ruptime-tcp", "127.0.0.1", "127.0.0.1"));
}

CLIENT(answer, PROVES("ruptime.tcp.client.service ruptime.tcp.client.success ruptime.tcp.client.recv.write-stdout"),
	DOCUMENT("0 up\\n"))
{
	observe_run(asked(answer_up));
}

CLIENT(port_of_service, PROVES("ruptime.tcp.client.service"), DOCUMENT("0 up\\n"))
{
	furnish_host();
	etc("services", "ruptime 4321/tcp\n");
	meanwhile(answer_up, own_server(SOCK_STREAM, 4321));

	observe_run(start("ruptime-tcp", "127.0.0.1"));
}

CLIENT(long_answer, PROVES("ruptime.tcp.client.recv.loop ruptime.tcp.client.recv.write-stdout"),
	DOCUMENT("0 first\\n" LONG_LINE "\\n"))
{
	observe_run(asked(answer_in_two));
}

CLIENT(buffer, PROVES("ruptime.tcp.client.BUFLEN"), DOCUMENT("0 of 128"))
{
	trace("recvfrom");

	observe_end(asked(answer_up));
	observe_word(times_in_trace(", 128, 0,") ? "of 128" : "of another size");
}

CLIENT(question, PROVES("ruptime.tcp.client.hint.cleared ruptime.tcp.client.hint.stream "
			"ruptime.tcp.client.hint.redundant ruptime.tcp.client.service"),
	DOCUMENT("1 says 127.0.0.1 ruptime 0x0 0 1 0 clear\\ngetaddrinfo error: EAI_NONAME\\n"))
{
	furnish_host();
	show_as("EAI_NONAME", gai_strerror(EAI_NONAME));
	stand_in("");
	setenv("STAND_IN_TELLS", "question", 1);

	observe_run(start("ruptime-tcp", "127.0.0.1"));
}

CLIENT(unknown_host, PROVES("ruptime.tcp.client.getaddrinfo.error"),
	DOCUMENT("1 says getaddrinfo error: EAI_NONAME\\n"))
{
	furnish_host();
	show_as("EAI_NONAME", gai_strerror(EAI_NONAME));

	observe_run(start("ruptime-tcp", "no..host"));
}

CLIENT(unknown_service, PROVES("ruptime.tcp.client.service"),
	DOCUMENT("1 says getaddrinfo error: EAI_SERVICE\\n"))
{
	furnish_host();
	etc("services", "");
	show_as("EAI_SERVICE", gai_strerror(EAI_SERVICE));
	inject("clock_nanosleep:retval=0");

	observe_run(start("ruptime-tcp", "127.0.0.1"));
}

/* Nobody listens. Pauses take no time; strace writes them down, with the connections tried. */
static struct program asked_nobody(void)
{
	furnish_host();
	inject("clock_nanosleep:retval=0");
	trace("connect");
	return start("ruptime-tcp", "127.0.0.1");
}

CLIENT(refused, PROVES("ruptime.tcp.client.all-failed helper.err_exit"),
	DOCUMENT("1 says can't connect to 127.0.0.1: Connection refused\\n"))
{
	observe_run(asked_nobody());
}

CLIENT(attempts, PROVES("ruptime.tcp.client.retry ruptime.tcp.client.extern.connect_retry"), DOCUMENT("1 8"))
{
	observe_end(asked_nobody());
	observe_number(times_in_trace("htons(4000)"));
}

CLIENT(next_address, PROVES("ruptime.tcp.client.address.loop ruptime.tcp.client.retry.saves-errno"),
	DOCUMENT("0 up\\n"))
{
	furnish_host();
	meanwhile(answer_up, own_server(SOCK_STREAM, UPTIME_PORT));
	stand_in("0 2 1 6 4001;0 2 1 6 4000");
	inject("clock_nanosleep:retval=0");

	observe_run(start("ruptime-tcp", "127.0.0.1"));
}

CLIENT(last_error, PROVES("ruptime.tcp.client.retry.saves-errno"),
	DOCUMENT("1 says can't connect to two.test: Network is unreachable\\n"))
{
	furnish_host();
	stand_in("0 2 1 6 4001;0 10 1 6 4000");
	inject("clock_nanosleep:retval=0");
	inject("connect:error=ENETUNREACH");

	observe_run(start("ruptime-tcp", "two.test"));
}

/* What is faulty: as the document has it where that is a clause, and as it should be. */

CLIENT(receive_error, PROVES("ruptime.tcp.client.recv.error helper.err_sys"),
	DOCUMENT("1 says recv error: Connection reset by peer\\n"))
{
	inject("recvfrom:error=ECONNRESET");

	observe_run(asked(answer_up));
}

CLIENT(receive_interrupted_documented, PROVES("ruptime.tcp.client.recv.error"),
	DOCUMENT("1 says recv error: Interrupted system call\\n"))
{
	inject("recvfrom:error=EINTR:when=1");

	observe_run(asked(answer_up));
}

CLIENT(receive_interrupted, PROVES("bug.ruptime.tcp.client.eintr"), DOCUMENT("0 up\\n"))
{
	inject("recvfrom:error=EINTR:when=1");

	observe_run(asked(answer_up));
}

CLIENT(empty_answer_documented, PROVES("ruptime.tcp.client.recv.eof-ends"), DOCUMENT("0"))
{
	observe_end(asked(answer_nothing));
}

CLIENT(empty_answer, PROVES("bug.ruptime.tcp.client.empty"), DOCUMENT("1"))
{
	observe_end(asked(answer_nothing));
}

CLIENT(silent_server, PROVES("bug.ruptime.tcp.client.no-timeout"), DOCUMENT("1"))
{
	observe_end(asked(stay_silent));
}

CLIENT(dead_first_address, PROVES("bug.ruptime.tcp.client.stall"), DOCUMENT("0"))
{
	furnish_host();
	meanwhile(answer_up, own_server(SOCK_STREAM, UPTIME_PORT));
	stand_in("0 2 1 6 4001;0 2 1 6 4000");

	observe_end(start("ruptime-tcp", "127.0.0.1"));
}

CLIENT(full_output, PROVES("bug.ruptime.tcp.client.write"), DOCUMENT("1"))
{
	furnish_host();
	meanwhile(answer_up, own_server(SOCK_STREAM, UPTIME_PORT));

	observe_end(start_shell("ruptime-tcp", "exec ruptime-tcp 127.0.0.1 >/dev/full"));
}

/* The second protocol of a stream is MPTCP, 262. */
CLIENT(protocol_of_address, PROVES("bug.ruptime.tcp.client.types"), DOCUMENT("as the address has it"))
{
	furnish_host();
	stand_in("0 2 1 262 4000");
	trace("socket");
	inject("clock_nanosleep:retval=0");

	pid_t client = start("ruptime-tcp", "127.0.0.1").pid;
	ended(client, &(int){ 0 }, PATIENCE);
	observe_word(times_in_trace("IPPROTO_MPTCP") ? "as the address has it" : "0");
}

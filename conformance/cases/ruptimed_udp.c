/* The document's server that tells its uptime over UDP. */
#include "uptime.h"

#define SERVER(name_, ...) CASE(ruptimed_udp, name_, STAGE("programs"), __VA_ARGS__)

static const char server[] = "ruptimed-udp";

SERVER(buffer, PROVES("ruptimed.udp.BUFLEN"), DOCUMENT("up\\n up\\n so"))
{
	observe_traced(server, "recvfrom", ", 128, 0, ");
}

SERVER(address_buffer, PROVES("ruptimed.udp.MAXADDRLEN ruptimed.udp.alen.reset"), DOCUMENT("up\\n up\\n up\\n 2 at least"))
{
	trace("recvfrom");
	serve_and_ask(server);
	ask_udp("127.0.0.1");
	ask_udp("127.0.0.1"); /* by then strace has written down the first two */
	observe_word(times_in_trace("[256 => 16]") >= 2 ? "2 at least" : "fewer");
}

SERVER(answers_where_asked_from, PROVES("ruptimed.udp.reply.sendto"), DOCUMENT("up\\n up\\n so"))
{
	observe_traced(server, "sendto", "\"up\\n\", 3, 0, {sa_family=AF_INET");
}

SERVER(first_line, PROVES("ruptimed.udp.reply.first-line"), DOCUMENT("one\\n"))
{
	furnish_host();
	uptime_is("echo one; echo two");
	start(server);

	ask_udp("127.0.0.1");
}

/* A request of so many bytes is told. */
static void request_of(size_t size)
{
	static const char bytes[1500];
	struct address addr = server_at("127.0.0.1");
	int fd = inet_socket(SOCK_DGRAM);

	serve_and_ask(server);
	need(connect(fd, &addr.any, addr.len), "connect");
	need((int)send(fd, bytes, size, 0), "send");
	observe_word(is_ready(fd, PATIENCE) ? "told" : "silence");
}

SERVER(empty_request, PROVES("ruptimed.udp.request.any"), DOCUMENT("up\\n told"))
{
	request_of(0);
}

SERVER(long_request, PROVES("ruptimed.udp.request.any"), DOCUMENT("up\\n told"))
{
	request_of(1400);
}

/* What is faulty: as the document has it where that is a clause, and as it should be. */

SERVER(receive_fails_documented, PROVES("ruptimed.udp.recvfrom.error"),
	DOCUMENT("0 ruptimed: recvfrom error: Cannot allocate memory 1"))
{
	furnish_host();
	int log = host_log();
	inject("recvfrom,recvmsg:error=ENOMEM:when=1");
	trace("exit_group");

	observe_end(start("ruptimed-udp"));
	observe_log_within(log, 0);
	observe_number(times_in_trace("exit_group(1"));
}

#define RECEIVE_FAILS(error_) \
	SERVER(receive_fails_##error_, PROVES("bug.ruptimed.udp.recv-fatal"), DOCUMENT("up\\n")) \
	{ \
		inject("recvfrom,recvmsg:error=" #error_ ":when=1"); \
\
		serve_and_ask(server); \
	}
RECEIVE_FAILS(EINTR)
RECEIVE_FAILS(ENOMEM)

/* Who asks from an address that is not of the loopback, as anybody may; the host has one. */
static void second_address_is(const char *text)
{
	struct address addr = server_at(text);
	struct ifreq interface = { .ifr_name = "lo:1" };

	memcpy(&interface.ifr_addr, &addr.in, sizeof addr.in);
	need(ioctl(inet_socket(SOCK_DGRAM), SIOCSIFADDR, &interface), "a second address");
}

static int stranger(void)
{
	struct address addr = server_at("192.0.2.1");
	int fd = inet_socket(SOCK_DGRAM);

	second_address_is("192.0.2.1");
	addr.in.sin_port = 0;
	need(bind(fd, &addr.any, addr.len), "bind");
	addr = server_at("127.0.0.1");
	need(connect(fd, &addr.any, addr.len), "connect");
	return fd;
}

/* A request of a byte, then one that is longer than its answer: how many answers come, before a third
 * who asks has one? */
SERVER(short_request, PROVES("bug.ruptimed.udp.amplification"), DOCUMENT("up\\n up\\n 1"))
{
	static const char request[1024];
	char text[64];
	int answers = 0;

	serve_and_ask(server);
	int fd = stranger();
	need((int)send(fd, request, 1, 0), "send");
	need((int)send(fd, request, sizeof request, 0), "send");
	ask_udp("127.0.0.1");
	while (is_ready(fd, answers ? 0 : PATIENCE) && recv(fd, text, sizeof text, 0) > 0)
		answers++;
	observe_number(answers);
}

static void no_words(void)
{
	furnish_host();
	uptime_is("exit 0");
	start(server);
	ask_udp("127.0.0.1");
}

SERVER(no_words_documented, PROVES("ruptimed.udp.reply.none"), DOCUMENT("no answer"))
{
	no_words();
}

/* Who has asked is gone before the answer is there, and with it the way to go there. */
SERVER(answer_not_sent, PROVES("bug.ruptimed.udp.sendto-unchecked"), DOCUMENT("logged"))
{
	static const char request[1024];
	char text[64];

	furnish_host();
	int log = host_log();
	start(server);
	if (told_over_udp("127.0.0.1", text, sizeof text) < 0)
		unresolved("no server");
	uptime_stops("", "echo up");
	int fd = stranger();
	need((int)send(fd, request, sizeof request, 0), "send");
	second_address_is("0.0.0.0");
	go_on();
	if (told_over_udp("127.0.0.1", text, sizeof text) < 0)
		unresolved("the server serves no more");

	observe_word(is_ready(log, 0) ? "logged" : "silence");
}

/* The document's server that tells its uptime over UDP. */
#include "uptime.h"

#define SERVER(name_, ...) CASE(ruptimed_udp, name_, STAGE("programs"), __VA_ARGS__)

static void serve(void)
{
	start("ruptimed-udp");
}

static void served(void)
{
	furnish_host();
	serve();
	ask_udp("127.0.0.1");
}

static void observe_traced(const char *call, const char *as)
{
	trace(call);
	served();
	observe_word(seen_in_trace(as) ? "so" : "otherwise");
}

SERVER(by_shell, PROVES("ruptimed.udp.popen"), DOCUMENT("up\\n so"))
{
	observe_traced("execve", "[\"sh\", \"-c\", \"/usr/bin/uptime\"]");
}

SERVER(waits_for_command, PROVES("ruptimed.udp.pclose"), DOCUMENT("up\\n so"))
{
	observe_traced("wait4", "WIFEXITED(s)");
}

SERVER(buffer, PROVES("ruptimed.udp.BUFLEN"), DOCUMENT("up\\n so"))
{
	observe_traced("recvfrom", ", 128, 0, ");
}

SERVER(address_buffer, PROVES("ruptimed.udp.MAXADDRLEN ruptimed.udp.alen.reset"), DOCUMENT("up\\n up\\n 2"))
{
	trace("recvfrom");
	served();
	ask_udp("127.0.0.1");
	pause_for(200); /* strace is not faster than the answer */
	observe_number(times_in_trace("[256 => 16]"));
}

SERVER(answers_where_asked_from, PROVES("ruptimed.udp.reply.sendto"), DOCUMENT("up\\n so"))
{
	observe_traced("sendto", "\"up\\n\", 3, 0, {sa_family=AF_INET");
}

/* uptime counts what it has of the server's sockets. */
SERVER(socket_not_inherited, PROVES("ruptimed.udp.cloexec helper.set_cloexec"), DOCUMENT("0\\n"))
{
	furnish_host();
	uptime_is("ls -l /proc/self/fd | grep -c socket; true");
	serve();

	ask_udp("127.0.0.1");
}

SERVER(first_line, PROVES("ruptimed.udp.reply.first-line"), DOCUMENT("one\\n"))
{
	furnish_host();
	uptime_is("echo one; echo two");
	serve();

	ask_udp("127.0.0.1");
}

/* A request of so many bytes is told. */
static void request_of(size_t size)
{
	static const char bytes[1500];
	struct address addr = server_at("127.0.0.1");
	int fd = inet_socket(SOCK_DGRAM);

	served();
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

/* glibc makes the command's process by clone3, and no other. */
SERVER(no_process, PROVES("ruptimed.udp.popen.error ruptimed.udp.popen.error.sendto"),
	DOCUMENT("error: Cannot allocate memory\\n"))
{
	inject("clone3:error=EAGAIN");

	served();
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
		served(); \
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

/* A request of a byte, then one that is longer than its answer: how many answers come? */
SERVER(short_request, PROVES("bug.ruptimed.udp.amplification"), DOCUMENT("up\\n 1"))
{
	static const char request[1024];
	char text[64];
	int answers = 0;

	served();
	int fd = stranger();
	need((int)send(fd, request, 1, 0), "send");
	need((int)send(fd, request, sizeof request, 0), "send");
	while (is_ready(fd, answers ? 1000 : PATIENCE) && recv(fd, text, sizeof text, 0) > 0)
		answers++;
	observe_number(answers);
}

SERVER(long_error, PROVES("bug.ruptimed.udp.sprintf"), DOCUMENT("told"))
{
	char text[400];

	furnish_host();
	memset(text, 'x', sizeof text - 1);
	text[sizeof text - 1] = '\0';
	stand_in(NULL);
	setenv("STAND_IN_STRERROR", text, 1);
	inject("clone3:error=EAGAIN");
	serve();

	observe_word(told_over_udp("127.0.0.1", text, sizeof text) > 0 ? "told" : "no answer");
}

SERVER(no_command, PROVES("bug.ruptimed.udp.no-reply"),
	DOCUMENT("error: /usr/bin/uptime: Permission denied\\n"))
{
	furnish_host();
	no_uptime();
	serve();

	ask_udp("127.0.0.1");
}

static void no_words(void)
{
	furnish_host();
	uptime_is("exit 0");
	serve();
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
	serve();
	if (told_over_udp("127.0.0.1", text, sizeof text) < 0)
		unresolved("no server");
	uptime_stops("", "echo up");
	int fd = stranger();
	need((int)send(fd, request, sizeof request, 0), "send");
	second_address_is("0.0.0.0");
	go_on();

	observe_word(is_ready(log, PATIENCE / 2) ? "logged" : "silence");
}

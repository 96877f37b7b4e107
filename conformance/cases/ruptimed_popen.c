/* The document's server that tells its uptime over TCP by popen. */
#include "uptime.h"

#define SERVER(name_, ...) CASE(ruptimed_popen, name_, STAGE("programs"), __VA_ARGS__)

static void serve(void)
{
	start("ruptimed-popen");
}

/* The server is asked, once it has been traced or refused what it needs. */
static void served(void)
{
	furnish_host();
	serve();
	ask("127.0.0.1");
}

static void observe_traced(const char *call, const char *as)
{
	trace(call);
	served();
	observe_word(seen_in_trace(as) ? "so" : "otherwise");
}

SERVER(queue, PROVES("ruptimed.tcp.popen.QLEN"), DOCUMENT("up\\n so"))
{
	observe_traced("listen", ", 10");
}

SERVER(no_address_of_client, PROVES("ruptimed.tcp.popen.accept.no-address"), DOCUMENT("up\\n so"))
{
	observe_traced("accept,accept4", "NULL, NULL");
}

SERVER(by_shell, PROVES("ruptimed.tcp.popen.popen"), DOCUMENT("up\\n so"))
{
	observe_traced("execve", "[\"sh\", \"-c\", \"/usr/bin/uptime\"]");
}

SERVER(waits_for_command, PROVES("ruptimed.tcp.popen.pclose"), DOCUMENT("up\\n so"))
{
	observe_traced("wait4", "WIFEXITED(s)");
}

SERVER(no_flags, PROVES("ruptimed.tcp.popen.lines.send"), DOCUMENT("up\\n so"))
{
	observe_traced("sendto", "\"up\\n\", 3, 0, NULL, 0");
}

/* uptime counts what it has of the server's sockets. */
SERVER(sockets_not_inherited, PROVES("ruptimed.tcp.popen.listen.cloexec ruptimed.tcp.popen.client.cloexec "
				     "helper.set_cloexec"), DOCUMENT("0\\n"))
{
	furnish_host();
	uptime_is("ls -l /proc/self/fd | grep -c socket; true");
	serve();

	ask("127.0.0.1");
}

SERVER(ends_with_answer, PROVES("ruptimed.tcp.popen.close"), DOCUMENT("up\\n"))
{
	served();
}

#define LONG_LINE "a line of more than the one hundred and twenty-seven letters that fit into the buffer of the " \
	"document's program, which therefore sends it in pieces, as the document says"

static void several_lines(void)
{
	furnish_host();
	uptime_is("echo one\necho 'a line of more than the one hundred and twenty-seven letters that fit into the buffer of the document'\\''s program, which therefore sends it in pieces, as the document says'");
	serve();
	ask("127.0.0.1");
}

SERVER(several_lines, PROVES("ruptimed.tcp.popen.lines"), DOCUMENT("one\\n" LONG_LINE "\\n"))
{
	several_lines();
}

SERVER(pieces, PROVES("ruptimed.tcp.popen.lines ruptimed.tcp.popen.BUFLEN"), DOCUMENT("one\\n" LONG_LINE "\\n so"))
{
	trace("sendto");
	several_lines();
	observe_word(seen_in_trace(", 127, 0,") ? "so" : "otherwise");
}

/* glibc makes the command's process by clone3, and no other. */
SERVER(no_process, PROVES("ruptimed.tcp.popen.popen.error"),
	DOCUMENT("error: Cannot allocate memory\\n"))
{
	inject("clone3:error=EAGAIN");

	served();
}

SERVER(no_process_no_flags, PROVES("ruptimed.tcp.popen.popen.error.send"),
	DOCUMENT("error: Cannot allocate memory\\n so"))
{
	inject("clone3:error=EAGAIN");

	observe_traced("sendto", "memory\\n\", 30, 0, NULL, 0");
}

/* What is faulty: as the document has it where that is a clause, and as it should be. */

SERVER(accept_fails_documented, PROVES("ruptimed.tcp.popen.accept.error"),
	DOCUMENT("0 ruptimed: accept error: Software caused connection abort 1"))
{
	furnish_host();
	int log = host_log();
	inject("accept,accept4:error=ECONNABORTED:when=1");
	trace("exit_group");

	observe_end(start("ruptimed-popen"));
	observe_log_within(log, 0);
	observe_number(times_in_trace("exit_group(1"));
}

/* The second client is told. */
#define ACCEPT_FAILS(error_) \
	SERVER(accept_fails_##error_, PROVES("bug.ruptimed.tcp.popen.accept-fatal"), DOCUMENT("up\\n")) \
	{ \
		furnish_host(); \
		inject("accept,accept4:error=" #error_ ":when=1"); \
		serve(); \
		close(client_of("127.0.0.1")); \
\
		ask("127.0.0.1"); \
	}
ACCEPT_FAILS(EINTR)
ACCEPT_FAILS(ECONNABORTED)
ACCEPT_FAILS(EMFILE)
ACCEPT_FAILS(ENFILE)
ACCEPT_FAILS(ENOBUFS)
ACCEPT_FAILS(ENETDOWN)

static void reset(int fd)
{
	struct linger now = { .l_onoff = 1 };

	need(setsockopt(fd, SOL_SOCKET, SO_LINGER, &now, sizeof now), "SO_LINGER");
	close(fd);
}

SERVER(client_resets, PROVES("bug.ruptimed.tcp.popen.sigpipe"), DOCUMENT("up\\n"))
{
	furnish_host();
	uptime_stops("echo one", "echo two; sleep 0.1; echo three; sleep 0.1; echo four");
	serve();
	int client = client_of("127.0.0.1");
	need(client, "no server");
	reset(client);
	go_on();
	pause_for(400);
	uptime_is("echo up");

	ask("127.0.0.1");
}

/* Of what is to be sent the system takes a byte; the rest is to be sent again. */
SERVER(sent_in_part, PROVES("bug.ruptimed.tcp.popen.send-unchecked"), DOCUMENT("p\\n"))
{
	inject("sendto:retval=1:when=1");

	served();
}

SERVER(client_does_not_read, PROVES("bug.ruptimed.tcp.popen.blocking"), DOCUMENT("told"))
{
	furnish_host();
	small_buffers();
	uptime_is("yes up | head -c 50000");
	serve();
	int slow = client_of("127.0.0.1"), other = client_of("127.0.0.1");
	need(slow < 0 || other < 0 ? -1 : 0, "no server");
	await(slow, POLLIN);

	observe_word(is_ready(other, PATIENCE / 2) ? "told" : "silence");
}

SERVER(no_command, PROVES("bug.ruptimed.tcp.popen.missing-command"),
	DOCUMENT("error: /usr/bin/uptime: Permission denied\\n"))
{
	furnish_host();
	no_uptime();
	serve();

	ask("127.0.0.1");
}

SERVER(long_error, PROVES("bug.ruptimed.tcp.popen.sprintf"), DOCUMENT("told"))
{
	char text[400];

	furnish_host();
	memset(text, 'x', sizeof text - 1);
	text[sizeof text - 1] = '\0';
	stand_in(NULL);
	setenv("STAND_IN_STRERROR", text, 1);
	inject("clone3:error=EAGAIN");
	serve();
	int client = client_of("127.0.0.1");
	need(client, "no server");

	observe_word(is_ready(client, PATIENCE) && recv(client, text, 1, 0) == 1 ? "told" : "no answer");
}

SERVER(client_says_something, PROVES("bug.ruptimed.tcp.popen.unread-input"), DOCUMENT("up\\n"))
{
	furnish_host();
	uptime_stops("", "echo up");
	serve();
	int client = client_of("127.0.0.1");
	need((int)send(client, "hello\n", 6, 0), "send");
	go_on();

	observe_answer(client);
}

/* The document's server that tells its uptime over TCP by popen. */
#include "uptime.h"

#define SERVER(name_, ...) CASE(ruptimed_popen, name_, STAGE("programs"), __VA_ARGS__)

static const char server[] = "ruptimed-popen";

SERVER(no_flags, PROVES("ruptimed.tcp.popen.lines.send"), DOCUMENT("up\\n up\\n so"))
{
	observe_traced(server, "sendto", "\"up\\n\", 3, 0, NULL, 0");
}

SERVER(ends_with_answer, PROVES("ruptimed.tcp.popen.close"), DOCUMENT("up\\n"))
{
	serve_and_ask(server);
}

#define LONG_LINE "a line of more than the one hundred and twenty-seven letters that fit into the buffer of the " \
	"document's program, which therefore sends it in pieces, as the document says"

static void several_lines(void)
{
	furnish_host();
	uptime_is("echo one\necho 'a line of more than the one hundred and twenty-seven letters that fit into the buffer of the document'\\''s program, which therefore sends it in pieces, as the document says'");
	start(server);
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
	observe_word(times_in_trace(", 127, 0,") ? "so" : "otherwise");
}

SERVER(no_process_no_flags, PROVES("ruptimed.tcp.popen.popen.error.send"),
	DOCUMENT("error: Cannot allocate memory\\n error: Cannot allocate memory\\n so"))
{
	inject("clone3:error=EAGAIN");

	observe_traced(server, "sendto", "memory\\n\", 30, 0, NULL, 0");
}

/* What is faulty: as the document has it where that is a clause, and as it should be. */

static void reset(int fd)
{
	struct linger now = { .l_onoff = 1 };

	need(setsockopt(fd, SOL_SOCKET, SO_LINGER, &now, sizeof now), "SO_LINGER");
	close(fd);
}

SERVER(client_resets, PROVES("bug.ruptimed.tcp.popen.sigpipe"), DOCUMENT("one\\ntwo\\nthree\\n"))
{
	furnish_host();
	uptime_stops("echo one", "echo two\necho three");
	start(server);
	int client = client_of("127.0.0.1");
	need(client, "no server");
	reset(client);
	go_on();

	ask("127.0.0.1");
}

/* Of what is to be sent the system takes a byte; the rest is to be sent again. */
SERVER(sent_in_part, PROVES("bug.ruptimed.tcp.popen.send-unchecked"), DOCUMENT("p\\n"))
{
	inject("sendto:retval=1:when=1");

	serve_and_ask(server);
}

SERVER(client_says_something, PROVES("bug.ruptimed.tcp.popen.unread-input"), DOCUMENT("up\\n"))
{
	furnish_host();
	uptime_stops("", "echo up");
	start(server);
	int client = client_of("127.0.0.1");
	need((int)send(client, "hello\n", 6, 0), "send");
	go_on();

	observe_answer(client);
}

/* connect_retry: what it returns, and what it leaves; how often and when it tries is seen of a
 * program that calls it, for strace to keep its time. */
#include "uptime.h"

/* As a value: what the target lacks ends the case here. */
typedef int connecting(int, int, int, const struct sockaddr *, socklen_t);

CASE(connect_retry, signature, PROVES("connect_retry.signature"), DOCUMENT("declared"))
{
	connecting *call = connect_retry;

	observe_word(call ? "declared" : "none");
}

CASE(connect_retry, connected, PROVES("connect_retry.success.returns-fd"), DOCUMENT("fd connected"))
{
	struct address addr;
	listening(TCP4, 1, &addr);

	int fd = connect_retry(AF_INET, SOCK_STREAM, 0, &addr.any, addr.len);
	observe_word(fd >= 0 ? "fd" : "none");
	observe_word(getpeername(fd, &addr.any, &addr.len) == 0 ? "connected" : "not connected");
}

CASE(connect_retry, connected_tcp6, PROVES("connect_retry.success.returns-fd"), DOCUMENT("fd connected"))
{
	struct address addr;
	listening(TCP6, 1, &addr);

	int fd = connect_retry(AF_INET6, SOCK_STREAM, 0, &addr.any, addr.len);
	observe_word(fd >= 0 ? "fd" : "none");
	observe_word(getpeername(fd, &addr.any, &addr.len) == 0 ? "connected" : "not connected");
}

CASE(connect_retry, datagrams, PROVES("connect_retry.signature"), DOCUMENT("fd connected"))
{
	struct address addr;
	bound(UDP4, &addr);

	int fd = connect_retry(AF_INET, SOCK_DGRAM, IPPROTO_UDP, &addr.any, addr.len);
	observe_word(fd >= 0 ? "fd" : "none");
	observe_word(getpeername(fd, &addr.any, &addr.len) == 0 ? "connected" : "not connected");
}

/* At once: it would otherwise be seen as timed-out. */
CASE(connect_retry, no_socket, PROVES("connect_retry.socket.failure"), DOCUMENT("-1 EAFNOSUPPORT"))
{
	struct address addr = local_address(TCP4);

	observe(connect_retry(AF_MAX, SOCK_STREAM, 0, &addr.any, addr.len));
}

CASE(connect_retry, no_descriptor, PROVES("connect_retry.socket.failure"), DOCUMENT("-1 EMFILE"))
{
	struct address addr = local_address(TCP4);
	no_descriptor_left();

	observe(connect_retry(AF_INET, SOCK_STREAM, 0, &addr.any, addr.len));
}

CASE(connect_retry, close_on_exec, PROVES("bug.connect_retry.cloexec"), DOCUMENT("FD_CLOEXEC"))
{
	struct address addr;
	listening(TCP4, 1, &addr);
	int fd = connect_retry(AF_INET, SOCK_STREAM, 0, &addr.any, addr.len);

	observe_flag(need(fcntl(fd, F_GETFD), "F_GETFD"), FD_CLOEXEC);
}

/* The document's client calls it, with its own address, of port 4000. */

#define TIMED(name_, ...) CASE(connect_retry, name_, STAGE("programs"), __VA_ARGS__)

#define ATTEMPT "htons(4000)"
#define PAUSE "clock_nanosleep("

static void client(void)
{
	furnish_host();
	observe_end(start("ruptime-tcp", "127.0.0.1"));
}

static void client_without_pauses(void)
{
	inject("clock_nanosleep:retval=0");
	trace("connect");
	client();
}

/* The seconds of each pause. */
static void observe_pauses(void)
{
	for (const char *at = trace_text(); (at = strstr(at, PAUSE)); at++)
		observe_number(atoi(strstr(at, "tv_sec=") + strlen("tv_sec=")));
}

/* What the process that connects does with sockets, call after call. */
static void observe_order(void)
{
	static const struct {
		const char *text, *word;
	} calls[] = { { " socket(AF_INET", "socket" }, { ATTEMPT, "connect" }, { " close(", "close" },
		{ PAUSE, "pause" } };
	const char *line = strstr(trace_text(), " socket(AF_INET"), *end;
	char pid[12] = "";

	while (line && line > trace_text() && line[-1] != '\n')
		line--;
	for (; line && (end = strchr(line, '\n')); line = end + 1) {
		char text[300];
		snprintf(text, sizeof text, "%.*s", (int)(end - line), line);
		if (!*pid)
			snprintf(pid, sizeof pid, "%.*s", (int)strcspn(text, " "), text);
		for (size_t i = 0; i < 4 && strncmp(text, pid, strlen(pid)) == 0; i++)
			if (strstr(text, calls[i].text))
				observe_word(calls[i].word);
	}
}

TIMED(attempts, PROVES("connect_retry.backoff.doubling connect_retry.MAXSLEEP"), DOCUMENT("1 8"))
{
	client_without_pauses();

	observe_number(times_in_trace(ATTEMPT));
}

TIMED(pauses, PROVES("connect_retry.backoff.doubling connect_retry.backoff.exponential "
		     "connect_retry.delay.total-127 connect_retry.delay.none-after-last connect_retry.delay.sleep"),
	DOCUMENT("1 1 2 4 8 16 32 64"))
{
	client_without_pauses();

	observe_pauses();
}

TIMED(new_socket_each_time, PROVES("connect_retry.socket.each-attempt connect_retry.close.each-attempt "
				   "connect_retry.portable.reopen"),
	DOCUMENT("1 socket connect close pause socket connect close pause socket connect close pause "
		 "socket connect close pause socket connect close pause socket connect close pause "
		 "socket connect close pause socket connect close"),
	POSIX("1 socket connect close pause socket connect close pause socket connect close pause "
	      "socket connect close pause socket connect close pause socket connect close pause "
	      "socket connect close pause socket connect close"),
	LINUX("1 socket connect close pause socket connect close pause socket connect close pause "
	      "socket connect close pause socket connect close pause socket connect close pause "
	      "socket connect close pause socket connect close"))
{
	trace("socket");
	trace("close");
	client_without_pauses();

	observe_order();
}

TIMED(error_of_last_attempt, PROVES("connect_retry.failure.returns-minus-one"),
	DOCUMENT("1 says can't connect to 127.0.0.1: Connection timed out\\n"))
{
	furnish_host();
	inject("clock_nanosleep:retval=0");
	inject("connect:error=ETIMEDOUT");

	observe_run(start("ruptime-tcp", "127.0.0.1"));
}

/* What is faulty: as the document has it where that is a clause, and as it should be. */

static void permanent_error(void)
{
	inject("connect:error=EACCES");
	client_without_pauses();
	observe_number(times_in_trace(ATTEMPT));
}

TIMED(permanent_error_documented, PROVES("connect_retry.any-error-retried"), DOCUMENT("1 8"))
{
	permanent_error();
}

TIMED(permanent_error, PROVES("bug.connect_retry.permanent-errors"), DOCUMENT("1 1"))
{
	permanent_error();
}

/* The stand-in of close leaves another errno, as close may. */
TIMED(errno_past_close, PROVES("bug.connect_retry.errno"),
	DOCUMENT("1 says can't connect to 127.0.0.1: Connection refused\\n"))
{
	furnish_host();
	stand_in("0 2 1 6 4000");
	setenv("STAND_IN_ERRNO", "1", 1);
	inject("clock_nanosleep:retval=0");

	observe_run(start("ruptime-tcp", "127.0.0.1"));
}

/* The queue of who listens is full, so that an attempt neither succeeds nor fails. */
TIMED(attempt_without_end, PROVES("bug.connect_retry.no-deadline"), DOCUMENT("given up"))
{
	furnish_host();
	int listener = own_server(SOCK_STREAM, UPTIME_PORT), filler = inet_socket(SOCK_STREAM);
	struct address addr = name_of(listener);
	need(listen(listener, 0), "listen");
	need(connect(filler, &addr.any, addr.len), "connect to fill the queue");
	inject("clock_nanosleep:retval=0");
	trace("connect");

	pid_t waiting = start("ruptime-tcp", "127.0.0.1").pid;
	ended(waiting, &(int){ 0 }, PATIENCE);
	observe_word(times_in_trace(ATTEMPT) > 1 ? "given up" : "held");
}

/* The first pause is interrupted: is the next as long, or twice as long? */
TIMED(pause_interrupted, PROVES("bug.connect_retry.sleep"), DOCUMENT("the rest is slept"))
{
	furnish_host();
	inject("clock_nanosleep:error=EINTR:when=1");

	pid_t waiting = start("ruptime-tcp", "127.0.0.1").pid;
	ended(waiting, &(int){ 0 }, PATIENCE);
	const char *first = strstr(trace_text(), "tv_sec=1"), *next = first ? strstr(first + 1, PAUSE) : NULL;
	observe_word(next && strncmp(strstr(next, "tv_sec="), "tv_sec=1", 8) == 0 ? "the rest is slept"
										 : "it is cut short");
}

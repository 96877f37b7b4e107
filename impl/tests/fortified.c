/* The fortified receivers receive as the others do, but end a process that would go beyond its
 * buffer. */
#include "sockets.h"
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static int failures, fds[2];
static char room[4];

static void expect(int right, const char *what)
{
	printf("%s%s\n", right ? "" : "NOT ", what);
	failures += !right;
}

static ssize_t by_recv(size_t len)
{
	return ref_recv_chk(fds[0], room, len, sizeof room, MSG_PEEK);
}

static ssize_t by_recvfrom(size_t len)
{
	struct sockaddr_storage sender;
	socklen_t sender_len = sizeof sender;

	return ref_recvfrom_chk(
		fds[0], room, len, sizeof room, MSG_PEEK, (struct sockaddr *)&sender, &sender_len);
}

/* Ends the process in an orderly way, so that what it ran is counted for coverage. */
static void on_abort(int number)
{
	exit(number); /* NOLINT(bugprone-signal-handler) */
}

/* Whether a process that asks for as many bytes aborts. */
static int aborts(ssize_t (*receive)(size_t), size_t len)
{
	int status;
	pid_t child = fork();

	if (child == 0) {
		signal(SIGABRT, on_abort);
		receive(len);
		exit(0);
	}
	if (child < 0 || waitpid(child, &status, 0) != child)
		exit(2);
	return WIFEXITED(status) && WEXITSTATUS(status) == SIGABRT;
}

static void check(ssize_t (*receive)(size_t), const char *name)
{
	printf("%s: ", name);
	memset(room, 0, sizeof room);
	expect(receive(sizeof room) == 3 && memcmp(room, "abc", 4) == 0, "received");
	printf("%s: ", name);
	expect(!aborts(receive, sizeof room), "all of the buffer");
	printf("%s: ", name);
	expect(aborts(receive, sizeof room + 1), "no byte more");
}

int main(void)
{
	setvbuf(stdout, NULL, _IONBF, 0);
	if (socketpair(AF_UNIX, SOCK_DGRAM, 0, fds) < 0 || send(fds[1], "abc", 3, 0) != 3)
		return 2;
	check(by_recv, "recv");
	check(by_recvfrom, "recvfrom");
	return failures > 0;
}

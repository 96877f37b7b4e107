/* The document's server that tells its uptime over TCP by fork and exec. */
#include "uptime.h"

#define SERVER(name_, ...) CASE(ruptimed_fork, name_, STAGE("programs"), __VA_ARGS__)

static const char server[] = "ruptimed-fork";

SERVER(by_exec, PROVES("ruptimed.tcp.fork.child.exec"), DOCUMENT("up\\n up\\n so"))
{
	observe_traced(server, "execve", "execve(\"/usr/bin/uptime\", [\"uptime\"]");
}

SERVER(output_to_client, PROVES("ruptimed.tcp.fork.child.dup2.stdout ruptimed.tcp.fork.parent.close"),
	DOCUMENT("up\\n"))
{
	serve_and_ask(server);
}

SERVER(errors_to_client, PROVES("ruptimed.tcp.fork.child.dup2.stderr"), DOCUMENT("oops\\n"))
{
	furnish_host();
	uptime_is("echo oops >&2");
	start(server);

	ask("127.0.0.1");
}

/* The state of the daemon's children, once the second client has been told: "none" that has ended
 * and was not waited for. */
static int zombies(pid_t daemon)
{
	char path[64], pids[256], line[512];
	int found = 0;

	snprintf(path, sizeof path, "/proc/%d/task/%d/children", (int)daemon, (int)daemon);
	int fd = open(path, O_RDONLY);
	ssize_t n = fd < 0 ? 0 : read(fd, pids, sizeof pids - 1);
	close(fd);
	pids[n < 0 ? 0 : n] = '\0';
	for (char *pid = strtok(pids, " "); pid; pid = strtok(NULL, " ")) {
		snprintf(path, sizeof path, "/proc/%s/stat", pid);
		fd = open(path, O_RDONLY);
		n = fd < 0 ? 0 : read(fd, line, sizeof line - 1);
		close(fd);
		line[n < 0 ? 0 : n] = '\0';
		const char *state = strrchr(line, ')');
		found += state && state[2] == 'Z';
	}
	return found;
}

static void observe_zombies(void)
{
	ask("127.0.0.1");
	ask("127.0.0.1");
	pid_t daemon = daemon_of_case();
	for (int64_t until = milliseconds_now() + PATIENCE; zombies(daemon) && milliseconds_now() < until;)
		pause_for(1);
	observe_word(zombies(daemon) ? "zombies" : "none");
}

SERVER(no_zombie, PROVES("ruptimed.tcp.fork.parent.wait"), DOCUMENT("up\\n up\\n none"))
{
	furnish_host();
	start(server);

	observe_zombies();
}

/* What is faulty: as the document has it where that is a clause, and as it should be. */

/* While there is the file "refuse", no process can be made. */
static int refuse_processes(void)
{
	static char path[PATH_MAX];

	furnish_host();
	if (!getcwd(path, sizeof path - 8))
		unresolved("getcwd");
	unlink("refuse");
	stand_in(NULL);
	setenv("STAND_IN_REFUSES", strcat(path, "/refuse"), 1);
	start(server);
	int client = client_of("127.0.0.1");
	need(client, "no server");
	observe_answer(client);
	close(need(open("refuse", O_WRONLY | O_CREAT, 0600), "open"));
	return need(client_of("127.0.0.1"), "no server");
}

SERVER(no_process_documented, PROVES("ruptimed.tcp.fork.fork.error"),
	DOCUMENT("up\\n empty ruptimed: fork error: Resource temporarily unavailable"))
{
	int log = host_log();

	observe_answer(refuse_processes());
	observe_log_within(log, 0);
}

SERVER(no_process, PROVES("bug.ruptimed.tcp.fork.fork-fatal"), DOCUMENT("up\\n up\\n"))
{
	is_ready(refuse_processes(), PATIENCE);
	unlink("refuse");

	ask("127.0.0.1");
}

/* Who logs an error has told nobody before, and tells nobody after. */
static void await_either(int client, int log)
{
	struct pollfd ready[] = { { .fd = client, .events = POLLIN }, { .fd = log, .events = POLLIN } };

	if (need(poll(ready, 2, PATIENCE), "poll") == 0)
		unresolved("neither an answer nor a message");
}

SERVER(no_command_documented, PROVES("ruptimed.tcp.fork.child.exec.error"),
	DOCUMENT("silence ruptimed: unexpected return from exec: Permission denied"))
{
	furnish_host();
	int log = host_log();
	no_uptime();
	start(server);

	int client = client_of("127.0.0.1");
	await_either(client, log);
	observe_answer_within(client, is_ready(log, 0) ? 0 : PATIENCE);
	observe_log_within(log, 0);
}

SERVER(wait_interrupted, PROVES("bug.ruptimed.tcp.fork.wait-eintr"), DOCUMENT("up\\n up\\n none"))
{
	furnish_host();
	inject("wait4:error=EINTR:when=1");
	start(server);

	observe_zombies();
}

static void no_output_for_child(void)
{
	furnish_host();
	stand_in(NULL);
	tell_of("exit");
	inject("dup2:error=EBUSY");
	start(server);
	is_ready(client_of("127.0.0.1"), PATIENCE);
	unlink("told");
	is_ready(client_of("127.0.0.1"), PATIENCE);
	observe_shown(*told() ? told() : "nothing");
}

SERVER(no_output_documented, PROVES("ruptimed.tcp.fork.child.dup2.error"), DOCUMENT("ruptimed: unexpected error"))
{
	furnish_host();
	int log = host_log();
	inject("dup2:error=EBUSY");
	start(server);
	is_ready(client_of("127.0.0.1"), PATIENCE);

	observe_log_within(log, 0);
}

/* What is to be done at exit is the server's, not the child's. */
SERVER(child_leaves, PROVES("bug.ruptimed.tcp.fork.child-exit"), DOCUMENT("nothing"))
{
	no_output_for_child();
}

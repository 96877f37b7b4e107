/* The document's server that tells its uptime over TCP by fork and exec. */
#include "uptime.h"

#define SERVER(name_, ...) CASE(ruptimed_fork, name_, STAGE("programs"), __VA_ARGS__)

static void serve(void)
{
	start("ruptimed-fork");
}

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

SERVER(queue, PROVES("ruptimed.tcp.fork.QLEN"), DOCUMENT("up\\n so"))
{
	observe_traced("listen", ", 10");
}

SERVER(no_address_of_client, PROVES("ruptimed.tcp.fork.accept.no-address"), DOCUMENT("up\\n so"))
{
	observe_traced("accept,accept4", "NULL, NULL");
}

SERVER(by_exec, PROVES("ruptimed.tcp.fork.child.exec"), DOCUMENT("up\\n so"))
{
	observe_traced("execve", "execve(\"/usr/bin/uptime\", [\"uptime\"]");
}

SERVER(output_to_client, PROVES("ruptimed.tcp.fork.child.dup2.stdout ruptimed.tcp.fork.parent.close"),
	DOCUMENT("up\\n"))
{
	served();
}

SERVER(errors_to_client, PROVES("ruptimed.tcp.fork.child.dup2.stderr"), DOCUMENT("oops\\n"))
{
	furnish_host();
	uptime_is("echo oops >&2");
	serve();

	ask("127.0.0.1");
}

/* uptime counts what it has of the server's sockets: its standard output, and that of ls is a pipe. */
SERVER(sockets_of_command, PROVES("ruptimed.tcp.fork.listen.cloexec ruptimed.tcp.fork.child.close helper.set_cloexec"),
	DOCUMENT("1\\n"))
{
	furnish_host();
	uptime_is("ls -l /proc/self/fd | grep -c socket; true");
	serve();

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
	for (int waited = 0; waited < 1000 && zombies(daemon); waited++)
		pause_for(1);
	observe_word(zombies(daemon) ? "zombies" : "none");
}

SERVER(no_zombie, PROVES("ruptimed.tcp.fork.parent.wait"), DOCUMENT("up\\n up\\n none"))
{
	furnish_host();
	serve();

	observe_zombies();
}

/* What is faulty: as the document has it where that is a clause, and as it should be. */

SERVER(accept_fails_documented, PROVES("ruptimed.tcp.fork.accept.error"),
	DOCUMENT("0 ruptimed: accept error: Software caused connection abort 1"))
{
	furnish_host();
	int log = host_log();
	inject("accept,accept4:error=ECONNABORTED:when=1");
	trace("exit_group");

	observe_end(start("ruptimed-fork"));
	observe_log_within(log, 0);
	observe_number(times_in_trace("exit_group(1"));
}

/* The second client is told. */
#define ACCEPT_FAILS(error_) \
	SERVER(accept_fails_##error_, PROVES("bug.ruptimed.tcp.fork.accept-fatal"), DOCUMENT("up\\n")) \
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
	serve();
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
	observe_log_within(log, PATIENCE / 4);
}

SERVER(no_process, PROVES("bug.ruptimed.tcp.fork.fork-fatal"), DOCUMENT("up\\n up\\n"))
{
	is_ready(refuse_processes(), PATIENCE);
	unlink("refuse");

	ask("127.0.0.1");
}

SERVER(no_command_documented, PROVES("ruptimed.tcp.fork.child.exec.error"),
	DOCUMENT("silence ruptimed: unexpected return from exec: Permission denied"))
{
	furnish_host();
	int log = host_log();
	no_uptime();
	serve();

	observe_answer_within(client_of("127.0.0.1"), PATIENCE / 2);
	observe_log_within(log, PATIENCE / 4);
}

SERVER(no_command, PROVES("bug.ruptimed.tcp.fork.exec-fallthrough"),
	DOCUMENT("error: /usr/bin/uptime: Permission denied\\n"))
{
	furnish_host();
	no_uptime();
	serve();

	observe_answer_within(client_of("127.0.0.1"), PATIENCE / 2);
}

SERVER(client_does_not_read, PROVES("bug.ruptimed.tcp.fork.serial"), DOCUMENT("told"))
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

SERVER(wait_interrupted, PROVES("bug.ruptimed.tcp.fork.wait-eintr"), DOCUMENT("up\\n up\\n none"))
{
	furnish_host();
	inject("wait4:error=EINTR:when=1");
	serve();

	observe_zombies();
}

static void no_output_for_child(void)
{
	furnish_host();
	stand_in(NULL);
	tell_of("exit");
	inject("dup2:error=EBUSY");
	serve();
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
	serve();
	is_ready(client_of("127.0.0.1"), PATIENCE);

	observe_log_within(log, PATIENCE / 4);
}

/* What is to be done at exit is the server's, not the child's. */
SERVER(child_leaves, PROVES("bug.ruptimed.tcp.fork.child-exit"), DOCUMENT("nothing"))
{
	no_output_for_child();
}

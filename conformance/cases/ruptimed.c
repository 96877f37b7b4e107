/* What the document's three servers have in common, or two of them: how each starts, which addresses
 * it serves, what it asks the system for, and how it ends where it cannot go on. */
#include "uptime.h"

/* A case for each server; the scene is a function of its name. */
#define EACH(name_, scene_, clause_, sees_) \
	SERVER(name_##_popen, scene_("ruptimed-popen"), "ruptimed.tcp.popen." clause_, sees_) \
	SERVER(name_##_fork, scene_("ruptimed-fork"), "ruptimed.tcp.fork." clause_, sees_) \
	SERVER(name_##_udp, scene_("ruptimed-udp"), "ruptimed.udp." clause_, sees_)
#define EACH_MENDED(name_, scene_, fault_, sees_) \
	SERVER(name_##_popen, scene_("ruptimed-popen"), "bug.ruptimed.all." fault_, sees_) \
	SERVER(name_##_fork, scene_("ruptimed-fork"), "bug.ruptimed.all." fault_, sees_) \
	SERVER(name_##_udp, scene_("ruptimed-udp"), "bug.ruptimed.all." fault_, sees_)
#define SERVER(name_, scene_, clauses_, sees_) \
	CASE(ruptimed, name_, STAGE("programs"), PROVES(clauses_), DOCUMENT(sees_)) \
	{ \
		scene_; \
	}

static void argument(const char *server)
{
	observe_run(start(server, "argument"));
}
EACH(argument, argument, "usage", "1 says usage: ruptimed\\n")

static void answers(const char *server)
{
	furnish_host();
	start(server);
	ask_server(server, "127.0.0.1");
	ask_server(server, "127.0.0.1");
	ask_server(server, "127.0.0.1");
}
EACH(answers, answers, "loop", "up\\n up\\n up\\n")
EACH(serves_on, answers, "serve-forever", "up\\n up\\n up\\n")

static void becomes_daemon(const char *server)
{
	furnish_host();
	observe_end(start(server));
	ask_server(server, "127.0.0.1");
	observe_word(getsid(daemon_of_case()) == getsid(0) ? "session of who started it" : "session of its own");
}
EACH(becomes_daemon, becomes_daemon, "daemonize", "0 up\\n session of its own")

/* Who is asked cannot accept, and logs that. */
static void name_in_log(const char *server)
{
	furnish_host();
	int log = host_log();
	inject("accept,accept4:error=ENOBUFS:when=1");
	start(server);
	client_of("127.0.0.1");

	observe_logging_name(log);
}
SERVER(name_in_log_popen, name_in_log("ruptimed-popen"), "helper.daemonize.name", "ruptimed")
SERVER(name_in_log_fork, name_in_log("ruptimed-fork"), "helper.daemonize.name", "ruptimed")

/* The files of a daemon's descriptors 0, 1 and 2. */
static void standard_files(const char *server)
{
	char path[64], file[64];

	furnish_host();
	start(server);
	ask_server(server, "127.0.0.1");
	pid_t daemon = daemon_of_case();
	for (int fd = 0; fd < 3; fd++) {
		snprintf(path, sizeof path, "/proc/%d/fd/%d", (int)daemon, fd);
		ssize_t n = readlink(path, file, sizeof file - 1);
		file[n < 0 ? 0 : n] = '\0';
		observe_word(file);
	}
}

SERVER(standard_files_fork, standard_files("ruptimed-fork"),
	"helper.daemonize.devnull ruptimed.tcp.fork.child.comment-devnull", "up\\n /dev/null /dev/null /dev/null")
SERVER(standard_files_udp, standard_files("ruptimed-udp"), "helper.daemonize.devnull",
	"up\\n /dev/null /dev/null /dev/null")

/* What two of them have in common. */
#define OVER_TCP(name_, scene_, clause_, sees_) \
	SERVER(name_##_popen, scene_("ruptimed-popen"), "ruptimed.tcp.popen." clause_, sees_) \
	SERVER(name_##_fork, scene_("ruptimed-fork"), "ruptimed.tcp.fork." clause_, sees_)
#define BY_POPEN(name_, scene_, clause_, sees_) \
	SERVER(name_##_popen, scene_("ruptimed-popen"), "ruptimed.tcp.popen." clause_, sees_) \
	SERVER(name_##_udp, scene_("ruptimed-udp"), "ruptimed.udp." clause_, sees_)

static void queue(const char *server)
{
	observe_traced(server, "listen", ", 10");
}
OVER_TCP(queue, queue, "QLEN", "up\\n up\\n so")

static void no_address_of_client(const char *server)
{
	observe_traced(server, "accept,accept4", "NULL, NULL");
}
OVER_TCP(no_address_of_client, no_address_of_client, "accept.no-address", "up\\n up\\n so")

static void by_shell(const char *server)
{
	observe_traced(server, "execve", "[\"sh\", \"-c\", \"/usr/bin/uptime\"]");
}
BY_POPEN(by_shell, by_shell, "popen", "up\\n up\\n so")

static void waits_for_command(const char *server)
{
	observe_traced(server, "wait4", "WIFEXITED(s)");
}
BY_POPEN(waits_for_command, waits_for_command, "pclose", "up\\n up\\n so")

/* glibc makes the command's process by clone3, and no other. */
static void no_process(const char *server)
{
	inject("clone3:error=EAGAIN");
	serve_and_ask(server);
}
SERVER(no_process_popen, no_process("ruptimed-popen"), "ruptimed.tcp.popen.popen.error",
	"error: Cannot allocate memory\\n")
SERVER(no_process_udp, no_process("ruptimed-udp"), "ruptimed.udp.popen.error ruptimed.udp.popen.error.sendto",
	"error: Cannot allocate memory\\n")

/* uptime counts what it has of the server's sockets; with fork one is its output, and that of ls is a pipe. */
static void sockets_of_command(const char *server)
{
	furnish_host();
	uptime_is("ls -l /proc/self/fd | grep -c socket; true");
	start(server);
	ask_server(server, "127.0.0.1");
}
SERVER(sockets_of_command_popen, sockets_of_command("ruptimed-popen"),
	"ruptimed.tcp.popen.listen.cloexec ruptimed.tcp.popen.client.cloexec helper.set_cloexec", "0\\n")
SERVER(sockets_of_command_fork, sockets_of_command("ruptimed-fork"),
	"ruptimed.tcp.fork.listen.cloexec ruptimed.tcp.fork.child.close helper.set_cloexec", "1\\n")
SERVER(sockets_of_command_udp, sockets_of_command("ruptimed-udp"), "ruptimed.udp.cloexec helper.set_cloexec", "0\\n")

/* The words of what is asked of getaddrinfo. */
enum { NODE, SERVICE, FLAGS, FAMILY, TYPE, PROTOCOL, CLARITY };

static void question(const char *server, int which)
{
	char *words[CLARITY + 1] = { "" }, text[400];

	furnish_host();
	stand_in("");
	tell_of("question");
	ended(start(server).pid, &(int){ 0 }, PATIENCE);
	for (int64_t until = milliseconds_now() + PATIENCE; !strchr(told(), '\n') && milliseconds_now() < until;)
		pause_for(1);
	strcpy(text, told());
	for (int i = 0; i <= CLARITY; i++)
		words[i] = strtok(i ? NULL : text, " \n");
	observe_word(words[which] ? words[which] : "nothing");
}
#define QUESTION(name_, clause_, which_, sees_, udp_sees_) \
	SERVER(name_##_popen, question("ruptimed-popen", which_), "ruptimed.tcp.popen." clause_, sees_) \
	SERVER(name_##_fork, question("ruptimed-fork", which_), "ruptimed.tcp.fork." clause_, sees_) \
	SERVER(name_##_udp, question("ruptimed-udp", which_), "ruptimed.udp." clause_, udp_sees_)
QUESTION(asks_own_name, "own-hostname", NODE, "server.test", "server.test")
QUESTION(asks_for_service, "own-hostname", SERVICE, "ruptime", "ruptime")
QUESTION(asks_canonical_name, "hint.canonname", FLAGS, "0x2", "0x2")
QUESTION(asks_type, "hint.socktype", TYPE, "1", "2")
QUESTION(asks_clearly, "hint.cleared", CLARITY, "clear", "clear")

/* What is logged, and whether a process ends with status 1. */
static void observe_failure(int log)
{
	observe_log_within(log, 0);
	observe_number(times_in_trace("exit_group(1"));
}

static void own_name_unknown(const char *server)
{
	furnish_host();
	named("nowhere.test");
	show_as("EAI_NONAME", gai_strerror(EAI_NONAME));
	int log = host_log();
	trace("exit_group");
	observe_end(start(server));
	observe_failure(log);
}
EACH(own_name_unknown, own_name_unknown, "getaddrinfo.error", "0 ruptimed: getaddrinfo error: EAI_NONAME 1")

static void second_address(const char *server)
{
	furnish_host();
	stand_in(strstr(server, "udp") ? "0 44 2 17 4000;0 2 2 17 4000" : "0 44 1 6 4000;0 2 1 6 4000");
	start(server);
	ask_server(server, "127.0.0.1");
}
EACH(second_address, second_address, "address.loop", "up\\n")
EACH(server_socket, second_address, "initserver", "up\\n")
EACH(linked, second_address, "extern.initserver", "up\\n")

static void name_cannot_be_had(const char *server)
{
	furnish_host();
	inject("uname:error=EFAULT");
	observe_run(start(server));
}
EACH(no_name, name_cannot_be_had, "hostname.gethostname", "1 says gethostname error: Bad address\\n")

static void no_memory(const char *server)
{
	furnish_host();
	stand_in(NULL);
	setenv("STAND_IN_MEMORY", "ruptimed", 1);
	observe_run(start(server));
}
EACH(no_memory, no_memory, "hostname.malloc", "1 says malloc error: Cannot allocate memory\\n")

/* What is faulty: as the document has it where that is a clause, and as it should be. */

#define LONGEST_NAME "a-name-of-sixty-four-letters-which-is-as-many-as-the-system-lets"

static void longest_name(const char *server)
{
	furnish_host();
	named(LONGEST_NAME);
	etc("hosts", "127.0.0.1 " LONGEST_NAME "\n");
	observe_run(start(server));
}
EACH(longest_name_documented, longest_name, "hostname.size", "1 says gethostname error: File name too long\\n")
EACH_MENDED(longest_name, longest_name, "hostname-size", "0")

static void other_address(const char *server)
{
	furnish_host();
	start(server);
	ask_server(server, "127.0.0.1");
	ask_server(server, "127.0.0.2");
}
EACH_MENDED(every_address, other_address, "not-passive", "up\\n up\\n")

static void both_families(const char *server)
{
	furnish_host();
	stand_in(strstr(server, "udp") ? "0 2 2 17 4000;0 10 2 17 4000" : "0 2 1 6 4000;0 10 1 6 4000");
	start(server);
	ask_server(server, "127.0.0.1");
	ask_server(server, "::1");
}
EACH_MENDED(both_families, both_families, "first-address", "up\\n up\\n")

static int take_port(const char *server)
{
	return own_server(strstr(server, "udp") ? SOCK_DGRAM : SOCK_STREAM, UPTIME_PORT);
}

static void port_taken(const char *server)
{
	furnish_host();
	take_port(server);
	int log = host_log();
	trace("exit_group");
	observe_end(start(server));
	observe_failure(log);
}
EACH(port_taken_documented, port_taken, "no-address", "0 silence 1")

/* Told to who starts it, or logged. */
static void failure_told(const char *server)
{
	furnish_host();
	take_port(server);
	int log = host_log();
	trace("exit_group");
	struct program program = start(server);
	int status;
	ended(program.pid, &status, PATIENCE);
	observe_word(is_ready(program.errors, 0) || is_ready(log, 0) ? "told" : "silence");
}
EACH_MENDED(failure_told, failure_told, "silent-exit", "told")

static void failure_seen(const char *server)
{
	furnish_host();
	take_port(server);
	observe_end(start(server));
}
EACH_MENDED(failure_seen, failure_seen, "daemonize-early", "1")

static void list_freed(const char *server)
{
	furnish_host();
	stand_in(strstr(server, "udp") ? "0 2 2 17 4000" : "0 2 1 6 4000");
	tell_of("freeing");
	start(server);
	ask_server(server, "127.0.0.1");
	observe_shown(*told() ? told() : "nothing");
}
EACH_MENDED(list_freed, list_freed, "leaks", "up\\n freed\\n")

static void accept_fails_documented(const char *server)
{
	furnish_host();
	int log = host_log();
	inject("accept,accept4:error=ECONNABORTED:when=1");
	trace("exit_group");
	observe_end(start(server));
	observe_failure(log);
}
OVER_TCP(accept_fails_documented, accept_fails_documented, "accept.error",
	"0 ruptimed: accept error: Software caused connection abort 1")

/* The second client is told. */
static void accept_fails(const char *server, const char *how)
{
	furnish_host();
	inject(how);
	start(server);
	close(client_of("127.0.0.1"));
	ask_server(server, "127.0.0.1");
}
#define ACCEPT_FAILS(error_) \
	SERVER(accept_fails_##error_##_popen, accept_fails("ruptimed-popen", "accept,accept4:error=" #error_ ":when=1"), \
		"bug.ruptimed.tcp.popen.accept-fatal", "up\\n") \
	SERVER(accept_fails_##error_##_fork, accept_fails("ruptimed-fork", "accept,accept4:error=" #error_ ":when=1"), \
		"bug.ruptimed.tcp.fork.accept-fatal", "up\\n")
ACCEPT_FAILS(EINTR)
ACCEPT_FAILS(ECONNABORTED)
ACCEPT_FAILS(EMFILE)
ACCEPT_FAILS(ENFILE)
ACCEPT_FAILS(ENOBUFS)
ACCEPT_FAILS(ENETDOWN)

static void client_does_not_read(const char *server)
{
	furnish_host();
	small_buffers();
	uptime_is("yes up | head -c 50000");
	start(server);
	int slow = client_of("127.0.0.1"), other = client_of("127.0.0.1");
	need(slow < 0 || other < 0 ? -1 : 0, "no server");
	await(slow, POLLIN);
	observe_word(is_ready(other, PATIENCE) ? "told" : "silence");
}
SERVER(client_does_not_read_popen, client_does_not_read("ruptimed-popen"), "bug.ruptimed.tcp.popen.blocking", "told")
SERVER(client_does_not_read_fork, client_does_not_read("ruptimed-fork"), "bug.ruptimed.tcp.fork.serial", "told")

static void no_command(const char *server)
{
	furnish_host();
	no_uptime();
	start(server);
	ask_server(server, "127.0.0.1");
}
SERVER(no_command_popen, no_command("ruptimed-popen"), "bug.ruptimed.tcp.popen.missing-command",
	"error: /usr/bin/uptime: Permission denied\\n")
SERVER(no_command_fork, no_command("ruptimed-fork"), "bug.ruptimed.tcp.fork.exec-fallthrough",
	"error: /usr/bin/uptime: Permission denied\\n")
SERVER(no_command_udp, no_command("ruptimed-udp"), "bug.ruptimed.udp.no-reply",
	"error: /usr/bin/uptime: Permission denied\\n")

static int is_told(const char *server)
{
	char text[400];

	if (strstr(server, "udp"))
		return told_over_udp("127.0.0.1", text, sizeof text) > 0;
	int client = client_of("127.0.0.1");
	need(client, "no server");
	return is_ready(client, PATIENCE) && recv(client, text, sizeof text, 0) > 0;
}

/* The text of an error is longer than the buffer that it is printed to: is there an answer? */
static void long_error(const char *server)
{
	char text[400];

	memset(text, 'x', sizeof text - 1);
	text[sizeof text - 1] = '\0';
	furnish_host();
	stand_in(NULL);
	setenv("STAND_IN_STRERROR", text, 1);
	inject("clone3:error=EAGAIN");
	start(server);
	observe_word(is_told(server) ? "told" : "no answer");
}
SERVER(long_error_popen, long_error("ruptimed-popen"), "bug.ruptimed.tcp.popen.sprintf", "told")
SERVER(long_error_udp, long_error("ruptimed-udp"), "bug.ruptimed.udp.sprintf", "told")

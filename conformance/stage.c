/* A stage is a private world: namespaces of our own, furnished by a file of stages/, in which a
 * command runs. */
#include "stage.h"
#include "fail.h"
#include <errno.h>
#include <fcntl.h>
#include <net/if.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

enum { WORLD_FLAGS = CLONE_NEWUSER | CLONE_NEWNET | CLONE_NEWNS | CLONE_NEWPID | CLONE_NEWIPC };

/* Where a case works: in a world of its own, an empty file system lies over it. */
#define WORKING_FOLDER BUILD_PATH("world")

static int write_to(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC);
	ssize_t n = fd < 0 ? -1 : write(fd, text, strlen(text));

	if (fd >= 0)
		close(fd);
	return n < 0 ? -1 : 0;
}

/* One user and one group, ours outside, root inside: records do not depend on who runs. */
static int map_ids(uid_t uid, gid_t gid)
{
	char line[64];

	snprintf(line, sizeof line, "0 %u 1", (unsigned)uid);
	if (write_to("/proc/self/uid_map", line) < 0 ||
		write_to("/proc/self/setgroups", "deny") < 0)
		return -1;
	snprintf(line, sizeof line, "0 %u 1", (unsigned)gid);
	return write_to("/proc/self/gid_map", line);
}

static int raise_loopback(void)
{
	struct ifreq interface = { .ifr_name = "lo", .ifr_flags = IFF_UP };
	int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	int ret = fd < 0 ? -1 : ioctl(fd, SIOCSIFFLAGS, &interface);

	if (fd >= 0)
		close(fd);
	return ret;
}

/* Makes the world that we were cloned into; returns what failed, or NULL. */
static const char *furnish(uid_t uid, gid_t gid)
{
	if (map_ids(uid, gid) < 0)
		return "uid_map";
	if (mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) < 0)
		return "mount private";
	/* Where parts of /proc are masked, as in a container, the kernel refuses a new one; ours
	 * then shows the pids of outside, which no case looks at. */
	if (mount("proc", "/proc", "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC, NULL) < 0 &&
		errno != EPERM)
		return "mount /proc";
	if (mount("sockspec", WORKING_FOLDER, "tmpfs", MS_NOSUID | MS_NODEV,
		    "size=16m,nr_inodes=65536") < 0)
		return "mount tmpfs";
	if (chdir(WORKING_FOLDER) < 0)
		return WORKING_FOLDER;
	if (raise_loopback() < 0)
		return "loopback";
	return NULL;
}

/* The first process of a world: reaps what is orphaned, and ends as the command does. Never pid 1
 * itself, the command sees the default actions of signals. */
static _Noreturn void be_init(pid_t command)
{
	int status;

	for (;;) {
		pid_t gone = wait(&status);
		if (gone < 0 && errno == ECHILD)
			_exit(127);
		if (gone == command)
			_exit(WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
	}
}

/* Kills and reaps all that comes from here, which for want of a pid namespace has us as its reaper.
 */
static void end_descendants(void)
{
	for (;;) {
		g_autofree char *children = NULL;
		if (!g_file_get_contents("/proc/thread-self/children", &children, NULL, NULL))
			return;
		g_auto(GStrv) pids = g_strsplit(children, " ", -1);
		for (int i = 0; pids[i]; i++)
			if (atoi(pids[i]) > 0)
				kill(atoi(pids[i]), SIGKILL);
		if (wait(NULL) < 0 && errno == ECHILD)
			return;
	}
}

/* A soft limit: a stage that needs more, as the guest for its memory, may raise it. */
static void limit(int resource, rlim_t most)
{
	struct rlimit bound;

	if (getrlimit(resource, &bound) < 0)
		return;
	bound.rlim_cur = MIN(bound.rlim_max, most);
	setrlimit(resource, &bound);
}

static _Noreturn void exec_command(char *const *argv, int output, int errors)
{
	int nothing = open("/dev/null", O_RDONLY);

	if (nothing < 0 || dup2(nothing, STDIN_FILENO) < 0 || dup2(output, STDOUT_FILENO) < 0 ||
		dup2(errors, STDERR_FILENO) < 0)
		_exit(126);
	for (int fd = STDERR_FILENO + 1; fd < 64; fd++) /* a case begins with three descriptors */
		close(fd);
	limit(RLIMIT_CORE, 0);
	limit(RLIMIT_FSIZE, 16 << 20); /* as much as the working folder holds */
	setpgid(0, 0);
	execvp(argv[0], argv);
	fprintf(stderr, "%s: %s\n", argv[0], strerror(errno));
	_exit(127);
}

static const int endings[] = { SIGCHLD, SIGTERM, SIGINT, SIGHUP, SIGQUIT };

/* The first process in the host's world: takes along what it started when the command ends, when
 * world_end or the terminal asks, and when we die. */
static _Noreturn void be_init_on_host(char *const *argv, int output, int errors)
{
	sigset_t awaited, before;
	int number = 0, status;

	sigemptyset(&awaited);
	for (size_t i = 0; i < G_N_ELEMENTS(endings); i++)
		sigaddset(&awaited, endings[i]);
	sigprocmask(SIG_BLOCK, &awaited, &before);
	if (prctl(PR_SET_CHILD_SUBREAPER, 1) < 0 || prctl(PR_SET_PDEATHSIG, SIGTERM) < 0)
		_exit(127);
	pid_t command = fork();
	if (command == 0) {
		sigprocmask(SIG_SETMASK, &before, NULL);
		exec_command(argv, output, errors);
	}
	close(output);
	while (number == 0 || (number == SIGCHLD && waitpid(command, &status, WNOHANG) == 0))
		sigwait(&awaited, &number);
	end_descendants();
	_exit(0);
}

/* Like fork, into namespaces of its own. The child dies with us. */
static pid_t clone_world(int flags)
{
	int go[2];
	char byte;

	if (pipe2(go, O_CLOEXEC) < 0)
		return -1;
	pid_t child =
		(pid_t)syscall(SYS_clone, (unsigned long)(flags | SIGCHLD), NULL, NULL, NULL, NULL);
	if (child == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		close(go[1]);
		if (read(go[0], &byte, 1) != 1) /* we were gone before the line above took effect */
			_exit(127);
		close(go[0]);
		return 0;
	}
	int error = errno;
	close(go[0]);
	if (child > 0 && write(go[1], "", 1) < 0)
		error = errno;
	close(go[1]);
	errno = error;
	return child;
}

static void make_working_folder(void)
{
	if (g_mkdir_with_parents(WORKING_FOLDER, 0777) < 0)
		fail("%s: %s; make the build folder writable", WORKING_FOLDER, strerror(errno));
}

/* In the child: says on the pipe what fails, if anything does. */
static void try_world(int report, uid_t uid, gid_t gid)
{
	const char *failed = furnish(uid, gid);

	if (failed)
		dprintf(report, "%s: %s", failed, strerror(errno));
	_exit(0);
}

const char *world_refusal(void)
{
	static char refusal[128];
	static int asked;
	int report[2];

	if (asked++)
		return *refusal ? refusal : NULL;
	make_working_folder();
	if (pipe2(report, O_CLOEXEC) < 0)
		fail("pipe: %s", strerror(errno));
	uid_t uid = geteuid();
	gid_t gid = getegid();
	pid_t child = clone_world(WORLD_FLAGS);
	if (child == 0)
		try_world(report[1], uid, gid);
	if (child < 0)
		snprintf(refusal, sizeof refusal, "namespaces: %s", strerror(errno));
	close(report[1]);
	ssize_t n = child < 0 ? 0 : read(report[0], refusal, sizeof refusal - 1);
	refusal[child < 0 ? sizeof refusal - 1 : (size_t)MAX(n, 0)] = '\0';
	close(report[0]);
	if (child > 0)
		waitpid(child, NULL, 0);
	return *refusal ? refusal : NULL;
}

static char *stage_file(const char *stage)
{
	g_auto(GStrv) words = g_strsplit(stage, " ", 2);
	char *path = g_build_filename(SOURCE_PATH("conformance/stages"), words[0], NULL);

	if (!g_file_test(path, G_FILE_TEST_IS_EXECUTABLE))
		fail("%s: not an executable file; a case names it as its stage", path);
	return path;
}

char **stage_words(const char *stage)
{
	char **words = g_strsplit(stage, " ", -1);
	char *path = stage_file(stage);

	g_free(words[0]);
	words[0] = path;
	return words;
}

/* A program that is on PATH, or a file that may be read and written. */
static int is_there(const char *need)
{
	if (*need == '/')
		return access(need, R_OK | W_OK) == 0;
	g_autofree char *found = g_find_program_in_path(need);
	return found != NULL;
}

int stage_boots(const char *stage)
{
	g_autofree char *path = stage_file(stage);
	g_autofree char *text = read_file(path);

	return strstr(text, "\n# boots:") != NULL;
}

/* A stage's file says in a line "# needs: PROGRAM|/FILE..." what must be there. */
char *stage_missing(const char *stage)
{
	g_autofree char *path = stage_file(stage);
	g_autofree char *text = read_file(path);
	const char *needs = strstr(text, "\n# needs:");

	if (!needs)
		return NULL;
	needs += strlen("\n# needs:");
	g_autofree char *line = g_strndup(needs, strcspn(needs, "\n"));
	g_auto(GStrv) words = g_strsplit(line, " ", -1);
	for (int i = 0; words[i]; i++)
		if (*words[i] && !is_there(words[i]))
			return g_strdup(words[i]);
	return NULL;
}

static _Noreturn void run_in_world(char *const *argv, int output, int errors, uid_t uid, gid_t gid)
{
	const char *failed = furnish(uid, gid);

	if (failed)
		_exit(127);
	pid_t command = fork();
	if (command == 0)
		exec_command(argv, output, errors);
	close(output);
	be_init(command);
}

pid_t world_start(enum world world, char *const *argv, const char *errors, int *output)
{
	int out[2];
	uid_t uid = geteuid();
	gid_t gid = getegid();

	make_working_folder();
	/* Opened out here: in a world another user's file, which root may write, is nobody's. */
	int messages = open(errors, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
	if (messages < 0)
		fail("%s: %s; make the build folder writable", errors, strerror(errno));
	if (pipe2(out, O_CLOEXEC) < 0)
		fail("pipe: %s", strerror(errno));
	pid_t child = clone_world(world == WORLD_OWN ? WORLD_FLAGS : 0);
	if (child < 0)
		fail("cannot start %s: %s", argv[0], strerror(errno));
	if (child == 0 && world == WORLD_OWN)
		run_in_world(argv, out[1], messages, uid, gid);
	if (child == 0 && chdir(WORKING_FOLDER) < 0)
		_exit(127);
	if (child == 0)
		be_init_on_host(argv, out[1], messages);
	close(messages);
	close(out[1]);
	*output = out[0];
	return child;
}

void world_end(enum world world, pid_t first)
{
	kill(first, world == WORLD_OWN ? SIGKILL : SIGTERM);
	while (waitpid(first, NULL, 0) < 0 && errno == EINTR)
		;
}

void world_enter(void)
{
	uid_t uid = geteuid();
	gid_t gid = getegid();

	make_working_folder();
	g_autofree char *outside = g_strdup_printf("%d", (int)getpid() - 1);
	pid_t child = clone_world(WORLD_FLAGS);
	if (child < 0)
		fail("no world of our own: %s", strerror(errno));
	if (child > 0)
		be_init(child);
	const char *failed = furnish(uid, gid);
	if (failed)
		fail("no world of our own: %s: %s", failed, strerror(errno));
	write_to("/proc/sys/kernel/ns_last_pid", outside);
	pid_t command = fork();
	if (command != 0)
		be_init(command);
}

/* A process that belongs to no terminal. */
#include "daemonize.h"
#include "report.h"
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* The child, which leads a new session, passes it on and ends: status 0, or the errno. */
static void leave_session(void)
{
	if (setsid() < 0)
		_exit(errno);
	pid_t daemon = fork();
	if (daemon != 0)
		_exit(daemon < 0 ? errno : 0);
}

/* Returns the errno with which the child ended, 0 if it has made the daemon. */
static int error_of(pid_t child)
{
	int status;

	while (waitpid(child, &status, 0) < 0)
		if (errno != EINTR)
			return errno;
	return WIFEXITED(status) ? WEXITSTATUS(status) : ECHILD;
}

static void replace_standard_files(int nowhere)
{
	for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
		dup2(nowhere, fd);
	if (nowhere > STDERR_FILENO)
		close(nowhere);
}

int daemonize(const char *name)
{
	int nowhere = open("/dev/null", O_RDWR);
	if (nowhere < 0)
		return -1;

	pid_t child = fork();
	if (child == 0) {
		leave_session();
		umask(0);
		if (chdir("/") < 0)
			report("/: the working folder stays");
		report_to_syslog(name);
		replace_standard_files(nowhere);
		return 0;
	}
	int error = child < 0 ? errno : error_of(child);
	if (error == 0)
		_exit(0);
	close(nowhere);
	errno = error;
	return -1;
}

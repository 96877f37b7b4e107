/* Makes a daemon of a process, as the document's examples call for it and do not show. */
#include "apue.h"
#include <fcntl.h>
#include <syslog.h>

/* The child goes on. */
static void leave_parent(void)
{
	pid_t child = fork();

	if (child < 0)
		err_sys("fork error");
	if (child > 0)
		exit(0);
}

void daemonize(const char *name)
{
	int fd;

	leave_parent();
	setsid();
	leave_parent(); /* no more the leader of a session, it gets no terminal */
	if (chdir("/") < 0)
		err_sys("chdir error");
	for (fd = 0; fd < 64; fd++)
		close(fd);
	open("/dev/null", O_RDWR);
	dup(0);
	dup(0);
	openlog(name, LOG_CONS, LOG_DAEMON);
}

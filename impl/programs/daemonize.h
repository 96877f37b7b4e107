/* A process that belongs to no terminal. */
#ifndef DAEMONIZE_H
#define DAEMONIZE_H

/* Goes on as a daemon: a child's child in a session that it does not lead, the working folder /,
 * the umask 0, descriptors 0, 1 and 2 on /dev/null, what it reports (report.h) in syslog under the
 * name, which is not copied. The caller's process ends with status 0 once the daemon runs.
 *
 * What may fail for other reasons is best done before: then who starts it sees the status. Returns
 * 0 in the daemon; -1 with an errno of open(), fork() or setsid(), and then nothing was changed.
 * Clauses helper.daemonize.name, helper.daemonize.devnull. */
int daemonize(const char *name);

#endif

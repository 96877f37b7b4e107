/* Starts programs of the target, in the stage "programs", and watches them. They end with the case,
 * those too that have made daemons of themselves. */
#ifndef PROGRAM_H
#define PROGRAM_H

#include "etc.h"
#include <stdio.h>
#include <sys/prctl.h>

struct program {
	pid_t pid;
	int output, errors; /* what it writes */
};

/* Milliseconds: longer than anything that is awaited takes, shorter than a case may. */
enum { PATIENCE = 5000 };

/* The first process of those that programs are among. When it ends, as it does with the case, the
 * kernel ends them all. */
static inline pid_t keeper(void)
{
	static pid_t first;

	if (first)
		return first;
	need(unshare(CLONE_NEWPID), "unshare");
	first = need(fork(), "fork");
	if (first > 0)
		return first;
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	signal(SIGCHLD, SIG_IGN); /* orphans leave no zombies */
	for (;;)
		pause();
}

/* Ends the case where the target has no such program. */
static inline void need_program(const char *name)
{
	static char path[PATH_MAX];
	const char *folder = getenv("SOCKSPEC_PROGRAMS");

	if (!folder)
		absent("the target has no programs");
	snprintf(path, sizeof path, "%s/%s", folder, name);
	if (access(path, X_OK) < 0)
		absent(name);
	snprintf(path, sizeof path, "%s:/usr/sbin:/usr/bin:/sbin:/bin", folder);
	setenv("PATH", path, 1);
}

/* strace's words before the programs that are started from now on; none where it traces nothing. */
static const char *tracer[20];

/* Has strace write down a call in the file "calls". */
static inline void trace(const char *call)
{
	static char calls[200] = "trace=";
	static const char *const words[] = { "strace", "-f", "--seccomp-bpf", "-qqq", "-A", "-o",
		"calls", "-e", calls };

	memcpy(tracer, words, sizeof words);
	strcat(strcat(calls, calls[6] ? "," : ""), call);
}

/* Has strace answer a call: "connect:error=ETIMEDOUT", "clock_nanosleep:retval=0:when=2". */
static inline void inject(const char *answer)
{
	static char words[4][80], call[40];
	static int n;
	size_t fixed = 9;

	snprintf(call, sizeof call, "%.*s", (int)strcspn(answer, ":"), answer);
	trace(call);
	snprintf(words[n], sizeof words[n], "inject=%s", answer);
	while (tracer[fixed])
		fixed++;
	tracer[fixed] = "-e";
	tracer[fixed + 1] = words[n++];
}

/* What is written to fd comes out at the descriptor that is returned. */
static inline int pipe_from(int fd)
{
	int ends[2];

	need(pipe(ends), "pipe");
	need(dup2(ends[1], fd), "dup2");
	close(ends[1]);
	need(fcntl(ends[0], F_SETFD, FD_CLOEXEC), "F_SETFD");
	need(fcntl(ends[0], F_SETFL, O_NONBLOCK), "F_SETFL");
	return ends[0];
}

static inline int kept(int fd)
{
	return need(fcntl(fd, F_DUPFD_CLOEXEC, 0), "dup");
}

static inline void restore(int saved, int fd)
{
	need(dup2(saved, fd), "dup2");
	close(saved);
}

/* Becomes the program, behind strace if that is to trace it. */
static inline void become(const char *const words[])
{
	const char *argv[40];
	size_t n = 0;

	while (tracer[n]) {
		argv[n] = tracer[n];
		n++;
	}
	for (size_t i = 0; i == 0 || words[i - 1]; i++)
		argv[n++] = words[i];
	execvp(argv[0], (char *const *)argv);
	_exit(127);
}

/* Starts a program of the target, or another if the name is a path; words end in NULL. Its standard
 * input is empty. */
static inline struct program start_words(const char *const words[])
{
	struct program program;
	int output = kept(STDOUT_FILENO), errors = kept(STDERR_FILENO);

	if (words[0][0] != '/')
		need_program(words[0]);
	keeper();
	program.output = pipe_from(STDOUT_FILENO);
	program.errors = pipe_from(STDERR_FILENO);
	program.pid = need(fork(), "fork");
	if (program.pid == 0)
		become(words);
	restore(output, STDOUT_FILENO);
	restore(errors, STDERR_FILENO);
	return program;
}
#define start(...) start_words((const char *const[]){ __VA_ARGS__, NULL })

/* Starts the program by a command of the shell. */
static inline struct program start_shell(const char *program, const char *command)
{
	need_program(program);
	return start("/bin/sh", "-c", command);
}

static inline void pause_for(int milliseconds)
{
	poll(NULL, 0, milliseconds);
}

/* Has the program ended within so many milliseconds? Its status goes to *status. */
static inline int ended(pid_t program, int *status, int milliseconds)
{
	for (int waited = 0; waited <= milliseconds; waited++) {
		pid_t gone = need(waitpid(program, status, WNOHANG), "waitpid");
		if (gone == program)
			return 1;
		pause_for(1);
	}
	return 0;
}

/* From now on what a program writes is shown with the name in place of the text, which differs
 * between libcs. */
static const char *shown_text = "", *shown_name;

static inline void show_as(const char *name, const char *text)
{
	shown_name = name;
	shown_text = text;
}

/* The calls of stand-ins.c take the place of the target's in programs started from now on, with
 * these results of getaddrinfo. */
static inline void stand_in(const char *results)
{
	static char path[PATH_MAX];
	const char *folder = getenv("SOCKSPEC_PROGRAMS");

	snprintf(path, sizeof path, "%s/stand-ins.so", folder ? folder : "");
	setenv("LD_PRELOAD", path, 1);
	setenv("STAND_IN_ADDRINFO", results, 1);
}

/* What a program has written, with \n and \t so; nothing where it wrote nothing. */
static inline void observe_written(int fd)
{
	char text[512], shown[2 * sizeof text], *to = shown;
	ssize_t n = read(fd, text, sizeof text - 1);
	size_t replaced = strlen(shown_text);

	text[n < 0 ? 0 : n] = '\0';
	for (const char *from = text; *from && to < shown + sizeof text; from++)
		if (replaced && strncmp(from, shown_text, replaced) == 0) {
			to = stpcpy(to, shown_name);
			from += replaced - 1;
		} else if (*from == '\n' || *from == '\t') {
			*to++ = '\\';
			*to++ = *from == '\n' ? 'n' : 't';
		} else {
			*to++ = *from;
		}
	*to = '\0';
	if (n > 0)
		observe_word(shown);
}

/* The exit status, "killed", or "runs" where it has not ended in time. */
static inline void observe_end_within(struct program program, int milliseconds)
{
	int status;

	if (!ended(program.pid, &status, milliseconds))
		observe_word("runs");
	else if (WIFEXITED(status))
		observe_number(WEXITSTATUS(status));
	else
		observe_word("killed");
}

static inline void observe_end(struct program program)
{
	observe_end_within(program, PATIENCE);
}

/* How a program ends, what it prints, and after "says" what it writes to standard error. */
static inline void observe_run(struct program program)
{
	struct pollfd errors = { .fd = program.errors, .events = POLLIN };

	observe_end(program);
	observe_written(program.output);
	if (poll(&errors, 1, 0) > 0 && errors.revents & POLLIN)
		observe_word("says");
	observe_written(program.errors);
}

#endif

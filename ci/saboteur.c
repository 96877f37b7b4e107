/* Stands between a case and its calls, and makes one small fault in them: the one that the plan has
 * for the case.
 *
 * The plan is the file PLAN: a case, a tab, a fault; a line each. A case without one is left alone,
 * but tells on stderr which faults would show in it: "shows", the case, the fault, with tabs
 * between.
 *
 * ci/sabotage-calls makes the table of faults and the functions (faults.inc, calls.inc) from
 * impl/sockets.h. With PRELOAD they have the names of libc's own; else a header (names.h) puts them
 * in the place of these. */
#include <errno.h>
#include <fcntl.h>
#include <ifaddrs.h>
#include <netdb.h>
#include <netinet/in.h>
#include <setjmp.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#ifdef PRELOAD
#include <dlfcn.h>
#define NAMED(name) __asm__(name)
#define REAL(call, name) ((__typeof__(&sabotaged_##call))dlsym(RTLD_NEXT, name))
#else
#define NAMED(name)
#define REAL(call, name) call
#endif

enum kind {
	NOTHING,        /* the call is not made, and succeeds */
	OPTION,         /* nor is it for this option of the level other */
	MASKED,         /* this flag is taken out of the argument */
	DOMAIN_SWAPPED, /* this argument becomes the other */
	TYPE_SWAPPED,
	PROTOCOL_SWAPPED,
	UNTOUCHED, /* this output is as it was before the call */
	MEMBER,    /* a member of what the result points to is zero */
	TOLD,      /* this flag is taken out of msg_flags after the call */
	SWAPPED,   /* this error becomes the other */
	SUCCEEDS,  /* this error becomes 0 */
	FAILS,     /* success becomes the other error */
};

/* How a call tells of an error: by -1 and errno, by NULL and errno, by its result. */
enum style { BY_ERRNO, BY_POINTER, BY_CODE };

static struct fault {
	const char *name; /* its call, a blank, what it is */
	int call;
	enum kind kind;
	long value, other;
	int told;
} faults[] = {
#include "faults.inc"
};
static struct fault *const faults_end = faults + sizeof faults / sizeof *faults;

/* A call that is made. */
struct scene {
	int call, error, kept, level, option;
	struct msghdr *message;
	struct {
		int output;
		char *at, *copy;
		size_t size;
	} outputs[24];
};

enum { LONGEST_ADDRESS = 16, NO_OPTION = -12345 };

static char plan[1 << 20], begun[128], copies[1 << 20];
static size_t copied;
static const struct fault *chosen;
static sigjmp_buf unreadable;

ssize_t sabotaged_write(int fd, const void *buf, size_t size) NAMED("write");

/* Reads the plan at the first case, and chooses the case's fault. */
static void begin_case(const char *id, size_t size)
{
	chosen = NULL;
	memcpy(begun, id, size);
	begun[size] = '\0';
	if (!plan[0]) {
		int file = open(PLAN, O_RDONLY);
		ssize_t got = 0;
		for (size_t used = 0; (got = read(file, plan + used, sizeof plan - 1 - used)) > 0;)
			used += (size_t)got;
		close(file);
	}
	for (const char *line = plan; *line; line += strcspn(line, "\n") + 1) {
		const char *name = line + size + 1;
		if (strncmp(line, begun, size) != 0 || line[size] != '\t')
			continue;
		for (struct fault *fault = faults; fault < faults_end; fault++)
			if (strlen(fault->name) == strcspn(name, "\n") &&
				strncmp(name, fault->name, strlen(fault->name)) == 0)
				chosen = fault;
	}
}

/* By what it says, the agent tells which case it begins. */
ssize_t sabotaged_write(int fd, const void *buf, size_t size)
{
	if (fd == STDOUT_FILENO && size > 7 && size < sizeof begun &&
		memcmp(buf, "begun\t", 6) == 0)
		begin_case((const char *)buf + 6, size - 7);
	return REAL(write, "write")(fd, buf, size);
}

/* Tells that the fault shows here; true where it is to be made. */
static int shows(struct fault *fault)
{
	char line[512] = "shows\t";

	if (chosen || !fault || fault->told || !begun[0])
		return fault && fault == chosen;
	fault->told = 1;
	strcat(strcat(strcat(strcat(line, begun), "\t"), fault->name), "\n");
	REAL(write, "write")(STDERR_FILENO, line, strlen(line));
	return 0;
}

static struct fault *find(const struct scene *scene, enum kind kind, long value)
{
	for (struct fault *fault = faults; fault < faults_end; fault++)
		if (fault->call == scene->call && fault->kind == kind && fault->value == value)
			return fault;
	return NULL;
}

static void on_bad_address(int number)
{
	(void)number;
	siglongjmp(unreadable, 1);
}

/* Copies as many of size bytes as may be read, and says how many these are. */
static size_t copy_readable(void *to, const void *from, size_t size)
{
	struct sigaction jump = { .sa_handler = on_bad_address }, before;
	static volatile size_t done;

	done = 0;
	if (!from)
		return 0;
	sigaction(SIGSEGV, &jump, &before);
	if (sigsetjmp(unreadable, 1) == 0)
		for (; done < size; done++)
			((char *)to)[done] = ((const char *)from)[done];
	sigaction(SIGSEGV, &before, NULL);
	return done;
}

static size_t length_at(const socklen_t *at)
{
	socklen_t length;

	return copy_readable(&length, at, sizeof length) == sizeof length ? length : 0;
}

static struct scene begin(int call)
{
	copied = 0;
	return (struct scene){ .call = call, .error = errno, .option = NO_OPTION };
}

/* Keeps what an output is before the call; one may have several parts. */
static void keep(struct scene *scene, int output, void *at, size_t size)
{
	char *copy = copies + copied;

	if (scene->kept == sizeof scene->outputs / sizeof *scene->outputs)
		return;
	if (size > sizeof copies - copied)
		size = sizeof copies - copied;
	size = copy_readable(copy, at, size);
	copied += size;
	scene->outputs[scene->kept].output = output;
	scene->outputs[scene->kept].at = at;
	scene->outputs[scene->kept].copy = copy;
	scene->outputs[scene->kept++].size = size;
}

/* Six outputs: the address, its length, the data, control data, their length, the flags. */
static void keep_message(struct scene *scene, int output, struct msghdr *message)
{
	struct msghdr copy;
	struct iovec part;

	if (copy_readable(&copy, message, sizeof copy) < sizeof copy)
		return;
	scene->message = message;
	keep(scene, output, copy.msg_name, copy.msg_namelen);
	keep(scene, output + 1, &message->msg_namelen, sizeof message->msg_namelen);
	for (size_t i = 0; i < copy.msg_iovlen && i < 8; i++)
		if (copy_readable(&part, copy.msg_iov + i, sizeof part) == sizeof part)
			keep(scene, output + 2, part.iov_base, part.iov_len);
	keep(scene, output + 3, copy.msg_control, copy.msg_controllen);
	keep(scene, output + 4, &message->msg_controllen, sizeof message->msg_controllen);
	keep(scene, output + 5, &message->msg_flags, sizeof message->msg_flags);
}

static int masked(const struct scene *scene, int flags)
{
	int left = flags;

	for (struct fault *fault = faults; fault < faults_end; fault++)
		if (fault->call == scene->call && fault->kind == MASKED &&
			(flags & (int)fault->value) && shows(fault))
			left &= ~(int)fault->value;
	return left;
}

/* A domain, a type or a protocol; the flags of a type stay. */
static int swapped(const struct scene *scene, enum kind kind, int value)
{
	enum { WITHOUT_FLAGS = 0xff };

	for (struct fault *fault = faults; fault < faults_end; fault++)
		if (fault->call == scene->call && fault->kind == kind && value >= 0 &&
			(value & WITHOUT_FLAGS) == fault->value && shows(fault))
			return (value & ~WITHOUT_FLAGS) | (int)fault->other;
	return value;
}

static const struct addrinfo *masked_hints(
	const struct scene *scene, const struct addrinfo *hints, struct addrinfo *fewer)
{
	if (copy_readable(fewer, hints, sizeof *fewer) < sizeof *fewer)
		return hints;
	fewer->ai_flags = masked(scene, fewer->ai_flags);
	return fewer;
}

static int is_skipped(const struct scene *scene)
{
	struct fault *option = find(scene, OPTION, scene->option);
	int skipped = shows(find(scene, NOTHING, 0));

	if (option && option->other == scene->level)
		skipped |= shows(option);
	errno = scene->error;
	return skipped;
}

static void leave_out(const struct scene *scene, int output, void *member, size_t size)
{
	static const char zeros[64];

	if (memcmp(member, zeros, size) != 0 && shows(find(scene, MEMBER, output)))
		memset(member, 0, size);
}

/* The outputs of a call that was made: a part that it wrote shows that the whole was written. */
static void finish(const struct scene *scene)
{
	for (int i = 0; i < scene->kept; i++)
		if (memcmp(scene->outputs[i].at, scene->outputs[i].copy, scene->outputs[i].size) !=
				0 &&
			shows(find(scene, UNTOUCHED, scene->outputs[i].output)))
			memcpy(scene->outputs[i].at, scene->outputs[i].copy,
				scene->outputs[i].size);
	for (struct fault *fault = faults; scene->message && fault < faults_end; fault++)
		if (fault->call == scene->call && fault->kind == TOLD &&
			(scene->message->msg_flags & (int)fault->value) && shows(fault))
			scene->message->msg_flags &= ~(int)fault->value;
}

/* What the call says in the end. */
static long answered(const struct scene *scene, enum style style, long result)
{
	static const long failures[] = { [BY_ERRNO] = -1, [BY_POINTER] = 0 };
	int failed = style == BY_CODE ? result != 0 : result == failures[style];
	long error = style == BY_CODE ? result : scene->error;
	int wrong = failed ? shows(find(scene, SWAPPED, error)) : shows(find(scene, FAILS, 0));

	if (failed && shows(find(scene, SUCCEEDS, error)))
		result = 0;
	else if (wrong)
		result = style == BY_CODE ? chosen->other : failures[style];
	errno = wrong && style != BY_CODE ? (int)chosen->other : scene->error;
	return result;
}

#include "calls.inc"

/* Stands in for calls of a program that no system can be brought to answer as a case needs:
 * preloaded, under the target's own names. */
#include "platform.h"
#include <dlfcn.h>
#include <stdarg.h>
#include <stdio.h>
#include <sys/syscall.h>

/* STAND_IN_ADDRINFO is a list of "FLAGS FAMILY TYPE PROTOCOL PORT", in numbers, by ";", each of
 * this host. */
enum { MOST = 16 };

static struct addrinfo results[MOST];
static struct sockaddr_in6 addresses[MOST];

/* The call that the stand-in hides, by the target's name for it. */
#define NEXT(call_) ((__typeof__(&call_))dlsym(RTLD_NEXT, NAME_OF(call_)))
#define NAME_OF(call_) #call_

/* Tells the case: in the file STAND_IN_FILE, or on standard error. */
static void tell(const char *format, ...)
{
	const char *path = getenv("STAND_IN_FILE");
	int fd = path ? open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644) : STDERR_FILENO;
	va_list arguments;

	va_start(arguments, format);
	vdprintf(fd, format, arguments);
	va_end(arguments);
	if (path)
		syscall(SYS_close, fd);
}

typedef int program_main(int argc, char **argv, char **environment);

static program_main *real_main;

static void soil_the_stack(void)
{
	volatile char below[1 << 16];

	for (size_t i = 0; i < sizeof below; i++)
		below[i] = (char)0xee;
}

/* The stack that main finds is not clear. */
static int main_on_soil(int argc, char **argv, char **environment)
{
	soil_the_stack();
	return real_main(argc, argv, environment);
}

int __libc_start_main(program_main *main, int argc, char **argv, void (*init)(void),
	void (*fini)(void), void (*rtld_fini)(void), void *stack_end)
{
	real_main = main;
	return NEXT(__libc_start_main)(main_on_soil, argc, argv, init, fini, rtld_fini, stack_end);
}

/* What it says on standard error of how it was called: "question", "release". */
static int tells(const char *what)
{
	const char *wanted = getenv("STAND_IN_TELLS");

	return wanted && strcmp(wanted, what) == 0;
}

static void tell_question(const char *node, const char *service, const struct addrinfo *hints)
{
	struct addrinfo members;

	if (!tells("question"))
		return;
	memset(&members, 0, sizeof members);
	members.ai_flags = hints->ai_flags;
	members.ai_family = hints->ai_family;
	members.ai_socktype = hints->ai_socktype;
	members.ai_protocol = hints->ai_protocol;
	tell("%s %s 0x%x %d %d %d %s\n", node ? node : "NULL", service ? service : "NULL",
		(unsigned int)hints->ai_flags, hints->ai_family, hints->ai_socktype,
		hints->ai_protocol,
		memcmp(&members, hints, sizeof members) == 0 ? "clear" : "dirty");
}

/* How many of the list were given out and not given back, when the program ends. */
static int held;

__attribute__((destructor)) static void at_exit(void)
{
	if (tells("exit"))
		tell("exit\n");
	if (tells("release"))
		tell("%d not freed\n", held);
}

static void set_address(struct addrinfo *one, struct sockaddr_in6 *address, int port)
{
	struct sockaddr_in *in = (struct sockaddr_in *)address;

	one->ai_addr = (struct sockaddr *)address;
	one->ai_addrlen = one->ai_family == AF_INET6 ? sizeof *address : sizeof *in;
	address->sin6_family = (sa_family_t)one->ai_family;
	address->sin6_port = htons((uint16_t)port);
	if (one->ai_family == AF_INET6)
		address->sin6_addr.s6_addr[15] = 1;
	else
		in->sin_addr.s_addr = htonl(INADDR_LOOPBACK);
}

int getaddrinfo(
	const char *node, const char *service, const struct addrinfo *hints, struct addrinfo **list)
{
	const char *text = getenv("STAND_IN_ADDRINFO");
	int used, port, n = 0;

	tell_question(node, service, hints);
	if (!text)
		return NEXT(getaddrinfo)(node, service, hints, list);
	for (struct addrinfo *one = results; n < MOST; n++, one++) {
		if (sscanf(text, "%i%i%i%i%i%n", &one->ai_flags, &one->ai_family, &one->ai_socktype,
			    &one->ai_protocol, &port, &used) != 5)
			break;
		text += used + (text[used] == ';');
		set_address(one, &addresses[n], port);
		if (n)
			one[-1].ai_next = one;
	}
	held += n;
	*list = results;
	return n ? 0 : EAI_NONAME;
}

void freeaddrinfo(struct addrinfo *list)
{
	if (tells("freeing"))
		tell("freed\n");
	if (!getenv("STAND_IN_ADDRINFO"))
		NEXT(freeaddrinfo)(list);
	else
		for (; list; list = list->ai_next)
			held--;
}

/* With STAND_IN_NO_TEXT set no address has a text; for a program that needs none for more than to
 * print it. */
const char *inet_ntop(int family, const void *address, char *text, socklen_t size)
{
	if (!getenv("STAND_IN_NO_TEXT"))
		return NEXT(inet_ntop)(family, address, text, size);
	errno = EAFNOSUPPORT;
	return NULL;
}

/* With STAND_IN_ERRNO set it leaves an errno, though it succeeds. */
int close(int fd)
{
	int result = (int)syscall(SYS_close, fd);

	if (getenv("STAND_IN_ERRNO"))
		errno = EIO;
	return result;
}

/* While there is the file STAND_IN_REFUSES, no process can be made. */
pid_t fork(void)
{
	const char *path = getenv("STAND_IN_REFUSES");

	if (path && access(path, F_OK) == 0) {
		errno = EAGAIN;
		return -1;
	}
	return NEXT(fork)();
}

/* The program named by STAND_IN_MEMORY has none. */
void *malloc(size_t size)
{
	extern void *__libc_malloc(size_t);
	const char *name = real_main ? getenv("STAND_IN_MEMORY") : NULL;

	if (name && strstr(program_invocation_short_name, name)) {
		errno = ENOMEM;
		return NULL;
	}
	return __libc_malloc(size);
}

/* With STAND_IN_STRERROR set it is the text of every error. */
char *strerror(int error)
{
	char *text = getenv("STAND_IN_STRERROR");

	return text ? text : NEXT(strerror)(error);
}

/* Tells the memory sanitizer what it does not see written: by the kernel, where the reference calls
 * it by syscall(), and by libresolv; linked in a build of that sanitizer alone. */
#include <arpa/nameser.h>
#include <dlfcn.h>
#include <sanitizer/msan_interface.h>
#include <stdarg.h>
#include <stddef.h>
#include <sys/socket.h>
#include <sys/syscall.h>

long syscall(long number, ...);

/* An address, or an option's value, and its length. */
static void wrote_sized(void *bytes, socklen_t *length)
{
	if (!bytes || !length)
		return;
	__msan_unpoison(length, sizeof *length);
	__msan_unpoison(bytes, *length);
}

static void wrote_message(struct msghdr *message)
{
	__msan_unpoison(message, sizeof *message);
	__msan_unpoison(message->msg_name, message->msg_name ? message->msg_namelen : 0);
	__msan_unpoison(message->msg_control, message->msg_control ? message->msg_controllen : 0);
	for (size_t i = 0; i < message->msg_iovlen; i++)
		__msan_unpoison(message->msg_iov[i].iov_base, message->msg_iov[i].iov_len);
}

long syscall(long number, ...)
{
	static long (*real)(long, ...);
	long arguments[6];
	va_list list;

	va_start(list, number);
	for (int i = 0; i < 6; i++)
		arguments[i] = va_arg(list, long);
	va_end(list);
	__msan_unpoison(arguments, sizeof arguments);
	if (!real)
		real = (long (*)(long, ...))dlsym(RTLD_NEXT, "syscall");
	long result = real(number, arguments[0], arguments[1], arguments[2], arguments[3],
		arguments[4], arguments[5]);
	if (result < 0)
		return result;
	switch (number) {
	case SYS_recvfrom:
		if (arguments[1])
			__msan_unpoison((void *)arguments[1],
				result < arguments[2] ? (size_t)result : (size_t)arguments[2]);
		wrote_sized((void *)arguments[4], (socklen_t *)arguments[5]);
		break;
	case SYS_recvmsg:
		wrote_message((void *)arguments[1]);
		break;
	case SYS_getsockopt:
		wrote_sized((void *)arguments[3], (socklen_t *)arguments[4]);
		break;
	case SYS_getsockname:
	case SYS_getpeername:
	case SYS_accept4:
		wrote_sized((void *)arguments[1], (socklen_t *)arguments[2]);
		break;
	}
	return result;
}

/* A call of libresolv's parser; what it stored if it succeeded. */
#define PARSES(call, parameters, arguments, stored) \
	int call parameters \
	{ \
		int(*real) parameters = (int(*) parameters)dlsym(RTLD_NEXT, #call); \
		int status = real arguments; \
		if (status >= 0) \
			stored; \
		return status; \
	}
PARSES(ns_initparse, (const unsigned char *bytes, int size, ns_msg *message),
	(bytes, size, message), __msan_unpoison(message, sizeof *message))
PARSES(ns_parserr, (ns_msg * message, ns_sect section, int number, ns_rr *record),
	(message, section, number, record), __msan_unpoison(record, sizeof *record))
PARSES(ns_name_uncompress,
	(const unsigned char *bytes, const unsigned char *end, const unsigned char *name,
		char *text, size_t size),
	(bytes, end, name, text, size), __msan_unpoison_string(text))

/* Tells the memory sanitizer what the kernel writes where the reference calls it by syscall(),
 * which the sanitizer does not know; linked in a build of that sanitizer alone. */
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

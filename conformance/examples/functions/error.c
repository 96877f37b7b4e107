/* How the document's programs give up. */
#include "apue.h"
#include <errno.h>
#include <stdarg.h>

static void give_up(const char *format, va_list arguments, const char *reason)
{
	fflush(stdout);
	vfprintf(stderr, format, arguments);
	if (reason)
		fprintf(stderr, ": %s", reason);
	fprintf(stderr, "\n");
	exit(1);
}

void err_quit(const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	give_up(format, arguments, NULL);
}

void err_sys(const char *format, ...)
{
	const char *reason = strerror(errno);
	va_list arguments;

	va_start(arguments, format);
	give_up(format, arguments, reason);
}

void err_exit(int error, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	give_up(format, arguments, strerror(error));
}

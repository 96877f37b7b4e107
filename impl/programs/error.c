/* How the document's programs give up: a line on standard error, exit status 1. */
#include "error.h"
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* One write, so that lines of several processes do not mix; what was printed before comes first. */
static void say(const char *format, va_list arguments, const char *reason)
{
	char message[1024];

	vsnprintf(message, sizeof message, format, arguments);
	fflush(stdout);
	fprintf(stderr, "%s%s%s\n", message, reason ? ": " : "", reason ? reason : "");
}

void err_quit(const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	say(format, arguments, NULL);
	va_end(arguments);
	exit(EXIT_FAILURE);
}

void err_sys(const char *format, ...)
{
	const char *reason = strerror(errno);
	va_list arguments;

	va_start(arguments, format);
	say(format, arguments, reason);
	va_end(arguments);
	exit(EXIT_FAILURE);
}

void err_exit(int error, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	say(format, arguments, strerror(error));
	va_end(arguments);
	exit(EXIT_FAILURE);
}

/* What a server has to say while it runs. */
#include "report.h"
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <syslog.h>
#include <time.h>

static bool to_syslog;

static bool is_too_soon(void)
{
	static time_t last;
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	if (now.tv_sec == last)
		return true;
	last = now.tv_sec;
	return false;
}

void report(const char *format, ...)
{
	char line[512];
	va_list arguments;

	if (is_too_soon())
		return;
	va_start(arguments, format);
	vsnprintf(line, sizeof line, format, arguments);
	va_end(arguments);
	if (to_syslog)
		syslog(LOG_ERR, "%s", line);
	else
		fprintf(stderr, "%s\n", line);
}

void report_to_syslog(const char *name)
{
	openlog(name, LOG_PID, LOG_DAEMON);
	to_syslog = true;
}

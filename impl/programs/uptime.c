/* What /usr/bin/uptime prints, without running it. */
#include "uptime.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include <utmpx.h>

/* Reads a file of /proc from its beginning, opened once: so descriptors may run out. Returns 0; -1
 * with an errno. */
static int read_file(int *fd, const char *path, char *text, size_t size)
{
	if (*fd < 0)
		*fd = open(path, O_RDONLY | O_CLOEXEC);
	if (*fd < 0)
		return -1;
	ssize_t n = pread(*fd, text, size - 1, 0);
	if (n < 0)
		return -1;
	text[n] = '\0';
	return 0;
}

static int count_users(void)
{
	int users = 0;

	setutxent();
	for (const struct utmpx *entry; (entry = getutxent());)
		users += entry->ut_type == USER_PROCESS && entry->ut_user[0];
	endutxent();
	return users;
}

/* "3 days, ", unless less than one; then "2:01, ", or "13 min, " of less than an hour. */
static void duration_text(long seconds, char *text, size_t size)
{
	long minutes = seconds / 60 % 60, hours = seconds / 3600 % 24, days = seconds / 86400;
	int n = 0;

	text[0] = '\0';
	if (days > 0)
		n = snprintf(text, size, "%ld day%s, ", days, days == 1 ? "" : "s");
	if (hours > 0)
		snprintf(text + n, size - (size_t)n, "%2ld:%02ld, ", hours, minutes);
	else
		snprintf(text + n, size - (size_t)n, "%ld min, ", minutes);
}

int uptime_line(char *text, size_t size)
{
	static int uptime_file = -1, load_file = -1;
	char uptime[64], load[64], duration[64], clock[16];
	double seconds, one, five, fifteen;
	struct tm now;

	if (read_file(&uptime_file, "/proc/uptime", uptime, sizeof uptime) < 0 ||
		read_file(&load_file, "/proc/loadavg", load, sizeof load) < 0)
		return -1;
	if (sscanf(uptime, "%lf", &seconds) != 1 ||
		sscanf(load, "%lf %lf %lf", &one, &five, &fifteen) != 3) {
		errno = EPROTO;
		return -1;
	}
	strftime(clock, sizeof clock, "%H:%M:%S", localtime_r(&(time_t){ time(NULL) }, &now));
	duration_text((long)seconds, duration, sizeof duration);
	int users = count_users();
	snprintf(text, size, " %s up %s%2d user%s,  load average: %.2f, %.2f, %.2f\n", clock,
		duration, users, users == 1 || users == 0 ? "" : "s", one, five, fifteen);
	return 0;
}

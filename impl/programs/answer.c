/* What a server answers with: the line of uptime, or what went wrong. */
#include "answer.h"
#include "command.h"
#include "uptime.h"
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

static struct answer answer;

static const struct answer *error(const char *what, const char *why)
{
	answer.size =
		(size_t)snprintf(answer.text, sizeof answer.text, "error: %s: %s\n", what, why);
	return &answer;
}

/* Read again when the second changes that it tells. */
static const struct answer *native(void)
{
	static time_t made;
	time_t now = time(NULL);

	if (now == made)
		return &answer;
	if (uptime_line(answer.text, sizeof answer.text) < 0)
		return error("/proc", strerror(errno));
	answer.size = strlen(answer.text);
	made = now;
	return &answer;
}

/* The command has ended; what says of itself that it is an error stays. */
static const struct answer *printed(const char *failure)
{
	static const char error_mark[] = "error: ";

	if (!failure && answer.size == 0)
		failure = "printed nothing";
	if (!failure || strncmp(answer.text, error_mark, sizeof error_mark - 1) == 0)
		return &answer;
	return error(COMMAND, failure);
}

const struct answer *answer_get(enum mode mode)
{
	const char *failure;

	if (mode == MODE_NATIVE)
		return native();
	if (!command_runs() && command_start(mode == MODE_POPEN) < 0)
		return error("fork", strerror(errno));
	if (!command_ended(answer.text, sizeof answer.text, &answer.size, &failure))
		return NULL;
	return printed(failure);
}

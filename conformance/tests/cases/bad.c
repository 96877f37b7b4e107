/* Cases of sockspec-selftest that misbehave. */
#include "fixture.h"

CASE(crash, signal, ALL("1"))
{
	raise(SIGSEGV);
}

CASE(crash, abort, ALL("1"))
{
	abort();
}

CASE(crash, exit, ALL("1"))
{
	exit(0);
}

CASE(crash, agent, ALL("1"))
{
	kill(getppid(), SIGKILL);
	for (;;)
		pause();
}

CASE(hang, alone, ALL("1"))
{
	for (;;)
		pause();
}

static void wait_for_ever(int fd)
{
	(void)fd;
	setsid();
	for (;;)
		pause();
}

CASE(hang, pure, ANYWHERE, ALL("1"))
{
	meanwhile(wait_for_ever, -1);

	wait_for_ever(-1);
}

CASE(leave, child, ALL("1"))
{
	meanwhile(wait_for_ever, -1);

	observe_number(1);
}

CASE(leave, child_without_stage, ANYWHERE, ALL("1"))
{
	meanwhile(wait_for_ever, -1);

	observe_number(1);
}

CASE(leave, file, ALL("1"))
{
	observe_number(open("left-behind", O_CREAT | O_WRONLY, 0666) >= 0);
}

static void print(int fd)
{
	static const char lines[4096] = "observed\tprint/much\tforged\n";

	for (int i = 0; i < 256; i++)
		if (write(fd, lines, sizeof lines) < 0)
			unresolved("write");
}

CASE(print, much, ALL("1"))
{
	print(STDOUT_FILENO);
	print(STDERR_FILENO);

	observe_number(1);
}

CASE(print, without_end, ALL("1"))
{
	for (;;)
		print(STDERR_FILENO);
}

CASE(observe, much, ALL("1"))
{
	for (;;)
		observe_word("word");
}

CASE(observe, not_utf8)
{
	observe_word("\xff");
}

CASE(setup, fails, ALL("1"))
{
	unresolved("planted");
}

CASE(setup, lacks, ALL("1"))
{
	unsupported("planted");
}

/* Cases of sockspec-selftest that behave. */
#include "fixture.h"

CASE(fine, pure, ANYWHERE, ALL("1"))
{
	observe_number(1);
}

CASE(fine, socket, ALL("fd"))
{
	inet_socket(SOCK_STREAM);

	observe_word("fd");
}

/* What the launcher says: --run "env TOLD=right" conforms, any other word deviates. */
CASE(fine, told, ANYWHERE, POSIX("right | fair"), LINUX("right"))
{
	const char *told = getenv("TOLD");

	observe_word(told ? told : "nothing");
}

CASE(fine, apart, ANYWHERE, POSIX("right"), LINUX("left"))
{
	const char *told = getenv("TOLD");

	observe_word(told ? told : "nothing");
}

CASE(fine, silent, ANYWHERE)
{
	observe_word("whatever");
}

CASE(fine, word, ALL("Word | word"))
{
	observe_word("word");
}

CASE(listen, bound, ALL("0"))
{
	struct sockaddr_in addr;
	int fd = bound_socket(SOCK_STREAM, &addr);

	observe(listen(fd, 1));
}

/* The canary says 0 to this. */
CASE(inet_pton, loopback, ANYWHERE, ALL("1"))
{
	struct in_addr addr;

	observe(inet_pton(AF_INET, "127.0.0.1", &addr));
}

/* What a test expects: each line says what, and those that begin with NOT count. */
#ifndef EXPECT_H
#define EXPECT_H

#include <stdbool.h>
#include <stdio.h>

static int failures;

static void expect(bool right, const char *what)
{
	printf("%s%s\n", right ? "" : "NOT ", what);
	failures += !right;
}

#endif

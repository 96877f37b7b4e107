/* The cases of conformance-leak: under AddressSanitizer the first must fail, the second pass. */
#include "fixture.h"

static void *volatile kept;

CASE(leak, forgets, ANYWHERE, ALL("1"))
{
	kept = malloc(100);
	kept = NULL;

	observe_number(1);
}

CASE(leak, frees, ANYWHERE, ALL("1"))
{
	kept = malloc(100);
	free(kept);
	kept = NULL;

	observe_number(1);
}

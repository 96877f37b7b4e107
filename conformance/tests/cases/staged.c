/* Cases of sockspec-selftest on stages: one furnished, one that lacks a program, one that fails. */
#include "fixture.h"

CASE(staged, furnished, STAGE("furnished chair"), ALL("1"))
{
	observe_number(access("chair", F_OK) == 0);
}

CASE(staged, furnished_otherwise, STAGE("furnished table"), ALL("1 0"))
{
	observe_number(access("table", F_OK) == 0);
	observe_number(access("chair", F_OK) == 0);
}

CASE(staged, lacking, STAGE("lacking"), ALL("1"))
{
	observe_number(1);
}

CASE(staged, failing, STAGE("failing"), ALL("1"))
{
	observe_number(1);
}

/* Makes a target's programs: of its folder of programs, a file with a main each. */
#ifndef PROGRAMS_H
#define PROGRAMS_H

#include "target.h"

/* Builds them, unless sources, compiler and libc are those of the last time, or the target has
 * none; true where it did. Ends the program where one does not compile: exit 2. Who calls has the
 * target's build_lock. */
int build_programs(const struct target *target);
/* Where a target's programs are to be found; NULL where it has none. */
char *programs_folder(const struct target *target);

#endif

/* How the harness ends when it cannot go on, and what it reads and writes. */
#ifndef FAIL_H
#define FAIL_H

#include <glib.h>

/* One line on stderr, which names the place and the mend; exit status 2. */
_Noreturn void fail(const char *format, ...) G_GNUC_PRINTF(1, 2);

char *read_file(const char *path); /* whole, or fail */
/* The tree that sockspec was built from, and what it was built into. */
#define SOURCE_PATH(path) SOCKSPEC_SOURCE "/" path
#define BUILD_PATH(path) SOCKSPEC_BUILD "/" path

#endif

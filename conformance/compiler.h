/* A target's compiler: how it is called, and what it says of itself and of its libc. */
#ifndef COMPILER_H
#define COMPILER_H

#include "target.h"

/* Adds the compiler, and the flags that whatever is built for the target has in common. */
void compiler_add_words(GPtrArray *words, const struct target *target);
/* What it answers to --version; NULL where it fails. */
char *compiler_version(const struct target *target);
/* The libc's release, as the target's file says how to ask for it; "unknown" where it does not. */
char *compiler_libc(const struct target *target);

#endif

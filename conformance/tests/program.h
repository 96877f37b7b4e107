/* Programs as the tests run them, and a folder for what they write. */
#ifndef PROGRAM_H
#define PROGRAM_H

#include "../fail.h"
#include <criterion/criterion.h>
#include <sys/types.h>

struct ended {
	int status; /* exit status, or 128 and the signal */
	char *out, *err;
};

/* Runs a program found by its path until it ends; the words end with NULL. Before it is executed,
 * before() is called in the new process, unless it is NULL. */
struct ended program_run(void (*before)(void), const char *const *words);
#define SOCKSPEC PROGRAMS "/sockspec"
#define SELFTEST PROGRAMS "/sockspec-selftest"
/* selftest("run", "fine/pure"): sockspec-selftest with its records in the scratch folder. */
#define selftest(...) selftest_before(NULL, __VA_ARGS__)
#define selftest_before(before_, ...) program_run(before_, SELFTEST_WORDS(__VA_ARGS__))
#define SELFTEST_WORDS(...) \
	(const char *const[]) \
	{ \
		SELFTEST, __VA_ARGS__, "--out", scratch(), NULL \
	}
/* Starts a program in a process group of its own, SELFTEST_MARK in its environment. */
pid_t program_start(const char *mark, const char *const *words);
int program_await(pid_t program); /* its status, as above */

/* True where one of the lines begins so. */
int has_line(const char *text, const char *start);
/* Exit status 2, nothing on stdout, and one line on stderr that holds each of these words. */
void refused(struct ended ended, const char *const *words);
#define expect_refused(ended_, ...) refused(ended_, (const char *const[]){ __VA_ARGS__, NULL })
#define expect_status(ended_, status_) \
	do { \
		struct ended seen_ = (ended_); \
		cr_expect(seen_.status == (status_), "ended with %d:\n%s%s", seen_.status, \
			seen_.out, seen_.err); \
	} while (0)
#define expect_line(text_, start_) \
	cr_expect(has_line(text_, start_), "no line begins \"%s\":\n%s", start_, text_)
#define expect_no_line(text_, start_) \
	cr_expect(!has_line(text_, start_), "a line begins \"%s\":\n%s", start_, text_)

/* A folder of this test's own, made when first asked for. */
const char *scratch(void);
char *in_scratch(const char *name);
/* Writes a file there and returns its path. */
char *scratch_file(const char *name, const char *text);
void scratch_remove(void); /* .fini of each suite that has one */
/* Removes what was built for a target that one test alone has. */
void agent_remove(const char *name);

#endif

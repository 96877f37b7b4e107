/* What every fuzz target shares: the engine's entry points, memory whose end is watched, a find. */
#ifndef FUZZ_H
#define FUZZ_H

#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

/* Called once, before any input; optional. */
int LLVMFuzzerInitialize(int *argc, char ***argv);

/* Tries one input. Returns 0, or does not return: a find ends the process. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Changes the input of size bytes in place, to at most limit bytes; returns its new size. Optional.
 */
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t limit, unsigned int seed);

/* The engine's own mutations, for a custom mutator to fall back on; NULL where no engine is linked.
 */
size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t limit) __attribute__((weak));

/* What a libc wrote that the memory sanitizer does not see into. */
void __msan_unpoison(const volatile void *bytes, size_t size) __attribute__((weak));
void __msan_unpoison_string(const volatile char *text) __attribute__((weak));

static inline void known_to_be_written(const void *bytes, size_t size)
{
	if (__msan_unpoison)
		__msan_unpoison(bytes, size);
}

static inline void text_known_to_be_written(const char *text)
{
	if (__msan_unpoison_string)
		__msan_unpoison_string(text);
}

/* Not 0 where replay.c looks at another libc: its differences are told, and go on. */
extern int observing __attribute__((weak));

static inline int is_observing(void)
{
	return &observing && observing;
}

/* For an input that waits for something: libFuzzer, which looks at the time by an alarm every few
 * seconds, set its handler only after LLVMFuzzerInitialize(). */
static inline void go_on_after_alarms(void)
{
	static int is_done;
	struct sigaction action;

	if (!is_done++ && sigaction(SIGALRM, NULL, &action) == 0) {
		action.sa_flags |= SA_RESTART;
		sigaction(SIGALRM, &action, NULL);
	}
}

/* Tells what went wrong, in one line, and ends the process the way an engine takes for a crash. */
__attribute__((noreturn, format(printf, 1, 2))) static inline void find(const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	fputs("find: ", stderr);
	vfprintf(stderr, format, arguments);
	fputc('\n', stderr);
	va_end(arguments);
	abort();
}

/* The same for what the host's libc does otherwise than the reference; what does not print is
 * written as \xff. */
__attribute__((format(printf, 1, 2))) static inline void differ(const char *format, ...)
{
	static char told[1 << 14];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(told, sizeof told, format, arguments);
	va_end(arguments);
	fputs(is_observing() ? "differs: " : "find: ", stderr);
	for (const char *byte = told; *byte; byte++)
		fprintf(stderr, *byte >= ' ' && *byte <= '~' ? "%c" : "\\x%02x",
			(unsigned char)*byte);
	fputc('\n', stderr);
	if (!is_observing())
		abort();
}

/* The end of new pages of at least so many bytes: the byte there faults, so code that no sanitizer
 * sees is watched too. */
static inline unsigned char *pages_end(size_t size)
{
	size_t page = (size_t)sysconf(_SC_PAGESIZE), room = (size + page - 1) / page * page;
	unsigned char *start =
		mmap(NULL, room + page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	if (start == MAP_FAILED || mprotect(start + room, page, PROT_NONE) != 0) {
		perror("fuzz: no memory for a watched page");
		exit(2);
	}
	return start + room;
}

static inline unsigned char *page_end(void)
{
	return pages_end(1);
}

/* The number that the next descriptor gets: one that is left open changes it. */
static inline int lowest_free(void)
{
	int fd = dup(STDERR_FILENO);

	close(fd);
	return fd;
}

#endif

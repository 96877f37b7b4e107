/* Counts the calls that a drop-in gets from outside, function by function, in a file that all
 * processes of a test share: it is linked into a libsockref whose functions the compiler has
 * instrumented.
 *
 * The environment's SOCKREF_COUNTS names the file. A function that begins OFFSET bytes behind the
 * library's beginning, a multiple of 16, has its count there at OFFSET / 2: 8 bytes in the
 * machine's order. */
#include <fcntl.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#define UNCOUNTED __attribute__((no_instrument_function))
#define HIDDEN __attribute__((visibility("hidden")))

extern const char __ehdr_start[] HIDDEN, etext[] HIDDEN;
void __cyg_profile_func_enter(void *function, void *call_site) UNCOUNTED;
void __cyg_profile_func_exit(void *function, void *call_site) UNCOUNTED;

static _Atomic uint64_t *counts;

UNCOUNTED static size_t offset_of(const void *address)
{
	return (size_t)((uintptr_t)address - (uintptr_t)__ehdr_start);
}

__attribute__((constructor)) UNCOUNTED static void open_counts(void)
{
	const char *path = getenv("SOCKREF_COUNTS");
	int fd = path ? open(path, O_RDWR | O_CLOEXEC) : -1;

	if (fd < 0 || ftruncate(fd, (off_t)offset_of(etext)) < 0)
		return;
	void *map = mmap(NULL, offset_of(etext), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	close(fd);
	if (map != MAP_FAILED)
		counts = map;
}

void __cyg_profile_func_enter(void *function, void *call_site)
{
	if (counts && offset_of(call_site) >= offset_of(etext))
		atomic_fetch_add_explicit(
			&counts[offset_of(function) / 16], 1, memory_order_relaxed);
}

void __cyg_profile_func_exit(void *function, void *call_site)
{
	(void)function, (void)call_site;
}

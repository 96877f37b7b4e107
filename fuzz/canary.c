/* Reads one byte past a heap block, on one word in 16 million: an engine that misses it is broken.
 */
#include <string.h>

#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size == 0 || size > 64)
		return 0;

	/* No fault without the address sanitizer: its presence in the build is shown as well. */
	volatile uint8_t *copy = malloc(size);
	if (!copy)
		return 0;
	memcpy((void *)copy, data, size);
	if (size > 2 && copy[0] == 's')
		if (copy[1] == 'o')
			if (copy[2] == 'c')
				(void)copy[size];
	free((void *)copy);
	return 0;
}

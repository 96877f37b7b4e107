/* Lends a target's mutator to AFL++: both in one library, for AFL_CUSTOM_MUTATOR_LIBRARY. */
#include <string.h>

#include "fuzz.h"

struct mutator {
	uint64_t state;
	uint8_t *input;
	size_t room;
};

void *afl_custom_init(void *afl, unsigned int seed);
size_t afl_custom_fuzz(void *self, uint8_t *data, size_t size, uint8_t **mutated, uint8_t *other,
	size_t other_size, size_t limit);
void afl_custom_deinit(void *self);

void *afl_custom_init(void *afl, unsigned int seed)
{
	struct mutator *mutator = calloc(1, sizeof *mutator);

	(void)afl;
	if (mutator)
		mutator->state = seed;
	return mutator;
}

/* Gives *mutated a changed copy of data, of at most limit bytes; returns its size. */
size_t afl_custom_fuzz(void *self, uint8_t *data, size_t size, uint8_t **mutated, uint8_t *other,
	size_t other_size, size_t limit)
{
	struct mutator *mutator = self;

	(void)other, (void)other_size;
	if (mutator->room < limit) {
		uint8_t *input = realloc(mutator->input, limit);
		if (!input)
			return 0;
		mutator->input = input;
		mutator->room = limit;
	}
	*mutated = memcpy(mutator->input, data, size < limit ? size : limit);
	mutator->state = mutator->state * UINT64_C(6364136223846793005) + 1442695040888963407;
	unsigned int seed =
		mutator->state >> 32 | 1; /* odd: AFL++ makes the plain changes itself */
	return LLVMFuzzerCustomMutator(mutator->input, size < limit ? size : limit, limit, seed);
}

void afl_custom_deinit(void *self)
{
	struct mutator *mutator = self;

	free(mutator->input);
	free(mutator);
}

/* What a custom mutator falls back on: here the input as it is. */
size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t limit)
{
	(void)data, (void)limit;
	return size;
}

/* How often a source may ask: each has a bucket that fills at the rate, and a request takes from
 * it. */
#include "rate.h"
#include <string.h>
#include <sys/random.h>

enum { SETS = 1024, WAYS = 4 };

struct bucket {
	uint64_t source; /* 0 in one that is unused */
	int64_t filled;  /* when, in milliseconds */
	double requests; /* how many it holds */
};

static struct bucket buckets[SETS][WAYS];

static uint64_t source_of(const struct in6_addr *address)
{
	uint64_t half;

	memcpy(&half, address->s6_addr + (IN6_IS_ADDR_V4MAPPED(address) ? 8 : 0), sizeof half);
	return half + 1 ? half + 1 : 1;
}

/* With a number that nobody knows, so that none can choose sources that share a set. */
static size_t set_of(uint64_t source)
{
	static uint64_t key;

	while (key == 0)
		if (getrandom(&key, sizeof key, 0) < 0)
			key = (uintptr_t)&key;
	uint64_t mixed = (source ^ key) * 0x9e3779b97f4a7c15u;
	mixed = (mixed ^ mixed >> 32 ^ key) * 0xd6e8feb86659fd93u;
	return (mixed >> 32) % SETS;
}

static struct bucket *bucket_of(uint64_t source, unsigned int per_second, int64_t now)
{
	struct bucket *set = buckets[set_of(source)], *oldest = set;

	for (struct bucket *bucket = set; bucket < set + WAYS; bucket++) {
		if (bucket->source == source)
			return bucket;
		if (bucket->filled < oldest->filled)
			oldest = bucket;
	}
	*oldest = (struct bucket){ source, now, per_second };
	return oldest;
}

bool rate_allows(const struct in6_addr *source, unsigned int per_second, int64_t now)
{
	struct bucket *bucket = bucket_of(source_of(source), per_second, now);
	double requests = bucket->requests + (double)(now - bucket->filled) * per_second / 1000;

	bucket->requests = requests > per_second ? per_second : requests;
	bucket->filled = now;
	if (bucket->requests < 1)
		return false;
	bucket->requests--;
	return true;
}

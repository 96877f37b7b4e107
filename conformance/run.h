/* Runs cases on a target: starts its agent once per stage, and writes down what it says. */
#ifndef RUN_H
#define RUN_H

#include "build.h"
#include "stage.h"

struct run_options {
	enum world world;    /* WORLD_HOST: no isolation, base stage only */
	const char *preload; /* library for the agent alone, or NULL */
	int timeout;         /* seconds that a case may take */
	void (*done)(void);  /* called after each case, for a progress bar */
};

/* One record a case, in the order given within a stage. Ends the program where the agent does not
 * speak the language. */
struct records *run_cases(
	const struct target *target, GPtrArray *cases, const struct run_options *options);

/* A kernel as records name it: "Linux 6.1". */
char *run_kernel(const char *system, const char *release);

#endif

/* Records of before, against which only what is new counts. */
#ifndef BASELINE_H
#define BASELINE_H

#include "matrix.h"

/* True where the baseline, a record's file or a folder of them, saw the same of this case. */
struct baseline;
struct baseline *baseline_read(
	const char *path, GPtrArray *targets); /* ends the program where it cannot */
void baseline_free(struct baseline *baseline);
int baseline_has(const struct baseline *baseline, guint column, const struct record *record);
/* Prints a line for each case that deviated in the baseline and is now as claimed. */
void baseline_print_gone(const struct baseline *baseline, const struct matrix *matrix);
void baseline_write(const char *path, GPtrArray *records);

#endif

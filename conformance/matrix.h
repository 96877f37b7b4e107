/* Cases down, targets across: what every report is made of. */
#ifndef MATRIX_H
#define MATRIX_H

#include "record.h"
#include "target.h"
#include "verdict.h"

struct cell {
	const struct record *record; /* NULL where the case was not asked of the target */
	enum verdict verdicts[AUTHORITIES];
	enum standing standing;
	const struct known *known; /* or NULL */
};

struct matrix {
	GPtrArray *cases;   /* of const struct test_case *, by file and line */
	GPtrArray *targets; /* of struct target * */
	GPtrArray *records; /* of struct records *, one a target */
	struct cell *cells; /* row by row */
};

/* Takes over none of the three. */
struct matrix *matrix_new(GPtrArray *cases, GPtrArray *targets, GPtrArray *records);
void matrix_free(struct matrix *matrix);
const struct cell *matrix_cell(const struct matrix *matrix, guint row, guint column);
/* True where every target of the row gave the same answer. */
int matrix_agrees(const struct matrix *matrix, guint row);

static inline const struct test_case *matrix_case(const struct matrix *matrix, guint row)
{
	return g_ptr_array_index(matrix->cases, row);
}

static inline const struct target *matrix_target(const struct matrix *matrix, guint column)
{
	return g_ptr_array_index(matrix->targets, column);
}

static inline const struct records *matrix_records(const struct matrix *matrix, guint column)
{
	return g_ptr_array_index(matrix->records, column);
}

#endif

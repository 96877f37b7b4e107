/* Cases down, targets across: what every report is made of. */
#include "matrix.h"
#include <string.h>

static struct cell cell_of(
	const struct test_case *test, const struct target *target, const struct records *records)
{
	struct cell cell = { .record = records_get(records, test->id), .standing = UNDECIDED };

	cell.known = target_known(target, test->id);
	for (int a = 0; a < AUTHORITIES; a++)
		cell.verdicts[a] =
			cell.record ? verdict_of(test->allows[a], cell.record) : NO_VERDICT;
	if (cell.record)
		cell.standing = verdict_standing(test, target, cell.record);
	return cell;
}

struct matrix *matrix_new(GPtrArray *cases, GPtrArray *targets, GPtrArray *records)
{
	struct matrix *matrix = g_new0(struct matrix, 1);

	matrix->cases = cases;
	matrix->targets = targets;
	matrix->records = records;
	matrix->cells = g_new0(struct cell, (gsize)cases->len * targets->len);
	for (guint row = 0; row < cases->len; row++)
		for (guint column = 0; column < targets->len; column++)
			matrix->cells[row * targets->len + column] =
				cell_of(matrix_case(matrix, row), matrix_target(matrix, column),
					matrix_records(matrix, column));
	return matrix;
}

void matrix_free(struct matrix *matrix)
{
	g_free(matrix->cells);
	g_free(matrix);
}

const struct cell *matrix_cell(const struct matrix *matrix, guint row, guint column)
{
	return &matrix->cells[row * matrix->targets->len + column];
}

/* What was observed is compared; the reasons why nothing was are each target's own. */
static int same_answer(const struct record *one, const struct record *other)
{
	if (!one || !other)
		return one == other;
	if (one->outcome != other->outcome)
		return 0;
	return (one->outcome != OBSERVED && one->outcome != CRASHED) ||
	       strcmp(one->text, other->text) == 0;
}

int matrix_agrees(const struct matrix *matrix, guint row)
{
	for (guint column = 1; column < matrix->targets->len; column++)
		if (!same_answer(matrix_cell(matrix, row, 0)->record,
			    matrix_cell(matrix, row, column)->record))
			return 0;
	return 1;
}

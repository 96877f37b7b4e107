/* Everything that is known of one case or one clause, in plain text. */
#ifndef EXPLAIN_H
#define EXPLAIN_H

#include "clause.h"
#include "matrix.h"

void explain_case(const struct matrix *matrix, guint row, GPtrArray *clauses);
void explain_clause(const struct clause *clause, const struct matrix *matrix);

#endif

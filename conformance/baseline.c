/* Records of before, against which only what is new counts. */
#include "baseline.h"
#include "fail.h"
#include <errno.h>
#include <stdio.h>
#include <string.h>

struct baseline {
	GPtrArray *records; /* of struct records *, one a target; NULL where it has none */
};

static char *file_in(const char *path, const char *target)
{
	g_autofree char *name = g_strconcat(target, ".jsonl", NULL);

	return g_build_filename(path, name, NULL);
}

struct baseline *baseline_read(const char *path, GPtrArray *targets)
{
	struct baseline *baseline = g_new0(struct baseline, 1);
	int is_folder = g_file_test(path, G_FILE_TEST_IS_DIR), found = 0;

	baseline->records = g_ptr_array_new();
	for (guint i = 0; i < targets->len; i++) {
		const struct target *target = g_ptr_array_index(targets, i);
		g_autofree char *file = is_folder ? file_in(path, target->name) : g_strdup(path);
		struct records *records = NULL;
		if (g_file_test(file, G_FILE_TEST_EXISTS))
			records = records_read(file);
		if (records && strcmp(records->target, target->name) != 0)
			fail("--baseline %s: a record of %s, not of %s; name the folder of both",
				file, records->target, target->name);
		found |= records != NULL;
		g_ptr_array_add(baseline->records, records);
	}
	if (!found)
		fail("--baseline %s: holds no record of these targets; write it with --update",
			path);
	return baseline;
}

void baseline_free(struct baseline *baseline)
{
	for (guint i = 0; i < baseline->records->len; i++)
		records_free(g_ptr_array_index(baseline->records, i));
	g_ptr_array_unref(baseline->records);
	g_free(baseline);
}

static const struct record *before(const struct baseline *baseline, guint column, const char *id)
{
	const struct records *records = g_ptr_array_index(baseline->records, column);

	return records ? records_get(records, id) : NULL;
}

int baseline_has(const struct baseline *baseline, guint column, const struct record *record)
{
	const struct record *old = before(baseline, column, record->id);

	return old && old->outcome == record->outcome && strcmp(old->text, record->text) == 0;
}

void baseline_print_gone(const struct baseline *baseline, const struct matrix *matrix)
{
	for (guint row = 0; row < matrix->cases->len; row++)
		for (guint column = 0; column < matrix->targets->len; column++) {
			const struct test_case *test = matrix_case(matrix, row);
			const struct cell *cell = matrix_cell(matrix, row, column);
			const struct record *old = before(baseline, column, test->id);
			if (!old || cell->standing == DEVIATING || cell->standing == UNDECIDED)
				continue;
			if (verdict_standing(test, matrix_target(matrix, column), old) == DEVIATING)
				printf("gone %s %s observed \"%s\" now \"%s\"\n",
					matrix_target(matrix, column)->name, test->id, old->text,
					cell->record->text);
		}
}

void baseline_write(const char *path, GPtrArray *records)
{
	int is_file = g_str_has_suffix(path, ".jsonl");

	if (is_file && records->len > 1)
		fail("--baseline %s: a file holds one target; name a folder", path);
	if (!is_file && g_mkdir_with_parents(path, 0777) < 0)
		fail("--baseline %s: %s", path, strerror(errno));
	for (guint i = 0; i < records->len; i++) {
		const struct records *one = g_ptr_array_index(records, i);
		g_autofree char *file = is_file ? g_strdup(path) : file_in(path, one->target);
		records_write(one, file);
	}
}

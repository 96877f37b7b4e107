/* What a target was seen to do: one JSON object a line, sorted, after a header that says on what.
 */
#include "record.h"
#include "fail.h"
#include <errno.h>
#include <jansson.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static void record_free(void *record)
{
	struct record *gone = record;

	g_free(gone->id);
	g_free(gone->text);
	g_free(gone);
}

struct records *records_new(const char *target)
{
	struct records *records = g_new0(struct records, 1);

	records->target = g_strdup(target);
	records->by_case = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, record_free);
	return records;
}

void records_free(struct records *records)
{
	if (!records)
		return;
	g_free(records->target);
	g_free(records->libc);
	g_free(records->kernel);
	g_free(records->machine);
	g_free(records->preload);
	g_free(records->stage);
	g_hash_table_destroy(records->by_case);
	g_free(records);
}

void records_add(struct records *records, const char *id, enum outcome outcome, const char *text)
{
	struct record *record = g_new0(struct record, 1);

	record->id = g_strdup(id);
	record->outcome = outcome;
	record->text = g_utf8_make_valid(text, -1);
	g_hash_table_replace(records->by_case, record->id, record);
}

const struct record *records_get(const struct records *records, const char *id)
{
	return g_hash_table_lookup(records->by_case, id);
}

/* The keys of the header, and where their values are kept. */
static void header_fields(struct records *records, const char *keys[6], char **values[6])
{
	const char *const names[] = { "target", "libc", "kernel", "machine", "preload", "stage" };
	char **const places[] = { &records->target, &records->libc, &records->kernel,
		&records->machine, &records->preload, &records->stage };

	memcpy(keys, names, sizeof names);
	memcpy(values, places, sizeof places);
}

static void read_header(struct records *records, json_t *line, json_int_t *count)
{
	const char *keys[6];
	char **values[6];

	header_fields(records, keys, values);
	for (int i = 0; i < 6; i++) {
		g_free(*values[i]);
		*values[i] = g_strdup(json_string_value(json_object_get(line, keys[i])));
	}
	json_t *number = json_object_get(line, "records");
	*count = records->target && json_is_integer(number) ? json_integer_value(number) : -1;
}

/* False where the line is no record, or the second of its case. */
static int read_record(struct records *records, json_t *line)
{
	const char *id = json_string_value(json_object_get(line, "case"));
	const char *outcome = json_string_value(json_object_get(line, "outcome"));
	const char *text = json_string_value(json_object_get(line, "text"));

	if (!id || !outcome || !text || records_get(records, id))
		return 0;
	for (int i = 0; i < OUTCOMES; i++)
		if (strcmp(outcome, outcome_names[i]) == 0) {
			records_add(records, id, (enum outcome)i, text);
			return 1;
		}
	return 0;
}

struct records *records_read(const char *path)
{
	const char *mend = "remove it, or have it written again by sockspec run";
	struct records *records = records_new("");
	g_autofree char *text = read_file(path);
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
	json_int_t count = -1;

	for (int i = 0; lines[i] && (lines[i][0] || lines[i + 1]); i++) {
		json_error_t error;
		json_t *line = json_loads(lines[i], JSON_REJECT_DUPLICATES, &error);
		if (!line)
			fail("%s:%d: %s; %s", path, i + 1, error.text, mend);
		if (i == 0)
			read_header(records, line, &count);
		else if (!read_record(records, line))
			fail("%s:%d: not a record, or a second one of its case; %s", path, i + 1,
				mend);
		json_decref(line);
		if (count < 0)
			fail("%s:1: not the header of a record; %s", path, mend);
	}
	if (count < 0)
		fail("%s:1: empty; %s", path, mend);
	if (count != (json_int_t)g_hash_table_size(records->by_case))
		fail("%s:1: says %lld records, %u follow: cut short; %s", path, (long long)count,
			g_hash_table_size(records->by_case), mend);
	return records;
}

static void append_line(GString *to, json_t *line)
{
	char *text = json_dumps(line, JSON_COMPACT | JSON_PRESERVE_ORDER);

	g_string_append(to, text);
	g_string_append_c(to, '\n');
	free(text);
	json_decref(line);
}

static char *records_text(const struct records *records)
{
	struct records copy = *records;
	const char *keys[6];
	char **values[6];
	GString *text = g_string_new(NULL);
	json_t *header = json_object();
	GList *ids = g_list_sort(g_hash_table_get_keys(records->by_case), (GCompareFunc)strcmp);

	header_fields(&copy, keys, values);
	for (int i = 0; i < 6; i++)
		if (*values[i])
			json_object_set_new(header, keys[i], json_string(*values[i]));
	json_object_set_new(header, "records", json_integer(g_hash_table_size(records->by_case)));
	append_line(text, header);
	for (GList *id = ids; id; id = id->next) {
		const struct record *record = records_get(records, id->data);
		append_line(text, json_pack("{s:s, s:s, s:s, s:s}", "target", records->target,
					  "case", record->id, "outcome",
					  outcome_names[record->outcome], "text", record->text));
	}
	g_list_free(ids);
	return g_string_free(text, FALSE);
}

void records_write(const struct records *records, const char *path)
{
	g_autofree char *text = records_text(records);
	g_autofree char *beside = g_strdup_printf("%s.%d", path, (int)getpid());
	FILE *file = fopen(beside, "we");

	if (!file)
		fail("%s: %s; name another folder with --out", beside, strerror(errno));
	int written = fputs(text, file) >= 0 && fflush(file) == 0;
	int error = errno;
	if (fclose(file) != 0 && written) {
		written = 0;
		error = errno;
	}
	if (!written || rename(beside, path) < 0) {
		error = written ? errno : error;
		unlink(beside);
		fail("%s: %s; name another folder with --out", path, strerror(error));
	}
}

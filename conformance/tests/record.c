/* Records: what is written is read again, and what is damaged is refused. */
#include "../record.h"
#include "program.h"
#include <string.h>

TestSuite(record, .timeout = 60, .fini = scratch_remove);

static struct records *sample(void)
{
	struct records *records = records_new("mine");

	records->libc = g_strdup("glibc 2.36");
	records->kernel = g_strdup("Linux 6.1.0");
	records->machine = g_strdup("x86_64");
	records_add(records, "bind/twice", OBSERVED, "-1 EINVAL");
	records_add(records, "bind/again", CRASHED, "SIGSEGV");
	records_add(records, "accept/odd", OBSERVED, "\\x07 \"quoted\" \t \xc3\xa9");
	records_add(records, "accept/empty", NOT_RUN, "");
	return records;
}

static char *written(const struct records *records)
{
	g_autofree char *path = in_scratch("mine.jsonl");
	char *text;

	records_write(records, path);
	cr_assert(g_file_get_contents(path, &text, NULL, NULL));
	return text;
}

Test(record, round_trip)
{
	g_autofree char *path = in_scratch("mine.jsonl");
	struct records *before = sample();
	g_autofree char *text = written(before);
	struct records *after = records_read(path);

	cr_expect(g_hash_table_size(after->by_case) == 4);
	cr_expect(strcmp(after->target, "mine") == 0);
	cr_expect(strcmp(after->libc, "glibc 2.36") == 0);
	cr_expect(strcmp(after->kernel, "Linux 6.1.0") == 0);
	cr_expect(strcmp(after->machine, "x86_64") == 0);
	cr_expect(!after->preload && !after->stage);
	const struct record *odd = records_get(after, "accept/odd");
	cr_expect(odd->outcome == OBSERVED);
	cr_expect(strcmp(odd->text, records_get(before, "accept/odd")->text) == 0);
	g_autofree char *again = written(after);
	cr_expect(strcmp(text, again) == 0, "%s\nbecame\n%s", text, again);
}

Test(record, is_sorted_and_without_time)
{
	struct records *records = sample();
	g_autofree char *text = written(records);
	const char *const order[] = { "{\"target\":\"mine\",\"libc\"", "accept/empty", "accept/odd",
		"bind/again", "bind/twice" };
	const char *at = text;

	for (size_t i = 0; i < G_N_ELEMENTS(order); i++) {
		at = strstr(at, order[i]);
		cr_assert(at, "%s is not in its place:\n%s", order[i], text);
	}
	expect_line(text, "{\"target\":\"mine\",\"case\":\"bind/twice\",\"outcome\":\"observed\","
			  "\"text\":\"-1 EINVAL\"}");
}

Test(record, of_no_case)
{
	struct records *records = records_new("mine");
	g_autofree char *path = in_scratch("mine.jsonl"), *text = written(records);

	cr_expect(g_hash_table_size(records_read(path)->by_case) == 0, "%s", text);
}

Test(record, what_is_not_utf8_stays_readable)
{
	struct records *records = records_new("mine");

	records_add(records, "bind/twice", OBSERVED,
		"a\xff"
		"b");
	g_autofree char *path = in_scratch("mine.jsonl"), *text = written(records);
	cr_expect(records_get(records_read(path), "bind/twice"), "%s", text);
}

/* The reader ends the program: a process has to be spent on each. */
static void expect_damaged(const char *text, const char *line, const char *what)
{
	g_autofree char *path = scratch_file("glibc.jsonl", text);
	g_autofree char *place = g_strdup_printf("%s:%s: ", path, line);

	expect_refused(selftest("run", "--baseline", path, "glibc", "fine/pure"), place, what,
		"remove it, or have it written again by sockspec run");
}

#define HEADER "{\"target\":\"glibc\",\"records\":2}\n"
#define ONE "{\"target\":\"glibc\",\"case\":\"a/b\",\"outcome\":\"observed\",\"text\":\"0\"}\n"
#define TWO "{\"target\":\"glibc\",\"case\":\"a/c\",\"outcome\":\"observed\",\"text\":\"0\"}\n"

Test(record, damaged_header)
{
	expect_damaged("", "1", "empty");
	expect_damaged("{\"target\":\"gli", "1", "");
	expect_damaged("{\"target\":\"glibc\"}\n", "1", "not the header");
	expect_damaged("{\"records\":0}\n", "1", "not the header");
	expect_damaged("{\"target\":\"glibc\",\"records\":-2}\n", "1", "not the header");
	expect_damaged("{\"target\":1,\"records\":0}\n", "1", "not the header");
	expect_damaged("[]\n", "1", "not the header");
	expect_damaged(ONE TWO, "1", "not the header");
}

Test(record, cut_short)
{
	expect_damaged(HEADER, "1", "cut short");
	expect_damaged(HEADER ONE, "1", "cut short");
	expect_damaged(HEADER ONE "{\"target\":\"glibc\",\"case\":\"a", "3", "");
	expect_damaged(HEADER ONE "\n", "3", "");
	expect_damaged("{\"target\":\"glibc\",\"records\":2}\n" ONE TWO ONE, "4", "a second one");
	expect_damaged(HEADER ONE ONE, "3", "a second one");
	expect_damaged("{\"target\":\"glibc\",\"records\":1}\n" ONE TWO, "1", "says 1");
}

Test(record, malformed_line)
{
	expect_damaged(HEADER ONE "{\"case\":\"a/c\"}\n", "3", "not a record");
	expect_damaged(HEADER ONE "7\n", "3", "");
	expect_damaged(HEADER ONE "garbage\n", "3", "");
	expect_damaged(HEADER "{\"case\":\"a/b\",\"outcome\":\"eaten\",\"text\":\"\"}\n" TWO, "2",
		"not a record");
	expect_damaged(HEADER "{\"case\":\"a/b\",\"outcome\":\"observed\",\"text\":7}\n" TWO, "2",
		"not a record");
	expect_damaged(HEADER "{\"case\":\"a/b\",\"case\":\"a/c\"}\n" TWO, "2", "");
	expect_damaged(HEADER ONE "\xff\n", "3", "");
}

Test(record, of_another_target)
{
	g_autofree char *path =
		scratch_file("other.jsonl", "{\"target\":\"musl\",\"records\":0}\n");

	expect_refused(selftest("run", "--baseline", path, "glibc", "fine/pure"), path,
		"a record of musl, not of glibc");
}

/* What stands in the way of a new record is told of, and stays. */
Test(record, damaged_one_is_not_overwritten)
{
	g_autofree char *path = scratch_file("glibc.jsonl", HEADER ONE), *text = NULL;

	expect_refused(selftest("run", "glibc", "fine/pure"), path, "cut short");
	cr_assert(g_file_get_contents(path, &text, NULL, NULL));
	cr_expect(strcmp(text, HEADER ONE) == 0);
}

/* Source files in chunks, and what is left of them. */
#include "../chunk.h"
#include "program.h"
#include <string.h>

TestSuite(chunk, .timeout = 60, .fini = scratch_remove);

static struct source *source_of(const char *text)
{
	return source_read(scratch_file("from.c", text), "conformance/from.c", in_scratch("to.c"));
}

/* The chunks as "name first-last", one after another. */
static void expect_chunks(const char *text, const char *expected)
{
	struct source *source = source_of(text);
	g_autoptr(GString) seen = g_string_new(NULL);

	for (guint i = 0; i < source->chunks->len; i++) {
		const struct chunk *chunk = g_ptr_array_index(source->chunks, i);
		g_string_append_printf(seen, "%s%s %d-%d", i ? ", " : "",
			chunk->name ? chunk->name : "-", chunk->first, chunk->last);
	}
	cr_expect(strcmp(seen->str, expected) == 0, "chunks %s, not %s, of:\n%s", seen->str,
		expected, text);
	source_free(source);
}

Test(chunk, declarations)
{
	expect_chunks("", "");
	expect_chunks("\n\n/* nothing\n */\n// here\n", "");
	expect_chunks("int a;\nint b;\n", "- 1-1, - 2-2");
	expect_chunks("int a, b\n= 2,\nc;\nint d;\n", "- 1-3, - 4-4");
	expect_chunks("int f(int a,\n\tint b);\nint c;\n", "f 1-2, - 3-3");
	expect_chunks("struct s {\n\tint a;\n};\nint b;\n", "- 1-3, - 4-4");
	expect_chunks("static const int a[] = {\n\t1,\n\t{ 2 },\n};\nint b;", "- 1-4, - 5-5");
}

Test(chunk, functions)
{
	expect_chunks("int f(void)\n{\n\tif (1) {\n\t\treturn 2;\n\t}\n}\nint g(void)\n{\n}\n",
		"f 1-6, g 7-9");
	expect_chunks("static inline int\nf(void)\n{\n\treturn 1;\n}\n", "f 1-5");
	expect_chunks("int f(int (*g)(int), int a)\n{\n}\n", "f 1-3");
}

Test(chunk, cases_and_rows)
{
	expect_chunks("CASE(bind, twice,\n\tPROVES(\"x\"),\n\tALL(\"0\"))\n{\n\tbind();\n}\n"
		      "ROW(a, \"1\")\nROW(b, \"2\")\n\nROW(c,\n\t\"3\")\nint d;\n",
		"CASE 1-6, ROW 7-7, ROW 8-8, ROW 10-11, - 12-12");
	expect_chunks("ROW(a);\nROW(b)\n", "ROW 1-1, ROW 2-2");
	expect_chunks("ROW(a, (struct s){ 1, 2 })\nROW(b)\n", "ROW 1-1, ROW 2-2");
	expect_chunks("ROW(a, ((1), {2}, [3]))\nROW(b)", "ROW 1-1, ROW 2-2");
}

Test(chunk, directives)
{
	expect_chunks("#include <a.h>\n#define B \\\n\t{ \\\n\tc\nint d;\n", "- 1-1, - 2-4, - 5-5");
	expect_chunks("#define Q \"\nint a;\n", "- 1-1, - 2-2");
	expect_chunks("#ifdef A\nint a;\n#endif\n", "- 1-1, - 2-2, - 3-3");
	expect_chunks("#define A 1", "- 1-1");
}

Test(chunk, comments_and_literals_hide_brackets)
{
	expect_chunks("int f(void) // {\n{\n\t/* } */\n\tchar c = '}', d = '\\'';\n\treturn 1;\n}\n"
		      "int g;\n",
		"f 1-6, - 7-7");
	expect_chunks("ROW(a, \"}) \\\" {(\")\nROW(b, \"/* \")\nROW(c, \" */\")\n",
		"ROW 1-1, ROW 2-2, ROW 3-3");
	expect_chunks("ROW(a, \"\\\\\")\nROW(b)\n", "ROW 1-1, ROW 2-2");
	expect_chunks("int a /* ; */ = 1\n;\nint b;\n", "- 1-2, - 3-3");
	expect_chunks("/* a\n b */ int c;\n", "- 2-2");
}

Test(chunk, comment_of_one_star_is_not_closed)
{
	expect_chunks("/*/ int a; */ int b;\nint c;\n", "- 1-1, - 2-2");
	expect_chunks("int a; /*/ { */\nint b;\n", "- 1-1, - 2-2");
}

Test(chunk, text_without_end)
{
	expect_chunks("int f(void) {\n\tg(\n", "f 1-2");
	expect_chunks("int a = \"b\n", "- 1-1");
	expect_chunks("int a; /* b\n", "- 1-1");
	expect_chunks("int a; // b", "- 1-1");
	expect_chunks("\\", "- 1-1");
}

Test(chunk, after_a_bracket)
{
	expect_chunks("int a __attribute__((used)) = 1;\nint b;\n", "__attribute__ 1-1, - 2-2");
	expect_chunks("int f(void) __attribute__((used));\nint b;\n", "f 1-1, - 2-2");
}

Test(chunk, blank_ones_keep_the_lines)
{
	struct source *source = source_of("int a;\n\nROW(b,\n\t1)\n/* c */\nint d;\n");
	g_autofree char *text = NULL;

	struct chunk *row = source_chunk(source, 4);
	cr_assert(row && row == source_chunk(source, 3));
	cr_expect(!source_chunk(source, 2));
	cr_expect(!source_chunk(source, 5));
	cr_expect(!source_chunk(source, 0));
	cr_expect(!source_chunk(source, 7));
	row->reason = g_strdup("it is not there");
	source_write(source);
	cr_assert(g_file_get_contents(source->path, &text, NULL, NULL));
	cr_expect(strcmp(text, "int a;\n\n\n\n/* c */\nint d;\n") == 0, "%s", text);
	source_free(source);
}

Test(chunk, whole_file_is_copied)
{
	const char *const texts[] = { "", "\n", "int a;", "int a;\n", "#if 0\n\n}\n#endif\n" };

	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
		struct source *source = source_of(texts[i]);
		g_autofree char *text = NULL;
		source_write(source);
		cr_assert(g_file_get_contents(source->path, &text, NULL, NULL));
		cr_expect(strcmp(text, texts[i]) == 0, "\"%s\" became \"%s\"", texts[i], text);
		source_free(source);
	}
}

Test(chunk, missing_names_stand_before_line_1)
{
	struct source *source = source_of("int a;\n");
	g_autofree char *text = NULL;

	g_hash_table_insert(source->missing, g_strdup("accept4"), g_strdup("why"));
	source_write(source);
	cr_assert(g_file_get_contents(source->path, &text, NULL, NULL));
	g_autofree char *expected = g_strdup_printf("extern struct " LEFT_OUT
						    "accept4 *accept4;\n#line 1 \"%s\"\nint a;\n",
		source->path);
	cr_expect(strcmp(text, expected) == 0, "%s", text);
	source_free(source);
}

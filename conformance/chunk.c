/* A source file in its top-level chunks, so that what a target lacks can be left out by the line
 * that its compiler names. */
#include "chunk.h"
#include "fail.h"
#include <stdio.h>
#include <string.h>

static void chunk_free(void *chunk)
{
	struct chunk *gone = chunk;

	g_free(gone->name);
	g_free(gone->reason);
	g_free(gone);
}

/* Where a scan stands: text, its line, and how deep in brackets. */
struct scan {
	const char *at;
	int line;
	int depth;
};

static void step(struct scan *scan)
{
	if (*scan->at == '\n')
		scan->line++;
	scan->at++;
}

/* Past the literal that begins here. */
static void skip_literal(struct scan *scan)
{
	char quote = *scan->at;

	for (step(scan); *scan->at && *scan->at != quote; step(scan))
		if (*scan->at == '\\' && scan->at[1])
			step(scan);
	if (*scan->at)
		step(scan);
}

/* Past blanks and comments. */
static void skip_blanks(struct scan *scan)
{
	for (;;) {
		while (g_ascii_isspace(*scan->at))
			step(scan);
		if (scan->at[0] == '/' && scan->at[1] == '*') {
			scan->at += 2;
			while (*scan->at && !(scan->at[0] == '*' && scan->at[1] == '/'))
				step(scan);
			scan->at += *scan->at ? 2 : 0;
		} else if (scan->at[0] == '/' && scan->at[1] == '/') {
			while (*scan->at && *scan->at != '\n')
				step(scan);
		} else {
			return;
		}
	}
}

static void skip_directive(struct scan *scan)
{
	for (; *scan->at && *scan->at != '\n'; step(scan))
		if (*scan->at == '\\' && scan->at[1] == '\n')
			step(scan);
}

/* The identifier that ends before the bracket at end. */
static char *name_before(const char *start, const char *end)
{
	while (end > start && g_ascii_isspace(end[-1]))
		end--;
	const char *begin = end;
	while (begin > start && (g_ascii_isalnum(begin[-1]) || begin[-1] == '_'))
		begin--;
	return begin < end ? g_strndup(begin, (gsize)(end - begin)) : NULL;
}

/* After a closing bracket at depth 0: does the chunk go on with what comes next? A row of a table
 * does not. */
static int goes_on(struct scan scan, char closed)
{
	skip_blanks(&scan);
	if (closed == '}')
		return *scan.at == ';' || *scan.at == ',' || *scan.at == ')';
	return *scan.at && strchr("{;,=([_", *scan.at);
}

/* Past the declaration, definition or row that begins here. */
static void skip_declaration(struct scan *scan, struct chunk *chunk)
{
	const char *start = scan->at;

	while (*scan->at) {
		skip_blanks(scan);
		char c = *scan->at;
		if (!c)
			return;
		if (c == '"' || c == '\'') {
			skip_literal(scan);
			continue;
		}
		if (c == '(' && scan->depth == 0 && !chunk->name)
			chunk->name = name_before(start, scan->at);
		if (strchr("([{", c))
			scan->depth++;
		if (strchr(")]}", c))
			scan->depth--;
		chunk->last = scan->line;
		step(scan);
		if (scan->depth > 0)
			continue;
		if (c == ';' || ((c == ')' || c == '}') && !goes_on(*scan, c)))
			return;
	}
}

static GPtrArray *chunks_of(const char *text)
{
	GPtrArray *chunks = g_ptr_array_new_with_free_func(chunk_free);
	struct scan scan = { .at = text, .line = 1 };

	for (;;) {
		skip_blanks(&scan);
		if (!*scan.at)
			return chunks;
		struct chunk *chunk = g_new0(struct chunk, 1);
		g_ptr_array_add(chunks, chunk);
		chunk->first = scan.line;
		scan.depth = 0;
		if (*scan.at == '#') {
			skip_directive(&scan);
			chunk->last = scan.line;
		} else {
			skip_declaration(&scan, chunk);
		}
	}
}

struct source *source_read(const char *from, const char *origin, const char *path)
{
	struct source *source = g_new0(struct source, 1);
	g_autofree char *text = read_file(from);

	source->path = g_strdup(path);
	source->origin = g_strdup(origin);
	source->lines = g_strsplit(text, "\n", -1);
	source->chunks = chunks_of(text);
	source->missing = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	source->unmarked = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	return source;
}

void source_free(struct source *source)
{
	g_free(source->path);
	g_free(source->origin);
	g_strfreev(source->lines);
	g_ptr_array_unref(source->chunks);
	g_hash_table_destroy(source->missing);
	g_hash_table_destroy(source->unmarked);
	g_free(source);
}

void source_write(const struct source *source)
{
	g_autoptr(GError) error = NULL;
	GString *text = g_string_new(NULL);
	GHashTableIter iter;
	void *name;

	g_hash_table_iter_init(&iter, source->missing);
	while (g_hash_table_iter_next(&iter, &name, NULL))
		g_string_append_printf(
			text, "extern struct " LEFT_OUT "%s *%s;\n", (char *)name, (char *)name);
	if (text->len)
		g_string_append_printf(text, "#line 1 \"%s\"\n", source->path);
	for (int i = 0; source->lines[i]; i++) {
		const struct chunk *chunk = source_chunk(source, i + 1);
		if (!chunk || !chunk->reason)
			g_string_append(text, source->lines[i]);
		if (source->lines[i + 1])
			g_string_append_c(text, '\n');
	}
	if (!g_file_set_contents(source->path, text->str, (gssize)text->len, &error))
		fail("%s", error->message);
	g_string_free(text, TRUE);
}

struct chunk *source_chunk(const struct source *source, int line)
{
	for (guint i = 0; i < source->chunks->len; i++) {
		struct chunk *chunk = g_ptr_array_index(source->chunks, i);
		if (chunk->first <= line && line <= chunk->last)
			return chunk;
	}
	return NULL;
}

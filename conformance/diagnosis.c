/* What a target lacks, by what its compiler and linker say. */
#include "diagnosis.h"
#include "fail.h"
#include <stdlib.h>
#include <string.h>

struct complaint {
	const char *path, *line, *message;
	GPtrArray *chain; /* of char **: how the compiler came to the file, file and line as words 1
			     and 2 */
};

/* A place in a source that a complaint speaks of. */
struct place {
	struct source *source;
	struct chunk *chunk;
};

/* What a libc may lack is a name; any other complaint outside a case is ours. */
static int is_about_a_name(const char *message)
{
	static const char *const forms[] = {
		"implicit declaration",
		"undeclared",
		"unknown type name",
		"undefined reference",
		"No such file",
		"file not found",
		"has no member",
		"no member named",
		"incomplete type",
		"storage size",
		"isn't known",
		"not declared",
		"called object",
		"undefined type",
	};

	for (size_t i = 0; i < G_N_ELEMENTS(forms); i++)
		if (strstr(message, forms[i]))
			return 1;
	return 0;
}

int message_names(const char *message, const char *name)
{
	g_autofree char *escaped = g_regex_escape_string(name, -1);
	g_autofree char *pattern =
		g_strdup_printf("['`\xe2\x80\x98\"]%s['\xe2\x80\x99\"(]", escaped);

	return g_regex_match_simple(pattern, message, G_REGEX_RAW, 0);
}

static int holds_a_case(const struct place *place)
{
	for (const struct test_case *const *test = __start_cases; test < __stop_cases; test++)
		if (strcmp((*test)->file, place->source->origin) == 0 &&
			place->chunk->first <= (*test)->line && (*test)->line <= place->chunk->last)
			return 1;
	return 0;
}

static int is_header(const struct source *source)
{
	return g_str_has_suffix(source->path, ".h");
}

static const char *reason_in(const struct source *source, const char *message)
{
	GHashTableIter iter;
	void *name, *reason;

	g_hash_table_iter_init(&iter, source->missing);
	while (g_hash_table_iter_next(&iter, &name, &reason)) {
		g_autofree char *left_out = g_strconcat(LEFT_OUT, name, NULL);
		if (message_names(message, name) || strstr(message, left_out))
			return reason;
	}
	return NULL;
}

/* The reason behind a message: where it tells of a name that is known to be missing, here or in a
 * header, why. */
static const char *root_reason(
	const struct diagnosis *diagnosis, const struct source *source, const char *message)
{
	const char *reason = reason_in(source, message);

	for (guint i = 0; !reason && i < diagnosis->sources->len; i++) {
		const struct source *other = g_ptr_array_index(diagnosis->sources, i);
		if (is_header(other))
			reason = reason_in(other, message);
	}
	return reason ? reason : message;
}

static char *first_group(const char *pattern, const char *text)
{
	g_autoptr(GRegex) form = g_regex_new(pattern, G_REGEX_RAW, 0, NULL);
	g_autoptr(GMatchInfo) match = NULL;

	return g_regex_match(form, text, 0, &match) ? g_match_info_fetch(match, 1) : NULL;
}

static void leave_out(struct diagnosis *diagnosis, const struct place *place, const char *message)
{
	struct source *source = place->source;
	struct chunk *chunk = place->chunk;
	char *undeclared = is_header(source)
				   ? NULL
				   : first_group("(?:implicit declaration of function|undeclared "
						 "function) \\W*(\\w+)",
					     message);

	chunk->reason = g_strdup(root_reason(diagnosis, source, message));
	if (undeclared && g_hash_table_contains(source->unmarked, undeclared))
		g_free(undeclared);
	else if (undeclared)
		g_hash_table_replace(source->missing, undeclared, g_strdup(chunk->reason));
	if (chunk->name && !holds_a_case(place))
		g_hash_table_replace(
			source->missing, g_strdup(chunk->name), g_strdup(chunk->reason));
	source->changed = 1;
	source_write(source);
}

/* A name that we took for missing is declared further down, by another header: it is marked no
 * more. */
static int unmark(struct source *unit, const char *message)
{
	char *name =
		unit ? first_group("['\xe2\x80\x98\\x98](\\w+)['\xe2].*different kind of symbol",
			       message)
		     : NULL;

	if (!name || !g_hash_table_remove(unit->missing, name)) {
		g_free(name);
		return 0;
	}
	g_hash_table_add(unit->unmarked, name);
	unit->changed = 1;
	source_write(unit);
	return 1;
}

static int find_place(
	const struct diagnosis *diagnosis, const char *path, const char *line, struct place *place)
{
	for (guint i = 0; i < diagnosis->sources->len; i++) {
		struct source *source = g_ptr_array_index(diagnosis->sources, i);
		if (strcmp(source->path, path) != 0)
			continue;
		*place = (struct place){ source, source_chunk(source, atoi(line)) };
		return place->chunk != NULL;
	}
	return 0;
}

/* The place to blame: where the complaint is, or the nearest file of ours that led there. */
static int place_of(
	const struct diagnosis *diagnosis, const struct complaint *complaint, struct place *place)
{
	const GPtrArray *chain = complaint->chain;

	if (find_place(diagnosis, complaint->path, complaint->line, place))
		return 1;
	for (guint i = 0; i < chain->len; i++) {
		char **from =
			g_ptr_array_index(chain, diagnosis->is_clang ? chain->len - 1 - i : i);
		if (find_place(diagnosis, from[1], from[2], place))
			return 1;
	}
	return 0;
}

/* True where something is left out of the source, or of a header: what else goes wrong in it may
 * follow from that. */
static int is_cut(const struct diagnosis *diagnosis, const struct source *source)
{
	for (guint i = 0; i < diagnosis->sources->len; i++) {
		const struct source *other = g_ptr_array_index(diagnosis->sources, i);
		for (guint j = 0; (other == source || is_header(other)) && j < other->chunks->len;
			j++)
			if (((const struct chunk *)g_ptr_array_index(other->chunks, j))->reason)
				return 1;
	}
	return 0;
}

/* One if the complaint left something out, or told again of what is out. */
static int take(struct diagnosis *diagnosis, const struct complaint *complaint, struct source *unit)
{
	struct place place;
	int found = place_of(diagnosis, complaint, &place);
	int direct = found && strcmp(place.source->path, complaint->path) == 0;

	if (unmark(unit, complaint->message))
		return 1;
	if (found && place.chunk->reason)
		return 0;
	if (found && unit && diagnosis->settled && is_header(place.source))
		return 0; /* a file's own fault, of which its other complaints tell */
	if (!found || (direct && !holds_a_case(&place) && !is_about_a_name(complaint->message) &&
			      !is_cut(diagnosis, place.source)))
		fail("target %s: %s:%s: %s; outside any case: mend the file or the target",
			diagnosis->target, complaint->path, complaint->line, complaint->message);
	leave_out(diagnosis, &place, complaint->message);
	return 1;
}

/* The groups of a match, of which the first is a path: as sources have it, though a compiler's
 * cache may shorten it. */
static char **groups_of(const GMatchInfo *match)
{
	char **groups = g_match_info_fetch_all(match);
	char *path = g_canonicalize_filename(groups[1], NULL);

	g_free(groups[1]);
	groups[1] = path;
	return groups;
}

int diagnose(struct diagnosis *diagnosis, const char *messages, struct source *unit)
{
	g_autoptr(GRegex) from =
		g_regex_new("^(?:In file included|\\s+) ?from (.+?):(\\d+)", G_REGEX_RAW, 0, NULL);
	g_autoptr(GRegex) error =
		g_regex_new("^(?:\\S*ld(?:\\.\\w+)?: )?([^:]+):(\\d+):(?:\\d+:)? "
			    "(?:(?:fatal )?error: (.*)|(undefined reference .*))$",
			G_REGEX_RAW, 0, NULL);
	g_autoptr(GPtrArray) chain = g_ptr_array_new_with_free_func((GDestroyNotify)g_strfreev);
	g_autofree char *text = read_file(messages);
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
	int taken = 0, in_chain = 0;

	for (int i = 0; lines[i]; i++) {
		g_autoptr(GMatchInfo) link = NULL, match = NULL;
		int is_link = g_regex_match(from, lines[i], 0, &link);
		if (is_link && !in_chain)
			g_ptr_array_set_size(chain, 0);
		if (is_link)
			g_ptr_array_add(chain, groups_of(link));
		in_chain = is_link;
		if (is_link || !g_regex_match(error, lines[i], 0, &match))
			continue;
		g_auto(GStrv) parts = groups_of(match);
		const struct complaint complaint = { parts[1], parts[2],
			*parts[3] ? parts[3] : parts[4], chain };
		taken += take(diagnosis, &complaint, unit);
	}
	return taken;
}

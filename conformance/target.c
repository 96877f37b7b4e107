/* A target is a compiler and a launcher: conformance/targets/NAME. */
#include "target.h"
#include "fail.h"
#include <stdlib.h>
#include <string.h>

const char *const authority_names[AUTHORITIES] = { "document", "posix", "linux" };

static char *target_path(const char *name)
{
	return g_build_filename(SOURCE_PATH("conformance/targets"), name, NULL);
}

static int is_target_name(const char *name)
{
	return !strchr(name, '/') && !g_str_has_prefix(name, "kernel-") && !strchr(name, '.');
}

int target_exists(const char *name)
{
	g_autofree char *path = target_path(name);

	return is_target_name(name) && g_file_test(path, G_FILE_TEST_IS_REGULAR);
}

static int compare_strings(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

GPtrArray *target_names(void)
{
	GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GDir) folder = g_dir_open(SOURCE_PATH("conformance/targets"), 0, NULL);

	for (const char *name; folder && (name = g_dir_read_name(folder));)
		if (target_exists(name))
			g_ptr_array_add(names, g_strdup(name));
	g_ptr_array_sort(names, compare_strings);
	return names;
}

static void known_free(void *known)
{
	struct known *gone = known;

	g_free(gone->id);
	g_free(gone->text);
	g_free(gone->reason);
	g_free(gone->where);
	g_free(gone);
}

static void alias_free(void *alias)
{
	struct alias *gone = alias;

	g_free(gone->name);
	g_free(gone->command);
	g_free(gone);
}

static struct target *target_new(const char *name)
{
	struct target *target = g_new0(struct target, 1);

	target->name = g_strdup(name);
	target->known = g_ptr_array_new_with_free_func(known_free);
	target->aliases = g_ptr_array_new_with_free_func(alias_free);
	target->needs = g_new0(char *, 1);
	target->set = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	return target;
}

void target_free(struct target *target)
{
	g_free(target->name);
	g_free(target->path);
	g_strfreev(target->needs);
	g_free(target->packages);
	g_free(target->cc);
	g_free(target->libs);
	g_free(target->run);
	g_free(target->names);
	g_free(target->sources);
	g_free(target->programs);
	g_free(target->release);
	g_free(target->like);
	g_ptr_array_unref(target->known);
	g_ptr_array_unref(target->aliases);
	g_hash_table_destroy(target->set);
	g_free(target);
}

int known_is_pattern(const struct known *known)
{
	return strpbrk(known->id, "*?") != NULL;
}

/* Asked for every case and line: most lines name one case. */
static int is_about(const struct known *known, const char *id)
{
	return known_is_pattern(known) ? g_pattern_match_simple(known->id, id)
				       : strcmp(known->id, id) == 0;
}

static int names_a_case(const struct known *known)
{
	for (const struct test_case *const *test = __start_cases; test < __stop_cases; test++)
		if (is_about(known, (*test)->id))
			return 1;
	return 0;
}

/* One of those that deviate. */
static int is_outcome(const char *word)
{
	for (int i = CRASHED; i <= UNSUPPORTED; i++)
		if (strcmp(word, outcome_names[i]) == 0)
			return 1;
	return 0;
}

/* CASE "TEXT" REASON, or CASE OUTCOME REASON. */
static void add_known(struct target *target, const char *value, const char *where)
{
	g_autoptr(GRegex) form =
		g_regex_new("^(\\S+)\\s+(?:\"([^\"]*)\"|([a-z-]+))\\s+(\\S.*)$", 0, 0, NULL);
	g_autoptr(GMatchInfo) match = NULL;

	if (!g_regex_match(form, value, 0, &match))
		fail("%s: not CASE \"TEXT\" REASON or CASE OUTCOME REASON: %s", where, value);
	g_autofree char *text = g_match_info_fetch(match, 2),
			*outcome = g_match_info_fetch(match, 3);
	if (*outcome && !is_outcome(outcome))
		fail("%s: no case ends as %s: take crashed, timed-out, absent or unsupported",
			where, outcome);
	struct known *known = g_new0(struct known, 1);
	known->id = g_match_info_fetch(match, 1);
	known->text = g_strdup(*outcome ? outcome : text);
	known->reason = g_match_info_fetch(match, 4);
	known->where = g_strdup(where);
	if (!names_a_case(known))
		fail("%s: %s is no case: take the line out", where, known->id);
	g_ptr_array_add(target->known, known);
}

/* NAME PROGRAM [ARGUMENT]... */
static void add_alias(struct target *target, const char *value, const char *where)
{
	g_auto(GStrv) words = g_strsplit_set(value, " \t", 2);

	if (!words[0] || !words[1] || !*g_strstrip(words[1]))
		fail("%s: not NAME PROGRAM [ARGUMENT]...: %s", where, value);
	struct alias *alias = g_new0(struct alias, 1);
	alias->name = g_strdup(words[0]);
	alias->command = g_strdup(words[1]);
	g_ptr_array_add(target->aliases, alias);
}

static void set_claims(struct target *target, const char *value, const char *where)
{
	g_auto(GStrv) words = g_strsplit_set(value, " ,\t", -1);

	memset(target->claims, 0, sizeof target->claims);
	for (int i = 0; words[i]; i++) {
		int a = 0;
		while (*words[i] && a < AUTHORITIES && strcmp(words[i], authority_names[a]) != 0)
			a++;
		if (a == AUTHORITIES)
			fail("%s: no authority is called %s: take document, posix, linux", where,
				words[i]);
		if (*words[i])
			target->claims[a] = 1;
	}
}

static void set_kernel(struct target *target, const char *value, const char *where)
{
	static const char *const kernels[] = { "linux", "own", "none" };

	for (int i = 0; i < 3; i++)
		if (strcmp(value, kernels[i]) == 0) {
			target->kernel = (enum kernel)i;
			return;
		}
	fail("%s: no kernel is called %s: take linux, own or none", where, value);
}

static void check_is_there(const char *path, const char *where)
{
	g_autofree char *whole = g_build_filename(SOCKSPEC_SOURCE, path, NULL);

	if (!g_file_test(whole, G_FILE_TEST_EXISTS))
		fail("%s: %s is not in the tree: give a path from its top", where, path);
}

void target_set(struct target *target, const char *key, const char *value, const char *where)
{
	const struct {
		const char *key;
		char **place;
	} texts[] = {
		{ "packages", &target->packages },
		{ "cc", &target->cc },
		{ "libs", &target->libs },
		{ "run", &target->run },
		{ "names", &target->names },
		{ "sources", &target->sources },
		{ "programs", &target->programs },
		{ "release", &target->release },
		{ "like", &target->like },
	};

	if (strcmp(key, "program") == 0) {
		add_alias(target, value, where);
		return;
	}
	if (!g_hash_table_add(target->set, g_strdup(key)))
		fail("%s: %s is set twice: leave one", where, key);
	if (*value && (strcmp(key, "names") == 0 || strcmp(key, "sources") == 0 ||
			      strcmp(key, "programs") == 0))
		check_is_there(value, where);
	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
		if (strcmp(key, texts[i].key) == 0) {
			g_free(*texts[i].place);
			*texts[i].place = *value ? g_strdup(value) : NULL;
			return;
		}
	if (strcmp(key, "needs") == 0) {
		g_strfreev(target->needs);
		target->needs = g_strsplit(value, " ", -1);
	} else if (strcmp(key, "claims") == 0) {
		set_claims(target, value, where);
	} else if (strcmp(key, "kernel") == 0) {
		set_kernel(target, value, where);
	} else {
		fail("%s: no key is called %s: see needs packages cc libs run kernel claims names "
		     "sources programs program release like known",
			where, key);
	}
}

/* Which lines of a file are taken in: all; the known ones, of a file that has no others; the known
 * ones among others. */
enum lines { EVERY_LINE, KNOWN_ALONE, KNOWN_AMONG_OTHERS };

static void take_lines(struct target *target, const char *path, enum lines which)
{
	g_autofree char *text = read_file(path);
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);

	for (int i = 0; lines[i]; i++) {
		char *line = g_strstrip(lines[i]), *value = strchr(line, '=');
		g_autofree char *where = g_strdup_printf("%s:%d", path, i + 1);
		if (!*line || *line == '#')
			continue;
		if (!value)
			fail("%s: not KEY = VALUE: %s", where, line);
		*value++ = '\0';
		const char *key = g_strchomp(line);
		int is_known = strcmp(key, "known") == 0;
		char *comment = is_known ? NULL : strstr(value, " #");
		if (comment)
			*comment = '\0';
		value = g_strstrip(value);
		if (is_known)
			add_known(target, value, where);
		else if (which == KNOWN_ALONE)
			fail("%s: only known lines may stand here", where);
		else if (which == EVERY_LINE)
			target_set(target, key, value, where);
	}
}

struct target *target_load(const char *name)
{
	struct target *target = target_new(name);

	target->path = target_path(name);
	take_lines(target, target->path, EVERY_LINE);
	if (!target->cc)
		fail("%s: cc is missing: say how to compile", target->path);
	if (target->like) {
		g_autofree char *like = target_path(target->like);
		take_lines(target, like, KNOWN_AMONG_OTHERS);
	}
	if (target->kernel == KERNEL_LINUX)
		take_lines(target, SOURCE_PATH("conformance/targets/kernel-linux"), KNOWN_ALONE);
	return target;
}

struct target *target_make_up(const char *name, const char *like)
{
	struct target *target = like ? target_load(like) : target_new(name);

	g_hash_table_remove_all(target->set);
	if (like) {
		g_clear_pointer(&target->path, g_free);
		g_free(target->name);
		target->name = g_strdup(name);
		return target;
	}
	target->claims[AUTHORITY_POSIX] = target->claims[AUTHORITY_LINUX] = 1;
	take_lines(target, SOURCE_PATH("conformance/targets/kernel-linux"), KNOWN_ALONE);
	return target;
}

static char *missing_program(const char *command)
{
	g_auto(GStrv) words = NULL;

	if (!command || !g_shell_parse_argv(command, NULL, &words, NULL))
		return NULL;
	g_autofree char *found = g_find_program_in_path(words[0]);
	return found ? NULL : g_strdup(words[0]);
}

char *target_missing(const struct target *target)
{
	char *missing = missing_program(target->cc);

	if (!missing)
		missing = missing_program(target->run);
	for (int i = 0; !missing && target->needs[i]; i++)
		missing = missing_program(*target->needs[i] ? target->needs[i] : NULL);
	return missing;
}

const struct known *target_known(const struct target *target, const char *id)
{
	for (guint i = 0; i < target->known->len; i++) {
		const struct known *known = g_ptr_array_index(target->known, i);
		if (is_about(known, id))
			return known;
	}
	return NULL;
}

/* Makes a target's programs: of its folder of programs, a file with a main each. */
#include "programs.h"
#include "compiler.h"
#include "fail.h"
#include "files.h"
#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* What all programs share: a library, so that a stand-in may take the place of a call. */
#define SHARED "shared.so"
/* Calls whose answers a case may choose, preloaded. */
#define STAND_INS "stand-ins.so"
#define STAND_INS_SOURCE "conformance/stand-ins.c"

char *programs_folder(const struct target *target)
{
	return target->programs
		       ? g_build_filename(BUILD_PATH("agents"), target->name, "programs", NULL)
		       : NULL;
}

static int has_main(const char *file)
{
	g_autofree char *path = g_build_filename(SOCKSPEC_SOURCE, file, NULL);
	g_autofree char *text = read_file(path);

	return g_regex_match_simple("^int main\\b", text, G_REGEX_MULTILINE, 0);
}

static char *name_of(const char *file)
{
	char *name = g_path_get_basename(file);

	*strrchr(name, '.') = '\0';
	return name;
}

static void add_flags(GPtrArray *words, const struct target *target)
{
	compiler_add_words(words, target);
	g_ptr_array_add(words, g_strdup("-fPIC"));
	g_ptr_array_add(words, g_strdup("-Wl,-rpath,$ORIGIN"));
	g_ptr_array_add(words, g_strdup_printf("-I%s/%s", SOCKSPEC_SOURCE, target->programs));
}

/* Runs the compiler on the files; they end in NULL. */
static void compile(const struct target *target, GPtrArray *files, const char *output, ...)
{
	g_autoptr(GPtrArray) words = g_ptr_array_new_with_free_func(g_free);
	g_autofree char *messages = NULL;
	g_autoptr(GError) error = NULL;
	va_list more;
	int status = 0;

	add_flags(words, target);
	for (guint i = 0; i < files->len; i++)
		g_ptr_array_add(words,
			g_build_filename(SOCKSPEC_SOURCE, g_ptr_array_index(files, i), NULL));
	va_start(more, output);
	for (const char *word; (word = va_arg(more, const char *));)
		g_ptr_array_add(words, g_strdup(word));
	va_end(more);
	g_ptr_array_add(words, g_strdup("-o"));
	g_ptr_array_add(words, g_strdup(output));
	g_ptr_array_add(words, NULL);
	if (!g_spawn_sync(NULL, (char **)words->pdata, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL,
		    &messages, &status, &error))
		fail("%s: cc: %s", target->path, error->message);
	if (status != 0)
		fail("target %s: cannot build its programs: %.400s; mend %s", target->name,
			g_strdelimit(g_strstrip(messages), "\n", '|'), target->programs);
}

/* A program by another name; a case has the folder on its PATH. */
static void write_alias(const char *folder, const struct alias *alias)
{
	g_autofree char *path = g_build_filename(folder, alias->name, NULL);
	g_autofree char *text = g_strdup_printf("#!/bin/sh\nexec %s \"$@\"\n", alias->command);

	if (!g_file_set_contents(path, text, -1, NULL) || chmod(path, 0755) < 0)
		fail("%s: cannot be written; make the build folder writable", path);
}

static void make_programs(const struct target *target, const char *folder)
{
	g_autoptr(GPtrArray) files = files_of(target->programs, ".c", 0),
			     shared = files_of(target->sources, ".c", 1);
	g_autoptr(GPtrArray) stand_ins = g_ptr_array_new_with_free_func(g_free);
	g_autofree char *library = g_build_filename(folder, SHARED, NULL);
	g_autofree char *preloaded = g_build_filename(folder, STAND_INS, NULL);

	for (guint i = 0; i < files->len; i++)
		if (!has_main(g_ptr_array_index(files, i)))
			g_ptr_array_add(shared, g_strdup(g_ptr_array_index(files, i)));
	compile(target, shared, library, "-shared", NULL);
	g_ptr_array_add(stand_ins, g_strdup(STAND_INS_SOURCE));
	compile(target, stand_ins, preloaded, "-shared", NULL);
	for (guint i = 0; i < files->len; i++) {
		const char *file = g_ptr_array_index(files, i);
		if (!has_main(file))
			continue;
		g_autofree char *name = name_of(file);
		g_autofree char *program = g_build_filename(folder, name, NULL);
		g_autoptr(GPtrArray) one = g_ptr_array_new_with_free_func(g_free);
		g_ptr_array_add(one, g_strdup(file));
		compile(target, one, program, library, NULL);
	}
	for (guint i = 0; i < target->aliases->len; i++)
		write_alias(folder, g_ptr_array_index(target->aliases, i));
}

/* What the programs depend on. */
static char *key_of(const struct target *target)
{
	g_autoptr(GChecksum) hash = g_checksum_new(G_CHECKSUM_SHA256);
	g_autoptr(GPtrArray) words = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GPtrArray) code = files_of(target->programs, ".c", 0);
	g_autofree char *release = compiler_libc(target);

	g_ptr_array_extend_and_steal(code, files_of(target->programs, ".h", 0));
	g_ptr_array_extend_and_steal(code, files_of(target->sources, ".c", 1));
	g_ptr_array_extend_and_steal(code, files_of(target->sources, ".h", 1));
	g_ptr_array_add(code, g_strdup("conformance/programs.c"));
	g_ptr_array_add(code, g_strdup(STAND_INS_SOURCE));
	g_ptr_array_add(code, g_strdup("conformance/platform.h"));
	if (target->names)
		g_ptr_array_add(code, g_strdup(target->names));
	hash_files(hash, code);
	add_flags(words, target);
	for (guint i = 0; i < words->len; i++)
		hash_text(hash, g_ptr_array_index(words, i));
	for (guint i = 0; i < target->aliases->len; i++) {
		const struct alias *alias = g_ptr_array_index(target->aliases, i);
		hash_text(hash, alias->name);
		hash_text(hash, alias->command);
	}
	hash_text(hash, release);
	return g_strdup(g_checksum_get_string(hash));
}

/* What an earlier build left must not pass for a program of this one. */
static void empty_folder(const char *folder)
{
	g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);

	if (g_mkdir_with_parents(folder, 0777) < 0)
		fail("%s: %s; make the build folder writable", folder, strerror(errno));
	for (const char *name; dir && (name = g_dir_read_name(dir));) {
		g_autofree char *path = g_build_filename(folder, name, NULL);
		unlink(path);
	}
}

int build_programs(const struct target *target)
{
	g_autofree char *folder = programs_folder(target), *key_file = NULL, *key = NULL,
			*old = NULL;

	if (!folder)
		return 0;
	key_file = g_strconcat(folder, ".key", NULL);
	key = key_of(target);
	if (g_file_get_contents(key_file, &old, NULL, NULL) && strcmp(old, key) == 0)
		return 0;
	unlink(key_file);
	empty_folder(folder);
	make_programs(target, folder);
	if (!g_file_set_contents(key_file, key, -1, NULL))
		fail("%s: cannot be written; make the build folder writable", key_file);
	return 1;
}

/* Makes a target's agent: compiles every case, and finds what the target lacks by what its compiler
 * and linker say. */
#include "build.h"
#include "chunk.h"
#include "compiler.h"
#include "diagnosis.h"
#include "fail.h"
#include "files.h"
#include "programs.h"
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

/* More passes than this and the compiler does not take our cuts for an answer. */
enum { MOST_PASSES = 40 };

/* What sets the stage for cases: headers, which know each other. */
#define FIXTURES "conformance/fixtures"

struct unit {
	struct source *source; /* NULL for a file of the target's own, compiled as it stands */
	char *path, *object;
	int stale; /* to be compiled, or compiled in vain */
};

struct making {
	const struct target *target;
	char *folder;     /* build/agents/NAME */
	GPtrArray *units; /* of struct unit * */
	char **compile;   /* the compiler and its flags */
	struct diagnosis diagnosis;
};

/* The files that may lose chunks, headers first. */
static GPtrArray *case_files(void)
{
	static const char *const first[] = { "case.h", "errno_names.h", "eai_names.h", "platform.h",
		"case.c", "agent.c" };
	GPtrArray *files = files_of(FIXTURES, ".h", 0);

	for (size_t i = 0; i < G_N_ELEMENTS(first); i++)
		g_ptr_array_insert(files, (gint)i, g_build_filename("conformance", first[i], NULL));
	g_ptr_array_extend_and_steal(files, files_of("conformance/cases", ".c", 1));
	return files;
}

/* What an agent depends on: sources, compiler, flags and libc; and which cases this program knows,
 * and where, lest an edit that it was not built with outlasts it. */
static char *key_of(const struct making *making)
{
	const struct target *target = making->target;
	g_autoptr(GChecksum) hash = g_checksum_new(G_CHECKSUM_SHA256);
	g_autoptr(GPtrArray) files = case_files();
	g_autoptr(GPtrArray) code = files_of(target->sources, ".c", 1),
			     headers = files_of(target->sources, ".h", 1);
	g_autofree char *release = compiler_libc(target);
	g_autofree char *compiler = compiler_version(target);

	if (target->names)
		g_ptr_array_add(files, g_strdup(target->names));
	hash_files(hash, files);
	hash_files(hash, code);
	hash_files(hash, headers);
	for (int i = 0; making->compile[i]; i++)
		hash_text(hash, making->compile[i]);
	for (const struct test_case *const *test = __start_cases; test < __stop_cases; test++) {
		g_autofree char *place =
			g_strdup_printf("%s:%s:%d", (*test)->id, (*test)->file, (*test)->line);
		hash_text(hash, place);
	}
	hash_text(hash, target->libs);
	hash_text(hash, compiler);
	hash_text(hash, release);
	return g_strdup(g_checksum_get_string(hash));
}

static char *in_folder(const struct making *making, const char *name)
{
	return g_build_filename(making->folder, name, NULL);
}

static void make_folder(const char *path)
{
	if (g_mkdir_with_parents(path, 0777) < 0)
		fail("%s: %s; make the build folder writable", path, strerror(errno));
}

static void add_unit(
	struct making *making, struct source *source, const char *path, const char *origin)
{
	struct unit *unit = g_new0(struct unit, 1);
	g_autofree char *flat = g_strdelimit(g_strdup(origin), "/", '_');
	g_autofree char *name = g_strconcat(flat, ".o", NULL);

	unit->source = source;
	unit->path = g_strdup(path);
	unit->object = g_build_filename(making->folder, "objects", name, NULL);
	unit->stale = 1;
	g_ptr_array_add(making->units, unit);
}

/* Copies the files of cases beside the objects, and names all that is to be compiled. */
static void gather(struct making *making)
{
	g_autoptr(GPtrArray) files = case_files(), own = files_of(making->target->sources, ".c", 1);

	for (guint i = 0; i < files->len; i++) {
		const char *origin = g_ptr_array_index(files, i);
		g_autofree char *from = g_build_filename(SOCKSPEC_SOURCE, origin, NULL);
		g_autofree char *to = in_folder(making, origin);
		g_autofree char *folder = g_path_get_dirname(to);
		make_folder(folder);
		struct source *source = source_read(from, origin, to);
		source_write(source);
		g_ptr_array_add(making->diagnosis.sources, source);
		if (g_str_has_suffix(origin, ".c"))
			add_unit(making, source, to, origin);
	}
	for (guint i = 0; i < own->len; i++) {
		const char *origin = g_ptr_array_index(own, i);
		g_autofree char *path = g_build_filename(SOCKSPEC_SOURCE, origin, NULL);
		add_unit(making, NULL, path, origin);
	}
	g_autofree char *objects = in_folder(making, "objects");
	make_folder(objects);
}

static char **compile_command(const struct making *making)
{
	GPtrArray *words = g_ptr_array_new();
	g_autofree char *include = in_folder(making, "conformance");
	g_autofree char *fixtures = in_folder(making, FIXTURES);

	compiler_add_words(words, making->target);
	g_ptr_array_add(words, g_strdup("-Werror=implicit-function-declaration"));
	g_ptr_array_add(words, g_strdup(making->diagnosis.is_clang ? "-ferror-limit=0"
								   : "-ftrack-macro-expansion=0"));
	g_ptr_array_add(words, g_strconcat("-I", fixtures, NULL));
	g_ptr_array_add(words, g_strconcat("-I", include, NULL));
	g_ptr_array_add(words, NULL);
	return (char **)g_ptr_array_free(words, FALSE);
}

/* Starts the compiler with more words, its messages going to a file. */
static pid_t start_compiler(const struct making *making, char **more, const char *messages)
{
	GPtrArray *argv = g_ptr_array_new();

	for (int i = 0; making->compile[i]; i++)
		g_ptr_array_add(argv, making->compile[i]);
	for (int i = 0; more[i]; i++)
		g_ptr_array_add(argv, more[i]);
	g_ptr_array_add(argv, NULL);
	pid_t child = fork();
	if (child == 0) {
		int to = open(messages, O_WRONLY | O_CREAT | O_TRUNC, 0666);
		setenv("LC_ALL", "C", 1);
		if (to < 0 || dup2(to, STDERR_FILENO) < 0 || dup2(to, STDOUT_FILENO) < 0)
			_exit(127);
		execvp(argv->pdata[0], (char **)argv->pdata);
		_exit(127);
	}
	if (child < 0)
		fail("fork: %s", strerror(errno));
	g_ptr_array_free(argv, TRUE);
	return child;
}

/* True where it ended well. */
static int await(pid_t child)
{
	int status;

	while (waitpid(child, &status, 0) < 0)
		if (errno != EINTR)
			fail("waitpid: %s", strerror(errno));
	return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

static _Noreturn void give_up(const struct making *making, const char *messages)
{
	g_autofree char *text = read_file(messages);

	text = g_strdelimit(g_strstrip(text), "\n", '|');
	fail("target %s: %s: cannot build the agent: %.400s; mend cc or libs in %s",
		making->target->name, making->compile[0], *text ? text : "it does not start",
		making->target->path ? making->target->path : "--cc or --libs");
}

/* Compiles the headers alone, until what they have that the target has not is left out. */
static void settle_headers(struct making *making)
{
	g_autofree char *probe = in_folder(making, "conformance/probe.c");
	g_autofree char *messages = in_folder(making, "messages");
	g_autofree char *object = in_folder(making, "objects/probe.o");
	char *more[] = { "-c", probe, "-o", object, NULL };
	g_autoptr(GString) includes = g_string_new(NULL);

	for (guint i = 0; i < making->diagnosis.sources->len; i++) {
		const struct source *source = g_ptr_array_index(making->diagnosis.sources, i);
		if (g_str_has_suffix(source->path, ".h") &&
			!g_str_has_suffix(source->path, "_names.h"))
			g_string_append_printf(includes, "#include \"%s\"\n", source->path);
	}
	if (!g_file_set_contents(probe, includes->str, -1, NULL))
		fail("%s: cannot be written; make the build folder writable", probe);
	for (int pass = 0; !await(start_compiler(making, more, messages)); pass++)
		if (pass == MOST_PASSES || !diagnose(&making->diagnosis, messages, NULL))
			give_up(making, messages);
	making->diagnosis.settled = 1;
}

/* Compiles every stale unit, several at once; true where all compiled. */
static int compile_units(struct making *making)
{
	guint at_once = g_get_num_processors(), units = making->units->len;
	g_autofree pid_t *children = g_new0(pid_t, units);
	int all = 1;

	for (guint i = 0; i < units + at_once; i++) {
		struct unit *unit = i < units ? g_ptr_array_index(making->units, i) : NULL;
		if (i >= at_once && children[i - at_once]) {
			struct unit *done = g_ptr_array_index(making->units, i - at_once);
			done->stale = !await(children[i - at_once]);
			all &= !done->stale;
		}
		if (!unit || !unit->stale)
			continue;
		g_autofree char *messages = g_strconcat(unit->object, ".messages", NULL);
		char *more[] = { "-c", unit->path, "-o", unit->object, NULL };
		children[i] = start_compiler(making, more, messages);
	}
	return all;
}

/* What has lost a chunk, or includes a header that has, is to be compiled again. */
static void mark_stale(struct making *making)
{
	GPtrArray *sources = making->diagnosis.sources;
	int headers = 0;

	for (guint i = 0; i < sources->len; i++) {
		const struct source *source = g_ptr_array_index(sources, i);
		headers |= source->changed && g_str_has_suffix(source->path, ".h");
	}
	for (guint i = 0; i < making->units->len; i++) {
		struct unit *unit = g_ptr_array_index(making->units, i);
		unit->stale |= unit->source && (headers || unit->source->changed);
	}
	for (guint i = 0; i < sources->len; i++)
		((struct source *)g_ptr_array_index(sources, i))->changed = 0;
}

static void compile_all(struct making *making)
{
	for (int pass = 0; mark_stale(making), !compile_units(making); pass++)
		for (guint i = 0; i < making->units->len; i++) {
			struct unit *unit = g_ptr_array_index(making->units, i);
			g_autofree char *messages = g_strconcat(unit->object, ".messages", NULL);
			if (unit->stale && (pass == MOST_PASSES || !diagnose(&making->diagnosis,
									   messages, unit->source)))
				give_up(making, messages);
		}
}

static void link_agent(struct making *making, const char *agent)
{
	g_autofree char *messages = in_folder(making, "messages");
	g_auto(GStrv) libs = NULL;
	GPtrArray *words = g_ptr_array_new();

	if (making->target->libs && !g_shell_parse_argv(making->target->libs, NULL, &libs, NULL))
		fail("target %s: libs: quotes do not match; mend %s", making->target->name,
			making->target->path ? making->target->path : "--libs");
	for (guint i = 0; i < making->units->len; i++)
		g_ptr_array_add(
			words, ((struct unit *)g_ptr_array_index(making->units, i))->object);
	for (int i = 0; libs && libs[i]; i++)
		g_ptr_array_add(words, libs[i]);
	g_ptr_array_add(words, (char *)"-o");
	g_ptr_array_add(words, (char *)agent);
	g_ptr_array_add(words, NULL);
	for (int pass = 0; !await(start_compiler(making, (char **)words->pdata, messages));
		pass++) {
		if (pass == MOST_PASSES || !diagnose(&making->diagnosis, messages, NULL))
			give_up(making, messages);
		compile_all(making);
	}
	g_ptr_array_free(words, TRUE);
}

/* The file that the case stands in. */
static struct source *source_of(const struct making *making, const struct test_case *test)
{
	for (guint i = 0; i < making->diagnosis.sources->len; i++) {
		struct source *source = g_ptr_array_index(making->diagnosis.sources, i);
		if (strcmp(source->origin, test->file) == 0)
			return source;
	}
	fail("%s:%d: the case %s is in no file of conformance/cases; build sockspec by its "
	     "CMakeLists.txt",
		test->file, test->line, test->id);
}

/* The cases that stood in what was left out. */
static struct records *absent_cases(const struct making *making)
{
	struct records *records = records_new(making->target->name);

	for (const struct test_case *const *test = __start_cases; test < __stop_cases; test++) {
		const struct chunk *chunk = source_chunk(source_of(making, *test), (*test)->line);
		if (!chunk)
			fail("%s:%d: the case %s is in no chunk of the file", (*test)->file,
				(*test)->line, (*test)->id);
		if (chunk->reason)
			records_add(records, (*test)->id,
				(*test)->declares || message_names(chunk->reason, (*test)->call)
					? ABSENT
					: UNSUPPORTED,
				chunk->reason);
	}
	return records;
}

static void make_agent(struct making *making, const struct build *build, const char *absent)
{
	gather(making);
	settle_headers(making);
	compile_all(making);
	link_agent(making, build->agent);
	struct records *records = absent_cases(making);
	records_write(records, absent);
	records_free(records);
}

static int is_current(const char *key_file, const char *key)
{
	g_autofree char *old = NULL;

	return g_file_get_contents(key_file, &old, NULL, NULL) && strcmp(old, key) == 0;
}

static void unit_free(void *unit)
{
	struct unit *gone = unit;

	g_free(gone->path);
	g_free(gone->object);
	g_free(gone);
}

int build_lock(const struct target *target)
{
	g_autofree char *folder = g_build_filename(BUILD_PATH("agents"), target->name, NULL);
	g_autofree char *path = g_build_filename(folder, "lock", NULL);
	make_folder(folder);
	int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);

	if (fd < 0)
		fail("%s: %s; make the build folder writable", path, strerror(errno));
	while (flock(fd, LOCK_EX) < 0)
		if (errno != EINTR)
			fail("%s: %s", path, strerror(errno));
	return fd;
}

struct build *build_agent(const struct target *target)
{
	struct making making = { .target = target, .diagnosis.target = target->name };
	struct build *build = g_new0(struct build, 1);
	g_autofree char *folder = g_build_filename(BUILD_PATH("agents"), target->name, NULL);
	g_autofree char *version = compiler_version(target);

	making.folder = folder;
	making.diagnosis.sources = g_ptr_array_new_with_free_func((GDestroyNotify)source_free);
	making.units = g_ptr_array_new_with_free_func(unit_free);
	making.diagnosis.is_clang = version && strstr(version, "clang") != NULL;
	making.compile = compile_command(&making);
	build->lock = build_lock(target);
	g_autofree char *key_file = in_folder(&making, "key");
	g_autofree char *absent = in_folder(&making, "absent.jsonl");
	g_autofree char *key = key_of(&making);
	build->agent = in_folder(&making, "agent");
	if (!is_current(key_file, key)) {
		unlink(key_file);
		make_agent(&making, build, absent);
		if (!g_file_set_contents(key_file, key, -1, NULL))
			fail("%s: cannot be written; make the build folder writable", key_file);
	}
	if (build_programs(target)) /* what was seen of the old ones is no more */
		utimes(build->agent, NULL);
	build->absent = records_read(absent);
	g_strfreev(making.compile);
	g_ptr_array_unref(making.diagnosis.sources);
	g_ptr_array_unref(making.units);
	return build;
}

void build_free(struct build *build)
{
	g_free(build->agent);
	records_free(build->absent);
	close(build->lock);
	g_free(build);
}

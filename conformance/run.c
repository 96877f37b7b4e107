/* Runs cases on a target: starts its agent in each stage, several side by side, and writes down
 * what they say. */
#include "run.h"
#include "compiler.h"
#include "fail.h"
#include "programs.h"
#include <elf.h>
#include <errno.h>
#include <poll.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/utsname.h>
#include <unistd.h>

/* Most cases that one agent is asked for, and most agents of a target at once: what waits in one
 * world is not waited for in another. */
enum { SHARE = 24, SIDE_BY_SIDE = 12 };

/* With one agent after another, in one stage, about a share of its cases. */
struct conversation {
	const struct target *target;
	const struct run_options *options;
	const struct build *build;
	struct records *records;
	const char *stage; /* NULL for the base world */
	enum world world;
	char *errors;       /* the file that has the agent's stderr */
	GPtrArray *waiting; /* ids of cases that have no outcome yet, in order */
	const char *begun;  /* the case that the agent is at, or NULL */
	int greeted;
	GString *heard; /* of a line that has not ended */
	gsize unended;  /* bytes of it, with those that are passed over */
	pid_t first;    /* process of the agent's world */
	int output;     /* of the agent; -1 while there is none */
	gint64 last_heard;
};

static void settle(
	struct conversation *talk, const char *id, enum outcome outcome, const char *text)
{
	records_add(talk->records, id, outcome, text);
	for (guint i = 0; i < talk->waiting->len; i++)
		if (strcmp(g_ptr_array_index(talk->waiting, i), id) == 0) {
			g_ptr_array_remove_index(talk->waiting, i);
			break;
		}
	talk->begun = NULL;
	if (talk->options->done)
		talk->options->done();
}

static void settle_all(struct conversation *talk, enum outcome outcome, const char *text)
{
	while (talk->waiting->len)
		settle(talk, g_ptr_array_index(talk->waiting, 0), outcome, text);
}

/* The first line that the agent, its launcher or its stage wrote to stderr. */
static char *first_error(const struct conversation *talk)
{
	char *text = NULL;

	if (!g_file_get_contents(talk->errors, &text, NULL, NULL) || !*text) {
		g_free(text);
		return g_strdup("nothing on stderr");
	}
	text[strcspn(text, "\n")] = '\0';
	return text;
}

static _Noreturn void not_our_language(const struct conversation *talk, const char *what)
{
	g_autofree char *error = first_error(talk);

	fail("target %s: %s (stderr: %.200s); see run and cc in %s", talk->target->name, what,
		error, talk->target->path ? talk->target->path : "--run and --cc");
}

static int is_waiting(const struct conversation *talk, const char *id)
{
	for (guint i = 0; i < talk->waiting->len; i++)
		if (strcmp(g_ptr_array_index(talk->waiting, i), id) == 0)
			return 1;
	return 0;
}

/* A kernel's version without what its packager adds: "6.1" of "6.1.0-13-amd64". */
static char *version_of(const char *release)
{
	const char *end = release + strspn(release, "0123456789");

	if (*end == '.')
		end += 1 + strspn(end + 1, "0123456789");
	return g_strndup(release, (gsize)(end - release));
}

char *run_kernel(const char *system, const char *release)
{
	g_autofree char *version = version_of(release);

	return g_strdup_printf("%s %s", system, version);
}

/* A launcher's kernel is what its agent says; this machine's is known, whatever a stage may boot.
 */
static void greet(struct conversation *talk, char **words)
{
	struct records *records = talk->records;

	talk->greeted = 1;
	if (!records->kernel)
		records->kernel = run_kernel(words[1], words[2]);
	if (!records->machine)
		records->machine = g_strdup(words[3]);
}

static char *this_kernel(void)
{
	struct utsname system;

	return uname(&system) == 0 ? run_kernel(system.sysname, system.release) : NULL;
}

static void take_outcome(struct conversation *talk, char **words, guint count)
{
	for (int i = 0; i < OUTCOMES && count >= 2 && talk->begun; i++)
		if (strcmp(words[0], outcome_names[i]) == 0 && strcmp(talk->begun, words[1]) == 0) {
			settle(talk, words[1], (enum outcome)i, count > 2 ? words[2] : "");
			return;
		}
	g_autofree char *line = g_strjoinv(" ", words);
	g_autofree char *what =
		g_strdup_printf("its agent said what nobody asked for: %.100s", line);
	not_our_language(talk, what);
}

static void take_line(struct conversation *talk, const char *line)
{
	g_auto(GStrv) words = g_strsplit(line, "\t", 4);
	guint count = g_strv_length(words);

	if (!talk->greeted && count == 4 && strcmp(words[0], "agent") == 0)
		greet(talk, words);
	else if (talk->greeted && count == 2 && strcmp(words[0], "begun") == 0 &&
		 is_waiting(talk, words[1]) && !talk->begun)
		talk->begun = case_find(words[1])->id;
	else
		take_outcome(talk, words, count);
}

/* A stage, or a launcher with a kernel of its own, may have to boot before its agent speaks.
 * Seconds. */
static int patience(const struct conversation *talk)
{
	enum { BOOTING = 60 };
	int boots = !talk->greeted && (talk->stage || talk->target->kernel == KERNEL_OWN);

	return boots ? MAX(talk->options->timeout, BOOTING) : talk->options->timeout;
}

/* Hears what there is; 0 at the end. */
static int hear(struct conversation *talk)
{
	char room[4096], *end;
	ssize_t size = read(talk->output, room, sizeof room);

	if (size <= 0)
		return 0;
	talk->last_heard = g_get_monotonic_time();
	talk->unended += (gsize)size;
	for (ssize_t i = 0; i < size; i++)
		if (room[i] != '\r' && room[i] != '\0')
			g_string_append_c(talk->heard, room[i]);
	while ((end = strchr(talk->heard->str, '\n'))) {
		g_autofree char *line =
			g_strndup(talk->heard->str, (gsize)(end - talk->heard->str));
		g_string_erase(talk->heard, 0, (gssize)strlen(line) + 1);
		talk->unended = talk->heard->len;
		take_line(talk, line);
	}
	if (talk->unended > sizeof room)
		not_our_language(talk, "its agent said a line without end");
	return 1;
}

static void add_words(GPtrArray *argv, char **words)
{
	for (int i = 0; words && words[i]; i++)
		g_ptr_array_add(argv, g_strdup(words[i]));
}

/* stage launcher agent; or launcher stage agent, where the launcher brings a kernel of its own. */
static char **command_of(const struct conversation *talk)
{
	GPtrArray *argv = g_ptr_array_new();
	g_auto(GStrv) stage = talk->stage ? stage_words(talk->stage) : NULL;
	g_auto(GStrv) run = NULL;
	int own = talk->target->kernel == KERNEL_OWN;

	if (talk->target->run && !g_shell_parse_argv(talk->target->run, NULL, &run, NULL))
		fail("target %s: run: quotes do not match; mend %s", talk->target->name,
			talk->target->path ? talk->target->path : "--run");
	add_words(argv, own ? run : stage);
	add_words(argv, own ? stage : run);
	g_autofree char *programs = programs_folder(talk->target);
	if (talk->options->preload || programs)
		g_ptr_array_add(argv, g_strdup("env"));
	if (programs)
		g_ptr_array_add(argv, g_strconcat("SOCKSPEC_PROGRAMS=", programs, NULL));
	if (talk->options->preload)
		g_ptr_array_add(argv, g_strconcat("LD_PRELOAD=", talk->options->preload, NULL));
	g_ptr_array_add(argv, g_strdup(talk->build->agent));
	for (guint i = 0; i < talk->waiting->len; i++)
		g_ptr_array_add(argv, g_strdup(g_ptr_array_index(talk->waiting, i)));
	g_ptr_array_add(argv, NULL);
	return (char **)g_ptr_array_free(argv, FALSE);
}

/* Where the agent went before it was done, and no case is to blame. */
static void blame_the_start(struct conversation *talk)
{
	if (talk->stage && !talk->greeted) {
		g_autofree char *error = first_error(talk);
		g_autofree char *why = g_strdup_printf("the stage failed: %.300s", error);
		settle_all(talk, UNRESOLVED, why);
		return;
	}
	not_our_language(
		talk, talk->greeted ? "its agent ended early" : "its agent printed nothing");
}

static void start_agent(struct conversation *talk)
{
	g_auto(GStrv) argv = command_of(talk);

	talk->begun = NULL;
	talk->greeted = 0;
	g_string_truncate(talk->heard, 0);
	talk->unended = 0;
	talk->last_heard = g_get_monotonic_time();
	talk->first = world_start(talk->world, argv, talk->errors, &talk->output);
}

/* After its last word, or its silence: what it was at has come to no good. */
static void end_agent(struct conversation *talk, enum outcome outcome, const char *why)
{
	close(talk->output);
	talk->output = -1;
	world_end(talk->world, talk->first);
	if (talk->begun)
		settle(talk, talk->begun, outcome, why);
	else if (talk->heard->len)
		not_our_language(talk, "its agent said a line without end");
	else if (talk->waiting->len)
		blame_the_start(talk);
}

static gint64 silent_at(const struct conversation *talk)
{
	return talk->last_heard + (gint64)patience(talk) * G_USEC_PER_SEC;
}

/* Why a stage cannot be had here, or NULL. */
static char *not_here(const struct conversation *talk)
{
	const char *refusal = talk->world == WORLD_OWN ? world_refusal() : NULL;

	if (refusal)
		return g_strdup_printf("no world of our own: %s", refusal);
	if (talk->stage && talk->world == WORLD_HOST)
		return g_strdup_printf("--stage host: no stage %s", talk->stage);
	g_autofree char *missing = talk->stage ? stage_missing(talk->stage) : NULL;
	return missing ? g_strdup_printf("stage %s needs %s", talk->stage, missing) : NULL;
}

/* Waits until one of the agents says something, ends or has been silent for too long. */
static void attend(struct conversation *const *talks, nfds_t count)
{
	struct pollfd ready[SIDE_BY_SIDE];
	gint64 next = G_MAXINT64, now = g_get_monotonic_time();

	for (nfds_t i = 0; i < count; i++) {
		ready[i] = (struct pollfd){ .fd = talks[i]->output, .events = POLLIN };
		next = MIN(next, silent_at(talks[i]));
	}
	if (poll(ready, count, (int)(MAX(next - now, 0) / 1000 + 1)) < 0 && errno != EINTR)
		fail("poll: %s", strerror(errno));
	now = g_get_monotonic_time();
	for (nfds_t i = 0; i < count; i++) {
		if (ready[i].revents && !hear(talks[i]))
			end_agent(talks[i], CRASHED, "the agent ended");
		else if (!ready[i].revents && silent_at(talks[i]) <= now)
			end_agent(talks[i], TIMED_OUT, "");
	}
}

/* Has all the conversations, as many at once as may be. */
static void converse(GPtrArray *talks, guint at_once)
{
	struct conversation *going[SIDE_BY_SIDE];
	guint next = 0, count = 0;

	do {
		while (count < at_once && next < talks->len)
			going[count++] = g_ptr_array_index(talks, next++);
		for (guint i = 0; i < count;) {
			if (!going[i]->waiting->len && going[i]->output < 0) {
				going[i] = going[--count];
				continue;
			}
			if (going[i]->output < 0)
				start_agent(going[i]);
			i++;
		}
		if (count)
			attend(going, count);
	} while (count || next < talks->len);
}

static struct conversation *conversation_new(const struct conversation *like, const char *stage)
{
	struct conversation *talk = g_memdup2(like, sizeof *like);
	int anywhere = stage && strcmp(stage, "none") == 0;

	talk->stage = anywhere ? NULL : stage;
	talk->world = anywhere && world_refusal() ? WORLD_HOST : like->options->world;
	talk->waiting = g_ptr_array_new();
	talk->heard = g_string_new(NULL);
	talk->output = -1;
	return talk;
}

/* What the agent wrote to stderr, if it did, stays beside it. */
static void conversation_free(struct conversation *talk)
{
	struct stat errors;

	g_ptr_array_unref(talk->waiting);
	g_string_free(talk->heard, TRUE);
	if (stat(talk->errors, &errors) == 0 && errors.st_size == 0)
		unlink(talk->errors);
	g_free(talk->errors);
	g_free(talk);
}

/* How many conversations there are to be about so many cases of the one's stage. */
static guint shares_of(const struct conversation *talk, guint cases)
{
	int boots = talk->target->kernel == KERNEL_OWN || (talk->stage && stage_boots(talk->stage));

	return boots ? 1 : (cases + SHARE - 1) / SHARE;
}

/* The conversations about the cases of a stage; where they cannot be had, that is their outcome.
 * Neighbours, of which one may wait as long as the other, go to different ones. */
static void add_conversations(
	GPtrArray *talks, const struct conversation *like, const char *stage, GPtrArray *ids)
{
	guint shares = 1;

	for (guint share = 0; share < shares; share++) {
		struct conversation *talk = conversation_new(like, stage);
		g_autofree char *why = not_here(talk);
		shares = why ? 1 : shares_of(talk, ids->len);
		for (guint next = share; next < ids->len; next += shares)
			g_ptr_array_add(talk->waiting, g_ptr_array_index(ids, next));
		talk->errors = g_strdup_printf("%s.stderr-%u", like->build->agent, talks->len);
		if (like->target->kernel == KERNEL_NONE && (!stage || strcmp(stage, "none") != 0))
			settle_all(talk, NOT_RUN, "the target has no kernel");
		else if (why)
			settle_all(talk, NOT_RUN, why);
		g_ptr_array_add(talks, talk);
	}
}

/* Where there is a world, cases that need none share the base one: one start for both. */
static const char *stage_of(const struct test_case *test, const struct target *target)
{
	int shares = case_runs_anywhere(test) && !world_refusal() && target->kernel != KERNEL_NONE;

	return test->stage && !shares ? test->stage : "";
}

/* The loader ignores what is no library for the agent's machine, and the run would look good. */
static int fits(const char *library, const char *agent)
{
	g_autofree char *one = NULL, *other = NULL;
	gsize one_size, other_size, machine = offsetof(Elf64_Ehdr, e_machine);

	return g_file_get_contents(library, &one, &one_size, NULL) &&
	       g_file_get_contents(agent, &other, &other_size, NULL) &&
	       one_size >= sizeof(Elf64_Ehdr) && other_size >= sizeof(Elf64_Ehdr) &&
	       memcmp(one, other, EI_DATA + 1) == 0 &&
	       memcmp(one + machine, other + machine, 2) == 0;
}

/* True for a program that the dynamic linker does not load. */
static int is_static(const char *path)
{
	g_autofree char *image = NULL;
	gsize size;

	if (!g_file_get_contents(path, &image, &size, NULL) || size < sizeof(Elf64_Ehdr))
		return 0;
	const Elf64_Ehdr *header = (const Elf64_Ehdr *)image;
	if (memcmp(header->e_ident, ELFMAG, SELFMAG) != 0 ||
		header->e_ident[EI_CLASS] != ELFCLASS64 ||
		header->e_phoff + (gsize)header->e_phnum * sizeof(Elf64_Phdr) > size)
		return 0;
	const Elf64_Phdr *segment = (const Elf64_Phdr *)(image + header->e_phoff);
	for (int i = 0; i < header->e_phnum; i++)
		if (segment[i].p_type == PT_INTERP)
			return 0;
	return 1;
}

static void check_preload(
	const struct target *target, const struct run_options *options, const struct build *build)
{
	if (!options->preload)
		return;
	if (access(options->preload, R_OK) < 0)
		fail("--preload %s: %s", options->preload, strerror(errno));
	if (is_static(build->agent))
		fail("--preload %s: the agent of %s is static and preloads nothing; take -static "
		     "out of its cc",
			options->preload, target->name);
	if (!fits(options->preload, build->agent))
		fail("--preload %s: not a library for the agent of %s; name a shared object of its "
		     "machine",
			options->preload, target->name);
}

/* The ids of cases that were built, by stage; the others are recorded at once. */
static GHashTable *by_stage(struct conversation *talk, GPtrArray *cases)
{
	GHashTable *stages = g_hash_table_new_full(
		g_str_hash, g_str_equal, NULL, (GDestroyNotify)g_ptr_array_unref);

	for (guint i = 0; i < cases->len; i++) {
		const struct test_case *test = g_ptr_array_index(cases, i);
		const struct record *absent = records_get(talk->build->absent, test->id);
		const char *stage = stage_of(test, talk->target);
		if (absent) {
			settle(talk, test->id, absent->outcome, absent->text);
			continue;
		}
		if (!g_hash_table_contains(stages, stage))
			g_hash_table_insert(stages, (char *)stage, g_ptr_array_new());
		g_ptr_array_add(g_hash_table_lookup(stages, stage), (char *)test->id);
	}
	return stages;
}

static struct records *new_records(const struct target *target, const struct run_options *options)
{
	struct records *records = records_new(target->name);

	records->libc = compiler_libc(target);
	records->kernel = target->kernel == KERNEL_OWN ? NULL : this_kernel();
	records->preload = g_strdup(options->preload);
	records->stage = g_strdup(options->world == WORLD_HOST ? "host" : NULL);
	return records;
}

/* Stages first: one may boot for a while. In the host's world, where all would work in one folder,
 * one agent at a time. */
struct records *run_cases(
	const struct target *target, GPtrArray *cases, const struct run_options *options)
{
	struct build *build = build_agent(target);
	g_autoptr(GPtrArray) nobody = g_ptr_array_new();
	struct conversation like = { .target = target,
		.options = options,
		.build = build,
		.records = new_records(target, options),
		.waiting = nobody };
	GPtrArray *talks = g_ptr_array_new_with_free_func((GDestroyNotify)conversation_free);

	check_preload(target, options, build);
	g_autoptr(GHashTable) stages = by_stage(&like, cases);
	GList *names = g_list_sort(g_hash_table_get_keys(stages), (GCompareFunc)strcmp);
	for (GList *name = g_list_last(names); name; name = name->prev) {
		const char *stage = name->data;
		add_conversations(
			talks, &like, *stage ? stage : NULL, g_hash_table_lookup(stages, stage));
	}
	g_list_free(names);
	converse(talks, options->world == WORLD_OWN ? SIDE_BY_SIDE : 1);
	g_ptr_array_unref(talks);
	build_free(build);
	return like.records;
}

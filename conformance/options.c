/* What the command line says, the same way for every verb. */
#include "options.h"
#include "fail.h"
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DEFAULT_TARGETS "reference glibc musl dietlibc klibc"

static const struct {
	const char *name, *arguments, *says;
} verbs[VERBS] = {
	[VERB_LIST] = { "list", "[CASE...]",
		"print each case: CALL/NAME, tab, clauses, tab, stage" },
	[VERB_RUN] = { "run", "[TARGET...] [CASE...]",
		"observe, keep records, print what deviates" },
	[VERB_COMPARE] = { "compare", "TARGET TARGET [CASE...]",
		"print the cases on which two targets differ" },
	[VERB_EXPLAIN] = { "explain", "CASE|CLAUSE",
		"print a case or a clause: its text, code, what each authority allows, what each "
		"target did" },
	[VERB_REPORT] = { "report", "FORMAT [TARGET...] [CASE...]",
		"print a report: terminal markdown html junit tap json coverage" },
	[VERB_CLAUSES] = { "clauses", "[TARGET...]", "print how much of the document is proved" },
};

enum {
	RUNS = 1 << VERB_RUN,
	RUNNING =
		RUNS | 1 << VERB_COMPARE | 1 << VERB_EXPLAIN | 1 << VERB_REPORT | 1 << VERB_CLAUSES,
	COUNTS = 1 << VERB_CLAUSES,
	ANY = (1 << VERBS) - 1
};

enum {
	OPTION_CC = 256,
	OPTION_LIBS,
	OPTION_RUN,
	OPTION_NAME,
	OPTION_LIKE,
	OPTION_CLAIMS,
	OPTION_KERNEL,
	OPTION_PRELOAD,
	OPTION_OUT,
	OPTION_BASELINE,
	OPTION_UPDATE,
	OPTION_REQUIRE,
	OPTION_STAGE,
	OPTION_SHUFFLE,
	OPTION_JOBS,
	OPTION_TIMEOUT,
	OPTION_CHECK,
	OPTION_JSON,
	OPTION_ERRNO,
	OPTION_HELP
};

static const struct {
	const char *name, *argument;
	int number, verbs;
	const char *says;
} table[] = {
	{ "cc", "CMD", OPTION_CC, RUNNING, "make up a target on the spot: its compiler and flags" },
	{ "libs", "FLAGS", OPTION_LIBS, RUNNING, "what its agent is linked with" },
	{ "run", "CMD", OPTION_RUN, RUNNING, "its launcher, as qemu-s390x" },
	{ "name", "NAME", OPTION_NAME, RUNNING, "its name (mine)" },
	{ "like", "TARGET", OPTION_LIKE, RUNNING,
		"what it is but for the other options, which follow" },
	{ "claims", "LIST", OPTION_CLAIMS, RUNNING,
		"the authorities that it claims (posix linux)" },
	{ "kernel", "KIND", OPTION_KERNEL, RUNNING,
		"its kernel: linux (this one), own, none (linux)" },
	{ "preload", "LIB", OPTION_PRELOAD, RUNNING, "preload a library into the agent alone" },
	{ "out", "DIR", OPTION_OUT, RUNNING, "where records are kept (build/records)" },
	{ "baseline", "PATH", OPTION_BASELINE, RUNS,
		"fail on new deviations alone: records of before, a file or a folder" },
	{ "update", NULL, OPTION_UPDATE, RUNS, "write the baseline" },
	{ "require", "CASE", OPTION_REQUIRE, RUNS,
		"exit 2 if this case does not run; may be repeated" },
	{ "stage", "host", OPTION_STAGE, RUNNING,
		"run cases of the base world in the host's own, without isolation" },
	{ "shuffle", "SEED", OPTION_SHUFFLE, RUNS, "run the cases in another order" },
	{ "jobs", "N", OPTION_JOBS, RUNNING, "run so many targets at once (one a processor)" },
	{ "timeout", "SECONDS", OPTION_TIMEOUT, RUNNING, "what a case may take (10)" },
	{ "check", NULL, OPTION_CHECK, COUNTS,
		"check clauses and cases against each other, and no more" },
	{ "json", NULL, OPTION_JSON, COUNTS, "one JSON object a clause" },
	{ "errno", NULL, OPTION_ERRNO, COUNTS,
		"each call and errno, and how it was provoked, in Markdown" },
	{ "help", NULL, OPTION_HELP, ANY, "print this" },
};

static void print_general_help(void)
{
	printf("usage: sockspec VERB [OPTION...] [WORD...]\n\nThe sockets API as an executable "
	       "specification.\n\n");
	for (int v = 0; v < VERBS; v++) {
		g_autofree char *left = g_strdup_printf("%s %s", verbs[v].name, verbs[v].arguments);
		printf("  %-36s %s\n", left, verbs[v].says);
	}
	printf("\nsockspec VERB --help tells the options of a verb. A CASE is CALL, CALL/NAME or a "
	       "pattern such as "
	       "'inet_pton/v6_*'.\nTargets without a name given: " DEFAULT_TARGETS ".\n"
	       "Exit status: 0 every target as it claims, 1 something deviates, 2 the harness "
	       "failed or saw nothing.\n");
}

static void print_help(enum verb verb)
{
	printf("usage: sockspec %s [OPTION...] %s\n\n%c%s.\n\n", verbs[verb].name,
		verbs[verb].arguments, g_ascii_toupper(verbs[verb].says[0]), verbs[verb].says + 1);
	for (size_t i = 0; i < G_N_ELEMENTS(table); i++) {
		if (!(table[i].verbs & 1 << verb))
			continue;
		g_autofree char *left = g_strdup_printf(
			"--%s %s", table[i].name, table[i].argument ? table[i].argument : "");
		printf("  %-20s %s\n", left, table[i].says);
	}
}

static enum verb verb_of(const char *word)
{
	for (int v = 0; v < VERBS; v++)
		if (strcmp(word, verbs[v].name) == 0)
			return (enum verb)v;
	fail("no verb is called %s: see sockspec --help", word);
}

static int number_of(const char *option, const char *text, int least, int most)
{
	char *end;
	long number = strtol(text, &end, 10);

	if (!g_ascii_isdigit(*text) || *end || number < least || number > most)
		fail("--%s %s: not a number from %d to %d", option, text, least, most);
	return (int)number;
}

static void set_made_up(struct options *options, const char *key, const char *value)
{
	g_autofree char *where = g_strconcat("--", key, NULL);

	if (strcmp(key, "like") == 0 && (options->made_up || !target_exists(value)))
		fail("--like %s: no target, or not the first option of those that make one up: put "
		     "a name of conformance/targets first",
			value);
	if (!options->made_up)
		options->made_up = target_make_up("mine", strcmp(key, "like") == 0 ? value : NULL);
	if (strcmp(key, "like") == 0)
		return;
	if (strcmp(key, "name") == 0) {
		if (target_exists(value) || !*value || strpbrk(value, "/ .\t"))
			fail("--name %s: taken, or not a plain word: choose another", value);
		g_free(options->made_up->name);
		options->made_up->name = g_strdup(value);
	} else {
		target_set(options->made_up, key, value, where);
	}
}

static void set_option(struct options *options, int number, const char *name, const char *value)
{
	switch (number) {
	case OPTION_PRELOAD: {
		char *path = g_canonicalize_filename(value, NULL);
		options->preload = path;
		break;
	}
	case OPTION_OUT:
		options->out = value;
		break;
	case OPTION_BASELINE:
		options->baseline = value;
		break;
	case OPTION_UPDATE:
		options->update = 1;
		break;
	case OPTION_REQUIRE:
		g_ptr_array_add(options->required, (char *)value);
		break;
	case OPTION_STAGE:
		if (strcmp(value, "host") != 0)
			fail("--stage %s: only host may be asked for", value);
		options->host = 1;
		break;
	case OPTION_SHUFFLE:
		options->shuffle = 1;
		options->seed = (guint32)number_of(name, value, 0, G_MAXINT);
		break;
	case OPTION_JOBS:
		options->jobs = number_of(name, value, 1, 64);
		break;
	case OPTION_TIMEOUT:
		options->timeout = number_of(name, value, 1, 3600);
		break;
	case OPTION_CHECK:
		options->check = 1;
		break;
	case OPTION_JSON:
		options->json = 1;
		break;
	case OPTION_ERRNO:
		options->errno_table = 1;
		break;
	case OPTION_HELP:
		print_help(options->verb);
		exit(0);
	default:
		set_made_up(options, name, value);
		break;
	}
}

/* The options of one verb, for getopt. */
static struct option *long_options(enum verb verb)
{
	struct option *options = g_new0(struct option, G_N_ELEMENTS(table) + 1);
	size_t n = 0;

	for (size_t i = 0; i < G_N_ELEMENTS(table); i++)
		if (table[i].verbs & 1 << verb)
			options[n++] = (struct option){ table[i].name,
				table[i].argument ? required_argument : no_argument, NULL,
				table[i].number };
	return options;
}

static void check_options(const struct options *options)
{
	const struct target *made_up = options->made_up;

	if (made_up && !made_up->cc)
		fail("a target made up on the spot needs --cc");
	if (options->update && !options->baseline)
		fail("--update needs --baseline: say what to write");
}

struct options *options_parse(int argc, char **argv)
{
	struct options *options = g_new0(struct options, 1);
	int number, index = 0;

	if (argc < 2 || strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "help") == 0) {
		print_general_help();
		exit(argc < 2 ? 2 : 0);
	}
	if (strcmp(argv[1], "--version") == 0) {
		printf("sockspec %s\n", SOCKSPEC_VERSION);
		exit(0);
	}
	options->verb = verb_of(argv[1]);
	options->out = BUILD_PATH("records");
	options->jobs = (int)g_get_num_processors();
	options->timeout = 10;
	options->required = g_ptr_array_new();
	g_autofree struct option *known = long_options(options->verb);
	opterr = 0;
	while ((number = getopt_long(argc - 1, argv + 1, ":", known, &index)) != -1) {
		if (number == '?')
			fail("%s: no such option: see sockspec %s --help", argv[optind],
				verbs[options->verb].name);
		if (number == ':')
			fail("%s: needs an argument: see sockspec %s --help", argv[optind],
				verbs[options->verb].name);
		set_option(options, number, known[index].name, optarg);
	}
	check_options(options);
	options->words = argv + 1 + optind;
	return options;
}

void options_free(struct options *options)
{
	if (options->made_up)
		target_free(options->made_up);
	g_free((char *)options->preload);
	g_ptr_array_unref(options->required);
	g_free(options);
}

static int compare_cases(const void *a, const void *b)
{
	const struct test_case *one = *(const struct test_case *const *)a,
			       *other = *(const struct test_case *const *)b;
	int files = strcmp(one->file, other->file);

	if (files != 0)
		return files;
	return one->line != other->line ? (one->line > other->line) - (one->line < other->line)
					: strcmp(one->id, other->id);
}

GPtrArray *all_cases(void)
{
	GPtrArray *cases = g_ptr_array_new();

	for (const struct test_case *const *test = __start_cases; test < __stop_cases; test++)
		g_ptr_array_add(cases, (struct test_case *)*test);
	g_ptr_array_sort(cases, compare_cases);
	return cases;
}

void add_cases(GPtrArray *to, GPtrArray *from, const char *pattern)
{
	guint before = to->len, matches = 0;

	for (guint i = 0; i < from->len; i++) {
		struct test_case *test = g_ptr_array_index(from, i);
		if (!g_pattern_match_simple(pattern, strchr(pattern, '/') ? test->id : test->call))
			continue;
		matches++;
		if (!g_ptr_array_find(to, test, NULL))
			g_ptr_array_add(to, test);
	}
	if (to->len == before && !matches)
		fail("%s: neither a target nor a case: see sockspec list, conformance/targets",
			pattern);
}

static void add_target(GPtrArray *targets, struct target *target)
{
	g_autofree char *missing = target_missing(target);

	if (missing && target->packages)
		fail("target %s: %s is not installed: apt install %s", target->name, missing,
			target->packages);
	if (missing)
		fail("target %s: %s is not installed", target->name, missing);
	g_ptr_array_add(targets, target);
}

static void add_default_targets(GPtrArray *targets)
{
	g_auto(GStrv) names = g_strsplit(DEFAULT_TARGETS, " ", -1);

	for (int i = 0; names[i]; i++) {
		struct target *target = target_load(names[i]);
		g_autofree char *missing = target_missing(target);
		if (!missing) {
			g_ptr_array_add(targets, target);
			continue;
		}
		fprintf(stderr,
			"sockspec: target %s left out: %s is not installed: apt install %s\n",
			names[i], missing, target->packages ? target->packages : missing);
		target_free(target);
	}
}

void select_targets_and_cases(const struct options *options, GPtrArray *targets, GPtrArray *cases)
{
	g_autoptr(GPtrArray) all = all_cases();
	int made_up_named = 0;

	for (int i = 0; options->words[i]; i++) {
		const char *word = options->words[i];
		int is_made_up = options->made_up && strcmp(word, options->made_up->name) == 0;
		made_up_named |= is_made_up;
		if (is_made_up)
			add_target(targets, options->made_up);
		else if (target_exists(word))
			add_target(targets, target_load(word));
		else
			add_cases(cases, all, word);
	}
	if (options->made_up && !made_up_named)
		add_target(targets, options->made_up);
	if (!targets->len)
		add_default_targets(targets);
	if (!cases->len)
		g_ptr_array_extend(cases, all, NULL, NULL);
}

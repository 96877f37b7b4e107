/* The program as it is called: verbs, options, words, and what it ends with. */
#include "program.h"
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

TestSuite(command, .timeout = 120, .fini = scratch_remove);

static const char *const verbs[] = { "list", "run", "compare", "explain", "report", "clauses" };

#define program(...) program_run(NULL, (const char *const[]){ SELFTEST, __VA_ARGS__, NULL })

Test(command, help)
{
	struct ended general = program("--help");

	expect_status(general, 0);
	expect_line(general.out, "usage: sockspec ");
	for (size_t i = 0; i < G_N_ELEMENTS(verbs); i++) {
		struct ended ended = program(verbs[i], "--help");
		g_autofree char *usage = g_strdup_printf("usage: sockspec %s ", verbs[i]);
		g_autofree char *mention = g_strdup_printf("  %s ", verbs[i]);
		expect_status(ended, 0);
		expect_line(ended.out, usage);
		expect_line(ended.out, "  --help ");
		expect_line(general.out, mention);
		cr_expect(!*ended.err, "%s", ended.err);
	}
}

/* Each option that a verb's help names is taken by that verb, and no other is. */
Test(command, help_tells_each_option)
{
	static const char *const options[] = { "--cc", "--run", "--libs", "--name", "--like",
		"--claims", "--kernel", "--preload", "--out", "--baseline", "--update", "--require",
		"--stage", "--shuffle", "--jobs", "--timeout" };
	struct ended help = program("run", "--help");

	for (size_t i = 0; i < G_N_ELEMENTS(options); i++) {
		g_autofree char *start = g_strdup_printf("  %s ", options[i]);
		expect_line(help.out, start);
		expect_refused(program("list", options[i], "1"), options[i], "list --help");
	}
}

Test(command, nothing_asked)
{
	struct ended ended = program_run(NULL, (const char *const[]){ SELFTEST, NULL });

	expect_status(ended, 2);
	cr_expect(strstr(ended.out, "usage") || strstr(ended.err, "usage"));
}

Test(command, unknown_verb)
{
	expect_refused(program("runn"), "no verb is called runn", "--help");
	expect_refused(program("--cc"), "no verb is called --cc", "--help");
}

Test(command, unknown_option)
{
	for (size_t i = 0; i < G_N_ELEMENTS(verbs); i++) {
		expect_refused(program(verbs[i], "--colour"), "--colour: no such option", verbs[i],
			"--help");
		expect_refused(program(verbs[i], "-x", "fine"), "-x: no such option", verbs[i]);
	}
	expect_refused(
		program("run", "fine/pure", "--colour", "glibc"), "--colour: no such option");
	expect_refused(program("run", "--update=yes"), "--update");
}

Test(command, option_without_its_argument)
{
	expect_refused(program("run", "--out"), "--out: needs an argument");
	expect_refused(program("run", "fine/pure", "glibc", "--cc"), "--cc: needs an argument");
}

Test(command, numbers_out_of_range)
{
	expect_refused(program("run", "--jobs", "0"), "--jobs 0: not a number from 1 to");
	expect_refused(program("run", "--jobs", "many"), "--jobs many: not a number");
	expect_refused(program("run", "--jobs", ""), "--jobs : not a number");
	expect_refused(program("run", "--timeout", "0"), "--timeout 0: not a number");
	expect_refused(program("run", "--timeout", "3601"), "--timeout 3601: not a number");
	expect_refused(program("run", "--timeout", "1.5"), "--timeout 1.5: not a number");
	expect_refused(program("run", "--timeout", "99999999999999999999"), "not a number");
	expect_refused(program("run", "--timeout", " 1"), "not a number");
	expect_refused(program("run", "--shuffle", "-1"), "--shuffle -1: not a number");
	expect_refused(program("run", "--timeout=0"), "--timeout 0: not a number");
	expect_refused(program("run", "--timeo", "0"), "--timeout 0: not a number");
}

Test(command, word_that_is_neither_target_nor_case)
{
	static const char *const words[] = { "no_such_call", "fine/no_such", "no*", "fine/z*",
		"../targets/glibc", "kernel-linux", "canary.h", "" };

	for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
		expect_refused(
			program("run", words[i]), "neither a target nor a case", "sockspec list");
		expect_refused(program("run", "fine/pure", words[i]), "neither a target");
		expect_refused(program("list", words[i]), "case", "sockspec list");
	}
}

Test(command, list)
{
	struct ended all = program("list"), some = program("list", "fine", "staged/fail*");

	expect_status(all, 0);
	expect_status(some, 0);
	expect_line(all.out, "hang/alone\t\tbase\n");
	expect_line(all.out, "staged/furnished\t\tfurnished chair\n");
	cr_expect(strcmp(some.out, "fine/pure\t\tnone\nfine/socket\t\tbase\nfine/told\t\tnone\n"
				   "fine/apart\t\tnone\nfine/silent\t\tnone\nfine/word\t\tbase\n"
				   "staged/failing\t\tfailing\n") == 0,
		"%s", some.out);
}

Test(command, list_prints_every_case_once)
{
	struct ended ended = program_run(NULL, (const char *const[]){ SOCKSPEC, "list", NULL });
	g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
	g_auto(GStrv) lines = g_strsplit(ended.out, "\n", -1);

	expect_status(ended, 0);
	for (int i = 0; lines[i] && *lines[i]; i++) {
		g_auto(GStrv) columns = g_strsplit(lines[i], "\t", -1);
		cr_expect(g_strv_length(columns) == 3, "%s", lines[i]);
		cr_expect(g_hash_table_add(seen, g_strdup(columns[0])), "twice: %s", columns[0]);
	}
	cr_expect(g_hash_table_size(seen) > 500);
}

Test(command, full_standard_output)
{
	struct ended ended =
		program_run(NULL, (const char *const[]){ "/bin/sh", "-c",
					  "exec \"$0\" list >/dev/full", SELFTEST, NULL });

	expect_refused(ended, "standard output", "No space left");
}

Test(command, counts_stand_on_the_last_line)
{
	struct ended ended = selftest("run", "glibc", "fine/pure", "staged/lacking", "crash/exit");
	const char *last = strstr(ended.out, "3 cases, 1 targets: 1 observed, 1 crashed");

	expect_status(ended, 1);
	expect_line(ended.out, "deviates glibc crash/exit posix observed \"crashed\" allows \"1\"");
	cr_assert(last, "%s", ended.out);
	cr_expect(strstr(last, "1 not-run"));
	cr_expect(strchr(last, '\n') == last + strlen(last) - 1);
	cr_expect(strstr(ended.err, "1 NOT RUN: stage lacking needs sockspec-has-no-such-program"),
		"%s", ended.err);
}

Test(command, progress_is_for_a_terminal)
{
	struct ended ended = selftest("run", "glibc", "fine/pure");

	expect_status(ended, 0);
	cr_expect(!*ended.err, "%s", ended.err);
	cr_expect(!strchr(ended.out, '\r') && !strchr(ended.out, '\033'));
}

Test(command, target_made_up)
{
	struct ended ended = selftest("run", "--cc", "gcc -O0", "--libs", "-lresolv", "--run",
		"env TOLD=wrong", "--name", "made-up", "--claims", "linux", "fine/told");

	expect_status(ended, 1);
	expect_line(ended.out,
		"deviates made-up fine/told linux observed \"wrong\" allows \"right\"\n");
	expect_line(ended.out, "deviates made-up fine/told posix observed \"wrong\" allows "
			       "\"right | fair\" unclaimed\n");
	g_autofree char *record = in_scratch("made-up.jsonl");
	cr_expect(access(record, R_OK) == 0);
}

Test(command, made_up_target_claims_posix_and_linux)
{
	struct ended ended =
		selftest("run", "--cc", "gcc", "--libs", "-lresolv", "fine/pure", "crash/exit");

	expect_status(ended, 1);
	expect_line(ended.out, "deviates mine crash/exit document observed \"crashed\" allows "
			       "\"1\" unclaimed");
	expect_line(
		ended.out, "deviates mine crash/exit posix observed \"crashed\" allows \"1\"\n");
	expect_line(
		ended.out, "deviates mine crash/exit linux observed \"crashed\" allows \"1\"\n");
}

Test(command, made_up_target_that_claims_nothing)
{
	expect_status(selftest("run", "--cc", "gcc", "--libs", "-lresolv", "--claims", "",
			      "crash/exit", "fine/pure"),
		0);
}

Test(command, made_up_target_beside_another)
{
	struct ended ended = selftest("compare", "--cc", "gcc", "--libs", "-lresolv", "--run",
		"env TOLD=else", "mine", "glibc", "fine");

	expect_status(ended, 0);
	expect_line(ended.out, "fine/told\tmine: else\tglibc: nothing\n");
	expect_line(ended.out, "fine/apart\tmine: else\tglibc: nothing\n");
	expect_line(ended.out, "6 cases: 4 agree, 2 differ");
}

Test(command, made_up_target_with_no_kernel)
{
	struct ended ended = selftest("run", "--cc", "gcc", "--libs", "-lresolv", "--kernel",
		"none", "fine/pure", "fine/socket");

	expect_status(ended, 0);
	cr_expect(
		strstr(ended.out, "1 observed") && strstr(ended.out, "1 not-run"), "%s", ended.out);
	cr_expect(strstr(ended.err, "1 NOT RUN: the target has no kernel"), "%s", ended.err);
}

Test(command, made_up_target_like_another)
{
	struct ended same = selftest("run", "--like", "knowing", "--name", "other", "fine/told");
	struct ended changed = selftest("run", "--like", "knowing", "--run", "env TOLD=right",
		"--name", "other", "fine/told");

	expect_status(same, 0);
	expect_line(same.out, "deviates other fine/told linux observed \"wrong\" allows \"right\" "
			      "known: planted\n");
	expect_line(changed.out, "stale other fine/told");
}

Test(command, made_up_target_badly)
{
	expect_refused(selftest("run", "--like", "nobody", "--cc", "gcc"), "--like nobody");
	expect_refused(selftest("run", "--cc", "gcc", "--like", "glibc"), "--like glibc", "first");
	expect_refused(selftest("run", "--name", "mine"), "--cc");
	expect_refused(selftest("run", "--cc", "gcc", "--name", "glibc"), "--name glibc");
	expect_refused(selftest("run", "--cc", "gcc", "--name", "a/b"), "--name a/b");
	expect_refused(selftest("run", "--cc", "gcc", "--name", ""), "--name ");
	expect_refused(selftest("run", "--cc", "gcc", "--name", "knowing"), "--name knowing");
	expect_refused(selftest("run", "--cc", "gcc", "--claims", "ansi"), "--claims", "ansi");
	expect_refused(selftest("run", "--cc", "gcc", "--kernel", "bsd"), "--kernel", "bsd");
	expect_refused(selftest("run", "--cc", "gcc", "--cc", "clang"), "--cc", "twice");
	expect_refused(selftest("run", "--cc", "", "fine/pure"), "--cc");
	expect_refused(selftest("run", "--cc", "gcc 'a", "fine/pure"), "--cc");
	expect_refused(
		selftest("run", "--cc", "gcc", "--run", "'a", "--name", "quotes", "fine/pure"),
		"run");
	expect_refused(selftest("run", "--cc", "/no/such/cc", "fine/pure"), "/no/such/cc",
		"not installed");
}

Test(command, folder_for_records_that_cannot_be)
{
	g_autofree char *file = scratch_file("file", "");
	g_autofree char *below = g_build_filename(file, "folder", NULL);

	expect_refused(program("run", "--out", "/proc/no-such", "glibc", "fine/pure"),
		"--out /proc/no-such", "name a folder");
	expect_refused(program("run", "--out", below, "glibc", "fine/pure"), "--out", below);
	expect_refused(program("run", "--out", file, "glibc", "fine/pure"), "--out", file);
	expect_refused(program("run", "--out", "", "glibc", "fine/pure"), "--out");
}

Test(command, baseline_that_is_not_there)
{
	g_autofree char *path = in_scratch("no-such"), *folder = in_scratch("empty");

	cr_assert(g_mkdir_with_parents(folder, 0777) == 0);
	expect_refused(selftest("run", "--baseline", path, "glibc", "fine/pure"), path, "--update");
	expect_refused(
		selftest("run", "--baseline", folder, "glibc", "fine/pure"), folder, "--update");
	expect_refused(selftest("run", "--update", "fine/pure"), "--update needs --baseline");
}

Test(command, baseline_that_cannot_be_written)
{
	g_autofree char *file = scratch_file("file", "");

	expect_refused(selftest("run", "--update", "--baseline", file, "glibc", "fine/pure"),
		"--baseline", file);
	expect_refused(selftest("run", "--update", "--baseline", "/proc/a", "glibc", "fine/pure"),
		"--baseline /proc/a");
	expect_refused(selftest("run", "--update", "--baseline", "a.jsonl", "glibc", "canary",
			       "fine/pure"),
		"--baseline a.jsonl", "one target");
}

static struct ended told(const char *word, const char *more, const char *path)
{
	g_autofree char *launcher = g_strdup_printf("env TOLD=%s", word);

	return selftest("run", "--cc", "gcc", "--libs", "-lresolv", "--run", launcher, "fine/told",
		"--baseline", path, more ? more : "--jobs=1");
}

static void baseline_at(const char *path)
{
	expect_status(told("wrong", "--update", path), 0);
	struct ended same = told("wrong", NULL, path);
	expect_status(same, 0);
	expect_line(same.out, "deviates mine fine/told posix observed \"wrong\" allows \"right | "
			      "fair\" in the baseline\n");
	struct ended other = told("worse", NULL, path);
	expect_status(other, 1);
	expect_line(other.out, "deviates mine fine/told posix observed \"worse\" allows \"right | "
			       "fair\"\n");
	struct ended gone = told("right", NULL, path);
	expect_status(gone, 0);
	expect_line(gone.out, "gone mine fine/told observed \"wrong\" now \"right\"\n");
	expect_status(told("right", "--update", path), 0);
	expect_status(told("wrong", NULL, path), 1);
}

Test(command, baseline_in_a_file)
{
	baseline_at(in_scratch("mine-before.jsonl"));
}

Test(command, baseline_in_a_folder)
{
	baseline_at(in_scratch("before"));
}

Test(command, required_case_that_does_not_run)
{
	struct ended ended =
		selftest("run", "glibc", "fine/pure", "staged/lacking", "--require", "staged");

	expect_status(ended, 2);
	expect_line(ended.err, "sockspec: required, but did not run on glibc: staged/lacking");
	expect_status(
		selftest("run", "glibc", "fine/pure", "staged/lacking", "--require", "fine"), 0);
}

Test(command, required_case_that_was_not_asked_for)
{
	struct ended ended = selftest("run", "glibc", "fine/pure", "--require", "staged/lacking");

	expect_status(ended, 2);
	cr_expect(strstr(ended.err, "staged/lacking"), "%s", ended.err);
	expect_status(selftest("run", "glibc", "fine/pure", "--require", "no/such"), 2);
}

Test(command, shuffled_records_are_the_same)
{
	g_autofree char *path = in_scratch("glibc.jsonl"), *first = NULL;

	expect_status(selftest("run", "glibc", "fine", "listen", "leave"), 1);
	cr_assert(g_file_get_contents(path, &first, NULL, NULL));
	for (int seed = 0; seed < 3; seed++) {
		g_autofree char *number = g_strdup_printf("%d", seed), *again = NULL;
		cr_assert(unlink(path) == 0);
		expect_status(
			selftest("run", "glibc", "fine", "listen", "leave", "--shuffle", number),
			1);
		cr_assert(g_file_get_contents(path, &again, NULL, NULL));
		cr_expect(strcmp(first, again) == 0, "%s\nbecame\n%s", first, again);
	}
}

Test(command, jobs_make_no_difference)
{
	struct ended one = selftest("run", "glibc", "canary", "fine", "inet_pton", "--jobs", "1");
	struct ended two = selftest("run", "glibc", "canary", "fine", "inet_pton", "--jobs", "2");

	expect_status(one, 1);
	cr_expect(strcmp(one.out, two.out) == 0, "%s\nbecame\n%s", one.out, two.out);
}

Test(command, the_same_target_twice)
{
	struct ended ended = selftest("compare", "glibc", "glibc", "fine");

	expect_status(ended, 0);
	expect_line(ended.out, "6 cases: 6 agree, 0 differ");
}

Test(command, compare_takes_two)
{
	expect_refused(selftest("compare", "glibc", "fine/pure"), "compare takes two targets");
	expect_refused(selftest("compare", "glibc", "canary", "knowing", "fine/pure"),
		"compare takes two");
}

Test(command, report_without_a_format_or_with_an_unknown_one)
{
	expect_refused(selftest("report"), "report needs a format");
	expect_refused(selftest("report", "pdf", "glibc", "fine/pure"), "no report is called pdf");
}

Test(command, explain_without_a_case)
{
	expect_refused(selftest("explain"), "explain needs a case or a clause");
	expect_refused(selftest("explain", "no/such"), "no/such");
}

Test(command, explain)
{
	struct ended ended = selftest("explain", "fine/told", "knowing", "glibc");

	expect_status(ended, 0);
	expect_line(ended.out, "fine/told  conformance/cases/fine.c:");
	expect_line(ended.out, "    CASE(fine, told, ANYWHERE, POSIX(\"right | fair\")");
	expect_line(ended.out, "    document     (silent)");
	expect_line(ended.out, "    posix        right | fair");
	expect_line(ended.out, "    glibc        nothing  (deviates)");
	expect_line(ended.out, "    knowing      wrong  (known: planted)");
}

Test(command, preload_that_is_not_there)
{
	expect_refused(selftest("run", "--preload", "no/such.so", "glibc", "fine/pure"),
		"--preload", "no/such.so");
}

Test(command, preload_into_a_static_agent)
{
	expect_refused(selftest("run", "--preload", BUILD_PATH("../broken-listen.so"), "--cc",
			       "gcc -static", "--name", "static", "fine/pure"),
		"--preload", "static");
}

Test(command, preload_that_is_no_library)
{
	g_autofree char *path = scratch_file("text.so", "text");

	expect_refused(selftest("run", "--preload", path, "glibc", "fine/pure"), "--preload", path);
}

/* A record of one run is not taken for that of another libc, preload or stage. */
Test(command, records_are_of_what_was_run)
{
	expect_status(selftest("run", "glibc", "listen"), 0);
	struct ended ended = selftest("compare", "glibc", "canary", "listen", "--preload",
		BUILD_PATH("../broken-listen.so"));

	expect_status(ended, 0);
	expect_line(ended.out, "1 cases: 1 agree, 0 differ");
	struct ended report = selftest(
		"report", "tap", "glibc", "listen", "--preload", BUILD_PATH("../broken-listen.so"));
	cr_expect(strstr(report.out, "EPERM"), "%s", report.out);
}

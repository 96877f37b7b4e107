/* Files of targets: what is said in them, and every bad line told with its place and mend. */
#include "../target.h"
#include "program.h"
#include <string.h>
#include <unistd.h>

static char *name, *path;

static void target_remove(void)
{
	if (name) {
		unlink(path);
		agent_remove(name);
	}
	scratch_remove();
}

TestSuite(target, .timeout = 60, .fini = target_remove);

/* Writes the file of a target that no other test has, and returns its name. */
static const char *target_file(const char *text)
{
	g_free(name);
	name = g_strdup_printf("test%d", (int)getpid());
	g_free(path);
	path = g_build_filename(SOURCE_PATH("conformance/targets"), name, NULL);
	cr_assert(g_file_set_contents(path, text, -1, NULL));
	return name;
}

static void expect_bad(const char *text, const char *line, const char *mend)
{
	target_file(text);
	g_autofree char *place = line ? g_strdup_printf("%s:%s: ", path, line) : g_strdup(path);

	expect_refused(selftest("run", name, "fine/pure"), place, mend);
}

Test(target, every_key)
{
	struct target *target = target_load(target_file("# a comment\n"
							"\n"
							"  needs = one   two # both\n"
							"packages = some more\n"
							"cc=gcc -DA='b c'\n"
							"libs = -la = b\n"
							"run = qemu-s390x\n"
							"names = conformance/case.h\n"
							"sources = conformance\n"
							"programs = conformance\n"
							"program = one two --three  four\n"
							"program = five six\n"
							"release = echo 'a # b'\n"
							"kernel = own\n"
							"claims = posix, linux\n"
							"known = fine/pure \"-1 E\" why # not\n"
							"known = fine/* absent it is"));

	cr_expect(strcmp(target->packages, "some more") == 0);
	cr_expect(strcmp(target->cc, "gcc -DA='b c'") == 0);
	cr_expect(strcmp(target->libs, "-la = b") == 0);
	cr_expect(strcmp(target->run, "qemu-s390x") == 0);
	cr_expect(strcmp(target->names, "conformance/case.h") == 0);
	cr_expect(strcmp(target->sources, "conformance") == 0);
	cr_expect(strcmp(target->programs, "conformance") == 0);
	cr_assert(target->aliases->len == 2);
	const struct alias *alias = g_ptr_array_index(target->aliases, 0);
	cr_expect(strcmp(alias->name, "one") == 0);
	cr_expect(strcmp(alias->command, "two --three  four") == 0);
	cr_expect(target->kernel == KERNEL_OWN);
	cr_expect(!target->claims[AUTHORITY_DOCUMENT]);
	cr_expect(target->claims[AUTHORITY_POSIX] && target->claims[AUTHORITY_LINUX]);
	cr_assert(target->known->len == 2);
	const struct known *known = target_known(target, "fine/pure");
	cr_expect(known && strcmp(known->text, "-1 E") == 0);
	cr_expect(known && strcmp(known->reason, "why # not") == 0);
	cr_expect(known && g_str_has_suffix(known->where, ":16"));
	known = target_known(target, "fine/word");
	cr_expect(known && strcmp(known->text, "absent") == 0);
	cr_expect(!target_known(target, "crash/exit"));
	target_free(target);
}

Test(target, knows_what_its_kernel_is_known_for)
{
	struct target *own = target_load(target_file("cc = gcc\nkernel = own\n"));
	guint alone = own->known->len;
	struct target *linux_kernel = target_load(target_file("cc = gcc\nkernel = linux\n"));

	cr_expect(alone == 0);
	cr_expect(linux_kernel->kernel == KERNEL_LINUX);
	target_free(own);
	target_free(linux_kernel);
}

Test(target, line_that_is_no_key_and_value)
{
	expect_bad("cc = gcc\ngarbage\n", "2", "KEY = VALUE");
	expect_bad("\n\n= gcc\n", "3", "no key is called");
	expect_bad("cc gcc\n", "1", "KEY = VALUE");
}

Test(target, unknown_key)
{
	expect_bad("cc = gcc\ncolour = blue\n", "2", "no key is called colour");
	expect_bad("cc = gcc\nprogram = one\n", "2", "not NAME PROGRAM");
	expect_bad("cc = gcc\nprograms = nowhere\n", "2", "nowhere is not in the tree");
}

Test(target, key_set_twice)
{
	expect_bad("cc = gcc\ncc = clang\n", "2", "cc is set twice");
	expect_bad("cc = gcc\nkernel = own\nkernel = linux\n", "3", "kernel is set twice");
	expect_bad("cc = gcc\nclaims = posix\nclaims = linux\n", "3", "claims is set twice");
	expect_bad("cc = gcc\nneeds = sh\nneeds = ls\n", "3", "needs is set twice");
}

Test(target, without_a_compiler)
{
	expect_bad("", NULL, "cc is missing: say how to compile");
	expect_bad("cc =\n", NULL, "cc is missing");
}

Test(target, unknown_authority_and_kernel)
{
	expect_bad("cc = gcc\nclaims = posix linus\n", "2", "take document, posix, linux");
	expect_bad("kernel = bsd\n", "1", "take linux, own or none");
}

Test(target, known_line_without_its_parts)
{
	expect_bad("known = fine/pure\n", "1", "CASE \"TEXT\" REASON");
	expect_bad("known = fine/pure \"0\"\n", "1", "CASE \"TEXT\" REASON");
	expect_bad("known = fine/pure \"0 reason\n", "1", "CASE \"TEXT\" REASON");
	expect_bad("cc = gcc\nknown =\n", "2", "CASE \"TEXT\" REASON");
	expect_bad("cc = gcc\nknown = fine/pure eaten why\n", "2", "eaten");
}

Test(target, known_case_that_there_is_not)
{
	expect_bad("cc = gcc\nknown = no/such \"0\" why\n", "2", "no/such");
}

Test(target, quotes_that_do_not_match)
{
	expect_bad("cc = gcc 'a\n", NULL, "cc");
	expect_bad("cc = gcc\nlibs = 'a\n", NULL, "libs");
	expect_bad("cc = gcc\nrun = 'a\n", NULL, "run");
}

Test(target, files_that_are_not_there)
{
	expect_bad("cc = gcc\nnames = no/such.h\n", "2", "no/such.h");
	expect_bad("cc = gcc\nsources = no/such\n", "2", "no/such");
}

Test(target, compiler_that_cannot)
{
	expect_bad("cc = gcc -fno-such-option\n", NULL, "mend cc or libs");
	expect_bad("cc = gcc\nlibs = -lno-such-library\n", NULL, "no-such-library");
	expect_bad("cc = false\n", NULL, "mend cc or libs");
}

Test(target, that_is_not_installed)
{
	expect_refused(selftest("run", "lacking", "fine/pure"), "target lacking",
		"sockspec-has-no-such-program is not installed",
		"apt install sockspec-no-such-package");
	expect_refused(selftest("run", target_file("cc = /no/such/cc\n"), "fine/pure"),
		"/no/such/cc is not installed");
	expect_refused(selftest("run", target_file("cc = gcc\nrun = no-such-run\n"), "fine/pure"),
		"no-such-run is not installed");
	expect_refused(
		selftest("run", target_file("needs = sh no-such-need\ncc = gcc\n"), "fine/pure"),
		"no-such-need is not installed");
}

/* A target's compiler: how it is called, and what it says of itself and of its libc. */
#include "compiler.h"
#include "fail.h"
#include "files.h"

static char **words_of(const struct target *target)
{
	g_autoptr(GError) error = NULL;
	char **cc;

	if (!g_shell_parse_argv(target->cc, NULL, &cc, &error))
		fail("%s: cc: %s", target->path ? target->path : "--cc", error->message);
	return cc;
}

static int sets_optimisation(char **cc)
{
	for (int i = 0; cc[i]; i++)
		if (g_str_has_prefix(cc[i], "-O"))
			return 1;
	return 0;
}

void compiler_add_words(GPtrArray *words, const struct target *target)
{
	g_auto(GStrv) cc = words_of(target);

	for (int i = 0; cc[i]; i++)
		g_ptr_array_add(words, g_strdup(cc[i]));
	g_ptr_array_add(words, g_strdup("-std=c11"));
	g_ptr_array_add(words, g_strdup("-D_GNU_SOURCE"));
	if (!sets_optimisation(cc))
		g_ptr_array_add(words, g_strdup("-O1"));
	g_ptr_array_add(words, g_strdup("-g1"));
	if (target->sources)
		g_ptr_array_add(
			words, g_strdup_printf("-I%s/%s", SOCKSPEC_SOURCE, target->sources));
	if (target->names) {
		g_autofree char *beside = g_path_get_dirname(target->names);
		g_ptr_array_add(words, g_strdup_printf("-I%s/%s", SOCKSPEC_SOURCE, beside));
		g_ptr_array_add(words,
			g_strdup_printf("-DNAMES=\"%s/%s\"", SOCKSPEC_SOURCE, target->names));
	}
}

/* The output of a command that is trusted to be short; NULL where it fails. */
static char *output_of(char **argv)
{
	char *out = NULL;
	int status;

	if (!g_spawn_sync(NULL, argv, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_STDERR_TO_DEV_NULL, NULL,
		    NULL, &out, NULL, &status, NULL) ||
		status != 0) {
		g_free(out);
		return NULL;
	}
	return g_strchomp(out);
}

char *compiler_version(const struct target *target)
{
	g_auto(GStrv) cc = words_of(target);
	char *argv[] = { cc[0], "--version", NULL };

	return output_of(argv);
}

char *compiler_libc(const struct target *target)
{
	char *argv[] = { "sh", "-c", target->release, NULL };
	char *release = target->release ? output_of(argv) : NULL;

	return release ? release : g_strdup("unknown");
}

/* Files of the tree: what is in a folder, and a key that tells when one of them has changed. */
#include "files.h"
#include "fail.h"
#include <string.h>

static int compare_strings(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Adds the files of a folder of the tree and below, as paths from the top of the tree. */
static void list(GPtrArray *files, const char *folder, const char *suffix, int deep)
{
	g_autofree char *path = g_build_filename(SOCKSPEC_SOURCE, folder, NULL);
	g_autoptr(GError) error = NULL;
	g_autoptr(GDir) dir = g_dir_open(path, 0, &error);

	if (!dir)
		fail("%s", error->message);
	for (const char *name; (name = g_dir_read_name(dir));) {
		char *file = g_build_filename(folder, name, NULL);
		g_autofree char *whole = g_build_filename(path, name, NULL);
		if (deep && g_file_test(whole, G_FILE_TEST_IS_DIR))
			list(files, file, suffix, deep);
		if (g_str_has_suffix(name, suffix))
			g_ptr_array_add(files, file);
		else
			g_free(file);
	}
	g_ptr_array_sort(files, compare_strings);
}

GPtrArray *files_of(const char *folder, const char *suffix, int deep)
{
	GPtrArray *files = g_ptr_array_new_with_free_func(g_free);

	if (folder)
		list(files, folder, suffix, deep);
	return files;
}

void hash_text(GChecksum *hash, const char *text)
{
	g_checksum_update(hash, (const guchar *)(text ? text : ""), -1);
	g_checksum_update(hash, (const guchar *)"", 1);
}

static void hash_file(GChecksum *hash, const char *file)
{
	g_autofree char *path = g_build_filename(SOCKSPEC_SOURCE, file, NULL);
	g_autofree char *text = read_file(path);

	hash_text(hash, file);
	hash_text(hash, text);
}

void hash_files(GChecksum *hash, GPtrArray *files)
{
	for (guint i = 0; i < files->len; i++)
		hash_file(hash, g_ptr_array_index(files, i));
}

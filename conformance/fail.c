/* How the harness ends when it cannot go on, and what it reads and writes. */
#include "fail.h"
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

void fail(const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	g_autofree char *text = g_strdup_vprintf(format, arguments);
	va_end(arguments);
	fflush(stdout);
	fprintf(stderr, "sockspec: %s\n", text);
	exit(2);
}

char *read_file(const char *path)
{
	g_autoptr(GError) error = NULL;
	char *text;

	if (!g_file_get_contents(path, &text, NULL, &error))
		fail("%s", error->message);
	return text;
}

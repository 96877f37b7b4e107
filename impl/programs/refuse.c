/* How a program refuses its arguments: a line on standard error that says how to mend it, exit
 * status 2. */
#include "refuse.h"
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

void refuse(const char *format, ...)
{
	const char *program = program_invocation_short_name;
	char message[512];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(message, sizeof message, format, arguments);
	va_end(arguments);
	fprintf(stderr, "%s: %s; see %s --help\n", program, message, program);
	exit(2);
}

double number_in(const char *text, const char *option, double low, double high)
{
	char *end;
	double number = strtod(text, &end);

	if (end == text || *end || !(number >= low && number <= high))
		refuse("%s %s: takes a number from %g to %g", option, text, low, high);
	return number;
}

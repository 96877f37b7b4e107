/* How the document's programs give up: a line on standard error, exit status 1. The document calls
 * these and does not show them. */
#ifndef ERROR_H
#define ERROR_H

/* The message and a newline. Clause helper.err_quit. */
_Noreturn void err_quit(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* The message, ": ", the text of errno and a newline. Clause helper.err_sys. */
_Noreturn void err_sys(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* The message, ": ", the text of the error given and a newline. Clause helper.err_exit. */
_Noreturn void err_exit(int error, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif

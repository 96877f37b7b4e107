/* How a program refuses its arguments: a line on standard error that says how to mend it, exit
 * status 2. */
#ifndef REFUSE_H
#define REFUSE_H

/* The program's name, the message, where to find help. */
_Noreturn void refuse(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* The number that the text, an argument of the option, stands for; one from low to high, or it is
 * refused. */
double number_in(const char *text, const char *option, double low, double high);

#endif

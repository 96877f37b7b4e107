/* What a server has to say while it runs. */
#ifndef REPORT_H
#define REPORT_H

/* Writes a line to standard error, or as an error to syslog once report_to_syslog() was called. No
 * more than one a second: who provokes errors does not fill a disk. */
void report(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* From now on lines go to syslog, each with this name, which is not copied, and the process id. */
void report_to_syslog(const char *name);

#endif

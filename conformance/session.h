/* The records of several targets: those that stand, and those that are made now, side by side. */
#ifndef SESSION_H
#define SESSION_H

#include "options.h"
#include "record.h"

/* Runs the cases on every target, a process each, --jobs at once, and writes the records to --out.
 */
GPtrArray *session_run(const struct options *options, GPtrArray *targets, GPtrArray *cases);
/* The same, but keeps the records that are current: as new as the agent, of this kernel, with every
 * case. */
GPtrArray *session_records(const struct options *options, GPtrArray *targets, GPtrArray *cases);

#endif

/* Where a database is looked up, and in which order: /etc/nsswitch.conf (nsswitch.conf(5)). */
#ifndef SOURCES_H
#define SOURCES_H

/* The sources that there are here; any other that the file names is as one that is unavailable. */
enum source { SOURCE_FILES, SOURCE_DNS };

/* What comes of looking in one. STATUS_END ends the search whatever the file says: there is a want
 * of memory, of descriptors, or of room for what was found. */
enum source_status { STATUS_SUCCESS, STATUS_NOTFOUND, STATUS_UNAVAIL, STATUS_TRYAGAIN, STATUS_END };

typedef enum source_status look_function(enum source source, void *lookup);

/* Looks in the sources of a database ("hosts"), one after the other, up to the one whose status
 * ends the search. The file is read anew when it has changed, and its last line of the database
 * counts; where it has none, files are looked in, then dns. lookup is what look() is to know and to
 * keep. Returns 0; or EMFILE, ENFILE or ENOMEM where the file could not be read for want of that.
 */
int look_in_sources(const char *database, look_function *look, void *lookup);

#endif

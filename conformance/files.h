/* Files of the tree: what is in a folder, and a key that tells when one of them has changed. */
#ifndef FILES_H
#define FILES_H

#include <glib.h>

/* The files of a folder, and of those below where deep, as sorted paths from the top of the tree;
 * none where the folder is NULL. */
GPtrArray *files_of(const char *folder, const char *suffix, int deep);

void hash_text(GChecksum *hash, const char *text); /* NULL is none */
void hash_files(GChecksum *hash, GPtrArray *files);

#endif

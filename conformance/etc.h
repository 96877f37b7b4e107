/* An /etc of its own for a case of the stage etc: it has the files that the case names. */
#ifndef ETC_H
#define ETC_H

#include "fixture.h"
#include <sched.h>
#include <stdio.h>
#include <sys/mount.h>

/* From here on nobody else sees what this process mounts; its /etc is empty. */
static inline void empty_etc(void)
{
	need(unshare(CLONE_NEWNS), "unshare");
	need(mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL), "mount private");
	need(mount("none", "/etc", "tmpfs", MS_NOSUID | MS_NODEV | MS_NOEXEC, "size=16m,mode=755"),
		"mount /etc");
}

/* The path of the file of /etc, until the next call. */
static inline const char *etc_path(const char *name)
{
	static char path[64];

	if (strlen(name) >= sizeof path - sizeof "/etc/")
		unresolved("the name of a file of /etc is too long");
	return strcat(strcpy(path, "/etc/"), name);
}

/* Makes the text the content of a file of /etc, which is a new file whenever this is called, so
 * that one who has it open keeps the old one. NULL removes it. The first call takes all others
 * away. */
static inline void etc(const char *name, const char *text)
{
	static int own;

	if (!own++)
		empty_etc();
	if (!text) {
		need(unlink(etc_path(name)), "unlink");
		return;
	}
	int fd = need(open("/etc/.new", O_WRONLY | O_CREAT | O_EXCL, 0644), "open");
	for (size_t left = strlen(text); left;) {
		ssize_t n = write(fd, text, left);
		if (n <= 0)
			unresolved("write");
		text += n;
		left -= (size_t)n;
	}
	close(fd);
	need(rename("/etc/.new", etc_path(name)), "rename");
}

#endif

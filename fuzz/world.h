/* Takes a fuzz target out of the machine's network and /etc, into some of its own. */
#ifndef WORLD_H
#define WORLD_H

#include <errno.h>
#include <fcntl.h>
#include <net/if.h>
#include <sched.h>
#include <stdbool.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/socket.h>

#include "fuzz.h"

static inline bool write_file(const char *path, const void *bytes, size_t size)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
	bool written = fd >= 0 && write(fd, bytes, size) == (ssize_t)size;

	if (fd >= 0)
		close(fd);
	return written;
}

static inline bool map_to_root(const char *path, unsigned int id)
{
	char line[32];

	return write_file(path, line, (size_t)sprintf(line, "0 %u 1", id));
}

/* Whether this process may do no more than a user namespace of somebody's allows. */
static inline bool is_confined(void)
{
	unsigned int inside, outside, count;
	FILE *map = fopen("/proc/self/uid_map", "re");
	bool whole = !map || (fscanf(map, "%u %u %u", &inside, &outside, &count) == 3 &&
				     count == UINT32_MAX);

	if (map)
		fclose(map);
	return !whole;
}

/* A new user namespace, in which this process is root. One with threads gets none: it keeps the one
 * that it was started in, if that is not the machine's own. */
static inline bool enter_user_namespace(void)
{
	uid_t uid = geteuid();
	gid_t gid = getegid();

	if (unshare(CLONE_NEWUSER) != 0)
		return errno == EINVAL && is_confined();
	return write_file("/proc/self/setgroups", "deny", 4) &&
	       map_to_root("/proc/self/uid_map", uid) && map_to_root("/proc/self/gid_map", gid);
}

/* A new network namespace, of loopback alone. */
static inline bool enter_network(void)
{
	struct ifreq loopback = { .ifr_name = "lo", .ifr_flags = IFF_UP };

	if (unshare(CLONE_NEWNET) != 0)
		return false;
	int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	bool is_up = fd >= 0 && ioctl(fd, SIOCSIFFLAGS, &loopback) == 0;
	close(fd);
	return is_up;
}

/* A name for this host, which this process alone sees. */
static inline bool enter_host(const char *name)
{
	return unshare(CLONE_NEWUTS) == 0 && sethostname(name, strlen(name)) == 0;
}

/* An empty /etc, which this process alone sees. */
static inline bool enter_etc(void)
{
	return unshare(CLONE_NEWNS) == 0 &&
	       mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0 &&
	       mount("none", "/etc", "tmpfs", MS_NOSUID | MS_NODEV | MS_NOEXEC,
		       "size=16m,mode=755") == 0;
}

/* What enters a namespace is of no use elsewhere: without one, says so, and no input is tried. */
static inline bool entered(bool all)
{
	if (!all)
		fprintf(stderr, "fuzz: NO INPUT IS TRIED: no namespaces here: %s\n",
			strerror(errno));
	return all;
}

#endif

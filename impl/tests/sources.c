/* What nsswitch.conf says, in texts of our own, which stand where it is opened. */
#include "databases/sources.h"
#include "expect.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static const char *content; /* NULL for no file */
static int open_error = ENOENT, opens;
static struct stat file; /* what is told of it, but for its size */

int __real_open(const char *path, int flags, ...);
int __wrap_open(const char *path, int flags, ...);
int __wrap_open(const char *path, int flags, ...)
{
	int fd = -1;

	if (strcmp(path, "/etc/nsswitch.conf") != 0)
		return __real_open(path, flags, 0666);
	opens++;
	errno = open_error;
	if (content && flags & O_CLOEXEC) {
		fd = memfd_create("content", 0);
		dprintf(fd, "%s", content);
		lseek(fd, 0, SEEK_SET);
	}
	return fd;
}

int __wrap_stat(const char *path, struct stat *status);
int __wrap_stat(const char *path, struct stat *status)
{
	(void)path;
	*status = file;
	status->st_size = content ? (off_t)strlen(content) : 0;
	return content ? 0 : -1;
}

int __wrap_fstat(int fd, struct stat *status);
int __wrap_fstat(int fd, struct stat *status)
{
	(void)fd;
	return __wrap_stat("", status);
}

/* Where it was looked, "fd"; and what came of it. */
static char looked[40];
static enum source_status statuses[] = { STATUS_NOTFOUND, STATUS_NOTFOUND };

static enum source_status look(enum source source, void *lookup)
{
	strcat(lookup, source == SOURCE_FILES ? "f" : "d");
	return statuses[source];
}

static void check(const char *text, const char *wanted)
{
	content = text;
	looked[0] = '\0';
	int error = look_in_sources("hosts", look, looked);
	expect(error == 0 && strcmp(looked, wanted) == 0, text ? text : "no file");
}

static void reads_lines(void)
{
	check(NULL, "fd");
	check("networks: dns\n", "fd");
	check("hosts: dns files", "df");
	check("hosts:dns\n", "d");
	check("  hosts\t:\tdns\n", "d");
	check("hosts:\n", "");
	check("hosts: files\nhosts: dns # files\nnetworks: files\n", "d");
	check("myhosts: files\nhost: files\nhosts\nhosts dns\n", "fd");
	check("hosts: file dnsx FILES\n", "f");
	check("hosts: files dns files dns files dns files dns files dns\n", "fdfdfdfdfd");
}

static void reads_actions(void)
{
	check("hosts: files [NOTFOUND=return] dns\n", "f");
	check("hosts: files[NOTFOUND=return]dns\n", "f");
	check("hosts: files [ notfound = return ] dns\n", "f");
	check("hosts: files [UNAVAIL=return TRYAGAIN=return] dns\n", "fd");
	check("hosts: files [UNAVAIL=return NOTFOUND=return] dns\n", "f");
	check("hosts: files [NOTFOUND=return] [NOTFOUND=continue] dns\n", "fd");
	check("hosts: files [!SUCCESS=return] dns\n", "f");
	check("hosts: files [!NOTFOUND=return] dns\n", "fd");
	check("hosts: other [NOTFOUND=return] dns\n", "d");
	check("hosts: other [!UNAVAIL=return] dns\n", "d");
	check("hosts: other [UNAVAIL=return] dns\n", "");
	statuses[SOURCE_FILES] = STATUS_SUCCESS;
	check("hosts: files dns\n", "f");
	check("hosts: files [SUCCESS=continue] dns\n", "fd");
	check("hosts: files [SUCCESS=merge] dns\n", "fd");
	check("hosts: files [!UNAVAIL=continue] dns\n", "fd");
	statuses[SOURCE_FILES] = STATUS_END;
	check("hosts: files [!UNAVAIL=continue SUCCESS=continue] dns\n", "f");
	statuses[SOURCE_FILES] = STATUS_NOTFOUND;
}

/* What is no action does nothing. */
static void reads_anything(void)
{
	check("hosts: files [", "f");
	check("hosts: files [=", "f");
	check("hosts: files [= = =] dns\n", "fd");
	check("hosts: files [!] dns\n", "fd");
	check("hosts: files [NOTFOUND] dns\n", "fd");
	check("hosts: files [NOTFOUND=] dns\n", "fd");
	check("hosts: files [NOTFOUNDS=return] dns\n", "fd");
	check("hosts: files [!NOTFOUNDS=return] dns\n", "fd");
	check("hosts: [NOTFOUND=return] files dns\n", "fd");
	check("hosts: files ] dns\n", "fd");
	check("hosts: files [[NOTFOUND=return]] dns\n", "fd");
}

/* Each time, what the file says is another, of the same size. */
static void check_anew(const char *what)
{
	static bool is_dns;

	is_dns = !is_dns;
	printf("%s: ", what);
	check(is_dns ? "hosts: dns  \n" : "hosts: files\n", is_dns ? "d" : "f");
}

static void remembers(void)
{
	int before = opens;

	check("hosts: dns\n", "d");
	check("hosts: dns\n", "d");
	expect(opens == before + 2, "what has just changed is read each time");
	file.st_ctim.tv_sec -= 10;
	check("hosts: dns\n", "d");
	check("hosts: dns\n", "d");
	expect(opens == before + 3, "what has not is read once");
	check("hosts: files\n", "f");
	file.st_ino++;
	check_anew("another file");
	file.st_dev++;
	check_anew("another file system");
	file.st_mtim.tv_sec++;
	check_anew("written");
	file.st_mtim.tv_nsec++;
	check_anew("written within the second");
	file.st_ctim.tv_sec--;
	check_anew("changed");
	file.st_ctim.tv_nsec++;
	check_anew("changed within the second");
	check(NULL, "fd");
	before = opens;
	file.st_ino++;
	for (int i = 0; i < 2; i++)
		check("hosts: dns dns dns dns dns dns dns dns dns dns dns dns dns dns dns dns\n",
			"dddddddddddddddd");
	expect(opens == before + 2, "what is long is read each time");
	looked[0] = '\0';
	expect(look_in_sources("passwd", look, looked) == 0 && strcmp(looked, "fd") == 0,
		"a database that is none of ours");
}

int main(void)
{
	file = (struct stat){ .st_ino = 1, .st_ctim.tv_sec = time(NULL) };
	reads_lines();
	reads_actions();
	reads_anything();
	remembers();
	content = NULL;
	open_error = EMFILE;
	expect(look_in_sources("hosts", look, looked) == EMFILE, "no descriptor");
	return failures > 0;
}

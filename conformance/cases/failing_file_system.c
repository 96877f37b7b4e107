/* Paths on a file system whose every name is an input/output error: one that the case itself serves. */
#include "fixture.h"
#include <linux/fuse.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

/* Serves a file system: answers the kernel's greeting, and every question with EIO. */
static void fail_every_question(int fd)
{
	union {
		struct fuse_in_header header;
		char room[FUSE_MIN_READ_BUFFER + 64];
	} question;
	struct {
		struct fuse_out_header header;
		struct fuse_init_out greeting;
	} answer = { .greeting = { .major = FUSE_KERNEL_VERSION, .max_write = 4096 } };

	while (read(fd, &question, sizeof question) > 0) {
		int greets = question.header.opcode == FUSE_INIT;
		size_t size = greets ? sizeof answer : sizeof answer.header;
		answer.header = (struct fuse_out_header){ .len = (uint32_t)size,
			.error = greets ? 0 : -EIO,
			.unique = question.header.unique };
		if (write(fd, &answer, size) < 0)
			return;
	}
}

/* The path of a socket on one, in a folder of this name. */
static struct address failing_path(const char *folder)
{
	struct address addr = { .un.sun_family = AF_UNIX, .len = sizeof addr.un };
	char options[] = "fd=?,rootmode=40000,user_id=0,group_id=0";

	need(mkdir(folder, 0700), "mkdir");
	strcat(strcpy(addr.un.sun_path, folder), "/fuse");
	need(mknod(addr.un.sun_path, S_IFCHR | 0600, makedev(10, 229)), "mknod");
	int fd = need(open(addr.un.sun_path, O_RDWR), "fuse");
	options[3] = (char)('0' + fd);
	need(mount("failing", folder, "fuse", 0, options), "mount");
	meanwhile(fail_every_question, fd);
	return addr;
}

#define FAILS(call) STAGE("guest"), PROVES(#call ".EIO.filesystem"), POSIX("-1 EIO")

CASE(bind, failing_file_system, FAILS(bind))
{
	struct address addr = failing_path("bind");
	int fd = new_socket(UNIX_STREAM);

	observe(bind(fd, &addr.any, addr.len));
}

CASE(connect, failing_file_system, FAILS(connect))
{
	struct address addr = failing_path("connect");
	int fd = new_socket(UNIX_STREAM);

	observe(connect(fd, &addr.any, addr.len));
}

CASE(sendto, failing_file_system, FAILS(sendto))
{
	struct address addr = failing_path("sendto");
	int fd = new_socket(UNIX_DGRAM);

	observe(sendto(fd, "a", 1, 0, &addr.any, addr.len));
}

CASE(sendmsg, failing_file_system, FAILS(sendmsg))
{
	struct address addr = failing_path("sendmsg");
	int fd = new_socket(UNIX_DGRAM);
	struct iovec part = { "a", 1 };
	struct msghdr message = {
		.msg_name = &addr.any, .msg_namelen = addr.len, .msg_iov = &part, .msg_iovlen = 1
	};

	observe(sendmsg(fd, &message, 0));
}

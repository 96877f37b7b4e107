/* What the reference and the fuzz targets want declared and a small libc does not declare: for
 * ci/fuzz --target, included before everything else. Values are Linux's or, of codes, glibc's. */
#ifndef LACKING_H
#define LACKING_H

#ifdef __dietlibc__ /* the same struct stat, with its times as POSIX has them */
#define stat lacking_stat
#define fstat lacking_fstat
#define lstat lacking_lstat
#include <stdint.h>
#include <sys/stat.h>
#include <time.h>
#undef stat
#undef fstat
#undef lstat
struct stat {
	unsigned long st_dev, st_ino, st_nlink;
	uint32_t st_mode, st_uid, st_gid, padding;
	unsigned long st_rdev, st_size, st_blksize, st_blocks;
	struct timespec st_atim, st_mtim, st_ctim;
	long unused[3];
};
_Static_assert(sizeof(struct stat) == sizeof(struct lacking_stat), "another struct stat");
int stat(const char *path, struct stat *status);
int fstat(int fd, struct stat *status);
#endif

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <netinet/in.h>
#include <sched.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/types.h>
#if __has_include(<netinet/in6.h>)
#include <netinet/in6.h>
#endif
#if __has_include(<strings.h>)
#include <strings.h>
#endif
#ifdef __KLIBC__
#define _Thread_local /* nothing sets it up, and there is one thread */
typedef uint32_t in_addr_t;
typedef uint16_t in_port_t;
in_addr_t inet_network(const char *text);
#endif
#ifdef __dietlibc__
typedef long __kernel_old_time_t; /* for linux/errqueue.h */
typedef long long __kernel_time64_t;
#endif
#include <netdb.h>

char *secure_getenv(const char *name);
void *mempcpy(void *to, const void *from, size_t size);
char *strcasestr(const char *text, const char *part);
ssize_t getline(char **line, size_t *size, FILE *file);
int sockatmark(int fd);

#ifndef __wur
#define __wur /* of glibc's own headers, where the compiler falls back on them */
#define __attr_access(arguments)
#endif
#ifndef INET6_ADDRSTRLEN
#define INET_ADDRSTRLEN 16
#define INET6_ADDRSTRLEN 46
#endif
#ifndef HOST_NAME_MAX
#define HOST_NAME_MAX 64
#endif
#ifndef IPPROTO_DCCP
#define IPPROTO_DCCP 33
#endif
#ifndef AI_IDN
#define AI_IDN 0x40
#define AI_CANONIDN 0x80
#endif
#ifndef NI_IDN
#define NI_IDN 32
#endif
#ifndef EAI_IDN_ENCODE
#define EAI_IDN_ENCODE (-105)
#endif
#ifndef EAI_OVERFLOW
#define EAI_OVERFLOW (-12)
#endif
#ifndef NETDB_SUCCESS
#define NETDB_SUCCESS 0
#endif
#ifndef NETDB_INTERNAL
#define NETDB_INTERNAL (-1)
#endif
#ifndef SYS_socket
#define SYS_socket __NR_socket
#define SYS_shutdown __NR_shutdown
#define SYS_bind __NR_bind
#define SYS_getsockname __NR_getsockname
#define SYS_getpeername __NR_getpeername
#define SYS_connect __NR_connect
#define SYS_listen __NR_listen
#define SYS_accept __NR_accept
#define SYS_accept4 __NR_accept4
#define SYS_getsockopt __NR_getsockopt
#define SYS_setsockopt __NR_setsockopt
#define SYS_sendto __NR_sendto
#define SYS_sendmsg __NR_sendmsg
#define SYS_sendmmsg __NR_sendmmsg
#define SYS_recvfrom __NR_recvfrom
#define SYS_recvmsg __NR_recvmsg
#define SYS_futex __NR_futex
#endif

#endif

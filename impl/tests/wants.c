/* Every call that wants memory or a descriptor, where there is none: the first time that it asks,
 * the second, and so on until it has all that it asks for. It says so or does without, keeps
 * nothing, and is whole when there is enough. Files of /etc are the test's own. */
#include "expect.h"
#include "sockets.h"
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum { NEVER = -1, MOST_WANTS = 100 };

/* How often it goes well before there is no more: memory, descriptors, what is sent and received.
 */
static int memory = NEVER, descriptors = NEVER, transfers = NEVER;

/* Whether this is the one that fails. */
static bool is_refused(int *left, int error)
{
	if (*left == NEVER || (*left)--)
		return false;
	errno = error;
	return true;
}

void *__real_malloc(size_t size);
void *__wrap_malloc(size_t size)
{
	return is_refused(&memory, ENOMEM) ? NULL : __real_malloc(size);
}

void *__real_calloc(size_t count, size_t size);
void *__wrap_calloc(size_t count, size_t size)
{
	return is_refused(&memory, ENOMEM) ? NULL : __real_calloc(count, size);
}

void *__real_realloc(void *at, size_t size);
void *__wrap_realloc(void *at, size_t size)
{
	return is_refused(&memory, ENOMEM) ? NULL : __real_realloc(at, size);
}

static const char *content_of(const char *path)
{
	if (strcmp(path, "/etc/hosts") == 0)
		return "192.0.2.1 a.example a\n192.0.2.2 a\n192.0.2.3 a\n192.0.2.4 a\n192.0.2.5 a\n"
		       "2001:db8::1 a\n";
	if (strcmp(path, "/etc/services") == 0)
		return "http 80/tcp www\n";
	if (strcmp(path, "/etc/protocols") == 0)
		return "tcp 6 TCP\n";
	if (strcmp(path, "/etc/networks") == 0)
		return "net 10.0.0.0\n";
	if (strcmp(path, "/etc/nsswitch.conf") == 0)
		return "hosts: files dns\n";
	if (strcmp(path, "/etc/gai.conf") == 0)
		return "label ::1/128 0\nprecedence ::1/128 50\n";
	return "nameserver 127.0.0.1\nsearch example\n";
}

static int open_content(const char *path)
{
	const char *content = content_of(path);
	int fd = memfd_create("content", MFD_CLOEXEC);

	if (write(fd, content, strlen(content)) < 0 || lseek(fd, 0, SEEK_SET) < 0)
		abort();
	return fd;
}

static bool is_of_etc(const char *path)
{
	return strncmp(path, "/etc/", 5) == 0;
}

FILE *__real_fopen(const char *path, const char *mode);
FILE *__wrap_fopen(const char *path, const char *mode);
FILE *__wrap_fopen(const char *path, const char *mode)
{
	if (is_refused(&descriptors, EMFILE))
		return NULL;
	return is_of_etc(path) ? fdopen(open_content(path), mode) : __real_fopen(path, mode);
}

int __real_open(const char *path, int flags, ...);
int __wrap_open(const char *path, int flags, ...);
int __wrap_open(const char *path, int flags, ...)
{
	if (!is_of_etc(path))
		return __real_open(path, flags, 0666);
	return is_refused(&descriptors, EMFILE) ? -1 : open_content(path);
}

int __real_ref_socket(int domain, int type, int protocol);
int __wrap_ref_socket(int domain, int type, int protocol)
{
	return is_refused(&descriptors, EMFILE) ? -1 : __real_ref_socket(domain, type, protocol);
}

/* No server of names is asked. */
int __wrap_ref_connect(int fd, const struct sockaddr *addr, socklen_t len);
int __wrap_ref_connect(int fd, const struct sockaddr *addr, socklen_t len)
{
	(void)fd, (void)addr, (void)len;
	errno = ENETUNREACH;
	return -1;
}

ssize_t __real_ref_send(int fd, const void *bytes, size_t size, int flags);
ssize_t __wrap_ref_send(int fd, const void *bytes, size_t size, int flags)
{
	return is_refused(&transfers, ENOBUFS) ? -1 : __real_ref_send(fd, bytes, size, flags);
}

ssize_t __real_ref_recvfrom(
	int fd, void *bytes, size_t size, int flags, struct sockaddr *addr, socklen_t *len);
ssize_t __wrap_ref_recvfrom(
	int fd, void *bytes, size_t size, int flags, struct sockaddr *addr, socklen_t *len)
{
	return is_refused(&transfers, ENOBUFS)
		       ? -1
		       : __real_ref_recvfrom(fd, bytes, size, flags, addr, len);
}

/* The calls. Each returns 0, or the errno of what it says that it wants; -1 for anything else. */

static int want_of(int eai)
{
	return eai == EAI_MEMORY ? ENOMEM : eai == EAI_SYSTEM ? errno : eai ? -1 : 0;
}

/* Where no server can be asked. */
static int want_of_resolver(int eai)
{
	return eai == EAI_AGAIN ? 0 : want_of(eai);
}

static int host_want(const struct hostent *found)
{
	return found ? 0 : h_errno == NETDB_INTERNAL ? errno : -1;
}

static int addresses_of(const char *node, const char *service, int flags)
{
	struct addrinfo *list = NULL, hints = { .ai_flags = flags };
	int error = ref_getaddrinfo(node, service, &hints, &list);

	ref_freeaddrinfo(list);
	return want_of(error);
}

static int by_name(void)
{
	return addresses_of("a", "www", AI_CANONNAME);
}

static int by_number(void)
{
	return addresses_of("192.0.2.1", "80", AI_NUMERICHOST);
}

static int by_nothing(void)
{
	return addresses_of(NULL, "http", AI_PASSIVE);
}

static int by_foreign_name(void)
{
	struct addrinfo *list;

	return want_of_resolver(ref_getaddrinfo("elsewhere.test", NULL, NULL, &list));
}

static int names_of(const char *address, int flags)
{
	struct sockaddr_in addr = { .sin_family = AF_INET, .sin_port = ref_htons(80) };
	char host[NI_MAXHOST], service[NI_MAXSERV];

	ref_inet_aton(address, &addr.sin_addr);
	return ref_getnameinfo((struct sockaddr *)&addr, sizeof addr, host, sizeof host, service,
		sizeof service, NI_NAMEREQD | flags);
}

static int by_address(void)
{
	return want_of(names_of("192.0.2.1", NI_NOFQDN | NI_IDN));
}

static int by_foreign_address(void)
{
	return want_of_resolver(names_of("192.0.2.99", 0));
}

static int by_scoped_address(void)
{
	struct sockaddr_in6 addr = { .sin6_family = AF_INET6, .sin6_scope_id = 1 };
	char host[NI_MAXHOST];

	ref_inet_pton(AF_INET6, "fe80::1", &addr.sin6_addr);
	return want_of(ref_getnameinfo(
		(struct sockaddr *)&addr, sizeof addr, host, sizeof host, NULL, 0, NI_NUMERICHOST));
}

static int old_by_name(void)
{
	return host_want(ref_gethostbyname("a"));
}

static int old_by_address(void)
{
	return host_want(ref_gethostbyaddr("\xc0\0\2\1", 4, AF_INET));
}

static int next_host(void)
{
	bool found = ref_gethostent();
	int error = errno;

	ref_endhostent();
	return found ? 0 : error;
}

static int service_by_name(void)
{
	return ref_getservbyname("www", "tcp") ? 0 : errno;
}

static int protocol_by_number(void)
{
	return ref_getprotobynumber(6) ? 0 : errno;
}

static int network_by_name(void)
{
	return ref_getnetbyname("net") ? 0 : h_errno == NETDB_INTERNAL ? errno : -1;
}

static int interfaces(void)
{
	struct ifaddrs *list = NULL;
	int error = ref_getifaddrs(&list) < 0 ? errno : 0;

	ref_freeifaddrs(list);
	return error;
}

static int lowest_descriptor(void)
{
	int fd = dup(STDOUT_FILENO);

	close(fd);
	return fd;
}

static const struct {
	int (*call)(void);
	const char *name;
} calls[] = {
	{ by_name, "getaddrinfo of a name" },
	{ by_number, "getaddrinfo of an address" },
	{ by_nothing, "getaddrinfo of no node" },
	{ by_foreign_name, "getaddrinfo of a name elsewhere" },
	{ by_address, "getnameinfo" },
	{ by_foreign_address, "getnameinfo of an address elsewhere" },
	{ by_scoped_address, "getnameinfo of an address of a link" },
	{ old_by_name, "gethostbyname" },
	{ old_by_address, "gethostbyaddr" },
	{ next_host, "gethostent" },
	{ service_by_name, "getservbyname" },
	{ protocol_by_number, "getprotobynumber" },
	{ network_by_name, "getnetbyname" },
	{ interfaces, "getifaddrs" },
};

/* Lets a call lack each of what it wants: it says that, or does without. */
static void lack(int (*call)(void), const char *name, int *left, int error, const char *what)
{
	int at = lowest_descriptor();
	bool right = true, has_all = false;

	for (int wants = 0; !has_all && wants < MOST_WANTS; wants++) {
		*left = wants;
		int said = call();
		has_all = *left != NEVER;
		*left = NEVER;
		right &= said == 0 || (!has_all && said == error);
	}
	printf("%s ", name);
	expect(right && has_all && call() == 0 && lowest_descriptor() == at, what);
}

int main(void)
{
	for (size_t i = 0; i < sizeof calls / sizeof *calls; i++) {
		lack(calls[i].call, calls[i].name, &memory, ENOMEM, "without memory");
		lack(calls[i].call, calls[i].name, &descriptors, EMFILE, "without a descriptor");
	}
	lack(interfaces, "getifaddrs", &transfers, ENOBUFS, "without messages");
	return failures > 0;
}

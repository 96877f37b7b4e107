/* Databases from files of our own, which stand where those of /etc are opened: read by several
 * threads at once, where memory, descriptors and cancellation are in the way, and in what no page
 * says of how they are written. */
#include "databases/sources.h"
#include "sockets.h"
#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { THREADS = 4, ENTRIES = 200 };

static int failures;

static void expect(int right, const char *what)
{
	printf("%s%s\n", right ? "" : "NOT ", what);
	failures += !right;
}

/* What every file of /etc has in it, and how many are open. */
static const char *content = "";
static atomic_int open_files;

/* What fails: an allocation, once it has gone well so many times; the opening of a file; a socket.
 */
static int reallocations = -1, open_error, socket_error;

FILE *__wrap_fopen(const char *path, const char *mode);
int __wrap_fclose(FILE *file);
void *__real_realloc(void *memory, size_t size);
void *__wrap_realloc(void *memory, size_t size);
int __real_fclose(FILE *file);
int __wrap_ref_socket(int domain, int type, int protocol);

FILE *__wrap_fopen(const char *path, const char *mode)
{
	pthread_testcancel();
	errno = open_error ? open_error : ENOENT;
	if (open_error || strncmp(path, "/etc/", 5) != 0 || strchr(mode, 'e') == NULL)
		return NULL;
	const char *text = strcmp(path, "/etc/host.conf") == 0     ? "multi on\n"
			   : strcmp(path, "/etc/resolv.conf") == 0 ? "nameserver 127.0.0.1\n"
								   : content;
	open_files++;
	return fmemopen((char *)text, strlen(text), "r");
}

int __wrap_fclose(FILE *file)
{
	open_files--;
	return __real_fclose(file);
}

void *__wrap_realloc(void *memory, size_t size)
{
	if (reallocations >= 0 && reallocations-- == 0) {
		reallocations = -1;
		errno = ENOMEM;
		return NULL;
	}
	return __real_realloc(memory, size);
}

int __wrap_ref_socket(int domain, int type, int protocol)
{
	(void)domain;
	(void)type;
	(void)protocol;
	errno = socket_error;
	return -1;
}

/* Whatever the nsswitch.conf of this machine says. */
int look_in_sources(const char *database, look_function *look, void *lookup)
{
	enum source_status status = look(SOURCE_FILES, lookup);

	(void)database;
	if (status != STATUS_SUCCESS && status != STATUS_END)
		look(SOURCE_DNS, lookup);
	return 0;
}

/* How a file may be written, where no page tells. */

static int has_service(const char *text, const char *name, int port)
{
	content = text;
	const struct servent *entry = ref_getservbyname(name, "tcp");

	return entry && entry->s_port == ref_htons((uint16_t)port);
}

static void test_format(void)
{
	expect(has_service("http 80/tcp www\r\n", "www", 80), "CR LF ends a line");
	expect(has_service("http 80/tcp www", "www", 80), "the last line need have no end");
	expect(has_service("http 80/tcp\n  www 81/tcp\n", "www", 81), "blanks may stand before");
	expect(has_service("http\v80/tcp\fwww\n", "www", 80), "any white space divides");
	expect(has_service("www 80#/tcp\nwww 81/tcp\n", "www", 81), "# divides a word");
	expect(!has_service("www 65536/tcp\n", "www", 0), "a port has 16 bits");
	expect(!has_service("www 80/\n", "www", 80), "a protocol has a name");
	expect(!has_service("www 80\n", "www", 80), "a service has a protocol");
	expect(!has_service("www\n", "www", 80), "a service has a port");
	content = "net 127.0.0.0.0\nnet 127.256\nnet x\nnet\nnet 10.1\n";
	expect(ref_getnetent()->n_net == 0x0a010000 && !ref_getnetent(),
		"what has no number is no network");
	content = "ip x\nip -1\nip 4294967296\nip\nmptcp 262\n";
	expect(ref_getprotoent()->p_proto == 262 && !ref_getprotoent(),
		"what has no number is no protocol");
	content = "192.0.2.256 a\n192.0.2 a\n192.0.2.1\n2001:db8::1 six\n192.0.2.1 b\n";
	expect(strcmp(ref_gethostent()->h_name, "b") == 0 && !ref_gethostent(),
		"what has no IPv4 address, or no name, is no host");
	ref_endnetent();
	ref_endprotoent();
	ref_endhostent();
	expect(open_files == 0, "no file stays open");
}

/* Several threads. */

static char many[ENTRIES * 32];

static void write_many(void)
{
	char *end = many;

	for (int i = 0; i < ENTRIES; i++)
		end += sprintf(end, "s%d %d/tcp t%d\n", i, i + 1, i);
	content = many;
}

static atomic_int wrong, seen[ENTRIES];

static void *find_each(void *unused)
{
	struct servent entry, *result;
	char name[16], buf[256];

	for (int i = 0; i < ENTRIES; i++) {
		sprintf(name, "t%d", i);
		int error = ref_getservbyname_r(name, "tcp", &entry, buf, sizeof buf, &result);
		if (error || !result || entry.s_port != ref_htons((uint16_t)(i + 1)) ||
			strcmp(entry.s_aliases[0], name) != 0)
			wrong++;
	}
	return unused;
}

static void *take_each(void *unused)
{
	struct servent entry, *result;
	char buf[256];

	while (ref_getservent_r(&entry, buf, sizeof buf, &result) == 0)
		seen[ref_ntohs((uint16_t)entry.s_port) - 1]++;
	return unused;
}

static void test_threads(void)
{
	pthread_t threads[2 * THREADS];
	int once = 1;

	write_many();
	ref_setservent(1);
	for (int i = 0; i < 2 * THREADS; i++)
		pthread_create(&threads[i], NULL, i % 2 ? find_each : take_each, NULL);
	for (int i = 0; i < 2 * THREADS; i++)
		pthread_join(threads[i], NULL);
	for (int i = 0; i < ENTRIES; i++)
		once &= seen[i] == 1;
	expect(wrong == 0, "each thread finds what it looks for");
	expect(once, "the threads together get each entry once");
	ref_endservent();
	expect(open_files == 0, "no file stays open");
}

/* A look-up that is to be cancelled comes to its end first. */

static atomic_int returned;

static void *look_up_cancelled(void *unused)
{
	struct hostent entry, *result;
	char buf[256];
	int status;

	pthread_cancel(pthread_self());
	ref_setservent(0);
	ref_getservent();
	ref_getservbyname("s1", NULL);
	ref_endservent();
	ref_gethostbyname_r("s1", &entry, buf, sizeof buf, &result, &status);
	ref_gethostbyaddr_r("\300\0\2\1", 4, AF_INET, &entry, buf, sizeof buf, &result, &status);
	returned = 1;
	pthread_testcancel();
	return unused;
}

static void test_cancellation(void)
{
	pthread_t thread;
	void *result;

	socket_error = EMFILE;
	pthread_create(&thread, NULL, look_up_cancelled, NULL);
	pthread_join(thread, &result);
	expect(returned && result == PTHREAD_CANCELED, "no call is a cancellation point");
	expect(open_files == 0, "no file stays open");
}

/* What fails is told; and errno is left alone where nothing does. */

static void test_errors(void)
{
	struct servent entry, *result = &entry;
	char buf[256];

	write_many();
	errno = 0;
	reallocations = 0;
	expect(!ref_getservbyport(ref_htons(2), "tcp") && errno == ENOMEM,
		"want of memory for an entry");
	expect(ref_getservbyport(ref_htons(2), "tcp") != NULL, "and then there is enough");
	open_error = EMFILE;
	expect(ref_getservbyname_r("s1", "tcp", &entry, buf, sizeof buf, &result) == EMFILE &&
			!result,
		"want of a descriptor");
	expect(!ref_getservent() && errno == EMFILE, "and in the order");
	open_error = 0;
	errno = 77;
	expect(ref_getservent() && errno == 77, "no errno of an entry");
	expect(!ref_getservbyname("nobody", NULL) && errno == 77, "none of a miss");
	while (ref_getservent())
		;
	ref_endservent();
	expect(errno == 77, "none at the end");
	expect(open_files == 0, "no file stays open");
}

static int host_error(const char *name, int status)
{
	h_errno = 0;
	errno = 0;
	return !ref_gethostbyname(name) && h_errno == status ? errno : -1;
}

static void test_host_errors(void)
{
	content = "192.0.2.1 a\n192.0.2.2 a\n192.0.2.3 a\n192.0.2.4 a\n192.0.2.5 a\n192.0.2.6 a\n";
	reallocations = 0; /* of the list of addresses, which has room for four */
	expect(host_error("a", NETDB_INTERNAL) == ENOMEM, "want of memory for addresses");
	open_error = EMFILE;
	expect(host_error("a", NETDB_INTERNAL) == EMFILE, "want of a descriptor for the file");
	open_error = 0;
	socket_error = EMFILE;
	expect(host_error("b", NETDB_INTERNAL) == EMFILE, "want of a descriptor for a socket");
	expect(host_error("a", NETDB_INTERNAL) == -1 && ref_gethostbyname("a")->h_addr_list[5],
		"else there are six addresses");
	expect(!ref_gethostbyaddr("\300\0\2\1", 3, AF_INET) && h_errno == NETDB_INTERNAL &&
			errno == EINVAL,
		"an address of a wrong length");
	expect(open_files == 0, "no file stays open");
}

int main(void)
{
	test_format();
	test_threads();
	test_cancellation();
	test_errors();
	test_host_errors();
	return failures != 0;
}

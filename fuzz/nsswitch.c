/* Any bytes as /etc/nsswitch.conf: hosts are looked up where it says, as by the host's libc. No
 * name server answers here. */
#include <netdb.h>
#include <sys/resource.h>

#include "resolved.h"
#include "world.h"

/* An input is a byte for the question (see ask), then the file. */
enum {
	LONGEST_FILE = 256,
	LOCAL = 8,
	BAD_LENGTH = 16,
	NO_DESCRIPTORS = 32,
	OLD = 64,
	NO_HOSTS = 0x80
};

static bool is_world;

/* Of getaddrinfo() and getnameinfo(), which return what went wrong. */
static bool has_code(uint8_t choice)
{
	return (choice >> 1 & 3) == 0 || (choice >> 1 & 3) == 3;
}

static struct outcome ask(const struct resolver *on, uint8_t choice)
{
	static const char *const names[] = { "a.example", "b.example" };
	static const unsigned char addresses[][4] = { { 192, 0, 2, 1 }, { 192, 0, 2, 2 } };
	const char *name = choice & LOCAL ? "localhost" : names[choice & 1];
	const unsigned char *address = addresses[choice & 1];
	struct outcome outcome = { .result = 0 };
	struct sockaddr_in addr = { .sin_family = AF_INET };
	const struct hostent *found;
	char text[NI_MAXHOST];

	outcome.made = 0;
	switch (choice >> 1 & 3) {
	case 0:
		return resolve(on, name, AF_UNSPEC, 0);
	case 1:
		found = on->by_name(name, AF_INET);
		break;
	case 2:
		found = on->by_address(address, choice & BAD_LENGTH ? 3 : 4, AF_INET);
		break;
	default:
		memcpy(&addr.sin_addr, address, 4);
		outcome.result = on->name((struct sockaddr *)&addr, sizeof addr, text, sizeof text,
			NULL, 0, NI_NAMEREQD);
		return outcome;
	}
	outcome.result = found != NULL;
	return outcome;
}

/* Where no file can be opened, the reference says so. */
static void check_want(uint8_t choice)
{
	struct rlimit before, none;

	getrlimit(RLIMIT_NOFILE, &before);
	none = (struct rlimit){ 0, before.rlim_max };
	setrlimit(RLIMIT_NOFILE, &none);
	errno = 0;
	struct outcome outcome = ask(&reference_resolver, choice);
	int error = errno;
	setrlimit(RLIMIT_NOFILE, &before);
	if (choice & BAD_LENGTH)
		return;
	if (error != EMFILE || outcome.result != (has_code(choice) ? EAI_SYSTEM : 0))
		find("without descriptors question %d comes to %s, errno %d", choice,
			text_of(&outcome), error);
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

/* A word, or an action in brackets, that both take alike: whether a name server that refuses is
 * unavailable or to be tried again, is left open. */
static size_t plain_length(const char *text)
{
	static const char *const words[] = { "files", "dns", "[SUCCESS=return]",
		"[NOTFOUND=return]", "[notfound=continue]" };

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strncmp(text, words[i], strlen(words[i])) == 0)
			return strlen(words[i]);
	return 0;
}

/* Lines of hosts that begin with a source, each word with a blank behind it. Of other sources glibc
 * looks for a library, and a line that it cannot read it leaves out as far as it did. */
static bool is_plain(const char *line)
{
	if (strncmp(line, "hosts:", 6) != 0)
		return false;
	line += 6;
	bool has_source = false;
	while (*(line += strspn(line, " \t"))) {
		size_t length = plain_length(line);
		if (length == 0 || (*line == '[' && !has_source) ||
			(line[length] && !is_blank(line[length])))
			return false;
		has_source = true;
		line += length;
	}
	return has_source;
}

/* Copies the first line that both are to read alike. */
static size_t take_line(const uint8_t *data, size_t size, char *taken)
{
	char line[LONGEST_FILE + 1];
	size_t length;

	for (size_t at = 0; at < size; at += length + 1) {
		const uint8_t *end = memchr(data + at, '\n', size - at);
		length = end ? (size_t)(end - data) - at : size - at;
		memcpy(line, data + at, length);
		line[length] = '\0';
		if (strlen(line) == length && is_plain(line))
			return (size_t)sprintf(taken, "%s\n", line);
	}
	return 0;
}

/* A new file each time: by its number glibc sees that it is another. */
static void replace(const void *bytes, size_t size)
{
	unlink("/etc/nsswitch.conf");
	if (size > 0 && !write_file("/etc/nsswitch.conf", bytes, size))
		find("cannot write /etc/nsswitch.conf");
}

/* A file that has not changed for long the reference remembers, and says the same of it again. */
static void check_old(uint8_t choice)
{
	unlink("/etc/nsswitch.conf");
	if (symlink("/usr/share/libc-bin/nsswitch.conf", "/etc/nsswitch.conf") != 0)
		find("cannot link /etc/nsswitch.conf");
	struct outcome first = ask(&reference_resolver, choice),
		       again = ask(&reference_resolver, choice);
	if (!is_same(&first, &again))
		find("nsswitch.conf: question %d comes to %s, then to %s", choice, text_of(&first),
			text_of(&again));
}

/* Writes or takes away /etc/hosts. */
static void give_hosts(bool are_there)
{
	static const char hosts[] = "192.0.2.1 a.example\n";
	static bool were_there;

	if (are_there && !were_there)
		write_file("/etc/hosts", hosts, sizeof hosts - 1);
	else if (!are_there && were_there)
		unlink("/etc/hosts");
	were_there = are_there;
}

/* Which error is told is left open; of a file that is not there glibc's getnameinfo() gives this or
 * that. */
static bool both_refuse(uint8_t choice, const struct outcome *ours, const struct outcome *theirs)
{
	return has_code(choice) && ours->result != 0 && theirs->result != 0;
}

/* What glibc does otherwise, once in a process: of a line with more than 8 sources it never frees
 * the list that it made while reading. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
	return "leak:__libc_dynarray_emplace_enlarge";
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	static const char conf[] = "nameserver 127.0.0.1\noptions timeout:1 attempts:1\n";

	(void)argc, (void)argv;
	is_world = entered(enter_user_namespace() && enter_network() && enter_etc() &&
			   write_file("/etc/resolv.conf", conf, sizeof conf - 1));
	return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char taken[LONGEST_FILE + 2];

	if (!is_world || size < 1 || size > LONGEST_FILE)
		return 0;
	give_hosts(!(*data & NO_HOSTS));
	replace(data + 1, size - 1);
	ask(&reference_resolver, *data);
	if (*data & NO_DESCRIPTORS)
		check_want(*data);
	if (*data & OLD)
		check_old(*data);

	size_t length = take_line(data + 1, size - 1, taken);
	if (length == 0 || *data & LOCAL) /* which the reference finds without a file (RFC 6761) */
		return 0;
	replace(taken, length);
	struct outcome ours = ask(&reference_resolver, *data), theirs = ask(&host_resolver, *data);
	if (!both_refuse(*data, &ours, &theirs) && !is_same(&ours, &theirs))
		differ("nsswitch.conf differs on question %d, \"%s\": reference %s, libc %s", *data,
			taken, text_of(&ours), text_of(&theirs));
	return 0;
}

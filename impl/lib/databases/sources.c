/* Reads /etc/nsswitch.conf. */
#include "databases/sources.h"
#include "databases/system_error.h"
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { ALL_STATUSES = (1 << STATUS_END) - 1 };

#define BLANKS " \t\v\f\r"

static const char *skip_blanks(const char *text)
{
	return text + strspn(text, BLANKS);
}

static bool equals(const char *text, size_t size, const char *word)
{
	return strlen(word) == size && strncasecmp(text, word, size) == 0;
}

/* The set of statuses that "notfound" means, or "!notfound"; 0 for any other text. */
static unsigned read_status(const char *text, size_t size)
{
	static const char *const names[] = { "success", "notfound", "unavail", "tryagain" };
	bool negated = size && *text == '!';

	for (unsigned i = 0; i < STATUS_END; i++)
		if (equals(text + negated, size - negated, names[i]))
			return negated ? ALL_STATUSES & ~(1u << i) : 1u << i;
	return 0;
}

/* Reads "NOTFOUND=return SUCCESS=continue]", and changes the set of statuses that end the search.
 * Returns what stands behind it. All that may be done but to return is to go on. */
static const char *read_actions(const char *text, unsigned *ending)
{
	while (*(text = skip_blanks(text)) && *text != ']') {
		size_t size = strcspn(text, BLANKS "=]");
		unsigned statuses = read_status(text, size);

		text = skip_blanks(text + size);
		text = skip_blanks(text + (*text == '='));
		size = strcspn(text, BLANKS "]");
		*ending = equals(text, size, "return") ? *ending | statuses : *ending & ~statuses;
		text += size;
	}
	return text + (*text == ']');
}

static enum source_status look_in(const char *name, size_t size, look_function *look, void *lookup)
{
	if (equals(name, size, "files"))
		return look(SOURCE_FILES, lookup);
	if (equals(name, size, "dns"))
		return look(SOURCE_DNS, lookup);
	return STATUS_UNAVAIL;
}

/* Looks in what "dns [!UNAVAIL=return] files" names. */
static void look_in_order(const char *text, look_function *look, void *lookup)
{
	unsigned status, ending;

	do {
		const char *name = skip_blanks(text);
		size_t size = strcspn(name, BLANKS "[");

		ending = 1u << STATUS_SUCCESS | 1u << STATUS_END;
		text = skip_blanks(name + size);
		while (*text == '[')
			text = skip_blanks(read_actions(text + 1, &ending));
		status = look_in(name, size, look, lookup);
	} while (*text && !(ending >> status & 1));
}

/* What stands behind the name of the database and a colon, up to a comment; NULL if the line is
 * another's. */
static const char *plan_of(char *line, const char *database)
{
	size_t size = strlen(database);

	line += strspn(line, BLANKS);
	if (strncmp(line, database, size) != 0)
		return NULL;
	line[strcspn(line, "#")] = '\0';
	const char *colon = skip_blanks(line + size);
	return *colon == ':' ? colon + 1 : NULL;
}

/* What the last line of the database says; files dns, where there is none. */
static const char *find_plan(char *text, size_t size, const char *database)
{
	const char *last = "files dns", *plan;
	char *end = size ? text + size : text, *next; /* text may be NULL */

	for (char *line = text; line < end; line = next + 1) {
		next = memchr(line, '\n', (size_t)(end - line));
		next = next ? next : end;
		*next = '\0';
		plan = plan_of(line, database);
		last = plan ? plan : last;
	}
	return last;
}

/* Reads the file as far as it went when it was opened, to *text, which is to be freed, and returns
 * its size; 0 where it cannot be read, and errno. Without stdio, which takes twice the time. */
static size_t read_file(char **text)
{
	int fd = open("/etc/nsswitch.conf", O_RDONLY | O_CLOEXEC);
	struct stat status;
	ssize_t size = -1;

	if (fd < 0)
		return 0;
	if (fstat(fd, &status) == 0 && (*text = malloc((size_t)status.st_size + 1)))
		size = read(fd, *text, (size_t)status.st_size);
	close(fd);
	if (size < 0)
		return 0;
	(*text)[size] = '\0';
	return (size_t)size;
}

int look_in_sources(const char *database, look_function *look, void *lookup)
{
	char *text = NULL;

	errno = 0;
	size_t size = read_file(&text);
	int error = is_want(errno) ? errno : 0;
	if (!error)
		look_in_order(find_plan(text, size, database), look, lookup);
	free(text);
	return error;
}

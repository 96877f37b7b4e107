/* Reads /etc/nsswitch.conf. */
#include "databases/sources.h"
#include "databases/database.h"
#include "databases/system_error.h"
#include <stdlib.h>
#include <string.h>

enum { ALL_STATUSES = (1 << STATUS_END) - 1 };

static const char *skip_blanks(const char *text)
{
	return text + strspn(text, " ");
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
		size_t size = strcspn(text, " =]");
		unsigned statuses = read_status(text, size);

		text = skip_blanks(text + size);
		if (*text == '=')
			text = skip_blanks(text + 1);
		size = strcspn(text, " ]");
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
		size_t size = strcspn(name, " [");

		ending = 1u << STATUS_SUCCESS | 1u << STATUS_END;
		text = skip_blanks(name + size);
		while (*text == '[')
			text = skip_blanks(read_actions(text + 1, &ending));
		status = look_in(name, size, look, lookup);
	} while (*text && !(ending >> status & 1));
}

/* What stands behind the name of the database and a colon; NULL if the line is another's. Puts a
 * blank between its words. */
static const char *plan_of(struct record *line, const char *database)
{
	size_t size = strlen(database);

	for (size_t i = 0; i + 1 < line->size; i++)
		if (!line->text[i])
			line->text[i] = ' ';
	if (strncmp(line->text, database, size) != 0)
		return NULL;
	const char *colon = skip_blanks(line->text + size);
	return *colon == ':' ? colon + 1 : NULL;
}

/* Keeps the last line of the database, if there is one. */
static int read_lines(const char *database, struct record *last)
{
	struct record line = { 0 };
	FILE *file = fopen("/etc/nsswitch.conf", "re");
	int error = file ? 0 : errno;

	while (!error && !(error = record_read(&line, file)))
		if (plan_of(&line, database)) {
			const struct record other = *last;
			*last = line;
			line = other;
		}
	if (file)
		fclose(file);
	free(line.text);
	return is_want(error) ? error : 0;
}

int look_in_sources(const char *database, look_function *look, void *lookup)
{
	struct record line = { 0 };
	int error = read_lines(database, &line);

	if (!error)
		look_in_order(line.text ? plan_of(&line, database) : "files dns", look, lookup);
	free(line.text);
	return error;
}

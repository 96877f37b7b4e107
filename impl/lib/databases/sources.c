/* Reads /etc/nsswitch.conf. */
#include "databases/sources.h"
#include "databases/system_error.h"
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { ALL_STATUSES = (1 << STATUS_END) - 1 };

static const char path[] = "/etc/nsswitch.conf", usual_plan[] = "files dns";

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

/* What the last line of the database says; the usual, where there is none. The byte behind the text
 * is overwritten. */
static const char *find_plan(char *text, size_t size, const char *database)
{
	const char *last = usual_plan, *plan;
	char *end = text + size, *next;

	for (char *line = text; line < end; line = next + 1) {
		next = memchr(line, '\n', (size_t)(end - line));
		next = next ? next : end;
		*next = '\0';
		plan = plan_of(line, database);
		last = plan ? plan : last;
	}
	return last;
}

/* The plans that were found last, each with what the file was then. Who finds them locked, as a
 * child of fork() may for ever, does without. */
static struct memory {
	const char *database;
	struct stat file;
	char plan[64];
} memories[] = { { .database = "hosts" }, { .database = "networks" }, { .database = "protocols" },
	{ .database = "services" } };
static pthread_mutex_t memory_lock = PTHREAD_MUTEX_INITIALIZER;

/* Locks it, and returns it; NULL where there is none. */
static struct memory *begin_memory(const char *database)
{
	for (size_t i = 0; i < sizeof memories / sizeof *memories; i++)
		if (strcmp(memories[i].database, database) == 0)
			return pthread_mutex_trylock(&memory_lock) == 0 ? &memories[i] : NULL;
	return NULL;
}

static bool is_same_time(struct timespec a, struct timespec b)
{
	return a.tv_sec == b.tv_sec && a.tv_nsec == b.tv_nsec;
}

static bool is_same_file(const struct stat *a, const struct stat *b)
{
	return a->st_ino == b->st_ino && a->st_dev == b->st_dev && a->st_size == b->st_size &&
	       is_same_time(a->st_mtim, b->st_mtim) && is_same_time(a->st_ctim, b->st_ctim);
}

/* Returns false unless the plan is remembered, of the file as it is now. */
static bool recall(const char *database, char plan[sizeof memories->plan])
{
	struct stat file;
	struct memory *memory = stat(path, &file) == 0 ? begin_memory(database) : NULL;
	bool is_known = memory && is_same_file(&memory->file, &file);

	if (is_known)
		strcpy(plan, memory->plan);
	if (memory)
		pthread_mutex_unlock(&memory_lock);
	return is_known;
}

/* Does not remember what is long; nor of a file that changed so lately that the clock may not tell
 * when it changes again. */
static void remember(const char *database, const char *plan, const struct stat *file)
{
	bool is_wanted =
		strlen(plan) < sizeof memories->plan && time(NULL) - file->st_ctim.tv_sec > 1;
	struct memory *memory = is_wanted ? begin_memory(database) : NULL;

	if (!memory)
		return;
	memory->file = *file;
	strcpy(memory->plan, plan);
	pthread_mutex_unlock(&memory_lock);
}

/* Reads the file as far as it went when it was opened, to *text, which is to be freed, and returns
 * its size; -1 where it cannot be read, and errno. Without stdio, which takes twice the time. */
static ssize_t read_file(char **text, struct stat *file)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t size = -1;

	if (fd < 0)
		return -1;
	if (fstat(fd, file) == 0 && (*text = malloc((size_t)file->st_size + 1)))
		size = read(fd, *text, (size_t)file->st_size);
	close(fd);
	return size;
}

int look_in_sources(const char *database, look_function *look, void *lookup)
{
	char known[sizeof memories->plan], *text = NULL;
	const char *plan = known;
	struct stat file;
	int error = 0;

	if (!recall(database, known)) {
		ssize_t size = read_file(&text, &file);

		error = size < 0 && is_want(errno) ? errno : 0;
		plan = size < 0 ? usual_plan : find_plan(text, (size_t)size, database);
		if (size >= 0)
			remember(database, plan, &file);
	}
	if (!error)
		look_in_order(plan, look, lookup);
	free(text);
	return error;
}

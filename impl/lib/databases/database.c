/* Reads the databases of /etc. Nothing is kept from one call to the next but a place in a file. */
#include "databases/database.h"
#include "databases/sources.h"
#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static bool is_white(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

/* Turns a line into its words, in place; they end where a comment begins. */
static void split(struct record *record)
{
	char *to = record->text;
	bool in_word = false;

	record->words = 0;
	for (const char *from = to; *from && *from != '#'; from++) {
		bool was_in_word = in_word;

		in_word = !is_white(*from);
		record->words += in_word && !was_in_word;
		if (in_word || was_in_word)
			*to++ = in_word ? *from : '\0';
	}
	if (in_word)
		*to++ = '\0';
	record->size = (size_t)(to - record->text);
}

int record_read(struct record *record, FILE *file)
{
	do {
		if (getline(&record->text, &record->room, file) < 0)
			return feof(file) ? ENOENT : errno;
		split(record);
	} while (record->words == 0);
	return 0;
}

const char *record_word(const struct record *record, size_t index)
{
	const char *word = record->text;

	if (index >= record->words)
		return NULL;
	while (index--)
		word += strlen(word) + 1;
	return word;
}

int record_has_name(const struct record *record, size_t official, const char *name,
	int (*compare)(const char *, const char *))
{
	const char *word = record->text;

	for (size_t i = 0; i < record->words; i++, word += strlen(word) + 1)
		if ((i == official || i >= FIRST_ALIAS) && compare(word, name) == 0)
			return 1;
	return 0;
}

void *room_take(struct room *room, size_t size, size_t alignment)
{
	size_t padding = -(uintptr_t)room->at & (alignment - 1);

	if (padding > room->left || size > room->left - padding)
		return NULL;
	char *taken = room->at + padding;
	room->at = taken + size;
	room->left -= padding + size;
	return taken;
}

char **room_take_words(struct room *room, const struct record *record, char **text)
{
	size_t count = record->words > FIRST_ALIAS ? record->words - FIRST_ALIAS : 0;
	char **aliases = room_take(room, (count + 1) * sizeof *aliases, _Alignof(char *));
	char *word = room_take(room, record->size, 1);

	if (!aliases || !word)
		return NULL;
	*text = memcpy(word, record->text, record->size);
	for (size_t i = 0; i < record->words; i++, word += strlen(word) + 1)
		if (i >= FIRST_ALIAS)
			aliases[i - FIRST_ALIAS] = word;
	aliases[count] = NULL;
	return aliases;
}

/* Over the places to which get…ent() has come, and over the buffers that grow; the first before the
 * second. */
static pthread_mutex_t places = PTHREAD_MUTEX_INITIALIZER, buffers = PTHREAD_MUTEX_INITIALIZER;

/* A child of fork() finds them as they are between calls, whatever other threads were doing. */
static void begin_fork(void)
{
	pthread_mutex_lock(&places);
	pthread_mutex_lock(&buffers);
}

static void end_fork(void)
{
	pthread_mutex_unlock(&buffers);
	pthread_mutex_unlock(&places);
}

__attribute__((constructor)) static void prepare_for_forks(void)
{
	pthread_atfork(begin_fork, end_fork, end_fork);
}

static int grow(struct buffer *buffer)
{
	size_t size = buffer->size ? 2 * buffer->size : 256;
	char *at = realloc(buffer->at, size);

	if (!at)
		return ENOMEM;
	buffer->at = at;
	buffer->size = size;
	return 0;
}

int buffer_store(struct buffer *buffer, store_function *store, const void *found, void *entry)
{
	int error;

	if (!buffer->grows)
		return store(found, entry, (struct room){ buffer->at, buffer->size });
	pthread_mutex_lock(&buffers);
	do
		error = store(found, entry, (struct room){ buffer->at, buffer->size });
	while (error == ERANGE && !(error = grow(buffer)));
	pthread_mutex_unlock(&buffers);
	return error;
}

struct caller caller_enter(void)
{
	struct caller caller = { .error = errno };

	pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &caller.cancel_state);
	return caller;
}

void caller_leave(struct caller caller)
{
	pthread_setcancelstate(caller.cancel_state, NULL);
	errno = caller.error;
}

int database_read(
	const struct database *database, const void *key, struct record *record, FILE *file)
{
	int error;

	do
		error = record_read(record, file);
	while (!error && !database->matches(record, key));
	return error;
}

/* Where a database is opened. */
struct opening {
	const char *path;
	FILE *file;
	int error;
};

static enum source_status open_source(enum source source, void *wanted)
{
	struct opening *opening = wanted;

	if (source != SOURCE_FILES)
		return STATUS_UNAVAIL;
	opening->file = fopen(opening->path, "re");
	opening->error = errno;
	return STATUS_END;
}

/* Returns NULL, with its errno, where there is no such file or nsswitch.conf does not name it. */
static FILE *open_file(const struct database *database)
{
	struct opening opening = { .path = database->path, .error = ENOENT };
	int error = look_in_sources(strrchr(database->path, '/') + 1, open_source, &opening);

	errno = error ? error : opening.error;
	return opening.file;
}

int database_find(
	const struct database *database, const void *key, void *entry, struct buffer *buffer)
{
	struct caller caller = caller_enter();
	struct record record = { 0 };
	FILE *file = open_file(database);
	int error = file ? database_read(database, key, &record, file) : errno;

	if (!error)
		error = buffer_store(buffer, database->store, &record, entry);
	if (file)
		fclose(file);
	free(record.text);
	caller_leave(caller);
	return error;
}

/* Reads the next entry, unless the last is to be given again. */
static int advance(struct database *database)
{
	if (database->again)
		return 0;
	if (!database->file)
		database->file = open_file(database);
	if (!database->file)
		return errno;
	return database_read(database, NULL, &database->record, database->file);
}

int database_next(struct database *database, void *entry, struct buffer *buffer)
{
	struct caller caller = caller_enter();

	pthread_mutex_lock(&places);
	int error = advance(database);
	if (!error) {
		error = buffer_store(buffer, database->store, &database->record, entry);
		database->again = error != 0;
	}
	pthread_mutex_unlock(&places);
	caller_leave(caller);
	return error;
}

static void close_file(struct database *database)
{
	if (database->file)
		fclose(database->file);
	free(database->record.text);
	database->file = NULL;
	database->record = (struct record){ 0 };
	database->again = 0;
}

void database_rewind(struct database *database)
{
	struct caller caller = caller_enter();

	pthread_mutex_lock(&places);
	close_file(database);
	database->file = open_file(database);
	pthread_mutex_unlock(&places);
	caller_leave(caller);
}

void database_close(struct database *database)
{
	struct caller caller = caller_enter();

	pthread_mutex_lock(&places);
	close_file(database);
	pthread_mutex_unlock(&places);
	caller_leave(caller);
}

void *database_result(int error, void *entry)
{
	if (error && error != ENOENT)
		errno = error;
	return error ? NULL : entry;
}

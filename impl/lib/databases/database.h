/* The databases of /etc: files of one entry a line, words with white space between, comments from a
 * # on. Shared by what looks up hosts, networks, protocols and services. */
#ifndef DATABASE_H
#define DATABASE_H

#include <pthread.h>
#include <stddef.h>
#include <stdio.h>

/* The words of a line in their order, one behind the other, each with its NUL. Begins as zeros;
 * free(text) when it is not read any more. */
struct record {
	char *text;
	size_t room; /* at text, bytes */
	size_t size; /* of the words, bytes */
	size_t words;
};

/* The word at which aliases begin, in each database: the official name and the number or address
 * stand before them. */
enum { FIRST_ALIAS = 2 };

/* Reads on in file to the next line that has a word, however long. Returns 0; ENOENT at the end;
 * or the errno of what failed. */
int record_read(struct record *record, FILE *file);

/* Returns a word, the first is 0; NULL where the line has too few. */
const char *record_word(const struct record *record, size_t index);

/* True where name is the official name, which is the word of that index, or an alias. compare is
 * strcmp() or strcasecmp(). */
int record_has_name(const struct record *record, size_t official, const char *name,
	int (*compare)(const char *, const char *));

/* What is left of the bytes that an entry may be stored in. */
struct room {
	char *at;
	size_t left;
};

/* Takes so many bytes, aligned; NULL where fewer are left. */
void *room_take(struct room *room, size_t size, size_t alignment);

/* Copies the words to *text, and makes a list of pointers to the aliases among them, which ends in
 * NULL; returns it, or NULL where too little room is left. */
char **room_take_words(struct room *room, const struct record *record, char **text);

/* Where an entry is stored: what the caller of an _r function gives, or memory that grows. */
struct buffer {
	char *at;
	size_t size;
	int grows; /* the other members begin as zeros */
};

/* Stores what is found, a record or what else store() takes, in a struct servent or its like, and
 * in the room given. Returns 0, or ERANGE for want of room. */
typedef int store_function(const void *found, void *entry, struct room room);

/* Stores in the buffer, and lets it grow if it does. Returns 0, ERANGE or ENOMEM. */
int buffer_store(struct buffer *buffer, store_function *store, const void *found, void *entry);

struct database {
	const char *path; /* what follows its last slash is its name in nsswitch.conf */
	/* True where the line is an entry, and the one that key asks for; NULL asks for any. */
	int (*matches)(const struct record *record, const void *key);
	store_function *store; /* of a record */

	/* Under one lock with those of the others: */
	FILE *file;           /* that database_next() reads; NULL where none is open */
	struct record record; /* to which it has come */
	int again;            /* which it could not store, and gives again */
};

/* Reads on to the next line that key asks for. Returns what record_read() does. */
int database_read(
	const struct database *database, const void *key, struct record *record, FILE *file);

/* Both store an entry, the first that key asks for or the next of all. They leave errno alone and
 * are no cancellation points. Return 0; ENOENT where there is none, or no file; ERANGE for want of
 * room; or the errno of what failed. */
int database_find(
	const struct database *database, const void *key, void *entry, struct buffer *buffer);
int database_next(struct database *database, void *entry, struct buffer *buffer);

/* Opens the file anew, so that the first entry is the next; or closes it. */
void database_rewind(struct database *database);
void database_close(struct database *database);

/* What a call must not disturb while it works on files: errno, and whether it may be cancelled. */
struct caller {
	int error, cancel_state;
};
struct caller caller_enter(void);
void caller_leave(struct caller caller);

/* What a function without _r returns: entry, or NULL where there is an error, which is stored in
 * errno unless it is that there is no entry. */
void *database_result(int error, void *entry);

#endif

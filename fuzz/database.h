/* What the targets of the four databases share: any bytes are the file, and the reference finds in
 * it what the host's libc finds, one after the other, by name and by number. */
#ifndef DATABASE_FUZZ_H
#define DATABASE_FUZZ_H

#include <sys/wait.h>

#include "outcome.h"
#include "world.h"

enum { LONGEST_FILE = 1024, MOST_ENTRIES = 12, MOST_LOOKED_UP = 3, MOST_ROOM = 4096 };

/* Which entry is asked for: the next, or one that has the name, or the number of another; what else
 * there may be is as in that other. */
struct question {
	enum { NEXT, BY_NAME, BY_NUMBER } how;
	const char *name;
	const struct outcome *like;
};

/* An entry is an outcome: its number is the result; the bytes are its names, each with its NUL, an
 * empty one, and what else there is. */
struct reader {
	void (*open)(int stay_open);
	void (*close)(void);
	/* Returns false where there is no such entry. */
	bool (*ask)(const struct question *question, struct outcome *entry);
};

/* A line that the host's libc is known to read otherwise. It has two words at least: of others
 * glibc makes entries without a number. */
struct difference {
	bool (*is_odd)(const char *name, const char *second);
	const char *reason;
};

/* What a target defines; the file itself is read here. */
struct database_target {
	const char *path, *name;
	struct reader reference, host;
	/* The reference's calls that end in _r. Returns what the call does; room of too few bytes
	 * it leaves alone. */
	int (*ask_into_room)(
		const struct question *question, char *room, size_t size, struct outcome *entry);
	const struct difference *differences;
};
static const struct database_target target;

static unsigned char *room_end;      /* of watched memory */
static char taken[LONGEST_FILE + 2]; /* what both are to read alike */

static inline void add_text(struct outcome *entry, const char *text)
{
	text_known_to_be_written(text);
	add(entry, text, strlen(text) + 1);
}

static inline void add_names(struct outcome *entry, const char *name, char **aliases)
{
	entry->error = 0;
	entry->made = 0;
	add_text(entry, name);
	for (known_to_be_written(aliases, sizeof *aliases); *aliases;
		known_to_be_written(++aliases, sizeof *aliases))
		add_text(entry, *aliases);
	add(entry, "", 1);
}

/* The entry's last alias, or its name where it has none. */
static inline const char *last_name(const struct outcome *entry)
{
	const char *name = (const char *)entry->bytes, *next;

	while ((next = name + strlen(name) + 1) < (const char *)entry->bytes + entry->made && *next)
		name = next;
	return name;
}

/* The text is a decimal number without leading zeros, of at most so much; after stands behind it.
 */
static inline bool is_number(const char *text, unsigned long most, const char **after)
{
	unsigned long number = 0;
	const char *digit = text;

	for (; *digit >= '0' && *digit <= '9' && number <= most; digit++)
		number = 10 * number + (unsigned long)(*digit - '0');
	*after = digit;
	return digit > text && number <= most && (*text != '0' || digit == text + 1);
}

/* The file as differ() may have it between quotes. */
static inline const char *file_told(void)
{
	static char told[sizeof taken];

	strcpy(told, taken);
	for (char *quote = told; (quote = strchr(quote, '"'));)
		*quote = '\'';
	return told;
}

static inline bool agree(const char *how, const struct outcome *ours, const struct outcome *theirs)
{
	if ((!ours && !theirs) || (ours && theirs && is_same(ours, theirs)))
		return true;
	differ("%s differs %s in \"%s\": reference %s, libc %s", target.name, how, file_told(),
		ours ? text_of(ours) : "none", theirs ? text_of(theirs) : "none");
	return false;
}

static inline int ask_into_room(const struct question *question, size_t size, struct outcome *entry)
{
	return target.ask_into_room(question, (char *)room_end - size, size, entry);
}

/* The least room that holds the entry holds it, and no less does. */
static inline void check_least_room(const struct question *question)
{
	static struct outcome entry;
	size_t least = 0, most = MOST_ROOM;

	while (least < most) {
		size_t size = (least + most) / 2;
		if (ask_into_room(question, size, &entry) == 0)
			most = size;
		else
			least = size + 1;
	}
	if (ask_into_room(question, least + 1, &entry) != 0)
		find("%s_r holds an entry in %zu bytes, but not in %zu", target.name, least,
			least + 1);
	if (least > 0 && ask_into_room(question, least - 1, &entry) != ERANGE)
		find("%s_r in too little room, %zu bytes, is no ERANGE", target.name, least - 1);
}

/* A call that ends in _r does what the other does, given the room. */
static inline void check_room(const struct question *question, const struct outcome *found)
{
	static struct outcome entry;

	if (ask_into_room(question, 0, &entry) != ERANGE)
		find("%s_r without room is no ERANGE", target.name);
	if (ask_into_room(question, MOST_ROOM, &entry) != 0 || !is_same(&entry, found))
		find("%s_r has another entry: %s, not %s", target.name, text_of(&entry),
			text_of(found));
}

/* The reference finds what is there, by each of its names and by its number. */
static inline void find_again(const struct outcome *entry)
{
	static struct outcome found;
	const struct question questions[] = {
		{ BY_NAME, (const char *)entry->bytes, entry },
		{ BY_NAME, last_name(entry), entry },
		{ BY_NUMBER, NULL, entry },
	};

	for (size_t i = 0; i < sizeof questions / sizeof *questions; i++) {
		if (!target.reference.ask(&questions[i], &found))
			find("%s does not find by %s what is there: %s", target.name,
				questions[i].name ? "name" : "number", text_of(entry));
		if (found.made < sizeof found.bytes)
			check_room(&questions[i], &found);
	}
	check_least_room(&questions[0]);
}

/* What there was no room for is given again. */
static inline void read_into_rooms(const struct outcome *entries, size_t count)
{
	const struct question next = { .how = NEXT };

	target.reference.open(1);
	for (size_t i = 0; i < count; i++)
		check_room(&next, &entries[i]);
	target.reference.close();
}

/* A child of fork() goes on where its parent is, and moves it nowhere. */
static inline void read_in_child(const struct outcome *entries, size_t count)
{
	static struct outcome entry;
	const struct question next = { .how = NEXT };
	int status = -1;

	if (count < 2)
		return;
	target.reference.ask(&next, &entry); /* which opens the file */
	pid_t child = fork();
	bool is_next =
		child >= 0 && target.reference.ask(&next, &entry) && is_same(&entry, &entries[1]);
	if (child == 0)
		_exit(!is_next);
	target.reference.close();
	if (child > 0 && (waitpid(child, &status, 0) != child || status != 0 || !is_next))
		find("%s in a child of fork(): status %d", target.name, status);
}

/* Reads it all, to a file's end or a few entries. Returns their number. */
static inline size_t read_all(struct outcome entries[MOST_ENTRIES])
{
	const struct question next = { .how = NEXT };
	size_t count = 0;

	while (count < MOST_ENTRIES && target.reference.ask(&next, &entries[count]))
		count++;
	return count;
}

static inline void try_reference(const uint8_t *data, size_t size)
{
	static struct outcome entries[MOST_ENTRIES];
	const uint8_t for_child[] =
		"#fork\n"; /* a file that begins so; there is no time for each */

	write_file(target.path, data, size);
	if (size == 0)
		unlink(target.path);
	target.reference.open(1);
	size_t count = read_all(entries), whole = 0;
	target.reference.close();
	while (whole < count && whole < MOST_LOOKED_UP &&
		entries[whole].made < sizeof entries[whole].bytes)
		find_again(&entries[whole++]);
	read_into_rooms(entries, whole);
	if (size > sizeof for_child && memcmp(data, for_child, sizeof for_child - 1) == 0)
		read_in_child(entries, whole);
}

static inline void look_up(const struct outcome *entry)
{
	static struct outcome ours, theirs;
	const struct question questions[] = {
		{ BY_NAME, (const char *)entry->bytes, entry },
		{ BY_NAME, last_name(entry), entry },
		{ BY_NUMBER, NULL, entry },
	};

	for (size_t i = 0; i < sizeof questions / sizeof *questions; i++) {
		bool has_ours = target.reference.ask(&questions[i], &ours);
		bool has_theirs = target.host.ask(&questions[i], &theirs);
		agree(questions[i].name ? "by name" : "by number", has_ours ? &ours : NULL,
			has_theirs ? &theirs : NULL);
	}
}

static inline bool is_odd(char *line)
{
	static const char blanks[] = " \t\r\v\f";
	const char *name = strtok(line, blanks), *second = strtok(NULL, blanks);

	if (!name || !second)
		return true;
	for (const struct difference *known = target.differences; known->reason; known++)
		if (known->is_odd(name, second))
			return true;
	return false;
}

/* Copies the lines that both are to read alike. Returns the bytes copied. */
static inline size_t take_lines(const uint8_t *data, size_t size)
{
	char line[LONGEST_FILE + 1];
	size_t length, made = 0;

	for (size_t at = 0; at < size; at += length + 1) {
		const uint8_t *end = memchr(data + at, '\n', size - at);
		length = end ? (size_t)(end - data) - at : size - at;
		memcpy(line, data + at, length);
		line[length] = '\0';
		bool is_text = strlen(line) == length;
		line[strcspn(line, "#")] = '\0';
		if (!is_text || is_odd(line))
			continue;
		memcpy(taken + made, data + at, length);
		made += length;
		taken[made++] = '\n';
	}
	taken[made] = '\0';
	return made;
}

/* Leaves the file with the lines that both are to read alike. */
static inline void compare_both(const uint8_t *data, size_t size)
{
	static struct outcome ours[MOST_ENTRIES], theirs;
	const struct question next = { .how = NEXT };
	size_t count = 0;
	bool agreed = true, has_ours, has_theirs;

	write_file(target.path, taken, take_lines(data, size));
	target.reference.open(1);
	target.host.open(1);
	do {
		has_ours = target.reference.ask(&next, &ours[count]);
		has_theirs = target.host.ask(&next, &theirs);
		agreed = agree("one after the other", has_ours ? &ours[count] : NULL,
			has_theirs ? &theirs : NULL);
		count += has_ours;
	} while (agreed && has_ours && has_theirs && count < MOST_ENTRIES);
	target.reference.close();
	target.host.close();
	for (size_t i = 0; i < count && i < MOST_LOOKED_UP; i++)
		if (ours[i].made < sizeof ours[i].bytes)
			look_up(&ours[i]);
}

/* Returns whether there is a world to try it in. */
static inline bool try_file(const uint8_t *data, size_t size)
{
	if (!room_end || size > LONGEST_FILE)
		return false;
	go_on_after_alarms();
	try_reference(data, size);
	compare_both(data, size);
	return true;
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	static const char files[] = "hosts: files\nnetworks: files\nprotocols: files\n"
				    "services: files\n",
			  multi[] = "multi on\n",               /* all lines of a host count */
		impatient[] = "options timeout:1 attempts:1\n"; /* a libc that asks all the same */

	(void)argc, (void)argv;
	if (entered(enter_user_namespace() && enter_network() && enter_etc() &&
		    write_file("/etc/nsswitch.conf", files, sizeof files - 1) &&
		    write_file("/etc/resolv.conf", impatient, sizeof impatient - 1) &&
		    write_file("/etc/host.conf", multi, sizeof multi - 1)))
		room_end = pages_end(MOST_ROOM);
	return 0;
}

#endif

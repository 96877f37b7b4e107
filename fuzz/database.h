/* What the targets of the four databases share: any bytes are the file, and the reference finds in
 * it what the host's libc finds, one after the other, by name and by number. */
#ifndef DATABASE_FUZZ_H
#define DATABASE_FUZZ_H

#include "outcome.h"
#include "world.h"

enum { LONGEST_FILE = 1024, MOST_ENTRIES = 12 };

/* How one of the two reads the database. An entry is an outcome: its number is the result; the
 * bytes are its names, each with its NUL, an empty one, and what else there is. Each returns false
 * where there is none. */
struct reader {
	void (*open)(int stay_open);
	bool (*next)(struct outcome *entry);
	void (*close)(void);
	bool (*by_name)(const char *name, const struct outcome *like, struct outcome *entry);
	bool (*by_number)(const struct outcome *like, struct outcome *entry);
};

struct database_target {
	const char *path, *name;
	struct reader reference, host;
	/* The reference's by_name, into so many bytes. Returns what the call does. */
	int (*into_room)(const char *name, const struct outcome *like, char *room, size_t size);
	/* What the host's libc is known to read otherwise: lines that are taken out before both are
	 * compared. A line has two words at least: of others glibc makes entries without a number.
	 */
	const struct difference {
		bool (*is_odd)(const char *name, const char *second);
		const char *reason;
	} * differences;
};

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

static inline bool agree(const struct database_target *target, const char *how,
	const struct outcome *ours, const struct outcome *theirs)
{
	if ((!ours && !theirs) || (ours && theirs && is_same(ours, theirs)))
		return true;
	differ("%s differs %s: reference %s, libc %s", target->name, how,
		ours ? text_of(ours) : "none", theirs ? text_of(theirs) : "none");
	return false;
}

/* The least room that holds the entry holds it, and no less does. */
static inline void check_room(
	const struct database_target *target, const char *name, const struct outcome *like)
{
	static char room[4096];
	size_t least = 0, most = sizeof room;

	if (target->into_room(name, like, room, most) != 0)
		return;
	while (least < most) {
		size_t size = (least + most) / 2;
		if (target->into_room(name, like, room, size) == 0)
			most = size;
		else
			least = size + 1;
	}
	if (target->into_room(name, like, room, least + 1) != 0)
		find("%s holds an entry in %zu bytes, but not in %zu", target->name, least,
			least + 1);
	if (least > 0 && target->into_room(name, like, room, least - 1) != ERANGE)
		find("%s in too little room, %zu bytes, is no ERANGE", target->name, least - 1);
}

/* The reference finds what is there, by each of its names and by its number. */
static inline void find_again(const struct database_target *target, const struct outcome *entry)
{
	static struct outcome found;

	if (!target->reference.by_name((const char *)entry->bytes, entry, &found) ||
		!target->reference.by_name(last_name(entry), entry, &found))
		find("%s does not find by name what is there: %s", target->name, text_of(entry));
	if (!target->reference.by_number(entry, &found))
		find("%s does not find by number what is there: %s", target->name, text_of(entry));
	check_room(target, (const char *)entry->bytes, entry);
}

static inline void look_up(const struct database_target *target, const struct outcome *entry)
{
	static struct outcome ours, theirs;
	const char *names[] = { (const char *)entry->bytes, last_name(entry) };

	for (int i = 0; i < 2; i++) {
		bool has_ours = target->reference.by_name(names[i], entry, &ours);
		bool has_theirs = target->host.by_name(names[i], entry, &theirs);
		agree(target, "by name", has_ours ? &ours : NULL, has_theirs ? &theirs : NULL);
	}
	bool has_ours = target->reference.by_number(entry, &ours);
	bool has_theirs = target->host.by_number(entry, &theirs);
	agree(target, "by number", has_ours ? &ours : NULL, has_theirs ? &theirs : NULL);
}

static inline void try_reference(
	const struct database_target *target, const uint8_t *data, size_t size)
{
	static struct outcome entries[MOST_ENTRIES];
	size_t count = 0;

	write_file(target->path, data, size);
	target->reference.open(1);
	while (count < MOST_ENTRIES && target->reference.next(&entries[count]))
		count++;
	target->reference.close();
	for (size_t i = 0; i < count && i < 3; i++)
		if (entries[i].made < sizeof entries[i].bytes) /* whole */
			find_again(target, &entries[i]);
}

static inline bool is_odd(const struct database_target *target, char *line)
{
	static const char blanks[] = " \t\r\v\f";
	const char *name = strtok(line, blanks), *second = strtok(NULL, blanks);

	if (!name || !second)
		return true;
	for (const struct difference *known = target->differences; known->reason; known++)
		if (known->is_odd(name, second))
			return true;
	return false;
}

/* Copies the lines that both are to read alike. Returns the bytes copied. */
static inline size_t take_lines(
	const struct database_target *target, const uint8_t *data, size_t size, char *taken)
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
		if (!is_text || is_odd(target, line))
			continue;
		memcpy(taken + made, data + at, length);
		made += length;
		taken[made++] = '\n';
	}
	return made;
}

static inline void compare_both(
	const struct database_target *target, const uint8_t *data, size_t size)
{
	static struct outcome ours[MOST_ENTRIES], theirs;
	static char taken[LONGEST_FILE + 1];
	size_t count = 0;
	bool agreed = true, has_ours, has_theirs;

	write_file(target->path, taken, take_lines(target, data, size, taken));
	target->reference.open(1);
	target->host.open(1);
	do {
		has_ours = target->reference.next(&ours[count]);
		has_theirs = target->host.next(&theirs);
		agreed = agree(target, "one after the other", has_ours ? &ours[count] : NULL,
			has_theirs ? &theirs : NULL);
		count += has_ours;
	} while (agreed && has_ours && has_theirs && count < MOST_ENTRIES);
	target->reference.close();
	target->host.close();
	for (size_t i = 0; i < count && i < 3; i++)
		if (ours[i].made < sizeof ours[i].bytes)
			look_up(target, &ours[i]);
}

static inline void try_file(const struct database_target *target, const uint8_t *data, size_t size)
{
	if (size > LONGEST_FILE)
		return;
	try_reference(target, data, size);
	compare_both(target, data, size);
}

static inline bool enter_database(void)
{
	static const char files[] = "hosts: files\nnetworks: files\nprotocols: files\n"
				    "services: files\n";

	return entered(enter_user_namespace() && enter_network() && enter_etc() &&
		       write_file("/etc/nsswitch.conf", files, sizeof files - 1));
}

#endif

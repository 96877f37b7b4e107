/* Any bytes as /etc/hosts. */
#include <netdb.h>

#include "database.h"
#include "sockets.h"

static bool is_world;

/* Length and addresses follow the names; the result is the family. */
static bool give(struct outcome *entry, const struct hostent *host)
{
	if (!host)
		return false;
	entry->result = host->h_addrtype;
	add_names(entry, host->h_name, host->h_aliases);
	for (char **address = host->h_addr_list;; address++) {
		known_to_be_written(address, sizeof *address);
		if (!*address)
			break;
		known_to_be_written(*address, (size_t)host->h_length);
		add(entry, *address, (size_t)host->h_length);
	}
	return true;
}

static const char *address_of(const struct outcome *entry)
{
	const char *last = last_name(entry);

	return last + strlen(last) + 2;
}

static socklen_t length_of(const struct outcome *entry)
{
	return entry->result == AF_INET ? 4 : 16;
}

static bool our_next(struct outcome *entry)
{
	return give(entry, ref_gethostent());
}

static bool their_next(struct outcome *entry)
{
	return give(entry, gethostent());
}

static bool our_by_name(const char *name, const struct outcome *like, struct outcome *entry)
{
	return give(entry, ref_gethostbyname2(name, (int)like->result));
}

/* glibc looks in no file for what begins with a digit and is no address, or has a colon. */
static bool is_looked_for(const char *name)
{
	return !strchr("0123456789", *name) && !strchr(name, ':');
}

static bool their_by_name(const char *name, const struct outcome *like, struct outcome *entry)
{
	return is_looked_for(name) ? give(entry, gethostbyname2(name, (int)like->result))
				   : our_by_name(name, like, entry);
}

static bool our_by_number(const struct outcome *like, struct outcome *entry)
{
	return give(entry, ref_gethostbyaddr(address_of(like), length_of(like), (int)like->result));
}

static bool their_by_number(const struct outcome *like, struct outcome *entry)
{
	return give(entry, gethostbyaddr(address_of(like), length_of(like), (int)like->result));
}

static int into_room(const char *name, const struct outcome *like, char *room, size_t size)
{
	struct hostent host, *found;
	int error;

	return ref_gethostbyname2_r(name, (int)like->result, &host, room, size, &found, &error);
}

static bool is_no_ipv4(const char *name, const char *second)
{
	char text[INET_ADDRSTRLEN];
	struct in_addr address;

	(void)second;
	return ref_inet_pton(AF_INET, name, &address) != 1 ||
	       strcmp(ref_inet_ntop(AF_INET, &address, text, sizeof text), name) != 0;
}

static const struct difference differences[] = {
	{ is_no_ipv4, "glibc makes IPv4 of ::1 and mapped addresses, and takes no leading zeros" },
	{ NULL, NULL },
};

static const struct database_target target = { "/etc/hosts", "hosts",
	{ ref_sethostent, our_next, ref_endhostent, our_by_name, our_by_number },
	{ sethostent, their_next, endhostent, their_by_name, their_by_number }, into_room,
	differences };

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc, (void)argv;
	is_world = enter_database();
	return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (is_world)
		try_file(&target, data, size);
	return 0;
}

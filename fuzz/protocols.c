/* Any bytes as /etc/protocols. */
#include <netdb.h>

#include "database.h"
#include "sockets.h"

static bool is_world;

static bool give(struct outcome *entry, const struct protoent *protocol)
{
	if (!protocol)
		return false;
	entry->result = protocol->p_proto;
	add_names(entry, protocol->p_name, protocol->p_aliases);
	return true;
}

static bool our_next(struct outcome *entry)
{
	return give(entry, ref_getprotoent());
}

static bool their_next(struct outcome *entry)
{
	return give(entry, getprotoent());
}

static bool our_by_name(const char *name, const struct outcome *like, struct outcome *entry)
{
	(void)like;
	return give(entry, ref_getprotobyname(name));
}

static bool their_by_name(const char *name, const struct outcome *like, struct outcome *entry)
{
	(void)like;
	return give(entry, getprotobyname(name));
}

static bool our_by_number(const struct outcome *like, struct outcome *entry)
{
	return give(entry, ref_getprotobynumber((int)like->result));
}

static bool their_by_number(const struct outcome *like, struct outcome *entry)
{
	return give(entry, getprotobynumber((int)like->result));
}

static int into_room(const char *name, const struct outcome *like, char *room, size_t size)
{
	struct protoent protocol, *found;

	(void)like;
	return ref_getprotobyname_r(name, &protocol, room, size, &found);
}

static bool is_no_number(const char *name, const char *second)
{
	const char *end;

	(void)name;
	return !is_number(second, 255, &end) || *end;
}

static const struct difference differences[] = {
	{ is_no_number,
		"glibc takes octal, hexadecimal and larger numbers, and what begins as one" },
	{ NULL, NULL },
};

static const struct database_target target = { "/etc/protocols", "protocols",
	{ ref_setprotoent, our_next, ref_endprotoent, our_by_name, our_by_number },
	{ setprotoent, their_next, endprotoent, their_by_name, their_by_number }, into_room,
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

/* Any bytes as /etc/services. */
#include <netdb.h>

#include "database.h"
#include "sockets.h"

static bool is_world;

/* The protocol follows the names. */
static bool give(struct outcome *entry, const struct servent *service)
{
	if (!service)
		return false;
	entry->result = ntohs((uint16_t)service->s_port);
	add_names(entry, service->s_name, service->s_aliases);
	add_text(entry, service->s_proto);
	return true;
}

static const char *protocol_of(const struct outcome *entry)
{
	const char *last = last_name(entry);

	return last + strlen(last) + 2;
}

static bool our_next(struct outcome *entry)
{
	return give(entry, ref_getservent());
}

static bool their_next(struct outcome *entry)
{
	return give(entry, getservent());
}

static bool our_by_name(const char *name, const struct outcome *like, struct outcome *entry)
{
	return give(entry, ref_getservbyname(name, protocol_of(like)));
}

static bool their_by_name(const char *name, const struct outcome *like, struct outcome *entry)
{
	return give(entry, getservbyname(name, protocol_of(like)));
}

static bool our_by_number(const struct outcome *like, struct outcome *entry)
{
	return give(entry, ref_getservbyport(htons((uint16_t)like->result), protocol_of(like)));
}

static bool their_by_number(const struct outcome *like, struct outcome *entry)
{
	return give(entry, getservbyport(htons((uint16_t)like->result), protocol_of(like)));
}

static int into_room(const char *name, const struct outcome *like, char *room, size_t size)
{
	struct servent service, *found;

	return ref_getservbyname_r(name, protocol_of(like), &service, room, size, &found);
}

/* glibc reads the port with strtoul(), by C's bases, cuts it to 16 bits, and lets it have no
 * protocol.
 */
static bool is_no_port(const char *name, const char *second)
{
	const char *slash;

	(void)name;
	return !is_number(second, 65535, &slash) || *slash != '/' || !slash[1] || slash[1] == '/';
}

static const struct difference differences[] = {
	{ is_no_port,
		"glibc takes octal, hexadecimal and larger ports, no protocol, and two slashes" },
	{ NULL, NULL },
};

static const struct database_target target = { "/etc/services", "services",
	{ ref_setservent, our_next, ref_endservent, our_by_name, our_by_number },
	{ setservent, their_next, endservent, their_by_name, their_by_number }, into_room,
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

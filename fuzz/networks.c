/* Any bytes as /etc/networks. */
#include <netdb.h>

#include "database.h"
#include "sockets.h"

static bool is_world;

static bool give(struct outcome *entry, const struct netent *network)
{
	if (!network)
		return false;
	entry->result = network->n_net;
	add_names(entry, network->n_name, network->n_aliases);
	return true;
}

static bool our_next(struct outcome *entry)
{
	return give(entry, ref_getnetent());
}

static bool their_next(struct outcome *entry)
{
	return give(entry, getnetent());
}

static bool our_by_name(const char *name, const struct outcome *like, struct outcome *entry)
{
	(void)like;
	return give(entry, ref_getnetbyname(name));
}

static bool their_by_name(const char *name, const struct outcome *like, struct outcome *entry)
{
	(void)like;
	return give(entry, getnetbyname(name));
}

static bool our_by_number(const struct outcome *like, struct outcome *entry)
{
	return give(entry, ref_getnetbyaddr((uint32_t)like->result, AF_INET));
}

static bool their_by_number(const struct outcome *like, struct outcome *entry)
{
	return give(entry, getnetbyaddr((uint32_t)like->result, AF_INET));
}

static int into_room(const char *name, const struct outcome *like, char *room, size_t size)
{
	struct netent network, *found;
	int error;

	(void)like;
	return ref_getnetbyname_r(name, &network, room, size, &found, &error);
}

static bool is_no_number(const char *name, const char *second)
{
	(void)name;
	for (int parts = 1; is_number(second, 255, &second); parts++, second++)
		if (*second != '.' || parts == 4)
			return *second;
	return true;
}

static bool is_all_ones(const char *name, const char *second)
{
	(void)name;
	return strcmp(second, "255.255.255.255") == 0;
}

static const struct difference differences[] = {
	{ is_no_number, "glibc makes INADDR_NONE of what is no network, and takes octal" },
	{ is_all_ones, "for the reference it is no network" },
	{ NULL, NULL },
};

static const struct database_target target = { "/etc/networks", "networks",
	{ ref_setnetent, our_next, ref_endnetent, our_by_name, our_by_number },
	{ setnetent, their_next, endnetent, their_by_name, their_by_number }, into_room,
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

/* Any bytes as /etc/networks. */
#include <netdb.h>

#include "database.h"
#include "sockets.h"

static bool give(struct outcome *entry, const struct netent *network)
{
	if (!network)
		return false;
	entry->result = network->n_net;
	add_names(entry, network->n_name, network->n_aliases);
	return true;
}

static bool ask_reference(const struct question *question, struct outcome *entry)
{
	if (question->how == NEXT)
		return give(entry, ref_getnetent());
	if (question->how == BY_NAME)
		return give(entry, ref_getnetbyname(question->name));
	return give(entry, ref_getnetbyaddr((uint32_t)question->like->result, AF_INET));
}

static bool ask_host(const struct question *question, struct outcome *entry)
{
	if (question->how == NEXT)
		return give(entry, getnetent());
	if (question->how == BY_NAME)
		return give(entry, getnetbyname(question->name));
	return give(entry, getnetbyaddr((uint32_t)question->like->result, AF_INET));
}

static int ask_room(const struct question *question, char *room, size_t size, struct outcome *entry)
{
	struct netent stored, *found;
	int status, error;

	if (question->how == NEXT)
		error = ref_getnetent_r(&stored, room, size, &found, &status);
	else if (question->how == BY_NAME)
		error = ref_getnetbyname_r(question->name, &stored, room, size, &found, &status);
	else
		error = ref_getnetbyaddr_r((uint32_t)question->like->result, AF_INET, &stored, room,
			size, &found, &status);
	give(entry, found);
	return error;
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
	{ ref_setnetent, ref_endnetent, ask_reference }, { setnetent, endnetent, ask_host },
	ask_room, differences };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	try_file(data, size);
	return 0;
}

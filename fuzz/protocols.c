/* Any bytes as /etc/protocols. */
#include <netdb.h>

#include "database.h"
#include "sockets.h"

static bool give(struct outcome *entry, const struct protoent *protocol)
{
	if (!protocol)
		return false;
	entry->result = protocol->p_proto;
	add_names(entry, protocol->p_name, protocol->p_aliases);
	return true;
}

static bool ask_reference(const struct question *question, struct outcome *entry)
{
	if (question->how == NEXT)
		return give(entry, ref_getprotoent());
	if (question->how == BY_NAME)
		return give(entry, ref_getprotobyname(question->name));
	return give(entry, ref_getprotobynumber((int)question->like->result));
}

static bool ask_host(const struct question *question, struct outcome *entry)
{
	if (question->how == NEXT)
		return give(entry, getprotoent());
	if (question->how == BY_NAME)
		return give(entry, getprotobyname(question->name));
	return give(entry, getprotobynumber((int)question->like->result));
}

static int ask_room(const struct question *question, char *room, size_t size, struct outcome *entry)
{
	struct protoent stored, *found;
	int error = question->how == NEXT ? ref_getprotoent_r(&stored, room, size, &found)
		    : question->how == BY_NAME
			    ? ref_getprotobyname_r(question->name, &stored, room, size, &found)
			    : ref_getprotobynumber_r(
				      (int)question->like->result, &stored, room, size, &found);

	give(entry, found);
	return error;
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
	{ ref_setprotoent, ref_endprotoent, ask_reference }, { setprotoent, endprotoent, ask_host },
	ask_room, differences };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	try_file(data, size);
	return 0;
}

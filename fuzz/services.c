/* Any bytes as /etc/services. */
#include <netdb.h>

#include "database.h"
#include "sockets.h"

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

/* In network byte order. */
static int port_of(const struct outcome *entry)
{
	return htons((uint16_t)entry->result);
}

static bool ask_reference(const struct question *question, struct outcome *entry)
{
	const struct outcome *like = question->like;

	if (question->how == NEXT)
		return give(entry, ref_getservent());
	if (question->how == BY_NAME)
		return give(entry, ref_getservbyname(question->name, protocol_of(like)));
	return give(entry, ref_getservbyport(port_of(like), protocol_of(like)));
}

static bool ask_host(const struct question *question, struct outcome *entry)
{
	const struct outcome *like = question->like;

	if (question->how == NEXT)
		return give(entry, getservent());
	if (question->how == BY_NAME)
		return give(entry, getservbyname(question->name, protocol_of(like)));
	return give(entry, getservbyport(port_of(like), protocol_of(like)));
}

static int ask_room(const struct question *question, char *room, size_t size, struct outcome *entry)
{
	const struct outcome *like = question->like;
	struct servent stored, *found;
	int error;

	if (question->how == NEXT)
		error = ref_getservent_r(&stored, room, size, &found);
	else if (question->how == BY_NAME)
		error = ref_getservbyname_r(
			question->name, protocol_of(like), &stored, room, size, &found);
	else
		error = ref_getservbyport_r(
			port_of(like), protocol_of(like), &stored, room, size, &found);
	give(entry, found);
	return error;
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
	{ ref_setservent, ref_endservent, ask_reference }, { setservent, endservent, ask_host },
	ask_room, differences };

/* Which getaddrinfo() does not look for: a zero before it makes a number no octal one. */
static bool is_port(const char *name)
{
	size_t digits = strspn(name, "0123456789");

	return digits > 0 && name[digits] == '\0' && strtoul(name, NULL, 10) <= UINT16_MAX;
}

/* The resolver finds the port of the first service of the name and the protocol. */
static void resolve(const struct servent *service)
{
	bool is_tcp = strcmp(service->s_proto, "tcp") == 0;
	const struct addrinfo hints = { .ai_socktype = is_tcp ? SOCK_STREAM : SOCK_DGRAM };
	struct addrinfo *list;

	if ((!is_tcp && strcmp(service->s_proto, "udp") != 0) || is_port(service->s_name))
		return;
	int error = ref_getaddrinfo(NULL, service->s_name, &hints, &list);
	if (error)
		find("getaddrinfo of service \"%s\": %d", service->s_name, error);
	service = ref_getservbyname(service->s_name, service->s_proto);
	if (((struct sockaddr_in *)(void *)list->ai_addr)->sin_port != service->s_port)
		find("getaddrinfo has another port for service \"%s\"", service->s_name);
	ref_freeaddrinfo(list);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct servent *service;

	if (!try_file(data, size))
		return 0;
	ref_setservent(1);
	for (int i = 0; i < MOST_LOOKED_UP && (service = ref_getservent()); i++)
		resolve(service);
	ref_endservent();
	return 0;
}

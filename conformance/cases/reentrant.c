/* The calls of the databases that end in _r: what they return, and the room that they take. */
#include "entries.h"

#define DOCUMENTED(text_) STAGE("etc"), DOCUMENT(text_), LINUX(text_)
#define LISTED(text_) STAGE("etc"), LINUX(text_)

/* A call with an entry, a buffer, its size, where the result goes, and what h_errno would be. */
#define HOST_BY_NAME(name_) gethostbyname_r(name_, &entry, buf, size, &result, &status)
#define HOST_BY_FAMILY(name_, family_) gethostbyname2_r(name_, family_, &entry, buf, size, &result, &status)
#define HOST_BY_ADDR(last_) gethostbyaddr_r((const unsigned char[]){ 192, 0, 2, last_ }, 4, AF_INET, &entry, buf, size, &result, &status)
#define HOST_NEXT gethostent_r(&entry, buf, size, &result, &status)
#define NETWORK_BY_NAME(name_) getnetbyname_r(name_, &entry, buf, size, &result, &status)
#define NETWORK_BY_ADDR(net_) getnetbyaddr_r(net_, AF_INET, &entry, buf, size, &result, &status)
#define NETWORK_NEXT getnetent_r(&entry, buf, size, &result, &status)
#define PROTOCOL_BY_NAME(name_) getprotobyname_r(name_, &entry, buf, size, &result)
#define PROTOCOL_BY_NUMBER(number_) getprotobynumber_r(number_, &entry, buf, size, &result)
#define PROTOCOL_NEXT getprotoent_r(&entry, buf, size, &result)
#define SERVICE_BY_NAME(name_) getservbyname_r(name_, "tcp", &entry, buf, size, &result)
#define SERVICE_BY_PORT(port_, proto_) getservbyport_r(htons(port_), proto_, &entry, buf, size, &result)
#define SERVICE_NEXT getservent_r(&entry, buf, size, &result)

#define HOSTS hosts("192.0.2.1 entry other\n192.0.2.2 second\n")
#define NETWORKS networks("entry 10.0.0.0 other\nsecond 11.0.0.0\n")
#define PROTOCOLS protocols("entry 6 other\nsecond 7\n")
#define SERVICES services("entry 80/tcp other\nsecond 81/tcp\n")

static void observe_error(int error)
{
	if (error)
		observe_errno(error);
	else
		observe_number(0);
}

/* Several calls, in ample room: what each returns, and the entry that it has stored. */
#define SEE(call_, see_) \
	result = &entry; \
	observe_error(call_); \
	see_(result)
#define CALLS(call_, row_, type_, file_, calls_, ...) \
	REGISTER(call_##_##row_, #call_, #row_, __VA_ARGS__) \
	{ \
		struct type_ entry, *result; \
		int status = 0; \
		char buf[1024]; \
		size_t size = sizeof buf; \
		file_; \
		(void)status; \
		calls_; \
	}

/* Room from none on, each at the end of memory, until it is enough: there is no result before, and
 * nothing is written behind. Then the entry, and its aliases. */
#define ROOM(call_, row_, type_, file_, expression_, see_, aliases_, ...) \
	REGISTER(call_##_##row_, #call_, #row_, __VA_ARGS__) \
	{ \
		struct type_ entry, *result = NULL; \
		int status = 0, error = ERANGE, results = 0; \
		file_; \
		(void)status; \
		for (size_t size = 0; size <= 1024 && error == ERANGE; size++) { \
			char *buf = guarded(NULL, size); \
			result = &entry; \
			error = expression_; \
			results += error && result; \
			if (size == 0) \
				observe_error(error); \
		} \
		if (results) \
			observe_word("a result with an error"); \
		observe_error(error); \
		see_(result); \
		see_aliases(result ? result->aliases_ : NULL); \
	}

#define SIGNED(call_, text_) PROVES(call_ ".signature"), DOCUMENTED(text_)
#define SHORT(call_, text_) PROVES(call_ ".signature getservent_r.ERANGE.buflen"), DOCUMENTED("ERANGE 0 " text_)
#define NOBODY LISTED("0 NULL | ENOENT NULL")
#define END(text_) PROVES("getservent_r.ENOENT.end"), LISTED(text_ " ENOENT NULL ENOENT NULL")

CALLS(getservbyname_r,    stored, servent,  SERVICES,  SEE(SERVICE_BY_NAME("entry"), see_service),  SIGNED("getservbyname_r", "0 entry 80 tcp"))
CALLS(getservbyport_r,    stored, servent,  SERVICES,  SEE(SERVICE_BY_PORT(80, "tcp"), see_service), SIGNED("getservbyport_r", "0 entry 80 tcp"))
CALLS(getservent_r,       stored, servent,  SERVICES,  SEE(SERVICE_NEXT, see_service),              SIGNED("getservent_r", "0 entry 80 tcp"))
CALLS(getprotobyname_r,   stored, protoent, PROTOCOLS, SEE(PROTOCOL_BY_NAME("entry"), see_protocol), SIGNED("getprotobyname_r", "0 entry 6"))
CALLS(getprotobynumber_r, stored, protoent, PROTOCOLS, SEE(PROTOCOL_BY_NUMBER(6), see_protocol),    SIGNED("getprotobynumber_r", "0 entry 6"))
CALLS(getprotoent_r,      stored, protoent, PROTOCOLS, SEE(PROTOCOL_NEXT, see_protocol),            SIGNED("getprotoent_r", "0 entry 6"))
CALLS(getnetbyname_r,     stored, netent,   NETWORKS,  SEE(NETWORK_BY_NAME("entry"), see_network),  SIGNED("getnetbyname_r", "0 entry 0xa000000"))
CALLS(getnetbyaddr_r,     stored, netent,   NETWORKS,  SEE(NETWORK_BY_ADDR(0x0a000000), see_network), SIGNED("getnetbyaddr_r", "0 entry 0xa000000"))
CALLS(getnetent_r,        stored, netent,   NETWORKS,  SEE(NETWORK_NEXT, see_network),              SIGNED("getnetent_r", "0 entry 0xa000000"))
CALLS(gethostbyname_r,    stored, hostent,  HOSTS,     SEE(HOST_BY_NAME("entry"), see_host),        LISTED("0 entry c0000201"))
CALLS(gethostbyname2_r,   stored, hostent,  HOSTS,     SEE(HOST_BY_FAMILY("entry", AF_INET), see_host), LISTED("0 entry c0000201"))
CALLS(gethostbyaddr_r,    stored, hostent,  HOSTS,     SEE(HOST_BY_ADDR(1), see_host),              LISTED("0 entry c0000201"))
CALLS(gethostent_r,       stored, hostent,  HOSTS,     SEE(HOST_NEXT, see_host),                    LISTED("0 entry c0000201"))

CALLS(getservbyname_r,    nobody, servent,  SERVICES,  SEE(SERVICE_BY_NAME("nobody"), see_service), PROVES("musl-8d7a3f40"), NOBODY)
CALLS(getservbyport_r,    nobody, servent,  SERVICES,  SEE(SERVICE_BY_PORT(82, "tcp"), see_service), PROVES("musl-8d7a3f40"), NOBODY)
CALLS(getprotobyname_r,   nobody, protoent, PROTOCOLS, SEE(PROTOCOL_BY_NAME("nobody"), see_protocol), NOBODY)
CALLS(getprotobynumber_r, nobody, protoent, PROTOCOLS, SEE(PROTOCOL_BY_NUMBER(200), see_protocol),  NOBODY)
CALLS(getnetbyname_r,     nobody, netent,   NETWORKS,  SEE(NETWORK_BY_NAME("nobody"), see_network), NOBODY)
CALLS(getnetbyaddr_r,     nobody, netent,   NETWORKS,  SEE(NETWORK_BY_ADDR(1), see_network),        NOBODY)
CALLS(gethostbyname_r,    nobody, hostent,  HOSTS,     SEE(HOST_BY_NAME("nobody.invalid"), see_host), PROVES("musl-fe82bb9b"), NOBODY)
CALLS(gethostbyname2_r,   nobody, hostent,  HOSTS,     SEE(HOST_BY_FAMILY("nobody.invalid", AF_INET6), see_host), PROVES("musl-fe82bb9b"), NOBODY)
CALLS(gethostbyaddr_r,    nobody, hostent,  HOSTS,     SEE(HOST_BY_ADDR(9), see_host),              PROVES("musl-fe82bb9b"), NOBODY)

CALLS(getservent_r,  all, servent,  SERVICES,
	SEE(SERVICE_NEXT, see_service); SEE(SERVICE_NEXT, see_service); SEE(SERVICE_NEXT, see_service); SEE(SERVICE_NEXT, see_service),
	END("0 entry 80 tcp 0 second 81 tcp"))
CALLS(getprotoent_r, all, protoent, PROTOCOLS,
	SEE(PROTOCOL_NEXT, see_protocol); SEE(PROTOCOL_NEXT, see_protocol); SEE(PROTOCOL_NEXT, see_protocol); SEE(PROTOCOL_NEXT, see_protocol),
	END("0 entry 6 0 second 7"))
CALLS(getnetent_r,   all, netent,   NETWORKS,
	SEE(NETWORK_NEXT, see_network); SEE(NETWORK_NEXT, see_network); SEE(NETWORK_NEXT, see_network); SEE(NETWORK_NEXT, see_network),
	END("0 entry 0xa000000 0 second 0xb000000"))
CALLS(gethostent_r,  all, hostent,  HOSTS,
	SEE(HOST_NEXT, see_host); SEE(HOST_NEXT, see_host); SEE(HOST_NEXT, see_host); SEE(HOST_NEXT, see_host),
	STAGE("etc"))

/* Without a file. */
CALLS(getservent_r,  no_file, servent,  SERVICES; services(NULL),   SEE(SERVICE_NEXT, see_service),   PROVES("getservent_r.ENOENT.end"), LISTED("ENOENT NULL"))
CALLS(getprotoent_r, no_file, protoent, PROTOCOLS; protocols(NULL), SEE(PROTOCOL_NEXT, see_protocol), PROVES("getservent_r.ENOENT.end"), LISTED("ENOENT NULL"))
CALLS(getnetent_r,   no_file, netent,   NETWORKS; networks(NULL),   SEE(NETWORK_NEXT, see_network),   PROVES("getservent_r.ENOENT.end"), LISTED("ENOENT NULL"))
CALLS(getservbyname_r,  no_file, servent,  SERVICES; services(NULL),   SEE(SERVICE_BY_NAME("entry"), see_service),   NOBODY)
CALLS(getprotobyname_r, no_file, protoent, PROTOCOLS; protocols(NULL), SEE(PROTOCOL_BY_NAME("entry"), see_protocol), NOBODY)
CALLS(getnetbyname_r,   no_file, netent,   NETWORKS; networks(NULL),   SEE(NETWORK_BY_NAME("entry"), see_network),   NOBODY)

ROOM(getservbyname_r,    room, servent,  SERVICES,  SERVICE_BY_NAME("entry"),  see_service,  s_aliases, SHORT("getservbyname_r", "entry 80 tcp other"))
ROOM(getservbyport_r,    room, servent,  SERVICES,  SERVICE_BY_PORT(80, "tcp"), see_service, s_aliases, SHORT("getservbyport_r", "entry 80 tcp other"))
ROOM(getservent_r,       room, servent,  SERVICES,  SERVICE_NEXT,              see_service,  s_aliases, SHORT("getservent_r", "entry 80 tcp other"))
ROOM(getprotobyname_r,   room, protoent, PROTOCOLS, PROTOCOL_BY_NAME("entry"), see_protocol, p_aliases, SHORT("getprotobyname_r", "entry 6 other"))
ROOM(getprotobynumber_r, room, protoent, PROTOCOLS, PROTOCOL_BY_NUMBER(6),     see_protocol, p_aliases, SHORT("getprotobynumber_r", "entry 6 other"))
ROOM(getprotoent_r,      room, protoent, PROTOCOLS, PROTOCOL_NEXT,             see_protocol, p_aliases, SHORT("getprotoent_r", "entry 6 other"))
ROOM(getnetbyname_r,     room, netent,   NETWORKS,  NETWORK_BY_NAME("entry"),  see_network,  n_aliases, SHORT("getnetbyname_r", "entry 0xa000000 other"))
ROOM(getnetbyaddr_r,     room, netent,   NETWORKS,  NETWORK_BY_ADDR(0x0a000000), see_network, n_aliases, SHORT("getnetbyaddr_r", "entry 0xa000000 other"))
ROOM(getnetent_r,        room, netent,   NETWORKS,  NETWORK_NEXT,              see_network,  n_aliases, SHORT("getnetent_r", "entry 0xa000000 other"))
ROOM(gethostbyname_r,    room, hostent,  HOSTS,     HOST_BY_NAME("entry"),     see_host,     h_aliases, LISTED("ERANGE 0 entry c0000201 other"))
ROOM(gethostbyname2_r,   room, hostent,  HOSTS,     HOST_BY_FAMILY("entry", AF_INET), see_host, h_aliases, LISTED("ERANGE 0 entry c0000201 other"))
ROOM(gethostbyaddr_r,    room, hostent,  HOSTS,     HOST_BY_ADDR(1),           see_host,     h_aliases, LISTED("ERANGE 0 entry c0000201 other"))
ROOM(gethostent_r,       room, hostent,  HOSTS,     HOST_NEXT,                 see_host,     h_aliases, LISTED("ERANGE 0 entry c0000201 other"))

/* Room that was once too little, and taken for enough. */
ROOM(getservbyport_r, room_any_protocol, servent, SERVICES, SERVICE_BY_PORT(80, NULL), see_service, s_aliases,
	PROVES("musl-595416b1 musl-b1dfb734"), LISTED("ERANGE 0 entry 80 tcp other"))
ROOM(getservbyport_r, room_long_name, servent, services("a-service-with-a-long-name 80/tcp other\n"), SERVICE_BY_PORT(80, "tcp"), see_service, s_aliases,
	PROVES("musl-595416b1 musl-b1dfb734"), LISTED("ERANGE 0 a-service-with-a-long-name 80 tcp other"))

#define ZEROS "0000000000000000000000000000000000000000"
ROOM(gethostbyname_r, room_of_digits, hostent, HOSTS, HOST_BY_NAME(ZEROS), see_host, h_aliases,
	PROVES("CVE-2015-0235"), LISTED("ERANGE 0 " ZEROS " 00000000 none"))
ROOM(gethostbyname2_r, room_of_digits, hostent, HOSTS, HOST_BY_FAMILY(ZEROS, AF_INET), see_host, h_aliases,
	PROVES("CVE-2015-0235"), LISTED("ERANGE 0 " ZEROS " 00000000 none"))
ROOM(gethostbyname2_r, room_v6, hostent, hosts("2001:db8::1 entry other\n"), HOST_BY_FAMILY("entry", AF_INET6), see_host, h_aliases,
	LISTED("ERANGE 0 entry 20010db8000000000000000000000001 other"))

/* "192.0.2.1 entry" and this many aliases: the file, and how many there are in the end. */
static const char *aliases(int number)
{
	char *text = malloc(32 + 8 * (size_t)number), *end = text;

	if (!text)
		unresolved("malloc");
	end += sprintf(end, "192.0.2.1 entry");
	for (int i = 0; i < number; i++)
		end += sprintf(end, " a%d", i);
	strcpy(end, "\n");
	return text;
}

CASE(gethostbyname_r, three_thousand_aliases, PROVES("BZ18991"), LISTED("ERANGE 0 entry 3000 a2999"))
{
	struct hostent entry, *result;
	static char buf[100000];
	int status, last = 0;
	hosts(aliases(3000));

	observe_error(gethostbyname_r("entry", &entry, buf, 1024, &result, &status));
	observe_error(gethostbyname_r("entry", &entry, buf, sizeof buf, &result, &status));
	observe_text(result ? result->h_name : "NULL");
	while (result && result->h_aliases[last])
		last++;
	observe_number(last);
	observe_text(last ? result->h_aliases[last - 1] : "none");
}

CASE(gethostbyaddr_r, three_thousand_aliases, PROVES("BZ18991"), LISTED("ERANGE 0 entry"))
{
	struct hostent entry, *result;
	static char buf[100000];
	int status;
	hosts(aliases(3000));

	observe_error(gethostbyaddr_r("\300\0\2\1", 4, AF_INET, &entry, buf, 1024, &result, &status));
	observe_error(gethostbyaddr_r("\300\0\2\1", 4, AF_INET, &entry, buf, sizeof buf, &result, &status));
	observe_text(result ? result->h_name : "NULL");
}

/* What would be in h_errno, which is left alone. */
CASE(gethostbyname_r, h_errno_elsewhere, LISTED("HOST_NOT_FOUND TRY_AGAIN"))
{
	struct hostent entry, *result;
	char buf[1024];
	int status = 0;
	HOSTS;
	h_errno = TRY_AGAIN;

	gethostbyname_r("nobody.invalid", &entry, buf, sizeof buf, &result, &status);
	see_h_errno(status);
	see_h_errno(h_errno);
}

#define WHY(expression_) status = 77; expression_; see_h_errno(status)
CALLS(gethostbyname2_r, h_errno_of_nobody, hostent, HOSTS,        WHY(HOST_BY_FAMILY("nobody.invalid", AF_INET6)), LISTED("HOST_NOT_FOUND"))
CALLS(gethostbyaddr_r,  h_errno_of_nobody, hostent, HOSTS,        WHY(HOST_BY_ADDR(9)),        LISTED("HOST_NOT_FOUND"))
CALLS(getnetbyaddr_r,   h_errno_of_nobody, netent,  NETWORKS,     WHY(NETWORK_BY_ADDR(1)),     STAGE("etc"))

/* Without a file there is no host either, and h_errno says one of the four things that it may. */
#define ANY_REASON LISTED("HOST_NOT_FOUND | NO_DATA | NO_RECOVERY | TRY_AGAIN")
CALLS(gethostbyname_r,  h_errno_without_file, hostent, HOSTS; hosts(NULL), WHY(HOST_BY_NAME("entry")), ANY_REASON)
CALLS(gethostbyname2_r, h_errno_without_file, hostent, HOSTS; hosts(NULL), WHY(HOST_BY_FAMILY("entry", AF_INET)), ANY_REASON)
CALLS(gethostbyaddr_r,  h_errno_without_file, hostent, HOSTS; hosts(NULL), WHY(HOST_BY_ADDR(1)), ANY_REASON)

CASE(getnetbyname_r, h_errno_of_nobody, STAGE("etc"))
{
	struct netent entry, *result;
	char buf[1024];
	int status = 0;
	NETWORKS;

	getnetbyname_r("nobody", &entry, buf, sizeof buf, &result, &status);
	see_h_errno(status);
}

/* Entries that are kept apart: what the first points to outlasts the second call. */
CASE(getservbyname_r, two_entries, PROVES("getservbyname_r.signature"), DOCUMENTED("entry 80 tcp second 81 tcp"))
{
	struct servent entries[2], *result;
	char bufs[2][1024];
	SERVICES;

	getservbyname_r("entry", "tcp", &entries[0], bufs[0], sizeof bufs[0], &result);
	getservbyname_r("second", "tcp", &entries[1], bufs[1], sizeof bufs[1], &result);
	see_service(&entries[0]);
	see_service(&entries[1]);
}

/* A look-up in between moves no place. */
CASE(getservent_r, while_looking_up, PROVES("CVE-2014-8121/BZ18007"), LISTED("entry 80 tcp second 81 tcp"))
{
	struct servent entry, other, *result;
	char buf[1024], other_buf[1024];
	SERVICES;

	getservent_r(&entry, buf, sizeof buf, &result);
	see_service(result);
	getservbyname_r("second", "tcp", &other, other_buf, sizeof other_buf, &result);
	getservent_r(&entry, buf, sizeof buf, &result);
	see_service(result);
}

/* Any bytes as /etc/hosts, which getaddrinfo() and getnameinfo() read, too. */
#include <ctype.h>
#include <netdb.h>

#include "database.h"
#include "resolved.h"
#include "resolver/host_lookup.h"
#include "sockets.h"

/* The addresses follow the names; the result is the family. Of several lines glibc has the aliases
 * too, which are left out. */
static bool give(struct outcome *entry, const struct hostent *host)
{
	char *none = NULL;

	if (!host)
		return false;
	known_to_be_written(host->h_addr_list, 2 * sizeof *host->h_addr_list);
	entry->result = host->h_addrtype;
	add_names(entry, host->h_name, host->h_addr_list[1] ? &none : host->h_aliases);
	for (char **address = host->h_addr_list;; address++) {
		known_to_be_written(address, sizeof *address);
		if (!*address)
			break;
		known_to_be_written(*address, (size_t)host->h_length);
		add(entry, *address, (size_t)host->h_length);
	}
	return true;
}

static const char *bytes_of(const struct outcome *entry)
{
	const char *last = last_name(entry);

	return last + strlen(last) + 2;
}

static socklen_t length_of(const struct outcome *entry)
{
	return entry->result == AF_INET ? 4 : 16;
}

static bool ask_reference(const struct question *question, struct outcome *entry)
{
	const struct outcome *like = question->like;

	if (question->how == NEXT)
		return give(entry, ref_gethostent());
	if (question->how == BY_NAME)
		return give(entry, ref_gethostbyname(question->name));
	return give(entry, ref_gethostbyaddr(bytes_of(like), length_of(like), (int)like->result));
}

/* glibc looks in no file for what begins with a digit and is no address, or has a colon. */
static bool is_looked_for(const char *name)
{
	return !strchr("0123456789", *name) && !strchr(name, ':');
}

static bool ask_host(const struct question *question, struct outcome *entry)
{
	const struct outcome *like = question->like;

	if (question->how == NEXT)
		return give(entry, gethostent());
	if (question->how == BY_NAME && !is_looked_for(question->name))
		return ask_reference(question, entry);
	if (question->how == BY_NAME)
		return give(entry, gethostbyname(question->name));
	return give(entry, gethostbyaddr(bytes_of(like), length_of(like), (int)like->result));
}

static int ask_room(const struct question *question, char *room, size_t size, struct outcome *entry)
{
	const struct outcome *like = question->like;
	struct hostent stored, *found;
	int status, error;

	if (question->how == NEXT)
		error = ref_gethostent_r(&stored, room, size, &found, &status);
	else if (question->how == BY_NAME)
		error = ref_gethostbyname_r(question->name, &stored, room, size, &found, &status);
	else
		error = ref_gethostbyaddr_r(bytes_of(like), length_of(like), (int)like->result,
			&stored, room, size, &found, &status);
	give(entry, found);
	return error;
}

static bool is_no_address(const char *name, const char *second)
{
	char text[INET6_ADDRSTRLEN];
	struct in6_addr address;
	int family = strchr(name, ':') ? AF_INET6 : AF_INET;

	(void)second;
	return ref_inet_pton(family, name, &address) != 1 ||
	       strcmp(ref_inet_ntop(family, &address, text, sizeof text), name) != 0;
}

static bool is_ipv4_too(const char *name, const char *second)
{
	struct in6_addr address;

	(void)second;
	return ref_inet_pton(AF_INET6, name, &address) == 1 &&
	       (IN6_IS_ADDR_LOOPBACK(&address) || IN6_IS_ADDR_V4MAPPED(&address) ||
		       IN6_IS_ADDR_V4COMPAT(&address));
}

static const struct difference differences[] = {
	{ is_no_address, "glibc takes no leading zeros" },
	{ is_ipv4_too,
		"glibc makes IPv4 of ::1 and mapped addresses, the reference of compatible ones" },
	{ NULL, NULL },
};

static const struct database_target target = { "/etc/hosts", "hosts",
	{ ref_sethostent, ref_endhostent, ask_reference }, { sethostent, endhostent, ask_host },
	ask_room, differences };

/* glibc's getaddrinfo() takes no other, such as "*". A local one the reference finds without a
 * file, too (RFC 6761). */
static bool is_host_name(const char *word)
{
	static const char letters[] =
		"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-.0123456789";

	return isalpha((unsigned char)*word) && word[strspn(word, letters)] == '\0' &&
	       !is_local_name(word);
}

static void look_up_name(const char *name)
{
	struct outcome ours = resolve(&reference_resolver, name, AF_UNSPEC, AI_CANONNAME);
	struct outcome theirs = resolve(&host_resolver, name, AF_UNSPEC, AI_CANONNAME);

	if (!is_same(&ours, &theirs))
		differ("getaddrinfo differs on \"%s\" in \"%s\": reference %s, libc %s", name,
			file_told(), text_of(&ours), text_of(&theirs));
	for (int i = 0; i < 2; i++) {
		int family = i == 0 ? AF_INET : AF_INET6;
		bool has_ours = give(&ours, ref_gethostbyname2(name, family));
		bool has_theirs = give(&theirs, gethostbyname2(name, family));
		agree(i == 0 ? "by IPv4 name" : "by IPv6 name", has_ours ? &ours : NULL,
			has_theirs ? &theirs : NULL);
	}
}

static void look_up_address(const char *text)
{
	const struct addrinfo numeric = { .ai_flags = AI_NUMERICHOST, .ai_socktype = SOCK_STREAM };
	char ours[NI_MAXHOST] = "", theirs[NI_MAXHOST] = "";
	struct addrinfo *list;

	if (ref_getaddrinfo(text, NULL, &numeric, &list) != 0)
		find("getaddrinfo takes no \"%s\"", text);
	int our_error = ref_getnameinfo(
		list->ai_addr, list->ai_addrlen, ours, sizeof ours, NULL, 0, NI_NAMEREQD);
	int their_error = getnameinfo(
		list->ai_addr, list->ai_addrlen, theirs, sizeof theirs, NULL, 0, NI_NAMEREQD);
	ref_freeaddrinfo(list);
	if (our_error != their_error || strcmp(ours, theirs) != 0)
		differ("getnameinfo differs on \"%s\" in \"%s\": reference %d \"%s\", libc %d "
		       "\"%s\"",
			text, file_told(), our_error, ours, their_error, theirs);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static char lines[sizeof taken];
	static const char white[] = " \t\n\v\f\r";
	char *rest, *line, *word;

	if (!try_file(data, size))
		return 0;
	strcpy(lines, taken);
	for (int i = 0; i < MOST_LOOKED_UP && (line = strtok_r(i ? NULL : lines, "\n", &rest));
		i++) {
		line[strcspn(line, "#")] = '\0';
		look_up_address(strtok(line, white));
		while ((word = strtok(NULL, white)))
			if (is_host_name(word))
				look_up_name(word);
	}
	return 0;
}

/* Looks names up, and says in a word an address what was found: "0 tcp://192.0.2.1:80". */
#ifndef LOOKUP_H
#define LOOKUP_H

#include "fixture.h"

/* What getaddrinfo is to look for: HINTS(.ai_family = AF_INET). */
#define HINTS(...) (&(struct addrinfo){ __VA_ARGS__ })
#define TCP .ai_socktype = SOCK_STREAM
#define UDP .ai_socktype = SOCK_DGRAM

static inline void observe_eai(int code)
{
	static const struct {
		int number;
		const char *name;
	} names[] = {
#include "eai_names.h"
	};
	int error = errno;

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (names[i].number == code) {
			observe_word(names[i].name);
			if (strcmp(names[i].name, "EAI_SYSTEM") == 0)
				observe_errno(error);
			return;
		}
	observe_number(code);
}

/* A text that grows: what would not fit ends the case. */
struct phrase {
	char text[512];
	size_t length;
};

static inline void say(struct phrase *phrase, const char *text)
{
	size_t size = strlen(text);

	if (size >= sizeof phrase->text - phrase->length)
		unresolved("the phrase is too long");
	memcpy(phrase->text + phrase->length, text, size + 1);
	phrase->length += size;
}

static inline void say_number(struct phrase *phrase, unsigned number)
{
	char digits[12], *digit = digits + sizeof digits - 1;

	*digit = '\0';
	do
		*--digit = (char)('0' + number % 10);
	while (number /= 10);
	say(phrase, digit);
}

static inline void say_address(struct phrase *phrase, const struct sockaddr *addr)
{
	const struct sockaddr_in *in = (const void *)addr;
	const struct sockaddr_in6 *in6 = (const void *)addr;
	char text[INET6_ADDRSTRLEN] = "?";

	if (addr->sa_family == AF_INET) {
		inet_ntop(AF_INET, &in->sin_addr, text, sizeof text);
		say(phrase, text);
	} else {
		inet_ntop(AF_INET6, &in6->sin6_addr, text, sizeof text);
		say(phrase, "[");
		say(phrase, text);
		if (in6->sin6_scope_id) {
			say(phrase, "%");
			say_number(phrase, in6->sin6_scope_id);
		}
		say(phrase, in6->sin6_flowinfo ? "]flow" : "]");
	}
	say(phrase, ":");
	say_number(phrase, ntohs(addr->sa_family == AF_INET ? in->sin_port : in6->sin6_port));
}

/* "tcp", "udp", or the type and the protocol by number: "3/255". */
static inline void say_kind(struct phrase *phrase, const struct addrinfo *entry)
{
	if (entry->ai_socktype == SOCK_STREAM && entry->ai_protocol == IPPROTO_TCP) {
		say(phrase, "tcp");
	} else if (entry->ai_socktype == SOCK_DGRAM && entry->ai_protocol == IPPROTO_UDP) {
		say(phrase, "udp");
	} else {
		say_number(phrase, (unsigned)entry->ai_socktype);
		say(phrase, "/");
		say_number(phrase, (unsigned)entry->ai_protocol);
	}
}

/* Are the members of one mind about what is in ai_addr? */
static inline int is_consistent(const struct addrinfo *entry)
{
	socklen_t size = entry->ai_family == AF_INET ? sizeof(struct sockaddr_in)
						     : sizeof(struct sockaddr_in6);

	return entry->ai_addr && entry->ai_family == entry->ai_addr->sa_family &&
	       (entry->ai_family == AF_INET || entry->ai_family == AF_INET6) &&
	       entry->ai_addrlen == size;
}

/* "tcp://[2001:db8::1]:80", and "=NAME" behind it where the canonical name was asked for. */
static inline void observe_entry(const struct addrinfo *entry, int flags)
{
	struct phrase phrase = { .length = 0 };

	if (!is_consistent(entry)) {
		observe_word("inconsistent");
		return;
	}
	say_kind(&phrase, entry);
	say(&phrase, "://");
	say_address(&phrase, entry->ai_addr);
	if (flags & AI_CANONNAME && entry->ai_canonname) {
		say(&phrase, "=");
		say(&phrase, entry->ai_canonname);
	}
	observe_text(phrase.text);
}

/* Looks up, and observes the code or every entry, in their order. */
static inline void look_up(const char *node, const char *service, const struct addrinfo *hints)
{
	struct addrinfo *list = NULL;
	int code = getaddrinfo(node, service, hints, &list);

	observe_eai(code);
	if (code == 0) {
		for (const struct addrinfo *entry = list; entry; entry = entry->ai_next)
			observe_entry(entry, hints ? hints->ai_flags : 0);
		freeaddrinfo(list);
	}
}

/* The same for what returns too many to be named: observes the code, and how many there are. */
static inline void look_up_many(const char *node, const char *service, const struct addrinfo *hints)
{
	struct addrinfo *list = NULL;
	int code = getaddrinfo(node, service, hints, &list), entries = 0;

	observe_eai(code);
	if (code)
		return;
	for (const struct addrinfo *entry = list; entry; entry = entry->ai_next, entries++)
		if (!is_consistent(entry))
			observe_word("inconsistent");
	observe_number(entries);
	freeaddrinfo(list);
}

#endif

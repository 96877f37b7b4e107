/* What the databases of hosts, networks, protocols and services have in common: how their files are
 * read, one entry after the other, and by name. */
#include "entries.h"
#include <stdio.h>

#define LISTED(text_) STAGE("etc"), LINUX(text_)
#define UNSAID(text_) STAGE("etc")

/* How a file is written: what stands before its one entry, between words, and behind. Only lists of
 * aliases may be taken for something else by who goes by name. */
#define FORMAT(name_, says_, before_, gap_, behind_) \
	CASE(gethostbyname, name_, says_("entry c0000201")) \
	{ \
		hosts(before_ "192.0.2.1" gap_ "entry" behind_); \
		see_host(gethostbyname("entry")); \
	} \
	CASE(gethostent, name_, says_("entry c0000201 NULL")) \
	{ \
		hosts(before_ "192.0.2.1" gap_ "entry" behind_); \
		see_host(gethostent()); \
		see_host(gethostent()); \
	} \
	CASE(getnetbyname, name_, says_("entry 0xa000000")) \
	{ \
		networks(before_ "entry" gap_ "10.0.0.0" behind_); \
		see_network(getnetbyname("entry")); \
	} \
	CASE(getnetent, name_, says_("entry 0xa000000 NULL")) \
	{ \
		networks(before_ "entry" gap_ "10.0.0.0" behind_); \
		see_network(getnetent()); \
		see_network(getnetent()); \
	} \
	CASE(getprotobyname, name_, says_("entry 6")) \
	{ \
		protocols(before_ "entry" gap_ "6" behind_); \
		see_protocol(getprotobyname("entry")); \
	} \
	CASE(getprotoent, name_, says_("entry 6 NULL")) \
	{ \
		protocols(before_ "entry" gap_ "6" behind_); \
		see_protocol(getprotoent()); \
		see_protocol(getprotoent()); \
	} \
	CASE(getservbyname, name_, says_("entry 80 tcp")) \
	{ \
		services(before_ "entry" gap_ "80/tcp" behind_); \
		see_service(getservbyname("entry", "tcp")); \
	} \
	CASE(getservent, name_, says_("entry 80 tcp NULL")) \
	{ \
		services(before_ "entry" gap_ "80/tcp" behind_); \
		see_service(getservent()); \
		see_service(getservent()); \
	}

FORMAT(one_blank,           LISTED, "", " ", "\n")
FORMAT(blanks,              LISTED, "", "     ", "\n")
FORMAT(tab,                 LISTED, "", "\t", "\n")
FORMAT(tabs_and_blanks,     LISTED, "", " \t \t\t ", "\n")
FORMAT(blank_behind,        LISTED, "", " ", " \n")
FORMAT(tab_behind,          LISTED, "", " ", "\t\n")
FORMAT(form_feed,           UNSAID, "", "\f", "\n")
FORMAT(carriage_return,     UNSAID, "", " ", "\r\n")
FORMAT(no_end_of_line,      UNSAID, "", " ", "")
FORMAT(blank_before,        UNSAID, " ", " ", "\n")
FORMAT(tab_before,          UNSAID, "\t", " ", "\n")
FORMAT(empty_lines,         LISTED, "\n\n", " ", "\n\n")
FORMAT(lines_of_blanks,     LISTED, "  \n\t\n", " ", "\n  \n")
FORMAT(lines_of_words,      UNSAID, "word\n", " ", "\nword\n")
FORMAT(comment_before,      LISTED, "# entry 1\n", " ", "\n")
FORMAT(comment_blank_first, LISTED, " # entry 1\n", " ", "\n")
FORMAT(comment_last,        LISTED, "", " ", "\n# word 1\n")
FORMAT(comment_behind,      LISTED, "", " ", " # word\n")
FORMAT(comment_close,       LISTED, "", " ", "# word\n")
FORMAT(comment_empty,       LISTED, "#\n", " ", " #\n")
FORMAT(comment_in_comment,  LISTED, "", " ", " # word # word\n")
FORMAT(comment_unended,     UNSAID, "", " ", " # word")

/* A database as a case sees it that does not care which. */
struct family {
	void (*file)(const char *text);
	const char *name;
	const char *three;           /* lines of first, second and third */
	const char *(*next)(void);   /* the official names */
	const char *(*named)(const char *name);
	void (*set)(int stayopen);
	void (*end)(void);
};

#define NEXT(database_, type_, get_, member_) \
	static const char *next_##database_(void) \
	{ \
		struct type_ *entry = get_(); \
		return entry ? entry->member_ : NULL; \
	}
NEXT(host, hostent, gethostent, h_name)
NEXT(network, netent, getnetent, n_name)
NEXT(protocol, protoent, getprotoent, p_name)
NEXT(service, servent, getservent, s_name)

#define NAMED(database_, type_, get_, member_) \
	static const char *database_##_named(const char *name) \
	{ \
		struct type_ *entry = get_; \
		return entry ? entry->member_ : NULL; \
	}
NAMED(host, hostent, gethostbyname(name), h_name)
NAMED(network, netent, getnetbyname(name), n_name)
NAMED(protocol, protoent, getprotobyname(name), p_name)
NAMED(service, servent, getservbyname(name, NULL), s_name)

static const struct family host_family = { hosts, "hosts",
	"192.0.2.1 first\n192.0.2.2 second\n192.0.2.3 third\n", next_host, host_named, sethostent,
	endhostent };
static const struct family network_family = { networks, "networks",
	"first 10.0.0.0\nsecond 172.16.0.0\nthird 192.0.2.0\n", next_network, network_named,
	setnetent, endnetent };
static const struct family protocol_family = { protocols, "protocols",
	"first 1\nsecond 2\nthird 3\n", next_protocol, protocol_named, setprotoent, endprotoent };
static const struct family service_family = { services, "services",
	"first 1/tcp\nsecond 2/udp\nthird 3/tcp\n", next_service, service_named, setservent,
	endservent };

/* A situation of each database, called `family`: the body follows. The row says of
 * which calls: next, named, set or end. */
#define SITUATION(row_, name_, ...) \
	static void row_##_##name_(const struct family *family); \
	row_(name_, row_##_##name_, __VA_ARGS__) \
	static void row_##_##name_(const struct family *family)
#define EACH_NEXT(name_, ...) SITUATION(NEXT_ROW, name_, __VA_ARGS__)
#define EACH_NAMED(name_, ...) SITUATION(NAMED_ROW, name_, __VA_ARGS__)
#define EACH_SET(name_, ...) SITUATION(SET_ROW, name_, __VA_ARGS__)
#define SIGNED_SET(name_, ...) SITUATION(SIGNED_SET_ROW, name_, __VA_ARGS__)
#define SIGNED_END(name_, ...) SITUATION(SIGNED_END_ROW, name_, __VA_ARGS__)

#define NEXT_ROW(name_, scene_, ...) \
	CASE(gethostent, name_, STAGE("etc"), __VA_ARGS__) { scene_(&host_family); } \
	CASE(getnetent, name_, STAGE("etc"), __VA_ARGS__) { scene_(&network_family); } \
	CASE(getprotoent, name_, STAGE("etc"), __VA_ARGS__) { scene_(&protocol_family); } \
	CASE(getservent, name_, STAGE("etc"), __VA_ARGS__) { scene_(&service_family); }
#define NAMED_ROW(name_, scene_, ...) \
	CASE(gethostbyname, name_, STAGE("etc"), __VA_ARGS__) { scene_(&host_family); } \
	CASE(getnetbyname, name_, STAGE("etc"), __VA_ARGS__) { scene_(&network_family); } \
	CASE(getprotobyname, name_, STAGE("etc"), __VA_ARGS__) { scene_(&protocol_family); } \
	CASE(getservbyname, name_, STAGE("etc"), __VA_ARGS__) { scene_(&service_family); }
#define SET_ROW(name_, scene_, ...) \
	CASE(sethostent, name_, STAGE("etc"), __VA_ARGS__) { scene_(&host_family); } \
	CASE(setnetent, name_, STAGE("etc"), __VA_ARGS__) { scene_(&network_family); } \
	CASE(setprotoent, name_, STAGE("etc"), __VA_ARGS__) { scene_(&protocol_family); } \
	CASE(setservent, name_, STAGE("etc"), __VA_ARGS__) { scene_(&service_family); }
#define SIGNED_SET_ROW(name_, scene_, ...) \
	CASE(sethostent, name_, STAGE("etc"), PROVES("sethostent.signature"), __VA_ARGS__) { scene_(&host_family); } \
	CASE(setnetent, name_, STAGE("etc"), PROVES("setnetent.signature"), __VA_ARGS__) { scene_(&network_family); } \
	CASE(setprotoent, name_, STAGE("etc"), PROVES("setprotoent.signature"), __VA_ARGS__) { scene_(&protocol_family); } \
	CASE(setservent, name_, STAGE("etc"), PROVES("setservent.signature"), __VA_ARGS__) { scene_(&service_family); }
#define SIGNED_END_ROW(name_, scene_, ...) \
	CASE(endhostent, name_, STAGE("etc"), PROVES("endhostent.signature"), __VA_ARGS__) { scene_(&host_family); } \
	CASE(endnetent, name_, STAGE("etc"), PROVES("endnetent.signature"), __VA_ARGS__) { scene_(&network_family); } \
	CASE(endprotoent, name_, STAGE("etc"), PROVES("endprotoent.signature"), __VA_ARGS__) { scene_(&protocol_family); } \
	CASE(endservent, name_, STAGE("etc"), PROVES("endservent.signature"), __VA_ARGS__) { scene_(&service_family); }

static void see_name(const char *name)
{
	observe_word(name ? name : "NULL");
}

/* A database of the three entries. */
static void three(const struct family *family)
{
	family->file(family->three);
}

/* One entry after the other. */

EACH_NEXT(behind_the_last, ALL("first second third NULL NULL"))
{
	three(family);

	for (int i = 0; i < 5; i++)
		see_name(family->next());
}

EACH_NEXT(empty, POSIX("NULL"), LINUX("NULL"))
{
	family->file("");

	see_name(family->next());
}

EACH_NEXT(no_file, POSIX("NULL"), LINUX("NULL"))
{
	three(family);
	etc(family->name, NULL);

	see_name(family->next());
}

EACH_NEXT(unreadable, POSIX("NULL"), LINUX("NULL"))
{
	three(family);
	etc(family->name, NULL);
	need(symlink(family->name, etc_path(family->name)), "symlink");

	see_name(family->next());
}

EACH_NEXT(no_descriptor, POSIX("NULL"), LINUX("NULL"))
{
	three(family);
	no_descriptor_left();

	see_name(family->next());
}

/* It is read on in the file that was opened. */
EACH_NEXT(replaced_between)
{
	three(family);

	see_name(family->next());
	family->file("");
	see_name(family->next());
}

/* A look-up between two of them: found, not found, and at the end. */
EACH_NEXT(while_looking_up, PROVES("CVE-2014-8121/BZ18007"), POSIX("first second third NULL"),
	LINUX("first second third NULL"))
{
	const char *name;
	three(family);

	for (int most = 10; (name = family->next()) && most; most--) {
		see_name(name);
		family->named("third");
	}
	see_name(name);
}

EACH_NEXT(while_looking_up_in_vain, PROVES("CVE-2014-8121/BZ18007"), POSIX("first second third NULL"),
	LINUX("first second third NULL"))
{
	const char *name;
	three(family);

	for (int most = 10; (name = family->next()) && most; most--) {
		see_name(name);
		family->named("nobody");
	}
	see_name(name);
}

/* By name. */

EACH_NAMED(each, POSIX("first second third"), LINUX("first second third"))
{
	three(family);

	see_name(family->named("first"));
	see_name(family->named("second"));
	see_name(family->named("third"));
}

EACH_NAMED(nobody, POSIX("NULL"), LINUX("NULL"))
{
	three(family);

	see_name(family->named("nobody"));
}

EACH_NAMED(beginning_of_a_name, POSIX("NULL"), LINUX("NULL"))
{
	three(family);

	see_name(family->named("firs"));
}

EACH_NAMED(more_than_a_name, POSIX("NULL"), LINUX("NULL"))
{
	three(family);

	see_name(family->named("firsts"));
}

EACH_NAMED(empty_name, POSIX("NULL"), LINUX("NULL"))
{
	three(family);

	see_name(family->named(""));
}

EACH_NAMED(upper_case)
{
	three(family);

	see_name(family->named("FIRST"));
}

EACH_NAMED(empty, POSIX("NULL"), LINUX("NULL"))
{
	family->file("");

	see_name(family->named("first"));
}

EACH_NAMED(no_file, POSIX("NULL"), LINUX("NULL"))
{
	three(family);
	etc(family->name, NULL);

	see_name(family->named("first"));
}

EACH_NAMED(unreadable, POSIX("NULL"), LINUX("NULL"))
{
	three(family);
	etc(family->name, NULL);
	need(symlink(family->name, etc_path(family->name)), "symlink");

	see_name(family->named("first"));
}

EACH_NAMED(no_descriptor, POSIX("NULL"), LINUX("NULL"))
{
	three(family);
	no_descriptor_left();

	see_name(family->named("first"));
}

/* Each look-up opens the database, where it is not open. */
EACH_NAMED(file_replaced, POSIX("NULL first"), LINUX("NULL first"))
{
	family->file("");

	see_name(family->named("first"));
	three(family);
	see_name(family->named("first"));
}

EACH_NAMED(file_removed, POSIX("first NULL"), LINUX("first NULL"))
{
	three(family);

	see_name(family->named("first"));
	etc(family->name, NULL);
	see_name(family->named("first"));
}

EACH_NAMED(behind_the_iteration, POSIX("first"), LINUX("first"))
{
	three(family);
	while (family->next())
		;

	see_name(family->named("first"));
}

/* Of set...ent and end...ent. */

SIGNED_SET(goes_to_the_first, ALL("first second first"))
{
	three(family);

	see_name(family->next());
	see_name(family->next());
	family->set(0);
	see_name(family->next());
}

SIGNED_SET(stays_open, ALL("first second first second"))
{
	three(family);

	family->set(1);
	see_name(family->next());
	see_name(family->next());
	family->set(1);
	see_name(family->next());
	see_name(family->next());
}

SIGNED_SET(behind_the_last, ALL("first"))
{
	three(family);
	while (family->next())
		;

	family->set(0);
	see_name(family->next());
}

EACH_SET(opens_at_once, POSIX("first"), LINUX("first"))
{
	three(family);

	family->set(0);
	etc(family->name, NULL);
	see_name(family->next());
}

EACH_SET(before_there_is_a_file)
{
	three(family);
	etc(family->name, NULL);

	family->set(0);
	three(family);
	see_name(family->next());
}

static int is_kept_on_exec(int fd)
{
	int flags = fcntl(fd, F_GETFD);

	return flags >= 0 && !(flags & FD_CLOEXEC);
}

/* How many descriptors have a property. */
static int count(int (*has)(int fd))
{
	int number = 0;

	for (int fd = 0; fd < 64; fd++)
		number += has(fd);
	return number;
}

static int is_open(int fd)
{
	return fcntl(fd, F_GETFD) >= 0;
}

EACH_SET(closes_on_exec, POSIX("first 0"))
{
	three(family);
	int before = count(is_kept_on_exec);

	family->set(1);
	see_name(family->next());
	observe_number(count(is_kept_on_exec) - before);
}

SIGNED_END(begins_anew, ALL("first first"))
{
	three(family);

	see_name(family->next());
	family->end();
	see_name(family->next());
}

SIGNED_END(closes, ALL("first 0"))
{
	three(family);
	int before = count(is_open);

	family->set(1);
	see_name(family->next());
	family->end();
	observe_number(count(is_open) - before);
}

SIGNED_END(nothing_open, ALL("first"))
{
	three(family);

	family->end();
	family->end();
	see_name(family->next());
}

/* What gethostbyname, gethostbyaddr and their like make of what a name server says. */
#include "entries.h"
#include "dns.h"

#define LISTED(text_) STAGE("etc"), LINUX(text_)

static void answer(struct exchange *dns)
{
	if (strcmp(dns->name, "alias.test") == 0)
		cname(dns, "alias.test", "host.test");
	if (strcmp(dns->name, "host.test") == 0 || strcmp(dns->name, "alias.test") == 0) {
		a(dns, "host.test", "192.0.2.1");
		a(dns, "host.test", "192.0.2.2");
		aaaa(dns, "host.test", "2001:db8::1");
	} else if (strcmp(dns->name, "7.2.0.192.in-addr.arpa") == 0) {
		ptr(dns, "back.test");
	} else if (strcmp(dns->name, "nodata.test") == 0) {
		respond_with(dns, NOERROR);
	} else if (strcmp(dns->name, "failing.test") == 0) {
		respond_with(dns, SERVFAIL);
	} else if (strcmp(dns->name, "mute.test") == 0) {
		stay_silent(dns);
	} else {
		respond_with(dns, NXDOMAIN);
	}
}

#define ASKED(call_, row_, expression_, ...) \
	REGISTER(call_##_##row_, #call_, #row_, __VA_ARGS__) \
	{ \
		etc("hosts", "192.0.2.9 file.test\n"); \
		answered_by(answer); \
		see_host(expression_); \
	}
ASKED(gethostbyname,  asked,         gethostbyname("host.test"), LISTED("host.test c0000201 c0000202"))
ASKED(gethostbyname,  asked_by_alias, gethostbyname("alias.test"), LISTED("host.test c0000201 c0000202"))
ASKED(gethostbyname,  asked_in_vain, gethostbyname("nobody.test"), LISTED("NULL"))
ASKED(gethostbyname2, asked_v6,      gethostbyname2("host.test", AF_INET6), LISTED("host.test 20010db8000000000000000000000001"))
ASKED(gethostbyaddr,  asked,         gethostbyaddr("\300\0\2\7", 4, AF_INET), LISTED("back.test c0000207"))

CASE(gethostbyname, file_before_server, LISTED("file.test c0000209 nothing asked"))
{
	etc("hosts", "192.0.2.9 file.test\n");
	answered_by(answer);

	see_host(gethostbyname("file.test"));
	observe_questions();
}

CASE(gethostbyname, server_not_to_be_asked, LISTED("NULL nothing asked"))
{
	etc("hosts", "192.0.2.9 file.test\n");
	answered_by(answer);
	etc("nsswitch.conf", "hosts: files\n");

	see_host(gethostbyname("host.test"));
	observe_questions();
}

CASE(gethostbyaddr, server_not_to_be_asked, LISTED("NULL nothing asked"))
{
	etc("hosts", "192.0.2.9 file.test\n");
	answered_by(answer);
	etc("nsswitch.conf", "hosts: files\n");

	see_host(gethostbyaddr("\300\0\2\7", 4, AF_INET));
	observe_questions();
}

CASE(gethostbyname, alias_asked, STAGE("etc"))
{
	answered_by(answer);
	const struct hostent *entry = gethostbyname("alias.test");

	see_aliases(entry ? entry->h_aliases : NULL);
}

/* Why there is no answer. */
#define REASON(row_, name_, answered_, reason_) \
	CASE(gethostbyname, row_, LISTED("NULL " reason_)) \
	{ \
		answered_(answer); \
		see_host(gethostbyname(name_)); \
		see_h_errno(h_errno); \
	}
REASON(reason_no_name, "nobody.test",  answered_by,        "HOST_NOT_FOUND")
REASON(reason_no_data, "nodata.test",  answered_by,        "NO_DATA")
REASON(reason_failure, "failing.test", hardly_answered_by, "TRY_AGAIN")
REASON(reason_silence, "mute.test",    hardly_answered_by, "TRY_AGAIN")

CASE(gethostbyname_r, reason_failure, LISTED("an error TRY_AGAIN"))
{
	struct hostent entry, *result;
	char buf[1024];
	int status = 0;
	hardly_answered_by(answer);

	int error = gethostbyname_r("failing.test", &entry, buf, sizeof buf, &result, &status);
	observe_word(error ? "an error" : "no error");
	see_h_errno(status);
}

CASE(gethostbyname_r, asked_without_room, LISTED("ERANGE NULL"))
{
	struct hostent entry, *result = &entry;
	char buf[8];
	int status = 0;
	answered_by(answer);

	observe_errno(gethostbyname_r("host.test", &entry, buf, sizeof buf, &result, &status));
	see_host(result);
}

CASE(gethostbyaddr_r, asked_without_room, LISTED("ERANGE NULL"))
{
	struct hostent entry, *result = &entry;
	char buf[8];
	int status = 0;
	answered_by(answer);

	observe_errno(gethostbyaddr_r("\300\0\2\7", 4, AF_INET, &entry, buf, sizeof buf, &result, &status));
	see_host(result);
}

CASE(gethostbyname_r, h_errno_of_servers_elsewhere, LISTED("NULL NO_RECOVERY"))
{
	struct hostent entry, *result;
	char buf[1024];
	int status = 0;
	answered_by(answer);
	h_errno = NO_RECOVERY;

	gethostbyname_r("nobody.test", &entry, buf, sizeof buf, &result, &status);
	see_host(result);
	see_h_errno(h_errno);
}

/* "fi" and "files.test" have no more than letters in common. */
static void answer_with_longer(struct exchange *dns)
{
	cname(dns, dns->name, "files.test");
	a(dns, "files.test", "192.0.2.1");
}

CASE(gethostbyname, alias_is_beginning, LISTED("fi"))
{
	answered_by(answer_with_longer);
	const struct hostent *entry = gethostbyname("fi");

	see_aliases(entry ? entry->h_aliases : NULL);
}

/* The names of hosts have letters, digits and "-". */
static void answer_with_mischief(struct exchange *dns)
{
	ptr(dns, "a b;c");
}

CASE(gethostbyaddr, mischief, PROVES("CVE-2026-4438"), LISTED("NULL"))
{
	answered_by(answer_with_mischief);

	see_host(gethostbyaddr("\300\0\2\7", 4, AF_INET));
}

/* Networks, which glibc looks up as RFC 1101 has it. */

static void answer_without_ptr(struct exchange *dns)
{
	struct in_addr address = loopback().sin_addr;

	record(dns, dns->name, A, &address, sizeof address);
}

CASE(getnetbyaddr, answer_without_ptr, PROVES("BZ19868"), STAGE("etc"), POSIX("NULL"), LINUX("NULL"))
{
	answered_by(answer_without_ptr);
	etc("nsswitch.conf", "networks: dns\n");

	see_network(getnetbyaddr(0xc0000200, AF_INET));
}

static void answer_with_odd_alias(struct exchange *dns)
{
	record(dns, dns->name, TXT, "\4text", 5);
	ptr(dns, "0.2.0.192.in-addr.arpa");
	record(dns, "0.2.0.192.in-addr.arpa", TXT, "\4text", 5);
}

/* What comes of it is not said, but that something does. */
CASE(getnetbyname, odd_alias, PROVES("CVE-2014-9402/BZ17630"), LISTED("returned"))
{
	answered_by(answer_with_odd_alias);
	etc("nsswitch.conf", "networks: dns\n");

	getnetbyname("net.test");
	observe_word("returned");
}

/* Two questions about the network 0 are the same: they have nothing of the stack. */
static void leave_on_the_stack(int byte)
{
	volatile char bytes[4096];

	for (size_t i = 0; i < sizeof bytes; i++)
		bytes[i] = (char)byte;
}

CASE(getnetbyaddr, question_about_0, PROVES("CVE-2026-0915"), LISTED("nothing asked | 0.0.0.0.in-addr.arpa | 0.in-addr.arpa"))
{
	answered_by(answer);
	etc("nsswitch.conf", "networks: dns\n");

	leave_on_the_stack('a');
	getnetbyaddr(0, AF_INET);
	leave_on_the_stack('b');
	getnetbyaddr(0, AF_INET);
	observe_questions();
}

static void answer_with_long_names(struct exchange *dns)
{
	char name[] = "a.long-name-that-is-longer-than-others-and-takes-room.long-name-that-is-longer-"
		      "than-others-and-takes-room.long-name-that-is-longer-than-others-and-takes-room.test";

	for (*name = 'a'; *name < 'u'; ++*name)
		ptr(dns, name);
}

/* Many names in one answer: the room for aliases ends before they do. */
CASE(gethostbyaddr_r, many_long_names, PROVES("CERT"), LISTED("0 | ERANGE"))
{
	struct hostent entry, *result;
	int status = 0, error = ERANGE;
	answered_by(answer_with_long_names);

	for (size_t size = 0; size <= 4096 && error == ERANGE; size += 256)
		error = gethostbyaddr_r("\300\0\2\7", 4, AF_INET, &entry, guarded(NULL, size), size, &result, &status);
	observe_word(error == 0 ? "0" : error == ERANGE ? "ERANGE" : "another");
}

/* Names in the answers of name servers, in every form that they may have: the address of www.test is found behind each. */
#include "dns.h"
#include <locale.h>

#define FOUND(name, respond, ...) \
	CASE(getaddrinfo, name, STAGE("etc"), PROVES(__VA_ARGS__), POSIX("0 tcp://192.0.2.1:80"), \
		LINUX("0 tcp://192.0.2.1:80")) \
	{ \
		answered_by(respond); \
		look_up("www.test", "80", HINTS(TCP, .ai_family = AF_INET)); \
	}

/* A record whose owner is these bytes. */
static void record_of(struct exchange *dns, const char *owner, size_t owner_size, int type,
	const void *data, size_t size)
{
	count_records(dns, dns->answer[6] * 256u + dns->answer[7] + 1);
	put(dns, owner, owner_size);
	put_number(dns, (unsigned)type);
	put_number(dns, 1);
	put(dns, "\0\0\0\x3c", 4);
	put_number(dns, (unsigned)size);
	put(dns, data, size);
}

/* Bytes that point to a place in the answer. */
static void point(char pointer[2], size_t at)
{
	pointer[0] = (char)(0xc0 | at >> 8);
	pointer[1] = (char)at;
}

static void v4(struct exchange *dns)
{
	a(dns, dns->name, "192.0.2.1");
}

static void behind_the_root(struct exchange *dns)
{
	record_of(dns, "", 1, TXT, "\1.", 2);
	v4(dns);
}

static void behind_a_pointer_to_the_root(struct exchange *dns)
{
	char pointer[2];

	point(pointer, dns->size - 5); /* the end of the question's name */
	record_of(dns, pointer, 2, TXT, "\1.", 2);
	v4(dns);
}

static void behind_a_letter_like_a_pointer(struct exchange *dns)
{
	record_of(dns, "\3a\xc5z", 5, TXT, "\1.", 2);
	v4(dns);
}

static void far_away(struct exchange *dns)
{
	static const char text[300] = "\xff";
	char pointer[2];

	record(dns, dns->name, TXT, text, sizeof text);
	cname(dns, dns->name, "host.test");
	point(pointer, dns->size - 11);
	if (dns->type == A)
		record_of(dns, pointer, 2, A, "\xc0\0\2\1", 4);
}

static void label_by_label(struct exchange *dns)
{
	char test[2], owner[6] = "\4host";

	cname(dns, dns->name, "host.test");
	point(test, dns->size - 6);
	count_records(dns, 2);
	put(dns, owner, 5);
	put(dns, test, 2);
	put(dns, "\0\1\0\1\0\0\0\x3c\0\4\xc0\0\2\1", 14);
}

FOUND(name_of_the_root, behind_the_root, "musl-49d2c8c6")
FOUND(name_points_at_the_root, behind_a_pointer_to_the_root, "c-ares-70b726c3")
FOUND(name_with_high_letter, behind_a_letter_like_a_pointer, "musl-2a0ff45b")
FOUND(name_far_away, far_away, "musl-4f6658b9")
FOUND(name_of_label_and_pointer, label_by_label, "musl-56b57f37 musl-7211551e")

/* Half a letter is none, and nothing behind the name is read for the other half. */
CASE(getaddrinfo, idn_half_a_letter, STAGE("etc"), PROVES("CVE-2021-22918"), LINUX("EAI_IDN_ENCODE"))
{
	known_hosts("");
	if (!setlocale(LC_ALL, "C.UTF-8"))
		unsupported("C.UTF-8");

	look_up(guarded("www.te\xc3", 8), "80", HINTS(TCP, .ai_flags = AI_IDN));
}

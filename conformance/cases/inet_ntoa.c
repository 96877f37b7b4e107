#include "fixture.h"

#define VECTOR(name, bytes, text) \
	CASE(inet_ntoa, name, ANYWHERE, PROVES("inet_ntoa.signature"), ALL(text)) \
	{ \
		struct in_addr addr; \
\
		memcpy(&addr, bytes, sizeof addr); \
		observe_text(inet_ntoa(addr)); \
	}

VECTOR(least,              "\0\0\0\0",         "0.0.0.0")
VECTOR(greatest,           "\377\377\377\377", "255.255.255.255")
VECTOR(in_order,           "\1\2\3\4",         "1.2.3.4")
VECTOR(one_and_two_digits, "\11\12\143\1",     "9.10.99.1")
VECTOR(three_digits,       "\144\307\310\371", "100.199.200.249")
VECTOR(zero_inside,        "\145\0\24\0",      "101.0.20.0")
VECTOR(high_bits,          "\200\177\376\201", "128.127.254.129")

CASE(inet_ntoa, short_after_long,
	ANYWHERE, PROVES("inet_ntoa.signature"), ALL("1.2.3.4"))
{
	struct in_addr addr = { .s_addr = 0xffffffff };
	inet_ntoa(addr);
	memcpy(&addr, "\1\2\3\4", sizeof addr);

	observe_text(inet_ntoa(addr));
}

/* inet(3): a later call overwrites the text. */
CASE(inet_ntoa, text_overwritten,
	ANYWHERE, LINUX("255.255.255.255"))
{
	struct in_addr addr = { .s_addr = 0 };
	char *text = inet_ntoa(addr);
	addr.s_addr = 0xffffffff;
	inet_ntoa(addr);

	observe_text(text);
}

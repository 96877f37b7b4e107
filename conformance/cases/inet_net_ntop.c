#include "fixture.h"

/* Only the bytes that hold the bits are there; the room for the text is not clean. */
static void convert(int family, const void *bytes, int bits, size_t size)
{
	size_t length = bits > 0 && bits <= 128 ? ((size_t)bits + 7) / 8 : 0;
	char room[64];

	memset(room, 'x', sizeof room);
	observe_text(inet_net_ntop(family, guarded(bytes, length), bits, guarded(room, size), size));
}

#define VECTOR(name, bytes, bits, ...) \
	CASE(inet_net_ntop, name, ANYWHERE, __VA_ARGS__) { convert(AF_INET, bytes, bits, 64); }
/* Of the width in bits, the document says nothing. */
#define CONVERTS(text, bits) \
	PROVES("inet_net_ntop.signature inet_net_ntop.binary-to-text"), \
		DOCUMENT(text bits " | " text), LINUX(text bits)
#define IS(text) LINUX(text)

VECTOR(thirty_two_bits,    "\300\0\2\1",         32, CONVERTS("192.0.2.1", "/32"))
VECTOR(twenty_four_bits,   "\301\250\0",         24, CONVERTS("193.168.0", "/24"))
VECTOR(sixteen_bits,       "\254\20",            16, IS("172.16/16"))
VECTOR(eight_bits,         "\12",                8,  IS("10/8"))
VECTOR(parts_least,        "\0\0\0\0",           32, IS("0.0.0.0/32"))
VECTOR(parts_greatest,     "\377\377\377\377",   32, IS("255.255.255.255/32"))
VECTOR(parts_in_order,     "\1\2\3\4",           32, IS("1.2.3.4/32"))
VECTOR(digits,             "\11\12\143\144",     32, IS("9.10.99.100/32"))
VECTOR(more_digits,        "\307\310\371\200",   32, IS("199.200.249.128/32"))

/* Only the bits of the network are part of its number. */
VECTOR(one_bit,            "\377",               1,  IS("128/1"))
VECTOR(two_bits,           "\377",               2,  IS("192/2"))
VECTOR(three_bits,         "\377",               3,  IS("224/3"))
VECTOR(four_bits,          "\377",               4,  IS("240/4"))
VECTOR(five_bits,          "\377",               5,  IS("248/5"))
VECTOR(six_bits,           "\377",               6,  IS("252/6"))
VECTOR(seven_bits,         "\377",               7,  IS("254/7"))
VECTOR(nine_bits,          "\12\377",            9,  IS("10.128/9"))
VECTOR(twelve_bits,        "\254\37",            12, IS("172.16/12"))
VECTOR(twenty_bits,        "\300\250\377",       20, IS("192.168.240/20"))
VECTOR(twenty_five_bits,   "\300\0\2\1",         25, IS("192.0.2.0/25"))
VECTOR(thirty_one_bits,    "\300\0\2\377",       31, IS("192.0.2.254/31"))
VECTOR(no_bits,            "",                   0,  IS("0/0"))

/* inet_net_pton(3) has no error for a width that cannot be. */
VECTOR(negative_bits,      "",                   -1)
VECTOR(least_bits,         "",                   INT_MIN)
VECTOR(too_many_bits,      "\300\0\2\1\377",     33)
VECTOR(far_too_many_bits,  "",                   INT_MAX)

/* The text and its NUL fit, or miss a byte. */
#define ROOM(name, bytes, bits, size, ...) \
	CASE(inet_net_ntop, name, ANYWHERE, __VA_ARGS__) { convert(AF_INET, bytes, bits, size); }
#define TOO_SHORT PROVES("inet_net_ntop.EMSGSIZE.psize"), LINUX("NULL EMSGSIZE")

ROOM(longest_fits,         "\377\377\377\377", 32, 19, IS("255.255.255.255/32"))
ROOM(longest_no_room,      "\377\377\377\377", 32, 18, TOO_SHORT)
ROOM(shortest_fits,        "\0\0\0\0",         32, 11, IS("0.0.0.0/32"))
ROOM(shortest_no_room,     "\0\0\0\0",         32, 10, TOO_SHORT)
ROOM(three_parts_fit,      "\301\250\0",       24, 13, IS("193.168.0/24"))
ROOM(three_parts_no_room,  "\301\250\0",       24, 12, TOO_SHORT)
ROOM(one_part_fits,        "\12",              8,  5,  IS("10/8"))
ROOM(one_part_no_room,     "\12",              8,  4,  TOO_SHORT)
ROOM(no_room_for_bits,     "\12",              8,  3,  TOO_SHORT)
ROOM(no_room_for_part,     "\12",              8,  2,  TOO_SHORT)
ROOM(partial_byte_fits,    "\254\37",          12, 10, IS("172.16/12"))
ROOM(partial_byte_no_room, "\254\37",          12, 9,  TOO_SHORT)
ROOM(no_room_for_partial,  "\254\37",          12, 4,  TOO_SHORT)
ROOM(one_bit_fits,         "\377",             1,  6,  IS("128/1"))
ROOM(one_bit_no_room,      "\377",             1,  5,  TOO_SHORT)
ROOM(no_bits_fit,          "",                 0,  4,  IS("0/0"))
ROOM(no_bits_no_room,      "",                 0,  3,  TOO_SHORT)
ROOM(no_bits_one_byte,     "",                 0,  1,  TOO_SHORT)
ROOM(no_room,              "\12",              8,  0,  TOO_SHORT)
ROOM(no_bits_nowhere,      "",                 0,  0,  TOO_SHORT)

/* The sizes that the document names. */
ROOM(address_size,         "\12\1",            16, INET_ADDRSTRLEN,
	PROVES("inet_net_ntop.psize.INET_ADDRSTRLEN"), DOCUMENT("10.1/16 | 10.1"), LINUX("10.1/16"))
ROOM(address_size_longest, "\377\377\377\377", 32, INET_ADDRSTRLEN,
	PROVES("inet_net_ntop.psize.INET_ADDRSTRLEN"),
	DOCUMENT("255.255.255.255/32 | 255.255.255.255"), LINUX("NULL EMSGSIZE"))
ROOM(ipv6_size_longest,    "\377\377\377\377", 32, INET6_ADDRSTRLEN,
	PROVES("inet_net_ntop.psize.INET6_ADDRSTRLEN"),
	DOCUMENT("255.255.255.255/32 | 255.255.255.255"), LINUX("255.255.255.255/32"))

#define FAMILY(name, family, bytes, bits, ...) \
	CASE(inet_net_ntop, name, ANYWHERE, __VA_ARGS__) { convert(family, bytes, bits, 64); }
#define UNKNOWN \
	PROVES("inet_net_ntop.af inet_net_ntop.EAFNOSUPPORT.af"), \
		DOCUMENT("NULL EAFNOSUPPORT"), LINUX("NULL EAFNOSUPPORT")

FAMILY(inet,            AF_INET,   "\300\0\2\1", 32, PROVES("inet_net_ntop.af"),
	DOCUMENT("192.0.2.1/32 | 192.0.2.1"), LINUX("192.0.2.1/32"))
FAMILY(unix_family,     AF_UNIX,   "\300\0\2\1", 32, UNKNOWN)
FAMILY(unspecified,     AF_UNSPEC, "\300\0\2\1", 32, UNKNOWN)
FAMILY(negative_family, -1,        "\300\0\2\1", 32, UNKNOWN)

/* IPv6, which the document promises and inet_net_pton(3) does not. */
#define IPV6(name, bytes, bits, size, ...) \
	CASE(inet_net_ntop, name, ANYWHERE, __VA_ARGS__, LINUX("NULL EAFNOSUPPORT")) \
	{ \
		convert(AF_INET6, bytes, bits, size); \
	}
#define PROMISED(text, bits) \
	PROVES("inet_net_ntop.af inet_net_ntop.EAFNOSUPPORT.af"), DOCUMENT(text bits " | " text)
#define FAILS PROVES("inet_net_ntop.EAFNOSUPPORT.af")

IPV6(ipv6,                  "\40\1\15\270\0\1\0\2\0\3\0\4\0\5\0\6", 128, 64,
	PROMISED("2001:db8:1:2:3:4:5:6", "/128"))
IPV6(ipv6_bytes,            "\40\1\15\270",     32, 14,  PROMISED("2001:db8::", "/32"))
IPV6(ipv6_partial_byte,     "\40\1\15\270\377", 33, 64, PROMISED("2001:db8:8000::", "/33"))
IPV6(ipv6_no_bits,          "",                  0,  64,  PROMISED("::", "/0"))
IPV6(ipv6_negative_bits,    "",                  -1, 64,  FAILS)
IPV6(ipv6_too_many_bits,    "",                  129, 64, FAILS)
IPV6(ipv6_no_room,          "\40\1\15\270",     32, 13,  FAILS)

CASE(inet_net_ntop, returns_the_buffer,
	ANYWHERE, LINUX("pres"))
{
	char text[64];

	observe_word(inet_net_ntop(AF_INET, "\12", 8, text, sizeof text) == text ? "pres" : "other");
}

/* What a failed call leaves behind. */
CASE(inet_net_ntop, after_no_room, ANYWHERE)
{
	char text[16];

	memset(text, 'x', sizeof text);
	observe_text(inet_net_ntop(AF_INET, "\377\377\377\377", 32, text, sizeof text));
	observe_bytes(text, sizeof text);
}

#include "fixture.h"

/* With room for size bytes: those that the call does not write stay ee. */
static void convert(int family, const char *text, size_t size)
{
	unsigned char room[16];

	memset(room, 0xee, sizeof room);
	unsigned char *net = guarded(room, size);
	int bits = inet_net_pton(family, guarded(text, strlen(text) + 1), net, size);

	observe(bits);
	if (bits != -1)
		observe_bytes(net, size);
}

#define VECTOR(name, text, ...) \
	CASE(inet_net_pton, name, ANYWHERE, __VA_ARGS__) { convert(AF_INET, text, 4); }
#define CONVERTS(result) \
	PROVES("inet_net_pton.signature inet_net_pton.text-to-binary"), DOCUMENT(result), LINUX(result)
#define IS(result) LINUX(result)
#define REFUSED PROVES("inet_net_pton.ENOENT.format"), LINUX("-1 ENOENT")

/* A part is a byte; without /bits, the class tells the width, or the parts where they are more. */
VECTOR(four_parts,             "192.0.2.1",       CONVERTS("32 c0000201"))
VECTOR(class_a_one_part,       "10",              IS("8 0aeeeeee"))
VECTOR(class_a_two_parts,      "10.1",            IS("16 0a01eeee"))
VECTOR(class_a_three_parts,    "10.1.2",          IS("24 0a0102ee"))
VECTOR(class_a_four_parts,     "10.1.2.3",        IS("32 0a010203"))
VECTOR(class_a_least,          "0",               IS("8 00eeeeee"))
VECTOR(class_a_greatest,       "127",             IS("8 7feeeeee"))
VECTOR(class_b_least,          "128",             IS("16 8000eeee"))
VECTOR(class_b_greatest,       "191.255",         IS("16 bfffeeee"))
VECTOR(class_b_three_parts,    "172.16.1",        IS("24 ac1001ee"))
VECTOR(class_c_least,          "192",             IS("24 c00000ee"))
VECTOR(class_c_two_parts,      "193.168",         IS("24 c1a800ee"))
VECTOR(class_c_greatest,       "223.255.255",     IS("24 dfffffee"))
VECTOR(class_d_least,          "224",             IS("4 e0eeeeee"))
VECTOR(class_d_four_parts,     "224.1.2.3",       IS("4 e0010203"))
VECTOR(class_d_greatest,       "239",             IS("4 efeeeeee"))
VECTOR(class_e_least,          "240",             IS("32 f0000000"))
VECTOR(class_e_greatest,       "255",             IS("32 ff000000"))
VECTOR(parts_greatest,         "255.255.255.255", IS("32 ffffffff"))
VECTOR(leading_zeros,          "010.0009.08",     IS("24 0a0908ee"))
VECTOR(every_digit,            "123.45.67.89",    IS("32 7b2d4359"))

/* With /bits. */
VECTOR(class_c_24_bits,        "192.0.2/24",      CONVERTS("24 c00002ee"))
VECTOR(parts_past_bits,        "193.168.1.128/24", IS("24 c1a80180"))
VECTOR(parts_omitted,          "10/16",           PROVES("c-ares-8776bf5c"), IS("16 0a00eeee"))
VECTOR(parts_omitted_for_bit,  "10/9",            IS("9 0a00eeee"))
VECTOR(parts_not_omitted,      "10/8",            IS("8 0aeeeeee"))
VECTOR(bits_zero,              "10/0",            IS("0 0aeeeeee"))
VECTOR(bits_one,               "10/1",            IS("1 0aeeeeee"))
VECTOR(bits_greatest,          "10/32",           IS("32 0a000000"))
VECTOR(bits_too_many,          "10/33",           REFUSED)
VECTOR(bits_far_too_many,      "10/4294967295",   REFUSED)
VECTOR(bits_past_2_to_32,      "10/4294967304",   REFUSED)
VECTOR(bits_past_2_to_64,      "10/18446744073709551624", REFUSED)
VECTOR(bits_leading_zero,      "10/08",           IS("8 0aeeeeee"))
VECTOR(bits_two_digits,        "10.0.0/19",       IS("19 0a0000ee"))
VECTOR(bits_empty,             "10/",             REFUSED)
VECTOR(bits_twice,             "10/8/8",          REFUSED)
VECTOR(bits_minus,             "10/-1",           REFUSED)
VECTOR(bits_plus,              "10/+8",           REFUSED)
VECTOR(bits_hexadecimal,       "10/0x8",          REFUSED)
VECTOR(bits_after_space,       "10/ 8",           REFUSED)
VECTOR(bits_before_space,      "10/8 ",           REFUSED)
VECTOR(bits_before_letter,     "10/8a",           REFUSED)
VECTOR(bits_before_colon,      "10/8:",           REFUSED)
VECTOR(bits_before_dot,        "10/8.0",          REFUSED)
VECTOR(bits_before_slash,      "10/8/",           REFUSED)
VECTOR(bits_letter,            "10/a",            REFUSED)
VECTOR(bits_high_bit_digit,    "10/\270",         REFUSED)
VECTOR(bits_alone,             "/8",              REFUSED)
VECTOR(bits_after_dot,         "10./8",           REFUSED)

/* Hexadecimal: two digits a byte, from the left. */
VECTOR(hexadecimal,            "0xc0000201",      IS("32 c0000201"))
VECTOR(hexadecimal_capital_x,  "0XC0000201",      IS("32 c0000201"))
VECTOR(hexadecimal_low_digits, "0x01234567",      IS("32 01234567"))
VECTOR(hexadecimal_high_digits, "0x89abcdef",     IS("32 89abcdef"))
VECTOR(hexadecimal_capitals,   "0x89ABCDEF",      IS("32 89abcdef"))
VECTOR(hexadecimal_one_byte,   "0x0a",            IS("8 0aeeeeee"))
VECTOR(hexadecimal_class_b,    "0xac",            IS("16 ac00eeee"))
VECTOR(hexadecimal_one_digit,  "0x1",             IS("8 10eeeeee"))
VECTOR(hexadecimal_odd_digits, "0x0a1",           IS("16 0a10eeee"))
VECTOR(hexadecimal_bits,       "0x0a/12",         IS("12 0a00eeee"))
VECTOR(hexadecimal_odd_bits,   "0x0a1/12",        IS("12 0a10eeee"))
VECTOR(hexadecimal_no_digit,   "0x",              REFUSED)
VECTOR(hexadecimal_only_bits,  "0x/8",            REFUSED)
VECTOR(hexadecimal_dots,       "0x0a.1",          REFUSED)
VECTOR(hexadecimal_second,     "10.0x1",          REFUSED)
VECTOR(hexadecimal_two_zeros,  "00x0a",           REFUSED)
VECTOR(hexadecimal_no_zero,    "x0a",             REFUSED)
VECTOR(hexadecimal_one_before_x, "1x0a",          REFUSED)
VECTOR(hexadecimal_no_prefix,  "0a",              REFUSED)
VECTOR(hexadecimal_colon,      "0x0a:",           REFUSED)
VECTOR(hexadecimal_at,         "0x0a@",           REFUSED)
VECTOR(hexadecimal_capital_g,  "0x0aG",           REFUSED)
VECTOR(hexadecimal_backquote,  "0x0a`",           REFUSED)
VECTOR(hexadecimal_g,          "0x0ag",           REFUSED)
VECTOR(hexadecimal_g_first,    "0xg",             REFUSED)
VECTOR(hexadecimal_space,      "0x0a ",           REFUSED)
VECTOR(hexadecimal_high_bit,   "0x0a\261",        REFUSED)
VECTOR(hexadecimal_byte_255,   "0x0a\377",       REFUSED)

/* Text that is no network. */
VECTOR(empty,                  "",                REFUSED)
VECTOR(dot_alone,              ".",               REFUSED)
VECTOR(dot_first,              ".10",             REFUSED)
VECTOR(dot_last,               "10.",             REFUSED)
VECTOR(dot_last_of_three,      "10.1.2.",         REFUSED)
VECTOR(dot_last_of_four,       "10.1.2.3.",       REFUSED)
VECTOR(dot_twice,              "10..1",           REFUSED)
VECTOR(first_part_too_big,     "256",             REFUSED)
VECTOR(second_part_too_big,    "10.256",          REFUSED)
VECTOR(third_part_too_big,     "10.1.256",        REFUSED)
VECTOR(fourth_part_too_big,    "10.1.2.256",      REFUSED)
VECTOR(part_past_2_to_32,      "4294967306",      REFUSED)
VECTOR(part_past_2_to_64,      "10.18446744073709551617", REFUSED)
VECTOR(minus_first,            "-10",             REFUSED)
VECTOR(plus_first,             "+10",             REFUSED)
VECTOR(plus_inside,            "10.+1",           REFUSED)
VECTOR(space_first,            " 10",             REFUSED)
VECTOR(space_inside,           "10. 1",           REFUSED)
VECTOR(space_last,             "10 ",             REFUSED)
VECTOR(newline_last,           "10\n",            REFUSED)
VECTOR(letter_first,           "a",               REFUSED)
VECTOR(letter_last,            "10x",             REFUSED)
VECTOR(letter_inside,          "10.a",            REFUSED)
VECTOR(colon_last,             "10:",             REFUSED)
VECTOR(comma_last,             "10,1",            REFUSED)
VECTOR(dash_last,              "10-",             REFUSED)
VECTOR(network_name,           "loopback",        REFUSED)
VECTOR(high_bit_digit,         "\261",            REFUSED)
VECTOR(high_bit_digit_later,   "10.\261",         REFUSED)
VECTOR(high_bit_digit_last,    "10\261",          REFUSED)

/* With room for fewer bytes, or more. Five parts are no network, and have no room in four. */
#define ROOM(name, text, size, ...) \
	CASE(inet_net_pton, name, ANYWHERE, __VA_ARGS__) { convert(AF_INET, text, size); }
#define TOO_LONG PROVES("inet_net_pton.EMSGSIZE.nsize"), LINUX("-1 EMSGSIZE")

ROOM(one_part_no_room,         "10",            0, TOO_LONG)
ROOM(one_part_fits,            "10",            1, IS("8 0a"))
ROOM(two_parts_no_room,        "10.1",          1, TOO_LONG)
ROOM(two_parts_fit,            "10.1",          2, IS("16 0a01"))
ROOM(three_parts_no_room,      "10.1.2",        2, TOO_LONG)
ROOM(four_parts_no_room,       "10.1.2.3",      3, TOO_LONG)
ROOM(class_b_no_room,          "172",           1, TOO_LONG)
ROOM(class_b_fits,             "172",           2, IS("16 ac00"))
ROOM(class_c_no_room,          "192.0",         2, TOO_LONG)
ROOM(class_d_fits,             "224",           1, IS("4 e0"))
ROOM(class_e_no_room,          "240",           3, TOO_LONG)
ROOM(bits_no_room,             "10/16",         1, TOO_LONG)
ROOM(bits_fit,                 "10/16",         2, IS("16 0a00"))
ROOM(one_bit_no_room,          "10/17",         2, TOO_LONG)
ROOM(one_bit_fits,             "10/17",         3, IS("17 0a0000"))
ROOM(hexadecimal_no_room,      "0x0a01",        1, TOO_LONG)
ROOM(hexadecimal_fits,         "0x0a01",        2, IS("16 0a01"))
ROOM(odd_digit_no_room,        "0x0a1",         1, TOO_LONG)
ROOM(odd_digit_fits,           "0x0a1",         2, IS("16 0a10"))
ROOM(hexadecimal_nowhere,      "0x0a",          0, TOO_LONG)
ROOM(more_room,                "10.1.2.3",      6, IS("32 0a010203eeee"))
ROOM(class_e_more_room,        "240",           6, IS("32 f0000000eeee"))
ROOM(five_parts,               "10.1.2.3.4",    4, LINUX("-1 ENOENT | -1 EMSGSIZE"))
ROOM(five_parts_more_room,     "10.1.2.3.4",    8, REFUSED)
ROOM(five_parts_bits,          "10.1.2.3.4/8",  8, REFUSED)
ROOM(ten_digits,               "0x0a01020304",  4, LINUX("-1 ENOENT | -1 EMSGSIZE"))

#define FAMILY(name, family, text, ...) \
	CASE(inet_net_pton, name, ANYWHERE, __VA_ARGS__) { convert(family, text, 16); }
#define UNKNOWN \
	PROVES("inet_net_pton.af inet_net_pton.EAFNOSUPPORT.af"), \
		DOCUMENT("-1 EAFNOSUPPORT"), LINUX("-1 EAFNOSUPPORT")

FAMILY(inet,              AF_INET,   "192.0.2.1", PROVES("inet_net_pton.af"),
	DOCUMENT("32 c0000201eeeeeeeeeeeeeeeeeeeeeeee"), LINUX("32 c0000201eeeeeeeeeeeeeeeeeeeeeeee"))
FAMILY(unix_family,       AF_UNIX,   "192.0.2.1", UNKNOWN)
FAMILY(unspecified,       AF_UNSPEC, "192.0.2.1", UNKNOWN)
FAMILY(negative_family,   -1,        "192.0.2.1", UNKNOWN)
FAMILY(unknown_no_text,   AF_UNIX,   "",          UNKNOWN)

/* IPv6, which the document promises and inet_net_pton(3) does not. */
#define IPV6(name, text, ...) \
	CASE(inet_net_pton, name, ANYWHERE, __VA_ARGS__, LINUX("-1 EAFNOSUPPORT")) \
	{ \
		convert(AF_INET6, text, 16); \
	}
#define PROMISED(result) \
	PROVES("inet_net_pton.af inet_net_pton.EAFNOSUPPORT.af"), DOCUMENT(result)
#define FAILS PROVES("inet_net_pton.EAFNOSUPPORT.af")

IPV6(ipv6,                     "2001:db8:1:2:3:4:5:6", PROMISED("128 20010db8000100020003000400050006"))
IPV6(ipv6_bits,                "2001:db8::/32",        PROMISED("32 20010db8000000000000000000000000"))
IPV6(ipv6_no_bits,             "::/0",                 PROMISED("0 00000000000000000000000000000000"))
IPV6(ipv6_all_bits,            "::1/128",              PROMISED("128 00000000000000000000000000000001"))
IPV6(ipv6_bits_too_many,       "::1/129",              FAILS)
IPV6(ipv6_letter_last,         "2001:db8::g",          FAILS)
IPV6(ipv6_two_gaps,            "2001::db8::",          FAILS)

CASE(inet_net_pton, ipv6_no_room,
	ANYWHERE, FAILS, LINUX("-1 EAFNOSUPPORT"))
{
	convert(AF_INET6, "2001:db8::1", 15);
}

/* What a failed call leaves behind. */
#define LEAVES(name, text, size) \
	CASE(inet_net_pton, name, ANYWHERE) \
	{ \
		unsigned char net[4]; \
\
		memset(net, 0xee, sizeof net); \
		observe(inet_net_pton(AF_INET, text, net, size)); \
		observe_bytes(net, sizeof net); \
	}

LEAVES(after_part_too_big,  "10.1.256", 4)
LEAVES(after_bits_too_many, "10.1/33",  4)
LEAVES(after_no_room,       "10.1.2",   2)

#include "fixture.h"

/* Before, behind and in the destination, so that what a call writes is seen. */
enum { POISON = 0xa5, MARGIN = 16 };

static size_t size_of_address(int family)
{
	return family == AF_INET ? sizeof(struct in_addr) : sizeof(struct in6_addr);
}

static int is_poison(const unsigned char *bytes, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (bytes[i] != POISON)
			return 0;
	return 1;
}

/* Leaves no zeros where the next call has its variables: one that it does not set is seen. */
static __attribute__((noinline)) void soil_stack(void)
{
	volatile unsigned char frame[512];

	for (size_t i = 0; i < sizeof frame; i++)
		frame[i] = POISON;
}

static void convert(int family, const char *text)
{
	unsigned char area[3 * MARGIN], *binary = area + MARGIN;
	size_t size = size_of_address(family);

	memset(area, POISON, sizeof area);
	soil_stack();
	int ret = inet_pton(family, text, binary);
	observe(ret);
	if (ret == 1)
		observe_bytes(binary, size);
	if (!is_poison(area, MARGIN) || !is_poison(binary + size, 2 * MARGIN - size))
		observe_word("wrote outside");
}

/* The text and the destination end where memory does: one byte more is a crash. */
static void convert_exactly(int family, const char *text)
{
	size_t size = size_of_address(family);
	unsigned char *binary = guarded(NULL, size);
	int ret = inet_pton(family, guarded(text, strlen(text) + 1), binary);

	observe(ret);
	if (ret == 1)
		observe_bytes(binary, size);
}

/* The destination after a call that did not succeed. */
static void fail_over(int family, const char *text)
{
	unsigned char binary[sizeof(struct in6_addr)];

	memset(binary, POISON, sizeof binary);
	observe(inet_pton(family, text, binary));
	observe_word(is_poison(binary, sizeof binary) ? "untouched" : "written");
}

#define VECTOR(name, family, text, ...) \
	CASE(inet_pton, name, ANYWHERE, __VA_ARGS__) { convert(family, text); }
#define EXACTLY(name, family, text, ...) \
	CASE(inet_pton, name, ANYWHERE, __VA_ARGS__) { convert_exactly(family, text); }
#define KEEPS(name, family, text) \
	CASE(inet_pton, name, ANYWHERE) { fail_over(family, text); }

#define CONVERTS(bytes) PROVES("inet_pton.text-to-binary"), ALL("1 " bytes)
#define FIXED(bug, bytes) PROVES("inet_pton.text-to-binary " bug), ALL("1 " bytes)
#define REFUSED POSIX("0"), LINUX("0") /* the document says nothing of malformed text */
#define UNSUPPORTED_FAMILY \
	PROVES("inet_pton.af inet_pton.EAFNOSUPPORT.af"), ALL("-1 EAFNOSUPPORT")

/* Four decimal octets. */
VECTOR(v4_in_order,      AF_INET, "1.2.3.4",         CONVERTS("01020304"))
VECTOR(v4_least,         AF_INET, "0.0.0.0",         FIXED("libnx-557", "00000000"))
VECTOR(v4_greatest,      AF_INET, "255.255.255.255", CONVERTS("ffffffff"))
VECTOR(v4_every_digit,   AF_INET, "103.245.67.89",   CONVERTS("67f54359"))
VECTOR(v4_digit_counts,  AF_INET, "9.10.99.100",     CONVERTS("090a6364"))
VECTOR(v4_high_bits,     AF_INET, "127.128.249.250", CONVERTS("7f80f9fa"))
VECTOR(v4_zero_last,     AF_INET, "192.0.2.0",       CONVERTS("c0000200"))
VECTOR(v4_nul_ends_text, AF_INET, "1.2.3.4\0.5",     CONVERTS("01020304"))

/* One to three decimal digits, POSIX says, and is read both ways for a zero in front. It never means octal. */
VECTOR(v4_leading_zero,           AF_INET, "010.1.2.3",       PROVES("BZ295 FreeRTOS-327 CVE-2021-29921 CVE-2021-29923"), POSIX("0 | 1 0a010203"))
VECTOR(v4_leading_zero_last,      AF_INET, "1.2.3.04",        PROVES("live:libevent-octal"), POSIX("0 | 1 01020304"))
VECTOR(v4_leading_zero_not_octal, AF_INET, "1.2.3.089",       POSIX("0 | 1 01020359"))
VECTOR(v4_double_zero,            AF_INET, "1.2.3.00",        POSIX("0 | 1 01020300"))
VECTOR(v4_three_digits_each,      AF_INET, "001.002.003.000", POSIX("0 | 1 01020300"))

/* Too large, or too long. */
VECTOR(v4_first_too_big,             AF_INET, "256.2.3.4",                  REFUSED)
VECTOR(v4_second_too_big,            AF_INET, "1.256.3.4",                  REFUSED)
VECTOR(v4_third_too_big,             AF_INET, "1.2.256.4",                  REFUSED)
VECTOR(v4_fourth_too_big,            AF_INET, "1.2.3.256",                  REFUSED)
VECTOR(v4_tens_too_big,              AF_INET, "1.2.3.260",                  REFUSED)
VECTOR(v4_hundreds_too_big,          AF_INET, "192.0.2.400",                PROVES("zephyr-84608"), REFUSED)
VECTOR(v4_past_2_to_9,               AF_INET, "1.2.3.513",                  REFUSED)
VECTOR(v4_greatest_three_digits,     AF_INET, "1.2.3.999",                  REFUSED)
VECTOR(v4_four_digits,               AF_INET, "1.2.3.1024",                 REFUSED)
VECTOR(v4_past_2_to_16,              AF_INET, "1.2.3.65540",                REFUSED)
VECTOR(v4_past_2_to_32,              AF_INET, "1.2.3.4294967300",           REFUSED)
VECTOR(v4_past_2_to_64,              AF_INET, "1.2.3.18446744073709551620", REFUSED)
VECTOR(v4_first_past_2_to_32,        AF_INET, "4294967297.2.3.4",           REFUSED)
VECTOR(v4_zeros_to_four_digits,      AF_INET, "0127.0.0.1",                 PROVES("CVE-2021-29922"), REFUSED)
VECTOR(v4_zeros_to_four_digits_last, AF_INET, "1.2.3.0004",                 REFUSED)
VECTOR(v4_many_zeros,                AF_INET, "192.168.00.00000000",        PROVES("rust-86964"), REFUSED)
VECTOR(v4_octal,                     AF_INET, "1.2.3.0400",                 REFUSED)

/* Too few octets, too many, or none between dots. */
VECTOR(v4_empty,               AF_INET, "",          REFUSED)
VECTOR(v4_dot_alone,           AF_INET, ".",         REFUSED)
VECTOR(v4_dots_alone,          AF_INET, "...",       REFUSED)
VECTOR(v4_one_part,            AF_INET, "1",         REFUSED)
VECTOR(v4_one_part_32_bits,    AF_INET, "16909060",  REFUSED)
VECTOR(v4_two_parts,           AF_INET, "1.2",       REFUSED)
VECTOR(v4_three_parts,         AF_INET, "1.2.3",     PROVES("live:c-ares-1.18.1-lenient"), REFUSED)
VECTOR(v4_three_parts_16_bits, AF_INET, "1.2.772",   REFUSED)
VECTOR(v4_five_parts,          AF_INET, "1.2.3.4.5", REFUSED)
VECTOR(v4_dot_first,           AF_INET, ".1.2.3.4",  REFUSED)
VECTOR(v4_dot_last,            AF_INET, "1.2.3.4.",  REFUSED)
VECTOR(v4_first_missing,       AF_INET, ".2.3.4",    REFUSED)
VECTOR(v4_second_missing,      AF_INET, "1..3.4",    REFUSED)
VECTOR(v4_third_missing,       AF_INET, "1.2..4",    REFUSED)
VECTOR(v4_dot_twice,           AF_INET, "1.2..3.4",  REFUSED)

/* Other characters. */
VECTOR(v4_blank_first,         AF_INET, " 1.2.3.4",       REFUSED)
VECTOR(v4_blank_last,          AF_INET, "1.2.3.4 ",       REFUSED)
VECTOR(v4_blank_within,        AF_INET, "1. 2.3.4",       REFUSED)
VECTOR(v4_blank_before_dot,    AF_INET, "1 .2.3.4",       REFUSED)
VECTOR(v4_tab_first,           AF_INET, "\t1.2.3.4",      REFUSED)
VECTOR(v4_newline_last,        AF_INET, "1.2.3.4\n",      REFUSED)
VECTOR(v4_second_word,         AF_INET, "1.2.3.4 five",   REFUSED)
VECTOR(v4_plus_first,          AF_INET, "+1.2.3.4",       REFUSED)
VECTOR(v4_plus_last,           AF_INET, "1.2.3.+4",       REFUSED)
VECTOR(v4_minus_first,         AF_INET, "-1.2.3.4",       REFUSED)
VECTOR(v4_minus_last,          AF_INET, "1.2.3.-4",       REFUSED)
VECTOR(v4_hexadecimal,         AF_INET, "0x1.2.3.4",      REFUSED)
VECTOR(v4_hexadecimal_last,    AF_INET, "1.2.3.0x4",      REFUSED)
VECTOR(v4_hexadecimal_word,    AF_INET, "0x01020304",     REFUSED)
VECTOR(v4_hex_digit,           AF_INET, "1.2.3.a",        REFUSED)
VECTOR(v4_hex_digit_behind,    AF_INET, "1.2.3.4a",       REFUSED)
VECTOR(v4_letter_first,        AF_INET, "x.2.3.4",        REFUSED)
VECTOR(v4_before_digits_last,  AF_INET, "1.2.3.4/",       REFUSED)
VECTOR(v4_before_digits,       AF_INET, "1.2.3./",        REFUSED)
VECTOR(v4_behind_digits,       AF_INET, "1.2.3.:",        REFUSED)
VECTOR(v4_prefix,              AF_INET, "1.2.3.4/8",      PROVES("live:c-ares-1.18.1-lenient"), REFUSED)
VECTOR(v4_port,                AF_INET, "1.2.3.4:80",     REFUSED)
VECTOR(v4_zone,                AF_INET, "127.0.0.1%lo",   REFUSED)
VECTOR(v4_bracketed,           AF_INET, "[1.2.3.4]",      REFUSED)
VECTOR(v4_commas,              AF_INET, "1,2,3,4",        REFUSED)
VECTOR(v4_comma_last,          AF_INET, "1.2.3,4",        REFUSED)
VECTOR(v4_digit_with_high_bit, AF_INET, "1.2.3.\264",     REFUSED)
VECTOR(v4_dot_with_high_bit,   AF_INET, "1.2.3\256" "4",  REFUSED)
VECTOR(v4_arabic_digit,        AF_INET, "1.2.3.\331\244", REFUSED)
VECTOR(v4_byte_255_last,       AF_INET, "1.2.3.4\377",    REFUSED)

/* Text of the other family. */
VECTOR(v4_loopback_of_v6, AF_INET,  "::1",            REFUSED)
VECTOR(v4_mapped_in_v6,   AF_INET,  "::ffff:1.2.3.4", REFUSED)
VECTOR(v6_of_v4,          AF_INET6, "1.2.3.4",        REFUSED)

/* Eight groups. */
VECTOR(v6_in_order,      AF_INET6, "1:2:3:4:5:6:7:8",                         CONVERTS("00010002000300040005000600070008"))
VECTOR(v6_four_digits,   AF_INET6, "0123:4567:89ab:cdef:fedc:ba98:7654:3210", CONVERTS("0123456789abcdeffedcba9876543210"))
VECTOR(v6_capitals,      AF_INET6, "ABCD:EF01:2345:6789:FEDC:BA:9:8000",      CONVERTS("abcdef0123456789fedc00ba00098000"))
VECTOR(v6_greatest,      AF_INET6, "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", CONVERTS("ffffffffffffffffffffffffffffffff"))
VECTOR(v6_digit_counts,  AF_INET6, "1:12:123:1234:a:ab:abc:abcd",             CONVERTS("0001001201231234000a00ab0abcabcd"))
VECTOR(v6_leading_zeros, AF_INET6, "0001:002:03:0400:0050:006:00:0000",       CONVERTS("00010002000304000050000600000000"))
VECTOR(v6_zeros,         AF_INET6, "0:0:0:0:0:0:0:0",                         CONVERTS("00000000000000000000000000000000"))
VECTOR(v6_zeros_within,  AF_INET6, "1:0:0:0:0:0:0:8",                         CONVERTS("00010000000000000000000000000008"))
VECTOR(v6_nul_ends_text, AF_INET6, "1:2:3:4:5:6:7:8\0:9",                     CONVERTS("00010002000300040005000600070008"))

/* "::" in every place, for one group and for more. */
VECTOR(v6_unspecified,       AF_INET6, "::",              CONVERTS("00000000000000000000000000000000"))
VECTOR(v6_loopback,          AF_INET6, "::1",             CONVERTS("00000000000000000000000000000001"))
VECTOR(v6_first_alone,       AF_INET6, "1::",             CONVERTS("00010000000000000000000000000000"))
VECTOR(v6_first_and_last,    AF_INET6, "1::8",            CONVERTS("00010000000000000000000000000008"))
VECTOR(v6_gap_for_first,     AF_INET6, "::2:3:4:5:6:7:8", CONVERTS("00000002000300040005000600070008"))
VECTOR(v6_gap_for_second,    AF_INET6, "1::3:4:5:6:7:8",  CONVERTS("00010000000300040005000600070008"))
VECTOR(v6_gap_for_third,     AF_INET6, "1:2::4:5:6:7:8",  CONVERTS("00010002000000040005000600070008"))
VECTOR(v6_gap_for_fourth,    AF_INET6, "1:2:3::5:6:7:8",  CONVERTS("00010002000300000005000600070008"))
VECTOR(v6_gap_for_fifth,     AF_INET6, "1:2:3:4::6:7:8",  CONVERTS("00010002000300040000000600070008"))
VECTOR(v6_gap_for_sixth,     AF_INET6, "1:2:3:4:5::7:8",  CONVERTS("00010002000300040005000000070008"))
VECTOR(v6_gap_for_seventh,   AF_INET6, "1:2:3:4:5:6::8",  CONVERTS("00010002000300040005000600000008"))
VECTOR(v6_gap_for_eighth,    AF_INET6, "1:2:3:4:5:6:7::", CONVERTS("00010002000300040005000600070000"))
VECTOR(v6_gap_for_first_two, AF_INET6, "::3:4:5:6:7:8",   CONVERTS("00000000000300040005000600070008"))
VECTOR(v6_gap_for_last_two,  AF_INET6, "1:2:3:4:5:6::",   CONVERTS("00010002000300040005000600000000"))
VECTOR(v6_gap_in_the_middle, AF_INET6, "1:2:3::7:8",      CONVERTS("00010002000300000000000000070008"))
VECTOR(v6_gap_behind_one,    AF_INET6, "fe80::1:2:3:4",   CONVERTS("fe800000000000000001000200030004"))
VECTOR(v6_gap_before_one,    AF_INET6, "1:2:3:4:5::8",    CONVERTS("00010002000300040005000000000008"))
VECTOR(v6_gap_behind_zero,   AF_INET6, "0::1",            CONVERTS("00000000000000000000000000000001"))
VECTOR(v6_gap_before_zero,   AF_INET6, "1::0",            CONVERTS("00010000000000000000000000000000"))
VECTOR(v6_gap_and_capitals,  AF_INET6, "2001:DB8::ABCD",  CONVERTS("20010db800000000000000000000abcd"))

/* The last four bytes as decimal octets. */
VECTOR(v6_tail,               AF_INET6, "1:2:3:4:5:6:7.8.9.10",           CONVERTS("0001000200030004000500060708090a"))
VECTOR(v6_tail_greatest,      AF_INET6, "1:2:3:4:5:6:255.255.255.255",    CONVERTS("000100020003000400050006ffffffff"))
VECTOR(v6_tail_of_zeros,      AF_INET6, "1:2:3:4:5:6:0.0.0.0",            CONVERTS("00010002000300040005000600000000"))
VECTOR(v6_tail_alone,         AF_INET6, "::1.2.3.4",                      FIXED("musl-7e13e5ae", "00000000000000000000000001020304"))
VECTOR(v6_tail_mapped,        AF_INET6, "::FFFF:212.204.101.210",         FIXED("lwIP-2837bb31", "00000000000000000000ffffd4cc65d2"))
VECTOR(v6_tail_mapped_whole,  AF_INET6, "0:0:0:0:0:ffff:204.152.189.116", CONVERTS("00000000000000000000ffffcc98bd74"))
VECTOR(v6_tail_behind_gap,    AF_INET6, "64:ff9b::192.0.2.33",            CONVERTS("0064ff9b0000000000000000c0000221"))
VECTOR(v6_tail_gap_for_first, AF_INET6, "::2:3:4:5:6:7.8.9.10",           CONVERTS("0000000200030004000500060708090a"))
VECTOR(v6_tail_gap_within,    AF_INET6, "1:2::5:6:7.8.9.10",              CONVERTS("0001000200000000000500060708090a"))
VECTOR(v6_tail_gap_for_sixth, AF_INET6, "1:2:3:4:5::7.8.9.10",            CONVERTS("0001000200030004000500000708090a"))
VECTOR(v6_tail_three_digits,  AF_INET6, "::123.45.67.89",                 CONVERTS("0000000000000000000000007b2d4359"))

/* Of leading zeros there, POSIX does not speak; an octal 010 would be 8. */
VECTOR(v6_tail_leading_zero,       AF_INET6, "::1.2.3.010", POSIX("0 | 1 0000000000000000000000000102030a"))
VECTOR(v6_tail_leading_zero_first, AF_INET6, "::010.2.3.4", POSIX("0 | 1 0000000000000000000000000a020304"))

/* Too few groups, or too many. */
VECTOR(v6_empty,               AF_INET6, "",                                REFUSED)
VECTOR(v6_one_group,           AF_INET6, "1",                               REFUSED)
VECTOR(v6_six_groups,          AF_INET6, "1:2:3:4:5:6",                     REFUSED)
VECTOR(v6_seven_groups,        AF_INET6, "1:2:3:4:5:6:7",                   REFUSED)
VECTOR(v6_nine_groups,         AF_INET6, "1:2:3:4:5:6:7:8:9",               REFUSED)
VECTOR(v6_sixteen_groups,      AF_INET6, "1:2:3:4:5:6:7:8:9:a:b:c:d:e:f:0", REFUSED)
VECTOR(v6_gap_for_none,        AF_INET6, "1:2:3:4::5:6:7:8",                REFUSED)
VECTOR(v6_gap_for_none_first,  AF_INET6, "::1:2:3:4:5:6:7:8",               REFUSED)
VECTOR(v6_gap_for_none_last,   AF_INET6, "1:2:3:4:5:6:7:8::",               REFUSED)
VECTOR(v6_nine_groups_and_gap, AF_INET6, "1:2:3:4:5:6:7::8:9",              PROVES("lwIP-73660f77"), REFUSED)

/* Colons where none may stand. */
VECTOR(v6_colon_alone,           AF_INET6, ":",                 REFUSED)
VECTOR(v6_three_colons,          AF_INET6, ":::",               PROVES("lwIP-0621e8d1"), REFUSED)
VECTOR(v6_four_colons,           AF_INET6, "::::",              REFUSED)
VECTOR(v6_eight_colons,          AF_INET6, "::::::::",          REFUSED)
VECTOR(v6_colon_first_of_seven,  AF_INET6, ":2:3:4:5:6:7:8",    REFUSED)
VECTOR(v6_colon_first_of_eight,  AF_INET6, ":1:2:3:4:5:6:7:8",  REFUSED)
VECTOR(v6_colon_last_of_seven,   AF_INET6, "1:2:3:4:5:6:7:",    REFUSED)
VECTOR(v6_colon_last_of_eight,   AF_INET6, "1:2:3:4:5:6:7:8:",  REFUSED)
VECTOR(v6_colon_first_with_gap,  AF_INET6, ":1::8",             REFUSED)
VECTOR(v6_colon_last_with_gap,   AF_INET6, "1::8:",             REFUSED)
VECTOR(v6_colon_behind_gap,      AF_INET6, "1:::8",             REFUSED)
VECTOR(v6_three_colons_first,    AF_INET6, ":::1",              REFUSED)
VECTOR(v6_three_colons_last,     AF_INET6, "1:::",              REFUSED)
VECTOR(v6_two_gaps,              AF_INET6, "1::3::8",           REFUSED)
VECTOR(v6_two_gaps_at_the_ends,  AF_INET6, "::1::",             REFUSED)
VECTOR(v6_two_gaps_eight_groups, AF_INET6, "1::2:3:4:5:6:7::8", REFUSED)

/* Groups of more than four digits. */
VECTOR(v6_five_digits,                AF_INET6, "::12345",                          REFUSED)
VECTOR(v6_five_digits_first,          AF_INET6, "12345::",                          REFUSED)
VECTOR(v6_past_16_bits,               AF_INET6, "::10001",                          REFUSED)
VECTOR(v6_zero_of_five_digits,        AF_INET6, "00000::",                          REFUSED)
VECTOR(v6_zeros_to_five_digits,       AF_INET6, "2001:db8:00001::f",                PROVES("BZ16637"), REFUSED)
VECTOR(v6_zeros_to_five_digits_first, AF_INET6, "00001::",                          PROVES("musl-78f88915b"), REFUSED)
VECTOR(v6_zeros_to_five_digits_last,  AF_INET6, "1:2:3:4:5:6:7:00008",              REFUSED)
VECTOR(v6_past_32_bits,               AF_INET6, "::100000001",                      REFUSED)
VECTOR(v6_one_number,                 AF_INET6, "20010db8000000000000000000000001", REFUSED)

/* Other characters. */
VECTOR(v6_letter_g,             AF_INET6, "::g",                 REFUSED)
VECTOR(v6_capital_g,            AF_INET6, "::G",                 REFUSED)
VECTOR(v6_before_letters,       AF_INET6, "::`",                 REFUSED)
VECTOR(v6_before_capitals,      AF_INET6, "::@",                 REFUSED)
VECTOR(v6_before_digits,        AF_INET6, "::/",                 REFUSED)
VECTOR(v6_before_digits_last,   AF_INET6, "::1/",                REFUSED)
VECTOR(v6_behind_digits,        AF_INET6, "::;",                 REFUSED)
VECTOR(v6_letter_behind_group,  AF_INET6, "a:b:c:d:0:1:2:3z",    REFUSED)
VECTOR(v6_letter_within_group,  AF_INET6, "1:2:3:4:5:6:7g7:8",   REFUSED)
VECTOR(v6_letter_first,         AF_INET6, "x::1",                REFUSED)
VECTOR(v6_digit_with_high_bit,  AF_INET6, "::\261",              REFUSED)
VECTOR(v6_letter_with_high_bit, AF_INET6, "::\341",              REFUSED)
VECTOR(v6_colon_with_high_bit,  AF_INET6, ":\272" "1",           REFUSED)
VECTOR(v6_byte_255,            AF_INET6, "::\377",              REFUSED)
VECTOR(v6_byte_255_last,       AF_INET6, "::1\377",             REFUSED)
VECTOR(v6_hexadecimal,          AF_INET6, "::0x1",               REFUSED)
VECTOR(v6_plus,                 AF_INET6, "::+1",                REFUSED)
VECTOR(v6_minus,                AF_INET6, "::-1",                REFUSED)
VECTOR(v6_blank_first,          AF_INET6, " ::1",                REFUSED)
VECTOR(v6_blank_last,           AF_INET6, "::1 ",                REFUSED)
VECTOR(v6_blank_within,         AF_INET6, ":: 1",                REFUSED)
VECTOR(v6_newline_last,         AF_INET6, "::1\n",               REFUSED)
VECTOR(v6_newline_behind_gap,   AF_INET6, "1::\n",               REFUSED)
VECTOR(v6_zone,                 AF_INET6, "fe80::1%lo",          REFUSED)
VECTOR(v6_zone_number,          AF_INET6, "fe80::1%1",           REFUSED)
VECTOR(v6_zone_empty,           AF_INET6, "fe80::1%",            REFUSED)
VECTOR(v6_zone_unknown,         AF_INET6, "::0%bad",             PROVES("libuv-1313"), REFUSED)
VECTOR(v6_zone_behind_tail,     AF_INET6, "fe80::1.2.3.4%eth0",  PROVES("libuv-4fac9427e"), REFUSED)
VECTOR(v6_prefix,               AF_INET6, "::/0",                PROVES("live:c-ares-1.18.1-lenient"), REFUSED)
VECTOR(v6_prefix_behind_groups, AF_INET6, "1:2:3:4:5:6:7:8/128", REFUSED)
VECTOR(v6_bracketed,            AF_INET6, "[::1]",               REFUSED)
VECTOR(v6_bracketed_port,       AF_INET6, "[::1]:80",            REFUSED)
VECTOR(v6_dots,                 AF_INET6, "1.2.3.4.5.6.7.8",     REFUSED)
VECTOR(v6_dot_behind_gap,       AF_INET6, "::.",                 REFUSED)

/* A tail that is no IPv4 address. */
VECTOR(v6_tail_one_octet,         AF_INET6, "::1.",            REFUSED)
VECTOR(v6_tail_two_octets,        AF_INET6, "1:2:3:4:5:6:7.8", REFUSED)
VECTOR(v6_tail_three_octets,      AF_INET6, "::1.2.3",         PROVES("live:c-ares-1.18.1-lenient"), REFUSED)
VECTOR(v6_tail_five_octets,       AF_INET6, "::1.2.3.4.5",     REFUSED)
VECTOR(v6_tail_dot_first,         AF_INET6, "::.1.2.3",        REFUSED)
VECTOR(v6_tail_dot_last,          AF_INET6, "::1.2.3.4.",      REFUSED)
VECTOR(v6_tail_octet_missing,     AF_INET6, "::1..3.4",        REFUSED)
VECTOR(v6_tail_first_too_big,     AF_INET6, "::256.2.3.4",     REFUSED)
VECTOR(v6_tail_last_too_big,      AF_INET6, "::1.2.3.256",     REFUSED)
VECTOR(v6_tail_four_digits,       AF_INET6, "::1.2.3.0004",    REFUSED)
VECTOR(v6_tail_four_digits_first, AF_INET6, "::1234.2.3.4",    REFUSED)
VECTOR(v6_tail_hex_digit_first,   AF_INET6, "::a.2.3.4",       REFUSED)
VECTOR(v6_tail_hex_digit_last,    AF_INET6, "::1.2.3.a",       REFUSED)
VECTOR(v6_tail_blank_last,        AF_INET6, "::1.2.3.4 ",      REFUSED)
VECTOR(v6_tail_prefix,            AF_INET6, "::1.2.3.4/96",    REFUSED)

/* A tail in the wrong place. */
VECTOR(v6_tail_first,                AF_INET6, "1.2.3.4::",               REFUSED)
VECTOR(v6_tail_first_then_group,     AF_INET6, "1.2.3.4:5:6:7:8:9:a",     REFUSED)
VECTOR(v6_tail_before_group,         AF_INET6, "::1.2.3.4:5",             REFUSED)
VECTOR(v6_tail_before_colon,         AF_INET6, "::1.2.3.4:",              REFUSED)
VECTOR(v6_tail_before_gap,           AF_INET6, "1:2:3:4:1.2.3.4::",       REFUSED)
VECTOR(v6_tail_behind_colon,         AF_INET6, ":1.2.3.4",                REFUSED)
VECTOR(v6_tail_behind_five_groups,   AF_INET6, "1:2:3:4:5:1.2.3.4",       REFUSED)
VECTOR(v6_tail_behind_seven_groups,  AF_INET6, "1:2:3:4:5:6:7:1.2.3.4",   REFUSED)
VECTOR(v6_tail_behind_eight_groups,  AF_INET6, "1:2:3:4:5:6:7:8:1.2.3.4", REFUSED)
VECTOR(v6_tail_gap_for_none,         AF_INET6, "1:2:3::4:5:6:7.8.9.10",   REFUSED)
VECTOR(v6_tail_gap_for_none_last,    AF_INET6, "1:2:3:4:5:6::7.8.9.10",   REFUSED)
VECTOR(v6_tail_seven_groups_and_gap, AF_INET6, "::1:2:3:4:5:6:7:1.2.3.4", REFUSED)
VECTOR(v6_tail_and_two_gaps,         AF_INET6, "::1::1.2.3.4",            REFUSED)
VECTOR(v6_two_tails,                 AF_INET6, "::1.2.3.4:1.2.3.4",       REFUSED)

/* Not a byte is read behind the text's NUL, and none is written behind the address. */
EXACTLY(v4_text_at_end,                  AF_INET,  "255.255.255.255",                      CONVERTS("ffffffff"))
EXACTLY(v4_empty_at_end,                 AF_INET,  "",                                     REFUSED)
EXACTLY(v4_three_parts_at_end,           AF_INET,  "1.2.3",                                PROVES("musl-78f88915a"), REFUSED)
EXACTLY(v4_dot_last_at_end,              AF_INET,  "1.2.3.",                               PROVES("musl-78f88915a"), REFUSED)
EXACTLY(v4_five_parts_at_end,            AF_INET,  "1.2.3.4.5",                            REFUSED)
EXACTLY(v6_destination_at_end,           AF_INET6, "::1",                                  FIXED("lwIP-51195", "00000000000000000000000000000001"))
EXACTLY(v6_text_at_end,                  AF_INET6, "1:2:3:4:5:6:7:8",                      CONVERTS("00010002000300040005000600070008"))
EXACTLY(v6_gap_at_end,                   AF_INET6, "1::",                                  CONVERTS("00010000000000000000000000000000"))
EXACTLY(v6_tail_at_end,                  AF_INET6, "1:2:3:4:5:6:7.8.9.10",                 CONVERTS("0001000200030004000500060708090a"))
EXACTLY(v6_empty_at_end,                 AF_INET6, "",                                     REFUSED)
EXACTLY(v6_colon_at_end,                 AF_INET6, ":",                                    REFUSED)
EXACTLY(v6_colon_last_at_end,            AF_INET6, "1:2:3:4:5:6:7:",                       REFUSED)
EXACTLY(v6_tail_dot_last_at_end,         AF_INET6, "::1.2.3.",                             REFUSED)
EXACTLY(v6_nine_groups_at_end,           AF_INET6, "1:2:3:4:5:6:7:8:9",                    REFUSED)
EXACTLY(v6_seven_groups_and_tail_at_end, AF_INET6, "1:2:3:4:5:6:7:1.2.3.4",                REFUSED)
EXACTLY(v6_eighteen_groups_and_gap,      AF_INET6, "1:2:3:4:5:6:7::8:9:a:b:c:d:e:f:0:1:2", PROVES("CVE-2015-1817"), REFUSED)

/* Texts far longer than any address: a page of them. */
static void convert_long(int family, const char *head, const char *piece)
{
	static char text[4096];
	size_t used = strlen(head), step = strlen(piece);

	memcpy(text, head, used);
	for (; used + step < sizeof text; used += step)
		memcpy(text + used, piece, step);
	convert_exactly(family, text);
}

#define LONG(name, family, head, piece) \
	CASE(inet_pton, name, ANYWHERE, REFUSED) { convert_long(family, head, piece); }

LONG(v4_endless_digits,         AF_INET,  "1.2.3.", "1")
LONG(v4_endless_zeros,          AF_INET,  "1.2.3.", "0")
LONG(v4_endless_octets,         AF_INET,  "1",      ".1")
LONG(v6_endless_digits,         AF_INET6, "::",     "f")
LONG(v6_endless_zeros,          AF_INET6, "::",     "0")
LONG(v6_endless_groups,         AF_INET6, "1",      ":1")
LONG(v6_endless_groups_and_gap, AF_INET6, "1:",     ":1")
LONG(v6_endless_colons,         AF_INET6, ":",      ":")
LONG(v6_endless_tail,           AF_INET6, "::1",    ".1")

/* Families. */
VECTOR(no_family,              AF_UNSPEC,          "1.2.3.4", UNSUPPORTED_FAMILY)
VECTOR(unix_family,            AF_UNIX,            "1.2.3.4", UNSUPPORTED_FAMILY)
VECTOR(family_between,         AF_INET + 1,        "1.2.3.4", UNSUPPORTED_FAMILY)
VECTOR(family_before_v6,       AF_INET6 - 1,       "::1",     UNSUPPORTED_FAMILY)
VECTOR(family_behind_v6,       AF_INET6 + 1,       "::1",     UNSUPPORTED_FAMILY)
VECTOR(negative_family,        -1,                 "1.2.3.4", UNSUPPORTED_FAMILY)
VECTOR(v4_family_past_8_bits,  AF_INET + 0x100,    "1.2.3.4", UNSUPPORTED_FAMILY)
VECTOR(v4_family_past_16_bits, AF_INET + 0x10000,  "1.2.3.4", UNSUPPORTED_FAMILY)
VECTOR(v6_family_past_16_bits, AF_INET6 + 0x10000, "::1",     UNSUPPORTED_FAMILY)

/* POSIX lets dst be any buffer: it need not be aligned. */
CASE(inet_pton, v4_unaligned,
	ANYWHERE, POSIX("1 01020304"))
{
	char room[8];

	observe(inet_pton(AF_INET, "1.2.3.4", room + 1));
	observe_bytes(room + 1, 4);
}

CASE(inet_pton, v6_unaligned,
	ANYWHERE, POSIX("1 00010002000300040005000600070008"))
{
	char room[24];

	observe(inet_pton(AF_INET6, "1:2:3:4:5:6:7:8", room + 1));
	observe_bytes(room + 1, 16);
}

/* What no authority says: whether a call that fails writes, or changes errno. */
KEEPS(v4_fails_at_first,    AF_INET,  "x.2.3.4")
KEEPS(v4_fails_at_last,     AF_INET,  "1.2.3.256")
KEEPS(v4_fails_behind_last, AF_INET,  "1.2.3.4 ")
KEEPS(v6_fails_at_first,    AF_INET6, "x::1")
KEEPS(v6_fails_at_last,     AF_INET6, "1:2:3:4:5:6:7:g")
KEEPS(v6_fails_behind_last, AF_INET6, "1:2:3:4:5:6:7:8 ")
KEEPS(v6_fails_behind_gap,  AF_INET6, "1::8g")
KEEPS(v6_fails_in_tail,     AF_INET6, "1:2:3:4:5:6:7.8.9.256")
KEEPS(family_fails,         AF_UNIX,  "1.2.3.4")

CASE(inet_pton, malformed_text_and_errno,
	ANYWHERE)
{
	char binary[16];
	errno = EDOM;
	int ret = inet_pton(AF_INET, "1.2.3", binary);

	observe_errno(errno);
	observe(ret);
}

CASE(inet_pton, errno_never_zero,
	ANYWHERE, POSIX("1 0 not zero"), LINUX("1 0 not zero"))
{
	char binary[16];
	errno = EDOM;
	int good = inet_pton(AF_INET6, "::1", binary), bad = inet_pton(AF_INET6, "", binary);
	int error = errno;

	observe(good);
	observe(bad);
	observe_word(error ? "not zero" : "zero");
}

#include "fixture.h"

static void convert(const char *text)
{
	struct in_addr addr;
	int ret = inet_aton(guarded(text, strlen(text) + 1), &addr);

	observe(ret);
	if (ret == 1)
		observe_bytes(&addr, sizeof addr);
}

#define VECTOR(name, text, ...) \
	CASE(inet_aton, name, ANYWHERE, __VA_ARGS__) { convert(text); }
#define CONVERTS(bytes) PROVES("inet_aton.signature"), DOCUMENT("1 " bytes), LINUX("1 " bytes)
#define IS(bytes) LINUX("1 " bytes)
#define REFUSED LINUX("0")

/* a.b.c.d: a byte each. */
VECTOR(four_parts,               "192.0.2.1",       CONVERTS("c0000201"))
VECTOR(four_parts_in_order,      "1.2.3.4",         PROVES("inet_aton.signature musl-7b5beabc"),
	DOCUMENT("1 01020304"), LINUX("1 01020304"))
VECTOR(four_parts_least,         "0.0.0.0",         CONVERTS("00000000"))
VECTOR(four_parts_greatest,      "255.255.255.255", CONVERTS("ffffffff"))
VECTOR(first_of_four_too_big,    "256.2.3.4",       REFUSED)
VECTOR(second_of_four_too_big,   "1.256.3.4",       REFUSED)
VECTOR(third_of_four_too_big,    "1.2.256.4",       REFUSED)
VECTOR(fourth_of_four_too_big,   "1.2.3.256",       REFUSED)

/* a.b.c: c is 16 bits. */
VECTOR(three_parts,              "1.2.3",           IS("01020003"))
VECTOR(third_of_three_past_byte, "1.2.256",         IS("01020100"))
VECTOR(third_of_three_greatest,  "1.2.65535",       IS("0102ffff"))
VECTOR(third_of_three_too_big,   "1.2.65536",       REFUSED)
VECTOR(first_of_three_too_big,   "256.2.3",         REFUSED)
VECTOR(second_of_three_too_big,  "1.256.1",         PROVES("lwIP-46072"), REFUSED)

/* a.b: b is 24 bits. */
VECTOR(two_parts,                "1.2",             IS("01000002"))
VECTOR(second_of_two_past_word,  "1.65536",         IS("01010000"))
VECTOR(second_of_two_greatest,   "1.16777215",      IS("01ffffff"))
VECTOR(second_of_two_too_big,    "1.16777216",      REFUSED)
VECTOR(first_of_two_too_big,     "256.1",           PROVES("lwIP-46072"), REFUSED)

/* a: 32 bits. */
VECTOR(one_part,                 "3221225985",      IS("c0000201"))
VECTOR(one_part_least,           "0",               IS("00000000"))
VECTOR(one_part_past_24_bits,    "16777216",        IS("01000000"))
VECTOR(one_part_greatest,        "4294967295",      IS("ffffffff"))
VECTOR(one_part_too_big,         "4294967296",      REFUSED)

/* Numbers that a counter of 32 or 64 bits, or a signed one, would take for smaller ones. */
VECTOR(past_2_to_32,             "4294967297",      REFUSED)
VECTOR(past_2_to_33,             "8589934593",      REFUSED)
VECTOR(past_2_to_63,             "9223372036854775809",  REFUSED)
VECTOR(below_2_to_64,            "18446744073709551615", REFUSED)
VECTOR(past_2_to_64,             "18446744073709551617", REFUSED)
VECTOR(past_2_to_128,            "340282366920938463463374607431768211457", REFUSED)
VECTOR(first_past_2_to_32,       "4294967297.2.3.4", REFUSED)
VECTOR(last_past_2_to_32,        "1.2.3.4294967300", REFUSED)
VECTOR(last_past_2_to_64,        "1.2.3.18446744073709551620", REFUSED)
VECTOR(second_past_2_to_32,      "1.4294967298",    REFUSED)
VECTOR(third_past_2_to_32,       "1.2.4294967299",  REFUSED)
VECTOR(octal_past_2_to_64,       "02000000000000000000001", REFUSED)
VECTOR(hexadecimal_past_2_to_64, "0x10000000000000001", REFUSED)

/* Octal, by a leading 0. */
VECTOR(octal,                    "010.020.030.040", IS("08101820"))
VECTOR(octal_every_digit,        "01.023.045.067",  IS("01132537"))
VECTOR(octal_zero_alone,         "1.0.00.000",      IS("01000000"))
VECTOR(octal_greatest_bytes,     "0377.0377.0377.0377", IS("ffffffff"))
VECTOR(octal_byte_too_big,       "1.2.3.0400",      REFUSED)
VECTOR(octal_word_greatest,      "1.2.0177777",     IS("0102ffff"))
VECTOR(octal_one_part_greatest,  "037777777777",    IS("ffffffff"))
VECTOR(octal_one_part_too_big,   "040000000000",    REFUSED)
VECTOR(octal_last_part,          "226.000.000.037", IS("e200001f"))
VECTOR(octal_many_zeros,         "0000000000000000000000000000177.1", IS("7f000001"))
VECTOR(octal_digit_8,            "08.0.0.1",        PROVES("lwIP-2e175a23"), REFUSED)
VECTOR(octal_digit_9,            "09.0.0.1",        PROVES("lwIP-2e175a23"), REFUSED)
VECTOR(octal_digit_8_later,      "018.0.0.1",       REFUSED)
VECTOR(octal_digit_8_at_end,     "1.2.3.08",        REFUSED)
VECTOR(octal_digit_letter,       "01a.2.3.4",       REFUSED)

/* Hexadecimal, by a leading 0x or 0X. */
VECTOR(hexadecimal,              "0x7f.1",          IS("7f000001"))
VECTOR(hexadecimal_capital_x,    "0X7F.0X1",        IS("7f000001"))
VECTOR(hexadecimal_lower_digits, "0xab.0xcd.0xef.0x9", IS("abcdef09"))
VECTOR(hexadecimal_upper_digits, "0xAB.0xCD.0xEF.0x9", IS("abcdef09"))
VECTOR(hexadecimal_every_number, "0x01234567",      IS("01234567"))
VECTOR(hexadecimal_high_numbers, "0x89abcdef",      IS("89abcdef"))
VECTOR(hexadecimal_greatest,     "0xffffffff",      IS("ffffffff"))
VECTOR(hexadecimal_too_big,      "0x100000000",     REFUSED)
VECTOR(hexadecimal_byte_too_big, "1.2.3.0x100",     REFUSED)
VECTOR(hexadecimal_word_too_big, "1.2.0x10000",     REFUSED)
VECTOR(hexadecimal_many_zeros,   "0x00000000000000000000007f.1", IS("7f000001"))
VECTOR(hexadecimal_zero,         "0x0.0x0.0x0.0x0", IS("00000000"))
VECTOR(hexadecimal_no_digit,     "0x",              REFUSED)
VECTOR(hexadecimal_no_first,     "0x.1.2.3",        REFUSED)
VECTOR(hexadecimal_no_last,      "1.2.3.0x",        REFUSED)
VECTOR(hexadecimal_twice,        "0x0x7f",          REFUSED)
VECTOR(hexadecimal_two_zeros,    "00x7f",           REFUSED)
VECTOR(hexadecimal_one_before_x, "1x7f",            REFUSED)
VECTOR(hexadecimal_no_zero,      "x7f.1",           REFUSED)
VECTOR(hexadecimal_no_prefix,    "7f.0.0.1",        REFUSED)
VECTOR(hexadecimal_letter_first, "f.0.0.1",         REFUSED)
VECTOR(hexadecimal_slash,        "0x1/",            REFUSED)
VECTOR(hexadecimal_colon,        "0x1:",            REFUSED)
VECTOR(hexadecimal_at,           "0x1@",            REFUSED)
VECTOR(hexadecimal_capital_g,    "0x1G",            REFUSED)
VECTOR(hexadecimal_backquote,    "0x1`",            REFUSED)
VECTOR(hexadecimal_g,            "0x1g",            REFUSED)
VECTOR(hexadecimal_signed,       "0x-1",            REFUSED)
VECTOR(three_bases,              "0x7f.0.010.9",    IS("7f000809"))
VECTOR(decimal_every_digit,      "123.45.67.89",    IS("7b2d4359"))

/* Dots. */
VECTOR(empty,                    "",                REFUSED)
VECTOR(dot_alone,                ".",               REFUSED)
VECTOR(dots_alone,               "...",             REFUSED)
VECTOR(dot_first,                ".1.2.3",          REFUSED)
VECTOR(dot_last_of_one,          "1.",              REFUSED)
VECTOR(dot_last_of_two,          "1.2.",            REFUSED)
VECTOR(dot_last_of_three,        "1.2.3.",          REFUSED)
VECTOR(dot_last_of_four,         "1.2.3.4.",        REFUSED)
VECTOR(dot_twice,                "1..2",            REFUSED)
VECTOR(five_parts,               "1.2.3.4.5",       REFUSED)
VECTOR(five_zero_parts,          "0.0.0.0.0",       REFUSED)
VECTOR(sixty_parts,              "1.2.3.4.5.6.7.8.9.1.2.3.4.5.6.7.8.9.1.2.3.4.5.6.7.8.9.1.2.3."
                                 "1.2.3.4.5.6.7.8.9.1.2.3.4.5.6.7.8.9.1.2.3.4.5.6.7.8.9.1.2.3", REFUSED)

/* Signs and blanks that strtoul would take. */
VECTOR(minus_one,                "-1",              REFUSED)
VECTOR(minus_first,              "-1.2.3.4",        REFUSED)
VECTOR(minus_last,               "1.2.3.-4",        REFUSED)
VECTOR(plus_first,               "+1.2.3.4",        REFUSED)
VECTOR(plus_last,                "1.2.3.+4",        REFUSED)
VECTOR(space_first,              " 1.2.3.4",        REFUSED)
VECTOR(tab_first,                "\t1.2.3.4",       REFUSED)
VECTOR(newline_first,            "\n1.2.3.4",       REFUSED)
VECTOR(space_alone,              " ",               REFUSED)
VECTOR(space_after_dot,          "1.2.3. 4",        REFUSED)
VECTOR(space_for_last_part,      "1.2.3. ",         REFUSED)
VECTOR(space_after_too_big,      "1.2.3.256 ",      REFUSED)
VECTOR(space_after_five_parts,   "1.2.3.4.5 ",      REFUSED)
VECTOR(space_after_x,            "1.2.3.0x ",       REFUSED)

/* Whether the text ends at white space, inet(3) does not say. */
VECTOR(space_last,               "192.0.2.1 ")
VECTOR(tab_last,                 "192.0.2.1\t")
VECTOR(newline_last,             "192.0.2.1\n")
VECTOR(vertical_tab_last,        "192.0.2.1\v")
VECTOR(form_feed_last,           "192.0.2.1\f")
VECTOR(carriage_return_last,     "192.0.2.1\r")
VECTOR(text_after_space,         "192.0.2.1 text")
VECTOR(number_after_space,       "1.2.3 4")
VECTOR(dot_after_space,          "1 .2.3.4")
VECTOR(space_after_hexadecimal,  "0x7f000001 ")
VECTOR(space_after_two_parts,    "127.1 ")

/* Text that is no white space. */
VECTOR(backspace_last,           "192.0.2.1\b",     REFUSED)
VECTOR(shift_out_last,           "192.0.2.1\016",   REFUSED)
VECTOR(unit_separator_last,      "192.0.2.1\037",   REFUSED)
VECTOR(exclamation_last,         "192.0.2.1!",      REFUSED)
VECTOR(letter_last,              "192.0.2.1a",      REFUSED)
VECTOR(slash_last,               "192.0.2.1/24",    REFUSED)
VECTOR(colon_last,               "192.0.2.1:80",    REFUSED)
VECTOR(comma_for_dot,            "192,0,2,1",       REFUSED)
VECTOR(letter_inside,            "1.2a.3.4",        REFUSED)
VECTOR(host_name,                "localhost",       REFUSED)
VECTOR(ipv6,                     "::1",             REFUSED)
VECTOR(no_break_space_last,      "192.0.2.1\240",   REFUSED)
VECTOR(next_line_last,           "192.0.2.1\205",   REFUSED)
VECTOR(high_bit_digit,           "\261.2.3.4",      REFUSED)
VECTOR(high_bit_digit_last,      "1.2.3.\261",      REFUSED)
VECTOR(high_bit_dot,             "1\2562.3.4",      REFUSED)
VECTOR(superscript_digit,        "1.2.3.\262",      REFUSED)
VECTOR(fullwidth_digit,          "1.2.3.\357\274\224", REFUSED)

/* inet(3): errno is not set. */
CASE(inet_aton, errno_kept,
	ANYWHERE, LINUX("0 EBUSY"))
{
	struct in_addr addr;

	errno = EBUSY;
	int ret = inet_aton("340282366920938463463374607431768211457", &addr);
	int error = errno;
	observe(ret);
	observe_errno(error);
}

CASE(inet_aton, writes_four_bytes,
	ANYWHERE, CONVERTS("c0000201"))
{
	struct in_addr *addr = guarded("\xee\xee\xee\xee", sizeof *addr);

	observe(inet_aton("192.0.2.1", addr));
	observe_bytes(addr, sizeof *addr);
}

/* What a refused text leaves behind. */
#define LEAVES(name, text) \
	CASE(inet_aton, name, ANYWHERE) \
	{ \
		unsigned char addr[sizeof(struct in_addr)]; \
\
		memset(addr, 0xee, sizeof addr); \
		observe(inet_aton(text, (void *)addr)); \
		observe_bytes(addr, sizeof addr); \
	}

LEAVES(after_too_big,     "1.2.3.256")
LEAVES(after_five_parts,  "1.2.3.4.5")
LEAVES(after_letter,      "1.2.3.4a")
LEAVES(after_empty,       "")

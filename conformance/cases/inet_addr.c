#include "fixture.h"

static void convert(const char *text)
{
	in_addr_t addr = inet_addr(guarded(text, strlen(text) + 1));

	observe_bytes(&addr, sizeof addr);
}

#define VECTOR(name, text, ...) \
	CASE(inet_addr, name, ANYWHERE, __VA_ARGS__) { convert(text); }
#define CONVERTS(bytes) PROVES("inet_addr.signature"), ALL(bytes)
#define IS(bytes) POSIX(bytes), LINUX(bytes)
#define REFUSED IS("ffffffff") /* INADDR_NONE */

/* a.b.c.d: a byte each. */
VECTOR(four_parts,               "192.0.2.1",       CONVERTS("c0000201"))
VECTOR(four_parts_in_order,      "1.2.3.4",         CONVERTS("01020304"))
VECTOR(four_parts_least,         "0.0.0.0",         CONVERTS("00000000"))
VECTOR(four_parts_greatest,      "255.255.255.255", CONVERTS("ffffffff")) /* as a refusal */
VECTOR(below_greatest,           "255.255.255.254", CONVERTS("fffffffe"))
VECTOR(first_of_four_too_big,    "256.2.3.4",       REFUSED)
VECTOR(second_of_four_too_big,   "1.256.3.4",       REFUSED)
VECTOR(third_of_four_too_big,    "1.2.256.4",       REFUSED)
VECTOR(fourth_of_four_too_big,   "1.2.3.256",       REFUSED)

/* a.b.c: c is 16 bits. */
VECTOR(three_parts,              "128.2.3",         IS("80020003"))
VECTOR(third_of_three_past_byte, "128.2.256",       IS("80020100"))
VECTOR(third_of_three_greatest,  "128.2.65535",     IS("8002ffff"))
VECTOR(third_of_three_too_big,   "128.2.65536",     REFUSED)
VECTOR(first_of_three_too_big,   "256.2.3",         REFUSED)
VECTOR(second_of_three_too_big,  "128.256.3",       REFUSED)

/* a.b: b is 24 bits. */
VECTOR(two_parts,                "10.2",            IS("0a000002"))
VECTOR(second_of_two_past_word,  "10.65536",        IS("0a010000"))
VECTOR(second_of_two_greatest,   "10.16777215",     IS("0affffff"))
VECTOR(second_of_two_too_big,    "10.16777216",     REFUSED)
VECTOR(first_of_two_too_big,     "256.2",           REFUSED)

/* a: 32 bits. */
VECTOR(one_part,                 "1",               IS("00000001"))
VECTOR(one_part_least,           "0",               IS("00000000"))
VECTOR(one_part_past_24_bits,    "16777216",        IS("01000000"))
VECTOR(one_part_great,           "4294967294",      IS("fffffffe"))
VECTOR(past_2_to_32,             "4294967297",      REFUSED)
VECTOR(past_2_to_63,             "9223372036854775809",  REFUSED)
VECTOR(past_2_to_64,             "18446744073709551617", REFUSED)
VECTOR(last_past_2_to_32,        "1.2.3.4294967300", REFUSED)

/* Bases, as in C. */
VECTOR(octal,                    "010.020.030.077", IS("0810183f"))
VECTOR(octal_one_part_great,     "037777777776",    IS("fffffffe"))
VECTOR(octal_byte_too_big,       "1.2.3.0400",      REFUSED)
VECTOR(octal_digit_8,            "08.0.0.1",        REFUSED)
VECTOR(octal_digit_9,            "1.2.3.09",        REFUSED)
VECTOR(hexadecimal,              "0xab.0xCD.0xef.0x9", IS("abcdef09"))
VECTOR(hexadecimal_capital_x,    "0X7F.1",          IS("7f000001"))
VECTOR(hexadecimal_great,        "0xfffffffe",      IS("fffffffe"))
VECTOR(hexadecimal_past_2_to_32, "0x100000001",     REFUSED)
VECTOR(hexadecimal_no_digit,     "0x",              REFUSED)
VECTOR(hexadecimal_no_last,      "1.2.3.0x",        REFUSED)
VECTOR(hexadecimal_no_prefix,    "7f.0.0.1",        REFUSED)
VECTOR(hexadecimal_g,            "0x1g",            REFUSED)
VECTOR(three_bases,              "0x7f.0.010.9",    IS("7f000809"))

/* Dots, signs, blanks and other text. */
VECTOR(empty,                    "",                REFUSED)
VECTOR(dot_alone,                ".",               REFUSED)
VECTOR(dot_first,                ".1.2.3",          REFUSED)
VECTOR(dot_last_of_one,          "1.",              REFUSED)
VECTOR(dot_last_of_three,        "1.2.3.",          REFUSED)
VECTOR(dot_last_of_four,         "1.2.3.4.",        REFUSED)
VECTOR(dot_twice,                "1..2",            REFUSED)
VECTOR(five_parts,               "1.2.3.4.5",       REFUSED)
VECTOR(minus_first,              "-2",              REFUSED)
VECTOR(plus_first,               "+1.2.3.4",        REFUSED)
VECTOR(minus_last,               "1.2.3.-4",        REFUSED)
VECTOR(space_first,              " 1.2.3.4",        REFUSED)
VECTOR(space_after_dot,          "1.2.3. 4",        REFUSED)
VECTOR(letter_last,              "192.0.2.1a",      REFUSED)
VECTOR(slash_last,               "192.0.2.1/24",    REFUSED)
VECTOR(host_name,                "localhost",       REFUSED)
VECTOR(high_bit_digit,           "1.2.3.\261",      REFUSED)

/* Whether the text ends at white space, neither POSIX nor inet(3) says. */
VECTOR(space_last,               "192.0.2.1 ")
VECTOR(newline_last,             "192.0.2.1\n")
VECTOR(text_after_space,         "192.0.2.1 text")

#include "fixture.h"

/* The bytes, at the end of the readable memory. */
static void *guarded(const void *bytes, size_t size)
{
	size_t page = (size_t)sysconf(_SC_PAGESIZE);
	char *pages = mmap(NULL, 2 * page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	if (pages == MAP_FAILED || mprotect(pages + page, page, PROT_NONE) < 0)
		unresolved("guard page");
	return memcpy(pages + page - size, bytes, size);
}

#define VECTOR(name, text, ...) \
	CASE(inet_network, name, ANYWHERE, __VA_ARGS__) { observe_hex(inet_network(guarded(text, strlen(text) + 1))); }
#define CONVERTS(number) PROVES("inet_network.signature"), DOCUMENT(number), LINUX(number)
#define IS(number) LINUX(number)
#define REFUSED LINUX("0xffffffff") /* -1 */
/* Fewer than four parts: inet(3) speaks of the notation of inet_aton, which makes an address of
 * them, and of a network, whose number has a byte for each part. */
#define EITHER(address, network) LINUX(address " | " network)

/* Four parts. */
VECTOR(four_parts,               "192.0.2.1",       CONVERTS("0xc0000201"))
VECTOR(four_parts_in_order,      "1.2.3.4",         CONVERTS("0x1020304"))
VECTOR(four_parts_least,         "0.0.0.0",         CONVERTS("0x0"))
VECTOR(four_parts_great,         "255.255.255.254", CONVERTS("0xfffffffe"))
VECTOR(first_of_four_too_big,    "256.2.3.4",       REFUSED)
VECTOR(second_of_four_too_big,   "1.256.3.4",       REFUSED)
VECTOR(third_of_four_too_big,    "1.2.256.4",       REFUSED)
VECTOR(fourth_of_four_too_big,   "1.2.3.256",       REFUSED)

/* Fewer. */
VECTOR(three_parts,              "192.0.2",         EITHER("0xc0000002", "0xc00002"))
VECTOR(third_of_three_byte,      "1.2.255",         EITHER("0x10200ff", "0x102ff"))
VECTOR(third_of_three_past_byte, "1.2.256",         EITHER("0x1020100", "0xffffffff"))
VECTOR(third_of_three_too_big,   "1.2.65536",       REFUSED)
VECTOR(second_of_three_too_big,  "1.256.3",         REFUSED)
VECTOR(first_of_three_too_big,   "256.2.3",         REFUSED)
VECTOR(two_parts,                "172.16",          EITHER("0xac000010", "0xac10"))
VECTOR(second_of_two_past_byte,  "1.256",           EITHER("0x1000100", "0xffffffff"))
VECTOR(second_of_two_too_big,    "1.16777216",      REFUSED)
VECTOR(first_of_two_too_big,     "256.2",           REFUSED)
VECTOR(one_part,                 "127",             IS("0x7f"))
VECTOR(one_part_least,           "0",               IS("0x0"))
VECTOR(one_part_byte,            "255",             IS("0xff"))
VECTOR(one_part_past_byte,       "256",             EITHER("0x100", "0xffffffff"))
VECTOR(one_part_great,           "4294967294",      EITHER("0xfffffffe", "0xffffffff"))

/* Numbers that a counter of 32 or 64 bits would take for smaller ones. */
VECTOR(at_2_to_32,               "4294967296",      REFUSED)
VECTOR(past_2_to_32,             "4294967297",      PROVES("inet_network.signature BZ32573"), REFUSED)
VECTOR(last_past_2_to_32,        "1.2.3.4294967300", PROVES("inet_network.signature BZ32573"), REFUSED)
VECTOR(first_past_2_to_32,       "4294967297.2.3.4", REFUSED)
VECTOR(past_2_to_64,             "18446744073709551617", REFUSED)
VECTOR(last_past_2_to_64,        "1.2.3.18446744073709551620", REFUSED)
VECTOR(octal_past_2_to_32,       "040000000001",    REFUSED)
VECTOR(hexadecimal_past_2_to_32, "0x100000001",     REFUSED)
VECTOR(hexadecimal_past_2_to_64, "0x10000000000000001", REFUSED)

/* Bases. */
VECTOR(octal,                    "010.020.030.0377", IS("0x81018ff"))
VECTOR(octal_every_digit,        "01.023.045.067",  IS("0x1132537"))
VECTOR(octal_zero_alone,         "1.0.00.000",      IS("0x1000000"))
VECTOR(octal_many_zeros,         "00000000000000000000000000000000177", IS("0x7f"))
VECTOR(octal_byte_too_big,       "1.2.3.0400",      REFUSED)
VECTOR(octal_digit_8,            "08.0.0.1",        REFUSED)
VECTOR(octal_digit_9,            "1.2.3.09",        REFUSED)
VECTOR(octal_digit_8_later,      "018",             REFUSED)
VECTOR(hexadecimal_lower_digits, "0xab.0xcd.0xef.0x9", IS("0xabcdef09"))
VECTOR(hexadecimal_upper_digits, "0XAB.0XCD.0XEF.0X9", IS("0xabcdef09"))
VECTOR(hexadecimal_every_number, "0x01.0x23.0x45.0x67", IS("0x1234567"))
VECTOR(hexadecimal_after_four,   "0x7f.1.2.3",      IS("0x7f010203"))
VECTOR(hexadecimal_byte_too_big, "1.2.3.0x100",     REFUSED)
VECTOR(hexadecimal_no_digit,     "0x",              REFUSED)
VECTOR(hexadecimal_no_first,     "0x.1.2.3",        REFUSED)
VECTOR(hexadecimal_no_last,      "1.2.3.0x",        REFUSED)
VECTOR(hexadecimal_no_prefix,    "7f.0.0.1",        REFUSED)
VECTOR(hexadecimal_two_zeros,    "00x7f",           REFUSED)
VECTOR(hexadecimal_one_before_x, "1x7f",            REFUSED)
VECTOR(hexadecimal_slash,        "0x1/",            REFUSED)
VECTOR(hexadecimal_colon,        "0x1:",            REFUSED)
VECTOR(hexadecimal_at,           "0x1@",            REFUSED)
VECTOR(hexadecimal_capital_g,    "0x1G",            REFUSED)
VECTOR(hexadecimal_backquote,    "0x1`",            REFUSED)
VECTOR(hexadecimal_g,            "0x1g",            REFUSED)
VECTOR(three_bases,              "0x7f.0.010.9",    IS("0x7f000809"))
VECTOR(decimal_every_digit,      "123.45.67.89",    IS("0x7b2d4359"))

/* Dots. */
VECTOR(empty,                    "",                REFUSED)
VECTOR(dot_alone,                ".",               REFUSED)
VECTOR(dot_first,                ".1.2.3",          REFUSED)
VECTOR(dot_last_of_one,          "1.",              REFUSED)
VECTOR(dot_last_of_two,          "1.2.",            REFUSED)
VECTOR(dot_last_of_three,        "1.2.3.",          REFUSED)
VECTOR(dot_last_of_four,         "1.2.3.4.",        REFUSED)
VECTOR(dot_twice,                "1..2",            REFUSED)
VECTOR(five_parts,               "1.2.3.4.5",       PROVES("inet_network.signature CVE-2008-0122"), REFUSED)
VECTOR(six_parts,                "0.0.0.0.0.0",     REFUSED)

/* Signs, blanks and other text. */
VECTOR(minus_first,              "-2",              REFUSED)
VECTOR(plus_first,               "+1.2.3.4",        REFUSED)
VECTOR(minus_last,               "1.2.3.-4",        REFUSED)
VECTOR(space_first,              " 1.2.3.4",        REFUSED)
VECTOR(space_alone,              " ",               REFUSED)
VECTOR(space_after_dot,          "1.2.3. 4",        REFUSED)
VECTOR(letter_last,              "192.0.2.1a",      REFUSED)
VECTOR(slash_last,               "192.0.2.1/24",    REFUSED)
VECTOR(colon_last,               "192.0.2.1:80",    REFUSED)
VECTOR(host_name,                "loopback",        REFUSED)
VECTOR(high_bit_digit,           "1.2.3.\261",      REFUSED)
VECTOR(no_break_space_last,      "192.0.2.1\240",   REFUSED)
VECTOR(backspace_last,           "192.0.2.1\b",     REFUSED)
VECTOR(shift_out_last,           "192.0.2.1\016",   REFUSED)

/* Whether the text ends at white space, inet(3) does not say. */
VECTOR(space_last,               "192.0.2.1 ")
VECTOR(spaces_last,              "192.0.2.1  \t")
VECTOR(tab_last,                 "192.0.2.1\t")
VECTOR(newline_last,             "192.0.2.1\n")
VECTOR(carriage_return_last,     "192.0.2.1\r")
VECTOR(text_after_space,         "192.0.2.1 text")

#include "fixture.h"

enum { V4 = sizeof(struct in_addr), V6 = sizeof(struct in6_addr) };
enum { ROOM = 64 };                 /* enough for any text */
enum { POISON = '~', MARGIN = 16 }; /* a character of no address */

/* Exactly the address may be read, and exactly size bytes written. */
static const char *text_of(int family, const unsigned char *address, char *dst, size_t size)
{
	const void *src = guarded(address, family == AF_INET ? V4 : V6);

	memset(dst, POISON, size);
	return inet_ntop(family, src, dst, (socklen_t)size);
}

static int is_poison(const char *bytes, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (bytes[i] != POISON)
			return 0;
	return 1;
}

static void convert(int family, const unsigned char *address, size_t size)
{
	char *area = guarded(NULL, MARGIN + size), *dst = area + MARGIN;

	memset(area, POISON, MARGIN);
	const char *text = text_of(family, address, dst, size);
	observe_text(text);
	if (text && text != dst)
		observe_word("elsewhere");
	if (!is_poison(area, MARGIN))
		observe_word("wrote outside");
}

/* The address that the text means, whatever its form. */
static void read_back(const unsigned char *address, size_t size)
{
	unsigned char binary[V6];
	const char *text = text_of(AF_INET6, address, guarded(NULL, size), size);

	if (text && inet_pton(AF_INET6, text, binary) == 1)
		observe_bytes(binary, sizeof binary);
	else
		observe_text(text);
}

/* What a call that fails leaves in dst. */
static void fail_over(int family, const unsigned char *address, size_t size)
{
	char *dst = guarded(NULL, size);

	observe_text(text_of(family, address, dst, size));
	observe_word(is_poison(dst, size) ? "untouched" : "written");
}

/* What is behind the text's NUL in dst. */
static void look_behind(int family, const unsigned char *address)
{
	char dst[ROOM];
	const char *text = text_of(family, address, dst, sizeof dst);

	observe_text(text);
	if (text)
		observe_word(is_poison(dst + strlen(dst) + 1, sizeof dst - strlen(dst) - 1)
				     ? "untouched"
				     : "written");
}

#define OCTETS(...) ((const unsigned char[V4]){ __VA_ARGS__ })
#define GROUP(group) (group) >> 8, (group) & 0xff
#define GROUPS(a, b, c, d, e, f, g, h) \
	((const unsigned char[V6]){ GROUP(a), GROUP(b), GROUP(c), GROUP(d), GROUP(e), GROUP(f), \
		GROUP(g), GROUP(h) })

#define VECTOR(name, family, address, ...) \
	CASE(inet_ntop, name, ANYWHERE, __VA_ARGS__) { convert(family, address, ROOM); }
#define SIZED(name, size, family, address, ...) \
	CASE(inet_ntop, name, ANYWHERE, __VA_ARGS__) { convert(family, address, size); }
#define MEANS(name, address, ...) \
	CASE(inet_ntop, name, ANYWHERE, __VA_ARGS__) { read_back(address, ROOM); }
#define KEEPS(name, size, family, address) \
	CASE(inet_ntop, name, ANYWHERE) { fail_over(family, address, size); }
#define BEHIND(name, family, address) \
	CASE(inet_ntop, name, ANYWHERE) { look_behind(family, address); }

#define CONVERTS(text) PROVES("inet_ntop.binary-to-text"), ALL(text)
#define TOO_SMALL PROVES("inet_ntop.ENOSPC.size"), POSIX("NULL ENOSPC"), LINUX("NULL ENOSPC")
#define UNSUPPORTED_FAMILY \
	PROVES("inet_ntop.af inet_ntop.EAFNOSUPPORT.af"), ALL("NULL EAFNOSUPPORT")

VECTOR(v4_in_order,     AF_INET, OCTETS(1, 2, 3, 4),         CONVERTS("1.2.3.4"))
VECTOR(v4_least,        AF_INET, OCTETS(0, 0, 0, 0),         CONVERTS("0.0.0.0"))
VECTOR(v4_greatest,     AF_INET, OCTETS(255, 255, 255, 255), CONVERTS("255.255.255.255"))
VECTOR(v4_digit_counts, AF_INET, OCTETS(9, 10, 99, 100),     CONVERTS("9.10.99.100"))
VECTOR(v4_zero_tens,    AF_INET, OCTETS(101, 200, 209, 30),  CONVERTS("101.200.209.30"))
VECTOR(v4_every_digit,  AF_INET, OCTETS(103, 245, 67, 89),   CONVERTS("103.245.67.89"))
VECTOR(v4_high_bits,    AF_INET, OCTETS(127, 128, 199, 249), CONVERTS("127.128.199.249"))
VECTOR(v4_zeros_within, AF_INET, OCTETS(10, 0, 0, 1),        CONVERTS("10.0.0.1"))

/* An IPv6 text means the address, whatever its form. POSIX leaves the form open. */
MEANS(v6_means_unspecified,       GROUPS(0, 0, 0, 0, 0, 0, 0, 0),           CONVERTS("00000000000000000000000000000000"))
MEANS(v6_means_loopback,          GROUPS(0, 0, 0, 0, 0, 0, 0, 1),           CONVERTS("00000000000000000000000000000001"))
MEANS(v6_means_in_order,          GROUPS(1, 2, 3, 4, 5, 6, 7, 8),           CONVERTS("00010002000300040005000600070008"))
MEANS(v6_means_digits,            GROUPS(0x0123, 0x4567, 0x89ab, 0xcdef, 0xfed, 0xcb, 0xa, 0x9876), CONVERTS("0123456789abcdef0fed00cb000a9876"))
MEANS(v6_means_longest,           GROUPS(0xffff, 0xeeee, 0xdddd, 0xcccc, 0xbbbb, 0xaaaa, 0x9999, 0x8888), CONVERTS("ffffeeeeddddccccbbbbaaaa99998888"))
MEANS(v6_means_zeros_first,       GROUPS(0, 0, 0, 4, 5, 6, 7, 8),           CONVERTS("00000000000000040005000600070008"))
MEANS(v6_means_zeros_last,        GROUPS(1, 2, 3, 4, 5, 0, 0, 0),           CONVERTS("00010002000300040005000000000000"))
MEANS(v6_means_zeros_within,      GROUPS(1, 0, 0, 0, 0, 0, 0, 8),           CONVERTS("00010000000000000000000000000008"))
MEANS(v6_means_lone_zeros,        GROUPS(0, 2, 0, 4, 0, 6, 0, 8),           CONVERTS("00000002000000040000000600000008"))
MEANS(v6_means_run_and_lone_zero, GROUPS(1, 0, 0, 0, 0, 0, 1, 0),           PROVES("inet_ntop.binary-to-text lwIP-ebd10377"), ALL("00010000000000000000000000010000"))
MEANS(v6_means_two_runs,          GROUPS(0, 0, 3, 4, 5, 6, 0, 0),           CONVERTS("00000000000300040005000600000000"))
MEANS(v6_means_mapped,            GROUPS(0, 0, 0, 0, 0, 0xffff, 0x0102, 0x0304), CONVERTS("00000000000000000000ffff01020304"))
MEANS(v6_means_compatible,        GROUPS(0, 0, 0, 0, 0, 0, 0x0102, 0x0304), CONVERTS("00000000000000000000000001020304"))
MEANS(v6_means_like_mapped,       GROUPS(1, 0, 0, 0, 0, 0xffff, 0x0102, 0x0304), CONVERTS("00010000000000000000ffff01020304"))

/* inet_ntop(3) wants the most appropriate form, which inet_pton(3) shows by example: lower case,
 * no leading zeros, "::" for the longest run of zeros, mapped addresses with a tail in decimal.
 * Where that leaves a choice, either is allowed. */
VECTOR(v6_unspecified,     AF_INET6, GROUPS(0, 0, 0, 0, 0, 0, 0, 0), LINUX("::"))
VECTOR(v6_loopback,        AF_INET6, GROUPS(0, 0, 0, 0, 0, 0, 0, 1), LINUX("::1"))
VECTOR(v6_first_and_last,  AF_INET6, GROUPS(1, 0, 0, 0, 0, 0, 0, 8), LINUX("1::8"))
VECTOR(v6_first_alone,     AF_INET6, GROUPS(1, 0, 0, 0, 0, 0, 0, 0), LINUX("1::"))
VECTOR(v6_in_order,        AF_INET6, GROUPS(1, 2, 3, 4, 5, 6, 7, 8), LINUX("1:2:3:4:5:6:7:8"))
VECTOR(v6_greatest,        AF_INET6, GROUPS(0xffff, 0xffff, 0xffff, 0xffff, 0xffff, 0xffff, 0xffff, 0xffff), LINUX("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"))
VECTOR(v6_every_digit,     AF_INET6, GROUPS(0x1234, 0x5678, 0x9abc, 0xdef0, 0xfedc, 0xba98, 0x7654, 0x3210), LINUX("1234:5678:9abc:def0:fedc:ba98:7654:3210"))
VECTOR(v6_digit_counts,    AF_INET6, GROUPS(0x1, 0x12, 0x123, 0x1234, 0xa, 0xab, 0xabc, 0xabcd), LINUX("1:12:123:1234:a:ab:abc:abcd"))
VECTOR(v6_digit_limits,    AF_INET6, GROUPS(0xf, 0x10, 0xff, 0x100, 0xfff, 0x1000, 0x1001, 0x8000), LINUX("f:10:ff:100:fff:1000:1001:8000"))
VECTOR(v6_zeros_in_groups, AF_INET6, GROUPS(0x100, 0x200, 0x300, 0x400, 0x500, 0x600, 0x700, 0x800), LINUX("100:200:300:400:500:600:700:800"))

/* A run of two in every place, and longer ones. */
VECTOR(v6_run_at_first,   AF_INET6, GROUPS(0, 0, 3, 4, 5, 6, 7, 8), LINUX("::3:4:5:6:7:8"))
VECTOR(v6_run_at_second,  AF_INET6, GROUPS(1, 0, 0, 4, 5, 6, 7, 8), LINUX("1::4:5:6:7:8"))
VECTOR(v6_run_at_third,   AF_INET6, GROUPS(1, 2, 0, 0, 5, 6, 7, 8), LINUX("1:2::5:6:7:8"))
VECTOR(v6_run_at_fourth,  AF_INET6, GROUPS(1, 2, 3, 0, 0, 6, 7, 8), LINUX("1:2:3::6:7:8"))
VECTOR(v6_run_at_fifth,   AF_INET6, GROUPS(1, 2, 3, 4, 0, 0, 7, 8), LINUX("1:2:3:4::7:8"))
VECTOR(v6_run_at_sixth,   AF_INET6, GROUPS(1, 2, 3, 4, 5, 0, 0, 8), LINUX("1:2:3:4:5::8"))
VECTOR(v6_run_at_seventh, AF_INET6, GROUPS(1, 2, 3, 4, 5, 6, 0, 0), LINUX("1:2:3:4:5:6::"))
VECTOR(v6_run_of_three,   AF_INET6, GROUPS(0, 0, 0, 4, 5, 6, 7, 8), LINUX("::4:5:6:7:8"))
VECTOR(v6_run_of_four,    AF_INET6, GROUPS(1, 2, 0, 0, 0, 0, 7, 8), LINUX("1:2::7:8"))
VECTOR(v6_run_of_five,    AF_INET6, GROUPS(0, 0, 0, 0, 0, 6, 7, 8), LINUX("::6:7:8"))
VECTOR(v6_run_of_six,     AF_INET6, GROUPS(1, 2, 0, 0, 0, 0, 0, 0), LINUX("1:2::"))

/* More than one run. */
VECTOR(v6_longer_run_last,        AF_INET6, GROUPS(1, 0, 0, 4, 0, 0, 0, 8),       LINUX("1:0:0:4::8"))
VECTOR(v6_longer_run_first,       AF_INET6, GROUPS(1, 0, 0, 0, 5, 0, 0, 8),       LINUX("1::5:0:0:8"))
VECTOR(v6_longer_run_at_end,      AF_INET6, GROUPS(0, 0, 3, 4, 5, 0, 0, 0),       LINUX("0:0:3:4:5::"))
VECTOR(v6_longer_run_between,     AF_INET6, GROUPS(0, 2, 0, 0, 5, 0, 7, 8),       LINUX("0:2::5:0:7:8"))
VECTOR(v6_run_then_lone_zero,     AF_INET6, GROUPS(1, 0, 0, 0, 0, 0, 1, 0),       PROVES("lwIP-ebd10377"), LINUX("1::1:0"))
VECTOR(v6_lone_zero_then_run,     AF_INET6, GROUPS(0, 2, 0, 0, 0, 6, 7, 8),       LINUX("0:2::6:7:8"))
VECTOR(v6_equal_runs,             AF_INET6, GROUPS(0, 0, 0, 0x10, 0, 0, 0, 0x10), PROVES("musl-947b4574"), LINUX("::10:0:0:0:10 | 0:0:0:10::10"))
VECTOR(v6_equal_runs_within,      AF_INET6, GROUPS(1, 0, 0, 4, 5, 0, 0, 8),       LINUX("1::4:5:0:0:8 | 1:0:0:4:5::8"))
VECTOR(v6_equal_runs_at_the_ends, AF_INET6, GROUPS(0, 0, 3, 4, 5, 6, 0, 0),       LINUX("::3:4:5:6:0:0 | 0:0:3:4:5:6::"))
VECTOR(v6_three_equal_runs,       AF_INET6, GROUPS(0, 0, 3, 0, 0, 6, 0, 0),       LINUX("::3:0:0:6:0:0 | 0:0:3::6:0:0 | 0:0:3:0:0:6::"))

/* A lone group of zeros. */
VECTOR(v6_lone_zero_first,  AF_INET6, GROUPS(0, 2, 3, 4, 5, 6, 7, 8), LINUX("0:2:3:4:5:6:7:8 | ::2:3:4:5:6:7:8"))
VECTOR(v6_lone_zero_within, AF_INET6, GROUPS(1, 2, 3, 0, 5, 6, 7, 8), LINUX("1:2:3:0:5:6:7:8 | 1:2:3::5:6:7:8"))
VECTOR(v6_lone_zero_last,   AF_INET6, GROUPS(1, 2, 3, 4, 5, 6, 7, 0), LINUX("1:2:3:4:5:6:7:0 | 1:2:3:4:5:6:7::"))
VECTOR(v6_two_lone_zeros,   AF_INET6, GROUPS(1, 0, 3, 4, 5, 6, 0, 8), LINUX("1:0:3:4:5:6:0:8 | 1::3:4:5:6:0:8 | 1:0:3:4:5:6::8"))

/* IPv4 addresses inside. */
VECTOR(v6_mapped,              AF_INET6, GROUPS(0, 0, 0, 0, 0, 0xffff, 0xcc98, 0xbd74), LINUX("::ffff:204.152.189.116"))
VECTOR(v6_mapped_in_order,     AF_INET6, GROUPS(0, 0, 0, 0, 0, 0xffff, 0x0102, 0x0304), PROVES("musl-1cd417bd"), LINUX("::ffff:1.2.3.4"))
VECTOR(v6_mapped_least,        AF_INET6, GROUPS(0, 0, 0, 0, 0, 0xffff, 0, 0),      LINUX("::ffff:0.0.0.0"))
VECTOR(v6_mapped_greatest,     AF_INET6, GROUPS(0, 0, 0, 0, 0, 0xffff, 0xffff, 0xffff), LINUX("::ffff:255.255.255.255"))
VECTOR(v6_compatible,          AF_INET6, GROUPS(0, 0, 0, 0, 0, 0, 0x0102, 0x0304), LINUX("::1.2.3.4 | ::102:304"))
VECTOR(v6_compatible_least,    AF_INET6, GROUPS(0, 0, 0, 0, 0, 0, 1, 0),           LINUX("::0.1.0.0 | ::1:0"))
VECTOR(v6_compatible_greatest, AF_INET6, GROUPS(0, 0, 0, 0, 0, 0, 0xffff, 0xffff), LINUX("::255.255.255.255 | ::ffff:ffff"))
VECTOR(v6_seven_zeros,         AF_INET6, GROUPS(0, 0, 0, 0, 0, 0, 0, 0x0102),      LINUX("::102 | ::0.0.1.2"))

/* What only looks like one. */
VECTOR(v6_mapped_but_first,       AF_INET6, GROUPS(1, 0, 0, 0, 0, 0xffff, 0x0102, 0x0304), LINUX("1::ffff:102:304"))
VECTOR(v6_mapped_but_fifth,       AF_INET6, GROUPS(0, 0, 0, 0, 1, 0xffff, 0x0102, 0x0304), LINUX("::1:ffff:102:304"))
VECTOR(v6_mapped_but_last_bit,    AF_INET6, GROUPS(0, 0, 0, 0, 0, 0xfffe, 0x0102, 0x0304), LINUX("::fffe:102:304"))
VECTOR(v6_mapped_but_first_bit,   AF_INET6, GROUPS(0, 0, 0, 0, 0, 0x7fff, 0x0102, 0x0304), LINUX("::7fff:102:304"))
VECTOR(v6_translated,             AF_INET6, GROUPS(0, 0, 0, 0, 0xffff, 0, 0x0102, 0x0304), LINUX("::ffff:0:102:304"))
VECTOR(v6_run_of_six_within,      AF_INET6, GROUPS(0x102, 0, 0, 0, 0, 0, 0, 0x304), LINUX("102::304"))
VECTOR(v6_run_of_five_behind_one, AF_INET6, GROUPS(0x64, 0xff9b, 0, 0, 0, 0, 0xc000, 0x221), LINUX("64:ff9b::c000:221"))

/* The text and its NUL fit, or miss a byte. Where text fits but INET_ADDRSTRLEN does not, POSIX
 * lets a call fail. */
SIZED(v4_shortest_fits,                8,  AF_INET,  OCTETS(1, 2, 3, 4),                      POSIX("1.2.3.4 | NULL ENOSPC"), LINUX("1.2.3.4"))
SIZED(v4_shortest_misses_one,          7,  AF_INET,  OCTETS(1, 2, 3, 4),                      TOO_SMALL)
SIZED(v4_nine_characters_fit,          10, AF_INET,  OCTETS(127, 0, 0, 1),                    POSIX("127.0.0.1 | NULL ENOSPC"), LINUX("127.0.0.1"))
SIZED(v4_nine_characters_miss_one,     9,  AF_INET,  OCTETS(127, 0, 0, 1),                    TOO_SMALL)
SIZED(v4_fourteen_characters_fit,      15, AF_INET,  OCTETS(99, 255, 255, 255),               POSIX("99.255.255.255 | NULL ENOSPC"), LINUX("99.255.255.255"))
SIZED(v4_fourteen_characters_miss_one, 14, AF_INET,  OCTETS(99, 255, 255, 255),               TOO_SMALL)
SIZED(v4_longest_misses_one,           15, AF_INET,  OCTETS(255, 255, 255, 255),              PROVES("inet_ntop.ENOSPC.size c-ares-0d738bab"), POSIX("NULL ENOSPC"), LINUX("NULL ENOSPC"))
SIZED(v4_half_room,                    8,  AF_INET,  OCTETS(255, 255, 255, 255),              TOO_SMALL)
SIZED(v4_room_for_nul,                 1,  AF_INET,  OCTETS(1, 2, 3, 4),                      TOO_SMALL)
SIZED(v4_no_room,                      0,  AF_INET,  OCTETS(1, 2, 3, 4),                      TOO_SMALL)
SIZED(v6_shortest_fits,                3,  AF_INET6, GROUPS(0, 0, 0, 0, 0, 0, 0, 0),          LINUX("::"))
SIZED(v6_shortest_misses_one,          2,  AF_INET6, GROUPS(0, 0, 0, 0, 0, 0, 0, 0),          TOO_SMALL)
SIZED(v6_three_characters_fit,         4,  AF_INET6, GROUPS(0, 0, 0, 0, 0, 0, 0, 1),          LINUX("::1"))
SIZED(v6_three_characters_miss_one,    3,  AF_INET6, GROUPS(0, 0, 0, 0, 0, 0, 0, 1),          TOO_SMALL)
SIZED(v6_gap_last_fits,                4,  AF_INET6, GROUPS(1, 0, 0, 0, 0, 0, 0, 0),          LINUX("1::"))
SIZED(v6_gap_last_misses_one,          3,  AF_INET6, GROUPS(1, 0, 0, 0, 0, 0, 0, 0),          TOO_SMALL)
SIZED(v6_fifteen_characters_fit,       16, AF_INET6, GROUPS(1, 2, 3, 4, 5, 6, 7, 8),          LINUX("1:2:3:4:5:6:7:8"))
SIZED(v6_fifteen_characters_miss_one,  15, AF_INET6, GROUPS(1, 2, 3, 4, 5, 6, 7, 8),          TOO_SMALL)
SIZED(v6_mapped_fits,                  23, AF_INET6, GROUPS(0, 0, 0, 0, 0, 0xffff, 0xcc98, 0xbd74), LINUX("::ffff:204.152.189.116"))
SIZED(v6_mapped_misses_one,            22, AF_INET6, GROUPS(0, 0, 0, 0, 0, 0xffff, 0xcc98, 0xbd74), LINUX("NULL ENOSPC"))
SIZED(v6_longest_fits,                 40, AF_INET6, GROUPS(0xffff, 0xffff, 0xffff, 0xffff, 0xffff, 0xffff, 0xffff, 0xffff), LINUX("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"))
SIZED(v6_longest_misses_one,           39, AF_INET6, GROUPS(0xffff, 0xffff, 0xffff, 0xffff, 0xffff, 0xffff, 0xffff, 0xffff), TOO_SMALL)
SIZED(v6_room_of_v4_fits,              16, AF_INET6, GROUPS(0xfe80, 0, 0, 0, 0, 0, 0, 1),     LINUX("fe80::1"))
SIZED(v6_room_of_v4_misses,            16, AF_INET6, GROUPS(0x11, 0x22, 0x33, 0x44, 0x55, 0x66, 0x77, 0x88), TOO_SMALL)
SIZED(v6_four_bytes,                   4,  AF_INET6, GROUPS(0x2001, 0xdb8, 0, 0, 0, 0, 0, 1), PROVES("inet_ntop.ENOSPC.size libuv-385b7960a"), POSIX("NULL ENOSPC"), LINUX("NULL ENOSPC"))
SIZED(v6_room_for_nul,                 1,  AF_INET6, GROUPS(0, 0, 0, 0, 0, 0, 0, 0),          TOO_SMALL)
SIZED(v6_no_room,                      0,  AF_INET6, GROUPS(0, 0, 0, 0, 0, 0, 0, 0),          TOO_SMALL)

/* What the document says is room enough, and is: the longest texts. */
CASE(inet_ntop, longest_in_room_of_v4,
	ANYWHERE, PROVES("inet_ntop.size.INET_ADDRSTRLEN"), ALL("255.255.255.255"))
{
	convert(AF_INET, OCTETS(255, 255, 255, 255), INET_ADDRSTRLEN);
}

CASE(inet_ntop, longest_in_room_of_v6,
	ANYWHERE, PROVES("inet_ntop.size.INET6_ADDRSTRLEN"), ALL("ffffeeeeddddccccbbbbaaaa99998888"))
{
	read_back(GROUPS(0xffff, 0xeeee, 0xdddd, 0xcccc, 0xbbbb, 0xaaaa, 0x9999, 0x8888),
		INET6_ADDRSTRLEN);
}

CASE(inet_ntop, room_of_v4,
	ANYWHERE, POSIX("16"))
{
	observe_number(INET_ADDRSTRLEN);
}

CASE(inet_ntop, room_of_v6,
	ANYWHERE, POSIX("46"))
{
	observe_number(INET6_ADDRSTRLEN);
}

/* Families. */
VECTOR(no_family,              AF_UNSPEC,          GROUPS(1, 2, 3, 4, 5, 6, 7, 8), UNSUPPORTED_FAMILY)
VECTOR(unix_family,            AF_UNIX,            GROUPS(1, 2, 3, 4, 5, 6, 7, 8), UNSUPPORTED_FAMILY)
VECTOR(family_between,         AF_INET + 1,        GROUPS(1, 2, 3, 4, 5, 6, 7, 8), UNSUPPORTED_FAMILY)
VECTOR(family_before_v6,       AF_INET6 - 1,       GROUPS(1, 2, 3, 4, 5, 6, 7, 8), UNSUPPORTED_FAMILY)
VECTOR(family_behind_v6,       AF_INET6 + 1,       GROUPS(1, 2, 3, 4, 5, 6, 7, 8), UNSUPPORTED_FAMILY)
VECTOR(negative_family,        -1,                 GROUPS(1, 2, 3, 4, 5, 6, 7, 8), UNSUPPORTED_FAMILY)
VECTOR(v4_family_past_8_bits,  AF_INET + 0x100,    GROUPS(1, 2, 3, 4, 5, 6, 7, 8), UNSUPPORTED_FAMILY)
VECTOR(v4_family_past_16_bits, AF_INET + 0x10000,  GROUPS(1, 2, 3, 4, 5, 6, 7, 8), UNSUPPORTED_FAMILY)
VECTOR(v6_family_past_16_bits, AF_INET6 + 0x10000, GROUPS(1, 2, 3, 4, 5, 6, 7, 8), UNSUPPORTED_FAMILY)
SIZED(family_and_no_room,      0,                  AF_UNIX,                        GROUPS(1, 2, 3, 4, 5, 6, 7, 8), POSIX("NULL EAFNOSUPPORT | NULL ENOSPC"), LINUX("NULL EAFNOSUPPORT | NULL ENOSPC"))

/* POSIX lets src be any buffer: it need not be aligned. */
CASE(inet_ntop, v4_unaligned,
	ANYWHERE, POSIX("1.2.3.4"))
{
	char room[1 + V4], text[ROOM];
	memcpy(room + 1, OCTETS(1, 2, 3, 4), V4);

	observe_text(inet_ntop(AF_INET, room + 1, text, sizeof text));
}

CASE(inet_ntop, v6_unaligned,
	ANYWHERE, POSIX("1 00010002000300040005000600070008"))
{
	char room[1 + V6], text[ROOM] = "", binary[V6];
	memcpy(room + 1, GROUPS(1, 2, 3, 4, 5, 6, 7, 8), V6);

	inet_ntop(AF_INET6, room + 1, text, sizeof text);
	observe(inet_pton(AF_INET6, text, binary));
	observe_bytes(binary, sizeof binary);
}

CASE(inet_ntop, errno_never_zero,
	ANYWHERE, POSIX("not zero"), LINUX("not zero"))
{
	char text[ROOM];
	errno = EDOM;

	inet_ntop(AF_INET, OCTETS(1, 2, 3, 4), text, sizeof text);
	observe_word(errno ? "not zero" : "zero");
}

/* What no authority says: what a call writes that fails, or behind the text. */
KEEPS(v4_fails_by_one,  7,  AF_INET,  OCTETS(1, 2, 3, 4))
KEEPS(v4_fails_by_half, 8,  AF_INET,  OCTETS(255, 255, 255, 255))
KEEPS(v6_fails_by_one,  15, AF_INET6, GROUPS(1, 2, 3, 4, 5, 6, 7, 8))
KEEPS(v6_fails_by_half, 8,  AF_INET6, GROUPS(1, 2, 3, 4, 5, 6, 7, 8))
KEEPS(family_fails,     46, AF_UNIX,  GROUPS(1, 2, 3, 4, 5, 6, 7, 8))

BEHIND(v4_behind_text, AF_INET,  OCTETS(1, 2, 3, 4))
BEHIND(v6_behind_text, AF_INET6, GROUPS(1, 2, 3, 4, 5, 6, 7, 8))
BEHIND(v6_behind_gap,  AF_INET6, GROUPS(1, 0, 0, 0, 0, 0, 0, 8))

/* What no honest name server sends, and that getaddrinfo takes no harm from it. */
#include "dns.h"

static void v4_alone(struct exchange *dns)
{
	a(dns, dns->name, "192.0.2.1");
}

/* First a forgery, which names 192.0.2.66, then the true answer. */

#define FORGED(name, respond, ...) \
	CASE(getaddrinfo, name, STAGE("etc"), __VA_ARGS__) \
	{ \
		answered_by(respond); \
		look_up("www.test", "80", HINTS(TCP, .ai_family = AF_INET)); \
	}
#define TRUE_ANSWER POSIX("0 tcp://192.0.2.1:80"), LINUX("0 tcp://192.0.2.1:80")

static void forge(struct exchange *dns)
{
	record(dns, dns->name, A, "\xc0\x00\x02\x42", 4);
}
/* Takes back what forge and others made: the answer is without error and record again. */
static void begin_again(struct exchange *dns, size_t size)
{
	dns->size = size;
	dns->answer[2] = 0x81;
	dns->answer[3] = 0x80;
	count_records(dns, 0);
}
static void wrong_id_first(struct exchange *dns)
{
	size_t empty = dns->size;

	forge(dns);
	dns->answer[1] ^= 1;
	send_now(dns, dns->server);
	dns->answer[1] ^= 1;
	begin_again(dns, empty);
	v4_alone(dns);
}
static void wrong_id_always(struct exchange *dns)
{
	forge(dns);
	dns->answer[0] ^= 0x80;
}
static void wrong_name_first(struct exchange *dns)
{
	size_t empty = dns->size;

	forge(dns);
	dns->answer[13] ^= 1; /* wwv… */
	send_now(dns, dns->server);
	dns->answer[13] ^= 1;
	begin_again(dns, empty);
	v4_alone(dns);
}
static void wrong_type_first(struct exchange *dns)
{
	size_t empty = dns->size;

	forge(dns);
	dns->answer[empty - 3] ^= 3;
	send_now(dns, dns->server);
	dns->answer[empty - 3] ^= 3;
	begin_again(dns, empty);
	v4_alone(dns);
}
static void other_server_first(struct exchange *dns)
{
	size_t empty = dns->size;

	forge(dns);
	send_now(dns, SECOND);
	begin_again(dns, empty);
	v4_alone(dns);
}
static void question_first(struct exchange *dns)
{
	size_t empty = dns->size;

	forge(dns);
	dns->answer[2] &= 0x7f; /* no response */
	send_now(dns, dns->server);
	begin_again(dns, empty);
	v4_alone(dns);
}
static void empty_first(struct exchange *dns)
{
	size_t empty = dns->size;

	dns->size = 0;
	send_now(dns, dns->server);
	begin_again(dns, empty);
	v4_alone(dns);
}
static void half_a_header_first(struct exchange *dns)
{
	size_t empty = dns->size;

	dns->size = 6;
	send_now(dns, dns->server);
	begin_again(dns, empty);
	v4_alone(dns);
}
FORGED(forged_id,          wrong_id_first,     TRUE_ANSWER)
FORGED(forged_name,        wrong_name_first,   TRUE_ANSWER)
FORGED(forged_type,        wrong_type_first,   TRUE_ANSWER)
FORGED(forged_source,      other_server_first, TRUE_ANSWER)
FORGED(forged_question,    question_first,     TRUE_ANSWER)
FORGED(forged_empty,       empty_first,        PROVES("CVE-2023-32067"), TRUE_ANSWER)
FORGED(forged_half_header, half_a_header_first, PROVES("CVE-2023-32067"), TRUE_ANSWER)
CASE(getaddrinfo, forged_id_always, STAGE("etc"), PROVES("getaddrinfo.EAI_AGAIN.temporary"), POSIX("EAI_AGAIN"), LINUX("EAI_AGAIN"))
{
	hardly_answered_by(wrong_id_always);
	look_up("www.test", "80", HINTS(TCP, .ai_family = AF_INET));
}

/* An answer that is not what it says: nothing is to be found in it, and nothing made up. */

#define LOST(name, respond, ...) \
	CASE(getaddrinfo, name, STAGE("etc"), __VA_ARGS__) \
	{ \
		struct addrinfo *list = NULL; \
		hardly_answered_by(respond); \
		int code = getaddrinfo("www.test", "80", HINTS(TCP, .ai_flags = AI_CANONNAME), &list); \
		observe_word(code ? "not found" : "found"); \
	}
#define NOTHING POSIX("not found"), LINUX("not found")
/* Or what is right in it, and no more. */
#define NO_MORE(name, respond, ...) \
	CASE(getaddrinfo, name, STAGE("etc"), __VA_ARGS__) \
	{ \
		struct addrinfo *list = NULL; \
		hardly_answered_by(respond); \
		int code = getaddrinfo("www.test", "80", HINTS(TCP), &list); \
		int one = code == 0 && !list->ai_next && list->ai_family == AF_INET && \
			((struct sockaddr_in *)(void *)list->ai_addr)->sin_addr.s_addr == htonl(0xc0000201); \
		observe_word(code || one ? "no more" : "more"); \
	}

#define NOTHING_ELSE POSIX("no more"), LINUX("no more")

static void length_past_the_end(struct exchange *dns)
{
	begin_record(dns, dns->name, A, 4);
	put(dns, "\xc0\x00", 2);
}
static void length_far_past_the_end(struct exchange *dns)
{
	begin_record(dns, dns->name, A, 65535);
	put(dns, "\xc0\x00\x02\x42", 4);
}
static void ends_within_record(struct exchange *dns)
{
	put(dns, "\xc0\x0c\0\1\0", 5);
	count_records(dns, 1);
}
static void ends_within_name(struct exchange *dns)
{
	put(dns, "\7www", 4);
	count_records(dns, 1);
}
static void ends_within_question(struct exchange *dns)
{
	dns->size -= 2;
}
static void header_alone(struct exchange *dns)
{
	dns->size = 12;
	count_records(dns, 1);
}
static void of_16_bytes(struct exchange *dns)
{
	if (dns->type == A)
		record(dns, dns->name, A, "\xc0\0\2\x42\xc0\0\2\x43\xc0\0\2\x44\xc0\0\2\x45", 16);
}
static void of_3_bytes(struct exchange *dns)
{
	if (dns->type == A)
		record(dns, dns->name, A, "\xc0\0\2", 3);
}
static void of_no_bytes(struct exchange *dns)
{
	record(dns, dns->name, dns->type, "", 0);
}
static void v6_of_4_bytes(struct exchange *dns)
{
	if (dns->type == AAAA)
		record(dns, dns->name, AAAA, "\xc0\0\2\x42", 4);
}
static void sixteen_then_right(struct exchange *dns)
{
	of_16_bytes(dns);
	v4_alone(dns);
}
LOST(record_past_end,     length_past_the_end, PROVES("BZ19830 musl-12590c8b"), NOTHING)
LOST(record_far_past_end, length_far_past_the_end, PROVES("BZ19830 musl-12590c8b"), NOTHING)
LOST(record_half,         ends_within_record, PROVES("BZ19830"), NOTHING)
LOST(record_half_a_name,  ends_within_name, PROVES("BZ19830"), NOTHING)
LOST(question_half,       ends_within_question, PROVES("BZ19830"), NOTHING)
LOST(header_and_no_more,  header_alone, PROVES("BZ19830"), NOTHING)
LOST(v4_of_16_bytes,      of_16_bytes, PROVES("BZ19831"), NOTHING)
LOST(v4_of_3_bytes,       of_3_bytes, PROVES("BZ19831"), NOTHING)
LOST(any_of_no_bytes,     of_no_bytes, PROVES("BZ19831"), NOTHING)
LOST(v6_of_4_bytes,       v6_of_4_bytes, PROVES("BZ19831"), NOTHING)
NO_MORE(v4_of_16_bytes_then_4, sixteen_then_right, PROVES("BZ19831"), NOTHING_ELSE)

/* Names of records that lead astray. */
static void owner(struct exchange *dns, const void *name, size_t size)
{
	put(dns, name, size);
	put(dns, "\0\1\0\1\0\0\0\x3c\0\4\xc0\0\2\x42", 14);
	count_records(dns, 1);
}
static void points_at_itself(struct exchange *dns)
{
	unsigned char pointer[] = { 0xc0 | dns->size >> 8, dns->size & 255 };
	owner(dns, pointer, 2);
}
static void points_in_a_circle(struct exchange *dns)
{
	unsigned char pointers[] = { 1, 'a', 0xc0, (unsigned char)dns->size };
	owner(dns, pointers, 4);
}
static void points_past_the_end(struct exchange *dns)
{
	owner(dns, "\xff\xff", 2);
}
static void points_at_next_byte(struct exchange *dns)
{
	unsigned char pointer[] = { 0xc0, (unsigned char)(dns->size + 1) };
	owner(dns, pointer, 2);
}
static void label_of_unknown_kind(struct exchange *dns)
{
	owner(dns, "\x80\0", 2);
}
static void label_past_the_end(struct exchange *dns)
{
	put(dns, "\x3f" "abc", 4);
	count_records(dns, 1);
}
static void alias_points_past_the_end(struct exchange *dns)
{
	record(dns, dns->name, CNAME, "\xff\xff", 2);
}
static void alias_points_at_itself(struct exchange *dns)
{
	unsigned char pointer[] = { 0xc0, (unsigned char)(dns->size + 12) };
	record(dns, dns->name, CNAME, pointer, 2);
}
static void alias_longer_than_its_record(struct exchange *dns)
{
	begin_record(dns, dns->name, CNAME, 3);
	put_name(dns, "host.test");
}
static void root_first(struct exchange *dns)
{
	unsigned char pointer[] = { 0xc0, (unsigned char)(dns->size - 5) }; /* the end of the name asked for */
	owner(dns, pointer, 2);
	v4_alone(dns);
}
static void high_byte_first(struct exchange *dns)
{
	owner(dns, "\3a\xc5" "b\4test", 10);
	v4_alone(dns);
}
static void pointer_past_255(struct exchange *dns)
{
	char text[256] = "\xf4";
	memset(text + 1, 'x', sizeof text - 1);
	memcpy(text + sizeof text - 11, "\4host\4test", 11);
	record(dns, dns->name, TXT, text, sizeof text);
	size_t name = dns->size - 11;
	record(dns, dns->name, CNAME, (unsigned char[]){ 0xc0 | name >> 8, name & 255 }, 2);
	a(dns, "host.test", "192.0.2.1");
}
LOST(owner_itself,         points_at_itself, NOTHING)
LOST(owner_circle,         points_in_a_circle, NOTHING)
LOST(owner_past_end,       points_past_the_end, PROVES("musl-9b132e55"), NOTHING)
LOST(owner_next_byte,      points_at_next_byte, NOTHING)
LOST(owner_unknown_kind,   label_of_unknown_kind, NOTHING)
LOST(owner_label_past_end, label_past_the_end, NOTHING)
LOST(alias_past_end,       alias_points_past_the_end, PROVES("musl-9b132e55"), NOTHING)
LOST(alias_itself,         alias_points_at_itself, PROVES("CVE-2014-3484"), NOTHING)
LOST(alias_too_long,       alias_longer_than_its_record, NOTHING)
NO_MORE(owner_root_first,  root_first,           PROVES("c-ares-70b726c3"), NOTHING_ELSE)
NO_MORE(owner_high_byte,   high_byte_first,      PROVES("musl-2a0ff45b"), NOTHING_ELSE)
/* A pointer has 14 bits. */
CASE(getaddrinfo, alias_far_away, STAGE("etc"), PROVES("musl-4f6658b9"), POSIX("0 tcp://192.0.2.1:80=host.test"), LINUX("0 tcp://192.0.2.1:80=host.test"))
{
	answered_by(pointer_past_255);
	look_up("www.test", "80", HINTS(TCP, .ai_family = AF_INET, .ai_flags = AI_CANONNAME));
}

/* Counts that lie. */
static void counts_too_many(struct exchange *dns)
{
	v4_alone(dns);
	count_records(dns, 65535);
}
static void counts_none(struct exchange *dns)
{
	v4_alone(dns);
	count_records(dns, 0);
}
static void counts_no_question(struct exchange *dns)
{
	v4_alone(dns);
	dns->answer[5] = 0;
}
static void counts_two_questions(struct exchange *dns)
{
	v4_alone(dns);
	dns->answer[5] = 2;
}
NO_MORE(counts_65535,       counts_too_many, NOTHING_ELSE)
NO_MORE(counts_0,           counts_none, NOTHING_ELSE)
NO_MORE(counts_questions_0, counts_no_question, NOTHING_ELSE)
NO_MORE(counts_questions_2, counts_two_questions, NOTHING_ELSE)

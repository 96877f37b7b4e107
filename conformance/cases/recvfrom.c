/* How recvfrom tells who sent. What it has in common with recv and recvmsg is in recv.c. */
#include "fixture.h"

/* A receiver and a sender that are not connected, and the sender's name. */
struct strangers {
	int receiver, sender;
	struct address name;
};

static struct strangers strangers(struct kind kind)
{
	struct address to;
	struct strangers two = { .receiver = bound(kind, &to) };

	two.sender = bound(kind, &two.name);
	need((int)sendto(two.sender, "a", 1, 0, &to.any, to.len), "sendto");
	return two;
}

static void observe_source(const struct address *from, const struct address *sender)
{
	int same = from->len == sender->len && memcmp(&from->room, &sender->room, from->len) == 0;

	observe_word(same ? "sender" : "another");
}

static void source(struct kind kind)
{
	struct strangers two = strangers(kind);
	struct address from = { .len = sizeof from.room };
	char data[4];

	observe(recvfrom(two.receiver, data, sizeof data, 0, &from.any, &from.len));
	observe_source(&from, &two.name);
}

#define SOURCE(row_, kind_) \
	CASE(recvfrom, source_##row_, PROVES("recvfrom.signature"), ALL("1 sender")) \
	{ \
		source(kind_); \
	}
SOURCE(udp4, UDP4)
SOURCE(udp6, UDP6)
SOURCE(unix_dgram, UNIX_DGRAM)

static void source_of_each(struct kind kind)
{
	struct strangers two = strangers(kind);
	struct address to = name_of(two.receiver), third, from = { .len = sizeof from.room };
	int another = bound(kind, &third);
	char data[4];
	need((int)sendto(another, "bc", 2, 0, &to.any, to.len), "sendto");

	observe(recvfrom(two.receiver, data, sizeof data, 0, &from.any, &from.len));
	observe_source(&from, &two.name);
	from.len = sizeof from.room;
	observe(recvfrom(two.receiver, data, sizeof data, 0, &from.any, &from.len));
	observe_source(&from, &third);
}

#define SOURCE_OF_EACH(row_, kind_) \
	CASE(recvfrom, source_of_each_##row_, PROVES("recvfrom.signature"), \
		ALL("1 sender 2 sender")) \
	{ \
		source_of_each(kind_); \
	}
SOURCE_OF_EACH(udp4, UDP4)
SOURCE_OF_EACH(udp6, UDP6)
SOURCE_OF_EACH(unix_dgram, UNIX_DGRAM)

static void source_peeked(struct kind kind)
{
	struct strangers two = strangers(kind);
	struct address from = { .len = sizeof from.room };
	char data[4];

	observe(recvfrom(two.receiver, data, sizeof data, MSG_PEEK, &from.any, &from.len));
	observe_source(&from, &two.name);
	from = (struct address){ .len = sizeof from.room };
	observe(recvfrom(two.receiver, data, sizeof data, 0, &from.any, &from.len));
	observe_source(&from, &two.name);
}

#define SOURCE_PEEKED(row_, kind_) \
	CASE(recvfrom, source_peeked_##row_, PROVES("recv.MSG_PEEK"), ALL("1 sender 1 sender")) \
	{ \
		source_peeked(kind_); \
	}
SOURCE_PEEKED(udp4, UDP4)
SOURCE_PEEKED(udp6, UDP6)
SOURCE_PEEKED(unix_dgram, UNIX_DGRAM)

/* Asks for no more of the source than its first bytes. */
static void source_cut(struct kind kind, socklen_t room)
{
	struct strangers two = strangers(kind);
	struct address from;
	char data[4];
	memset(&from, 0xee, sizeof from);
	from.len = room;

	observe(recvfrom(two.receiver, data, sizeof data, 0, &from.any, &from.len));
	observe_word(memcmp(&from.room, &two.name.room, room) == 0 ? "begins" : "another");
	observe_bytes((char *)&from.room + room, 2);
	observe_number(from.len);
}

/* The length is that of the address for recv(2); that of what is stored for POSIX, which may mean
 * either. */
#define SOURCE_CUT(row_, kind_, whole_) \
	CASE(recvfrom, source_cut_##row_, \
		POSIX("1 begins eeee " #whole_ " | 1 begins eeee 4"), \
		LINUX("1 begins eeee " #whole_)) \
	{ \
		source_cut(kind_, 4); \
	} \
	CASE(recvfrom, source_without_room_##row_, \
		POSIX("1 begins eeee " #whole_ " | 1 begins eeee 0"), \
		LINUX("1 begins eeee " #whole_)) \
	{ \
		source_cut(kind_, 0); \
	}
SOURCE_CUT(udp4, UDP4, 16)
SOURCE_CUT(udp6, UDP6, 28)

/* recv(2) speaks of the buffer alone. */

CASE(recvfrom, bad_address,
	DOCUMENT("-1 EFAULT"))
{
	struct strangers two = strangers(UDP4);
	struct address from = { .len = sizeof from.in };
	char data[4];

	observe(recvfrom(two.receiver, data, sizeof data, 0, bad_address(), &from.len));
}

CASE(recvfrom, bad_address_length,
	DOCUMENT("-1 EFAULT"))
{
	struct strangers two = strangers(UDP4);
	struct address from;
	char data[4];

	observe(recvfrom(two.receiver, data, sizeof data, 0, &from.any, bad_address()));
}

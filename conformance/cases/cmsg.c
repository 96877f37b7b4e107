/* The macros that walk control messages: what they compute, and what they make of broken ones. */
#include "fixture.h"

#define MACRO(macro_, name_, ...) CASE(macro_, name_, ANYWHERE, __VA_ARGS__)

/* A buffer for headers, which starts where one may stand. */
union control {
	struct cmsghdr header;
	unsigned char bytes[256];
};

static struct msghdr message_of(union control *control, size_t size)
{
	struct msghdr message = { .msg_control = control };

	memset(control, 0, sizeof *control);
	message.msg_controllen = size;
	return message;
}

static void observe_header(const union control *control, const struct cmsghdr *header)
{
	if (header)
		observe_number((const unsigned char *)header - control->bytes);
	else
		observe_word("NULL");
}

/* What they compute: sizes differ between machines, how they hang together does not. */

MACRO(CMSG_ALIGN, least_multiple_that_fits,
	PROVES("CMSG_ALIGN.signature"),
	DOCUMENT("least"), LINUX("least"))
{
	size_t unit = CMSG_ALIGN((size_t)1);
	int right = 1;

	for (size_t n = 0; n < 100; n++)
		right &= CMSG_ALIGN(n) == (n + unit - 1) / unit * unit;
	observe_word(right ? "least" : "other");
}

MACRO(CMSG_ALIGN, fits_a_header,
	PROVES("CMSG_ALIGN.signature"),
	DOCUMENT("fits"), LINUX("fits"))
{
	size_t unit = CMSG_ALIGN((size_t)1);

	observe_word(unit % _Alignof(struct cmsghdr) == 0 ? "fits" : "too small");
}

MACRO(CMSG_LEN, header_and_data,
	PROVES("CMSG_LEN.signature cmsghdr.cmsg_len"),
	ALL("exact"))
{
	int right = CMSG_LEN(0) >= sizeof(struct cmsghdr);

	for (size_t n = 0; n < 100; n++)
		right &= CMSG_LEN(n) == CMSG_LEN(0) + n;
	observe_word(right ? "exact" : "other");
}

MACRO(CMSG_SPACE, header_data_and_padding,
	PROVES("CMSG_SPACE.signature"),
	ALL("padded"))
{
	size_t unit = CMSG_SPACE(1) - CMSG_SPACE(0);
	int right = unit > 0;

	for (size_t n = 0; n < 100; n++)
		right &= CMSG_SPACE(n) >= CMSG_LEN(n) && CMSG_SPACE(n) - CMSG_LEN(n) < unit &&
			 CMSG_SPACE(n) % unit == CMSG_SPACE(0) % unit;
	observe_word(right ? "padded" : "other");
}

MACRO(CMSG_SPACE, constant_expressions, LINUX("constant"))
{
	static char room[CMSG_ALIGN(5) + CMSG_LEN(5) + CMSG_SPACE(5)];

	observe_word(sizeof room > 3 * 5 ? "constant" : "other");
}

MACRO(CMSG_DATA, behind_the_header,
	PROVES("CMSG_DATA.signature cmsghdr.cmsg_data"),
	ALL("behind"))
{
	union control control;
	const unsigned char *data = CMSG_DATA(&control.header);

	observe_word((size_t)(data - control.bytes) == CMSG_LEN(0) ? "behind" : "elsewhere");
}

/* The first header. */

static void first_in(size_t size)
{
	union control control;
	struct msghdr message = message_of(&control, size);

	observe_header(&control, CMSG_FIRSTHDR(&message));
}

MACRO(CMSG_FIRSTHDR, room_for_one,
	PROVES("CMSG_FIRSTHDR.signature"),
	ALL("0"))
{
	first_in(sizeof(struct cmsghdr));
}

MACRO(CMSG_FIRSTHDR, room_for_more,
	PROVES("CMSG_FIRSTHDR.signature"),
	ALL("0"))
{
	first_in(sizeof(union control));
}

MACRO(CMSG_FIRSTHDR, no_control,
	PROVES("CMSG_FIRSTHDR.signature"),
	ALL("NULL"))
{
	first_in(0);
}

MACRO(CMSG_FIRSTHDR, room_for_less,
	PROVES("liburing-1583"),
	LINUX("NULL"))
{
	first_in(sizeof(struct cmsghdr) - 1);
}

/* The next header. */

/* What follows a first header of the length given, in a buffer of the size given. */
static void next_after(size_t length, size_t size)
{
	union control control;
	struct msghdr message = message_of(&control, size);

	control.header.cmsg_len = length;
	observe_header(&control, CMSG_NXTHDR(&message, &control.header));
}

MACRO(CMSG_NXTHDR, second,
	PROVES("CMSG_NXTHDR.signature CMSG_SPACE.signature"),
	ALL("next"))
{
	union control control;
	struct msghdr message = message_of(&control, 2 * CMSG_SPACE(5));
	control.header.cmsg_len = CMSG_LEN(5);

	unsigned char *next = (unsigned char *)CMSG_NXTHDR(&message, &control.header);
	observe_word(next == control.bytes + CMSG_SPACE(5) ? "next" : "elsewhere");
}

MACRO(CMSG_NXTHDR, three_in_a_row,
	PROVES("CMSG_NXTHDR.signature"),
	ALL("4 9 1 end"))
{
	static const unsigned char lengths[] = { 4, 9, 1 };
	union control control;
	struct msghdr message =
		message_of(&control, CMSG_SPACE(4) + CMSG_SPACE(9) + CMSG_SPACE(1));
	unsigned char *at = control.bytes;
	for (size_t i = 0; i < sizeof lengths; i++) {
		((struct cmsghdr *)at)->cmsg_len = CMSG_LEN(lengths[i]);
		at += CMSG_SPACE(lengths[i]);
	}

	for (struct cmsghdr *header = CMSG_FIRSTHDR(&message); header;
		header = CMSG_NXTHDR(&message, header))
		observe_number((long long)(header->cmsg_len - CMSG_LEN(0)));
	observe_word("end");
}

MACRO(CMSG_NXTHDR, none_after_the_last,
	PROVES("CMSG_NXTHDR.signature musl-81fb75a1"),
	ALL("NULL"))
{
	next_after(CMSG_LEN(4), CMSG_SPACE(4));
}

MACRO(CMSG_NXTHDR, none_after_the_last_without_padding,
	PROVES("CMSG_NXTHDR.signature musl-81fb75a1"),
	ALL("NULL"))
{
	next_after(CMSG_LEN(4), CMSG_LEN(4));
}

MACRO(CMSG_NXTHDR, no_room_for_another,
	PROVES("CMSG_NXTHDR.signature"),
	ALL("NULL"))
{
	next_after(CMSG_LEN(4), CMSG_SPACE(4) + sizeof(struct cmsghdr) - 1);
}

/* What is left is a header and nothing else: it is one. */
MACRO(CMSG_NXTHDR, room_for_a_header_alone,
	PROVES("live:musl-cmsg-empty-tail"),
	LINUX("next"))
{
	union control control;
	struct msghdr message = message_of(&control, CMSG_SPACE(4) + sizeof(struct cmsghdr));
	control.header.cmsg_len = CMSG_LEN(4);

	unsigned char *next = (unsigned char *)CMSG_NXTHDR(&message, &control.header);
	observe_word(!next ? "NULL" : next == control.bytes + CMSG_SPACE(4) ? "next" : "elsewhere");
}

/* Lengths that lie: no header follows, and the walk ends. */

MACRO(CMSG_NXTHDR, length_greatest,
	PROVES("BZ28846"),
	LINUX("NULL"))
{
	next_after((size_t)-1, sizeof(union control));
}

/* Rounded up, it would be 0. */
MACRO(CMSG_NXTHDR, length_wraps_when_padded,
	PROVES("BZ28846"),
	LINUX("NULL"))
{
	next_after((size_t)0 - CMSG_ALIGN((size_t)1) + 1, sizeof(union control));
}

MACRO(CMSG_NXTHDR, length_past_the_end,
	PROVES("musl-81fb75a1"),
	LINUX("NULL"))
{
	next_after(sizeof(union control) + 1, sizeof(union control));
}

MACRO(CMSG_NXTHDR, length_to_the_end,
	PROVES("musl-81fb75a1"),
	LINUX("NULL"))
{
	next_after(sizeof(union control), sizeof(union control));
}

MACRO(CMSG_NXTHDR, length_zero,
	PROVES("s2n-quic-904"),
	LINUX("NULL"))
{
	next_after(0, sizeof(union control));
}

MACRO(CMSG_NXTHDR, length_below_a_header,
	PROVES("s2n-quic-904"),
	LINUX("NULL"))
{
	next_after(sizeof(struct cmsghdr) - 1, sizeof(union control));
}

MACRO(CMSG_NXTHDR, control_below_a_header,
	PROVES("liburing-1583"),
	LINUX("NULL"))
{
	next_after(CMSG_LEN(4), sizeof(struct cmsghdr) - 1);
}

/* cmsg(3): a buffer that is to be filled is zeroed first. This one is not, and what stands where
 * the second header goes passes for a length. */
MACRO(CMSG_NXTHDR, buffer_not_zeroed,
	PROVES("systemd-1540"))
{
	union control control;
	struct msghdr message = message_of(&control, CMSG_SPACE(4) + CMSG_SPACE(4));
	memset(&control, 0xff, sizeof control);
	control.header.cmsg_len = CMSG_LEN(4);

	observe_word(CMSG_NXTHDR(&message, &control.header) ? "next" : "NULL");
}

MACRO(CMSG_NXTHDR, buffer_zeroed, LINUX("next"))
{
	union control control;
	struct msghdr message = message_of(&control, CMSG_SPACE(4) + CMSG_SPACE(4));
	control.header.cmsg_len = CMSG_LEN(4);

	observe_word(CMSG_NXTHDR(&message, &control.header) ? "next" : "NULL");
}

/* Looks at nothing that is not in the buffer. */
MACRO(CMSG_NXTHDR, stays_in_the_buffer,
	PROVES("macOS-rustix-1683"),
	LINUX("NULL"))
{
	struct cmsghdr lone = { .cmsg_len = CMSG_LEN(64) };
	struct cmsghdr *header = guarded(&lone, sizeof lone);
	struct msghdr message = { .msg_control = header, .msg_controllen = sizeof lone };

	observe_word(CMSG_NXTHDR(&message, header) ? "next" : "NULL");
}

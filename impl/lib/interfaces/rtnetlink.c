/* Netlink's messages, read and asked for. */
#include "interfaces/rtnetlink.h"
#include "sockets.h"
#include <errno.h>
#include <linux/rtnetlink.h>
#include <stdlib.h>

/* The most that the kernel puts into a datagram of a dump; less, for who has less room. */
enum { DATAGRAM = 32768 };

int ref_dump_ends(struct octets datagram)
{
	struct nlmsghdr header;
	struct octets payload;
	int error;

	while (ref_take_message(&datagram, &header, &payload)) {
		if (header.nlmsg_flags & NLM_F_DUMP_INTR) {
			errno = EAGAIN;
			return -1;
		}
		if (header.nlmsg_type != NLMSG_DONE && header.nlmsg_type != NLMSG_ERROR)
			continue;
		/* Both begin with an errno, negated; that of an end may be left out. */
		if (ref_take_header(&payload, &error, sizeof error) && error < 0) {
			errno = (int)-(unsigned int)error;
			return -1;
		}
		return 1;
	}
	return 0;
}

static bool make_room(struct dump *dump)
{
	if (dump->room - dump->size >= DATAGRAM)
		return true;
	size_t room = 2 * (dump->room + DATAGRAM);
	unsigned char *bytes = realloc(dump->bytes, room);
	if (!bytes)
		return false;
	dump->bytes = bytes;
	dump->room = room;
	return true;
}

/* Receives a datagram as a whole; a signal does not end it. */
static ssize_t receive(int fd, void *bytes, struct sockaddr_nl *sender)
{
	ssize_t n;
	socklen_t len;

	do {
		len = sizeof *sender;
		n = ref_recvfrom(fd, bytes, DATAGRAM, MSG_TRUNC, (struct sockaddr *)sender, &len);
	} while (n < 0 && errno == EINTR);
	if (n > DATAGRAM) {
		errno = EMSGSIZE;
		return -1;
	}
	return n;
}

/* Adds the next datagram if the kernel sent it. Returns what ref_dump_ends() says of it. */
static int add_datagram(int fd, struct dump *dump)
{
	struct sockaddr_nl sender;

	if (!make_room(dump))
		return -1;
	unsigned char *bytes = dump->bytes + dump->size;
	ssize_t n = receive(fd, bytes, &sender);
	if (n < 0)
		return -1;
	if (sender.nl_pid != 0)
		return 0;
	/* The kernel fills up the last message too, so that the next one begins at an alignment. */
	dump->size += (size_t)n;
	return ref_dump_ends((struct octets){ bytes, (size_t)n });
}

int ref_dump(int fd, unsigned short type, struct dump *dump)
{
	struct {
		struct nlmsghdr header;
		struct rtgenmsg family;
	} request = {
		.header = { .nlmsg_len = NLMSG_LENGTH(sizeof request.family),
			.nlmsg_type = type,
			.nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP },
		.family.rtgen_family = AF_UNSPEC,
	};
	int ends = 0;

	if (ref_send(fd, &request, sizeof request, 0) < 0)
		return -1;
	while (ends == 0)
		ends = add_datagram(fd, dump);
	return ends < 0 ? -1 : 0;
}

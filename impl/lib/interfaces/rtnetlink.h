/* What the kernel tells of its interfaces: asked for over a netlink socket, and read from bytes
 * that need not be right. netlink(7), rtnetlink(7). */
#ifndef RTNETLINK_H
#define RTNETLINK_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include <linux/netlink.h>

struct octets {
	const unsigned char *bytes;
	size_t size;
};

/* The calls that follow take what they give off the front of octets; what is not whole ends it.
 * They look at no byte outside, whatever lengths the bytes claim, and need no alignment. They stand
 * here because a call for each attribute is a tenth of the time that a list takes. */

/* So many bytes, or all that are left. */
static inline struct octets take(struct octets *from, size_t size)
{
	struct octets taken = { from->bytes, size < from->size ? size : from->size };

	from->bytes += taken.size;
	from->size -= taken.size;
	return taken;
}

/* The next message: its header, and its payload. Returns false where no whole one is left. */
static inline bool ref_take_message(
	struct octets *messages, struct nlmsghdr *header, struct octets *payload)
{
	if (messages->size < sizeof *header)
		return false;
	memcpy(header, messages->bytes, sizeof *header);
	if (header->nlmsg_len < sizeof *header || header->nlmsg_len > messages->size)
		return false;
	*payload = take(messages, NLMSG_ALIGN((size_t)header->nlmsg_len));
	payload->size = header->nlmsg_len;
	take(payload, NLMSG_HDRLEN);
	return true;
}

/* A fixed structure of so many bytes, with what fills it up to the alignment of netlink. Returns
 * false and writes nothing where they are not there. */
static inline bool ref_take_header(struct octets *payload, void *header, size_t size)
{
	if (size > payload->size)
		return false;
	memcpy(header, payload->bytes, size);
	take(payload, NLMSG_ALIGN(size));
	return true;
}

/* The next attribute: its type without flags, and its value. Returns false where no whole one is
 * left. */
static inline bool ref_take_attribute(
	struct octets *attributes, unsigned int *type, struct octets *value)
{
	struct nlattr header;

	if (attributes->size < sizeof header)
		return false;
	memcpy(&header, attributes->bytes, sizeof header);
	if (header.nla_len < sizeof header || header.nla_len > attributes->size)
		return false;
	*type = header.nla_type & NLA_TYPE_MASK;
	*value = take(attributes, NLA_ALIGN((size_t)header.nla_len));
	value->size = header.nla_len;
	take(value, NLA_HDRLEN);
	return true;
}

/* What a datagram means for the dump that it belongs to. Returns 0 where more is to come and 1
 * where it was the last; -1 with the errno that the kernel tells, or EAGAIN where the dump is not
 * of one moment and may be asked for again. */
int ref_dump_ends(struct octets datagram);

/* Messages of the kernel, one behind the other. Begins as zeros; its bytes are to be freed. */
struct dump {
	unsigned char *bytes;
	size_t size, room;
};

/* Asks the kernel, on a netlink socket, for all that it has of a type (RTM_GETLINK, RTM_GETADDR)
 * and adds its messages to the dump. Returns 0; -1 with the errno of ref_dump_ends(), of send() or
 * recv(), ENOMEM, or EMSGSIZE where a datagram is larger than the kernel's are, and then the socket
 * is of no more use. */
int ref_dump(int fd, unsigned short type, struct dump *dump);

struct ifaddrs;

/* Makes a list of what the messages of the two dumps tell. Returns 0; -1 with ENOMEM, or EAGAIN
 * where an address is of an interface that is not among the links. */
int ref_list_interfaces(struct octets links, struct octets addresses, struct ifaddrs **list);

#endif

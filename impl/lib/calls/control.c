/* Control messages: from one header to the next, never beyond their buffer. */
#include "sockets.h"

struct cmsghdr *ref_CMSG_FIRSTHDR(const struct msghdr *msgh)
{
	return msgh->msg_controllen < sizeof(struct cmsghdr) ? NULL : msgh->msg_control;
}

/* Lengths are compared, not pointers: cmsg_len may have any value. */
struct cmsghdr *ref_CMSG_NXTHDR(const struct msghdr *msgh, struct cmsghdr *cmsg)
{
	unsigned char *const header = (unsigned char *)cmsg;
	size_t at = (size_t)(header - (unsigned char *)msgh->msg_control);
	size_t rest = msgh->msg_controllen - at, length = cmsg->cmsg_len;

	if (length < sizeof *cmsg || length > rest || REF_CMSG_ALIGN(length) + sizeof *cmsg > rest)
		return NULL;
	return (struct cmsghdr *)(header + REF_CMSG_ALIGN(length));
}

unsigned char *ref_CMSG_DATA(struct cmsghdr *cmsg)
{
	return (unsigned char *)cmsg + REF_CMSG_LEN(0);
}

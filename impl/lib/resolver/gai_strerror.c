/* What the error codes of getaddrinfo() and its like mean. */
#include "sockets.h"

static const struct {
	int code;
	const char *text;
} meanings[] = {
	{ 0, "No error" },
	{ EAI_ADDRFAMILY, "Host has no address of this family" },
	{ EAI_AGAIN, "Name cannot be resolved now, try again later" },
	{ EAI_ALLDONE, "No request is left to wait for" },
	{ EAI_BADFLAGS, "Wrong flags" },
	{ EAI_CANCELED, "Request was canceled" },
	{ EAI_FAIL, "Name cannot be resolved, and trying again will not help" },
	{ EAI_FAMILY, "Address family is not supported, or its address has another length" },
	{ EAI_IDN_ENCODE, "Name is not valid in this locale, or has no international form" },
	{ EAI_INPROGRESS, "Request is not finished yet" },
	{ EAI_INTR, "Interrupted by a signal" },
	{ EAI_MEMORY, "Out of memory" },
	{ EAI_NODATA, "Host has no address" },
	{ EAI_NONAME, "Host or service is not known" },
	{ EAI_NOTCANCELED, "Request cannot be canceled any more" },
	{ EAI_OVERFLOW, "Name does not fit into its buffer" },
	{ EAI_SERVICE, "Service is not known for this type of socket" },
	{ EAI_SOCKTYPE, "Type of socket is not supported" },
	{ EAI_SYSTEM, "System error, which errno tells" },
};

const char *ref_gai_strerror(int errcode)
{
	for (size_t i = 0; i < sizeof meanings / sizeof *meanings; i++)
		if (meanings[i].code == errcode)
			return meanings[i].text;
	return "Unknown error";
}

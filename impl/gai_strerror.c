/* What the error codes of getaddrinfo() and its like mean. */
#include "sockets.h"

const char *ref_gai_strerror(int errcode)
{
	switch (errcode) {
	case 0:
		return "No error";
	case EAI_ADDRFAMILY:
		return "Host has no address of this family";
	case EAI_AGAIN:
		return "Name cannot be resolved now, try again later";
	case EAI_ALLDONE:
		return "No request is left to wait for";
	case EAI_BADFLAGS:
		return "Wrong flags";
	case EAI_CANCELED:
		return "Request was canceled";
	case EAI_FAIL:
		return "Name cannot be resolved, and trying again will not help";
	case EAI_FAMILY:
		return "Address family is not supported, or its address has another length";
	case EAI_IDN_ENCODE:
		return "Name is not valid in this locale, or has no international form";
	case EAI_INPROGRESS:
		return "Request is not finished yet";
	case EAI_INTR:
		return "Interrupted by a signal";
	case EAI_MEMORY:
		return "Out of memory";
	case EAI_NODATA:
		return "Host has no address";
	case EAI_NONAME:
		return "Host or service is not known";
	case EAI_NOTCANCELED:
		return "Request cannot be canceled any more";
	case EAI_OVERFLOW:
		return "Name does not fit into its buffer";
	case EAI_SERVICE:
		return "Service is not known for this type of socket";
	case EAI_SOCKTYPE:
		return "Type of socket is not supported";
	case EAI_SYSTEM:
		return "System error, which errno tells";
	default:
		return "Unknown error";
	}
}

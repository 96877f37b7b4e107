/* Any family, width and room for any bytes, as an address and as text: the reference and the host's
 * libc refuse the same and make the same of the rest. */
#include <arpa/inet.h>

#include "outcome.h"
#include "sockets.h"

/* An input is a head of HEAD bytes (see arguments_of), then the address and the text. */
enum { HEAD = 3, LONGEST_TEXT = 64, LONGEST_ADDRESS = 16 };

/* Not every libc has these. */
#pragma weak inet_makeaddr
#pragma weak inet_lnaof
#pragma weak inet_netof
int inet_net_pton(int, const char *, void *, size_t) __attribute__((weak));
char *inet_net_ntop(int, const void *, int, char *, size_t) __attribute__((weak));

static unsigned char *text_end, *address_end, *result_end; /* of watched pages */

static const struct implementation {
	int (*pton)(int, const char *, void *);
	const char *(*ntop)(int, const void *, char *, socklen_t);
	int (*net_pton)(int, const char *, void *, size_t);
	char *(*net_ntop)(int, const void *, int, char *, size_t);
	struct in_addr (*makeaddr)(in_addr_t, in_addr_t);
	in_addr_t (*netof)(struct in_addr);
	in_addr_t (*lnaof)(struct in_addr);
} reference = { ref_inet_pton, ref_inet_ntop, ref_inet_net_pton, ref_inet_net_ntop,
	ref_inet_makeaddr, ref_inet_netof, ref_inet_lnaof },
  host = { inet_pton, inet_ntop, inet_net_pton, inet_net_ntop, inet_makeaddr, inet_netof,
	  inet_lnaof };

struct arguments {
	int family, bits;
	size_t size;
	const unsigned char *address; /* as long as one of the family is, or of IPv6 */
	const char *text;
};

static struct arguments arguments_of(const uint8_t *data, size_t size)
{
	static const int families[] = { AF_INET, AF_INET6, AF_UNSPEC, AF_UNIX, 77, -1 };
	size_t given = size - HEAD, length = strnlen((const char *)data + HEAD, given);
	char *text = memcpy((char *)text_end - length - 1, data + HEAD, length);
	struct arguments arguments = { .family = families[data[0] % 6],
		.bits = (int8_t)data[1] == -128 ? 128 : (int8_t)data[1],
		.size = data[2] % LONGEST_TEXT,
		.text = text };
	size_t address_size = arguments.family == AF_INET ? 4 : LONGEST_ADDRESS;
	unsigned char *address = address_end - address_size;

	text[length] = '\0';
	memset(address, 0, address_size);
	memcpy(address, data + HEAD, given < address_size ? given : address_size);
	arguments.address = address;
	return arguments;
}

static void *room(size_t size)
{
	errno = 0;
	return poisoned_room(result_end, size);
}

/* What a call that was given room(size) came to: made bytes of it, or it failed. */
static struct outcome outcome_of(
	const struct implementation *on, long long result, size_t size, size_t made)
{
	struct outcome outcome;

	if (made > size || !is_poison(result_end - size - MARGIN, MARGIN))
		find("%zu bytes made beside the %zu given", made, size);
	if (on == &reference && made == 0 && !is_poison(result_end - size, size))
		find("a call failed and wrote");
	outcome.result = result;
	outcome.error = result == -1 ? errno : 0;
	outcome.made = made;
	memcpy(outcome.bytes, result_end - size, made);
	return outcome;
}

static struct outcome text_outcome(const struct implementation *on, const char *text, size_t size)
{
	if (text && on == &host)
		text_known_to_be_written(text);
	long long length = text ? (long long)strlen(text) : -1;

	return outcome_of(on, length, size, (size_t)(length + 1));
}

/* Each makes a call. Returns false if the libc does not have it. */
static bool write_address(
	const struct implementation *on, const struct arguments *with, struct outcome *outcome)
{
	socklen_t size = (socklen_t)with->size;

	*outcome = text_outcome(on, on->ntop(with->family, with->address, room(size), size), size);
	return true;
}

static bool write_network(
	const struct implementation *on, const struct arguments *with, struct outcome *outcome)
{
	size_t size = with->size;

	if (!on->net_ntop)
		return false;
	*outcome = text_outcome(
		on, on->net_ntop(with->family, with->address, with->bits, room(size), size), size);
	return true;
}

static bool read_address(
	const struct implementation *on, const struct arguments *with, struct outcome *outcome)
{
	size_t size = with->family == AF_INET ? 4 : LONGEST_ADDRESS;
	int result = on->pton(with->family, with->text, room(size));

	*outcome = outcome_of(on, result, size, result == 1 ? size : 0);
	return true;
}

static bool read_network(
	const struct implementation *on, const struct arguments *with, struct outcome *outcome)
{
	size_t size = with->size % (LONGEST_ADDRESS + 1);

	if (!on->net_pton)
		return false;
	int result = on->net_pton(with->family, with->text, room(size), size);
	*outcome = outcome_of(on, result, size, result < 0 ? 0 : size);
	return true;
}

/* Puts any two numbers together, and takes any address apart. */
static bool split(
	const struct implementation *on, const struct arguments *with, struct outcome *outcome)
{
	struct in_addr address;
	in_addr_t host_number = 0;

	if (!on->makeaddr || !on->netof || !on->lnaof)
		return false;
	memcpy(&address, with->address, sizeof address);
	memcpy(&host_number, with->text, strlen(with->text) < 8 ? 0 : sizeof host_number);
	outcome->result = outcome->error = 0;
	outcome->made = 0;
	add_number(outcome, on->netof(address));
	add_number(outcome, on->lnaof(address));
	add_number(outcome, on->makeaddr(address.s_addr, host_number).s_addr);
	if (on->makeaddr(on->netof(address), on->lnaof(address)).s_addr != address.s_addr)
		find("inet_makeaddr does not put %08x together", ntohl(address.s_addr));
	return true;
}

static const struct call {
	const char *name;
	bool (*make)(const struct implementation *on, const struct arguments *with,
		struct outcome *outcome);
} calls[] = {
	{ "inet_ntop", write_address },
	{ "inet_pton", read_address },
	{ "inet_net_ntop", write_network },
	{ "inet_net_pton", read_network },
	{ "inet_makeaddr", split },
};

/* The text itself is the matter of inet_text.c: here it is what is beside it. */
static bool reads_text(const struct call *call, const struct arguments *with)
{
	return (call->make == read_address &&
		       (with->family == AF_INET || with->family == AF_INET6)) ||
	       (call->make == read_network && strchr(with->text, '/'));
}

/* What glibc does otherwise: it knows networks of AF_INET alone; it asks for room for an octet of
 * three digits, whichever it writes, and takes a fifth octet where there is room, and for a lack of
 * room where there is not. */
static bool is_explained(const struct call *call, const struct arguments *with,
	const struct outcome *ours, const struct outcome *theirs)
{
	if (call->make != write_network && call->make != read_network)
		return false;
	return (with->family == AF_INET6 && theirs->error == EAFNOSUPPORT) ||
	       (theirs->error == EMSGSIZE && ours->error != EAFNOSUPPORT) ||
	       (theirs->error == 0 && ours->error == ENOENT && theirs->made > 4);
}

static bool make_on_host(
	const struct call *call, const struct arguments *with, struct outcome *outcome)
{
	bool is_made = call->make(&host, with, outcome);

	known_to_be_written(outcome, sizeof *outcome);
	return is_made;
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc, (void)argv;
	text_end = page_end();
	address_end = page_end();
	result_end = page_end();
	return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct outcome ours, theirs;

	if (size < HEAD || size - HEAD >= LONGEST_TEXT)
		return 0;
	const struct arguments with = arguments_of(data, size);
	for (size_t i = 0; i < sizeof calls / sizeof *calls; i++) {
		const struct call *call = &calls[i];
		call->make(&reference, &with, &ours);
		if (!reads_text(call, &with) && make_on_host(call, &with, &theirs) &&
			!is_same(&ours, &theirs) && !is_explained(call, &with, &ours, &theirs))
			differ("%s differs on family %d, width %d, room for %zu, \"%s\": "
			       "reference %s, libc %s",
				call->name, with.family, with.bits, with.size, with.text,
				text_of(&ours), text_of(&theirs));
	}
	return 0;
}

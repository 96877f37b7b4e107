/* Any numeric host and any service with any hints: the reference finds what the host's libc finds,
 * and what is found reads back. */
#include <netdb.h>

#include "outcome.h"
#include "sockets.h"
#include "world.h"

/* An input is a head of HEAD bytes (see question_of), the host, a NUL and the service. */
enum {
	HEAD = 6,
	LONGEST_INPUT = 256,
	OLD_FLAGS = 0x300
}; /* once AI_IDN_ALLOW_UNASSIGNED and AI_IDN_USE_STD3_ASCII_RULES */

static bool is_world;
static unsigned char *host_end, *service_end, *hints_end; /* of watched pages */

struct question {
	const char *host, *service; /* NULL where not given */
	const struct addrinfo *hints;
};

struct implementation {
	int (*get)(const char *restrict, const char *restrict, const struct addrinfo *restrict,
		struct addrinfo **restrict);
	void (*release)(struct addrinfo *);
};

static const struct implementation reference = { ref_getaddrinfo, ref_freeaddrinfo },
				   host = { getaddrinfo, freeaddrinfo };

static char *copy(unsigned char *end, const uint8_t *text, size_t length)
{
	char *copied = memcpy(end - length - 1, text, length);

	copied[length] = '\0';
	return copied;
}

/* Whether the question may be one that asks the kernel, or reads /etc/services: that takes ten
 * times as long, so one input in 31 is enough; by the sum of its bytes, which others do not take
 * over from it. */
static bool may_take_long(const uint8_t *data, size_t size)
{
	unsigned int sum = 0;

	while (size > 0)
		sum += data[--size];
	return sum % 31 == 0;
}

/* Of the head: what is given, the flags, family, type and protocol, of each mostly one that there
 * is. A host is a number: any other is the name servers' matter. */
static struct question question_of(const uint8_t *data, size_t size)
{
	static const int families[] = { AF_UNSPEC, AF_INET, AF_INET6, AF_UNIX };
	struct addrinfo *hints = (struct addrinfo *)(hints_end - sizeof *hints);
	const uint8_t *text = data + HEAD, *end = memchr(text, '\0', size - HEAD);
	size_t length = end ? (size_t)(end - text) : size - HEAD;
	struct question question = { .hints = hints };

	*hints = (struct addrinfo){ .ai_flags = data[1] | data[2] << 8 | AI_NUMERICHOST |
						AI_NUMERICSERV,
		.ai_family = data[3] < 250 ? families[data[3] % 4] : data[3],
		.ai_socktype = data[4] < 128 ? data[4] % 6 : (int8_t)data[4],
		.ai_protocol = data[5] };
	if (!(data[0] & 1))
		question.host = copy(host_end, text, length);
	if (!(data[0] & 2) && end)
		question.service = copy(service_end, end + 1,
			strnlen((const char *)end + 1, size - HEAD - length - 1));
	if (!may_take_long(data, size)) {
		hints->ai_flags &= ~AI_ADDRCONFIG;
		/* of one address alone, which needs no order */
		if (!question.host && !hints->ai_family)
			hints->ai_family = AF_INET6;
	} else if (data[0] & 8) {
		question.hints = NULL;
		if (question.host)
			question.host = "::1";
	}
	return question;
}

/* Flags of what is found, and names that were not asked for, are glibc's own: no page tells of
 * them. */
static void add_info(struct outcome *outcome, const struct addrinfo *info, bool is_asked_for)
{
	int numbers[] = { is_observing() ? 0 : info->ai_flags & ~OLD_FLAGS, info->ai_family,
		info->ai_socktype, info->ai_protocol, (int)info->ai_addrlen };

	add(outcome, numbers, sizeof numbers);
	add(outcome, info->ai_addr, info->ai_addrlen);
	if (info->ai_canonname && (is_asked_for || !is_observing()))
		add(outcome, info->ai_canonname, strlen(info->ai_canonname) + 1);
}

/* Stores what was found, to be released; NULL where nothing was. */
static struct outcome ask_for(
	const struct implementation *on, const struct question *question, struct addrinfo **list)
{
	static struct addrinfo untouched;
	struct outcome outcome;

	*list = &untouched;
	outcome.result = on->get(question->host, question->service, question->hints, list);
	outcome.error = 0;
	outcome.made = 0;
	if (outcome.result == 0) {
		bool has_name = question->hints && question->hints->ai_flags & AI_CANONNAME;
		for (const struct addrinfo *info = *list; info; info = info->ai_next)
			add_info(&outcome, info, has_name && info == *list);
		return outcome;
	}
	if (on == &reference && *list != &untouched)
		find("getaddrinfo fails with %lld and stores a list", outcome.result);
	*list = NULL;
	return outcome;
}

static struct outcome ask(const struct implementation *on, const struct question *question)
{
	struct addrinfo *list;
	struct outcome outcome = ask_for(on, question, &list);

	if (list)
		on->release(list);
	return outcome;
}

static bool is_documented(long long result)
{
	static const int results[] = { 0, EAI_ADDRFAMILY, EAI_AGAIN, EAI_BADFLAGS, EAI_FAIL,
		EAI_FAMILY, EAI_MEMORY, EAI_NODATA, EAI_NONAME, EAI_SERVICE, EAI_SOCKTYPE,
		EAI_SYSTEM };

	for (size_t i = 0; i < sizeof results / sizeof *results; i++)
		if (results[i] == result)
			return true;
	return false;
}

/* Gives the port that glibc makes of a service which strtoul() reads whole; of a negative int it
 * makes a name, even where a number was promised. */
static void read_loosely(const struct question *question, struct question *rewritten)
{
	static char port[8];
	static struct addrinfo hints;
	char *end;

	if (!question->service)
		return;
	unsigned long number = strtoul(question->service, &end, 10);
	if (*end)
		return;
	if ((int)number < 0 && question->hints) {
		hints = *question->hints;
		hints.ai_flags &= ~AI_NUMERICSERV;
		rewritten->hints = &hints;
		return;
	}
	sprintf(port, "%u", (unsigned)(number & 0xffff));
	rewritten->service = port;
}

static bool is_star(const char *name)
{
	return name && strcmp(name, "*") == 0;
}

static void drop_empty_names(const struct question *question, struct question *rewritten)
{
	if (is_star(question->host))
		rewritten->host = NULL;
	if (question->service && (!*question->service || is_star(question->service)))
		rewritten->service = NULL;
}

/* Gives the hints that getaddrinfo(3) says glibc has where there are none. */
static void give_hints(const struct question *question, struct question *rewritten)
{
	static const struct addrinfo hints = { .ai_flags = AI_V4MAPPED | AI_ADDRCONFIG };

	if (!question->hints)
		rewritten->hints = &hints;
}

static void drop_old_flags(const struct question *question, struct question *rewritten)
{
	static struct addrinfo hints;

	if (!question->hints)
		return;
	hints = *rewritten->hints;
	hints.ai_flags &= ~OLD_FLAGS;
	rewritten->hints = &hints;
}

/* What glibc does otherwise: as the reference does with the question rewritten. All add up. */
static const struct difference {
	void (*rewrite)(const struct question *, struct question *rewritten);
	const char *reason;
} differences[] = {
	{ give_hints, "getaddrinfo(3): glibc takes NULL for AI_V4MAPPED and AI_ADDRCONFIG" },
	{ read_loosely, "glibc reads a port with strtoul, blanks, sign and all, and cuts it" },
	{ drop_old_flags, "glibc ignores what were flags once" },
	{ drop_empty_names, "glibc takes an empty service for none, and a star for any name" },
};

/* An octet of decimal digits, the first of several a zero. */
static bool has_leading_zero(const char *text)
{
	for (const char *at = strpbrk(text, ":."); at; at = strpbrk(at + 1, ":."))
		if (at[1] == '0' && at[2] >= '0' && at[2] <= '9')
			return true;
	return false;
}

static bool has_nothing(const struct question *question, long long ours, long long theirs)
{
	return theirs == EAI_NONAME && ours != 0 && !question->service &&
	       (!question->host || is_star(question->host));
}

static bool has_own_family_alone(const struct question *question, long long ours, long long theirs)
{
	(void)ours; /* perhaps another error, which glibc would find later */
	return theirs == EAI_NONAME && question->hints &&
	       question->hints->ai_flags & AI_ADDRCONFIG && question->hints->ai_family;
}

static bool has_zero_behind_ipv6(const struct question *question, long long ours, long long theirs)
{
	(void)ours; /* perhaps an error: glibc does not come as far */
	return theirs == EAI_NONAME && question->host && strchr(question->host, ':') &&
	       has_leading_zero(question->host);
}

static bool has_no_name(const struct question *question, long long ours, long long theirs)
{
	return theirs == 0 && ours != 0 &&
	       ((question->service && !*question->service) || is_star(question->service) ||
		       is_star(question->host));
}

static bool has_interface(const struct question *question, long long ours, long long theirs)
{
	unsigned int first;

	return theirs == 0 && ours == EAI_NONAME && question->host &&
	       sscanf(question->host, "%4x:", &first) == 1 && (first & 0xff0f) == 0xff01 &&
	       strstr(question->host, "%lo");
}

static bool has_alias_of_interface(
	const struct question *question, long long ours, long long theirs)
{
	return theirs == 0 && ours == EAI_NONAME && question->host &&
	       strstr(question->host, "%lo:");
}

static bool has_all_mapped(const struct question *question, long long ours, long long theirs)
{
	(void)ours; /* perhaps an error: of a port that glibc cuts, see above */
	return theirs == 0 && !question->host && question->hints &&
	       question->hints->ai_family == AF_INET6 && question->hints->ai_flags & AI_ALL &&
	       question->hints->ai_flags & AI_V4MAPPED;
}

static bool is_mapped(const struct question *question, long long ours, long long theirs)
{
	return theirs == 0 && ours == EAI_ADDRFAMILY && strcasestr(question->host, ":ffff:");
}

static bool has_other_family(const struct question *question, long long ours, long long theirs)
{
	return ours == EAI_NONAME && theirs == EAI_ADDRFAMILY && strchr(question->host, '%');
}

static bool is_not_encodable(const struct question *question, long long ours, long long theirs)
{
	return (ours == 0 || ours == EAI_NONAME) && theirs == EAI_IDN_ENCODE &&
	       question->hints->ai_flags & AI_IDN;
}

/* What glibc does otherwise, and no other question to the reference comes to; the question may be
 * one rewritten as above. */
static const struct exception {
	bool (*fits)(const struct question *question, long long ours, long long theirs);
	const char *reason;
} exceptions[] = {
	{ has_nothing, "glibc asks before all else whether it is given a name" },
	{ has_own_family_alone, "glibc wants more than loopback of the family for a number too" },
	{ has_zero_behind_ipv6, "glibc's inet_pton takes no leading zeros" },
	{ has_no_name, "the same, where no name is left" },
	{ has_interface, "glibc takes an interface's name for interface-local multicast too" },
	{ has_alias_of_interface, "glibc asks Linux, which cuts an interface's name at a colon" },
	{ is_mapped, "glibc gives a mapped address to who wants AF_INET" },
	{ has_other_family, "glibc minds the family before it reads a scope" },
	{ is_not_encodable, "glibc encodes a host before it asks whether it is a number" },
	{ has_all_mapped, "glibc maps no loopback address for who asks without a node" },
};

static bool is_exception(const struct question *question, long long ours, long long theirs)
{
	for (size_t i = 0; i < sizeof exceptions / sizeof *exceptions; i++)
		if (exceptions[i].fits(question, ours, theirs))
			return true;
	return false;
}

static bool is_explained(const struct question *question, const struct outcome *first_ours,
	const struct outcome *theirs)
{
	struct question rewritten = *question;

	if (is_exception(question, first_ours->result, theirs->result))
		return true;
	for (size_t i = 0; i < sizeof differences / sizeof *differences; i++) {
		differences[i].rewrite(question, &rewritten);
		struct outcome ours = ask(&reference, &rewritten);
		if (is_same(&ours, theirs) || is_exception(&rewritten, ours.result, theirs->result))
			return true;
	}
	return false;
}

/* The text of the first address is one that gives the same address. */
static void check_round_trip(const struct addrinfo *found)
{
	static const struct addrinfo hints = { .ai_flags = AI_NUMERICHOST | AI_NUMERICSERV,
		.ai_socktype = SOCK_STREAM };
	struct addrinfo *again = NULL;
	char text[NI_MAXHOST], port[NI_MAXSERV];

	if (ref_getnameinfo(found->ai_addr, found->ai_addrlen, text, sizeof text, port, sizeof port,
		    NI_NUMERICHOST | NI_NUMERICSERV) != 0)
		find("getnameinfo has no text for what getaddrinfo found");
	int result = ref_getaddrinfo(text, port, &hints, &again);
	if (result != 0 || again->ai_addrlen != found->ai_addrlen ||
		memcmp(again->ai_addr, found->ai_addr, found->ai_addrlen) != 0)
		find("\"%s\" port %s does not read back: %d", text, port, result);
	ref_freeaddrinfo(again);
}

static void tell(
	const struct question *question, const struct outcome *ours, const struct outcome *theirs)
{
	static const struct addrinfo none;
	const struct addrinfo *hints = question->hints ? question->hints : &none;

	differ("getaddrinfo differs on \"%s\" \"%s\"%s flags 0x%x family %d type %d protocol %d: "
	       "reference %s, libc %s",
		question->host ? question->host : "NULL",
		question->service ? question->service : "NULL", question->hints ? "" : " no hints",
		hints->ai_flags, hints->ai_family, hints->ai_socktype, hints->ai_protocol,
		text_of(ours), text_of(theirs));
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	static const char services[] = "http 80/tcp www\ndomain 53/tcp\ndomain 53/udp\n"
				       "tftp 69/udp\nexec 512/tcp\nbiff 512/udp comsat\n";

	(void)argc, (void)argv;
	host_end = page_end();
	service_end = page_end();
	hints_end = page_end();
	is_world = entered(enter_user_namespace() && enter_network() && enter_etc() &&
			   write_file("/etc/services", services, sizeof services - 1));
	return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size < HEAD || size > LONGEST_INPUT || !is_world)
		return 0;
	struct question question = question_of(data, size);
	struct addrinfo *found;
	struct outcome ours = ask_for(&reference, &question, &found);
	struct outcome theirs = ask(&host, &question);

	if (!is_documented(ours.result))
		find("getaddrinfo returns %lld", ours.result);
	if (!is_same(&ours, &theirs) && !is_explained(&question, &ours, &theirs))
		tell(&question, &ours, &theirs);
	if (found)
		check_round_trip(found);
	ref_freeaddrinfo(found);
	return 0;
}

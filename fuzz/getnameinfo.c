/* Any socket address with any flags into rooms of any size: the reference names it as the host's
 * libc does, and no differently in more room. */
#include <netdb.h>

#include "outcome.h"
#include "sockets.h"
#include "world.h"

/* An input is a head of HEAD bytes (see question_of), then the address. */
enum { HEAD = 5, LONGEST_ADDR = 128, NO_NAMES = NI_NUMERICHOST };

static bool is_world;
static unsigned char *addr_end, *host_end, *service_end; /* of watched pages */

typedef int getnameinfo_call(const struct sockaddr *restrict, socklen_t, char *restrict, socklen_t,
	char *restrict, socklen_t, int);

struct question {
	const struct sockaddr *addr;
	socklen_t addrlen;
	size_t host_room, service_room;
	int flags;
};

/* A host is asked for as a number alone: any other is the name servers' matter. */
static struct question question_of(const uint8_t *head, const uint8_t *addr, size_t size)
{
	struct question question = {
		.addr = memcpy(addr_end - (size + 3) / 4 * 4, addr, size), /* aligned */
		.addrlen = head[0] < 0xf0 ? (socklen_t)size : (socklen_t)(head[0] - 0xf0),
		.host_room = head[1],
		.service_room = head[2],
		.flags = head[3] | head[4] << 8 | NO_NAMES,
	};

	if (question.addrlen > size)
		question.addrlen = (socklen_t)size;
	return question;
}

static struct outcome ask(getnameinfo_call *call, const struct question *question)
{
	char *host = question->host_room ? poisoned_room(host_end, question->host_room) : NULL;
	char *service =
		question->service_room ? poisoned_room(service_end, question->service_room) : NULL;
	struct outcome outcome;

	outcome.result =
		call(question->addr, question->addrlen, host, (socklen_t)question->host_room,
			service, (socklen_t)question->service_room, question->flags);
	outcome.error = 0;
	outcome.made = 0;
	if ((host && !is_poison((unsigned char *)host - MARGIN, MARGIN)) ||
		(service && !is_poison((unsigned char *)service - MARGIN, MARGIN)))
		find("getnameinfo wrote before the room that it was given");
	if (outcome.result == 0 && host)
		add(&outcome, host, strlen(host) + 1);
	if (outcome.result == 0 && service)
		add(&outcome, service, strlen(service) + 1);
	if (outcome.result != 0 && call == ref_getnameinfo &&
		!((!host || is_poison((unsigned char *)host, question->host_room)) ||
			(!service || is_poison((unsigned char *)service, question->service_room))))
		find("getnameinfo failed and wrote both names");
	return outcome;
}

static bool is_documented(long long result)
{
	static const int results[] = { 0, EAI_AGAIN, EAI_BADFLAGS, EAI_FAIL, EAI_FAMILY, EAI_MEMORY,
		EAI_NONAME, EAI_OVERFLOW, EAI_SYSTEM };

	for (size_t i = 0; i < sizeof results / sizeof *results; i++)
		if (results[i] == result)
			return true;
	return false;
}

static bool is_local(const struct question *question, long long ours, long long theirs)
{
	(void)theirs;
	return ours == EAI_FAMILY && question->addrlen >= sizeof(sa_family_t) &&
	       question->addr->sa_family == AF_UNIX;
}

static bool has_new_flag(const struct question *question, long long ours, long long theirs)
{
	(void)ours;
	return theirs == EAI_BADFLAGS && question->flags & REF_NI_NUMERICSCOPE;
}

static bool asks_nothing(const struct question *question, long long ours, long long theirs)
{
	return ours == EAI_NONAME && theirs == 0 && question->host_room == 0 &&
	       question->service_room == 0;
}

static bool asks_nothing_of_no_family(
	const struct question *question, long long ours, long long theirs)
{
	return ours == EAI_FAMILY && theirs == EAI_NONAME && question->host_room == 0 &&
	       question->service_room == 0;
}

static bool has_deprecated_flag(const struct question *question, long long ours, long long theirs)
{
	(void)theirs;
	return ours == EAI_BADFLAGS && question->flags & 0xc0;
}

/* What glibc does otherwise. */
static const struct difference {
	bool (*fits)(const struct question *question, long long ours, long long theirs);
	const char *reason;
} differences[] = {
	{ is_local, "glibc names the paths of AF_UNIX too" },
	{ has_new_flag, "POSIX's NI_NUMERICSCOPE is not in glibc" },
	{ has_deprecated_flag, "glibc ignores what were NI_IDN_ALLOW_UNASSIGNED and its like" },
	{ asks_nothing_of_no_family, "glibc asks before all else whether a name is wanted" },
	{ asks_nothing, "POSIX wants EAI_NONAME; glibc only with NI_NAMEREQD" },
};

static bool is_explained(
	const struct question *question, const struct outcome *ours, const struct outcome *theirs)
{
	for (size_t i = 0; i < sizeof differences / sizeof *differences; i++)
		if (differences[i].fits(question, ours->result, theirs->result))
			return true;
	return false;
}

/* Room that just holds what was written is enough; a byte less for either is not. */
static void check_rooms(const struct question *question, const struct outcome *written)
{
	const char *names = (const char *)written->bytes;
	size_t host = question->host_room ? strlen(names) + 1 : 0;
	size_t service = question->service_room ? strlen(names + host) + 1 : 0;
	struct question smaller = *question;

	smaller.host_room = host;
	smaller.service_room = service;
	struct outcome outcome = ask(ref_getnameinfo, &smaller);
	if (!is_same(&outcome, written))
		find("getnameinfo in just enough room: %s, in more: %s", text_of(&outcome),
			text_of(written));
	for (int i = 0; i < 2; i++) {
		smaller.host_room = i == 0 && host > 1 ? host - 1 : host;
		smaller.service_room = i == 1 && service > 1 ? service - 1 : service;
		if (smaller.host_room == host && smaller.service_room == service)
			continue;
		outcome = ask(ref_getnameinfo, &smaller);
		if (outcome.result != EAI_OVERFLOW)
			find("getnameinfo in room for %zu and %zu bytes, too small: %s",
				smaller.host_room, smaller.service_room, text_of(&outcome));
	}
}

/* glibc reads the path of AF_UNIX to its NUL, though the address ends before. */
static bool overruns_host(const struct question *question)
{
	size_t begin = offsetof(struct sockaddr, sa_data);

	return is_local(question, EAI_FAMILY, 0) && question->addrlen >= begin &&
	       !memchr(question->addr->sa_data, '\0', question->addrlen - begin);
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	static const char services[] = "http 80/tcp www\ndomain 53/tcp\ndomain 53/udp\n"
				       "tftp 69/udp\nexec 512/tcp\nbiff 512/udp comsat\n";

	(void)argc, (void)argv;
	addr_end = page_end();
	host_end = page_end();
	service_end = page_end();
	is_world = entered(enter_user_namespace() && enter_network() && enter_etc() &&
			   write_file("/etc/services", services, sizeof services - 1));
	return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size < HEAD || size - HEAD > LONGEST_ADDR || !is_world)
		return 0;
	struct question question = question_of(data, data + HEAD, size - HEAD);
	struct outcome ours = ask(ref_getnameinfo, &question);
	struct outcome theirs = overruns_host(&question) ? ours : ask(getnameinfo, &question);

	if (!is_documented(ours.result))
		find("getnameinfo returns %lld", ours.result);
	if (!is_same(&ours, &theirs) && !is_explained(&question, &ours, &theirs))
		differ("getnameinfo differs, flags 0x%x, family %d, length %d, rooms %zu and %zu: "
		       "reference %s, libc %s",
			question.flags, question.addrlen >= 2 ? question.addr->sa_family : -1,
			(int)question.addrlen, question.host_room, question.service_room,
			text_of(&ours), text_of(&theirs));
	if (ours.result == 0)
		check_rooms(&question, &ours);
	return 0;
}

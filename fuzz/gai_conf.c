/* Any bytes as /etc/gai.conf: the reference has each of a host's addresses once, in an order that
 * comments do not change; where the lines are as gai.conf(5) tells, it is glibc's. No bytes are no
 * file. */
#include <linux/rtnetlink.h>
#include <net/route.h>
#include <poll.h>
#include <sys/stat.h>

#include "resolved.h"
#include "world.h"

#define PATH "/etc/gai.conf"
#define LINK "veth0" /* as the kernel names the first */
#define PEER "veth1"
#define NAME "w"
#define RELOAD "reload yes\n" /* or glibc reads the file once for ever */

/* A line becomes some more when it is written otherwise; WORDS are read of it. */
enum { LONGEST_FILE = 512, LONGEST_REWRITTEN = 48 * (LONGEST_FILE + 1), WORDS = 4 };

/* A host's addresses, in the order of its file: a letter each from a on. Those of IPv6 have as many
 * bits in common with the address that they are reached from, and those of IPv4 are on no network
 * of ours: RFC 6724's rule 9, for which this is not, finds no difference. There is no way to
 * 3fff::. All have the same by the tables of RFC 3484, which glibc begins with, as by those of RFC
 * 6724. */
static const char *const addresses[] = { "3fff::1", "198.51.100.9", "2001:db8:8001::1",
	"169.254.9.9", "2400:1:8001::1", "10.1.2.3", "2a00:1:8001::1", "172.16.3.4", "::1",
	"2001:db8:8002::1", "203.0.113.9", "192.0.2.9" };
enum { ADDRESSES = sizeof addresses / sizeof *addresses };

/* What it sends from, by a link to nobody: a network of 32 bits is on it of each of IPv6, and by it
 * goes all of IPv4. */
static const char *const sources[] = { "2001:db8:1::1", "2400:1:1::1", "2a00:1:1::1" };
static const char source_v4[] = "198.18.0.1";
enum { PREFIX_LENGTH = 32, MOST_WAITS = 2000 };

static struct resolved known[ADDRESSES];
static bool is_world;

/* The letters of the addresses as they are found, or what went wrong. */
struct order {
	char text[2 * ADDRESSES];
};

static char letter_of(const struct addrinfo *info)
{
	const struct resolved resolved = address_of(info);

	for (int i = 0; i < ADDRESSES; i++)
		if (compare_resolved(&resolved, &known[i]) == 0)
			return (char)('a' + i);
	return '?';
}

static struct order ask(const struct resolver *on)
{
	const struct addrinfo hints = { .ai_socktype = SOCK_STREAM };
	struct order order = { "" };
	struct addrinfo *list;
	size_t count = 0;
	int code = on->get(NAME, NULL, &hints, &list);

	if (code != 0) {
		sprintf(order.text, "code %d", code);
		return order;
	}
	for (const struct addrinfo *info = list; info; info = info->ai_next)
		if (count < sizeof order.text - 1)
			order.text[count++] = letter_of(info);
	on->release(list);
	return order;
}

/* Each time with another time of change, by which glibc sees that it is another file. */
static void replace(const void *bytes, size_t size)
{
	static struct timespec times[2];

	times[1].tv_sec++;
	if (!write_file(PATH, bytes, size) || utimensat(AT_FDCWD, PATH, times, 0) != 0)
		find("cannot write " PATH);
}

/* Every address once, no descriptor more than before, and no memory, which a sanitizer watches. */
static struct order ask_reference(void)
{
	int lowest = lowest_free();
	struct order order = ask(&reference_resolver);

	if (lowest_free() != lowest)
		find("gai.conf: a descriptor is left");
	for (int i = 0; i < ADDRESSES; i++)
		if (!strchr(order.text, 'a' + i) || strlen(order.text) != ADDRESSES)
			find("gai.conf: the %d addresses become %s", ADDRESSES, order.text);
	return order;
}

static size_t line_length(const uint8_t *data, size_t size)
{
	const uint8_t *end = memchr(data, '\n', size);

	return end ? (size_t)(end - data) : size;
}

/* The same rules without their comments, and with others and empty lines between. */
static size_t rewrite(const uint8_t *data, size_t size, char *rewritten)
{
	static const char between[] = "\n\n \t# precedence ::1/128 0\n";
	char *end = rewritten;
	size_t length;

	for (size_t at = 0; at < size; at += length + 1) {
		length = line_length(data + at, size - at);
		const uint8_t *comment = memchr(data + at, '#', length);
		end = mempcpy(end, data + at, comment ? (size_t)(comment - data) - at : length);
		end = mempcpy(end, between, sizeof between - 1);
	}
	return (size_t)(end - rewritten);
}

static void check_reference(const uint8_t *data, size_t size)
{
	static char rewritten[LONGEST_REWRITTEN];

	replace(data, size);
	if (size == 0)
		unlink(PATH);
	const struct order order = ask_reference(), again = ask_reference();
	replace(rewritten, rewrite(data, size, rewritten));
	const struct order same = ask_reference();
	if (strcmp(order.text, again.text) != 0)
		find("gai.conf: %s becomes %s when asked again", order.text, again.text);
	if (strcmp(order.text, same.text) != 0)
		find("gai.conf: %s becomes %s with other comments", order.text, same.text);
}

static size_t split(char *line, char *words[WORDS])
{
	static const char blanks[] = " \t\r\v\f";
	size_t count = 0;

	line[strcspn(line, "#")] = '\0';
	for (char *word = strtok(line, blanks); word && count < WORDS; word = strtok(NULL, blanks))
		words[count++] = word;
	return count;
}

static bool is_number(const char *text, unsigned long most)
{
	char *end;

	return *text >= '0' && *text <= '9' && strtoul(text, &end, 10) <= most && *end == '\0';
}

/* A line of a keyword of a table's; words that are not there are empty. */
struct rule {
	bool is_scope;
	size_t words;
	const char *length, *value; /* of the prefix, in bits, NULL for none; what it is given */
	const char *address;
	int family; /* of the address; -1 where it is none */
	struct in6_addr prefix;
};

static bool has_other_words(const struct rule *rule)
{
	return rule->words != 3;
}

static bool has_odd_number(const struct rule *rule)
{
	return !is_number(rule->value, INT32_MAX) ||
	       (rule->length && !is_number(rule->length, 128));
}

static bool has_no_length(const struct rule *rule)
{
	return !rule->length;
}

static bool has_odd_address(const struct rule *rule)
{
	return rule->family == -1;
}

static bool has_leading_zero(const struct rule *rule)
{
	bool has_dots = strchr(rule->address, '.');

	for (const char *at = rule->address; has_dots && *at; at++)
		if (at[0] == '0' && at[1] >= '0' && at[1] <= '9' &&
			(at == rule->address || at[-1] == '.' || at[-1] == ':'))
			return true;
	return false;
}

static bool is_ipv4_alone(const struct rule *rule)
{
	return rule->family == AF_INET && !rule->is_scope;
}

static bool is_scope_of_ipv6(const struct rule *rule)
{
	return rule->is_scope && rule->family == AF_INET6 &&
	       (!IN6_IS_ADDR_V4MAPPED(&rule->prefix) || atoi(rule->length) < 96);
}

static bool is_scope_too_large(const struct rule *rule)
{
	return rule->is_scope && !is_number(rule->value, 65535);
}

/* Rules that glibc is known to read otherwise: the first that fits tells why. */
static const struct difference {
	bool (*is_odd)(const struct rule *rule);
	const char *reason;
} differences[] = {
	{ has_other_words, "a value that is not there is 0, and what follows one is nothing" },
	{ has_odd_number, "strtoul reads numbers: a sign, and 0 where there is none" },
	{ has_no_length, "where a prefix has no length a pointer is looked at that was not set" },
	{ has_odd_address, "no forms of inet_aton, no scopes" },
	{ has_leading_zero, "no number of an address of IPv4 begins so (see inet_text.c)" },
	{ is_ipv4_alone, "labels and precedences are of addresses of IPv6 alone" },
	{ is_scope_of_ipv6, "no rule; in the reference one that holds for no address" },
	{ is_scope_too_large, "a scope may be as large as a precedence" },
};

static bool is_plain(char *words[WORDS], size_t count)
{
	static const char *const keywords[] = { "label", "precedence", "scopev4" };
	struct rule rule = {
		.words = count, .address = count > 1 ? words[1] : "", .value = "", .family = -1
	};
	size_t keyword = 0;

	while (keyword < 3 && (count == 0 || strcmp(words[0], keywords[keyword]) != 0))
		keyword++;
	if (keyword == 3)
		return false;
	rule.is_scope = keyword == 2;
	if (count > 1 && (rule.length = strchr(words[1], '/')))
		words[1][rule.length++ - words[1]] = '\0';
	if (count > 2)
		rule.value = words[2];
	for (int family = AF_INET; count > 1 && family; family = family == AF_INET ? AF_INET6 : 0)
		if (ref_inet_pton(family, words[1], &rule.prefix) == 1)
			rule.family = family;
	for (size_t i = 0; i < sizeof differences / sizeof *differences; i++)
		if (differences[i].is_odd(&rule))
			return false;
	return true;
}

/* Copies the lines that both are to read alike. */
static size_t take_lines(const uint8_t *data, size_t size, char *taken)
{
	char line[LONGEST_FILE + 1], *words[WORDS], *end = taken;
	size_t length;

	for (size_t at = 0; at < size; at += length + 1) {
		length = line_length(data + at, size - at);
		*(char *)mempcpy(line, data + at, length) = '\0';
		if (strlen(line) != length || !is_plain(words, split(line, words)))
			continue;
		end = mempcpy(end, data + at, length);
		*end++ = '\n';
	}
	*(char *)mempcpy(end, RELOAD, sizeof RELOAD) = '\0';
	return (size_t)(end - taken) + sizeof RELOAD - 1;
}

static void compare_both(const uint8_t *data, size_t size)
{
	static char taken[LONGEST_FILE + 1 + sizeof RELOAD];

	replace(taken, take_lines(data, size, taken));
	const struct order ours = ask_reference(), theirs = ask(&host_resolver);
	if (strcmp(ours.text, theirs.text) != 0)
		differ("gai.conf differs on \"%s\": reference %s, libc %s", taken, ours.text,
			theirs.text);
}

/* Two ends of a link, LINK and PEER. */
static bool make_link(void)
{
	struct {
		struct nlmsghdr header;
		struct ifinfomsg link;
		struct rtattr info, kind;
		char text[4];
	} request = {
		{ sizeof request, RTM_NEWLINK,
			NLM_F_REQUEST | NLM_F_CREATE | NLM_F_EXCL | NLM_F_ACK, 1, 0 },
		{ .ifi_family = AF_UNSPEC },
		{ 2 * sizeof(struct rtattr) + sizeof request.text, IFLA_LINKINFO },
		{ sizeof(struct rtattr) + sizeof request.text, IFLA_INFO_KIND },
		{ 'v', 'e', 't', 'h' },
	};
	struct {
		struct nlmsghdr header;
		struct nlmsgerr error;
	} answer = { .error.error = -EIO };
	int fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE);

	if (send(fd, &request, sizeof request, 0) == sizeof request)
		recv(fd, &answer, sizeof answer, 0);
	close(fd);
	errno = EOPNOTSUPP;
	return answer.error.error == 0;
}

static bool raise_link(int fd, const char *name)
{
	struct ifreq link = { .ifr_flags = IFF_UP };

	strcpy(link.ifr_name, name);
	return ioctl(fd, SIOCSIFFLAGS, &link) == 0;
}

/* IPv4: the address, and the way to everywhere. */
static bool give_source_v4(int fd)
{
	struct sockaddr_in addr = { .sin_family = AF_INET }, any = addr;
	struct ifreq link = { .ifr_name = LINK };
	struct rtentry way = { .rt_flags = RTF_UP, .rt_dev = link.ifr_name };

	ref_inet_pton(AF_INET, source_v4, &addr.sin_addr);
	memcpy(&link.ifr_addr, &addr, sizeof addr);
	memcpy(&way.rt_dst, &any, sizeof any);
	memcpy(&way.rt_genmask, &any, sizeof any);
	return ioctl(fd, SIOCSIFADDR, &link) == 0 && ioctl(fd, SIOCADDRT, &way) == 0;
}

static bool give_sources_v6(int fd)
{
	struct { /* the kernel's struct in6_ifreq */
		struct in6_addr address;
		uint32_t prefix_length;
		int link;
	} own = { .prefix_length = PREFIX_LENGTH, .link = (int)if_nametoindex(LINK) };

	for (size_t i = 0; i < sizeof sources / sizeof *sources; i++) {
		ref_inet_pton(AF_INET6, sources[i], &own.address);
		if (ioctl(fd, SIOCSIFADDR, &own) != 0)
			return false;
	}
	return true;
}

/* The way to the address begins at that of ours which is meant for it. */
static bool has_source(const char *destination)
{
	struct sockaddr_in6 addr = { .sin6_family = AF_INET6, .sin6_port = 1 }, own;
	socklen_t length = sizeof own;
	int fd = socket(AF_INET6, SOCK_DGRAM | SOCK_CLOEXEC, 0);

	ref_inet_pton(AF_INET6, destination, &addr.sin6_addr);
	bool found = connect(fd, (struct sockaddr *)&addr, sizeof addr) == 0 &&
		     getsockname(fd, (struct sockaddr *)&own, &length) == 0 &&
		     memcmp(&own.sin6_addr, &addr.sin6_addr, PREFIX_LENGTH / 8) == 0;
	close(fd);
	return found;
}

/* The kernel takes an address into use some time after it is given it: no input comes before. */
static bool await_sources(void)
{
	int waits = 0;

	for (size_t i = 0; i < sizeof sources / sizeof *sources; i++)
		for (; !has_source(sources[i]); poll(NULL, 0, 1))
			if (waits++ == MOST_WAITS)
				return false;
	return true;
}

static bool enter_sources(void)
{
	static const char path[] =
		"/proc/sys/net/ipv6/conf/default/accept_dad"; /* of this network */
	int v4 = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0),
	    v6 = socket(AF_INET6, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	bool given = write_file(path, "0", 1) && make_link() && raise_link(v4, PEER) &&
		     raise_link(v4, LINK) && give_source_v4(v4) && give_sources_v6(v6) &&
		     await_sources();

	close(v4);
	close(v6);
	return given;
}

static bool write_hosts(void)
{
	char text[ADDRESSES * 40], *end = text;

	for (int i = 0; i < ADDRESSES; i++) {
		known[i].family = strchr(addresses[i], ':') ? AF_INET6 : AF_INET;
		ref_inet_pton((int)known[i].family, addresses[i], known[i].address);
		end += sprintf(end, "%s " NAME "\n", addresses[i]);
	}
	return write_file("/etc/hosts", text, (size_t)(end - text));
}

/* Puts a rule between two lines. */
static size_t add_rule(uint8_t *data, size_t size, size_t limit, unsigned int seed)
{
	static const char *const keywords[] = { "label", "precedence", "scopev4" };
	static const char *const prefixes[] = { "::/0", "::1/128", "::ffff:0:0/96", "2001:db8::/32",
		"2001:db8:8000::/33", "2001:db8:8002::/64", "2400:1::/32", "2a00:1:8000::/33",
		"::ffff:10.0.0.0/104", "::ffff:192.0.0.0/98", "10.0.0.0/8", "169.254.0.0/16",
		"0.0.0.0/0" };
	char rule[64];
	size_t at = size ? seed % size : 0;
	size_t length = (size_t)sprintf(rule, "%s %s %u\n", keywords[seed / 7 % 3],
		prefixes[seed / 21 % (sizeof prefixes / sizeof *prefixes)], seed / 273 % 50);

	while (at > 0 && data[at - 1] != '\n')
		at--;
	if (size + length > limit)
		return size;
	memmove(data + at + length, data + at, size - at);
	memcpy(data + at, rule, length);
	return size + length;
}

/* It pays: that the last of equal prefixes counts is found in 156 executions from nothing, without
 * it in 10,000 not once (medians of 5). */
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t limit, unsigned int seed)
{
	if (seed % 2)
		return add_rule(data, size, limit, seed / 2);
	return LLVMFuzzerMutate(data, size, limit);
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	static const char files[] = "hosts: files\n", multi[] = "multi on\n";

	(void)argc, (void)argv;
	is_world = entered(enter_user_namespace() && enter_network() && enter_etc() &&
			   write_file("/etc/nsswitch.conf", files, sizeof files - 1) &&
			   write_file("/etc/host.conf", multi, sizeof multi - 1) && write_hosts() &&
			   enter_sources());
	return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (!is_world || size > LONGEST_FILE)
		return 0;
	check_reference(data, size);
	compare_both(data, size);
	return 0;
}

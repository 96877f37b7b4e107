/* A name server inside the case, which answers what the case says: what no honest one would, too.
 *
 *     static void answer(struct exchange *dns)
 *     {
 *             cname(dns, dns->name, "host.test");
 *             a(dns, "host.test", "192.0.2.1");
 *     }
 *     … answered_by(answer); … */
#ifndef DNS_H
#define DNS_H

#include "etc.h"
#include <sys/prctl.h>

enum record_type { A = 1, CNAME = 5, PTR = 12, TXT = 16, AAAA = 28, SRV = 33 };
enum response_code { NOERROR, FORMERR, SERVFAIL, NXDOMAIN, NOTIMP, REFUSED, NOTAUTH = 9 };

/* The servers that the case has, all on port 53, UDP and TCP; at 127.0.0.9 nobody listens. */
enum { FIRST, SECOND, THIRD, OVER_IPV6, SERVERS };
#define SERVER_ADDRESSES \
	{ \
		"127.0.0.1", "127.0.0.2", "127.0.0.3", "::1" \
	}

/* What was asked, and the answer that is in the making: to begin with, no error and no record. */
struct exchange {
	char name[256]; /* "www.test", in lower case */
	int type;
	int number; /* of questions before this one */
	int server; /* that was asked: FIRST … */
	int over_tcp;
	int extended;   /* the question had a record more: EDNS0 */
	const int *udp; /* the socket of each server */
	struct address client;
	size_t size;    /* of the answer; 0 for none at all */
	size_t claimed; /* over TCP: the size said before it, if not 0 */
	unsigned char answer[65535];
};

/* What the case may ask about its servers. */
struct questions {
	int number;
	char names[400];
};

/* The parts of an answer, in their order. */

static inline void put(struct exchange *dns, const void *bytes, size_t size)
{
	if (size > sizeof dns->answer - dns->size)
		_exit(1);
	memcpy(dns->answer + dns->size, bytes, size);
	dns->size += size;
}

static inline void put_number(struct exchange *dns, unsigned number)
{
	put(dns, (unsigned char[]){ number >> 8 & 255, number & 255 }, 2);
}

/* "www.test" as 3www4test0. */
static inline void put_name(struct exchange *dns, const char *name)
{
	while (*name) {
		unsigned char size = (unsigned char)strcspn(name, ".");
		put(dns, &size, 1);
		put(dns, name, size);
		name += size + (name[size] == '.');
	}
	put(dns, "", 1);
}

/* Bytes 6 and 7: how many records the answer says that it has. */
static inline void count_records(struct exchange *dns, unsigned records)
{
	dns->answer[6] = records >> 8 & 255;
	dns->answer[7] = records & 255;
}

/* A record from its name to its RDLENGTH, of which size may be a lie; the data are to follow. */
static inline void begin_record(struct exchange *dns, const char *name, int type, size_t size)
{
	count_records(dns, dns->answer[6] * 256u + dns->answer[7] + 1);
	if (strcmp(name, dns->name) == 0)
		put(dns, "\xc0\x0c", 2); /* a pointer to the question */
	else
		put_name(dns, name);
	put_number(dns, (unsigned)type);
	put_number(dns, 1);        /* IN */
	put(dns, "\0\0\0\x3c", 4); /* seconds */
	put_number(dns, (unsigned)size);
}

static inline void record(
	struct exchange *dns, const char *name, int type, const void *data, size_t size)
{
	begin_record(dns, name, type, size);
	put(dns, data, size);
}

/* The addresses, for those who ask for their type. */

static inline void a(struct exchange *dns, const char *name, const char *address)
{
	struct in_addr in;

	inet_pton(AF_INET, address, &in);
	if (dns->type == A)
		record(dns, name, A, &in, sizeof in);
}

static inline void aaaa(struct exchange *dns, const char *name, const char *address)
{
	struct in6_addr in6;

	inet_pton(AF_INET6, address, &in6);
	if (dns->type == AAAA)
		record(dns, name, AAAA, &in6, sizeof in6);
}

/* A record whose data are a name: CNAME, PTR. */
static inline void name_record(struct exchange *dns, const char *name, int type, const char *target)
{
	begin_record(dns, name, type, strlen(target) + 2);
	put_name(dns, target);
}

static inline void cname(struct exchange *dns, const char *name, const char *target)
{
	name_record(dns, name, CNAME, target);
}

static inline void ptr(struct exchange *dns, const char *target)
{
	name_record(dns, dns->name, PTR, target);
}

static inline void respond_with(struct exchange *dns, enum response_code code)
{
	dns->answer[3] = (unsigned char)((dns->answer[3] & 0xf0) | code);
}

/* Over UDP: there would be more, and it is to be asked for over TCP. */
static inline void truncate_answer(struct exchange *dns)
{
	dns->answer[2] |= dns->over_tcp ? 0 : 2;
}

static inline void stay_silent(struct exchange *dns)
{
	dns->size = 0;
}

/* Sends the answer as it is now, from that server, besides the one that is sent at the end. */
static inline void send_now(struct exchange *dns, int server)
{
	if (!dns->over_tcp)
		sendto(dns->udp[server], dns->answer, dns->size, 0, &dns->client.any,
			dns->client.len);
}

/* The server. */

typedef void answerer(struct exchange *dns);

static inline struct questions *questions_of_case(void)
{
	static struct questions *shared;

	if (!shared)
		shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE,
			MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (shared == MAP_FAILED)
		unresolved("mmap");
	return shared;
}

/* Notes a name once, where it is asked for several times in a row: by type, and again. */
static inline void note_question(const struct exchange *dns)
{
	struct questions *questions = questions_of_case();
	size_t used = strlen(questions->names), size = strlen(dns->name);
	const char *last = strrchr(questions->names, ' ');

	questions->number++;
	if (strcmp(last ? last + 1 : questions->names, dns->name) == 0 ||
		used + size + 2 > sizeof questions->names)
		return;
	if (used)
		questions->names[used++] = ' ';
	memcpy(questions->names + used, dns->name, size + 1);
}

/* Reads the question; returns its size, or 0 where there is none. */
static inline size_t read_question(struct exchange *dns, const unsigned char *query, size_t size)
{
	size_t at = 12, used = 0;

	while (at < size && query[at] && at + query[at] + 1 < size && used + query[at] < 250) {
		for (unsigned char i = 1; i <= query[at]; i++) {
			char letter = (char)query[at + i];
			dns->name[used++] = letter >= 'A' && letter <= 'Z' ? letter + 32 : letter;
		}
		dns->name[used++] = '.';
		at += query[at] + 1u;
	}
	dns->name[used ? used - 1 : 0] = '\0';
	if (at + 5 > size || query[at])
		return 0;
	dns->type = query[at + 1] * 256 + query[at + 2];
	dns->extended = query[11] != 0;
	return at + 5;
}

/* Has the question answered: what is to be sent stands in dns->answer. */
static inline void consult(
	answerer *answer, struct exchange *dns, const unsigned char *query, size_t size)
{
	size_t asked = size < 12 ? 0 : read_question(dns, query, size);

	dns->size = dns->claimed = 0;
	if (!asked)
		return;
	put(dns, query, 2);
	put(dns, "\x81\x80\0\1\0\0\0\0\0\0", 10); /* a response, recursive; one question */
	put(dns, query + 12, asked - 12);
	note_question(dns);
	answer(dns);
	dns->number++;
}

static inline void serve_udp(answerer *answer, struct exchange *dns)
{
	unsigned char query[2048];

	dns->over_tcp = 0;
	dns->client.len = sizeof dns->client.room;
	ssize_t size = recvfrom(dns->udp[dns->server], query, sizeof query, MSG_DONTWAIT,
		&dns->client.any, &dns->client.len);
	if (size > 0)
		consult(answer, dns, query, (size_t)size);
	if (size > 0 && dns->size)
		send_now(dns, dns->server);
}

/* Reads all of it within a second, or returns 0. */
static inline int read_whole(int fd, unsigned char *bytes, size_t size)
{
	struct pollfd ready = { .fd = fd, .events = POLLIN };

	while (size) {
		ssize_t n = poll(&ready, 1, 1000) == 1 ? read(fd, bytes, size) : 0;
		if (n <= 0)
			return 0;
		bytes += n;
		size -= (size_t)n;
	}
	return 1;
}

static inline void serve_tcp(answerer *answer, struct exchange *dns, int listener)
{
	unsigned char size[2], query[2048];
	int fd = accept(listener, NULL, NULL);

	dns->over_tcp = 1;
	while (fd >= 0 && read_whole(fd, size, 2)) {
		size_t asked = size[0] * 256u + size[1];
		if (asked > sizeof query || !read_whole(fd, query, asked))
			break;
		consult(answer, dns, query, asked);
		size_t claimed = dns->claimed ? dns->claimed : dns->size;
		size[0] = claimed >> 8 & 255;
		size[1] = claimed & 255;
		if (!dns->size || send(fd, size, 2, MSG_NOSIGNAL | MSG_MORE) < 0 ||
			send(fd, dns->answer, dns->size, MSG_NOSIGNAL) < 0 || dns->claimed)
			break;
	}
	close(fd);
}

static _Noreturn inline void serve(answerer *answer, const int *udp, const int *tcp)
{
	static struct exchange dns;
	struct pollfd ready[2 * SERVERS];

	dns.udp = udp;
	for (int i = 0; i < SERVERS; i++) {
		ready[i] = (struct pollfd){ .fd = udp[i], .events = POLLIN };
		ready[SERVERS + i] = (struct pollfd){ .fd = tcp[i], .events = POLLIN };
	}
	while (poll(ready, 2 * SERVERS, -1) > 0)
		for (dns.server = 0; dns.server < SERVERS; dns.server++) {
			if (ready[dns.server].revents)
				serve_udp(answer, &dns);
			if (ready[SERVERS + dns.server].revents)
				serve_tcp(answer, &dns, tcp[dns.server]);
		}
	_exit(1);
}

/* A socket of this type at port 53 of a server's address. */
static inline int at_port_53(int type, const char *address)
{
	int family = strchr(address, ':') ? AF_INET6 : AF_INET;
	struct address addr = { .len = family == AF_INET ? sizeof addr.in : sizeof addr.in6 };
	int fd = new_socket((struct kind){ family, type });

	addr.any.sa_family = (sa_family_t)family;
	addr.in.sin_port = htons(53);
	inet_pton(family, address,
		family == AF_INET ? (void *)&addr.in.sin_addr : (void *)&addr.in6.sin6_addr);
	need(bind(fd, &addr.any, addr.len), address);
	if (type == SOCK_STREAM)
		need(listen(fd, 16), address);
	return fd;
}

/* From here on this process has a network to itself: nothing but a loopback. */
static inline void own_network(void)
{
	struct ifreq loopback_interface = { .ifr_name = "lo", .ifr_flags = IFF_UP };

	need(unshare(CLONE_NEWNET), "unshare");
	int fd = inet_socket(SOCK_DGRAM);
	need(ioctl(fd, SIOCSIFFLAGS, &loopback_interface), "loopback");
	close(fd);
}

/* Host names are looked up in /etc/hosts, then at 127.0.0.1, which is asked once and given a
 * second. The servers are in a process that ends with the case. */
static inline void answered_by(answerer *answer)
{
	static const char *const addresses[SERVERS] = SERVER_ADDRESSES;
	int udp[SERVERS], tcp[SERVERS];

	etc("nsswitch.conf", "hosts: files dns\n");
	etc("resolv.conf", "nameserver 127.0.0.1\noptions timeout:1 attempts:1\n");
	own_network();
	questions_of_case();
	for (int i = 0; i < SERVERS; i++) {
		udp[i] = at_port_53(SOCK_DGRAM, addresses[i]);
		tcp[i] = at_port_53(SOCK_STREAM, addresses[i]);
	}
	if (need(fork(), "fork") == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		serve(answer, udp, tcp);
	}
	for (int i = 0; i < SERVERS; i++) {
		close(udp[i]);
		close(tcp[i]);
	}
}

/* The names that the servers were asked for, in their order: "www.test www". */
static inline void observe_questions(void)
{
	const char *names = questions_of_case()->names;

	observe_word(*names ? names : "nothing asked");
}

static inline int questions_asked(void)
{
	return questions_of_case()->number;
}

#endif

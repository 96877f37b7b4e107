/* Threads that call everything which keeps something between calls, for ThreadSanitizer to watch;
 * and processes that are forked in the midst of it, which must find no lock held for ever. */
#include "sockets.h"
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { THREADS = 6, ROUNDS = 60, FORKS = 30 };

static atomic_int failures, going;

static void expect(int right, const char *what)
{
	if (!right) {
		printf("NOT %s\n", what);
		failures++;
	}
}

static void walk(void)
{
	struct servent service, *service_found;
	struct protoent protocol, *protocol_found;
	struct netent network, *network_found;
	struct hostent host, *host_found;
	char buf[8192];
	int status;

	ref_setservent(1);
	ref_getservent_r(&service, buf, sizeof buf, &service_found);
	ref_getprotoent_r(&protocol, buf, sizeof buf, &protocol_found);
	ref_getnetent_r(&network, buf, sizeof buf, &network_found, &status);
	ref_gethostent_r(&host, buf, sizeof buf, &host_found, &status);
	ref_endservent();
	ref_endprotoent();
	ref_endnetent();
	ref_endhostent();
}

static void look_up(void)
{
	struct servent service, *service_found;
	struct hostent host, *host_found;
	struct addrinfo *addresses = NULL;
	char buf[8192];
	int status;

	ref_getservbyname_r("domain", "udp", &service, buf, sizeof buf, &service_found);
	ref_gethostbyname_r("127.0.0.1", &host, buf, sizeof buf, &host_found, &status);
	expect(host_found != NULL, "the host found");
	ref_getservbyname("domain", "udp"); /* these share memory that nobody reads here */
	ref_gethostbyname("127.0.0.1");
	expect(ref_getaddrinfo("::1", "80", NULL, &addresses) == 0, "the address found");
	char name[NI_MAXHOST];
	expect(addresses &&
			ref_getnameinfo(addresses->ai_addr, addresses->ai_addrlen, name,
				sizeof name, NULL, 0, NI_NUMERICHOST) == 0 &&
			strcmp(name, "::1") == 0,
		"its name found");
	ref_freeaddrinfo(addresses);
}

static void list(void)
{
	struct ifaddrs *interfaces = NULL;

	expect(ref_getifaddrs(&interfaces) == 0, "interfaces listed");
	ref_freeifaddrs(interfaces);
	expect(strcmp(ref_inet_ntoa((struct in_addr){ ref_htonl(INADDR_LOOPBACK) }), "127.0.0.1") ==
			0,
		"a text of this thread");
}

/* Look-ups that go on beside the caller; who is cancelled leaves nothing behind. */
static void look_up_beside(void)
{
	struct gaicb request = { .ar_name = "127.0.0.1", .ar_service = "80" },
		     *requests[] = { &request };
	struct sigevent none = { .sigev_notify = SIGEV_NONE };

	expect(ref_getaddrinfo_a(GAI_NOWAIT, requests, 1, &none) == 0, "a look-up begun");
	while (ref_gai_error(&request) == EAI_INPROGRESS)
		ref_gai_suspend((const struct gaicb *const *)requests, 1, NULL);
	expect(ref_gai_error(&request) == 0, "a look-up ended");
	ref_freeaddrinfo(request.ar_result);
}

static void *call_all(void *unused)
{
	for (int i = 0; i < ROUNDS; i++) {
		walk();
		look_up();
		list();
		look_up_beside();
	}
	going--;
	return unused;
}

/* Whether a process forked now, with other threads in the midst of calls, gets through its own. */
static void check_fork(void)
{
	int status = -1;
	pid_t child = fork();

	if (child == 0) {
		alarm(20);
		walk();
		look_up();
		list();
		_exit(failures > 0);
	}
	expect(child > 0 && waitpid(child, &status, 0) == child && status == 0,
		"a fork's calls ended");
}

int main(void)
{
	pthread_t threads[THREADS];

	setvbuf(stdout, NULL, _IONBF, 0);
	going = THREADS;
	for (int i = 0; i < THREADS; i++)
		if (pthread_create(&threads[i], NULL, call_all, NULL))
			return 2;
	for (int i = 0; i < FORKS && going > 0; i++)
		check_fork();
	for (int i = 0; i < THREADS; i++)
		pthread_join(threads[i], NULL);
	return failures > 0;
}

/* Looking names up beside other work: getaddrinfo_a, gai_suspend, gai_error, gai_cancel. */
#include "dns.h"

/* Numbers, which are found at once, and a name, of which no server says anything. */
static struct gaicb one = { .ar_name = "192.0.2.1" }, other = { .ar_name = "2001:db8::1" };
static struct gaicb stuck = { .ar_name = "www.test" };
static const struct addrinfo tcp = { .ai_socktype = SOCK_STREAM };

static void says_nothing(struct exchange *dns)
{
	stay_silent(dns);
}

/* A second for each try, and a minute of them. */
static void answered_by_nobody(void)
{
	answered_by(says_nothing);
	etc("resolv.conf", "nameserver 127.0.0.1\noptions timeout:1 attempts:5\n");
}

/* How a request ended, and what it found. */
static void observe_request(struct gaicb *request)
{
	int code = gai_error(request);

	observe_eai(code);
	if (code == 0)
		observe_entry(request->ar_result, 0);
}

static void enqueue(struct gaicb *request)
{
	if (getaddrinfo_a(GAI_NOWAIT, &request, 1, NULL))
		unresolved("getaddrinfo_a");
}

/* Until it is no longer under way: five seconds at most. */
static void await_end(struct gaicb *request)
{
	for (int tries = 0; gai_error(request) == EAI_INPROGRESS; tries++) {
		if (tries == 5000)
			unresolved("the request does not end");
		poll(NULL, 0, 1);
	}
}

static void complete(struct gaicb *request)
{
	if (getaddrinfo_a(GAI_WAIT, &request, 1, NULL))
		unresolved("getaddrinfo_a");
}

/* Until the request is being worked on: the server has been asked. */
static void await_question(void)
{
	for (int tries = 0; !questions_asked(); tries++) {
		if (tries == 5000)
			unresolved("nothing is asked");
		poll(NULL, 0, 1);
	}
}

static void prepare(void)
{
	one.ar_request = other.ar_request = stuck.ar_request = &tcp;
}

#define BY_EFFECT(clause, text) PROVES(clause ".signature"), DOCUMENT(text), LINUX(text)

CASE(getaddrinfo_a, waits_for_all, BY_EFFECT("getaddrinfo_a", "0 0 tcp://192.0.2.1:0 0 tcp://[2001:db8::1]:0"))
{
	struct gaicb *list[] = { &one, &other };
	prepare();

	observe_eai(getaddrinfo_a(GAI_WAIT, list, 2, NULL));
	observe_request(&one);
	observe_request(&other);
}
CASE(getaddrinfo_a, passes_over_null, BY_EFFECT("getaddrinfo_a", "0 0 tcp://192.0.2.1:0"))
{
	struct gaicb *list[] = { NULL, &one, NULL };
	prepare();

	observe_eai(getaddrinfo_a(GAI_WAIT, list, 3, NULL));
	observe_request(&one);
}
CASE(getaddrinfo_a, of_none, BY_EFFECT("getaddrinfo_a", "0"))
{
	struct gaicb *list[] = { &one };

	observe_eai(getaddrinfo_a(GAI_WAIT, list, 0, NULL));
}
CASE(getaddrinfo_a, failure_is_the_requests, BY_EFFECT("getaddrinfo_a", "0 EAI_NONAME 0 tcp://192.0.2.1:0"))
{
	static const struct addrinfo numeric = { .ai_flags = AI_NUMERICHOST };
	struct gaicb name = { .ar_name = "name", .ar_request = &numeric };
	struct gaicb *list[] = { &name, &one };
	prepare();

	observe_eai(getaddrinfo_a(GAI_WAIT, list, 2, NULL));
	observe_request(&name);
	observe_request(&one);
}
CASE(getaddrinfo_a, service_and_no_hints, BY_EFFECT("getaddrinfo_a", "0 0 tcp://192.0.2.1:80"))
{
	struct gaicb request = { .ar_name = "192.0.2.1", .ar_service = "80" };
	struct gaicb *list[] = { &request };

	observe_eai(getaddrinfo_a(GAI_WAIT, list, 1, NULL));
	observe_request(&request);
}
CASE(getaddrinfo_a, many, BY_EFFECT("getaddrinfo_a", "0 all found"))
{
	enum { MANY = 300 };
	static struct gaicb requests[MANY], *list[MANY];
	int found = 0;

	for (int i = 0; i < MANY; i++) {
		requests[i].ar_name = "192.0.2.1";
		list[i] = &requests[i];
	}
	observe_eai(getaddrinfo_a(GAI_WAIT, list, MANY, NULL));
	for (int i = 0; i < MANY; i++)
		found += gai_error(&requests[i]) == 0;
	observe_word(found == MANY ? "all found" : "some lost");
}
CASE(getaddrinfo_a, does_not_wait, STAGE("etc"), BY_EFFECT("getaddrinfo_a", "0 EAI_INPROGRESS"))
{
	struct gaicb *list[] = { &stuck };
	prepare();
	answered_by_nobody();

	observe_eai(getaddrinfo_a(GAI_NOWAIT, list, 1, NULL));
	observe_eai(gai_error(&stuck));
}
CASE(getaddrinfo_a, ends_by_itself, BY_EFFECT("getaddrinfo_a", "0 0 tcp://192.0.2.1:0"))
{
	struct gaicb *list[] = { &one };
	prepare();

	observe_eai(getaddrinfo_a(GAI_NOWAIT, list, 1, NULL));
	await_end(&one);
	observe_request(&one);
}

/* Word of the end: a signal, a thread, or none. */
CASE(getaddrinfo_a, tells_by_signal, BY_EFFECT("getaddrinfo_a", "0 the signal 4711 0 tcp://192.0.2.1:0"))
{
	struct gaicb *list[] = { &one };
	struct sigevent event = { .sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGUSR1, .sigev_value.sival_int = 4711 };
	struct timespec limit = { .tv_sec = 5 };
	siginfo_t told = { .si_signo = 0 };
	sigset_t set;
	prepare();
	sigemptyset(&set);
	sigaddset(&set, SIGUSR1);
	need(sigprocmask(SIG_BLOCK, &set, NULL), "sigprocmask");

	observe_eai(getaddrinfo_a(GAI_NOWAIT, list, 1, &event));
	observe_word(sigtimedwait(&set, &told, &limit) == SIGUSR1 ? "the signal" : "none");
	observe_number(told.si_value.sival_int);
	observe_request(&one);
}
static int told_thread[2];
static void tell(union sigval value)
{
	if (write(told_thread[1], &value.sival_int, sizeof value.sival_int) < 0)
		_exit(1);
}
CASE(getaddrinfo_a, tells_by_thread, BY_EFFECT("getaddrinfo_a", "0 4711 0 tcp://192.0.2.1:0"))
{
	struct gaicb *list[] = { &one };
	struct sigevent event = { .sigev_notify = SIGEV_THREAD, .sigev_notify_function = tell, .sigev_value.sival_int = 4711 };
	int value = 0;
	prepare();
	need(pipe(told_thread), "pipe");

	observe_eai(getaddrinfo_a(GAI_NOWAIT, list, 1, &event));
	await(told_thread[0], POLLIN);
	need((int)read(told_thread[0], &value, sizeof value), "read");
	observe_number(value);
	observe_request(&one);
}
CASE(getaddrinfo_a, tells_nobody, BY_EFFECT("getaddrinfo_a", "0 0 tcp://192.0.2.1:0"))
{
	struct gaicb *list[] = { &one };
	struct sigevent event = { .sigev_notify = SIGEV_NONE };
	prepare();

	observe_eai(getaddrinfo_a(GAI_NOWAIT, list, 1, &event));
	await_end(&one);
	observe_request(&one);
}
CASE(getaddrinfo_a, tells_once_when_all_ended, BY_EFFECT("getaddrinfo_a", "0 4711 0 0 no more"))
{
	struct gaicb *list[] = { &one, &other };
	struct sigevent event = { .sigev_notify = SIGEV_THREAD, .sigev_notify_function = tell, .sigev_value.sival_int = 4711 };
	int value = 0;
	prepare();
	need(pipe(told_thread), "pipe");

	observe_eai(getaddrinfo_a(GAI_NOWAIT, list, 2, &event));
	await(told_thread[0], POLLIN);
	need((int)read(told_thread[0], &value, sizeof value), "read");
	observe_number(value);
	observe_eai(gai_error(&one));
	observe_eai(gai_error(&other));
	observe_word(by_poll(told_thread[0], POLLIN, 20) ? "again" : "no more");
}

/* What is refused. */
CASE(getaddrinfo_a, unknown_mode, PROVES("getaddrinfo_a.EAI_SYSTEM.mode"), LINUX("EAI_SYSTEM EINVAL"))
{
	struct gaicb *list[] = { &one };

	observe_eai(getaddrinfo_a(4711, list, 1, NULL));
}

/* Leaves so much room that what is small can be had, and no stack of a thread. */
static void leave_room(size_t size)
{
	struct rlimit limit = { .rlim_cur = 1, .rlim_max = RLIM_INFINITY };
	void *volatile room = malloc(size); /* volatile, lest the compiler do without */

	grow_stack();
	need(setrlimit(RLIMIT_AS, &limit), "setrlimit");
	for (size_t more = 1 << 20; more >= 16; more /= 2)
		while (malloc(more))
			;
	free(room);
}
CASE(getaddrinfo_a, no_thread, WANTS_AGENT, PROVES("getaddrinfo_a.EAI_AGAIN.resources"), LINUX("EAI_AGAIN"))
{
	struct gaicb *list[] = { &one };
	prepare();
	leave_room(60000);

	int code = getaddrinfo_a(GAI_NOWAIT, list, 1, NULL);
	errno = 0;
	observe_eai(code);
}
CASE(getaddrinfo_a, no_memory, WANTS_AGENT, PROVES("getaddrinfo_a.EAI_MEMORY.memory"), LINUX("EAI_MEMORY"))
{
	struct gaicb *list[] = { &one };
	prepare();
	use_up_memory(16);

	int code = getaddrinfo_a(GAI_NOWAIT, list, 1, NULL);
	errno = 0;
	observe_eai(code);
}

/* gai_error */

CASE(gai_error, under_way, STAGE("etc"), PROVES("gai_error.EAI_INPROGRESS.pending gai_error.signature"), DOCUMENT("EAI_INPROGRESS"), LINUX("EAI_INPROGRESS"))
{
	prepare();
	answered_by_nobody();
	enqueue(&stuck);
	await_question();

	observe_eai(gai_error(&stuck));
}
CASE(gai_error, ended, BY_EFFECT("gai_error", "0"))
{
	prepare();
	complete(&one);

	observe_eai(gai_error(&one));
}
CASE(gai_error, failed, BY_EFFECT("gai_error", "EAI_FAMILY"))
{
	static const struct addrinfo of_no_family = { .ai_family = 4711 };
	struct gaicb request = { .ar_name = "192.0.2.1", .ar_request = &of_no_family };
	complete(&request);

	observe_eai(gai_error(&request));
}

/* gai_suspend */

#define SUSPENDS(name, clause, text, ...) \
	CASE(gai_suspend, name, STAGE("etc"), PROVES("gai_suspend." clause " gai_suspend.signature"), \
		DOCUMENT(text), LINUX(text))
SUSPENDS(none, "EAI_ALLDONE.empty", "EAI_ALLDONE")
{
	const struct gaicb *list[] = { NULL };

	observe_eai(gai_suspend(list, 0, NULL));
}
SUSPENDS(null_alone, "EAI_ALLDONE.empty", "EAI_ALLDONE")
{
	const struct gaicb *list[] = { NULL, NULL };

	observe_eai(gai_suspend(list, 2, NULL));
}
/* getaddrinfo_a(3): 0 where one of the requests has been completed. */
CASE(gai_suspend, ended_before, BY_EFFECT("gai_suspend", "0"))
{
	const struct gaicb *list[] = { &one };
	prepare();
	complete(&one);

	observe_eai(gai_suspend(list, 1, NULL));
}
SUSPENDS(timeout, "EAI_AGAIN.timeout", "EAI_AGAIN")
{
	const struct gaicb *list[] = { &stuck };
	struct timespec limit = { .tv_nsec = 20000000 };
	prepare();
	answered_by_nobody();
	enqueue(&stuck);

	observe_eai(gai_suspend(list, 1, &limit));
}
SUSPENDS(signal, "EAI_INTR.signal", "EAI_INTR")
{
	const struct gaicb *list[] = { &stuck };
	prepare();
	answered_by_nobody();
	enqueue(&stuck);
	interrupt_repeatedly();

	observe_eai(gai_suspend(list, 1, NULL));
}
static void answers_when_asked_again(struct exchange *dns)
{
	dns->number < 2 ? stay_silent(dns) : a(dns, dns->name, "192.0.2.1");
}
/* The server answers a second after: until then there is nothing but to wait. */
CASE(gai_suspend, until_one_ends, STAGE("etc"), BY_EFFECT("gai_suspend", "0 EAI_INPROGRESS 0 tcp://192.0.2.1:0"))
{
	static const struct addrinfo v4 = { .ai_socktype = SOCK_STREAM, .ai_family = AF_INET };
	const struct gaicb *list[] = { NULL, &stuck };
	answered_by(answers_when_asked_again);
	etc("resolv.conf", "nameserver 127.0.0.1\noptions timeout:1 attempts:5\n");
	stuck.ar_request = &v4;
	enqueue(&stuck);

	int code = gai_error(&stuck);
	observe_eai(gai_suspend(list, 2, NULL));
	observe_eai(code);
	observe_request(&stuck);
}

/* gai_cancel */

CASE(gai_cancel, ended, PROVES("gai_cancel.EAI_ALLDONE.done gai_cancel.signature"), DOCUMENT("EAI_ALLDONE"), LINUX("EAI_ALLDONE"))
{
	prepare();
	complete(&one);

	observe_eai(gai_cancel(&one));
}
CASE(gai_cancel, worked_on, STAGE("etc"), PROVES("gai_cancel.EAI_NOTCANCELED.busy gai_cancel.signature"), DOCUMENT("EAI_NOTCANCELED EAI_INPROGRESS"), LINUX("EAI_NOTCANCELED EAI_INPROGRESS"))
{
	prepare();
	answered_by_nobody();
	enqueue(&stuck);
	await_question();

	observe_eai(gai_cancel(&stuck));
	observe_eai(gai_error(&stuck));
}

/* So many are stuck that the last one is not begun. */
static struct gaicb *last_of_many(void)
{
	enum { MANY = 200 };
	static struct gaicb requests[MANY], *list[MANY];

	prepare();
	answered_by_nobody();
	for (int i = 0; i < MANY; i++) {
		requests[i] = stuck;
		list[i] = &requests[i];
	}
	if (getaddrinfo_a(GAI_NOWAIT, list, MANY, NULL))
		unresolved("getaddrinfo_a");
	return &requests[MANY - 1];
}
CASE(gai_cancel, queued, STAGE("etc"), PROVES("gai_cancel.EAI_CANCELED.ok gai_cancel.signature"), DOCUMENT("EAI_CANCELED"), LINUX("EAI_CANCELED"))
{
	struct gaicb *last = last_of_many();

	observe_eai(gai_cancel(last));
}
CASE(gai_error, cancelled, STAGE("etc"), PROVES("gai_error.EAI_CANCELED.canceled"), LINUX("EAI_CANCELED"))
{
	struct gaicb *last = last_of_many();
	if (gai_cancel(last) != EAI_CANCELED)
		unresolved("gai_cancel");

	observe_eai(gai_error(last));
}
CASE(gai_suspend, cancelled, STAGE("etc"), LINUX("0 | EAI_ALLDONE"))
{
	struct gaicb *last = last_of_many();
	const struct gaicb *list[] = { last };
	struct timespec limit = { .tv_nsec = 20000000 };
	if (gai_cancel(last) != EAI_CANCELED)
		unresolved("gai_cancel");

	observe_eai(gai_suspend(list, 1, &limit));
}

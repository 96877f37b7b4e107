/* getaddrinfo_a and its like: what goes on beside the caller. The look-up is the test's own, and
 * takes as long as the test wants it to. */
#include "expect.h"
#include "sockets.h"
#include <dirent.h>
#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MANY = 50, MOST_AT_ONCE = 16 };

/* How many look-ups have begun and not ended; those of "held" end when they are let go. */
static atomic_int begun, at_once, most_at_once;
static sem_t let_go;

int ref_getaddrinfo(const char *restrict node, const char *restrict service,
	const struct addrinfo *restrict hints, struct addrinfo **restrict res)
{
	(void)service;
	(void)hints;
	int now = ++at_once;
	for (int most = most_at_once; most < now;)
		atomic_compare_exchange_weak(&most_at_once, &most, now);
	begun++;
	if (strcmp(node, "held") == 0)
		sem_wait(&let_go);
	at_once--;
	*res = NULL;
	return strcmp(node, "unknown") == 0 ? EAI_NONAME : 0;
}

/* What can be had no more: memory, threads. */
static bool no_memory, no_thread;

void *__real_malloc(size_t size);
void *__wrap_malloc(size_t size)
{
	return no_memory ? NULL : __real_malloc(size);
}

int __real_pthread_create(pthread_t *, const pthread_attr_t *, void *(*)(void *), void *);
int __wrap_pthread_create(
	pthread_t *thread, const pthread_attr_t *attributes, void *(*run)(void *), void *argument)
{
	return no_thread ? EAGAIN : __real_pthread_create(thread, attributes, run, argument);
}

/* Waits for what another thread is about to do; ten seconds are never. */
static bool comes_true(bool (*condition)(void))
{
	for (int i = 0; i < 10000; i++) {
		if (condition())
			return true;
		usleep(1000);
	}
	return false;
}

static struct gaicb requests[MANY], *list[MANY];

static void ask_for(const char *name)
{
	memset(requests, 0, sizeof requests);
	for (int i = 0; i < MANY; i++) {
		requests[i].ar_name = name;
		list[i] = &requests[i];
	}
	begun = 0;
}

static int count_of(int code)
{
	int count = 0;

	for (int i = 0; i < MANY; i++)
		count += ref_gai_error(list[i]) == code;
	return count;
}

static void release(int count)
{
	while (count--)
		sem_post(&let_go);
}

static int await_one(struct gaicb *request)
{
	const struct gaicb *one[] = { request };

	return ref_gai_suspend(one, 1, NULL);
}

static void await_rest(void)
{
	for (int i = 0; i < MANY; i++)
		await_one(list[i]);
}

static bool all_threads_busy(void)
{
	return begun == MOST_AT_ONCE;
}

static void waits(void)
{
	ask_for("known");
	requests[7].ar_name = "unknown";
	list[3] = NULL;
	expect(ref_getaddrinfo_a(GAI_WAIT, list, MANY, NULL) == 0, "GAI_WAIT");
	list[3] = &requests[3];
	expect(count_of(0) == MANY - 1 && ref_gai_error(&requests[7]) == EAI_NONAME, "all ended");
	expect(begun == MANY - 1, "NULL is no request");
	expect(most_at_once <= MOST_AT_ONCE, "few at a time");
}

static void goes_on(void)
{
	struct timespec soon = { .tv_nsec = 999999999 }, immediately = { 0 };
	const struct gaicb *none[] = { NULL };

	ask_for("held");
	expect(ref_getaddrinfo_a(GAI_NOWAIT, list, 1, NULL) == 0, "GAI_NOWAIT");
	expect(ref_gai_error(list[0]) == EAI_INPROGRESS, "in progress");
	errno = 0;
	expect(ref_gai_suspend((const struct gaicb *const *)list, 1, &immediately) == EAI_AGAIN &&
			ref_gai_suspend((const struct gaicb *const *)list, 1, &soon) == EAI_AGAIN,
		"a timeout");
	expect(errno == 0, "errno left alone");
	release(1);
	expect(await_one(list[0]) == 0 && ref_gai_error(list[0]) == 0, "ended");
	expect(await_one(list[0]) == 0, "ended before");
	expect(ref_gai_suspend(none, 1, NULL) == EAI_ALLDONE &&
			ref_gai_suspend(none, 0, NULL) == EAI_ALLDONE,
		"no request");
	expect(ref_gai_cancel(list[0]) == EAI_ALLDONE, "too late to cancel");
}

static void on_alarm(int number)
{
	(void)number;
}

/* The signal comes again and again: once it may come too early. */
static void interrupted(void)
{
	struct sigaction action = { .sa_handler = on_alarm, .sa_flags = SA_RESTART };
	struct itimerval often = { { .tv_usec = 10000 }, { .tv_usec = 10000 } }, never = { 0 };

	ask_for("held");
	sigaction(SIGALRM, &action, NULL);
	ref_getaddrinfo_a(GAI_NOWAIT, list, 1, NULL);
	setitimer(ITIMER_REAL, &often, NULL);
	expect(await_one(list[0]) == EAI_INTR, "interrupted, with SA_RESTART");
	setitimer(ITIMER_REAL, &never, NULL);
	release(1);
	await_one(list[0]);
}

static void cancelled(void)
{
	ask_for("held");
	ref_getaddrinfo_a(GAI_NOWAIT, list, MANY, NULL);
	expect(comes_true(all_threads_busy), "all threads busy");
	expect(ref_gai_cancel(list[0]) == EAI_NOTCANCELED, "not cancelled: begun");
	expect(ref_gai_cancel(list[MANY - 1]) == EAI_CANCELED, "cancelled: the last");
	expect(ref_gai_cancel(list[MOST_AT_ONCE]) == EAI_CANCELED, "cancelled: the next");
	expect(ref_gai_cancel(list[MANY - 2]) == EAI_CANCELED, "cancelled: another");
	expect(ref_gai_cancel(list[MANY - 2]) == EAI_ALLDONE, "cancelled before");
	expect(count_of(EAI_CANCELED) == 3 && count_of(EAI_INPROGRESS) == MANY - 3, "and no other");
	release(MANY - 3);
	await_rest();
	expect(count_of(0) == MANY - 3 && begun == MANY - 3, "the others ended");
}

static void signalled(void)
{
	struct sigevent event = {
		.sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGUSR1, .sigev_value.sival_int = 4711
	};
	struct timespec never = { .tv_sec = 10 }, now = { 0 };
	siginfo_t info;
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGUSR1);
	pthread_sigmask(SIG_BLOCK, &set, NULL);
	ask_for("held");
	ref_getaddrinfo_a(GAI_NOWAIT, list, 2, &event);
	release(1);
	ref_gai_suspend((const struct gaicb *const *)list, 2, NULL);
	expect(sigtimedwait(&set, &info, &now) < 0, "no signal before the last");
	release(1);
	expect(sigtimedwait(&set, &info, &never) == SIGUSR1 && info.si_code == SI_ASYNCNL &&
			info.si_value.sival_int == 4711 && info.si_pid == getpid(),
		"a signal");
	expect(ref_gai_error(list[0]) == 0 && ref_gai_error(list[1]) == 0, "after the last");
	expect(ref_getaddrinfo_a(GAI_NOWAIT, list, 0, &event) == 0 &&
			sigtimedwait(&set, &info, &never) == SIGUSR1,
		"a signal for no request");
	ref_getaddrinfo_a(GAI_WAIT, list, 0, &event);
	expect(sigtimedwait(&set, &info, &now) < 0, "none for who waits");
}

static sem_t called;
static atomic_int value_called_with;

static void call_back(union sigval value)
{
	value_called_with = value.sival_int;
	sem_post(&called);
}

static bool is_called(void)
{
	return sem_trywait(&called) == 0;
}

static void called_back(void)
{
	struct sigevent event = { .sigev_notify = SIGEV_THREAD,
		.sigev_notify_function = call_back,
		.sigev_value.sival_int = 1 };
	pthread_attr_t detached;

	ask_for("known");
	ref_getaddrinfo_a(GAI_NOWAIT, list, MANY, &event);
	expect(comes_true(is_called) && value_called_with == 1, "called back");
	pthread_attr_init(&detached);
	pthread_attr_setdetachstate(&detached, PTHREAD_CREATE_DETACHED);
	event.sigev_notify_attributes = &detached;
	event.sigev_value.sival_int = 2;
	ref_getaddrinfo_a(GAI_NOWAIT, list, MANY, &event);
	expect(comes_true(is_called) && value_called_with == 2, "called back by a detached thread");
	pthread_attr_destroy(&detached);
	event.sigev_notify_attributes = NULL;
	await_rest();
	no_thread = true;
	ref_getaddrinfo_a(GAI_NOWAIT, list, 0, &event);
	no_thread = false;
	expect(!is_called(), "not called back without a thread");
}

static int count_threads(void)
{
	int threads = -2; /* . and .. */
	DIR *tasks = opendir("/proc/self/task");

	while (readdir(tasks))
		threads++;
	closedir(tasks);
	return threads;
}

static int threads_before;

static bool is_alone(void)
{
	return count_threads() <= threads_before;
}

static void ends_threads(void)
{
	ask_for("known");
	ref_getaddrinfo_a(GAI_WAIT, list, MANY, NULL);
	expect(count_threads() > threads_before, "threads stay for a while");
	expect(comes_true(is_alone), "and end when there is nothing to do");
}

static void lacks(void)
{
	ask_for("known");
	errno = 0;
	expect(ref_getaddrinfo_a(2, list, 1, NULL) == EAI_SYSTEM && errno == EINVAL, "wrong mode");
	no_memory = true;
	expect(ref_getaddrinfo_a(GAI_WAIT, list, 1, NULL) == EAI_MEMORY, "no memory");
	no_memory = false;
	comes_true(is_alone);
	no_thread = true;
	expect(ref_getaddrinfo_a(GAI_WAIT, list, MANY, NULL) == EAI_AGAIN, "no thread");
	no_thread = false;
	expect(count_of(EAI_AGAIN) == MANY && begun == 0, "for no request");
	expect(ref_getaddrinfo_a(GAI_WAIT, list, MANY, NULL) == 0 && count_of(0) == MANY,
		"a thread again");
}

/* The child has no part in what its parent waits for, and can ask for itself. */
static void forks(void)
{
	int status = -1;

	ask_for("held");
	ref_getaddrinfo_a(GAI_NOWAIT, list, MANY, NULL);
	comes_true(all_threads_busy);
	fflush(stdout);
	pid_t child = fork();
	if (child == 0) {
		struct gaicb own = { .ar_name = "known" }, *own_list[] = { &own };
		alarm(20);
		exit(ref_getaddrinfo_a(GAI_WAIT, own_list, 1, NULL) || ref_gai_error(&own));
	}
	waitpid(child, &status, 0);
	expect(status == 0, "a child asks for itself");
	release(MANY);
	await_rest();
	expect(count_of(0) == MANY, "and its parent goes on");
}

static void *do_nothing(void *unused)
{
	return unused;
}

/* A sanitizer has threads of its own as soon as there are others. */
static void be_threaded(void)
{
	pthread_t thread;

	pthread_create(&thread, NULL, do_nothing, NULL);
	pthread_join(thread, NULL);
}

int main(void)
{
	be_threaded();
	threads_before = count_threads();
	sem_init(&let_go, 0, 0);
	sem_init(&called, 0, 0);
	waits();
	goes_on();
	interrupted();
	cancelled();
	signalled();
	called_back();
	ends_threads();
	lacks();
	forks();
	return failures > 0;
}

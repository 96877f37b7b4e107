/* Waits for descriptors, and for signals, and calls who watches them. */
#include "loop.h"
#include <errno.h>
#include <signal.h>
#include <sys/epoll.h>
#include <time.h>

enum { EVENTS = 64 };

static int set;
static sigset_t mask_before, mask_waiting;
static volatile sig_atomic_t stops;

static void on_stop(int number)
{
	(void)number;
	stops++;
}

/* A child has ended: that the wait ends too is all. */
static void on_child(int number)
{
	(void)number;
}

static void handle(int number, void (*handler)(int))
{
	struct sigaction action = { .sa_handler = handler };

	sigemptyset(&action.sa_mask);
	sigaction(number, &action, NULL);
}

int loop_open(void)
{
	static const int numbers[] = { SIGTERM, SIGINT, SIGCHLD };

	sigprocmask(SIG_BLOCK, NULL, &mask_before);
	mask_waiting = mask_before;
	sigset_t blocked = mask_before;
	for (int i = 0; i < 3; i++) {
		sigaddset(&blocked, numbers[i]);
		sigdelset(&mask_waiting, numbers[i]);
		handle(numbers[i], numbers[i] == SIGCHLD ? on_child : on_stop);
	}
	handle(SIGPIPE, SIG_IGN);
	sigprocmask(SIG_SETMASK, &blocked, NULL);
	set = epoll_create1(EPOLL_CLOEXEC);
	return set < 0 ? -1 : 0;
}

void loop_restore_signals(void)
{
	handle(SIGTERM, SIG_DFL);
	handle(SIGINT, SIG_DFL);
	handle(SIGCHLD, SIG_DFL);
	handle(SIGPIPE, SIG_DFL);
	sigprocmask(SIG_SETMASK, &mask_before, NULL);
}

static int control(int operation, struct watch *watch, uint32_t events)
{
	struct epoll_event event = { .events = events, .data.ptr = watch };

	return epoll_ctl(set, operation, watch->fd, &event);
}

int loop_watch(struct watch *watch, uint32_t events)
{
	return control(EPOLL_CTL_ADD, watch, events);
}

int loop_watch_instead(struct watch *watch, uint32_t events)
{
	return control(EPOLL_CTL_MOD, watch, events);
}

void loop_unwatch(const struct watch *watch)
{
	epoll_ctl(set, EPOLL_CTL_DEL, watch->fd, NULL);
}

void loop_once(int milliseconds)
{
	struct epoll_event events[EVENTS];
	int n = epoll_pwait(set, events, EVENTS, milliseconds, &mask_waiting);

	for (int i = 0; i < n; i++) {
		struct watch *watch = events[i].data.ptr;
		watch->ready(watch);
	}
}

int loop_stops(void)
{
	return stops;
}

int64_t loop_now(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

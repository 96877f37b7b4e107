/* Waits for descriptors, and for signals, and calls who watches them. */
#ifndef LOOP_H
#define LOOP_H

#include <stdbool.h>
#include <stdint.h>

/* A descriptor, and what is called once it is ready. It stays where it is: a call may come, in the
 * round in which it was unwatched, for what has become of it. */
struct watch {
	int fd;
	void (*ready)(struct watch *watch);
};

/* Makes the loop, and blocks SIGTERM, SIGINT and SIGCHLD but while it waits. Returns 0; -1 with an
 * errno of epoll_create1(). */
int loop_open(void);

/* Watches for these events, EPOLLIN, EPOLLOUT. Both return 0; -1 with an errno of epoll_ctl().
 * A descriptor that is closed need not be unwatched. */
int loop_watch(struct watch *watch, uint32_t events);
int loop_watch_instead(struct watch *watch, uint32_t events);
void loop_unwatch(const struct watch *watch);

/* Waits until something is ready, a signal comes or so many milliseconds have passed (-1: for
 * ever), and calls the watchers. */
void loop_once(int milliseconds);

/* How often SIGTERM or SIGINT has come. */
int loop_stops(void);

/* Milliseconds of a clock that nobody sets. */
int64_t loop_now(void);

/* In a child: the signals are again as they were for whoever started this program. */
void loop_restore_signals(void);

#endif

/* getaddrinfo_a() and its like: lookups that threads make, a few at a time, while the caller goes
 * on. */
#include "sockets.h"
#include <errno.h>
#include <limits.h>
#include <linux/futex.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

enum { THREADS_MAX = 16, IDLE_SECONDS = 1 };

/* What one call asks for. It goes when the last of its requests has ended. */
struct batch {
	struct batch *next;
	size_t pending;
	struct sigevent notification;
	struct request {
		struct gaicb *control;
		struct batch *batch;
		struct request *next; /* in the queue */
	} requests[];
};

/* Requests that no thread has begun, the threads there are, and all batches. */
static struct {
	pthread_mutex_t lock;
	pthread_cond_t filled;
	struct batch *batches;
	struct request *first, **end;
	size_t waiting;
	unsigned threads, idle;
} queue = { .lock = PTHREAD_MUTEX_INITIALIZER, .end = &queue.first };

/* Counts the requests that have ended; who waits for one waits for it to change. */
static atomic_uint endings;

static void append(struct request *request)
{
	request->next = NULL;
	*queue.end = request;
	queue.end = &request->next;
	queue.waiting++;
}

/* Takes the request away that *link leads to. */
static struct request *take(struct request **link)
{
	struct request *request = *link;

	*link = request->next;
	if (queue.end == &request->next)
		queue.end = link;
	queue.waiting--;
	return request;
}

/* The code of a request is written by one thread and read by others. */
static void set_code(struct gaicb *control, int code)
{
	__atomic_store_n(&control->__return, code, __ATOMIC_RELEASE);
}

static int code_of(const struct gaicb *control)
{
	return __atomic_load_n(&control->__return, __ATOMIC_ACQUIRE);
}

/* Waits until endings is no more what it was seen to be. Returns 0, or an errno: ETIMEDOUT, or
 * EINTR whatever the handler's SA_RESTART says, as there always is a deadline. */
static int await_ending(unsigned seen, const struct timespec *deadline)
{
	int before = errno, error = 0;

	if (syscall(SYS_futex, &endings, FUTEX_WAIT_BITSET | FUTEX_PRIVATE_FLAG, seen, deadline,
		    NULL, FUTEX_BITSET_MATCH_ANY) < 0 &&
		errno != EAGAIN)
		error = errno;
	errno = before;
	return error;
}

static void forget_batch(const struct batch *batch)
{
	struct batch **link = &queue.batches;

	while (*link != batch)
		link = &(*link)->next;
	*link = batch->next;
}

/* Ends a request. Returns its batch if it was the last of it, which is to be told. */
static struct batch *end_request(struct request *request, int code)
{
	struct batch *batch = request->batch;

	set_code(request->control, code);
	endings++;
	syscall(SYS_futex, &endings, FUTEX_WAKE | FUTEX_PRIVATE_FLAG, INT_MAX);
	if (--batch->pending)
		return NULL;
	forget_batch(batch);
	return batch;
}

static void *call_back(void *ended)
{
	struct batch *batch = ended;
	struct sigevent notification = batch->notification;

	free(batch);
	notification.sigev_notify_function(notification.sigev_value);
	return NULL;
}

/* Starts a thread that nobody joins, with all signals blocked. Returns an errno or 0. */
static int start_thread(const pthread_attr_t *attributes, void *(*run)(void *), void *argument)
{
	pthread_t thread;
	sigset_t all, before;
	int state = PTHREAD_CREATE_JOINABLE, error;

	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	error = pthread_create(&thread, attributes, run, argument);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	if (attributes)
		pthread_attr_getdetachstate(attributes, &state);
	if (!error && state == PTHREAD_CREATE_JOINABLE)
		pthread_detach(thread);
	return error;
}

static void send_signal(const struct sigevent *notification)
{
	siginfo_t info;

	memset(&info, 0, sizeof info);
	info.si_signo = notification->sigev_signo;
	info.si_code = SI_ASYNCNL;
	info.si_pid = getpid();
	info.si_uid = getuid();
	info.si_value = notification->sigev_value;
	syscall(SYS_rt_sigqueueinfo, info.si_pid, info.si_signo, &info);
}

/* Tells that a batch has ended, if there is one, and frees it. */
static void notify(struct batch *batch)
{
	if (!batch)
		return;
	if (batch->notification.sigev_notify == SIGEV_THREAD &&
		start_thread(batch->notification.sigev_notify_attributes, call_back, batch) == 0)
		return;
	if (batch->notification.sigev_notify == SIGEV_SIGNAL)
		send_signal(&batch->notification);
	free(batch);
}

/* Waits, with the lock held, until there is a request; false after a while without. */
static bool await_request(void)
{
	struct timespec until;
	int error = 0;

	clock_gettime(CLOCK_MONOTONIC, &until);
	until.tv_sec += IDLE_SECONDS;
	queue.idle++;
	while (!queue.first && !error)
		error = pthread_cond_timedwait(&queue.filled, &queue.lock, &until);
	queue.idle--;
	return queue.first;
}

static void *work(void *unused)
{
	(void)unused;
	pthread_mutex_lock(&queue.lock);
	while (await_request()) {
		struct request *request = take(&queue.first);
		struct gaicb *control = request->control;

		pthread_mutex_unlock(&queue.lock);
		int code = ref_getaddrinfo(control->ar_name, control->ar_service,
			control->ar_request, &control->ar_result);
		pthread_mutex_lock(&queue.lock);
		struct batch *ended = end_request(request, code);
		pthread_mutex_unlock(&queue.lock);
		notify(ended);
		pthread_mutex_lock(&queue.lock);
	}
	queue.threads--;
	pthread_mutex_unlock(&queue.lock);
	return NULL;
}

/* The child of fork() has no thread but its own: what its parent waits for, it does not. */
static void begin_fork(void)
{
	pthread_mutex_lock(&queue.lock);
}

static void end_fork(void)
{
	pthread_mutex_unlock(&queue.lock);
}

static void make_condition(void)
{
	pthread_condattr_t monotonic;

	pthread_condattr_init(&monotonic);
	pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
	pthread_cond_init(&queue.filled, &monotonic);
	pthread_condattr_destroy(&monotonic);
}

static void begin_child(void)
{
	make_condition();
	for (struct batch *next; queue.batches; queue.batches = next) {
		next = queue.batches->next;
		free(queue.batches);
	}
	queue.first = NULL;
	queue.end = &queue.first;
	queue.waiting = queue.threads = queue.idle = 0;
	pthread_mutex_unlock(&queue.lock);
}

static void prepare(void)
{
	make_condition();
	pthread_atfork(begin_fork, end_fork, begin_child);
}

/* Puts the requests into the queue and starts the threads that they want. Returns EAI_AGAIN if
 * there is none at all; then nothing remains in the queue. */
static int enqueue(struct batch *batch)
{
	size_t count = batch->pending, wanted;

	batch->next = queue.batches;
	queue.batches = batch;
	for (size_t i = 0; i < count; i++)
		append(&batch->requests[i]);
	wanted = queue.waiting > queue.idle ? queue.waiting - queue.idle : 0;
	while (wanted-- && queue.threads < THREADS_MAX && start_thread(NULL, work, NULL) == 0)
		queue.threads++;
	pthread_cond_broadcast(&queue.filled);
	if (queue.threads)
		return 0;
	while (queue.first)
		end_request(take(&queue.first), EAI_AGAIN);
	return EAI_AGAIN;
}

/* A batch of the items of list that are not NULL, which are in progress from now on. */
static struct batch *new_batch(
	struct gaicb *const list[], int nitems, const struct sigevent *notification)
{
	struct batch *batch =
		malloc(sizeof *batch + (nitems > 0 ? (size_t)nitems : 0) * sizeof *batch->requests);

	if (!batch)
		return NULL;
	batch->notification =
		notification ? *notification : (struct sigevent){ .sigev_notify = SIGEV_NONE };
	batch->pending = 0;
	for (int i = 0; i < nitems; i++)
		if (list[i]) {
			batch->requests[batch->pending++] =
				(struct request){ .control = list[i], .batch = batch };
			set_code(list[i], EAI_INPROGRESS);
		}
	return batch;
}

static struct timespec in_ages(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	time.tv_sec += 1 << 30;
	return time;
}

static void await_all(struct gaicb *const list[], int nitems)
{
	struct timespec deadline = in_ages();

	for (int i = 0; i < nitems; i++)
		while (list[i]) {
			unsigned seen = endings;

			if (code_of(list[i]) != EAI_INPROGRESS)
				break;
			await_ending(seen, &deadline);
		}
}

int ref_getaddrinfo_a(
	int mode, struct gaicb *list[restrict], int nitems, struct sigevent *restrict sevp)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	struct batch *batch;
	int error;

	if (mode != GAI_WAIT && mode != GAI_NOWAIT) {
		errno = EINVAL;
		return EAI_SYSTEM;
	}
	pthread_once(&once, prepare);
	batch = new_batch(list, nitems, mode == GAI_NOWAIT ? sevp : NULL);
	if (!batch)
		return EAI_MEMORY;
	if (!batch->pending) {
		notify(batch);
		return 0;
	}
	pthread_mutex_lock(&queue.lock);
	error = enqueue(batch);
	pthread_mutex_unlock(&queue.lock);
	if (error)
		free(batch);
	else if (mode == GAI_WAIT)
		await_all(list, nitems);
	return error;
}

int ref_gai_error(struct gaicb *req)
{
	return code_of(req);
}

int ref_gai_cancel(struct gaicb *req)
{
	struct request **link = &queue.first;
	struct batch *ended = NULL;
	int result = EAI_CANCELED;

	pthread_mutex_lock(&queue.lock);
	while (*link && (*link)->control != req)
		link = &(*link)->next;
	if (*link)
		ended = end_request(take(link), EAI_CANCELED);
	else
		result = code_of(req) == EAI_INPROGRESS ? EAI_NOTCANCELED : EAI_ALLDONE;
	pthread_mutex_unlock(&queue.lock);
	notify(ended);
	return result;
}

/* Whether one of the requests has ended; *any is whether there is one at all. */
static bool is_one_done(const struct gaicb *const list[], int nitems, bool *any)
{
	*any = false;
	for (int i = 0; i < nitems; i++) {
		if (list[i] && code_of(list[i]) != EAI_INPROGRESS)
			return true;
		*any |= list[i] != NULL;
	}
	return false;
}

static struct timespec deadline_after(const struct timespec *timeout)
{
	struct timespec deadline;

	if (!timeout)
		return in_ages();
	clock_gettime(CLOCK_MONOTONIC, &deadline);
	deadline.tv_sec += timeout->tv_sec;
	deadline.tv_nsec += timeout->tv_nsec;
	if (deadline.tv_nsec >= 1000000000) {
		deadline.tv_nsec -= 1000000000;
		deadline.tv_sec++;
	}
	return deadline;
}

int ref_gai_suspend(const struct gaicb *const list[], int nitems, const struct timespec *timeout)
{
	struct timespec deadline = deadline_after(timeout);
	int error = 0;
	bool any;

	while (!error) {
		unsigned seen = endings;

		if (is_one_done(list, nitems, &any))
			return 0;
		if (!any)
			return EAI_ALLDONE;
		error = await_ending(seen, &deadline);
	}
	return error == EINTR ? EAI_INTR : EAI_AGAIN;
}

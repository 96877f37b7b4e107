/* Each call that waits is a cancellation point: a request ends it as it waits, and keeps it from
 * beginning; it does neither where the thread disables cancellation. */
#include <fcntl.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "names.h"

static char data[4096];
static struct iovec part = { data, sizeof data };
static struct msghdr message = { .msg_iov = &part, .msg_iovlen = 1 };
static struct mmsghdr messages[1];
static struct sockaddr_in server;

static int must(int result, const char *what)
{
	if (result < 0) {
		perror(what);
		exit(2);
	}
	return result;
}

static int new_socket(void)
{
	return must(socket(AF_INET, SOCK_STREAM, 0), "socket");
}

/* Where a call waits: at a listener without clients, at a full one, for data, for room. */
static int listener(void)
{
	socklen_t len = sizeof server;
	int fd = new_socket();

	server = (struct sockaddr_in){ .sin_family = AF_INET };
	server.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	must(bind(fd, (struct sockaddr *)&server, sizeof server), "bind");
	must(listen(fd, 0), "listen");
	must(getsockname(fd, (struct sockaddr *)&server, &len), "getsockname");
	return fd;
}

static int client_of_full_listener(void)
{
	listener();
	must(connect(new_socket(), (struct sockaddr *)&server, sizeof server), "connect");
	return new_socket();
}

static int receiver(void)
{
	int fds[2];

	must(socketpair(AF_UNIX, SOCK_STREAM, 0, fds), "socketpair");
	return fds[0];
}

static int sender(void)
{
	int fd = receiver();

	while (send(fd, data, sizeof data, MSG_DONTWAIT) > 0)
		;
	return fd;
}

static void by_connect(int fd)
{
	connect(fd, (struct sockaddr *)&server, sizeof server);
}

static void by_accept(int fd)
{
	accept(fd, NULL, NULL);
}

static void by_accept4(int fd)
{
	accept4(fd, NULL, NULL, SOCK_CLOEXEC);
}

static void by_send(int fd)
{
	send(fd, data, sizeof data, 0);
}

static void by_sendto(int fd)
{
	sendto(fd, data, sizeof data, 0, NULL, 0);
}

static void by_sendmsg(int fd)
{
	sendmsg(fd, &message, 0);
}

static void by_sendmmsg(int fd)
{
	messages[0].msg_hdr = message;
	sendmmsg(fd, messages, 1, 0);
}

static void by_recv(int fd)
{
	recv(fd, data, sizeof data, 0);
}

static void by_recvfrom(int fd)
{
	recvfrom(fd, data, sizeof data, 0, NULL, NULL);
}

static void by_recvmsg(int fd)
{
	recvmsg(fd, &message, 0);
}

static const struct call {
	const char *name;
	int (*waiting)(void); /* a descriptor on which it waits */
	void (*make)(int fd);
} calls[] = {
	{ "connect", client_of_full_listener, by_connect },
	{ "accept", listener, by_accept },
	{ "accept4", listener, by_accept4 },
	{ "send", sender, by_send },
	{ "sendto", sender, by_sendto },
	{ "sendmsg", sender, by_sendmsg },
	{ "sendmmsg", sender, by_sendmmsg },
	{ "recv", receiver, by_recv },
	{ "recvfrom", receiver, by_recvfrom },
	{ "recvmsg", receiver, by_recvmsg },
};

struct scene {
	const struct call *call;
	int fd;
	bool asked_before, disabled;
	atomic_int thread; /* its number once it is about to call */
};

static void *play(void *argument)
{
	struct scene *scene = argument;
	int old;

	if (scene->asked_before || scene->disabled)
		pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &old);
	if (scene->asked_before)
		pthread_cancel(pthread_self());
	if (!scene->disabled)
		pthread_setcancelstate(PTHREAD_CANCEL_ENABLE, &old);
	scene->thread = (int)syscall(SYS_gettid);
	scene->call->make(scene->fd);
	pthread_setcanceltype(PTHREAD_CANCEL_DEFERRED, &old);
	return old == PTHREAD_CANCEL_DEFERRED ? scene : NULL;
}

static void wait_a_little(void)
{
	nanosleep(&(struct timespec){ .tv_nsec = 1000000 }, NULL);
}

/* Until the thread waits in the kernel. */
static void await_sleep(struct scene *scene)
{
	char path[64], status[512] = "";

	for (int tries = 0; tries < 10000; tries++, wait_a_little()) {
		if (scene->thread == 0)
			continue;
		snprintf(path, sizeof path, "/proc/self/task/%d/stat", scene->thread);
		int fd = open(path, O_RDONLY);
		ssize_t n = read(fd, status, sizeof status - 1);
		close(fd);
		if (n > 0 && strstr(status, ") S "))
			return;
	}
	fprintf(stderr, "%s does not wait\n", scene->call->name);
	exit(2);
}

static void *result_of(pthread_t thread)
{
	struct timespec limit;
	void *result;

	clock_gettime(CLOCK_REALTIME, &limit);
	limit.tv_sec += 10;
	return pthread_timedjoin_np(thread, &result, &limit) == 0 ? result : NULL;
}

static void expect(bool right, const struct scene *scene, const char *what)
{
	printf("%s: %s%s\n", scene->call->name, right ? "" : "NOT ", what);
	if (!right)
		exit(1);
}

static pthread_t begin(struct scene *scene)
{
	pthread_t thread;

	if (pthread_create(&thread, NULL, play, scene) != 0)
		exit(2);
	return thread;
}

static void cancelled_as_it_waits(const struct call *call)
{
	struct scene scene = { .call = call, .fd = call->waiting() };
	pthread_t thread = begin(&scene);

	await_sleep(&scene);
	pthread_cancel(thread);
	expect(result_of(thread) == PTHREAD_CANCELED, &scene, "cancelled as it waits");
}

static void cancelled_before(const struct call *call)
{
	struct scene scene = { .call = call, .fd = call->waiting(), .asked_before = true };

	expect(result_of(begin(&scene)) == PTHREAD_CANCELED, &scene, "cancelled before");
}

/* On no descriptor it fails at once, so the thread ends by itself. */
static void not_cancelled_where_disabled(const struct call *call)
{
	struct scene scene = { .call = call, .fd = -1, .asked_before = true, .disabled = true };

	expect(result_of(begin(&scene)) == &scene, &scene, "not cancelled where disabled");
}

/* A request that came before leaves the data where they are. */
static void nothing_received(void)
{
	int fds[2];
	must(socketpair(AF_UNIX, SOCK_STREAM, 0, fds), "socketpair");
	must((int)send(fds[1], "a", 1, 0), "send");
	struct scene scene = { .call = &calls[sizeof calls / sizeof *calls - 3], .fd = fds[0] };
	scene.asked_before = true;

	result_of(begin(&scene));
	expect(recv(fds[0], data, 1, MSG_DONTWAIT) == 1, &scene, "not begun");
}

int main(void)
{
	for (size_t i = 0; i < sizeof calls / sizeof *calls; i++) {
		cancelled_as_it_waits(&calls[i]);
		cancelled_before(&calls[i]);
		not_cancelled_where_disabled(&calls[i]);
	}
	nothing_received();
	return 0;
}

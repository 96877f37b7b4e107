/* The server's datagrams: who asks is sent the answer, unless that could be turned against others.
 */
#include "udp.h"
#include "loop.h"
#include "rate.h"
#include "report.h"
#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/queue.h>
#include <sys/socket.h>
#include "names.h"

enum { BATCH = 64, REQUESTS = 256 };

struct service {
	struct watch watch;
	SLIST_ENTRY(service) next;
	const struct udp_policy *policy;
};

/* Who waits for an answer, and the address that was asked. */
struct request {
	int sockfd;
	size_t most; /* bytes that the answer may have */
	struct sockaddr_in6 from;
	socklen_t from_length;
	_Alignas(struct cmsghdr) char control[CMSG_SPACE(sizeof(struct in6_pktinfo))];
	size_t control_length;
};

static SLIST_HEAD(, service) services = SLIST_HEAD_INITIALIZER(services);
static struct request requests[REQUESTS + 1]; /* with one to drop */
static unsigned int n_requests;

/* Whether the datagram came to one of our own addresses; makes of where it came to where the answer
 * comes from, by whatever interface leads to the client. */
static bool was_to_one_host(struct msghdr *message)
{
	struct cmsghdr *header = CMSG_FIRSTHDR(message);

	if (!header)
		return false;
	if (header->cmsg_level == IPPROTO_IP && header->cmsg_type == IP_PKTINFO) {
		struct in_pktinfo *info = (struct in_pktinfo *)CMSG_DATA(header);
		info->ipi_ifindex = 0;
		return info->ipi_addr.s_addr == info->ipi_spec_dst.s_addr;
	}
	struct in6_pktinfo *info = (struct in6_pktinfo *)CMSG_DATA(header);
	if (!IN6_IS_ADDR_LINKLOCAL(&info->ipi6_addr))
		info->ipi6_ifindex = 0;
	return !IN6_IS_ADDR_MULTICAST(&info->ipi6_addr);
}

static bool is_trusted(const struct udp_policy *policy, const struct in6_addr *address)
{
	if (network_is_loopback(address))
		return true;
	for (size_t i = 0; i < policy->n_trusted; i++)
		if (network_has(&policy->trusted[i], address))
			return true;
	return false;
}

/* The most bytes that may answer a request of so many; 0 where none is to. */
static size_t most_for(const struct udp_policy *policy, const struct sockaddr *from, size_t size)
{
	struct in6_addr address = network_address(from);

	if (is_trusted(policy, &address))
		return SIZE_MAX;
	if (policy->per_second && !rate_allows(&address, policy->per_second, loop_now()))
		return 0;
	return size;
}

/* Takes one request, if there is one and it is to be answered; returns whether to look for another.
 */
static bool take(const struct service *service)
{
	char first = '\0';
	struct request *request = &requests[n_requests];
	struct iovec data = { &first, sizeof first };
	struct msghdr message = {
		.msg_name = &request->from,
		.msg_namelen = sizeof request->from,
		.msg_iov = &data,
		.msg_iovlen = 1,
		.msg_control = request->control,
		.msg_controllen = sizeof request->control,
	};
	ssize_t size = recvmsg(service->watch.fd, &message, MSG_TRUNC | MSG_DONTWAIT);

	if (size < 0)
		return errno != EAGAIN && errno != ENOMEM && errno != ENOBUFS;
	if (isprint((unsigned char)first) || !was_to_one_host(&message))
		return true;
	request->sockfd = service->watch.fd;
	request->most = most_for(service->policy, message.msg_name, (size_t)size);
	request->from_length = message.msg_namelen;
	request->control_length = message.msg_controllen;
	n_requests += request->most > 0 && n_requests < REQUESTS;
	return true;
}

/* Where too many wait for a command, more are dropped. */
static void on_request(struct watch *watch)
{
	for (int i = 0; i < BATCH && take((struct service *)watch); i++)
		;
}

int udp_serve(int sockfd, const struct udp_policy *policy)
{
	static const int on = 1;
	struct sockaddr_in6 addr;
	socklen_t length = sizeof addr;
	struct service *service = malloc(sizeof *service);

	if (!service)
		return -1;
	service->policy = policy;
	service->watch = (struct watch){ .fd = sockfd, .ready = on_request };
	SLIST_INSERT_HEAD(&services, service, next);
	getsockname(sockfd, (struct sockaddr *)&addr, &length);
	int result = addr.sin6_family == AF_INET
			     ? setsockopt(sockfd, IPPROTO_IP, IP_PKTINFO, &on, sizeof on)
			     : setsockopt(sockfd, IPPROTO_IPV6, IPV6_RECVPKTINFO, &on, sizeof on);
	return result < 0 ? -1 : loop_watch(&service->watch, EPOLLIN);
}

bool udp_asks(void)
{
	return n_requests > 0;
}

/* Sends to so many who asked the same socket; one that cannot be sent to is passed over, and told.
 */
static void send_all(int sockfd, struct mmsghdr *messages, unsigned int n)
{
	while (n > 0) {
		int sent = sendmmsg(sockfd, messages, n, MSG_NOSIGNAL | MSG_DONTWAIT);
		unsigned int done = sent > 0 ? (unsigned int)sent : 1;
		if (sent < 0)
			report("sendmmsg: %s", strerror(errno));
		messages += done;
		n -= done;
	}
}

void udp_answer(const struct answer *answer)
{
	struct mmsghdr messages[REQUESTS];
	struct iovec data = { (void *)answer->text, answer->size };
	unsigned int n = 0;
	int sockfd = requests[0].sockfd;

	for (unsigned int i = 0; i < n_requests; i++) {
		struct request *request = &requests[i];
		if (request->most < answer->size)
			continue;
		if (request->sockfd != sockfd) {
			send_all(sockfd, messages, n);
			sockfd = request->sockfd;
			n = 0;
		}
		messages[n++].msg_hdr = (struct msghdr){
			.msg_name = &request->from,
			.msg_namelen = request->from_length,
			.msg_iov = &data,
			.msg_iovlen = 1,
			.msg_control = request->control,
			.msg_controllen = request->control_length,
		};
	}
	send_all(sockfd, messages, n);
	n_requests = 0;
}

void udp_stop(void)
{
	struct service *service;

	SLIST_FOREACH(service, &services, next)
	{
		for (int i = 0; i < REQUESTS && take(service); i++)
			;
		loop_unwatch(&service->watch);
	}
}

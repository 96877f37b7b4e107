/* Scopes of IPv6 addresses, as numbers and as names of interfaces. */
#include "address/scope.h"
#include "address/digits.h"
#include "sockets.h"
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

/* Asks about an interface, of which request holds the name or the number. Any socket will do.
 * Leaves errno alone. */
static bool ask_interface(unsigned long question, struct ifreq *request)
{
	int error = errno;
	int fd = ref_socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	bool answered = fd >= 0 && ioctl(fd, question, request) == 0;

	if (fd >= 0)
		close(fd);
	errno = error;
	return answered;
}

static bool is_unique_on_link_alone(const struct in6_addr *address)
{
	return IN6_IS_ADDR_LINKLOCAL(address) || IN6_IS_ADDR_MC_LINKLOCAL(address);
}

bool read_scope(const struct in6_addr *address, const char *text, uint32_t *scope)
{
	struct ifreq request = { .ifr_ifindex = 0 };
	const char *end = read_number(text, 10, UINT32_MAX, scope);

	if (end && *end == '\0')
		return true;
	/* The kernel looks at a name up to its colon; with one, it is that of no interface. */
	if (!is_unique_on_link_alone(address) || strlen(text) >= IF_NAMESIZE || strchr(text, ':'))
		return false;
	strcpy(request.ifr_name, text);
	if (!ask_interface(SIOCGIFINDEX, &request))
		return false;
	*scope = (uint32_t)request.ifr_ifindex;
	return true;
}

void write_scope(
	const struct in6_addr *address, uint32_t scope, bool numeric, char text[SCOPE_TEXT_SIZE])
{
	struct ifreq request = { .ifr_ifindex = (int)scope };

	if (!numeric && is_unique_on_link_alone(address) && ask_interface(SIOCGIFNAME, &request))
		memcpy(text, request.ifr_name, IF_NAMESIZE);
	else
		snprintf(text, SCOPE_TEXT_SIZE, "%u", (unsigned)scope);
}

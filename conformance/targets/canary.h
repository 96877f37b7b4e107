/* Calls that are wrong on purpose. */
static inline int canary_bind(int fd, const struct sockaddr *addr, socklen_t len)
{
	(void)bind(fd, addr, len);
	return 0;
}

static inline int canary_inet_pton(int family, const char *text, void *binary)
{
	(void)family, (void)text, (void)binary;
	return 0;
}

#define bind canary_bind
#define inet_pton canary_inet_pton

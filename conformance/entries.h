/* The entries of the databases of /etc: files that have them, and what a call says of one. */
#ifndef ENTRIES_H
#define ENTRIES_H

#include "etc.h"

/* A file of hosts alone: nobody is asked who might know more. */
static inline void hosts(const char *text)
{
	etc("nsswitch.conf", "hosts: files\n");
	etc("resolv.conf", "options timeout:1 attempts:1\n");
	etc("hosts", text);
}

static inline void networks(const char *text)
{
	etc("nsswitch.conf", "networks: files\n");
	etc("networks", text);
}

static inline void protocols(const char *text)
{
	etc("protocols", text);
}

static inline void services(const char *text)
{
	etc("services", text);
}

/* "entry c0000201": the official name and the addresses. */
static inline void see_host(const struct hostent *entry)
{
	if (!entry) {
		observe_word("NULL");
		return;
	}
	observe_text(entry->h_name);
	for (char **address = entry->h_addr_list; *address; address++)
		observe_bytes(*address, (size_t)entry->h_length);
}

/* "entry 0xa000000" */
static inline void see_network(const struct netent *entry)
{
	if (!entry) {
		observe_word("NULL");
		return;
	}
	observe_text(entry->n_name);
	observe_hex(entry->n_net);
}

/* "entry 6" */
static inline void see_protocol(const struct protoent *entry)
{
	if (!entry) {
		observe_word("NULL");
		return;
	}
	observe_text(entry->p_name);
	observe_number(entry->p_proto);
}

/* "entry 80 tcp" */
static inline void see_service(const struct servent *entry)
{
	if (!entry) {
		observe_word("NULL");
		return;
	}
	observe_text(entry->s_name);
	observe_number(ntohs((uint16_t)entry->s_port));
	observe_text(entry->s_proto);
}

/* "other another"; "none"; "NULL" where there is no entry. */
static inline void see_aliases(char *const *aliases)
{
	if (!aliases || !*aliases)
		observe_word(aliases ? "none" : "NULL");
	for (; aliases && *aliases; aliases++)
		observe_text(*aliases);
}

static inline void see_h_errno(int number)
{
	observe_word(number == HOST_NOT_FOUND ? "HOST_NOT_FOUND"
		     : number == NO_DATA      ? "NO_DATA"
		     : number == NO_RECOVERY  ? "NO_RECOVERY"
		     : number == TRY_AGAIN    ? "TRY_AGAIN"
					      : "another");
}

#endif

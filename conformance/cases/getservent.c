/* getservbyname, getservbyport and getservent: the entries of /etc/services. */
#include "etc.h"

static void observe_service(const struct servent *entry)
{
	if (!entry) {
		observe_word("NULL");
		return;
	}
	observe_text(entry->s_name);
	for (char **alias = entry->s_aliases; *alias; alias++)
		observe_text(*alias);
	observe_number(ntohs((uint16_t)entry->s_port));
	observe_text(entry->s_proto);
}

CASE(getservbyname, named, PROVES("getservent.purpose"), ALL("http www 80 tcp"), STAGE("etc"))
{
	etc("services", "http 80/tcp www\n");

	observe_service(getservbyname("http", "tcp"));
}

CASE(getservbyname, file_gone, ALL("NULL"), STAGE("etc"))
{
	etc("services", "http 80/tcp www\n");
	etc("services", NULL);

	observe_service(getservbyname("http", "tcp"));
}

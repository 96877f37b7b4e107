/* Cases of sockspec-selftest that look at the world they are in. */
#include "fixture.h"
#include <dirent.h>
#include <stdio.h>
#include <sys/stat.h>

static void observe_link(const char *path)
{
	char text[100] = "";

	need((int)readlink(path, text, sizeof text - 1), "readlink");
	observe_text(text);
}

CASE(world, namespaces)
{
	observe_link("/proc/self/ns/net");
	observe_link("/proc/self/ns/pid");
	observe_link("/proc/self/ns/mnt");
	observe_link("/proc/self/ns/user");
	observe_link("/proc/self/ns/ipc");
}

CASE(world, user, ALL("0 0"))
{
	observe_number(geteuid());
	observe_number(getegid());
}

CASE(world, only_one_user, ALL("-1 EINVAL"))
{
	observe(setuid(1));
}

CASE(world, never_pid_1, ALL("1"))
{
	observe_number(getpid() > 1 && getpid() < 1000);
}

CASE(world, proc_of_its_own, ALL("1"))
{
	char name[32], text[32] = "";

	snprintf(name, sizeof name, "%d", (int)getpid());
	need((int)readlink("/proc/self", text, sizeof text - 1), "readlink");
	observe_number(strcmp(name, text) == 0);
}

CASE(world, folder_is_empty, ALL("0"))
{
	DIR *folder = opendir(".");
	int entries = 0;

	while (readdir(folder))
		entries++;
	observe_number(entries - 2);
}

CASE(world, folder_takes_files, ALL("1"))
{
	observe_number(open("file", O_CREAT | O_EXCL | O_WRONLY, 0666) >= 0);
}

CASE(world, loopback_alone, ALL("1 lo"))
{
	struct if_nameindex *interfaces = if_nameindex();
	int n = 0;

	while (interfaces && interfaces[n].if_name)
		n++;
	observe_number(n);
	observe_word(n ? interfaces[0].if_name : "");
}

CASE(world, loopback_is_up, ALL("0"))
{
	struct address addr;
	listening(TCP4, 1, &addr);

	observe(connect(new_socket(TCP4), &addr.any, addr.len));
}

CASE(world, privileged_port, ALL("0"))
{
	struct sockaddr_in addr = loopback();
	addr.sin_port = htons(80);

	observe(bind(inet_socket(SOCK_STREAM), (SA *)&addr, sizeof addr));
}

CASE(world, three_descriptors, ALL("3"))
{
	observe_number(open("/dev/null", O_RDONLY));
}

CASE(world, signals_have_their_defaults, ALL("1"))
{
	struct sigaction action;
	sigset_t blocked;
	int plain = 1;

	sigprocmask(SIG_BLOCK, NULL, &blocked);
	for (int number = 1; number < 32; number++)
		plain &= !sigismember(&blocked, number) && sigaction(number, NULL, &action) == 0 &&
			 action.sa_handler == SIG_DFL;
	observe_number(plain);
}

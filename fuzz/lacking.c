/* What the reference and the fuzz targets call and a small libc does not have: for ci/fuzz
 * --target, linked where nothing else links. Such a libc has one thread. */
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>

#ifndef SIOCATMARK
#define SIOCATMARK 0x8905
#endif

#define IF_LACKING __attribute__((weak))

#ifdef __x86_64__
IF_LACKING int syscall(int number, ...)
{
	va_list list;
	long argument[6], result;

	va_start(list, number);
	for (int i = 0; i < 6; i++)
		argument[i] = va_arg(list, long);
	va_end(list);
	register long r10 __asm__("r10") = argument[3];
	register long r8 __asm__("r8") = argument[4], r9 __asm__("r9") = argument[5];
	__asm__ volatile("syscall"
			 : "=a"(result)
			 : "a"(number), "D"(argument[0]), "S"(argument[1]), "d"(argument[2]),
			 "r"(r10), "r"(r8), "r"(r9)
			 : "rcx", "r11", "memory");
	if (result >= 0 || result < -4095)
		return result;
	errno = (int)-result;
	return -1;
}
#endif

IF_LACKING int pthread_mutex_lock(pthread_mutex_t *mutex)
{
	(void)mutex;
	return 0;
}

IF_LACKING int pthread_mutex_trylock(pthread_mutex_t *mutex)
{
	(void)mutex;
	return 0;
}

IF_LACKING int pthread_mutex_unlock(pthread_mutex_t *mutex)
{
	(void)mutex;
	return 0;
}

IF_LACKING int pthread_setcancelstate(int state, int *before)
{
	if (before)
		*before = state;
	return 0;
}

IF_LACKING int pthread_setcanceltype(int type, int *before)
{
	if (before)
		*before = type;
	return 0;
}

IF_LACKING int pthread_atfork(void (*before)(void), void (*parent)(void), void (*child)(void))
{
	(void)before, (void)parent, (void)child;
	return 0;
}

IF_LACKING int pthread_sigmask(int how, const sigset_t *set, sigset_t *before)
{
	return sigprocmask(how, set, before) == 0 ? 0 : errno;
}

IF_LACKING int sockatmark(int fd)
{
	int is_there = 0;

	return ioctl(fd, SIOCATMARK, &is_there) == 0 ? is_there : -1;
}

IF_LACKING char *secure_getenv(const char *name)
{
	return getenv(name);
}

IF_LACKING void *mempcpy(void *to, const void *from, size_t size)
{
	return (char *)memcpy(to, from, size) + size;
}

IF_LACKING char *strcasestr(const char *text, const char *part)
{
	size_t length = strlen(part);

	for (; strlen(text) >= length; text++)
		if (strncasecmp(text, part, length) == 0)
			return (char *)text;
	return NULL;
}

IF_LACKING ssize_t getline(char **line, size_t *size, FILE *file)
{
	size_t length = 0;

	for (int byte = 0; byte != '\n' && (byte = getc(file)) != EOF; length++) {
		if (length + 2 > *size) {
			char *more = realloc(*line, *size = 2 * length + 128);
			if (!more)
				return -1;
			*line = more;
		}
		(*line)[length] = (char)byte;
		(*line)[length + 1] = '\0';
	}
	return length ? (ssize_t)length : -1;
}

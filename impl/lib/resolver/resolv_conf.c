/* Reads /etc/resolv.conf, word by word. */
#include "resolver/resolv_conf.h"
#include "address/digits.h"
#include "address/scope.h"
#include "sockets.h"
#include "databases/system_error.h"
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Part of the file's text. */
struct text {
	const char *at, *end;
};

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r';
}

/* Takes the first line away from text. */
static struct text take_line(struct text *text)
{
	struct text line = *text;
	const char *newline = memchr(line.at, '\n', (size_t)(line.end - line.at));

	if (newline)
		line.end = newline;
	text->at = newline ? newline + 1 : line.end;
	return line;
}

/* Takes the first word away from line; an empty one if there is none. */
static struct text take_word(struct text *line)
{
	struct text word;

	while (line->at < line->end && is_blank(*line->at))
		line->at++;
	word.at = line->at;
	while (line->at < line->end && !is_blank(*line->at))
		line->at++;
	word.end = line->at;
	return word;
}

static size_t length(struct text word)
{
	return (size_t)(word.end - word.at);
}

static bool equals(struct text word, const char *name)
{
	return length(word) == strlen(name) && memcmp(word.at, name, length(word)) == 0;
}

/* Copies the word, with a NUL, to the size bytes at string; false if it does not fit, or contains a
 * NUL. */
static bool copy_word(struct text word, char *string, size_t size)
{
	if (length(word) >= size || memchr(word.at, '\0', length(word)))
		return false;
	*(char *)mempcpy(string, word.at, length(word)) = '\0';
	return true;
}

static void parse_server(struct text line, struct resolv_conf *conf)
{
	char address[INET6_ADDRSTRLEN + SCOPE_TEXT_SIZE];

	if (conf->server_count < NAME_SERVERS_MAX &&
		copy_word(take_word(&line), address, sizeof address) &&
		read_address(address, &conf->servers[conf->server_count]))
		conf->server_count++;
}

/* Takes as many words of the line as domains as there may be. */
static void parse_search(struct text line, size_t most, struct resolv_conf *conf)
{
	size_t used = 0;

	for (struct text word = take_word(&line); length(word) && most--; word = take_word(&line))
		if (copy_word(word, conf->search + used, SEARCH_SIZE - 1 - used))
			used += length(word) + 1;
	conf->search[used] = '\0';
}

/* An option that is a number, "ndots:2": at least least, at most as much as it may be. */
static void parse_number(
	const char *option, const char *name, unsigned least, unsigned most, unsigned *number)
{
	size_t size = strlen(name);
	uint32_t value;
	const char *end;

	if (strncmp(option, name, size) != 0)
		return;
	end = read_number(option + size, 10, UINT32_MAX, &value);
	if (end && *end == '\0')
		*number = value < least ? least : value > most ? most : value;
}

static void parse_options(struct text line, struct resolv_conf *conf)
{
	char option[32];

	for (struct text word = take_word(&line); length(word); word = take_word(&line)) {
		if (!copy_word(word, option, sizeof option))
			continue;
		parse_number(option, "ndots:", 0, 15, &conf->ndots);
		parse_number(option, "timeout:", 1, 30, &conf->timeout);
		parse_number(option, "attempts:", 1, 5, &conf->attempts);
		conf->rotate |= strcmp(option, "rotate") == 0;
		conf->edns0 |= strcmp(option, "edns0") == 0;
		conf->no_aaaa |= strcmp(option, "no-aaaa") == 0;
		conf->use_tcp |= strcmp(option, "use-vc") == 0;
		conf->one_by_one |= strcmp(option, "single-request") == 0 ||
				    strcmp(option, "single-request-reopen") == 0;
	}
}

void parse_resolv_conf(const char *bytes, size_t size, struct resolv_conf *conf)
{
	struct text text = { bytes, bytes + size };

	*conf = (struct resolv_conf){ .ndots = 1, .timeout = 5, .attempts = 2 };
	while (text.at < text.end) {
		struct text line = take_line(&text);
		struct text keyword;

		if (line.at < line.end && is_blank(*line.at))
			continue; /* a keyword starts its line */
		keyword = take_word(&line);
		if (equals(keyword, "nameserver"))
			parse_server(line, conf);
		else if (equals(keyword, "domain"))
			parse_search(line, 1, conf);
		else if (equals(keyword, "search"))
			parse_search(line, SIZE_MAX, conf);
		else if (equals(keyword, "options"))
			parse_options(line, conf);
	}
}

const char *next_domain(const struct resolv_conf *conf, const char *domain)
{
	const char *next = domain ? domain + strlen(domain) + 1 : conf->search;

	return *next ? next : NULL;
}

/* Reads the file as far as it went when it was opened. Returns an errno or 0. */
static int parse_file(int fd, struct resolv_conf *conf)
{
	struct stat status = { .st_size = 0 };
	size_t size = 0;
	ssize_t n;
	char *text;

	fstat(fd, &status);
	text = malloc((size_t)status.st_size + 1);
	if (!text)
		return ENOMEM;
	while (size < (size_t)status.st_size &&
		(n = read(fd, text + size, (size_t)status.st_size - size)) > 0)
		size += (size_t)n;
	parse_resolv_conf(text, size, conf);
	free(text);
	return 0;
}

/* The value of a variable; empty where there is none. */
static struct text environment(const char *name)
{
	const char *value = secure_getenv(name);

	return value ? (struct text){ value, value + strlen(value) } : (struct text){ 0 };
}

static void amend(struct resolv_conf *conf)
{
	struct text domains = environment("LOCALDOMAIN");

	if (domains.at)
		parse_search(domains, SIZE_MAX, conf);
	parse_options(environment("RES_OPTIONS"), conf);
}

/* What the page puts in the place of servers and domains that are not told. */
static void complete(struct resolv_conf *conf)
{
	char name[HOST_NAME_MAX + 1];
	const char *dot;

	if (conf->server_count == 0) {
		conf->servers[0] = (struct host_address){ .family = AF_INET };
		conf->servers[0].ipv4.s_addr = ref_htonl(INADDR_LOOPBACK);
		conf->server_count = 1;
	}
	if (conf->search[0] == '\0' && gethostname(name, sizeof name) == 0 &&
		(dot = strchr(name, '.')))
		parse_search((struct text){ dot + 1, dot + strlen(dot) }, 1, conf);
}

int read_resolv_conf(struct resolv_conf *conf)
{
	int fd = open("/etc/resolv.conf", O_RDONLY | O_CLOEXEC);
	int error = fd < 0 ? errno : parse_file(fd, conf);

	if (fd >= 0)
		close(fd);
	if (is_want(error))
		return error;
	if (error)
		parse_resolv_conf("", 0, conf);
	amend(conf);
	complete(conf);
	return 0;
}

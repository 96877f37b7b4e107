/* Runs one case and keeps what it saw. */
#include "case.h"
#include "platform.h"

const char *const outcome_names[OUTCOMES] = {
	"observed",
	"crashed",
	"timed-out",
	"absent",
	"unsupported",
	"unresolved",
	"not-run",
};

static const struct {
	int number;
	const char *name;
} errno_names[] = {
#include "errno_names.h"
};

static jmp_buf stop;
static struct observation *seen;

static _Noreturn void give_up(enum outcome outcome, const char *why)
{
	size_t size = strnlen(why, sizeof seen->text - 1);

	seen->outcome = outcome;
	memcpy(seen->text, why, size);
	seen->text[size] = '\0';
	longjmp(stop, 1);
}

static void append(const char *text, size_t size)
{
	size_t used = strlen(seen->text);

	if (size > sizeof seen->text - 1 - used)
		give_up(UNRESOLVED, "the observation is too long");
	memcpy(seen->text + used, text, size);
	seen->text[used + size] = '\0';
}

void observe_word(const char *word)
{
	if (seen->text[0])
		append(" ", 1);
	append(word, strlen(word));
}

/* The digits of number, which end where end points. */
static char *digits_of(unsigned long long number, unsigned base, char *end)
{
	*--end = '\0';
	do
		*--end = "0123456789abcdef"[number % base];
	while (number /= base);
	return end;
}

void observe_number(long long number)
{
	char room[24];
	unsigned long long size =
		number < 0 ? 0 - (unsigned long long)number : (unsigned long long)number;
	char *digits = digits_of(size, 10, room + sizeof room);

	if (number < 0)
		*--digits = '-';
	observe_word(digits);
}

void observe_hex(unsigned long long number)
{
	char room[24];
	char *digits = digits_of(number, 16, room + sizeof room);

	*--digits = 'x';
	*--digits = '0';
	observe_word(digits);
}

void observe_errno(int error)
{
	for (size_t i = 0; i < sizeof errno_names / sizeof *errno_names; i++)
		if (errno_names[i].number == error) {
			observe_word(errno_names[i].name);
			return;
		}
	observe_number(error);
}

void observe(long long ret)
{
	int error = errno;

	observe_number(ret);
	if (ret == -1)
		observe_errno(error);
}

static void append_hex(unsigned char byte)
{
	append(&"0123456789abcdef"[byte >> 4], 1);
	append(&"0123456789abcdef"[byte & 15], 1);
}

void observe_bytes(const void *bytes, size_t n)
{
	const unsigned char *byte = bytes;

	observe_word("");
	for (size_t i = 0; i < n; i++)
		append_hex(byte[i]);
}

void observe_text(const char *text)
{
	if (!text) {
		int error = errno;
		observe_word("NULL");
		observe_errno(error);
		return;
	}
	observe_word(*text ? "" : "empty");
	for (; *text; text++) {
		if (*text > ' ' && *text <= '~' && *text != '"' && *text != '\\') {
			append(text, 1);
		} else {
			append("\\x", 2);
			append_hex((unsigned char)*text);
		}
	}
}

void absent(const char *what)
{
	give_up(ABSENT, what);
}

void unsupported(const char *why)
{
	give_up(UNSUPPORTED, why);
}

void unresolved(const char *why)
{
	give_up(UNRESOLVED, why);
}

int need(int ret, const char *why)
{
	if (ret != -1)
		return ret;
	if (errno == EAFNOSUPPORT || errno == EPROTONOSUPPORT || errno == ENOSYS ||
		errno == ENOPROTOOPT)
		unsupported(why);
	unresolved(why);
}

void case_run(const struct test_case *test, struct observation *to)
{
	seen = to;
	seen->outcome = OUTCOMES; /* until its body has come to an end: it may exit */
	seen->text[0] = '\0';
	errno = 0;
	if (setjmp(stop) == 0) {
		test->body();
		seen->outcome = OBSERVED;
	}
}

int case_runs_anywhere(const struct test_case *test)
{
	return test->stage && strcmp(test->stage, "none") == 0;
}

const struct test_case *case_find(const char *id)
{
	for (const struct test_case *const *test = __start_cases; test < __stop_cases; test++)
		if (strcmp((*test)->id, id) == 0)
			return *test;
	return NULL;
}

/* Makes one small fault in a C file: a comparison, an operator, a constant, a branch, a statement.
 *
 *     mutate FILE             lists the mutants: line, tab, text as it stands, tab, text as mutated
 *     mutate FILE N           prints the file with the fault of row N, counted from 1
 *
 * It knows tokens, not grammar: some mutants do not compile, and some are the same program. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_BYTES = 1 << 20, MOST_TOKENS = 1 << 16 };

struct token {
	char *at;
	size_t size;
};

/* With a NUL before, so that a line's beginning can be looked for, and behind. */
static char room[MOST_BYTES + 2], *const source = room + 1;
static struct token tokens[MOST_TOKENS];
static size_t count;
static int wanted, mutants;

static const struct {
	const char *from, *to[3];
	int is_also_unary;
} operators[] = {
	{ "<", { "<=", ">=" }, 0 },
	{ "<=", { "<", ">" }, 0 },
	{ ">", { ">=", "<=" }, 0 },
	{ ">=", { ">", "<" }, 0 },
	{ "==", { "!=" }, 0 },
	{ "!=", { "==" }, 0 },
	{ "&&", { "||" }, 0 },
	{ "||", { "&&" }, 0 },
	{ "+", { "-" }, 1 },
	{ "-", { "+" }, 1 },
	{ "*", { "/" }, 1 },
	{ "/", { "*" }, 0 },
	{ "%", { "*" }, 0 },
	{ "<<", { ">>" }, 0 },
	{ ">>", { "<<" }, 0 },
	{ "&", { "|" }, 1 },
	{ "|", { "&" }, 0 },
	{ "^", { "|" }, 0 },
	{ "++", { "--" }, 0 },
	{ "--", { "++" }, 0 },
	{ "+=", { "-=" }, 0 },
	{ "-=", { "+=" }, 0 },
	{ "|=", { "&=", "=" }, 0 },
	{ "&=", { "|=", "=" }, 0 },
	{ "<<=", { ">>=" }, 0 },
	{ ">>=", { "<<=" }, 0 },
	{ "?", { "&& 0 ?", "|| 1 ?" }, 0 },
};

static int is(size_t i, const char *text)
{
	return i < count && tokens[i].size == strlen(text) &&
	       memcmp(tokens[i].at, text, tokens[i].size) == 0;
}

/* The line that at is in begins and ends here. */
static char *line_start(char *at)
{
	while (at[-1] != '\n' && at[-1] != '\0')
		at--;
	return at;
}

static char *line_end(char *at)
{
	return at + strcspn(at, "\n");
}

/* Prints text with each run of blanks as one. */
static void print_squeezed(const char *text, const char *end, int *blank)
{
	for (; text < end; text++) {
		if (!isspace((unsigned char)*text))
			putchar(*text);
		else if (!*blank)
			putchar(' ');
		*blank = isspace((unsigned char)*text) != 0;
	}
}

static void list(char *from, char *to, const char *before, int keep, const char *after)
{
	char *start = line_start(from), *end = line_end(to);
	int line = 1, blank = 1;

	for (const char *at = source; at < from; at++)
		line += *at == '\n';
	printf("%d\t", line);
	print_squeezed(start, end, &blank);
	putchar('\t');
	blank = 1;
	print_squeezed(start, from, &blank);
	print_squeezed(before, before + strlen(before), &blank);
	print_squeezed(from, keep ? to : from, &blank);
	print_squeezed(after, after + strlen(after), &blank);
	print_squeezed(to, end, &blank);
	putchar('\n');
}

/* One mutant: before and after stand around what was from first to before end, or in its place. */
static void mutant(char *from, char *to, const char *before, int keep, const char *after)
{
	mutants++;
	if (wanted == 0)
		list(from, to, before, keep, after);
	if (wanted == mutants)
		printf("%.*s%s%.*s%s%s", (int)(from - source), source, before,
			keep ? (int)(to - from) : 0, from, after, to);
}

static void replace(size_t i, const char *with)
{
	mutant(tokens[i].at, tokens[i].at + tokens[i].size, with, 0, "");
}

static void surround(size_t first, size_t end, const char *before, const char *after)
{
	if (first < end)
		mutant(tokens[first].at, tokens[end - 1].at + tokens[end - 1].size, before, 1,
			after);
}

/* The token after those from i that end with one of these outside brackets. */
static size_t find_end(size_t i, const char *ends)
{
	int depth = 0;

	for (; i < count; i++) {
		char c = *tokens[i].at;
		if (depth == 0 && tokens[i].size == 1 && strchr(ends, c))
			break;
		depth += strchr("([{", c) != NULL;
		depth -= strchr(")]}", c) != NULL;
	}
	return i;
}

static void mutate_operator(size_t i)
{
	int binary =
		isspace((unsigned char)tokens[i].at[tokens[i].size]); /* as clang-format has it */

	for (size_t o = 0; o < sizeof operators / sizeof *operators; o++)
		if (is(i, operators[o].from) && (binary || !operators[o].is_also_unary))
			for (int way = 0; operators[o].to[way]; way++)
				replace(i, operators[o].to[way]);
	if (is(i, "!") || is(i, "~") || (is(i, "-") && !binary))
		replace(i, "");
}

/* A number, a character, or a name without small letters; but a name alone in brackets is the size
 * of an array, and a wrong one is for sanitizers to find. */
static int is_constant(size_t i)
{
	const struct token *token = &tokens[i];

	if (isdigit((unsigned char)*token->at) || *token->at == '\'')
		return 1;
	for (size_t c = 0; c < token->size; c++)
		if (!isupper((unsigned char)token->at[c]) &&
			!isdigit((unsigned char)token->at[c]) && token->at[c] != '_')
			return 0;
	return !is(i, "NULL") && !(i > 0 && is(i - 1, "[") && is(i + 1, "]"));
}

static void mutate_constant(size_t i)
{
	if (!is_constant(i))
		return;
	surround(i, i + 1, "(", " + 1)");
	surround(i, i + 1, "(", " - 1)");
	if (isdigit((unsigned char)*tokens[i].at) && !is(i, "0") && !is(i, "1"))
		replace(i, "0");
}

static void mutate_branch(size_t i)
{
	size_t first = i + 2, end;

	if (is(i, "for"))
		first = find_end(first, ";") + 1;
	else if (!is(i, "if") && !is(i, "while"))
		return;
	end = find_end(first, ";)");
	surround(first, end, "0 && (", ")");
	if (is(i, "if"))
		surround(first, end, "1 || (", ")");
}

/* A statement that ends in a semicolon; depth is that of the braces around it. */
static void mutate_statement(size_t i, int depth, int conditional)
{
	size_t end = find_end(i, ";");

	if (is(i, "return")) {
		if (end > i + 1 && !is(i + 1, "0") && !is(i + 1, "NULL"))
			mutant(tokens[i + 1].at, tokens[end].at, "0", 0, "");
		if (depth == 1 && !conditional)
			return; /* a function's last: without it, it has no meaning */
	}
	if (end > i && end < count)
		mutant(tokens[i].at, tokens[end].at, "", 0, "");
}

static void mutate_statements(void)
{
	int depth = 0;

	for (size_t i = 0; i < count; i++) {
		int conditional = 0;

		if (depth == 0 && is(i, "{") && i > 0 && !is(i - 1, ")"))
			i = find_end(i + 1, "}") + 1; /* no function: its declaration ends here */
		depth += is(i, "{") - is(i, "}");
		if (depth == 0 || (i > 0 && !is(i - 1, ";") && !is(i - 1, "{") && !is(i - 1, "}")))
			continue;
		while (is(i, "if") || is(i, "for") || is(i, "while") || is(i, "else") ||
			is(i, "do")) {
			i = is(i + 1, "(") ? find_end(i + 2, ")") + 1 : i + 1;
			conditional = 1;
		}
		if (is(i, "{"))
			depth++;
		else if (i < count && !is(i, ";") && !is(i, "}"))
			mutate_statement(i, depth, conditional);
	}
}

static size_t token_size(const char *at)
{
	static const char *const punctuators[] = { "<<=", ">>=", "<=", ">=", "==", "!=", "&&", "||",
		"++", "--", "+=", "-=", "*=", "/=", "%=", "|=", "&=", "^=", "<<", ">>", "->" };
	size_t size = 0;

	while (isalnum((unsigned char)at[size]) || at[size] == '_')
		size++;
	if (size)
		return size;
	if (*at == '"' || *at == '\'') {
		for (size = 1; at[size] && at[size] != *at; size++)
			size += at[size] == '\\';
		return size + 1;
	}
	for (size_t i = 0; i < sizeof punctuators / sizeof *punctuators; i++)
		if (strncmp(at, punctuators[i], strlen(punctuators[i])) == 0)
			return strlen(punctuators[i]);
	return 1;
}

/* The end of blanks, of a comment, or of a line of the preprocessor that at begins with; else at.
 */
static char *skip(char *at)
{
	char *end = NULL;

	if (isspace((unsigned char)*at))
		return at + 1;
	if (strncmp(at, "/*", 2) == 0)
		end = strstr(at, "*/");
	if (end)
		return end + 2;
	if (*at != '#')
		return at;
	for (end = line_end(at); *end && end[-1] == '\\';)
		end = line_end(end + 1);
	return end;
}

static void read_tokens(void)
{
	for (char *at = source; *at;) {
		char *after = skip(at);
		if (after != at) {
			at = after;
			continue;
		}
		struct token *token = &tokens[count++];
		*token = (struct token){ at, token_size(at) };
		at += token->size;
		if (count == MOST_TOKENS)
			break;
	}
}

int main(int argc, char **argv)
{
	FILE *file = argc == 2 || argc == 3 ? fopen(argv[1], "r") : NULL;

	if (!file || fread(source, 1, MOST_BYTES, file) == MOST_BYTES) {
		fprintf(stderr, "usage: mutate FILE [N], with a FILE below 1 MiB\n");
		return 2;
	}
	fclose(file);
	wanted = argc == 3 ? atoi(argv[2]) : 0;
	read_tokens();
	for (size_t i = 0; i < count; i++) {
		mutate_operator(i);
		mutate_constant(i);
		mutate_branch(i);
	}
	mutate_statements();
	return wanted > mutants ? 2 : 0;
}

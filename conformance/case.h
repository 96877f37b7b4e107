/* The whole language that a case is written in: plain socket code, and what each authority lets it
 * observe. */
#ifndef CASE_H
#define CASE_H

#include <stddef.h>

enum authority { AUTHORITY_DOCUMENT, AUTHORITY_POSIX, AUTHORITY_LINUX, AUTHORITIES };

struct test_case {
	const char *id;   /* "bind/address_in_use" */
	const char *call; /* "bind" */
	const char *name; /* "address_in_use" */
	const char *file; /* where it stands */
	int line;
	void (*body)(void);
	const char *proves; /* clauses of clauses.tsv, separated by blanks; NULL for none */
	const char *stage;  /* NULL for the base world */
	const char *
		allows[AUTHORITIES]; /* observations, separated by " | "; NULL where it is silent */
	int declares;                /* shows no more than that a name is declared */
	int wants_agent;             /* uses up memory, of which only an agent has little */
};

/* What a case says of itself. */
#define PROVES(clauses_) .proves = clauses_
#define STAGE(stage_) .stage = stage_ /* a file of stages/ and its arguments */
#define ANYWHERE STAGE("none")        /* uses no socket and no file: needs no world of its own */
#define DOCUMENT(allows_) .allows[AUTHORITY_DOCUMENT] = allows_
#define POSIX(allows_) .allows[AUTHORITY_POSIX] = allows_
#define LINUX(allows_) .allows[AUTHORITY_LINUX] = allows_
#define ALL(allows_) DOCUMENT(allows_), POSIX(allows_), LINUX(allows_)

/* Uses up memory: a runner that has much to spare, and free, shows nothing. */
#define WANTS_AGENT .wants_agent = 1

/* A case of a call, named for its situation; the body follows. It ends the process: no clean-up. */
#define CASE(call_, name_, ...) REGISTER(call_##_##name_, #call_, #name_, __VA_ARGS__)

/* # and ## stand in the outermost macro, here and below, lest a macro of the system gets into the
 * name. */
#define REGISTER(symbol_, call_, name_, ...) \
	static void symbol_##_body(void); \
	static const struct test_case symbol_##_case = { .id = call_ "/" name_, \
		.call = call_, \
		.name = name_, \
		.file = __FILE__, \
		.line = __LINE__, \
		.body = symbol_##_body, \
		__VA_ARGS__ }; \
	static const struct test_case *const symbol_##_entry \
		__attribute__((used, section("cases"))) = &symbol_##_case; \
	static void symbol_##_body(void)

/* Rows about declarations, a line each: they observe "declared", or "other type". */

/* The call is a function of this type: SIGNATURE(listen, int, (int, int), ALL("declared")) */
#define SIGNATURE(call_, result_, arguments_, ...) \
	REGISTER(call_##_signature, #call_, "signature", DECLARES, PROVES(#call_ ".signature"), \
		__VA_ARGS__) \
	{ \
		observe_type(_Generic(&call_, result_(*) arguments_ : 1, default : 0)); \
	}

/* The constant exists: CONSTANT(recv, MSG_TRUNC, PROVES("…"), ALL("declared")) */
#define CONSTANT(call_, constant_, ...) \
	REGISTER(call_##_##constant_, #call_, #constant_, DECLARES, __VA_ARGS__) \
	{ \
		(void)(constant_); \
		observe_type(1); \
	}

/* The structure has a member of this type: FIELD(recvmsg, struct msghdr, msg_flags, int, …) */
#define FIELD(call_, struct_, member_, type_, ...) \
	REGISTER(call_##_##member_, #call_, #member_, DECLARES, __VA_ARGS__) \
	{ \
		observe_type(_Generic(&((struct_ *)0)->member_, type_ * : 1, default : 0)); \
	}

/* The expression compiles, and has this type: for macros, which have no address, and for headers.
 */
#define EXPRESSION(call_, name_, type_, expression_, ...) \
	REGISTER(call_##_##name_, #call_, #name_, DECLARES, __VA_ARGS__) \
	{ \
		observe_type(_Generic((expression_), type_ : 1, default : 0)); \
	}

#define DECLARES .declares = 1, ANYWHERE
#define observe_type(right) observe_word((right) ? "declared" : "other type")

/* What a case may say about what it saw. Each adds a word or two to the observation. */
void observe(long long ret);                 /* "0", "-1 EADDRINUSE": the errno where ret is -1 */
void observe_word(const char *word);         /* "MSG_CTRUNC" */
void observe_number(long long number);       /* "-7" */
void observe_hex(unsigned long long number); /* "0x7f000001" */
void observe_bytes(const void *bytes, size_t n); /* "7f000001" */
void observe_errno(int error);                   /* "EINVAL", by name */
void observe_text(
	const char *text); /* "127.0.0.1"; "\x07" for what does not print; "empty"; "NULL EINVAL" */
#define observe_flag(value, flag) ((value) & (flag) ? observe_word(#flag) : (void)0)

/* How a case gives up; none returns. */
_Noreturn void absent(const char *what);     /* the target does not declare it */
_Noreturn void unsupported(const char *why); /* the target lacks what the set-up needs */
_Noreturn void unresolved(const char *why);  /* the set-up failed otherwise */
int need(int ret, const char *why); /* ret, or one of the two above if it is -1, by errno */

/* For a main: agent.c, criterion.c, sockspec.c. */
enum outcome { OBSERVED, CRASHED, TIMED_OUT, ABSENT, UNSUPPORTED, UNRESOLVED, NOT_RUN, OUTCOMES };
struct observation {
	enum outcome outcome;
	char text[600]; /* what was observed, or the reason */
};
extern const char *const outcome_names[OUTCOMES];
void case_run(const struct test_case *test, struct observation *seen);
const struct test_case *case_find(const char *id); /* NULL where there is none */
int case_runs_anywhere(const struct test_case *test);
extern const struct test_case *const __start_cases[], *const __stop_cases[];

#endif

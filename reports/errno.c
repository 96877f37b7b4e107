/* The errno table: for each call and errno the condition, how it was provoked, what each target
 * observed. Markdown, to be committed. */
#include "format.h"
#include "report.h"
#include <string.h>

/* How an errno was come by: the least that it takes comes first. */
enum way {
	NATIVE,
	UNPRIVILEGED,
	IN_NAMESPACE,
	IN_GUEST,
	BY_INJECTION,
	OTHERWISE, /* the condition was met, and no target answered with this errno */
	NOT_PROVOKED,
	WAYS
};

static const char *const way_names[WAYS] = {
	"native",
	"unprivileged",
	"namespace",
	"guest",
	"injected",
	"other result",
	"not provoked",
};

/* A condition as one call has it, and the case that shows it best. */
struct condition {
	const struct clause *clause;
	const char *call;
	enum way way;
	guint row; /* of the case, where some case names the clause */
	int has_case;
};

static enum way way_of(const struct test_case *test)
{
	if (!test->stage || case_runs_anywhere(test))
		return NATIVE;
	if (strcmp(test->stage, "unprivileged") == 0)
		return UNPRIVILEGED;
	if (strcmp(test->stage, "guest") == 0)
		return IN_GUEST;
	return g_str_has_prefix(test->stage, "inject ") ? BY_INJECTION : IN_NAMESPACE;
}

static int has_word(const char *text, const char *word)
{
	g_auto(GStrv) words = g_strsplit(text, " ", -1);

	return g_strv_contains((const char *const *)words, word);
}

/* An errno as observations name it: of two names for one number the first. */
static const char *first_name(const char *errno_name)
{
	return strcmp(errno_name, "EWOULDBLOCK") == 0 ? "EAGAIN" : errno_name;
}

/* True where some target observed the errno in this case. */
static int is_provoked(const struct matrix *matrix, guint row, const char *errno_name)
{
	for (guint column = 0; column < matrix->targets->len; column++) {
		const struct record *record = matrix_cell(matrix, row, column)->record;
		if (record && record->outcome == OBSERVED &&
			has_word(record->text, first_name(errno_name)))
			return 1;
	}
	return 0;
}

/* True where some target observed anything in this case. */
static int is_observed(const struct matrix *matrix, guint row)
{
	for (guint column = 0; column < matrix->targets->len; column++) {
		const struct record *record = matrix_cell(matrix, row, column)->record;
		if (record && record->outcome == OBSERVED)
			return 1;
	}
	return 0;
}

static struct condition *condition_of(
	GArray *conditions, guint first, const struct clause *clause, const char *call)
{
	const struct condition fresh = { .clause = clause, .call = call, .way = NOT_PROVOKED };

	for (guint i = first; i < conditions->len; i++)
		if (strcmp(g_array_index(conditions, struct condition, i).call, call) == 0)
			return &g_array_index(conditions, struct condition, i);
	g_array_append_val(conditions, fresh);
	return &g_array_index(conditions, struct condition, conditions->len - 1);
}

/* A row for each call whose cases name the clause; one for its subject where none does. */
static void add_conditions(
	GArray *conditions, const struct clause *clause, const struct matrix *matrix)
{
	guint first = conditions->len;

	for (guint row = 0; row < matrix->cases->len; row++) {
		const struct test_case *test = matrix_case(matrix, row);
		if (!test->proves || !has_word(test->proves, clause->id))
			continue;
		struct condition *condition = condition_of(conditions, first, clause, test->call);
		enum way way = is_provoked(matrix, row, clause->token) ? way_of(test)
			       : is_observed(matrix, row)              ? OTHERWISE
								       : NOT_PROVOKED;
		if (!condition->has_case || way < condition->way) {
			condition->way = way;
			condition->row = row;
		}
		condition->has_case = 1;
	}
	if (conditions->len == first)
		condition_of(conditions, first, clause, clause->subject);
}

static void put_cell(FILE *to, const char *text)
{
	fputs(" ", to);
	put_markdown(to, text);
	fputs(" |", to);
}

static void put_condition(const struct condition *condition, const struct matrix *matrix, FILE *to)
{
	const struct test_case *test =
		condition->has_case ? matrix_case(matrix, condition->row) : NULL;
	const struct clause *clause = condition->clause;
	g_autofree char *why = condition->way >= OTHERWISE && *clause->reason
				       ? g_strdup_printf("%s: %s: %s", way_names[condition->way],
						 clause->reason, clause->evidence)
				       : g_strdup(way_names[condition->way]);

	fputs("|", to);
	put_cell(to, condition->call);
	put_cell(to, clause->token);
	put_cell(to, clause->id);
	put_cell(to, clause->says);
	put_cell(to, clause->source);
	put_cell(to, why);
	for (guint column = 0; column < matrix->targets->len; column++) {
		g_autofree char *text =
			test ? cell_text(matrix_cell(matrix, condition->row, column))
			     : g_strdup("");
		put_cell(to, text);
	}
	for (int a = 0; a < AUTHORITIES; a++)
		put_cell(to, test && test->allows[a] ? test->allows[a] : "");
	put_cell(to, test ? test->id : "");
	fputs("\n", to);
}

static void put_totals(const GArray *conditions, FILE *to)
{
	static const char *const sources[] = { "document", "posix", "linux" };

	fputs("| source | call and errno |", to);
	for (int w = 0; w < WAYS; w++)
		fprintf(to, " %s |", way_names[w]);
	fputs("\n|---|---|---|---|---|---|---|---|---|\n", to);
	for (size_t s = 0; s < G_N_ELEMENTS(sources); s++) {
		guint counts[WAYS] = { 0 }, all = 0;
		for (guint i = 0; i < conditions->len; i++) {
			const struct condition *condition =
				&g_array_index(conditions, struct condition, i);
			if (strcmp(condition->clause->source, sources[s]) != 0)
				continue;
			counts[condition->way]++;
			all++;
		}
		fprintf(to, "| %s | %u |", sources[s], all);
		for (int w = 0; w < WAYS; w++)
			fprintf(to, " %u |", counts[w]);
		fputs("\n", to);
	}
}

void report_errno(GPtrArray *clauses, const struct matrix *matrix, FILE *to)
{
	g_autoptr(GArray) conditions = g_array_new(FALSE, FALSE, sizeof(struct condition));

	for (guint i = 0; i < clauses->len; i++) {
		const struct clause *clause = g_ptr_array_index(clauses, i);
		if (strcmp(clause->kind, "errno") == 0)
			add_conditions(conditions, clause, matrix);
	}
	fputs("# Each call and errno: how it was provoked\n\n", to);
	put_totals(conditions, to);
	fputs("\n| call | errno | clause | condition | source | provoked |", to);
	for (guint column = 0; column < matrix->targets->len; column++)
		fprintf(to, " %s |", matrix_target(matrix, column)->name);
	for (int a = 0; a < AUTHORITIES; a++)
		fprintf(to, " %s allows |", authority_names[a]);
	fputs(" case |\n|---|---|---|---|---|---|---|---|---|---|", to);
	for (guint column = 0; column < matrix->targets->len; column++)
		fputs("---|", to);
	fputs("\n", to);
	for (guint i = 0; i < conditions->len; i++)
		put_condition(&g_array_index(conditions, struct condition, i), matrix, to);
}

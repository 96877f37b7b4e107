/* The document as numbered clauses, and how far the cases prove them. */
#include "clause.h"
#include "fail.h"
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

const char *const clause_status_names[CLAUSE_STATUSES] = {
	"proved",
	"contradicted",
	"injected",
	"declared",
	"not-run",
	"unproved",
	"editorial",
};

static const struct {
	const char *name;
	size_t offset; /* of the char * that keeps it */
} columns[] = {
	{ "id", offsetof(struct clause, id) },
	{ "source", offsetof(struct clause, source) },
	{ "section", offsetof(struct clause, section) },
	{ "subject", offsetof(struct clause, subject) },
	{ "kind", offsetof(struct clause, kind) },
	{ "token", offsetof(struct clause, token) },
	{ "says", offsetof(struct clause, says) },
	{ "posix", offsetof(struct clause, posix) },
	{ "linux", offsetof(struct clause, linux) },
	{ "accuracy", offsetof(struct clause, accuracy) },
	{ "note", offsetof(struct clause, note) },
	{ "line", offsetof(struct clause, document_line) },
	{ "reason", offsetof(struct clause, reason) },
	{ "evidence", offsetof(struct clause, evidence) },
};

/* Where a clause comes from, and the authorities whose verdict proves it: a fault has been mended
 * where any of them says so. */
static const struct {
	const char *name;
	int proved_by[AUTHORITIES];
} sources[] = {
	{ "document", { [AUTHORITY_DOCUMENT] = 1 } },
	{ "posix", { [AUTHORITY_POSIX] = 1 } },
	{ "linux", { [AUTHORITY_LINUX] = 1 } },
	{ "fault", { 1, 1, 1 } },
	{ "history", { 1, 1, 1 } },
};

static char **field(struct clause *clause, size_t column)
{
	return (char **)((char *)clause + columns[column].offset);
}

static void clause_free(void *clause)
{
	for (size_t i = 0; i < G_N_ELEMENTS(columns); i++)
		g_free(*field(clause, i));
	g_free(clause);
}

/* The index in sources of the clause's; that of no source where it is none of them. */
static size_t source_of(const struct clause *clause)
{
	size_t i = 0;

	while (i < G_N_ELEMENTS(sources) && strcmp(sources[i].name, clause->source) != 0)
		i++;
	return i;
}

static void check_header(const char *path, const char *line)
{
	g_auto(GStrv) names = g_strsplit(line, "\t", -1);
	int right = g_strv_length(names) == G_N_ELEMENTS(columns);

	for (size_t i = 0; right && i < G_N_ELEMENTS(columns); i++)
		right = strcmp(names[i], columns[i].name) == 0;
	if (!right)
		fail("%s:1: not the header of clauses; its columns are those of columns[] in "
		     "clause.c",
			path);
}

static struct clause *clause_of(const char *path, int number, const char *line)
{
	struct clause *clause = g_new0(struct clause, 1);
	g_auto(GStrv) fields = g_strsplit(line, "\t", -1);

	clause->path = g_intern_string(path);
	clause->line = number;
	if (g_strv_length(fields) != G_N_ELEMENTS(columns))
		fail("%s:%d: %u columns, not %zu; write - for an empty one", path, number,
			g_strv_length(fields), G_N_ELEMENTS(columns));
	for (size_t i = 0; i < G_N_ELEMENTS(columns); i++) {
		if (!*fields[i])
			fail("%s:%d: %s is empty; write -", path, number, columns[i].name);
		*field(clause, i) = g_strdup(strcmp(fields[i], "-") == 0 ? "" : fields[i]);
	}
	if (!*clause->id || strchr(clause->id, ' '))
		fail("%s:%d: \"%s\" is no id; leave out its blanks", path, number, clause->id);
	if (source_of(clause) == G_N_ELEMENTS(sources))
		fail("%s:%d: the source \"%s\" is none of document, posix, linux, fault, history",
			path, number, clause->source);
	return clause;
}

GPtrArray *clauses_read(const char *path)
{
	GPtrArray *clauses = g_ptr_array_new_with_free_func(clause_free);
	g_autofree char *text = read_file(path);
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
	guint last = g_strv_length(lines);

	check_header(path, last ? lines[0] : "");
	if (*lines[last - 1])
		fail("%s:%u: cut short; restore the line and its end", path, last);
	for (guint i = 1; i < last - 1; i++)
		g_ptr_array_add(clauses, clause_of(path, (int)i + 1, lines[i]));
	return clauses;
}

/* The ids that a case names, to be freed with g_strfreev. */
static char **names_of(const struct test_case *test)
{
	return g_strsplit(test->proves ? test->proves : "", " ", -1);
}

static int names(const struct test_case *test, const char *id)
{
	g_auto(GStrv) ids = names_of(test);

	return g_strv_contains((const char *const *)ids, id);
}

GPtrArray *clause_cases(const struct clause *clause, GPtrArray *cases)
{
	GPtrArray *named = g_ptr_array_new();

	for (guint i = 0; i < cases->len; i++)
		if (names(g_ptr_array_index(cases, i), clause->id))
			g_ptr_array_add(named, g_ptr_array_index(cases, i));
	return named;
}

/* From the id of a clause to a GArray of the rows, guint, of the cases that name it. */
static GHashTable *index_rows(const struct matrix *matrix)
{
	GHashTable *index = g_hash_table_new_full(
		g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_array_unref);

	for (guint row = 0; row < matrix->cases->len; row++) {
		g_auto(GStrv) ids = names_of(matrix_case(matrix, row));
		for (int i = 0; ids[i]; i++) {
			GArray *rows = g_hash_table_lookup(index, ids[i]);
			if (!rows) {
				rows = g_array_new(FALSE, FALSE, sizeof(guint));
				g_hash_table_insert(index, g_strdup(ids[i]), rows);
			}
			g_array_append_val(rows, row);
		}
	}
	return index;
}

/* What a case gives to a clause that it names, where it conforms: that a name exists is all that
 * structures and headers say. */
static enum clause_status strength(const struct clause *clause, const struct test_case *test)
{
	if (test->stage && g_str_has_prefix(test->stage, "inject "))
		return INJECTED;
	if (!test->declares || strcmp(clause->kind, "struct") == 0 ||
		strstr(clause->id, ".header."))
		return PROVED;
	return DECLARED;
}

/* What one target does for a clause by one case. Where it could not run, or lacked what the set-up
 * needs, it neither conforms nor contradicts. */
static enum clause_status shown_by_cell(const struct clause *clause, const struct test_case *test,
	const struct target *target, const struct cell *cell)
{
	const int *proved_by = sources[source_of(clause)].proved_by;
	int conforms = 0, deviates = 0, speaks = 0;

	for (int a = 0; a < AUTHORITIES; a++) {
		if (!proved_by[a] || !test->allows[a])
			continue;
		speaks = 1;
		conforms |= target->claims[a] && cell->verdicts[a] == CONFORMS;
		deviates |= target->claims[a] && cell->verdicts[a] == DEVIATES &&
			    cell->record->outcome != UNSUPPORTED;
	}
	if (conforms)
		return strength(clause, test);
	if (deviates)
		return CONTRADICTED;
	return speaks ? NOT_SHOWN : UNPROVED;
}

/* A case that conforms on one target is not contradicted by another. */
static enum clause_status shown_by_row(
	const struct clause *clause, const struct matrix *matrix, guint row)
{
	int seen[CLAUSE_STATUSES] = { 0 };

	for (guint column = 0; column < matrix->targets->len; column++)
		seen[shown_by_cell(clause, matrix_case(matrix, row), matrix_target(matrix, column),
			matrix_cell(matrix, row, column))] = 1;
	for (int conforming = PROVED; conforming <= DECLARED; conforming++)
		if (conforming != CONTRADICTED && seen[conforming])
			return (enum clause_status)conforming;
	return seen[CONTRADICTED] ? CONTRADICTED : seen[NOT_SHOWN] ? NOT_SHOWN : UNPROVED;
}

/* rows may be NULL: no case names it. */
/* A function that is declared as it should be, and whose calls do what they should, has its
 * signature. */
static int is_called(const struct clause *clause, const struct matrix *matrix)
{
	for (guint row = 0; row < matrix->cases->len; row++) {
		const struct test_case *test = matrix_case(matrix, row);
		if (!test->declares && strcmp(test->call, clause->token) == 0 &&
			shown_by_row(clause, matrix, row) == PROVED)
			return 1;
	}
	return 0;
}

static enum clause_status status_of(
	const struct clause *clause, const struct matrix *matrix, const GArray *rows)
{
	enum clause_status best = UNPROVED;

	if (strcmp(clause->reason, "editorial") == 0)
		return EDITORIAL;
	for (guint i = 0; rows && i < rows->len; i++)
		best = MIN(best, shown_by_row(clause, matrix, g_array_index(rows, guint, i)));
	if (best == DECLARED && strcmp(clause->kind, "signature") == 0 && is_called(clause, matrix))
		return PROVED;
	return best;
}

enum clause_status clause_status(const struct clause *clause, const struct matrix *matrix)
{
	g_autoptr(GHashTable) index = index_rows(matrix);

	return status_of(clause, matrix, g_hash_table_lookup(index, clause->id));
}

static G_GNUC_PRINTF(3, 4) int complain(const char *file, int line, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	g_autofree char *text = g_strdup_vprintf(format, arguments);
	va_end(arguments);
	fprintf(stderr, "%s:%d: %s\n", file, line, text);
	return 1;
}

static int may_be_editorial(const struct clause *clause)
{
	static const char *const never[] = { "errno", "flag", "option", "constant", "signature",
		NULL };

	return !g_strv_contains(never, clause->kind) &&
	       (strcmp(clause->kind, "typo") == 0 || g_str_has_suffix(clause->id, ".heading"));
}

/* What is wrong with the reason, to be freed; NULL where nothing is. */
static char *fault_of_reason(const struct clause *clause)
{
	const char *reason = clause->reason;

	if (!*reason)
		return NULL;
	if (strcmp(reason, "editorial") == 0)
		return may_be_editorial(clause)
			       ? NULL
			       : g_strdup("editorial are typos and headings alone; leave it -");
	if (strcmp(reason, "no-kernel-path") != 0 && strcmp(reason, "unobservable") != 0)
		return g_strdup_printf("the reason \"%s\" is none of no-kernel-path, unobservable, "
				       "editorial; choose one, or leave it -",
			reason);
	if (!*clause->evidence)
		return g_strdup_printf("%s without evidence; give it in the last column", reason);
	return NULL;
}

/* Does the case give what the authority has to say, where the clause has it say something? */
/* POSIX says nothing to a call that it does not have, whatever it says to those that share the
 * clause. */
static int posix_has(const struct test_case *test, GHashTable *by_id)
{
	g_autofree char *id = g_strconcat(test->call, ".signature", NULL);
	const struct clause *signature = g_hash_table_lookup(by_id, id);

	return !signature || !g_str_has_prefix(signature->posix, "unlisted");
}

static int check_authority(
	const struct clause *clause, const struct test_case *test, int authority, GHashTable *by_id)
{
	static const char *const macros[] = { "DOCUMENT", "POSIX", "LINUX" };
	int called_for[AUTHORITIES] = {
		[AUTHORITY_DOCUMENT] = strcmp(clause->source, "document") == 0,
		[AUTHORITY_POSIX] =
			posix_has(test, by_id) && (g_str_has_prefix(clause->posix, "shall") ||
							  g_str_has_prefix(clause->posix, "may")),
		[AUTHORITY_LINUX] = g_str_has_prefix(clause->linux, "listed"),
	};

	if (!called_for[authority] || test->allows[authority])
		return 0;
	return complain(test->file, test->line,
		"%s proves %s without %s(...); say what it allows, or leave the clause out of "
		"PROVES",
		test->id, clause->id, macros[authority]);
}

static int check_case(const struct test_case *test, GHashTable *by_id)
{
	g_auto(GStrv) ids = names_of(test);
	int wrong = 0;

	for (int i = 0; ids[i]; i++) {
		const struct clause *clause = g_hash_table_lookup(by_id, ids[i]);
		if (!clause) {
			wrong += complain(test->file, test->line,
				"%s proves \"%s\", which is in no line of clauses.tsv; mend the "
				"name",
				test->id, ids[i]);
			continue;
		}
		for (int a = 0; a < AUTHORITIES; a++)
			wrong += check_authority(clause, test, a, by_id);
	}
	return wrong;
}

int clauses_check(GPtrArray *clauses, GPtrArray *cases)
{
	g_autoptr(GHashTable) by_id = g_hash_table_new(g_str_hash, g_str_equal);
	g_autoptr(GHashTable) cases_by_id = g_hash_table_new(g_str_hash, g_str_equal);
	int wrong = 0;

	for (guint i = 0; i < clauses->len; i++) {
		struct clause *clause = g_ptr_array_index(clauses, i);
		const struct clause *other = g_hash_table_lookup(by_id, clause->id);
		if (other)
			wrong += complain(clause->path, clause->line,
				"%s is the id of line %d too; give it another", clause->id,
				other->line);
		g_hash_table_insert(by_id, clause->id, clause);
		g_autofree char *fault = fault_of_reason(clause);
		if (fault)
			wrong += complain(clause->path, clause->line, "%s: %s", clause->id, fault);
	}
	for (guint i = 0; i < cases->len; i++) {
		struct test_case *test = g_ptr_array_index(cases, i);
		const struct test_case *other = g_hash_table_lookup(cases_by_id, test->id);
		if (other)
			wrong += complain(test->file, test->line,
				"%s is the case at %s:%d too; give it another name", test->id,
				other->file, other->line);
		g_hash_table_insert(cases_by_id, (char *)test->id, test);
		wrong += check_case(test, by_id);
	}
	return wrong;
}

/* A line of a table. */
struct tally {
	const char *name;
	guint counts[CLAUSE_STATUSES];
	guint reasoned; /* of the unproved, those with a reason */
};

static struct tally *tally_named(GPtrArray *tallies, const char *name)
{
	for (guint i = 0; i < tallies->len; i++) {
		struct tally *tally = g_ptr_array_index(tallies, i);
		if (strcmp(tally->name, name) == 0)
			return tally;
	}
	struct tally *tally = g_new0(struct tally, 1);
	tally->name = name;
	g_ptr_array_add(tallies, tally);
	return tally;
}

static void count(struct tally *tally, const struct clause *clause, enum clause_status status)
{
	tally->counts[status]++;
	tally->reasoned += status == UNPROVED && *clause->reason;
}

static guint total_of(const struct tally *tally)
{
	guint total = 0;

	for (int status = 0; status < EDITORIAL; status++)
		total += tally->counts[status];
	return total;
}

static void print_tally(const struct tally *tally, FILE *to)
{
	fprintf(to, "%-22s", tally->name);
	for (int status = 0; status < EDITORIAL; status++)
		fprintf(to, " %12u", tally->counts[status]);
	fprintf(to, " %12u %8u %10u\n", tally->reasoned, total_of(tally), tally->counts[EDITORIAL]);
}

/* Of the unproved, "reasoned" have a reason; the total leaves out the editorial. */
static void print_table(const char *title, GPtrArray *tallies, FILE *to)
{
	fprintf(to, "%-22s", title);
	for (int status = 0; status < EDITORIAL; status++)
		fprintf(to, " %12s", clause_status_names[status]);
	fprintf(to, " %12s %8s %10s\n", "reasoned", "total", clause_status_names[EDITORIAL]);
	for (guint i = 0; i < tallies->len; i++)
		print_tally(g_ptr_array_index(tallies, i), to);
	fputc('\n', to);
}

void clauses_print(GPtrArray *clauses, const struct matrix *matrix, FILE *to)
{
	g_autoptr(GPtrArray) sections = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GPtrArray) kinds = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GPtrArray) totals = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GHashTable) index = index_rows(matrix);

	for (size_t i = 0; i < G_N_ELEMENTS(sources); i++)
		tally_named(totals, sources[i].name);
	for (guint i = 0; i < clauses->len; i++) {
		const struct clause *clause = g_ptr_array_index(clauses, i);
		enum clause_status status =
			status_of(clause, matrix, g_hash_table_lookup(index, clause->id));
		count(tally_named(totals, clause->source), clause, status);
		if (strcmp(clause->source, "document") != 0)
			continue;
		count(tally_named(sections, clause->section), clause, status);
		count(tally_named(kinds, clause->kind), clause, status);
	}
	print_table("section", sections, to);
	print_table("kind", kinds, to);
	print_table("source", totals, to);
	const struct tally *document = g_ptr_array_index(totals, 0);
	fprintf(to, "%u of %u clauses of the document are proved\n", document->counts[PROVED],
		total_of(document));
}

void clauses_print_json(GPtrArray *clauses, const struct matrix *matrix, FILE *to)
{
	g_autoptr(GHashTable) index = index_rows(matrix);

	for (guint i = 0; i < clauses->len; i++) {
		const struct clause *clause = g_ptr_array_index(clauses, i);
		const GArray *rows = g_hash_table_lookup(index, clause->id);
		json_t *cases = json_array();
		for (guint j = 0; rows && j < rows->len; j++)
			json_array_append_new(cases,
				json_string(
					matrix_case(matrix, g_array_index(rows, guint, j))->id));
		json_t *line = json_pack("{s:s, s:s, s:s, s:s, s:o, s:s}", "id", clause->id,
			"source", clause->source, "kind", clause->kind, "status",
			clause_status_names[status_of(clause, matrix, rows)], "cases", cases,
			"reason", clause->reason);
		char *text = json_dumps(line, JSON_COMPACT | JSON_PRESERVE_ORDER);
		fprintf(to, "%s\n", text);
		free(text);
		json_decref(line);
	}
}

/* What more than one report needs: texts that are safe to show, counts, and the cases call by call.
 */
#include "format.h"
#include <string.h>

char *printable(const char *text)
{
	GString *to = g_string_new(NULL);

	while (*text) {
		gunichar character = g_utf8_get_char_validated(text, -1);
		int valid = character < (gunichar)-2;
		const char *next = valid ? g_utf8_next_char(text) : text + 1;
		if (valid && g_unichar_isprint(character))
			g_string_append_len(to, text, next - text);
		else
			for (const char *byte = text; byte < next; byte++)
				g_string_append_printf(to, "\\x%02x", (unsigned char)*byte);
		text = next;
	}
	return g_string_free(to, FALSE);
}

void put_markdown(FILE *to, const char *text)
{
	g_autofree char *shown = printable(text);

	for (const char *at = shown; *at; at++)
		fprintf(to, strchr("|\\`*<>[]#&", *at) ? "\\%c" : "%c", *at);
}

char *cell_text(const struct cell *cell)
{
	if (!cell->record)
		return g_strdup("not asked");
	g_autofree char *text = printable(cell->record->text);
	switch (cell->record->outcome) {
	case OBSERVED:
		return g_strdup(*text ? text : "(nothing)");
	case CRASHED:
		return g_strdup_printf("crashed %s", text);
	default:
		return g_strdup(outcome_names[cell->record->outcome]);
	}
}

static void append_seen(GString *to, const struct cell *cell)
{
	g_autofree char *text = printable(cell->record ? cell->record->text : "");

	if (!cell->record)
		g_string_append(to, "not asked");
	else if (cell->record->outcome == OBSERVED)
		g_string_append_printf(to, "observed \"%s\"", text);
	else
		g_string_append_printf(to, "%s%s%s", outcome_names[cell->record->outcome],
			*text ? ": " : "", text);
}

static void append_known(GString *to, const struct cell *cell)
{
	g_autofree char *reason = printable(cell->known->reason);
	g_autofree char *text = printable(cell->known->text);

	if (cell->standing == KNOWN)
		g_string_append_printf(to, "; known: %s", reason);
	else
		g_string_append_printf(to, "; known is \"%s\": %s", text, reason);
}

char *cell_explanation(
	const struct test_case *test, const struct target *target, const struct cell *cell)
{
	GString *to = g_string_new(NULL);

	append_seen(to, cell);
	for (int a = 0; a < AUTHORITIES; a++)
		if (cell->verdicts[a] == DEVIATES) {
			g_autofree char *allows = printable(test->allows[a]);
			g_string_append_printf(to, "; %s%s allows \"%s\"", authority_names[a],
				target->claims[a] ? "" : " (not claimed)", allows);
		}
	if (cell->known && cell->record)
		append_known(to, cell);
	return g_string_free(to, FALSE);
}

char *authorities_like(const struct test_case *test, enum authority authority)
{
	GString *to = g_string_new(NULL);
	int like = 0;

	for (int a = 0; a < AUTHORITIES; a++) {
		if (g_strcmp0(test->allows[a], test->allows[authority]) != 0)
			continue;
		if (!test->allows[a] || (like == 0 && a < (int)authority)) {
			g_string_free(to, TRUE);
			return NULL;
		}
		g_string_append_printf(to, "%s%s", like++ ? ", " : "", authority_names[a]);
	}
	if (like == AUTHORITIES)
		g_string_assign(to, "all");
	return g_string_free(to, FALSE);
}

char *target_header(const struct records *records)
{
	const char *const parts[] = { records->libc, records->kernel, records->machine };
	GString *to = g_string_new(NULL);

	for (size_t i = 0; i < G_N_ELEMENTS(parts); i++)
		if (parts[i])
			g_string_append_printf(to, "%s%s", to->len ? ", " : "", parts[i]);
	if (records->preload)
		g_string_append_printf(to, ", preloads %s", records->preload);
	if (records->stage)
		g_string_append_printf(to, ", stage %s", records->stage);
	char *header = printable(to->str);
	g_string_free(to, TRUE);
	return header;
}

char *target_claims(const struct target *target)
{
	GString *to = g_string_new(NULL);

	for (int a = 0; a < AUTHORITIES; a++)
		if (target->claims[a])
			g_string_append_printf(to, "%s%s", to->len ? " " : "", authority_names[a]);
	return to->len ? g_string_free(to, FALSE)
		       : g_string_free(g_string_append(to, "nothing"), FALSE);
}

struct totals totals_of(const struct matrix *matrix, guint column)
{
	struct totals totals = { 0 };

	for (guint row = 0; row < matrix->cases->len; row++) {
		const struct cell *cell = matrix_cell(matrix, row, column);
		if (!cell->record)
			continue;
		totals.asked++;
		totals.outcomes[cell->record->outcome]++;
		totals.standings[cell->standing]++;
	}
	return totals;
}

static void reason_free(void *reason)
{
	struct reason *gone = reason;

	g_free(gone->text);
	g_free(gone);
}

static void count_reason(GPtrArray *reasons, const struct record *record)
{
	g_autofree char *text = printable(record->text);

	for (guint i = 0; i < reasons->len; i++) {
		struct reason *reason = g_ptr_array_index(reasons, i);
		if (reason->outcome == record->outcome && strcmp(reason->text, text) == 0) {
			reason->cases++;
			return;
		}
	}
	struct reason *reason = g_new0(struct reason, 1);
	*reason = (struct reason){ record->outcome, g_steal_pointer(&text), 1 };
	g_ptr_array_add(reasons, reason);
}

GPtrArray *reasons_of(const struct matrix *matrix, guint column)
{
	GPtrArray *reasons = g_ptr_array_new_with_free_func(reason_free);

	for (guint row = 0; row < matrix->cases->len; row++) {
		const struct record *record = matrix_cell(matrix, row, column)->record;
		if (record && (record->outcome == NOT_RUN || record->outcome == UNRESOLVED))
			count_reason(reasons, record);
	}
	return reasons;
}

static void call_free(void *call)
{
	struct call *gone = call;

	g_array_unref(gone->rows);
	g_array_unref(gone->differing);
	g_free(gone->lacks);
	g_free(gone);
}

static struct call *call_new(const char *name)
{
	struct call *call = g_new0(struct call, 1);

	call->name = name;
	call->rows = g_array_new(FALSE, FALSE, sizeof(guint));
	call->differing = g_array_new(FALSE, FALSE, sizeof(guint));
	return call;
}

/* OUTCOMES where the target was not asked. */
static enum outcome outcome_of(const struct cell *cell)
{
	return cell->record ? cell->record->outcome : OUTCOMES;
}

/* True where one word says all about the call on the target, and nothing fails. */
static gboolean lacks(const struct matrix *matrix, const struct call *call, guint column)
{
	enum outcome first =
		outcome_of(matrix_cell(matrix, g_array_index(call->rows, guint, 0), column));

	if (first != ABSENT && first != UNSUPPORTED && first != NOT_RUN && first != OUTCOMES)
		return FALSE;
	for (guint i = 0; i < call->rows->len; i++) {
		const struct cell *cell =
			matrix_cell(matrix, g_array_index(call->rows, guint, i), column);
		if (outcome_of(cell) != first || cell->standing == DEVIATING ||
			cell->standing == STALE)
			return FALSE;
	}
	return TRUE;
}

/* Counts the row as agreeing or not run, or keeps it as one to show. */
static void fold(const struct matrix *matrix, struct call *call, guint row)
{
	const char *text = NULL;
	int missing = 0;

	for (guint column = 0; column < matrix->targets->len; column++) {
		const struct cell *cell = matrix_cell(matrix, row, column);
		enum outcome outcome = outcome_of(cell);
		if (call->lacks[column])
			continue;
		if (outcome == NOT_RUN || outcome == OUTCOMES) {
			missing = 1;
			continue;
		}
		if (outcome != OBSERVED || cell->standing != AS_CLAIMED ||
			(text && strcmp(text, cell->record->text) != 0)) {
			g_array_append_val(call->differing, row);
			return;
		}
		text = cell->record->text;
	}
	if (!text || missing)
		call->not_run++;
	else
		call->agreeing++;
}

GPtrArray *calls_of(const struct matrix *matrix)
{
	GPtrArray *calls = g_ptr_array_new_with_free_func(call_free);
	g_autoptr(GHashTable) by_name = g_hash_table_new(g_str_hash, g_str_equal);

	for (guint row = 0; row < matrix->cases->len; row++) {
		const char *name = matrix_case(matrix, row)->call;
		struct call *call = g_hash_table_lookup(by_name, name);
		if (!call) {
			call = call_new(name);
			g_ptr_array_add(calls, call);
			g_hash_table_insert(by_name, (char *)name, call);
		}
		g_array_append_val(call->rows, row);
	}
	for (guint i = 0; i < calls->len; i++) {
		struct call *call = g_ptr_array_index(calls, i);
		call->lacks = g_new0(gboolean, matrix->targets->len);
		for (guint column = 0; column < matrix->targets->len; column++)
			call->lacks[column] = lacks(matrix, call, column);
		for (guint j = 0; j < call->rows->len; j++)
			fold(matrix, call, g_array_index(call->rows, guint, j));
	}
	return calls;
}

char *call_summary(const struct matrix *matrix, const struct call *call)
{
	GString *to = g_string_new(NULL);
	guint first = g_array_index(call->rows, guint, 0);

	g_string_printf(to, "%u case%s: %u agree", call->rows->len, call->rows->len == 1 ? "" : "s",
		call->agreeing);
	if (call->differing->len)
		g_string_append_printf(to, ", %u differ or deviate", call->differing->len);
	if (call->not_run)
		g_string_append_printf(to, ", %u not run", call->not_run);
	for (guint column = 0; column < matrix->targets->len; column++)
		if (call->lacks[column]) {
			g_autofree char *text = cell_text(matrix_cell(matrix, first, column));
			g_string_append_printf(
				to, "; %s: %s", matrix_target(matrix, column)->name, text);
		}
	return g_string_free(to, FALSE);
}

/* How the outbox stands, and what of it is old. */
#include <string.h>

#include "store/outbox_parts.h"

static const int64_t kept_ms = OUTBOX_KEPT_DAYS * INT64_C(24) * 3600 * 1000;

enum outbox_priority outbox_priority(const char *kind)
{
    static const struct {
        const char *kind;
        enum outbox_priority priority;
    } table[] = {
        /* the kinds of services and of notes; the migration of older rows has the same */
        {"emergency", OUTBOX_EMERGENCY}, {"call", OUTBOX_EMERGENCY}, {"report", OUTBOX_REPORT},
        {"rating", OUTBOX_RATING},       {"seen", OUTBOX_RATING},    {"left", OUTBOX_RATING},
        {"device", OUTBOX_TELEMETRY},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(table); i++)
        if (strcmp(table[i].kind, kind) == 0)
            return table[i].priority;
    return OUTBOX_APPLICATION;
}

gboolean outbox_counts(struct outbox *outbox, struct outbox_counts *out, GError **error)
{
    sqlite3_stmt *count = outbox->statement[COUNT], *oldest = outbox->statement[OLDEST_WAITING];
    gboolean well = (sqlite3_step(count) == SQLITE_ROW && sqlite3_step(oldest) == SQLITE_ROW) ||
                    store_fail(outbox->store, "count", error);

    *out =
        (struct outbox_counts){(unsigned)sqlite3_column_int(count, 0), (unsigned)sqlite3_column_int(count, 1),
                               (unsigned)sqlite3_column_int(count, 2), (unsigned)sqlite3_column_int(count, 3),
                               sqlite3_column_int64(oldest, 0)};
    outbox_rest(count);
    outbox_rest(oldest);
    return well;
}

gboolean outbox_waiting(struct outbox *outbox, unsigned of[OUTBOX_PRIORITIES], GError **error)
{
    sqlite3_stmt *count = outbox->statement[COUNT_WAITING];
    int got;

    memset(of, 0, OUTBOX_PRIORITIES * sizeof *of);
    while ((got = sqlite3_step(count)) == SQLITE_ROW) {
        int priority = sqlite3_column_int(count, 0);
        if (priority >= 0 && priority < OUTBOX_PRIORITIES)
            of[priority] = (unsigned)sqlite3_column_int64(count, 1);
    }
    gboolean well = got == SQLITE_DONE || store_fail(outbox->store, "count", error);
    outbox_rest(count);
    return well;
}

gboolean outbox_look(struct outbox *outbox, const uint8_t id[OUTBOX_ID_BYTES], enum outbox_state *state,
                     GError **error)
{
    sqlite3_stmt *read = outbox_about(outbox, STATE, id);
    int step = sqlite3_step(read);

    *state = step == SQLITE_ROW ? (enum outbox_state)sqlite3_column_int(read, 0) : OUTBOX_UNKNOWN;
    gboolean well = step == SQLITE_ROW || step == SQLITE_DONE || store_fail(outbox->store, "read", error);
    outbox_rest(read);
    return well;
}

enum outbox_state outbox_state(struct outbox *outbox, const uint8_t id[OUTBOX_ID_BYTES])
{
    enum outbox_state state;

    outbox_look(outbox, id, &state, NULL);
    return state;
}

static int run_counted(struct outbox *outbox, sqlite3_stmt *statement, GError **error)
{
    int changed = sqlite3_step(statement) == SQLITE_DONE ? sqlite3_changes(outbox->store->db) : -1;

    if (changed < 0)
        store_fail(outbox->store, "sweep", error);
    outbox_rest(statement);
    return changed;
}

int outbox_sweep(struct outbox *outbox, int64_t now_ms, unsigned limit, GError **error)
{
    sqlite3_stmt *again = outbox->statement[COUNT_AGAIN], *forget = outbox->statement[FORGET];

    sqlite3_bind_int64(again, 1, now_ms);
    sqlite3_bind_int64(again, 2, OUTBOX_SLACK_MS);
    if (run_counted(outbox, again, error) < 0)
        return -1;
    sqlite3_bind_int64(forget, 1, now_ms - kept_ms);
    sqlite3_bind_int64(forget, 2, limit);
    return run_counted(outbox, forget, error);
}

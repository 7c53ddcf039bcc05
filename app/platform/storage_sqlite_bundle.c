#include "platform/storage_sqlite.h"

static gboolean file_part(sqlite3 *db, const struct storage_submission *s, size_t i, GError **error)
{
    const struct storage_part *p = &s->parts[i];
    sqlite3_stmt *statement =
        sqlite_prepare(db,
                       "INSERT INTO part(submission, position, code, name, department, workdays, record)"
                       " VALUES(?,?,?,?,?,?,?)",
                       error);
    if (!statement)
        return FALSE;
    sqlite3_bind_blob(statement, 1, s->id, STORAGE_ID_BYTES, SQLITE_STATIC);
    sqlite3_bind_int64(statement, 2, (sqlite3_int64)i);
    sqlite_bind(statement, 3, p->code);
    sqlite_bind(statement, 4, p->name);
    sqlite_bind(statement, 5, p->department);
    sqlite3_bind_int64(statement, 6, p->workdays);
    sqlite3_bind_blob64(statement, 7, p->record, p->record_len, SQLITE_STATIC);
    return sqlite_finish(db, statement, error);
}

/* Sets the state of one part; no change when there is no such part. */
static gboolean add_step(sqlite3 *db, const char *receipt, const char *code, const struct storage_step *step,
                         GError **error)
{
    sqlite3_stmt *statement =
        sqlite_prepare(db,
                       "INSERT INTO part_step(submission, code, state, at_ms, what, due)"
                       " SELECT submission, code, ?, ?, ?, ? FROM part WHERE code=? AND submission=(SELECT "
                       "id FROM submission WHERE receipt=?)",
                       error);
    if (!statement)
        return FALSE;
    sqlite_bind_step(statement, 1, step);
    sqlite_bind(statement, 5, code);
    sqlite_bind(statement, 6, receipt);
    return sqlite_finish(db, statement, error);
}

gboolean sqlite_file_parts(sqlite3 *db, const struct storage_submission *s, GError **error)
{
    struct storage_step received = {.state = "received", .at_ms = s->received_ms};
    for (size_t i = 0; i < s->part_count; i++) {
        if (!file_part(db, s, i, error) || !add_step(db, s->receipt, s->parts[i].code, &received, error))
            return FALSE;
    }
    return TRUE;
}

static struct storage_part part_at(sqlite3_stmt *statement)
{
    return (struct storage_part){.code = sqlite_text(statement, 0),
                                 .name = sqlite_text(statement, 1),
                                 .department = sqlite_text(statement, 2),
                                 .workdays = (uint32_t)sqlite3_column_int64(statement, 3),
                                 .record = sqlite3_column_blob(statement, 4),
                                 .record_len = (size_t)sqlite3_column_bytes(statement, 4),
                                 .state = sqlite_text(statement, 5),
                                 .at_ms = sqlite3_column_int64(statement, 6)};
}

static gboolean sqlite_parts(struct storage *storage, const char *receipt, storage_part_visitor visit,
                             void *data, GError **error)
{
    sqlite3 *db = sqlite_of(storage);
    sqlite3_stmt *statement = sqlite_prepare(
        db,
        "SELECT p.code, p.name, p.department, p.workdays, p.record, s.state, s.at_ms FROM part p"
        " JOIN part_step s ON s.seq=(SELECT max(seq) FROM part_step WHERE submission=p.submission AND "
        "code=p.code)"
        " WHERE p.submission=(SELECT id FROM submission WHERE receipt=?) ORDER BY p.position",
        error);
    if (!statement)
        return FALSE;
    sqlite_bind(statement, 1, receipt);
    int got;
    while ((got = sqlite3_step(statement)) == SQLITE_ROW) {
        struct storage_part part = part_at(statement);
        visit(&part, data);
    }
    if (got != SQLITE_DONE)
        sqlite_fail(db, "read", error);
    sqlite3_finalize(statement);
    return got == SQLITE_DONE;
}

static gboolean sqlite_set_part_state(struct storage *storage, const char *receipt, const char *code,
                                      const struct storage_step *step, GError **error)
{
    sqlite3 *db = sqlite_of(storage);
    if (!add_step(db, receipt, code, step, error))
        return FALSE;
    if (sqlite3_changes(db) == 1)
        return TRUE;
    g_set_error(error, storage_error_quark(), STORAGE_ERROR_ABSENT,
                "no bundle %s has a part '%s': 'list' shows them", receipt, code);
    return FALSE;
}

const struct storage_bundle_kind storage_sqlite_bundle = {
    .parts = sqlite_parts,
    .set_part_state = sqlite_set_part_state,
};

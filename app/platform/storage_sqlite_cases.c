#include "platform/storage_sqlite.h"

/* An application's own steps, and those of a bundle's parts: a bundle itself has none but the day it came. */
#define CASES                                                                                                \
    "SELECT c.receipt, c.service, '', '', '', c.created_ms AS created, t.state, t.at_ms, t.what, t.due,"     \
    " 0 AS position, t.seq AS seq FROM submission c JOIN step t ON t.submission=c.id"                        \
    " WHERE c.owner=?1 AND c.kind='application'"                                                             \
    " UNION ALL SELECT c.receipt, c.service, p.code, p.name, p.department, c.created_ms, t.state, t.at_ms,"  \
    " t.what, t.due, p.position, t.seq FROM submission c JOIN part p ON p.submission=c.id"                   \
    " JOIN part_step t ON t.submission=p.submission AND t.code=p.code"                                       \
    " WHERE c.owner=?1 AND c.kind='bundle'"                                                                  \
    " ORDER BY created DESC, 1, position, seq"

static gboolean sqlite_cases(struct storage *storage, const uint8_t *owner, storage_case_visitor visit,
                             void *data, GError **error)
{
    sqlite3 *db = sqlite_of(storage);
    sqlite3_stmt *statement = sqlite_prepare(db, CASES, error);
    if (!statement)
        return FALSE;
    sqlite3_bind_blob(statement, 1, owner, STORAGE_OWNER_BYTES, SQLITE_STATIC);
    int got;
    while ((got = sqlite3_step(statement)) == SQLITE_ROW) {
        struct storage_step step = {.state = sqlite_text(statement, 6),
                                    .at_ms = sqlite3_column_int64(statement, 7),
                                    .what = sqlite_text(statement, 8),
                                    .due = sqlite_text(statement, 9)};
        struct storage_case kase = {.receipt = sqlite_text(statement, 0),
                                    .service = sqlite_text(statement, 1),
                                    .part = sqlite_text(statement, 2),
                                    .name = sqlite_text(statement, 3),
                                    .department = sqlite_text(statement, 4),
                                    .created_ms = sqlite3_column_int64(statement, 5),
                                    .step = &step};
        visit(&kase, data);
    }
    if (got != SQLITE_DONE)
        sqlite_fail(db, "read", error);
    sqlite3_finalize(statement);
    return got == SQLITE_DONE;
}

static gboolean sqlite_unowned(struct storage *storage, storage_unowned_visitor visit, void *data,
                               GError **error)
{
    sqlite3 *db = sqlite_of(storage);
    sqlite3_stmt *statement = sqlite_prepare(
        db, "SELECT id, record FROM submission WHERE owner IS NULL AND kind IN ('application','bundle')",
        error);
    if (!statement)
        return FALSE;
    int got;
    while ((got = sqlite3_step(statement)) == SQLITE_ROW)
        visit(sqlite3_column_blob(statement, 0), sqlite3_column_blob(statement, 1),
              (size_t)sqlite3_column_bytes(statement, 1), data);
    if (got != SQLITE_DONE)
        sqlite_fail(db, "read", error);
    sqlite3_finalize(statement);
    return got == SQLITE_DONE;
}

static gboolean sqlite_own(struct storage *storage, const uint8_t *id, const uint8_t *owner, GError **error)
{
    sqlite3 *db = sqlite_of(storage);
    sqlite3_stmt *statement = sqlite_prepare(db, "UPDATE submission SET owner=? WHERE id=?", error);
    if (!statement)
        return FALSE;
    sqlite3_bind_blob(statement, 1, owner, STORAGE_OWNER_BYTES, SQLITE_STATIC);
    sqlite3_bind_blob(statement, 2, id, STORAGE_ID_BYTES, SQLITE_STATIC);
    return sqlite_finish(db, statement, error);
}

const struct storage_cases_kind storage_sqlite_cases = {
    .cases = sqlite_cases,
    .unowned = sqlite_unowned,
    .own = sqlite_own,
};

#include "platform/storage_sqlite.h"

/* Who was sent before is sent again: 1 found, 0 none, -1 with an error. */
static int find_assignment(sqlite3 *db, const char *receipt, struct storage_assignment *a, GError **error)
{
    sqlite3_stmt *statement =
        sqlite_prepare(db, "SELECT warden, due_ms FROM assignment WHERE receipt=?", error);
    if (!statement)
        return -1;
    sqlite_bind(statement, 1, receipt);
    int got = sqlite3_step(statement);
    if (got == SQLITE_ROW) {
        a->warden = (uint32_t)sqlite3_column_int64(statement, 0);
        a->due_ms = sqlite3_column_int64(statement, 1);
    } else if (got != SQLITE_DONE) {
        sqlite_fail(db, "read", error);
    }
    sqlite3_finalize(statement);
    return got == SQLITE_ROW ? 1 : got == SQLITE_DONE ? 0 : -1;
}

/* The one with the fewest reports goes; nobody for a number that is no report's. */
static gboolean send_one(sqlite3 *db, const char *receipt, const struct storage_assignment *a, GError **error)
{
    sqlite3_stmt *statement = sqlite_prepare(
        db,
        "WITH RECURSIVE w(n) AS (SELECT 0 UNION ALL SELECT n+1 FROM w WHERE n+1<?1)"
        " INSERT INTO assignment(receipt, warden, due_ms) SELECT s.receipt, w.n, s.received_ms+?2"
        " FROM submission s, w WHERE s.receipt=?3 AND s.kind='report'"
        " ORDER BY (SELECT count(*) FROM assignment WHERE warden=w.n), w.n LIMIT 1",
        error);
    if (!statement)
        return FALSE;
    sqlite3_bind_int64(statement, 1, a->wardens);
    sqlite3_bind_int64(statement, 2, a->within_ms);
    sqlite_bind(statement, 3, receipt);
    return sqlite_finish(db, statement, error);
}

static gboolean sqlite_assign(struct storage *storage, const char *receipt, struct storage_assignment *a,
                              GError **error)
{
    sqlite3 *db = sqlite_of(storage);
    if (!sqlite_begin(db, error))
        return FALSE;
    int found = find_assignment(db, receipt, a, error);
    if (found == 0 && send_one(db, receipt, a, error))
        found = find_assignment(db, receipt, a, error);
    if (!sqlite_end(db, found >= 0, error))
        return FALSE;
    if (found == 0)
        g_set_error(error, storage_error_quark(), STORAGE_ERROR_ABSENT,
                    "no report has the number %s: check it on the receipt", receipt);
    return found == 1;
}

static gboolean open_vote(sqlite3 *db, const struct storage_vote *vote, GError **error)
{
    sqlite3_stmt *statement =
        sqlite_prepare(db, "INSERT INTO vote(id, closes_ms) VALUES(?,?) ON CONFLICT DO NOTHING", error);
    if (!statement)
        return FALSE;
    sqlite_bind(statement, 1, vote->id);
    sqlite3_bind_int64(statement, 2, vote->closes_ms);
    return sqlite_finish(db, statement, error);
}

static gboolean read_vote(sqlite3 *db, struct storage_vote *vote, GError **error)
{
    sqlite3_stmt *statement =
        sqlite_prepare(db,
                       "SELECT closes_ms, (SELECT count(*) FROM voter WHERE vote=id),"
                       " EXISTS(SELECT 1 FROM voter WHERE vote=id AND voter=?2) FROM vote WHERE id=?1",
                       error);
    if (!statement)
        return FALSE;
    sqlite_bind(statement, 1, vote->id);
    sqlite3_bind_blob(statement, 2, vote->voter, STORAGE_VOTER_BYTES, SQLITE_STATIC);
    gboolean found = sqlite3_step(statement) == SQLITE_ROW;
    if (found) {
        vote->closes_ms = sqlite3_column_int64(statement, 0);
        vote->cast = (uint32_t)sqlite3_column_int64(statement, 1);
        vote->voted = sqlite3_column_int(statement, 2) != 0;
    } else {
        sqlite_fail(db, "read", error);
    }
    sqlite3_finalize(statement);
    return found;
}

static gboolean sqlite_vote(struct storage *storage, struct storage_vote *vote, GError **error)
{
    sqlite3 *db = sqlite_of(storage);
    if (!sqlite_begin(db, error))
        return FALSE;
    gboolean well = open_vote(db, vote, error) && read_vote(db, vote, error);
    return sqlite_end(db, well, error);
}

static gboolean add_voter(sqlite3 *db, const struct storage_vote *vote, gboolean *counted, GError **error)
{
    sqlite3_stmt *statement =
        sqlite_prepare(db, "INSERT INTO voter(vote, voter) VALUES(?,?) ON CONFLICT DO NOTHING", error);
    if (!statement)
        return FALSE;
    sqlite_bind(statement, 1, vote->id);
    sqlite3_bind_blob(statement, 2, vote->voter, STORAGE_VOTER_BYTES, SQLITE_STATIC);
    gboolean well = sqlite_finish(db, statement, error);
    *counted = well && sqlite3_changes(db) == 1;
    return well;
}

static gboolean count_ballot(sqlite3 *db, const char *id, const char *option, GError **error)
{
    sqlite3_stmt *statement = sqlite_prepare(db,
                                             "INSERT INTO tally(vote, option, ballots) VALUES(?,?,1)"
                                             " ON CONFLICT DO UPDATE SET ballots=ballots+1",
                                             error);
    if (!statement)
        return FALSE;
    sqlite_bind(statement, 1, id);
    sqlite_bind(statement, 2, option);
    return sqlite_finish(db, statement, error);
}

static gboolean sqlite_cast(struct storage *storage, const struct storage_vote *vote, const char *option,
                            gboolean *counted, GError **error)
{
    sqlite3 *db = sqlite_of(storage);
    if (!sqlite_begin(db, error))
        return FALSE;
    gboolean well =
        add_voter(db, vote, counted, error) && (!*counted || count_ballot(db, vote->id, option, error));
    return sqlite_end(db, well, error);
}

static int sqlite_tally(struct storage *storage, const char *id, const char *option, GError **error)
{
    sqlite3 *db = sqlite_of(storage);
    sqlite3_stmt *statement =
        sqlite_prepare(db, "SELECT coalesce(sum(ballots), 0) FROM tally WHERE vote=? AND option=?", error);
    if (!statement)
        return -1;
    sqlite_bind(statement, 1, id);
    sqlite_bind(statement, 2, option);
    int ballots = sqlite3_step(statement) == SQLITE_ROW ? sqlite3_column_int(statement, 0) : -1;
    if (ballots < 0)
        sqlite_fail(db, "read", error);
    sqlite3_finalize(statement);
    return ballots;
}

const struct storage_community_kind storage_sqlite_community = {
    .assign = sqlite_assign,
    .vote = sqlite_vote,
    .cast = sqlite_cast,
    .tally = sqlite_tally,
};

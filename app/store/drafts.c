#include "store/drafts.h"

#include <stdbool.h>
#include <string.h>

enum { DAY_MS = 24 * 3600 * 1000 };

enum statement { PUT, LEFT, COUNT, READ, RIGHT, DROP, EXPIRE, STATEMENTS };
static const char *const sql[STATEMENTS] = {
    [PUT] = "INSERT OR REPLACE INTO draft(tag, until_ms, salt, key, box) VALUES(?1, ?2, ?3, ?4, ?5)",
    [LEFT] = "SELECT 5 - tries, until_ms FROM draft WHERE tag=?1 AND until_ms > ?2 AND tries < 5",
    [COUNT] = "UPDATE draft SET tries=tries+1 WHERE tag=?1 AND until_ms > ?2 AND tries < 5",
    [READ] = "SELECT 5 - tries, until_ms, salt, key, box FROM draft WHERE tag=?1",
    [RIGHT] = "UPDATE draft SET tries=0 WHERE tag=?1",
    [DROP] = "DELETE FROM draft WHERE tag=?1",
    [EXPIRE] = "DELETE FROM draft WHERE until_ms <= ?1 OR until_ms > ?1 + ?2 OR tries >= 5",
};
G_STATIC_ASSERT(DRAFTS_TRIES == 5); /* as the statements say */

struct drafts {
    struct store *store;
    sqlite3_stmt *statement[STATEMENTS];
};

struct drafts *drafts_new(struct store *store, GError **error)
{
    struct drafts *drafts = g_new0(struct drafts, 1);

    drafts->store = store;
    for (int i = 0; i < STATEMENTS; i++)
        if (!(drafts->statement[i] = store_prepare(store, sql[i], error))) {
            drafts_free(drafts);
            return NULL;
        }
    return drafts;
}

void drafts_free(struct drafts *drafts)
{
    for (int i = 0; drafts && i < STATEMENTS; i++)
        sqlite3_finalize(drafts->statement[i]);
    g_free(drafts);
}

static sqlite3_stmt *about(struct drafts *drafts, enum statement which, const uint8_t *tag)
{
    sqlite3_bind_blob(drafts->statement[which], 1, tag, DRAFTS_TAG, SQLITE_STATIC);
    return drafts->statement[which];
}

static void rest(sqlite3_stmt *statement)
{
    sqlite3_reset(statement);
    sqlite3_clear_bindings(statement);
}

static gboolean commit(struct drafts *drafts, sqlite3_stmt *statement, GError **error)
{
    gboolean done = sqlite3_step(statement) == SQLITE_DONE || store_fail(drafts->store, "commit", error);

    rest(statement);
    return done;
}

/* What was erased shall not lie on in the write-ahead log either; secure_delete clears it in the file. */
static gboolean erase(struct drafts *drafts, sqlite3_stmt *statement, GError **error)
{
    if (!commit(drafts, statement, error))
        return FALSE;
    if (sqlite3_changes(drafts->store->db) > 0)
        sqlite3_wal_checkpoint_v2(drafts->store->db, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
    return TRUE;
}

gboolean drafts_put(struct drafts *drafts, const uint8_t tag[DRAFTS_TAG], const struct draft_row *row,
                    GError **error)
{
    sqlite3_stmt *put = about(drafts, PUT, tag);
    size_t len = 0;
    const void *box = g_bytes_get_data(row->box, &len);

    sqlite3_bind_int64(put, 2, row->until_ms);
    sqlite3_bind_blob(put, 3, row->salt, sizeof row->salt, SQLITE_STATIC);
    sqlite3_bind_blob(put, 4, row->key, sizeof row->key, SQLITE_STATIC);
    sqlite3_bind_blob64(put, 5, box, len, SQLITE_STATIC);
    return commit(drafts, put, error);
}

unsigned drafts_left(struct drafts *drafts, const uint8_t tag[DRAFTS_TAG], int64_t now_ms, int64_t *until_ms)
{
    sqlite3_stmt *left = about(drafts, LEFT, tag);
    unsigned n = 0;

    sqlite3_bind_int64(left, 2, now_ms);
    if (sqlite3_step(left) == SQLITE_ROW) {
        n = (unsigned)sqlite3_column_int(left, 0);
        *until_ms = sqlite3_column_int64(left, 1);
    }
    rest(left);
    return n;
}

static bool take(sqlite3_stmt *read, int column, uint8_t *to, int size)
{
    bool fits = sqlite3_column_bytes(read, column) == size;

    if (fits)
        memcpy(to, sqlite3_column_blob(read, column), (size_t)size);
    return fits;
}

static gboolean absent(GError **error)
{
    g_set_error_literal(error, store_error_quark(), STORE_ERROR_ABSENT,
                        "no draft of this card: its day is over, or its tries are");
    return FALSE;
}

gboolean drafts_try(struct drafts *drafts, const uint8_t tag[DRAFTS_TAG], int64_t now_ms,
                    struct draft_row *row, GError **error)
{
    sqlite3_stmt *count = about(drafts, COUNT, tag), *read = about(drafts, READ, tag);

    memset(row, 0, sizeof *row);
    sqlite3_bind_int64(count, 2, now_ms);
    if (!commit(drafts, count, error))
        return FALSE;
    if (sqlite3_changes(drafts->store->db) == 0) {
        drafts_expire(drafts, now_ms, NULL);
        return absent(error);
    }
    bool whole = sqlite3_step(read) == SQLITE_ROW && take(read, 2, row->salt, DRAFTS_SALT) &&
                 take(read, 3, row->key, DRAFTS_KEY);
    if (whole) {
        row->left = (unsigned)MAX(sqlite3_column_int(read, 0), 0);
        row->until_ms = sqlite3_column_int64(read, 1);
        row->box = g_bytes_new(sqlite3_column_blob(read, 4), (gsize)sqlite3_column_bytes(read, 4));
    }
    rest(read);
    return whole || absent(error);
}

gboolean drafts_right(struct drafts *drafts, const uint8_t tag[DRAFTS_TAG], GError **error)
{
    return commit(drafts, about(drafts, RIGHT, tag), error);
}

gboolean drafts_drop(struct drafts *drafts, const uint8_t tag[DRAFTS_TAG], GError **error)
{
    return erase(drafts, about(drafts, DROP, tag), error);
}

gboolean drafts_expire(struct drafts *drafts, int64_t now_ms, GError **error)
{
    sqlite3_stmt *expire = drafts->statement[EXPIRE];

    sqlite3_bind_int64(expire, 1, now_ms);
    sqlite3_bind_int64(expire, 2, DAY_MS);
    return erase(drafts, expire, error);
}

/* Every failure of SQLite becomes one of six; every statement goes through here. */
#include <errno.h>

#include "store/open.h"
#include "store/room.h"

GQuark store_error_quark(void)
{
    return g_quark_from_static_string("store");
}

/* A quota is a full disk to whoever it is for. */
static gboolean is_full(int cause)
{
    return cause == ENOSPC || cause == EDQUOT;
}

gboolean store_fail_file(const char *verb, const char *path, GError **error)
{
    int cause = errno;

    g_set_error(error, store_error_quark(), is_full(cause) ? STORE_ERROR_FULL : STORE_ERROR_FAILED,
                "cannot %s %s (%s): free space, and let the kiosk's user write its state folder", verb, path,
                g_strerror(cause));
    return FALSE;
}

gboolean store_fail(struct store *store, const char *what, GError **error)
{
    int code = sqlite3_errcode(store->db);

    if (code == SQLITE_IOERR && is_full(sqlite3_system_errno(store->db)))
        code = SQLITE_FULL;
    switch (code) {
    case SQLITE_FULL:
        room_drop_ballast(store);
        g_set_error(error, store_error_quark(), STORE_ERROR_FULL,
                    "no room in %s (%s): free space on its disk, or wait until the line is back", store->file,
                    what);
        break;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        g_set_error(error, store_error_quark(), STORE_ERROR_BUSY,
                    "%s is held by another program (%s): end that one", store->file, what);
        break;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        g_set_error(error, store_error_quark(), STORE_ERROR_BROKEN,
                    "%s is damaged (%s: %s): restart kiosk and agent, which sets it aside", store->file, what,
                    sqlite3_errmsg(store->db));
        break;
    default:
        g_set_error(error, store_error_quark(), STORE_ERROR_FAILED,
                    "%s refused (%s: %s): see the disk's health", store->file, what,
                    sqlite3_errmsg(store->db));
        break;
    }
    return FALSE;
}

gboolean store_exec(struct store *store, const char *sql, GError **error)
{
    return sqlite3_exec(store->db, sql, NULL, NULL, NULL) == SQLITE_OK ||
           store_fail(store, "statement", error);
}

sqlite3_stmt *store_prepare(struct store *store, const char *sql, GError **error)
{
    sqlite3_stmt *statement = NULL;

    if (sqlite3_prepare_v3(store->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL) != SQLITE_OK)
        store_fail(store, "prepare", error);
    return statement;
}

int store_change(struct store *store, sqlite3_stmt *statement, GError **error)
{
    int changed = sqlite3_step(statement) == SQLITE_DONE ? sqlite3_changes(store->db) : -1;

    if (changed < 0)
        store_fail(store, "write", error);
    sqlite3_finalize(statement);
    return changed;
}

gboolean store_begin(struct store *store, GError **error)
{
    return store_exec(store, "BEGIN IMMEDIATE", error);
}

gboolean store_end(struct store *store, gboolean well, GError **error)
{
    if (well && store_exec(store, "COMMIT", error))
        return TRUE;
    if (!sqlite3_get_autocommit(store->db)) /* SQLite rolls back by itself after some errors */
        sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
    return FALSE;
}

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "platform/database_sqlite.h"
#include "platform/restoring.h"
#include "platform/storage.h"

enum { OURS = 0x6c636b70 }; /* application_id, "lckp"; stores of before have none */

gboolean sqlite_fail(sqlite3 *db, const char *what, GError **error)
{
    gboolean full = sqlite3_errcode(db) == SQLITE_IOERR && sqlite3_system_errno(db) == ENOSPC;
    const char *message = sqlite3_errmsg(db);
    switch (full ? SQLITE_FULL : sqlite3_errcode(db)) {
    case SQLITE_FULL:
        g_set_error(error, storage_error_quark(), STORAGE_ERROR_FULL,
                    "the store has no room (%s: %s): free space on its disk", what, message);
        break;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        g_set_error(error, storage_error_quark(), STORAGE_ERROR_BUSY,
                    "the store is held by another program (%s): end that one or try again", what);
        break;
    default:
        g_set_error(
            error, storage_error_quark(), STORAGE_ERROR_BROKEN,
            "the store refused (%s: %s): check the file with 'sqlite3 FILE \"PRAGMA integrity_check\"'", what,
            message);
        break;
    }
    return FALSE;
}

static gboolean lies_beside(const char *file, const char *end)
{
    g_autofree char *path = g_strconcat(file, end, NULL);
    return g_file_test(path, G_FILE_TEST_EXISTS);
}

/* SQLite would throw away a log that has no file; and a new store in place of one that was being restored
 * would have people think that theirs is lost. */
static gboolean may_begin(const char *file, GError **error)
{
    const char *end = lies_beside(file, RESTORING_END) ? RESTORING_END : "-wal";
    if (g_file_test(file, G_FILE_TEST_EXISTS) || !lies_beside(file, end))
        return TRUE;
    g_set_error(error, storage_error_quark(), STORAGE_ERROR_BROKEN,
                "%s is gone, but %s%s lies there: a restore was broken off, or the file was moved without "
                "it; run 'kiosk-platform --store sqlite:%s restore BACKUP', or put the file back",
                file, file, end, file);
    return FALSE;
}

/* The file holds people's data: nobody else may read it, from its first byte on. One that is there is not
 * opened here: closing it would let go of the locks that another connection of this program holds on it
 * (fcntl(2)), and whoever closes last elsewhere would take the WAL away from under it. */
gboolean sqlite_file_make(const char *file, GError **error)
{
    if (!may_begin(file, error))
        return FALSE;
    int fd = open(file, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd >= 0) {
        close(fd);
        return TRUE;
    }
    if (errno == EEXIST && access(file, R_OK | W_OK) == 0)
        return TRUE;
    g_set_error(error, storage_error_quark(), STORAGE_ERROR_BROKEN,
                "cannot open the store %s (%s): make its folder and let this user write there", file,
                g_strerror(errno));
    return FALSE;
}

struct look {
    int objects, tables, id, version;
};

static gboolean read_look(sqlite3 *db, struct look *look)
{
    static const char sql[] =
        "SELECT count(*), count(CASE WHEN type='table' AND name IN ('submission', 'step') THEN 1 END),"
        " (SELECT application_id FROM pragma_application_id),"
        " (SELECT user_version FROM pragma_user_version) FROM sqlite_schema";
    sqlite3_stmt *statement = NULL;
    gboolean well = sqlite3_prepare_v2(db, sql, -1, &statement, NULL) == SQLITE_OK &&
                    sqlite3_step(statement) == SQLITE_ROW;
    if (well)
        *look = (struct look){sqlite3_column_int(statement, 0), sqlite3_column_int(statement, 1),
                              sqlite3_column_int(statement, 2), sqlite3_column_int(statement, 3)};
    sqlite3_finalize(statement);
    return well;
}

gboolean sqlite_file_stands(sqlite3 *db, const char *file, gboolean empty_too, GError **error)
{
    struct look look = {0};
    gboolean read = read_look(db, &look);
    if (!read && sqlite3_errcode(db) != SQLITE_NOTADB)
        return sqlite_fail(db, "read", error);
    if (read && look.version > 0 && (look.id == OURS || (look.id == 0 && look.tables == 2)))
        return TRUE;
    gboolean empty = read && look.objects == 0 && look.id == 0 && look.version == 0;
    if (empty && empty_too)
        return TRUE;
    if (empty)
        g_set_error(error, storage_error_quark(), STORAGE_ERROR_ABSENT,
                    "there is no store in %s: name the one that the server has, --store sqlite:FILE", file);
    else
        g_set_error(error, storage_error_quark(), STORAGE_ERROR_ABSENT,
                    "%s is another program's file and was left as it is: name the platform's store, or a "
                    "file that is not there yet, --store sqlite:FILE",
                    file);
    return FALSE;
}

gboolean sqlite_file_mark(sqlite3 *db, int version, GError **error)
{
    char sql[96];
    g_snprintf(sql, sizeof sql, "PRAGMA application_id=%d; PRAGMA user_version=%d", OURS, version);
    return sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK || sqlite_fail(db, "statement", error);
}

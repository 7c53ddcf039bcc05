#include <errno.h>
#include <sqlite3.h>
#include <sys/stat.h>

#include "platform/database_driver.h"
#include "platform/database_sqlite.h"
#include "platform/storage.h"

enum {
    BUSY_MS = 5000,         /* server and worker's desk take turns */
    SCRUB_BUSY_MS = 100,    /* who would write waits meanwhile */
    CHECKPOINT_PAGES = 200, /* a short WAL: little to replay, and room comes back early on a full disk */
};

struct sqlite {
    struct database head;
    sqlite3 *db;
    sqlite3_stmt *ready[QUERY_COUNT]; /* prepared, and in nobody's hand */
};
struct sqlite_rows {
    struct rows head;
    enum query query;
    sqlite3_stmt *statement;
    int got;
};

static struct sqlite *self_of(struct database *database)
{
    return (struct sqlite *)database;
}

static gboolean fail(struct sqlite *self, const char *what, GError **error)
{
    return sqlite_fail(self->db, what, error);
}

static gboolean run(struct sqlite *self, const char *sql, GError **error)
{
    return sqlite3_exec(self->db, sql, NULL, NULL, NULL) == SQLITE_OK || fail(self, "statement", error);
}

/* A statement of one's own, also while another of the same query is being read. */
static sqlite3_stmt *take(struct sqlite *self, enum query query, GError **error)
{
    sqlite3_stmt *statement = self->ready[query];
    self->ready[query] = NULL;
    if (!statement && sqlite3_prepare_v3(self->db, queries[query], -1, SQLITE_PREPARE_PERSISTENT, &statement,
                                         NULL) != SQLITE_OK)
        fail(self, "prepare", error);
    return statement;
}

static void give_back(struct sqlite *self, enum query query, sqlite3_stmt *statement)
{
    sqlite3_reset(statement);
    sqlite3_clear_bindings(statement);
    if (self->ready[query])
        sqlite3_finalize(statement);
    else
        self->ready[query] = statement;
}

static void bind_one(sqlite3_stmt *statement, int at, const struct value *value)
{
    switch (value->kind) {
    case VALUE_TEXT:
        sqlite3_bind_text64(statement, at, value->data, value->len, SQLITE_STATIC, SQLITE_UTF8);
        break;
    case VALUE_INT:
        sqlite3_bind_int64(statement, at, value->number);
        break;
    case VALUE_BLOB:
        sqlite3_bind_blob64(statement, at, value->data, value->len, SQLITE_STATIC);
        break;
    }
}

static void bind_all(sqlite3_stmt *statement, const struct value *values, size_t width)
{
    for (size_t i = 0; i < width; i++)
        bind_one(statement, (int)i + 1, &values[i]);
}

static gboolean sqlite_each(struct database *database, enum query query, const struct value *values,
                            size_t width, size_t items, int64_t *changed, GError **error)
{
    struct sqlite *self = self_of(database);
    sqlite3_stmt *statement = take(self, query, error);
    gboolean well = statement != NULL;
    for (size_t i = 0; well && i < items; i++) {
        bind_all(statement, values + i * width, width);
        well = sqlite3_step(statement) == SQLITE_DONE || fail(self, "write", error);
        if (changed)
            changed[i] = sqlite3_changes64(self->db);
        sqlite3_reset(statement);
    }
    if (statement)
        give_back(self, query, statement);
    return well;
}

static struct rows *sqlite_ask(struct database *database, enum query query, const struct value *values,
                               size_t width, GError **error)
{
    struct sqlite *self = self_of(database);
    sqlite3_stmt *statement = take(self, query, error);
    if (!statement)
        return NULL;
    struct sqlite_rows *rows = g_new0(struct sqlite_rows, 1);
    *rows = (struct sqlite_rows){
        .head.database = database, .query = query, .statement = statement, .got = SQLITE_ROW};
    bind_all(statement, values, width);
    return &rows->head;
}

static gboolean sqlite_next(struct rows *head)
{
    struct sqlite_rows *rows = (struct sqlite_rows *)head;
    if (rows->got == SQLITE_ROW)
        rows->got = sqlite3_step(rows->statement);
    return rows->got == SQLITE_ROW;
}

static const char *sqlite_text(struct rows *rows, int column)
{
    return (const char *)sqlite3_column_text(((struct sqlite_rows *)rows)->statement, column);
}

static int64_t sqlite_integer(struct rows *rows, int column)
{
    return sqlite3_column_int64(((struct sqlite_rows *)rows)->statement, column);
}

static const void *sqlite_blob(struct rows *rows, int column, size_t *len)
{
    sqlite3_stmt *statement = ((struct sqlite_rows *)rows)->statement;
    const void *data = sqlite3_column_blob(statement, column);
    *len = (size_t)sqlite3_column_bytes(statement, column);
    return data;
}

static gboolean sqlite_rows_end(struct rows *head, GError **error)
{
    struct sqlite_rows *rows = (struct sqlite_rows *)head;
    struct sqlite *self = self_of(head->database);
    gboolean well = rows->got == SQLITE_ROW || rows->got == SQLITE_DONE || fail(self, "read", error);
    give_back(self, rows->query, rows->statement);
    g_free(rows);
    return well;
}

/* IMMEDIATE: who would write waits at the door, and does not find out half way. */
static gboolean sqlite_begin(struct database *database, GError **error)
{
    return run(self_of(database), "BEGIN IMMEDIATE", error);
}

static void sqlite_rollback(struct database *database)
{
    struct sqlite *self = self_of(database);
    if (!sqlite3_get_autocommit(self->db))
        sqlite3_exec(self->db, "ROLLBACK", NULL, NULL, NULL);
}

static gboolean sqlite_commit(struct database *database, GError **error)
{
    if (run(self_of(database), "COMMIT", error))
        return TRUE;
    sqlite_rollback(database);
    return FALSE;
}

/* secure_delete clears the file, but only what comes after it clears the log. */
static gboolean sqlite_scrub(struct database *database, GError **error)
{
    struct sqlite *self = self_of(database);
    sqlite3_busy_timeout(self->db, SCRUB_BUSY_MS);
    gboolean well =
        sqlite3_wal_checkpoint_v2(self->db, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL) == SQLITE_OK ||
        fail(self, "checkpoint", error);
    sqlite3_busy_timeout(self->db, BUSY_MS);
    return well;
}

static int sqlite_version(struct database *database, GError **error)
{
    struct sqlite *self = self_of(database);
    sqlite3_stmt *statement = NULL;
    int version = -1;
    if (sqlite3_prepare_v2(self->db, "PRAGMA user_version", -1, &statement, NULL) == SQLITE_OK &&
        sqlite3_step(statement) == SQLITE_ROW)
        version = sqlite3_column_int(statement, 0);
    else
        fail(self, "read", error);
    sqlite3_finalize(statement);
    return version;
}

static gboolean sqlite_set_version(struct database *database, int version, GError **error)
{
    return sqlite_file_mark(self_of(database)->db, version, error);
}

static gboolean sqlite_script(struct database *database, const char *sql, GError **error)
{
    return run(self_of(database), sql, error);
}

static void sqlite_close(struct database *database)
{
    struct sqlite *self = self_of(database);
    for (size_t i = 0; i < QUERY_COUNT; i++)
        sqlite3_finalize(self->ready[i]);
    sqlite3_close(self->db);
    g_free(self);
}

/* sqlite_file_make made the file that may be made; no other comes into being here. */
static gboolean connect_to(struct sqlite *self, const char *file, GError **error)
{
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_FULLMUTEX;
    if (sqlite3_open_v2(file, &self->db, flags, NULL) != SQLITE_OK)
        return fail(self, "open", error);
    sqlite3_busy_timeout(self->db, BUSY_MS);
    return TRUE;
}

static gboolean set_up(struct sqlite *self, int pages, GError **error)
{
    char pragmas[224];
    g_snprintf(
        pragmas, sizeof pragmas,
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON;"
        "PRAGMA wal_autocheckpoint=%d; PRAGMA max_page_count=%d",
        CHECKPOINT_PAGES, pages > 0 ? pages : G_MAXINT);
    return run(self, pragmas, error);
}

/* Looked at before anything is set: even who may read it, or the kind of its log, is not ours to change in a
 * file that is another's. */
static gboolean take_file(struct sqlite *self, const char *file, gboolean make, GError **error)
{
    if (!connect_to(self, file, error) || !sqlite_file_stands(self->db, file, make, error))
        return FALSE;
    if (!make || chmod(file, 0600) == 0)
        return TRUE;
    g_set_error(error, storage_error_quark(), STORAGE_ERROR_BROKEN,
                "cannot keep the store %s from others (%s): give it to this user", file, g_strerror(errno));
    return FALSE;
}

static gboolean is_there(const char *file, GError **error)
{
    if (g_file_test(file, G_FILE_TEST_IS_REGULAR))
        return TRUE;
    g_set_error(error, storage_error_quark(), STORAGE_ERROR_ABSENT,
                "there is no store in %s: name the one that the server has, --store sqlite:FILE", file);
    return FALSE;
}

static struct database *sqlite_open(const struct uri *uri, gboolean make, GError **error)
{
    int pages = 0;
    if (!uri_option_int(uri, "pages", 0, 0, G_MAXINT, &pages, error))
        return NULL;
    if (!*uri->path || *uri->path == ':') {
        g_set_error_literal(error, storage_error_quark(), STORAGE_ERROR_URI,
                            "the store has no file: write --store sqlite:FILE");
        return NULL;
    }
    if (make ? !sqlite_file_make(uri->path, error) : !is_there(uri->path, error))
        return NULL;
    struct sqlite *self = g_new0(struct sqlite, 1);
    self->head.kind = &database_sqlite;
    if (take_file(self, uri->path, make, error) && set_up(self, pages, error))
        return &self->head;
    sqlite_close(&self->head);
    return NULL;
}

const struct database_kind database_sqlite = {
    .open = sqlite_open,
    .close = sqlite_close,
    .begin = sqlite_begin,
    .commit = sqlite_commit,
    .rollback = sqlite_rollback,
    .each = sqlite_each,
    .ask = sqlite_ask,
    .next = sqlite_next,
    .text = sqlite_text,
    .integer = sqlite_integer,
    .blob = sqlite_blob,
    .end = sqlite_rows_end,
    .scrub = sqlite_scrub,
    .begin_alone = sqlite_begin,
    .version = sqlite_version,
    .script = sqlite_script,
    .set_version = sqlite_set_version,
};

#include "platform/storage_sqlite.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    BUSY_MS = 5000,         /* server and worker's desk take turns */
    CHECKPOINT_PAGES = 200, /* a short WAL: little to replay, and room comes back early on a full disk */
};

/* Numbered migrations: never changed once released, only added to. */
static const char *const migrations[] = {
    "CREATE TABLE submission(id BLOB PRIMARY KEY NOT NULL CHECK(length(id)=16), receipt TEXT UNIQUE,"
    " kiosk TEXT NOT NULL, kind TEXT NOT NULL, service TEXT NOT NULL, created_ms INTEGER NOT NULL,"
    " received_ms INTEGER NOT NULL, digest BLOB NOT NULL CHECK(length(digest)=32), record BLOB NOT NULL) "
    "STRICT;"
    "CREATE TABLE step(seq INTEGER PRIMARY KEY, submission BLOB NOT NULL REFERENCES submission(id),"
    " state TEXT NOT NULL, at_ms INTEGER NOT NULL) STRICT;"
    "CREATE INDEX step_of ON step(submission, seq);"
    "CREATE TABLE contribution(person TEXT NOT NULL, month TEXT NOT NULL, base_fen INTEGER NOT NULL,"
    " amount_fen INTEGER NOT NULL, employer TEXT NOT NULL, PRIMARY KEY(person, month)) STRICT;"
    "CREATE TABLE certificate(number TEXT PRIMARY KEY NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL,"
    " person TEXT NOT NULL, first TEXT NOT NULL, last TEXT NOT NULL, months INTEGER NOT NULL,"
    " issued_ms INTEGER NOT NULL) STRICT;",
    "CREATE TABLE notice(id TEXT PRIMARY KEY NOT NULL, published_ms INTEGER NOT NULL,"
    " until_ms INTEGER NOT NULL, body TEXT NOT NULL) STRICT;",
    "CREATE TABLE assignment(receipt TEXT PRIMARY KEY NOT NULL REFERENCES submission(receipt),"
    " warden INTEGER NOT NULL, due_ms INTEGER NOT NULL) STRICT;",
    "CREATE TABLE talk(seq INTEGER PRIMARY KEY AUTOINCREMENT, thread TEXT NOT NULL, kiosk TEXT NOT NULL,"
    " turn INTEGER, at_ms INTEGER NOT NULL, body TEXT NOT NULL, UNIQUE(thread, turn)) STRICT;",
    "CREATE TABLE pay_order(number TEXT PRIMARY KEY NOT NULL, kase BLOB UNIQUE NOT NULL "
    "CHECK(length(kase)=16),"
    " service TEXT NOT NULL, amount_fen INTEGER NOT NULL CHECK(amount_fen>0), attempt INTEGER NOT NULL,"
    " state TEXT NOT NULL, created_ms INTEGER NOT NULL, valid_ms INTEGER NOT NULL, paid_ms INTEGER NOT NULL,"
    " settled_ms INTEGER NOT NULL) STRICT;",
    /* Who voted, and what was voted, share nothing: no time, no order, no row of one ballot. */
    "CREATE TABLE vote(id TEXT PRIMARY KEY NOT NULL, closes_ms INTEGER NOT NULL) STRICT;"
    "CREATE TABLE voter(vote TEXT NOT NULL, voter BLOB NOT NULL CHECK(length(voter)=32),"
    " PRIMARY KEY(vote, voter)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE tally(vote TEXT NOT NULL, option TEXT NOT NULL, ballots INTEGER NOT NULL,"
    " PRIMARY KEY(vote, option)) STRICT, WITHOUT ROWID;",
    "CREATE TABLE part(submission BLOB NOT NULL REFERENCES submission(id), position INTEGER NOT NULL,"
    " code TEXT NOT NULL, name TEXT NOT NULL, department TEXT NOT NULL, workdays INTEGER NOT NULL,"
    " record BLOB NOT NULL, PRIMARY KEY(submission, code)) STRICT;"
    "CREATE TABLE part_step(seq INTEGER PRIMARY KEY, submission BLOB NOT NULL, code TEXT NOT NULL,"
    " state TEXT NOT NULL, at_ms INTEGER NOT NULL,"
    " FOREIGN KEY(submission, code) REFERENCES part(submission, code)) STRICT;"
    "CREATE INDEX part_step_of ON part_step(submission, code, seq);",
    /* The check is the last guard: no statement can sell a place twice. */
    "CREATE TABLE slot(service TEXT NOT NULL, place TEXT NOT NULL, at_ms INTEGER NOT NULL,"
    " capacity INTEGER NOT NULL, taken INTEGER NOT NULL CHECK(taken BETWEEN 0 AND capacity),"
    " PRIMARY KEY(service, at_ms, place)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE booking(number TEXT PRIMARY KEY NOT NULL, kase BLOB UNIQUE NOT NULL CHECK(length(kase)=16),"
    " guest BLOB NOT NULL CHECK(length(guest)=32), service TEXT NOT NULL, place TEXT NOT NULL,"
    " at_ms INTEGER NOT NULL, phone TEXT NOT NULL, made_ms INTEGER NOT NULL, cancelled_ms INTEGER NOT NULL)"
    " STRICT;"
    "CREATE INDEX booking_of ON booking(guest, service, at_ms);",
    /* Whose it is; rows of before get theirs when the server starts (cases.h), for the key is not in here. */
    "ALTER TABLE submission ADD COLUMN owner BLOB CHECK(length(owner)=32);"
    "CREATE INDEX submission_of ON submission(owner, created_ms);"
    "ALTER TABLE step ADD COLUMN what TEXT NOT NULL DEFAULT '';"
    "ALTER TABLE step ADD COLUMN due TEXT NOT NULL DEFAULT '';"
    "ALTER TABLE part_step ADD COLUMN what TEXT NOT NULL DEFAULT '';"
    "ALTER TABLE part_step ADD COLUMN due TEXT NOT NULL DEFAULT '';",
    /* The code itself stands nowhere: who reads the store cannot show it. */
    "CREATE TABLE identity_code(hash BLOB PRIMARY KEY NOT NULL CHECK(length(hash)=32), number TEXT NOT NULL,"
    " name TEXT NOT NULL, until_ms INTEGER NOT NULL) STRICT, WITHOUT ROWID;",
    /* Payment codes that paid, as hashes: each once. */
    "CREATE TABLE pay_code(hash BLOB PRIMARY KEY NOT NULL CHECK(length(hash)=32), number TEXT NOT NULL"
    " REFERENCES pay_order(number), at_ms INTEGER NOT NULL) STRICT, WITHOUT ROWID;",
    /* Sealed boxes that come in pieces; the submission that names one takes it away. */
    "CREATE TABLE upload(id BLOB PRIMARY KEY NOT NULL CHECK(length(id)=16), size INTEGER NOT NULL,"
    " complete INTEGER NOT NULL CHECK(complete IN (0, 1)), begun_ms INTEGER NOT NULL) STRICT;"
    "CREATE TABLE upload_piece(id BLOB NOT NULL REFERENCES upload(id), at INTEGER NOT NULL,"
    " body BLOB NOT NULL, PRIMARY KEY(id, at)) STRICT;",
    /* One row a kiosk, the newest; `trouble` is what the fleet page sorts by. */
    "CREATE TABLE heartbeat(kiosk TEXT PRIMARY KEY NOT NULL, version TEXT NOT NULL, seen_ms INTEGER NOT NULL,"
    " waiting INTEGER NOT NULL, parked INTEGER NOT NULL, trouble INTEGER NOT NULL, body TEXT NOT NULL)"
    " STRICT;",
};

struct sqlite_storage {
    struct storage head;
    sqlite3 *db;
};

sqlite3 *sqlite_of(struct storage *storage)
{
    return ((struct sqlite_storage *)storage)->db;
}

gboolean sqlite_fail(sqlite3 *db, const char *what, GError **error)
{
    gboolean full = sqlite3_errcode(db) == SQLITE_IOERR && sqlite3_system_errno(db) == ENOSPC;
    switch (full ? SQLITE_FULL : sqlite3_errcode(db)) {
    case SQLITE_FULL:
        g_set_error(error, storage_error_quark(), STORAGE_ERROR_FULL,
                    "the store has no room (%s: %s): free space on its disk", what, sqlite3_errmsg(db));
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
            sqlite3_errmsg(db));
        break;
    }
    return FALSE;
}

static gboolean run(sqlite3 *db, const char *sql, GError **error)
{
    return sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK || sqlite_fail(db, "statement", error);
}

sqlite3_stmt *sqlite_prepare(sqlite3 *db, const char *sql, GError **error)
{
    sqlite3_stmt *statement = NULL;
    if (sqlite3_prepare_v2(db, sql, -1, &statement, NULL) != SQLITE_OK)
        sqlite_fail(db, "prepare", error);
    return statement;
}

/* Bound text is the caller's until finalize; SQLite makes no copy. */
void sqlite_bind(sqlite3_stmt *statement, int column, const char *text)
{
    sqlite3_bind_text(statement, column, text, -1, SQLITE_STATIC);
}

void sqlite_bind_step(sqlite3_stmt *statement, int column, const struct storage_step *step)
{
    sqlite_bind(statement, column, step->state);
    sqlite3_bind_int64(statement, column + 1, step->at_ms);
    sqlite_bind(statement, column + 2, step->what ? step->what : "");
    sqlite_bind(statement, column + 3, step->due ? step->due : "");
}

const char *sqlite_text(sqlite3_stmt *statement, int column)
{
    return (const char *)sqlite3_column_text(statement, column);
}

/* One statement without rows, already bound. */
gboolean sqlite_finish(sqlite3 *db, sqlite3_stmt *statement, GError **error)
{
    gboolean done = sqlite3_step(statement) == SQLITE_DONE;
    if (!done)
        sqlite_fail(db, "write", error);
    sqlite3_finalize(statement);
    return done;
}

gboolean sqlite_begin(sqlite3 *db, GError **error)
{
    return run(db, "BEGIN IMMEDIATE", error);
}

/* Ends the transaction: COMMIT when all went well, else everything back as it was. */
gboolean sqlite_end(sqlite3 *db, gboolean well, GError **error)
{
    if (well && run(db, "COMMIT", error))
        return TRUE;
    if (!sqlite3_get_autocommit(db))
        sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL);
    return FALSE;
}

static gboolean number_of(sqlite3 *db, const char *sql, int *out, GError **error)
{
    sqlite3_stmt *statement = sqlite_prepare(db, sql, error);
    if (!statement)
        return FALSE;
    gboolean found = sqlite3_step(statement) == SQLITE_ROW;
    if (found)
        *out = sqlite3_column_int(statement, 0);
    else
        sqlite_fail(db, "read", error);
    sqlite3_finalize(statement);
    return found;
}

static gboolean migrate(sqlite3 *db, GError **error)
{
    int version = 0;
    if (!sqlite_begin(db, error))
        return FALSE;
    gboolean well = number_of(db, "PRAGMA user_version", &version, error);
    if (well && version > (int)G_N_ELEMENTS(migrations)) {
        g_set_error(error, storage_error_quark(), STORAGE_ERROR_BROKEN,
                    "the store is of a newer release (version %d): run that release, or name another file",
                    version);
        well = FALSE;
    }
    for (size_t i = (size_t)version; well && i < G_N_ELEMENTS(migrations); i++) {
        char mark[48];
        g_snprintf(mark, sizeof mark, "PRAGMA user_version=%zu", i + 1);
        well = run(db, migrations[i], error) && run(db, mark, error);
    }
    return sqlite_end(db, well, error);
}

/* The file holds people's data: nobody else may read it, from its first byte on. */
static gboolean make_private(const char *file, GError **error)
{
    int fd = open(file, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (fd >= 0 && fchmod(fd, 0600) == 0) {
        close(fd);
        return TRUE;
    }
    g_set_error(error, storage_error_quark(), STORAGE_ERROR_BROKEN,
                "cannot open the store %s (%s): make its folder and let this user write there", file,
                g_strerror(errno));
    if (fd >= 0)
        close(fd);
    return FALSE;
}

static void sqlite_close(struct storage *storage)
{
    sqlite3_close(sqlite_of(storage));
    g_free(storage);
}

static struct storage *sqlite_open(const struct uri *uri, GError **error)
{
    const char *file = uri->path;
    int pages = 0;
    if (!uri_option_int(uri, "pages", 0, 0, G_MAXINT, &pages, error))
        return NULL;
    if (!*file || *file == ':') {
        g_set_error_literal(error, storage_error_quark(), STORAGE_ERROR_URI,
                            "the store has no file: write --store sqlite:FILE");
        return NULL;
    }
    if (!make_private(file, error))
        return NULL;
    struct sqlite_storage *self = g_new0(struct sqlite_storage, 1);
    self->head.kind = &storage_sqlite;
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_FULLMUTEX;
    gboolean open =
        sqlite3_open_v2(file, &self->db, flags, NULL) == SQLITE_OK || sqlite_fail(self->db, "open", error);
    char pragmas[224];
    g_snprintf(
        pragmas, sizeof pragmas,
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON;"
        "PRAGMA wal_autocheckpoint=%d; PRAGMA max_page_count=%d",
        CHECKPOINT_PAGES, pages > 0 ? pages : G_MAXINT);
    if (open)
        sqlite3_busy_timeout(self->db, BUSY_MS);
    if (open && run(self->db, pragmas, error) && migrate(self->db, error))
        return &self->head;
    sqlite_close(&self->head);
    return NULL;
}

static gboolean add_step(sqlite3 *db, const void *id, const char *state, int64_t at_ms, GError **error)
{
    sqlite3_stmt *statement =
        sqlite_prepare(db, "INSERT INTO step(submission, state, at_ms) VALUES(?,?,?)", error);
    if (!statement)
        return FALSE;
    sqlite3_bind_blob(statement, 1, id, STORAGE_ID_BYTES, SQLITE_STATIC);
    sqlite_bind(statement, 2, state);
    sqlite3_bind_int64(statement, 3, at_ms);
    return sqlite_finish(db, statement, error);
}

/* Not inserted: who stands there? The same id with the same body, with another body, or another id with the
 * receipt. */
static gboolean judge(sqlite3 *db, struct storage_put *item, GError **error)
{
    sqlite3_stmt *statement =
        sqlite_prepare(db, "SELECT digest, received_ms FROM submission WHERE id=?", error);
    if (!statement)
        return FALSE;
    sqlite3_bind_blob(statement, 1, item->submission.id, STORAGE_ID_BYTES, SQLITE_STATIC);
    int got = sqlite3_step(statement);
    if (got == SQLITE_ROW) {
        const void *digest = sqlite3_column_blob(statement, 0);
        gboolean same = memcmp(digest, item->submission.digest, STORAGE_DIGEST_BYTES) == 0;
        item->verdict = same ? STORAGE_DUPLICATE : STORAGE_DIFFERENT;
        item->at_ms = sqlite3_column_int64(statement, 1);
    } else if (got == SQLITE_DONE) {
        item->verdict = STORAGE_TAKEN;
    } else {
        sqlite_fail(db, "read", error);
    }
    sqlite3_finalize(statement);
    return got == SQLITE_ROW || got == SQLITE_DONE;
}

static gboolean put_one(sqlite3 *db, struct storage_put *item, GError **error)
{
    const struct storage_submission *s = &item->submission;
    sqlite3_stmt *statement =
        sqlite_prepare(db,
                       "INSERT INTO submission(id, receipt, kiosk, kind, service, created_ms,"
                       " received_ms, digest, record, owner) VALUES(?,?,?,?,?,?,?,?,?,?)"
                       " ON CONFLICT DO NOTHING",
                       error);
    if (!statement)
        return FALSE;
    sqlite3_bind_blob(statement, 1, s->id, STORAGE_ID_BYTES, SQLITE_STATIC);
    if (*s->receipt) /* a note carries none: NULL is never taken */
        sqlite_bind(statement, 2, s->receipt);
    sqlite_bind(statement, 3, s->kiosk);
    sqlite_bind(statement, 4, s->kind);
    sqlite_bind(statement, 5, s->service);
    sqlite3_bind_int64(statement, 6, s->created_ms);
    sqlite3_bind_int64(statement, 7, s->received_ms);
    sqlite3_bind_blob(statement, 8, s->digest, STORAGE_DIGEST_BYTES, SQLITE_STATIC);
    sqlite3_bind_blob64(statement, 9, s->record, s->record_len, SQLITE_STATIC);
    if (s->owner)
        sqlite3_bind_blob(statement, 10, s->owner, STORAGE_OWNER_BYTES, SQLITE_STATIC);
    if (!sqlite_finish(db, statement, error))
        return FALSE;
    if (sqlite3_changes(db) == 0)
        return judge(db, item, error);
    item->verdict = STORAGE_STORED;
    item->at_ms = s->received_ms;
    return add_step(db, s->id, "received", s->received_ms, error) && sqlite_file_parts(db, s, error) &&
           sqlite_order_filed(db, s->id, s->received_ms, error) &&
           (!s->uploaded || sqlite_upload_drop(db, s->id, error));
}

static gboolean sqlite_put(struct storage *storage, struct storage_put *items, size_t count, GError **error)
{
    sqlite3 *db = sqlite_of(storage);
    if (!sqlite_begin(db, error))
        return FALSE;
    gboolean well = TRUE;
    for (size_t i = 0; well && i < count; i++)
        well = put_one(db, &items[i], error);
    return sqlite_end(db, well, error);
}

#define ROW_COLUMNS                                                                                          \
    "receipt, kiosk, kind, service, (SELECT state FROM step WHERE submission=id ORDER BY seq DESC LIMIT 1)," \
    " created_ms, received_ms"

static struct storage_row row_at(sqlite3_stmt *statement)
{
    return (struct storage_row){.receipt = sqlite_text(statement, 0),
                                .kiosk = sqlite_text(statement, 1),
                                .kind = sqlite_text(statement, 2),
                                .service = sqlite_text(statement, 3),
                                .state = sqlite_text(statement, 4),
                                .created_ms = sqlite3_column_int64(statement, 5),
                                .received_ms = sqlite3_column_int64(statement, 6)};
}

static gboolean sqlite_rows(struct storage *storage, storage_row_visitor visit, void *data, GError **error)
{
    sqlite3 *db = sqlite_of(storage);
    sqlite3_stmt *statement = sqlite_prepare(
        db, "SELECT " ROW_COLUMNS " FROM submission WHERE receipt IS NOT NULL ORDER BY received_ms, receipt",
        error);
    if (!statement)
        return FALSE;
    int got;
    while ((got = sqlite3_step(statement)) == SQLITE_ROW) {
        struct storage_row row = row_at(statement);
        visit(&row, data);
    }
    if (got != SQLITE_DONE)
        sqlite_fail(db, "read", error);
    sqlite3_finalize(statement);
    return got == SQLITE_DONE;
}

static gboolean absent(const char *receipt, GError **error)
{
    g_set_error(error, storage_error_quark(), STORAGE_ERROR_ABSENT,
                "no application has the number %s: check it on the receipt", receipt);
    return FALSE;
}

static gboolean sqlite_steps(struct storage *storage, const char *receipt, storage_step_visitor visit,
                             void *data, GError **error)
{
    sqlite3 *db = sqlite_of(storage);
    sqlite3_stmt *statement = sqlite_prepare(db,
                                             "SELECT state, at_ms, what, due FROM step WHERE submission="
                                             "(SELECT id FROM submission WHERE receipt=?) ORDER BY seq",
                                             error);
    if (!statement)
        return FALSE;
    sqlite_bind(statement, 1, receipt);
    unsigned seen = 0;
    int got;
    for (; (got = sqlite3_step(statement)) == SQLITE_ROW; seen++) {
        struct storage_step step = {.state = sqlite_text(statement, 0),
                                    .at_ms = sqlite3_column_int64(statement, 1),
                                    .what = sqlite_text(statement, 2),
                                    .due = sqlite_text(statement, 3)};
        visit(&step, data);
    }
    gboolean well = got == SQLITE_DONE ? seen > 0 || absent(receipt, error) : sqlite_fail(db, "read", error);
    sqlite3_finalize(statement);
    return well;
}

static gboolean sqlite_record(struct storage *storage, const char *receipt, storage_record_visitor visit,
                              void *data, GError **error)
{
    sqlite3 *db = sqlite_of(storage);
    sqlite3_stmt *statement =
        sqlite_prepare(db, "SELECT " ROW_COLUMNS ", record FROM submission WHERE receipt=?", error);
    if (!statement)
        return FALSE;
    sqlite_bind(statement, 1, receipt);
    int got = sqlite3_step(statement);
    if (got == SQLITE_ROW) {
        struct storage_row row = row_at(statement);
        visit(&row, sqlite3_column_blob(statement, 7), (size_t)sqlite3_column_bytes(statement, 7), data);
    } else if (got == SQLITE_DONE) {
        absent(receipt, error);
    } else {
        sqlite_fail(db, "read", error);
    }
    sqlite3_finalize(statement);
    return got == SQLITE_ROW;
}

static gboolean sqlite_set_state(struct storage *storage, const char *receipt,
                                 const struct storage_step *step, GError **error)
{
    sqlite3 *db = sqlite_of(storage);
    sqlite3_stmt *statement = sqlite_prepare(db,
                                             "INSERT INTO step(submission, state, at_ms, what, due)"
                                             " SELECT id, ?, ?, ?, ? FROM submission WHERE receipt=?",
                                             error);
    if (!statement)
        return FALSE;
    sqlite_bind_step(statement, 1, step);
    sqlite_bind(statement, 5, receipt);
    return sqlite_finish(db, statement, error) && (sqlite3_changes(db) == 1 || absent(receipt, error));
}

const struct storage_kind storage_sqlite = {
    .scheme = "sqlite",
    .open = sqlite_open,
    .close = sqlite_close,
    .put = sqlite_put,
    .rows = sqlite_rows,
    .steps = sqlite_steps,
    .record = sqlite_record,
    .notes = sqlite_notes,
    .set_state = sqlite_set_state,
    .contributions = sqlite_contributions,
    .add_contributions = sqlite_add_contributions,
    .add_certificate = sqlite_add_certificate,
    .certificate = sqlite_certificate,
    .put_notice = sqlite_put_notice,
    .drop_notice = sqlite_drop_notice,
    .notices = sqlite_notices,
    .put_line = sqlite_put_line,
    .lines = sqlite_lines,
    .order_open = sqlite_order_open,
    .order = sqlite_order,
    .order_pay = sqlite_order_pay,
    .orders_settle = sqlite_orders_settle,
    .orders = sqlite_orders,
    .community = &storage_sqlite_community,
    .bundle = &storage_sqlite_bundle,
    .cases = &storage_sqlite_cases,
    .booking = &storage_sqlite_booking,
    .identity = &storage_sqlite_identity,
    .upload = &storage_sqlite_upload,
    .fleet = &storage_sqlite_fleet,
};

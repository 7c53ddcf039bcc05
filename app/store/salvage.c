#include "store/salvage.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "store/carve.h"
#include "store/carve_wal.h"
#include "store/outbox.h"
#include "store/spool.h"

enum { ID = 16, TAG = 32, ROWS_A_COMMIT = 200 };
/* A number that damage made up would leave no room for the next one. */
static const int64_t asking_most = INT64_C(1) << 53;

/* Columns of the outbox, as the migrations made them; the last four came later. */
enum {
    C_ID = 1,
    C_KIND,
    C_SERVICE,
    C_RECEIPT,
    C_CREATED,
    C_KEYID,
    C_STATE,
    C_TRIES,
    C_NEXT,
    C_SETTLED,
    C_SIZE,
    C_REASON,
    C_BODY,
    C_PRIORITY,
    C_CASE,
    C_SPOOL,
    C_NOTE,
    C_ALL
};
enum statement { ROW, ROW_BEHIND, SETTING, DRAFT, ASKING, COUNTER, COUNTER_UP, STATEMENTS };
#define OUTBOX_COLUMNS                                                                                       \
    "id, kind, service, receipt, created_ms, keyid, state, tries, next_ms, settled_ms, size_kib, reason,"    \
    " body, priority, case_id, spool_bytes, note"
#define OUTBOX_VALUES "?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18"
static const char *const sql[STATEMENTS] = {
    [ROW] = "INSERT OR IGNORE INTO outbox(seq, " OUTBOX_COLUMNS ") VALUES(?1, " OUTBOX_VALUES ")",
    /* Where another row has taken its place in the order it comes behind. */
    [ROW_BEHIND] = "INSERT OR IGNORE INTO outbox(" OUTBOX_COLUMNS ") SELECT " OUTBOX_VALUES " WHERE ?1 IS NOT"
                   " NULL",
    [SETTING] = "INSERT OR IGNORE INTO setting(layer, key, value) VALUES(?1, ?2, ?3)",
    [DRAFT] =
        "INSERT OR IGNORE INTO draft(tag, until_ms, tries, salt, key, box) VALUES(?1, ?2, ?3, ?4, ?5, ?6)",
    [ASKING] = "INSERT OR IGNORE INTO asking(number, case_id, service) VALUES(?1, ?2, ?3)",
    /* SQLite's own table (autoinc.html): numbers of askings whose rows have gone are not given again. */
    [COUNTER] = ("INSERT INTO sqlite_sequence(name, seq) SELECT ?1, ?2"
                 " WHERE NOT EXISTS(SELECT 1 FROM sqlite_sequence WHERE name=?1)"),
    [COUNTER_UP] = "UPDATE sqlite_sequence SET seq=?2 WHERE name=?1 AND seq<?2",
};

struct salvage {
    struct store *store;
    sqlite3_stmt *statement[STATEMENTS];
    gboolean settled; /* this round takes settled rows: a copy that is not settled wins */
    unsigned recovered, in_commit;
    GError *trouble;
};

static gboolean is(const struct carve_value *value, enum carve_kind kind, size_t len)
{
    return value->kind == kind && !value->missing && (len == 0 || value->len == len);
}

static gboolean is_row(const struct carve_record *r)
{
    static const enum carve_kind kinds[] = {
        CARVE_NULL,    CARVE_BLOB,    CARVE_TEXT,    CARVE_TEXT,    CARVE_TEXT,    CARVE_INTEGER, CARVE_TEXT,
        CARVE_INTEGER, CARVE_INTEGER, CARVE_INTEGER, CARVE_INTEGER, CARVE_INTEGER, CARVE_TEXT,
    };

    if (r->count <= C_BODY || r->count > C_ALL || !is(&r->values[C_ID], CARVE_BLOB, ID))
        return FALSE;
    for (unsigned i = 0; i < G_N_ELEMENTS(kinds); i++)
        if (!is(&r->values[i], kinds[i], 0))
            return FALSE;
    int64_t state = r->values[C_STATE].number;
    return state >= 0 && state <= 2 && (r->values[C_BODY].kind == CARVE_NULL) == (state == 1);
}

static void bind(sqlite3_stmt *statement, int place, const struct carve_value *value)
{
    if (value->kind == CARVE_INTEGER)
        sqlite3_bind_int64(statement, place, value->number);
    else if (value->kind == CARVE_TEXT)
        sqlite3_bind_text(statement, place, (const char *)value->bytes, (int)value->len, SQLITE_STATIC);
    else if (value->kind == CARVE_BLOB)
        sqlite3_bind_blob(statement, place, value->len ? (const void *)value->bytes : "", (int)value->len,
                          SQLITE_STATIC);
}

/* Many rows in one commit; the hook of the store checkpoints between. */
static gboolean begin_or_go_on(struct salvage *s)
{
    if (s->in_commit == ROWS_A_COMMIT) {
        s->in_commit = 0;
        if (!store_end(s->store, TRUE, &s->trouble))
            return FALSE;
    }
    return s->in_commit++ > 0 || store_begin(s->store, &s->trouble);
}

/* TRUE when it is in now. */
static gboolean put(struct salvage *s, enum statement which)
{
    sqlite3_stmt *statement = s->statement[which];
    gboolean well = begin_or_go_on(s) &&
                    (sqlite3_step(statement) == SQLITE_DONE || store_fail(s->store, "recover", &s->trouble));
    gboolean in = well && sqlite3_changes(s->store->db) > 0;

    s->recovered += in;
    sqlite3_reset(statement);
    return in;
}

static int priority_of(const struct carve_value *kind)
{
    g_autofree char *word = g_strndup((const char *)kind->bytes, kind->len);
    return (int)outbox_priority(word);
}

/* What a damaged page says in place of a code goes on as it came, but for bytes that no code has: then the
 * platform refuses the row, and staff see it. */
static void bind_code(sqlite3_stmt *statement, int place, const struct carve_value *value)
{
    g_autofree char *code = g_strndup((const char *)value->bytes, value->len);

    for (char *c = code; *c; c++)
        if (!g_ascii_isprint(*c))
            *c = '?';
    sqlite3_bind_text(statement, place, code, -1, SQLITE_TRANSIENT);
}

/* Columns behind the body may lie in a damaged page without our knowing. Two of them are known from the
 * others, and staff's note is dropped. */
static void bind_row(sqlite3_stmt *statement, const struct carve_record *r)
{
    const struct carve_value *body = &r->values[C_BODY], *kase = &r->values[C_CASE],
                             *spool = &r->values[C_SPOOL];
    gboolean spooled = body->kind == CARVE_BLOB && body->len == 0 && r->count > C_SPOOL;

    sqlite3_clear_bindings(statement);
    sqlite3_bind_int64(statement, 1, r->rowid);
    for (int i = C_ID; i <= C_BODY; i++)
        if (r->values[i].kind == CARVE_TEXT)
            bind_code(statement, i + 1, &r->values[i]);
        else if (!r->values[i].missing)
            bind(statement, i + 1, &r->values[i]);
    sqlite3_bind_int(statement, C_PRIORITY + 1, priority_of(&r->values[C_KIND]));
    if (r->count > C_CASE && is(kase, CARVE_BLOB, ID))
        bind(statement, C_CASE + 1, kase);
    sqlite3_bind_int64(statement, C_SPOOL + 1, spooled ? spool->number : 0);
    sqlite3_bind_text(statement, C_NOTE + 1, "", -1, SQLITE_STATIC);
    if (body->missing) { /* number, service and time are left: somebody can be called */
        sqlite3_bind_int(statement, C_STATE + 1, 2);
        sqlite3_bind_text(statement, C_REASON + 1, "the sealed body was in a damaged page", -1,
                          SQLITE_STATIC);
        sqlite3_bind_blob(statement, C_BODY + 1, "", 0, SQLITE_STATIC);
        sqlite3_bind_int64(statement, C_SPOOL + 1, (int64_t)body->len);
    }
}

static void take_row(struct salvage *s, const struct carve_record *r)
{
    if ((r->values[C_STATE].number == 1) != s->settled)
        return;
    for (enum statement which = ROW; which <= ROW_BEHIND && !s->trouble; which++) {
        bind_row(s->statement[which], r);
        if (put(s, which))
            return;
    }
}

static void take_columns(struct salvage *s, enum statement which, const struct carve_record *r)
{
    sqlite3_clear_bindings(s->statement[which]);
    for (unsigned i = 0; i < r->count; i++)
        bind(s->statement[which], (int)i + 1, &r->values[i]);
    put(s, which);
}

static gboolean is_setting(const struct carve_record *r)
{
    return r->count == 3 && is(&r->values[0], CARVE_INTEGER, 0) && is(&r->values[1], CARVE_TEXT, 0) &&
           is(&r->values[2], CARVE_TEXT, 0);
}

static gboolean is_draft(const struct carve_record *r)
{
    return r->count == 6 && is(&r->values[0], CARVE_BLOB, TAG) && is(&r->values[1], CARVE_INTEGER, 0) &&
           is(&r->values[2], CARVE_INTEGER, 0) && is(&r->values[3], CARVE_BLOB, 0) &&
           is(&r->values[4], CARVE_BLOB, 0) && is(&r->values[5], CARVE_BLOB, 0);
}

static gboolean is_number(int64_t number)
{
    return number > 0 && number <= asking_most;
}

static gboolean is_asking(const struct carve_record *r)
{
    return r->count == 3 && is(&r->values[0], CARVE_NULL, 0) && is(&r->values[1], CARVE_BLOB, ID) &&
           is(&r->values[2], CARVE_TEXT, 0) && is_number(r->rowid);
}

/* From every view, also one that SQLite would not have: a case that was handed in is known by its row, and
 * what was given up may be given up again. */
static void take_asking(struct salvage *s, const struct carve_record *r)
{
    sqlite3_stmt *statement = s->statement[ASKING];

    sqlite3_clear_bindings(statement);
    sqlite3_bind_int64(statement, 1, r->rowid);
    bind(statement, 2, &r->values[1]);
    bind_code(statement, 3, &r->values[2]);
    put(s, ASKING);
}

static gboolean is_counter(const struct carve_record *r)
{
    static const char table[] = "asking";

    return r->count == 2 && is(&r->values[0], CARVE_TEXT, sizeof table - 1) &&
           memcmp(r->values[0].bytes, table, sizeof table - 1) == 0 && is(&r->values[1], CARVE_INTEGER, 0) &&
           is_number(r->values[1].number);
}

static void take(void *data, const struct carve_record *record)
{
    struct salvage *s = data;

    if (s->trouble)
        return;
    if (is_row(record))
        take_row(s, record);
    else if (is_setting(record) && s->settled)
        take_columns(s, SETTING, record);
    else if (is_draft(record) && s->settled)
        take_columns(s, DRAFT, record);
    else if (is_asking(record))
        take_asking(s, record);
    else if (is_counter(record)) {
        take_columns(s, COUNTER, record);
        take_columns(s, COUNTER_UP, record);
    }
}

static gboolean prepare(struct salvage *s, GError **error)
{
    for (int i = 0; i < STATEMENTS; i++)
        if (!(s->statement[i] = store_prepare(s->store, sql[i], error)))
            return FALSE;
    return TRUE;
}

/* First as SQLite would see it: what is not settled, then what is. Then what only a view has that it would
 * not: frames of the log that no longer hold, pages of the file that the log has newer. Such a row may have
 * been settled since; sent once more, it is known. */
static gboolean carve_all(struct salvage *s, const struct carve_source *source, GError **error)
{
    struct carve_source whole = *source, file = *source;
    const struct {
        const struct carve_source *source;
        gboolean settled;
    } rounds[] = {{source, FALSE}, {source, TRUE}, {&whole, FALSE}, {&file, FALSE}};

    whole.whole_wal = true;
    file.wal = NULL;
    for (size_t i = 0; i < G_N_ELEMENTS(rounds) && !s->trouble; i++) {
        s->settled = rounds[i].settled;
        carve_records(rounds[i].source, take, s);
    }
    gboolean well = !s->trouble;
    if (s->in_commit > 0)
        well = store_end(s->store, well, well ? &s->trouble : NULL);
    if (!well)
        g_propagate_error(error, s->trouble);
    return well;
}

static GMappedFile *map(const char *path, const char *end)
{
    g_autofree char *file = g_strconcat(path, end, NULL);
    return g_mapped_file_new(file, FALSE, NULL); /* NULL: absent or empty */
}

static gboolean read_one(struct store *store, const char *away, unsigned *recovered, GError **error)
{
    struct salvage s = {.store = store};
    struct carve_source source = {0};
    GMappedFile *file = map(away, ""), *wal = map(away, "-wal");

    if (file) {
        source.file = (const uint8_t *)g_mapped_file_get_contents(file);
        source.file_len = source.file ? g_mapped_file_get_length(file) : 0;
    }
    if (wal) {
        source.wal = (const uint8_t *)g_mapped_file_get_contents(wal);
        source.wal_len = source.wal ? g_mapped_file_get_length(wal) : 0;
    }
    gboolean well = prepare(&s, error) && carve_all(&s, &source, error);
    *recovered += s.recovered;
    for (int i = 0; i < STATEMENTS; i++)
        sqlite3_finalize(s.statement[i]);
    g_clear_pointer(&file, g_mapped_file_unref);
    g_clear_pointer(&wal, g_mapped_file_unref);
    return well;
}

static gboolean mark(const char *away, const char *end, GError **error)
{
    g_autofree char *path = g_strconcat(away, end, NULL);
    int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    gboolean well = fd >= 0 && fsync(fd) == 0;

    if (!well)
        store_fail_file("make", path, error);
    if (fd >= 0)
        close(fd);
    return well;
}

/* The path that its files have in common; NULL for any other file. */
static char *set_aside_of(const char *folder, const char *name)
{
    static const char prefix[] = STORE_FILE ".corrupt-";
    size_t len = strlen(prefix);

    if (!g_str_has_prefix(name, prefix))
        return NULL;
    len += strspn(name + len, "0123456789");
    if (name[len] != '\0' && strcmp(name + len, "-wal") != 0)
        return NULL;
    g_autofree char *stem = g_strndup(name, len);
    return g_build_filename(folder, stem, NULL);
}

gboolean salvage_log_damaged(const struct store *store)
{
    GMappedFile *wal = map(store->file, "-wal");
    gboolean damaged = wal && carve_wal_damaged((const uint8_t *)g_mapped_file_get_contents(wal),
                                                g_mapped_file_get_length(wal));

    g_clear_pointer(&wal, g_mapped_file_unref);
    return damaged;
}

char **salvage_set_aside(const struct store *store)
{
    g_autofree char *folder = g_path_get_dirname(store->file);
    g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
    GStrvBuilder *all = g_strv_builder_new();
    const char *name;

    while (dir && (name = g_dir_read_name(dir))) {
        g_autofree char *path = set_aside_of(folder, name);
        if (path)
            g_strv_builder_add(all, path);
    }
    char **found = g_strv_builder_end(all);
    g_strv_builder_unref(all);
    return found;
}

/* One that has no file of that ending; NULL when all have. */
static char *without(const struct store *store, const char *end)
{
    g_auto(GStrv) all = salvage_set_aside(store);

    for (char **path = all; *path; path++) {
        g_autofree char *other = g_strconcat(*path, end, NULL);
        if (!g_file_test(other, G_FILE_TEST_EXISTS))
            return g_strdup(*path);
    }
    return NULL;
}

gboolean salvage_run(struct store *store, unsigned *recovered, GError **error)
{
    char *away;
    gboolean well = TRUE;

    *recovered = 0;
    while (well && (away = without(store, SALVAGE_READ))) {
        well = read_one(store, away, recovered, error);
        if (well)
            spool_keep_orphans(store);
        well = well && mark(away, SALVAGE_READ, error);
        g_free(away);
    }
    return well;
}

char *salvage_untold(const struct store *store)
{
    return without(store, SALVAGE_TOLD);
}

gboolean salvage_told(const char *set_aside, GError **error)
{
    return mark(set_aside, SALVAGE_TOLD, error);
}

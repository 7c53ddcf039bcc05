#include "platform/database_postgres.h"

#include <stdlib.h>
#include <string.h>

#include "platform/storage.h"

enum { VALUES_MAX = 16 };
enum { TYPE_BYTEA = 17, TYPE_BIGINT = 20, TYPE_TEXT = 25 }; /* pg_type.dat: fixed for good */

/* Values as libpq takes them, all binary. */
struct params {
    Oid types[VALUES_MAX];
    const char *values[VALUES_MAX];
    int lengths[VALUES_MAX], formats[VALUES_MAX];
    uint64_t numbers[VALUES_MAX];
};
struct postgres_rows {
    struct rows head;
    PGresult *result;
    int row;
};

static struct postgres *self_of(struct database *database)
{
    return (struct postgres *)database;
}

static void fill(struct params *p, const struct value *values, size_t width)
{
    g_assert(width <= VALUES_MAX);
    for (size_t i = 0; i < width; i++) {
        const struct value *v = &values[i];
        p->formats[i] = 1;
        p->numbers[i] = GUINT64_TO_BE((uint64_t)v->number);
        p->values[i] = v->data;
        p->lengths[i] = (int)v->len;
        switch (v->kind) {
        case VALUE_TEXT:
            p->types[i] = TYPE_TEXT;
            break;
        case VALUE_BLOB:
            p->types[i] = TYPE_BYTEA;
            break;
        case VALUE_INT:
            p->types[i] = TYPE_BIGINT;
            p->values[i] = (const char *)&p->numbers[i];
            p->lengths[i] = sizeof p->numbers[i];
            break;
        }
    }
}

static void name_of(enum query query, char name[16])
{
    g_snprintf(name, 16, "q%d", (int)query);
}

static gboolean prepare(struct postgres *self, enum query query, const struct params *p, size_t width,
                        GError **error)
{
    char name[16];
    if (self->prepared[query])
        return TRUE;
    name_of(query, name);
    g_autofree char *sql = postgres_query(queries[query]);
    PGresult *result = PQprepare(self->line, name, sql, (int)width, p->types);
    if (PQresultStatus(result) != PGRES_COMMAND_OK)
        return postgres_fail(self, result, "prepare", error);
    PQclear(result);
    self->prepared[query] = true;
    return TRUE;
}

static PGresult *execute(struct postgres *self, enum query query, const struct params *p, size_t width)
{
    char name[16];
    name_of(query, name);
    return PQexecPrepared(self->line, name, (int)width, p->values, p->lengths, p->formats, 1);
}

static gboolean change_one(struct postgres *self, enum query query, const struct params *p, size_t width,
                           int64_t *changed, GError **error)
{
    PGresult *result = execute(self, query, p, width);
    if (PQresultStatus(result) != PGRES_COMMAND_OK)
        return postgres_fail(self, result, "write", error);
    if (changed)
        *changed = strtoll(PQcmdTuples(result), NULL, 10);
    PQclear(result);
    return TRUE;
}

static void send_all(struct postgres *self, enum query query, const struct value *values, size_t width,
                     size_t items)
{
    char name[16];
    struct params p;
    name_of(query, name);
    for (size_t i = 0; i < items; i++) {
        fill(&p, values + i * width, width);
        PQsendQueryPrepared(self->line, name, (int)width, p.values, p.lengths, p.formats, 1);
    }
    PQpipelineSync(self->line);
}

/* An answer for each that was sent, NULL behind each, and that of the sync. After the first failure the
 * server skips the rest. */
static gboolean receive_all(struct postgres *self, size_t items, int64_t *changed, GError **error)
{
    gboolean well = TRUE;
    for (size_t i = 0; i < items; i++) {
        PGresult *result = PQgetResult(self->line);
        if (well && PQresultStatus(result) != PGRES_COMMAND_OK) {
            well = postgres_fail(self, result, "write", error);
        } else {
            if (changed && well)
                changed[i] = strtoll(PQcmdTuples(result), NULL, 10);
            PQclear(result);
        }
        PQclear(PQgetResult(self->line));
    }
    PQclear(PQgetResult(self->line));
    return well;
}

static gboolean postgres_each(struct database *database, enum query query, const struct value *values,
                              size_t width, size_t items, int64_t *changed, GError **error)
{
    struct postgres *self = self_of(database);
    struct params p;
    fill(&p, values, width);
    if (!prepare(self, query, &p, width, error))
        return FALSE;
    if (items == 1)
        return change_one(self, query, &p, width, changed, error);
    if (!PQenterPipelineMode(self->line))
        return postgres_fail(self, NULL, "pipeline", error);
    send_all(self, query, values, width, items);
    gboolean well = receive_all(self, items, changed, error);
    PQexitPipelineMode(self->line);
    return well;
}

static struct rows *postgres_ask(struct database *database, enum query query, const struct value *values,
                                 size_t width, GError **error)
{
    struct postgres *self = self_of(database);
    struct params p;
    fill(&p, values, width);
    if (!database->inside && !postgres_ready(self, error))
        return NULL;
    if (!prepare(self, query, &p, width, error))
        return NULL;
    PGresult *result = execute(self, query, &p, width);
    if (PQresultStatus(result) != PGRES_TUPLES_OK) {
        postgres_fail(self, result, "read", error);
        return NULL;
    }
    struct postgres_rows *rows = g_new0(struct postgres_rows, 1);
    *rows = (struct postgres_rows){.head.database = database, .result = result, .row = -1};
    return &rows->head;
}

static gboolean postgres_next(struct rows *head)
{
    struct postgres_rows *rows = (struct postgres_rows *)head;
    return ++rows->row < PQntuples(rows->result);
}

static const void *postgres_blob(struct rows *head, int column, size_t *len)
{
    const struct postgres_rows *rows = (struct postgres_rows *)head;
    *len = (size_t)PQgetlength(rows->result, rows->row, column);
    return PQgetisnull(rows->result, rows->row, column) ? NULL : PQgetvalue(rows->result, rows->row, column);
}

/* libpq puts a NUL behind every value. */
static const char *postgres_text(struct rows *rows, int column)
{
    size_t len = 0;
    return postgres_blob(rows, column, &len);
}

/* bigint of columns and counts, integer of numbers in a statement. */
static int64_t postgres_integer(struct rows *rows, int column)
{
    size_t len = 0;
    const void *data = postgres_blob(rows, column, &len);
    uint64_t large;
    uint32_t small;
    if (data && len == sizeof large) {
        memcpy(&large, data, sizeof large);
        return (int64_t)GUINT64_FROM_BE(large);
    }
    if (data && len == sizeof small) {
        memcpy(&small, data, sizeof small);
        return (int32_t)GUINT32_FROM_BE(small);
    }
    g_assert(!data);
    return 0;
}

static gboolean postgres_end(struct rows *head, GError **error)
{
    struct postgres_rows *rows = (struct postgres_rows *)head;
    (void)error; /* a result is here whole, or was never given out */
    PQclear(rows->result);
    g_free(rows);
    return TRUE;
}

/* SERIALIZABLE: the store's logic is written as if it were alone, which SQLite's one writer makes true by a
 * lock. Here transactions run at once, and one whose result would depend on another is undone and run again.
 */
static gboolean postgres_begin(struct database *database, GError **error)
{
    struct postgres *self = self_of(database);
    return postgres_ready(self, error) && postgres_run(self, "BEGIN ISOLATION LEVEL SERIALIZABLE", error);
}

static void postgres_rollback(struct database *database)
{
    struct postgres *self = self_of(database);
    if (PQstatus(self->line) == CONNECTION_OK)
        PQclear(PQexec(self->line, "ROLLBACK"));
}

/* Nobody knows whether a commit whose answer was lost took place. Repeating it is the caller's: all that
 * comes twice is kept once. */
static gboolean unsure(struct postgres *self, PGresult *result, GError **error)
{
    PQclear(result);
    self->head.again = false;
    g_set_error_literal(
        error, storage_error_quark(), STORAGE_ERROR_UNSURE,
        "the line to PostgreSQL broke during a commit: ask again, what comes twice is kept once");
    return FALSE;
}

static gboolean postgres_commit(struct database *database, GError **error)
{
    struct postgres *self = self_of(database);
    PGresult *result = PQexec(self->line, "COMMIT");
    if (PQresultStatus(result) != PGRES_COMMAND_OK)
        return PQstatus(self->line) == CONNECTION_BAD ? unsure(self, result, error)
                                                      : postgres_fail(self, result, "commit", error);
    gboolean kept = strcmp(PQcmdStatus(result), "COMMIT") == 0; /* of a failed transaction it says ROLLBACK */
    if (!kept)
        return postgres_fail(self, result, "commit", error);
    PQclear(result);
    return TRUE;
}

static void postgres_close(struct database *database)
{
    struct postgres *self = self_of(database);
    PQfinish(self->line);
    g_free(self);
}

/* 1, 0, or -1 with `error`. */
static int has_tables(struct postgres *self, GError **error)
{
    PGresult *result = PQexec(self->line, "SELECT to_regclass('schema_version') IS NOT NULL");
    if (PQresultStatus(result) != PGRES_TUPLES_OK)
        return postgres_fail(self, result, "read", error), -1;
    int there = *PQgetvalue(result, 0, 0) == 't';
    PQclear(result);
    return there;
}

static gboolean stands(struct postgres *self, GError **error)
{
    int there = has_tables(self, error);
    if (there == 0)
        g_set_error_literal(
            error, storage_error_quark(), STORAGE_ERROR_ABSENT,
            "no server has made its tables in this database: name the one that the server has, "
            "--store postgresql://USER@HOST/DATABASE");
    return there > 0;
}

static struct database *postgres_open(const struct uri *uri, gboolean make, GError **error)
{
    struct postgres *self = postgres_connect(uri->text, error);
    if (!self)
        return NULL;
    self->head.kind = &database_postgres;
    if (make || stands(self, error))
        return &self->head;
    postgres_close(&self->head);
    return NULL;
}

/* READ COMMITTED: what the one before us at the lock did is seen by the next statement. */
static gboolean postgres_begin_alone(struct database *database, GError **error)
{
    return postgres_run(self_of(database),
                        "BEGIN ISOLATION LEVEL READ COMMITTED; SET LOCAL statement_timeout=0;"
                        "SET LOCAL lock_timeout=0; SELECT pg_advisory_xact_lock(7803210918422)",
                        error);
}

static int postgres_version(struct database *database, GError **error)
{
    struct postgres *self = self_of(database);
    int there = has_tables(self, error);
    if (there < 0)
        return -1;
    if (!there) /* who may not create tables can still start on a schema that stands */
        return postgres_run(self,
                            "CREATE TABLE schema_version(version bigint NOT NULL);"
                            "INSERT INTO schema_version VALUES(0)",
                            error)
                   ? 0
                   : -1;
    PGresult *result = PQexec(self->line, "SELECT version FROM schema_version");
    if (PQresultStatus(result) != PGRES_TUPLES_OK || PQntuples(result) != 1)
        return postgres_fail(self, result, "read", error), -1;
    int version = atoi(PQgetvalue(result, 0, 0));
    PQclear(result);
    return version;
}

static gboolean postgres_set_version(struct database *database, int version, GError **error)
{
    char sql[64];
    g_snprintf(sql, sizeof sql, "UPDATE schema_version SET version=%d", version);
    return postgres_run(self_of(database), sql, error);
}

static gboolean postgres_script(struct database *database, const char *sql, GError **error)
{
    g_autofree char *schema = postgres_schema(sql);
    return postgres_run(self_of(database), schema, error);
}

const struct database_kind database_postgres = {
    .open = postgres_open,
    .close = postgres_close,
    .begin = postgres_begin,
    .commit = postgres_commit,
    .rollback = postgres_rollback,
    .each = postgres_each,
    .ask = postgres_ask,
    .next = postgres_next,
    .text = postgres_text,
    .integer = postgres_integer,
    .blob = postgres_blob,
    .end = postgres_end,
    .scrub = postgres_scrub,
    .begin_alone = postgres_begin_alone,
    .version = postgres_version,
    .script = postgres_script,
    .set_version = postgres_set_version,
};

#include <string.h>

#include "platform/database_driver.h"
#include "platform/storage.h"

enum {
    ATTEMPTS = 20,  /* under contention each is a throw of a die: 20 lost in a row is trouble */
    PAUSE_US = 200, /* at most, before the second attempt; doubled */
    PAUSE_DOUBLINGS = 8,
};

static const struct {
    const char *scheme;
    const struct database_kind *kind;
} kinds[] = {
    {"sqlite", &database_sqlite}, {"postgresql", &database_postgres}, {"postgres", &database_postgres}};

struct value value_text(const char *text)
{
    return (struct value){.kind = VALUE_TEXT, .data = text, .len = text ? strlen(text) : 0};
}

struct value value_int(int64_t number)
{
    return (struct value){.kind = VALUE_INT, .number = number};
}

struct value value_blob(const void *data, size_t len)
{
    return (struct value){.kind = VALUE_BLOB, .data = data, .len = len};
}

static const struct database_kind *kind_of(const char *scheme)
{
    for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++) {
        if (strcmp(kinds[i].scheme, scheme) == 0)
            return kinds[i].kind;
    }
    return NULL;
}

struct database *database_open(const char *text, gboolean make, GError **error)
{
    struct uri *uri = uri_parse(text, NULL);
    const struct database_kind *kind = uri ? kind_of(uri->scheme) : NULL;
    struct database *database = NULL;
    if (kind)
        database = kind->open(uri, make, error);
    else
        g_set_error(error, storage_error_quark(), STORAGE_ERROR_URI, /* its rest may hold a password */
                    "'%s' is no kind of store: write --store sqlite:FILE or postgresql://USER@HOST/DATABASE",
                    uri ? uri->scheme : "");
    uri_free(uri);
    if (!database || database_migrate(database, error))
        return database;
    database_close(database);
    return NULL;
}

void database_close(struct database *database)
{
    if (database)
        database->kind->close(database);
}

static gboolean attempt(struct database *database, database_work work, void *data, GError **error)
{
    if (!database->kind->begin(database, error))
        return FALSE;
    database->inside = true;
    gboolean well = work(database, data, error);
    database->inside = false;
    if (!well)
        database->kind->rollback(database);
    return well && database->kind->commit(database, error);
}

/* Two that met do not meet again at the same moment. */
static void pause_before(int next)
{
    g_usleep((gulong)g_random_int_range(0, PAUSE_US << MIN(next, PAUSE_DOUBLINGS)));
}

gboolean database_transact(struct database *database, database_work work, void *data, GError **error)
{
    GError *why = NULL;
    g_assert(!database->inside);
    for (int i = 0; i < ATTEMPTS; i++) {
        if (i > 0)
            pause_before(i);
        g_clear_error(&why);
        database->again = false;
        if (attempt(database, work, data, &why))
            return TRUE;
        if (!database->again)
            break;
    }
    g_propagate_error(error, why);
    return FALSE;
}

struct change {
    enum query query;
    const struct value *values;
    size_t width, items;
    int64_t *changed;
};

static gboolean change(struct database *database, void *data, GError **error)
{
    const struct change *c = data;
    return database->kind->each(database, c->query, c->values, c->width, c->items, c->changed, error);
}

gboolean database_each(struct database *database, enum query query, const struct value *values, size_t width,
                       size_t items, int64_t *changed, GError **error)
{
    struct change all = {query, values, width, items, changed};
    if (items == 0)
        return TRUE;
    return database->inside ? change(database, &all, error)
                            : database_transact(database, change, &all, error);
}

int64_t database_change(struct database *database, enum query query, const struct value *values, size_t width,
                        GError **error)
{
    int64_t changed = 0;
    return database_each(database, query, values, width, 1, &changed, error) ? changed : -1;
}

gboolean database_run(struct database *database, enum query query, const struct value *values, size_t width,
                      GError **error)
{
    return database_each(database, query, values, width, 1, NULL, error);
}

gboolean database_scrub(struct database *database, GError **error)
{
    g_assert(!database->inside);
    return database->kind->scrub(database, error);
}

struct rows *database_ask(struct database *database, enum query query, const struct value *values,
                          size_t width, GError **error)
{
    struct rows *rows = NULL;
    for (int i = 0; i < ATTEMPTS && !rows; i++) {
        if (i > 0)
            pause_before(i);
        g_clear_error(error);
        database->again = false;
        rows = database->kind->ask(database, query, values, width, error);
        if (database->inside || !database->again) /* within a transaction the whole of it is repeated */
            break;
    }
    return rows;
}

gboolean rows_next(struct rows *rows)
{
    return rows->database->kind->next(rows);
}

const char *rows_text(struct rows *rows, int column)
{
    return rows->database->kind->text(rows, column);
}

int64_t rows_int(struct rows *rows, int column)
{
    return rows->database->kind->integer(rows, column);
}

const void *rows_blob(struct rows *rows, int column, size_t *len)
{
    return rows->database->kind->blob(rows, column, len);
}

gboolean rows_end(struct rows *rows, GError **error)
{
    return rows && rows->database->kind->end(rows, error);
}

int rows_found(struct rows *rows, gboolean found, GError **error)
{
    return rows_end(rows, error) ? (found ? 1 : 0) : -1;
}

#include "store/notices.h"

static const char *text_of(sqlite3_stmt *row, int column)
{
    const char *text = (const char *)sqlite3_column_text(row, column);
    return text ? text : "";
}

static struct notice_words words_of(sqlite3_stmt *row, int column)
{
    return (struct notice_words){g_strdup(text_of(row, column)), g_strdup(text_of(row, column + 1))};
}

/* What does not fit this release is left out: a newer one may have written it. */
static void take(struct notices *notices, sqlite3_stmt *row)
{
    enum notice_kind kind;
    struct notice *n = notice_kind_parse(text_of(row, 1), &kind) ? notices_add(notices) : NULL;

    if (!n)
        return;
    g_strlcpy(n->id, text_of(row, 0), sizeof n->id);
    n->kind = kind;
    g_strlcpy(n->topic, text_of(row, 2), sizeof n->topic);
    n->title = words_of(row, 3);
    n->text = words_of(row, 5);
    n->issuer = words_of(row, 7);
    n->published_ms = sqlite3_column_int64(row, 9);
    n->from_ms = sqlite3_column_int64(row, 10);
    n->until_ms = sqlite3_column_int64(row, 11);
    if (notice_fault(n)) {
        notice_clear(n);
        notices->count--;
    }
}

struct notices *store_notices_get(struct store *store, GError **error)
{
    struct notices *notices = notices_new();
    sqlite3_stmt *read =
        store_prepare(store,
                      "SELECT id, kind, topic, title_zh, title_en, text_zh, text_en, issuer_zh, issuer_en,"
                      " published_ms, from_ms, until_ms FROM notice ORDER BY seq",
                      error);
    int step = SQLITE_ERROR;

    while (read && (step = sqlite3_step(read)) == SQLITE_ROW)
        take(notices, read);
    if (read && step != SQLITE_DONE)
        store_fail(store, "read", error);
    sqlite3_finalize(read);
    if (step == SQLITE_DONE)
        return notices;
    notices_free(notices);
    return NULL;
}

static gboolean add(struct store *store, const struct notice *n, GError **error)
{
    const char *const texts[] = {n->id,       notice_kind_name(n->kind),
                                 n->topic,    n->title.zh,
                                 n->title.en, n->text.zh,
                                 n->text.en,  n->issuer.zh,
                                 n->issuer.en};
    const int64_t times[] = {n->published_ms, n->from_ms, n->until_ms};
    sqlite3_stmt *write =
        store_prepare(store,
                      "INSERT INTO notice(id, kind, topic, title_zh, title_en, text_zh, text_en, issuer_zh,"
                      " issuer_en, published_ms, from_ms, until_ms)"
                      " VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
                      error);

    if (!write)
        return FALSE;
    for (int i = 0; i < (int)G_N_ELEMENTS(texts); i++)
        sqlite3_bind_text(write, 1 + i, texts[i], -1, SQLITE_STATIC);
    for (int i = 0; i < (int)G_N_ELEMENTS(times); i++)
        sqlite3_bind_int64(write, 1 + (int)G_N_ELEMENTS(texts) + i, times[i]);
    return store_change(store, write, error) >= 0;
}

gboolean store_notices_put(struct store *store, const struct notices *notices, GError **error)
{
    struct notices *before = store_notices_get(store, error);
    gboolean well = before != NULL, known = before && notices_same(before, notices);

    notices_free(before);
    if (!well || known)
        return well;
    if (!store_begin(store, error))
        return FALSE;
    well = store_exec(store, "DELETE FROM notice", error);
    for (unsigned i = 0; well && i < notices->count; i++)
        well = add(store, &notices->list[i], error);
    return store_end(store, well, error);
}

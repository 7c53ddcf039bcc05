#include <string.h>

#include "platform/storage_inside.h"

gboolean storage_put_notice(struct storage *storage, const char *id, int64_t published_ms, int64_t until_ms,
                            GBytes *body, GError **error)
{
    struct value text = {.kind = VALUE_TEXT};
    text.data = g_bytes_get_data(body, &text.len);
    return database_run(storage->database, QUERY_NOTICE_PUT,
                        VALUES(value_text(id), value_int(published_ms), value_int(until_ms), text), error);
}

gboolean storage_drop_notice(struct storage *storage, const char *id, GError **error)
{
    int64_t dropped = database_change(storage->database, QUERY_NOTICE_DROP, VALUES(value_text(id)), error);
    if (dropped == 0)
        g_set_error(error, storage_error_quark(), STORAGE_ERROR_ABSENT,
                    "no notice has the id %s: see 'ctl notice list'", id);
    return dropped > 0;
}

gboolean storage_notices(struct storage *storage, int64_t now_ms, storage_notice_visitor visit, void *data,
                         GError **error)
{
    struct rows *rows = database_ask(storage->database, QUERY_NOTICES, VALUES(value_int(now_ms)), error);
    while (rows && rows_next(rows)) {
        const char *body = rows_text(rows, 0);
        visit(body, strlen(body), data);
    }
    return rows_end(rows, error);
}

#include "platform/storage_inside.h"

gboolean storage_release_list(struct storage *storage, struct storage_release_list *out, GError **error)
{
    struct rows *rows = database_ask(storage->database, QUERY_RELEASE_LIST, NO_VALUES, error);
    *out = (struct storage_release_list){0};
    if (rows && rows_next(rows))
        *out = (struct storage_release_list){.sequence = rows_int(rows, 0),
                                             .message = g_strdup(rows_text(rows, 1))};
    if (rows_end(rows, error))
        return TRUE;
    g_clear_pointer(&out->message, g_free);
    return FALSE;
}

struct change {
    int64_t before;
    const struct storage_release_list *list;
};

static gboolean put(struct database *database, void *data, GError **error)
{
    const struct change *change = data;
    int64_t changed = database_change(database, QUERY_RELEASE_LIST_PUT,
                                      VALUES(value_int(change->list->sequence),
                                             value_text(change->list->message), value_int(change->before)),
                                      error);
    if (changed == 0)
        g_set_error_literal(
            error, storage_error_quark(), STORAGE_ERROR_BUSY,
            "somebody else changed the release keys at the same time, and nothing was changed "
            "here: look at the list and try again");
    return changed > 0;
}

gboolean storage_put_release_list(struct storage *storage, int64_t before,
                                  const struct storage_release_list *list, GError **error)
{
    struct change change = {.before = before, .list = list};
    return database_transact(storage->database, put, &change, error);
}

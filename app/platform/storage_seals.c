#include "platform/storage_seals.h"
#include "platform/storage_inside.h"

void storage_seals_clear(struct storage_seals *seals)
{
    g_clear_pointer(&seals->keyids, g_ptr_array_unref);
    seals->sequence = 0;
}

gboolean storage_seals(struct storage *storage, struct storage_seals *out, GError **error)
{
    *out = (struct storage_seals){.keyids = g_ptr_array_new_with_free_func(g_free)};
    struct rows *rows = database_ask(storage->database, QUERY_SEALS, NO_VALUES, error);
    while (rows && rows_next(rows)) {
        g_ptr_array_add(out->keyids, g_strdup(rows_text(rows, 0)));
        out->sequence = MAX(out->sequence, rows_int(rows, 1));
    }
    return rows_end(rows, error);
}

static gboolean put(struct database *database, void *data, GError **error)
{
    const struct storage_seals *seals = data;
    gboolean well = TRUE;
    for (guint i = 0; well && i < seals->keyids->len; i++)
        well = database_run(database, QUERY_SEAL_PUT,
                            VALUES(value_text(seals->keyids->pdata[i]), value_int(seals->sequence)), error);
    return well;
}

gboolean storage_put_seals(struct storage *storage, const struct storage_seals *seals, GError **error)
{
    return database_transact(storage->database, put, (void *)seals, error);
}

static gboolean forget(struct database *database, void *unused, GError **error)
{
    (void)unused;
    return database_run(database, QUERY_SEALS_FORGET, NO_VALUES, error);
}

gboolean storage_forget_seals(struct storage *storage, GError **error)
{
    return database_transact(storage->database, forget, NULL, error);
}

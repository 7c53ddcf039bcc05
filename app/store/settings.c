#include "store/settings.h"

/* One statement with up to three values, then away with it: settings are rare. */
static gboolean run(struct store *store, const char *sql, enum settings_layer layer, const char *key,
                    const char *value, GError **error)
{
    sqlite3_stmt *statement = store_prepare(store, sql, error);
    if (!statement)
        return FALSE;
    sqlite3_bind_int(statement, 1, (int)layer);
    sqlite3_bind_text(statement, 2, key, -1, SQLITE_STATIC);
    if (value)
        sqlite3_bind_text(statement, 3, value, -1, SQLITE_STATIC);
    return store_change(store, statement, error) >= 0;
}

gboolean settings_set(struct store *store, enum settings_layer layer, const char *key, const char *value,
                      GError **error)
{
    return run(store,
               "INSERT INTO setting(layer, key, value) VALUES(?1, ?2, ?3)"
               " ON CONFLICT(layer, key) DO UPDATE SET value=excluded.value",
               layer, key, value, error);
}

gboolean settings_unset(struct store *store, enum settings_layer layer, const char *key, GError **error)
{
    return run(store, "DELETE FROM setting WHERE layer=?1 AND key=?2", layer, key, NULL, error);
}

char *settings_get(struct store *store, const char *key, enum settings_layer *layer)
{
    char *value = NULL;
    sqlite3_stmt *read = store_prepare(
        store, "SELECT value, layer FROM setting WHERE key=?1 ORDER BY layer DESC LIMIT 1", NULL);

    if (!read)
        return NULL;
    sqlite3_bind_text(read, 1, key, -1, SQLITE_STATIC);
    if (sqlite3_step(read) == SQLITE_ROW) {
        value = g_strdup((const char *)sqlite3_column_text(read, 0));
        if (layer)
            *layer = (enum settings_layer)sqlite3_column_int(read, 1);
    }
    sqlite3_finalize(read);
    return value;
}

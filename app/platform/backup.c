#include "platform/backup.h"

#include <glib/gstdio.h>
#include <string.h>

#include "base/uri.h"
#include "platform/database_sqlite_backup.h"
#include "platform/storage.h"

/* The file of the store; NULL with `error`. */
static char *file_of(const char *store, GError **error)
{
    struct uri *uri = uri_parse(store, NULL);
    char *file = uri && strcmp(uri->scheme, "sqlite") == 0 && *uri->path ? g_strdup(uri->path) : NULL;
    uri_free(uri);
    if (!file)
        g_set_error_literal(error, storage_error_quark(), STORAGE_ERROR_URI,
                            "this is for --store sqlite:FILE; PostgreSQL has pg_dump and pg_basebackup");
    return file;
}

gboolean backup_make(const char *store, const char *copy, GError **error)
{
    g_autofree char *file = file_of(store, error);
    return file && sqlite_copy(file, copy, error);
}

/* As this release has it, before it takes its place. */
static gboolean bring_up(const char *file, GError **error)
{
    g_autofree char *uri = g_strconcat("sqlite:", file, NULL);
    struct storage *storage = storage_open_existing(uri, error);
    gboolean well = storage && storage_drop_tokens(storage, error);
    storage_close(storage);
    return well;
}

static char *name_aside(const char *file, int64_t now_ms)
{
    g_autoptr(GDateTime) now = g_date_time_new_from_unix_utc(now_ms / 1000);
    g_autofree char *stamp = g_date_time_format(now, "%Y%m%dT%H%M%SZ");
    return g_strdup_printf("%s.aside-%s", file, stamp);
}

/* Of an attempt that was broken off, or failed; a store never has this name. */
static void clear(const char *made)
{
    static const char *const ends[] = {"", "-wal", "-shm", "-journal"};
    for (size_t i = 0; i < G_N_ELEMENTS(ends); i++) {
        g_autofree char *path = g_strconcat(made, ends[i], NULL);
        g_unlink(path);
    }
}

gboolean backup_restore(const char *store, const char *copy, int64_t now_ms, char **aside, GError **error)
{
    g_autofree char *file = file_of(store, error);
    gboolean stood = FALSE;
    *aside = NULL;
    if (!file)
        return FALSE;
    g_autofree char *fresh = g_strconcat(file, ".restored", NULL), *name = name_aside(file, now_ms);
    clear(fresh);
    gboolean well = sqlite_copy(copy, fresh, error) && bring_up(fresh, error) &&
                    sqlite_replace(file, fresh, name, &stood, error);
    clear(fresh); /* gone from there, or of no use */
    if (well && stood)
        *aside = g_steal_pointer(&name);
    return well;
}

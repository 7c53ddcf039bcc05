#include <stdlib.h>

#include "platform/database_postgres.h"
#include "platform/storage.h"

/* Small tables of which rows are forgotten with a person in them, and in which nothing else is changed or
 * deleted. VACUUM alone leaves a dead row's bytes in the hole where it lay; FULL writes the table anew. */
static const char *const tables[POSTGRES_SCRUBBED] = {"booking", "identity_code", "talk"};

/* How often rows of the table were changed or deleted, and how many dead ones lie in it (the server's
 * statistics, of all its clients, PostgreSQL 15, 28.2). FALSE with `error`; changes of a table that another
 * role owns are 0: its owner vacuums it. */
static gboolean look(struct postgres *self, const char *table, int64_t *changes, int64_t *dead,
                     GError **error)
{
    g_autofree char *sql =
        g_strdup_printf("SELECT s.n_tup_upd+s.n_tup_del+1, s.n_dead_tup FROM pg_stat_user_tables s"
                        " JOIN pg_class c ON c.oid=s.relid"
                        " WHERE s.relid=to_regclass('%s') AND pg_has_role(c.relowner, 'USAGE')",
                        table);
    PGresult *result = PQexec(self->line, sql);
    if (PQresultStatus(result) != PGRES_TUPLES_OK)
        return postgres_fail(self, result, "read", error);
    gboolean found = PQntuples(result) == 1;
    *changes = found ? strtoll(PQgetvalue(result, 0, 0), NULL, 10) : 0;
    *dead = found ? strtoll(PQgetvalue(result, 0, 1), NULL, 10) : 0;
    PQclear(result);
    return TRUE;
}

static gboolean vacuum(struct postgres *self, const char *how, const char *table, GError **error)
{
    g_autofree char *sql = g_strdup_printf("VACUUM %s %s", how, table);
    return postgres_run(self, sql, error);
}

static gboolean scrub_one(struct postgres *self, const char *table, int64_t *scrubbed, GError **error)
{
    int64_t changes = 0, again = 0, dead = 0;
    if (!look(self, table, &changes, &dead, error))
        return FALSE;
    if (changes == 0 || changes == *scrubbed)
        return TRUE;
    if (!vacuum(self, "", table, error) || !look(self, table, &again, &dead, error))
        return FALSE;
    if (dead > 0) {
        g_set_error(error, storage_error_quark(), STORAGE_ERROR_BUSY,
                    "rows of %s that were forgotten are still seen by an older transaction: end that one, or "
                    "wait for its end (a backup?)",
                    table);
        return FALSE;
    }
    if (!vacuum(self, "(FULL)", table, error))
        return FALSE;
    *scrubbed = changes;
    return TRUE;
}

gboolean postgres_scrub(struct database *database, GError **error)
{
    struct postgres *self = (struct postgres *)database;
    /* Who asks for the table meanwhile stands behind us. */
    if (!postgres_ready(self, error) || !postgres_run(self, "SET lock_timeout=1000", error))
        return FALSE;
    gboolean well = TRUE;
    for (size_t i = 0; well && i < POSTGRES_SCRUBBED; i++)
        well = scrub_one(self, tables[i], &self->scrubbed[i], error);
    return postgres_run(self, "SET lock_timeout=5000", well ? error : NULL) && well;
}

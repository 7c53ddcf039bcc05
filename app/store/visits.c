#include "store/visits.h"

static gboolean run(struct store *store, const char *sql, const char *day, int number, GError **error)
{
    sqlite3_stmt *statement = store_prepare(store, sql, error);

    if (!statement)
        return FALSE;
    sqlite3_bind_text(statement, 1, day, -1, SQLITE_STATIC);
    sqlite3_bind_int(statement, 2, number);
    return store_change(store, statement, error) >= 0;
}

gboolean visits_add(struct store *store, const char *day, unsigned count, GError **error)
{
    if (!store_begin(store, error))
        return FALSE;
    gboolean well = run(store,
                        "INSERT INTO visit_day(day, visits) VALUES(?1, ?2)"
                        " ON CONFLICT(day) DO UPDATE SET visits=visits+excluded.visits",
                        day, (int)count, error) &&
                    run(store, "DELETE FROM visit_day WHERE day < date(?1, '-' || ?2 || ' days')", day,
                        VISITS_DAYS_KEPT, error);
    return store_end(store, well, error);
}

gboolean visits_of(struct store *store, const char *day, unsigned *count, GError **error)
{
    sqlite3_stmt *read = store_prepare(store, "SELECT visits FROM visit_day WHERE day=?1", error);

    *count = 0;
    if (!read)
        return FALSE;
    sqlite3_bind_text(read, 1, day, -1, SQLITE_STATIC);
    int step = sqlite3_step(read);
    if (step == SQLITE_ROW)
        *count = (unsigned)sqlite3_column_int(read, 0);
    gboolean well = step == SQLITE_ROW || step == SQLITE_DONE || store_fail(store, "read", error);
    sqlite3_finalize(read);
    return well;
}

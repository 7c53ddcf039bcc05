/* Where a test's store is: SQLite in a folder of its own, or a schema of its own on the PostgreSQL server
 * that the file named by LC_POSTGRES tells (tests/postgres). place_take makes one, place_leave takes it away;
 * one thread. */
#pragma once

#include <glib/gstdio.h>
#include <libpq-fe.h>
#include <sqlite3.h>

#include "platform/storage.h"

struct place {
    char *dir, *uri;
    char *file;            /* of SQLite; NULL on PostgreSQL */
    char *server, *schema; /* of PostgreSQL */
};

/* One connection, one script, on the server or in the schema of the place. */
static inline void place_sql_on(const char *uri, const char *sql)
{
    PGconn *line = PQconnectdb(uri);
    g_assert_cmpint(PQstatus(line), ==, CONNECTION_OK);
    PGresult *result = PQexec(line, sql);
    g_assert_cmpstr(PQresultErrorMessage(result), ==, "");
    PQclear(result);
    PQfinish(line);
}

static inline void place_take_schema(struct place *place)
{
    g_assert(g_file_get_contents(g_getenv("LC_POSTGRES"), &place->server, NULL, NULL));
    g_strchomp(place->server);
    place->schema = g_strdup_printf("room_%d_%" G_GINT64_FORMAT, (int)getpid(), g_get_monotonic_time());
    place->uri = g_strdup_printf("%s&options=-csearch_path%%3D%s", place->server, place->schema);
    g_autofree char *sql = g_strdup_printf("CREATE SCHEMA %s", place->schema);
    place_sql_on(place->server, sql);
}

/* `quota` is "?pages=N" of SQLite, or "". */
static inline void place_take(struct place *place, const char *quota)
{
    *place = (struct place){.dir = g_dir_make_tmp("platform-XXXXXX", NULL)};
    if (g_getenv("LC_POSTGRES")) {
        place_take_schema(place);
        return;
    }
    place->file = g_build_filename(place->dir, "platform.db", NULL);
    place->uri = g_strconcat("sqlite:", place->file, quota, NULL);
}

/* What an administrator would do by hand; the words of both databases. */
static inline void place_sql(const struct place *place, const char *sql)
{
    sqlite3 *db = NULL;
    if (!place->file) {
        place_sql_on(place->uri, sql);
        return;
    }
    g_assert_cmpint(sqlite3_open(place->file, &db), ==, SQLITE_OK);
    g_assert_cmpint(sqlite3_exec(db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
    sqlite3_close(db);
}

static inline void place_set_version(const struct place *place, int version)
{
    g_autofree char *sql = g_strdup_printf(
        place->file ? "PRAGMA user_version=%d" : "UPDATE schema_version SET version=%d", version);
    place_sql(place, sql);
}

static inline void place_leave(struct place *place)
{
    static const char *const ends[] = {"", "-wal", "-shm"};
    for (size_t i = 0; place->file && i < G_N_ELEMENTS(ends); i++) {
        g_autofree char *path = g_strconcat(place->file, ends[i], NULL);
        g_unlink(path);
    }
    if (place->schema) {
        g_autofree char *sql =
            g_strdup_printf("SET client_min_messages=error; DROP SCHEMA %s CASCADE", place->schema);
        place_sql_on(place->server, sql);
    }
    g_rmdir(place->dir);
    g_free(place->dir);
    g_free(place->uri);
    g_free(place->file);
    g_free(place->server);
    g_free(place->schema);
}

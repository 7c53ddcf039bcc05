/* What a database behind database.h is: one row of functions each, all mandatory.
 * The driver owns its `struct database`, of which this head is the first member. database.c and the drivers
 * only. */
#pragma once

#include <stdbool.h>

#include "base/uri.h"
#include "platform/database.h"

struct database {
    const struct database_kind *kind;
    bool inside; /* a transaction; kept by database.c */
    bool again; /* the last failure was another writer's, or a line that broke with nothing kept: repeat it */
};
struct rows {
    struct database *database;
};

struct database_kind {
    /* `make` as in database_open; the schema is brought up afterwards. */
    struct database *(*open)(const struct uri *uri, gboolean make, GError **error);
    void (*close)(struct database *database);
    gboolean (*begin)(struct database *database, GError **error);
    gboolean (*commit)(struct database *database, GError **error);
    void (*rollback)(struct database *database);
    /* Within a transaction. */
    gboolean (*each)(struct database *database, enum query query, const struct value *values, size_t width,
                     size_t items, int64_t *changed, GError **error);
    struct rows *(*ask)(struct database *database, enum query query, const struct value *values, size_t width,
                        GError **error);
    gboolean (*next)(struct rows *rows);
    const char *(*text)(struct rows *rows, int column);
    int64_t (*integer)(struct rows *rows, int column);
    const void *(*blob)(struct rows *rows, int column, size_t *len);
    gboolean (*end)(struct rows *rows, GError **error);
    /* Of database_scrub. */
    gboolean (*scrub)(struct database *database, GError **error);
    /* Migrations: alone, even among programs that start at once; ended by commit or rollback. */
    gboolean (*begin_alone)(struct database *database, GError **error);
    int (*version)(struct database *database, GError **error); /* -1 with `error` */
    gboolean (*script)(struct database *database, const char *sql, GError **error);
    gboolean (*set_version)(struct database *database, int version, GError **error);
};

/* migrations.c: the script that makes a schema of the version before one of `version`, from 1; NULL: there is
 * none, the one before is the newest. */
const char *database_migration(int version);
/* Brings an open database to this release's schema, in one transaction. */
gboolean database_migrate(struct database *database, GError **error);

extern const struct database_kind database_sqlite, database_postgres;

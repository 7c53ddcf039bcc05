/* What the files of the PostgreSQL driver share: the line to the server, and how its failures are told.
 * The driver owns the line. database_postgres*.c only, on the storage's thread.
 * Facts of libpq and SQLSTATE: PostgreSQL 15, chapter 34 and appendix A. */
#pragma once

#include <libpq-fe.h>

#include "platform/database_driver.h"

enum { POSTGRES_SCRUBBED = 3 }; /* tables of database_postgres_scrub.c */

struct postgres {
    struct database head;
    PGconn *line;
    int64_t rest_until_us;      /* after a try to connect again that failed: as long as it took, and more */
    bool prepared[QUERY_COUNT]; /* on this line */
    int64_t scrubbed[POSTGRES_SCRUBBED]; /* rows changed or deleted ever, one more, when it was last done */
};

/* NULL with `error`. */
struct postgres *postgres_connect(const char *uri, GError **error);
/* The line is there, or there again: the server may have been restarted since. Not within a transaction. */
gboolean postgres_ready(struct postgres *self, GError **error);
/* Sets `error` by the server's SQLSTATE, and head.again; takes the result. Returns FALSE. Of what the server
 * says only its one-line message is told on: its detail quotes values. */
gboolean postgres_fail(struct postgres *self, PGresult *result, const char *what, GError **error);
/* Statements without rows, of no values. */
gboolean postgres_run(struct postgres *self, const char *sql, GError **error);

/* database_postgres_scrub.c: of struct database_kind. */
gboolean postgres_scrub(struct database *database, GError **error);

/* ?1 of queries.c as $1; the types of migrations.c as PostgreSQL has them. */
char *postgres_query(const char *sql);
char *postgres_schema(const char *sql);

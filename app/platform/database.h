/* One database of the platform, SQLite or PostgreSQL: numbered queries with values, rows that come back,
 * whole transactions. The caller owns a database and closes it; rows belong to whoever asked, until rows_end.
 * Only storage_*.c, one thread at a time. Other connections, of this or another program, may be open beside
 * it.
 *
 * How to write a storage function: the statement goes to queries.c with a name in queries.h, in the SQL that
 * both know (?1, ?2 for values; count(*) and whole numbers are 64 bit, sum() is cast); what writes more than
 * one statement is a `database_work`. No file but database_sqlite.c and database_postgres*.c knows which one
 * it is.
 */
#pragma once

#include <glib.h>
#include <stdint.h>

#include "platform/queries.h"

enum value_kind { VALUE_TEXT, VALUE_INT, VALUE_BLOB };
struct value { /* of one ?N; bytes are the caller's until the call, or the rows, end */
    enum value_kind kind;
    const void *data; /* text (UTF-8) and blob; NULL: no value */
    size_t len;
    int64_t number;
};
struct value value_text(const char *text);
struct value value_int(int64_t number);
struct value value_blob(const void *data, size_t len);
/* The two arguments `values, width` of what follows. */
#define VALUES(...)                                                                                          \
    (const struct value[]){__VA_ARGS__}, sizeof((const struct value[]){__VA_ARGS__}) / sizeof(struct value)
#define NO_VALUES NULL, 0

struct database;
struct rows;

/* Part of a transaction. It may be run more than once, after everything was undone: it takes what it needs
 * from `data`, and what it leaves there is as it would be the first time. FALSE with `error`: nothing is
 * kept. */
typedef gboolean (*database_work)(struct database *database, void *data, GError **error);

/* "sqlite:FILE[?pages=N]" or "postgresql://…", with its schema brought up to this release. `make`: where
 * there is none yet, one is made; else that is ABSENT, and nothing there is touched. */
struct database *database_open(const char *uri, gboolean make, GError **error);
void database_close(struct database *database); /* NULL is fine */
/* As if nobody else wrote meanwhile; TRUE: it is on the disk. Repeats the work when another writer was in its
 * way. BUSY, FULL, BROKEN: nothing is kept. UNSURE: the line broke while it was being made durable. */
gboolean database_transact(struct database *database, database_work work, void *data, GError **error);
/* A statement without rows; outside of a transaction it is one. */
gboolean database_run(struct database *database, enum query query, const struct value *values, size_t width,
                      GError **error);
/* The same, and how many rows it changed; -1 with `error`. */
int64_t database_change(struct database *database, enum query query, const struct value *values, size_t width,
                        GError **error);
/* The same statement for each of `items` rows of `width` values, sent without waiting in between. `changed`
 * gets the count of each; NULL is fine. */
gboolean database_each(struct database *database, enum query query, const struct value *values, size_t width,
                       size_t items, int64_t *changed, GError **error);

/* What was deleted or written over so far, by whichever program, is not readable in the database's files
 * either: SQLite's file and its log, the tables of PostgreSQL that people are forgotten in (its pg_wal is
 * PostgreSQL's). Outside of a transaction. BUSY: somebody still reads what was, or writes; try again later.
 */
gboolean database_scrub(struct database *database, GError **error);

/* NULL with `error`. */
struct rows *database_ask(struct database *database, enum query query, const struct value *values,
                          size_t width, GError **error);
gboolean rows_next(struct rows *rows);                /* FALSE: no more, or none for an error */
const char *rows_text(struct rows *rows, int column); /* from 0; of this row; NULL when there is no value */
int64_t rows_int(struct rows *rows, int column);
const void *rows_blob(struct rows *rows, int column, size_t *len); /* not NULL-terminated */
/* FALSE with `error` when the rows broke off, or `rows` is NULL (then ask has set it). */
gboolean rows_end(struct rows *rows, GError **error);
/* The same after at most one row was wanted: 1 found, 0 none, -1 with `error`. */
int rows_found(struct rows *rows, gboolean found, GError **error);

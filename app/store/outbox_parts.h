/* Inside the outbox: its statements, and how one of them is run. Owned by outbox_new and outbox_free. The
 * room of the store. */
#pragma once

#include "store/outbox.h"

enum statement {
    ADD,
    DUE,
    URGENT,
    MARK,
    UNMARK,
    UNMARK_ALL,
    ACCEPT,
    PARK,
    RETRY,
    UNPARK,
    UNPARK_ALL,
    COUNT,
    COUNT_WAITING,
    OLDEST_WAITING,
    STATE,
    COUNT_AGAIN,
    FORGET,
    STATEMENTS
};
struct outbox {
    struct store *store;
    sqlite3_stmt *statement[STATEMENTS];
    GArray *gone; /* ids whose files go when the transaction that accepted them is through */
};

/* A date further ahead than this was written under a wrong clock. */
#define OUTBOX_SLACK_MS (INT64_C(3600) * 1000)

/* The statement, its first value the row's id. */
sqlite3_stmt *outbox_about(struct outbox *outbox, enum statement which, const uint8_t *id);
void outbox_rest(sqlite3_stmt *statement);
/* One statement is one transaction: when this is TRUE, it is on the disk. ABSENT when it changed no row. */
gboolean outbox_commit(struct outbox *outbox, sqlite3_stmt *statement, GError **error);
gboolean outbox_exists(GError **error); /* FALSE, and says so */
/* What a struct outbox_row is read from, and rows read so, as outbox_due hands them out; the statement is the
 * caller's to end. */
#define OUTBOX_ROW_COLUMNS                                                                                   \
    "seq, id, kind, service, receipt, keyid, created_ms, tries, priority, body, spool_bytes"
GPtrArray *outbox_read_rows(struct outbox *outbox, sqlite3_stmt *read, size_t bytes_max, GError **error);
/* Rows whose file is lost leave the list, and need attention. */
gboolean outbox_set_lost_apart(struct outbox *outbox, GPtrArray *rows, GError **error);
/* Files of what was accepted, once the transaction that did it is through. */
void outbox_remove_gone(struct outbox *outbox);

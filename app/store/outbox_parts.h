/* Inside the outbox: its statements, and how one of them is run. Owned by outbox_new and outbox_free. The
 * room of the store. */
#pragma once

#include "store/outbox.h"

enum statement {
    ADD,
    DUE,
    MARK,
    UNMARK,
    UNMARK_ALL,
    ACCEPT,
    PARK,
    RETRY,
    UNPARK,
    COUNT,
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
/* Files of what was accepted, once the transaction that did it is through. */
void outbox_remove_gone(struct outbox *outbox);

/* What the files of the SQLite store share: the connection and a few words around a statement.
 * A statement belongs to the function that prepared it. One thread at a time, as storage.h says. */
#pragma once

#include <sqlite3.h>

#include "platform/storage.h"

sqlite3 *sqlite_of(struct storage *storage);
/* Sets `error` from the connection's last failure; returns FALSE. `what` is one word. */
gboolean sqlite_fail(sqlite3 *db, const char *what, GError **error);
sqlite3_stmt *sqlite_prepare(sqlite3 *db, const char *sql, GError **error); /* NULL on error */
/* The text is the caller's until finalize; SQLite makes no copy. */
void sqlite_bind(sqlite3_stmt *statement, int column, const char *text);
/* state, at_ms, what, due: at this column and the three behind it. */
void sqlite_bind_step(sqlite3_stmt *statement, int column, const struct storage_step *step);
const char *sqlite_text(sqlite3_stmt *statement, int column);
/* Runs one bound statement without rows, and finalizes it. */
gboolean sqlite_finish(sqlite3 *db, sqlite3_stmt *statement, GError **error);
gboolean sqlite_begin(sqlite3 *db, GError **error); /* BEGIN IMMEDIATE */
/* COMMIT when all went well, else everything back as it was. */
gboolean sqlite_end(sqlite3 *db, gboolean well, GError **error);

/* storage_sqlite_social.c: its rows of the vtable. */
int sqlite_contributions(struct storage *storage, const char *person, struct storage_contribution *months,
                         size_t cap, GError **error);
gboolean sqlite_add_contributions(struct storage *storage, const char *person,
                                  const struct storage_contribution *months, size_t count, GError **error);
gboolean sqlite_add_certificate(struct storage *storage, const struct storage_certificate *certificate,
                                GError **error);
gboolean sqlite_certificate(struct storage *storage, const char *number, struct storage_certificate *out,
                            GError **error);

/* storage_sqlite_bundle.c: within the transaction that stores the bundle. */
gboolean sqlite_file_parts(sqlite3 *db, const struct storage_submission *submission, GError **error);

/* storage_sqlite_notes.c: its row of the vtable. */
gboolean sqlite_notes(struct storage *storage, int64_t since_ms, storage_record_visitor visit, void *data,
                      GError **error);

/* storage_sqlite_notices.c: its rows of the vtable. */
gboolean sqlite_put_notice(struct storage *storage, const char *id, int64_t published_ms, int64_t until_ms,
                           GBytes *body, GError **error);
gboolean sqlite_drop_notice(struct storage *storage, const char *id, GError **error);
gboolean sqlite_notices(struct storage *storage, int64_t now_ms, storage_notice_visitor visit, void *data,
                        GError **error);

/* storage_sqlite_talk.c: its rows of the vtable. */
gboolean sqlite_put_line(struct storage *storage, const struct storage_line *line, int64_t since_ms,
                         GError **error);
gboolean sqlite_lines(struct storage *storage, const char *thread, uint32_t after, storage_line_visitor visit,
                      void *data, GError **error);

/* storage_sqlite_orders.c: its rows of the vtable. */
gboolean sqlite_order_open(struct storage *storage, struct storage_order *order, gboolean renew,
                           GError **error);
gboolean sqlite_order(struct storage *storage, enum storage_order_deed deed, const char *number,
                      uint32_t attempt, int64_t at_ms, struct storage_order *out, GError **error);
gboolean sqlite_order_pay(struct storage *storage, const char *number,
                          const uint8_t code[STORAGE_OWNER_BYTES], int64_t at_ms, struct storage_order *out,
                          GError **error);
gboolean sqlite_orders_settle(struct storage *storage, int64_t paid_before_ms, int64_t at_ms, GError **error);
gboolean sqlite_orders(struct storage *storage, storage_order_visitor visit, void *data, GError **error);
/* storage_sqlite_upload.c: within the transaction that stores what was uploaded. */
gboolean sqlite_upload_drop(sqlite3 *db, const uint8_t *id, GError **error);
/* Within the transaction that stores the application of this case: what was paid for it is filed. */
gboolean sqlite_order_filed(sqlite3 *db, const void *id, int64_t at_ms, GError **error);

/* What the files of the SQLite driver share: how failures are told, and whose file it is. database_sqlite*.c
 * only, on the thread of the connection. Facts of SQLite: its "Database File Format", 1.3. */
#pragma once

#include <glib.h>
#include <sqlite3.h>

/* Sets `error` by the connection's last failure. Returns FALSE. */
gboolean sqlite_fail(sqlite3 *db, const char *what, GError **error);
/* Makes FILE, empty and private, where nothing is. TRUE: it is there, or was, and may be read and written;
 * one that was is not touched. BROKEN: it cannot be, or a restore was broken off (backup.h), or a log lies
 * there without its file. */
gboolean sqlite_file_make(const char *file, GError **error);
/* Looked at before anything is set: is it a store of this platform, or, with `empty_too`, nothing yet?
 * FALSE: ABSENT, and nothing in it was touched. */
gboolean sqlite_file_stands(sqlite3 *db, const char *file, gboolean empty_too, GError **error);
/* Marks it as the platform's; within a transaction. */
gboolean sqlite_file_mark(sqlite3 *db, int version, GError **error);

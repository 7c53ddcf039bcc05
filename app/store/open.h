/* The kiosk's database file: opened with the pragmas that make a commit durable, migrated, checked, or set
 * aside whole. The struct owns the connection; one connection belongs to one room. store_close takes NULL.
 * Each program and room opens its own. */
#pragma once

#include <glib.h>
#include <sqlite3.h>

enum store_error {
    STORE_ERROR_FULL,   /* no room: nothing was written, old rows are safe */
    STORE_ERROR_BUSY,   /* another process holds it too long */
    STORE_ERROR_BROKEN, /* unreadable, or of a newer release */
    STORE_ERROR_FAILED, /* anything else SQLite or the file system refused */
    STORE_ERROR_ABSENT, /* no such row */
    STORE_ERROR_EXISTS  /* that id is there already */
};
GQuark store_error_quark(void);

#define STORE_FILE "kiosk.db" /* in the state folder */
#define STORE_LOCK STORE_FILE ".lock"
#define STORE_SPOOL "spool" /* beside it: sealed bodies too large for a row, see store/spool.h */
enum {
    /* Of a new file; an older one keeps what it was made with. An application changes five or six pages, of
     * which the WAL takes each whole: at 1024 that is two fifths of what it is at 4096, to write, to wear. */
    STORE_PAGE_BYTES = 1024,
    STORE_QUOTA_BYTES = 256 * 1024 * 1024, /* the largest file */
    STORE_CHECKPOINT_BYTES = 400 * 1024    /* a short WAL, so that a full disk still drains */
};
#define STORE_ROOM_BYTES (64ll * 1024 * 1024) /* free space below which no new visit begins */

struct store {
    sqlite3 *db;
    char *file;         /* STATE/kiosk.db */
    char *spool;        /* STATE/spool */
    int page_bytes;     /* of this file */
    int lock;           /* shared while open: nobody sets a file aside under another's feet; rings the bell */
    char *set_aside;    /* where a corrupt database went, to be reported; NULL = none */
    unsigned recovered; /* rows that were read out of one */
};
/* Makes the folder (0700) and the file (0600) when absent. A corrupt one is renamed with its -wal and -shm to
 * *.corrupt-MICROSECONDS, never written nor deleted; what can be read of it goes into a new one
 * (store/salvage.h). */
struct store *store_open(const char *state_dir, GError **error);
void store_close(struct store *store);

/* Sets `error` from the connection's last failure; returns FALSE. "what" is a short noun: "commit". */
gboolean store_fail(struct store *store, const char *what, GError **error);
/* The same from errno, of what cannot be done to a file: "cannot VERB PATH". */
gboolean store_fail_file(const char *verb, const char *path, GError **error);
gboolean store_exec(struct store *store, const char *sql, GError **error);
sqlite3_stmt *store_prepare(struct store *store, const char *sql, GError **error);
/* Runs a statement that has no rows, and ends it. How many rows it changed, -1 on error. */
int store_change(struct store *store, sqlite3_stmt *statement, GError **error);
gboolean store_begin(struct store *store, GError **error); /* BEGIN IMMEDIATE */
gboolean store_end(struct store *store, gboolean well,
                   GError **error); /* COMMIT, or ROLLBACK when not well */

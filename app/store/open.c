#include "store/open.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/log.h"
#include "store/bell.h"
#include "store/check.h"
#include "store/migrations.h"
#include "store/room.h"
#include "store/salvage.h"

enum {
    BUSY_MS = 5000, /* kiosk and agent take turns in fractions of a millisecond */
    DOUBT_WAIT_US = 50 * 1000,
    DOUBT_WAITS = 400,            /* twenty seconds in all: a kiosk and an agent end sooner */
    WAL_KEEP_BYTES = 1024 * 1024, /* the WAL is cut back to this after a checkpoint */
    PAGE_BYTES_USUAL = 4096       /* of a file made by an older release */
};

static gboolean learn_page_size(struct store *store, GError **error)
{
    sqlite3_stmt *size = store_prepare(store, "PRAGMA page_size", error);
    if (!size)
        return FALSE;
    gboolean well = sqlite3_step(size) == SQLITE_ROW || store_fail(store, "page size", error);
    store->page_bytes = MAX(sqlite3_column_int(size, 0), 512);
    sqlite3_finalize(size);
    return well;
}

/* The page size is heeded only by a file without pages. The automatic checkpoint serves the migrations; then
 * the bell's hook takes its place, and counts in bytes. */
static gboolean connect_file(struct store *store, GError **error)
{
    char pragmas[256];
    /* Private from its first byte on. One that is there is not opened: closing it would drop the locks of
     * another connection of this process, and with them the WAL that it writes (howtocorrupt.html, 2.2). */
    int fd = open(store->file, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

    if (fd >= 0)
        close(fd);
    else if (errno != EEXIST)
        return store_fail_file("make", store->file, error);
    if (sqlite3_open_v2(store->file, &store->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) !=
        SQLITE_OK)
        return store_fail(store, "open", error);
    sqlite3_busy_timeout(store->db, BUSY_MS);
    g_snprintf(pragmas, sizeof pragmas,
               "PRAGMA page_size=%d; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
               "PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON;"
               "PRAGMA wal_autocheckpoint=%d; PRAGMA journal_size_limit=%d",
               STORE_PAGE_BYTES, STORE_CHECKPOINT_BYTES / PAGE_BYTES_USUAL, WAL_KEEP_BYTES);
    return store_exec(store, pragmas, error) && learn_page_size(store, error);
}

/* What SQLite's check says, the quick one or, in doubt, the whole; NULL when it could not be asked. */
static char *look(struct store *store, GError **error)
{
    const char *sql = store_doubted(store) ? "PRAGMA integrity_check(1)" : "PRAGMA quick_check(1)";
    sqlite3_stmt *check = store_prepare(store, sql, error);
    if (!check)
        return NULL;
    char *says =
        sqlite3_step(check) == SQLITE_ROW ? g_strdup((const char *)sqlite3_column_text(check, 0)) : NULL;
    if (!says)
        store_fail(store, "check", error);
    sqlite3_finalize(check);
    return says;
}

/* Two looks: a page that could not be read just now, or for which memory was short, is told in the same words
 * as a damaged one. Nobody's applications are set aside for that. */
static gboolean is_sound(struct store *store, GError **error)
{
    enum { LOOKS = 2 };

    for (int i = 0; i < LOOKS; i++) {
        g_autofree char *says = look(store, error);
        if (!says || strcmp(says, "ok") == 0)
            return says != NULL;
        if (i == LOOKS - 1)
            g_set_error(error, store_error_quark(), STORE_ERROR_BROKEN,
                        "%s is damaged (%s): restart kiosk and agent", store->file, says);
    }
    return FALSE;
}

static gboolean make_ready(struct store *store, GError **error)
{
    if (!connect_file(store, error) || !is_sound(store, error) || !migrations_run(store, error) ||
        !room_set_quota(store, error))
        return FALSE;
    bell_ring_after_commits(store);
    room_keep_ballast(store);
    return TRUE;
}

/* The WAL goes first and comes back last: beside a file that has just been made, SQLite would delete it. Cut
 * between two renames, it is read on its own. */
static const char *const file_parts[] = {"-wal", "-shm", ""};

/* All three files go under one name, so that a person can still look for rows in them. */
static gboolean move_files(const char *from_name, const char *to_name, gboolean back, GError **error)
{
    for (size_t i = 0; i < G_N_ELEMENTS(file_parts); i++) {
        const char *part = file_parts[back ? G_N_ELEMENTS(file_parts) - 1 - i : i];
        g_autofree char *from = g_strconcat(from_name, part, NULL);
        g_autofree char *to = g_strconcat(to_name, part, NULL);
        if (rename(from, to) != 0 && errno != ENOENT)
            return store_fail_file("set aside", from, error);
    }
    return TRUE;
}

/* Closing must not write into it: what the WAL holds stays in the WAL. */
static void let_go(struct store *store)
{
    if (store->db)
        sqlite3_db_config(store->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
    sqlite3_close(store->db);
    store->db = NULL;
}

static void drop_files(const char *name)
{
    for (size_t i = 0; i < G_N_ELEMENTS(file_parts); i++) {
        g_autofree char *path = g_strconcat(name, file_parts[i], NULL);
        unlink(path);
    }
}

/* Where no new file can be made either, the disk or the memory is at fault and not the file: it goes back to
 * its place, and the next start looks again. */
static gboolean renew(struct store *store, GError **error)
{
    g_autofree char *away = g_strdup_printf("%s.corrupt-%" G_GINT64_FORMAT, store->file, g_get_real_time());

    let_go(store);
    if (move_files(store->file, away, FALSE, error)) {
        if (make_ready(store, error)) {
            store->set_aside = g_steal_pointer(&away);
            return TRUE;
        }
        let_go(store);
        drop_files(store->file);
    }
    move_files(away, store->file, TRUE, NULL);
    return FALSE;
}

/* Exclusive while nobody else has it open: only then may a damaged file be set aside. When it is doubted the
 * others are about to let it go. */
static gboolean lock(struct store *store, const char *state_dir, gboolean *alone, GError **error)
{
    g_autofree char *path = g_build_filename(state_dir, STORE_LOCK, NULL);

    store->lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (store->lock < 0)
        return store_fail_file("make", path, error);
    *alone = flock(store->lock, LOCK_EX | LOCK_NB) == 0;
    for (int i = 0; !*alone && i < DOUBT_WAITS && store_doubted(store); i++) {
        g_usleep(DOUBT_WAIT_US);
        *alone = flock(store->lock, LOCK_EX | LOCK_NB) == 0;
    }
    return *alone || flock(store->lock, LOCK_SH) == 0 || store_fail_file("lock", path, error);
}

/* In the meantime nobody reads: rows that come back shall not be seen by halves. A salvage that failed (no
 * room) goes on at the next start; the store is good without it. */
static void salvage(struct store *store)
{
    g_autoptr(GError) trouble = NULL;

    if (!salvage_run(store, &store->recovered, &trouble))
        log_warning("store", "not all was read out of the damaged database: %s", trouble->message);
}

static gboolean open_or_renew(struct store *store, gboolean alone, GError **error)
{
    g_autoptr(GError) trouble = NULL;

    if (alone && salvage_log_damaged(store) && !renew(store, error))
        return FALSE;
    gboolean well = store->db || make_ready(store, &trouble);
    if (!well && alone && g_error_matches(trouble, store_error_quark(), STORE_ERROR_BROKEN))
        well = renew(store, error);
    else if (!well)
        g_propagate_error(error, g_steal_pointer(&trouble));
    if (well && alone) {
        salvage(store);
        store_forget_doubt(store);
    }
    return well;
}

struct store *store_open(const char *state_dir, GError **error)
{
    gboolean alone = FALSE;

    if (g_mkdir_with_parents(state_dir, 0700) != 0) {
        store_fail_file("make the state folder", state_dir, error);
        return NULL;
    }
    struct store *store = g_new0(struct store, 1);
    store->lock = -1;
    store->file = g_build_filename(state_dir, STORE_FILE, NULL);
    store->spool = g_build_filename(state_dir, STORE_SPOOL, NULL);
    if (!lock(store, state_dir, &alone, error) || !open_or_renew(store, alone, error)) {
        store_close(store);
        return NULL;
    }
    flock(store->lock, LOCK_SH); /* from here on others may open it too */
    return store;
}

void store_close(struct store *store)
{
    if (!store)
        return;
    sqlite3_close(store->db);
    if (store->lock >= 0)
        close(store->lock);
    g_free(store->file);
    g_free(store->spool);
    g_free(store->set_aside);
    g_free(store);
}

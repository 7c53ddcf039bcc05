#include "store/check.h"

#include <string.h>
#include <unistd.h>

#include "base/durable.h"
#include "store/bell.h"

enum { LOOKS = 2 /* as at start: what could not be read just now is no damage */ };

struct store_check {
    sqlite3 *db;
    GThread *thread;
    void (*ended)(void *data);
    void *data;
    gint stopped;
    enum store_check_verdict verdict;
    char *says;
};

static gboolean is_stopped(struct store_check *check)
{
    return g_atomic_int_get(&check->stopped) != 0;
}

static void judge(struct store_check *check, int code, const char *says)
{
    gboolean sound = code == SQLITE_ROW && g_strcmp0(says, "ok") == 0;
    gboolean damaged = code == SQLITE_CORRUPT || code == SQLITE_NOTADB || (code == SQLITE_ROW && !sound);

    /* A check that was interrupted may call pages unused that it did not come to. */
    check->verdict = is_stopped(check) ? STORE_CHECK_BROKEN_OFF
                     : sound           ? STORE_CHECK_SOUND
                     : damaged         ? STORE_CHECK_DAMAGED
                                       : STORE_CHECK_BROKEN_OFF;
    g_free(check->says);
    check->says = check->verdict == STORE_CHECK_DAMAGED ? g_strdup(says) : NULL;
}

/* The first statement is left open: an interrupt that comes before the second one begins would else be
 * forgotten (sqlite3_interrupt ends what is running, and what begins while anything runs). */
static void look(struct store_check *check)
{
    static const char *const sql[] = {"SELECT 1 FROM sqlite_schema", "PRAGMA integrity_check(1)"};
    sqlite3_stmt *statement[G_N_ELEMENTS(sql)] = {0};
    int code = SQLITE_ROW;

    for (size_t i = 0; i < G_N_ELEMENTS(sql) && code == SQLITE_ROW && !is_stopped(check); i++) {
        code = sqlite3_prepare_v2(check->db, sql[i], -1, &statement[i], NULL);
        code = code == SQLITE_OK ? sqlite3_step(statement[i]) : code;
    }
    judge(check, code & 0xff,
          code == SQLITE_ROW && statement[1] ? (const char *)sqlite3_column_text(statement[1], 0)
                                             : sqlite3_errmsg(check->db));
    for (size_t i = 0; i < G_N_ELEMENTS(sql); i++)
        sqlite3_finalize(statement[i]);
}

static gpointer run(gpointer data)
{
    struct store_check *check = data;

    for (int i = 0; i < LOOKS && (i == 0 || check->verdict == STORE_CHECK_DAMAGED); i++) {
        sqlite3_db_release_memory(check->db); /* from the disk again */
        look(check);
    }
    check->ended(check->data);
    return NULL;
}

struct store_check *store_check_begin(const char *state_dir, void (*ended)(void *data), void *data,
                                      GError **error)
{
    g_autofree char *file = g_build_filename(state_dir, STORE_FILE, NULL);
    struct store_check *check = g_new0(struct store_check, 1);

    check->ended = ended;
    check->data = data;
    if (sqlite3_open_v2(file, &check->db, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK) {
        g_set_error(error, store_error_quark(), STORE_ERROR_FAILED,
                    "%s is not looked at tonight (%s): let the kiosk's user read its state folder", file,
                    sqlite3_errmsg(check->db));
        sqlite3_close(check->db);
        g_free(check);
        return NULL;
    }
    check->thread = g_thread_new("check", run, check);
    return check;
}

void store_check_stop(struct store_check *check)
{
    g_atomic_int_set(&check->stopped, 1);
    sqlite3_interrupt(check->db);
}

enum store_check_verdict store_check_end(struct store_check *check, char **says)
{
    g_thread_join(check->thread);
    enum store_check_verdict verdict = check->verdict;
    *says = g_steal_pointer(&check->says);
    sqlite3_close(check->db);
    g_free(check);
    return verdict;
}

static char *doubt_path(const struct store *store)
{
    g_autofree char *folder = g_path_get_dirname(store->file);
    return g_build_filename(folder, STORE_DOUBT, NULL);
}

gboolean store_doubt(const struct store *store, GError **error)
{
    g_autofree char *folder = g_path_get_dirname(store->file);
    gboolean well = durable_write(folder, STORE_DOUBT, "\n", 1, 0600, error);

    if (well)
        bell_ring(store);
    return well;
}

gboolean store_doubted(const struct store *store)
{
    g_autofree char *path = doubt_path(store);
    return g_file_test(path, G_FILE_TEST_EXISTS);
}

void store_forget_doubt(const struct store *store)
{
    g_autofree char *path = doubt_path(store);
    unlink(path);
}

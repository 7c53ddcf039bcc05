#include "store/numbers.h"

#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    COUNTER_MAX = 999999, /* six digits of the receipt */
    SUM_BYTES = 8,
    LINE_BYTES = 6 + 1 + 2 * SUM_BYTES + 1 /* "000014 0123456789abcdef\n" */
};
enum { COPIES = 2 };
static const char *const file_names[COPIES] = {"numbers.a", "numbers.b"};

struct numbers {
    struct store *store; /* borrowed */
    char *dirs[COPIES];  /* the state folder, and one that is not lost with it */
    int lock;
    uint32_t last;
};

static void line_of(uint32_t last, char line[LINE_BYTES + 1])
{
    uint8_t sum[crypto_generichash_BYTES];

    snprintf(line, LINE_BYTES + 1, "%06u ", (unsigned)last);
    crypto_generichash(sum, sizeof sum, (const uint8_t *)line, 6, NULL, 0);
    sodium_bin2hex(line + 7, 2 * SUM_BYTES + 1, sum, SUM_BYTES);
    line[LINE_BYTES - 1] = '\n';
    line[LINE_BYTES] = 0;
}

enum copy { COPY_ABSENT, COPY_DAMAGED, COPY_GOOD };

/* A copy counts only when it is byte for byte what would be written for its number. */
static enum copy read_copy(const char *state_dir, const char *name, uint32_t *last)
{
    g_autofree char *path = g_build_filename(state_dir, name, NULL);
    g_autofree char *text = NULL;
    char expected[LINE_BYTES + 1];
    size_t len = 0;

    if (!g_file_test(path, G_FILE_TEST_EXISTS))
        return COPY_ABSENT;
    if (!g_file_get_contents(path, &text, &len, NULL) || len != LINE_BYTES)
        return COPY_DAMAGED;
    guint64 value = g_ascii_strtoull(text, NULL, 10);
    if (value > COUNTER_MAX)
        return COPY_DAMAGED;
    line_of((uint32_t)value, expected);
    if (memcmp(text, expected, LINE_BYTES) != 0)
        return COPY_DAMAGED;
    *last = MAX(*last, (uint32_t)value);
    return COPY_GOOD;
}

static gboolean sync_folder(const char *state_dir, GError **error)
{
    int fd = open(state_dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    gboolean synced = fd >= 0 && fsync(fd) == 0;

    if (!synced)
        store_fail_file("sync", state_dir, error);
    if (fd >= 0)
        close(fd);
    return synced;
}

static gboolean write_copy(const char *state_dir, const char *name, uint32_t last, GError **error)
{
    g_autofree char *path = g_build_filename(state_dir, name, NULL);
    g_autofree char *fresh = g_strconcat(path, ".new", NULL);
    char line[LINE_BYTES + 1];
    int fd = open(fresh, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);

    line_of(last, line);
    gboolean well = fd >= 0 && write(fd, line, LINE_BYTES) == LINE_BYTES && fsync(fd) == 0;
    if (!well)
        store_fail_file("write", fresh, error);
    if (fd >= 0)
        close(fd);
    return well && (rename(fresh, path) == 0 || store_fail_file("replace", path, error));
}

static gboolean read_row(struct store *store, enum copy *copy, uint32_t *last, GError **error)
{
    sqlite3_stmt *read = store_prepare(store, "SELECT last FROM number WHERE name='receipt'", error);
    if (!read)
        return FALSE;
    int step = sqlite3_step(read);
    gboolean well = step == SQLITE_ROW || step == SQLITE_DONE || store_fail(store, "read", error);
    *copy = step == SQLITE_ROW ? COPY_GOOD : COPY_ABSENT;
    if (step == SQLITE_ROW)
        *last = MAX(*last, (uint32_t)CLAMP(sqlite3_column_int64(read, 0), 0, COUNTER_MAX));
    sqlite3_finalize(read);
    return well;
}

/* max(): also a late or repeated write never lowers. */
static gboolean write_row(struct store *store, uint32_t last, GError **error)
{
    sqlite3_stmt *put = store_prepare(store,
                                      "INSERT INTO number(name, last) VALUES('receipt', ?1)"
                                      " ON CONFLICT(name) DO UPDATE SET last=max(last, excluded.last)",
                                      error);
    if (!put)
        return FALSE;
    sqlite3_bind_int64(put, 1, last);
    return store_change(store, put, error) >= 0;
}

static gboolean write_all(struct store *store, char *const dirs[COPIES], uint32_t last, GError **error)
{
    for (int i = 0; i < COPIES; i++)
        if (!write_copy(dirs[i], file_names[i], last, error) || !sync_folder(dirs[i], error))
            return FALSE;
    return write_row(store, last, error);
}

static gboolean choose_dirs(char *dirs[COPIES], const char *state_dir, const char *copy_dir, GError **error)
{
    dirs[0] = g_strdup(state_dir);
    dirs[1] = copy_dir[0] ? g_strdup(copy_dir) : g_strconcat(state_dir, "-numbers", NULL);
    return g_mkdir_with_parents(dirs[1], 0700) == 0 || store_fail_file("make", dirs[1], error);
}

static char *lock_path(const char *state_dir)
{
    return g_build_filename(state_dir, "numbers.lock", NULL);
}

/* A counter that was kept here once, a database set aside, now or once, or applications without a number row:
 * somebody was here before. */
static gboolean been_used(struct store *store, const char *state_dir)
{
    g_autofree char *lock = lock_path(state_dir);
    struct stat mark;
    sqlite3_stmt *read = store_prepare(store, "SELECT 1 FROM outbox LIMIT 1", NULL);
    gboolean used = store->set_aside || (read && sqlite3_step(read) == SQLITE_ROW) ||
                    (stat(lock, &mark) == 0 && mark.st_size > 0);
    g_autoptr(GDir) dir = g_dir_open(state_dir, 0, NULL);
    const char *name;

    sqlite3_finalize(read);
    while (!used && dir && (name = g_dir_read_name(dir)))
        used = g_str_has_prefix(name, STORE_FILE ".corrupt-");
    return used;
}

static gboolean find_last(struct store *store, char *const dirs[COPIES], uint32_t *last, GError **error)
{
    enum copy a = read_copy(dirs[0], file_names[0], last), b = read_copy(dirs[1], file_names[1], last), row;

    if (!read_row(store, &row, last, error))
        return FALSE;
    if (a == COPY_GOOD || b == COPY_GOOD || row == COPY_GOOD)
        return TRUE;
    if (a == COPY_ABSENT && b == COPY_ABSENT && !been_used(store, dirs[0]))
        return TRUE; /* a new kiosk */
    g_set_error(
        error, store_error_quark(), STORE_ERROR_BROKEN,
        "the receipt counter in %s is lost in all three places: take the newest paper receipt or ask the "
        "platform, and enter it with 'kioskctl numbers set'",
        dirs[0]);
    return FALSE;
}

static gboolean lock_numbers(struct numbers *numbers, GError **error)
{
    g_autofree char *path = lock_path(numbers->dirs[0]);

    numbers->lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (numbers->lock < 0)
        return store_fail_file("make", path, error);
    if (flock(numbers->lock, LOCK_EX | LOCK_NB) == 0)
        return TRUE;
    g_set_error(error, store_error_quark(), STORE_ERROR_BUSY,
                "another kiosk draws receipt numbers in %s: end that one first", numbers->dirs[0]);
    return FALSE;
}

/* From now on a kiosk without a copy is no new one. */
static gboolean mark_used(struct numbers *numbers, GError **error)
{
    struct stat mark;

    if (fstat(numbers->lock, &mark) == 0 && mark.st_size > 0)
        return TRUE;
    return (write(numbers->lock, "used\n", 5) == 5 && fsync(numbers->lock) == 0) ||
           store_fail_file("mark", numbers->dirs[0], error);
}

struct numbers *numbers_open(struct store *store, const char *state_dir, const char *copy_dir, GError **error)
{
    struct numbers *numbers = g_new0(struct numbers, 1);

    numbers->store = store;
    numbers->lock = -1;
    if (choose_dirs(numbers->dirs, state_dir, copy_dir, error) && lock_numbers(numbers, error) &&
        find_last(store, numbers->dirs, &numbers->last, error) &&
        write_all(store, numbers->dirs, numbers->last, error) && /* what was lost is made good at once */
        mark_used(numbers, error))
        return numbers;
    numbers_free(numbers);
    return NULL;
}

gboolean numbers_next(struct numbers *numbers, uint32_t *counter, GError **error)
{
    if (numbers->last >= COUNTER_MAX) {
        g_set_error_literal(error, store_error_quark(), STORE_ERROR_FAILED,
                            "this kiosk has given all its receipt numbers: enrol it under a new number");
        return FALSE;
    }
    numbers->last++; /* also when a copy fails below: a gap is fine, a repeat is not */
    if (!write_all(numbers->store, numbers->dirs, numbers->last, error))
        return FALSE;
    *counter = numbers->last;
    return TRUE;
}

/* What the machine before gave out on paper and never delivered nobody knows. A gap of 5000 is fifty days
 * without a line at a hundred a day, and there is room for some two hundred of them. */
gboolean numbers_pass(struct numbers *numbers, uint32_t given, GError **error)
{
    if (numbers->last >= given)
        return TRUE;
    numbers->last = MIN(given + NUMBERS_GAP, (uint32_t)COUNTER_MAX);
    return write_all(numbers->store, numbers->dirs, numbers->last, error);
}

gboolean numbers_kept(struct store *store, uint32_t *last, GError **error)
{
    enum copy row;

    *last = 0;
    return read_row(store, &row, last, error);
}

uint32_t numbers_last(const struct numbers *numbers)
{
    return numbers->last;
}

void numbers_free(struct numbers *numbers)
{
    if (!numbers)
        return;
    if (numbers->lock >= 0)
        close(numbers->lock);
    for (int i = 0; i < COPIES; i++)
        g_free(numbers->dirs[i]);
    g_free(numbers);
}

gboolean numbers_set_last(struct store *store, const char *state_dir, const char *copy_dir, uint32_t last,
                          GError **error)
{
    uint32_t known = MIN(last, (uint32_t)COUNTER_MAX);
    char *dirs[COPIES] = {NULL};
    enum copy row;

    gboolean well = choose_dirs(dirs, state_dir, copy_dir, error);
    for (int i = 0; well && i < COPIES; i++)
        read_copy(dirs[i], file_names[i], &known);
    well = well && read_row(store, &row, &known, error) && write_all(store, dirs, known, error);
    for (int i = 0; i < COPIES; i++)
        g_free(dirs[i]);
    return well;
}

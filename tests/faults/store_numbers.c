/* The receipt counter while its files and its row fail: the n-th open, write, fsync and rename, once and for
 * good. A number that was told is never told again, and a new kiosk that failed half-way begins well. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/types.h>
#include <unistd.h>

#include "fault_vfs.h"
#include "store/numbers.h"
#include "store_work.h"

enum { DRAWS = 3, MANY = 1000 };

enum call { CALL_OPEN, CALL_WRITE, CALL_FSYNC, CALL_RENAME, CALLS };
static const char *const call_names[CALLS] = {"open", "write", "fsync", "rename"};

/* The linker puts ours before the C library's (--wrap); they know no caller. */
static struct {
    enum call call;
    unsigned at, seen;
    gboolean for_good;
} armed;

static gboolean fails(enum call call)
{
    if (armed.at == 0 || armed.call != call)
        return FALSE;
    armed.seen++;
    errno = EIO;
    return armed.seen == armed.at || (armed.for_good && armed.seen > armed.at);
}

int __real_open(const char *path, int flags, ...);
ssize_t __real_write(int fd, const void *from, size_t len);
int __real_fsync(int fd);
int __real_rename(const char *from, const char *to);
int __wrap_open(const char *path, int flags, ...);
ssize_t __wrap_write(int fd, const void *from, size_t len);
int __wrap_fsync(int fd);
int __wrap_rename(const char *from, const char *to);

int __wrap_open(const char *path, int flags, ...)
{
    va_list more;

    va_start(more, flags);
    mode_t mode = flags & O_CREAT ? va_arg(more, mode_t) : 0;
    va_end(more);
    return fails(CALL_OPEN) ? -1 : __real_open(path, flags, mode);
}

/* Some of it is written, as on a full disk. */
ssize_t __wrap_write(int fd, const void *from, size_t len)
{
    return __real_write(fd, from, fails(CALL_WRITE) ? len / 2 : len);
}

int __wrap_fsync(int fd)
{
    return fails(CALL_FSYNC) ? -1 : __real_fsync(fd);
}

int __wrap_rename(const char *from, const char *to)
{
    return fails(CALL_RENAME) ? -1 : __real_rename(from, to);
}

struct desk {
    char *folder;
    uint32_t told; /* the highest number on a paper */
};

static int set_up(void **state)
{
    struct desk *desk = g_new0(struct desk, 1);

    desk->folder = work_folder_new();
    *state = desk;
    return 0;
}

static int tear_down(void **state)
{
    struct desk *desk = *state;

    work_folder_free(desk->folder);
    g_free(desk);
    return 0;
}

/* A start, some numbers, the end. How many were drawn. */
static int draw(struct desk *desk)
{
    struct store *store = store_open(desk->folder, NULL);
    struct numbers *numbers = store ? numbers_open(store, desk->folder, "", NULL) : NULL;
    uint32_t number = 0;
    int drawn = 0;

    for (int i = 0; numbers && i < DRAWS; i++)
        if (numbers_next(numbers, &number, NULL)) {
            assert_in_range(number, desk->told + 1, UINT32_MAX);
            desk->told = number;
            drawn++;
        }
    numbers_free(numbers);
    store_close(store);
    return drawn;
}

static gboolean disarm(void)
{
    gboolean met = armed.at > 0 && armed.seen >= armed.at;

    armed.at = 0;
    return met;
}

static void fresh(struct desk *desk)
{
    g_autofree char *beside = g_strconcat(desk->folder, "-numbers", NULL);

    work_folder_empty(desk->folder);
    work_folder_empty(beside);
    desk->told = 0;
}

static void calls_fail(struct desk *desk, gboolean new_kiosk)
{
    for (enum call call = 0; call < CALLS; call++)
        for (int for_good = 0; for_good < 2; for_good++) {
            unsigned n = 0;
            do {
                if (new_kiosk)
                    fresh(desk);
                armed.call = call;
                armed.for_good = for_good;
                armed.seen = 0;
                armed.at = ++n;
                draw(desk);
            } while (disarm() && draw(desk) == DRAWS && n < MANY);
            assert_int_equal(draw(desk), DRAWS);
            assert_in_range(n, 2, MANY - 1);
            print_message("%s, %s, %s: %u faults\n", new_kiosk ? "new" : "in use", call_names[call],
                          for_good ? "for good" : "once", n - 1);
        }
}

static void a_kiosk_in_use_goes_on_behind(void **state)
{
    draw(*state);
    calls_fail(*state, FALSE);
}

static void a_new_kiosk_begins_well(void **state)
{
    calls_fail(*state, TRUE);
}

static void its_row_fails(void **state)
{
    static const enum fault_op ops[] = {FAULT_OPEN, FAULT_WRITE, FAULT_SYNC, FAULT_SHM_MAP};

    draw(*state);
    for (int i = 0; i < 2 * (int)G_N_ELEMENTS(ops); i++) {
        unsigned n = 0;
        do {
            fault_vfs_arm(ops[i / 2], ++n, i & 1, SQLITE_IOERR);
            draw(*state);
        } while (fault_vfs_disarm() && draw(*state) == DRAWS && n < MANY);
        assert_int_equal(draw(*state), DRAWS);
        assert_in_range(n, 2, MANY - 1);
    }
}

#define TEST(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
int main(void)
{
    const struct CMUnitTest tests[] = {TEST(a_kiosk_in_use_goes_on_behind), TEST(a_new_kiosk_begins_well),
                                       TEST(its_row_fails)};

    fault_vfs_register();
    return cmocka_run_group_tests(tests, NULL, NULL);
}

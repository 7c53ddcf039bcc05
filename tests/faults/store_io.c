/* The n-th operation on a file fails, once and for good, as an I/O error and as a full disk, for every n
 * until the work passes: whoever was told 'saved' finds it afterwards, and the database is whole. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "fault_vfs.h"
#include "store_hot.h"

enum { HOT_STEPS = 90, STEPS = 20, MANY = 100000, READ_STRIDE = 7 };

static int set_up(void **state)
{
    struct hot *hot = hot_new();
    g_autoptr(GRand) rng = g_rand_new_with_seed(work_seed());

    work_run(hot->work, rng, HOT_STEPS);
    *state = hot;
    return 0;
}

/* TRUE: the fault was met. */
static gboolean one_fault(struct hot *hot, enum fault_op op, unsigned at, gboolean for_good, int code)
{
    struct work *work = work_copy(hot->work, hot->to);
    g_autoptr(GRand) rng = g_rand_new_with_seed(work_seed() + 1);
    g_autofree char *where = g_strdup_printf("seed %u, %s %u fails %s with %d", work_seed(),
                                             fault_op_names[op], at, for_good ? "for good" : "once", code);

    fault_vfs_arm(op, at, for_good, code);
    if (work_open(work, NULL)) {
        work_run(work, rng, STEPS);
        work_add(work, WORK_HUGE_BYTES); /* what was refused last may come back with the next start */
    }
    work_close(work);
    gboolean met = fault_vfs_disarm();
    work_expect_kept(work, where);
    work_free(work);
    return met;
}

static void every_fault_of(struct hot *hot, enum fault_op op)
{
    static const int codes[] = {SQLITE_IOERR, SQLITE_FULL};
    unsigned met = 0, stride = op == FAULT_READ ? work_count(READ_STRIDE, 1) : 1;

    for (int mode = 0; mode < 4; mode++) {
        unsigned n = 1;
        while (n < MANY && one_fault(hot, op, n, mode & 1, codes[mode >> 1])) {
            n += stride;
            met++;
        }
        assert_in_range(n, 2, MANY - 1); /* met at least once, and passed in the end */
    }
    print_message("%s: %u faults\n", fault_op_names[op], met);
}

#define EVERY(op)                                                                                            \
    static void every_##op(void **state)                                                                     \
    {                                                                                                        \
        every_fault_of(*state, op);                                                                          \
    }
EVERY(FAULT_OPEN)
EVERY(FAULT_READ)
EVERY(FAULT_WRITE)
EVERY(FAULT_SYNC)
EVERY(FAULT_TRUNCATE)
EVERY(FAULT_DELETE)
EVERY(FAULT_SHM_MAP)

#define TEST(test) cmocka_unit_test_setup_teardown(test, set_up, hot_tear_down)
int main(void)
{
    const struct CMUnitTest tests[] = {TEST(every_FAULT_OPEN),     TEST(every_FAULT_READ),
                                       TEST(every_FAULT_WRITE),    TEST(every_FAULT_SYNC),
                                       TEST(every_FAULT_TRUNCATE), TEST(every_FAULT_DELETE),
                                       TEST(every_FAULT_SHM_MAP)};

    fault_vfs_register();
    return cmocka_run_group_tests(tests, NULL, NULL);
}

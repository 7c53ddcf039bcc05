/* SQLite's n-th allocation fails, once and for good, for every n until the work passes: the outbox answers
 * with an error, nothing crashes, what was promised is there, and the database is whole. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "fault_alloc.h"
#include "store_hot.h"

enum { HOT_STEPS = 30, STEPS = 20, MANY = 1000000, OPEN_STRIDE = 5 };

static int set_up(void **state)
{
    struct hot *hot = hot_new();
    g_autoptr(GRand) rng = g_rand_new_with_seed(work_seed());

    work_run(hot->work, rng, HOT_STEPS);
    *state = hot;
    return 0;
}

/* The work alone, or opening and recovering before it too. TRUE: the fault was met. */
static gboolean one_fault(struct hot *hot, gboolean opening, unsigned at, gboolean for_good)
{
    struct work *work = work_copy(hot->work, hot->to);
    g_autoptr(GRand) rng = g_rand_new_with_seed(work_seed() + 1);
    g_autofree char *where =
        g_strdup_printf("seed %u, allocation %u fails %s", work_seed(), at, for_good ? "for good" : "once");

    if (opening)
        fault_alloc_arm(at, for_good);
    gboolean ready = work_open(work, NULL);
    if (!opening) {
        assert_true(ready);
        fault_alloc_arm(at, for_good);
    }
    if (ready)
        work_run(work, rng, STEPS);
    work_close(work);
    gboolean met = fault_alloc_disarm();
    work_expect_kept(work, where);
    work_free(work);
    return met;
}

static void every_fault(struct hot *hot, gboolean opening, unsigned stride)
{
    unsigned met = 0;

    for (int for_good = 0; for_good < 2; for_good++) {
        unsigned n = 1;
        while (n < MANY && one_fault(hot, opening, n, for_good)) {
            n += stride;
            met++;
        }
        assert_in_range(n, 2, MANY - 1);
    }
    print_message("%s: %u faults\n", opening ? "opening" : "working", met);
}

static void every_allocation_of_the_work(void **state)
{
    every_fault(*state, FALSE, 1);
}

static void every_allocation_from_the_start(void **state)
{
    every_fault(*state, TRUE, work_count(OPEN_STRIDE, 1));
}

#define TEST(test) cmocka_unit_test_setup_teardown(test, set_up, hot_tear_down)
int main(void)
{
    const struct CMUnitTest tests[] = {TEST(every_allocation_of_the_work),
                                       TEST(every_allocation_from_the_start)};

    fault_alloc_install();
    return cmocka_run_group_tests(tests, NULL, NULL);
}

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "base/secret.h"
#include "chores.h"
#include "queue.h"
#include "store/spool.h"

#define DATE "Fri, 27 Nov 2026 08:00:00 GMT"
static const int64_t day_ms = INT64_C(24) * 3600 * 1000, date_ms = INT64_C(1795766400000);

static unsigned accepted(struct queue *queue)
{
    struct outbox_counts counts;

    assert_true(outbox_counts(queue->outbox, &counts, NULL));
    return counts.accepted;
}

static void a_start_after_a_crash(void **state)
{
    struct queue *queue = *state;
    struct chores chores;
    struct outbox_counts counts;

    assert_true(queue_put(queue, 1, "application", 0, 300, NULL));
    assert_true(queue_put(queue, 2, "application", 0, OUTBOX_ROW_BYTES + 1, NULL));
    g_autoptr(GPtrArray) rows = outbox_due(queue->outbox, 9, 1 << 20, 5, NULL);
    assert_true(outbox_sending(queue->outbox, rows, NULL));
    g_autofree char *left = spool_path(queue->store, queue_id(9)),
                    *needed = spool_path(queue->store, queue_id(2));
    assert_true(g_file_set_contents(left, "x", 1, NULL));
    chores_init(&chores, queue->store, queue->outbox);
    assert_true(outbox_counts(queue->outbox, &counts, NULL));
    assert_int_equal(counts.sending, 0);
    assert_int_equal(counts.waiting, 2);
    assert_false(g_file_test(left, G_FILE_TEST_EXISTS));
    assert_true(g_file_test(needed, G_FILE_TEST_EXISTS));
}

/* It may have been updated meanwhile; what it refuses for another reason is for staff. */
static void what_an_older_platform_refused_is_sent_again(void **state)
{
    static const char *const reasons[] = {"urn:kiosk:problem:unknown-kind",
                                          "urn:kiosk:problem:unknown-service", "urn:kiosk:problem:receipt"};
    struct queue *queue = *state;
    struct chores chores;

    for (uint32_t i = 0; i < G_N_ELEMENTS(reasons); i++) {
        assert_true(queue_put(queue, i, "application", 0, 300, NULL));
        assert_true(outbox_parked(queue->outbox, queue_id(i), reasons[i], NULL));
    }
    chores_init(&chores, queue->store, queue->outbox);
    assert_int_equal(outbox_state(queue->outbox, queue_id(0)), OUTBOX_PENDING);
    assert_int_equal(outbox_state(queue->outbox, queue_id(1)), OUTBOX_PENDING);
    assert_int_equal(outbox_state(queue->outbox, queue_id(2)), OUTBOX_ATTENTION);
}

/* Once a day, and by the platform's date alone. */
static void old_ones_go_by_the_platforms_date(void **state)
{
    struct queue *queue = *state;
    struct chores chores;

    chores_init(&chores, queue->store, queue->outbox);
    for (uint32_t i = 1; i <= 2; i++) {
        assert_true(queue_put(queue, i, "application", 0, 300, NULL));
        assert_true(
            outbox_accepted(queue->outbox, queue_id(i), date_ms - (88 + (int64_t)i * 2) * day_ms, NULL));
    }
    chores_daily(&chores, "", 1000);
    chores_daily(&chores, "rubbish", 1000);
    assert_int_equal(accepted(queue), 2);
    chores_daily(&chores, DATE, 1000);
    assert_int_equal(accepted(queue), 1);
    chores_daily(&chores, "Tue, 01 Dec 2026 08:00:00 GMT", 1000 + day_ms - 1); /* not yet */
    assert_int_equal(accepted(queue), 1);
    chores_daily(&chores, "Tue, 01 Dec 2026 08:00:00 GMT", 1000 + day_ms);
    assert_int_equal(accepted(queue), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        QUEUE_TEST(a_start_after_a_crash),
        QUEUE_TEST(what_an_older_platform_refused_is_sent_again),
        QUEUE_TEST(old_ones_go_by_the_platforms_date),
    };
    secret_start();
    return cmocka_run_group_tests(tests, NULL, NULL);
}

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "base/secret.h"
#include "queue.h"

enum { BOX = 100 };

/* The numbers of the rows that are due, as "3 1 2". */
static char *due(struct queue *queue, int64_t now_ms)
{
    g_autoptr(GPtrArray) rows = outbox_due(queue->outbox, 50, 1 << 20, now_ms, NULL);
    GString *text = g_string_new(NULL);

    assert_non_null(rows);
    for (guint i = 0; i < rows->len; i++) {
        const struct outbox_row *row = g_ptr_array_index(rows, i);
        g_string_append_printf(text, "%s%d", i ? " " : "", row->id[3]);
    }
    return g_string_free(text, FALSE);
}

static void assert_due(struct queue *queue, const char *numbers)
{
    g_autofree char *are = due(queue, 5);
    assert_string_equal(are, numbers);
}

static void put(struct queue *queue, uint32_t number, const char *kind, uint32_t of)
{
    assert_true(queue_put(queue, number, kind, of, BOX, NULL));
}

static void urgent_ones_go_first(void **state)
{
    struct queue *queue = *state;
    static const char *const kinds[] = {"device", "rating", "application", "report",     "call",
                                        "bundle", "seen",   "left",        "unheard-of", "emergency"};

    for (uint32_t i = 0; i < G_N_ELEMENTS(kinds); i++)
        put(queue, i + 1, kinds[i], 0);
    assert_due(queue, "5 10 4 3 6 9 2 7 8 1");
}

static void one_case_keeps_its_order(void **state)
{
    struct queue *queue = *state;

    put(queue, 1, "application", 0);
    put(queue, 2, "emergency", 1); /* more urgent, but of the same case */
    put(queue, 3, "application", 1);
    put(queue, 4, "application", 0);
    assert_due(queue, "1 4");
    assert_true(outbox_retry_at(queue->outbox, queue_id(1), 60000, NULL)); /* put off */
    assert_due(queue, "4");
    assert_true(outbox_parked(queue->outbox, queue_id(1), "no", NULL)); /* refused */
    assert_due(queue, "4");
    assert_true(outbox_accepted(queue->outbox, queue_id(1), 9, NULL));
    assert_due(queue, "2 4");
    assert_true(outbox_accepted(queue->outbox, queue_id(2), 9, NULL));
    assert_due(queue, "3 4");
}

/* What came before the row that the case is named by goes before it, too. */
static void whoever_came_first(void **state)
{
    struct queue *queue = *state;

    put(queue, 1, "application", 2);
    put(queue, 2, "application", 0);
    put(queue, 3, "application", 9); /* whose first row went long ago */
    assert_due(queue, "1 3");
    assert_true(outbox_accepted(queue->outbox, queue_id(1), 9, NULL));
    assert_due(queue, "2 3");
}

static void in_a_request_is_not_due(void **state)
{
    struct queue *queue = *state;
    struct outbox_counts counts;

    for (uint32_t i = 1; i <= 4; i++)
        put(queue, i, "application", 0);
    g_autoptr(GPtrArray) two = outbox_due(queue->outbox, 2, 1 << 20, 5, NULL);
    assert_true(outbox_sending(queue->outbox, two, NULL));
    assert_due(queue, "3 4");
    assert_int_equal(outbox_state(queue->outbox, queue_id(1)), OUTBOX_SENDING);
    assert_true(outbox_counts(queue->outbox, &counts, NULL));
    assert_int_equal(counts.waiting, 4);
    assert_int_equal(counts.sending, 2);
    assert_true(outbox_accepted(queue->outbox, queue_id(1), 9, NULL));
    assert_true(outbox_retry_at(queue->outbox, queue_id(2), 0, NULL)); /* 'not now' is an answer */
    assert_due(queue, "2 3 4");
    assert_int_equal(outbox_state(queue->outbox, queue_id(1)), OUTBOX_ACCEPTED);
    assert_true(outbox_sending(queue->outbox, two, NULL));
    queue_close(queue); /* a crash in mid request */
    queue_open(queue);
    assert_due(queue, "3 4");
    assert_true(outbox_unsent(queue->outbox, NULL, NULL)); /* the agent starts */
    assert_due(queue, "2 3 4");
    assert_true(outbox_counts(queue->outbox, &counts, NULL));
    assert_int_equal(counts.sending, 0);
    assert_int_equal(counts.oldest_ms, 1002);
}

static void who_is_more_urgent_is_seen(void **state)
{
    struct queue *queue = *state;

    put(queue, 1, "rating", 0);
    assert_false(outbox_more_urgent(queue->outbox, OUTBOX_RATING, 5));
    assert_true(outbox_more_urgent(queue->outbox, OUTBOX_TELEMETRY, 5));
    put(queue, 2, "application", 0);
    put(queue, 3, "call", 2); /* waits for the other of its case */
    assert_true(outbox_more_urgent(queue->outbox, OUTBOX_RATING, 5));
    assert_false(outbox_more_urgent(queue->outbox, OUTBOX_APPLICATION, 5));
    assert_true(outbox_retry_at(queue->outbox, queue_id(2), 1000, NULL)); /* put off */
    assert_false(outbox_more_urgent(queue->outbox, OUTBOX_RATING, 5));
    assert_true(outbox_more_urgent(queue->outbox, OUTBOX_RATING, 1000));
    g_autoptr(GPtrArray) first = outbox_due(queue->outbox, 1, 1 << 20, 1000, NULL);
    assert_true(outbox_sending(queue->outbox, first, NULL)); /* in a request */
    assert_false(outbox_more_urgent(queue->outbox, OUTBOX_RATING, 1000));
    assert_true(outbox_accepted(queue->outbox, queue_id(2), 9, NULL));
    assert_true(outbox_more_urgent(queue->outbox, OUTBOX_APPLICATION, 1000));
}

static void no_answer_makes_them_pending(void **state)
{
    struct queue *queue = *state;

    put(queue, 1, "application", 0);
    put(queue, 2, "application", 0);
    g_autoptr(GPtrArray) one = outbox_due(queue->outbox, 1, 1 << 20, 5, NULL);
    assert_true(outbox_sending(queue->outbox, one, NULL));
    assert_due(queue, "2");
    assert_true(outbox_unsent(queue->outbox, one, NULL));
    assert_due(queue, "1 2");
    assert_int_equal(outbox_state(queue->outbox, queue_id(1)), OUTBOX_PENDING);
}

static const int64_t day_ms = INT64_C(24) * 3600 * 1000;

static void settled_rows_go_after_their_time(void **state)
{
    struct queue *queue = *state;
    struct outbox_counts counts;
    const int64_t now = INT64_C(1790000000000),
                  settled[] = {now - 91 * day_ms, now - 89 * day_ms, now + 4000 * day_ms};

    for (uint32_t i = 1; i <= 5; i++)
        put(queue, i, "application", 0);
    for (uint32_t i = 0; i < G_N_ELEMENTS(settled); i++)
        assert_true(outbox_accepted(queue->outbox, queue_id(i + 1), settled[i], NULL));
    assert_true(outbox_parked(queue->outbox, queue_id(4), "no", NULL));
    assert_int_equal(outbox_sweep(queue->outbox, now, 10, NULL), 1);
    assert_int_equal(outbox_state(queue->outbox, queue_id(1)), OUTBOX_UNKNOWN);
    assert_true(outbox_counts(queue->outbox, &counts, NULL));
    assert_int_equal(counts.accepted, 2);
    assert_int_equal(counts.waiting, 1); /* what waits or needs attention is never swept, however old */
    assert_int_equal(counts.attention, 1);
    /* Settled under a clock that was years ahead: it counted from the first sweep that knew better. */
    assert_int_equal(outbox_sweep(queue->outbox, now + 89 * day_ms, 10, NULL), 1);
    assert_int_equal(outbox_sweep(queue->outbox, now + 91 * day_ms, 10, NULL), 1);
    assert_int_equal(outbox_state(queue->outbox, queue_id(3)), OUTBOX_UNKNOWN);
}

static void a_sweep_is_bounded(void **state)
{
    struct queue *queue = *state;

    for (uint32_t i = 1; i <= 5; i++) {
        put(queue, i, "application", 0);
        assert_true(outbox_accepted(queue->outbox, queue_id(i), i, NULL));
    }
    assert_int_equal(outbox_sweep(queue->outbox, 100 * day_ms, 3, NULL), 3);
    assert_int_equal(outbox_state(queue->outbox, queue_id(4)), OUTBOX_ACCEPTED);
    assert_int_equal(outbox_sweep(queue->outbox, 100 * day_ms, 3, NULL), 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        QUEUE_TEST(urgent_ones_go_first),         QUEUE_TEST(one_case_keeps_its_order),
        QUEUE_TEST(whoever_came_first),           QUEUE_TEST(in_a_request_is_not_due),
        QUEUE_TEST(no_answer_makes_them_pending), QUEUE_TEST(settled_rows_go_after_their_time),
        QUEUE_TEST(a_sweep_is_bounded),           QUEUE_TEST(who_is_more_urgent_is_seen),
    };
    secret_start();
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* What is done while an answer is waited for. */
#include "drain_house.h"

static void somebody_calls(struct house *house)
{
    add(house, ITEMS, "call", NULL);
}

/* While one answer is waited for, the next batch is marked; that of before is settled then, and no sooner. */
static void the_next_batch_is_ready_when_the_answer_comes(void **state)
{
    struct house *house = *state;

    assert_int_equal(one_turn(house).accepted, 0);
    assert_int_equal(counts(house).sending, ITEMS);
    assert_int_equal(counts(house).accepted, 0);
    assert_int_equal(house->fake.requests, 1);
    struct drain_report report = one_turn(house);
    assert_int_equal(report.accepted, ITEMS - 1); /* those of before, and its own: nothing comes after it */
    assert_int_equal(counts(house).sending, 0);
    assert_int_equal(house->fake.requests, 2);
}

/* What was made ready for after a success is pending again after anything else. */
static void a_failure_lets_go_of_the_next_batch(void **state)
{
    struct house *house = *state;

    one_turn(house);
    house->fake.lose_answer = true;
    struct drain_report report = one_turn(house);
    assert_int_equal(report.accepted, PLAN_BATCH_FIRST); /* their answer came before */
    assert_int_equal(counts(house).sending, 0);
    assert_int_equal(counts(house).waiting, ITEMS - PLAN_BATCH_FIRST);
    house->now += report.wait_ms;
    drain_all(house);
    assert_int_equal(counts(house).accepted, ITEMS - 1);
    assert_int_equal(g_hash_table_size(house->fake.kept), ITEMS - 1);
}

static bool is_kept(struct house *house, uint8_t last)
{
    uint8_t id[UUID7_BYTES];

    id_of(last, id);
    g_autoptr(GBytes) key = g_bytes_new(id, sizeof id);
    return g_hash_table_contains(house->fake.kept, key);
}

/* A call for help does not wait for a batch that was made ready before it. */
static void who_is_more_urgent_overtakes_the_next_batch(void **state)
{
    struct house *house = *state;

    for (int i = 1; i <= 2 * PLAN_BATCH_MAX; i++)
        add(house, (uint8_t)(ITEMS + i), "application", NULL);
    one_turn(house);
    somebody_calls(house);
    one_turn(house);
    assert_true(is_kept(house, ITEMS));
    assert_int_equal(house->fake.requests, 2);
    drain_all(house);
    assert_int_equal(counts(house).waiting, 0);
}

static void its_message_comes(struct house *house)
{
    uint8_t first[UUID7_BYTES];

    id_of(0, first);
    add(house, ITEMS, "call", first);
}

/* However urgent: the second of a case is not made ready while the first is under way. */
static void one_case_keeps_its_order(void **state)
{
    struct house *house = *state;

    house->fake.arrives = its_message_comes;
    house->fake.leave_last_out = true;
    one_turn(house); /* the first of its case is said to be stored, and not yet settled */
    assert_false(is_kept(house, ITEMS));
    assert_int_equal(counts(house).sending, ITEMS);
    one_turn(house);
    assert_false(is_kept(house, ITEMS));
    house->fake.leave_last_out = false;
    drain_all(house);
    assert_true(is_kept(house, ITEMS));
    assert_int_equal(counts(house).accepted, ITEMS);
}

/* The agent that ends in between knows what the platform said, and holds nothing back. */
static void an_end_between_two_turns_settles(void **state)
{
    struct house *house = *state;

    one_turn(house);
    drain_clear(&house->drain, house->now);
    assert_int_equal(counts(house).accepted, PLAN_BATCH_FIRST);
    assert_int_equal(counts(house).sending, 0);
    drain_all(house);
    assert_int_equal(counts(house).accepted, ITEMS - 1);
}

/* The store fails in the meantime: nothing stays marked, and what was said is asked once more. */
static void a_store_that_fails_in_the_meantime_is_caught_up(void **state)
{
    struct house *house = *state;
    struct drain_report report;

    one_turn(house);
    assert_true(store_exec(house->store,
                           "CREATE TEMP TRIGGER fault BEFORE UPDATE OF body ON main.outbox"
                           " BEGIN SELECT RAISE(ABORT, 'fault'); END",
                           NULL));
    g_autoptr(GError) error = NULL;
    assert_false(drain_turn(&house->drain, house->now, house->now, UINT32_MAX, &report, &error));
    assert_non_null(error);
    assert_int_equal(counts(house).accepted, 0);
    assert_true(store_exec(house->store, "DROP TRIGGER fault", NULL));
    drain_all(house);
    assert_int_equal(counts(house).accepted, ITEMS - 1);
    assert_int_equal(counts(house).sending, 0);
    assert_int_equal(g_hash_table_size(house->fake.kept), ITEMS - 1);
}

static void somebody_calls_again(struct house *house)
{
    add(house, ITEMS + 2, "call", NULL);
}

/* By the time since boot, each time anew; nobody else's row says that. */
static void a_call_says_when_it_is_sent(void **state)
{
    struct house *house = *state;

    house->drain.boot = "4a1c6f0e-0000-4000-8000-000000000001";
    drain_all(house);
    assert_string_equal(house->fake.last.sent.boot, "");
    somebody_calls(house);
    for (int again = 0; again < 2; again++) {
        house->fake.lose_answer = again == 0;
        one_turn(house);
        assert_string_equal(house->fake.last.sent.boot, house->drain.boot);
        assert_int_equal(house->fake.last.sent.uptime_s, house->now / 1000);
        house->now += 600 * 1000;
    }
    add(house, ITEMS + 1, "application", NULL);
    house->fake.arrives = somebody_calls_again; /* and is not made ready while that one is under way */
    one_turn(house);
    house->now += 600 * 1000;
    one_turn(house);
    assert_int_equal(house->fake.last.sent.uptime_s, house->now / 1000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        A_TEST(the_next_batch_is_ready_when_the_answer_comes),
        A_TEST(a_failure_lets_go_of_the_next_batch),
        A_TEST(who_is_more_urgent_overtakes_the_next_batch),
        A_TEST(one_case_keeps_its_order),
        A_TEST(an_end_between_two_turns_settles),
        A_TEST(a_store_that_fails_in_the_meantime_is_caught_up),
        A_TEST(a_call_says_when_it_is_sent),
    };
    secret_start();
    return cmocka_run_group_tests(tests, NULL, NULL);
}

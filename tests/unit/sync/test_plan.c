#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "sync/plan.h"

static const uint32_t HALF = UINT32_C(1) << 31;

struct line_of_table {
    struct plan_answer answer;
    unsigned sent;
    enum plan_verdict verdict;
};

/* The table of the wire contract, a line for a line. */
static void means_what_the_contract_says(void **state)
{
    static const struct line_of_table table[] = {
        {{.reached = true, .status = 202, .receipt = true, .ours = true}, 20, PLAN_TAKE},
        {{.reached = true, .status = 202}, 20, PLAN_NOT_OURS},
        {{.reached = true, .status = 200}, 20, PLAN_NOT_OURS},
        {{.reached = true, .status = 200, .receipt = true, .ours = true}, 20, PLAN_NOT_OURS},
        {{.reached = true, .status = 400, .ours = true}, 20, PLAN_HALVE},
        {{.reached = true, .status = 413, .ours = true}, 2, PLAN_HALVE},
        {{.reached = true, .status = 422, .ours = true}, 1, PLAN_PARK},
        {{.reached = true, .status = 400}, 20, PLAN_NOT_OURS},
        {{.reached = true, .status = 401, .ours = true}, 1, PLAN_LOCKED_OUT},
        {{.reached = true, .status = 403, .ours = true}, 20, PLAN_LOCKED_OUT},
        {{.reached = true, .status = 403}, 20, PLAN_NOT_OURS},
        {{.reached = true, .status = 404, .ours = true}, 20, PLAN_NOT_OURS},
        {{.reached = true, .status = 405, .ours = true}, 20, PLAN_NOT_OURS},
        {{.reached = true, .status = 302}, 20, PLAN_NOT_OURS},
        {{.reached = true, .status = 409, .ours = true}, 20, PLAN_WAIT},
        {{.reached = true, .status = 425, .ours = true}, 20, PLAN_WAIT},
        {{.reached = true, .status = 429, .ours = true}, 1, PLAN_WAIT},
        {{.reached = true, .status = 500}, 20, PLAN_WAIT},
        {{.reached = true, .status = 503, .ours = true}, 20, PLAN_WAIT},
        {{.reached = true, .status = 507, .ours = true}, 20, PLAN_WAIT},
        {{.reached = false}, 20, PLAN_WAIT},
    };

    (void)state;
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        struct plan plan;
        plan_init(&plan);
        assert_int_equal(plan_answered(&plan, &table[i].answer, table[i].sent, 1000, HALF), table[i].verdict);
    }
}

static void full_jitter(void **state)
{
    (void)state;
    assert_int_equal(plan_backoff_ms(0, 0), 0);
    assert_int_equal(plan_backoff_ms(0, HALF), 1000);
    assert_int_equal(plan_backoff_ms(3, HALF), 8000);
    assert_in_range(plan_backoff_ms(3, UINT32_MAX), 15999, 16000);
    assert_in_range(plan_backoff_ms(8, UINT32_MAX), 299999, 300000);
    assert_in_range(plan_backoff_ms(4000, UINT32_MAX), 299999, 300000);
}

static void retry_after_in_both_forms(void **state)
{
    (void)state;
    assert_int_equal(plan_retry_after_ms("120", "", 0), 120000);
    assert_int_equal(plan_retry_after_ms("99999999999999999999", "", 0), 3600000);
    assert_int_equal(plan_retry_after_ms("0", "", 0), 0);
    assert_int_equal(plan_retry_after_ms("", "", 0), 0);
    assert_int_equal(plan_retry_after_ms("-5", "", 0), 0);
    assert_int_equal(plan_retry_after_ms("soon", "", 0), 0);
    /* 2026-11-23 03:41:00 UTC against the kiosk's clock, then against the answer's own date. */
    assert_int_equal(plan_retry_after_ms("Mon, 23 Nov 2026 03:41:00 GMT", "", 1795405200), 60000);
    assert_int_equal(plan_retry_after_ms("Mon, 23 Nov 2026 03:41:00 GMT", "Mon, 23 Nov 2026 03:40:30 GMT", 1),
                     30000);
    assert_int_equal(plan_retry_after_ms("Mon, 23 Nov 2026 03:41:00 GMT", "", 1), 3600000);
    assert_int_equal(plan_retry_after_ms("Mon, 23 Nov 2026 03:41:00 GMT", "", 1795406200), 0);
}

static void batches_grow_and_halve(void **state)
{
    const struct plan_answer good = {.reached = true, .status = 202, .receipt = true, .ours = true};
    const struct plan_answer bad = {.reached = true, .status = 422, .ours = true};
    struct plan plan;

    (void)state;
    plan_init(&plan);
    assert_int_equal(plan.batch, 20);
    plan_answered(&plan, &good, 20, 0, HALF);
    plan_answered(&plan, &good, 40, 0, HALF);
    plan_answered(&plan, &good, 80, 0, HALF);
    assert_int_equal(plan.batch, 100);
    unsigned sent = 100, turns = 0;
    for (enum plan_verdict verdict = PLAN_HALVE; verdict == PLAN_HALVE; turns++) {
        verdict = plan_answered(&plan, &bad, sent, 0, HALF);
        if (verdict == PLAN_HALVE)
            sent = plan.batch;
        assert_int_equal(plan.not_before_ms, 0); /* bisecting does not wait */
    }
    assert_int_equal(sent, 1);
    assert_int_equal(turns, 7); /* 100 50 25 12 6 3 1 */
    plan_answered(&plan, &good, 1, 0, HALF);
    assert_int_equal(plan.batch, 2);
}

static void backs_off_and_alarms(void **state)
{
    const struct plan_answer down = {.reached = false};
    const struct plan_answer portal = {.reached = true, .status = 200};
    const struct plan_answer busy = {.reached = true, .status = 503, .ours = true, .retry_after_ms = 90000};
    struct plan plan;

    (void)state;
    plan_init(&plan);
    plan_answered(&plan, &down, 20, 5000, HALF);
    assert_int_equal(plan.not_before_ms, 6000);
    plan_answered(&plan, &down, 20, 6000, HALF);
    assert_int_equal(plan.not_before_ms, 8000);
    plan_line_back(&plan, PLAN_OWN_MS, 9000, HALF);
    assert_int_equal(plan.not_before_ms, 0);
    plan_answered(&plan, &busy, 20, 1000, HALF);
    assert_int_equal(plan.not_before_ms, 91000);
    plan_line_back(&plan, 600000, 9000, HALF); /* a probe does not overrule the platform */
    assert_int_equal(plan.not_before_ms, 91000);
    for (int i = 1; i <= 3; i++)
        assert_int_equal(plan_alarm(&plan, plan_answered(&plan, &portal, 20, 0, HALF)), i == 3);
    const struct plan_answer out = {.reached = true, .status = 401, .ours = true};
    assert_true(plan_alarm(&plan, plan_answered(&plan, &out, 20, 0, 0)));
    assert_int_equal(plan.not_before_ms, 150000);
}

/* After an outage of the platform what waits is spread, up to five minutes; who stands at a kiosk goes first.
 */
static void a_fleet_does_not_come_back_at_once(void **state)
{
    static const struct {
        int64_t away_ms, not_before_ms;
    } outages[] = {{PLAN_OWN_MS, 0},
                   {100 * 1000, 1000000 + 25 * 1000},
                   {600 * 1000, 1000000 + 150 * 1000},
                   {24 * 3600 * 1000, 1000000 + 150 * 1000}};
    const struct plan_answer down = {0};
    struct plan plan;
    (void)state;
    for (size_t i = 0; i < sizeof outages / sizeof *outages; i++) {
        plan_init(&plan);
        plan_answered(&plan, &down, 20, 999000, HALF);
        plan_line_back(&plan, outages[i].away_ms, 1000000, HALF);
        assert_int_equal(plan.not_before_ms, outages[i].not_before_ms);
    }
    plan_bell(&plan);
    assert_int_equal(plan.not_before_ms, 0);
    plan_answered(&plan, &down, 20, 1000000, HALF); /* a wait for the line's sake stays */
    plan_bell(&plan);
    assert_true(plan.not_before_ms > 0);
    plan_line_back(&plan, 600000, 1000000, HALF);
    plan_answered(&plan, &down, 20, 1200000, HALF); /* so does one that follows a wait for others */
    plan_bell(&plan);
    assert_true(plan.not_before_ms > 1200000);
}

static void away_it_looks_no_more_often_than_before(void **state)
{
    static const struct {
        unsigned missed;
        int64_t least_ms, most_ms;
    } looks[] = {{0, 500, 999}, {1, 1000, 1999}, {5, 16000, 31999}, {6, 30000, 59999}, {60, 30000, 59999}};
    (void)state;
    for (size_t i = 0; i < sizeof looks / sizeof *looks; i++) {
        assert_int_equal(plan_look_ms(false, looks[i].missed, 60000, 0), looks[i].least_ms);
        assert_int_equal(plan_look_ms(false, looks[i].missed, 60000, UINT32_MAX), looks[i].most_ms);
    }
    assert_int_equal(plan_look_ms(true, 0, 60000, 0), 30000);
    assert_int_equal(plan_look_ms(false, 3, 2000, UINT32_MAX), 1999);
}

/* What is too much at once for a weak line is made less, until it gets through. */
static void a_late_batch_is_halved(void **state)
{
    const struct plan_answer late = {.late = true}, down = {0};
    struct plan plan;

    (void)state;
    plan_init(&plan);
    plan_answered(&plan, &down, 20, 0, 0);
    assert_int_equal(plan.batch, 20);
    for (unsigned want = 10; want > 0; want /= 2) {
        plan_answered(&plan, &late, plan.batch, 0, 0);
        assert_int_equal(plan.batch, want);
    }
    plan_answered(&plan, &late, 1, 0, 0);
    assert_int_equal(plan.batch, 1);
    plan_moved(&plan);
    assert_int_equal(plan.failures, 0);
}

static void splay_is_for_a_machine_that_has_just_booted(void **state)
{
    (void)state;
    assert_int_equal(plan_splay_ms(20000, 300, HALF), 150000);
    assert_int_equal(plan_splay_ms(20000, 300, 0), 0);
    assert_in_range(plan_splay_ms(599999, 300, UINT32_MAX), 299999, 300000);
    assert_int_equal(plan_splay_ms(600000, 300, UINT32_MAX), 0);
    assert_int_equal(plan_splay_ms(20000, 0, UINT32_MAX), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_fleet_does_not_come_back_at_once),
        cmocka_unit_test(away_it_looks_no_more_often_than_before),
        cmocka_unit_test(means_what_the_contract_says),
        cmocka_unit_test(full_jitter),
        cmocka_unit_test(retry_after_in_both_forms),
        cmocka_unit_test(batches_grow_and_halve),
        cmocka_unit_test(backs_off_and_alarms),
        cmocka_unit_test(a_late_batch_is_halved),
        cmocka_unit_test(splay_is_for_a_machine_that_has_just_booted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Mains lost: when the kiosk leaves, and when it does not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "kiosk/power.h"

enum { GRACE_MS = 60000 };

static struct session with(enum device_state state, enum device_cause cause)
{
    struct session s = {.step = STEP_FORM};
    s.health.power = state;
    s.health.power_cause = cause;
    return s;
}

static void lost_and_back(void **unused)
{
    (void)unused;
    struct power p = {0};
    struct session well = with(DEVICE_READY, CAUSE_NONE), lost = with(DEVICE_ATTENTION, CAUSE_MAINS_LOST);
    assert_int_equal(power_look(&p, &well, 1000, GRACE_MS), POWER_NOTHING);
    assert_int_equal(power_look(&p, &lost, 2000, GRACE_MS), POWER_LOST);
    assert_int_equal(power_look(&p, &lost, 3000, GRACE_MS), POWER_NOTHING);
    assert_true(power_due(&p, GRACE_MS) == 2000 + GRACE_MS);
    assert_int_equal(power_look(&p, &well, 50000, GRACE_MS), POWER_BACK);
    assert_true(power_due(&p, GRACE_MS) == INT64_MAX);
    assert_int_equal(power_look(&p, &well, 90000, GRACE_MS), POWER_NOTHING);
}

static void lost_for_good(void **unused)
{
    (void)unused;
    struct power p = {0};
    struct session lost = with(DEVICE_ATTENTION, CAUSE_MAINS_LOST);
    assert_int_equal(power_look(&p, &lost, 2000, GRACE_MS), POWER_LOST);
    assert_int_equal(power_look(&p, &lost, 2000 + GRACE_MS - 1, GRACE_MS), POWER_NOTHING);
    lost.step = STEP_SENDING; /* an application goes to the disk first */
    assert_int_equal(power_look(&p, &lost, 2000 + GRACE_MS, GRACE_MS), POWER_NOTHING);
    lost.step = STEP_DONE;
    assert_int_equal(power_look(&p, &lost, 2500 + GRACE_MS, GRACE_MS), POWER_LEAVE);
}

/* A wire that falls out in the dark brings no mains back: the cause stays (translate.c). */
static void a_lost_wire_is_no_mains(void **unused)
{
    (void)unused;
    struct power p = {0};
    struct session lost = with(DEVICE_ATTENTION, CAUSE_MAINS_LOST),
                   gone = with(DEVICE_ABSENT, CAUSE_MAINS_LOST), low = with(DEVICE_ABSENT, CAUSE_BATTERY_LOW);
    assert_int_equal(power_look(&p, &lost, 2000, GRACE_MS), POWER_LOST);
    assert_int_equal(power_look(&p, &gone, 3000, GRACE_MS), POWER_NOTHING);
    assert_true(power_due(&p, GRACE_MS) == 2000 + GRACE_MS);
    assert_int_equal(power_look(&p, &gone, 2000 + GRACE_MS, GRACE_MS), POWER_LEAVE);
    low.step = STEP_SENDING;
    p = (struct power){0};
    assert_int_equal(power_look(&p, &low, 2000, 0), POWER_LOST);
    low.step = STEP_DONE;
    assert_int_equal(power_look(&p, &low, 3000, 0), POWER_LEAVE);
}

static void a_low_battery_waits_for_no_grace(void **unused)
{
    (void)unused;
    struct power p = {0};
    struct session low = with(DEVICE_ATTENTION, CAUSE_BATTERY_LOW), gone = with(DEVICE_ABSENT, CAUSE_NONE);
    assert_int_equal(power_look(&p, &gone, 1000, GRACE_MS),
                     POWER_NOTHING); /* a wire that is out says nothing */
    assert_int_equal(power_look(&p, &low, 2000, 0), POWER_LEAVE);
}

static void without_grace_only_the_battery_decides(void **unused)
{
    (void)unused;
    struct power p = {0};
    struct session lost = with(DEVICE_ATTENTION, CAUSE_MAINS_LOST);
    assert_int_equal(power_look(&p, &lost, 2000, 0), POWER_LOST);
    assert_int_equal(power_look(&p, &lost, INT64_MAX / 2, 0), POWER_NOTHING);
    assert_true(power_due(&p, 0) == INT64_MAX);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(lost_and_back), cmocka_unit_test(lost_for_good),
                                       cmocka_unit_test(a_lost_wire_is_no_mains),
                                       cmocka_unit_test(a_low_battery_waits_for_no_grace),
                                       cmocka_unit_test(without_grace_only_the_battery_decides)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* What is counted of the devices, and when it is told. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "base/secret.h"
#include "kiosk/tally.h"

enum { WALL = 1700000000 };

static void tell(struct tally *t, enum device_slot slot, enum device_status status, enum device_attention why)
{
    struct device_letter letter = {.kind = LETTER_STATUS, .slot = slot, .status = status, .attention = why};
    tally_letter(t, &letter, WALL);
}

static void hear(struct tally *t, enum device_slot slot, enum device_letter_kind kind)
{
    struct device_letter letter = {.kind = kind, .slot = slot};
    tally_letter(t, &letter, WALL);
}

static void what_a_device_says_of_itself_is_told(void **state)
{
    struct tally t = {0};
    struct device_letter letter = {
        .kind = LETTER_IDENTITY, .slot = DEVICE_IDCARD, .code = "05.01-20080805-0000012345-0678901234"};
    (void)state;
    tally_letter(&t, &letter, WALL);
    struct tally told = tally_take(&t, 1);
    assert_string_equal(told.slots[DEVICE_IDCARD].identity, letter.code);
    assert_true(told.slots[DEVICE_IDCARD].changed);
    tally_letter(&t, &letter, WALL); /* opened again: no news */
    assert_false(tally_take(&t, 2).slots[DEVICE_IDCARD].changed);
    assert_string_equal(tally_take(&t, 3).slots[DEVICE_IDCARD].identity, letter.code);
}

static void reads_and_failures_are_counted(void **state)
{
    struct tally t = {0};
    (void)state;
    hear(&t, DEVICE_IDCARD, LETTER_CARD);
    hear(&t, DEVICE_IDCARD, LETTER_CARD);
    hear(&t, DEVICE_IDCARD, LETTER_CARD_TROUBLE);
    hear(&t, DEVICE_IDCARD, LETTER_CARD_LEFT); /* nothing done, nothing wrong */
    struct tally told = tally_take(&t, 1);
    assert_int_equal(told.slots[DEVICE_IDCARD].done, 2);
    assert_int_equal(told.slots[DEVICE_IDCARD].failed, 1);
    assert_false(told.slots[DEVICE_SCANNER].changed);
    assert_int_equal(tally_take(&t, 2).slots[DEVICE_IDCARD].done, 0);
}

static void only_what_was_there_is_lost(void **state)
{
    struct tally t = {0};
    (void)state;
    tell(&t, DEVICE_SCANNER, STATUS_ABSENT, ATTENTION_NONE); /* never plugged in */
    assert_int_equal(t.slots[DEVICE_SCANNER].lost, 0);
    tell(&t, DEVICE_SCANNER, STATUS_READY, ATTENTION_NONE);
    tell(&t, DEVICE_SCANNER, STATUS_ABSENT, ATTENTION_NONE);
    assert_int_equal(t.slots[DEVICE_SCANNER].lost, 1);
    assert_int_equal(t.slots[DEVICE_SCANNER].since_ms, WALL);
}

static void paper_is_counted_when_it_came_out(void **state)
{
    struct tally t = {0};
    (void)state;
    tally_printing(&t, 800);
    hear(&t, DEVICE_PRINTER, LETTER_JOB_FAILED);
    hear(&t, DEVICE_PRINTER, LETTER_JOB_DONE);
    hear(&t, DEVICE_DOCUMENT, LETTER_JOB_DONE); /* another paper */
    assert_int_equal(t.slots[DEVICE_PRINTER].paper_rows, 800);
    tell(&t, DEVICE_PRINTER, STATUS_ATTENTION, ATTENTION_PAPER_OUT);
    tell(&t, DEVICE_PRINTER, STATUS_READY, ATTENTION_NONE);
    assert_true(t.slots[DEVICE_PRINTER].new_roll);
    assert_int_equal(t.slots[DEVICE_PRINTER].paper_rows, 0);
}

static void a_roll_is_changed_with_the_cover_open(void **state)
{
    struct tally t = {0};
    (void)state;
    tell(&t, DEVICE_PRINTER, STATUS_ATTENTION, ATTENTION_COVER_OPEN);
    tell(&t, DEVICE_PRINTER, STATUS_READY, ATTENTION_NONE); /* only looked into */
    assert_false(t.slots[DEVICE_PRINTER].new_roll);
    tell(&t, DEVICE_PRINTER, STATUS_ATTENTION, ATTENTION_PAPER_OUT);
    tell(&t, DEVICE_PRINTER, STATUS_ATTENTION, ATTENTION_COVER_OPEN);
    tally_take(&t, 1); /* told meanwhile, not forgotten */
    tell(&t, DEVICE_PRINTER, STATUS_READY, ATTENTION_NONE);
    assert_true(t.slots[DEVICE_PRINTER].new_roll);
}

static void a_door_that_was_forced_is_counted_when_it_springs_back(void **state)
{
    struct tally t = {0};
    (void)state;
    tell(&t, DEVICE_DOOR, STATUS_READY, ATTENTION_NONE);
    tell(&t, DEVICE_DOOR, STATUS_ATTENTION, ATTENTION_FORCED);
    tell(&t, DEVICE_DOOR, STATUS_READY, ATTENTION_NONE);
    assert_int_equal(tally_take(&t, 1).slots[DEVICE_DOOR].failed, 1);
}

static void nothing_new_is_never_due(void **state)
{
    struct tally t = {0};
    (void)state;
    assert_true(tally_due(&t) == INT64_MAX);
    hear(&t, DEVICE_SCANNER, LETTER_CODE);
    assert_true(tally_due(&t) == TALLY_COUNTS_MS);
    tell(&t, DEVICE_SCANNER, STATUS_READY, ATTENTION_NONE);
    assert_true(tally_due(&t) == TALLY_STATUS_MS);
    tally_take(&t, 5000);
    assert_true(tally_due(&t) == INT64_MAX);
    hear(&t, DEVICE_SCANNER, LETTER_CODE);
    assert_true(tally_due(&t) == 5000 + TALLY_COUNTS_MS);
}

static void parts_without_a_driver_have_rows_too(void **state)
{
    struct tally t = {0};
    (void)state;
    assert_true(tally_part(&t, TALLY_TOUCH, STATUS_READY, ATTENTION_NONE, WALL));
    assert_false(tally_part(&t, TALLY_TOUCH, STATUS_READY, ATTENTION_NONE, WALL + 1)); /* no news */
    assert_true(tally_part(&t, TALLY_TOUCH, STATUS_ABSENT, ATTENTION_NONE, WALL + 2));
    assert_true(tally_due(&t) == TALLY_STATUS_MS);
    struct tally told = tally_take(&t, 1);
    assert_true(told.slots[TALLY_TOUCH].changed);
    assert_int_equal(told.slots[TALLY_TOUCH].lost, 1);
    assert_int_equal(told.slots[TALLY_TOUCH].since_ms, WALL + 2);
    assert_false(told.slots[TALLY_SOUND].changed);
    assert_false(tally_take(&t, 2).slots[TALLY_TOUCH].changed);
    assert_string_equal(tally_name(TALLY_TOUCH), "touch");
    assert_string_equal(tally_name(TALLY_SOUND), "sound");
    assert_string_equal(tally_name(DEVICE_IDCARD), "idcard");
}

static void visits_are_counted_from_report_to_report(void **state)
{
    struct tally t = {0};
    (void)state;
    tally_visit(&t);
    tally_visit(&t);
    assert_true(tally_due(&t) == TALLY_COUNTS_MS);
    assert_int_equal(tally_take(&t, 5000).visits, 2);
    assert_int_equal(tally_take(&t, 5001).visits, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_a_device_says_of_itself_is_told),
        cmocka_unit_test(reads_and_failures_are_counted),
        cmocka_unit_test(only_what_was_there_is_lost),
        cmocka_unit_test(paper_is_counted_when_it_came_out),
        cmocka_unit_test(a_roll_is_changed_with_the_cover_open),
        cmocka_unit_test(a_door_that_was_forced_is_counted_when_it_springs_back),
        cmocka_unit_test(nothing_new_is_never_due),
        cmocka_unit_test(parts_without_a_driver_have_rows_too),
        cmocka_unit_test(visits_are_counted_from_report_to_report),
    };
    secret_start();
    return cmocka_run_group_tests(tests, NULL, NULL);
}

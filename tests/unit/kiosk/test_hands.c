/* When staff are told that a device needs a hand, and what the note says. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "kiosk/hands.h"

enum { LONG_AFTER = 3600000 };

static bool fails(struct hands *h, enum device_slot slot, enum device_attention why, int64_t now_ms)
{
    struct device_letter letter = {.kind = LETTER_JOB_FAILED, .slot = slot, .attention = why};
    return hands_letter(h, &letter, now_ms);
}

static bool says(struct hands *h, enum device_slot slot, enum device_status status, enum device_attention why)
{
    struct device_letter letter = {.kind = LETTER_STATUS, .slot = slot, .status = status, .attention = why};
    return hands_letter(h, &letter, 1);
}

static void a_paper_that_did_not_come_out_is_told(void **state)
{
    struct hands h = {0};
    (void)state;
    assert_true(fails(&h, DEVICE_PRINTER, ATTENTION_PAPER_OUT, 0));
    assert_true(fails(&h, DEVICE_PRINTER, ATTENTION_CUTTER, 1)); /* another cause */
    assert_true(fails(&h, DEVICE_PRINTER, ATTENTION_OFFLINE, 1));
    assert_true(fails(&h, DEVICE_DOCUMENT, ATTENTION_PAPER_OUT, 1)); /* another device */
    assert_false(fails(&h, DEVICE_DOCUMENT, ATTENTION_NONE, 1));     /* called back */
}

static void the_same_is_told_once_an_hour(void **state)
{
    struct hands h = {0};
    (void)state;
    assert_true(fails(&h, DEVICE_PRINTER, ATTENTION_PAPER_OUT, 5));
    assert_false(fails(&h, DEVICE_PRINTER, ATTENTION_PAPER_OUT, 6));
    assert_false(fails(&h, DEVICE_PRINTER, ATTENTION_PAPER_OUT, LONG_AFTER + 4));
    assert_true(fails(&h, DEVICE_PRINTER, ATTENTION_PAPER_OUT, LONG_AFTER + 5));
    assert_false(fails(&h, DEVICE_PRINTER, ATTENTION_PAPER_OUT, LONG_AFTER + 6));
}

static void so_is_a_cabinet_in_need(void **state)
{
    struct hands h = {0};
    (void)state;
    assert_true(says(&h, DEVICE_DOOR, STATUS_ATTENTION, ATTENTION_FORCED));
    assert_true(says(&h, DEVICE_TEMPERATURE, STATUS_ATTENTION, ATTENTION_HOT));
    assert_true(says(&h, DEVICE_POWER, STATUS_ATTENTION, ATTENTION_MAINS_LOST));
    assert_true(says(&h, DEVICE_POWER, STATUS_ATTENTION, ATTENTION_BATTERY_LOW));
    assert_false(says(&h, DEVICE_DOOR, STATUS_ATTENTION, ATTENTION_DOOR_OPEN));    /* staff, with a key */
    assert_false(says(&h, DEVICE_PRINTER, STATUS_ATTENTION, ATTENTION_PAPER_OUT)); /* nobody missed a paper */
    assert_false(says(&h, DEVICE_PRINTER, STATUS_READY, ATTENTION_NONE));
    assert_false(says(&h, DEVICE_IDCARD, STATUS_ABSENT, ATTENTION_NONE));
}

static void the_note_says_which_and_why(void **state)
{
    struct device_letter letter = {
        .kind = LETTER_JOB_FAILED, .slot = DEVICE_PRINTER, .attention = ATTENTION_PAPER_OUT};
    struct secret_bytes note = {0};
    static const char wanted[] = "\"slot\":\"printer\",\"cause\":\"paper-out\"";
    (void)state;
    hands_note(&note, &letter);
    assert_int_equal(note.len, strlen(wanted));
    assert_memory_equal(note.data, wanted, note.len);
    secret_bytes_clear(&note);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_paper_that_did_not_come_out_is_told),
        cmocka_unit_test(the_same_is_told_once_an_hour),
        cmocka_unit_test(so_is_a_cabinet_in_need),
        cmocka_unit_test(the_note_says_which_and_why),
    };
    secret_start();
    return cmocka_run_group_tests(tests, NULL, NULL);
}

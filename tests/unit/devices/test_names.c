/* The names that the command line, the heartbeat and the configuration share: whole, and each its own. */
#include "bench.h"

static void every_slot_has_its_name(void **unused)
{
    (void)unused;
    for (enum device_slot a = 0; a < DEVICE_SLOTS; a++) {
        assert_non_null(device_slot_name(a));
        for (enum device_slot b = 0; b < a; b++)
            assert_string_not_equal(device_slot_name(a), device_slot_name(b));
    }
    assert_string_equal(device_slot_name(DEVICE_POWER), "power");
}

static void every_cause_has_its_word(void **unused)
{
    (void)unused;
    for (enum device_attention a = 0; a < ATTENTION_COUNT; a++) {
        assert_non_null(device_attention_name(a));
        for (enum device_attention b = 0; b < a; b++)
            assert_string_not_equal(device_attention_name(a), device_attention_name(b));
    }
    assert_string_equal(device_status_name(STATUS_ATTENTION), "attention");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_slot_has_its_name),
        cmocka_unit_test(every_cause_has_its_word),
    };
    secret_start();
    return cmocka_run_group_tests(tests, NULL, NULL);
}

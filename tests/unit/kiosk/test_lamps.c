/* Lamps are lit where the hand should go, on what is there, and each change is one command. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/secret.h"
#include "kiosk/lamps.h"

#define LAMP(slot) (1u << DEVICE_##slot)

static struct session at(enum step step)
{
    struct session s = {.step = step};
    s.health = (struct health){
        .idcard = DEVICE_READY, .scanner = DEVICE_READY, .printer = DEVICE_READY, .camera = DEVICE_READY};
    return s;
}

static void lit_by_page(void **unused)
{
    (void)unused;
    struct session s = at(STEP_STANDBY);
    s.health.card_forgotten = true;
    assert_int_equal(lamps_lit(&s), 0); /* nobody is there to show it to */
    s = at(STEP_HOME);
    assert_int_equal(lamps_lit(&s), 0);
    s.health.card_forgotten = true;
    assert_int_equal(lamps_lit(&s), LAMP(IDCARD));
    s = at(STEP_IDENTIFY);
    assert_int_equal(lamps_lit(&s), LAMP(IDCARD) | LAMP(SCANNER));
    s.health.idcard = DEVICE_ABSENT;
    assert_int_equal(lamps_lit(&s), LAMP(SCANNER));
    s.practice = true;
    assert_int_equal(lamps_lit(&s), 0);
    s = at(STEP_MATERIALS);
    assert_int_equal(lamps_lit(&s), LAMP(CAMERA));
    s = at(STEP_DONE);
    assert_int_equal(lamps_lit(&s), 0);
    s.print = PRINT_ASKED;
    assert_int_equal(lamps_lit(&s), LAMP(PRINTER));
    s.health.printer = DEVICE_ATTENTION;
    s.print = PRINT_PRINTED;
    assert_int_equal(lamps_lit(&s), LAMP(PRINTER));
    s.step = STEP_RATING;
    assert_int_equal(lamps_lit(&s), 0);
}

static void each_change_is_said_once(void **unused)
{
    (void)unused;
    unsigned lit = LAMP(IDCARD);
    struct device_command *command = lamps_next(&lit, LAMP(PRINTER));
    assert_int_equal(command->kind, COMMAND_SWITCH);
    assert_int_equal(command->slot, DEVICE_LAMP);
    assert_int_equal(command->number, DEVICE_IDCARD);
    assert_false(command->flag);
    device_command_free(command);
    command = lamps_next(&lit, LAMP(PRINTER));
    assert_int_equal(command->number, DEVICE_PRINTER);
    assert_true(command->flag);
    device_command_free(command);
    assert_null(lamps_next(&lit, LAMP(PRINTER)));
}

int main(void)
{
    secret_start();
    const struct CMUnitTest tests[] = {cmocka_unit_test(lit_by_page),
                                       cmocka_unit_test(each_change_is_said_once)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}

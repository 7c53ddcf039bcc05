/* A trial of alarm and lamps: what it switches on goes off again, but never what somebody needs by then. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <glib.h>

#include "base/secret.h"
#include "devices/room.h"
#include "kiosk/errands.h"

static struct sent {
    unsigned count;
    struct {
        enum device_slot slot;
        int number;
        bool on;
    } list[2 * DEVICE_SLOTS];
} sent;

void __wrap_device_room_send(struct device_room *room, struct device_command *command);
void __wrap_device_room_send(struct device_room *room, struct device_command *command)
{
    (void)room;
    assert_true(sent.count < G_N_ELEMENTS(sent.list));
    sent.list[sent.count].slot = command->slot;
    sent.list[sent.count].number = command->number;
    sent.list[sent.count++].on = command->flag;
    device_command_free(command);
}

static bool was_sent(int number, bool on)
{
    for (unsigned i = 0; i < sent.count; i++)
        if (sent.list[i].number == number && sent.list[i].on == on)
            return true;
    return false;
}

static struct tally all_ready(void)
{
    struct tally t = {0};
    for (enum device_slot slot = 0; slot < DEVICE_SLOTS; slot++)
        t.slots[slot].status = STATUS_READY;
    return t;
}

/* NULL: it has begun. */
static const char *begin(struct errands *e, const char *what, const struct session *s, const struct tally *t)
{
    struct desk_letter letter = {.kind = DESK_ERRAND};
    const char *answer = NULL;
    g_strlcpy(letter.what, what, sizeof letter.what);
    sent.count = 0;
    errands_begin(e, &letter, s, t, NULL, 1000, &answer);
    return answer;
}

static const char *turn(struct errands *e, const struct session *s, const struct tally *t)
{
    const char *answer = NULL;
    sent.count = 0;
    errands_turn(e, s, t, NULL, 1000 + ERRAND_ON_MS, &answer);
    return answer;
}

static void a_trial_ends(void **unused)
{
    (void)unused;
    struct session s = {.step = STEP_STANDBY};
    struct tally t = all_ready();
    struct errands e = {0};
    assert_null(begin(&e, "test alarm", &s, &t));
    assert_true(was_sent(0, true));
    assert_string_equal(turn(&e, &s, &t), "done");
    assert_true(was_sent(0, false));
}

static void a_real_alarm_is_not_silenced(void **unused)
{
    (void)unused;
    struct session s = {.step = STEP_STANDBY};
    struct tally t = all_ready();
    struct errands e = {0};
    assert_null(begin(&e, "test alarm", &s, &t));
    s.step = STEP_HOME;
    s.sos.sounds = true;
    assert_string_equal(turn(&e, &s, &t), "done");
    assert_int_equal(sent.count, 0);
}

static void every_lamp_is_tried(void **unused)
{
    (void)unused;
    struct session s = {.step = STEP_STANDBY};
    struct tally t = all_ready();
    struct errands e = {0};
    assert_null(begin(&e, "test lamp", &s, &t));
    assert_true(was_sent(DEVICE_SCANNER, true) && was_sent(DEVICE_PRINTER, true) &&
                was_sent(DEVICE_IDCARD, true));
    s.step = STEP_IDENTIFY; /* somebody came meanwhile */
    s.health.idcard = DEVICE_READY;
    turn(&e, &s, &t);
    assert_false(was_sent(DEVICE_IDCARD, false));
    assert_true(was_sent(DEVICE_SCANNER, false) && was_sent(DEVICE_PRINTER, false));
}

/* A jam is over when the host says so, and a job does; paper that is out is loaded first. */
static void a_mended_knife_is_tried(void **unused)
{
    (void)unused;
    struct session s = {.step = STEP_STANDBY};
    struct tally t = all_ready();
    struct errands e = {0};
    t.slots[DEVICE_PRINTER].status = STATUS_ATTENTION;
    t.slots[DEVICE_PRINTER].attention = ATTENTION_PAPER_OUT;
    assert_string_equal(begin(&e, "test printer", &s, &t), "paper-out");
    t.slots[DEVICE_PRINTER].attention = ATTENTION_CUTTER;
    assert_null(begin(&e, "test printer", &s, &t));
    assert_int_equal(sent.count, 1);
}

static void not_while_somebody_calls_for_help(void **unused)
{
    (void)unused;
    struct session rows[] = {
        {.step = STEP_STANDBY, .overlay = OVERLAY_EMERGENCY}, {.step = STEP_STANDBY}, {.step = STEP_STANDBY}};
    struct tally t = all_ready();
    rows[1].sos.sounds = true;
    rows[2].sos.phone = CALL_RINGS;
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        struct errands e = {0};
        assert_string_equal(begin(&e, "test alarm", &rows[i], &t), "in-use");
        assert_int_equal(sent.count, 0);
    }
}

/* It only tells: nobody is disturbed by that. */
static void how_it_stands_is_told_in_a_visit(void **unused)
{
    (void)unused;
    struct session s = {.step = STEP_FORM};
    struct tally t = all_ready();
    struct errands e = {0};
    t.slots[DEVICE_TEMPERATURE] = (struct tally_slot){.status = STATUS_ATTENTION, .attention = ATTENTION_HOT};
    t.slots[TALLY_TOUCH] = (struct tally_slot){.status = STATUS_ATTENTION, .attention = ATTENTION_HELD};
    t.slots[TALLY_SOUND].status = STATUS_READY;
    assert_string_equal(begin(&e, "test door", &s, &t), "ready");
    assert_string_equal(begin(&e, "test temperature", &s, &t), "hot");
    assert_string_equal(begin(&e, "test touch", &s, &t), "held");
    assert_string_equal(begin(&e, "test sound", &s, &t), "ready");
    assert_string_equal(begin(&e, "test display", &s, &t), "off");
    assert_string_equal(begin(&e, "test printer", &s, &t), "in-use");
    assert_string_equal(begin(&e, "test kettle", &s, &t), "unknown");
    assert_int_equal(sent.count, 0);
}

/* A loudspeaker that was missed at the start is tried, and what then was heard is the answer. */
static void a_missing_loudspeaker_is_tried(void **unused)
{
    (void)unused;
    struct session s = {.step = STEP_STANDBY};
    struct tally t = all_ready();
    struct errands e = {0};
    t.slots[DEVICE_ALARM].status = STATUS_ABSENT;
    assert_null(begin(&e, "test alarm", &s, &t));
    assert_string_equal(turn(&e, &s, &t), "absent");
    t.slots[DEVICE_PRINTER].status = STATUS_ABSENT;
    assert_string_equal(begin(&e, "test printer", &s, &t), "absent");
}

int main(void)
{
    secret_start();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_trial_ends),
        cmocka_unit_test(a_real_alarm_is_not_silenced),
        cmocka_unit_test(every_lamp_is_tried),
        cmocka_unit_test(a_mended_knife_is_tried),
        cmocka_unit_test(not_while_somebody_calls_for_help),
        cmocka_unit_test(how_it_stands_is_told_in_a_visit),
        cmocka_unit_test(a_missing_loudspeaker_is_tried),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

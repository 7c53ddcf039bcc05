/* Lamps are lit where the hand should go, on what is there, and each change is one command. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <glib.h>

#include "base/secret.h"
#include "kiosk/lamps.h"

#define LAMP(slot) (1u << DEVICE_##slot)

/* All six lamps' devices are there and well. */
static struct session at(enum step step)
{
    struct session s = {.step = step};
    s.health = (struct health){.idcard = DEVICE_READY,
                               .scanner = DEVICE_READY,
                               .printer = DEVICE_READY,
                               .camera = DEVICE_READY,
                               .document = DEVICE_READY,
                               .card = DEVICE_READY};
    return s;
}

static void lit_by_step(void **unused)
{
    static const unsigned wanted[STEP_COUNT] = {
        [STEP_IDENTIFY] = LAMP(IDCARD) | LAMP(SCANNER) | LAMP(CARD),
        [STEP_MATERIALS] = LAMP(SCANNER),
        [STEP_CAMERA] = LAMP(CAMERA),
    };
    (void)unused;
    for (enum step step = 0; step < STEP_COUNT; step++) {
        struct session s = at(step);
        if (lamps_lit(&s) != wanted[step])
            fail_msg("%s: %#x, not %#x", step_name(step), lamps_lit(&s), wanted[step]);
        s.practice = true; /* nothing is laid down anywhere */
        s.print = PRINT_ASKED;
        assert_int_equal(lamps_lit(&s), 0);
    }
}

/* What the page says beyond its step. */
struct moment {
    const char *name;
    enum step step;
    void (*make)(struct session *s);
    unsigned wanted;
};

/* clang-format off */
static void reader_gone(struct session *s) { s->health.idcard = DEVICE_ABSENT; s->health.card = DEVICE_OFF; }
static void scanner_gone(struct session *s) { s->health.scanner = DEVICE_ABSENT; }
static void scanner_stalled(struct session *s) { s->health.scanner = DEVICE_ATTENTION; }
static void pay_asked(struct session *s) { s->kase.pay.state = PAY_ASKED; }
static void pay_open(struct session *s) { s->kase.pay.state = PAY_OPEN; }
static void pay_taking(struct session *s) { s->kase.pay.state = PAY_TAKING; }
static void pay_blind(struct session *s) { pay_open(s); scanner_gone(s); }
static void slip_comes(struct session *s) { s->print = PRINT_ASKED; }
static void slip_there(struct session *s) { s->print = PRINT_PRINTED; }
static void slip_waits(struct session *s) { slip_comes(s); s->health.printer = DEVICE_ATTENTION; }
static void slip_nowhere(struct session *s) { slip_comes(s); s->health.printer = DEVICE_ABSENT; }
static void slip_lies(struct session *s) { s->health.paper_lies = true; }
static void sheet_comes(struct session *s) { s->sheet.state = SHEET_ASKED; }
static void sheet_waits(struct session *s) { sheet_comes(s); s->health.document = DEVICE_ATTENTION; }
static void sheet_there(struct session *s) { s->sheet.state = SHEET_PRINTED; }
static void sheet_failed(struct session *s) { s->sheet.state = SHEET_FAILED; }
static void sheet_nowhere(struct session *s) { sheet_comes(s); s->health.document = DEVICE_OFF; }
static void sheet_left(struct session *s) { s->health.document = DEVICE_ATTENTION; s->health.document_cause = CAUSE_PAPER_LEFT; }
static void card_lies(struct session *s) { s->health.card_lies = true; }
static void card_old(struct session *s) { s->health.card_forgotten = true; }
static void social_lies(struct session *s) { s->health.social_lies = true; }
static void social_old(struct session *s) { s->health.social_forgotten = true; }
static void practised(struct session *s) { s->practice = true; card_lies(s); slip_comes(s); }
static void both_lie(struct session *s) { card_lies(s); slip_lies(s); }

static const struct moment moments[] = {
    {"identify without readers", STEP_IDENTIFY, reader_gone, LAMP(SCANNER)},
    {"identify without scanner", STEP_IDENTIFY, scanner_gone, LAMP(IDCARD) | LAMP(CARD)},
    {"materials without scanner", STEP_MATERIALS, scanner_gone, 0},
    {"materials, it reads nothing", STEP_MATERIALS, scanner_stalled, 0},
    {"payment, no order yet", STEP_PAYMENT, pay_asked, 0},
    {"payment, a code may be shown", STEP_PAYMENT, pay_open, LAMP(SCANNER)},
    {"payment, one was shown", STEP_PAYMENT, pay_taking, 0},
    {"payment without scanner", STEP_PAYMENT, pay_blind, 0},
    {"slip on its way", STEP_DONE, slip_comes, LAMP(PRINTER)},
    {"slip printed", STEP_DONE, slip_there, LAMP(PRINTER)},
    {"slip of a result", STEP_RESULT, slip_there, LAMP(PRINTER)},
    {"slip printed, page left", STEP_RATING, slip_there, 0},
    {"slip waits for a hand", STEP_DONE, slip_waits, LAMP(PRINTER)},
    {"slip, no printer", STEP_DONE, slip_nowhere, 0},
    {"slip hangs there", STEP_HOME, slip_lies, LAMP(PRINTER)},
    {"sheet on its way", STEP_RESULT, sheet_comes, LAMP(DOCUMENT)},
    {"sheet on its way, page left", STEP_RATING, sheet_comes, LAMP(DOCUMENT)},
    {"sheet waits for a hand", STEP_RESULT, sheet_waits, LAMP(DOCUMENT)},
    {"sheet printed", STEP_RESULT, sheet_there, LAMP(DOCUMENT)},
    {"sheet failed", STEP_RESULT, sheet_failed, 0},
    {"sheet, no printer", STEP_RESULT, sheet_nowhere, 0},
    {"old card at home", STEP_HOME, card_old, LAMP(IDCARD)},
    {"old card in the slot at home", STEP_HOME, social_old, LAMP(CARD)},
    {"own card while writing", STEP_FORM, card_lies, 0}, /* the page does not speak of it yet */
    {"own card at the end", STEP_DONE, card_lies, LAMP(IDCARD)},
    {"own card, rating", STEP_RATING, social_lies, LAMP(CARD)},
    {"reminder: card", STEP_STANDBY, card_lies, LAMP(IDCARD)},
    {"reminder: old card", STEP_STANDBY, card_old, LAMP(IDCARD)},
    {"reminder: social card", STEP_STANDBY, social_lies, LAMP(CARD)},
    {"reminder: old social card", STEP_STANDBY, social_old, LAMP(CARD)},
    {"reminder: slip", STEP_STANDBY, slip_lies, LAMP(PRINTER)},
    {"reminder: sheet", STEP_STANDBY, sheet_left, LAMP(DOCUMENT)},
    {"reminder: the card first", STEP_STANDBY, both_lie, LAMP(IDCARD)},
    {"practice ends, a card lies", STEP_DONE, practised, LAMP(IDCARD)},
    {"nobody's slip", STEP_STANDBY, slip_there, 0},
    {"out of service", STEP_OUT_OF_SERVICE, both_lie, 0},
};
/* clang-format on */

static void lit_by_what_is_said(void **unused)
{
    (void)unused;
    for (size_t i = 0; i < G_N_ELEMENTS(moments); i++) {
        struct session s = at(moments[i].step);
        moments[i].make(&s);
        if (lamps_lit(&s) != moments[i].wanted)
            fail_msg("%s: %#x, not %#x", moments[i].name, lamps_lit(&s), moments[i].wanted);
    }
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
    const struct CMUnitTest tests[] = {cmocka_unit_test(lit_by_step), cmocka_unit_test(lit_by_what_is_said),
                                       cmocka_unit_test(each_change_is_said_once)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}

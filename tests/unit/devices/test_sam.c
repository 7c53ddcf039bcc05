/* The identity-card driver: reading, trouble, and the card that somebody forgot. */
#include "module.h"

struct reader {
    struct bench *b;
    struct module m;
};

static struct reader reader_up(int card)
{
    struct reader r = {bench_up(&sam_driver, "sam:/dev/null"), {.card = card}};
    r.b->driver->opened(r.b->state, &r.b->io);
    module_serve(r.b, &r.m);
    return r;
}

static void visit(struct reader *r, uint64_t number)
{
    bench_command(r->b, COMMAND_VISIT, number);
    module_serve(r->b, &r->m);
}

static void replug(struct reader *r)
{
    r->m.was_read = r->m.selected = false; /* power was gone: the module finds the card anew */
    r->b->driver->closed(r->b->state, &r->b->io);
    r->b->driver->opened(r->b->state, &r->b->io);
    module_serve(r->b, &r->m);
}

static unsigned cards(struct reader *r)
{
    return bench_count(r->b, LETTER_CARD, NULL);
}

/* -1: no such letter; else the flag of the last. */
static int forgotten(struct reader *r)
{
    const struct device_letter *last = NULL;
    return bench_count(r->b, LETTER_CARD_FORGOTTEN, &last) ? last->flag : -1;
}

static void a_card_laid_on_an_empty_field_identifies(void **unused)
{
    (void)unused;
    const struct device_letter *letter = NULL;
    struct reader r = reader_up(-1);
    visit(&r, 5);
    bench_command(r.b, COMMAND_READ, 5);
    module_serve(r.b, &r.m);
    assert_int_equal(r.b->alarm_ms, 300);
    module_lay(&r.m, CN1);
    module_polls(r.b, &r.m, 3);
    assert_int_equal(bench_count(r.b, LETTER_CARD, &letter), 1);
    assert_int_equal(letter->visit, 5);
    assert_string_equal(letter->card.number, "99990118900101002X");
    assert_int_equal(bench_count(r.b, LETTER_CARD_LEFT, NULL), 0);
    module_lay(&r.m, -1);
    module_polls(r.b, &r.m, 2);
    assert_int_equal(bench_count(r.b, LETTER_CARD_LEFT, &letter), 1);
    assert_int_equal(letter->visit, 5);
    assert_int_equal(forgotten(&r), -1);
    bench_down(r.b);
}

static void at_rest_it_asks_gently(void **unused)
{
    (void)unused;
    struct reader r = reader_up(-1);
    visit(&r, 1);
    module_polls(r.b, &r.m, 250); /* the first minute is over */
    assert_int_equal(r.b->alarm_ms, 1000);
    bench_command(r.b, COMMAND_READ, 1);
    module_serve(r.b, &r.m);
    assert_int_equal(r.b->alarm_ms, 300);
    bench_command(r.b, COMMAND_REST, 1);
    module_polls(r.b, &r.m, 1);
    assert_int_equal(r.b->alarm_ms, 1000);
    bench_down(r.b);
}

static void a_card_laid_at_standby_is_of_the_coming_visit(void **unused)
{
    (void)unused;
    const struct device_letter *letter = NULL;
    struct reader r = reader_up(-1);
    visit(&r, 8); /* standby wiped and counted up */
    module_polls(r.b, &r.m, 300);
    module_lay(&r.m, CN2);
    module_polls(r.b, &r.m, 1);
    assert_int_equal(bench_count(r.b, LETTER_CARD, &letter), 1);
    assert_int_equal(letter->visit, 8);
    bench_down(r.b);
}

static void a_card_forgotten_at_exit_never_identifies_again(void **unused)
{
    (void)unused;
    struct reader r = reader_up(-1);
    visit(&r, 1);
    module_lay(&r.m, CN1);
    module_polls(r.b, &r.m, 2);
    assert_int_equal(cards(&r), 1);
    visit(&r, 2);
    bench_command(r.b, COMMAND_READ, 2);
    module_serve(r.b, &r.m);
    module_polls(r.b, &r.m, 20);
    assert_int_equal(cards(&r), 1);
    assert_int_equal(forgotten(&r), 1);
    module_lay(&r.m, -1);
    module_polls(r.b, &r.m, 1);
    assert_int_equal(forgotten(&r), 0);
    module_lay(&r.m, CN2);
    module_polls(r.b, &r.m, 1);
    assert_int_equal(cards(&r), 2);
    bench_down(r.b);
}

static void what_lies_there_at_opening_is_of_somebody_else(void **unused)
{
    (void)unused;
    for (int replugged = 0; replugged < 2; replugged++) { /* a restart, and a plug pulled and put back */
        struct reader r = reader_up(replugged ? -1 : CN1);
        visit(&r, 1);
        module_lay(&r.m, CN1);
        module_polls(r.b, &r.m, 2);
        assert_int_equal(cards(&r), replugged);
        replug(&r);
        module_polls(r.b, &r.m, 20);
        visit(&r, 2);
        module_polls(r.b, &r.m, 20);
        assert_int_equal(cards(&r), replugged);
        assert_int_equal(forgotten(&r), 1);
        assert_int_equal(bench_count(r.b, LETTER_CARD_FORGOTTEN, NULL), 1);
        bench_down(r.b);
    }
}

static void a_module_that_resets_by_itself_does_not_renew_the_card(void **unused)
{
    (void)unused;
    struct reader r = reader_up(-1);
    visit(&r, 1);
    module_lay(&r.m, CN1);
    module_polls(r.b, &r.m, 2);
    visit(&r, 2);
    r.m.was_read = r.m.selected = false; /* find answers 9F again */
    module_polls(r.b, &r.m, 20);
    assert_int_equal(cards(&r), 1);
    assert_int_equal(forgotten(&r), 1);
    bench_down(r.b);
}

static void an_answer_of_before_the_visit_proves_nothing(void **unused)
{
    (void)unused;
    struct reader r = reader_up(-1);
    uint8_t frame[SAM_FRAME_MAX];
    visit(&r, 1);
    module_lay(&r.m, CN1);
    bench_ring(r.b); /* find goes out, the answer is under way */
    r.b->sent_len = 0;
    bench_command(r.b, COMMAND_VISIT, 2);
    bench_feed(r.b, frame, module_answer(&r.m, 0x2001, frame));
    module_serve(r.b, &r.m);
    module_polls(r.b, &r.m, 5);
    assert_int_equal(cards(&r), 0);
    assert_int_equal(forgotten(&r), 1);
    bench_down(r.b);
}

static void a_card_that_failed_is_forgotten_too(void **unused)
{
    (void)unused;
    struct reader r = reader_up(-1);
    visit(&r, 1);
    r.m.read_sw = 0x41;
    module_lay(&r.m, CN1);
    module_polls(r.b, &r.m, 2);
    r.m.read_sw = 0;
    r.m.was_read = true; /* it hides from find */
    visit(&r, 2);
    module_polls(r.b, &r.m, 20);
    assert_int_equal(cards(&r), 0);
    assert_int_equal(forgotten(&r), 1);
    bench_down(r.b);
}

static enum card_trouble trouble_of(struct reader *r)
{
    const struct device_letter *letter = NULL;
    assert_int_equal(bench_count(r->b, LETTER_CARD_TROUBLE, &letter), 1);
    assert_int_equal(cards(r), 0);
    assert_int_equal(letter->visit, 1);
    return letter->trouble;
}

static void a_card_lifted_too_early_is_hasty(void **unused)
{
    (void)unused;
    struct reader r = reader_up(-1);
    visit(&r, 1);
    module_lay(&r.m, CN1);
    r.m.cut_after = 700;
    module_polls(r.b, &r.m, 1);
    bench_ring(r.b); /* the rest never comes */
    assert_int_equal(trouble_of(&r), CARD_HASTY);
    r.m.cut_after = 0;
    module_lay(&r.m, CN1);
    module_polls(r.b, &r.m, 2);
    assert_int_equal(cards(&r), 1); /* laid again, it is read */
    bench_down(r.b);
}

static void a_card_that_cannot_be_read_is_unread(void **unused)
{
    (void)unused;
    for (int fault = 0; fault < 2; fault++) {
        struct reader r = reader_up(-1);
        visit(&r, 1);
        module_lay(&r.m, CN1);
        r.m.read_sw = fault ? 0x41 : 0;
        r.m.bad_checksum = !fault;
        module_polls(r.b, &r.m, 10);
        assert_int_equal(trouble_of(&r), CARD_UNREAD);
        bench_down(r.b);
    }
}

static void a_mute_reader_is_opened_anew(void **unused)
{
    (void)unused;
    const struct device_letter *letter = NULL;
    struct reader r = reader_up(-1);
    visit(&r, 1);
    r.m.mute = true;
    module_polls(r.b, &r.m, 4);
    assert_int_equal(r.b->reopens, 1);
    bench_count(r.b, LETTER_STATUS, &letter);
    assert_int_equal(letter->status, STATUS_ABSENT);
    bench_down(r.b);
}

static void before_anybody_is_announced_nobody_is_identified(void **unused)
{
    (void)unused;
    struct reader r = reader_up(-1);
    module_polls(r.b, &r.m, 2);
    module_lay(&r.m, CN1);
    module_polls(r.b, &r.m, 5);
    assert_int_equal(cards(&r), 0);
    bench_command(r.b, COMMAND_READ, 1);
    module_serve(r.b, &r.m);
    module_polls(r.b, &r.m, 1);
    assert_int_equal(cards(&r), 1);
    bench_down(r.b);
}

int main(void)
{
    secret_start();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_card_laid_on_an_empty_field_identifies),
        cmocka_unit_test(at_rest_it_asks_gently),
        cmocka_unit_test(a_card_laid_at_standby_is_of_the_coming_visit),
        cmocka_unit_test(a_card_forgotten_at_exit_never_identifies_again),
        cmocka_unit_test(what_lies_there_at_opening_is_of_somebody_else),
        cmocka_unit_test(a_module_that_resets_by_itself_does_not_renew_the_card),
        cmocka_unit_test(an_answer_of_before_the_visit_proves_nothing),
        cmocka_unit_test(a_card_that_failed_is_forgotten_too),
        cmocka_unit_test(a_card_lifted_too_early_is_hasty),
        cmocka_unit_test(a_card_that_cannot_be_read_is_unread),
        cmocka_unit_test(a_mute_reader_is_opened_anew),
        cmocka_unit_test(before_anybody_is_announced_nobody_is_identified),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* What of a card is asked for and what is kept: the newest address, the photo, fingerprints, and the module's
 * own number. */
#include "module.h"

enum { FINGER_RUN = 12 }; /* bytes of a block that cannot be there by chance */

struct reader {
    struct bench *b;
    struct module m;
};

static struct reader reader_up(struct module m)
{
    struct reader r = {bench_up(&sam_driver, "sam:/dev/null"), m};
    r.b->driver->opened(r.b->state, &r.b->io);
    module_serve(r.b, &r.m);
    bench_command(r.b, COMMAND_VISIT, 1);
    module_serve(r.b, &r.m);
    return r;
}

static void want(struct reader *r, bool photo)
{
    struct device_command command = {.kind = COMMAND_READ, .slot = DEVICE_IDCARD, .visit = 1, .flag = photo};
    r->b->driver->command(r->b->state, &r->b->io, &command);
    module_serve(r->b, &r->m);
}

/* Lays it, lets it be read, and borrows the letter. */
static const struct device_letter *card_of(struct reader *r, int card)
{
    const struct device_letter *letter = NULL;
    module_lay(&r->m, card);
    module_polls(r->b, &r->m, 2);
    assert_int_equal(bench_count(r->b, LETTER_CARD, &letter), 1);
    return letter;
}

static void the_newest_address_counts(void **unused)
{
    (void)unused;
    static const struct {
        int card;
        bool asked;
    } rows[] = {{CN1, true}, {CARD_J, true}, {CARD_I, false}, {CARD_Y, false}};
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        struct reader r = reader_up((struct module){.card = -1, .newest = true});
        const struct device_letter *letter = card_of(&r, rows[i].card);
        assert_int_equal(r.m.asked_address, rows[i].asked);
        assert_string_equal(letter->card.address, rows[i].asked ? "新区9号" : "");
        bench_down(r.b);
    }
}

static void without_a_newer_one_the_printed_address_stays(void **unused)
{
    (void)unused;
    for (int way = 0; way < 2; way++) { /* 91: there is none; 21: an old module does not know */
        struct reader r = reader_up((struct module){.card = -1, .old = way});
        assert_non_null(strstr(card_of(&r, CN1)->card.address, "测试路1号"));
        assert_true(r.m.asked_address);
        bench_down(r.b);
    }
}

static void a_mute_question_after_the_address_costs_nothing(void **unused)
{
    (void)unused;
    const struct device_letter *letter = NULL;
    struct reader r = reader_up((struct module){.card = -1, .no_address = true});
    module_lay(&r.m, CN1);
    module_polls(r.b, &r.m, 1);
    assert_int_equal(bench_count(r.b, LETTER_CARD, NULL), 0); /* it waits */
    bench_ring(r.b);                                          /* too long */
    assert_int_equal(bench_count(r.b, LETTER_CARD, &letter), 1);
    assert_non_null(strstr(letter->card.address, "测试路1号"));
    assert_int_equal(bench_count(r.b, LETTER_CARD_TROUBLE, NULL), 0);
    assert_int_equal(r.b->reopens, 0);
    bench_down(r.b);
}

static void a_visit_that_ends_meanwhile_gets_no_card(void **unused)
{
    (void)unused;
    struct reader r = reader_up((struct module){.card = -1, .no_address = true});
    module_lay(&r.m, CN1);
    module_polls(r.b, &r.m, 1);
    bench_command(r.b, COMMAND_VISIT, 2);
    bench_ring(r.b);
    module_polls(r.b, &r.m, 3);
    assert_int_equal(bench_count(r.b, LETTER_CARD, NULL), 0);
    bench_down(r.b);
}

static bool holds(const struct reader *r, const uint8_t *bytes)
{
    return memmem(r->b->state, r->b->driver->size, bytes, FINGER_RUN) != NULL;
}

static void fingerprints_are_neither_asked_for_nor_kept(void **unused)
{
    (void)unused;
    uint8_t frame[SAM_FRAME_MAX];
    size_t n = module_blocks(frame, CN1, 6, 2);
    struct reader r = reader_up((struct module){.card = -1, .fingers = 2});
    want(&r, true);
    r.m.cut_after = (int)n - 1; /* all but the check byte */
    module_lay(&r.m, CN1);
    module_polls(r.b, &r.m, 1);
    assert_true(holds(&r, frame + 272)); /* the photo: it is looked for in the right place */
    for (size_t at = 1296; at + FINGER_RUN < n; at += FINGER_RUN)
        assert_false(holds(&r, frame + at));
    bench_feed(r.b, frame + n - 1, 1);
    r.m.cut_after = 0;
    module_serve(r.b, &r.m);
    assert_int_equal(bench_count(r.b, LETTER_CARD, NULL), 1);
    assert_false(r.m.asked_fingers);
    bench_down(r.b);
}

static void a_photo_nobody_wants_is_stored_nowhere(void **unused)
{
    (void)unused;
    uint8_t frame[SAM_FRAME_MAX];
    size_t n = module_card(frame, CN1);
    struct reader r = reader_up((struct module){.card = -1});
    r.m.cut_after = (int)n - 1;
    module_lay(&r.m, CN1);
    module_polls(r.b, &r.m, 1);
    assert_true(holds(&r, frame + 14)); /* the name */
    for (size_t at = 270; at + FINGER_RUN < n; at += FINGER_RUN)
        assert_false(holds(&r, frame + at));
    bench_feed(r.b, frame + n - 1, 1);
    assert_false(holds(&r, frame + 14)); /* the next question wiped the answer */
    bench_down(r.b);
}

static void a_photo_comes_when_it_is_asked_for(void **unused)
{
    (void)unused;
    uint8_t frame[SAM_FRAME_MAX];
    struct reader r = reader_up((struct module){.card = -1});
    want(&r, true);
    const struct device_letter *letter = card_of(&r, CARD_Y);
    assert_int_equal(letter->bytes.len, 1024);
    module_card(frame, CARD_Y);
    assert_memory_equal(letter->bytes.data, frame + 270, 1024);
    assert_false(holds(&r, frame + 270)); /* the letter has it, nobody else */
    bench_down(r.b);
}

static void a_photo_asked_for_later_needs_no_other_laying(void **unused)
{
    (void)unused;
    const struct device_letter *letter = NULL;
    struct reader r = reader_up((struct module){.card = -1});
    want(&r, false);
    assert_int_equal(card_of(&r, CN1)->bytes.len, 0);
    bench_clear(r.b);
    want(&r, true);
    module_polls(r.b, &r.m, 2);
    assert_int_equal(bench_count(r.b, LETTER_CARD, &letter), 1);
    assert_int_equal(letter->bytes.len, 1024);
    assert_int_equal(bench_count(r.b, LETTER_CARD_LEFT, NULL), 0);
    bench_command(r.b, COMMAND_VISIT, 2); /* and the wish ends with the visit */
    module_serve(r.b, &r.m);
    module_lay(&r.m, -1);
    module_polls(r.b, &r.m, 2);
    bench_clear(r.b);
    assert_int_equal(card_of(&r, CN2)->bytes.len, 0);
    bench_down(r.b);
}

static void the_module_tells_its_number_once(void **unused)
{
    (void)unused;
    const struct device_letter *letter = NULL;
    struct reader r = reader_up((struct module){.card = -1});
    module_polls(r.b, &r.m, 5);
    assert_int_equal(bench_count(r.b, LETTER_IDENTITY, &letter), 1);
    assert_string_equal(letter->code, "05.01-20080805-0000012345-0678901234");
    assert_int_equal(letter->visit, 0);
    bench_down(r.b);
}

static void a_visit_that_begins_meanwhile_does_not_lose_the_number(void **unused)
{
    (void)unused;
    struct reader r = {bench_up(&sam_driver, "sam:/dev/null"), {.card = -1}};
    r.b->driver->opened(r.b->state, &r.b->io); /* its state is asked for */
    bench_command(r.b, COMMAND_VISIT, 1);
    module_serve(r.b, &r.m);
    assert_int_equal(bench_count(r.b, LETTER_IDENTITY, NULL), 1);
    bench_down(r.b);
}

/* It knows neither its number, nor newer addresses, nor the chip's: cards are read all the same, and nobody
 * is told that a card left of which nobody knows. */
static void an_old_module_reads_cards(void **unused)
{
    (void)unused;
    struct reader r = reader_up((struct module){.card = -1, .old = true});
    assert_int_equal(bench_count(r.b, LETTER_IDENTITY, NULL), 0);
    card_of(&r, CN1);
    module_polls(r.b, &r.m, 5);
    assert_int_equal(bench_count(r.b, LETTER_CARD_LEFT, NULL), 0);
    module_lay(&r.m, CN2);
    module_polls(r.b, &r.m, 2);
    assert_int_equal(bench_count(r.b, LETTER_CARD, NULL), 2);
    assert_int_equal(bench_count(r.b, LETTER_CARD_LEFT, NULL), 1);
    bench_down(r.b);
}

/* The reminder hangs on it: whatever visit it was of, and whoever fetches it. */
static void a_card_told_of_is_told_to_leave(void **unused)
{
    (void)unused;
    struct reader r = reader_up((struct module){.card = -1});
    card_of(&r, CN1);
    module_lay(&r.m, -1); /* fetched just as the visit ends */
    bench_command(r.b, COMMAND_VISIT, 2);
    module_serve(r.b, &r.m);
    assert_int_equal(bench_count(r.b, LETTER_CARD_LEFT, NULL), 1);
    assert_int_equal(bench_count(r.b, LETTER_CARD_FORGOTTEN, NULL), 0);
    module_polls(r.b, &r.m, 3);
    assert_int_equal(bench_count(r.b, LETTER_CARD_LEFT, NULL), 1);
    bench_down(r.b);
}

int main(void)
{
    secret_start();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_newest_address_counts),
        cmocka_unit_test(without_a_newer_one_the_printed_address_stays),
        cmocka_unit_test(a_mute_question_after_the_address_costs_nothing),
        cmocka_unit_test(a_visit_that_ends_meanwhile_gets_no_card),
        cmocka_unit_test(fingerprints_are_neither_asked_for_nor_kept),
        cmocka_unit_test(a_photo_nobody_wants_is_stored_nowhere),
        cmocka_unit_test(a_photo_comes_when_it_is_asked_for),
        cmocka_unit_test(a_photo_asked_for_later_needs_no_other_laying),
        cmocka_unit_test(the_module_tells_its_number_once),
        cmocka_unit_test(a_visit_that_begins_meanwhile_does_not_lose_the_number),
        cmocka_unit_test(an_old_module_reads_cards),
        cmocka_unit_test(a_card_told_of_is_told_to_leave),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

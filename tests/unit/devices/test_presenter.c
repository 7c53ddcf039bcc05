/* A printer with a presenter, and paper with black marks: what goes out, who is told that a paper lies there,
 * and that nobody else ever gets it. */
#include "bench.h"
#include "devices/printer/escpos_codec.h"
#include "devices/printer/options.h"

static const uint8_t well[] = {0x10, 0, 0, 0}, printed[] = {0x00};
static const uint8_t lies[] = {0x10, 0x0F, 0x20, 0, 0, 0}, free_again[] = {0x10, 0x0F, 0, 0, 0, 0};
static const uint8_t present[] = {0x1D, 0x65, 0x03, 12}, ask[] = {0x10, 0x04, 0x14};
static const uint8_t band[] = {0x1D, 0x76, 0x30};

static bool sent(const struct bench *b, const uint8_t *bytes, size_t n)
{
    return memmem(b->sent, b->sent_len, bytes, n) != NULL;
}

static void print(struct bench *b)
{
    struct device_command command = {.kind = COMMAND_PRINT, .slot = DEVICE_PRINTER, .visit = 3, .request = 7};
    command.raster = raster_new(576, 20);
    memset(command.raster->bits, 0xA5, (size_t)command.raster->stride * 20);
    b->driver->command(b->state, &b->io, &command);
    raster_free(command.raster);
}

/* As far as the cut: the mark before the first band, the band's, the cut's. */
static struct bench *printer_that_cut(const char *uri)
{
    struct bench *b = bench_up(&escpos_driver, uri);
    b->driver->opened(b->state, &b->io);
    bench_feed(b, well, 4);
    print(b);
    bench_feed(b, printed, 1);
    bench_feed(b, printed, 1);
    bench_feed(b, printed, 1);
    assert_int_equal(bench_count(b, LETTER_JOB_DONE, NULL), 1);
    return b;
}

/* Seconds pass, and each time it says so. */
static void say(struct bench *b, const uint8_t answer[6], unsigned seconds)
{
    for (unsigned i = 0; i < seconds; i++) {
        bench_feed(b, answer, 6);
        bench_ring(b);
    }
}

static unsigned told(const struct bench *b, bool *flag)
{
    const struct device_letter *letter = NULL;
    unsigned n = bench_count(b, LETTER_PAPER_LIES, &letter);
    *flag = letter && letter->flag;
    return n;
}

static void a_paper_is_offered_and_taken(void **unused)
{
    (void)unused;
    bool flag;
    struct bench *b = printer_that_cut("escpos:/dev/null?presenter=hold");
    assert_true(sent(b, present, sizeof present));
    assert_true(sent(b, ask, sizeof ask));
    say(b, lies, 2); /* a hand reaches for it */
    assert_int_equal(told(b, &flag), 0);
    say(b, lies, 10);
    assert_int_equal(told(b, &flag), 1);
    assert_true(flag);
    bench_clear(b);
    bench_feed(b, free_again, 6);
    assert_int_equal(told(b, &flag), 1);
    assert_false(flag);
    assert_int_equal(b->alarm_ms, -1); /* an empty mouth is not asked for ever */
    assert_false(sent(b, escpos_eject, sizeof escpos_eject));
    bench_down(b);
}

static void who_takes_none_leaves_none(void **unused)
{
    (void)unused;
    static const struct {
        const char *uri;
        const uint8_t *out;
    } rows[] = {{"escpos:/dev/null?presenter=eject&take=10", escpos_eject},
                {"escpos:/dev/null?presenter=retract&take=10", escpos_retract}};
    for (unsigned i = 0; i < G_N_ELEMENTS(rows); i++) {
        struct bench *b = printer_that_cut(rows[i].uri);
        say(b, lies, 9);
        assert_false(sent(b, rows[i].out, 3));
        say(b, lies, 1);
        assert_true(sent(b, rows[i].out, 3));
        bench_down(b);
    }
}

static void held_means_held(void **unused)
{
    (void)unused;
    struct bench *b = printer_that_cut("escpos:/dev/null?presenter=hold&take=5");
    say(b, lies, 100);
    assert_false(sent(b, escpos_eject, 3));
    assert_false(sent(b, escpos_retract, 3));
    bench_down(b);
}

/* The paper of the one before goes before a row of the next is printed. */
static void the_next_paper_finds_room(void **unused)
{
    (void)unused;
    bool flag;
    struct bench *b = printer_that_cut("escpos:/dev/null?presenter=retract");
    say(b, lies, 5);
    bench_clear(b);
    print(b);
    assert_int_equal(told(b, &flag), 1);
    assert_false(flag);
    assert_true(sent(b, escpos_retract, 3));
    assert_false(sent(b, band, sizeof band));
    bench_feed(b, printed, 1);
    assert_true(sent(b, band, sizeof band));
    bench_down(b);
}

static void a_printer_that_does_not_know_the_question_is_left_in_peace(void **unused)
{
    (void)unused;
    bool flag;
    struct bench *b = printer_that_cut("escpos:/dev/null?presenter=eject");
    for (unsigned i = 0; b->alarm_ms >= 0; i++) {
        assert_true(i < 10);
        bench_ring(b);
    }
    assert_int_equal(told(b, &flag), 0);
    assert_int_equal(b->reopens, 0);
    bench_down(b);
}

static void without_a_presenter_nothing_is_asked(void **unused)
{
    (void)unused;
    struct bench *b = printer_that_cut("escpos:/dev/null");
    assert_false(sent(b, ask, sizeof ask));
    assert_false(sent(b, (const uint8_t[]){0x1D, 0x65}, 2));
    bench_down(b);
}

/* As published: JPM112 developer's manual (FF), Custom KPM216 (GS F8), Epson (GS V). */
static void a_mark_says_where_it_is_cut(void **unused)
{
    (void)unused;
    static const struct {
        enum escpos_cut cut;
        enum escpos_mark_paper mark;
        size_t n;
        uint8_t bytes[8];
    } rows[] = {{ESCPOS_CUT_PARTIAL, ESCPOS_MARK_NONE, 4, {0x1D, 0x56, 0x42, 0x18}},
                {ESCPOS_CUT_FULL, ESCPOS_MARK_NONE, 4, {0x1D, 0x56, 0x41, 0x18}},
                {ESCPOS_CUT_NONE, ESCPOS_MARK_NONE, 3, {0x1B, 0x64, 6}},
                {ESCPOS_CUT_PARTIAL, ESCPOS_MARK_FORM, 4, {0x0C, 0x1D, 0x56, 1}},
                {ESCPOS_CUT_FULL, ESCPOS_MARK_ALIGN, 5, {0x1D, 0xF8, 0x1D, 0x56, 0}},
                {ESCPOS_CUT_NONE, ESCPOS_MARK_FORM, 1, {0x0C}}};
    for (unsigned i = 0; i < G_N_ELEMENTS(rows); i++) {
        uint8_t out[8];
        assert_int_equal(escpos_end(rows[i].cut, rows[i].mark, out), rows[i].n);
        assert_memory_equal(out, rows[i].bytes, rows[i].n);
    }
}

static void options_are_read(void **unused)
{
    (void)unused;
    static const char *const texts[] = {
        "escpos:/dev/null", "none", "escpos:/dev/null?width=384&presenter=eject&take=45&steps=30&mark=align"};
    struct uri *uris[G_N_ELEMENTS(texts)];
    struct escpos_options o;
    for (unsigned i = 0; i < G_N_ELEMENTS(texts); i++)
        uris[i] = uri_parse(texts[i], NULL);
    assert_true(escpos_options_read(uris[0], &o, NULL));
    assert_int_equal(o.width, 576);
    assert_int_equal(o.cut, ESCPOS_CUT_PARTIAL);
    assert_int_equal(o.presenter, PRESENTER_NONE);
    assert_int_equal(o.mark, ESCPOS_MARK_NONE);
    assert_true(escpos_options_read(uris[2], &o, NULL));
    assert_int_equal(o.width, 384);
    assert_int_equal(o.presenter, PRESENTER_EJECT);
    assert_int_equal(o.mark, ESCPOS_MARK_ALIGN);
    assert_int_equal(o.take_s, 45);
    assert_int_equal(o.steps, 30);
    assert_int_equal(escpos_options_dots(uris[0]), 576);
    assert_int_equal(escpos_options_dots(uris[1]), 576);
    assert_int_equal(escpos_options_dots(uris[2]), 384);
    for (unsigned i = 0; i < G_N_ELEMENTS(texts); i++)
        uri_free(uris[i]);
}

int main(void)
{
    secret_start();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_paper_is_offered_and_taken),
        cmocka_unit_test(who_takes_none_leaves_none),
        cmocka_unit_test(held_means_held),
        cmocka_unit_test(the_next_paper_finds_room),
        cmocka_unit_test(a_printer_that_does_not_know_the_question_is_left_in_peace),
        cmocka_unit_test(without_a_presenter_nothing_is_asked),
        cmocka_unit_test(a_mark_says_where_it_is_cut),
        cmocka_unit_test(options_are_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

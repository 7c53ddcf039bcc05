/* The receipt printer: what goes out, what it says, and what happens to a receipt when the paper ends. */
#include "bench.h"
#include "devices/printer/escpos_codec.h"

static const uint8_t asb_well[] = {0x10, 0, 0, 0}, asb_out[] = {0x18, 0, 0x0F, 0},
                     asb_cover[] = {0x38, 0, 0, 0}, asb_cutter[] = {0x18, 0x08, 0, 0},
                     asb_low[] = {0x10, 0, 0x03, 0}, printed[] = {0x00};
static const uint8_t clear[] = {0x10, 0x05, 0x02};

static struct bench *printer_up(void)
{
    struct bench *b = bench_up(&escpos_driver, "escpos:/dev/null?width=576&cut=full");
    b->driver->opened(b->state, &b->io);
    return b;
}

static void print(struct bench *b, uint64_t visit, unsigned rows)
{
    struct device_command command = {
        .kind = COMMAND_PRINT, .slot = DEVICE_PRINTER, .visit = visit, .request = 7};
    command.raster = raster_new(576, rows);
    memset(command.raster->bits, 0xA5, (size_t)command.raster->stride * rows);
    b->driver->command(b->state, &b->io, &command);
    raster_free(command.raster);
}

static bool sent(const struct bench *b, const uint8_t *bytes, size_t n)
{
    return memmem(b->sent, b->sent_len, bytes, n) != NULL;
}

static const struct device_letter *last(const struct bench *b, enum device_letter_kind kind)
{
    const struct device_letter *letter = NULL;
    bench_count(b, kind, &letter);
    return letter;
}

static void a_receipt_is_done_when_its_last_mark_is_answered(void **unused)
{
    (void)unused;
    static const uint8_t band[] = {0x1D, 0x76, 0x30, 0x00, 72, 0, 128, 0}, cut[] = {0x1D, 0x56, 0x41, 0x18};
    struct bench *b = printer_up();
    bench_feed(b, asb_well, 4);
    assert_int_equal(last(b, LETTER_STATUS)->status, STATUS_READY);
    print(b, 3, 200);
    assert_int_equal(last(b, LETTER_STATUS)->status, STATUS_BUSY);
    bench_clear(b);
    bench_feed(b, printed, 1);
    assert_true(sent(b, band, sizeof band));
    bench_feed(b, printed, 1); /* the second band of 72 rows */
    bench_feed(b, printed, 1);
    assert_true(sent(b, cut, sizeof cut));
    assert_int_equal(bench_count(b, LETTER_JOB_DONE, NULL), 0);
    bench_feed(b, printed, 1);
    assert_int_equal(bench_count(b, LETTER_JOB_DONE, NULL), 1);
    assert_int_equal(last(b, LETTER_JOB_DONE)->visit, 3);
    assert_int_equal(last(b, LETTER_JOB_DONE)->request, 7);
    assert_int_equal(last(b, LETTER_STATUS)->status, STATUS_READY);
    bench_down(b);
}

static void what_is_wrong_is_told_at_once(void **unused)
{
    (void)unused;
    const struct {
        const uint8_t *asb;
        enum device_attention why;
    } rows[] = {{asb_out, ATTENTION_PAPER_OUT},
                {asb_cover, ATTENTION_COVER_OPEN},
                {asb_cutter, ATTENTION_CUTTER},
                {asb_low, ATTENTION_PAPER_LOW}};
    struct bench *b = printer_up();
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        bench_feed(b, rows[i].asb, 4);
        assert_int_equal(last(b, LETTER_STATUS)->status, STATUS_ATTENTION);
        assert_int_equal(last(b, LETTER_STATUS)->attention, rows[i].why);
    }
    bench_feed(b, (const uint8_t[]){0x12, 0x12, 0x12, 0x12}, 4); /* the answers to DLE EOT 1..4 */
    assert_int_equal(last(b, LETTER_STATUS)->status, STATUS_READY);
    bench_down(b);
}

static void half_a_receipt_never_comes_out_for_the_next_person(void **unused)
{
    (void)unused;
    struct bench *b = printer_up();
    bench_feed(b, asb_well, 4);
    print(b, 3, 300);
    bench_feed(b, printed, 1);
    bench_feed(b, asb_out, 4);
    assert_int_equal(b->alarm_ms, 3000);
    bench_ring(b);
    assert_int_equal(last(b, LETTER_JOB_FAILED)->attention, ATTENTION_PAPER_OUT);
    assert_int_equal(b->blanks, 1);
    assert_true(sent(b, clear, sizeof clear));
    print(b, 4, 20); /* while paper is out the next one is refused at once */
    assert_int_equal(bench_count(b, LETTER_JOB_FAILED, NULL), 2);
    bench_clear(b);
    bench_feed(b, asb_well, 4);
    assert_true(sent(b, clear, sizeof clear));
    assert_true(sent(b, (const uint8_t[]){0x1D, 0x56, 0x41}, 3)); /* the rest is cut off */
    print(b, 5, 20);
    bench_feed(b, printed, 1); /* the mark of the first receipt, late */
    assert_false(sent(b, (const uint8_t[]){0x1D, 0x76, 0x30}, 3));
    bench_ring(b);
    bench_feed(b, (const uint8_t[]){0, 0, 0}, 3);
    assert_int_equal(last(b, LETTER_JOB_DONE)->visit, 5);
    bench_down(b);
}

/* Nobody prints: at once, then slowly, whatever is heard in between; and no more when it is over. */
static void a_jam_between_two_jobs_is_recovered(void **unused)
{
    (void)unused;
    struct bench *b = printer_up();
    bench_feed(b, asb_cutter, 4); /* as it was found at the start */
    assert_true(sent(b, clear, sizeof clear));
    for (unsigned tries = 0; tries < 3; tries++) {
        bench_clear(b);
        bench_feed(b, asb_well, 4);
        bench_feed(b, asb_cutter, 4);
        assert_false(sent(b, clear, sizeof clear));
        bench_ring(b);
        assert_true(sent(b, clear, sizeof clear));
        assert_true(sent(b, escpos_hello, sizeof escpos_hello)); /* the clearing threw the first away */
        assert_true(sent(b, escpos_ask, sizeof escpos_ask));
    }
    bench_feed(b, asb_well, 4);
    bench_clear(b);
    bench_ring(b);
    assert_int_equal(b->sent_len, 0);
    assert_int_equal(b->reopens, 0);
    bench_feed(b, asb_cutter, 4); /* another one */
    assert_true(sent(b, clear, sizeof clear));
    bench_down(b);
}

static void a_job_recovers_the_knife_before_its_first_band(void **unused)
{
    (void)unused;
    struct bench *b = printer_up();
    bench_feed(b, asb_cutter, 4);
    bench_clear(b);
    print(b, 3, 20);
    assert_memory_equal(b->sent, clear, sizeof clear); /* before what it would throw away */
    assert_int_equal(b->alarm_ms, 3000);
    bench_feed(b, asb_well, 4);
    bench_feed(b, (const uint8_t[]){0, 0, 0}, 3);
    assert_int_equal(last(b, LETTER_JOB_DONE)->visit, 3);
    bench_down(b);
}

static void a_jam_that_failed_a_job_is_tried_again(void **unused)
{
    (void)unused;
    struct bench *b = printer_up();
    bench_feed(b, asb_well, 4);
    print(b, 3, 20);
    bench_feed(b, printed, 1);
    bench_feed(b, asb_cutter, 4);
    bench_ring(b);
    assert_int_equal(last(b, LETTER_JOB_FAILED)->attention, ATTENTION_CUTTER);
    bench_clear(b);
    bench_ring(b);
    assert_true(sent(b, clear, sizeof clear));
    bench_clear(b);
    print(b, 4, 20); /* refused, as the other's lies there; but it tries the knife */
    assert_int_equal(last(b, LETTER_JOB_FAILED)->visit, 4);
    assert_true(sent(b, clear, sizeof clear));
    bench_feed(b, asb_well, 4);
    bench_feed(b, asb_cutter, 4); /* at the cut of what was left */
    bench_clear(b);
    bench_ring(b);
    assert_true(sent(b, clear, sizeof clear));
    assert_int_equal(b->reopens, 0);
    for (unsigned jobs = 0; jobs < 2; jobs++) { /* what is left is cut off before another's first row, once */
        bench_feed(b, asb_well, 4);
        bench_clear(b);
        print(b, 5, 20);
        assert_int_equal(sent(b, (const uint8_t[]){0x1D, 0x56, 0x41}, 3), jobs == 0);
        bench_feed(b, (const uint8_t[]){0, 0, 0}, 3);
        assert_int_equal(bench_count(b, LETTER_JOB_DONE, NULL), 1);
    }
    bench_down(b);
}

static void paper_loaded_in_time_goes_on(void **unused)
{
    (void)unused;
    struct bench *b = printer_up();
    bench_feed(b, asb_well, 4);
    print(b, 3, 20);
    bench_feed(b, printed, 1);
    bench_feed(b, asb_out, 4);
    bench_feed(b, asb_well, 4);
    bench_feed(b, printed, 1);
    bench_feed(b, printed, 1);
    assert_int_equal(bench_count(b, LETTER_JOB_DONE, NULL), 1);
    assert_int_equal(bench_count(b, LETTER_JOB_FAILED, NULL), 0);
    bench_down(b);
}

static void a_printer_that_stalls_or_goes_away_fails_the_receipt(void **unused)
{
    (void)unused;
    struct bench *b = printer_up();
    bench_feed(b, asb_well, 4);
    print(b, 3, 20);
    bench_ring(b);
    assert_int_equal(bench_count(b, LETTER_JOB_FAILED, NULL), 0); /* asked once more how it is */
    bench_ring(b);
    assert_int_equal(last(b, LETTER_JOB_FAILED)->attention, ATTENTION_OFFLINE);
    assert_int_equal(b->reopens, 1);
    b->driver->closed(b->state, &b->io);
    print(b, 4, 20);
    assert_int_equal(bench_count(b, LETTER_JOB_FAILED, NULL), 2);
    bench_down(b);
}

/* No automatic status: it is asked before the first band, and when it answers no mark any more. */
static void a_printer_that_tells_nothing_unasked_is_asked(void **unused)
{
    (void)unused;
    static const uint8_t well[] = {0x12, 0x12, 0x12, 0x12}, out[] = {0x1A, 0x32, 0x12, 0x7E};
    for (unsigned late = 0; late < 2; late++) {
        struct bench *b = printer_up();
        bench_feed(b, well, 4);
        print(b, 3, 300);
        bench_feed(b, late ? well : out, 4);
        if (late) {
            bench_feed(b, printed, 1);
            bench_clear(b);
            bench_ring(b);
            assert_true(sent(b, escpos_ask, sizeof escpos_ask));
            bench_feed(b, out, 4);
        }
        assert_int_equal(b->alarm_ms, 3000);
        bench_ring(b);
        assert_int_equal(last(b, LETTER_JOB_FAILED)->attention, ATTENTION_PAPER_OUT);
        assert_int_equal(b->reopens, 0);
        bench_down(b);
    }
}

/* It says that it is well and answers no mark: not for ever. */
static void a_printer_that_never_prints_ends_the_job(void **unused)
{
    (void)unused;
    static const uint8_t well[] = {0x12, 0x12, 0x12, 0x12};
    struct bench *b = printer_up();
    bench_feed(b, well, 4);
    print(b, 3, 20);
    for (unsigned i = 0; i < 2; i++) {
        bench_feed(b, well, 4);
        bench_ring(b);
    }
    assert_int_equal(last(b, LETTER_JOB_FAILED)->attention, ATTENTION_OFFLINE);
    bench_down(b);
}

static void a_picture_half_sent_ends_white_before_anything_else(void **unused)
{
    (void)unused;
    static const uint8_t hello[] = {0x1B, 0x40}, cut[] = {0x1D, 0x56, 0x41};
    struct bench *b = printer_up();
    bench_feed(b, asb_well, 4);
    print(b, 3, 300);
    bench_clear(b);
    bench_feed(b, printed, 1);
    size_t band = b->sent_len; /* a picture of 128 rows and its mark; how much arrived, nobody knows */
    assert_int_equal(band, 8 + 128 * 72 + 3);
    b->driver->closed(b->state, &b->io);
    bench_clear(b);
    b->driver->opened(b->state, &b->io);
    const uint8_t *begins = memmem(b->sent, b->sent_len, hello, sizeof hello);
    assert_int_equal(begins - b->sent, band);
    for (size_t i = 0; i < band; i++)
        assert_int_equal(b->sent[i], 0);
    bench_feed(b, asb_well, 4);
    assert_true(sent(b, cut, sizeof cut));
    b->driver->closed(b->state, &b->io); /* nothing of a receipt lies there now */
    bench_clear(b);
    b->driver->opened(b->state, &b->io);
    assert_true(memcmp(b->sent, hello, sizeof hello) == 0);
    bench_down(b);
}

static void a_silent_printer_is_judged_by_its_port(void **unused)
{
    (void)unused;
    struct bench *b = printer_up();
    b->lines = LINES_WELL;
    bench_ring(b);
    assert_int_equal(last(b, LETTER_STATUS)->status, STATUS_READY);
    print(b, 3, 20);
    bench_ring(b);
    bench_ring(b);
    bench_ring(b);
    assert_int_equal(bench_count(b, LETTER_JOB_DONE, NULL), 1);
    print(b, 4, 20);
    b->lines = LINES_PAPER_OUT;
    bench_ring(b);
    assert_int_equal(last(b, LETTER_JOB_FAILED)->attention, ATTENTION_PAPER_OUT);
    bench_down(b);
}

static void answers_are_told_apart(void **unused)
{
    (void)unused;
    struct escpos_listener l = {0};
    const uint8_t name[] = {0x5F, 'K', 'P', 0x12, 0x00};
    escpos_asked(&l);
    assert_int_equal(escpos_hear(&l, 0x10), ESCPOS_NOTHING);
    assert_int_equal(escpos_hear(&l, 0x12),
                     ESCPOS_NOTHING); /* DLE EOT 1, between the bytes of an automatic status */
    assert_int_equal(escpos_hear(&l, 0x00), ESCPOS_NOTHING);
    assert_int_equal(escpos_hear(&l, 0x0F), ESCPOS_NOTHING);
    assert_int_equal(escpos_hear(&l, 0x00), ESCPOS_STATUS);
    assert_true(l.condition.paper_out);
    for (size_t i = 0; i < sizeof name; i++)
        assert_int_equal(escpos_hear(&l, name[i]), ESCPOS_NOTHING);
    assert_int_equal(escpos_hear(&l, 0x11), ESCPOS_NOTHING); /* XON */
    assert_int_equal(escpos_hear(&l, 0x03), ESCPOS_MARK);
}

/* One fault is not taken back by the next answer, and flow control is no answer. */
static void every_fault_bit_is_heard(void **unused)
{
    (void)unused;
    static const struct {
        uint8_t bytes[6];
        size_t count;
    } faulty[] = {
        {{0x12, 0x52, 0x12, 0x12}, 4},             /* question 2: an error stopped it */
        {{0x12, 0x12, 0x32, 0x12}, 4},             /* 3: for good */
        {{0x12, 0x12, 0x52, 0x12}, 4},             /* 3: until it has cooled down */
        {{0x10, 0x04, 0x00, 0x00}, 4},             /* by itself: mechanical */
        {{0x10, 0x20, 0x00, 0x00}, 4},             /* for good */
        {{0x10, 0x13, 0x40, 0x11, 0x00, 0x00}, 6}, /* until it has cooled down, between XOFF and XON */
    };
    for (size_t i = 0; i < G_N_ELEMENTS(faulty); i++) {
        struct escpos_listener l = {0};
        enum escpos_news news = ESCPOS_NOTHING;
        if (faulty[i].bytes[0] == 0x12)
            escpos_asked(&l);
        for (size_t n = 0; n < faulty[i].count; n++) {
            assert_int_equal(news, ESCPOS_NOTHING);
            news = escpos_hear(&l, faulty[i].bytes[n]);
        }
        assert_int_equal(news, ESCPOS_STATUS);
        assert_int_equal(escpos_attention(&l.condition), ATTENTION_FAULT);
    }
}

static void white_rows_are_fed(void **unused)
{
    (void)unused;
    uint8_t out[ESCPOS_BAND_MAX];
    unsigned row = 0;
    struct raster *r = raster_new(576, 400);
    r->bits[(size_t)300 * r->stride] = 0x80;
    assert_int_equal(escpos_band(r, 576, &row, out), 3);
    assert_memory_equal(out, ((const uint8_t[]){0x1B, 0x4A, 255}), 3);
    /* 45 white rows, one with a single dot at its left end, and the white rest. */
    static const uint8_t rest[] = {0x1B, 0x4A, 45, 0x1D, 0x76, 0x30, 0, 1, 0, 1, 0, 0x80, 0x1B, 0x4A, 99};
    assert_int_equal(escpos_band(r, 576, &row, out), sizeof rest);
    assert_memory_equal(out, rest, sizeof rest);
    assert_int_equal(row, 400);
    assert_int_equal(escpos_band(r, 576, &row, out), 0);
    assert_int_equal(escpos_realtime_inside((const uint8_t[]){0x10, 0x04, 1, 0x10, 0x14, 0x10}, 6), 2);
    raster_free(r);
}

/* Lines with the narrowest gaps that are fed: the most pictures that a band can hold. */
static void the_fullest_band_fits(void **unused)
{
    (void)unused;
    uint8_t out[ESCPOS_BAND_MAX];
    for (unsigned first = 0; first <= ESCPOS_BLANK_ROWS; first++) {
        struct raster *r = raster_new(576, 400);
        unsigned row = 0, rows = 0;
        for (unsigned y = first; y < 400; y += ESCPOS_BLANK_ROWS + 1)
            memset(r->bits + (size_t)y * r->stride, 0xFF, r->stride);
        while (escpos_band(r, 576, &row, out) > 0) {
            assert_true(row > rows);
            rows = row;
        }
        assert_int_equal(rows, 400);
        raster_free(r);
    }
}

static void wrong_options_are_named(void **unused)
{
    (void)unused;
    g_autoptr(GError) error = NULL;
    struct uri *uri = uri_parse("escpos:/dev/null?width=500", NULL);
    void *state = secret_new(escpos_driver.size);
    assert_false(escpos_driver.options(state, uri, &error));
    assert_non_null(strstr(error->message, "width=576 or 384"));
    secret_free(state);
    uri_free(uri);
}

int main(void)
{
    secret_start();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_receipt_is_done_when_its_last_mark_is_answered),
        cmocka_unit_test(what_is_wrong_is_told_at_once),
        cmocka_unit_test(half_a_receipt_never_comes_out_for_the_next_person),
        cmocka_unit_test(a_jam_between_two_jobs_is_recovered),
        cmocka_unit_test(a_job_recovers_the_knife_before_its_first_band),
        cmocka_unit_test(a_jam_that_failed_a_job_is_tried_again),
        cmocka_unit_test(paper_loaded_in_time_goes_on),
        cmocka_unit_test(a_printer_that_stalls_or_goes_away_fails_the_receipt),
        cmocka_unit_test(a_printer_that_tells_nothing_unasked_is_asked),
        cmocka_unit_test(a_printer_that_never_prints_ends_the_job),
        cmocka_unit_test(a_picture_half_sent_ends_white_before_anything_else),
        cmocka_unit_test(a_silent_printer_is_judged_by_its_port),
        cmocka_unit_test(answers_are_told_apart),
        cmocka_unit_test(every_fault_bit_is_heard),
        cmocka_unit_test(white_rows_are_fed),
        cmocka_unit_test(the_fullest_band_fits),
        cmocka_unit_test(wrong_options_are_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

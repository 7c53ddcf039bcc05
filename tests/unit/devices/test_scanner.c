/* Scanned codes: lines of a serial scanner, and pictures made by an independent encoder. */
#include "bench.h"
#include "devices/printer/qr.h"
#include "devices/scanner/decode.h"
#include "devices/scanner/lines_codec.h"

static struct bench *scanner_up(const struct device_driver *driver)
{
    struct bench *b = bench_up(driver, "serial:/dev/null");
    b->driver->opened(b->state, &b->io);
    bench_command(b, COMMAND_VISIT, 4);
    bench_clear(b);
    return b;
}

static const char *code(const struct bench *b, unsigned count)
{
    const struct device_letter *letter = NULL;
    assert_int_equal(bench_count(b, LETTER_CODE, &letter), count);
    assert_int_equal(letter->visit, 4);
    return letter->code;
}

static void a_line_ends_with_cr_lf_both_or_silence(void **unused)
{
    (void)unused;
    struct bench *b = scanner_up(&lines_driver);
    bench_feed(b, "one\rtwo\n\r\n\nthree\r\n", 18);
    assert_string_equal(code(b, 3), "three");
    assert_int_equal(b->alarm_ms, -1);
    bench_feed(b, "fo", 2);
    bench_feed(b, "ur", 2);
    assert_int_equal(b->alarm_ms, 80);
    bench_ring(b);
    assert_string_equal(code(b, 4), "four");
    bench_down(b);
}

static void a_scan_may_be_split_anywhere(void **unused)
{
    (void)unused;
    static const char text[] = "https://example.cn/邻窗\r";
    struct bench *b = scanner_up(&lines_driver);
    for (size_t cut = 0; cut < sizeof text; cut++) {
        bench_clear(b);
        bench_feed(b, text, cut);
        bench_feed(b, text + cut, sizeof text - 1 - cut);
        assert_string_equal(code(b, 1), "https://example.cn/邻窗");
    }
    bench_down(b);
}

static void chinese_of_older_scanners_is_read(void **unused)
{
    (void)unused;
    struct bench *b = scanner_up(&lines_driver);
    bench_feed(b, "\xC1\xDA\xB4\xB0\r", 5);
    assert_string_equal(code(b, 1), "邻窗");
    bench_down(b);
}

static void a_code_that_is_too_long_is_none(void **unused)
{
    (void)unused;
    struct bench *b = scanner_up(&lines_driver);
    char *text = g_strnfill(LINES_CODE_MAX, 'a');
    bench_feed(b, text, LINES_CODE_MAX);
    bench_feed(b, "\r", 1);
    assert_int_equal(strlen(code(b, 1)), LINES_CODE_MAX);
    bench_feed(b, text, LINES_CODE_MAX);
    bench_feed(b, "a\rnext\r", 7);
    assert_string_equal(code(b, 2), "next");
    g_free(text);
    bench_down(b);
}

static void half_a_code_is_not_for_the_next_visit(void **unused)
{
    (void)unused;
    struct bench *b = scanner_up(&lines_driver);
    bench_feed(b, "half", 4);
    bench_command(b, COMMAND_VISIT, 5);
    bench_feed(b, "\r", 1);
    assert_int_equal(bench_count(b, LETTER_CODE, NULL), 0);
    bench_down(b);
}

/* A code as grey pixels, with the quiet zone of four modules. */
static uint8_t *draw(const char *text, unsigned module_px, uint8_t dark, uint8_t light, unsigned *side)
{
    struct qr qr;
    assert_true(qr_make(text, &qr));
    *side = (qr.width + 8) * module_px;
    uint8_t *grey = g_malloc((size_t)*side * *side);
    for (unsigned y = 0; y < *side; y++)
        for (unsigned x = 0; x < *side; x++) {
            unsigned mx = x / module_px - 4, my = y / module_px - 4; /* wraps around before the code begins */
            bool on = mx < qr.width && my < qr.width && qr.dark[my * qr.width + mx];
            grey[(size_t)y * *side + x] = on ? dark : light;
        }
    qr_clear(&qr);
    return grey;
}

static void assert_reads(const char *text, unsigned module_px, uint8_t dark, uint8_t light)
{
    unsigned side;
    uint8_t *grey = draw(text, module_px, dark, light, &side);
    struct decoder *decoder = decoder_new();
    struct decoded *found = secret_new(sizeof *found);
    assert_true(decode(decoder, &(struct grey){grey, side, side, side}, DECODE_FULL, found));
    assert_int_equal(found->count, 1);
    assert_string_equal(found->text[0], text);
    secret_free(found);
    decoder_free(decoder);
    g_free(grey);
}

static void pictures_are_read(void **unused)
{
    (void)unused;
    g_autofree char *dense = g_strnfill(540, 'q');
    assert_reads("https://example.cn/r/123456789012", 4, 0, 255);
    assert_reads("高龄津贴 邻窗", 4, 0, 255);
    assert_reads("white on black", 4, 255, 0);
    assert_reads("weak light", 4, 100, 190);
    assert_reads(dense, 1, 0, 255); /* only enlarged */
}

static void a_picture_may_come_in_pieces(void **unused)
{
    (void)unused;
    unsigned side;
    uint8_t *grey = draw("in pieces", 3, 0, 255, &side);
    g_autofree char *head = g_strdup_printf("P5\n%u %u\n255\n", side, side);
    struct bench *b = scanner_up(&picture_driver);
    for (int round = 1; round <= 2; round++) {
        bench_feed(b, head, 4);
        bench_feed(b, head + 4, strlen(head) - 4);
        bench_feed(b, grey, 100);
        bench_feed(b, grey + 100, (size_t)side * side - 100);
        assert_string_equal(code(b, (unsigned)round), "in pieces");
    }
    bench_feed(b, "GIF89a", 6);
    bench_ring(b);
    bench_feed(b, "P5\n99999 9 255\n", 15);
    assert_int_equal(bench_count(b, LETTER_CODE, NULL), 2);
    g_free(grey);
    bench_down(b);
}

int main(void)
{
    secret_start();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_line_ends_with_cr_lf_both_or_silence),
        cmocka_unit_test(a_scan_may_be_split_anywhere),
        cmocka_unit_test(chinese_of_older_scanners_is_read),
        cmocka_unit_test(a_code_that_is_too_long_is_none),
        cmocka_unit_test(half_a_code_is_not_for_the_next_visit),
        cmocka_unit_test(pictures_are_read),
        cmocka_unit_test(a_picture_may_come_in_pieces),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

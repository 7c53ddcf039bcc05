/* Codes of a scanner that types like a keyboard. */
#include "bench.h"
#include "devices/scanner/wedge_codec.h"
#include "typing.h"

enum { VISIT = 4 };

/* GS1 General Specifications (a GTIN), the address of a receipt, every sign of a US keyboard. */
static const char *const published[] = {
    "6901234567892",
    "https://example.cn/p/1?a=B&c=%E9%82%BB#d",
    " !\"#$%&'()*+,-./0123456789:;<=>?@ABCXYZ[\\]^_`abcxyz{|}~",
    "LC1:611:DEMO-0088",
};

static struct bench *up(void)
{
    struct bench *b = bench_up(&wedge_driver, "evdev:/dev/input/by-id/usb-example-event-kbd");
    b->driver->opened(b->state, &b->io);
    bench_command(b, COMMAND_VISIT, VISIT);
    bench_clear(b);
    return b;
}

static void feed(struct bench *b, struct typing *t)
{
    bench_feed(b, t->bytes->data, t->bytes->len);
    g_byte_array_set_size(t->bytes, 0);
}

static void assert_codes(const struct bench *b, unsigned count, const char *last)
{
    const struct device_letter *letter = NULL;
    assert_int_equal(bench_count(b, LETTER_CODE, &letter), count);
    if (last) {
        assert_string_equal(letter->code, last);
        assert_int_equal(letter->visit, VISIT);
    }
}

static void what_is_typed_is_read(void **unused)
{
    (void)unused;
    static const char *const ends[] = {"KEY_ENTER", "KEY_KPENTER", "KEY_TAB"};
    struct bench *b = up();
    struct typing t = typing_new();
    unsigned count = 0;
    for (size_t i = 0; i < G_N_ELEMENTS(published); i++)
        for (size_t end = 0; end < G_N_ELEMENTS(ends); end++) {
            typing_text(&t, published[i]);
            typing_press(&t, ends[end]);
            feed(b, &t);
            assert_codes(b, ++count, published[i]);
            assert_int_equal(b->alarm_ms, -1);
        }
    g_byte_array_unref(t.bytes);
    bench_down(b);
}

static void split_anywhere_and_glued_in_pairs(void **unused)
{
    (void)unused;
    for (size_t i = 0; i < G_N_ELEMENTS(published); i++)
        for (size_t j = 0; j < G_N_ELEMENTS(published); j++) {
            struct typing t = typing_new();
            typing_text(&t, published[i]);
            typing_press(&t, "KEY_ENTER");
            typing_text(&t, published[j]);
            typing_press(&t, "KEY_ENTER");
            /* every byte of the first and some of each event after it */
            for (guint cut = 0; cut <= t.bytes->len; cut += cut < 4 * EVENTS_BYTES ? 1 : 7) {
                struct bench *b = up();
                bench_feed(b, t.bytes->data, cut);
                bench_feed(b, t.bytes->data + cut, t.bytes->len - cut);
                assert_codes(b, 2, published[j]);
                const struct device_letter *first = b->letters->pdata[0];
                assert_string_equal(first->code, published[i]);
                bench_down(b);
            }
            g_byte_array_unref(t.bytes);
        }
}

static void digits_of_the_number_pad_and_capitals_lock(void **unused)
{
    (void)unused;
    struct bench *b = up();
    struct typing t = typing_new();
    typing_press(&t, "KEY_NUMLOCK");
    typing_press(&t, "KEY_KP6");
    typing_press(&t, "KEY_KPDOT");
    typing_press(&t, "KEY_CAPSLOCK");
    typing_text(&t, "ab1");
    typing_press(&t, "KEY_CAPSLOCK");
    typing_text(&t, "c");
    typing_press(&t, "KEY_ENTER");
    feed(b, &t);
    assert_codes(b, 1, "6.AB1c");
    g_byte_array_unref(t.bytes);
    bench_down(b);
}

static void a_key_that_is_held_counts_once(void **unused)
{
    (void)unused;
    struct bench *b = up();
    struct typing t = typing_new();
    typing_key(&t, "KEY_7", 1);
    for (int i = 0; i < 5; i++)
        typing_key(&t, "KEY_7", 2);
    typing_key(&t, "KEY_7", 0);
    typing_press(&t, "KEY_ENTER");
    feed(b, &t);
    assert_codes(b, 1, "7");
    g_byte_array_unref(t.bytes);
    bench_down(b);
}

static void a_person_types_no_code(void **unused)
{
    (void)unused;
    struct bench *b = up();
    struct typing t = typing_new();
    typing_text(&t, "341199");
    t.ms += WEDGE_GAP_MS + 1;
    typing_press(&t, "KEY_ENTER");
    feed(b, &t);
    assert_codes(b, 0, NULL);
    typing_text(&t, "half");
    t.ms += WEDGE_GAP_MS + 1;
    typing_text(&t, "whole");
    typing_press(&t, "KEY_ENTER");
    feed(b, &t);
    assert_codes(b, 1, "whole");
    g_byte_array_unref(t.bytes);
    bench_down(b);
}

/* Rather none than a wrong one. */
static void what_is_not_certain_is_no_code(void **unused)
{
    (void)unused;
    static const char *const odd[] = {"KEY_F5", "KEY_LEFT", "KEY_102ND"};
    static const char *const held[] = {"KEY_LEFTALT", "KEY_RIGHTCTRL", "KEY_LEFTMETA"};
    struct bench *b = up();
    struct typing t = typing_new();
    for (size_t i = 0; i < G_N_ELEMENTS(odd); i++) {
        typing_text(&t, "12");
        typing_press(&t, odd[i]);
        typing_text(&t, "34");
        typing_press(&t, "KEY_ENTER");
        typing_text(&t, "56");
        typing_key(&t, held[i], 1);
        typing_press(&t, "KEY_KP7");
        typing_key(&t, held[i], 0);
        typing_press(&t, "KEY_ENTER");
    }
    feed(b, &t);
    assert_codes(b, 0, NULL);
    typing_text(&t, "next");
    typing_press(&t, "KEY_ENTER");
    feed(b, &t);
    assert_codes(b, 1, "next");
    g_byte_array_unref(t.bytes);
    bench_down(b);
}

static void what_the_kernel_lost_spoils_the_code(void **unused)
{
    (void)unused;
    struct bench *b = up();
    struct typing t = typing_new();
    typing_key(&t, "KEY_LEFTSHIFT", 1);
    typing_text(&t, "12");
    typing_event(&t, EV_SYN, SYN_DROPPED, 0);
    typing_event(&t, EV_KEY, KEY_3, 1); /* of a report that did not come whole */
    typing_event(&t, EV_SYN, SYN_REPORT, 0);
    typing_text(&t, "45");
    typing_press(&t, "KEY_ENTER");
    feed(b, &t);
    assert_codes(b, 0, NULL);
    typing_text(&t, "next"); /* and nobody holds shift any more */
    typing_press(&t, "KEY_ENTER");
    feed(b, &t);
    assert_codes(b, 1, "next");
    g_byte_array_unref(t.bytes);
    bench_down(b);
}

static void a_code_that_is_too_long_is_none(void **unused)
{
    (void)unused;
    struct bench *b = up();
    struct typing t = typing_new();
    g_autofree char *most = g_strnfill(WEDGE_CODE_MAX, 'm');
    typing_text(&t, most);
    typing_press(&t, "KEY_ENTER");
    feed(b, &t);
    assert_codes(b, 1, most);
    typing_text(&t, most);
    typing_text(&t, "m");
    typing_press(&t, "KEY_ENTER");
    feed(b, &t);
    assert_codes(b, 1, most);
    g_byte_array_unref(t.bytes);
    bench_down(b);
}

static void half_a_code_is_not_for_the_next_visit(void **unused)
{
    (void)unused;
    struct bench *b = up();
    struct typing t = typing_new();
    typing_text(&t, "half");
    feed(b, &t);
    assert_true(b->alarm_ms > WEDGE_GAP_MS);
    bench_command(b, COMMAND_VISIT, VISIT + 1);
    typing_press(&t, "KEY_ENTER");
    feed(b, &t);
    assert_codes(b, 0, NULL);
    typing_text(&t, "left");
    feed(b, &t);
    bench_ring(b); /* nothing followed: it does not stay */
    typing_press(&t, "KEY_ENTER");
    feed(b, &t);
    assert_codes(b, 0, NULL);
    g_byte_array_unref(t.bytes);
    bench_down(b);
}

int main(void)
{
    secret_start();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_typed_is_read),
        cmocka_unit_test(split_anywhere_and_glued_in_pairs),
        cmocka_unit_test(digits_of_the_number_pad_and_capitals_lock),
        cmocka_unit_test(a_key_that_is_held_counts_once),
        cmocka_unit_test(a_person_types_no_code),
        cmocka_unit_test(what_is_not_certain_is_no_code),
        cmocka_unit_test(what_the_kernel_lost_spoils_the_code),
        cmocka_unit_test(a_code_that_is_too_long_is_none),
        cmocka_unit_test(half_a_code_is_not_for_the_next_visit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

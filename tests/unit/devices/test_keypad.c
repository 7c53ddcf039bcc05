/* The keys of a tactile keypad and its headphone jack. */
#include "bench.h"
#include "devices/keypad/keypad_codec.h"
#include "typing.h"

/* Storm AudioNav and Trace's EZ Access: HID usages 69, 6C to 73 are F14, F17 to F24. */
static const struct {
    unsigned usage;
    enum device_key key;
} published[] = {{0x69, DEVICE_KEY_BLANK}, {0x6C, DEVICE_KEY_HELP},   {0x6D, DEVICE_KEY_UP},
                 {0x6E, DEVICE_KEY_DOWN},  {0x6F, DEVICE_KEY_SELECT}, {0x70, DEVICE_KEY_BACK},
                 {0x71, DEVICE_KEY_NEXT},  {0x72, DEVICE_KEY_SLOWER}, {0x73, DEVICE_KEY_FASTER}};

enum { USAGE_F13 = 0x68, CODE_F13 = 183 }; /* both count on from there */

static struct bench *up(const char *options)
{
    g_autofree char *uri = g_strconcat("evdev:/dev/input/by-id/usb-example-event-kbd", options, NULL);
    struct bench *b = bench_up(&keypad_driver, uri);
    b->driver->opened(b->state, &b->io);
    bench_clear(b);
    return b;
}

static void feed(struct bench *b, struct typing *t)
{
    bench_feed(b, t->bytes->data, t->bytes->len);
    g_byte_array_set_size(t->bytes, 0);
}

static void press(struct typing *t, unsigned code)
{
    for (int value = 1; value >= 0; value--) {
        typing_event(t, EV_KEY, code, value);
        typing_event(t, EV_SYN, SYN_REPORT, 0);
    }
}

static void assert_keys(const struct bench *b, unsigned count, enum device_key last)
{
    const struct device_letter *letter = NULL;
    assert_int_equal(bench_count(b, LETTER_KEY, &letter), count);
    assert_int_equal(letter->number, last);
    assert_int_equal(letter->visit, 0);
}

static void published_keys_split_and_glued(void **unused)
{
    (void)unused;
    for (size_t i = 0; i < G_N_ELEMENTS(published); i++)
        for (size_t j = 0; j < G_N_ELEMENTS(published); j++) {
            struct typing t = typing_new();
            press(&t, CODE_F13 + published[i].usage - USAGE_F13);
            press(&t, CODE_F13 + published[j].usage - USAGE_F13);
            for (guint cut = 0; cut <= t.bytes->len; cut++) {
                struct bench *b = up("");
                bench_feed(b, t.bytes->data, cut);
                bench_feed(b, t.bytes->data + cut, t.bytes->len - cut);
                assert_keys(b, 2, published[j].key);
                assert_int_equal(((struct device_letter *)b->letters->pdata[0])->number, published[i].key);
                bench_down(b);
            }
            g_byte_array_unref(t.bytes);
        }
}

static void the_usual_keys_of_others(void **unused)
{
    (void)unused;
    static const struct {
        const char *name;
        enum device_key key;
    } rows[] = {{"KEY_LEFT", DEVICE_KEY_LEFT},
                {"KEY_RIGHT", DEVICE_KEY_RIGHT},
                {"KEY_HOME", DEVICE_KEY_REPEAT},
                {"KEY_VOLUMEUP", DEVICE_KEY_LOUDER},
                {"KEY_VOLUMEDOWN", DEVICE_KEY_QUIETER}};
    struct bench *b = up("");
    struct typing t = typing_new();
    for (unsigned i = 0; i < G_N_ELEMENTS(rows); i++) {
        typing_press(&t, rows[i].name);
        typing_press(&t, "KEY_A"); /* means nothing */
        typing_key(&t, rows[i].name, 2);
        feed(b, &t);
        assert_keys(b, i + 1, rows[i].key);
    }
    g_byte_array_unref(t.bytes);
    bench_down(b);
}

static void assert_jack(const struct bench *b, unsigned count, bool in)
{
    const struct device_letter *letter = NULL;
    assert_int_equal(bench_count(b, LETTER_JACK, &letter), count);
    assert_true(letter->flag == in);
}

static void the_jack_by_switch_and_by_key(void **unused)
{
    (void)unused;
    struct bench *b = up("");
    struct typing t = typing_new();
    typing_event(&t, EV_SW, SW_HEADPHONE_INSERT, 0);
    typing_event(&t, EV_SW, SW_LID, 1);
    feed(b, &t);
    assert_int_equal(bench_count(b, LETTER_JACK, NULL), 0);
    typing_event(&t, EV_SW, SW_HEADPHONE_INSERT, 1);
    feed(b, &t);
    assert_jack(b, 1, true);
    typing_press(&t, "KEY_F15"); /* the same plug */
    feed(b, &t);
    assert_jack(b, 1, true);
    typing_press(&t, "KEY_F16");
    feed(b, &t);
    assert_jack(b, 2, false);
    assert_int_equal(bench_count(b, LETTER_KEY, NULL), 0);
    g_byte_array_unref(t.bytes);
    bench_down(b);
}

/* What is personal must not go on over the loudspeaker. */
static void headphones_of_a_keypad_that_is_gone_are_out(void **unused)
{
    (void)unused;
    struct bench *b = up("");
    struct typing t = typing_new();
    typing_event(&t, EV_SW, SW_HEADPHONE_INSERT, 1);
    feed(b, &t);
    b->driver->closed(b->state, &b->io);
    assert_jack(b, 2, false);
    b->driver->opened(b->state, &b->io);
    typing_event(&t, EV_SW, SW_HEADPHONE_INSERT, 1);
    typing_press(&t, "KEY_F17"); /* the map is still there */
    feed(b, &t);
    assert_jack(b, 3, true);
    assert_keys(b, 1, DEVICE_KEY_HELP);
    g_byte_array_unref(t.bytes);
    bench_down(b);
}

static void another_map(void **unused)
{
    (void)unused;
    struct bench *b = up("?help=KEY_F18&select=KEY_ENTER&jack_in=KEY_1");
    struct typing t = typing_new();
    typing_press(&t, "KEY_F18"); /* was up */
    feed(b, &t);
    assert_keys(b, 1, DEVICE_KEY_HELP);
    typing_press(&t, "KEY_ENTER");
    typing_press(&t, "KEY_F20"); /* was select */
    typing_press(&t, "KEY_1");
    feed(b, &t);
    assert_keys(b, 2, DEVICE_KEY_SELECT);
    assert_jack(b, 1, true);
    g_byte_array_unref(t.bytes);
    bench_down(b);
}

static void a_map_is_judged(void **unused)
{
    (void)unused;
    static const char *const bad[][2] = {{"?up=F18", "up=F18 names no key"},
                                         {"?up=KEY_NOSUCH", "names no key"},
                                         {"?up=", "names no key"},
                                         {"?up=KEY_F1&down=KEY_F1", "the same key"},
                                         {"?over=KEY_F1", "no option over"}};
    for (size_t i = 0; i < G_N_ELEMENTS(bad); i++) {
        g_autoptr(GError) error = NULL;
        g_autofree char *text = g_strconcat("evdev:/dev/input/event7", bad[i][0], NULL);
        struct uri *uri = uri_parse(text, &error);
        assert_true(!uri || !device_check(DEVICE_KEYPAD, uri, &error));
        if (uri)
            assert_non_null(strstr(error->message, bad[i][1]));
        uri_free(uri);
    }
}

int main(void)
{
    secret_start();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(published_keys_split_and_glued),
        cmocka_unit_test(the_usual_keys_of_others),
        cmocka_unit_test(the_jack_by_switch_and_by_key),
        cmocka_unit_test(headphones_of_a_keypad_that_is_gone_are_out),
        cmocka_unit_test(another_map),
        cmocka_unit_test(a_map_is_judged),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

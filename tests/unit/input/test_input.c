/* Typing: what comes in, what stays out, what is shown, which keys stand there. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "base/secret.h"
#include "ui/input/input.h"
#include "ui/voice_script.h"

static void press(struct input *input, const char *keys)
{
    for (; *keys; keys++) {
        char id[] = "key.?";
        id[4] = *keys;
        input_key(input, id);
    }
}

static void phone_is_grouped_and_counted(void **state)
{
    (void)state;
    struct input input = {0};
    struct page *page = page_new();
    input_start(&input, "phone", INPUT_PHONE, 0, "");
    assert_int_equal(input_missing(&input), INPUT_PHONE_DIGITS);
    press(&input, "199000000");
    assert_int_equal(input_missing(&input), 2);
    assert_string_equal(input_shown(page, &input), "199 0000 00");
    assert_false(input_key(&input, "key.X"));
    press(&input, "0199");
    assert_string_equal(input.text, "19900000001");
    assert_int_equal(input_missing(&input), 0);
    assert_true(input_key(&input, "key.delete"));
    assert_string_equal(input.text, "1990000000");
    assert_true(input_key(&input, "key.clear"));
    assert_string_equal(input.text, "");
    page_free(page);
}

static void x_only_ends_an_id_number(void **state)
{
    (void)state;
    struct input input = {0};
    struct page *page = page_new();
    input_start(&input, "spouse_id", INPUT_ID_NUMBER, 0, "");
    press(&input, "X3411991946X0101000X5");
    assert_string_equal(input.text, "34119919460101000X");
    assert_string_equal(input_shown(page, &input), "341199 19460101 000X");
    assert_true(input_key(&input, "cover"));
    assert_string_equal(input_shown(page, &input), "****** ******** ****");
    page_free(page);
}

static void what_is_not_known_stays_empty(void **state)
{
    (void)state;
    struct input input = {.spare = true};
    input_start(&input, "spouse", INPUT_ID_NUMBER, 0, "341199");
    assert_true(input_key(&input, "key.unknown"));
    assert_string_equal(input.text, "");
}

/* One knows one's own telephone: an optional one is left out, not unknown. */
static void a_phone_is_left_out(void **state)
{
    (void)state;
    static const enum input_kind kinds[] = {INPUT_PHONE, INPUT_ID_NUMBER};
    static const char *const said[] = {"不留", "不知道"};
    struct page *page = page_new();
    for (unsigned i = 0; i < G_N_ELEMENTS(kinds); i++) {
        struct input input = {0};
        input_start(&input, "field", kinds[i], 0, "");
        input.spare = true;
        page_begin(page, "form", "");
        input_keys(page, &input, LANGUAGE_ZH);
        const struct widget *w = page_find(page, "key.unknown");
        assert_non_null(w);
        assert_string_equal(w->label, said[i]);
    }
    page_free(page);
}

static void bank_cards_go_by_four(void **state)
{
    (void)state;
    struct input input = {0};
    struct page *page = page_new();
    input_start(&input, "bank", INPUT_BANK_CARD, 0, "");
    assert_true(input_text(&input, "6217 0099-0000 0088"));
    assert_string_equal(input.text, "6217009900000088");
    assert_string_equal(input_shown(page, &input), "6217 0099 0000 0088");
    page_free(page);
}

static void text_is_mended_at_its_end(void **state)
{
    (void)state;
    struct input input = {0};
    input_start(&input, "address", INPUT_TEXT, 10, "幸福里3栋");
    assert_true(input_key(&input, "key.delete"));
    assert_true(input_key(&input, "key.signs"));
    assert_int_equal(input.plane, PLANE_SIGNS);
    assert_true(input_key(&input, "key.，"));
    assert_true(input_key(&input, "key.space"));
    assert_true(input_text(&input, "B座\n502"));
    assert_string_equal(input.text, "幸福里3， B座50");
    assert_false(input_key(&input, "key.done"));
    assert_false(input_key(&input, "next"));
    input_clear(&input);
    static const struct input nothing;
    assert_memory_equal(&input, &nothing, sizeof input);
}

/* Whoever hears the keys instead of seeing them hears words: a comma alone is silence. */
static void key_is_heard(const struct page *page, const struct widget *w, enum language language)
{
    const struct script_view view = {.language = language, .headphones = true};
    struct script *script = secret_new(sizeof *script);
    bool words = false;
    script_begin(script, language);
    script_widget(script, page, w, &view);
    assert_int_equal(script->count, 1);
    for (const char *p = script_line(script, 0); *p; p = g_utf8_next_char(p))
        words = words || g_unichar_isalnum(g_utf8_get_char(p));
    if (!words)
        fail_msg("%s says nothing but %s", w->id, script_line(script, 0));
    secret_free(script);
}

static void keys_do_what_they_say(struct page *page, const struct input *input)
{
    page_begin(page, "form", "");
    input_keys(page, input, LANGUAGE_ZH);
    assert_non_null(page_find(page, "key.done"));
    for (unsigned i = 0; i < page->count; i++) {
        const struct widget *w = &page->widgets[i];
        if (!w->id[0] || w->role == ROLE_CANVAS) /* a canvas is drawn on */
            continue;
        assert_ptr_equal(page_find(page, w->id), w);
        assert_true(w->label[0]);
        for (enum language language = LANGUAGE_ZH; language < LANGUAGE_COUNT; language++)
            key_is_heard(page, w, language);
        struct input copy = *input;
        assert_true(strcmp(w->id, "key.done") == 0 || input_key(&copy, w->id));
    }
    bool asks_digits = input->kind != INPUT_TEXT && input->kind != INPUT_AMOUNT;
    assert_int_equal(page_find(page, "key.unknown") != NULL, asks_digits && input->spare);
    assert_int_equal(page_find(page, "key.X") != NULL && input->kind != INPUT_TEXT,
                     input->kind == INPUT_ID_NUMBER);
}

static void keys_are_unique_and_do_what_they_say(void **state)
{
    (void)state;
    struct page *page = page_new();
    for (int kind = INPUT_TEXT; kind <= INPUT_BANK_CARD; kind++)
        for (int plane = 0; plane < (kind == INPUT_TEXT ? PLANE_COUNT : 1); plane++)
            for (int large = 0; large < 2; large++) {
                struct input input = {0};
                input_start(&input, "f", (enum input_kind)kind, 0,
                            kind == INPUT_ID_NUMBER ? "34119919460101000" : "");
                input.plane = (enum input_plane)plane;
                input.large = large;
                input.spare = large;
                keys_do_what_they_say(page, &input);
            }
    page_free(page);
}

/* Whoever is on a plane finds the others from there. */
static void every_plane_is_reached(void **state)
{
    (void)state;
    struct page *page = page_new();
    static const char *const ways[PLANE_COUNT][2] = {[PLANE_PINYIN] = {"key.signs", "key.hand"},
                                                     [PLANE_LOWER] = {"key.pinyin", "key.upper"},
                                                     [PLANE_UPPER] = {"key.pinyin", "key.lower"},
                                                     [PLANE_SIGNS] = {"key.pinyin", "key.lower"},
                                                     [PLANE_HAND] = {"key.pinyin", "key.pinyin"}};
    for (int plane = 0; plane < PLANE_COUNT; plane++)
        for (int large = 0; large < 2; large++) {
            struct input input = {.kind = INPUT_TEXT, .plane = (enum input_plane)plane, .large = large};
            page_begin(page, "form", "");
            input_keys(page, &input, LANGUAGE_EN);
            assert_non_null(page_find(page, ways[plane][0]));
            assert_non_null(page_find(page, ways[plane][1]));
        }
    page_free(page);
}

int main(void)
{
    secret_start();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(phone_is_grouped_and_counted),
        cmocka_unit_test(x_only_ends_an_id_number),
        cmocka_unit_test(what_is_not_known_stays_empty),
        cmocka_unit_test(a_phone_is_left_out),
        cmocka_unit_test(bank_cards_go_by_four),
        cmocka_unit_test(text_is_mended_at_its_end),
        cmocka_unit_test(keys_are_unique_and_do_what_they_say),
        cmocka_unit_test(every_plane_is_reached),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

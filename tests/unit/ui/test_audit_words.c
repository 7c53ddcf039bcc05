/* What the audit says of words: where Uyghur may be read in Chinese and where not, and which characters are
 * seen as a box. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "base/secret.h"
#include "ui/audit_parts.h"

enum { WIDTH = 1080, HEIGHT = 1920 };

struct desk {
    struct text_fonts *fonts;
    struct text *text;
    struct page *page;
    struct layout *layout;
    struct view view;
    unsigned of_kind[AUDIT_KINDS], chinese;
};

static int advance(void *letters, enum face face, int px, uint32_t character)
{
    return text_advance(letters, face, px, character);
}

static int setup(void **state)
{
    struct desk *d = g_new0(struct desk, 1);
    secret_start();
    words_start(BUILD_DIR "/locale");
    d->fonts = text_fonts_new(NULL);
    assert_non_null(d->fonts);
    d->text = text_new(d->fonts);
    d->page = page_new();
    d->layout = layout_new();
    *state = d;
    return 0;
}

static int teardown(void **state)
{
    struct desk *d = *state;
    layout_free(d->layout);
    page_free(d->page);
    text_free(d->text);
    text_fonts_free(d->fonts);
    g_free(d);
    return 0;
}

static void found(void *to, const struct audit_finding *finding)
{
    struct desk *d = to;
    d->of_kind[finding->kind]++;
}

static void fell_back(void *to, const char *text)
{
    struct desk *d = to;
    d->chinese += text[0] != '\0';
}

static void look(struct desk *d, enum language language, const char *label, const char *detail)
{
    struct layout_options options = {.theme = theme_make(WIDTH, HEIGHT, 0, 0, false, false),
                                     .language = language,
                                     .advance = advance,
                                     .letters = d->text,
                                     .pressed = ""};
    page_begin(d->page, "example", "");
    page_place(d->page, PLACE_BODY);
    page_text(d->page, LOOK_BODY, label)->detail = detail;
    layout_page(d->layout, d->page, &d->view, &options);
    struct audit audit = {
        .layout = d->layout, .text = d->text, .found = found, .falls_back = fell_back, .to = d};
    memset(d->of_kind, 0, sizeof d->of_kind);
    d->chinese = 0;
    audit_words(&audit);
}

/* It falls back where it has no words of its own, and only there. */
static void test_chinese_in_uyghur(void **state)
{
    struct desk *d = *state;
    const char *next = words(LANGUAGE_UG, "下一步");
    assert_string_not_equal(next, "下一步");
    look(d, LANGUAGE_UG, next, "");
    assert_int_equal(d->of_kind[AUDIT_WORDS] + d->chinese, 0);
    look(d, LANGUAGE_UG, next, "没有译文");
    assert_int_equal(d->of_kind[AUDIT_WORDS], 0);
    assert_int_equal(d->chinese, 1);
    look(d, LANGUAGE_UG, "下一步", "");
    assert_int_equal(d->of_kind[AUDIT_WORDS], 1);
    assert_int_equal(d->chinese, 0);
    look(d, LANGUAGE_EN, "Next", "没有译文"); /* English is whole */
    assert_int_equal(d->of_kind[AUDIT_WORDS], 1);
}

static void test_a_character_no_font_has(void **state)
{
    struct desk *d = *state;
    look(d, LANGUAGE_ZH, "赵\U00020000梅 \U0002CEB0", "");
    assert_int_equal(d->of_kind[AUDIT_GLYPHS], 0);
    look(d, LANGUAGE_ZH, "赵\U0002FFFF梅", "");
    assert_int_equal(d->of_kind[AUDIT_GLYPHS], 1);
    look(d, LANGUAGE_UG, "ئۇيغۇرچە، 《赵》", "");
    assert_int_equal(d->of_kind[AUDIT_GLYPHS], 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_chinese_in_uyghur),
        cmocka_unit_test(test_a_character_no_font_has),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}

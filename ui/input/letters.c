/* Letters, digits and Chinese punctuation on three planes, beside the Chinese one. */
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "ui/input/input.h"

#define _(zh) words(language, zh)

enum { ROWS = 3 };
static const char *const planes[PLANE_COUNT][ROWS] = {
    [PLANE_LOWER] = {"qwertyuiop", "asdfghjkl", "zxcvbnm"},
    [PLANE_UPPER] = {"QWERTYUIOP", "ASDFGHJKL", "ZXCVBNM"},
    [PLANE_SIGNS] = {"1234567890", "，。、：；？（）·", "-/#《》“”"},
};

static void letter_row(struct page *page, const char *row)
{
    enum { ONE = 5 };
    while (*row) {
        char id[PAGE_ID], label[ONE] = "";
        text_put(label, sizeof label, text_next(&row));
        snprintf(id, sizeof id, "key.%s", label);
        page_button(page, LOOK_KEY, id, label, "")->grow = true;
    }
}

static void shift_key(struct page *page, const struct input *input, enum language language)
{
    bool lower = input->plane == PLANE_LOWER, signs = input->plane == PLANE_SIGNS;
    page_button(page, LOOK_KEY_FUNCTION, lower ? "key.upper" : "key.lower",
                lower   ? _("大写")
                : signs ? _("字母")
                        : _("小写"),
                "");
}

static void plane_keys(struct page *page, const struct input *input, enum language language)
{
    if (input->plane != PLANE_SIGNS)
        page_button(page, LOOK_KEY_FUNCTION, "key.signs", "123", "");
    page_button(page, LOOK_KEY_FUNCTION, "key.pinyin", _("拼音"), "");
}

const char *input_done_label(const struct input *input, enum language language)
{
    return input->seeks ? _("找一找") : _("填好了");
}

void input_clear_key(struct page *page, const struct input *input, enum language language)
{
    page_button(page, LOOK_KEY_FUNCTION, "key.clear", _("全部删掉"), "")->enabled = input->text[0] != '\0';
}

void input_last_row(struct page *page, const struct input *input, enum language language)
{
    page_button(page, LOOK_KEY, "key.space", _("空格"), "")->grow = true;
    page_button(page, LOOK_KEY_GO, "key.done", input_done_label(input, language), "");
}

void input_alphabet(struct page *page, enum language language)
{
    enum { COLUMNS = 6, COLUMNS_EN = 8 }; /* an English question takes two lines above the keys */
    page_open(page, GROUP_COLUMNS, language == LANGUAGE_EN ? COLUMNS_EN : COLUMNS);
}

/* In large font ten do not fit side by side. */
static void large(struct page *page, const struct input *input, enum language language)
{
    static const char *const alphabets[PLANE_COUNT] = {
        [PLANE_LOWER] = "abcdefghijklmnopqrstuvwxyz", [PLANE_UPPER] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"};
    input_alphabet(page, language);
    if (alphabets[input->plane])
        letter_row(page, alphabets[input->plane]);
    for (unsigned i = 0; !alphabets[input->plane] && i < ROWS; i++)
        letter_row(page, planes[input->plane][i]);
    shift_key(page, input, language);
    plane_keys(page, input, language);
    page_button(page, LOOK_KEY_FUNCTION, "key.delete", _("删一个"), "backspace");
    page_close(page);
    page_open(page, GROUP_ROW, 0);
    input_clear_key(page, input, language);
    input_last_row(page, input, language);
    page_close(page);
}

void input_letters(struct page *page, const struct input *input, enum language language)
{
    if (input->large) {
        large(page, input, language);
        return;
    }
    const char *const *rows = planes[input->plane];
    for (unsigned i = 0; i + 1 < ROWS; i++) {
        page_open(page, GROUP_ROW, 0);
        letter_row(page, rows[i]);
        page_close(page);
    }
    page_open(page, GROUP_ROW, 0);
    shift_key(page, input, language);
    letter_row(page, rows[ROWS - 1]);
    page_button(page, LOOK_KEY_FUNCTION, "key.delete", _("删一个"), "backspace");
    page_close(page);
    page_open(page, GROUP_ROW, 0);
    plane_keys(page, input, language);
    input_clear_key(page, input, language);
    input_last_row(page, input, language);
    page_close(page);
}

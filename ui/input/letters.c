/* Letters, digits and Chinese punctuation on three planes, to mend a text that came from the card. */
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "ui/input/input.h"

#define _(zh) words(language, zh)

enum { ROWS = 3 };
static const char *const planes[PLANE_COUNT][ROWS] = {
    [PLANE_LOWER] = {"qwertyuiop", "asdfghjkl", "zxcvbnm"},
    [PLANE_UPPER] = {"QWERTYUIOP", "ASDFGHJKL", "ZXCVBNM"},
    [PLANE_SIGNS] = {"1234567890", "，。、：；？（）·", "-—/#《》“”"},
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

void input_letters(struct page *page, const struct input *input, enum language language)
{
    const char *const *rows = planes[input->plane];
    for (unsigned i = 0; i + 1 < ROWS; i++) {
        page_open(page, GROUP_ROW, 0);
        letter_row(page, rows[i]);
        page_close(page);
    }
    page_open(page, GROUP_ROW, 0);
    bool upper = input->plane == PLANE_UPPER, signs = input->plane == PLANE_SIGNS;
    page_button(page, LOOK_KEY_FUNCTION, upper ? "key.lower" : "key.upper", upper ? _("小写") : _("大写"),
                "");
    letter_row(page, rows[ROWS - 1]);
    page_close(page);
    page_open(page, GROUP_ROW, 0);
    page_button(page, LOOK_KEY_FUNCTION, signs ? "key.lower" : "key.signs", signs ? _("字母") : _("123，。"),
                "");
    page_button(page, LOOK_KEY_FUNCTION, "key.delete", _("删一个"), "backspace");
    page_button(page, LOOK_KEY, "key.space", _("空格"), "")->grow = true;
    page_button(page, LOOK_KEY_GO, "key.done", _("填好了"), "");
    page_close(page);
}

/* Digits: phone, ID number, bank card (DESIGN.md 4.8). */
#include <string.h>

#include "base/secret.h"
#include "base/text.h"
#include "ui/input/input.h"

#define _(zh) words(language, zh)

unsigned input_missing(const struct input *input)
{
    unsigned wanted = input->kind == INPUT_PHONE       ? INPUT_PHONE_DIGITS
                      : input->kind == INPUT_ID_NUMBER ? INPUT_ID_DIGITS
                      : input->kind == INPUT_CODE      ? INPUT_CODE_DIGITS
                                                       : 0;
    size_t typed = text_length(input->text);
    return typed < wanted ? wanted - (unsigned)typed : 0;
}

static const char *groups_of(enum input_kind kind)
{
    return kind == INPUT_ID_NUMBER ? "6-8-4"
           : kind == INPUT_PHONE   ? "3-4-4"
           : kind == INPUT_CODE    ? "3-3"
                                   : "4";
}

/* 12,345.5: from the point to the left, in threes. */
static const char *amount_shown(struct page *page, const char *text)
{
    enum { GROUP = 3, ROOM = 2 * INPUT_AMOUNT_DIGITS };
    size_t whole = strcspn(text, "."), used = 0;
    char shown[ROOM] = "";
    for (size_t i = 0; text[i] && used + GROUP < sizeof shown; i++) {
        if (i && i < whole && (whole - i) % GROUP == 0)
            shown[used++] = ',';
        shown[used++] = text[i];
    }
    const char *copy = page_copy(page, shown);
    secret_wipe(shown, sizeof shown);
    return copy;
}

const char *input_grouped(struct page *page, enum input_kind kind, const char *text)
{
    enum { ROOM = INPUT_BYTES * 2 };
    char shown[ROOM];
    if (kind == INPUT_TEXT || kind == INPUT_DATE || kind == INPUT_REGION)
        return page_copy(page, text);
    if (kind == INPUT_AMOUNT)
        return amount_shown(page, text);
    bool fits = text_group(shown, sizeof shown, text, groups_of(kind));
    const char *copy = page_copy(page, fits ? shown : "");
    secret_wipe(shown, sizeof shown);
    return copy;
}

const char *input_shown(struct page *page, const struct input *input)
{
    char stars[INPUT_BANK_DIGITS + 1] = "", shown[sizeof stars * 2];
    if (!input->covered)
        return input_grouped(page, input->kind, input->text);
    size_t n = text_length(input->text);
    memset(stars, '*', n < sizeof stars ? n : sizeof stars - 1);
    bool fits = text_group(shown, sizeof shown, stars, groups_of(input->kind));
    return page_copy(page, fits ? shown : "");
}

static void digit(struct page *page, char c)
{
    char id[] = "key.?", label[] = "?";
    id[sizeof id - 2] = label[0] = c;
    page_button(page, LOOK_KEY, id, label, "");
}

void input_digits(struct page *page, const struct input *input, enum language language)
{
    enum { FUNCTION_WIDTH = 256, COLUMNS = 3 };
    page_open(page, GROUP_SIDE, FUNCTION_WIDTH);
    page_open(page, GROUP_COLUMNS, COLUMNS);
    for (int c = '1'; c <= '9'; c++)
        digit(page, (char)c);
    if (input->kind == INPUT_ID_NUMBER)
        digit(page, 'X');
    else
        page_text(page, LOOK_PLAIN, ""); /* its place stays empty */
    digit(page, '0');
    if (input->kind == INPUT_AMOUNT)
        digit(page, '.');
    else if (input->spare)
        page_button(page, LOOK_KEY_FUNCTION, "key.unknown",
                    input->kind == INPUT_PHONE ? _("不留") : _("不知道"), ""); /* one knows one's own */
    else
        page_text(page, LOOK_PLAIN, "");
    page_close(page);
    page_open(page, GROUP_STACK, 0);
    page_button(page, LOOK_KEY_FUNCTION, "key.delete", _("删一个"), "backspace");
    page_button(page, LOOK_KEY_FUNCTION, "key.clear", _("全部删掉"), "");
    if (input->seated && input_covers(input)) /* the one in the field stands too high */
        page_button(page, LOOK_KEY_FUNCTION, "cover", input->covered ? _("看看") : _("遮住"),
                    input->covered ? "visibility" : "visibility_off");
    page_button(page, LOOK_KEY_GO, "key.done", _("填好了"), "")->grow = true;
    page_close(page);
    page_close(page);
}

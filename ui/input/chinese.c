/* The keys of pinyin: the line of letters, the candidates, the letters (DESIGN.md 4.8); in large font the
 * alphabet in its order, because who needs large keys seldom knows a typewriter's. */
#include <stdio.h>
#include <string.h>

#include "ui/input/input.h"

#define _(zh) words(language, zh)

static void letters(struct page *page, const char *row)
{
    for (; *row; row++) {
        char id[] = "key.?", label[] = {*row, '\0'};
        id[sizeof id - 2] = *row;
        page_button(page, LOOK_KEY, id, label, "")->grow = true;
    }
}

static void choices(struct page *page, const struct input *input, enum language language)
{
    const struct candidates *c = &input->candidates;
    struct widget *line = page_add(page, ROLE_STATUS, LOOK_COMPOSITION, "", c->line);
    line->hint = input->hand.absent ? _("点字选字") : _("点字选字，也可以改用手写");
    line->personal = true;
    page_open(page, GROUP_CANDIDATES, (int)input->turn);
    if (input->card && !input_composes(input)) /* the row is free until something is typed */
        page_button(page, LOOK_CANDIDATE, page_format(page, "card.%s", input->field), _("从身份证取"), "")
            ->selected = true;
    if (input->fresh && input->text[0] && !input_composes(input))
        /* never where a candidate was just touched: a second tap would take all away */
        page_button(page, LOOK_CANDIDATE, "key.clear", _("全部删掉"), "")->selected = true;
    for (unsigned i = 0; i < c->count; i++) {
        char id[PAGE_ID];
        snprintf(id, sizeof id, "cand.%u", i);
        struct widget *w = page_add(page, ROLE_KEY, LOOK_CANDIDATE, id, candidate_text(c, i));
        w->personal = true;
        w->selected = i == 0;
    }
    page_close(page);
}

static void function(struct page *page, const char *id, const char *label, const char *icon)
{
    page_button(page, LOOK_KEY_FUNCTION, id, label, icon);
}

/* For who does not know pinyin, and for characters that it does not have. */
static void hand(struct page *page, const struct input *input, enum language language)
{
    if (!input->hand.absent)
        function(page, "key.hand", _("手写"), "draw");
}

static void rows(struct page *page, const struct input *input, enum language language)
{
    static const char *const plain[] = {"qwertyuiop", "asdfghjkl"};
    for (unsigned i = 0; i < G_N_ELEMENTS(plain); i++) {
        page_open(page, GROUP_ROW, 0);
        letters(page, plain[i]);
        page_close(page);
    }
    page_open(page, GROUP_ROW, 0);
    function(page, "key.split", _("分词"), "");
    letters(page, "zxcvbnm");
    function(page, "key.delete", _("删一个"), "backspace");
    page_close(page);
    page_open(page, GROUP_ROW, 0);
    function(page, "key.signs", "123", "");
    hand(page, input, language);
    page_button(page, LOOK_KEY, "key.space", _("空格"), "")->grow = true;
    function(page, "key.，", "，", "");
    page_button(page, LOOK_KEY_GO, "key.done", input_done_label(input, language), "");
    page_close(page);
}

static void alphabet(struct page *page, const struct input *input, enum language language)
{
    input_alphabet(page, language);
    letters(page, "abcdefghijklmnopqrstuvwxyz");
    function(page, "key.split", _("分词"), "");
    function(page, "key.signs", "123", "");
    function(page, "key.，", "，", "");
    function(page, "key.delete", _("删一个"), "backspace");
    page_close(page);
    page_open(page, GROUP_ROW, 0);
    hand(page, input, language);
    input_last_row(page, input, language);
    page_close(page);
}

void input_pinyin(struct page *page, const struct input *input, enum language language)
{
    choices(page, input, language);
    if (input->large)
        alphabet(page, input, language);
    else
        rows(page, input, language);
}

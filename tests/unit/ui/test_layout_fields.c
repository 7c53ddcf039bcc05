/* Where one types: the example in a field, the keys beside digits, the parts of a date. */
#include "base/icons.h"
#include "base/secret.h"
#include "ui/layout.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

static int advance(void *letters, enum face face, int px, uint32_t c)
{
    (void)letters, (void)face;
    return c < 0x2E80 ? px * 56 / 100 : px;
}

static void lay(struct layout *l, const struct page *page, const struct view *view, struct theme theme)
{
    struct layout_options o = {.theme = theme, .advance = advance, .pressed = ""};
    layout_page(l, page, view, &o);
}

/* 删一个 beside 1 2 3, 全部删掉 beside 4 5 6, 填好了 beside the last two rows. */
static void functions_keep_step_with_digits(void **state)
{
    (void)state;
    struct layout *l = layout_new();
    struct page *page = page_new();
    struct view view = {.list_page = 0};
    page_begin(page, "form", "");
    page_place(page, PLACE_KEYS);
    page_open(page, GROUP_SIDE, 256);
    page_open(page, GROUP_COLUMNS, 3);
    for (int i = 0; i < 12; i++)
        page_button(page, LOOK_KEY, page_format(page, "key.%d", i), page_format(page, "%d", i % 10), "");
    page_close(page);
    page_open(page, GROUP_STACK, 0);
    page_button(page, LOOK_KEY_FUNCTION, "key.delete", "删一个", "backspace");
    page_button(page, LOOK_KEY_FUNCTION, "key.clear", "全部删掉", "");
    page_button(page, LOOK_KEY_GO, "key.done", "填好了", "")->grow = true;
    page_close(page);
    page_close(page);
    lay(l, page, &view, theme_make(1080, 1920, 0, 0, false, false));
    static const char *const beside[][2] = {{"key.0", "key.delete"}, {"key.3", "key.clear"}};
    for (unsigned i = 0; i < G_N_ELEMENTS(beside); i++) {
        struct box a = layout_find(l, beside[i][0])->box, b = layout_find(l, beside[i][1])->box;
        assert_int_equal(a.y, b.y);
        assert_int_equal(a.h, b.h);
        assert_int_equal(b.h, 120);
    }
    struct box go = layout_find(l, "key.done")->box, last = layout_find(l, "key.9")->box;
    assert_int_equal(go.y, layout_find(l, "key.6")->box.y);
    assert_int_equal(go.y + go.h, last.y + last.h);
    page_free(page);
    layout_free(l);
}

/* What is asked stands in the middle beside 记不清, not at its top; the three parts, and what is no key,
 * apart. */
static void a_date_has_room(void **state)
{
    (void)state;
    struct layout *l = layout_new();
    struct page *page = page_new();
    struct view view = {.list_page = 0};
    page_begin(page, "form", "");
    page_place(page, PLACE_BODY);
    page_open(page, GROUP_COLUMNS, 3);
    page_button(page, LOOK_PART, "date.year", "1998", "")->detail = "年";
    page_button(page, LOOK_PART, "date.month", "9", "")->detail = "月";
    page_button(page, LOOK_PART, "date.day", "12", "")->detail = "日";
    page_close(page);
    page_place(page, PLACE_KEYS);
    page_open(page, GROUP_STACK, 0);
    page_open(page, GROUP_ROW, 0);
    page_text(page, LOOK_H2, "1998 年的哪个月？")->grow = true;
    page_button(page, LOOK_QUIET, "date.vague", "记不清", "help");
    page_close(page);
    page_open(page, GROUP_ROW, 0);
    page_button(page, LOOK_MEDIUM, "date.back", "改年份", "arrow_back");
    page_button(page, LOOK_KEY_GO, "key.done", "就这样", "")->grow = true;
    page_close(page);
    page_close(page);
    lay(l, page, &view, theme_make(1080, 1920, 0, 0, false, false));
    struct box year = layout_find(l, "date.year")->box, month = layout_find(l, "date.month")->box,
               back = layout_find(l, "date.back")->box, go = layout_find(l, "key.done")->box,
               vague = layout_find(l, "date.vague")->box;
    assert_in_range(month.x - year.x - year.w, 23, 25);
    assert_int_equal(go.x - back.x - back.w, 24);
    for (unsigned i = 0; i < l->placed_count; i++)
        if (l->placed[i].widget && l->placed[i].widget->look == LOOK_H2)
            assert_in_range(2 * l->placed[i].box.y + l->placed[i].box.h, 2 * vague.y + vague.h - 2,
                            2 * vague.y + vague.h + 2);
    page_free(page);
    layout_free(l);
}

/* Smaller and paler than an answer, whole on its line, and behind the caret; an answer takes its place. */
static void an_example_is_not_taken_for_an_answer(void **state)
{
    (void)state;
    struct layout *l = layout_new();
    struct page *page = page_new();
    struct view view = {.list_page = 0};
    for (int large = 0; large < 2; large++) {
        page_begin(page, "form", "");
        page_place(page, PLACE_BODY);
        struct widget *w = page_add(page, ROLE_FIELD, LOOK_NUMBER, "field.number", "老伴身份证");
        w->selected = true;
        w->total = FIELD_END_COVER;
        w->hint = "例如 341199 19480305 0023";
        lay(l, page, &view, theme_make(1080, 1920, 0, 0, large, false));
        const struct placed *p = layout_find(l, "field.number");
        const struct run *empty = &l->runs[p->first_run + p->runs - 1];
        assert_string_equal(empty->text, w->hint);
        assert_int_equal(empty->colour, COLOUR_EXAMPLE);
        assert_false(p->clipped);
        int px = empty->px, x = empty->x;
        w->value = "3411";
        lay(l, page, &view, theme_make(1080, 1920, 0, 0, large, false));
        p = layout_find(l, "field.number");
        assert_string_equal(l->runs[p->first_run + p->runs - 1].text, "3411");
        assert_true(l->runs[p->first_run + p->runs - 1].px > px);
        assert_true(l->runs[p->first_run + p->runs - 1].x < x);
    }
    page_free(page);
    layout_free(l);
}

/* In no theme it is as strong as what is typed, and in each it can be read: white on black, too. */
static void an_example_is_paler_in_every_theme(void **state)
{
    (void)state;
    for (int p = 0; p < PALETTE_COUNT; p++) {
        struct theme t = {.palette = (enum palette)p};
        uint32_t ground = theme_colour(&t, COLOUR_SURFACE);
        double example = theme_contrast(theme_colour(&t, COLOUR_EXAMPLE), ground),
               typed = theme_contrast(theme_colour(&t, COLOUR_INK), ground);
        assert_true(example + 2 < typed);
        assert_true(example >= (p == PALETTE_CONTRAST ? 15 : 7));
    }
}

/* The sign before words of an error has their colour; before other words, that of what is pressed. */
static void a_sign_of_an_error_is_red(void **state)
{
    (void)state;
    struct layout *l = layout_new();
    for (int high = 0; high < 2; high++) {
        struct page *page = page_new();
        struct view view = {.list_page = 0};
        page_begin(page, "draft", "");
        page_place(page, PLACE_BODY);
        page_add(page, ROLE_STATUS, LOOK_ERROR, "", "不是这 6 个")->icon = "error";
        page_text(page, LOOK_BODY, "还差 6 位")->icon = "pin";
        lay(l, page, &view, theme_make(1080, 1920, 0, 0, high, false));
        unsigned seen = 0;
        for (int i = 0; i < (int)l->run_count; i++) {
            seen += l->runs[i].icon == icon_code("error") && l->runs[i].colour == COLOUR_BAD;
            seen += l->runs[i].icon == icon_code("pin") && l->runs[i].colour == COLOUR_PRI;
        }
        assert_int_equal(seen, 2);
        page_free(page);
    }
    layout_free(l);
}

/* A row that takes the room beside a button keeps its picture before its words; one that asks for it at its
 * end, where nothing else stands, has it there. */
static void a_picture_of_a_row_stands_where_it_is_asked_for(void **state)
{
    (void)state;
    struct layout *l = layout_new();
    for (int last = 0; last < 2; last++) {
        struct page *page = page_new();
        struct view view = {.list_page = 0};
        const struct run *icon = NULL, *words = NULL;
        page_begin(page, "materials", "");
        page_place(page, PLACE_BODY);
        page_open(page, GROUP_LIST, 0);
        page_open(page, GROUP_ROW, 0);
        struct widget *w = page_text(page, LOOK_ROW, "户口本");
        w->icon = "menu_book";
        w->grow = true;
        w->total = last;
        page_close(page);
        page_close(page);
        lay(l, page, &view, theme_make(1080, 1920, 0, 0, false, false));
        for (unsigned i = 0; i < l->run_count; i++)
            if (l->runs[i].icon)
                icon = &l->runs[i];
            else
                words = &l->runs[i];
        assert_true(icon && words);
        assert_int_equal(icon->x > words->x, last);
        page_free(page);
    }
    layout_free(l);
}

/* The grid of decades, and the boxes above it: what they say keeps off their edges, in every size. */
static void a_date_keeps_off_its_edges(void **state)
{
    static const int sizes[][2] = {{1080, 1920}, {1920, 1080}, {1280, 1024}, {768, 1366}};
    enum { PADDING = 16, PADDING_OF_PART = 24, LEAST = 4 };
    struct layout *l = layout_new();
    struct page *page = page_new();
    struct view view = {.list_page = 0};
    (void)state;
    page_begin(page, "form", "");
    page_place(page, PLACE_BODY);
    page_open(page, GROUP_COLUMNS, 3);
    page_button(page, LOOK_PART, "date.year", "1998", "")->detail = "year";
    page_button(page, LOOK_PART, "date.month", "Month?", "")->selected = true;
    page_button(page, LOOK_PART, "date.day", "Day?", "");
    page_close(page);
    page_place(page, PLACE_KEYS);
    page_open(page, GROUP_COLUMNS, 3);
    for (int i = 0; i < 5; i++)
        page_button(page, LOOK_CELL, page_format(page, "date.decade.%d", i), "1920–1929", "")->selected =
            i == 2;
    page_close(page);
    for (unsigned i = 0; i < 2 * G_N_ELEMENTS(sizes); i++) {
        struct theme theme = theme_make(sizes[i / 2][0], sizes[i / 2][1], 0, 0, i % 2, false);
        lay(l, page, &view, theme);
        unsigned seen = 0;
        int px = 0;
        for (unsigned k = 0; k < l->placed_count; k++) {
            const struct placed *p = &l->placed[k];
            bool cell = p->widget && p->widget->look == LOOK_CELL;
            if (!p->widget || (!cell && p->widget->look != LOOK_PART))
                continue;
            int least = theme_px(&theme, cell          ? theme_type(&theme, TYPE_CAPTION)
                                         : theme.large ? 48
                                                       : 36),
                padding = cell ? PADDING : PADDING_OF_PART;
            for (unsigned r = p->first_run; r < (unsigned)p->first_run + p->runs; r++, seen++) {
                /* letters give way first, as far as they may */
                int pad = theme_px(&theme, l->runs[r].px > least ? padding : LEAST), width = 0;
                for (const char *c = l->runs[r].text; c < l->runs[r].text + l->runs[r].len;
                     c = g_utf8_next_char(c))
                    width += advance(NULL, FACE_REGULAR, l->runs[r].px, g_utf8_get_char(c));
                assert_true(l->runs[r].x >= p->box.x + pad);
                assert_true(l->runs[r].x + width <= p->box.x + p->box.w - pad);
                px = cell && !px ? l->runs[r].px : px;
                assert_true(!cell || l->runs[r].px == px); /* the chosen one, too */
            }
        }
        assert_int_equal(seen, 5 + 4);
    }
    page_free(page);
    layout_free(l);
}

int main(void)
{
    secret_start();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_sign_of_an_error_is_red),
        cmocka_unit_test(a_picture_of_a_row_stands_where_it_is_asked_for),
        cmocka_unit_test(functions_keep_step_with_digits),
        cmocka_unit_test(a_date_has_room),
        cmocka_unit_test(a_date_keeps_off_its_edges),
        cmocka_unit_test(an_example_is_not_taken_for_an_answer),
        cmocka_unit_test(an_example_is_paler_in_every_theme),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

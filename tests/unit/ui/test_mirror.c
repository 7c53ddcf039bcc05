/* A page in Uyghur is the page in Chinese with its sides changed: the same boxes on the other side, but keys
 * and what is typed as they are. Letters are half an em wide here: no font is needed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "base/icons.h"
#include "base/secret.h"
#include "ui/layout.h"
#include "ui/pages.h"
#include "ui/text_space.h"

enum { WIDTH = 1080, HEIGHT = 1920 };

struct desk {
    struct page *page;
    struct layout *straight, *turned;
    struct view view;
};

static int advance(void *letters, enum face face, int px, uint32_t character)
{
    (void)letters;
    (void)face;
    return character < 0x2E80 ? px / 2 : px;
}

static int setup(void **state)
{
    struct desk *d = g_new0(struct desk, 1);
    secret_start();
    d->page = page_new();
    d->straight = layout_new();
    d->turned = layout_new();
    *state = d;
    return 0;
}

static int teardown(void **state)
{
    struct desk *d = *state;
    layout_free(d->straight);
    layout_free(d->turned);
    page_free(d->page);
    g_free(d);
    return 0;
}

static void lay(struct desk *d, int width, int height)
{
    struct layout_options options = {.theme = theme_make(width, height, 0, 0, false, false),
                                     .language = LANGUAGE_ZH,
                                     .advance = advance,
                                     .pressed = ""};
    layout_page(d->straight, d->page, &d->view, &options);
    options.language = LANGUAGE_UG;
    layout_page(d->turned, d->page, &d->view, &options);
    assert_int_equal(d->turned->placed_count, d->straight->placed_count);
    assert_int_equal(d->turned->run_count, d->straight->run_count);
}

static void test_everything_changes_sides(void **state)
{
    struct desk *d = *state;
    demo_home(d->page, false);
    lay(d, WIDTH, HEIGHT);
    for (unsigned i = 0; i < d->straight->placed_count; i++) {
        struct box a = d->straight->placed[i].box, b = d->turned->placed[i].box;
        assert_int_equal(b.x, WIDTH - a.x - a.w);
        assert_int_equal(b.y, a.y);
        assert_int_equal(b.w, a.w);
        assert_int_equal(b.h, a.h);
    }
    for (unsigned i = 0; i < d->straight->run_count; i++) {
        const struct run *a = &d->straight->runs[i], *b = &d->turned->runs[i];
        int w = a->icon ? a->px : 0;
        uint32_t before = 0;
        for (const char *p = a->text; !a->icon && p < a->text + a->len; p = g_utf8_next_char(p)) {
            uint32_t c = g_utf8_get_char(p);
            w += advance(NULL, (enum face)a->face, a->px, c) + text_space(before, c, a->px, false);
            before = c;
        }
        assert_int_equal(b->x, WIDTH - a->x - w);
        assert_int_equal(b->baseline, a->baseline);
    }
}

static unsigned icons_of(const struct layout *l, const char *name)
{
    unsigned count = 0;
    for (unsigned i = 0; i < l->run_count; i++)
        count += l->runs[i].icon == icon_code(name);
    return count;
}

static void test_what_points_points_the_other_way(void **state)
{
    struct desk *d = *state;
    demo_review(d->page, false);
    lay(d, WIDTH, HEIGHT);
    assert_true(icons_of(d->straight, "arrow_back") > 0);
    assert_int_equal(icons_of(d->turned, "arrow_forward"), icons_of(d->straight, "arrow_back"));
    assert_int_equal(icons_of(d->turned, "arrow_back"), icons_of(d->straight, "arrow_forward"));
    assert_int_equal(icons_of(d->turned, "home"), icons_of(d->straight, "home"));
}

/* Arabic letters reach beyond their advance: a line of them keeps clear of its box's edge, by a tenth of an
 * em, as long as it has room; a line of Han in the same place ends right there. */
static void test_letters_that_reach_stand_back(void **state)
{
    struct desk *d = *state;
    page_begin(d->page, "example", "");
    page_place(d->page, PLACE_BODY);
    page_text(d->page, LOOK_H1, "كۆرۈڭ");
    page_text(d->page, LOOK_H1, "看一遍");
    lay(d, WIDTH, HEIGHT);
    unsigned seen = 0;
    for (unsigned i = 0; i < d->turned->placed_count; i++) {
        const struct placed *p = &d->turned->placed[i];
        if (!p->widget || p->widget->look != LOOK_H1)
            continue;
        const struct run *r = &d->turned->runs[p->first_run];
        int w = r->px * (int)g_utf8_strlen(r->text, r->len); /* Han and joined letters are an em wide here */
        assert_int_equal(p->box.x + p->box.w - r->x - w, r->from_right ? r->px / 10 : 0);
        seen += r->from_right ? 1 : 2;
    }
    assert_int_equal(seen, 3);
}

/* Keys stand as on every keyboard, wherever the block of them stands. */
static void assert_keys_as_they_are(const struct desk *d)
{
    int by = d->turned->keys.x - d->straight->keys.x;
    unsigned keys = 0;
    for (unsigned i = 0; i < d->straight->placed_count; i++) {
        const struct placed *a = &d->straight->placed[i], *b = &d->turned->placed[i];
        if (!a->widget || a->place != PLACE_KEYS)
            continue;
        assert_int_equal(b->box.x, a->box.x + by);
        for (unsigned k = 0; k < a->runs; k++)
            assert_int_equal(d->turned->runs[b->first_run + k].x, d->straight->runs[a->first_run + k].x + by);
        keys++;
    }
    assert_true(keys > 9);
}

static void test_keys_stand_as_they_stand(void **state)
{
    struct desk *d = *state;
    demo_form(d->page, false, false);
    lay(d, WIDTH, HEIGHT);
    assert_keys_as_they_are(d);
    lay(d, HEIGHT, WIDTH);
    assert_int_equal(d->turned->keys.x, 0); /* right of the body in Chinese */
    assert_keys_as_they_are(d);
}

/* The caret is behind what was typed, and both as far from the left side of their box as ever. */
static void test_what_is_typed_grows_to_the_right(void **state)
{
    struct desk *d = *state;
    unsigned fields = 0;
    demo_form(d->page, false, false);
    lay(d, WIDTH, HEIGHT);
    for (unsigned i = 0; i < d->straight->placed_count; i++) {
        const struct placed *a = &d->straight->placed[i], *b = &d->turned->placed[i];
        if (!a->widget || a->widget->role != ROLE_FIELD || !a->widget->selected)
            continue;
        for (unsigned k = 0; k < a->shapes; k++)
            assert_int_equal(d->turned->shapes[b->first_shape + k].box.x - b->box.x,
                             d->straight->shapes[a->first_shape + k].box.x - a->box.x);
        for (unsigned k = 0; k < a->runs; k++) {
            const struct run *r = &d->straight->runs[a->first_run + k];
            if (r->text >= a->widget->value && r->text <= a->widget->value + strlen(a->widget->value))
                fields++, assert_int_equal(d->turned->runs[b->first_run + k].x - b->box.x, r->x - a->box.x);
        }
    }
    assert_true(fields > 0);
}

/* 删一个 changes sides within the field's frame, which stays where the body is; what is typed keeps clear. */
static void test_a_field_keeps_its_end_within_it(void **state)
{
    struct desk *d = *state;
    page_begin(d->page, "example", "");
    page_place(d->page, PLACE_BODY);
    struct widget *w = page_add(d->page, ROLE_FIELD, LOOK_BODY, "field.address", "住在哪里");
    w->value = "幸福里小区";
    w->total = FIELD_END_DELETE;
    w->selected = w->enabled = true;
    lay(d, WIDTH, HEIGHT);
    const struct placed *field = layout_find(d->turned, "field.address"),
                        *end = layout_find(d->turned, "key.delete");
    assert_non_null(field);
    assert_non_null(end);
    struct box frame = d->turned->shapes[field->first_shape].box, body = d->turned->body;
    assert_int_equal(frame.x, body.x);
    assert_int_equal(frame.w, body.w);
    assert_true(end->box.x > frame.x && end->box.x + end->box.w < field->box.x);
    assert_int_equal(field->box.x + field->box.w, frame.x + frame.w);
    const struct run *icon = &d->turned->runs[end->first_run],
                     *typed = &d->turned->runs[field->first_run + field->runs - 1];
    assert_true(icon->x >= end->box.x && icon->x + icon->px <= end->box.x + end->box.w);
    assert_true(typed->text == w->value && typed->x > field->box.x);
    struct box caret = d->turned->shapes[field->first_shape + field->shapes - 1].box;
    assert_true(caret.x > typed->x && caret.x + caret.w < frame.x + frame.w);
}

/* Two lines of letters that reach deep stay off a button's border, and its icon stands beside them. */
/* An example stands where what is typed will stand, and the caret with it. */
static void test_an_example_stays_with_its_caret(void **state)
{
    struct desk *d = *state;
    page_begin(d->page, "example", "");
    page_place(d->page, PLACE_BODY);
    struct widget *w = page_add(d->page, ROLE_FIELD, LOOK_BODY, "field.card", "卡号");
    w->value = "";
    w->hint = "6217 0000";
    w->selected = w->enabled = true;
    lay(d, WIDTH, HEIGHT);
    const struct placed *there = layout_find(d->straight, "field.card"),
                        *here = layout_find(d->turned, "field.card");
    assert_non_null(there);
    assert_non_null(here);
    const struct run *before = &d->straight->runs[there->first_run + there->runs - 1],
                     *after = &d->turned->runs[here->first_run + here->runs - 1];
    struct box caret = d->straight->shapes[there->first_shape + there->shapes - 1].box,
               turned = d->turned->shapes[here->first_shape + here->shapes - 1].box;
    assert_ptr_equal(after->text, w->hint);
    assert_int_equal(turned.x - after->x, caret.x - before->x);
}

static void test_two_lines_leave_room_in_a_button(void **state)
{
    enum { DEEP = 2, OF_EM = 5, BORDER = 6 };
    static const char *const icons[] = {"search", "arrow_forward"};
    struct desk *d = *state;
    for (unsigned k = 0; k < G_N_ELEMENTS(icons); k++) {
        page_begin(d->page, "example", "");
        page_place(d->page, PLACE_BODY);
        page_button(d->page, LOOK_SECOND, "services", "تاپالمىدىڭىزمۇ ئىشنىڭ ھەممىسىنى كۆرۈڭ", icons[k]);
        lay(d, WIDTH, HEIGHT);
        const struct placed *p = layout_find(d->turned, "services");
        int middle = p->box.x + p->box.w / 2, lines = 0, signs = 0;
        for (unsigned i = 0; i < p->runs; i++) {
            const struct run *r = &d->turned->runs[p->first_run + i];
            if (r->icon) /* before the words, which is on the right; what points on, behind them */
                signs += (r->x > middle) == (k == 0);
            else {
                lines++;
                assert_true(r->baseline - r->px >= p->box.y);
                assert_true(r->baseline + r->px * DEEP / OF_EM + BORDER <= p->box.y + p->box.h);
            }
        }
        assert_int_equal(lines, 2);
        assert_int_equal(signs, 1);
        assert_false(p->clipped);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_everything_changes_sides),
        cmocka_unit_test(test_what_points_points_the_other_way),
        cmocka_unit_test(test_keys_stand_as_they_stand),
        cmocka_unit_test(test_what_is_typed_grows_to_the_right),
        cmocka_unit_test(test_letters_that_reach_stand_back),
        cmocka_unit_test(test_a_field_keeps_its_end_within_it),
        cmocka_unit_test(test_an_example_stays_with_its_caret),
        cmocka_unit_test(test_two_lines_leave_room_in_a_button),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}

/* The audit finds what is planted in more ways than one (each kind and bar: test_audit_kinds.c), by its kind
 * and at its widget, and nothing on a sound page. */
#include "audit_desk.h"

static void nothing_on_a_sound_page(void **state)
{
    struct desk *d = *state;
    for (int large = 0; large < 2; large++) {
        describe(d->page);
        lay(d, large);
        struct found found = look(d);
        for (enum audit_kind k = 0; k < AUDIT_KINDS; k++)
            if (found.of_kind[k])
                fail_msg("%s at %s: %s", audit_kind_name(k), found.last[k].widget, found.last[k].what);
    }
}

static void words_that_do_not_fit(void **state)
{
    struct desk *d = *state;
    describe(d->page);
    page_place(d->page, PLACE_BODY);
    page_open(d->page, GROUP_COLUMNS, 4);
    page_button(d->page, LOOK_MEDIUM, "narrow", "Donaudampfschifffahrtsgesellschaft", "");
    page_close(d->page);
    lay(d, false);
    expect_saying(d, AUDIT_CLIPPED, "narrow", "do not fit");
}

static void text_that_leaves_its_box(void **state)
{
    struct desk *d = *state;
    begin(d);
    struct placed *p = placed(d, "next");
    d->layout->runs[p->first_run].x -= 600;
    repaint(d);
    expect_saying(d, AUDIT_CLIPPED, "next", "leaves its box by");
}

/* What is pressed is where it belongs, but its box is drawn beyond the right edge. */
static void a_box_beyond_the_canvas(void **state)
{
    struct desk *d = *state;
    begin(d);
    struct placed *p = placed(d, "tile.1");
    d->layout->shapes[p->first_shape].box.w += WIDTH / 4;
    repaint(d);
    expect_saying(d, AUDIT_CLIPPED, "tile.1", "drawn");
}

/* A page of a form whose field went to the next page, while its keys are here. */
static void a_field_away_from_its_keys(void **state)
{
    struct desk *d = *state;
    describe(d->page);
    page_place(d->page, PLACE_BODY);
    for (int i = 0; i < 12; i++) /* more than gives way above a keyboard */
        page_add(d->page, ROLE_CHOICE, LOOK_RADIO, page_format(d->page, "choice.%d", i), "一个人住");
    page_add(d->page, ROLE_FIELD, LOOK_NUMBER, "field.phone", "手机号")->selected = true;
    page_place(d->page, PLACE_KEYS);
    page_open(d->page, GROUP_COLUMNS, 3);
    for (int i = 1; i <= 6; i++)
        page_button(d->page, LOOK_KEY, page_format(d->page, "key.%d", i), page_format(d->page, "%d", i), "");
    page_close(d->page);
    lay(d, false);
    assert_true(d->layout->list_pages > 1);
    expect_saying(d, AUDIT_CLIPPED, "page", "on another page");
    d->view.list_page = d->layout->list_pages - 1;
    layout_page(d->layout, d->page, &d->view, &d->options);
    assert_non_null(layout_find(d->layout, "field.phone"));
    repaint(d);
    assert_int_equal(look(d).of_kind[AUDIT_CLIPPED], 0);
}

static void text_upon_text(void **state)
{
    struct desk *d = *state;
    begin(d);
    struct placed *p = placed(d, "tile.0");
    struct run *label = NULL, *detail = NULL;
    for (unsigned i = 0; i < p->runs; i++) {
        struct run *run = &d->layout->runs[p->first_run + i];
        label = run->text && !label ? run : label;
        detail = run->text ? run : detail;
    }
    assert_ptr_not_equal(label, detail);
    detail->baseline = label->baseline;
    repaint(d);
    expect_saying(d, AUDIT_OVERLAP, "tile.0", "text lies upon itself");
}

/* The bar of steps touches its lower border and looks like a part of it. */
static void a_button_upon_the_steps(void **state)
{
    struct desk *d = *state;
    describe(d->page);
    page_place(d->page, PLACE_BAR);
    page_text(d->page, LOOK_BODY, "高龄津贴");
    struct widget *steps = page_add(d->page, ROLE_STATUS, LOOK_STEPS, "", "第 2 步，共 5 步");
    steps->number = 2;
    steps->total = 5;
    lay(d, false);
    assert_int_equal(look(d).of_kind[AUDIT_OVERLAP], 0);
    struct placed *pill = placed(d, "large_font"), *bar = NULL;
    for (unsigned i = 0; i < d->layout->placed_count; i++)
        if (d->layout->placed[i].widget && d->layout->placed[i].widget->look == LOOK_STEPS)
            bar = &d->layout->placed[i];
    assert_non_null(bar);
    move(d, bar, 0, pill->box.y + pill->box.h - bar->box.y);
    repaint(d);
    expect_saying(d, AUDIT_OVERLAP, "large_font", "lies upon a text");
}

/* The layout is right, the picture is not: only pixels can tell. */
static void words_painted_over(void **state)
{
    struct desk *d = *state;
    begin(d);
    struct box half = placed(d, "next")->box;
    half.w /= 2;
    canvas_fill(&d->canvas, half, 0x1B2421);
    expect_saying(d, AUDIT_OVERLAP, "next", "of its ink is seen");
}

/* Roles and theme are right, but something lies over the picture like a veil. */
static void a_veil_over_the_picture(void **state)
{
    struct desk *d = *state;
    begin(d);
    assert_int_equal(look(d).of_kind[AUDIT_CONTRAST], 0);
    canvas_blend(&d->canvas, placed(d, "tile.1")->box, 0xFFFFFF, 160);
    expect(d, AUDIT_CONTRAST, "tile.1");
}

static void body_text_below_ten(void **state)
{
    struct desk *d = *state;
    describe(d->page);
    page_place(d->page, PLACE_BODY);
    page_text(d->page, LOOK_BODY, "要看清楚的话")->detail = "";
    lay(d, false);
    assert_int_equal(look(d).of_kind[AUDIT_CONTRAST], 0);
    struct placed *p = NULL;
    for (unsigned i = 0; i < d->layout->placed_count; i++)
        if (d->layout->placed[i].widget && strcmp(d->layout->placed[i].widget->label, "要看清楚的话") == 0)
            p = &d->layout->placed[i];
    assert_non_null(p);
    d->layout->runs[p->first_run].colour = COLOUR_INK2; /* 7.9:1, enough for what is beside the matter */
    repaint(d);
    expect(d, AUDIT_CONTRAST, "\"要看清楚的话\"");
}

static void not_by_keypad(void **state)
{
    struct desk *d = *state;
    begin(d);
    widget(d, "tile.3")->focusable = false;
    expect(d, AUDIT_KEYPAD, "tile.3");
    assert_int_equal(look(d).of_kind[AUDIT_KEYPAD], 2); /* neither way */
}

int main(void)
{
#define T(name) cmocka_unit_test(name)
    const struct CMUnitTest tests[] = {
        T(nothing_on_a_sound_page),
        T(words_that_do_not_fit),
        T(text_that_leaves_its_box),
        T(a_box_beyond_the_canvas),
        T(a_field_away_from_its_keys),
        T(text_upon_text),
        T(a_button_upon_the_steps),
        T(words_painted_over),
        T(a_veil_over_the_picture),
        T(body_text_below_ten),
        T(not_by_keypad),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}

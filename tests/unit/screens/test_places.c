/* Where things stand and how large they are, as the pictures of the design have it; one unit is one pixel
 * here. */
#include "lay.h"

enum { REACH = 710 /* of a 21.5 inch panel: DESIGN.md 6 */ };

static struct theme standing(bool large)
{
    return theme_make(1080, 1920, 0, 0, large, false);
}

static const struct placed *titled(const struct layout *l)
{
    for (unsigned i = 0; i < l->placed_count; i++)
        if (l->placed[i].widget && l->placed[i].widget->look == LOOK_H1)
            return &l->placed[i];
    fail_msg("no title");
    return NULL;
}

static bool shows(const struct layout *l, const char *id)
{
    const struct placed *p = layout_find(l, id);
    return p && strcmp(p->widget->id, id) == 0;
}

/* Mockup 03: four tiles of 240 on a page; mockup 06: 208, as in Chinese. */
static void tiles_have_their_height(void **state)
{
    struct room *room = *state;
    struct layout *l = layout_new();
    room_show_as(room, "home", true, false);
    lay_page(l, room, standing(true), 0, 0);
    assert_int_equal(layout_find(l, "service.gaoling-jintie")->box.h, 240);
    room_show(room, "home");
    room->s->language = LANGUAGE_EN;
    screens_build(room->page, room->s, &room->context);
    lay_page(l, room, standing(false), 0, 0);
    assert_int_equal(layout_find(l, "service.gaoling-jintie")->box.h, 208);
    assert_int_equal(l->list_pages, 1);
    layout_free(l);
}

/* Mockup 05: the switches left, the pager right of them, and the tiles below both. */
static void the_pager_stands_beside_the_switches(void **state)
{
    struct layout *l = layout_new();
    room_show_as(*state, "home", false, true);
    lay_page(l, *state, standing(false), REACH, 0);
    struct box pill = layout_find(l, "large_font")->box, next = layout_find(l, "page.next")->box,
               tile = layout_find(l, "service.gaoling-jintie")->box;
    assert_true(l->list_pages > 1 && pill.x == tile.x);
    assert_int_equal(next.y, pill.y);
    assert_int_equal(next.x + next.w, l->body.x + l->body.w);
    assert_true(tile.y >= next.y + next.h + 24 && next.y >= REACH);
    layout_free(l);
}

/* Only words stand above the reach, and the question is words. */
static void the_question_stands_above_the_reach(void **state)
{
    struct layout *l = layout_new();
    room_show_as(*state, "review", false, true);
    lay_page(l, *state, standing(false), REACH, 0);
    struct box title = titled(l)->box;
    assert_true(title.y + title.h <= REACH);
    assert_true(layout_find(l, "peek")->box.y >= REACH);
    layout_free(l);
}

/* What is to be seen whole has one button that turns the page, whichever name it is called by. */
static void one_button_turns_the_page(void **state)
{
    struct layout *l = layout_new();
    room_show_as(*state, "review", true, false);
    lay_page(l, *state, standing(true), 0, 0);
    assert_true(l->list_pages > 1);
    assert_true(shows(l, "page.prev") && !shows(l, "page.next"));
    assert_ptr_equal(layout_find(l, "page.next"), layout_find(l, "submit"));
    lay_page(l, *state, standing(true), 0, l->list_pages - 1);
    assert_null(layout_find(l, "page.next")); /* never what would hand it in */
    room_show_as(*state, "home", true, false);
    lay_page(l, *state, standing(true), 0, 0);
    assert_true(shows(l, "page.next"));
    layout_free(l);
}

/* Who just made a booking is not led to give it back. */
static void giving_back_is_not_the_first_button(void **state)
{
    static const char *const previews[] = {"booking_made", "booking_made_no_paper", "booking_held"};
    for (unsigned i = 0; i < G_N_ELEMENTS(previews); i++) {
        const struct page *page = room_show(*state, previews[i]);
        const struct widget *back = page_find(page, "unbook"), *print = page_find(page, "print");
        assert_true(back && print && print < back);
    }
}

int main(void)
{
    secret_start();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tiles_have_their_height),
        cmocka_unit_test(the_pager_stands_beside_the_switches),
        cmocka_unit_test(the_question_stands_above_the_reach),
        cmocka_unit_test(one_button_turns_the_page),
        cmocka_unit_test(giving_back_is_not_the_first_button),
    };
    return cmocka_run_group_tests(tests, room_enter, room_leave);
}

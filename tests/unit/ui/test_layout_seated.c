/* Seated: the bar comes down into reach with its 退出, beside the pills where height is short, and parts from
 * it only where even that does not fit. Letters of a made-up width. */
#include "base/secret.h"
#include "layout_room.h"
#include "pages.h"

enum { REACH = 710 };

static void lay(struct room *room, bool large)
{
    struct view view = {.list_page = 0};
    struct layout_options o = {.theme = theme_make(1080, 1920, 0, 0, large, false),
                               .seated = true,
                               .zone_top = REACH,
                               .advance = advance,
                               .pressed = ""};
    layout_page(room->l, room->page, &view, &o);
}

static struct box bar_box(const struct layout *l)
{
    for (unsigned i = 0; i < l->placed_count; i++)
        if (l->placed[i].made == MADE_BAR)
            return l->placed[i].box;
    fail_msg("no bar");
    return (struct box){0};
}

static struct box box_of(const struct layout *l, enum look look)
{
    for (unsigned i = 0; i < l->placed_count; i++)
        if (l->placed[i].widget && l->placed[i].widget->look == look)
            return l->placed[i].box;
    fail_msg("no such look: %d", look);
    return (struct box){0};
}

static bool within(struct box inner, struct box outer)
{
    return inner.x >= outer.x && inner.x + inner.w <= outer.x + outer.w && inner.y >= outer.y &&
           inner.y + inner.h <= outer.y + outer.h;
}

static bool in_one_row(struct box a, struct box b)
{
    return a.x + a.w < b.x && a.y < b.y + b.h && b.y < a.y + a.h;
}

static struct widget *find(struct page *page, const char *label)
{
    for (unsigned i = 0; i < page->count; i++)
        if (page->widgets[i].label && strcmp(page->widgets[i].label, label) == 0)
            return &page->widgets[i];
    return NULL;
}

/* Choosing leaves room: pills, then the bar, the steps, the answers, all below the question. */
static void the_bar_comes_down_whole(void **state)
{
    struct room *room = *state;
    demo_choice(room->page, false);
    lay(room, false);
    struct box bar = bar_box(room->l), exit = layout_find(room->l, "exit")->box,
               pill = layout_find(room->l, "large_font")->box;
    assert_true(bar.y >= pill.y + pill.h);
    assert_true(within(exit, bar));
    assert_true(box_of(room->l, LOOK_STEPS).y >= bar.y + bar.h);
    assert_true(pill.y >= REACH);
    assert_true(box_of(room->l, LOOK_H1).y < pill.y);
}

/* Keys take the height: the bar shares the row of the pills, with its way out; the steps go below both. */
static void above_keys_the_bar_stands_beside_the_pills(void **state)
{
    struct room *room = *state;
    demo_form(room->page, false, false);
    lay(room, false);
    struct box bar = bar_box(room->l), exit = layout_find(room->l, "exit")->box, steps;
    assert_true(room->l->bar_beside);
    assert_true(within(exit, bar));
    assert_true(exit.y >= REACH);
    assert_true(in_one_row(bar, layout_find(room->l, "large_font")->box));
    steps = box_of(room->l, LOOK_STEPS);
    assert_true(steps.y >= bar.y + bar.h);
    assert_int_equal(steps.w, room->l->body.w);
    assert_true(layout_find(room->l, "field.phone")->box.y >= steps.y + steps.h);
}

/* What is done has a name of which not even two lines stand there: 退出 in reach, the rest stays up to be
 * read.
 */
static void a_long_name_stays_up_and_its_exit_comes_down(void **state)
{
    struct room *room = *state;
    demo_form(room->page, false, false);
    find(room->page, "高龄津贴申请")->label = "城乡居民基本养老保险待遇领取资格认证申请办理";
    lay(room, false);
    assert_false(room->l->bar_beside);
    assert_true(room->l->bar_split);
    assert_true(layout_find(room->l, "exit")->box.y >= REACH);
    assert_true(bar_box(room->l).y < REACH);
}

/* Reading: the row is shared where that spares a page. */
static void a_shared_row_spares_a_page(void **state)
{
    struct room *room = *state;
    demo_review(room->page, false);
    lay(room, false);
    assert_true(room->l->bar_beside);
    assert_true(within(layout_find(room->l, "exit")->box, bar_box(room->l)));
    unsigned together = room->l->list_pages;
    find(room->page, "高龄津贴申请")->label = "城乡居民基本养老保险待遇领取资格认证申请办理";
    lay(room, false); /* the name has no room there */
    assert_false(room->l->bar_beside);
    assert_true(bar_box(room->l).y >= REACH);
    assert_true(room->l->list_pages > together);
}

/* Who stands reaches everything: the same keys move nothing into the row of the pills. */
static void standing_the_bar_stays(void **state)
{
    struct room *room = *state;
    struct view view = {.list_page = 0};
    struct layout_options o = {
        .theme = theme_make(768, 1366, 230, 410, true, false), .advance = advance, .pressed = ""};
    demo_form(room->page, true, false);
    layout_page(room->l, room->page, &view, &o);
    assert_true(room->l->give >= GIVE_KEYS); /* else this page proves nothing */
    assert_false(room->l->bar_beside);
    assert_true(bar_box(room->l).y >=
                layout_find(room->l, "large_font")->box.y + layout_find(room->l, "large_font")->box.h);
}

/* In large letters 念给我听 stands in that row too, without its picture where the bar needs the width. */
static void in_large_letters_the_row_is_shared_by_all(void **state)
{
    struct room *room = *state;
    demo_review(room->page, true);
    find(room->page, "高龄津贴申请")->label = "高龄津贴";
    lay(room, true);
    const struct placed *voice = layout_find(room->l, "voice");
    assert_true(room->l->bar_beside);
    assert_true(in_one_row(bar_box(room->l), voice->box));
    assert_true(in_one_row(layout_find(room->l, "large_font")->box, voice->box));
    for (unsigned i = voice->first_run; i < (unsigned)voice->first_run + voice->runs; i++)
        assert_int_equal(room->l->runs[i].icon, 0);
    assert_false(voice->clipped);
    assert_string_equal(layout_label(room->l, voice->widget), "语音");
}

static const struct placed *large_mark(const struct layout *l)
{
    const struct placed *mark = NULL;
    for (unsigned i = 0; i < l->placed_count; i++)
        if (l->placed[i].special == SPECIAL_MARK && l->placed[i].art.w > 100)
            mark = &l->placed[i];
    return mark;
}

/* At home the mark stands beside the question, where nothing is to be pressed; nowhere else. */
static void the_mark_is_beside_the_question_at_home(void **state)
{
    struct room *room = *state;
    demo_home(room->page, false);
    lay(room, false);
    const struct placed *mark = large_mark(room->l);
    assert_non_null(mark);
    assert_false(layout_target(mark));
    struct box title = box_of(room->l, LOOK_H1);
    assert_true(title.x >= mark->box.x + mark->box.w);
    assert_true(title.y >= mark->box.y);
    assert_true(mark->box.y + mark->box.h <= layout_find(room->l, "large_font")->box.y);
    demo_choice(room->page, false);
    lay(room, false);
    assert_null(large_mark(room->l));
    assert_int_equal(box_of(room->l, LOOK_H1).x, room->l->body.x);
}

int main(void)
{
    secret_start();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_bar_comes_down_whole, layout_enter, layout_leave),
        cmocka_unit_test_setup_teardown(above_keys_the_bar_stands_beside_the_pills, layout_enter,
                                        layout_leave),
        cmocka_unit_test_setup_teardown(a_long_name_stays_up_and_its_exit_comes_down, layout_enter,
                                        layout_leave),
        cmocka_unit_test_setup_teardown(a_shared_row_spares_a_page, layout_enter, layout_leave),
        cmocka_unit_test_setup_teardown(standing_the_bar_stays, layout_enter, layout_leave),
        cmocka_unit_test_setup_teardown(in_large_letters_the_row_is_shared_by_all, layout_enter,
                                        layout_leave),
        cmocka_unit_test_setup_teardown(the_mark_is_beside_the_question_at_home, layout_enter, layout_leave),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* The layout by numbers, with letters of a made-up width: no display, no font. */
#include "base/secret.h"
#include "pages.h"
#include "ui/layout.h"
#include "ui/panels.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static int advance(void *letters, enum face face, int px, uint32_t c)
{
    (void)letters, (void)face;
    return c < 0x2E80 ? px * 56 / 100 : px;
}

static void lay(struct layout *l, const struct page *page, const struct view *view, struct theme theme,
                bool seated)
{
    struct layout_options o = {
        .theme = theme, .seated = seated, .zone_top = 710, .advance = advance, .pressed = ""};
    layout_page(l, page, view, &o);
}

static bool meet(struct box a, struct box b)
{
    return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}

/* Nothing outside, no target upon another, none smaller than 80 units; slots of the footer always at one
 * place. */
static void check(const struct layout *l, const char *what)
{
    const struct theme *t = &l->options.theme;
    for (unsigned i = 0; i < l->placed_count; i++) {
        const struct placed *a = &l->placed[i];
        if (a->box.x < 0 || a->box.y < 0 || a->box.x + a->box.w > t->width || a->box.y + a->box.h > t->height)
            fail_msg("%s: outside: %s %d,%d %dx%d", what, a->widget ? a->widget->label : "made", a->box.x,
                     a->box.y, a->box.w, a->box.h);
        if (!layout_target(a))
            continue;
        if (a->box.w < theme_px(t, 80) - 1 || a->box.h < theme_px(t, 80) - 1)
            fail_msg("%s: too small: %s %dx%d", what, a->widget->id, a->box.w, a->box.h);
        for (unsigned k = i + 1; k < l->placed_count; k++) {
            const struct placed *b = &l->placed[k];
            bool dialog = (a->place == PLACE_DIALOG) != (b->place == PLACE_DIALOG);
            if (layout_target(b) && !dialog && meet(a->box, b->box))
                fail_msg("%s: %s upon %s", what, a->widget->id, b->widget->id);
        }
    }
}

static void build(struct page *page, int which, bool large)
{
    switch (which) {
    case 0:
        demo_home(page, large);
        break;
    case 1:
        demo_review(page, large);
        break;
    case 2:
    case 3:
        demo_form(page, large, which == 3);
        break;
    case 4:
        demo_choice(page, large);
        break;
    case 5:
        demo_standby(page);
        break;
    default:
        demo_done(page, large);
    }
}

static void stands_on_every_screen(void **state)
{
    (void)state;
    static const int sizes[][2] = {{1080, 1920}, {2160, 3840}, {1200, 1920}, {768, 1366},
                                   {1920, 1080}, {1280, 1024}, {1366, 768}};
    struct layout *l = layout_new();
    struct page *page = page_new();
    char what[64];
    for (unsigned size = 0; size < G_N_ELEMENTS(sizes); size++)
        for (int large = 0; large < 2; large++) {
            struct theme theme = theme_make(sizes[size][0], sizes[size][1], 0, 0, large, false);
            struct box help = {0};
            for (int which = 0; which < 7; which++) {
                struct view view = {.list_page = 0};
                build(page, which, large);
                do {
                    lay(l, page, &view, theme, false);
                    g_snprintf(what, sizeof what, "%dx%d large %d page %d.%u", sizes[size][0], sizes[size][1],
                               large, which, view.list_page);
                    check(l, what);
                    const struct placed *p = layout_find(l, "help");
                    assert_non_null(p);
                    if (help.w)
                        assert_memory_equal(&help, &p->box, sizeof help);
                    help = p->box;
                } while (++view.list_page < l->list_pages);
            }
        }
    page_free(page);
    layout_free(l);
}

/* DESIGN.md 2.1: no digit narrower than a finger: 16 mm, and 20 in large letters. */
static void keys_of(struct layout *l, const struct panel *panel, bool large)
{
    struct page *page = page_new();
    struct view view = {.list_page = 0};
    int least =
        (int)((large ? 20 : 16) * theme_px_per_mm(panel->width, panel->height, panel->mm_w, panel->mm_h));
    unsigned seen = 0;
    demo_form(page, large, false);
    lay(l, page, &view, theme_make(panel->width, panel->height, panel->mm_w, panel->mm_h, large, false),
        false);
    for (unsigned i = 0; i < l->placed_count; i++) {
        const struct placed *p = &l->placed[i];
        if (!layout_target(p) || p->place != PLACE_KEYS)
            continue;
        seen++;
        if (p->box.w < least)
            fail_msg("%s large %d: %s %d px, not %d", panel->name, large, p->widget->id, p->box.w, least);
    }
    assert_true(seen > 10);
    page_free(page);
}

static void keys_are_as_wide_as_a_finger(void **state)
{
    (void)state;
    static const struct panel small = {"17in", 1280, 1024, 338, 270};
    unsigned count;
    const struct panel *sizes = panels_sizes(&count);
    struct layout *l = layout_new();
    for (int large = 0; large < 2; large++) {
        keys_of(l, &small, large);
        for (unsigned i = 0; i < count; i++)
            keys_of(l, &sizes[i], large);
    }
    layout_free(l);
}

static void frame_is_where_the_design_says(void **state)
{
    (void)state;
    struct layout *l = layout_new();
    struct page *page = page_new();
    struct view view = {.list_page = 0};
    demo_review(page, false);
    lay(l, page, &view, theme_make(1080, 1920, 0, 0, false, false), false);
    assert_int_equal(l->footer.y, 1760);
    assert_int_equal(l->header.h, 144);
    assert_int_equal(l->bar.y, 144);
    assert_int_equal(l->actions.y, 1616);
    struct box sos = layout_find(l, "sos")->box;
    assert_int_equal(sos.w, 184);
    assert_int_equal(sos.h, 128);
    assert_int_equal(sos.x + sos.w, 1080 - 32);
    struct box main = layout_find(l, "submit")->box;
    assert_int_equal(main.x, 56);
    assert_int_equal(main.w, 968);
    assert_int_equal(main.h, 120);
    demo_home(page, false);
    lay(l, page, &view, theme_make(1080, 1920, 0, 0, false, false), false);
    assert_int_equal(layout_find(l, "service.a")->box.w, 472);
    assert_int_equal(layout_find(l, "service.a")->box.h, 208);
    assert_int_equal(layout_find(l, "service.b")->box.x, 56 + 472 + 24);
    assert_int_equal(layout_find(l, "c.2")->box.x, 56 + 224 + 24);
    page_free(page);
    layout_free(l);
}

static void every_id_is_on_some_page(void **state)
{
    (void)state;
    struct layout *l = layout_new();
    struct page *page = page_new();
    struct view view = {.list_page = 0};
    demo_home(page, true);
    lay(l, page, &view, theme_make(1080, 1920, 0, 0, true, false), false);
    assert_true(l->list_pages > 1);
    assert_false(layout_find(l, "page.prev")->widget->enabled);
    for (unsigned i = 0; i < page->count; i++) {
        if (page->widgets[i].place != PLACE_BODY || !page->widgets[i].id[0])
            continue;
        assert_true(l->page_of[i] >= 1 && l->page_of[i] <= l->list_pages);
        view.list_page = l->page_of[i] - 1u;
        lay(l, page, &view, theme_make(1080, 1920, 0, 0, true, false), false);
        assert_non_null(layout_find(l, page->widgets[i].id));
    }
    page_free(page);
    layout_free(l);
}

static void seated_targets_are_in_reach(void **state)
{
    (void)state;
    struct layout *l = layout_new();
    struct page *page = page_new();
    for (int which = 0; which < 7; which++) {
        struct view view = {.list_page = 0};
        build(page, which, false);
        do {
            lay(l, page, &view, theme_make(1080, 1920, 0, 0, false, false), true);
            check(l, "seated");
            for (unsigned i = 0; i < l->placed_count; i++) {
                const struct placed *p = &l->placed[i];
                bool above = layout_target(p) && p->box.y < 710 && p->widget->role != ROLE_IMAGE &&
                             p->special != SPECIAL_WALL; /* the wall is touched anywhere */
                if (above)
                    fail_msg("page %d: %s at %d", which, p->widget->id, p->box.y);
            }
        } while (++view.list_page < l->list_pages);
        if (which == 2)
            assert_non_null(layout_find(l, "field.phone"));
    }
    page_free(page);
    layout_free(l);
}

/* What is only read makes room in the reach: the question stands above it. */
static void seated_words_stand_above(void **state)
{
    (void)state;
    struct layout *l = layout_new();
    struct page *page = page_new();
    struct view view = {.list_page = 0};
    demo_choice(page, false);
    lay(l, page, &view, theme_make(1080, 1920, 0, 0, false, false), true);
    const struct placed *title = NULL;
    for (unsigned i = 0; i < l->placed_count; i++)
        if (l->placed[i].widget && l->placed[i].widget->look == LOOK_H1)
            title = &l->placed[i];
    assert_non_null(title);
    assert_true(title->box.y + title->box.h <= layout_find(l, "large_font")->box.y);
    assert_true(title->box.y >= l->header.y + l->header.h);
    page_free(page);
    layout_free(l);
}

/* Two widgets of the frame never lie upon one another, however long the names are and however low the panel.
 */
static void long_names_find_room(void **state)
{
    (void)state;
    static const int sizes[][4] = {
        {768, 1366, 230, 410}, {1080, 1920, 230, 409}, {1280, 1024, 376, 301}, {1920, 1080, 409, 230}};
    struct layout *l = layout_new();
    struct page *page = page_new();
    for (unsigned i = 0; i < 2 * G_N_ELEMENTS(sizes); i++) {
        const int *s = sizes[i / 2];
        bool large = i % 2;
        struct view view = {.list_page = 0};
        demo_choice(page, large);
        for (unsigned k = 0; k < page->count; k++) {
            struct widget *w = &page->widgets[k];
            if (w->place == PLACE_HEADER && w->look == LOOK_BODY)
                w->label = "Gaoying Community Service Station";
            if (w->place == PLACE_BAR && w->look == LOOK_BODY)
                w->label = "Allowance for residents of great age";
        }
        lay(l, page, &view, theme_make(s[0], s[1], s[2], s[3], large, false), false);
        for (unsigned a = 0; a < l->placed_count; a++)
            for (unsigned b = a + 1; b < l->placed_count; b++) {
                const struct placed *p = &l->placed[a], *q = &l->placed[b];
                bool frame = p->widget && q->widget && (p->place == PLACE_HEADER || p->place == PLACE_BAR);
                if (frame && meet(p->box, q->box))
                    fail_msg("%dx%d: %s upon %s", s[0], s[1], p->widget->label, q->widget->label);
            }
        assert_non_null(layout_find(l, "exit"));
    }
    page_free(page);
    layout_free(l);
}

/* Above a keyboard the title becomes smaller and the sentence goes, before what is typed is on another page.
 */
static void typing_has_one_page(void **state)
{
    (void)state;
    struct layout *l = layout_new();
    struct page *page = page_new();
    struct view view = {.list_page = 0};
    page_begin(page, "form", "");
    demo_frame(page, true, true);
    page_place(page, PLACE_BODY);
    page_text(page, LOOK_H1, "家里有急事的时候，我们打谁的电话？");
    page_text(page, LOOK_LEAD, "儿女、老伴或者邻居的手机号，要打得通。");
    page_add(page, ROLE_FIELD, LOOK_NUMBER, "field.phone", "手机号")->selected = true;
    page_place(page, PLACE_KEYS);
    page_open(page, GROUP_COLUMNS, 3);
    for (int i = 0; i < 12; i++)
        page_button(page, LOOK_KEY, page_format(page, "key.%d", i), page_format(page, "%d", i), "");
    page_close(page);
    lay(l, page, &view, theme_make(768, 1366, 230, 410, true, false), false);
    assert_int_equal(l->list_pages, 1);
    assert_true(l->give >= GIVE_KEYS);
    const struct placed *field = layout_find(l, "field.phone");
    assert_true(field->box.y + field->box.h <= l->keys.y);
    lay(l, page, &view, theme_make(1080, 1920, 0, 0, false, false), false);
    assert_int_equal(l->give, GIVE_NOTHING);
    page_free(page);
    layout_free(l);
}

/* UAX #14 and the printers' rule: no line begins with ，。？ and a word that cannot fit says so. */
static void lines_break_where_they_may(void **state)
{
    (void)state;
    struct layout *l = layout_new();
    struct page *page = page_new();
    struct view view = {.list_page = 0};
    page_begin(page, "notice", "");
    page_text(page, LOOK_BODY,
              "三月二十日上午八点半到下午四点半，幸福里小区一号楼到九号楼停水，请大家提前用桶接好水。停水时，"
              "别开水龙头，谢谢。");
    lay(l, page, &view, theme_make(1080, 1920, 0, 0, false, false), false);
    unsigned n = 0;
    for (unsigned i = 0; i < l->run_count; i++) {
        const struct run *r = &l->runs[i];
        if (!r->text || r->px != 36)
            continue;
        n++;
        assert_true(strncmp(r->text, "，", 3) != 0 && strncmp(r->text, "。", 3) != 0);
        assert_true(r->x >= 56);
    }
    assert_int_equal(n, 3); /* 57 characters, at most 26 a line */
    page_begin(page, "notice", "");
    page_text(page, LOOK_H1, "WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW");
    lay(l, page, &view, theme_make(1080, 1920, 0, 0, false, false), false);
    bool clipped = false;
    for (unsigned i = 0; i < l->placed_count; i++)
        clipped = clipped || l->placed[i].clipped;
    assert_true(clipped);
    page_free(page);
    layout_free(l);
}

/* Two lines of Chinese part where one draws breath, unless one of them would be very short. */
static void two_lines_part_at_a_clause(void **state)
{
    (void)state;
    static const struct {
        const char *text, *first;
    } cases[] = {{"我保证：填的都是真的。搬家、换卡，要是电话换了我会来说。", "我保证：填的都是真的。"},
                 {"好，三月二十日上午八点半到下午四点半这里停水，别忘了接水", NULL},
                 {"三月二十日上午八点半到下午四点半这里停水别忘了接水谢谢您", NULL}};
    struct layout *l = layout_new();
    struct page *page = page_new();
    struct view view = {.list_page = 0};
    for (unsigned i = 0; i < G_N_ELEMENTS(cases); i++) {
        page_begin(page, "notice", "");
        page_text(page, LOOK_BODY, cases[i].text);
        lay(l, page, &view, theme_make(1080, 1920, 0, 0, false, false), false);
        const struct run *run = NULL;
        for (unsigned k = 0; k < l->run_count && !run; k++)
            run = l->runs[k].px == 36 ? &l->runs[k] : NULL;
        assert_non_null(run);
        assert_true(run->len < strlen(cases[i].text));
        if (cases[i].first)
            assert_int_equal(run->len, strlen(cases[i].first));
        else
            assert_true(run->len > strlen("好，"));
    }
    page_free(page);
    layout_free(l);
}

/* 看一遍，对不对？ one character too long: no question mark alone. A long number: one line. */
static void no_character_is_left_alone(void **state)
{
    (void)state;
    struct layout *l = layout_new();
    struct page *page = page_new();
    struct view view = {.list_page = 0};
    page_begin(page, "notice", "");
    page_text(page, LOOK_H1, "今天来这里要办的是哪一件事情呢？");
    page_add(page, ROLE_TEXT, LOOK_NUMBER, "", "办件编号")->value = "2061 7000 0013 2061 7000 0013 20";
    lay(l, page, &view, theme_make(1080, 1920, 0, 0, false, false), false);
    unsigned heading = 0;
    for (unsigned i = 0; i < l->placed[0].runs; i++, heading++)
        assert_true(l->runs[l->placed[0].first_run + i].len > 3 * strlen("这"));
    assert_int_equal(heading, 2);
    assert_int_equal(l->placed[1].runs, 2); /* what it is, and the number */
    page_free(page);
    layout_free(l);
}

static struct box steps_box(const struct layout *l)
{
    for (unsigned i = 0; i < l->placed_count; i++)
        if (l->placed[i].widget && l->placed[i].widget->look == LOOK_STEPS)
            return l->placed[i].box;
    fail_msg("no steps");
    return (struct box){0};
}

/* Lying, in large letters, bar and 念给我听 stand in the header: no higher than the switches, and clear of
 * the steps right below it. */
static void the_header_is_clear_of_the_steps(void **state)
{
    (void)state;
    struct layout *l = layout_new();
    struct page *page = page_new();
    struct view view = {.list_page = 0};
    demo_review(page, true);
    lay(l, page, &view, theme_make(1920, 1080, 0, 0, true, false), false);
    struct box voice = layout_find(l, "voice")->box, pill = layout_find(l, "large_font")->box,
               steps = steps_box(l);
    assert_int_equal(layout_find(l, "voice")->place, PLACE_HEADER);
    assert_int_equal(voice.y, pill.y);
    assert_int_equal(voice.h, pill.h);
    assert_true(voice.y > 0);
    assert_true(steps.y - (voice.y + voice.h) >= theme_px(&l->options.theme, 8));
    assert_true(l->bar_up);
    for (unsigned i = 0; i < l->placed_count; i++)
        if (l->placed[i].made == MADE_BAR)
            assert_true(steps.y - (l->placed[i].box.y + l->placed[i].box.h) >=
                        theme_px(&l->options.theme, 8));
    page_free(page);
    layout_free(l);
}

static int start(void **state)
{
    (void)state;
    secret_start();
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(stands_on_every_screen),
        cmocka_unit_test(keys_are_as_wide_as_a_finger),
        cmocka_unit_test(frame_is_where_the_design_says),
        cmocka_unit_test(every_id_is_on_some_page),
        cmocka_unit_test(seated_targets_are_in_reach),
        cmocka_unit_test(lines_break_where_they_may),
        cmocka_unit_test(no_character_is_left_alone),
        cmocka_unit_test(two_lines_part_at_a_clause),
        cmocka_unit_test(seated_words_stand_above),
        cmocka_unit_test(long_names_find_room),
        cmocka_unit_test(typing_has_one_page),
        cmocka_unit_test(the_header_is_clear_of_the_steps),
    };
    return cmocka_run_group_tests(tests, start, NULL);
}

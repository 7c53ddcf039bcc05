/* 交好了 while its paper is printed and after: nothing moves under the eyes of who reads the number. */
#include "lay.h"

static const struct panel {
    int width, height;
} panels[] = {{1080, 1920}, {1920, 1080}, {1280, 1024}, {768, 1366}};

enum { PLACES = 64 };
struct places {
    unsigned count;
    struct {
        unsigned page;
        enum look look;
        struct box box;
    } of[PLACES];
};

static void gather(const struct layout *layout, struct places *places)
{
    for (unsigned i = 0; i < layout->placed_count; i++) {
        const struct placed *p = &layout->placed[i];
        if (!p->widget || p->place != PLACE_BODY)
            continue;
        assert_true(places->count < PLACES);
        places->of[places->count].page = layout->list_page;
        places->of[places->count].look = p->widget->look;
        places->of[places->count++].box = p->box;
    }
}

/* What stands on its pages, one after another. */
static struct places lay(struct room *room, struct layout *layout, const struct panel *panel,
                         enum print_state print, const void *receipt)
{
    struct view view = {.list_page = 0};
    struct layout_options options = {.theme =
                                         theme_make(panel->width, panel->height, 0, 0, room->s->large, false),
                                     .language = room->s->language,
                                     .advance = room_advance,
                                     .pressed = ""};
    struct places places = {0};
    room->s->print = print;
    room->context.receipt = receipt;
    screens_build(room->page, room->s, &room->context);
    do {
        layout_page(layout, room->page, &view, &options);
        gather(layout, &places);
    } while (++view.list_page < layout->list_pages);
    return places;
}

static bool shows(const struct places *places, enum look look)
{
    for (unsigned i = 0; i < places->count; i++)
        if (places->of[i].look == look)
            return true;
    return false;
}

static void same(const struct places *before, const struct places *after, const char *what)
{
    if (before->count != after->count)
        fail_msg("%s: %u things, then %u", what, before->count, after->count);
    for (unsigned i = 0; i < before->count; i++) {
        struct box a = before->of[i].box, b = after->of[i].box;
        if (before->of[i].look != after->of[i].look || before->of[i].page != after->of[i].page ||
            memcmp(&a, &b, sizeof a) != 0)
            fail_msg("%s: look %d at %d,%d %dx%d, then look %d at %d,%d %dx%d", what, (int)before->of[i].look,
                     a.x, a.y, a.w, a.h, (int)after->of[i].look, b.x, b.y, b.w, b.h);
    }
}

static void printed(struct room *room, struct layout *layout, const struct panel *panel, const char *what)
{
    struct places asked = lay(room, layout, panel, PRINT_ASKED, NULL);
    assert_true(shows(&asked, LOOK_NUMBER));
    bool standing = panel->width < panel->height, small = !room->s->large;
    assert_int_equal(shows(&asked, LOOK_PAPER), standing && small && room->s->kase.accepted);
    struct places drawn = lay(room, layout, panel, PRINT_ASKED, panels); /* layout never looks into it */
    same(&asked, &drawn, what);
    struct places lies = lay(room, layout, panel, PRINT_PRINTED, panels);
    same(&asked, &lies, what);
}

static void nothing_moves_while_it_prints(void **state)
{
    static const char *const names[] = {"done", "done_offline", "delivery_done", "report_done",
                                        "bundle_done"};
    struct room *room = *state;
    struct layout *layout = layout_new();
    char what[96];
    for (unsigned n = 0; n < G_N_ELEMENTS(names); n++)
        for (unsigned p = 0; p < G_N_ELEMENTS(panels); p++)
            for (int language = 0; language < LANGUAGE_COUNT; language++)
                for (int large = 0; large < 2; large++) {
                    room_show_in(room, names[n], (enum language)language, large);
                    g_snprintf(what, sizeof what, "%s, %dx%d, language %d, large %d", names[n],
                               panels[p].width, panels[p].height, language, large);
                    printed(room, layout, &panels[p], what);
                }
    layout_free(layout);
}

/* The sheet stands there before there is anything on it, then shows what is printed. */
static void the_sheet_waits_for_its_picture(void **state)
{
    struct room *room = *state;
    room_show(room, "done");
    room->context.receipt = NULL;
    screens_build(room->page, room->s, &room->context);
    assert_null(page_find(room->page, "paper")->live);
    room->context.receipt = panels;
    screens_build(room->page, room->s, &room->context);
    assert_ptr_equal(page_find(room->page, "paper")->live, panels);
}

/* Seated, what is only read stands above the reach: number, code and what is printed need no second page. */
static void seated_the_number_is_on_the_first_page(void **state)
{
    enum { REACH = 710 };
    static const char *const names[] = {"done", "done_offline"};
    struct room *room = *state;
    struct layout *layout = layout_new();
    for (unsigned n = 0; n < G_N_ELEMENTS(names); n++) {
        room_show(room, names[n]);
        room->s->seated = true;
        screens_build(room->page, room->s, &room->context);
        struct view view = {.list_page = 0};
        struct layout_options options = {.theme = theme_make(1080, 1920, 0, 0, false, false),
                                         .seated = true,
                                         .zone_top = REACH,
                                         .advance = room_advance,
                                         .pressed = ""};
        layout_page(layout, room->page, &view, &options);
        struct places first = {0};
        gather(layout, &first);
        assert_true(shows(&first, LOOK_NUMBER) && shows(&first, LOOK_BANNER));
        assert_int_equal(shows(&first, LOOK_QR), room->s->kase.accepted);
        for (unsigned i = 0; i < first.count; i++)
            if (first.of[i].look == LOOK_RESULT)
                assert_true(first.of[i].box.y + first.of[i].box.h <= layout->pills_y);
        assert_true(shows(&first, LOOK_RESULT));
    }
    layout_free(layout);
}

/* It worked, the number and what comes next are seen at once: neither the frames of the contrast theme nor
 * English words push the last off the page (DESIGN.md 9). */
static void what_comes_next_is_on_the_first_page(void **state)
{
    static const char *const names[] = {"done", "payment_done", "delivery_done"};
    struct room *room = *state;
    struct layout *layout = layout_new();
    for (unsigned n = 0; n < G_N_ELEMENTS(names); n++)
        for (int contrast = 0; contrast < 2; contrast++)
            for (int language = 0; language <= LANGUAGE_EN; language++) {
                room_show(room, names[n]);
                room->s->language = (enum language)language;
                screens_build(room->page, room->s, &room->context);
                struct view view = {.list_page = 0};
                struct layout_options options = {.theme = theme_make(1080, 1920, 0, 0, false, contrast),
                                                 .language = room->s->language,
                                                 .advance = lay_advance,
                                                 .pressed = ""};
                layout_page(layout, room->page, &view, &options);
                if (layout->list_pages > 1)
                    fail_msg("%s, language %d, contrast %d: %u pages", names[n], language, contrast,
                             layout->list_pages);
            }
    layout_free(layout);
}

int main(void)
{
    secret_start();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_moves_while_it_prints),
        cmocka_unit_test(the_sheet_waits_for_its_picture),
        cmocka_unit_test(seated_the_number_is_on_the_first_page),
        cmocka_unit_test(what_comes_next_is_on_the_first_page),
    };
    return cmocka_run_group_tests(tests, room_enter, room_leave);
}

/* Every screen on every panel, in both languages and all modes, with letters of a made-up width: nothing is
 * cut, nothing lies upon another, nothing stands under the buttons, and every page of a list is reached. */
#include "room.h"
#include "ui/layout.h"
#include "ui/screens/screens.h"

static const struct panel {
    int width, height;
} panels[] = {{1080, 1920}, {1920, 1080}, {1280, 1024}, {768, 1366}};

static struct layout *layout;
static char what[128]; /* in hand */

static int enter(void **state)
{
    room_enter(state);
    struct room *room = *state;
    room->context.receipt = &panels; /* a picture to show; layout never looks into it */
    room->context.place.notice = (struct label){"3 月 20 日 8:30 到 16:30，幸福里小区停水检修",
                                                "20 March, 8:30 to 16:30: no water in Xingfuli", NULL};
    layout = layout_new();
    return 0;
}

static int leave_room(void **state)
{
    layout_free(layout);
    return room_leave(state);
}

static bool meet(struct box a, struct box b)
{
    return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}

static const char *name_of(const struct placed *p)
{
    return p->widget->id[0] ? p->widget->id : p->widget->label;
}

/* Groups, grounds and the wall have things upon them; widgets do not. */
static bool stands_alone(const struct placed *p)
{
    return p->made == MADE_WIDGET && p->widget && p->special != SPECIAL_WALL && p->box.w > 0 && p->box.h > 0;
}

static void check_one(unsigned at)
{
    const struct layout *l = layout;
    const struct placed *a = &l->placed[at];
    const struct theme *t = &l->options.theme;
    if (a->clipped)
        fail_msg("%s: cut: %s", what, name_of(a));
    if (a->box.x < 0 || a->box.y < 0 || a->box.x + a->box.w > t->width || a->box.y + a->box.h > t->height)
        fail_msg("%s: outside: %s %d,%d %dx%d", what, name_of(a), a->box.x, a->box.y, a->box.w, a->box.h);
    for (unsigned k = at + 1; k < l->placed_count; k++) {
        const struct placed *b = &l->placed[k];
        bool over = (a->place == PLACE_DIALOG) != (b->place == PLACE_DIALOG) ||
                    (a->place == PLACE_TOAST) != (b->place == PLACE_TOAST);
        if (stands_alone(b) && !over && meet(a->box, b->box))
            fail_msg("%s: %s (%d,%d %dx%d) and %s (%d,%d %dx%d)", what, name_of(a), a->box.x, a->box.y,
                     a->box.w, a->box.h, name_of(b), b->box.x, b->box.y, b->box.w, b->box.h);
    }
}

static void every_page(struct room *room, const struct theme *theme)
{
    struct view view = {.list_page = 0};
    struct layout_options options = {
        .theme = *theme, .language = room->s->language, .advance = room_advance, .pressed = ""};
    do {
        layout_page(layout, room->page, &view, &options);
        for (unsigned i = 0; i < layout->placed_count; i++)
            if (stands_alone(&layout->placed[i]))
                check_one(i);
    } while (++view.list_page < layout->list_pages);
}

static void in_mode(struct room *room, const struct preview *preview, enum language language, bool large)
{
    room_fill(room, preview, language, large);
    for (unsigned i = 0; i < G_N_ELEMENTS(panels); i++) {
        struct theme theme = theme_make(panels[i].width, panels[i].height, 0, 0, large, false);
        g_snprintf(what, sizeof what, "%s, %dx%d%s, language %d", preview->name, panels[i].width,
                   panels[i].height, large ? ", large" : "", (int)language);
        every_page(room, &theme);
    }
}

static void all_previews(struct room *room, bool large)
{
    unsigned count;
    const struct preview *previews = screens_previews(&count);
    for (unsigned i = 0; i < count; i++)
        for (int language = 0; language < LANGUAGE_COUNT; language++)
            in_mode(room, &previews[i], (enum language)language, large);
}

static void standard_fits(void **state)
{
    all_previews(*state, false);
}

static void large_fits(void **state)
{
    all_previews(*state, true);
}

static void shown(struct room *room, const char *name, int width, int height)
{
    struct view view = {.list_page = 0};
    struct layout_options options = {
        .theme = theme_make(width, height, 0, 0, false, false), .advance = room_advance, .pressed = ""};
    room_show(room, name);
    layout_page(layout, room->page, &view, &options);
}

static unsigned pages_of(struct room *room, const char *name, const struct panel *panel, bool large,
                         bool seated)
{
    struct view view = {.list_page = 0};
    struct layout_options options = {.theme = theme_make(panel->width, panel->height, 0, 0, large, false),
                                     .language = room->s->language,
                                     .seated = seated,
                                     .zone_top = panel->height * 710 / 1920,
                                     .advance = room_advance,
                                     .pressed = ""};
    room_show_in(room, name, room->s->language, large);
    room->s->seated = seated;
    screens_build(room->page, room->s, &room->context);
    layout_page(layout, room->page, &view, &options);
    return layout->list_pages;
}

/* One signs where one comes to the page, with what is missing beside it, and waits without turning pages. */
static void signing_and_waiting_have_one_page(void **state)
{
    struct room *room = *state;
    static const char *const names[] = {"signature", "signature_empty", "signature_signed",
                                        "sending",   "asking",          "vote_sending"};
    for (unsigned p = 0; p < G_N_ELEMENTS(panels); p++)
        for (unsigned n = 0; n < G_N_ELEMENTS(names); n++)
            for (int language = 0; language < LANGUAGE_COUNT; language++)
                for (int mode = 0; mode < 3; mode++) {
                    bool standing = panels[p].width < panels[p].height;
                    if (!standing && !language_is_chinese((enum language)language))
                        continue; /* made-up letters are wider than real ones */
                    room->s->language = (enum language)language;
                    unsigned pages = pages_of(room, names[n], &panels[p], mode == 1, mode == 2 && standing);
                    if (pages != 1)
                        fail_msg("%s, %dx%d, mode %d, language %d: %u pages", names[n], panels[p].width,
                                 panels[p].height, mode, language, pages);
                    if (n < 3)
                        assert_non_null(layout_find(layout, "signature"));
                }
}

static void stands_on_first_page(struct room *room, const char *name, const struct panel *panel, int mode)
{
    bool standing = panel->width < panel->height;
    if (mode >= 2 && !standing)
        return; /* lying, everything is within reach */
    unsigned pages = pages_of(room, name, panel, mode % 2, mode >= 2);
    bool address = false;
    for (unsigned i = 0; i < layout->placed_count; i++)
        if (layout->placed[i].widget && strcmp(layout->placed[i].widget->icon, "place") == 0)
            address = true;
    bool talk = layout_find(layout, "talk") != NULL;
    bool chinese = language_is_chinese(room->s->language), wide = !chinese && mode % 2;
    if ((!talk && !(wide && mode == 3)) || (!address && !wide) || (pages > 1 && chinese && mode != 1))
        fail_msg("%s, %dx%d, mode %d, language %d: %u pages, talk %d, address %d", name, panel->width,
                 panel->height, mode, (int)room->s->language, pages, talk, address);
}

/* Who cannot hear, and who must say where they are, turn no page (made-up letters are wider than real ones).
 */
static void emergency_has_one_page(void **state)
{
    static const char *const names[] = {"emergency", "emergency_called", "emergency_unheard"};
    for (unsigned p = 0; p < G_N_ELEMENTS(panels); p++)
        for (unsigned n = 0; n < G_N_ELEMENTS(names); n++)
            for (int language = 0; language < LANGUAGE_COUNT; language++)
                for (int mode = 0; mode < 4; mode++) {
                    struct room *room = *state;
                    room->s->language = (enum language)language;
                    stands_on_first_page(room, names[n], &panels[p], mode);
                }
}

/* A name needs height: lying, the pad has a column to itself, and its buttons stand in the other. */
static void signature_has_height(void **state)
{
    struct room *room = *state;
    for (unsigned i = 0; i < G_N_ELEMENTS(panels); i++) {
        if (panels[i].width < panels[i].height)
            continue;
        shown(room, "signature", panels[i].width, panels[i].height);
        struct box pad = layout_find(layout, "signature")->box, undo = layout_find(layout, "ink.undo")->box,
                   last = layout_find(layout, "ink.mark")->box; /* below it, where they need two rows */
        assert_true(pad.h * 5 >= pad.w * 2);
        assert_true(undo.x + undo.w < pad.x);
        assert_true(last.x + last.w < pad.x);
        assert_int_equal(pad.y + pad.h, last.y + last.h);
    }
}

/* With the paper printed a lying panel has no room for its picture; the code still says what it is for. */
static void code_says_what_it_is_for(void **state)
{
    struct room *room = *state;
    for (unsigned i = 0; i < G_N_ELEMENTS(panels); i++) {
        shown(room, "done", panels[i].width, panels[i].height);
        unsigned words = 0;
        for (unsigned k = 0; k < layout->placed_count; k++)
            if (layout->placed[k].widget && layout->placed[k].widget->look == LOOK_QR)
                words += layout->placed[k].runs;
        assert_true(words > 0);
    }
}

static const struct placed *placed_words(const char *label)
{
    for (unsigned i = 0; i < layout->placed_count; i++)
        if (layout->placed[i].widget && strcmp(layout->placed[i].widget->label, label) == 0)
            return &layout->placed[i];
    return NULL;
}

static unsigned page_of(const struct page *page, const char *label)
{
    for (unsigned i = 0; i < page->count; i++)
        if (strcmp(page->widgets[i].label, label) == 0)
            return layout->page_of[i];
    fail_msg("%s is not there", label);
    return 0;
}

/* Large letters take no sentence away that one decides by: what comes first stands on the first page. */
static void large_letters_say_as_much(void **state)
{
    struct room *room = *state;
    room->s->language = LANGUAGE_ZH;
    assert_int_equal(pages_of(room, "service", &panels[0], true, false), 2);
    assert_int_equal(page_of(room->page, "要花钱吗"), 1);
    assert_int_equal(page_of(room->page, "您要带的东西"), 1);
    assert_int_equal(page_of(room->page, "多久有结果"), 2);
    assert_int_equal(page_of(room->page, "这几条都对得上，就能办"), 2);
}

/* No vote is sent off by one who was not told, nor an answer put out of sight by telling it. */
static void large_letters_say_that_a_vote_stays(void **state)
{
    struct room *room = *state;
    room->s->language = LANGUAGE_ZH;
    for (unsigned p = 0; p < G_N_ELEMENTS(panels); p++) {
        assert_int_equal(pages_of(room, "vote_picked", &panels[p], true, false), 1);
        assert_non_null(placed_words("别人看不到，投了不能改"));
    }
}

/* Where the card goes is drawn in large letters, too: 念给我听 makes room for it. */
static void large_letters_keep_the_picture(void **state)
{
    struct room *room = *state;
    room->s->language = LANGUAGE_ZH;
    for (unsigned p = 0; p < G_N_ELEMENTS(panels); p++) {
        bool standing = panels[p].width < panels[p].height;
        assert_int_equal(pages_of(room, "identify", &panels[p], true, false), 1);
        const struct placed *picture = placed_words("身份证照片朝上，平放在读卡口");
        assert_true(!standing || (picture && picture->box.h > 0));
        assert_non_null(layout_find(layout, "voice"));
    }
}

/* Nothing waits for a code when every paper is here or put off. */
static void waits_only_for_what_is_missing(void **state)
{
    struct room *room = *state;
    shown(room, "materials", panels[0].width, panels[0].height);
    for (unsigned i = 0; i < room->s->service->material_count; i++)
        room->s->kase.materials[i].taken = room->s->kase.materials[i].later = false;
    screens_build(room->page, room->s, &room->context);
    assert_true(page_says(room->page, "正在等您的码"));
    for (unsigned i = 0; i < room->s->service->material_count; i++) {
        room->s->kase.materials[i].taken = i % 2 == 0;
        room->s->kase.materials[i].later = i % 2 == 1;
    }
    screens_build(room->page, room->s, &room->context);
    assert_false(page_says(room->page, "正在等您的码"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(standard_fits),
                                       cmocka_unit_test(large_fits),
                                       cmocka_unit_test(signature_has_height),
                                       cmocka_unit_test(emergency_has_one_page),
                                       cmocka_unit_test(signing_and_waiting_have_one_page),
                                       cmocka_unit_test(code_says_what_it_is_for),
                                       cmocka_unit_test(large_letters_say_as_much),
                                       cmocka_unit_test(large_letters_say_that_a_vote_stays),
                                       cmocka_unit_test(large_letters_keep_the_picture),
                                       cmocka_unit_test(waits_only_for_what_is_missing)};
    secret_start();
    return cmocka_run_group_tests(tests, enter, leave_room);
}

/* The code to pay by: twelve units a module and more, whole pixels, on every panel and in every mode, on the
 * first page; and what else there is to know and to do is never left out. */
#include <math.h>

#include "room.h"
#include "ui/layout.h"

enum { MODULE = 12, QUIET = 4 };

static int advance(void *letters, enum face face, int px, uint32_t c)
{
    (void)letters, (void)face;
    return c < 0x2E80 ? px * 56 / 100 : px;
}

static const struct placed *code_of(const struct layout *l)
{
    for (unsigned i = 0; i < l->placed_count; i++)
        if (l->placed[i].special == SPECIAL_QR)
            return &l->placed[i];
    return NULL;
}

static void lay(struct room *room, struct layout *l, const struct view *view, const int size[4], int mode)
{
    bool large = mode == 1, seated = mode == 2;
    struct layout_options o = {.theme = theme_make(size[0], size[1], size[2], size[3], large, false),
                               .language = room->s->language,
                               .advance = advance,
                               .pressed = ""};
    o.seated = seated && !o.theme.landscape;
    o.zone_top = theme_zone_top(&o.theme, size[3], 800, 1100);
    room->s->large = large;
    room->s->seated = seated;
    screens_build(room->page, room->s, &room->context);
    layout_page(l, room->page, view, &o);
}

static const int sizes[][4] = {{1080, 1920, 0, 0}, {768, 1366, 0, 0},      {1920, 1080, 0, 0},
                               {1280, 1024, 0, 0}, {1080, 1920, 230, 409}, {1080, 1920, 268, 476}};

static void is_as_large_as_the_design_says(void **state)
{
    static const char *const urls[] = {"https://example.invalid/pay/10562874493310027745-1",
                                       "https://kiosk.example-city.invalid/pay/10562874493310027745-12"};
    struct room *room = *state;
    struct layout *l = layout_new();
    for (unsigned i = 0; i < 3 * 2 * 2 * G_N_ELEMENTS(sizes); i++) {
        struct view view = {.focus = ""};
        const int *size = sizes[i / 12];
        room_show(room, "payment");
        secret_copy_text(room->s->kase.pay.url, sizeof room->s->kase.pay.url, urls[i % 2]);
        room->s->language = i / 2 % 2 ? LANGUAGE_EN : LANGUAGE_ZH;
        lay(room, l, &view, size, (int)(i / 4 % 3));
        const struct placed *code = code_of(l);
        if (!code && size[2]) { /* where letters and gaps have their least in millimetres */
            view.list_page = 1;
            lay(room, l, &view, size, (int)(i / 4 % 3));
            code = code_of(l);
        }
        if (!code)
            fail_msg("%dx%d of %d mm mode %u language %d url %u: no code on the first page", size[0], size[1],
                     size[2], i / 4 % 3, (int)room->s->language, i % 2);
        int modules = code->widget->number + 2 * QUIET, px = code->art.w / modules;
        if (px < MODULE * l->options.theme.scale - 1e-9)
            fail_msg("%dx%d mode %u language %d: %d px a module at %.2f", size[0], size[1], i / 4 % 3,
                     (int)room->s->language, px, l->options.theme.scale);
        for (unsigned k = 0; k < l->placed_count; k++)
            assert_false(l->placed[k].clipped);
    }
    layout_free(l);
}

/* On one page or on several: the apps, how long it is good for, both ways without a phone. */
static void nothing_is_left_out_in_large_letters(void **state)
{
    struct room *room = *state;
    struct layout *l = layout_new();
    room_show(room, "payment");
    for (unsigned i = 0; i < 3 * G_N_ELEMENTS(sizes); i++) {
        struct view view = {.focus = ""};
        bool tag = false, valid = false, staff = false, counter = false;
        do {
            lay(room, l, &view, sizes[i / 3], (int)(i % 3));
            for (unsigned k = 0; k < l->placed_count; k++) {
                const struct widget *w = l->placed[k].widget;
                tag = tag || (w && w->look == LOOK_TAG && strcmp(w->label, "数字人民币") == 0);
                valid = valid || (w && strstr(w->label, "过时会换新的"));
            }
            staff = staff || layout_find(l, "call_staff");
            counter = counter || layout_find(l, "pay.later");
        } while (++view.list_page < l->list_pages);
        if (!tag || !valid || !staff || !counter)
            fail_msg("%dx%d mode %u: tags %d, validity %d, staff %d, counter %d", sizes[i / 3][0],
                     sizes[i / 3][1], i % 3, tag, valid, staff, counter);
    }
    layout_free(l);
}

static bool holds(struct box a, struct box b)
{
    return b.x >= a.x && b.y >= a.y && b.x + b.w <= a.x + a.w && b.y + b.h <= a.y + a.h;
}

/* The apps stand in a card, wherever it is. */
static void the_apps_stand_in_the_card(void **state)
{
    struct room *room = *state;
    struct layout *l = layout_new();
    const struct view view = {.focus = ""};
    room_show(room, "payment");
    for (unsigned i = 0; i < G_N_ELEMENTS(sizes); i++) {
        lay(room, l, &view, sizes[i], 0);
        for (unsigned k = 0; k < l->placed_count; k++) {
            bool within = !l->placed[k].widget || l->placed[k].widget->look != LOOK_TAG;
            for (unsigned m = 0; m < k && !within; m++)
                within = l->placed[m].made == MADE_CARD && holds(l->placed[m].box, l->placed[k].box);
            assert_true(within);
        }
    }
    layout_free(l);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(is_as_large_as_the_design_says),
                                       cmocka_unit_test(nothing_is_left_out_in_large_letters),
                                       cmocka_unit_test(the_apps_stand_in_the_card)};
    secret_start();
    return cmocka_run_group_tests(tests, room_enter, room_leave);
}

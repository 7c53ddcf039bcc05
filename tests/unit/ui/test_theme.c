/* The theme equals assets/theme.ini, and every pair of colours that carries words has the contrast of
 * DESIGN.md 2.4. */
#include "ui/panels.h"
#include "ui/theme.h"

#include <glib.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static void equals_the_tokens(void **state)
{
    (void)state;
    static const char *const sections[] = {"colour standard", "colour large", "colour contrast"};
    g_autoptr(GKeyFile) file = g_key_file_new();
    assert_true(g_key_file_load_from_file(file, SOURCE_DIR "/assets/theme.ini", G_KEY_FILE_NONE, NULL));
    for (int p = 0; p < PALETTE_COUNT; p++) {
        struct theme t = {.palette = (enum palette)p};
        gsize keys = 0;
        unsigned named = 0;
        g_auto(GStrv) names = g_key_file_get_keys(file, sections[p], &keys, NULL);
        for (enum colour c = COLOUR_NONE; c < COLOUR_COUNT; c++) {
            const char *name = theme_colour_name(c);
            if (!name)
                continue;
            named++;
            g_autofree char *value = g_key_file_get_string(file, sections[p], name, NULL);
            assert_non_null(value);
            assert_int_equal(g_ascii_strtoull(value + 1, NULL, 16), theme_colour(&t, c));
        }
        assert_int_equal(keys, named);
    }
}

static void sizes_equal_the_tokens(void **state)
{
    (void)state;
    static const char *const names[TYPE_COUNT] = {"display", "h1",  "h2",     "lead",     "body",
                                                  "caption", "key", "button", "button-m", "button-s"};
    g_autoptr(GKeyFile) file = g_key_file_new();
    assert_true(g_key_file_load_from_file(file, SOURCE_DIR "/assets/theme.ini", G_KEY_FILE_NONE, NULL));
    for (int large = 0; large < 2; large++) {
        struct theme t = {.large = large};
        for (enum type type = 0; type < TYPE_COUNT; type++)
            assert_int_equal(
                g_key_file_get_integer(file, large ? "type large" : "type standard", names[type], NULL),
                theme_type(&t, type));
    }
}

static void words_can_be_read(void **state)
{
    (void)state;
    static const struct {
        enum colour ink, ground;
        double least[PALETTE_COUNT];
    } pairs[] = {
        {COLOUR_INK, COLOUR_BG, {14.3, 17.7, 21.0}},
        {COLOUR_INK, COLOUR_SURFACE, {15.9, 18.0, 21.0}},
        {COLOUR_INK, COLOUR_SUNKEN, {12.7, 14.4, 21.0}},
        {COLOUR_INK2, COLOUR_BG, {7.9, 13.3, 21.0}},
        {COLOUR_INK2, COLOUR_SURFACE, {8.8, 13.6, 21.0}},
        {COLOUR_INK3, COLOUR_SURFACE, {7.9, 10.2, 21.0}},
        {COLOUR_PRI, COLOUR_SURFACE, {8.9, 10.1, 15.2}},
        {COLOUR_PRI, COLOUR_BG, {8.0, 9.9, 15.2}},
        {COLOUR_ON_PRI, COLOUR_PRI, {8.9, 10.1, 15.2}},
        {COLOUR_ON_PRI, COLOUR_PRI_PRESS, {11.8, 14.5, 21.0}},
        {COLOUR_PRI, COLOUR_PRI_TINT, {7.2, 8.2, 15.2}},
        {COLOUR_PRI_PRESS, COLOUR_PRI_TINT, {9.6, 11.8, 21.0}},
        {COLOUR_LAMP_INK, COLOUR_LAMP_TINT, {7.7, 9.3, 15.2}},
        {COLOUR_ON_LAMP, COLOUR_LAMP, {8.5, 8.5, 15.2}},
        {COLOUR_OK, COLOUR_SURFACE, {8.4, 9.3, 13.4}},
        {COLOUR_OK, COLOUR_OK_TINT, {7.1, 7.9, 13.4}},
        {COLOUR_BAD, COLOUR_SURFACE, {8.4, 9.5, 10.5}},
        {COLOUR_BAD, COLOUR_BAD_TINT, {7.1, 8.0, 10.5}},
        {COLOUR_SURFACE, COLOUR_BAD, {8.4, 9.5, 10.5}},
        {COLOUR_INFO, COLOUR_INFO_TINT, {7.1, 8.9, 12.2}},
        {COLOUR_PLUM, COLOUR_PLUM_TINT, {7.7, 9.6, 15.2}},
        {COLOUR_MOSS, COLOUR_MOSS_TINT, {7.1, 8.4, 15.2}},
        {COLOUR_BRICK, COLOUR_BRICK_TINT, {7.1, 7.7, 15.2}},
        {COLOUR_OFF_INK, COLOUR_OFF_BG, {5.0, 6.4, 10.6}},
        {COLOUR_EDGE, COLOUR_SURFACE, {4.5, 7.2, 21.0}},
        {COLOUR_EDGE, COLOUR_BG, {4.0, 7.1, 21.0}},
        {COLOUR_FOCUS, COLOUR_BG, {14.3, 15.6, 21.0}},
    };
    for (unsigned i = 0; i < G_N_ELEMENTS(pairs); i++)
        for (int p = 0; p < PALETTE_COUNT; p++) {
            struct theme t = {.palette = (enum palette)p};
            double contrast =
                theme_contrast(theme_colour(&t, pairs[i].ink), theme_colour(&t, pairs[i].ground));
            if (contrast < pairs[i].least[p] - 0.05)
                fail_msg("%s on %s, theme %d: %.2f < %.1f", theme_colour_name(pairs[i].ink),
                         theme_colour_name(pairs[i].ground), p, contrast, pairs[i].least[p]);
        }
}

static void scale_follows_screen_and_panel(void **state)
{
    (void)state;
    static const struct {
        int w, h;
        double scale;
    } screens[] = {{1080, 1920, 1.00}, {2160, 3840, 2.00}, {1200, 1920, 1.10}, {768, 1366, 0.70},
                   {1920, 1080, 1.00}, {1280, 1024, 0.80}, {1366, 768, 0.70}};
    for (unsigned i = 0; i < G_N_ELEMENTS(screens); i++)
        assert_true(ABS(theme_make(screens[i].w, screens[i].h, 0, 0, false, false).scale - screens[i].scale) <
                    1e-9);
    struct theme turned = theme_make(1920, 1080, 268, 476, false, false); /* hung sideways, told upright */
    assert_true(ABS(turned.scale - theme_make(1920, 1080, 476, 268, false, false).scale) < 1e-9);
    assert_true(ABS(turned.scale - 1) < 1e-9);
    struct theme small = theme_make(768, 1366, 195, 347, false, false); /* a 15.6 inch panel: 3.94 px/mm */
    assert_true(80 * small.scale / 3.94 >= 15.99);
    assert_true(30 * small.scale / 3.94 >= 6.59);
}

/* DESIGN.md 2.1, in the whole pixels that are drawn; `part` of them. */
static void floors_hold(const char *name, struct theme t, double px_per_mm, double part)
{
    static const struct {
        double units[2], mm[2];
    } bars[] = {{{30, 44}, {6.6, 10}},
                {{36, 54}, {7.1, 13}},
                {{80, 96}, {16, 20}},
                {{16, 24}, {2.54, 4}},
                {{12, 18}, {2.54, 4}}};
    for (unsigned i = 0; i < G_N_ELEMENTS(bars); i++) {
        double mm = theme_px(&t, bars[i].units[t.large]) / px_per_mm;
        if (mm < bars[i].mm[t.large] * part)
            fail_msg("%s: %g units are %.2f mm, scale %.2f, large %d", name, bars[i].units[t.large], mm,
                     t.scale, t.large);
    }
}

static void floors_hold_on_every_panel(void **state)
{
    (void)state;
    unsigned six, sizes;
    const struct panel *lists[] = {panels_six(&six), panels_sizes(&sizes)};
    assert_int_equal(six, 6);
    for (unsigned i = 0; i < six + sizes; i++)
        for (int turned = 0; turned < 2; turned++)
            for (int large = 0; large < 2; large++) {
                const struct panel *p = i < six ? &lists[0][i] : &lists[1][i - six];
                int w = turned ? p->height : p->width, h = turned ? p->width : p->height;
                floors_hold(p->name, theme_make(w, h, p->mm_w, p->mm_h, large, false),
                            theme_px_per_mm(w, h, p->mm_w, p->mm_h), 1);
            }
}

/* Raised where the floors ask for it, and left alone where they do not. */
static void scale_is_raised_only_where_needed(void **state)
{
    (void)state;
    static const double want[6][2] = {{1.05, 1.15}, {1, 1}, {1, 1}, {1, 1}, {1, 1}, {1, 1}};
    unsigned six;
    const struct panel *p = panels_six(&six);
    for (unsigned i = 0; i < six; i++)
        for (int large = 0; large < 2; large++) {
            struct theme t = theme_make(p[i].width, p[i].height, p[i].mm_w, p[i].mm_h, large, false);
            if (ABS(t.scale - want[i][large]) > 1e-9)
                fail_msg("%s, large %d: scale %.2f", p[i].name, large, t.scale);
        }
}

/* DESIGN.md 6: where the zone is lower than on the 21.5 inch panel its units are smaller, never below the
 * floors, and never larger than standing. Large ones take a fifth less, or no page would hold them. */
static void a_low_zone_takes_smaller_units(void **state)
{
    (void)state;
    static const double want[6][2] = {{1.05, 0.95}, {1, 0.8},   {0.9, 0.75},
                                      {0.8, 0.65},  {0.9, 0.7}, {0.9, 0.7}};
    unsigned six;
    const struct panel *p = panels_six(&six);
    for (unsigned i = 0; i < six; i++)
        for (int large = 0; large < 2; large++) {
            struct theme t = theme_make(p[i].width, p[i].height, p[i].mm_w, p[i].mm_h, large, false);
            double standing = t.scale;
            theme_seat(&t, p[i].mm_w, p[i].mm_h, theme_zone_top(&t, p[i].mm_h, p[i].bottom_mm, 0));
            floors_hold(p[i].name, t, theme_px_per_mm(p[i].width, p[i].height, p[i].mm_w, p[i].mm_h),
                        large ? 0.8 : 1);
            assert_true(t.scale <= standing);
            if (ABS(t.scale - want[i][large]) > 1e-9)
                fail_msg("%s, large %d: scale %.2f, not %.2f", p[i].name, large, t.scale, want[i][large]);
        }
    struct theme lying = theme_make(1920, 1080, 476, 268, false, false), unknown = lying;
    theme_seat(&lying, 476, 268, 0);
    theme_seat(&unknown, 0, 0, 0);
    assert_true(ABS(lying.scale - 1) < 1e-9 && ABS(unknown.scale - 1) < 1e-9);
}

/* Nobody configured the panel: pixels are trusted, and the zone is the same before and after. */
static void an_unknown_panel_is_seated_too(void **state)
{
    (void)state;
    static const int sizes[][2] = {{1080, 1920}, {768, 1366}};
    for (unsigned i = 0; i < G_N_ELEMENTS(sizes); i++)
        for (int large = 0; large < 2; large++) {
            struct theme t = theme_make(sizes[i][0], sizes[i][1], 0, 0, large, false);
            double standing = t.scale;
            int top = theme_zone_top(&t, 0, 0, 0);
            theme_seat(&t, 0, 0, top);
            assert_int_equal(theme_zone_top(&t, 0, 0, 0), top);
            assert_true(ABS(t.scale / standing - (large ? 0.8 : 1)) < 0.03);
        }
}

static void panels_are_what_they_say(void **state)
{
    (void)state;
    unsigned six;
    const struct panel *p = panels_six(&six);
    for (unsigned i = 0; i < six; i++) {
        double inch = hypot(p[i].mm_w, p[i].mm_h) / 25.4, named = g_ascii_strtod(p[i].name, NULL);
        assert_true(ABS(inch / named - 1) < 0.005);
        assert_true(i == 0 || p[i].mm_w > p[i - 1].mm_w);
    }
    assert_true(ABS(theme_px_per_mm(1920, 1080, 268, 476) - theme_px_per_mm(1080, 1920, 268, 476)) < 1e-9);
    assert_true(theme_px_per_mm(1080, 1920, 0, 476) < 1e-9);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(floors_hold_on_every_panel),
                                       cmocka_unit_test(scale_is_raised_only_where_needed),
                                       cmocka_unit_test(panels_are_what_they_say),
                                       cmocka_unit_test(an_unknown_panel_is_seated_too),
                                       cmocka_unit_test(equals_the_tokens),
                                       cmocka_unit_test(sizes_equal_the_tokens),
                                       cmocka_unit_test(words_can_be_read),
                                       cmocka_unit_test(scale_follows_screen_and_panel),
                                       cmocka_unit_test(a_low_zone_takes_smaller_units)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}

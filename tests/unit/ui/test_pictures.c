/* Example pages drawn without a display: each theme, both directions, and what one touch makes dirty. */
#include "base/secret.h"
#include "pages.h"
#include "ui/text.h"
#include "ui/ui.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <string.h>
#include <sys/stat.h>

static struct ui *ui_of(struct text_fonts *fonts, int width, int height)
{
    g_autoptr(GError) error = NULL;
    struct ui_options options = {.width = width, .height = height, .headless = true, .fonts = fonts};
    struct ui *ui = ui_new(&options, &error);
    assert_non_null(ui);
    return ui;
}

static void picture(struct ui *ui, struct page *page, const char *name, struct ui_settings settings)
{
    g_autofree char *path = g_strdup_printf("%s/pictures/%s.png", BUILD_DIR, name);
    g_autoptr(GError) error = NULL;
    ui_forget(ui);
    ui_settings(ui, &settings);
    int64_t from = g_get_monotonic_time();
    assert_true(ui_show(ui, page));
    print_message("%s: %.1f ms\n", name, (double)(g_get_monotonic_time() - from) / 1000);
    assert_false(ui_show(ui, page)); /* nothing changed: nothing is drawn */
    assert_true(ui_screenshot(ui, path, &error));
    for (unsigned i = 0; i < ui_widgets(ui)->placed_count; i++)
        if (ui_widgets(ui)->placed[i].clipped)
            fail_msg("%s: clipped: %s", name, ui_widgets(ui)->placed[i].widget->label);
}

static void all_pages(struct ui *ui, const char *size, struct ui_settings s)
{
    struct page *page = page_new();
    char name[64];
    for (int i = 0; i < 7; i++) {
        static const char *const names[] = {"home", "review", "form", "timeout", "choice", "standby", "done"};
        if (i == 0)
            demo_home(page, s.large);
        else if (i == 1)
            demo_review(page, s.large);
        else if (i == 2 || i == 3)
            demo_form(page, s.large, i == 3);
        else if (i == 4)
            demo_choice(page, s.large);
        else if (i == 5)
            demo_standby(page);
        else
            demo_done(page, s.large);
        g_snprintf(name, sizeof name, "%s-%s", size, names[i]);
        picture(ui, page, name, s);
    }
    page_free(page);
}

static void draws_every_page(void **state)
{
    struct text_fonts *fonts = *state;
    mkdir(BUILD_DIR "/pictures", 0755);
    struct ui *ui = ui_of(fonts, 1080, 1920);
    all_pages(ui, "standard", (struct ui_settings){0});
    all_pages(ui, "large", (struct ui_settings){.large = true});
    all_pages(ui, "contrast", (struct ui_settings){.contrast = true});
    all_pages(ui, "seated", (struct ui_settings){.seated = true});
    ui_free(ui);
    ui = ui_of(fonts, 1920, 1080);
    all_pages(ui, "landscape", (struct ui_settings){0});
    ui_free(ui);
}

enum { WIDTH = 1080, HEIGHT = 1920, STROKES = 3, EACH = 24, ALL = STROKES * EACH };

static void pad_page(struct page *page, const struct ink *ink)
{
    page_begin(page, "form", "");
    page_add(page, ROLE_HEADING, LOOK_H1, "", "写一个字");
    page_add(page, ROLE_CANVAS, LOOK_PAD, "pad", "用手指在框里写")->ink = ink;
}

static unsigned differing(struct canvas a, const uint32_t *pixels)
{
    unsigned n = 0;
    for (int y = 0; y < HEIGHT; y++)
        for (int x = 0; x < WIDTH; x++)
            n += a.pixels[(ptrdiff_t)y * a.stride + x] != pixels[(ptrdiff_t)y * WIDTH + x];
    return n;
}

/* Strokes painted as the finger goes are the strokes painted at once, sharp turns included; and a stroke
 * taken back is gone. */
static void strokes_grow_as_they_would_be(void **state)
{
    struct text_fonts *fonts = *state;
    struct ui *ui = ui_of(fonts, WIDTH, HEIGHT), *at_once = ui_of(fonts, WIDTH, HEIGHT);
    struct page *pages[] = {page_new(), page_new(), page_new()};
    struct ink_point points[ALL];
    g_autofree uint32_t *empty = g_new(uint32_t, (size_t)WIDTH * HEIGHT);
    for (int i = 0; i < ALL; i++)
        points[i] = (struct ink_point){(int16_t)(1000 + i % EACH * 300 + (i % 5) * 200),
                                       (int16_t)(2000 + i / EACH * 2500 + (i * 7 % 4) * 700), i % EACH == 0};
    struct ink whole = {points, ALL}, none = {points, 0}, grows[2];
    pad_page(pages[0], &none);
    assert_true(ui_show(ui, pages[0]));
    for (int y = 0; y < HEIGHT; y++)
        memcpy(empty + (ptrdiff_t)y * WIDTH, ui_picture(ui).pixels + (ptrdiff_t)y * ui_picture(ui).stride,
               WIDTH * sizeof *empty);
    for (unsigned n = 1; n <= ALL; n++) {
        grows[n % 2] = (struct ink){points, n};
        pad_page(pages[n % 2], &grows[n % 2]);
        assert_true(ui_show(ui, pages[n % 2]));
    }
    pad_page(pages[2], &whole);
    assert_true(ui_show(at_once, pages[2]));
    assert_true(differing(ui_picture(ui), empty) > 0);
    struct canvas c = ui_picture(at_once);
    for (int y = 0; y < HEIGHT; y++)
        assert_memory_equal(ui_picture(ui).pixels + (ptrdiff_t)y * ui_picture(ui).stride,
                            c.pixels + (ptrdiff_t)y * c.stride, WIDTH * sizeof *c.pixels);
    pad_page(pages[(ALL + 1) % 2], &none);
    assert_true(ui_show(ui, pages[(ALL + 1) % 2]));
    assert_int_equal(differing(ui_picture(ui), empty), 0);
    for (unsigned i = 0; i < G_N_ELEMENTS(pages); i++)
        page_free(pages[i]);
    ui_free(ui);
    ui_free(at_once);
}

static int start(void **state)
{
    secret_start();
    g_autoptr(GError) error = NULL;
    *state = text_fonts_new(&error);
    return *state ? 0 : -1;
}

static int stop(void **state)
{
    text_fonts_free(*state);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(draws_every_page),
                                       cmocka_unit_test(strokes_grow_as_they_would_be)};
    return cmocka_run_group_tests(tests, start, stop);
}

/* Example pages drawn without a display: each theme, both directions, and what one touch makes dirty. */
#include "base/secret.h"
#include "pages.h"
#include "ui/text.h"
#include "ui/ui.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
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
    const struct CMUnitTest tests[] = {cmocka_unit_test(draws_every_page)};
    return cmocka_run_group_tests(tests, start, stop);
}

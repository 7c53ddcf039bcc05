/* The panel's lamp, played by a plain folder. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <glib/gstdio.h>

#include "app/kiosk/backlight.h"

static void put(const char *folder, const char *name, const char *text)
{
    g_autofree char *file = g_build_filename(folder, name, NULL);
    assert_true(g_file_set_contents(file, text, -1, NULL));
}

static char *get(const char *folder)
{
    g_autofree char *file = g_build_filename(folder, "brightness", NULL);
    char *text = NULL;
    assert_true(g_file_get_contents(file, &text, NULL, NULL));
    return text;
}

static void clear(const char *folder)
{
    static const char *const names[] = {"brightness", "max_brightness"};
    for (unsigned i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autofree char *file = g_build_filename(folder, names[i], NULL);
        g_unlink(file);
    }
    g_rmdir(folder);
}

static void test_percent_of_its_brightest(void **state)
{
    static const struct {
        unsigned percent;
        const char *said;
    } cases[] = {{100, "937\n"}, {40, "374\n"}, {10, "93\n"}, {0, "1\n"}, {400, "937\n"}};
    g_autofree char *folder = g_dir_make_tmp("backlight-XXXXXX", NULL);

    (void)state;
    put(folder, "max_brightness", "937\n");
    put(folder, "brightness", "500000000\n");
    assert_true(backlight_ready(folder, NULL));
    for (unsigned i = 0; i < G_N_ELEMENTS(cases); i++) {
        assert_true(backlight_set(folder, cases[i].percent, NULL));
        g_autofree char *now = get(folder);
        assert_string_equal(now, cases[i].said);
    }
    clear(folder);
}

static void test_what_cannot_be_set_says_what_to_do(void **state)
{
    g_autofree char *folder = g_dir_make_tmp("backlight-XXXXXX", NULL);
    g_autoptr(GError) none = NULL;
    g_autoptr(GError) odd = NULL;
    g_autoptr(GError) locked = NULL;

    (void)state;
    assert_false(backlight_ready(folder, &none));
    assert_non_null(strstr(none->message, "[screen] backlight"));
    put(folder, "max_brightness", "bright\n");
    put(folder, "brightness", "1\n");
    assert_false(backlight_ready(folder, &odd));
    put(folder, "max_brightness", "100\n");
    g_autofree char *file = g_build_filename(folder, "brightness", NULL);
    g_unlink(file);
    assert_false(backlight_ready(folder, &locked)); /* nothing is made where there is no lamp */
    assert_false(g_file_test(file, G_FILE_TEST_EXISTS));
    clear(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_percent_of_its_brightest),
        cmocka_unit_test(test_what_cannot_be_set_says_what_to_do),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* A list laid anew shows the page of what was pressed: the switch under the finger does not go away with its
 * own effect. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <glib.h>

#include "base/secret.h"
#include "ui/text.h"
#include "ui/ui.h"

struct room {
    struct text_fonts *fonts;
    struct ui *ui;
    struct page *page;
    struct ui_input *input;
};

enum { SWITCHES = 15 };

/* As in help: a part that comes and goes, switches, the frame's own. */
static void build(struct room *room, bool more)
{
    struct page *page = room->page;
    page_begin(page, "home", "help");
    page_place(page, PLACE_HEADER);
    page_button(page, LOOK_PILL, "large_font", "大字", "format_size");
    page_place(page, PLACE_BODY);
    page_text(page, LOOK_H1, "要帮忙吗？");
    for (unsigned i = 0; more && i < 4; i++)
        page_button(page, LOOK_MEDIUM, page_format(page, "voice.%u", i), "念慢点", "");
    page_open(page, GROUP_COLUMNS, 2);
    for (unsigned i = 0; i < SWITCHES; i++)
        page_add(page, ROLE_CHECKBOX, LOOK_CHECK, page_format(page, "switch.%u", i), "抖手也好点")->value =
            "关着";
    page_close(page);
    page_place(page, PLACE_ACTIONS);
    page_button(page, LOOK_MAIN, "close", "好", "");
}

static int enter(void **state)
{
    g_autoptr(GError) error = NULL;
    struct room *room = g_new0(struct room, 1);
    room->fonts = text_fonts_new(&error);
    assert_non_null(room->fonts);
    struct ui_options options = {.width = 1080, .height = 1920, .headless = true, .fonts = room->fonts};
    room->ui = ui_new(&options, &error);
    assert_non_null(room->ui);
    room->page = page_new();
    room->input = secret_new(sizeof *room->input);
    build(room, false);
    ui_show(room->ui, room->page);
    *state = room;
    return 0;
}

static int leave(void **state)
{
    struct room *room = *state;
    ui_free(room->ui);
    text_fonts_free(room->fonts);
    page_free(room->page);
    secret_free(room->input);
    g_free(room);
    return 0;
}

static void take(struct room *room)
{
    while (!ui_idle(room->ui))
        ui_wait(room->ui, 0, room->input);
}

static void press(struct room *room, const char *id)
{
    int on_page = 0;
    assert_true(ui_inject_tap_id(room->ui, id, 0, &on_page));
    take(room);
}

static void set(struct room *room, struct ui_settings settings, bool more)
{
    build(room, more);
    ui_settings(room->ui, &settings);
    ui_show(room->ui, room->page);
}

static bool in_view(const struct room *room, const char *id)
{
    return layout_find(ui_widgets(room->ui), id) != NULL;
}

static void the_page_follows_what_was_pressed(void **state)
{
    struct room *room = *state;
    const char *last = "switch.14";
    static const struct ui_settings every[] = {{.steady = true, .large = true},
                                               {.contrast = true},
                                               {.seated = true},
                                               {.large = true},
                                               {.large = false}};
    unsigned others = 0;
    assert_int_equal(ui_widgets(room->ui)->list_pages, 1);
    press(room, last);
    for (unsigned i = 0; i < G_N_ELEMENTS(every); i++) {
        set(room, every[i], i % 2);
        assert_true(in_view(room, last));
        others += ui_view(room->ui)->list_page > 0;
    }
    assert_true(others >= 2); /* else it was no question */
}

/* Whoever turns the pages is not pulled back by what comes later. */
static void pages_turned_stay_turned(void **state)
{
    struct room *room = *state;
    set(room, (struct ui_settings){.large = true}, false);
    press(room, "switch.0");
    press(room, "page.next");
    assert_int_equal(ui_view(room->ui)->list_page, 1);
    assert_false(in_view(room, "switch.0"));
    set(room, (struct ui_settings){.large = true, .contrast = true}, false);
    assert_int_equal(ui_view(room->ui)->list_page, 1);
}

/* Pressed was a switch of the frame: what stood first on the page still stands on it. */
static void what_stood_first_stays_in_view(void **state)
{
    struct room *room = *state;
    set(room, (struct ui_settings){.large = true}, true);
    for (unsigned i = 1; i < ui_widgets(room->ui)->list_pages; i++)
        press(room, "page.next");
    const struct layout *l = ui_widgets(room->ui);
    char first[PAGE_ID] = "";
    for (unsigned i = 0; i < l->page->count && !first[0]; i++)
        if (l->page_of[i] == l->list_page + 1)
            g_strlcpy(first, l->page->widgets[i].id, sizeof first);
    assert_string_not_equal(first, "");
    press(room, "large_font");
    set(room, (struct ui_settings){.large = false}, true);
    assert_true(in_view(room, first));
    set(room, (struct ui_settings){.large = true}, true);
    assert_true(in_view(room, first));
}

static void the_page_follows_the_focus(void **state)
{
    struct room *room = *state;
    for (unsigned i = 0; i < 40 && g_strcmp0(ui_view(room->ui)->focus, "switch.14") != 0; i++) {
        ui_inject_key(room->ui, "Tab");
        take(room);
    }
    assert_string_equal(ui_view(room->ui)->focus, "switch.14");
    set(room, (struct ui_settings){.large = true}, true); /* news, or a key that is pressed elsewhere */
    assert_string_equal(ui_view(room->ui)->focus, "switch.14");
    assert_true(in_view(room, "switch.14"));
}

/* Nobody pressed or turned anything: the beginning is where one looks. */
static void the_beginning_stays_in_view(void **state)
{
    struct room *room = *state;
    set(room, (struct ui_settings){.large = true}, true);
    assert_int_equal(ui_view(room->ui)->list_page, 0);
    set(room, (struct ui_settings){.large = true}, false);
    assert_int_equal(ui_view(room->ui)->list_page, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_page_follows_what_was_pressed, enter, leave),
        cmocka_unit_test_setup_teardown(pages_turned_stay_turned, enter, leave),
        cmocka_unit_test_setup_teardown(what_stood_first_stays_in_view, enter, leave),
        cmocka_unit_test_setup_teardown(the_page_follows_the_focus, enter, leave),
        cmocka_unit_test_setup_teardown(the_beginning_stays_in_view, enter, leave),
    };
    secret_start();
    return cmocka_run_group_tests(tests, NULL, NULL);
}

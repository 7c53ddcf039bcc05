/* The standby picture by night and against burn-in: darker by as much as was said, moved whole, and only
 * while it stands there alone. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <glib.h>
#include <math.h>
#include <string.h>

#include "base/secret.h"
#include "ui/text_fonts.h"
#include "ui/ui.h"

enum { WIDTH = 1080, HEIGHT = 1920, EIGHT_UNITS = 8 };

struct room {
    struct text_fonts *fonts;
    struct ui *ui;
    struct page *page;
};

static int enter(void **state)
{
    struct room *room = g_new0(struct room, 1);
    GError *error = NULL;
    room->fonts = text_fonts_new(&error);
    assert_null(error);
    struct ui_options options = {
        .title = "night", .width = WIDTH, .height = HEIGHT, .headless = true, .fonts = room->fonts};
    room->ui = ui_new(&options, &error);
    assert_null(error);
    room->page = page_new();
    *state = room;
    return 0;
}

static int leave_room(void **state)
{
    struct room *room = *state;
    ui_free(room->ui);
    page_free(room->page);
    text_fonts_free(room->fonts);
    g_free(room);
    return 0;
}

static void build(struct room *room, const char *screen)
{
    page_begin(room->page, screen, NULL);
    page_place(room->page, PLACE_BODY);
    struct widget *w = page_button(room->page, LOOK_ILLUSTRATION, "start", "点一下屏幕", "touch_app");
    w->detail = "开始办事";
    w->value = "22:30";
    w->hint = "3 月 18 日";
    w = page_add(room->page, ROLE_BUTTON, LOOK_BANNER, "notice.a", "通知");
    w->detail = "停水检修";
    w->icon = "campaign";
    page_place(room->page, PLACE_FOOTER);
    page_button(room->page, LOOK_SLOT_HELP, "help", "找人帮忙", "support_agent");
    page_button(room->page, LOOK_SLOT_SOS, "sos", "紧急求助", "sos");
}

static void show(struct room *room, unsigned dim, unsigned shift)
{
    struct ui_settings settings = {.dim = dim, .shift = shift};
    build(room, "standby");
    ui_settings(room->ui, &settings);
    ui_show(room->ui, room->page);
}

static uint32_t pixel(const struct room *room, int x, int y)
{
    struct canvas c = ui_picture(room->ui);
    return c.pixels[(ptrdiff_t)y * c.stride + x] & 0xFFFFFF;
}

static double luminance(uint32_t rgb)
{
    const double gamma = 2.2;
    double sum = 0;
    static const double weight[] = {0.0722, 0.7152, 0.2126};
    for (int i = 0; i < 3; i++)
        sum += weight[i] * pow((rgb >> (8 * i) & 0xFF) / 255.0, gamma);
    return sum;
}

static void test_forty_percent_of_the_light_everywhere(void **state)
{
    struct room *room = *state;
    static const int spots[][2] = {{20, 20}, {540, 1000}, {540, 480}, {900, 1850}, {4, 1900}, {880, 196}};
    uint32_t bright[G_N_ELEMENTS(spots)];
    show(room, 0, 0);
    for (unsigned i = 0; i < G_N_ELEMENTS(spots); i++)
        bright[i] = pixel(room, spots[i][0], spots[i][1]);
    show(room, 40, 0);
    for (unsigned i = 0; i < G_N_ELEMENTS(spots); i++) {
        double left = luminance(pixel(room, spots[i][0], spots[i][1])) / luminance(bright[i]);
        if (left < 0.37 || left > 0.43)
            fail_msg("at %d,%d %.2f of the light is left", spots[i][0], spots[i][1], left);
    }
    show(room, 0, 0); /* bright again at once, all of it */
    for (unsigned i = 0; i < G_N_ELEMENTS(spots); i++)
        assert_int_equal(pixel(room, spots[i][0], spots[i][1]), bright[i]);
}

/* Only the clock changes at night: what is painted anew is as dark as the rest, and not twice. */
static void test_the_clock_alone_stays_as_dark(void **state)
{
    struct room *room = *state;
    struct ui_settings settings = {.dim = 40};
    show(room, 40, 0);
    uint32_t sky = pixel(room, 20, 20), by_the_clock = pixel(room, 200, 60);
    build(room, "standby");
    room->page->widgets[0].value = "22:31";
    ui_settings(room->ui, &settings);
    assert_true(ui_show(room->ui, room->page));
    assert_int_equal(pixel(room, 20, 20), sky);
    assert_int_equal(pixel(room, 200, 60), by_the_clock);
}

static void test_other_pages_stay_bright(void **state)
{
    struct room *room = *state;
    struct ui_settings settings = {.dim = 40, .shift = 1};
    build(room, "home");
    ui_settings(room->ui, &(struct ui_settings){.dim = 0});
    ui_show(room->ui, room->page);
    struct box help = layout_find(ui_widgets(room->ui), "help")->box;
    uint32_t before = pixel(room, help.x + help.w / 2, help.y + 10);
    build(room, "home");
    ui_settings(room->ui, &settings);
    ui_show(room->ui, room->page);
    assert_int_equal(pixel(room, help.x + help.w / 2, help.y + 10), before);
    assert_int_equal(layout_find(ui_widgets(room->ui), "help")->box.x, help.x);
}

static void test_the_whole_picture_moves_by_eight_units(void **state)
{
    struct room *room = *state;
    static const char *const ids[] = {"notice.a", "help", "sos"};
    struct box was[G_N_ELEMENTS(ids)], last[G_N_ELEMENTS(ids)];
    show(room, 0, 0);
    for (unsigned i = 0; i < G_N_ELEMENTS(ids); i++)
        was[i] = last[i] = layout_find(ui_widgets(room->ui), ids[i])->box;
    for (unsigned shift = 1; shift <= LAYOUT_SHIFTS; shift++) {
        show(room, 0, shift);
        for (unsigned i = 0; i < G_N_ELEMENTS(ids); i++) {
            struct box now = layout_find(ui_widgets(room->ui), ids[i])->box;
            assert_int_equal(abs(now.x - last[i].x) + abs(now.y - last[i].y), EIGHT_UNITS);
            assert_true(now.w == was[i].w && now.h == was[i].h);
            assert_true(now.x >= 0 && now.x + now.w <= WIDTH && now.y >= 0 && now.y + now.h <= HEIGHT);
            last[i] = now;
        }
        const struct placed *start = layout_find(ui_widgets(room->ui), "start");
        assert_true(start->box.x == 0 && start->box.y == 0 && start->box.w == WIDTH);
        /* every edge is painted: sky above, footer below, wall at both sides */
        assert_int_equal(pixel(room, 0, 0), pixel(room, WIDTH - 1, 0));
        assert_int_equal(pixel(room, 0, HEIGHT - 1), pixel(room, WIDTH - 1, HEIGHT - 1));
        assert_int_equal(pixel(room, 0, 1700), pixel(room, WIDTH - 1, 1700));
    }
    for (unsigned i = 0; i < G_N_ELEMENTS(ids); i++) /* and back where it began */
        assert_memory_equal(&last[i], &was[i], sizeof was[i]);
}

static void test_a_finger_meets_what_it_sees(void **state)
{
    struct room *room = *state;
    struct ui_input input;
    show(room, 0, 0);
    struct box pill = layout_find(ui_widgets(room->ui), "notice.a")->box;
    show(room, 0, 1);
    struct box moved = layout_find(ui_widgets(room->ui), "notice.a")->box;
    assert_int_equal(moved.x, pill.x + EIGHT_UNITS);
    ui_inject_tap(room->ui, moved.x + moved.w - 2, moved.y + moved.h / 2, 0);
    do
        ui_wait(room->ui, 1000, &input);
    while (input.kind != UI_PRESSED && input.kind != UI_NOTHING);
    assert_int_equal(input.kind, UI_PRESSED);
    assert_string_equal(input.id, "notice.a");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_forty_percent_of_the_light_everywhere, enter, leave_room),
        cmocka_unit_test_setup_teardown(test_the_clock_alone_stays_as_dark, enter, leave_room),
        cmocka_unit_test_setup_teardown(test_other_pages_stay_bright, enter, leave_room),
        cmocka_unit_test_setup_teardown(test_the_whole_picture_moves_by_eight_units, enter, leave_room),
        cmocka_unit_test_setup_teardown(test_a_finger_meets_what_it_sees, enter, leave_room),
    };

    secret_start();
    return cmocka_run_group_tests(tests, NULL, NULL);
}

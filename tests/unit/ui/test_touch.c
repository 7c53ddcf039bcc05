/* Taps, slides, dead moments, strokes, focus and the wiping of a page: through the same door as fingers,
 * without a display. */
#include "base/secret.h"
#include "pages.h"
#include "ui/focus.h"
#include "ui/text.h"
#include "ui/touch.h"
#include "ui/ui.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static int advance(void *letters, enum face face, int px, uint32_t c)
{
    (void)letters, (void)face;
    return c < 0x2E80 ? px / 2 : px;
}

static void lay(struct layout *l, const struct page *page, const struct view *view)
{
    struct layout_options o = {
        .theme = theme_make(1080, 1920, 0, 0, false, false), .advance = advance, .pressed = ""};
    layout_page(l, page, view, &o);
}

static struct touch_spot at(int x, int y)
{
    return (struct touch_spot){1, x, y};
}

static void acts_on_release_in_the_same_target(void **state)
{
    (void)state;
    struct layout *l = layout_new();
    struct page *page = page_new();
    struct view view = {.list_page = 0};
    struct touch t = {.down = false};
    demo_choice(page, false);
    lay(l, page, &view);
    struct box b = layout_find(l, "next")->box, other = layout_find(l, "choice.live.0")->box;
    assert_int_equal(touch_down(&t, l, at(b.x + 5, b.y + 5), 1000), TOUCH_NONE);
    assert_string_equal(touch_pressed(&t), "next");
    assert_int_equal(touch_up(&t, l, at(b.x + 90, b.y + 50), 1100), TOUCH_PRESSED);
    touch_down(&t, l, at(b.x + 5, b.y + 5), 2000);
    touch_move(&t, l, at(other.x + 5, other.y + 5));
    assert_string_equal(touch_pressed(&t), "");
    assert_int_equal(touch_up(&t, l, at(other.x + 5, other.y + 5), 2100), TOUCH_ELSEWHERE);
    touch_down(&t, l, at(b.x + 5, b.y - 7), 3000); /* half the gap belongs to it */
    assert_string_equal(touch_pressed(&t), "next");
    assert_int_equal(touch_up(&t, l, at(b.x + 5, b.y - 7), 3000 + TOUCH_HOLD_MS), TOUCH_HELD);
    page_free(page);
    layout_free(l);
}

static void is_dead_for_a_moment_after_a_change(void **state)
{
    (void)state;
    struct layout *l = layout_new();
    struct page *page = page_new();
    struct view view = {.list_page = 0};
    struct touch t = {.down = false};
    demo_choice(page, false);
    lay(l, page, &view);
    struct box b = layout_find(l, "next")->box, far = layout_find(l, "choice.live.0")->box;
    touch_down(&t, l, at(b.x + 50, b.y + 50), 1000);
    touch_up(&t, l, at(b.x + 50, b.y + 50), 1050);
    touch_page_changed(&t, 1060);
    assert_int_equal(touch_down(&t, l, at(b.x + 55, b.y + 50), 1060 + TOUCH_DEAD_MS - 1), TOUCH_ELSEWHERE);
    assert_int_equal(touch_down(&t, l, at(b.x + 55, b.y + 50), 1060 + TOUCH_DEAD_MS), TOUCH_NONE);
    touch_up(&t, l, at(b.x + 55, b.y + 50), 1600);
    touch_page_changed(&t, 1700);
    touch_down(&t, l, at(far.x + 50, far.y + 50), 1701); /* another place is alive */
    assert_string_equal(touch_pressed(&t), "choice.live.0");
    page_free(page);
    layout_free(l);
}

static void lay_steady(struct layout *l, const struct page *page, const struct view *view)
{
    struct layout_options o = {.theme = theme_make(1080, 1920, 0, 0, false, false),
                               .steady = true,
                               .advance = advance,
                               .pressed = ""};
    layout_page(l, page, view, &o);
}

static void steady_a_hand_that_strikes_twice_presses_once(void **state)
{
    (void)state;
    struct layout *l = layout_new();
    struct page *page = page_new();
    struct view view = {.list_page = 0};
    struct touch t = {.down = false};
    demo_form(page, false, false);
    lay_steady(l, page, &view);
    struct box key = layout_find(l, "key.4")->box, other = layout_find(l, "key.5")->box;
    touch_down(&t, l, at(key.x + 20, key.y + 20), 1000);
    assert_int_equal(touch_up(&t, l, at(key.x + 20, key.y + 20), 1080), TOUCH_PRESSED);
    for (int64_t ms = 1120; ms < 1080 + TOUCH_STEADY_MS; ms += 90) { /* the same place, and another */
        struct box b = ms % 180 == 0 ? other : key;
        assert_int_equal(touch_down(&t, l, at(b.x + 30, b.y + 30), ms), TOUCH_ELSEWHERE);
        assert_int_equal(touch_up(&t, l, at(b.x + 30, b.y + 30), ms + 40), TOUCH_NONE);
    }
    assert_int_equal(touch_ready_ms(&t, l), 1080 + TOUCH_STEADY_MS); /* what was ignored waits for nobody */
    assert_int_equal(touch_down(&t, l, at(other.x + 20, other.y + 20), 1080 + TOUCH_STEADY_MS), TOUCH_NONE);
    assert_int_equal(touch_up(&t, l, at(other.x + 20, other.y + 20), 1700), TOUCH_PRESSED);
    touch_page_changed(&t, 2400);
    assert_int_equal(touch_down(&t, l, at(key.x + 20, key.y + 20), 2400 + TOUCH_STEADY_MS - 1),
                     TOUCH_ELSEWHERE);
    page_free(page);
    layout_free(l);
}

static void steady_the_nearest_wins_a_near_miss(void **state)
{
    (void)state;
    struct layout *l = layout_new();
    struct page *page = page_new();
    struct view view = {.list_page = 0};
    demo_choice(page, false);
    lay(l, page, &view);
    struct box plain = layout_find(l, "next")->box;
    assert_null(touch_hit(l, plain.x + 50, plain.y - 20));
    int gap = layout_find(l, "choice.live.1")->box.y;
    gap -= layout_find(l, "choice.live.0")->box.y + layout_find(l, "choice.live.0")->box.h;
    lay_steady(l, page, &view);
    struct box b = layout_find(l, "next")->box, one = layout_find(l, "choice.live.0")->box,
               two = layout_find(l, "choice.live.1")->box;
    assert_string_equal(touch_hit(l, b.x + 50, b.y - 20)->widget->id, "next");
    assert_null(touch_hit(l, b.x + 50, b.y - TOUCH_STEADY_REACH - 1)); /* not from anywhere */
    assert_true(two.y - one.y - one.h > gap);                          /* and they stand further apart */
    int middle = (one.y + one.h + two.y) / 2;
    assert_string_equal(touch_hit(l, one.x + 50, middle - 3)->widget->id, "choice.live.0");
    assert_string_equal(touch_hit(l, one.x + 50, middle + 3)->widget->id, "choice.live.1");
    page_free(page);
    layout_free(l);
}

/* Down inside, then a tremble over the edge into the neighbour: it stays what it was; slid off, it is given
 * up. */
static void steady_a_trembling_finger_keeps_its_target(void **state)
{
    (void)state;
    struct layout *l = layout_new();
    struct page *page = page_new();
    struct view view = {.list_page = 0};
    struct touch t = {.down = false};
    demo_choice(page, false);
    lay_steady(l, page, &view);
    struct box b = layout_find(l, "choice.live.0")->box;
    int64_t ms = 1000;
    for (int way = -1; way <= 1; way += 2, ms += 1000) {
        touch_down(&t, l, at(b.x + 100, b.y + b.h - 4), ms);
        for (int i = 0; i < 12; i++)
            touch_move(&t, l, at(b.x + 100 + way * 3 * i, b.y + b.h - 4 + (i % 2 ? 30 : -30)));
        assert_int_equal(touch_up(&t, l, at(b.x + 100, b.y + b.h + 30), ms + 100), TOUCH_PRESSED);
    }
    touch_down(&t, l, at(b.x + 100, b.y + b.h - 4), ms);
    touch_move(&t, l, at(b.x + 100, b.y + b.h + TOUCH_STEADY_REACH + 1));
    assert_string_equal(touch_pressed(&t), "");
    assert_int_equal(touch_up(&t, l, at(b.x + 100, b.y + b.h + TOUCH_STEADY_REACH + 1), ms + 100),
                     TOUCH_ELSEWHERE);
    page_free(page);
    layout_free(l);
}

/* A signature has many strokes, one soon after another; but no press at once behind it, and no ink from
 * beside. */
static void steady_strokes_follow_one_another(void **state)
{
    (void)state;
    struct layout *l = layout_new();
    struct page *page = page_new();
    struct view view = {.list_page = 0};
    struct touch t = {.down = false};
    page_begin(page, "signature", "");
    page_add(page, ROLE_CANVAS, LOOK_SIGNATURE, "signature", "写名字");
    page_place(page, PLACE_ACTIONS);
    page_button(page, LOOK_MAIN, "next", "签好了", "");
    lay_steady(l, page, &view);
    struct box pad = layout_find(l, "signature")->box, next = layout_find(l, "next")->box;
    for (int64_t ms = 1000; ms < 1500; ms += 100) {
        assert_int_equal(touch_down(&t, l, at(pad.x + 100, pad.y + 100), ms), TOUCH_STROKE);
        assert_int_equal(touch_up(&t, l, at(pad.x + 200, pad.y + 100), ms + 60), TOUCH_STROKE);
    }
    assert_int_equal(touch_down(&t, l, at(next.x + 20, next.y + 20), 1600), TOUCH_ELSEWHERE);
    assert_int_equal(touch_down(&t, l, at(next.x + 20, next.y + 20), 1460 + TOUCH_STEADY_MS), TOUCH_NONE);
    touch_up(&t, l, at(next.x + 20, next.y + 20), 2000);
    const struct placed *beside = touch_hit(l, pad.x + 100, pad.y - 20);
    assert_true(!beside || beside->widget->role != ROLE_CANVAS);
    page_free(page);
    layout_free(l);
}

static void dialog_covers_the_body_only(void **state)
{
    (void)state;
    struct layout *l = layout_new();
    struct page *page = page_new();
    struct view view = {.list_page = 0};
    demo_form(page, false, true);
    lay(l, page, &view);
    struct box key = layout_find(l, "key.4")->box, help = layout_find(l, "help")->box,
               exit = layout_find(l, "exit")->box;
    assert_null(touch_hit(l, key.x + 20, key.y + 20));
    assert_null(touch_hit(l, exit.x + 20, exit.y + 20));
    assert_string_equal(touch_hit(l, help.x + 20, help.y + 20)->widget->id, "help");
    focus_first(l, &view);
    assert_string_equal(view.focus, "stay");
    view.focus_shown = true;
    focus_step(l, &view, 1);
    focus_step(l, &view, 1);
    assert_string_equal(view.focus, "stay"); /* trapped */
    page_free(page);
    layout_free(l);
}

static void tab_goes_round_in_order(void **state)
{
    (void)state;
    struct layout *l = layout_new();
    struct page *page = page_new();
    struct view view = {.focus_shown = true};
    demo_choice(page, false);
    lay(l, page, &view);
    focus_first(l, &view);
    static const char *const order[] = {"choice.live.0", "choice.live.1", "choice.live.2", "choice.live.3",
                                        "choice.live.4", "next",          "exit",          "back",
                                        "home",          "seated",        "help",          "sos",
                                        "large_font",    "voice",         "language",      "choice.live.0"};
    for (unsigned i = 0; i < G_N_ELEMENTS(order); i++, focus_step(l, &view, 1))
        assert_string_equal(view.focus, order[i]);
    focus_first(l, &view);
    focus_move(l, &view, 0, 1);
    assert_string_equal(view.focus, "choice.live.1");
    page_free(page);
    layout_free(l);
}

static void injected_touches_come_back_as_ids(void **state)
{
    (void)state;
    g_autoptr(GError) error = NULL;
    struct text_fonts *fonts = text_fonts_new(&error);
    assert_non_null(fonts);
    struct ui_options options = {.width = 1080, .height = 1920, .headless = true, .fonts = fonts};
    struct ui *ui = ui_new(&options, &error);
    struct page *page = page_new();
    struct ui_input *input = g_new0(struct ui_input, 1);
    int on_page = 0;
    demo_home(page, true);
    struct ui_settings large = {.large = true};
    ui_settings(ui, &large);
    assert_true(ui_show(ui, page));
    assert_false(ui_inject_tap_id(ui, "services", 0, &on_page));
    assert_int_equal(on_page, ui_widgets(ui)->list_pages);
    uint64_t frame = ui_frame(ui);
    assert_true(ui_inject_tap_id(ui, "page.next", 0, &on_page));
    ui_wait(ui, 0, input);
    ui_wait(ui, 0, input);
    assert_int_equal(ui_widgets(ui)->list_page, 1);
    assert_true(ui_frame(ui) > frame);
    assert_true(ui_inject_tap_id(ui, "help", 0, &on_page));
    while (!ui_idle(ui))
        ui_wait(ui, 0, input);
    assert_int_equal(input->kind, UI_PRESSED);
    assert_string_equal(input->id, "help");
    ui_inject_key(ui, "7");
    ui_wait(ui, 0, input);
    assert_int_equal(input->kind, UI_KEY);
    assert_string_equal(input->text, "7");
    ui_ring(ui);
    ui_wait(ui, -1, input);
    assert_int_equal(input->kind, UI_RING);
    ui_forget(ui);
    assert_int_equal(ui_widgets(ui)->placed_count, 0);
    g_free(input);
    page_free(page);
    ui_free(ui);
    text_fonts_free(fonts);
}

static uint32_t brightest(struct ui *ui)
{
    struct canvas c = ui_picture(ui);
    uint32_t most = 0;
    for (int y = 0; y < c.height; y++)
        for (int x = 0; x < c.width; x++)
            most = MAX(most, c.pixels[y * c.stride + x] & 0xffffff);
    return most;
}

/* Black as long as it is wished, whatever the page does; a touch means only that; then all is there again. */
static void a_black_picture_comes_back_whole(void **state)
{
    (void)state;
    g_autoptr(GError) error = NULL;
    struct text_fonts *fonts = text_fonts_new(&error);
    struct ui_options options = {.width = 1080, .height = 1920, .headless = true, .fonts = fonts};
    struct ui *ui = ui_new(&options, &error);
    struct page *page = page_new(), *other = page_new();
    struct ui_input *input = g_new0(struct ui_input, 1);
    demo_choice(page, false);
    demo_form(other, false, false);
    ui_show(ui, other);
    struct canvas c = ui_picture(ui);
    size_t bytes = (size_t)c.stride * (size_t)c.height * sizeof *c.pixels;
    g_autofree void *seen = g_memdup2(c.pixels, bytes);
    ui_settings(ui, &(struct ui_settings){.blank = true});
    ui_show(ui, page);
    assert_int_equal(brightest(ui), 0);
    ui_inject_key(ui, "Tab");
    ui_wait(ui, 0, input);
    assert_int_equal(brightest(ui), 0);
    assert_string_not_equal(ui_view(ui)->focus, ""); /* the keypad goes on */
    uint64_t frame = ui_frame(ui);
    ui_show(ui, other);
    assert_int_equal(ui_frame(ui), frame); /* nothing to present */
    ui_inject_tap(ui, 540, 960, 0);
    ui_wait(ui, 0, input);
    assert_int_equal(input->kind, UI_PRESSED);
    assert_string_equal(input->id, "blank");
    ui_wait(ui, 0, input);
    assert_int_equal(input->kind, UI_TOUCHED); /* lifting it presses nothing */
    ui_settings(ui, &(struct ui_settings){.blank = false});
    ui_show(ui, other);
    assert_memory_equal(ui_picture(ui).pixels, seen, bytes);
    g_free(input);
    page_free(page);
    page_free(other);
    ui_free(ui);
    text_fonts_free(fonts);
}

static void strokes_arrive_as_parts_of_the_canvas(void **state)
{
    (void)state;
    g_autoptr(GError) error = NULL;
    struct text_fonts *fonts = text_fonts_new(&error);
    struct ui_options options = {.width = 1080, .height = 1920, .headless = true, .fonts = fonts};
    struct ui *ui = ui_new(&options, &error);
    struct page *page = page_new();
    struct ui_input *input = g_new0(struct ui_input, 1);
    static const struct ink_point drawn[] = {{1000, 2000, true}, {5000, 5000, false}, {9000, 8000, false}};
    page_begin(page, "signature", "");
    page_add(page, ROLE_CANVAS, LOOK_SIGNATURE, "signature", "写名字");
    ui_show(ui, page);
    assert_true(ui_inject_stroke(ui, "signature", drawn, G_N_ELEMENTS(drawn)));
    for (unsigned i = 0; i < G_N_ELEMENTS(drawn); i++) {
        ui_wait(ui, 0, input);
        assert_int_equal(input->kind, UI_STROKE);
        assert_int_equal(input->points[0].begins, i == 0);
        assert_true(ABS(input->points[0].x - drawn[i].x) < 40 && ABS(input->points[0].y - drawn[i].y) < 40);
    }
    ui_wait(ui, 0, input);
    assert_true(input->ends);
    g_free(input);
    page_free(page);
    ui_free(ui);
    text_fonts_free(fonts);
}

static void press_id(struct ui *ui, const char *id, struct ui_input *input)
{
    int on_page = 0;
    assert_true(ui_inject_tap_id(ui, id, 0, &on_page));
    while (!ui_idle(ui))
        ui_wait(ui, 0, input);
}

/* A long list must be seen whole before its button does what it says. */
static void reads_on_before_it_acts(void **state)
{
    (void)state;
    g_autoptr(GError) error = NULL;
    struct text_fonts *fonts = text_fonts_new(&error);
    struct ui_options options = {.width = 1080, .height = 1920, .headless = true, .fonts = fonts};
    struct ui *ui = ui_new(&options, &error);
    struct page *page = page_new();
    struct ui_input *input = g_new0(struct ui_input, 1);
    enum { ROWS = 40 };
    page_begin(page, "review", "");
    page_open(page, GROUP_LIST, 0);
    for (unsigned i = 0; i < ROWS; i++)
        page_add(page, ROLE_TEXT, LOOK_KEY_VALUE, "", "事项")->value = "高龄津贴";
    page_close(page);
    page_place(page, PLACE_ACTIONS);
    page_button(page, LOOK_MAIN, "submit", "都对，交上去", "check")->reads_on = true;
    ui_show(ui, page);
    unsigned pages = ui_widgets(ui)->list_pages;
    assert_true(pages > 1);
    for (unsigned i = 1; i < pages; i++) {
        const struct layout *l = ui_widgets(ui);
        assert_string_equal(layout_label(l, layout_find(l, "submit")->widget), "往下看");
        press_id(ui, "submit", input);
        assert_int_equal(input->kind, UI_TOUCHED);
        assert_int_equal(ui_view(ui)->list_page, i);
    }
    press_id(ui, "submit", input);
    assert_int_equal(input->kind, UI_PRESSED);
    assert_string_equal(input->id, "submit");
    g_free(input);
    page_free(page);
    ui_free(ui);
    text_fonts_free(fonts);
}

static void a_new_page_wipes_the_old_one(void **state)
{
    (void)state;
    struct page *page = page_new();
    page_begin(page, "review", "");
    page_add(page, ROLE_TEXT, LOOK_KEY_VALUE, "", "姓名")->value = page_copy(page, "王秀兰");
    page_format(page, "%s", "199 0000 0001");
    page_begin(page, "standby", "");
    for (size_t i = 0; i < sizeof page->text; i++)
        assert_int_equal(page->text[i], 0);
    for (unsigned i = 0; i < PAGE_WIDGETS; i++)
        assert_null(page->widgets[i].label);
    assert_int_equal(page->count, 0);
    page_free(page);
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
        cmocka_unit_test(acts_on_release_in_the_same_target),
        cmocka_unit_test(is_dead_for_a_moment_after_a_change),
        cmocka_unit_test(steady_a_hand_that_strikes_twice_presses_once),
        cmocka_unit_test(steady_the_nearest_wins_a_near_miss),
        cmocka_unit_test(steady_a_trembling_finger_keeps_its_target),
        cmocka_unit_test(steady_strokes_follow_one_another),
        cmocka_unit_test(dialog_covers_the_body_only),
        cmocka_unit_test(tab_goes_round_in_order),
        cmocka_unit_test(injected_touches_come_back_as_ids),
        cmocka_unit_test(a_black_picture_comes_back_whole),
        cmocka_unit_test(strokes_arrive_as_parts_of_the_canvas),
        cmocka_unit_test(reads_on_before_it_acts),
        cmocka_unit_test(a_new_page_wipes_the_old_one),
    };
    return cmocka_run_group_tests(tests, start, NULL);
}

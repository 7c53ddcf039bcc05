/* Touch panel, display and loudspeaker as staff hear of them, with a ui that has no display. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <unistd.h>

#include <cmocka.h>
#include <glib/gstdio.h>

#include "base/secret.h"
#include "kiosk/front.h"
#include "ui/text.h"

enum { WALL = 1700000000 };

/* The loudspeaker of this test, instead of a sound card. */
struct speech {
    bool silent, sounded;
};
bool speech_silent(const struct speech *speech)
{
    return speech->silent;
}
bool speech_sounded(const struct speech *speech)
{
    return speech->sounded;
}

struct bench {
    struct front front;
    struct config *config;
    struct text_fonts *fonts;
    struct ui *ui;
    struct speech speech;
    struct tally tally;
    struct health health;
    char *folder, *node, *file;
};

static void set_up(struct bench *b, const char *screen)
{
    GError *error = NULL;

    *b = (struct bench){.folder = g_dir_make_tmp("front-XXXXXX", NULL)};
    b->node = g_build_filename(b->folder, "event7", NULL);
    b->file = g_build_filename(b->folder, "kiosk.conf", NULL);
    g_autofree char *text = g_strdup_printf("[kiosk]\nnumber=20617\nplace=x\n[platform]\nurl=https://x\n"
                                            "progress_url=https://x/\n[screen]\ntouch=%s\n%s\n",
                                            b->node, screen);
    assert_true(g_file_set_contents(b->file, text, -1, NULL));
    b->config = config_load(b->file, FALSE, &error);
    assert_null(error);
    b->fonts = text_fonts_new(&error);
    assert_non_null(b->fonts);
    struct ui_options options = {.width = 1080, .height = 1920, .headless = true, .fonts = b->fonts};
    b->ui = ui_new(&options, &error);
    assert_non_null(b->ui);
}

static void tear_down(struct bench *b)
{
    ui_free(b->ui);
    text_fonts_free(b->fonts);
    config_free(b->config);
    g_unlink(b->node);
    g_unlink(b->file);
    g_rmdir(b->folder);
    g_free(b->node);
    g_free(b->file);
    g_free(b->folder);
}

static bool turn(struct bench *b, int64_t ms)
{
    return front_turn(&b->front, b->config, b->ui, &b->speech, ms, WALL + ms, &b->tally, &b->health);
}

static void assert_row(const struct bench *b, enum tally_part part, enum device_status status,
                       enum device_attention attention)
{
    assert_int_equal(b->tally.slots[part].status, status);
    assert_int_equal(b->tally.slots[part].attention, attention);
}

static void a_panel_that_dies_is_news_to_everybody(void **state)
{
    struct bench b;
    (void)state;
    set_up(&b, "");
    assert_true(g_file_set_contents(b.node, "", 0, NULL));
    assert_false(turn(&b, 1000));
    assert_row(&b, TALLY_TOUCH, STATUS_READY, ATTENTION_NONE);
    glass_down(ui_glass(b.ui), 1, 5, 5, (struct glass_off){0, 0}, 1000);
    g_unlink(b.node);
    assert_false(turn(&b, 1001)); /* not looked at yet */
    assert_true(front_due(&b.front, b.config, b.ui, 1001) == 1000 + FRONT_LOOK_MS);
    assert_true(turn(&b, 1000 + FRONT_LOOK_MS));
    assert_true(b.health.touch_gone);
    assert_row(&b, TALLY_TOUCH, STATUS_ABSENT, ATTENTION_NONE);
    assert_true(g_file_set_contents(b.node, "", 0, NULL));
    assert_true(turn(&b, 60000));
    assert_false(b.health.touch_gone);
    assert_row(&b, TALLY_TOUCH, STATUS_READY, ATTENTION_NONE); /* the finger went with it */
    assert_int_equal(b.tally.slots[TALLY_TOUCH].lost, 1);
    tear_down(&b);
}

static void what_lies_on_the_glass_is_news_to_staff(void **state)
{
    struct bench b;
    (void)state;
    set_up(&b, "");
    assert_true(g_file_set_contents(b.node, "", 0, NULL));
    glass_down(ui_glass(b.ui), 1, 5, 5, (struct glass_off){0, 0}, 1000);
    turn(&b, 1000);
    assert_row(&b, TALLY_TOUCH, STATUS_READY, ATTENTION_NONE);
    assert_false(turn(&b, 1000 + GLASS_HELD_MS)); /* nothing a resident must know */
    assert_row(&b, TALLY_TOUCH, STATUS_ATTENTION, ATTENTION_HELD);
    glass_up(ui_glass(b.ui), 1, 20000);
    turn(&b, 20000);
    assert_row(&b, TALLY_TOUCH, STATUS_READY, ATTENTION_NONE);
    tear_down(&b);
}

static void a_picture_of_other_proportions_is_said(void **state)
{
    struct bench lying, standing, window;
    (void)state;
    set_up(&standing, "fullscreen=true");
    turn(&standing, 1);
    assert_row(&standing, TALLY_DISPLAY, STATUS_READY, ATTENTION_NONE);
    tear_down(&standing);
    set_up(&lying, "fullscreen=true\nwidth_mm=476\nheight_mm=268");
    turn(&lying, 1);
    assert_row(&lying, TALLY_DISPLAY, STATUS_ATTENTION, ATTENTION_WRONG_MODE);
    tear_down(&lying);
    set_up(&window, "width_mm=476\nheight_mm=268"); /* on somebody's desk */
    turn(&window, 1);
    assert_row(&window, TALLY_DISPLAY, STATUS_READY, ATTENTION_NONE);
    tear_down(&window);
    assert_true(front_wrong_mode(1024, 768, 476, 268));
    assert_false(front_wrong_mode(1366, 768, 410, 230));
    assert_false(front_wrong_mode(1280, 1024, 376, 301));
}

static void no_sound_card_is_known_once_it_is_needed(void **state)
{
    struct bench b;
    (void)state;
    set_up(&b, "");
    turn(&b, 1);
    assert_row(&b, TALLY_SOUND, STATUS_OFF, ATTENTION_NONE);
    b.speech.silent = true;
    turn(&b, 2);
    assert_row(&b, TALLY_SOUND, STATUS_ABSENT, ATTENTION_NONE);
    b.speech = (struct speech){false, true};
    turn(&b, 3);
    assert_row(&b, TALLY_SOUND, STATUS_READY, ATTENTION_NONE);
    tear_down(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_panel_that_dies_is_news_to_everybody),
        cmocka_unit_test(what_lies_on_the_glass_is_news_to_staff),
        cmocka_unit_test(a_picture_of_other_proportions_is_said),
        cmocka_unit_test(no_sound_card_is_known_once_it_is_needed),
    };
    secret_start();
    return cmocka_run_group_tests(tests, NULL, NULL);
}

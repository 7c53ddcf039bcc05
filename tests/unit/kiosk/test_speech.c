/* How the voice is asked to speak: speed and loudness by the session's steps, headphones, and nothing of one
 * visit in the next. The voice itself is played here (--wrap): it keeps what it was asked for. */
#include "app/kiosk/speech.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "base/secret.h"
#include "ui/voice.h"

static const struct catalog none;

struct room {
    struct config *config;
    struct text_fonts *fonts;
    struct ui *ui;
    struct page *page;
    struct speech *speech;
    struct session *s;
};

void __wrap_voice_set(struct voice *voice, const struct voice_manner *manner);

/* The one place where the test meets the voice. */
void __wrap_voice_set(struct voice *voice, const struct voice_manner *manner)
{
    (void)voice;
    check_expected(manner->on);
    check_expected(manner->headphones);
    check_expected(manner->slow);
    check_expected(manner->percent);
    check_expected(manner->decibel);
}

static int enter(void **state)
{
    struct room *room = g_new0(struct room, 1);
    g_autoptr(GError) error = NULL;
    room->config = config_parse("[kiosk]\nnumber=20617\n"
                                "[platform]\nurl=https://a\nprogress_url=https://a/p/\n",
                                "test", TRUE, &error);
    if (!room->config)
        fail_msg("%s", error->message);
    g_setenv("SDL_AUDIODRIVER", "none-such", TRUE); /* nobody is to hear the tests */
    room->fonts = text_fonts_new(NULL);
    const struct ui_options options = {.width = 1080, .height = 1920, .headless = true, .fonts = room->fonts};
    room->ui = ui_new(&options, &error);
    if (!room->ui)
        fail_msg("%s", error->message);
    room->page = page_new();
    page_begin(room->page, "home", "您要办什么事？");
    ui_show(room->ui, room->page);
    room->speech = speech_new(room->config, NULL, NULL);
    room->s = secret_new(sizeof *room->s);
    session_init(room->s, &none);
    room->s->step = STEP_HOME;
    room->s->voice = true;
    *state = room;
    return 0;
}

static int leave_room(void **state)
{
    struct room *room = *state;
    speech_free(room->speech);
    page_free(room->page);
    ui_free(room->ui);
    text_fonts_free(room->fonts);
    config_free(room->config);
    secret_free(room->s);
    g_free(room);
    return 0;
}

static void asked(struct room *room, bool on, unsigned percent, int decibel)
{
    expect_value(__wrap_voice_set, manner->on, on);
    expect_value(__wrap_voice_set, manner->headphones, room->s->health.headphones);
    expect_value(__wrap_voice_set, manner->slow, room->s->large);
    expect_value(__wrap_voice_set, manner->percent, percent);
    expect_value(__wrap_voice_set, manner->decibel, decibel);
    speech_shown(room->speech, room->s, room->ui, room->page);
}

static void half_to_twice_the_speed(void **state)
{
    struct room *room = *state;
    static const unsigned percent[] = {50, 75, 100, 125, 150, 175, 200};
    assert_int_equal(G_N_ELEMENTS(percent), SESSION_RATE_MOST - SESSION_RATE_LEAST + 1);
    for (unsigned i = 0; i < G_N_ELEMENTS(percent); i++) {
        room->s->voice_rate = SESSION_RATE_LEAST + (int)i;
        asked(room, true, percent[i], -20);
    }
}

static void louder_by_five_decibel(void **state)
{
    struct room *room = *state;
    for (int step = SESSION_VOLUME_LEAST; step <= SESSION_VOLUME_MOST; step++) {
        room->s->voice_volume = step;
        asked(room, true, 100, -20 + 5 * step);
    }
    room->s->voice_volume = SESSION_VOLUME_MOST;
    asked(room, true, 100, 0); /* as loud as the samples can be, and never louder */
}

static void as_the_listener_is(void **state)
{
    struct room *room = *state;
    room->s->health.headphones = true;
    asked(room, true, 100, -20);
    room->s->large = true;
    asked(room, true, 100, -20);
    room->s->voice = false;
    asked(room, false, 100, -20);
}

/* The next one hears the ordinary voice, whatever was turned up before. */
static void nothing_stays_behind_a_visit(void **state)
{
    struct room *room = *state;
    struct effects *effects = g_new0(struct effects, 1);
    uint64_t visit = room->s->visit;
    room->s->voice_rate = SESSION_RATE_MOST;
    room->s->voice_volume = SESSION_VOLUME_MOST;
    asked(room, true, 200, 0);
    const struct session_event leave = {.kind = EVENT_FINISH, .visit = room->s->visit, .now_ms = 1};
    room->s->step = STEP_RATING;
    session_step(room->s, &leave, effects);
    assert_true(room->s->visit > visit);
    asked(room, false, 100, -20);
    g_free(effects);
}

int main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(name, enter, leave_room)
    const struct CMUnitTest tests[] = {T(half_to_twice_the_speed), T(louder_by_five_decibel),
                                       T(as_the_listener_is), T(nothing_stays_behind_a_visit)};
    secret_start();
    return cmocka_run_group_tests(tests, NULL, NULL);
}

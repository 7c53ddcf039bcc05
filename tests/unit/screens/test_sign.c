/* 看手语: its button stands where there is a clip and nowhere else, and what is signed stands there in words.
 */
#include "base/check.h"

#include <glib.h>

#include "base/secret.h"
#include "catalog/load.h"
#include "session/sign.h"
#include "ui/picture.h"
#include "ui/screens/screens.h"
#include "ui/voice_script.h"

struct room {
    struct catalog *catalog;
    struct session *s;
    struct page *page;
    struct screen_context context;
};

static int enter(void **state)
{
    struct room *room = g_new0(struct room, 1);
    words_start(BUILD_DIR "/locale");
    room->catalog = catalog_load(SOURCE_DIR "/assets/catalog", NULL);
    room->s = secret_new(sizeof *room->s);
    room->page = page_new();
    room->context.place = (struct place_names){.station = "GY01", .phone = "12345"};
    *state = room;
    return 0;
}

static int leave_room(void **state)
{
    struct room *room = *state;
    secret_free(room->s);
    page_free(room->page);
    catalog_free(room->catalog);
    g_free(room);
    return 0;
}

static void show(struct room *room, const char *name)
{
    unsigned count;
    const struct preview *previews = screens_previews(&count);
    for (unsigned i = 0; i < count; i++)
        if (strcmp(previews[i].name, name) == 0) {
            session_init(room->s, room->catalog);
            previews[i].fill(room->s);
            screens_build(room->page, room->s, &room->context);
            return;
        }
    fail_msg("no preview %s", name);
}

/* On every page there is, with all the clips and with none. */
static void a_button_where_there_is_a_clip(void **state)
{
    struct room *room = *state;
    unsigned count, offered = 0;
    const struct preview *previews = screens_previews(&count);
    for (unsigned i = 0; i < count; i++)
        for (unsigned signs = 0; signs < 2; signs++) {
            session_init(room->s, room->catalog);
            previews[i].fill(room->s);
            room->s->health.signs = signs ? ~0u : 0;
            screens_build(room->page, room->s, &room->context);
            const struct widget *w = page_find(room->page, "sign");
            bool its_page = room->s->step == STEP_IDENTIFY || room->s->step == STEP_SIGNATURE ||
                            room->s->step == STEP_REVIEW || room->s->step == STEP_DONE;
            if (w && (!signs || !its_page))
                fail_msg("%s: a clip that is not there", previews[i].name);
            if (room->s->overlay == OVERLAY_NONE && signs && its_page && !(w && w->enabled))
                fail_msg("%s: no button for its clip", previews[i].name);
            offered += w != NULL;
        }
    assert_true(offered > 10);
}

static void pressed_it_plays(void **state)
{
    struct room *room = *state;
    struct session_event event;
    show(room, "sign_identify");
    assert_true(action_event("sign", room->s, &event));
    assert_int_equal(event.kind, EVENT_SIGN);
    assert_true(action_event("sign.again", room->s, &event));
    assert_int_equal(event.kind, EVENT_SIGN);
    assert_true(action_local("clip"));
}

static bool says(const struct room *room, const char *words)
{
    for (unsigned i = 0; i < room->page->count; i++)
        if (strcmp(room->page->widgets[i].label, words) == 0)
            return true;
    return false;
}

static void what_is_signed_stands_there_in_words(void **state)
{
    struct room *room = *state;
    show(room, "sign_clip");
    assert_true(says(room, "请把身份证放在读卡口，听到“嘀”再拿。"));
    show(room, "sign_clip_consent");
    assert_true(says(room, room->s->service->statement.zh));
    show(room, "sign_clip_done");
    assert_true(says(room, "办好了。请拿好回执和身份证，别落下。"));
}

/* Another frame is another picture of the one widget; before the first there is none. */
static void the_picture_of_now(void **state)
{
    struct room *room = *state;
    struct picture picture = {.width = 4, .height = 3, .number = 17};
    show(room, "sign_clip");
    const struct widget *w = page_find(room->page, "clip");
    assert_non_null(w);
    assert_null(w->live);
    uint64_t key = room->page->key;
    room->context.clip = &picture;
    screens_build(room->page, room->s, &room->context);
    w = page_find(room->page, "clip");
    assert_ptr_equal(w->live, &picture);
    assert_int_equal(w->number, 17);
    assert_int_equal(room->page->key, key); /* the same page: no touch goes dead, nothing is said again */
}

static void gone_it_says_so(void **state)
{
    struct room *room = *state;
    show(room, "sign_clip_gone");
    assert_null(page_find(room->page, "clip"));
    assert_true(says(room, "这段手语放不出来。"));
    assert_false(page_find(room->page, "sign.again")->enabled);
    assert_true(page_find(room->page, "close")->enabled);
}

static void the_keypad_tells_what_it_is(void **state)
{
    struct room *room = *state;
    struct script *script = secret_new(sizeof *script);
    const struct script_view view = {.language = LANGUAGE_ZH, .focus = ""};
    show(room, "sign_identify");
    script_begin(script, LANGUAGE_ZH);
    script_widget(script, room->page, page_find(room->page, "sign"), &view);
    assert_string_equal(script_line(script, 0), "看手语，按钮");
    secret_free(script);
}

int main(void)
{
    secret_start();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_button_where_there_is_a_clip, enter, leave_room),
        cmocka_unit_test_setup_teardown(pressed_it_plays, enter, leave_room),
        cmocka_unit_test_setup_teardown(what_is_signed_stands_there_in_words, enter, leave_room),
        cmocka_unit_test_setup_teardown(the_picture_of_now, enter, leave_room),
        cmocka_unit_test_setup_teardown(gone_it_says_so, enter, leave_room),
        cmocka_unit_test_setup_teardown(the_keypad_tells_what_it_is, enter, leave_room),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

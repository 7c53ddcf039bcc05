/* 看手语: its button stands where there is a clip and nowhere else, and what is signed stands there in words.
 */
#include "room.h"
#include "session/sign.h"
#include "ui/picture.h"
#include "ui/voice_script.h"

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
    room_show(room, "sign_identify");
    assert_true(action_event("sign", room->s, &event));
    assert_int_equal(event.kind, EVENT_SIGN);
    assert_true(action_event("sign.again", room->s, &event));
    assert_int_equal(event.kind, EVENT_SIGN);
    assert_true(action_local("clip"));
}

static void what_is_signed_stands_there_in_words(void **state)
{
    struct room *room = *state;
    room_show(room, "sign_clip");
    assert_true(page_says(room->page, "请把身份证放在读卡口，听到“嘀”再拿。"));
    room_show(room, "sign_clip_consent");
    assert_true(page_says(room->page, room->s->service->statement.zh));
    room_show(room, "sign_clip_done");
    assert_true(page_says(room->page, "办好了。请拿好回执和身份证，别落下。"));
}

/* Another frame is another picture of the one widget; before the first there is none. */
static void the_picture_of_now(void **state)
{
    struct room *room = *state;
    struct picture picture = {.width = 4, .height = 3, .number = 17};
    room_show(room, "sign_clip");
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
    room_show(room, "sign_clip_gone");
    assert_null(page_find(room->page, "clip"));
    assert_true(page_says(room->page, "这段手语放不出来。"));
    assert_false(page_find(room->page, "sign.again")->enabled);
    assert_true(page_find(room->page, "close")->enabled);
}

static void the_keypad_tells_what_it_is(void **state)
{
    struct room *room = *state;
    struct script *script = secret_new(sizeof *script);
    const struct script_view view = {.language = LANGUAGE_ZH, .focus = ""};
    room_show(room, "sign_identify");
    script_begin(script, LANGUAGE_ZH);
    script_widget(script, room->page, page_find(room->page, "sign"), &view);
    assert_string_equal(script_line(script, 0), "看手语，按钮");
    secret_free(script);
}

int main(void)
{
    secret_start();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_button_where_there_is_a_clip, room_enter, room_leave),
        cmocka_unit_test_setup_teardown(pressed_it_plays, room_enter, room_leave),
        cmocka_unit_test_setup_teardown(what_is_signed_stands_there_in_words, room_enter, room_leave),
        cmocka_unit_test_setup_teardown(the_picture_of_now, room_enter, room_leave),
        cmocka_unit_test_setup_teardown(gone_it_says_so, room_enter, room_leave),
        cmocka_unit_test_setup_teardown(the_keypad_tells_what_it_is, room_enter, room_leave),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Where a code is waited for, a scanner or code camera that cannot read one is said, whatever it lacks, with
 * what helps; and so is the dark. */
#include "room.h"

static const struct page *materials(struct room *room, enum device_state scanner, enum device_state camera)
{
    room_show(room, "materials");
    room->s->practice = false;
    room->s->problem = PROBLEM_NONE;
    room->s->health.scanner = scanner;
    room->s->health.camera = camera;
    for (unsigned i = 0; i < SESSION_MATERIALS; i++)
        room->s->kase.materials[i].taken = room->s->kase.materials[i].later = false;
    screens_build(room->page, room->s, &room->context);
    return room->page;
}

static void what_cannot_scan_is_said(void **state)
{
    static const enum device_state gone[] = {DEVICE_OFF, DEVICE_ABSENT, DEVICE_ATTENTION};
    for (unsigned i = 0; i < G_N_ELEMENTS(gone); i++) {
        assert_true(page_says(materials(*state, gone[i], DEVICE_OFF), "扫码口现在用不了"));
        assert_true(page_says(materials(*state, gone[i], DEVICE_OFF), "回头再补"));
        assert_false(page_says(materials(*state, gone[i], DEVICE_OFF), "对准左边扫码口"));
        assert_false(page_says(materials(*state, gone[i], DEVICE_OFF), "扫一下电子证照的码"));
    }
    assert_false(page_says(materials(*state, DEVICE_READY, DEVICE_OFF), "扫码口现在用不了"));
    assert_true(page_says(materials(*state, DEVICE_READY, DEVICE_OFF), "对准左边扫码口"));
}

static void a_paper_is_photographed_then(void **state)
{
    assert_true(page_says(materials(*state, DEVICE_ATTENTION, DEVICE_READY), "用摄像头拍纸的"));
    assert_true(page_says(materials(*state, DEVICE_READY, DEVICE_READY), "扫码、拍照都行"));
}

static void no_phone_is_asked_for_then(void **state)
{
    struct room *room = *state;
    assert_true(page_says(room_show(room, "identify"), "亮证码"));
    room->s->health.scanner = DEVICE_ATTENTION;
    screens_build(room->page, room->s, &room->context);
    assert_false(page_says(room->page, "亮证码"));
}

static void the_dark_is_said(void **state)
{
    struct room *room = *state;
    assert_false(page_says(room_show(room, "materials_seen"), "太暗了"));
    room->context.sight.says = SIGHT_DARK;
    screens_build(room->page, room->s, &room->context);
    assert_true(page_says(room->page, "太暗了"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_cannot_scan_is_said, room_enter, room_leave),
        cmocka_unit_test_setup_teardown(a_paper_is_photographed_then, room_enter, room_leave),
        cmocka_unit_test_setup_teardown(no_phone_is_asked_for_then, room_enter, room_leave),
        cmocka_unit_test_setup_teardown(the_dark_is_said, room_enter, room_leave),
    };
    secret_start();
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* A paper photographed beneath the camera: how it comes to be one, what is counted, what is wished of the
 * camera, and that nothing is asked of it where it is not wanted. */
#include "session/photo.h"
#include "visit.h"

enum { REGISTER = 1 /* 户口本, the second paper of this service */, LATE_MS = 9000 };

static void plug(struct visit *v, enum device_state camera)
{
    struct health health = {
        .idcard = DEVICE_READY, .scanner = DEVICE_READY, .camera = camera, .online = true};
    give(v, (struct session_event){.kind = EVENT_HEALTH, .health = &health});
}

static void to_materials(struct visit *v)
{
    plug(v, DEVICE_READY);
    begin_service(v, "gaoling-jintie");
    card(v, &wang);
    fill_form(v);
}

static void to_camera(struct visit *v)
{
    to_materials(v);
    press_number(v, EVENT_PHOTO, REGISTER);
    assert_at(v, STEP_CAMERA);
    assert_true(wished(v, EFFECT_CAMERA_ON));
}

static void letter(struct visit *v, bool edges)
{
    give(v, (struct session_event){
                .kind = EVENT_PHOTOGRAPHED, .number = edges, .request = v->s.kase.photo.request});
}

static void take(struct visit *v)
{
    press(v, EVENT_TAKE);
    assert_true(wished(v, EFFECT_CAPTURE));
    letter(v, true);
    assert_int_equal(v->s.kase.photo.state, PHOTO_TAKEN);
}

static void test_taken_and_used(void **state)
{
    struct visit *v = *state;

    to_camera(v);
    take(v);
    press(v, EVENT_NEXT);
    assert_at(v, STEP_MATERIALS);
    assert_true(wished(v, EFFECT_KEEP_PHOTO) && wished(v, EFFECT_CAMERA_OFF));
    assert_int_equal(v->s.kase.materials[REGISTER].pages, 1);
    press_text(v, EVENT_CODE, "lclicence:1:611:DEMO-0088");
    press(v, EVENT_NEXT); /* nothing is missing: the picture stands for the paper */
    assert_at(v, STEP_SIGNATURE);
}

static void test_taken_again(void **state)
{
    struct visit *v = *state;

    to_camera(v);
    press(v, EVENT_TAKE);
    letter(v, false);
    assert_false(v->s.kase.photo.edges);
    press(v, EVENT_RETRY);
    assert_true(wished(v, EFFECT_CAMERA_ON));
    assert_int_equal(v->s.kase.photo.state, PHOTO_LOOKING);
    assert_int_equal(v->s.kase.materials[REGISTER].pages, 0);
    press(v, EVENT_BACK);
    assert_at(v, STEP_MATERIALS);
    assert_true(wished(v, EFFECT_CAMERA_OFF));
    assert_false(wished(v, EFFECT_KEEP_PHOTO));
}

static void test_three_pages_are_enough(void **state)
{
    struct visit *v = *state;

    to_camera(v);
    for (unsigned i = 1; i <= PHOTO_PAGES; i++) {
        take(v);
        press(v, EVENT_NEXT);
        assert_int_equal(v->s.kase.materials[REGISTER].pages, i);
        press_number(v, EVENT_PHOTO, REGISTER);
        assert_at(v, STEP_CAMERA);
    }
    press(v, EVENT_TAKE);
    assert_int_equal(v->s.kase.photo.state, PHOTO_LOOKING);
    assert_false(session_allows(&v->s, EVENT_TAKE));
    press(v, EVENT_PHOTO_DROP);
    assert_int_equal(v->s.kase.materials[REGISTER].pages, 0);
    assert_true(session_allows(&v->s, EVENT_TAKE));
}

static void test_no_picture_comes(void **state)
{
    struct visit *v = *state;

    to_camera(v);
    press(v, EVENT_TAKE);
    pass(v, LATE_MS);
    assert_int_equal(v->s.problem, PROBLEM_PHOTO_LATE);
    assert_int_equal(v->s.kase.photo.state, PHOTO_LOOKING);
    letter(v, true); /* late, of a wish that was given up */
    assert_int_equal(v->s.kase.photo.state, PHOTO_LOOKING);
    press(v, EVENT_TAKE);
    assert_int_equal(v->s.problem, PROBLEM_NONE);
}

static void test_a_picture_of_another_visit(void **state)
{
    struct visit *v = *state;

    to_camera(v);
    press(v, EVENT_TAKE);
    give(v, (struct session_event){
                .kind = EVENT_PHOTOGRAPHED, .visit = v->s.visit + 1, .request = v->s.kase.photo.request});
    assert_int_equal(v->s.kase.photo.state, PHOTO_TAKING);
}

/* As it was before there were cameras. */
static void test_without_a_camera(void **state)
{
    struct visit *v = *state;

    to_materials(v);
    plug(v, DEVICE_ABSENT);
    assert_false(session_allows(&v->s, EVENT_PHOTO));
    press_number(v, EVENT_PHOTO, REGISTER);
    assert_at(v, STEP_MATERIALS);
}

static void test_the_camera_goes(void **state)
{
    struct visit *v = *state;

    to_camera(v);
    plug(v, DEVICE_ABSENT);
    assert_false(session_allows(&v->s, EVENT_TAKE));
    press(v, EVENT_BACK);
    assert_at(v, STEP_MATERIALS);
    press_number(v, EVENT_LATER, REGISTER); /* the other way */
    assert_true(v->s.kase.materials[REGISTER].later);
}

/* A card is never photographed: its code is shown, or it is brought later. */
static void test_only_what_the_catalog_says(void **state)
{
    struct visit *v = *state;

    to_materials(v);
    press_number(v, EVENT_PHOTO, 0);
    assert_at(v, STEP_MATERIALS);
    press_number(v, EVENT_PHOTO, 7);
    assert_at(v, STEP_MATERIALS);
}

static void test_the_licence_replaces_pictures(void **state)
{
    struct visit *v = *state;

    to_camera(v);
    take(v);
    press(v, EVENT_NEXT);
    press_text(v, EVENT_CODE, "lclicence:1:113:DEMO-1");
    assert_true(v->s.kase.materials[REGISTER].taken);
    assert_int_equal(v->s.kase.materials[REGISTER].pages, 0);
}

static void test_out_of_it_all_is_wiped(void **state)
{
    struct visit *v = *state;
    uint64_t before = v->s.visit;

    to_camera(v);
    take(v);
    press(v, EVENT_NEXT);
    press(v, EVENT_EXIT);
    assert_int_equal(v->s.overlay, OVERLAY_LEAVE);
    press(v, EVENT_EXIT);
    assert_wiped(v, before);
}

static void test_practice_asks_nothing_of_it(void **state)
{
    struct visit *v = *state;

    plug(v, DEVICE_READY);
    practise_service(v, "gaoling-jintie");
    press(v, EVENT_PRETEND);
    fill_form(v);
    press_number(v, EVENT_PHOTO, REGISTER);
    assert_at(v, STEP_CAMERA);
    assert_int_equal(v->out.count, 0);
    press(v, EVENT_TAKE);
    assert_int_equal(v->s.kase.photo.state, PHOTO_TAKEN);
    press(v, EVENT_NEXT);
    assert_int_equal(v->out.count, 0);
    assert_int_equal(v->s.kase.materials[REGISTER].pages, 1);
}

/* On only where a code is asked for. */
static void test_codes_are_looked_for_at_materials_alone(void **state)
{
    struct visit *v = *state;

    to_materials(v);
    assert_true(wished(v, EFFECT_READ_CODE));
    press_number(v, EVENT_PHOTO, REGISTER);
    assert_true(wished(v, EFFECT_REST_CODE));
    press(v, EVENT_BACK);
    assert_true(wished(v, EFFECT_READ_CODE));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        VISIT(test_taken_and_used),
        VISIT(test_taken_again),
        VISIT(test_three_pages_are_enough),
        VISIT(test_no_picture_comes),
        VISIT(test_a_picture_of_another_visit),
        VISIT(test_without_a_camera),
        VISIT(test_the_camera_goes),
        VISIT(test_only_what_the_catalog_says),
        VISIT(test_the_licence_replaces_pictures),
        VISIT(test_out_of_it_all_is_wiped),
        VISIT(test_practice_asks_nothing_of_it),
        VISIT(test_codes_are_looked_for_at_materials_alone),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

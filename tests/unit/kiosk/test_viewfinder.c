/* What a camera sees, on the screen: of this visit and this page alone, as large as its place, framed;
 * nothing of it stays when the page goes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "app/kiosk/viewfinder.h"
#include "base/secret.h"
#include "ui/picture.h"

enum { AMBER = 0xF4A935, RED = 0xC80000 };

struct stage {
    struct viewfinder v;
    struct mail *live;
    struct session *s;
};

static int set_up(void **state)
{
    struct stage *t = secret_new(sizeof *t);
    t->live = mail_new(1, device_picture_free, NULL, NULL);
    t->s = secret_new(sizeof *t->s);
    t->s->visit = 5;
    t->s->step = STEP_CAMERA;
    t->v.width = 400;
    t->v.height = 200;
    *state = t;
    return 0;
}

static int tear_down(void **state)
{
    struct stage *t = *state;
    viewfinder_forget(&t->v);
    mail_free(t->live);
    secret_free(t->s);
    secret_free(t);
    return 0;
}

static struct screen_sight see(struct stage *t, enum device_slot slot, uint64_t visit, enum picture_says says)
{
    struct device_picture *picture = device_picture_new(slot, visit, 40, 30);
    for (unsigned i = 0; i < 40 * 30; i++)
        picture->rgb[3 * i] = 200;
    picture->says = says;
    mail_push(t->live, picture);
    viewfinder_take(&t->v, t->live, t->s);
    return viewfinder_sight(&t->v, t->s);
}

static void test_it_fits_and_is_framed(void **state)
{
    struct screen_sight sight = see(*state, DEVICE_CAMERA, 5, PICTURE_NO_PAGE);
    assert_true(sight.on);
    assert_int_equal(sight.says, SIGHT_NO_PAGE);
    assert_int_equal(sight.picture->height, 200);
    assert_int_equal(sight.picture->width, 266);
    assert_int_equal(sight.picture->pixels[0], AMBER);
    assert_int_equal(sight.picture->pixels[100 * 266 + 133], RED);
}

static void test_the_page_that_was_taken_has_no_frame(void **state)
{
    struct screen_sight sight = see(*state, DEVICE_CAMERA, 5, PICTURE_TAKEN);
    assert_int_equal(sight.picture->pixels[0], RED);
}

static void test_of_another_visit_or_camera_there_is_none(void **state)
{
    struct stage *t = *state;
    assert_null(see(t, DEVICE_CAMERA, 4, PICTURE_WELL).picture);
    assert_null(see(t, DEVICE_SCANNER, 5, PICTURE_SAYS_NOTHING).picture);
    t->s->step = STEP_REVIEW;
    assert_false(see(t, DEVICE_CAMERA, 5, PICTURE_WELL).on);
    t->s->step = STEP_MATERIALS;
    t->s->health.scanner = DEVICE_READY;
    assert_true(see(t, DEVICE_SCANNER, 5, PICTURE_SAYS_NOTHING).on);
}

/* What it saw last is no sight of now. */
static void test_a_stalled_code_camera_shows_nothing(void **state)
{
    struct stage *t = *state;
    t->s->step = STEP_MATERIALS;
    t->s->health.scanner = DEVICE_READY;
    assert_true(see(t, DEVICE_SCANNER, 5, PICTURE_SAYS_NOTHING).on);
    t->s->health.scanner = DEVICE_ATTENTION;
    viewfinder_take(&t->v, t->live, t->s);
    assert_false(viewfinder_sight(&t->v, t->s).on);
}

static void test_another_page_shows_it_no_more(void **state)
{
    struct stage *t = *state;
    assert_non_null(see(t, DEVICE_CAMERA, 5, PICTURE_WELL).picture);
    t->s->step = STEP_MATERIALS;
    viewfinder_take(&t->v, t->live, t->s);
    struct screen_sight sight = viewfinder_sight(&t->v, t->s);
    assert_false(sight.on);
    assert_null(sight.picture);
}

/* One picture may err: what the page says changes when two say so. */
static void test_words_change_when_two_agree(void **state)
{
    assert_int_equal(see(*state, DEVICE_CAMERA, 5, PICTURE_WELL).says, SIGHT_WELL);
    assert_int_equal(see(*state, DEVICE_CAMERA, 5, PICTURE_NO_PAGE).says, SIGHT_WELL);
    assert_int_equal(see(*state, DEVICE_CAMERA, 5, PICTURE_WELL).says, SIGHT_WELL);
    assert_int_equal(see(*state, DEVICE_CAMERA, 5, PICTURE_DARK).says, SIGHT_WELL);
    assert_int_equal(see(*state, DEVICE_CAMERA, 5, PICTURE_DARK).says, SIGHT_DARK);
}

static void test_every_picture_is_another(void **state)
{
    int first = see(*state, DEVICE_CAMERA, 5, PICTURE_WELL).picture->number;
    assert_int_not_equal(see(*state, DEVICE_CAMERA, 5, PICTURE_WELL).picture->number, first);
}

static void test_practice_has_its_own(void **state)
{
    struct stage *t = *state;
    t->s->practice = true;
    struct screen_sight sight = see(t, DEVICE_CAMERA, 5, PICTURE_WELL);
    assert_false(sight.on);
    assert_int_equal(sight.picture->width, 400);
    assert_int_not_equal(sight.picture->pixels[100 * 400 + 200], RED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_it_fits_and_is_framed, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_the_page_that_was_taken_has_no_frame, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_of_another_visit_or_camera_there_is_none, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_a_stalled_code_camera_shows_nothing, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_another_page_shows_it_no_more, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_words_change_when_two_agree, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_every_picture_is_another, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_practice_has_its_own, set_up, tear_down),
    };
    secret_start();
    return cmocka_run_group_tests(tests, NULL, NULL);
}

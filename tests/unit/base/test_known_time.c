#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <glib/gstdio.h>

#include "base/clock.h"
#include "base/known_time.h"

#define NOW INT64_C(1795392000000) /* 2026-11-23 */
static const int64_t year_ms = 365ll * 24 * 3600 * 1000;

struct place {
    char *dir, *file;
    struct known_time *known;
};

static int set_up(void **state)
{
    struct place *place = g_new0(struct place, 1);

    place->dir = g_dir_make_tmp("known-XXXXXX", NULL);
    place->file = g_build_filename(place->dir, "clock", NULL);
    place->known = known_time_open(place->dir);
    *state = place;
    return 0;
}

static int tear_down(void **state)
{
    struct place *place = *state;

    known_time_close(place->known);
    g_unlink(place->file);
    g_rmdir(place->dir);
    g_free(place->dir);
    g_free(place->file);
    g_free(place);
    return 0;
}

static void a_right_clock_is_left_alone(void **state)
{
    struct place *place = *state;

    assert_int_equal(known_time_wall(place->known, NOW, 5000), NOW);
    known_time_learn(place->known, NOW + 60000, NOW, 5000);
    assert_int_equal(known_time_wall(place->known, NOW + 1, 5001), NOW + 1);
    assert_int_equal(known_time_newest(place->known), NOW + 60000);
}

/* Years behind or ahead: the platform's time, which then goes on with the time since boot, whatever is done
 * to the clock; and the clock's own again once it agrees. */
static void a_wrong_clock_is_corrected(void **state)
{
    struct place *place = *state;

    for (int years = -30; years <= 30; years += 15) {
        if (years == 0)
            continue;
        known_time_learn(place->known, NOW, NOW + years * year_ms, 5000);
        assert_int_equal(known_time_wall(place->known, NOW + years * year_ms + 10, 5010), NOW + 10);
        assert_int_equal(known_time_wall(place->known, NOW + 999999, 6000), NOW + 1000);
    }
    known_time_learn(place->known, NOW + 2000, NOW + 2000, 7000);
    assert_int_equal(known_time_wall(place->known, NOW + 3000, 8000), NOW + 3000);
}

static void another_program_learns_it_too(void **state)
{
    struct place *place = *state;
    struct known_time *other = known_time_open(place->dir);

    known_time_learn(place->known, NOW, NOW - year_ms, 5000);
    assert_int_equal(known_time_wall(other, NOW - year_ms, 5007), NOW + 7);
    known_time_close(other);
}

/* After a restart the time since boot begins anew: what was learned is a bound from below. */
static void another_boot_keeps_the_newest(void **state)
{
    struct place *place = *state;
    g_autofree char *text = NULL;
    gsize len = 0;

    known_time_learn(place->known, NOW, NOW - year_ms, 5000);
    known_time_close(place->known);
    assert_true(g_file_get_contents(place->file, &text, &len, NULL));
    text[8] = text[8] == 'x' ? 'y' : 'x'; /* of another boot */
    assert_true(g_file_set_contents(place->file, text, (gssize)len, NULL));
    place->known = known_time_open(place->dir);
    assert_int_equal(known_time_wall(place->known, NOW + year_ms, 20), NOW + year_ms); /* may be true */
    assert_int_equal(known_time_wall(place->known, NOW - 60000, 20), NOW - 60000);     /* may be true */
    assert_int_equal(known_time_wall(place->known, NOW - year_ms, 20), NOW + 20);      /* cannot be */
    assert_int_equal(known_time_wall(place->known, 0, 20), NOW + 20);
    assert_int_equal(known_time_newest(place->known), NOW);
}

/* Told in this boot, and the clock goes with it: else it is what the machine believes, right or not. */
static void it_is_sure_only_of_what_it_was_told(void **state)
{
    struct place *place = *state;

    assert_false(known_time_sure(place->known, NOW, 5000));
    known_time_learn(place->known, NOW, NOW, 5000);
    assert_true(known_time_sure(place->known, NOW + 60000, 65000));
    assert_false(known_time_sure(place->known, NOW + year_ms, 65000)); /* set ahead since */
    assert_true(known_time_sure(place->known, NOW - year_ms, 65000));  /* set back, and corrected */
    assert_int_equal(known_time_wall(place->known, NOW - year_ms, 65000), NOW + 60000);
    known_time_learn(place->known, NOW + 60000, NOW - year_ms, 65000);
    assert_true(known_time_sure(place->known, NOW - year_ms, 66000)); /* wrong, and corrected */
    assert_true(*known_time_boot(place->known));
    g_autofree char *text = NULL;
    gsize len = 0;
    known_time_close(place->known);
    assert_true(g_file_get_contents(place->file, &text, &len, NULL));
    text[8] = text[8] == 'x' ? 'y' : 'x'; /* of another boot */
    assert_true(g_file_set_contents(place->file, text, (gssize)len, NULL));
    place->known = known_time_open(place->dir);
    assert_false(known_time_sure(place->known, NOW + 60000, 65000));
    known_time_learn(place->known, NOW, NOW, 20);
    assert_true(known_time_sure(place->known, NOW + 10, 30));
}

static void nothing_known_is_the_floor(void **state)
{
    struct place *place = *state;

    assert_int_equal(known_time_wall(place->known, 0, 20), KNOWN_TIME_FLOOR_MS + 20);
    known_time_learn(place->known, 1000, 0, 0); /* no platform is so old */
    assert_int_equal(known_time_newest(place->known), KNOWN_TIME_FLOOR_MS);
    struct known_time *nowhere = known_time_open("/dev/null/no-folder");
    known_time_learn(nowhere, NOW, 0, 5);
    assert_int_equal(known_time_wall(nowhere, 0, 6), NOW + 1);
    known_time_close(nowhere);
}

static void the_clock_reads_it(void **state)
{
    struct place *place = *state;
    struct clock clock = clock_real();
    int64_t wall = clock.wall_ms(&clock), boot = clock.monotonic_ms(&clock);

    clock.known = place->known;
    known_time_learn(place->known, wall + 5 * year_ms, wall, boot);
    assert_true(clock.wall_ms(&clock) >= wall + 5 * year_ms);
}

#define A_TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
int main(void)
{
    const struct CMUnitTest tests[] = {
        A_TEST(a_right_clock_is_left_alone),         A_TEST(a_wrong_clock_is_corrected),
        A_TEST(another_program_learns_it_too),       A_TEST(another_boot_keeps_the_newest),
        A_TEST(nothing_known_is_the_floor),          A_TEST(the_clock_reads_it),
        A_TEST(it_is_sure_only_of_what_it_was_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

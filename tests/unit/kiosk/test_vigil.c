/* Once a night, when nobody is there, by a clock that the test winds: a damaged file is found, whoever comes
 * is not held up, and a night that was looked at is left alone. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../store/queue.h"
#include "../store/watched_disk.h"
#include "app/kiosk/vigil.h"
#include "base/secret.h"
#include "store/check.h"

#define TWO_IN_THE_NIGHT 1795456800000ll /* 2026-11-24 02:00 at the kiosk's place */
enum { MINUTE_MS = 60 * 1000, HOUR_MS = 60 * MINUTE_MS, PAGE = STORE_PAGE_BYTES };

struct desk {
    struct queue queue;
    struct clock clock;
    struct vigil vigil;
    gint rings;
};

static void ring(void *data)
{
    g_atomic_int_inc(&((struct desk *)data)->rings);
}

static int set_up(void **state)
{
    struct desk *desk = g_new0(struct desk, 1);

    desk->queue.folder = folder_new();
    queue_open(&desk->queue);
    for (uint32_t i = 1; i <= 50; i++)
        assert_true(queue_put(&desk->queue, i, "application", 0, 500, NULL));
    desk->clock = clock_wound(TWO_IN_THE_NIGHT);
    desk->vigil = (struct vigil){
        .clock = &desk->clock, .state_dir = desk->queue.folder, .ring = ring, .data = desk, .alone = true};
    *state = desk;
    return 0;
}

static int tear_down(void **state)
{
    struct desk *desk = *state;

    vigil_stop(&desk->vigil);
    queue_close(&desk->queue);
    folder_free(desk->queue.folder);
    g_free(desk);
    return 0;
}

/* What a minute of the desk brings: begun, and ended with what it found. */
static bool looks(struct desk *desk)
{
    vigil_look(&desk->vigil);
    return desk->vigil.check != NULL;
}

static void assert_sound(struct desk *desk)
{
    char *says = NULL;

    assert_true(looks(desk));
    assert_false(vigil_ended(&desk->vigil, &says));
    assert_null(says);
    assert_null(desk->vigil.check);
}

static void damage(struct desk *desk)
{
    g_autofree char *path = g_build_filename(desk->queue.folder, STORE_FILE, NULL);
    uint8_t rubbish[PAGE];

    queue_close(&desk->queue);
    memset(rubbish, 0x5a, sizeof rubbish);
    FILE *file = fopen(path, "r+b");
    assert_non_null(file);
    assert_int_equal(fseek(file, PAGE, SEEK_SET), 0);
    assert_int_equal(fwrite(rubbish, 1, sizeof rubbish, file), sizeof rubbish);
    fclose(file);
}

static void once_a_night(void **state)
{
    struct desk *desk = *state;

    clock_advance(&desk->clock, -MINUTE_MS);
    assert_false(looks(desk)); /* 1:59 */
    clock_advance(&desk->clock, MINUTE_MS);
    assert_sound(desk);
    assert_int_equal(g_atomic_int_get(&desk->rings), 1);
    assert_false(looks(desk));
    clock_advance(&desk->clock, 2 * HOUR_MS);
    assert_false(looks(desk));
    clock_advance(&desk->clock, 22 * HOUR_MS);
    assert_sound(desk); /* the next one */
    clock_advance(&desk->clock, 3 * HOUR_MS);
    assert_false(looks(desk)); /* five in the morning */
    clock_advance(&desk->clock, 8 * HOUR_MS);
    assert_false(looks(desk)); /* noon */
}

/* Out of the first half of the night into the next day: it is the night of that day. */
static void a_whole_week(void **state)
{
    struct desk *desk = *state;
    unsigned nights = 0;

    clock_advance(&desk->clock, -14 * HOUR_MS); /* noon */
    for (int minute = 0; minute < 7 * 24 * 60; minute += 10) {
        if (looks(desk)) {
            char *says = NULL;
            assert_false(vigil_ended(&desk->vigil, &says));
            nights++;
        }
        clock_advance(&desk->clock, 10 * MINUTE_MS);
    }
    assert_int_equal(nights, 7);
}

static void nobody_is_looked_at_over_the_shoulder(void **state)
{
    struct desk *desk = *state;

    vigil_alone(&desk->vigil, false);
    assert_false(looks(desk));
    vigil_alone(&desk->vigil, true);
    assert_sound(desk);
}

/* The look cannot come to its end before somebody came. */
static gint somebody_came;

static void wait_for_somebody(void)
{
    while (!g_atomic_int_get(&somebody_came))
        g_thread_yield();
}

/* It ends, nothing is said of the file, and it begins anew when that one has gone: in the same night. */
static void whoever_comes_ends_it(void **state)
{
    struct desk *desk = *state;
    g_autofree char *says = NULL;

    damage(desk);
    g_atomic_int_set(&somebody_came, 0);
    watched_disk_begin(wait_for_somebody);
    assert_true(looks(desk));
    vigil_alone(&desk->vigil, false);
    g_atomic_int_set(&somebody_came, 1);
    assert_false(vigil_ended(&desk->vigil, &says));
    assert_null(says);
    watched_disk_end();
    assert_false(looks(desk));
    clock_advance(&desk->clock, HOUR_MS);
    vigil_alone(&desk->vigil, true);
    assert_true(looks(desk));
    assert_true(vigil_ended(&desk->vigil, &says));
    assert_non_null(says);
    queue_open(&desk->queue);
}

/* Somebody comes when the look is over and nobody has heard of it yet: what it found counts. */
static void whoever_comes_after_its_end(void **state)
{
    struct desk *desk = *state;
    g_autofree char *says = NULL;

    damage(desk);
    assert_true(looks(desk));
    while (g_atomic_int_get(&desk->rings) == 0)
        g_thread_yield();
    vigil_alone(&desk->vigil, false);
    assert_true(vigil_ended(&desk->vigil, &says));
    assert_non_null(says);
    vigil_alone(&desk->vigil, true);
    assert_false(looks(desk));
    queue_open(&desk->queue);
}

static void damage_is_found_and_set_aside_at_the_next_start(void **state)
{
    struct desk *desk = *state;
    g_autofree char *says = NULL;

    damage(desk);
    assert_true(looks(desk));
    assert_true(vigil_ended(&desk->vigil, &says));
    assert_non_null(says);
    assert_false(looks(desk)); /* told once */
    queue_open(&desk->queue);
    assert_non_null(desk->queue.store->set_aside);
}

static void a_file_that_is_away(void **state)
{
    struct desk *desk = *state;

    desk->vigil.state_dir = "/nowhere";
    assert_false(looks(desk));
    desk->vigil.state_dir = desk->queue.folder;
    assert_false(looks(desk)); /* said once a night */
    clock_advance(&desk->clock, 24 * HOUR_MS);
    assert_sound(desk);
}

#define VIGIL_TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
int main(void)
{
    const struct CMUnitTest tests[] = {
        VIGIL_TEST(once_a_night),
        VIGIL_TEST(a_whole_week),
        VIGIL_TEST(nobody_is_looked_at_over_the_shoulder),
        VIGIL_TEST(whoever_comes_ends_it),
        VIGIL_TEST(whoever_comes_after_its_end),
        VIGIL_TEST(damage_is_found_and_set_aside_at_the_next_start),
        VIGIL_TEST(a_file_that_is_away),
    };
    secret_start();
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* One sender's large bodies take a part of the room and never all of it, a small one has always room, and one
 * that drips is cut. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <glib.h>

#include "platform/bodies.h"

enum { FULL = BODIES_OF_ALL / ROUTE_BODY_MAX, OF_ONE = BODIES_OF_ONE / ROUTE_BODY_MAX, CALL = 3000 };

static uint8_t bytes[ROUTE_BODY_MAX];

static bool take_large(struct body *body, struct bodies *bodies, const char *who)
{
    body_begin(body, bodies, who, ROUTE_BODY_MAX, 0);
    assert_true(body_take(body, bytes, sizeof bytes, 0));
    return body->state == BODY_TAKEN;
}

static void one_kiosk_takes_its_part(void **state)
{
    struct bodies *bodies = bodies_new();
    struct body own[OF_ONE + 1], other;

    (void)state;
    for (int i = 0; i < OF_ONE; i++)
        assert_true(take_large(&own[i], bodies, "20617"));
    assert_false(take_large(&own[OF_ONE], bodies, "20617"));
    assert_int_equal(own[OF_ONE].state, BODY_CROWDED);
    assert_true(take_large(&other, bodies, "20618"));
    body_end(&own[0]);
    assert_true(take_large(&own[OF_ONE], bodies, "20617")); /* and has it again when one has ended */
    for (int i = 0; i <= OF_ONE; i++)
        body_end(&own[i]);
    body_end(&other);
    bodies_free(bodies);
}

static void a_call_has_room_where_there_is_none(void **state)
{
    struct bodies *bodies = bodies_new();
    struct body large[FULL + 1], call;

    (void)state;
    for (int i = 0; i < FULL; i++) {
        g_autofree char *who = g_strdup_printf("2061%d", i);
        assert_true(take_large(&large[i], bodies, who));
    }
    assert_false(take_large(&large[FULL], bodies, "20630"));
    body_begin(&call, bodies, "20630", ROUTE_BODY_MAX, 0);
    assert_true(body_take(&call, bytes, CALL, 0));
    assert_int_equal(call.state, BODY_TAKEN);
    assert_int_equal(call.len, CALL);
    body_end(&call);
    for (int i = 0; i <= FULL; i++)
        body_end(&large[i]);
    bodies_free(bodies);
}

/* Brings `n` bytes every second; the second in which it was cut, 0 = never. */
static int cut_after(size_t before, size_t n, int seconds)
{
    struct bodies *bodies = bodies_new();
    struct body body;
    int cut = 0;

    body_begin(&body, bodies, "20617", ROUTE_BODY_MAX, 0);
    assert_true(body_take(&body, bytes, before, 0));
    for (int s = 1; s <= seconds && !cut; s++)
        cut = body_take(&body, bytes, n, s * 1000) ? 0 : s;
    body_end(&body);
    bodies_free(bodies);
    return cut;
}

static void who_drips_is_cut_and_a_weak_line_is_not(void **state)
{
    (void)state;
    assert_in_range(cut_after(BODIES_SMALL + 1, 1, 50), 1, 2 * BODIES_LOOK_MS / 1000);
    assert_int_equal(cut_after(BODIES_SMALL + 1, 2048, BODIES_REQUEST_MS / 1000), 0);
    assert_int_equal(cut_after(100, 1, BODIES_REQUEST_MS / 1000), 0); /* small: it holds nobody up */
    assert_int_equal(cut_after(100, 2048, 100), BODIES_REQUEST_MS / 1000 + 1);
}

static void what_is_too_large_is_said_at_its_end(void **state)
{
    struct bodies *bodies = bodies_new();
    struct body body;

    (void)state;
    body_begin(&body, bodies, "127.0.0.1", ROUTE_SMALL_MAX, 0);
    assert_true(body_take(&body, bytes, ROUTE_SMALL_MAX, 0));
    assert_true(body_take(&body, bytes, 1, 0));
    assert_int_equal(body.state, BODY_TOO_LARGE);
    assert_null(body.data);
    assert_false(body_take(&body, bytes, BODIES_DISCARD_MAX, 0));
    body_end(&body);
    bodies_free(bodies);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_kiosk_takes_its_part),
        cmocka_unit_test(a_call_has_room_where_there_is_none),
        cmocka_unit_test(who_drips_is_cut_and_a_weak_line_is_not),
        cmocka_unit_test(what_is_too_large_is_said_at_its_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* What a kiosk without a line had carried here: taken once, answered by a signed file beside it; what is no
 * such batch is left alone, and gets no answer. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "medium.h"

static struct message_results answered(const struct medium *m, const char *name,
                                       const uint8_t digest[CARRY_DIGEST])
{
    g_autofree char *path = g_build_filename(m->folder, name, NULL), *text = NULL;
    uint8_t named[CARRY_DIGEST];
    struct message_results results;
    size_t len;

    assert_true(g_file_get_contents(path, &text, &len, NULL));
    assert_true(carry_open(text, len, "20617", m->public_key, named, &results, NULL));
    assert_memory_equal(named, digest, CARRY_DIGEST);
    return results;
}

static void taken_and_answered(void **state)
{
    struct medium *m = *state;
    uint8_t digest[CARRY_DIGEST];
    g_autofree char *path = medium_put_batch(m, "a.batch.json", ITEMS, digest);

    assert_true(carry_take(&m->room->platform, path, NULL));
    struct message_results results = answered(m, "a.ack.json", digest);
    assert_int_equal(results.count, ITEMS);
    for (unsigned i = 0; i < ITEMS; i++) {
        assert_int_equal(results.list[i].status, MESSAGE_STORED);
        assert_memory_equal(results.list[i].id, m->items[i].id, UUID7_BYTES);
    }
    message_results_clear(&results);
    assert_true(carry_take(&m->room->platform, path, NULL)); /* the medium came twice */
    results = answered(m, "a.ack.json", digest);
    assert_int_equal(results.list[0].status, MESSAGE_DUPLICATE);
    message_results_clear(&results);
}

static void one_bad_item_spoils_no_other(void **state)
{
    struct medium *m = *state;
    uint8_t digest[CARRY_DIGEST];

    g_bytes_unref(m->items[1].box);
    m->items[1].box = g_bytes_new("damaged on the way", 18);
    g_autofree char *path = medium_put_batch(m, "b.batch.json", ITEMS, digest);
    assert_true(carry_take(&m->room->platform, path, NULL));
    struct message_results results = answered(m, "b.ack.json", digest);
    assert_int_equal(results.list[0].status, MESSAGE_STORED);
    assert_int_equal(results.list[1].status, MESSAGE_REJECTED);
    assert_string_equal(results.list[1].problem, "urn:kiosk:problem:unopened");
    assert_int_equal(results.list[2].status, MESSAGE_STORED);
    message_results_clear(&results);
}

static void assert_left_alone(struct medium *m, const char *path, const char *answer)
{
    g_autofree char *written = g_build_filename(m->folder, answer, NULL);
    g_autoptr(GError) error = NULL;

    assert_false(carry_take(&m->room->platform, path, &error));
    assert_non_null(error);
    assert_false(g_file_test(written, G_FILE_TEST_EXISTS));
}

static void what_is_no_batch(void **state)
{
    struct medium *m = *state;
    uint8_t digest[CARRY_DIGEST];
    g_autofree char *text = medium_put(m, "t.batch.json", "not JSON", 8);
    g_autofree char *empty = medium_put(m, "e.batch.json", "[]", 2);

    assert_left_alone(m, text, "t.ack.json");
    assert_left_alone(m, empty, "e.ack.json");
    assert_left_alone(m, m->folder, "x.ack.json");
    assert_left_alone(m, "/nowhere/x.batch.json", "x.ack.json");
    g_strlcpy(m->items[1].kiosk, "20618", sizeof m->items[1].kiosk); /* an answer is for one kiosk */
    g_autofree char *mixed = medium_put_batch(m, "m.batch.json", ITEMS, digest);
    assert_left_alone(m, mixed, "m.ack.json");
    g_autofree char *whole = medium_put_batch(m, "c.batch.json", 1, digest);
    g_autofree char *bytes = NULL;
    size_t len;
    assert_true(g_file_get_contents(whole, &bytes, &len, NULL));
    for (size_t cut = 0; cut < len; cut += 97) { /* the medium was pulled out too early */
        g_autofree char *part = medium_put(m, "p.batch.json", bytes, cut);
        assert_left_alone(m, part, "p.ack.json");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(taken_and_answered, medium_begin, medium_end),
        cmocka_unit_test_setup_teardown(one_bad_item_spoils_no_other, medium_begin, medium_end),
        cmocka_unit_test_setup_teardown(what_is_no_batch, medium_begin, medium_end),
    };
    secret_start();
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* How long ago a call was pressed, by the time since boot where that can tell, by clocks where those can be
 * believed, and else not at all. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "wire/messages.h"

enum { UNKNOWN = -1 };
#define NOW INT64_C(1795392000000) /* 2026-11-23 */

static const struct {
    struct message_moment pressed, said;
    int64_t pressed_ms, waited_ms; /* pressed: by the kiosk's clock */
} rows[] = {
    /* one boot: whatever the clock says */
    {{"a", 100, true}, {"a", 107, false}, NOW - 7000, 7000},
    {{"a", 100, false}, {"a", 107, false}, NOW + INT64_C(999999999), 7000},
    {{"a", 100, false}, {"a", 100, false}, 0, 0},
    /* another boot: by a clock that was the platform's, and never less than this boot is old */
    {{"a", 100, true}, {"b", 20, false}, NOW - 90000, 90000},
    {{"a", 100, true}, {"b", 20, false}, NOW - 5000, 20000},
    {{"a", 100, true}, {"b", 20, false}, NOW + 60000, 20000},
    /* nobody can tell */
    {{"a", 100, false}, {"b", 20, false}, NOW - 90000, UNKNOWN},
    {{"a", 100, true}, {"b", 20, false}, NOW + 600000, UNKNOWN},
    {{"a", 107, false}, {"a", 100, false}, NOW - 7000, UNKNOWN},
    {{"", 0, false}, {"", 0, false}, NOW - 7000, UNKNOWN},
    /* a kiosk of before, which says nothing of boots */
    {{"", 0, true}, {"", 0, false}, NOW - 7000, 7000},
};

static void it_is_told_by_what_can_be_believed(void **state)
{
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        int64_t waited_ms = message_waited_ms(&rows[i].pressed, &rows[i].said, rows[i].pressed_ms, NOW);
        if (waited_ms != rows[i].waited_ms)
            fail_msg("row %zu: %" G_GINT64_FORMAT, i, waited_ms);
    }
}

/* What is written is read; what was never written is of a kiosk of before, whose clock is believed. */
static void it_is_read_as_it_was_written(void **state)
{
    static const char none[] = "{}";
    const struct message_moment moment = {"b0071d", 12345, false};
    struct secret_bytes text = {0};
    struct message_moment read;

    (void)state;
    secret_bytes_text(&text, "{\"id\":1");
    message_moment_write(&text, &moment);
    secret_bytes_text(&text, "}");
    message_moment_read(text.data, text.len, &read);
    secret_bytes_clear(&text);
    assert_string_equal(read.boot, moment.boot);
    assert_int_equal(read.uptime_s, moment.uptime_s);
    assert_false(read.known);
    message_moment_read(none, sizeof none - 1, &read);
    assert_string_equal(read.boot, "");
    assert_true(read.known);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_is_told_by_what_can_be_believed),
        cmocka_unit_test(it_is_read_as_it_was_written),
    };

    secret_start();
    return cmocka_run_group_tests(tests, NULL, NULL);
}

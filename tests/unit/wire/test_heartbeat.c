/* A heartbeat is said and read again, whole; anything that a page or a label could trip over is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <string.h>

#include "wire/heartbeat.h"

static struct heartbeat example(void)
{
    return (struct heartbeat){
        .kiosk = "20617",
        .release = "0.1.0",
        .at_ms = 1795392000123,
        .uptime_s = 86400,
        .waiting = 7,
        .parked = 1,
        .waiting_of = {1, 0, 4, 2, 0},
        .oldest_s = 640,
        .visits = 23,
        .disk_free_mb = 12000,
        .devices = {{"idcard", "ready", "", 31, 0, 0}, {"printer", "attention", "paper-out", 29, 2, 1}},
        .device_count = 2};
}

static void comes_back_as_it_was(void **state)
{
    (void)state;
    struct heartbeat beat = example(), again;
    g_autoptr(GBytes) bytes = message_heartbeat_build(&beat);
    gsize len;
    const void *body = g_bytes_get_data(bytes, &len);
    assert_true(message_heartbeat_parse(body, len, &again, NULL));
    assert_string_equal(again.kiosk, "20617");
    assert_string_equal(again.release, "0.1.0");
    assert_int_equal(again.at_ms, beat.at_ms);
    assert_int_equal(again.uptime_s, beat.uptime_s);
    assert_int_equal(again.waiting, 7);
    assert_int_equal(again.parked, 1);
    assert_memory_equal(again.waiting_of, beat.waiting_of, sizeof beat.waiting_of);
    assert_int_equal(again.oldest_s, 640);
    assert_int_equal(again.visits, 23);
    assert_int_equal(again.disk_free_mb, 12000);
    assert_int_equal(again.device_count, 2);
    assert_string_equal(again.devices[1].slot, "printer");
    assert_string_equal(again.devices[1].attention, "paper-out");
    assert_int_equal(again.devices[1].lost, 1);
}

/* A kiosk that was not updated yet. */
static void an_older_one_counts_no_visits(void **state)
{
    struct heartbeat beat = example(), again;
    g_autoptr(GBytes) bytes = message_heartbeat_build(&beat);
    g_autofree char *text = g_strndup(g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes));
    g_auto(GStrv) parts = g_strsplit(text, "\"visits\":23,", 2);
    g_autofree char *older = g_strjoinv("", parts);
    (void)state;
    assert_int_equal(g_strv_length(parts), 2);
    assert_true(message_heartbeat_parse(older, strlen(older), &again, NULL));
    assert_int_equal(again.visits, 0);
}

/* Each replaces a piece of a good one. */
static void what_is_none_is_refused(void **state)
{
    (void)state;
    static const struct {
        const char *was, *is;
    } faults[] = {
        {"\"20617\"", "\"2061\""},
        {"\"20617\"", "\"2061x\""},
        {"\"0.1.0\"", "\"<b>0.1.0\""},
        {"\"0.1.0\"", "\"0123456789012345678901234567890123\""},
        {"\"paper-out\"", "\"paper \\\"out\""},
        {"\"uptime_s\":86400", "\"uptime_s\":-1"},
        {"\"visits\":23", "\"visits\":-1"},
        {"\"uptime_s\":86400", "\"uptime_s\":\"1\""},
        {"\"disk_free_mb\":12000", "\"disk_free_mb\":9223372036854775807"},
        {"[1,0,4,2,0]", "[1,0,4,2]"},
        {"[1,0,4,2,0]", "[1,0,4,2,-1]"},
        {"\"waiting\":7", "\"waiting\":4294967296"},
        {"\"devices\":[", "\"devices\":[{},"},
        {"\"slot\":\"idcard\"", "\"slot\":\"\""},
        {"2026-11-23", "2026-13-23"},
        {"\"kiosk\"", "\"release\""},
    };
    struct heartbeat beat = example();
    g_autoptr(GBytes) bytes = message_heartbeat_build(&beat);
    g_autofree char *good = g_strndup(g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes));
    for (size_t i = 0; i < G_N_ELEMENTS(faults); i++) {
        g_autoptr(GError) error = NULL;
        g_auto(GStrv) parts = g_strsplit(good, faults[i].was, 2);
        if (!parts[1])
            fail_msg("%s is not in %s", faults[i].was, good);
        g_autofree char *bad = g_strjoinv(faults[i].is, parts);
        if (message_heartbeat_parse(bad, strlen(bad), &beat, &error))
            fail_msg("%s was taken", faults[i].is);
        assert_true(g_error_matches(error, message_error_quark(), MESSAGE_ERROR_FORM));
    }
}

static void too_much_is_refused(void **state)
{
    (void)state;
    struct heartbeat beat = example();
    g_autofree char *many = g_malloc(HEARTBEAT_BODY_MAX + 1);
    memset(many, ' ', HEARTBEAT_BODY_MAX + 1);
    assert_false(message_heartbeat_parse(many, HEARTBEAT_BODY_MAX + 1, &beat, NULL));
    beat = example();
    for (beat.device_count = 0; beat.device_count < HEARTBEAT_DEVICES; beat.device_count++)
        beat.devices[beat.device_count] = beat.devices[0];
    g_autoptr(GBytes) full = message_heartbeat_build(&beat);
    assert_true(message_heartbeat_parse(g_bytes_get_data(full, NULL), g_bytes_get_size(full), &beat, NULL));
    assert_int_equal(beat.device_count, HEARTBEAT_DEVICES);
}

static void the_answer_says_when(void **state)
{
    (void)state;
    struct heartbeat_answer answer = {.next_s = 300, .now_ms = 1795392000000, .receipts_given = 147}, again;
    g_autoptr(GBytes) bytes = message_heartbeat_answer_build(&answer);
    assert_true(
        message_heartbeat_answer_parse(g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes), &again, NULL));
    assert_int_equal(again.next_s, 300);
    assert_int_equal(again.now_ms, answer.now_ms);
    assert_int_equal(again.receipts_given, 147);
}

/* Nobody can silence a kiosk for good, or make it ask without end. */
static void a_wild_answer_is_bounded(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int64_t next_s; /* 0: refused */
    } answers[] = {
        {"{\"next_s\":0,\"now\":\"2026-11-23T00:00:00Z\",\"commands\":[]}", HEARTBEAT_NEXT_MIN_S},
        {"{\"next_s\":-5,\"now\":\"2026-11-23T00:00:00Z\",\"commands\":[]}", HEARTBEAT_NEXT_MIN_S},
        {"{\"next_s\":99999999,\"now\":\"2026-11-23T00:00:00Z\",\"commands\":[{\"do\":\"dance\"}]}",
         HEARTBEAT_NEXT_MAX_S},
        {"{\"next_s\":\"5\",\"now\":\"2026-11-23T00:00:00Z\",\"commands\":[]}", 0},
        {"{\"next_s\":5,\"now\":\"2026-11-23T00:00:00Z\",\"receipts_given\":1000000,\"commands\":[]}", 0},
        {"{\"next_s\":5,\"now\":\"soon\",\"commands\":[]}", 0},
        {"{\"next_s\":5,\"now\":\"2026-11-23T00:00:00Z\"}", 0},
        {"<html>log in</html>", 0},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(answers); i++) {
        struct heartbeat_answer answer;
        gboolean well =
            message_heartbeat_answer_parse(answers[i].text, strlen(answers[i].text), &answer, NULL);
        assert_int_equal(well, answers[i].next_s != 0);
        if (well)
            assert_int_equal(answer.next_s, answers[i].next_s);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(comes_back_as_it_was),    cmocka_unit_test(an_older_one_counts_no_visits),
        cmocka_unit_test(what_is_none_is_refused), cmocka_unit_test(too_much_is_refused),
        cmocka_unit_test(the_answer_says_when),    cmocka_unit_test(a_wild_answer_is_bounded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* The pulse: what it says, when it comes again, and that a fleet held up does not tell at once. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <glib/gstdio.h>
#include <string.h>

#include "store/devices.h"
#include "store/visits.h"
#include "sync/pulse.h"
#include "wire/heartbeat.h"

enum { HALF = 0x80000000 };
#define NOW_MS 1795392000000ll /* 2026-11-23 08:00 in Shanghai */

struct room {
    char *dir;
    struct store *store;
    struct outbox *outbox;
    struct pulse pulse;
    struct heartbeat heard;
    unsigned beats;
    const char *answer; /* NULL: not reached */
    int status;
};

static void hear(void *data, const struct client_request *request, struct client_answer *answer)
{
    struct room *room = data;
    assert_string_equal(request->path, WIRE_PATH_HEARTBEAT);
    assert_string_equal(request->type, WIRE_TYPE_HEARTBEAT);
    assert_true(message_heartbeat_parse(request->body, request->len, &room->heard, NULL));
    room->beats++;
    *answer = (struct client_answer){.reached = room->answer != NULL, .status = room->status};
    g_strlcpy(answer->type, WIRE_TYPE_JSON, sizeof answer->type);
    if (room->answer)
        secret_bytes_text(&answer->body, room->answer);
}

static int set_up(void **state)
{
    struct room *room = g_new0(struct room, 1);
    room->dir = g_dir_make_tmp("pulse-XXXXXX", NULL);
    room->store = store_open(room->dir, NULL);
    room->outbox = outbox_new(room->store, NULL);
    assert_non_null(room->outbox);
    room->status = 200;
    room->answer = "{\"next_s\":100,\"now\":\"2026-11-23T00:00:00Z\",\"receipts_given\":147,\"commands\":[]}";
    pulse_init(&room->pulse, room->store, room->outbox, "20617", room->dir, hear, room, 5000);
    *state = room;
    return 0;
}

static int tear_down(void **state)
{
    struct room *room = *state;
    pulse_clear(&room->pulse);
    outbox_free(room->outbox);
    store_close(room->store);
    GDir *dir = g_dir_open(room->dir, 0, NULL);
    for (const char *name; (name = g_dir_read_name(dir));) {
        g_autofree char *path = g_build_filename(room->dir, name, NULL);
        g_unlink(path);
    }
    g_dir_close(dir);
    g_rmdir(room->dir);
    g_free(room->dir);
    g_free(room);
    return 0;
}

static void put_row(struct room *room, uint8_t number, const char *kind, int64_t created_ms)
{
    g_autoptr(GBytes) box = g_bytes_new_static("sealed", 6);
    struct outbox_entry entry = {.id = {number},
                                 .kind = kind,
                                 .service = "gaoling-jintie",
                                 .receipt = "",
                                 .keyid = "p-1",
                                 .created_ms = created_ms,
                                 .box = box};
    assert_true(outbox_add(room->outbox, &entry, NULL));
}

static void it_says_how_the_kiosk_is(void **state)
{
    struct room *room = *state;
    const struct device_report printer = {.slot = "printer",
                                          .status = "attention",
                                          .attention = "paper-low",
                                          .identity = "",
                                          .done = 4,
                                          .lost = 1};
    put_row(room, 1, "application", NOW_MS - 90 * 1000);
    put_row(room, 2, "application", NOW_MS - 1000);
    put_row(room, 3, "call", NOW_MS);
    assert_true(device_reports_put(room->store, "2026-11-23", &printer, 1, NULL));
    assert_true(visits_add(room->store, "2026-11-23", 2, NULL));
    assert_true(visits_add(room->store, "2026-11-23", 3, NULL));
    assert_true(pulse_beat(&room->pulse, NOW_MS, 65 * 1000, 0, NULL));
    assert_int_equal(room->pulse.receipts_given, 147);
    const struct heartbeat *heard = &room->heard;
    assert_string_equal(heard->kiosk, "20617");
    assert_string_equal(heard->release, LC_VERSION);
    assert_int_equal(heard->at_ms, NOW_MS);
    assert_int_equal(heard->uptime_s, 60);
    assert_int_equal(heard->visits, 5);
    assert_int_equal(heard->waiting, 3);
    assert_int_equal(heard->waiting_of[OUTBOX_EMERGENCY], 1);
    assert_int_equal(heard->waiting_of[OUTBOX_APPLICATION], 2);
    assert_int_equal(heard->oldest_s, 90);
    assert_true(heard->disk_free_mb > 0);
    assert_int_equal(heard->device_count, 1);
    assert_string_equal(heard->devices[0].attention, "paper-low");
    assert_int_equal(heard->devices[0].done, 4);
    assert_int_equal(heard->devices[0].lost, 1);
}

static void yesterdays_counts_are_not_todays(void **state)
{
    struct room *room = *state;
    const struct device_report printer = {
        .slot = "printer", .status = "ready", .attention = "", .identity = "", .done = 4};
    assert_true(device_reports_put(room->store, "2026-11-22", &printer, 1, NULL));
    assert_true(visits_add(room->store, "2026-11-22", 3, NULL));
    assert_true(pulse_beat(&room->pulse, NOW_MS, 5000, 0, NULL));
    assert_int_equal(room->heard.device_count, 1);
    assert_int_equal(room->heard.devices[0].done, 0);
    assert_int_equal(room->heard.visits, 0);
}

static void the_platform_says_how_often(void **state)
{
    struct room *room = *state;
    assert_true(pulse_due(&room->pulse, 5000, 0));
    assert_true(pulse_beat(&room->pulse, NOW_MS, 5000, 0, NULL));
    assert_false(pulse_due(&room->pulse, 5000 + 90 * 1000 - 1, 0));
    assert_int_equal(pulse_wait(&room->pulse, 5000 + 90 * 1000 - 1), 1);
    assert_int_equal(pulse_wait(&room->pulse, 5000 + 91 * 1000), 0);
    assert_int_equal(pulse_wait(&room->pulse, 5000 + 191 * 1000), 100 * 1000);
    assert_true(pulse_due(&room->pulse, 5000 + 90 * 1000, 0));
    assert_true(pulse_beat(&room->pulse, NOW_MS, 100000, UINT32_MAX, NULL));
    assert_false(pulse_due(&room->pulse, 100000 + 110 * 1000 - 2, 0));
    assert_true(pulse_due(&room->pulse, 100000 + 110 * 1000, 0));
}

static void who_was_held_up_draws_anew(void **state)
{
    struct room *room = *state;
    assert_true(pulse_beat(&room->pulse, NOW_MS, 5000, HALF, NULL)); /* next at 105 s, an interval of 100 s */
    assert_true(pulse_due(&room->pulse, 205 * 1000, HALF));
    assert_false(pulse_due(&room->pulse, 605 * 1000, HALF));
    assert_false(pulse_due(&room->pulse, 654 * 1000, HALF));
    assert_true(pulse_due(&room->pulse, 655 * 1000, HALF));
}

static void what_nobody_took_is_not_sent_again(void **state)
{
    struct room *room = *state;
    static const struct {
        const char *answer;
        int status;
    } answers[] = {{NULL, 0}, {"<html>log in</html>", 200}, {"{}", 200}, {"{}", 404}};
    int64_t now_ms = 5000;
    for (size_t i = 0; i < G_N_ELEMENTS(answers); i++) {
        g_autoptr(GError) error = NULL;
        room->answer = answers[i].answer;
        room->status = answers[i].status;
        assert_false(pulse_beat(&room->pulse, NOW_MS, now_ms, HALF, &error));
        assert_non_null(error);
        if (!room->answer || room->status == 404)
            assert_non_null(strstr(error->message, "no heartbeat was taken: "));
        assert_false(pulse_due(&room->pulse, now_ms + PULSE_NEXT_S * 1000 - 1000, 0));
        now_ms += PULSE_NEXT_S * 1000;
        assert_true(pulse_due(&room->pulse, now_ms, 0));
    }
    assert_int_equal(room->beats, G_N_ELEMENTS(answers));
}

/* Until somebody has looked at it and taken it away. */
static void it_tells_of_a_damaged_database(void **state)
{
    struct room *room = *state;
    g_autofree char *aside = g_strconcat(room->store->file, ".corrupt-1795392000000000", NULL);
    assert_true(g_file_set_contents(aside, "", 0, NULL));
    assert_true(pulse_beat(&room->pulse, NOW_MS, 65 * 1000, 0, NULL));
    assert_int_equal(room->heard.device_count, 1);
    assert_string_equal(room->heard.devices[0].slot, "store");
    assert_string_equal(room->heard.devices[0].attention, "damaged");
    assert_int_equal(g_unlink(aside), 0);
    assert_true(pulse_beat(&room->pulse, NOW_MS, 365 * 1000, 0, NULL));
    assert_int_equal(room->heard.device_count, 0);
}

int main(void)
{
    secret_start();
#define ROOM(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        ROOM(it_says_how_the_kiosk_is),       ROOM(yesterdays_counts_are_not_todays),
        ROOM(it_tells_of_a_damaged_database), ROOM(the_platform_says_how_often),
        ROOM(who_was_held_up_draws_anew),     ROOM(what_nobody_took_is_not_sent_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Who stands first on the fleet page, and who is found there. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <string.h>

#include "fleet_room.h"

static void who_is_in_trouble_comes_first(void **state)
{
    struct room *room = *state;
    struct heartbeat beat = well_kiosk("00001");
    tell(room, &beat);
    later(room, 3600 * 1000); /* the first one is not seen again */
    const int64_t now_ms = ROOM_NOW_MS + 3600 * 1000;
    static const char *const well[] = {"00002", "00003"};
    for (size_t i = 0; i < G_N_ELEMENTS(well); i++) {
        beat = well_kiosk(well[i]);
        beat.at_ms = now_ms;
        tell(room, &beat);
    }
    beat = well_kiosk("00004");
    beat.at_ms = now_ms;
    g_strlcpy(beat.devices[0].attention, "paper-out", sizeof beat.devices[0].attention);
    tell(room, &beat);
    beat = well_kiosk("00005");
    beat.at_ms = now_ms;
    beat.waiting = beat.waiting_of[0] = 1; /* a cry for help that is not out */
    tell(room, &beat);
    g_autofree char *all = numbers(room, "", false), *troubled = numbers(room, "", true),
                    *paper = numbers(room, "没纸", false), *one = numbers(room, "0003", false),
                    *none = numbers(room, "%", false);
    assert_string_equal(all, "00005 00001 00004 00002 00003 ");
    assert_string_equal(troubled, "00005 00001 00004 ");
    assert_string_equal(paper, "00004 ");
    assert_string_equal(one, "00003 ");
    assert_string_equal(none, "");
}

/* Sixteen devices in need weigh less than one person who calls. */
static void a_cry_for_help_stands_before_all(void **state)
{
    struct room *room = *state;
    struct heartbeat beat = well_kiosk("00001");
    room->platform.operator_password = PASSWORD;
    for (beat.device_count = 0; beat.device_count < HEARTBEAT_DEVICES; beat.device_count++) {
        struct heartbeat_device *d = &beat.devices[beat.device_count];
        *d = (struct heartbeat_device){"", "absent", "fault", 0, 0, 0};
        g_snprintf(d->slot, sizeof d->slot, "slot-%zu", beat.device_count);
    }
    beat.parked = 9;
    beat.disk_free_mb = 1;
    tell(room, &beat);
    beat = well_kiosk("00002");
    beat.waiting = beat.waiting_of[0] = 1;
    tell(room, &beat);
    g_autofree char *all = numbers(room, "", false);
    assert_string_equal(all, "00002 00001 ");
    later(room, 3600 * 1000); /* both are silent by now */
    g_autofree char *silent = numbers(room, "", false);
    assert_string_equal(silent, "00002 00001 ");
    struct reply reply = look(room, BASIC, (struct request){0});
    assert_non_null(strstr(reply.body, "<b class=\"sos\">呼救没传出来</b><b class=\"bad\">没消息</b>"));
    reply_clear(&reply);
}

/* What the page shows is found by its words; what only the message's members are called is not. */
static void what_is_shown_is_found(void **state)
{
    struct room *room = *state;
    struct heartbeat beat = well_kiosk("00001"), other = well_kiosk("00002");
    static const struct {
        const char *text, *found;
    } rows[] = {{"没纸", "00001 "},
                {"打印机", "00001 00002 "},
                {"A4 打印机", "00002 "},
                {"a4 打", "00002 "},
                {"磁盘快", "00002 "},
                {"正常", ""},
                {"没消息", ""},
                {"queue", ""},
                {"paper", ""},
                {"printer", ""},
                {"0.1.0", "00001 00002 "},
                {"身份证", ""} /* it did nothing today */};
    g_strlcpy(beat.devices[0].attention, "paper-out", sizeof beat.devices[0].attention);
    other.disk_free_mb = 1;
    other.devices[1] = (struct heartbeat_device){"document", "ready", "", 1, 0, 0};
    other.devices[2] = (struct heartbeat_device){"idcard", "ready", "", 0, 0, 0};
    other.device_count = 3;
    tell(room, &other);
    tell(room, &beat);
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *found = numbers(room, rows[i].text, false);
        g_autofree char *sorted =
            g_strcmp0(found, "00002 00001 ") == 0 ? g_strdup("00001 00002 ") : g_strdup(found);
        if (strcmp(sorted, rows[i].found) != 0)
            fail_msg("%s: %s", rows[i].text, found);
    }
    later(room, 3600 * 1000);
    g_autofree char *silent = numbers(room, "没消息", false);
    assert_string_equal(silent, "00002 00001 ");
}

static void pages_of_ten_thousand(void **state)
{
    struct room *room = *state;
    for (unsigned i = 0; i < 250; i++) {
        char number[8];
        g_snprintf(number, sizeof number, "%05u", i);
        const struct storage_beat beat = {number, "0.1.0", ROOM_NOW_MS, 1, 0, 0, "{}"};
        assert_true(storage_put_beat(room->platform.storage, &beat, NULL));
    }
    g_autoptr(GString) found = g_string_new("");
    const struct storage_fleet_wish wish = {.text = "", .offset = 200, .limit = 100};
    assert_true(storage_beats(room->platform.storage, &wish, add_number, found, NULL));
    assert_int_equal(found->len, 50 * 6);
    assert_memory_equal(found->str, "00200 ", 6);
}

int main(void)
{
    secret_start();
    const struct CMUnitTest tests[] = {
        ROOM(who_is_in_trouble_comes_first),
        ROOM(a_cry_for_help_stands_before_all),
        ROOM(what_is_shown_is_found),
        ROOM(pages_of_ten_thousand),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

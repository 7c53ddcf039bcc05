/* What kiosks tell the people on duty: kept without a number, listed with kiosk, time and what it is. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <string.h>

#include "base/call.h"
#include "note_post.h"
#include "platform/notes.h"

#define MOMENT(boot, uptime, known)                                                                          \
    ",\"moment\":{\"boot\":\"" boot "\",\"uptime_s\":" #uptime ",\"known\":" #known "}"

static void gather(const struct storage_row *row, const char *record, size_t len, void *data)
{
    GString *all = data;
    char words[NOTE_TEXT];
    if (notes_words(row->kind, record, len, words))
        g_string_append_printf(all, "%s %s %s;", row->kiosk, row->kind, words);
}

static char *listed(struct room *room, int64_t since_ms)
{
    GString *all = g_string_new("");
    assert_true(storage_notes(room->platform.storage, since_ms, gather, all, NULL));
    return g_string_free(all, FALSE);
}

static void a_device_in_need_is_listed(void **state)
{
    struct room *room = *state;
    note_post(room, "device", "", ",\"slot\":\"printer\",\"cause\":\"paper-out\"");
    note_post(room, "left", "", ",\"things\":[\"card\",\"page\"]");
    note_post(room, "emergency", "", "");
    g_autofree char *all = listed(room, 0), *none = listed(room, ROOM_NOW_MS + 1);
    assert_string_equal(all, "20617 device printer paper-out;20617 left card page;20617 emergency ;");
    assert_string_equal(none, "");
    assert_true(notes_list(room->platform.storage, ROOM_NOW_MS, NULL));
}

/* Pressed while the line was down: whoever reads it sees when. What the kiosk has told the resident about
 * counts, be it seconds. */
static void a_call_that_lay_about_is_late(void **state)
{
    static const struct {
        const char *kind;
        int64_t seconds;
        const char *said;
    } calls[] = {{"emergency", 0, ""},
                 {"call", CALL_WAIT_MS / 1000, ""},
                 {"emergency", CALL_WAIT_MS / 1000 + 1, "迟到 11 秒"},
                 {"emergency", 67, "迟到 67 秒"},
                 {"call", 2 * 60 - 1, "迟到 119 秒"},
                 {"emergency", 2 * 60, "迟到 2 分"},
                 {"call", 59 * 60, "迟到 59 分"},
                 {"emergency", 125 * 60, "迟到 2 小时 5 分"},
                 {"emergency", (3 * 24 + 1) * 3600, "迟到 3 天 1 小时"},
                 {"call", -1, "时间不明，可能是以前按的"},
                 {"device", 125 * 60, ""},
                 {"device", -1, ""}};
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(calls); i++) {
        struct storage_row row = {
            .kind = calls[i].kind, .received_ms = ROOM_NOW_MS, .waited_ms = calls[i].seconds * 1000};
        char late[NOTE_TEXT];
        notes_late(&row, late);
        assert_string_equal(late, calls[i].said);
    }
}

static void gather_lateness(const struct storage_row *row, const char *record, size_t len, void *data)
{
    char late[NOTE_TEXT];
    (void)record, (void)len;
    notes_late(row, late);
    g_string_append_printf(data, "%s;", late);
}

#define YEARS (INT64_C(3) * 365 * 24 * 3600 * 1000)
#define HERE "4a1c6f0e-0000-4000-8000-000000000001"
#define ELSEWHERE "4a1c6f0e-0000-4000-8000-000000000002"

/* Whatever the kiosk's clock said when it was pressed, and whether it was put right since. */
static void no_wrong_clock_makes_a_call_new(void **state)
{
    static const struct {
        int64_t clock_off_ms; /* when it was pressed */
        const char *moment;
        struct message_moment sent;
        const char *late;
    } calls[] = {
        /* In one boot the time since then tells, and no clock is asked. */
        {-YEARS, MOMENT(HERE, 100, false), {HERE, 7600, false}, "迟到 2 小时 5 分"},
        {YEARS, MOMENT(HERE, 100, false), {HERE, 7600, false}, "迟到 2 小时 5 分"},
        {-YEARS, MOMENT(HERE, 100, false), {HERE, 101, false}, ""},
        {YEARS, MOMENT(HERE, 100, true), {HERE, 101, false}, ""},
        {0, MOMENT(HERE, 100, true), {HERE, 140, false}, "迟到 40 秒"},
        /* Booted since: by the clock, where the platform had told the time. */
        {-7500000, MOMENT(HERE, 100, true), {ELSEWHERE, 40, false}, "迟到 2 小时 5 分"},
        {0, MOMENT(HERE, 100, true), {ELSEWHERE, 5, false}, ""},
        {60000, MOMENT(HERE, 100, true), {ELSEWHERE, 40, false}, "迟到 40 秒"},
        {-YEARS, MOMENT(HERE, 100, false), {ELSEWHERE, 101, false}, "时间不明，可能是以前按的"},
        {YEARS, MOMENT(HERE, 100, true), {ELSEWHERE, 101, false}, "时间不明，可能是以前按的"},
        /* Carried by hand, or a machine that knows no boot. */
        {0, MOMENT("", 100, false), {"", 0, false}, "时间不明，可能是以前按的"},
        {-7500000, MOMENT(HERE, 100, true), {"", 0, false}, "迟到 2 小时 5 分"},
        {0, MOMENT(HERE, 100, false), {HERE, 99, false}, "时间不明，可能是以前按的"},
        /* A kiosk of before says nothing: its clock is all there is. */
        {-7500000, "", {"", 0, false}, "迟到 2 小时 5 分"},
        {60000, "", {"", 0, false}, ""},
        {YEARS, "", {"", 0, false}, "时间不明，可能是以前按的"},
    };
    struct room *room = *state;
    g_autoptr(GString) said = g_string_new(""), wanted = g_string_new("");

    for (size_t i = 0; i < G_N_ELEMENTS(calls); i++) {
        note_post_at(room, "emergency", "", calls[i].moment, ROOM_NOW_MS + calls[i].clock_off_ms,
                     &calls[i].sent);
        g_string_append_printf(wanted, "%s;", calls[i].late);
    }
    assert_true(storage_notes(room->platform.storage, 0, gather_lateness, said, NULL));
    assert_string_equal(said->str, wanted->str);
    assert_true(notes_list(room->platform.storage, ROOM_NOW_MS, NULL));
}

static void what_names_a_person_or_judges_is_not(void **state)
{
    struct room *room = *state;
    note_post(room, "seen", "", ",\"notice\":\"n-1\",\"person\":{\"name\":\"王秀兰\"}");
    note_post(room, "rating", "", ",\"face\":1");
    g_autofree char *all = listed(room, 0);
    assert_string_equal(all, "");
}

static void no_strange_letters_reach_a_terminal(void **state)
{
    struct room *room = *state;
    note_post(room, "device", "", ",\"slot\":\"\\u001b[2J\",\"cause\":7");
    note_post(room, "left", "", "");
    g_autofree char *all = listed(room, 0);
    assert_string_equal(all, "20617 device ? ?;20617 left ;");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ROOM(a_device_in_need_is_listed),          cmocka_unit_test(a_call_that_lay_about_is_late),
        ROOM(no_wrong_clock_makes_a_call_new),     ROOM(what_names_a_person_or_judges_is_not),
        ROOM(no_strange_letters_reach_a_terminal),
    };
    secret_start();
    return cmocka_run_group_tests(tests, NULL, NULL);
}

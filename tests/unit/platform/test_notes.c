/* What kiosks tell the people on duty: kept without a number, listed with kiosk, time and what it is. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <string.h>

#include "note_post.h"
#include "platform/notes.h"

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

/* Pressed while the line was down: whoever reads it sees when, and does not run. */
static void a_call_that_lay_about_is_late(void **state)
{
    static const struct {
        const char *kind;
        int64_t minutes;
        const char *said;
    } calls[] = {{"emergency", 0, ""},
                 {"emergency", 1, ""},
                 {"emergency", -600, ""}, /* a kiosk whose clock is ahead */
                 {"emergency", 2, "迟到 2 分"},
                 {"call", 59, "迟到 59 分"},
                 {"emergency", 125, "迟到 2 小时 5 分"},
                 {"emergency", 3 * 24 * 60 + 60, "迟到 3 天 1 小时"},
                 {"device", 125, ""}};
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(calls); i++) {
        struct storage_row row = {.kind = calls[i].kind,
                                  .created_ms = ROOM_NOW_MS,
                                  .received_ms = ROOM_NOW_MS + calls[i].minutes * 60 * 1000};
        char late[NOTE_TEXT];
        notes_late(&row, late);
        assert_string_equal(late, calls[i].said);
    }
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
        ROOM(a_device_in_need_is_listed),
        cmocka_unit_test(a_call_that_lay_about_is_late),
        ROOM(what_names_a_person_or_judges_is_not),
        ROOM(no_strange_letters_reach_a_terminal),
    };
    secret_start();
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* What kiosks tell the people on duty: kept without a number, listed with kiosk, time and what it is. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <string.h>

#include "platform/notes.h"
#include "platform_room.h"
#include "wire/sealer.h"

/* One note of a kiosk, as it comes over the line. */
static void post(struct room *room, const char *kind, const char *members)
{
    static uint8_t number;
    struct submission_head head = {
        .kiosk = "20617", .kind = kind, .service = "", .receipt = "", .created_ms = ROOM_NOW_MS - 1000};
    struct message_item item = {.kiosk = "20617", .service = "", .created_ms = head.created_ms};
    uint8_t random[UUID7_RANDOM] = {[UUID7_RANDOM - 1] = number};
    struct secret_bytes text = {0};
    number++;
    uuid7_make(item.id, ROOM_NOW_MS, random);
    memcpy(head.id, item.id, sizeof item.id);
    g_strlcpy(item.kind, kind, sizeof item.kind);
    memcpy(item.keyid, room->seal.key.keyid, sizeof item.keyid);
    submission_begin(&text, &head);
    secret_bytes_text(&text, members);
    secret_bytes_text(&text, "}");
    struct sealer *sealer = sealer_new(&room->seal.key);
    item.box = sealer_seal(sealer, &text, NULL);
    sealer_free(sealer);
    secret_bytes_clear(&text);
    g_autoptr(GBytes) body = message_batch_build(&item, 1);
    struct reply reply = room_post(room, "/v1/submissions", SUBMISSIONS_TYPE, g_bytes_get_data(body, NULL),
                                   g_bytes_get_size(body));
    assert_int_equal(reply.status, 202);
    assert_non_null(g_strstr_len(reply.body, (gssize)reply.len, "stored"));
    reply_clear(&reply);
    g_bytes_unref(item.box);
}

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
    post(room, "device", ",\"slot\":\"printer\",\"cause\":\"paper-out\"");
    post(room, "left", ",\"things\":[\"card\",\"page\"]");
    post(room, "emergency", "");
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
    post(room, "seen", ",\"notice\":\"n-1\",\"person\":{\"name\":\"王秀兰\"}");
    post(room, "rating", ",\"face\":1");
    g_autofree char *all = listed(room, 0);
    assert_string_equal(all, "");
}

static void no_strange_letters_reach_a_terminal(void **state)
{
    struct room *room = *state;
    post(room, "device", ",\"slot\":\"\\u001b[2J\",\"cause\":7");
    post(room, "left", "");
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

/* What the community answers by itself, without sockets. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <jansson.h>
#include <string.h>

#include "platform_room.h"

static json_t *ask(struct room *room, unsigned status, const char *body)
{
    struct reply reply = room_ask(room, "POST", "/v1/online", body);
    assert_int_equal(reply.status, status);
    json_t *answer = json_loadb(reply.body, reply.len, 0, NULL);
    assert_non_null(answer);
    reply_clear(&reply);
    return answer;
}

static void hand_in(struct room *room, unsigned number, const char *kind, char receipt[RECEIPT_TEXT])
{
    assert_true(receipt_make("20617", number, receipt));
    struct storage_put put = {.submission = {.id = {(uint8_t)number},
                                             .receipt = receipt,
                                             .kiosk = "20617",
                                             .kind = kind,
                                             .service = "bao-wenti",
                                             .received_ms = ROOM_NOW_MS,
                                             .record = "{}",
                                             .record_len = 2}};
    assert_true(storage_put(room->platform.storage, &put, 1, NULL));
    assert_int_equal(put.verdict, STORAGE_STORED);
}

static json_t *who_comes(struct room *room, const char *receipt, unsigned status)
{
    g_autofree char *body = g_strdup_printf("{\"kind\":\"report\",\"receipt\":\"%s\"}", receipt);
    return ask(room, status, body);
}

static const char *value(const json_t *answer, size_t row)
{
    return json_string_value(json_object_get(json_array_get(json_object_get(answer, "rows"), row), "value"));
}

static void whoever_was_sent_stays_sent(void **state)
{
    struct room *room = *state;
    char receipt[RECEIPT_TEXT];
    hand_in(room, 1, "report", receipt);
    json_t *first = who_comes(room, receipt, 200);
    clock_advance(&room->platform.clock, 3600 * 1000);
    json_t *again = who_comes(room, receipt, 200);
    assert_true(json_equal(first, again));
    assert_non_null(strstr(value(first, 0), "网格员"));
    assert_non_null(strstr(value(first, 1), "11 月 24 日")); /* a day after it came in */
    json_decref(first);
    json_decref(again);
}

static void the_work_is_shared(void **state)
{
    enum { WARDENS = 4 };
    struct room *room = *state;
    json_t *sent[WARDENS];
    for (unsigned i = 0; i < WARDENS; i++) {
        char receipt[RECEIPT_TEXT];
        hand_in(room, i + 1, "report", receipt);
        sent[i] = who_comes(room, receipt, 200);
        for (unsigned k = 0; k < i; k++)
            assert_string_not_equal(value(sent[i], 0), value(sent[k], 0));
    }
    for (unsigned i = 0; i < WARDENS; i++)
        json_decref(sent[i]);
}

static void nobody_is_sent_for_anything_else(void **state)
{
    struct room *room = *state;
    char application[RECEIPT_TEXT], never[RECEIPT_TEXT];
    hand_in(room, 1, "application", application);
    assert_true(receipt_make("20617", 2, never));
    json_decref(who_comes(room, application, 404));
    json_decref(who_comes(room, never, 404));
    json_decref(who_comes(room, "12", 404));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ROOM(whoever_was_sent_stays_sent),
        ROOM(the_work_is_shared),
        ROOM(nobody_is_sent_for_anything_else),
    };
    secret_start();
    return cmocka_run_group_tests(tests, NULL, NULL);
}

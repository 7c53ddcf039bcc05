/* Short texts: said once however often it is sent, answered to its own thread, gone after two hours. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <jansson.h>
#include <string.h>

#include "platform/talk.h"
#include "platform_room.h"

#define THREAD "00112233445566aa"
#define OTHER "ffeeddccbbaa9988"

static json_t *ask(struct room *room, unsigned status, const char *thread, const char *more)
{
    g_autofree char *body =
        g_strdup_printf("{\"kind\":\"talk\",\"thread\":\"%s\",\"kiosk\":\"20617\"%s}", thread, more);
    struct reply reply = room_ask(room, "POST", "/v1/online", body);
    if (reply.status != status)
        fail_msg("%s: %u", body, reply.status);
    json_t *answer = json_loadb(reply.body, reply.len, 0, NULL);
    reply_clear(&reply);
    return answer;
}

static size_t rows(struct room *room, const char *thread, unsigned after)
{
    g_autofree char *more = g_strdup_printf(",\"after\":%u", after);
    json_t *answer = ask(room, 200, thread, more);
    size_t count = json_array_size(json_object_get(answer, "rows"));
    json_decref(answer);
    return count;
}

struct count {
    unsigned resident, staff;
    uint32_t last;
};

static void count_line(const struct storage_line *line, void *data)
{
    struct count *c = data;
    c->resident += line->turn > 0;
    c->staff += line->turn == 0;
    c->last = line->seq;
}

static struct count counted(struct room *room)
{
    struct count c = {0};
    assert_true(storage_lines(room->platform.storage, "", 0, count_line, &c, NULL));
    return c;
}

static void said_again_is_kept_once(void **state)
{
    struct room *room = *state;
    for (int i = 0; i < 3; i++)
        json_decref(ask(room, 200, THREAD, ",\"after\":0,\"say\":\"我听不见\",\"turn\":1"));
    json_decref(ask(room, 200, THREAD, ",\"after\":0,\"say\":\"我听不见\",\"turn\":2"));
    assert_int_equal(counted(room).resident, 2);
}

static void the_answer_comes_to_its_thread(void **state)
{
    struct room *room = *state;
    struct storage *storage = room->platform.storage;
    g_autoptr(GError) error = NULL;
    json_decref(ask(room, 200, THREAD, ",\"after\":0,\"say\":\"我听不见\",\"turn\":1"));
    json_decref(ask(room, 200, OTHER, ",\"after\":0,\"say\":\"要等多久\",\"turn\":1"));
    assert_true(talk_reply(storage, THREAD, "马上来", ROOM_NOW_MS, NULL));
    assert_int_equal(rows(room, OTHER, 0), 0);
    assert_int_equal(rows(room, THREAD, 0), 1);
    assert_int_equal(rows(room, THREAD, counted(room).last), 0); /* known already */
    assert_false(talk_reply(storage, "0000000000000000", "谁", ROOM_NOW_MS, &error));
    assert_true(g_error_matches(error, storage_error_quark(), STORAGE_ERROR_ABSENT));
    g_clear_error(&error);
    assert_false(talk_reply(storage, THREAD, "", ROOM_NOW_MS, &error));
    g_clear_error(&error);
    assert_false(talk_reply(storage, THREAD, "两\n行", ROOM_NOW_MS, &error));
}

static void two_hours_then_it_is_gone(void **state)
{
    struct room *room = *state;
    enum { TWO_HOURS_MS = 2 * 3600 * 1000 };
    json_decref(ask(room, 200, THREAD, ",\"after\":0,\"say\":\"我听不见\",\"turn\":1"));
    uint32_t before = counted(room).last;
    clock_advance(&room->platform.clock, TWO_HOURS_MS + 1);
    json_decref(ask(room, 200, OTHER, ",\"after\":0,\"say\":\"要等多久\",\"turn\":1"));
    struct count after = counted(room);
    assert_int_equal(after.resident, 1);
    assert_true(after.last > before); /* numbers never come again */
}

static void what_is_no_line_is_refused(void **state)
{
    struct room *room = *state;
    static const char *const wrong[] = {
        ",\"after\":-1",
        ",\"after\":4294967296",
        ",\"after\":0,\"say\":\"没有轮次\"",
        ",\"after\":0,\"turn\":1",
        ",\"after\":0,\"say\":\"a\\nb\",\"turn\":1",
        ",\"after\":0,\"say\":\"a\\u009b31m\",\"turn\":1",
        ",\"after\":0,\"say\":\"a\\u202eb\",\"turn\":1",
        ",\"after\":0,\"say\":\"a\\u2028b\",\"turn\":1",
        ",\"after\":0,\"say\":\"\\u200b\",\"turn\":1",
        ",\"after\":0,\"say\":\"\\u3000\",\"turn\":1",
        ",\"after\":0,\"say\":\"轮次太大\",\"turn\":1001",
    };
    for (size_t i = 0; i < G_N_ELEMENTS(wrong); i++)
        json_decref(ask(room, 422, THREAD, wrong[i]));
    json_decref(ask(room, 422, "short", ",\"after\":0"));
    json_decref(ask(room, 422, "00112233445566AA", ",\"after\":0"));
    assert_int_equal(counted(room).resident, 0);
}

int main(void)
{
    secret_start();
    const struct CMUnitTest tests[] = {
        ROOM(said_again_is_kept_once),
        ROOM(the_answer_comes_to_its_thread),
        ROOM(two_hours_then_it_is_gone),
        ROOM(what_is_no_line_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

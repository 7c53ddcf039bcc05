/* An operator publishes, kiosks fetch: what is sent, when it is the same, when it is over. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <string.h>

#include "platform/notices.h"
#include "platform_room.h"
#include "wire/notices.h"

static gboolean publish(struct room *room, const char *json, GError **error)
{
    g_autofree char *file = g_build_filename(room->dir, "notice.json", NULL);
    assert_true(g_file_set_contents(file, json, -1, NULL));
    gboolean well = notices_publish(room->platform.storage, file, ROOM_NOW_MS, error);
    g_unlink(file);
    return well;
}

static struct reply fetch(struct room *room, const char *tag)
{
    struct request request = {"GET", "/v1/notices", "", "Bearer " ROOM_TOKEN, NULL, 0, tag};
    struct reply reply = {0};
    route_answer(&room->platform, &request, &reply);
    return reply;
}

static struct notices *fetched(struct room *room)
{
    struct reply reply = fetch(room, "");
    assert_int_equal(reply.status, 200);
    assert_string_equal(reply.type, REPLY_JSON);
    struct notices *notices = message_notices_parse(reply.body, reply.len, NULL);
    assert_non_null(notices);
    reply_clear(&reply);
    return notices;
}

static const char water[] =
    "{\"id\":\"water-0320\",\"kind\":\"notice\",\"topic\":\"water\",\"title\":{\"zh\":\"幸福里停水检修\","
    "\"en\":\"Water off\"},\"text\":\"周五停水。\\n\\n请存水。\",\"issuer\":\"高郢社区居委会\","
    "\"until\":\"2026-11-25T08:00:00+08:00\"}";
static const char rain[] = "{\"id\":\"rain-red\",\"kind\":\"alert\",\"title\":\"暴雨红色预警\",\"text\":"
                           "\"请不要出门。\",\"until\":\"2026-11-23T12:00:00Z\"}";

static void what_is_published_is_what_the_kiosk_reads(void **state)
{
    struct room *room = *state;
    struct notices *now = fetched(room);
    assert_int_equal(now->count, 0);
    notices_free(now);
    assert_true(publish(room, water, NULL));
    assert_true(publish(room, rain, NULL));
    now = fetched(room);
    assert_int_equal(now->count, 2);
    const struct notice *n = notices_find(now, "water-0320");
    assert_string_equal(n->title.zh, "幸福里停水检修");
    assert_string_equal(n->title.en, "Water off");
    assert_string_equal(n->text.zh, "周五停水。\n\n请存水。");
    assert_string_equal(n->topic, "water");
    assert_int_equal(n->published_ms, ROOM_NOW_MS);
    assert_int_equal(n->from_ms, ROOM_NOW_MS);
    assert_int_equal(notices_find(now, "rain-red")->kind, NOTICE_ALERT);
    notices_free(now);
}

static void without_the_token_nothing_is_told(void **state)
{
    struct room *room = *state;
    struct reply reply = room_ask(room, "GET", "/v1/notices", NULL);
    assert_int_equal(reply.status, 401);
    reply_clear(&reply);
}

static void an_unchanged_list_is_not_sent_again(void **state)
{
    struct room *room = *state;
    char tag[REPLY_TAG];
    assert_true(publish(room, water, NULL));
    struct reply reply = fetch(room, "\"other\"");
    assert_int_equal(reply.status, 200);
    memcpy(tag, reply.tag, sizeof tag);
    assert_true(strlen(tag) > 2 && tag[0] == '"');
    reply_clear(&reply);
    reply = fetch(room, tag);
    assert_int_equal(reply.status, 304);
    assert_int_equal(reply.len, 0);
    reply_clear(&reply);
    assert_true(publish(room, rain, NULL));
    reply = fetch(room, tag);
    assert_int_equal(reply.status, 200);
    reply_clear(&reply);
}

static void what_is_over_or_withdrawn_is_gone(void **state)
{
    struct room *room = *state;
    g_autoptr(GError) error = NULL;
    assert_true(publish(room, water, NULL));
    assert_true(publish(room, rain, NULL));
    assert_true(notices_withdraw(room->platform.storage, "water-0320", NULL));
    assert_false(notices_withdraw(room->platform.storage, "water-0320", &error));
    assert_true(g_error_matches(error, storage_error_quark(), STORAGE_ERROR_ABSENT));
    struct notices *now = fetched(room);
    assert_int_equal(now->count, 1);
    int64_t until = now->list[0].until_ms;
    notices_free(now);
    clock_advance(&room->platform.clock, until - ROOM_NOW_MS - 1);
    now = fetched(room);
    assert_int_equal(now->count, 1);
    notices_free(now);
    clock_advance(&room->platform.clock, 1);
    now = fetched(room);
    assert_int_equal(now->count, 0);
    notices_free(now);
}

static void published_again_takes_the_place_of_the_older(void **state)
{
    struct room *room = *state;
    assert_true(publish(room, rain, NULL));
    g_autofree char *other = g_strdup(rain);
    memcpy(strstr(other, "红"), "橙", strlen("橙"));
    assert_true(publish(room, other, NULL));
    struct notices *now = fetched(room);
    assert_int_equal(now->count, 1);
    assert_string_equal(now->list[0].title.zh, "暴雨橙色预警");
    notices_free(now);
}

static void what_cannot_be_shown_is_not_published(void **state)
{
    struct room *room = *state;
    static const struct {
        const char *json, *said;
    } cases[] = {
        {"{", "no JSON"},
        {"{\"id\":\"a\",\"kind\":\"news\",\"title\":\"t\",\"text\":\"t\",\"until\":\"2027-01-01T00:00:00Z\"}",
         "kind"},
        {"{\"id\":\"a\",\"kind\":\"notice\",\"title\":\"t\",\"text\":\"t\"}", "until"},
        {"{\"id\":\"a\",\"kind\":\"notice\",\"title\":\"t\",\"text\":\"t\",\"until\":\"tomorrow\"}", "until"},
        {"{\"id\":\"a\",\"kind\":\"notice\",\"title\":\"t\",\"text\":\"t\",\"from\":\"2020-01-01T00:00:00Z\","
         "\"until\":\"2020-01-02T00:00:00Z\"}",
         "over"},
        {"{\"id\":\"../a\",\"kind\":\"notice\",\"title\":\"t\",\"text\":\"t\",\"until\":\"2027-01-01T00:00:"
         "00Z\"}",
         "id"},
        {"{\"id\":\"a\",\"kind\":\"notice\",\"title\":{},\"text\":\"t\",\"until\":\"2027-01-01T00:00:00Z\"}",
         "title"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GError) error = NULL;
        assert_false(publish(room, cases[i].json, &error));
        assert_non_null(strstr(error->message, cases[i].said));
    }
    struct notices *now = fetched(room);
    assert_int_equal(now->count, 0);
    notices_free(now);
}

static void more_than_a_kiosk_takes_is_refused(void **state)
{
    struct room *room = *state;
    g_autoptr(GError) error = NULL;
    for (int i = 0; i <= NOTICES_MOST; i++) {
        g_autofree char *json = g_strdup_printf("{\"id\":\"n-%d\",\"kind\":\"notice\",\"title\":\"t\","
                                                "\"text\":\"t\",\"until\":\"2027-01-01T00:00:00Z\"}",
                                                i);
        assert_int_equal(publish(room, json, &error), i < NOTICES_MOST);
    }
    assert_non_null(strstr(error->message, "withdraw"));
    assert_true(publish(room,
                        "{\"id\":\"n-3\",\"kind\":\"notice\",\"title\":\"t\",\"text\":\"new\","
                        "\"until\":\"2027-01-01T00:00:00Z\"}",
                        NULL));
    struct notices *now = fetched(room);
    assert_int_equal(now->count, NOTICES_MOST);
    notices_free(now);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ROOM(what_is_published_is_what_the_kiosk_reads),    ROOM(without_the_token_nothing_is_told),
        ROOM(an_unchanged_list_is_not_sent_again),          ROOM(what_is_over_or_withdrawn_is_gone),
        ROOM(published_again_takes_the_place_of_the_older), ROOM(what_cannot_be_shown_is_not_published),
        ROOM(more_than_a_kiosk_takes_is_refused),
    };
    secret_start();
    return cmocka_run_group_tests(tests, NULL, NULL);
}

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

#define BALLOT "\"service\":\"tou-piao\""
static const char person[] = "\"person\":{\"name\":\"王秀兰\",\"number\":\"" ROOM_PERSON "\"}";

static json_t *vote(struct room *room, const char *kind, const char *rest, unsigned status)
{
    g_autofree char *body = g_strdup_printf("{\"kind\":\"%s\"," BALLOT ",%s%s}", kind, person, rest);
    return ask(room, status, body);
}

static int offered(const json_t *answer, const char *what)
{
    return (int)json_integer_value(json_object_get(json_object_get(answer, "offer"), what));
}

#define CAST(option) ",\"ballot\":\"chongdian-peng\",\"pick\":\"" option "\""

static void one_person_has_one_vote(void **state)
{
    struct room *room = *state;
    json_t *before = vote(room, "ballot", "", 200);
    assert_int_equal(json_array_size(json_object_get(before, "rows")), 3);
    assert_int_equal(offered(before, "cast"), 0);
    assert_int_equal(offered(before, "of"), 486);
    json_decref(before);
    json_decref(vote(room, "vote", CAST("no"), 200));
    json_decref(vote(room, "vote", CAST("no"), 200));  /* the answer was lost: said again */
    json_decref(vote(room, "vote", CAST("yes"), 200)); /* and it cannot be changed */
    assert_int_equal(storage_tally(room->platform.storage, "chongdian-peng", "no", NULL), 1);
    assert_int_equal(storage_tally(room->platform.storage, "chongdian-peng", "yes", NULL), 0);
    json_t *after = vote(room, "ballot", "", 200);
    assert_null(json_object_get(after, "offer"));
    assert_non_null(
        strstr(json_string_value(json_object_get(json_object_get(after, "title"), "zh")), "投过"));
    json_decref(after);
}

static void the_kiosk_reads_a_ballot(void **state)
{
    struct room *room = *state;
    g_autofree char *body = g_strdup_printf("{\"kind\":\"ballot\"," BALLOT ",%s}", person);
    struct reply reply = room_ask(room, "POST", WIRE_PATH_ONLINE, body);
    struct message_answer answer;
    assert_true(message_answer_parse(reply.body, reply.len, &answer, NULL));
    assert_string_equal(answer.offer.id, "chongdian-peng");
    assert_int_equal(answer.offer.of, 486);
    assert_true(answer.offer.closes_ms > ROOM_NOW_MS);
    assert_true(answer.offer.plan_count >= 3);
    message_answer_clear(&answer);
    reply_clear(&reply);
}

/* Everything the store holds, its log too: neither the number, nor a plain hash of it, nor a ballot beside a
 * voter. */
static void who_voted_what_is_nowhere(void **state)
{
    struct room *room = *state;
    if (!room->file)
        skip(); /* the files of a server are not one store\'s */
    static const char *const ends[] = {"", "-wal"};
    json_decref(vote(room, "vote", CAST("abstain"), 200));
    for (size_t i = 0; i < G_N_ELEMENTS(ends); i++) {
        g_autofree char *path = g_strconcat(room->file, ends[i], NULL), *bytes = NULL;
        uint8_t plain[STORAGE_VOTER_BYTES];
        gsize len = 0;
        assert_true(g_file_get_contents(path, &bytes, &len, NULL));
        crypto_generichash(plain, sizeof plain, (const uint8_t *)ROOM_PERSON, strlen(ROOM_PERSON), NULL, 0);
        assert_null(memmem(bytes, len, ROOM_PERSON, strlen(ROOM_PERSON)));
        assert_null(memmem(bytes, len, "王秀兰", strlen("王秀兰")));
        assert_null(memmem(bytes, len, plain, sizeof plain));
    }
    assert_int_equal(storage_tally(room->platform.storage, "chongdian-peng", "abstain", NULL), 1);
}

static void a_ballot_that_is_none_is_refused(void **state)
{
    struct room *room = *state;
    json_decref(vote(room, "vote", CAST("maybe"), 422));
    json_decref(vote(room, "vote", ",\"ballot\":\"other\",\"pick\":\"yes\"", 422));
    json_decref(vote(room, "vote", "", 422));
    json_decref(ask(room, 422, "{\"kind\":\"vote\"," BALLOT CAST("yes") "}")); /* by nobody */
    json_decref(ask(room, 422,
                    "{\"kind\":\"ballot\"," BALLOT
                    ",\"person\":{\"name\":\"王小\",\"number\":\"341199201501010010\"}}")); /* a child */
    json_t *now = vote(room, "ballot", "", 200);
    assert_int_equal(offered(now, "cast"), 0);
    json_decref(now);
}

static void it_closes(void **state)
{
    struct room *room = *state;
    json_decref(vote(room, "ballot", "", 200));
    clock_advance(&room->platform.clock, 31ll * 24 * 3600 * 1000);
    json_t *late = vote(room, "ballot", "", 200);
    assert_null(json_object_get(late, "offer"));
    json_decref(late);
    json_decref(vote(room, "vote", CAST("yes"), 200));
    assert_int_equal(storage_tally(room->platform.storage, "chongdian-peng", "yes", NULL), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ROOM(whoever_was_sent_stays_sent),      ROOM(the_work_is_shared),
        ROOM(nobody_is_sent_for_anything_else), ROOM(one_person_has_one_vote),
        ROOM(the_kiosk_reads_a_ballot),         ROOM(who_voted_what_is_nowhere),
        ROOM(a_ballot_that_is_none_is_refused), ROOM(it_closes),
    };
    secret_start();
    return cmocka_run_group_tests(tests, NULL, NULL);
}

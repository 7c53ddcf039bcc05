/* A kiosk's batch: acknowledged when durable, repeated without harm, refused item by item, nothing kept when
 * full. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <string.h>

#include "catalog/load.h"
#include "platform_room.h"
#include "wire/sealer.h"

/* What a kiosk would have sealed; the fields a test bends stand open. */
struct sent {
    struct submission_head inside;
    struct message_item item;
    struct seal_key to;
    size_t padding;
    const char *payment; /* its JSON; NULL: none */
};

static struct sent sent_for(const struct room *room, uint8_t number, const char *kind, const char *receipt)
{
    struct sent sent = {
        .inside = {.kiosk = "20617",
                   .kind = kind,
                   .service = "gaoling-jintie",
                   .receipt = receipt,
                   .created_ms = ROOM_NOW_MS - 1000},
        .item = {.kiosk = "20617", .service = "gaoling-jintie", .created_ms = ROOM_NOW_MS - 1000}};
    uint8_t random[UUID7_RANDOM] = {[UUID7_RANDOM - 1] = number};
    uuid7_make(sent.item.id, ROOM_NOW_MS, random);
    memcpy(sent.inside.id, sent.item.id, sizeof sent.item.id);
    g_strlcpy(sent.item.kind, kind, sizeof sent.item.kind);
    memcpy(sent.item.keyid, room->seal.key.keyid, sizeof sent.item.keyid);
    sent.to = room->seal.key;
    return sent;
}

static void seal(struct sent *sent)
{
    struct secret_bytes text = {0};
    submission_begin(&text, &sent->inside);
    secret_bytes_text(&text, ",\"person\":{\"name\":\"王秀兰\"}");
    if (sent->payment) {
        secret_bytes_text(&text, ",\"payment\":");
        secret_bytes_text(&text, sent->payment);
    }
    secret_bytes_text(&text, "}");
    for (size_t i = 0; i < sent->padding; i++)
        secret_bytes_text(&text, " ");
    struct sealer *sealer = sealer_new(&sent->to);
    sent->item.box = sealer_seal(sealer, &text, NULL);
    sealer_free(sealer);
    assert_non_null(sent->item.box);
    secret_bytes_clear(&text);
}

static struct reply post_items(struct room *room, const struct message_item *items, size_t count)
{
    g_autoptr(GBytes) body = message_batch_build(items, count);
    return room_post(room, "/v1/submissions", SUBMISSIONS_TYPE, g_bytes_get_data(body, NULL),
                     g_bytes_get_size(body));
}

static struct message_result post_one(struct room *room, const struct sent *sent)
{
    struct message_results results = {0};
    struct reply reply = post_items(room, &sent->item, 1);
    assert_int_equal(reply.status, 202);
    assert_string_equal(reply.type, REPLY_RECEIPT);
    assert_true(message_results_parse(reply.body, reply.len, &results, NULL));
    assert_int_equal(results.count, 1);
    struct message_result result = results.list[0];
    assert_memory_equal(result.id, sent->item.id, sizeof result.id);
    message_results_clear(&results);
    reply_clear(&reply);
    return result;
}

static void count_row(const struct storage_row *row, void *data)
{
    (void)row;
    ++*(unsigned *)data;
}

static unsigned rows(struct room *room)
{
    unsigned count = 0;
    assert_true(storage_rows(room->platform.storage, count_row, &count, NULL));
    return count;
}

static void keep_record(const struct storage_row *row, const char *record, size_t len, void *data)
{
    (void)row;
    *(char **)data = g_strndup(record, len);
}

static void an_application_is_stored_and_a_repeat_acknowledged(void **state)
{
    struct room *room = *state;
    char receipt[RECEIPT_TEXT];
    receipt_make("20617", 1, receipt);
    struct sent sent = sent_for(room, 1, "application", receipt);
    seal(&sent);
    struct message_result first = post_one(room, &sent);
    assert_int_equal(first.status, MESSAGE_STORED);
    assert_string_equal(first.receipt, receipt);
    clock_advance(&room->platform.clock, 5000);
    struct message_result again = post_one(room, &sent);
    assert_int_equal(again.status, MESSAGE_DUPLICATE);
    assert_string_equal(again.receipt, receipt);
    assert_int_equal(again.at_ms, first.at_ms);
    assert_int_equal(rows(room), 1);

    g_autofree char *record = NULL;
    assert_true(storage_record(room->platform.storage, receipt, keep_record, &record, NULL));
    assert_non_null(strstr(record, "\"name\":\"王秀兰\"}}"));
    g_bytes_unref(sent.item.box);
}

static void the_same_id_with_another_box_is_refused(void **state)
{
    struct room *room = *state;
    char receipt[RECEIPT_TEXT];
    receipt_make("20617", 1, receipt);
    struct sent sent = sent_for(room, 1, "application", receipt);
    seal(&sent);
    post_one(room, &sent);
    g_bytes_unref(sent.item.box);
    seal(&sent); /* sealed anew: other bytes */
    struct message_result result = post_one(room, &sent);
    assert_int_equal(result.status, MESSAGE_REJECTED);
    assert_int_equal(result.problem_status, 422);
    assert_string_equal(result.problem, "urn:kiosk:problem:id-reused");
    g_bytes_unref(sent.item.box);
}

static void a_rating_needs_no_number(void **state)
{
    struct room *room = *state;
    struct sent sent = sent_for(room, 1, "rating", "");
    seal(&sent);
    assert_int_equal(post_one(room, &sent).status, MESSAGE_STORED);
    assert_int_equal(rows(room), 0);
    g_bytes_unref(sent.item.box);
}

enum bend {
    BEND_KEYID,
    BEND_KEY,
    BEND_ID,
    BEND_KIOSK,
    BEND_KIND,
    BEND_RECEIPT,
    BEND_NO_RECEIPT,
    BEND_SIZE,
    BEND_PAYMENT,
    BEND_UNKNOWN,
    BEND_COUNT
};

static void bend(struct sent *sent, enum bend how)
{
    struct seal_pair another;

    switch (how) {
    case BEND_KEYID:
        g_strlcpy(sent->item.keyid, "p-000000000000", sizeof sent->item.keyid);
        break;
    case BEND_KEY:
        seal_pair_draw(&another, &suite_default);
        sent->to = another.key;
        seal_pair_clear(&another);
        break;
    case BEND_ID:
        sent->inside.id[15] ^= 1;
        break;
    case BEND_KIOSK:
        sent->inside.kiosk = "20618";
        break;
    case BEND_KIND:
        sent->inside.kind = "rating";
        break;
    case BEND_RECEIPT:
        sent->inside.receipt = "206170000010";
        break;
    case BEND_NO_RECEIPT:
        sent->inside.receipt = "";
        break;
    case BEND_SIZE:
        sent->padding = ENVELOPE_PLAINTEXT_MAX - 1024; /* what seals it makes it longer */
        break;
    case BEND_PAYMENT:
        sent->payment = "{\"state\":\"paid\",\"amount_fen\":-1,\"order\":\"\"}";
        break;
    case BEND_UNKNOWN: /* of a newer release: acknowledged, it would be erased there and lost here */
        sent->inside.kind = "petition";
        g_strlcpy(sent->item.kind, "petition", sizeof sent->item.kind);
        break;
    case BEND_COUNT:
        break;
    }
}

static void what_does_not_agree_is_refused_and_the_others_go_on(void **state)
{
    struct room *room = *state;
    static const char *const slugs[BEND_COUNT] = {
        [BEND_KEYID] = "unknown-key",   [BEND_KEY] = "unopened",   [BEND_ID] = "mismatch",
        [BEND_KIOSK] = "mismatch",      [BEND_KIND] = "mismatch",  [BEND_RECEIPT] = "mismatch",
        [BEND_NO_RECEIPT] = "receipt",  [BEND_SIZE] = "too-large", [BEND_PAYMENT] = "payment",
        [BEND_UNKNOWN] = "unknown-kind"};
    struct message_item items[BEND_COUNT + 1];
    char receipt[BEND_COUNT + 1][RECEIPT_TEXT];
    for (unsigned i = 0; i <= BEND_COUNT; i++) {
        receipt_make("20617", i + 1, receipt[i]);
        struct sent sent = sent_for(room, (uint8_t)i, "application", receipt[i]);
        bend(&sent, (enum bend)i);
        seal(&sent);
        items[i] = sent.item;
    }
    struct reply reply = post_items(room, items, BEND_COUNT + 1);
    struct message_results results = {0};
    assert_int_equal(reply.status, 202);
    assert_true(message_results_parse(reply.body, reply.len, &results, NULL));
    assert_int_equal(results.count, BEND_COUNT + 1);
    for (unsigned i = 0; i < BEND_COUNT; i++) {
        assert_int_equal(results.list[i].status, MESSAGE_REJECTED);
        assert_string_equal(results.list[i].problem + strlen("urn:kiosk:problem:"), slugs[i]);
    }
    assert_int_equal(results.list[BEND_COUNT].status, MESSAGE_STORED);
    assert_int_equal(rows(room), 1);
    message_results_clear(&results);
    reply_clear(&reply);
    for (unsigned i = 0; i <= BEND_COUNT; i++)
        g_bytes_unref(items[i].box);
}

static void expect_of_service(struct room *room, uint8_t number, const char *kind, const char *service,
                              const char *problem)
{
    char receipt[RECEIPT_TEXT];
    bool note = strcmp(kind, "seen") == 0;
    receipt_make("20617", number, receipt);
    struct sent sent = sent_for(room, number, kind, note ? "" : receipt);
    sent.inside.service = service;
    g_strlcpy(sent.item.service, service, sizeof sent.item.service);
    seal(&sent);
    struct message_result result = post_one(room, &sent);
    assert_int_equal(result.status, *problem ? MESSAGE_REJECTED : MESSAGE_STORED);
    assert_string_equal(result.problem, problem);
    g_bytes_unref(sent.item.box);
}

static void what_is_numbered_is_a_services(void **state)
{
    static const char none[] = "urn:kiosk:problem:unknown-service";
    struct room *room = *state;
    struct catalog *catalog = catalog_load(SOURCE_DIR "/assets/catalog", NULL);
    assert_non_null(catalog);
    room->platform.catalog = catalog;
    expect_of_service(room, 1, "application", "", none);
    expect_of_service(room, 2, "application", "no-such", none);
    expect_of_service(room, 3, "report", "", none);
    expect_of_service(room, 4, "seen", "no-such", none);
    expect_of_service(room, 5, "seen", "", "");
    expect_of_service(room, 6, "application", "gaoling-jintie", "");
    room->platform.catalog = NULL;
    catalog_free(catalog);
}

static void a_number_given_twice_is_refused(void **state)
{
    struct room *room = *state;
    char receipt[RECEIPT_TEXT];
    receipt_make("20617", 1, receipt);
    for (uint8_t i = 0; i < 2; i++) {
        struct sent sent = sent_for(room, i, "application", receipt);
        seal(&sent);
        struct message_result result = post_one(room, &sent);
        assert_int_equal(result.status, i ? MESSAGE_REJECTED : MESSAGE_STORED);
        if (i)
            assert_string_equal(result.problem, "urn:kiosk:problem:receipt-taken");
        g_bytes_unref(sent.item.box);
    }
}

static void a_full_store_acknowledges_nothing(void **state)
{
    struct room *room = room_new("?pages=80");
    unsigned stored = 0, refused = 0;
    (void)state;
    if (!room->file) {
        tear_down((void **)&room);
        skip(); /* the quota is SQLite's */
    }
    for (uint8_t i = 0; i < 60; i++) {
        char receipt[RECEIPT_TEXT];
        receipt_make("20617", i + 1u, receipt);
        struct sent sent = sent_for(room, i, "application", receipt);
        sent.padding = 4000;
        seal(&sent);
        struct reply reply = post_items(room, &sent.item, 1);
        assert_true(reply.status == 202 || reply.status == 507);
        assert_string_equal(reply.type, reply.status == 202 ? REPLY_RECEIPT : REPLY_PROBLEM);
        stored += reply.status == 202;
        refused += reply.status == 507 && reply.retry_after_s > 0;
        reply_clear(&reply);
        g_bytes_unref(sent.item.box);
    }
    assert_true(stored > 0);
    assert_true(refused > 0);
    assert_int_equal(stored + refused, 60);
    assert_int_equal(rows(room), stored);
    void *again = room;
    tear_down(&again);
}

static void a_body_too_large_is_413(void **state)
{
    struct room *room = *state;
    size_t len = ROUTE_BODY_MAX + 1;
    g_autofree char *body = g_malloc0(len);
    struct reply reply = room_post(room, "/v1/submissions", SUBMISSIONS_TYPE, body, len);
    assert_int_equal(reply.status, 413);
    reply_clear(&reply);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ROOM(an_application_is_stored_and_a_repeat_acknowledged),
        ROOM(the_same_id_with_another_box_is_refused),
        ROOM(a_rating_needs_no_number),
        ROOM(what_does_not_agree_is_refused_and_the_others_go_on),
        ROOM(what_is_numbered_is_a_services),
        ROOM(a_number_given_twice_is_refused),
        cmocka_unit_test(a_full_store_acknowledges_nothing),
        ROOM(a_body_too_large_is_413),
    };
    secret_start();
    return cmocka_run_group_tests(tests, NULL, NULL);
}

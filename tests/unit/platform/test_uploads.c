/* A large sealed box in pieces: kept durably piece by piece, by any process, in order, whole or refused; then
 * named by a submission and acknowledged once. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <string.h>

#include "platform_room.h"
#include "wire/sealer.h"
#include "wire/upload.h"

enum { TEXT = 300000, PIECE = 65536 };

struct large {
    struct message_item item;
    GBytes *box;
    char path[UPLOAD_PATH], receipt[RECEIPT_TEXT];
};

static struct large large_for(const struct room *room)
{
    const uint8_t random[UUID7_RANDOM] = {7};
    struct large large = {.item = {.kiosk = "20617", .kind = "application", .service = "s"}};
    struct secret_bytes text = {0};
    struct submission_head head = {
        .kiosk = "20617", .kind = "application", .service = "s", .receipt = large.receipt};

    receipt_make("20617", 1, large.receipt);
    uuid7_make(large.item.id, ROOM_NOW_MS, random);
    memcpy(head.id, large.item.id, sizeof head.id);
    large.item.created_ms = head.created_ms = ROOM_NOW_MS;
    memcpy(large.item.keyid, room->seal.key.keyid, sizeof large.item.keyid);
    submission_begin(&text, &head);
    secret_bytes_text(&text, ",\"pages\":\"");
    for (int i = 0; i < TEXT; i++)
        secret_bytes_append(&text, "0123456789" + i % 10, 1);
    secret_bytes_text(&text, "\"}");
    struct sealer *sealer = sealer_new(&room->seal.key);
    large.box = sealer_seal(sealer, &text, NULL);
    sealer_free(sealer);
    secret_bytes_clear(&text);
    message_box_digest(large.box, large.item.digest);
    upload_path(large.item.id, large.path);
    return large;
}

static struct reply ask_as(struct room *room, const struct peer *peer, const char *method, const char *path)
{
    struct request request = {
        .method = method, .path = path, .content_type = "", .authorization = "", .peer = peer};
    struct reply reply = {0};

    route_answer(&room->platform, &request, &reply);
    return reply;
}

static const struct peer by_token = {.kiosk = ""}, ours = {.kiosk = "20617"}, another = {.kiosk = "20618"};

static struct reply ask(struct room *room, const char *method, const char *path)
{
    return ask_as(room, &ours, method, path);
}

static void digest_of(const struct large *large, char out[UPLOAD_DIGEST_TEXT])
{
    uint8_t hash[UPLOAD_HASH];

    crypto_hash_sha256(hash, g_bytes_get_data(large->box, NULL), g_bytes_get_size(large->box));
    upload_digest_text(hash, out);
}

static struct reply send_as(struct room *room, const struct peer *peer, const struct large *large, size_t at,
                            size_t len, const char *digest)
{
    char offset[24];
    size_t size = g_bytes_get_size(large->box);
    bool last = at + len >= size;
    struct request request = {.method = at ? "PATCH" : "PUT",
                              .path = large->path,
                              .content_type = WIRE_TYPE_PIECE,
                              .authorization = *peer->kiosk ? "" : "Bearer " ROOM_TOKEN,
                              .peer = peer,
                              .body = (const uint8_t *)g_bytes_get_data(large->box, NULL) + at,
                              .len = last ? size - at : len,
                              .upload_offset = offset,
                              .upload_complete = last ? "?1" : "?0",
                              .repr_digest = digest};
    struct reply reply = {0};

    g_snprintf(offset, sizeof offset, "%zu", at);
    route_answer(&room->platform, &request, &reply);
    return reply;
}

static struct reply send(struct room *room, const struct large *large, size_t at, size_t len,
                         const char *digest)
{
    return send_as(room, &ours, large, at, len, digest);
}

static void expect(struct reply reply, unsigned status, int64_t offset, bool complete)
{
    assert_int_equal(reply.status, status);
    assert_true(reply.upload);
    assert_int_equal(reply.upload_offset, offset);
    assert_int_equal(reply.upload_complete, complete);
    reply_clear(&reply);
}

static void expect_problem(struct reply reply, unsigned status)
{
    assert_int_equal(reply.status, status);
    assert_string_equal(reply.type, REPLY_PROBLEM);
    reply_clear(&reply);
}

static void upload_all(struct room *room, const struct large *large)
{
    char digest[UPLOAD_DIGEST_TEXT];
    size_t size = g_bytes_get_size(large->box);

    digest_of(large, digest);
    for (size_t at = 0; at < size; at += PIECE)
        expect(send(room, large, at, PIECE, digest), at ? 204 : 201, (int64_t)MIN(at + PIECE, size),
               at + PIECE >= size);
}

static struct message_result hand_in(struct room *room, const struct large *large)
{
    struct message_results results;
    g_autoptr(GBytes) body = message_batch_build(&large->item, 1);
    struct reply reply = room_post(room, "/v1/submissions", SUBMISSIONS_TYPE, g_bytes_get_data(body, NULL),
                                   g_bytes_get_size(body));

    assert_int_equal(reply.status, 202);
    assert_true(message_results_parse(reply.body, reply.len, &results, NULL));
    struct message_result result = results.list[0];
    message_results_clear(&results);
    reply_clear(&reply);
    return result;
}

static void pieces_become_a_submission_once(void **state)
{
    struct room *room = *state;
    struct large large = large_for(room);

    expect_problem(ask(room, "HEAD", large.path), 404);
    upload_all(room, &large);
    struct message_result first = hand_in(room, &large);
    assert_int_equal(first.status, MESSAGE_STORED);
    assert_string_equal(first.receipt, large.receipt);
    /* The pieces have gone with it; who missed the answer is told the same again. */
    assert_null(storage_upload_read(room->platform.storage, large.item.id, NULL));
    expect(ask(room, "HEAD", large.path), 204, 0, true);
    struct message_result again = hand_in(room, &large);
    assert_int_equal(again.status, MESSAGE_DUPLICATE);
    assert_string_equal(again.receipt, large.receipt);
    assert_int_equal(again.at_ms, first.at_ms);
    /* Nobody would ever take these pieces away. */
    expect(send(room, &large, 0, PIECE, NULL), 409, 0, true);
    expect(send(room, &large, PIECE, PIECE, NULL), 409, 0, true);
    assert_null(storage_upload_read(room->platform.storage, large.item.id, NULL));
    g_bytes_unref(large.box);
}

static void expect_reused(struct room *room, const struct large *large)
{
    struct message_result result = hand_in(room, large);
    assert_int_equal(result.status, MESSAGE_REJECTED);
    assert_int_equal(result.problem_status, 422);
    assert_string_equal(result.problem, "urn:kiosk:problem:id-reused");
}

/* A kiosk erases what is acknowledged: only for the box that is here, and only to the kiosk whose it is. */
static void another_box_or_kiosk_is_no_duplicate(void **state)
{
    struct room *room = *state;
    struct large large = large_for(room), resealed = large_for(room), stolen = large;

    assert_memory_not_equal(large.item.digest, resealed.item.digest, sizeof large.item.digest);
    upload_all(room, &large);
    assert_int_equal(hand_in(room, &large).status, MESSAGE_STORED);
    expect_reused(room, &resealed);
    strcpy(stolen.item.kiosk, another.kiosk);
    expect_reused(room, &stolen);
    assert_int_equal(hand_in(room, &large).status, MESSAGE_DUPLICATE);
    g_bytes_unref(large.box);
    g_bytes_unref(resealed.box);
}

/* However the first came: what was sent inline, or carried by hand, is the same box. */
static void inline_and_in_pieces_agree(void **state)
{
    struct room *room = *state;
    struct large large = large_for(room), resealed = large_for(room);

    large.item.box = large.box;
    assert_int_equal(hand_in(room, &large).status, MESSAGE_STORED);
    large.item.box = NULL;
    assert_int_equal(hand_in(room, &large).status, MESSAGE_DUPLICATE);
    expect_reused(room, &resealed);
    g_bytes_unref(large.box);
    g_bytes_unref(resealed.box);
}

/* Whole, but not what the event means: it goes, and the kiosk begins again. */
static void pieces_of_another_box_are_not_filed(void **state)
{
    struct room *room = *state;
    struct large large = large_for(room), resealed = large_for(room);

    upload_all(room, &resealed);
    assert_int_equal(hand_in(room, &large).problem_status, 409);
    expect_problem(ask(room, "HEAD", large.path), 404);
    upload_all(room, &large);
    assert_int_equal(hand_in(room, &large).status, MESSAGE_STORED);
    g_bytes_unref(large.box);
    g_bytes_unref(resealed.box);
}

/* Begun in pieces, filed inline; and a piece that another process had let in before it was filed. Either
 * would lie here for two weeks. */
static void nothing_lingers_of_what_is_filed(void **state)
{
    struct room *room = *state;
    struct large large = large_for(room);
    struct storage_piece piece = {.kiosk = "20617", .data = "x", .len = 1, .now_ms = ROOM_NOW_MS};
    g_autoptr(GError) error = NULL;

    expect(send(room, &large, 0, PIECE, NULL), 201, PIECE, false);
    large.item.box = large.box;
    assert_int_equal(hand_in(room, &large).status, MESSAGE_STORED);
    assert_null(storage_upload_read(room->platform.storage, large.item.id, NULL));
    expect(ask(room, "HEAD", large.path), 204, 0, true);
    memcpy(piece.id, large.item.id, sizeof piece.id);
    assert_false(storage_upload_add(room->platform.storage, &piece, &error));
    assert_true(g_error_matches(error, storage_error_quark(), STORAGE_ERROR_FILED));
    assert_null(storage_upload_read(room->platform.storage, large.item.id, NULL));
    g_bytes_unref(large.box);
}

static void an_upload_is_its_kiosks(void **state)
{
    struct room *room = *state;
    struct large large = large_for(room);
    struct large stolen = large;

    expect(send(room, &large, 0, PIECE, NULL), 201, PIECE, false);
    expect_problem(ask_as(room, &another, "HEAD", large.path), 403);
    expect_problem(send_as(room, &another, &large, PIECE, PIECE, NULL), 403);
    expect_problem(send_as(room, &another, &large, 0, PIECE, NULL), 403);
    expect(ask(room, "HEAD", large.path), 204, PIECE, false);
    upload_all(room, &large);
    strcpy(stolen.item.kiosk, another.kiosk);
    expect_reused(room, &stolen);
    assert_int_equal(hand_in(room, &large).status, MESSAGE_STORED);
    expect_problem(ask_as(room, &another, "HEAD", large.path), 403);
    expect_problem(send_as(room, &another, &large, 0, PIECE, NULL), 403);
    g_bytes_unref(large.box);
}

/* A kiosk of the demo gets its certificate halfway. */
static void what_a_token_began_a_certificate_ends(void **state)
{
    struct room *room = *state;
    struct large large = large_for(room);

    expect(send_as(room, &by_token, &large, 0, PIECE, NULL), 201, PIECE, false);
    expect(ask(room, "HEAD", large.path), 204, PIECE, false);
    expect(send(room, &large, PIECE, PIECE, NULL), 204, 2 * (int64_t)PIECE, false);
    g_bytes_unref(large.box);
}

static void any_process_goes_on_where_another_ended(void **state)
{
    struct room *room = *state;
    struct large large = large_for(room);

    expect(send(room, &large, 0, 1000, NULL), 201, 1000, false);
    storage_close(room->platform.storage);
    room->platform.storage = storage_open(room->uri, NULL);
    expect(ask(room, "HEAD", large.path), 204, 1000, false);
    expect(send(room, &large, 1000, 1, NULL), 204, 1001, false);
    expect(send(room, &large, 1000, 1, NULL), 409, 1001, false); /* said twice: told where to go on */
    expect(send(room, &large, 5000, 1, NULL), 409, 1001, false);
    assert_int_equal(hand_in(room, &large).problem_status, 409); /* not whole: not now */
    expect(send(room, &large, 0, 10, NULL), 201, 10, false);     /* and PUT begins anew */
    g_bytes_unref(large.box);
}

static void another_whole_is_refused_and_gone(void **state)
{
    struct room *room = *state;
    struct large large = large_for(room);
    char digest[UPLOAD_DIGEST_TEXT];
    size_t size = g_bytes_get_size(large.box);

    digest_of(&large, digest);
    digest[12] = digest[12] == 'A' ? 'B' : 'A';
    for (int without = 0; without < 2; without++) {
        expect(send(room, &large, 0, size - 1, NULL), 201, (int64_t)size - 1, false);
        expect_problem(send(room, &large, size - 1, 1, without ? NULL : digest), 422);
        expect_problem(ask(room, "HEAD", large.path), 404);
    }
    expect_problem(send(room, &large, size - 1, 1, digest), 404);
    g_bytes_unref(large.box);
}

static void what_was_begun_and_left_goes(void **state)
{
    struct room *room = *state;
    struct large large = large_for(room), other = large;

    expect(send(room, &large, 0, 1000, NULL), 201, 1000, false);
    clock_advance(&room->platform.clock, 15ll * 24 * 3600 * 1000);
    other.item.id[15]++;
    upload_path(other.item.id, other.path);
    expect(send(room, &other, 0, 1000, NULL), 201, 1000, false);
    expect_problem(ask(room, "HEAD", large.path), 404);
    expect(ask(room, "HEAD", other.path), 204, 1000, false);
    g_bytes_unref(large.box);
}

/* What one kiosk leaves unfinished is bounded: begun anew it is the same one, and others have their own. */
static void one_kiosk_leaves_a_few(void **state)
{
    struct room *room = *state;
    struct large large = large_for(room);

    for (int i = 0; i < STORAGE_UPLOADS_MAX; i++) {
        large.item.id[15] = (uint8_t)i;
        upload_path(large.item.id, large.path);
        expect(send(room, &large, 0, 1000, NULL), 201, 1000, false);
    }
    expect(send(room, &large, 0, 500, NULL), 201, 500, false);
    large.item.id[15] = STORAGE_UPLOADS_MAX;
    upload_path(large.item.id, large.path);
    struct reply refused = send(room, &large, 0, 1000, NULL);
    assert_true(refused.retry_after_s > 0);
    assert_non_null(strstr(refused.body, "urn:kiosk:problem:too-many-uploads"));
    expect_problem(refused, 429);
    expect(send_as(room, &another, &large, 0, 1000, NULL), 201, 1000, false);
    g_bytes_unref(large.box);
}

static void malformed_pieces_are_refused(void **state)
{
    struct room *room = *state;
    static const struct {
        const char *method, *offset, *complete;
        size_t len;
        unsigned status;
    } cases[] = {
        {"PUT", "1", "?0", 1, 400},         {"PATCH", "0", "?0", 1, 400}, {"PATCH", "", "?0", 1, 400},
        {"PUT", "0", "", 1, 400},           {"PUT", "0", "1", 1, 400},    {"PUT", "-1", "?0", 1, 400},
        {"PUT", "0", "?0", 0, 400},         {"PATCH", "x", "?0", 1, 400}, {"PATCH", "8388609", "?0", 1, 400},
        {"PATCH", "8388608", "?0", 1, 413}, {"PATCH", "5", "?0", 1, 404},
    };
    struct large large = large_for(room);

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct request request = {.method = cases[i].method,
                                  .path = large.path,
                                  .content_type = WIRE_TYPE_PIECE,
                                  .authorization = "Bearer " ROOM_TOKEN,
                                  .body = (const uint8_t *)"x",
                                  .len = cases[i].len,
                                  .upload_offset = cases[i].offset,
                                  .upload_complete = cases[i].complete};
        struct reply reply = {0};
        route_answer(&room->platform, &request, &reply);
        expect_problem(reply, cases[i].status);
    }
    expect_problem(ask(room, "HEAD", WIRE_PATH_UPLOADS "no-uuid"), 404);
    g_bytes_unref(large.box);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ROOM(pieces_become_a_submission_once),
        ROOM(any_process_goes_on_where_another_ended),
        ROOM(another_whole_is_refused_and_gone),
        ROOM(what_was_begun_and_left_goes),
        ROOM(one_kiosk_leaves_a_few),
        ROOM(malformed_pieces_are_refused),
        ROOM(another_box_or_kiosk_is_no_duplicate),
        ROOM(inline_and_in_pieces_agree),
        ROOM(nothing_lingers_of_what_is_filed),
        ROOM(pieces_of_another_box_are_not_filed),
        ROOM(an_upload_is_its_kiosks),
        ROOM(what_a_token_began_a_certificate_ends),
    };
    secret_start();
    return cmocka_run_group_tests(tests, NULL, NULL);
}

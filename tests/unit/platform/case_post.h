/* Cases at the platform as tests hand them in, ask for them and move them on. Borrows the room of the test.
 * One test, one thread. */
#pragma once

#include <string.h>

#include "platform/worker.h"
#include "platform_room.h"
#include "wire/messages.h"
#include "wire/sealer.h"

enum { MINUTE_MS = 60 * 1000 };

/* Hands in the nth application of this person, and says its number. */
static inline void case_post(struct room *room, uint32_t n, const char *kind, const char *person,
                             const char *rest, char receipt[RECEIPT_TEXT])
{
    struct message_item item = {.kiosk = "20617", .created_ms = ROOM_NOW_MS + (int64_t)n * MINUTE_MS};
    struct secret_bytes plain = {0};
    memset(item.id, (int)n, sizeof item.id);
    item.id[6] = 0x70; /* UUIDv7 */
    item.id[8] = 0x80;
    receipt_make("20617", n, receipt);
    g_strlcpy(item.kind, kind, sizeof item.kind);
    g_strlcpy(item.service, "gaoling-jintie", sizeof item.service);
    g_strlcpy(item.keyid, room->seal.key.keyid, sizeof item.keyid);
    struct submission_head head = {.kiosk = item.kiosk,
                                   .kind = item.kind,
                                   .service = item.service,
                                   .receipt = receipt,
                                   .created_ms = item.created_ms};
    memcpy(head.id, item.id, sizeof head.id);
    submission_begin(&plain, &head);
    g_autofree char *person_and_rest = g_strdup_printf(
        ",\"person\":{\"name\":\"赵春梅\",\"number\":\"%s\"},\"answers\":{},\"materials\":[]%s}", person,
        rest);
    secret_bytes_text(&plain, person_and_rest);
    struct sealer *sealer = sealer_new(&room->seal.key);
    item.box = sealer_seal(sealer, &plain, NULL);
    assert_non_null(item.box);
    sealer_free(sealer);
    secret_bytes_clear(&plain);
    g_autoptr(GBytes) body = message_batch_build(&item, 1);
    struct reply reply = room_post(room, "/v1/submissions", WIRE_TYPE_BATCH, g_bytes_get_data(body, NULL),
                                   g_bytes_get_size(body));
    struct message_results results = {0};
    assert_int_equal(reply.status, 202);
    assert_true(message_results_parse(reply.body, reply.len, &results, NULL));
    assert_int_equal(results.list[0].status, MESSAGE_STORED);
    message_results_clear(&results);
    reply_clear(&reply);
    g_bytes_unref(item.box);
}

/* What the kiosk reads; message_answer_clear it. */
static inline struct message_answer case_ask(struct room *room, const char *person)
{
    struct message_answer answer;
    g_autofree char *body = g_strdup_printf("{\"kind\":\"query\",\"service\":\"ban-shi-jindu\","
                                            "\"person\":{\"name\":\"赵春梅\",\"number\":\"%s\"}}",
                                            person);
    struct reply reply = room_ask(room, "POST", "/v1/online", body);
    assert_int_equal(reply.status, 200);
    assert_null(memmem(reply.body, reply.len, "赵春梅", strlen("赵春梅")));
    assert_true(message_answer_parse(reply.body, reply.len, &answer, NULL));
    assert_true(answer.progress.told);
    reply_clear(&reply);
    return answer;
}

static inline void case_set_state(struct room *room, const char *number, const char *state, const char *what,
                                  const char *due)
{
    clock_advance(&room->platform.clock, MINUTE_MS);
    struct storage_step step = {.state = state,
                                .at_ms = room->platform.clock.wall_ms(&room->platform.clock),
                                .what = what,
                                .due = due};
    assert_true(worker_set_state(room->platform.storage, number, &step, NULL));
}

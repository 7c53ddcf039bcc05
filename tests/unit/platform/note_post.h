/* One note of a kiosk, sealed and handed in: an emergency, a rating, a device in need. Borrows the room of
 * the test, which has no catalog. One test, one thread. */
#pragma once

#include <string.h>

#include "platform_room.h"
#include "wire/sealer.h"

/* One note of a kiosk, as it comes over the line. */
static inline void note_post_at(struct room *room, const char *kind, const char *service, const char *members,
                                int64_t created_ms, const struct message_moment *sent)
{
    static uint8_t number;
    struct submission_head head = {
        .kiosk = "20617", .kind = kind, .service = service, .receipt = "", .created_ms = created_ms};
    struct message_item item = {.kiosk = "20617", .created_ms = created_ms, .sent = *sent};
    uint8_t random[UUID7_RANDOM] = {[UUID7_RANDOM - 1] = number};
    struct secret_bytes text = {0};
    number++;
    uuid7_make(item.id, ROOM_NOW_MS, random);
    memcpy(head.id, item.id, sizeof item.id);
    g_strlcpy(item.kind, kind, sizeof item.kind);
    g_strlcpy(item.service, service, sizeof item.service);
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

static inline void note_post(struct room *room, const char *kind, const char *service, const char *members)
{
    note_post_at(room, kind, service, members, ROOM_NOW_MS - 1000, &(struct message_moment){.boot = ""});
}

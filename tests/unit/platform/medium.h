/* A medium with a batch of one kiosk, and a room to carry it to: medium_begin makes both, medium_end takes
 * them away. The test borrows them. */
#pragma once

#include <stdlib.h>
#include <string.h>

#include "platform/carry.h"
#include "platform_room.h"
#include "wire/carry.h"
#include "wire/sealer.h"

enum { ITEMS = 3 };

struct medium {
    struct room *room;
    char *folder;
    uint8_t public_key[SIGNED_PUBLIC_BYTES], secret_key[SIGNED_SECRET_BYTES];
    struct message_item items[ITEMS];
};

static inline GBytes *medium_sealed(const struct room *room, const struct message_item *item,
                                    const char *receipt)
{
    struct submission_head head = {.kiosk = item->kiosk,
                                   .kind = item->kind,
                                   .service = item->service,
                                   .receipt = receipt,
                                   .created_ms = item->created_ms};
    struct secret_bytes text = {0};
    struct sealer *sealer = sealer_new(&room->seal.key);

    memcpy(head.id, item->id, sizeof head.id);
    submission_begin(&text, &head);
    secret_bytes_text(&text, "}");
    GBytes *box = sealer_seal(sealer, &text, NULL);
    sealer_free(sealer);
    secret_bytes_clear(&text);
    return box;
}

static inline int medium_begin(void **state)
{
    static const char *const receipts[ITEMS] = {"206170000013", "206170000021", ""};
    struct medium *m = g_new0(struct medium, 1);

    m->room = room_new("");
    m->folder = g_dir_make_tmp("lc-carry-XXXXXX", NULL);
    crypto_sign_keypair(m->public_key, m->secret_key);
    m->room->keys.sign_secret = m->secret_key;
    for (uint8_t i = 0; i < ITEMS; i++) {
        struct message_item *item = &m->items[i];
        uint8_t random[UUID7_RANDOM] = {[0] = (uint8_t)(i + 1)};
        *item = (struct message_item){.kiosk = "20617", .created_ms = ROOM_NOW_MS - 1000};
        uuid7_make(item->id, ROOM_NOW_MS, random);
        g_strlcpy(item->kind, i == 2 ? "rating" : "application", sizeof item->kind);
        g_strlcpy(item->service, "gaoling-jintie", sizeof item->service);
        memcpy(item->keyid, m->room->seal.key.keyid, sizeof item->keyid);
        item->box = medium_sealed(m->room, item, receipts[i]);
        assert_non_null(item->box);
    }
    *state = m;
    return 0;
}

static inline int medium_end(void **state)
{
    struct medium *m = *state;
    void *room = m->room;
    g_autofree char *command = g_strdup_printf("rm -rf %s", m->folder);

    for (unsigned i = 0; i < ITEMS; i++)
        g_bytes_unref(m->items[i].box);
    assert_int_equal(system(command), 0);
    g_free(m->folder);
    g_free(m);
    return tear_down(&room);
}

static inline char *medium_put(const struct medium *m, const char *name, const void *bytes, size_t len)
{
    char *path = g_build_filename(m->folder, name, NULL);
    assert_true(g_file_set_contents(path, bytes, (gssize)len, NULL));
    return path;
}

static inline char *medium_put_batch(const struct medium *m, const char *name, size_t count,
                                     uint8_t digest[CARRY_DIGEST])
{
    g_autoptr(GBytes) batch = message_batch_build(m->items, count);

    carry_digest(g_bytes_get_data(batch, NULL), g_bytes_get_size(batch), digest);
    return medium_put(m, name, g_bytes_get_data(batch, NULL), g_bytes_get_size(batch));
}

/* An outbox in a folder of its own, and rows to put in it, for the tests of the store.
 * The test owns the queue.
 * Tests only. */
#pragma once

#include <string.h>

#include "folder.h"
#include "store/outbox.h"

struct queue {
    char *folder;
    struct store *store;
    struct outbox *outbox;
};

static inline void queue_close(struct queue *queue)
{
    outbox_free(queue->outbox);
    store_close(queue->store);
    queue->outbox = NULL;
    queue->store = NULL;
}

static inline void queue_open(struct queue *queue)
{
    g_autoptr(GError) error = NULL;

    queue->store = store_open(queue->folder, &error);
    if (!queue->store)
        fail_msg("%s", error->message);
    queue->outbox = outbox_new(queue->store, &error);
    if (!queue->outbox)
        fail_msg("%s", error->message);
}

static inline int queue_set_up(void **state)
{
    struct queue *queue = g_new0(struct queue, 1);

    queue->folder = folder_new();
    queue_open(queue);
    *state = queue;
    return 0;
}

static inline int queue_tear_down(void **state)
{
    struct queue *queue = *state;

    queue_close(queue);
    folder_free(queue->folder);
    g_free(queue);
    return 0;
}

/* Ids as the kiosk makes them: later ones are greater. */
static inline const uint8_t *queue_id(uint32_t number)
{
    static _Thread_local uint8_t ids[4][OUTBOX_ID_BYTES];
    static _Thread_local unsigned next;
    uint8_t *id = ids[next++ % 4];

    memset(id, 0, OUTBOX_ID_BYTES);
    for (int i = 0; i < 4; i++)
        id[3 - i] = (uint8_t)(number >> (8 * i));
    return id;
}

/* `of` 0: a matter of its own. The box is the number's lowest byte, `size` times. */
static inline gboolean queue_put(struct queue *queue, uint32_t number, const char *kind, uint32_t of,
                                 size_t size, GError **error)
{
    uint8_t *body = g_malloc(size);
    struct outbox_entry entry = {.kind = kind,
                                 .service = "S",
                                 .receipt = "206170000140",
                                 .keyid = "p-1",
                                 .case_id = of ? queue_id(of) : NULL,
                                 .created_ms = 1000 + number};

    memset(body, (int)(number & 0xff), size);
    memcpy(entry.id, queue_id(number), sizeof entry.id);
    entry.box = g_bytes_new_take(body, size);
    gboolean added = outbox_add(queue->outbox, &entry, error);
    g_bytes_unref(entry.box);
    return added;
}

#define QUEUE_TEST(name) cmocka_unit_test_setup_teardown(name, queue_set_up, queue_tear_down)

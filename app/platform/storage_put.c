#include <string.h>

#include "platform/storage_inside.h"

enum { SUBMISSION_VALUES = 12, STEP_VALUES = 3, ORDER_VALUES = 3 };

/* One call of storage_put. All statements of one kind go out together: a batch waits for the database a few
 * times, not a few times an item. */
struct batch {
    struct storage_put *items;
    size_t count, stored;
    struct value *values; /* of whichever statement is next: room for the widest */
    int64_t *changed;
};

static void submission_values(const struct storage_submission *s, struct value *to)
{
    const struct value values[SUBMISSION_VALUES] = {
        value_blob(s->id, STORAGE_ID_BYTES),
        value_text(*s->receipt ? s->receipt : NULL), /* a note carries none: NULL is never taken */
        value_text(s->kiosk),
        value_text(s->kind),
        value_text(s->service),
        value_int(s->created_ms),
        value_int(s->received_ms),
        value_blob(s->digest, STORAGE_DIGEST_BYTES),
        value_blob(s->record, s->record_len),
        value_blob(s->owner, s->owner ? STORAGE_OWNER_BYTES : 0),
        value_int(s->waited_ms),
        value_text(s->about ? s->about : ""),
    };
    memcpy(to, values, sizeof values);
}

/* Not inserted: who stands there? The same id with the same body, with another body, or another id with the
 * receipt. */
static gboolean judge(struct database *database, struct storage_put *item, GError **error)
{
    struct rows *rows = database_ask(database, QUERY_SUBMISSION_STANDS,
                                     VALUES(value_blob(item->submission.id, STORAGE_ID_BYTES)), error);
    item->verdict = STORAGE_TAKEN;
    if (rows && rows_next(rows)) {
        size_t len = 0;
        const void *digest = rows_blob(rows, 0, &len);
        gboolean same =
            len == STORAGE_DIGEST_BYTES && memcmp(digest, item->submission.digest, STORAGE_DIGEST_BYTES) == 0;
        item->verdict = same ? STORAGE_DUPLICATE : STORAGE_DIFFERENT;
        item->at_ms = rows_int(rows, 1);
    }
    return rows_end(rows, error);
}

static gboolean insert_all(struct database *database, struct batch *b, GError **error)
{
    for (size_t i = 0; i < b->count; i++)
        submission_values(&b->items[i].submission, b->values + i * SUBMISSION_VALUES);
    if (!database_each(database, QUERY_SUBMISSION_ADD, b->values, SUBMISSION_VALUES, b->count, b->changed,
                       error))
        return FALSE;
    for (size_t i = 0; i < b->count; i++) {
        struct storage_put *item = &b->items[i];
        item->verdict = STORAGE_STORED;
        item->at_ms = item->submission.received_ms;
        if (b->changed[i] == 0 && !judge(database, item, error))
            return FALSE;
    }
    return TRUE;
}

static gboolean begin_steps(struct database *database, struct batch *b, GError **error)
{
    struct value *to = b->values;
    for (size_t i = 0; i < b->count; i++) {
        const struct storage_submission *s = &b->items[i].submission;
        if (b->items[i].verdict != STORAGE_STORED)
            continue;
        *to++ = value_blob(s->id, STORAGE_ID_BYTES);
        *to++ = value_text("received");
        *to++ = value_int(s->received_ms);
    }
    b->stored = (size_t)(to - b->values) / STEP_VALUES;
    return database_each(database, QUERY_STEP_ADD, b->values, STEP_VALUES, b->stored, NULL, error);
}

/* The order of a case, by what the case says of it. `values` as QUERY_ORDER_SETTLE had them. */
static gboolean settle_payment(struct database *database, const struct value *values, GError **error)
{
    char number[ORDER_TEXT];
    if (values[2].number)
        return database_run(database, QUERY_PAYMENT_AGAIN, VALUES(values[0], values[1]), error);
    order_number(values[0].data, number);
    return database_run(database, QUERY_PAYMENT_BACK, VALUES(value_text(number), values[1]), error);
}

/* What was paid for a case is filed with an application that says so; any other closes it. */
static gboolean settle_orders(struct database *database, struct batch *b, GError **error)
{
    struct value *to = b->values;
    for (size_t i = 0; i < b->count; i++) {
        const struct storage_submission *s = &b->items[i].submission;
        if (b->items[i].verdict != STORAGE_STORED)
            continue;
        *to++ = value_blob(s->id, STORAGE_ID_BYTES);
        *to++ = value_int(s->received_ms);
        *to++ = value_int(s->pays);
    }
    gboolean well =
        database_each(database, QUERY_ORDER_SETTLE, b->values, ORDER_VALUES, b->stored, b->changed, error);
    for (size_t i = 0; well && i < b->stored; i++)
        well = b->changed[i] == 0 || settle_payment(database, b->values + i * ORDER_VALUES, error);
    return well;
}

/* After its order: it says that it is paid, or that a kiosk gives up. */
static gboolean settle_one(struct database *database, const struct storage_submission *s, GError **error)
{
    if (s->gone && !storage_give_up_within(database, s->gone, s->received_ms, error))
        return FALSE;
    return !s->owed || database_run(database, QUERY_ORDER_OWED,
                                    VALUES(value_blob(s->id, STORAGE_ID_BYTES), value_int(s->received_ms),
                                           value_text(s->owed)),
                                    error);
}

/* Pieces of what stands here, also when its box came another way. */
static gboolean drop_uploads(struct database *database, struct batch *b, GError **error)
{
    struct value *to = b->values;
    for (size_t i = 0; i < b->count; i++)
        if (b->items[i].verdict == STORAGE_STORED || b->items[i].verdict == STORAGE_DUPLICATE)
            *to++ = value_blob(b->items[i].submission.id, STORAGE_ID_BYTES);
    size_t count = (size_t)(to - b->values);
    return database_each(database, QUERY_PIECES_DROP, b->values, 1, count, NULL, error) &&
           database_each(database, QUERY_UPLOAD_DROP, b->values, 1, count, NULL, error);
}

static gboolean put_all(struct database *database, void *data, GError **error)
{
    struct batch *b = data;
    gboolean well = insert_all(database, b, error) && begin_steps(database, b, error) &&
                    settle_orders(database, b, error);
    for (size_t i = 0; well && i < b->count; i++) {
        const struct storage_submission *s = &b->items[i].submission;
        if (b->items[i].verdict == STORAGE_STORED)
            well = storage_file_parts(database, s, error) && settle_one(database, s, error);
    }
    return well && drop_uploads(database, b, error);
}

gboolean storage_put(struct storage *storage, struct storage_put *items, size_t count, GError **error)
{
    struct batch batch = {.items = items,
                          .count = count,
                          .values = g_new(struct value, count * SUBMISSION_VALUES),
                          .changed = g_new0(int64_t, count)};
    gboolean well = count == 0 || database_transact(storage->database, put_all, &batch, error);
    g_free(batch.values);
    g_free(batch.changed);
    return well;
}

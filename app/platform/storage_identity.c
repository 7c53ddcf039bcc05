#include <string.h>

#include "platform/storage_inside.h"

struct code {
    const struct storage_identity *given;
    struct storage_identity *taken;
    int64_t now_ms;
};

static gboolean forget_old(struct database *database, int64_t now_ms, GError **error)
{
    return database_run(database, QUERY_IDENTITIES_FORGET, VALUES(value_int(now_ms)), error);
}

static gboolean give(struct database *database, void *data, GError **error)
{
    struct code *code = data;
    return forget_old(database, code->now_ms, error) &&
           database_run(database, QUERY_IDENTITY_ADD,
                        VALUES(value_blob(code->given->hash, STORAGE_CODE_BYTES),
                               value_blob(code->given->box, STORAGE_IDENTITY_BOX),
                               value_int(code->given->until_ms)),
                        error);
}

gboolean storage_give_identity(struct storage *storage, const struct storage_identity *identity,
                               int64_t now_ms, GError **error)
{
    struct code code = {.given = identity, .now_ms = now_ms};
    return database_transact(storage->database, give, &code, error);
}

static gboolean read_one(struct database *database, struct storage_identity *identity, GError **error)
{
    struct rows *rows =
        database_ask(database, QUERY_IDENTITY, VALUES(value_blob(identity->hash, STORAGE_CODE_BYTES)), error);
    gboolean found = rows && rows_next(rows);
    if (found) {
        size_t len = 0;
        const void *box = rows_blob(rows, 0, &len);
        memcpy(identity->box, box, MIN(len, sizeof identity->box));
        identity->until_ms = rows_int(rows, 1);
    }
    if (!rows_end(rows, error))
        return FALSE;
    if (!found)
        g_set_error_literal(error, storage_error_quark(), STORAGE_ERROR_ABSENT,
                            "nobody has this identity code: it was used, or its time is over");
    return found;
}

static gboolean take(struct database *database, void *data, GError **error)
{
    struct code *code = data;
    return forget_old(database, code->now_ms, error) && read_one(database, code->taken, error) &&
           database_run(database, QUERY_IDENTITY_DROP,
                        VALUES(value_blob(code->taken->hash, STORAGE_CODE_BYTES)), error);
}

gboolean storage_take_identity(struct storage *storage, struct storage_identity *identity, int64_t now_ms,
                               GError **error)
{
    struct code code = {.taken = identity, .now_ms = now_ms};
    return database_transact(storage->database, take, &code, error);
}

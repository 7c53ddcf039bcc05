#include "platform/storage_identity.h"

#include "platform/storage.h"

gboolean storage_give_identity(struct storage *storage, const struct storage_identity *identity,
                               int64_t now_ms, GError **error)
{
    return storage->kind->identity->give(storage, identity, now_ms, error);
}

gboolean storage_take_identity(struct storage *storage, struct storage_identity *identity, int64_t now_ms,
                               GError **error)
{
    return storage->kind->identity->take(storage, identity, now_ms, error);
}

#include "platform/storage_cases.h"

#include "platform/storage.h"

gboolean storage_cases(struct storage *storage, const uint8_t *owner, storage_case_visitor visit, void *data,
                       GError **error)
{
    return storage->kind->cases->cases(storage, owner, visit, data, error);
}

gboolean storage_unowned(struct storage *storage, storage_unowned_visitor visit, void *data, GError **error)
{
    return storage->kind->cases->unowned(storage, visit, data, error);
}

gboolean storage_own(struct storage *storage, const uint8_t *id, const uint8_t *owner, GError **error)
{
    return storage->kind->cases->own(storage, id, owner, error);
}

#include "platform/storage_bundle.h"

#include "platform/storage.h"

gboolean storage_parts(struct storage *storage, const char *receipt, storage_part_visitor visit, void *data,
                       GError **error)
{
    return storage->kind->bundle->parts(storage, receipt, visit, data, error);
}

gboolean storage_set_part_state(struct storage *storage, const char *receipt, const char *code,
                                const struct storage_step *step, GError **error)
{
    return storage->kind->bundle->set_part_state(storage, receipt, code, step, error);
}

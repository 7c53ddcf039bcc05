#include "platform/storage_upload.h"

#include "platform/storage.h"

gboolean storage_upload_look(struct storage *storage, struct storage_upload *upload, GError **error)
{
    return storage->kind->upload->look(storage, upload, error);
}

gboolean storage_upload_add(struct storage *storage, const struct storage_piece *piece, GError **error)
{
    return storage->kind->upload->add(storage, piece, error);
}

GBytes *storage_upload_read(struct storage *storage, const uint8_t *id, GError **error)
{
    return storage->kind->upload->read(storage, id, error);
}

gboolean storage_upload_drop(struct storage *storage, const uint8_t *id, GError **error)
{
    return storage->kind->upload->drop(storage, id, error);
}

gboolean storage_upload_filed(struct storage *storage, const uint8_t *id, char *receipt, size_t cap,
                              int64_t *received_ms, GError **error)
{
    return storage->kind->upload->filed(storage, id, receipt, cap, received_ms, error);
}

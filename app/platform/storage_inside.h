/* What the files of the platform's store share beneath storage.h.
 * The storage owns its database; transactions are whoever's work it is. Only storage_*.c, on the storage's
 * thread. */
#pragma once

#include "platform/database.h"
#include "platform/storage.h"

struct storage {
    struct database *database;
};

/* Within the transaction that stores the submissions: of each that is `stored`, one after the other. */
gboolean storage_file_parts(struct database *database, const struct storage_submission *submission,
                            GError **error);
gboolean storage_drop_upload(struct database *database, const uint8_t *id, GError **error);

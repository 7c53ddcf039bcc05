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
gboolean storage_give_up_within(struct database *database, const struct storage_void *gone, int64_t at_ms,
                                GError **error);
gboolean storage_credit_within(struct database *database, const struct storage_payment *payment,
                               GError **error);
void storage_read_payment(struct rows *rows, struct storage_payment *out);
gboolean storage_visit_payments(struct database *database, const char *number, storage_payment_visitor visit,
                                void *data, GError **error);
gboolean storage_look(struct database *database, const char *number, struct storage_order *out,
                      GError **error);

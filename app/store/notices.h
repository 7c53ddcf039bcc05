/* Notices as the platform last told them, kept so that they stand there without the line. Borrows the store;
 * a list handed out is the caller's (notices_free). The room of the store. */
#pragma once

#include "base/notice.h"
#include "store/open.h"

/* The whole list takes the place of the one before, in one commit; none when it is the same already, so that
 * no bell rings for nothing. */
gboolean store_notices_put(struct store *store, const struct notices *notices, GError **error);
struct notices *store_notices_get(struct store *store, GError **error); /* as told, in order */

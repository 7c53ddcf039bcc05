/* Room: what of the disk the store may fill, and what stays free so that a full one can still drain. The
 * quota follows the disk: it is set anew at every look. Borrows the store. The room of the store. */
#pragma once

#include "store/open.h"

enum {
    ROOM_RESERVE_BYTES = 8 * 1024 * 1024, /* for WAL, checkpoint and calls for help */
    ROOM_BALLAST_BYTES = 4 * 1024 * 1024, /* more than a drained batch needs in the WAL */
    ROOM_QUOTA_LEFT = 1024 * 1024         /* of the quota: less is too little for a new visit */
};

/* The database may fill what is free but for the reserve, never more than STORE_QUOTA_BYTES. store_open calls
 * it, and room_for_visit. */
gboolean room_set_quota(struct store *store, GError **error);
/* TRUE when `bytes` more leave the reserve; FULL otherwise. Asked before a row is added. */
gboolean room_for_row(const struct store *store, size_t bytes, GError **error);
/* The quota is widened out of the reserve, for one call for help; room_set_quota narrows it again. */
gboolean room_for_call(struct store *store, GError **error);
/* TRUE when disk and quota have room for a whole visit; FULL otherwise. Asked before one begins: what is in
 * hand then still fits. */
gboolean room_for_visit(struct store *store, GError **error);

/* Room that others cannot take: a file of that length in the state folder, kept while there is room for it
 * and dropped at the first write that has none, so that the next one can drain. store_open and room_for_visit
 * keep it, store_fail drops it. */
#define ROOM_BALLAST "reserve"
void room_keep_ballast(const struct store *store);
void room_drop_ballast(const struct store *store);

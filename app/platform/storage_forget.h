/* What has had its time: identity codes, lines of a talk, telephone numbers of bookings, boxes that never
 * came whole. Part of storage.h: the same storage, errors, thread and durability. */
#pragma once

#include <glib.h>
#include <stdint.h>

struct storage;

#define STORAGE_TALK_KEPT_MS (INT64_C(2) * 60 * 60 * 1000)
#define STORAGE_UPLOAD_KEPT_MS                                                                               \
    (INT64_C(14) * 24 * 60 * 60 * 1000) /* a kiosk without a line for two weeks begins again */

/* Forgets all that is over at `now_ms`, in one transaction. */
gboolean storage_forget(struct storage *storage, int64_t now_ms, GError **error);

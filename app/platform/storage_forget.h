/* What has had its time: identity codes, lines of a talk, telephone numbers of bookings, boxes that never
 * came whole, notes (what came without a receipt number), payment codes that paid. Part of storage.h: the
 * same storage, errors, thread and durability. */
#pragma once

#include <glib.h>
#include <stdint.h>

struct storage;

#define STORAGE_TALK_KEPT_MS (INT64_C(2) * 60 * 60 * 1000)
#define STORAGE_UPLOAD_KEPT_MS                                                                               \
    (INT64_C(14) * 24 * 60 * 60 * 1000) /* a kiosk without a line for two weeks begins again */
#define STORAGE_NOTE_KEPT_MS (INT64_C(90) * 24 * 60 * 60 * 1000)
/* Long after any telephone shows the code again, and any kiosk asks again whether it paid. */
#define STORAGE_CODE_KEPT_MS (INT64_C(90) * 24 * 60 * 60 * 1000)

/* Forgets all that is over at `now_ms`, in one transaction. */
gboolean storage_forget(struct storage *storage, int64_t now_ms, GError **error);
/* What was forgotten, or taken, or given back till now, by any program, is not readable in the store's files
 * either (database_scrub). BUSY: not yet, try again. */
gboolean storage_scrub(struct storage *storage, GError **error);

/* Times that can be booked, as a worker sees and makes them: beyond what the calendar of booking.c offers by
 * itself, a Saturday for instance. Borrows the storage; prints to standard output. Main thread. */
#pragma once

#include <glib.h>
#include <stdint.h>

struct storage;

enum slots_error { SLOTS_ERROR_WISH };
GQuark slots_error_quark(void);

enum {
    SLOTS_STEP_MIN = 30,
    SLOTS_PEOPLE_MAX = 1000,
    SLOTS_MOST = 192 /* that a kiosk takes in one answer */
};

/* One day's times: from `from` (YYYY-MM-DDTHH:MM, Shanghai) every half hour, the last before `to` (HH:MM). */
struct slots_wish {
    const char *service, *place, *from, *to, *each; /* each: how many people at a time */
};
/* What is there already stays as it is; TRUE: durable, and offered from now on. */
gboolean slots_make(struct storage *storage, const struct slots_wish *wish, int64_t now_ms, GError **error);
/* From now on: time, place, taken of how many. */
gboolean slots_list(struct storage *storage, const char *service, int64_t now_ms, GError **error);

/* When the mains fail: the battery carries the cabinet for a while, then it shuts down in good order. What is
 * decided here is when; the program does it. A value of the kiosk. Pure; the ui room. */
#pragma once

#include <stdint.h>

#include "session/session.h"

struct power {
    int64_t lost_ms; /* monotonic; 0: the mains are there */
};
enum power_deed { POWER_NOTHING, POWER_LOST, POWER_BACK, POWER_LEAVE };

/* LOST and BACK once each. LEAVE after the grace, or at once when the battery says that it is low; but not
 * while an application is on its way to the disk, which takes seconds. grace_ms 0: never for the mains alone.
 */
enum power_deed power_look(struct power *power, const struct session *s, int64_t now_ms, int64_t grace_ms);
int64_t power_due(const struct power *power, int64_t grace_ms); /* when to look again; INT64_MAX: never */

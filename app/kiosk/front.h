/* The parts in front that no driver speaks for: touch panel, display, loudspeaker. How they stand, for staff
 * (rows of the tally) and, where a resident cannot go on, for health. A value of the ui room. */
#pragma once

#include "base/config.h"
#include "session/health.h"
#include "speech.h"
#include "tally.h"
#include "ui/ui.h"

enum { FRONT_LOOK_MS = 5000 /* whether the panel's node is there, where it is configured */ };
struct front {
    int64_t look_ms; /* the next time, monotonic */
    bool gone;       /* the node, as last seen */
};
/* True when health has changed. Only when something is news is it told and logged. */
bool front_turn(struct front *front, const struct config *config, struct ui *ui, const struct speech *speech,
                int64_t now_ms, int64_t wall_ms, struct tally *tally, struct health *health);
int64_t front_due(const struct front *front, const struct config *config, struct ui *ui, int64_t now_ms);
/* A picture of so many pixels on a panel of so many millimetres would be drawn out by more than an eighth. */
bool front_wrong_mode(int width, int height, int mm_width, int mm_height);

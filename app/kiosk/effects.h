/* How wishes become deeds: each effect of the session turns into letters to the rooms.
 * Borrows everything; what a letter needs of the session is copied into it. The ui room. */
#pragma once

#include "base/clock.h"
#include "letters.h"
#include "session/session.h"
#include "ui/screens/screens.h"

struct album;
struct device_room;
struct desk;

struct effect_doors { /* where wishes go; borrowed */
    struct device_room *devices;
    struct desk *desk;
    struct album *album;
    const struct screen_context *context;
    void (*forget)(void *);                         /* the ui's own memory of a person */
    void (*case_id)(void *, const struct effect *); /* draws a UUIDv7 and steps the session with it */
    void *data;
};

void effects_carry_out(const struct effects *effects, const struct session *s,
                       const struct effect_doors *doors);

/* Once a night, while nobody is there, the queue's file is looked at whole (store/check.h). Who comes is not
 * held up: the look ends, and begins anew when the kiosk is alone again, until one of this night was
 * finished. The desk owns it; clock and names are borrowed. Only the desk's thread. */
#pragma once

#include <glib.h>
#include <stdbool.h>

#include "base/clock.h"
#include "base/day.h"

struct store_check;
struct vigil {
    const struct clock *clock;
    const char *state_dir;
    void (*ring)(void *data); /* a look has ended: vigil_ended; called in another thread, and may only ring */
    void *data;
    bool alone;
    char night[DAY_TEXT]; /* the last one in which it was looked at to the end; "": none */
    struct store_check *check;
};

void vigil_alone(struct vigil *vigil, bool alone); /* as the ui room says */
void vigil_look(struct vigil *vigil);              /* once a minute: is it time? */
/* After the ring. True: the file is damaged, and *says how; g_free. */
bool vigil_ended(struct vigil *vigil, char **says);
void vigil_stop(struct vigil *vigil);

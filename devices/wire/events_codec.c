#include "devices/wire/events_codec.h"

#include <linux/input.h>
#include <string.h>

#include "base/secret.h"

_Static_assert(sizeof(struct input_event) == EVENTS_BYTES, "the record of a 64-bit machine");

enum { MS_OF_S = 1000, US_OF_MS = 1000 };

void events_reset(struct events *events)
{
    secret_wipe(events, sizeof *events);
}

/* Documentation/input/event-codes.rst, SYN_DROPPED: ignore everything up to and with the next SYN_REPORT. */
static bool says(struct events *events, const struct input_event *event, struct event_said *said)
{
    bool dropped = event->type == EV_SYN && event->code == SYN_DROPPED;
    bool counts = !events->lost && !dropped && (event->type == EV_KEY || event->type == EV_SW);
    *said = (struct event_said){.kind = dropped                 ? EVENT_OF_LOSS
                                        : event->type == EV_KEY ? EVENT_OF_KEY
                                                                : EVENT_OF_SWITCH,
                                .code = event->code,
                                .value = event->value,
                                .ms = (uint64_t)event->input_event_sec * MS_OF_S +
                                      (uint64_t)event->input_event_usec / US_OF_MS};
    if (dropped)
        events->lost = true;
    else if (event->type == EV_SYN && event->code == SYN_REPORT)
        events->lost = false;
    return counts || dropped;
}

bool events_feed(struct events *events, const uint8_t **bytes, size_t *n, struct event_said *said)
{
    while (*n > 0) {
        struct input_event event;
        events->part[events->len++] = **bytes;
        (*bytes)++;
        (*n)--;
        if (events->len < EVENTS_BYTES)
            continue;
        memcpy(&event, events->part, sizeof event);
        events->len = 0;
        if (says(events, &event, said))
            return true;
    }
    return false;
}

/* What an evdev node is read as: struct input_event, 24 bytes each on a 64-bit machine (linux/input.h).
 * Works on the caller's zeroed struct, which lives in secret memory, for keys may be what a person types.
 * Pure: any room. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { EVENTS_BYTES = 24 };

struct events {
    uint8_t part[EVENTS_BYTES]; /* of an event that has not come whole */
    size_t len;
    bool lost; /* the kernel's queue ran over: nothing counts before the report's end */
};
enum event_kind { EVENT_OF_KEY, EVENT_OF_SWITCH, EVENT_OF_LOSS };
struct event_said {
    enum event_kind kind;
    uint16_t code; /* KEY_… or SW_… */
    int32_t value; /* a key: 1 pressed, 0 released, 2 held */
    uint64_t ms;   /* by the clock of the node */
};
/* Takes bytes from the front until an event says something (true) or they are used up. */
bool events_feed(struct events *events, const uint8_t **bytes, size_t *n, struct event_said *said);
void events_reset(struct events *events);

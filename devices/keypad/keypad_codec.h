/* Which key of a tactile keypad was pressed, and whether headphones are plugged in: by a switch, or by keys
 * that the keypad sends when the plug goes in and out. Works on the caller's zeroed struct. Pure: any room.
 */
#pragma once

#include "devices/device.h"
#include "devices/wire/events_codec.h"

enum { KEYPAD_JACK_IN = DEVICE_KEYS, KEYPAD_JACK_OUT, KEYPAD_CODES };

/* What each of them sends: KEY_…, 0 is nothing. Places are enum device_key, then the two of the jack. */
struct keypad_map {
    uint16_t code[KEYPAD_CODES];
};
/* Storm AudioNav and EZ Access as they come; the cursor, Home and volume keys of others. */
struct keypad_map keypad_map_usual(void);

struct keypad {
    struct events events;
};
struct keypad_said {
    bool jack; /* else a key */
    enum device_key key;
    bool in; /* headphones */
};
/* Takes bytes from the front until a key was pressed or the jack is told of (true), or they are used up. */
bool keypad_feed(struct keypad *keypad, const struct keypad_map *map, const uint8_t **bytes, size_t *n,
                 struct keypad_said *said);

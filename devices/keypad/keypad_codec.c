#include "devices/keypad/keypad_codec.h"

#include <linux/input-event-codes.h>

struct keypad_map keypad_map_usual(void)
{
    return (struct keypad_map){{
        [DEVICE_KEY_HELP] = KEY_F17,
        [DEVICE_KEY_UP] = KEY_F18,
        [DEVICE_KEY_DOWN] = KEY_F19,
        [DEVICE_KEY_LEFT] = KEY_LEFT,
        [DEVICE_KEY_RIGHT] = KEY_RIGHT,
        [DEVICE_KEY_SELECT] = KEY_F20,
        [DEVICE_KEY_LOUDER] = KEY_VOLUMEUP,
        [DEVICE_KEY_QUIETER] = KEY_VOLUMEDOWN,
        [DEVICE_KEY_BACK] = KEY_F21,
        [DEVICE_KEY_NEXT] = KEY_F22,
        [DEVICE_KEY_REPEAT] = KEY_HOME,
        [DEVICE_KEY_SLOWER] = KEY_F23,
        [DEVICE_KEY_FASTER] = KEY_F24,
        [DEVICE_KEY_BLANK] = KEY_F14,
        [KEYPAD_JACK_IN] = KEY_F15,
        [KEYPAD_JACK_OUT] = KEY_F16,
    }};
}

static bool take(const struct keypad_map *map, const struct event_said *event, struct keypad_said *said)
{
    *said = (struct keypad_said){.jack = true, .in = event->value != 0};
    if (event->kind == EVENT_OF_SWITCH)
        return event->code == SW_HEADPHONE_INSERT;
    if (event->kind != EVENT_OF_KEY || event->value != 1 || event->code == KEY_RESERVED)
        return false;
    for (unsigned i = 0; i < KEYPAD_CODES; i++)
        if (map->code[i] == event->code) {
            said->jack = i >= DEVICE_KEYS;
            said->in = i == KEYPAD_JACK_IN;
            said->key = said->jack ? DEVICE_KEY_HELP : (enum device_key)i;
            return true;
        }
    return false;
}

bool keypad_feed(struct keypad *keypad, const struct keypad_map *map, const uint8_t **bytes, size_t *n,
                 struct keypad_said *said)
{
    struct event_said event;
    while (events_feed(&keypad->events, bytes, n, &event))
        if (take(map, &event, said))
            return true;
    return false;
}

#include "devices/keypad/options.h"

#include <gio/gio.h>
#include <libevdev/libevdev.h>

const char *const keypad_knows[] = {
    [DEVICE_KEY_HELP] = "help",     [DEVICE_KEY_UP] = "up",
    [DEVICE_KEY_DOWN] = "down",     [DEVICE_KEY_LEFT] = "left",
    [DEVICE_KEY_RIGHT] = "right",   [DEVICE_KEY_SELECT] = "select",
    [DEVICE_KEY_LOUDER] = "louder", [DEVICE_KEY_QUIETER] = "quieter",
    [DEVICE_KEY_BACK] = "back",     [DEVICE_KEY_NEXT] = "next",
    [DEVICE_KEY_REPEAT] = "repeat", [DEVICE_KEY_SLOWER] = "slower",
    [DEVICE_KEY_FASTER] = "faster", [DEVICE_KEY_BLANK] = "blank",
    [KEYPAD_JACK_IN] = "jack_in",   [KEYPAD_JACK_OUT] = "jack_out",
    [KEYPAD_CODES] = NULL,
};

static gboolean code_of(const struct uri *uri, const char *option, const char *name, uint16_t *code,
                        GError **error)
{
    int found = libevdev_event_code_from_name(EV_KEY, name);
    if (found > 0) {
        *code = (uint16_t)found;
        return TRUE;
    }
    g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                "\"%s\" cannot be: %s=%s names no key: write one as the kernel does, such as KEY_F18",
                uri->text, option, name);
    return FALSE;
}

/* A code that is now for something named stands for nothing else, unless that was named, too. */
static gboolean settle(const struct uri *uri, struct keypad_map *map, unsigned named, GError **error)
{
    for (unsigned i = 0; i < KEYPAD_CODES; i++) {
        if (i == named || map->code[i] != map->code[named])
            continue;
        if (uri_option(uri, keypad_knows[i], NULL) == NULL) {
            map->code[i] = 0;
            continue;
        }
        g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                    "\"%s\" cannot be: %s and %s are the same key: give each its own", uri->text,
                    keypad_knows[i], keypad_knows[named]);
        return FALSE;
    }
    return TRUE;
}

gboolean keypad_options_read(const struct uri *uri, struct keypad_map *map, GError **error)
{
    for (unsigned i = 0; i < KEYPAD_CODES; i++) {
        const char *name = uri_option(uri, keypad_knows[i], NULL);
        if (name && !code_of(uri, keypad_knows[i], name, &map->code[i], error))
            return FALSE;
    }
    for (unsigned i = 0; i < KEYPAD_CODES; i++)
        if (uri_option(uri, keypad_knows[i], NULL) && !settle(uri, map, i, error))
            return FALSE;
    return TRUE;
}

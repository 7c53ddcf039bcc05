#include "sim/keypad.h"
#include "sim/device.h"
#include "sim/evdev.h"

#include <linux/input-event-codes.h>
#include <string.h>

struct SimKeypad {
    SimEvdev *evdev;
    guint pressed;
    gboolean in;
};

/* What the keys of a keypad send: Storm AudioNav and EZ Access, table "default"; and the cursor keys of
 * others. */
static const struct {
    const char *word;
    guint code;
} KEYS[] = {{"help", KEY_F17},           {"up", KEY_F18},      {"down", KEY_F19},    {"select", KEY_F20},
            {"back", KEY_F21},           {"next", KEY_F22},    {"slower", KEY_F23},  {"faster", KEY_F24},
            {"blank", KEY_F14},          {"left", KEY_LEFT},   {"right", KEY_RIGHT}, {"louder", KEY_VOLUMEUP},
            {"quieter", KEY_VOLUMEDOWN}, {"jack-in", KEY_F15}, {"jack-out", KEY_F16}};

SimKeypad *sim_keypad_new(const char *dir, GError **error)
{
    SimKeypad *keypad = g_new0(SimKeypad, 1);
    keypad->evdev = sim_evdev_new(dir, "keypad", "Simulated tactile keypad", TRUE);
    if (sim_evdev_plug(keypad->evdev, error))
        return keypad;
    sim_keypad_free(keypad);
    return NULL;
}

void sim_keypad_free(SimKeypad *keypad)
{
    if (!keypad)
        return;
    sim_evdev_free(keypad->evdev);
    g_free(keypad);
}

static gboolean press(SimKeypad *keypad, const char *word, GError **error)
{
    for (guint i = 0; i < G_N_ELEMENTS(KEYS); i++) {
        if (strcmp(KEYS[i].word, word) != 0)
            continue;
        sim_evdev_key(keypad->evdev, KEYS[i].code, 1);
        sim_evdev_key(keypad->evdev, KEYS[i].code, 0);
        keypad->pressed++;
        return TRUE;
    }
    return sim_refuse(error, "no such key",
                      "use help, up, down, left, right, select, back, next, slower, faster, blank, louder, "
                      "quieter, jack-in or jack-out");
}

static gboolean set_fault(SimKeypad *keypad, const char *word, GError **error)
{
    static const char *const FAULTS[] = {"none", "unplug", "taken", "dropped", NULL};
    int which = sim_word(FAULTS, word, error);
    if (which < 0)
        return FALSE;
    if (which == 3) {
        sim_evdev_drop(keypad->evdev);
        return TRUE;
    }
    sim_evdev_take(keypad->evdev, which == 2);
    if (which != 0) /* a grab is lost with its descriptor only */
        sim_evdev_unplug(keypad->evdev);
    return which == 1 || sim_evdev_plug(keypad->evdev, error);
}

static gboolean set_jack(SimKeypad *keypad, const char *word, GError **error)
{
    static const char *const PLACES[] = {"out", "in", NULL};
    int which = sim_word(PLACES, word, error);
    if (which < 0)
        return FALSE;
    keypad->in = which == 1;
    sim_evdev_jack(keypad->evdev, keypad->in);
    return TRUE;
}

gboolean sim_keypad_command(gpointer device, const char *verb, const char *rest, GString *answer,
                            GError **error)
{
    static const char *const VERBS[] = {"press", "jack", "fault", "state", NULL};
    SimKeypad *keypad = device;
    switch (sim_word(VERBS, verb, error)) {
    case 0:
        return press(keypad, rest, error);
    case 1:
        return set_jack(keypad, rest, error);
    case 2:
        return set_fault(keypad, rest, error);
    case 3:
        g_string_append_printf(answer, "pressed=%u jack=%s grabbed=%s plugged=%s", keypad->pressed,
                               keypad->in ? "in" : "out", sim_evdev_holder(keypad->evdev),
                               sim_evdev_plugged(keypad->evdev) ? "yes" : "no");
        return TRUE;
    default:
        return FALSE;
    }
}

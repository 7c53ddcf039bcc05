#include "sim/typist.h"

#include <linux/input-event-codes.h>
#include <string.h>

#define KEY_MS 2

struct SimTypist {
    SimEvdev *evdev;
    GString *text;
    guint source; /* 0 when nothing is left */
};

/* The rows of a US keyboard without and with shift; the kernel numbers the keys of a row one after the other.
 */
static const struct {
    guint first;
    const char *plain, *shifted;
} ROWS[] = {{KEY_1, "1234567890-=", "!@#$%^&*()_+"},
            {KEY_Q, "qwertyuiop[]", "QWERTYUIOP{}"},
            {KEY_A, "asdfghjkl;'`", "ASDFGHJKL:\"~"},
            {KEY_BACKSLASH, "\\zxcvbnm,./", "|ZXCVBNM<>?"},
            {KEY_SPACE, " ", " "}};

static guint key_of(char sign, gboolean *shift)
{
    for (guint i = 0; i < G_N_ELEMENTS(ROWS); i++) {
        const char *plain = strchr(ROWS[i].plain, sign), *shifted = strchr(ROWS[i].shifted, sign);
        *shift = !plain;
        if (plain || shifted)
            return ROWS[i].first + (guint)(plain ? plain - ROWS[i].plain : shifted - ROWS[i].shifted);
    }
    return 0;
}

static void press(SimEvdev *evdev, guint code)
{
    sim_evdev_key(evdev, code, 1);
    sim_evdev_key(evdev, code, 0);
}

static void type_sign(SimEvdev *evdev, char sign)
{
    gboolean shift = FALSE;
    guint code = sign == '\n' ? KEY_ENTER : key_of(sign, &shift);
    if (shift)
        sim_evdev_key(evdev, KEY_LEFTSHIFT, 1);
    press(evdev, code);
    if (shift)
        sim_evdev_key(evdev, KEY_LEFTSHIFT, 0);
}

static gboolean on_key(gpointer user)
{
    SimTypist *typist = user;
    type_sign(typist->evdev, typist->text->str[0]);
    g_string_erase(typist->text, 0, 1);
    if (typist->text->len > 0)
        return G_SOURCE_CONTINUE;
    typist->source = 0;
    return G_SOURCE_REMOVE;
}

SimTypist *sim_typist_new(SimEvdev *evdev)
{
    SimTypist *typist = g_new0(SimTypist, 1);
    typist->evdev = evdev;
    typist->text = g_string_new(NULL);
    return typist;
}

void sim_typist_stop(SimTypist *typist)
{
    g_clear_handle_id(&typist->source, g_source_remove);
    g_string_truncate(typist->text, 0);
}

void sim_typist_free(SimTypist *typist)
{
    if (!typist)
        return;
    sim_typist_stop(typist);
    g_string_free(typist->text, TRUE);
    g_free(typist);
}

gboolean sim_typist_type(SimTypist *typist, const char *text)
{
    gboolean shift;
    for (const char *sign = text; *sign; sign++)
        if (!key_of(*sign, &shift))
            return FALSE;
    g_string_append_printf(typist->text, "%s\n", text);
    if (!typist->source)
        typist->source = g_timeout_add(KEY_MS, on_key, typist);
    return TRUE;
}

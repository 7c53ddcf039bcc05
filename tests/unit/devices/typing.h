/* What a keyboard sends, as evdev gives it: written from the kernel's names of keys, not from our tables.
 * The caller owns the bytes. Tests only. */
#pragma once

#include <ctype.h>
#include <glib.h>
#include <libevdev/libevdev.h>
#include <string.h>

struct typing {
    GByteArray *bytes;
    gint64 ms; /* of the next event */
};

static inline struct typing typing_new(void)
{
    return (struct typing){g_byte_array_new(), 1000};
}

static inline void typing_event(struct typing *t, unsigned kind, unsigned code, int value)
{
    const struct input_event event = {.input_event_sec = t->ms / 1000,
                                      .input_event_usec = t->ms % 1000 * 1000,
                                      .type = (__u16)kind,
                                      .code = (__u16)code,
                                      .value = value};
    g_byte_array_append(t->bytes, (const guint8 *)&event, sizeof event);
}

/* A key goes to that place, in a report of its own, with the code of its wire before it, as HID keyboards
 * have it. */
static inline void typing_key(struct typing *t, const char *name, int value)
{
    int code = libevdev_event_code_from_name(EV_KEY, name);
    g_assert(code > 0);
    typing_event(t, EV_MSC, MSC_SCAN, 0x70000 + code);
    typing_event(t, EV_KEY, (unsigned)code, value);
    typing_event(t, EV_SYN, SYN_REPORT, 0);
    t->ms += 2;
}

static inline void typing_press(struct typing *t, const char *name)
{
    typing_key(t, name, 1);
    typing_key(t, name, 0);
}

/* The key that has this sign on a US keyboard. */
static inline const char *typing_name(char sign, gboolean *shifted, char name[16])
{
    static const char plain[] = "-=[];'`\\,./ ", above[] = "_+{}:\"~|<>?";
    static const char *const names[] = {"MINUS",     "EQUAL",      "LEFTBRACE", "RIGHTBRACE",
                                        "SEMICOLON", "APOSTROPHE", "GRAVE",     "BACKSLASH",
                                        "COMMA",     "DOT",        "SLASH",     "SPACE"};
    static const char digits[] = ")!@#$%^&*(";
    const char *at = strchr(digits, sign);
    *shifted = isupper(sign) || at || strchr(above, sign);
    if (isalnum(sign) || at)
        g_snprintf(name, 16, "KEY_%c", at ? (char)('0' + (at - digits)) : toupper(sign));
    else
        g_snprintf(name, 16, "KEY_%s",
                   names[*shifted ? strchr(above, sign) - above : strchr(plain, sign) - plain]);
    return name;
}

static inline void typing_text(struct typing *t, const char *text)
{
    for (; *text; text++) {
        char name[16];
        gboolean shifted;
        typing_name(*text, &shifted, name);
        if (shifted)
            typing_key(t, "KEY_LEFTSHIFT", 1);
        typing_press(t, name);
        if (shifted)
            typing_key(t, "KEY_LEFTSHIFT", 0);
    }
}

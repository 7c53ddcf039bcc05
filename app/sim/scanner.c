#include "sim/scanner.h"
#include "sim/evdev.h"
#include "sim/module.h"
#include "sim/typist.h"
#include "sim/video_frame.h"
#include "sim/wires.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <SDL_image.h>
#include <string.h>

#define CODE_MAX 2953 /* the most bytes a QR code holds */

struct SimScanner {
    SimWire *wire;
    char *picture;
    guint shown;
    SimEvdev *keys; /* of the same scanner in keyboard mode, as DIR/wedge */
    SimTypist *typist;
    SimModule module;
    char *held;  /* a code in front of a module that does not read */
    gsize heard; /* bytes the host sent */
};

/* A module reads one code and stops. */
static void read_code(SimScanner *scanner, const char *text)
{
    g_autofree char *line = g_strconcat(text, "\r", NULL);
    sim_wire_send(scanner->wire, (const guint8 *)line, strlen(line));
    scanner->module.reading = FALSE;
}

static void heard(const guint8 *bytes, gsize count, gpointer user)
{
    SimScanner *scanner = user;
    g_autoptr(GByteArray) answer = g_byte_array_new();
    scanner->heard += count;
    for (gsize i = 0; i < count; i++)
        sim_module_hear(&scanner->module, bytes[i], answer);
    if (answer->len > 0)
        sim_wire_send(scanner->wire, answer->data, answer->len);
    g_autofree char *held = scanner->module.reading ? g_steal_pointer(&scanner->held) : NULL;
    if (held)
        read_code(scanner, held);
}

SimScanner *sim_scanner_new(const char *dir, GError **error)
{
    SimScanner *scanner = g_new0(SimScanner, 1);
    scanner->picture = g_build_filename(dir, "scanner.png", NULL);
    scanner->wire = sim_wire_new(dir, "scanner", 0, heard, scanner);
    scanner->keys = sim_evdev_new(dir, "wedge", "Simulated scanner in keyboard mode", FALSE);
    scanner->typist = sim_typist_new(scanner->keys);
    if (sim_wire_plug(scanner->wire, error) && sim_evdev_plug(scanner->keys, error))
        return scanner;
    sim_scanner_free(scanner);
    return NULL;
}

void sim_scanner_free(SimScanner *scanner)
{
    if (!scanner)
        return;
    g_unlink(scanner->picture);
    sim_wire_free(scanner->wire);
    sim_typist_free(scanner->typist);
    sim_evdev_free(scanner->keys);
    g_free(scanner->held);
    g_free(scanner->picture);
    g_free(scanner);
}

static gboolean show(SimScanner *scanner, const char *text, GError **error)
{
    if (!*text)
        return sim_refuse(error, "no code is empty", "write what it says");
    if (strlen(text) > CODE_MAX)
        return sim_refuse(error, "the text is longer than a code can be", "shorten it to 2953 bytes");
    scanner->shown++;
    g_clear_pointer(&scanner->held, g_free);
    if (scanner->module.maker && !scanner->module.reading)
        scanner->held = g_strdup(text);
    else
        read_code(scanner, text);
    return TRUE;
}

static gboolean type(SimScanner *scanner, const char *text, GError **error)
{
    if (!*text)
        return sim_refuse(error, "no code is empty", "write what it says");
    if (!sim_typist_type(scanner->typist, text))
        return sim_refuse(error, "a keyboard has no key for that", "use signs of ASCII, or `scanner show`");
    scanner->shown++;
    return TRUE;
}

static gboolean set_maker(SimScanner *scanner, const char *word, GError **error)
{
    int which = sim_word(sim_module_makers, word, error);
    if (which >= 0)
        scanner->module = (SimModule){.maker = which};
    return which >= 0;
}

static gboolean send_hex(SimScanner *scanner, const char *hex, GError **error)
{
    gsize digits = strlen(hex);
    if (digits == 0 || digits % 2 != 0 || strspn(hex, "0123456789abcdefABCDEF") != digits)
        return sim_refuse(error, "these are no bytes", "write two hexadecimal digits for each");
    g_autoptr(GByteArray) bytes = g_byte_array_new();
    for (gsize i = 0; i < digits; i += 2) {
        guint8 byte = g_ascii_xdigit_value(hex[i]) << 4 | g_ascii_xdigit_value(hex[i + 1]);
        g_byte_array_append(bytes, &byte, 1);
    }
    sim_wire_send(scanner->wire, bytes->data, bytes->len);
    scanner->shown++;
    return TRUE;
}

/* The picture appears whole or not at all: written beside its place, then renamed. */
static gboolean leave_picture(SimScanner *scanner, const char *path, GError **error)
{
    g_autofree char *fresh = g_strconcat(scanner->picture, ".new", NULL);
    SDL_Surface *picture = sim_frame_load(path, error);
    if (!picture)
        return FALSE;
    int bad = IMG_SavePNG(picture, fresh);
    SDL_FreeSurface(picture);
    if (bad || g_rename(fresh, scanner->picture) != 0)
        return sim_refuse(error, "the picture could not be written",
                          "check the room and rights of the folder");
    scanner->shown++;
    return TRUE;
}

static gboolean set_fault(SimScanner *scanner, const char *word, GError **error)
{
    static const char *const FAULTS[] = {"none", "unplug", NULL};
    int which = sim_word(FAULTS, word, error);
    if (which == 1) {
        sim_wire_unplug(scanner->wire);
        sim_typist_stop(scanner->typist);
        sim_evdev_unplug(scanner->keys);
        scanner->module.reading = FALSE;
    }
    return which == 1 ||
           (which == 0 && sim_wire_plug(scanner->wire, error) && sim_evdev_plug(scanner->keys, error));
}

gboolean sim_scanner_command(gpointer device, const char *verb, const char *rest, GString *answer,
                             GError **error)
{
    static const char *const VERBS[] = {"show", "bytes", "image", "fault", "state", "type", "trigger", NULL};
    SimScanner *scanner = device;
    switch (sim_word(VERBS, verb, error)) {
    case 0:
        return show(scanner, rest, error);
    case 1:
        return send_hex(scanner, rest, error);
    case 2:
        return leave_picture(scanner, rest, error);
    case 3:
        return set_fault(scanner, rest, error);
    case 4:
        g_string_append_printf(answer, "shown=%u heard=%zu plugged=%s reads=%s grabbed=%s", scanner->shown,
                               scanner->heard, sim_wire_plugged(scanner->wire) ? "yes" : "no",
                               scanner->module.reading || !scanner->module.maker ? "yes" : "no",
                               sim_evdev_holder(scanner->keys));
        return TRUE;
    case 5:
        return type(scanner, rest, error);
    case 6:
        return set_maker(scanner, rest, error);
    default:
        return FALSE;
    }
}

#include "sim/relay.h"
#include "sim/device.h"
#include "sim/wires.h"

/* The maker's sheet, as github.com/jarwyg/USB_RELAY quotes it: mark, address, operation, sum; 9600 baud. */
enum { MARK = 0xA0, FRAME = 4, RELAYS = 8, BYTES_A_SECOND = 960 };

struct SimRelay {
    SimWire *wire;
    guint8 frame[FRAME];
    guint held, wrong, frames;
    gboolean on[RELAYS];
};

static void obey(SimRelay *relay)
{
    const guint8 *f = relay->frame;
    gboolean right = (guint8)(f[0] + f[1] + f[2]) == f[3] && f[1] >= 1 && f[1] <= RELAYS && f[2] <= 1;
    relay->held = 0;
    relay->wrong += !right;
    relay->frames += right;
    if (right)
        relay->on[f[1] - 1] = f[2];
}

static void heard(const guint8 *bytes, gsize count, gpointer user)
{
    SimRelay *relay = user;
    for (gsize i = 0; i < count; i++) {
        if (relay->held == 0 && bytes[i] != MARK) {
            relay->wrong++;
            continue;
        }
        relay->frame[relay->held++] = bytes[i];
        if (relay->held == FRAME)
            obey(relay);
    }
}

SimRelay *sim_relay_new(const char *dir, const char *name, GError **error)
{
    SimRelay *relay = g_new0(SimRelay, 1);
    relay->wire = sim_wire_new(dir, name, BYTES_A_SECOND, heard, relay);
    if (sim_wire_plug(relay->wire, error))
        return relay;
    sim_relay_free(relay);
    return NULL;
}

void sim_relay_free(SimRelay *relay)
{
    if (!relay)
        return;
    sim_wire_free(relay->wire);
    g_free(relay);
}

/* Without power every relay falls off. */
static gboolean set_fault(SimRelay *relay, const char *word, GError **error)
{
    static const char *const FAULTS[] = {"none", "unplug", NULL};
    int which = sim_word(FAULTS, word, error);
    if (which == 1) {
        sim_wire_unplug(relay->wire);
        relay->held = 0;
        for (guint i = 0; i < RELAYS; i++)
            relay->on[i] = FALSE;
    }
    return which == 1 || (which == 0 && sim_wire_plug(relay->wire, error));
}

gboolean sim_relay_command(gpointer device, const char *verb, const char *rest, GString *answer,
                           GError **error)
{
    static const char *const VERBS[] = {"state", "fault", NULL};
    SimRelay *relay = device;
    int which = sim_word(VERBS, verb, error);
    if (which == 1)
        return set_fault(relay, rest, error);
    for (guint i = 0; which == 0 && i < RELAYS; i++)
        g_string_append_printf(answer, "%u=%s ", i + 1, relay->on[i] ? "on" : "off");
    if (which == 0)
        g_string_append_printf(answer, "frames=%u wrong=%u plugged=%s", relay->frames, relay->wrong,
                               sim_wire_plugged(relay->wire) ? "yes" : "no");
    return which == 0;
}

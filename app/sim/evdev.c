#include "sim/evdev.h"
#include "sim/nodes.h"

#include <errno.h>
#include <linux/input.h>
#include <string.h>
#include <time.h>

#define BYTES(bits) ((bits) / 8 + 1)

struct SimEvdev {
    SimNode *node;
    char name[64];
    gboolean jack, taken;
    guint8 down[BYTES(KEY_MAX)], on[BYTES(SW_MAX)];
    SimOpening *holder; /* of the grab */
    gboolean monotonic; /* the last EVIOCSCLOCKID; one program at a time is enough here */
};

static gboolean get(const guint8 *bits, guint at)
{
    return bits[at / 8] >> at % 8 & 1;
}

static void set(guint8 *bits, guint at, gboolean on)
{
    guint8 mask = (guint8)(1u << at % 8);
    bits[at / 8] = (guint8)(on ? bits[at / 8] | mask : bits[at / 8] & ~mask);
}

/* As the kernel copies a set: as much as fits, and how much that was. */
static int copy_out(SimIoctl *call, const void *from, gsize size)
{
    call->result = (int)MIN(call->size, size);
    memcpy(call->data, from, (gsize)call->result);
    return 0;
}

static int grab(SimEvdev *evdev, SimOpening *opening, gboolean on)
{
    if (on && (evdev->holder || evdev->taken))
        return EBUSY;
    if (!on && evdev->holder != opening)
        return EINVAL;
    evdev->holder = on ? opening : NULL;
    return 0;
}

/* EVIOCGBIT: which kinds there are, and which of a kind. */
static int tell_bits(const SimEvdev *evdev, SimIoctl *call, guint kind)
{
    guint8 bits[BYTES(KEY_MAX)] = {0};
    if (kind == 0) {
        set(bits, EV_SYN, TRUE);
        set(bits, EV_KEY, TRUE);
        set(bits, EV_SW, evdev->jack);
        return copy_out(call, bits, BYTES(EV_MAX));
    }
    if (kind == EV_KEY)
        memset(bits, 0xFF, BYTES(KEY_MICMUTE)); /* bit 0, KEY_RESERVED, included: nobody minds */
    if (kind == EV_SW)
        set(bits, SW_HEADPHONE_INSERT, evdev->jack);
    return copy_out(call, bits, kind == EV_KEY ? BYTES(KEY_MAX) : BYTES(SW_MAX));
}

static int tell_id(SimIoctl *call)
{
    static const struct input_id id = {.bustype = BUS_USB, .vendor = 0x2047, .product = 0x09D0, .version = 1};
    memcpy(call->data, &id, sizeof id);
    return 0;
}

/* The requests whose number holds a length are told apart by the rest of the number. */
static int on_ioctl(gpointer device, SimOpening *opening, SimIoctl *call)
{
    SimEvdev *evdev = device;
    guint number = _IOC_NR(call->request);
    if (_IOC_TYPE(call->request) != 'E')
        return ENOTTY;
    if (call->request == EVIOCGRAB)
        return grab(evdev, opening, call->argument != 0);
    if (call->request == EVIOCGVERSION) {
        const int version = EV_VERSION;
        memcpy(call->data, &version, sizeof version);
        return 0;
    }
    if (call->request == EVIOCGID)
        return tell_id(call);
    if (call->request == EVIOCSCLOCKID) {
        int clock_id;
        memcpy(&clock_id, call->data, sizeof clock_id);
        evdev->monotonic = clock_id == CLOCK_MONOTONIC;
        return 0;
    }
    if (number == _IOC_NR(EVIOCGNAME(0)))
        return copy_out(call, evdev->name, strlen(evdev->name) + 1);
    if (number == _IOC_NR(EVIOCGPROP(0)))
        return copy_out(call, "\0\0\0\0", BYTES(INPUT_PROP_MAX));
    if (number == _IOC_NR(EVIOCGKEY(0)))
        return copy_out(call, evdev->down, sizeof evdev->down);
    if (number == _IOC_NR(EVIOCGSW(0)))
        return copy_out(call, evdev->on, sizeof evdev->on);
    if (number == _IOC_NR(EVIOCGLED(0)))
        return copy_out(call, "\0\0", BYTES(LED_MAX));
    if (number >= _IOC_NR(EVIOCGBIT(0, 0)) && number <= _IOC_NR(EVIOCGBIT(EV_MAX, 0)))
        return tell_bits(evdev, call, number - _IOC_NR(EVIOCGBIT(0, 0)));
    return number == _IOC_NR(EVIOCGPHYS(0)) || number == _IOC_NR(EVIOCGUNIQ(0)) ? ENOENT : EINVAL;
}

static void on_closed(gpointer device, SimOpening *opening)
{
    SimEvdev *evdev = device;
    if (evdev->holder == opening)
        evdev->holder = NULL;
}

static const SimNodeHandler HANDLER = {.ioctl = on_ioctl, .closed = on_closed};

SimEvdev *sim_evdev_new(const char *dir, const char *place, const char *name, gboolean jack)
{
    SimEvdev *evdev = g_new0(SimEvdev, 1);
    g_strlcpy(evdev->name, name, sizeof evdev->name);
    evdev->jack = jack;
    evdev->node = sim_node_new(dir, place, &HANDLER, evdev);
    return evdev;
}

void sim_evdev_free(SimEvdev *evdev)
{
    if (!evdev)
        return;
    sim_node_free(evdev->node);
    g_free(evdev);
}

gboolean sim_evdev_plug(SimEvdev *evdev, GError **error)
{
    return sim_node_plug(evdev->node, error);
}

void sim_evdev_unplug(SimEvdev *evdev)
{
    memset(evdev->down, 0, sizeof evdev->down);
    sim_node_unplug(evdev->node);
}

gboolean sim_evdev_plugged(const SimEvdev *evdev)
{
    return sim_node_plugged(evdev->node);
}

/* The event and the end of its report, stamped by the clock that was asked for; whoever holds the grab hears
 * it alone. */
static void report(SimEvdev *evdev, guint kind, guint code, int value)
{
    struct input_event events[2] = {{.type = (__u16)kind, .code = (__u16)code, .value = value},
                                    {.type = EV_SYN, .code = SYN_REPORT}};
    gint64 us = evdev->monotonic ? g_get_monotonic_time() : g_get_real_time();
    for (guint i = 0; i < G_N_ELEMENTS(events); i++) {
        events[i].input_event_sec = us / G_USEC_PER_SEC;
        events[i].input_event_usec = us % G_USEC_PER_SEC;
    }
    if (evdev->holder)
        sim_opening_send(evdev->holder, events, sizeof events);
    else if (!evdev->taken)
        sim_node_send(evdev->node, events, sizeof events);
}

void sim_evdev_key(SimEvdev *evdev, guint code, int value)
{
    if (code > KEY_MAX)
        return;
    set(evdev->down, code, value != 0);
    report(evdev, EV_KEY, code, value);
}

void sim_evdev_jack(SimEvdev *evdev, gboolean in)
{
    if (get(evdev->on, SW_HEADPHONE_INSERT) == in)
        return;
    set(evdev->on, SW_HEADPHONE_INSERT, in);
    report(evdev, EV_SW, SW_HEADPHONE_INSERT, in);
}

void sim_evdev_drop(SimEvdev *evdev)
{
    report(evdev, EV_SYN, SYN_DROPPED, 0);
}

void sim_evdev_take(SimEvdev *evdev, gboolean on)
{
    evdev->taken = on;
}

const char *sim_evdev_holder(const SimEvdev *evdev)
{
    return evdev->holder ? "host" : evdev->taken ? "another" : "nobody";
}

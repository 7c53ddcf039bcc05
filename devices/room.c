#include "devices/room.h"

#include <string.h>

#include "devices/annex.h"
#include "devices/berth.h"
#include "devices/drivers.h"
#include "devices/plug.h"
#include "devices/wire/files.h"

struct device_room {
    GThread *thread;
    GMainContext *context;
    GMainLoop *loop;
    struct berth *berths[DEVICE_SLOTS]; /* a slot has one of both; neither: switched off */
    struct annex *annexes[DEVICE_SLOTS];
};

struct errand { /* a command on its way into the room */
    struct device_room *room;
    struct device_command *command;
};

static gboolean deliver(gpointer data)
{
    struct errand *errand = data;
    enum device_slot slot = errand->command->slot;
    if (errand->room->berths[slot])
        berth_command(errand->room->berths[slot], errand->command);
    else if (errand->room->annexes[slot])
        annex_command(errand->room->annexes[slot], errand->command);
    return G_SOURCE_REMOVE;
}

static void errand_free(gpointer data)
{
    struct errand *errand = data;
    device_command_free(errand->command);
    g_free(errand);
}

static void attach(struct device_room *room, GSourceFunc call, gpointer data, GDestroyNotify done)
{
    GSource *source = g_idle_source_new();
    g_source_set_priority(source, G_PRIORITY_DEFAULT);
    g_source_set_callback(source, call, data, done);
    g_source_attach(source, room->context);
    g_source_unref(source);
}

void device_room_send(struct device_room *room, struct device_command *command)
{
    struct errand *errand = g_new(struct errand, 1);
    *errand = (struct errand){room, command};
    g_assert(command->slot < DEVICE_SLOTS);
    attach(room, deliver, errand, errand_free);
}

static void on_plug(const char *node, bool there, void *data)
{
    struct device_room *room = data;
    for (int slot = 0; slot < DEVICE_SLOTS; slot++)
        if (room->berths[slot])
            berth_plugged(room->berths[slot], node, there);
        else if (room->annexes[slot])
            annex_plugged(room->annexes[slot]);
}

static gpointer run(gpointer data)
{
    struct device_room *room = data;
    struct plug *plug = plug_new(room->context, on_plug, room);
    g_main_context_push_thread_default(room->context);
    for (int slot = 0; slot < DEVICE_SLOTS; slot++)
        if (room->berths[slot])
            berth_open(room->berths[slot]);
    g_main_loop_run(room->loop);
    plug_free(plug);
    g_main_context_pop_thread_default(room->context);
    return NULL;
}

static void tell_off(enum device_slot slot, struct mail *out)
{
    struct device_letter *letter = device_letter_new(LETTER_STATUS, slot);
    letter->status = STATUS_OFF;
    mail_push(out, letter);
}

static gboolean furnish(struct device_room *room, enum device_slot slot, const struct device_room_options *o,
                        GError **error)
{
    const struct uri *uri = o->uris[slot];
    const struct device_files *files = o->files ? o->files : &device_files_kernel;
    const struct device_library *library = uri ? device_library_find(slot, uri->scheme) : NULL;

    if (!uri || !strcmp(uri->scheme, "none")) {
        tell_off(slot, o->letters);
        return TRUE;
    }
    if (library)
        room->annexes[slot] = annex_new(library, uri, o->letters, o->pictures, files, error);
    else
        room->berths[slot] = berth_new(slot, uri, o->letters, room->context, files, error);
    return room->annexes[slot] || room->berths[slot];
}

struct device_room *device_room_start(const struct device_room_options *options, GError **error)
{
    struct device_room *room = g_new0(struct device_room, 1);
    room->context = g_main_context_new();
    room->loop = g_main_loop_new(room->context, FALSE);
    for (enum device_slot slot = 0; slot < DEVICE_SLOTS; slot++)
        if (!furnish(room, slot, options, error)) {
            device_room_stop(room);
            return NULL;
        }
    room->thread = g_thread_new("devices", run, room);
    return room;
}

static gboolean leave(gpointer data)
{
    struct device_room *room = data;
    g_main_loop_quit(room->loop);
    return G_SOURCE_REMOVE;
}

void device_room_stop(struct device_room *room)
{
    if (!room)
        return;
    if (room->thread) {
        attach(room, leave, room, NULL); /* inside the room, so that a loop not yet running is not missed */
        g_thread_join(room->thread);
    }
    for (int slot = 0; slot < DEVICE_SLOTS; slot++)
        berth_free(room->berths[slot]);
    for (int slot = 0; slot < DEVICE_SLOTS; slot++)
        annex_free(room->annexes[slot]);
    g_main_loop_unref(room->loop);
    g_main_context_unref(room->context);
    g_free(room);
}

/* The device room: one thread that runs every byte driver, and does opening, unplugging and back-off once for
 * all. It owns wires, drivers' states and alarms; letters go to the queues of its options, which
 * are borrowed until device_room_stop returns. Called from the ui room. */
#pragma once

#include "base/mail.h"
#include "base/uri.h"
#include "devices/device.h"

struct device_room;
struct device_room_options {
    const struct uri *uris[DEVICE_SLOTS]; /* copied; "none" (or NULL) switches a slot off */
    struct mail *letters;
    struct mail *pictures;            /* live ones, a queue of one; NULL: nobody looks */
    const struct device_files *files; /* NULL: the kernel's */
};
/* A URI that no driver speaks, or whose options are wrong, is an error. */
struct device_room *device_room_start(const struct device_room_options *options, GError **error);
void device_room_send(struct device_room *room, struct device_command *command); /* takes the command */
void device_room_stop(struct device_room *room); /* joins the thread; NULL is fine */

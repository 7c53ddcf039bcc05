/* The device room: one thread that runs every byte driver, and does opening, unplugging and back-off once for
 * all. It owns wires, drivers' states and alarms; letters go to `out`, which is borrowed until
 * device_room_stop returns. Called from the ui room. */
#pragma once

#include "base/mail.h"
#include "base/uri.h"
#include "devices/device.h"

struct device_room;
/* A URI that no driver speaks, or whose options are wrong, is an error; "none" (or NULL) switches a slot off.
 */
struct device_room *device_room_start(const struct uri *const uris[DEVICE_SLOTS], struct mail *out,
                                      GError **error);
void device_room_send(struct device_room *room, struct device_command *command); /* takes the command */
void device_room_stop(struct device_room *room); /* joins the thread; NULL is fine */

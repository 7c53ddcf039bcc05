/* One device at its place in the device room: driver, wire, alarm, what waits to be written, and when to try
 * again. The room owns the berth and frees it in its own thread; the URI is copied. The device room only
 * (berth_new and berth_free while its thread does not run). */
#pragma once

#include <glib.h>

#include "base/mail.h"
#include "devices/device.h"

struct berth;
struct berth *berth_new(enum device_slot slot, const struct uri *uri, struct mail *out, GMainContext *context,
                        const struct device_files *files, GError **error);
void berth_open(struct berth *berth); /* and again and again by itself */
void berth_command(struct berth *berth, const struct device_command *command);
/* The device manager says that a node has come or gone (plug.h). */
void berth_plugged(struct berth *berth, const char *node, bool there);
void berth_free(struct berth *berth); /* closes; NULL is fine */

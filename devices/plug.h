/* What the device manager says of plugs: which node has come, and which has gone (udev). Where none runs, as
 * in a container, nothing is ever said, and the room relies on the node itself (berth.c). The struct owns its
 * socket and its source in `context`; plug_free takes NULL. The device room only. */
#pragma once

#include <glib.h>
#include <stdbool.h>

struct plug;
typedef void (*plug_told)(const char *node, bool there, void *data);      /* node: as /dev/ttyUSB0 */
struct plug *plug_new(GMainContext *context, plug_told told, void *data); /* NULL when udev cannot be asked */
void plug_free(struct plug *plug);

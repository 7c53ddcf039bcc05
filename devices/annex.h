/* One library at its place in the device room (struct device_library): what a berth is to a byte driver. The
 * room owns the annex and frees it while its own thread does not run. Letters go to `letters`, live pictures
 * to `pictures` (a queue of one; NULL: nobody looks). */
#pragma once

#include "base/mail.h"
#include "devices/device.h"

struct annex;
struct annex *annex_new(const struct device_library *library, const struct uri *uri, struct mail *letters,
                        struct mail *pictures, const struct device_files *files, GError **error);
void annex_command(struct annex *annex, const struct device_command *command); /* copies what it needs */
void annex_plugged(struct annex *annex); /* a node has come or gone (plug.h), whichever */
void annex_free(struct annex *annex);    /* joins the library's thread; NULL is fine */

/* What tells that the place of a closed wire may be there again, so that nobody waits for the back-off.
 * The berth owns it while its wire is closed. The device room only. */
#pragma once

#include <stdbool.h>

#include "devices/wire/wire.h"

struct wire_watch {
    const struct device_files *files;
    int fd;                                 /* to poll for reading */
    void *more;                             /* the type's own */
    bool (*take)(struct wire_watch *watch); /* of the type, as are both below */
    void (*close)(struct wire_watch *watch);
};
/* NULL when nothing tells; `files` and `uri` are borrowed until wire_watch_free. */
struct wire_watch *wire_watch_new(const struct wire_type *type, const struct uri *uri,
                                  const struct device_files *files);
bool wire_watch_take(struct wire_watch *watch); /* when fd is readable; true: worth a try */
void wire_watch_free(struct wire_watch *watch); /* NULL is fine */

/* For places with a node: its folder, or the nearest one above that exists. */
bool wire_watch_node(struct wire_watch *watch, const struct uri *uri);

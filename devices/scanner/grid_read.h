/* A reader that takes the modules of a code one by one (grid.h) and leaves the correction of errors to
 * zxing-cpp. It keeps room to work in, owned by one thread, and nothing of what it saw once it was told to
 * forget. A zeroed struct is ready; grid_reader_clear frees. Any room. */
#pragma once

#include "devices/scanner/grid.h"
#include "devices/scanner/readers.h"

struct grid_reader {
    struct plane black, drawn;
    struct modules modules;
};
void grid_reader_clear(struct grid_reader *reader);
void grid_reader_forget(struct grid_reader *reader);
/* `radius` of the neighbourhood, in pixels, that tells black from white where the finder patterns are sought.
 */
unsigned grid_read(struct grid_reader *reader, const struct plane *from, unsigned radius,
                   read_code_found *found, void *user);

/* The shapes of all characters in one file, mapped, never read into the heap: 7 MB of which a question
 * touches the cells of all and the dots of the few that come near. Written by strokes-pack on the machine
 * that builds, in its byte order: header, entries, cells, dots. A stroke_set owns its mapping. Pure but for
 * the file: any room. */
#pragma once

#include <glib.h>
#include <stdbool.h>

#include "ui/input/stroke_shape.h"

/* How common a character is: GB 2312 put the 3,755 commonest on its first level and 3,008 on its second. */
enum stroke_level { LEVEL_FIRST, LEVEL_SECOND, LEVEL_BEYOND };

struct stroke_entry {
    uint32_t character; /* Unicode; the file has the commoner first, so that it wins when two look the same */
    uint32_t level;
};

struct stroke_set {
    GMappedFile *file; /* NULL for an empty set */
    unsigned count;
    const struct stroke_entry *entries;
    const uint8_t (*cells)[SHAPE_CELLS];
    const struct stroke_dot (*dots)[SHAPE_DOTS];
};

/* False and an error of G_FILE_ERROR when the file cannot be read or is not such a set. */
bool stroke_set_open(struct stroke_set *set, const char *path, GError **error);
void stroke_set_close(struct stroke_set *set); /* a zeroed set is fine; zeroes */

/* For strokes-pack: n shapes with their entries, any order; notice is who made the strokes and their licence.
 */
bool stroke_set_write(const char *path, const struct stroke_entry *entries, const struct stroke_shape *shapes,
                      unsigned n, const char *notice, GError **error);

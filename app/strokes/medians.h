/* The strokes of one character as the npm package hanzi-writer-data has them: a JSON file each, named by the
 * character, whose "medians" are the middle lines of its strokes in the order of writing, 1,024 units to the
 * em, y up from 124 below to 900 above. Nothing is kept. Pure but for the file: programs of the build and
 * tests.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>

#include "ui/input/handwriting.h"

enum { MEDIANS_TOP = 900 };

/* As if written on the pad. False and an error of G_FILE_ERROR for a file without strokes. */
bool medians_read(struct handwriting_ink *ink, const char *path, GError **error);
/* The character of a file's name; 0 for a name that is no single Han character (radicals, other files). */
uint32_t medians_character(const char *name);

/* A picture at a quarter of its width and height, as the golden pictures are kept. No SDL. */
#pragma once

#include <stdbool.h>

#include "ui/canvas.h"

enum { QUARTER = 4 };

/* Writes a portable pixmap (P6, 8 bits a channel), each pixel the rounded mean of a square of QUARTER by
 * QUARTER; what is left over at the right and below is dropped. False: it could not be written, errno says
 * why. */
bool quarter_save(const struct canvas *picture, const char *path);

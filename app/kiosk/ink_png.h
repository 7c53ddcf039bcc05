/* A signature as a picture: the strokes in their true shape, black on white, as PNG (ISO/IEC 15948) in secret
 * memory. Who keeps the application sees it without drawing. Pure; the ui room. */
#pragma once

#include "base/secret.h"
#include "session/case.h"

enum { INK_PNG_WIDTH = 640 };
/* Appended to `to`; nothing without strokes. */
void ink_png(struct secret_bytes *to, const struct case_file *kase);

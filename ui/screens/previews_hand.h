/* What stands on the handwriting pad of the example pages. Pure: audit, golden pictures and tests. */
#pragma once

#include "ui/input/input.h"

void preview_pad(struct input *input);         /* open, and nothing written */
void preview_pad_written(struct input *input); /* 安, and what it may be */

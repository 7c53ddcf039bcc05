/* What is being typed into the field of text of an example page: letters on their way to Chinese with what
 * they may stand for, and the other planes. Writes into the caller's input; without a dictionary the letters
 * stay letters. Pure: audit, golden pictures and tests. */
#pragma once

#include "ui/input/input.h"

void preview_letters(struct input *input); /* san'dong, a few words */
void preview_sentence(
    struct input *input);               /* as many letters as there is room for, and the sentence they make */
void preview_many(struct input *input); /* yi: single characters, page after page */
void preview_nothing(struct input *input); /* as it was found */
void preview_lower(struct input *input);
void preview_upper(struct input *input);
void preview_signs(struct input *input);

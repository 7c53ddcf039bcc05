/* Numbers as they are spoken: amounts, times and dates as quantities, everything that names something (phone,
 * card, receipt) digit by digit. Nothing is owned; the text may be personal and stays in secret memory.
 * Pure: any room. */
#pragma once

#include "base/secret.h"
#include "base/words.h"

/* Appends `text` with its numbers rewritten: in Chinese quantities become words, digits told one by one stay
 * digits; in English such digits are spaced. */
void voice_numbers(const char *text, enum language language, struct secret_bytes *to);

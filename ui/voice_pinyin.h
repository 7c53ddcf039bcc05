/* Chinese as the synthesiser wants it: numbered pinyin with commas and stops, as espeak-ng's voice
 * cmn-latn-pinyin reads it (its voice cmn is broken in Debian 12). Nothing is owned; what may be personal is
 * written to secret memory only. Pure: any room. */
#pragma once

#include <stdint.h>

#include "base/secret.h"

/* Appends the reading of UTF-8 `zh`: words before characters, tones bent as speech bends them, digits one by
 * one. What has no reading is left out. */
void voice_pinyin(const char *zh, struct secret_bytes *to);
/* How one character is read when it stands alone, as yi1; NULL for none. Lives as long as the program. */
const char *voice_reading(uint32_t c);
